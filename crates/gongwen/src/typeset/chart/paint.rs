//! Colours of charts, apart from those of categories: few, and apart in lightness or hatching, so that
//! black-and-white copies read the same.

use crate::color::Color;
use crate::document::{Look, Texture};
use crate::typeset::page::Stroke;
use crate::typeset::unit::Mm;

/// The line that values are measured from.
pub const BASELINE: Color = Color::rgb(0x33, 0x33, 0x33);
/// Its width.
pub const BASELINE_WIDTH: Mm = Mm(0.25);
/// Lines across a plot.
pub const GRID: Color = Color::rgb(0xCF, 0xCF, 0xCF);
/// Their width.
pub const GRID_WIDTH: Mm = Mm(0.12);
/// The blue of what a chart is about.
pub const DEEP: Color = Color::rgb(0x1D, 0x4E, 0x89);
/// The same blue for what stands around it.
const PALE: Color = Color::rgb(0xAE, 0xC4, 0xDD);
/// Neither of them.
const GREY: Color = Color::rgb(0x8C, 0x8C, 0x8C);
/// The grey of textures, which do not draw the eye.
const FAINT: Color = Color::rgb(0xB4, 0xB4, 0xB4);
/// The red of what lags.
const RED: Color = Color::rgb(0xA6, 0x1C, 0x1C);
/// The line of a target or a schedule.
pub const TARGET: Stroke = Stroke {
    width: Mm(0.3),
    color: RED,
    dash: Some(Mm(1.0)),
};

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// The colour of the whole.
    pub ground: Color,
    /// The colour of lines over it.
    pub hatch: Option<Color>,
    /// The colour of its outline.
    pub outline: Option<Color>,
}

impl Paint {
    /// What stands neither among the best nor among the worst.
    pub const ORDINARY: Self = Self::solid(PALE);
    /// The best.
    pub const TOP: Self = Self::solid(DEEP);
    /// The worst.
    pub const BOTTOM: Self = Self {
        ground: Color::WHITE,
        hatch: Some(RED),
        outline: Some(RED),
    };
    /// What takes no part in a ranking.
    pub const APART: Self = Self {
        ground: Color::WHITE,
        hatch: None,
        outline: Some(GREY),
    };

    const fn solid(ground: Color) -> Self {
        Self {
            ground,
            hatch: None,
            outline: None,
        }
    }

    /// The bars of the `index`th of several series: the last one is what the chart is about.
    pub fn series(index: usize, count: usize) -> Self {
        match count.saturating_sub(index + 1) {
            0 => Self::TOP,
            1 => Self::ORDINARY,
            2 => Self {
                ground: Color::WHITE,
                hatch: Some(DEEP),
                outline: Some(DEEP),
            },
            _ => Self::solid(GREY),
        }
    }

    /// An area that stands for a category.
    pub fn category(look: Look) -> Self {
        Self {
            ground: look.fill,
            hatch: (look.texture == Texture::Hatched).then_some(FAINT),
            outline: (look.texture != Texture::Solid).then_some(FAINT),
        }
    }
}
