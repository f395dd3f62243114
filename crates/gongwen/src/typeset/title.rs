//! Titles: lines broken at word boundaries and balanced (7.3.1).

use std::collections::BTreeMap;

use super::compositor::Compositor;
use super::font::Role;
use super::footnote;
use super::paragraph::baseline;
use super::phrase;
use super::standard::{SIZE_2, TITLE_PITCH};
use super::strip::{Strip, StripKind};
use super::structure::NodeKind;
use super::text::{Line, Measure, Shaped, Style, StyledText, compose};
use super::unit::Mm;
use crate::document::note_mark::FIRST_RAISED;

/// The least number of characters of a line that does not look lost (C).
const SHORTEST: usize = 3;
/// Cost of an outline that narrows in the middle, in the unit of the balance: squares of cells.
const HOURGLASS: f64 = 1000.0;
/// Cost of lines of equal length: the standard asks for a trapezium or a lozenge. Two lines that differ
/// by four cells cost less.
const RECTANGLE: f64 = 9.0;
/// Cost of each line more than needed.
const LINE_MORE: f64 = 60.0;
/// The greatest number of balanced lines. Longer titles are filled line by line instead.
const MOST_LINES: usize = 5;
/// Tolerance for comparing costs.
const EPSILON: f64 = 1e-9;

/// Sets a title's lines as strips, each centred on the type area.
pub fn title(compositor: &mut Compositor<'_>, text: &str, kind: NodeKind) -> Vec<Strip> {
    noted_title(compositor, text, &[], kind)
}

/// Sets a title's lines with the marks of notes, which are at these places among those of the document, at its end.
pub fn noted_title(
    compositor: &mut Compositor<'_>,
    text: &str,
    notes: &[usize],
    kind: NodeKind,
) -> Vec<Strip> {
    let style = Style::new(Role::TitleSong, SIZE_2);
    let frame = compositor.frame;
    let mut pieces = vec![style.text(text)];
    let marks =
        (0..notes.len()).map(|note| StyledText { note: Some(note), ..style.text(FIRST_RAISED) });
    pieces.extend(marks);
    let lines = lines(compositor, &pieces, frame.width);
    let node = compositor.element(kind);
    let notes = footnote::refer(compositor, notes, node);
    lines
        .iter()
        .map(|line| {
            let left = frame.left + (frame.width - line.width()) / 2.0;
            let place = (left, baseline(TITLE_PITCH, SIZE_2));
            let (items, notes) = footnote::tagged(line, place, TITLE_PITCH, (node, &[]), &notes);
            Strip {
                height: TITLE_PITCH,
                items,
                notes,
                kind: StripKind::Free,
                keep_with_next: true,
                ..Strip::default()
            }
        })
        .collect()
}

fn lines(compositor: &mut Compositor<'_>, text: &[StyledText<'_>], width: Mm) -> Vec<Line> {
    let mut shaped = compositor.shape(text);
    let candidates = phrase::ends(&shaped, width, compositor.names());
    let ends = balance(&shaped, &candidates, width);
    for (i, glyph) in shaped.iter_mut().enumerate() {
        let end = i + 1;
        glyph.breakable = ends.is_none() && candidates.contains_key(&end);
        glyph.feeds = usize::from(ends.as_ref().is_some_and(|ends| ends.contains(&end)));
    }
    compose(&shaped, Measure::ragged(width))
}

/// Returns the best ends of all lines but the last; `None` if one line is enough or no choice fits.
fn balance(text: &[Shaped], candidates: &BTreeMap<usize, f64>, width: Mm) -> Option<Vec<usize>> {
    let mut edges = vec![0.0];
    edges.extend(text.iter().scan(0.0, |x, glyph| {
        *x += glyph.width / SIZE_2.to_mm();
        Some(*x)
    }));
    let most = width / SIZE_2.to_mm() + 1e-6;
    let whole = edges[text.len()];
    let fewest = (whole / most).ceil() as usize;
    if fewest <= 1 {
        return None;
    }
    let choices = (fewest..=MOST_LINES.min(fewest + 1)).filter_map(|count| {
        let mut search =
            Search { edges: &edges, candidates, most, mean: whole / count as f64, best: None };
        let more = (count - fewest) as f64 * LINE_MORE;
        search.extend(&mut Vec::new(), count, more);
        search.best
    });
    choices.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, ends)| ends)
}

/// A search for the line ends of least cost.
struct Search<'a> {
    /// The edges of the characters, in cells from the left edge of the first.
    edges: &'a [f64],
    /// The places at which a line may end, with their costs.
    candidates: &'a BTreeMap<usize, f64>,
    /// The greatest width of a line, in cells.
    most: f64,
    /// The width of perfectly balanced lines, in cells.
    mean: f64,
    /// Cost and ends of the best choice so far.
    best: Option<(f64, Vec<usize>)>,
}

impl Search<'_> {
    /// Tries every way to set the rest of the text in `lines` lines after those that end at `ends` and
    /// cost `cost`; ways that already cost more than the best are abandoned.
    fn extend(&mut self, ends: &mut Vec<usize>, lines: usize, cost: f64) {
        let start = ends.last().copied().unwrap_or(0);
        if lines == 1 {
            self.finish(ends, start, cost);
            return;
        }
        let candidates = self.candidates;
        for (&end, price) in candidates.range(start + SHORTEST..) {
            let width = self.edges[end] - self.edges[start];
            if width > self.most {
                break;
            }
            let cost = cost + price + (width - self.mean).powi(2);
            if self.is_better(cost) {
                ends.push(end);
                self.extend(ends, lines - 1, cost);
                ends.pop();
            }
        }
    }

    /// Sets the rest as the last line.
    fn finish(&mut self, ends: &[usize], start: usize, cost: f64) {
        let end = self.edges.len() - 1;
        let width = self.edges[end] - self.edges[start];
        if end < start + SHORTEST || width > self.most {
            return;
        }
        let bounds: Vec<usize> = [&[0], ends, &[end]].concat();
        let widths: Vec<f64> =
            bounds.windows(2).map(|line| self.edges[line[1]] - self.edges[line[0]]).collect();
        let cost = cost + (width - self.mean).powi(2) + outline_cost(&widths, self.mean);
        if self.is_better(cost) {
            self.best = Some((cost, ends.to_vec()));
        }
    }

    fn is_better(&self, cost: f64) -> bool {
        self.best.as_ref().is_none_or(|(least, _)| cost < least - EPSILON)
    }
}

/// Returns the cost of the outline of lines of these widths (in cells), apart from their balance.
fn outline_cost(widths: &[f64], mean: f64) -> f64 {
    let hourglass = widths.windows(3).any(|w| w[1] + 0.5 < w[0] && w[1] + 0.5 < w[2]);
    let rectangle = widths.iter().all(|w| (w - mean).abs() < 0.25);
    (if hourglass { HOURGLASS } else { 0.0 }) + (if rectangle { RECTANGLE } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::Materials;
    use crate::typeset::frame::Frame;
    use crate::typeset::tests::checker::fonts;

    /// Returns the ends chosen for a title of `length` full-width characters that may end a line at
    /// `candidates`.
    fn ends(length: usize, candidates: &[usize]) -> Option<Vec<usize>> {
        let materials = Materials::new(fonts());
        let mut compositor = Compositor::new(&materials);
        let style = Style::new(Role::TitleSong, SIZE_2);
        let text = "国".repeat(length);
        let shaped = compositor.shape(&[style.text(&text)]);
        balance(&shaped, &candidates.iter().map(|&end| (end, 0.0)).collect(), Frame::UPRIGHT.width)
    }

    #[test]
    fn what_fits_a_line_is_not_divided() {
        assert_eq!(ends(20, &[10]), None);
    }

    #[test]
    fn lines_of_different_length_are_better_than_a_rectangle() {
        assert_eq!(ends(30, &[14, 15]), Some(vec![14]));
        // But not lines that differ much.
        assert_eq!(ends(30, &[12, 15]), Some(vec![15]));
    }

    #[test]
    fn an_hourglass_is_worse_than_any_imbalance() {
        // 16, 14, 15 would be balanced best, but narrows in the middle.
        assert_eq!(ends(45, &[13, 16, 30]), Some(vec![13, 30]));
    }

    #[test]
    fn one_line_more_is_taken_where_the_fewest_cannot_be() {
        assert_eq!(ends(30, &[8, 22]), Some(vec![8, 22]));
    }

    #[test]
    fn no_choice_is_made_where_no_line_fits() {
        assert_eq!(ends(60, &[3]), None);
        assert_eq!(ends(300, &[100, 200]), None);
    }
}
