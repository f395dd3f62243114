//! Shaped characters → lines of a measure.
//!
//! Lines are filled one after another, as by a Chinese compositor: if the next character does not fit,
//! either the marks in the line give up blank (push in), or the line ends earlier and is spread (push
//! out). Full lines are flush on both sides.

use super::class::Class;
use super::extent::Extent;
use super::line::{Flush, Line, widest};
use super::shape::{EPSILON, Shaped};
use crate::typeset::unit::Mm;

/// Share of the blank in a line's marks that is given up to take in an ordinary character. A mark that
/// may not begin a line may take all of it.
const SQUEEZE_FOR_FIT: f64 = 0.5;
/// The greatest number of characters in a last line that may be an orphan: one character and its marks.
const LONGEST_ORPHAN: usize = 4;
/// The number of lines before an orphan that are squeezed to take it in.
const LINES_FOR_ORPHAN: usize = 8;
/// The greatest share of a line that is left empty before a unit held together; a unit that can be split
/// is rather begun on the line.
const MOST_EMPTY: f64 = 1.0 / 6.0;
/// The greatest share by which a line is spread rather than ended inside a name, a quantity or a document number.
const MOST_SPREAD: f64 = 0.08;
/// The least number of characters of a line that ends inside a quantity or a document number rather than be spread too
/// far: a shorter one would part too many of them.
const FEWEST_TO_PART: f64 = 14.0;
/// The least number of characters of such a unit that should have room then.
const FEWEST_BEGUN: usize = 3;

/// The measure of lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Width of the lines.
    pub width: Mm,
    /// The indent of the first line.
    pub first_indent: Mm,
    /// The indent of the other lines.
    pub indent: Mm,
    /// True if full lines are spread to be flush right.
    pub justified: bool,
    /// True if a name that does not fit a line begins the next one, however far the line would have to be spread:
    /// it stays ragged then, as in cells of tables.
    pub keeps_names: bool,
}

impl Measure {
    /// Returns the measure of lines of `width` without indents, flush on both sides.
    pub fn justified(width: Mm) -> Self {
        Self {
            width,
            first_indent: Mm::ZERO,
            indent: Mm::ZERO,
            justified: true,
            keeps_names: false,
        }
    }

    /// Returns the measure of lines of at most `width` without indents, flush left.
    pub fn ragged(width: Mm) -> Self {
        Self { justified: false, ..Self::justified(width) }
    }

    /// Returns the measure with names kept whole at the ends of lines.
    pub fn keeping_names(self) -> Self {
        Self { keeps_names: true, ..self }
    }

    /// Returns the measure with the first line indented by `first` and the others by `rest`.
    pub fn indented(self, first: Mm, rest: Mm) -> Self {
        Self { first_indent: first, indent: rest, ..self }
    }
}

/// Breaks `text` into lines. Every character is in exactly one line, in order, except blanks at line
/// ends. Consecutive line feeds leave empty lines; those after the last character do not. Empty text
/// makes no line. No line is wider than the measure unless a single character is.
pub fn compose(text: &[Shaped], measure: Measure) -> Vec<Line> {
    compose_parts(text, measure).into_iter().flatten().collect()
}

/// Breaks `text` into lines like [`compose`], and returns apart those up to each forced line end.
pub fn compose_parts(text: &[Shaped], measure: Measure) -> Vec<Vec<Line>> {
    let mut all: Vec<Vec<Line>> = Vec::new();
    let mut parts = text.split_inclusive(|glyph| glyph.feeds > 0).peekable();
    while let Some(part) = parts.next() {
        let mut lines = Vec::new();
        fill(part, measure, !all.is_empty(), &mut lines);
        if parts.peek().is_some() {
            let feeds = part.last().map_or(0, |glyph| glyph.feeds);
            lines.extend((1..feeds).map(|_| Line::default()));
        }
        all.push(lines);
    }
    all
}

/// Breaks text without forced line ends into lines; `begun` if lines of the same text come before it.
fn fill(text: &[Shaped], measure: Measure, begun: bool, lines: &mut Vec<Line>) {
    let filler = Filler { text, measure, begun };
    let mut ends = filler.ends(Vec::new(), 0);
    if let Some(fewer) = filler.without_orphan(&ends) {
        ends = fewer;
    } else if measure.keeps_names {
        filler.give_to_orphan(&mut ends);
    }
    let mut start = 0;
    for (row, &end) in ends.iter().enumerate() {
        let next = skip_blanks(text, end);
        let flush = match (measure.justified && next < text.len(), measure.keeps_names) {
            (false, _) => Flush::Never,
            (true, true) => Flush::Evenly,
            (true, false) => Flush::Wherever,
        };
        let (indent, width) = filler.indent_and_width(row);
        lines.push(Line::set(&text[start..end], indent, width, flush));
        start = next;
    }
}

/// Text without forced line ends, and its measure.
struct Filler<'a> {
    text: &'a [Shaped],
    measure: Measure,
    /// True if lines of the same paragraph come before it.
    begun: bool,
}

impl Filler<'_> {
    /// Returns the indent and width of the `row`th line.
    fn indent_and_width(&self, row: usize) -> (Mm, Mm) {
        let indent =
            if row == 0 && !self.begun { self.measure.first_indent } else { self.measure.indent };
        (indent, self.measure.width - indent)
    }

    /// Adds the ends of the lines after those that end at `ends`. The first `tight` of them take in as
    /// much as their marks have room for.
    fn ends(&self, mut ends: Vec<usize>, tight: usize) -> Vec<usize> {
        let tight = ends.len() + tight;
        let mut start = self.start(&ends);
        while start < self.text.len() {
            let (_, width) = self.indent_and_width(ends.len());
            let fit = if ends.len() < tight { Fit::Tight } else { Fit::Even };
            let mut end = line_end(self.text, start, width, fit);
            if !self.take_from_before(&mut ends, end) {
                end = self.inside_name(start, end, width).unwrap_or(end);
                self.take_from_before(&mut ends, end);
            }
            ends.push(end);
            start = self.start(&ends);
        }
        ends
    }

    /// Ends the last of the lines that end at `ends` earlier, if the next line up to `end` would otherwise be spread
    /// too far and neither is then. Returns whether it does.
    fn take_from_before(&self, ends: &mut [usize], end: usize) -> bool {
        let text = self.text;
        let Some(above) = ends.len().checked_sub(1) else { return false };
        let (first, start) = (self.start(&ends[..above]), self.start(ends));
        let ((_, width), (_, below)) =
            (self.indent_and_width(above), self.indent_and_width(above + 1));
        let too_far =
            |from: usize, to: usize, width| spread_share(&text[from..to], width) > MOST_SPREAD;
        let ragged = self.measure.keeps_names || !self.measure.justified;
        if ragged || skip_blanks(text, end) >= text.len() || !too_far(start, end, below) {
            return false;
        }
        let earlier = (first + 1..ends[above]).rev().filter(|&at| text[at - 1].breakable);
        let mut earlier = earlier.take_while(|&at| !too_far(first, at, width));
        let taken = earlier.find(|&at| {
            let from = skip_blanks(text, at);
            Extent::of(&text[from..end]).trimmed() <= below + EPSILON && !too_far(from, end, below)
        });
        if let Some(at) = taken {
            ends[above] = at;
        }
        taken.is_some()
    }

    /// Returns an end inside the name that the line from `start` leaves to the next one, if it would otherwise have to
    /// be spread too far. Names are rather not cut next to their first or last character.
    fn inside_name(&self, start: usize, end: usize, width: Mm) -> Option<usize> {
        let text = self.text;
        let next = skip_blanks(text, end);
        let keeps = self.measure.keeps_names || !self.measure.justified;
        if keeps || next >= text.len() || spread_share(&text[start..end], width) <= MOST_SPREAD {
            return None;
        }
        let mut extent = Extent::of(&text[start..end]);
        let yields = width >= widest(&text[start..end]) * FEWEST_TO_PART;
        let mut ends = Vec::new();
        for at in end..text.len() {
            extent.push(at.checked_sub(1).map(|before| &text[before]), &text[at]);
            if extent.trimmed() > width + EPSILON || text[at].breakable {
                break;
            }
            if text[at].joined || (yields && text[at].yielding) {
                ends.push(at + 1);
            }
        }
        let last = text[next..].iter().position(|glyph| glyph.breakable);
        let last = next + last.map_or(text.len() - next, |last| last + 1);
        let inside = |&&at: &&usize| at > next + 1 && at + 1 < last;
        ends.iter().rev().find(inside).or(ends.last()).copied()
    }

    /// Returns the start of the line after those that end at `ends`.
    fn start(&self, ends: &[usize]) -> usize {
        ends.last().map_or(0, |&end| skip_blanks(self.text, end))
    }

    /// Returns the ends with one line fewer, if lines that end at `ends` leave a single character for
    /// the last one and the marks in the lines right before it can make room.
    fn without_orphan(&self, ends: &[usize]) -> Option<Vec<usize>> {
        let before = ends.len().checked_sub(1)?;
        if !is_orphan(&self.text[self.start(&ends[..before])..]) {
            return None;
        }
        (1..=before.min(LINES_FOR_ORPHAN)).find_map(|reach| {
            let kept = &ends[..before - reach];
            // One tight line may be enough.
            [1, reach].into_iter().find_map(|tight| {
                let fewer = self.ends(kept.to_vec(), tight);
                (fewer.len() <= before).then_some(fewer)
            })
        })
    }
}

impl Filler<'_> {
    /// Ends the last line but one earlier, if the last line has a single character and the other one can give some. Only
    /// a name that is parted there already is parted elsewhere.
    fn give_to_orphan(&self, ends: &mut [usize]) {
        let Some(before) = ends.len().checked_sub(2) else { return };
        let start = self.start(&ends[..before]);
        let (end, last) = (ends[before], skip_blanks(self.text, ends[before]));
        if !is_orphan(&self.text[last..]) {
            return;
        }
        let (_, width) = self.indent_and_width(before + 1);
        let is_parted = !self.text[end - 1].breakable;
        let may_end = |glyph: &Shaped| glyph.breakable || is_parted && glyph.joined;
        let earlier = (start + 1..end).rev().filter(|&at| may_end(&self.text[at - 1]));
        let shares = earlier.take_while(|&at| {
            let rest = &self.text[skip_blanks(self.text, at)..];
            let (above, below) = (Extent::of(&self.text[start..at]), Extent::of(rest));
            below.trimmed() <= width + EPSILON && below.trimmed() <= above.trimmed() + EPSILON
        });
        let mut shares = shares.filter(|&at| !is_orphan(&self.text[skip_blanks(self.text, at)..]));
        if let Some(at) = shares.next() {
            ends[before] = at;
        }
    }
}

/// The degree to which a line squeezes its marks to take in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// As far as the squeezing is not noticeable.
    Even,
    /// As many characters as possible.
    Tight,
}

/// Returns the share of its own width by which a line would have to be spread, or that of its widest character by which
/// its gaps would, if it is greater.
fn spread_share(line: &[Shaped], width: Mm) -> f64 {
    let natural = Extent::of(line).natural;
    let short = width - natural;
    let widest = widest(line);
    let gaps = line.len().saturating_sub(1).max(1);
    if widest > Mm::ZERO { (short / gaps as f64 / widest).max(short / natural) } else { 0.0 }
}

/// Returns the first character after the blanks at a line's end.
fn skip_blanks(text: &[Shaped], end: usize) -> usize {
    let blanks = text[end..].iter().take_while(|glyph| glyph.class == Class::Space).count();
    end + blanks
}

/// Returns the end (exclusive) of the line that begins at `start`; at least one character further.
fn line_end(text: &[Shaped], start: usize, width: Mm, fit: Fit) -> usize {
    let mut extent = Extent::default();
    let mut best: Option<(usize, Extent)> = None;
    for end in start + 1..=text.len() {
        let glyph = &text[end - 1];
        extent.push(text[start..end - 1].last(), glyph);
        let over = extent.trimmed() - width;
        if over > extent.inner_blank + EPSILON {
            return match best {
                Some((best, shorter)) => {
                    begun(text, best, end, width - shorter.natural, width).unwrap_or(best)
                }
                None => emergency_end(text, start, end),
            };
        }
        if !glyph.breakable && end < text.len() {
            continue;
        }
        if over <= EPSILON || fit == Fit::Tight {
            best = Some((end, extent));
            continue;
        }
        // Only squeezing brings this character in. It is worth it if the line would otherwise have to be
        // spread, and if it is slight enough to go unnoticed or saves a mark from beginning a line.
        return match best {
            Some((best, shorter)) => {
                let filled = width - shorter.natural <= EPSILON;
                let forced = best + 1 < end;
                let limit = if forced { 1.0 } else { SQUEEZE_FOR_FIT };
                if filled || over > extent.inner_blank * limit + EPSILON { best } else { end }
            }
            None => end,
        };
    }
    text.len()
}

/// Returns the end of a line that has `room` of its `width` left after `start` for a unit held together
/// from there, which does not fit when it reaches `end`. The unit is begun on this line if otherwise too
/// much of the line would be empty and it is longer than a line or a document number, which may end
/// before its year.
fn begun(text: &[Shaped], start: usize, end: usize, room: Mm, width: Mm) -> Option<usize> {
    let start = skip_blanks(text, start);
    if room < width * MOST_EMPTY || end < start + FEWEST_BEGUN {
        return None;
    }
    let year = (start + 1..end - 1).rev().find(|&at| text[at].char == '〔');
    year.or_else(|| is_longer(&text[start..], width).then(|| cut(text, start, end))?)
}

/// Returns whether the unit held together at the beginning of `text` is longer than a line.
fn is_longer(text: &[Shaped], width: Mm) -> bool {
    let mut extent = Extent::default();
    for (i, glyph) in text.iter().enumerate() {
        extent.push(text[..i].last(), glyph);
        if extent.least() > width + EPSILON {
            return true;
        }
        if glyph.breakable {
            break;
        }
    }
    false
}

/// Returns whether a last line of these characters has a single one with its closing marks.
fn is_orphan(line: &[Shaped]) -> bool {
    let bearing = |glyph: &&Shaped| {
        use Class::{Attached, Closing, NoteMark, Space};
        !matches!(glyph.class, Closing | Attached | NoteMark | Space)
    };
    line.len() <= LONGEST_ORPHAN && line.iter().filter(bearing).count() <= 1
}

/// Returns the place to cut if not even the first unbreakable piece fits and the character before `end`
/// is the first too many; never between a character and its attached marks, if one fits.
fn emergency_end(text: &[Shaped], start: usize, end: usize) -> usize {
    if let Some(cut) = cut(text, start, end) {
        return cut;
    }
    let attached = |at: &usize| text.get(*at).is_some_and(|g| g.class == Class::Attached);
    let possible = (start + 1..end).rev().find(|at| !attached(at));
    // Not even one character fits.
    possible.unwrap_or_else(|| start + 1 + (start + 1..text.len()).take_while(attached).count())
}

/// Returns the best place to cut characters that hold together, after `start` and before `end`, where no
/// mark gets a wrong place: before an opening mark (a document number's year) if that fills a third of
/// the line, outside numbers and words if it fills half, otherwise as late as possible.
fn cut(text: &[Shaped], start: usize, end: usize) -> Option<usize> {
    let narrow = |class| matches!(class, Class::Digit | Class::Narrow);
    let length = end - start;
    let mut latest = None;
    let mut outside = None;
    // The first character of the next line: blanks vanish between the lines.
    let mut next = &text[end - 1];
    for at in (start + 1..end).rev() {
        let (before, after) = (&text[at - 1], &text[at]);
        if after.class == Class::Attached {
            continue;
        }
        if after.class != Class::Space {
            next = after;
        }
        if next.class.never_first()
            || next.char == '%'
            || matches!(before.class, Class::Opening | Class::Space)
        {
            continue;
        }
        let filled = at - start;
        if after.class == Class::Opening && 3 * filled >= length {
            return Some(at);
        }
        if !(narrow(before.class) && narrow(after.class)) && 2 * filled > length {
            outside = outside.or(Some(at));
        }
        latest = latest.or(Some(at));
        if 3 * filled < length {
            break;
        }
    }
    outside.or(latest)
}
