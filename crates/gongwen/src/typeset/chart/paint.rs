//! Colours of charts, apart from those of categories: few, and different in lightness or hatching, so
//! that black-and-white copies read the same.

use crate::color::Color;
use crate::document::{Look, Texture};
use crate::typeset::page::Stroke;
use crate::typeset::unit::Mm;

/// The line that values are measured from.
pub const BASELINE: Color = Color::rgb(0x33, 0x33, 0x33);
/// Width of the baseline.
pub const BASELINE_WIDTH: Mm = Mm(0.25);
/// Lines across a plot.
pub const GRID: Color = Color::rgb(0xCF, 0xCF, 0xCF);
/// Width of the grid lines.
pub const GRID_WIDTH: Mm = Mm(0.12);
/// The blue of the chart's main subject.
pub const DEEP: Color = Color::rgb(0x1D, 0x4E, 0x89);
/// A lighter blue for the rest.
const PALE: Color = Color::rgb(0xAE, 0xC4, 0xDD);
/// The grey of the remaining series and of outlines.
const GREY: Color = Color::rgb(0x8C, 0x8C, 0x8C);
/// The grey of inconspicuous textures.
const FAINT: Color = Color::rgb(0xB4, 0xB4, 0xB4);
/// The red of those that lag behind.
const RED: Color = Color::rgb(0xA6, 0x1C, 0x1C);
/// The line of a target or a schedule.
pub const TARGET: Stroke = Stroke { width: Mm(0.3), color: RED, dash: Some(Mm(1.0)) };

/// The filling of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// The colour of the whole area.
    pub ground: Color,
    /// The colour of the hatching.
    pub hatch: Option<Color>,
    /// The colour of the outline.
    pub outline: Option<Color>,
}

impl Paint {
    /// Bars neither among the best nor among the worst.
    pub const ORDINARY: Self = Self::solid(PALE);
    /// The best bars.
    pub const TOP: Self = Self::solid(DEEP);
    /// The worst bars.
    pub const BOTTOM: Self = Self { ground: Color::WHITE, hatch: Some(RED), outline: Some(RED) };
    /// Bars that take no part in a ranking.
    pub const APART: Self = Self { ground: Color::WHITE, hatch: None, outline: Some(GREY) };

    const fn solid(ground: Color) -> Self {
        Self { ground, hatch: None, outline: None }
    }

    /// Returns the paint of the `index`th of several series: the last one is the chart's subject.
    pub fn series(index: usize, count: usize) -> Self {
        match count.saturating_sub(index + 1) {
            0 => Self::TOP,
            1 => Self::ORDINARY,
            2 => Self { ground: Color::WHITE, hatch: Some(DEEP), outline: Some(DEEP) },
            _ => Self::solid(GREY),
        }
    }

    /// Returns the paint of a category's area.
    pub fn category(look: Look) -> Self {
        Self {
            ground: look.fill,
            hatch: (look.texture == Texture::Hatched).then_some(FAINT),
            outline: (look.texture != Texture::Solid).then_some(FAINT),
        }
    }
}
