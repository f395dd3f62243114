//! A line: the characters of a text set to a width.

use super::class::Class;
use super::extent::{Extent, shared_blank};
use super::shape::Shaped;
use crate::typeset::page::{PageItem, PlacedGlyph, TextRun};
use crate::typeset::unit::Mm;

/// The greatest share of its widest character by which a gap of a line is spread; a line cut short by a
/// long Latin word stays ragged instead.
const MOST_SPREAD: f64 = 0.5;
/// The same share between the letters of a word.
const MOST_LETTER_SPREAD: f64 = 0.1;

/// A line: glyphs with positions from the left edge of the measure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    glyphs: Vec<(Shaped, Mm)>,
    width: Mm,
}

impl Line {
    /// Sets `glyphs` after `indent`: marks give up as much as is needed to fit `width`; a line that is
    /// to be flush right is spread to it. Blanks at the end vanish, except a line's only one.
    pub fn set(glyphs: &[Shaped], indent: Mm, width: Mm, flush: bool) -> Self {
        let inked = glyphs.iter().rposition(|g| g.class != Class::Space);
        let glyphs = &glyphs[..inked.map_or(glyphs.len().min(1), |last| last + 1)];
        let extent = Extent::of(glyphs);
        let over = extent.natural - width;
        // First the last mark gives up as much of its blank as needed.
        let end_trim = over.max(Mm::ZERO).min(extent.end_blank);
        let over = over - end_trim;
        let squeeze = if over > Mm::ZERO && extent.inner_blank > Mm::ZERO {
            (over / extent.inner_blank).min(1.0)
        } else {
            0.0
        };
        let spread = if flush { Spread::new(glyphs, -over) } else { Spread::default() };
        let mut x = indent;
        let mut placed = Vec::with_capacity(glyphs.len());
        for (i, glyph) in glyphs.iter().enumerate() {
            if let Some(before) = i.checked_sub(1).map(|before| &glyphs[before]) {
                // An opening mark loses blank on its own left side to the opening mark before it; a mark
                // after a closing one takes blank from that one's right side: both move it to the left.
                x += spread.between(before, glyph) - shared_blank(before, glyph);
            }
            let given = own_blank(glyphs, i) * squeeze;
            let left = if glyph.class == Class::Opening { given } else { Mm::ZERO };
            placed.push((*glyph, x - glyph.shift - left));
            x += glyph.width - given;
        }
        Self { glyphs: placed, width: x - end_trim - indent }
    }

    /// Returns the width from the line's indent to the end of its last glyph.
    pub fn width(&self) -> Mm {
        self.width
    }

    /// Places the line on a page: its measure's left edge at `x`, on `baseline`.
    pub fn place(&self, x: Mm, baseline: Mm) -> Vec<PageItem> {
        let mut runs: Vec<TextRun> = Vec::new();
        for &(glyph, at) in &self.glyphs {
            let placed = PlacedGlyph {
                x: x + at,
                glyph: glyph.glyph,
                char: glyph.char,
                passage: glyph.passage,
            };
            let baseline = baseline - glyph.rise;
            match runs.last_mut() {
                Some(run)
                    if run.face == glyph.face
                        && run.size == glyph.size
                        && run.baseline == baseline
                        && run.color == glyph.color =>
                {
                    run.glyphs.push(placed);
                }
                _ => runs.push(TextRun {
                    face: glyph.face,
                    size: glyph.size,
                    color: glyph.color,
                    baseline,
                    glyphs: vec![placed],
                }),
            }
        }
        runs.into_iter().map(PageItem::Text).collect()
    }
}

/// The spreading of a line: its gaps and the amount.
#[derive(Debug, Clone, Copy, Default)]
struct Spread {
    extra: Mm,
    /// True if Latin words and numbers are spread as well.
    letters: bool,
}

impl Spread {
    /// Returns the spread that makes `short` vanish; none if it would be too much. Letters are only
    /// spread if the other gaps would be too wide: in a line filled with a part of a long word.
    fn new(glyphs: &[Shaped], short: Mm) -> Self {
        let widest = glyphs.iter().map(|g| g.width).fold(Mm::ZERO, Mm::max);
        let by = |letters: bool, most: f64| {
            let gaps = glyphs.windows(2).filter(|w| is_gap(&w[0], &w[1], letters));
            let extra = short / gaps.count() as f64;
            // It is infinite if there are no gaps.
            (short > Mm::ZERO && extra <= widest * most).then_some(Self { extra, letters })
        };
        by(false, MOST_SPREAD).or_else(|| by(true, MOST_LETTER_SPREAD)).unwrap_or_default()
    }

    /// Returns the space between two neighbours.
    fn between(self, before: &Shaped, this: &Shaped) -> Mm {
        if is_gap(before, this, self.letters) { self.extra } else { Mm::ZERO }
    }
}

/// Returns the blank that the `i`th character of a line still has to give up.
fn own_blank(line: &[Shaped], i: usize) -> Mm {
    let glyph = &line[i];
    let keeps = match glyph.class {
        // The last mark of the line was dealt with.
        Class::Closing => line.get(i + 1).is_some_and(|next| shared_blank(glyph, next) == Mm::ZERO),
        Class::Opening => {
            i == 0 || line.get(i - 1).is_some_and(|before| shared_blank(before, glyph) == Mm::ZERO)
        }
        _ => false,
    };
    if keeps { glyph.blank } else { Mm::ZERO }
}

/// Returns whether a line may be spread between two neighbours: not inside numbers and Latin words
/// unless their `letters` are spread, nor inside pairs of dashes and dots, nor beside the narrow middle
/// dot, where readers would take the gap for a blank.
fn is_gap(before: &Shaped, this: &Shaped, letters: bool) -> bool {
    let narrow = |class| matches!(class, Class::Digit | Class::Narrow | Class::Attached);
    this.class != Class::Attached
        && (letters || !(narrow(before.class) && narrow(this.class)))
        && !(before.class == Class::Pair && this.class == Class::Pair)
        && before.char != '·'
        && this.char != '·'
}
