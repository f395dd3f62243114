//! Words in a chart: on one line or in a box, set smaller where they have to be, never cut.

use crate::typeset::compositor::Compositor;
use crate::typeset::font::Role;
use crate::typeset::overflow::Overflowing;
use crate::typeset::paragraph::{baseline, fitted_line};
use crate::typeset::text::{Line, Measure, Shaped, Style, compose};
use crate::typeset::unit::{Mm, Pt};

/// The size of values and names (小五).
pub const SIZE: Pt = Pt(9.0);
/// The size of names where space is short.
pub const SMALL: Pt = Pt(8.0);
/// Distance between the baselines of a name on several lines, in type sizes.
const LEADING: f64 = 1.2;
/// The least legible size. Smaller words are reported.
const LEGIBLE: Pt = Pt(5.5);
/// The factor by which words shrink each time that they do not fit.
const STEP: f64 = 0.93;
/// The greatest number of lines that are balanced. Longer words are running text.
const MOST_BALANCED: usize = 5;
/// The greatest number of shrinking steps; 0.93 to this power is less than a hundredth.
const STEPS: usize = 64;

/// Returns the style of names and values: 宋体.
pub fn plain(size: Pt) -> Style {
    Style::new(Role::Song, size)
}

/// Returns the style of emphasized words: 黑体.
pub fn strong(size: Pt) -> Style {
    Style::new(Role::Hei, size)
}

/// Composed words.
#[derive(Debug, Clone)]
pub struct Label {
    /// The lines, from top to bottom.
    pub lines: Vec<Line>,
    size: Pt,
    pitch: Mm,
    /// Width of the widest line.
    pub width: Mm,
    /// Height of all lines together.
    pub height: Mm,
}

impl Label {
    /// Sets one line no wider than `most`.
    pub fn single(compositor: &mut Compositor<'_>, text: &str, style: Style, most: Mm) -> Self {
        let (lines, size) = match fitted_line(compositor, text, style, most) {
            Some((line, size)) => (vec![line], size),
            None => (Vec::new(), style.size),
        };
        report(compositor, size, text);
        Self::new(lines, size, size.to_mm())
    }

    /// Sets lines in a box of `width` and `height`.
    pub fn boxed(
        compositor: &mut Compositor<'_>,
        text: &str,
        style: Style,
        (width, height): (Mm, Mm),
    ) -> Self {
        let mut style = style;
        let mut label = Self::new(Vec::new(), style.size, Mm::ZERO);
        for _ in 0..STEPS {
            let fitting = style.fitted(width);
            let shaped = compositor.shape_within(width, fitting.text(text));
            let lines = balanced(&shaped, Measure::ragged(width));
            label = Self::new(lines, fitting.size, fitting.size.to_mm() * LEADING);
            if label.height <= height {
                break;
            }
            // The length of lines and their number shrink alike.
            let ratio = (height / label.height).sqrt().max(0.1);
            style = fitting.scaled(ratio.min(STEP));
        }
        report(compositor, label.size, text);
        label
    }

    fn new(lines: Vec<Line>, size: Pt, pitch: Mm) -> Self {
        let width = lines.iter().map(Line::width).fold(Mm::ZERO, Mm::max);
        let height = match lines.len() {
            0 => Mm::ZERO,
            lines => pitch * (lines - 1) as f64 + size.to_mm(),
        };
        Self { lines, size, pitch, width, height }
    }

    /// Returns the baseline of the `index`th line, from the label's upper edge.
    pub fn baseline(&self, index: usize) -> Mm {
        self.pitch * index as f64 + baseline(self.size.to_mm(), self.size)
    }
}

/// Breaks text into lines of about the same length, no more of them than necessary.
fn balanced(text: &[Shaped], measure: Measure) -> Vec<Line> {
    let lines = compose(text, measure);
    if !(2..=MOST_BALANCED).contains(&lines.len()) {
        return lines;
    }
    let width: Mm = text.iter().map(|glyph| glyph.width).sum();
    let widest = text.iter().map(|glyph| glyph.width).fold(Mm::ZERO, Mm::max);
    let mut narrower = (width / lines.len() as f64).max(widest);
    while narrower < measure.width {
        let width = narrower;
        let tried = compose(text, Measure { width, ..measure });
        if tried.len() <= lines.len() && tried.iter().all(|line| line.width() <= width) {
            return tried;
        }
        narrower += widest / 4.0;
    }
    lines
}

fn report(compositor: &mut Compositor<'_>, size: Pt, text: &str) {
    if size < LEGIBLE {
        compositor.overflow(Overflowing::ChartText, text);
    }
}
