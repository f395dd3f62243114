//! Shaped characters → lines of a measure.
//!
//! Lines are filled one after another, as a Chinese compositor does: where the next character does
//! not fit, first the marks in the line give up blank (push in), else the line ends earlier and is
//! spread (push out). Full lines are flush on both sides.

use super::class::Class;
use super::extent::Extent;
use super::line::Line;
use super::shape::{EPSILON, Shaped};
use crate::typeset::unit::Mm;

/// Share of the blank in a line's marks that is given up to take in an ordinary character. For a
/// mark that may not begin a line, all of it is.
const SQUEEZE_FOR_FIT: f64 = 0.5;
/// A last line of no more characters than this may be an orphan: one character and its marks.
const LONGEST_ORPHAN: usize = 4;

/// How long lines are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Width of the lines.
    pub width: Mm,
    /// How far the first line is indented.
    pub first_indent: Mm,
    /// How far the others are indented.
    pub indent: Mm,
    /// Whether full lines are spread to be flush right.
    pub justified: bool,
}

impl Measure {
    /// Lines of `width` without indents, flush on both sides.
    pub fn justified(width: Mm) -> Self {
        Self {
            width,
            first_indent: Mm::ZERO,
            indent: Mm::ZERO,
            justified: true,
        }
    }
}

/// Breaks `text` into lines. Every character stands in exactly one line, in order, except blanks at
/// line ends. Line feeds in a row leave lines empty; those after the last character do not. No text
/// makes no line. No line is wider than the measure, if no character is.
pub fn compose(text: &[Shaped], measure: Measure) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut parts = text.split_inclusive(|glyph| glyph.feeds > 0).peekable();
    while let Some(part) = parts.next() {
        fill(part, measure, &mut lines);
        if parts.peek().is_some() {
            let feeds = part.last().map_or(0, |glyph| glyph.feeds);
            lines.extend((1..feeds).map(|_| Line::default()));
        }
    }
    lines
}

/// Breaks text without forced line ends into lines.
fn fill(text: &[Shaped], measure: Measure, lines: &mut Vec<Line>) {
    let mut start = 0;
    while start < text.len() {
        let indent = if lines.is_empty() {
            measure.first_indent
        } else {
            measure.indent
        };
        let width = measure.width - indent;
        let mut end = line_end(text, start, width);
        if leaves_orphan(text, end) && Extent::of(&text[start..]).least() <= width + EPSILON {
            end = text.len();
        }
        let next = skip_blanks(text, end);
        let flush = measure.justified && next < text.len();
        lines.push(Line::set(&text[start..end], indent, width, flush));
        start = next;
    }
}

/// The first character after the blanks at a line's end.
fn skip_blanks(text: &[Shaped], end: usize) -> usize {
    let blanks = text[end..]
        .iter()
        .take_while(|glyph| glyph.class == Class::Space)
        .count();
    end + blanks
}

/// Where the line that begins at `start` ends (exclusive); at least one character on.
fn line_end(text: &[Shaped], start: usize, width: Mm) -> usize {
    let mut extent = Extent::default();
    let mut best: Option<(usize, Extent)> = None;
    for end in start + 1..=text.len() {
        let glyph = &text[end - 1];
        extent.push(text[start..end - 1].last(), glyph);
        let over = extent.trimmed() - width;
        if over > extent.inner_blank + EPSILON {
            return best.map_or_else(|| emergency_end(text, start, end), |(best, _)| best);
        }
        if !glyph.breakable && end < text.len() {
            continue;
        }
        if over <= EPSILON {
            best = Some((end, extent));
            continue;
        }
        // Only squeezing brings this one in. Worth it when the line would otherwise have to be
        // spread, little enough to go unseen or else to save a mark from beginning a line.
        return match best {
            Some((best, shorter)) => {
                let filled = width - shorter.natural <= EPSILON;
                let forced = best + 1 < end;
                let limit = if forced { 1.0 } else { SQUEEZE_FOR_FIT };
                if filled || over > extent.inner_blank * limit + EPSILON {
                    best
                } else {
                    end
                }
            }
            None => end,
        };
    }
    text.len()
}

/// Whether a line that ends at `end` leaves a single character, with its closing marks, for the
/// last line.
fn leaves_orphan(text: &[Shaped], end: usize) -> bool {
    let rest = &text[skip_blanks(text, end)..];
    let bearing =
        |glyph: &&Shaped| !matches!(glyph.class, Class::Closing | Class::Attached | Class::Space);
    !rest.is_empty() && rest.len() <= LONGEST_ORPHAN && rest.iter().filter(bearing).count() <= 1
}

/// Where to cut when not even the first unbreakable piece fits and the character before `end` is
/// the first too many: outside numbers and words if that fills half the line, where no mark comes
/// to stand wrongly if there is such a place, but never between a character and its attached marks.
fn emergency_end(text: &[Shaped], start: usize, end: usize) -> usize {
    let narrow = |class| matches!(class, Class::Digit | Class::Narrow);
    let half = start + (end - start) / 2;
    let mut tolerable = None;
    let mut possible = None;
    // The first character of the next line: blanks vanish between the lines.
    let mut next = &text[end - 1];
    for cut in (start + 1..end).rev() {
        let (before, after) = (&text[cut - 1], &text[cut]);
        if after.class == Class::Attached {
            continue;
        }
        if after.class != Class::Space {
            next = after;
        }
        possible = possible.or(Some(cut));
        if next.class.never_first()
            || next.char == '%'
            || matches!(before.class, Class::Opening | Class::Space)
        {
            continue;
        }
        tolerable = tolerable.or(Some(cut));
        if cut <= half {
            break;
        }
        if !(narrow(before.class) && narrow(after.class)) {
            return cut;
        }
    }
    tolerable.or(possible).unwrap_or_else(|| {
        // Not even one character fits.
        let attached = text[start + 1..]
            .iter()
            .take_while(|glyph| glyph.class == Class::Attached);
        start + 1 + attached.count()
    })
}
