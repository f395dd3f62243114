//! A line: the characters of a text set to a width.

use super::class::Class;
use super::extent::{Extent, shared_blank};
use super::shape::Shaped;
use crate::typeset::page::{PageItem, PlacedGlyph, TextRun};
use crate::typeset::unit::Mm;

/// The greatest share of its widest character by which a gap between two Chinese characters is spread: readers take
/// more for a blank.
const MOST_SPREAD: f64 = 0.098;
/// The same share in cells of tables; a line that would need more stays ragged.
const MOST_EVEN_SPREAD: f64 = 0.08;
/// The same share beside a mark or a Latin word; a line cut short by more stays ragged instead.
const MOST_LOOSE_SPREAD: f64 = 0.75;
/// The same share between the letters of a word.
const MOST_LETTER_SPREAD: f64 = 0.09;

/// The lines that are spread to be flush right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flush {
    /// None of them.
    Never,
    /// Those whose gaps stay even and small, as in cells of tables; the others stay ragged.
    Evenly,
    /// All that can be.
    Wherever,
}

/// A line: glyphs with positions from the left edge of the measure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    glyphs: Vec<(Shaped, Mm)>,
    width: Mm,
}

impl Line {
    /// Sets `glyphs` after `indent`: marks give up as much as is needed to fit `width`; a line that is
    /// to be flush right is spread to it. Blanks at the end vanish, except a line's only one.
    pub fn set(glyphs: &[Shaped], indent: Mm, width: Mm, flush: Flush) -> Self {
        let inked = glyphs.iter().rposition(|g| g.class != Class::Space);
        let (glyphs, blanks) = glyphs.split_at(inked.map_or(glyphs.len().min(1), |last| last + 1));
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
        let spread = Spread::new(glyphs, -over, flush);
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
        // The blank after a Latin word takes no room, but separates the word from the next line's in the text.
        let is_latin =
            glyphs.last().is_some_and(|last| matches!(last.class, Class::Narrow | Class::Digit));
        placed.extend(blanks.first().filter(|_| is_latin).map(|blank| (*blank, x)));
        Self { glyphs: placed, width: x - end_trim - indent }
    }

    /// Returns the width from the line's indent to the end of its last glyph.
    pub fn width(&self) -> Mm {
        self.width
    }

    /// Places the line on a page: its measure's left edge at `x`, on `baseline`.
    pub fn place(&self, x: Mm, baseline: Mm) -> Vec<PageItem> {
        Self::runs(&self.glyphs, x, baseline)
    }

    /// Returns whether the line has marks of notes at the foot of the page, or parts with elements of their own.
    pub fn has_parts(&self) -> bool {
        self.glyphs.iter().any(|(glyph, _)| glyph.note.is_some() || glyph.part.is_some())
    }

    /// Places the line on a page, each mark of a note at the foot of the page apart, and each part
    /// with an element of its own.
    pub fn parts(&self, x: Mm, baseline: Mm) -> Vec<Part> {
        let kind = |glyph: &Shaped| (glyph.note, glyph.part);
        let parts = self.glyphs.chunk_by(|(a, _), (b, _)| kind(a) == kind(b));
        let parts = parts.map(|glyphs| Part {
            note: glyphs[0].0.note,
            part: glyphs[0].0.part,
            left: x + glyphs[0].1 + glyphs[0].0.shift,
            width: glyphs.iter().map(|(glyph, _)| glyph.width).sum(),
            items: Self::runs(glyphs, x, baseline),
        });
        parts.collect()
    }

    fn runs(glyphs: &[(Shaped, Mm)], x: Mm, baseline: Mm) -> Vec<PageItem> {
        let mut runs: Vec<TextRun> = Vec::new();
        for &(glyph, at) in glyphs {
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

/// A part of a line on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The note whose mark it is, by its place among the marks of the text.
    pub note: Option<usize>,
    /// The part of the text with an element of its own, by its place among those.
    pub part: Option<usize>,
    /// The left edge of its first cell.
    pub left: Mm,
    /// The width of its cells.
    pub width: Mm,
    /// Its items.
    pub items: Vec<PageItem>,
}

/// The spreading of a line: its gaps and the amount.
#[derive(Debug, Clone, Copy, Default)]
struct Spread {
    /// The space in each gap.
    extra: Mm,
    /// The space beside marks and Latin words, at least that in the others.
    loose: Mm,
    /// True if Latin words and numbers are spread as well.
    letters: bool,
}

impl Spread {
    /// Returns the spread that makes `short` vanish; none if it would be too much. What is too much between Chinese
    /// characters goes beside marks and Latin words. Letters are only spread if the other gaps would be too wide: in
    /// a line filled with a part of a long word.
    fn new(glyphs: &[Shaped], short: Mm, flush: Flush) -> Self {
        if short <= Mm::ZERO || flush == Flush::Never {
            return Self::default();
        }
        let widest = widest(glyphs);
        let gaps = |wanted: &dyn Fn(&Shaped, &Shaped) -> bool| {
            glyphs.windows(2).filter(|w| wanted(&w[0], &w[1])).count() as f64
        };
        let is_even = flush == Flush::Evenly;
        let most = widest * if is_even { MOST_EVEN_SPREAD } else { MOST_SPREAD };
        let all = gaps(&|before, this| is_gap(before, this, false));
        // It is infinite if there are no gaps.
        let even = short / all;
        if even <= most {
            return Self { extra: even, loose: even, letters: false };
        }
        if is_even {
            return Self::default();
        }
        let loose = gaps(&|before, this| is_gap(before, this, false) && is_loose(before, this));
        let rest = (short - most * (all - loose)) / loose;
        if loose > 0.0 && rest <= widest * MOST_LOOSE_SPREAD {
            return Self { extra: most, loose: rest, letters: false };
        }
        let letters = short / gaps(&|before, this| is_gap(before, this, true));
        if letters <= widest * MOST_LETTER_SPREAD {
            return Self { extra: letters, loose: letters, letters: true };
        }
        Self::default()
    }

    /// Returns the space between two neighbours.
    fn between(self, before: &Shaped, this: &Shaped) -> Mm {
        match is_gap(before, this, self.letters) {
            false => Mm::ZERO,
            true if is_loose(before, this) => self.loose,
            true => self.extra,
        }
    }
}

/// Returns the width of the widest Chinese character, or of the widest character where there is none.
pub fn widest(line: &[Shaped]) -> Mm {
    let most = |wanted: fn(&&Shaped) -> bool| {
        line.iter().filter(wanted).map(|glyph| glyph.width).fold(Mm::ZERO, Mm::max)
    };
    let wide = most(|glyph| glyph.class == Class::Wide);
    if wide > Mm::ZERO { wide } else { most(|_| true) }
}

/// Returns whether a gap lies beside a mark, a blank, a figure or a Latin word, where it is not read as a blank.
fn is_loose(before: &Shaped, this: &Shaped) -> bool {
    before.class != Class::Wide || this.class != Class::Wide
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
/// unless their `letters` are spread, nor inside pairs of dashes and dots, nor before the mark of a
/// note, nor beside the narrow middle dot, where readers would take the gap for a blank.
fn is_gap(before: &Shaped, this: &Shaped, letters: bool) -> bool {
    let narrow = |class| matches!(class, Class::Digit | Class::Narrow | Class::Attached);
    if matches!(this.class, Class::Attached | Class::NoteMark) {
        return false;
    }
    (letters || !(narrow(before.class) && narrow(this.class)))
        && !(before.class == Class::Pair && this.class == Class::Pair)
        && before.char != '·'
        && this.char != '·'
}
