//! The head of a plot: its unit at the left, the key to its colours and lines at the right.

use super::Sheet;
use super::canvas::{Area, Canvas, Side};
use super::label::{Label, SMALL, plain};
use super::paint::Paint;
use crate::document::Look;
use crate::typeset::compositor::Compositor;
use crate::typeset::mark::mark;
use crate::typeset::page::{Path, Point, Stroke};
use crate::typeset::unit::Mm;

/// Height of a line.
const LINE: Mm = Mm(4.6);
/// Blank below the head.
const BELOW: Mm = Mm(1.2);
/// Width of a sample.
const SAMPLE: Mm = Mm(4.2);
/// Height of an area sample.
const SAMPLE_HEIGHT: Mm = Mm(2.6);
/// Blank between a sample and its words.
const BESIDE: Mm = Mm(1.0);
/// Blank between two entries.
const BETWEEN: Mm = Mm(4.0);
/// Size of the mark on a category's sample.
const MARK: Mm = Mm(1.9);

/// An entry of the key.
pub struct Entry {
    /// The sample drawn before the words.
    pub sample: Sample,
    /// Its words.
    pub words: String,
}

/// The sample of an entry.
pub enum Sample {
    /// Areas with a paint.
    Paint(Paint),
    /// A short upright line across a bar.
    Tick(Stroke),
    /// A category: its colour and mark.
    Category(Look),
}

impl Entry {
    /// Makes an entry.
    pub fn new(sample: Sample, words: impl Into<String>) -> Self {
        Self { sample, words: words.into() }
    }
}

/// The composed head of a plot.
pub struct Head {
    unit: Option<Label>,
    /// The entries on each line with their words.
    lines: Vec<Vec<(Sample, Label)>>,
    width: Mm,
}

impl Head {
    /// Composes a head. Entries that do not fit beside the unit take lines of their own.
    pub fn new(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, key: Vec<Entry>) -> Self {
        let unit = sheet.unit.map(|unit| {
            let words = format!("单位：{unit}");
            Label::single(compositor, &words, plain(SMALL), sheet.width / 2.0)
        });
        let taken = unit.as_ref().map_or(Mm::ZERO, |unit| unit.width + BETWEEN);
        let mut lines: Vec<Vec<(Sample, Label)>> = Vec::new();
        let mut room = Mm::ZERO;
        for Entry { sample, words } in key {
            let most = sheet.width - taken - SAMPLE - BESIDE;
            let label = Label::single(compositor, &words, plain(SMALL), most);
            let width = SAMPLE + BESIDE + label.width + BETWEEN;
            match lines.last_mut() {
                Some(line) if width <= room => line.push((sample, label)),
                _ => {
                    lines.push(vec![(sample, label)]);
                    // The last entry of a line needs no blank after it.
                    room = sheet.width - taken + BETWEEN;
                }
            }
            room -= width;
        }
        Self { unit, lines, width: sheet.width }
    }

    /// Returns the height, including the blank below.
    pub fn height(&self) -> Mm {
        match self.lines.len().max(usize::from(self.unit.is_some())) {
            0 => Mm::ZERO,
            lines => LINE * lines as f64 + BELOW,
        }
    }

    /// Draws the head at the top of the canvas.
    pub fn draw(&self, canvas: &mut Canvas) {
        if let Some(unit) = &self.unit {
            canvas.words_beside(unit, Mm::ZERO, LINE / 2.0, Side::Left);
        }
        for (index, line) in self.lines.iter().enumerate() {
            let y = LINE * (index as f64 + 0.5);
            let widths = line.iter().map(|(_, label)| entry_width(label));
            let mut x = self.width - widths.sum() + BETWEEN;
            for (sample, label) in line {
                sample.draw(canvas, x, y);
                canvas.words_beside(label, x + SAMPLE + BESIDE, y, Side::Left);
                x += entry_width(label);
            }
        }
    }
}

fn entry_width(label: &Label) -> Mm {
    SAMPLE + BESIDE + label.width + BETWEEN
}

impl Sample {
    fn draw(&self, canvas: &mut Canvas, x: Mm, y: Mm) {
        let (top, bottom) = (y - SAMPLE_HEIGHT / 2.0, y + SAMPLE_HEIGHT / 2.0);
        let area = Area::between((x, x + SAMPLE), (top, bottom));
        let middle = area.centre().x;
        match *self {
            Self::Paint(paint) => canvas.paint(area, paint),
            Self::Tick(stroke) => {
                let ends = [top, bottom].map(|y| Point { x: middle, y });
                canvas.line(&ends, stroke);
            }
            Self::Category(look) => {
                canvas.paint(area, Paint::category(look));
                canvas.path(mark_on_fill(look, Point { x: middle, y }, MARK));
            }
        }
    }
}

/// Returns the mark of a category as drawn on the category's own fill.
pub fn mark_on_fill(look: Look, centre: Point, size: Mm) -> Path {
    mark(look.mark, centre, size, look.ink_on_fill)
}
