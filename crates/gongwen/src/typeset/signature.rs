//! 署名, 成文日期, 印章: the issuer and the date of the document (7.3.5), and the note below (7.3.6).

use super::compositor::Compositor;
use super::overflow::Overflowing;
use super::page::{PageItem, Point};
use super::paragraph::{
    PARAGRAPH_INDENT, baseline, body_style, reported_line, row, single_line, text_rows,
};
use super::seal::Seal;
use super::standard::{AREA_LEFT, AREA_RIGHT, AREA_WIDTH, CELL, PITCH, SIZE_3};
use super::strip::{Strip, StripKind};
use super::structure::NodeKind;
use super::text::{Line, Measure};
use super::unit::Mm;
use crate::document::{Format, FrontMatter};

/// Blank rows between the text and a name to be sealed by hand: with two, a seal of 42 mm pressed over
/// name and date begins within one row of the text, as 7.3.5.1 requires.
const ROWS_ABOVE_SEALED_NAME: f64 = 2.0;
/// Blank rows between the text and a name without a seal (7.3.5.2).
const ROWS_ABOVE_UNSEALED_NAME: f64 = 1.0;
/// A date of ordinary width, which determines the room that a draft leaves.
const DATE_TO_COME: &str = "2018年10月10日";
/// Distance of names and date below the middle of a seal (7.3.5.1: 印章居中下压).
const BELOW_SEAL_CENTRE: Mm = Mm(4.5);
/// The greatest number of seals in a row (7.3.5.1).
const MOST_SEALS_A_ROW: usize = 3;
/// The greatest number of seals in a column that leaves text its place on the page (C).
const MOST_SEALS_A_COLUMN: usize = 4;
/// The greatest length, in characters, of a note that ends left of a seal above it.
const LONGEST_BESIDE_SEAL: usize = 11;
/// Least blank between the names of organs that sign side by side.
const BETWEEN_NAMES: Mm = Mm(CELL.0 / 2.0);
/// Blank between seals, which must not touch (7.3.5.1).
const BETWEEN_SEALS: Mm = Mm(2.0);

/// Sets names and date, and the note below them, all on one page.
pub fn signature(compositor: &mut Compositor<'_>, front: &FrontMatter) -> Vec<Strip> {
    let most = longest_name(compositor, front);
    let names = name_lines(compositor, &front.signature, most);
    let mut strips = Vec::new();
    // A paper for reading has its date in its head.
    let has_date = front.format != Format::Brief;
    if !names.is_empty() || has_date && front.date.is_some() {
        let date = if has_date { date_line(compositor, front) } else { None };
        let sealed = Signed { front, names: &names, date: date.as_ref() };
        strips = match (front.sealed, names.len()) {
            (false, _) => sealed.unsealed(compositor),
            (true, 0 | 1) => sealed.one_seal(compositor),
            (true, _) => sealed.joint_seals(compositor),
        };
    }
    if let Some(note) = &front.note {
        // The blank below a seal is not needed beside a short note.
        let is_short = note.chars().count() <= LONGEST_BESIDE_SEAL;
        let is_blank = |strip: &Strip| strip.kind == StripKind::Free && strip.items.is_empty();
        if is_short && strips.last().is_some_and(is_blank) {
            strips.pop();
        }
        strips.extend(note_rows(compositor, note));
    }
    strips
}

fn note_rows(compositor: &mut Compositor<'_>, note: &str) -> Vec<Strip> {
    let measure = Measure::justified(AREA_WIDTH).indented(PARAGRAPH_INDENT, Mm::ZERO);
    let text = format!("（{note}）");
    let pieces = [body_style().text(&text)];
    text_rows(compositor, &pieces, measure, NodeKind::Paragraph)
}

/// Sets the names, smaller where they are longer than `most`.
fn name_lines(compositor: &mut Compositor<'_>, names: &[String], most: Mm) -> Vec<Line> {
    let what = Overflowing::Signature;
    let names = names.iter();
    names.filter_map(|name| reported_line(compositor, name, body_style(), most, what)).collect()
}

/// Returns the greatest width of a name: half a line, or a third, where the seals in fewer columns would fill the page.
fn longest_name(compositor: &mut Compositor<'_>, front: &FrontMatter) -> Mm {
    if !front.sealed || front.signature.len() <= MOST_SEALS_A_COLUMN {
        return AREA_WIDTH;
    }
    let names = front.signature.iter();
    let names = names.filter_map(|name| single_line(compositor, name, body_style()));
    let names: Vec<Line> = names.collect();
    let columns = Signed { front, names: &names, date: None }.columns(Mm(front.seal_width));
    let least = least_columns(names.len());
    if columns.len() >= least {
        return AREA_WIDTH;
    }
    // The outer columns need no blank beside them.
    (AREA_WIDTH + BETWEEN_SEALS.min(BETWEEN_NAMES)) / least as f64 - BETWEEN_NAMES
}

/// Returns the least number of columns in which so many seals leave text its place on the page.
fn least_columns(seals: usize) -> usize {
    let is_short = |&count: &usize| seals.div_ceil(count) <= MOST_SEALS_A_COLUMN;
    (2..=MOST_SEALS_A_ROW).find(is_short).unwrap_or(MOST_SEALS_A_ROW)
}

fn date_line(compositor: &mut Compositor<'_>, front: &FrontMatter) -> Option<Line> {
    let written = front.date.as_ref().map(|date| date.as_str());
    single_line(compositor, written.unwrap_or(DATE_TO_COME), body_style())
}

/// The names and the date of a document.
struct Signed<'a> {
    front: &'a FrontMatter,
    names: &'a [Line],
    /// The date; one of ordinary width if it is still to come.
    date: Option<&'a Line>,
}

impl Signed<'_> {
    fn date_width(&self) -> Mm {
        self.date.map_or(Mm::ZERO, Line::width)
    }

    /// Returns the row of the date, which is blank in a draft.
    fn date_row(&self, compositor: &mut Compositor<'_>, x: Mm) -> Option<Strip> {
        let date = self.date?;
        if self.front.date.is_none() {
            return Some(Strip::empty_row(PITCH));
        }
        let node = compositor.element(NodeKind::Paragraph);
        Some(row(date, x, node))
    }

    /// Sets names and date without seals (7.3.5.2): names one below the other, two characters in from
    /// the right; the date's first character two to the right of theirs. A date longer than the names
    /// moves everything to the left; a name that takes the whole line leaves less blank at its end.
    fn unsealed(&self, compositor: &mut Compositor<'_>) -> Vec<Strip> {
        let widest = self.names.iter().map(Line::width).fold(Mm::ZERO, Mm::max);
        let longer = widest.max(self.date_width() + CELL * 2.0);
        let x = (AREA_RIGHT - CELL * 2.0 - longer).max(AREA_LEFT);
        let mut strips = vec![Strip::blank(PITCH * ROWS_ABOVE_UNSEALED_NAME)];
        for name in self.names {
            let node = compositor.element(NodeKind::Paragraph);
            strips.push(row(name, x, node));
        }
        strips.extend(self.date_row(compositor, x + CELL * 2.0));
        strips
    }

    /// Sets one organ with its seal (7.3.5.1): the date four characters in from the right, the name
    /// above it and centred on it, the seal pressed over both.
    fn one_seal(&self, compositor: &mut Compositor<'_>) -> Vec<Strip> {
        let name = self.names.first();
        let name_width = name.map_or(Mm::ZERO, Line::width);
        let date_x = AREA_RIGHT - CELL * 4.0 - self.date_width();
        // A long name would leave the type area: it is kept inside, and the date is centred on it.
        let centre = (date_x + self.date_width() / 2.0).min(AREA_RIGHT - name_width / 2.0);
        let seal = Seal::of(compositor, self.front, 0);
        let above = seal.as_ref().map_or(PITCH * ROWS_ABOVE_SEALED_NAME, |seal| {
            // On the grid, so that the seal begins less than a row below the text.
            let reach = seal.height / 2.0 + BELOW_SEAL_CENTRE - PITCH;
            PITCH * (reach / PITCH).ceil().max(1.0)
        });
        let mut strips = vec![Strip::blank(above)];
        let mut below = Mm::ZERO;
        if let Some(name) = name {
            let node = compositor.element(NodeKind::Paragraph);
            strips.push(off_grid(row(name, centre - name_width / 2.0, node)));
        } else {
            strips.push(off_grid(Strip::empty_row(PITCH)));
        }
        if let (Some(seal), Some(strip)) = (seal, strips.last_mut()) {
            below = seal.height / 2.0 - BELOW_SEAL_CENTRE - PITCH;
            let place = Point {
                x: centre.min(AREA_RIGHT - seal.width / 2.0),
                y: PITCH - BELOW_SEAL_CENTRE,
            };
            // Below the text, which stays legible even if the picture has a white ground.
            strip.items.splice(0..0, seal.draw(compositor, place));
        }
        let date = self.date_row(compositor, centre - self.date_width() / 2.0);
        strips.extend(date.map(off_grid));
        if below > Mm::ZERO {
            strips.push(Strip::free(below, Vec::new()));
        }
        strips
    }

    /// Sets several organs with their seals: names in rows of columns, each under its seal, the last
    /// seal over name and date; the seals do not touch and stay inside the type area (7.3.5.1).
    fn joint_seals(&self, compositor: &mut Compositor<'_>) -> Vec<Strip> {
        let side = Mm(self.front.seal_width);
        let columns = self.columns(side);
        let mut strips = Vec::new();
        for (r, names) in self.names.chunks(columns.len()).enumerate() {
            let is_last = (r + 1) * columns.len() >= self.names.len();
            // The middle of the seals and of the names.
            let middle = BETWEEN_SEALS + side / 2.0;
            let name_middle = if is_last {
                middle + BELOW_SEAL_CENTRE - PITCH / 2.0
            } else {
                middle + BELOW_SEAL_CENTRE
            };
            let mut items = Vec::new();
            let of_row = &columns[columns.len() - names.len()..];
            for (c, (name, &x)) in names.iter().zip(of_row).enumerate() {
                if let Some(seal) = Seal::of(compositor, self.front, r * columns.len() + c) {
                    items.extend(seal.draw(compositor, Point { x, y: middle }));
                }
                let node = compositor.element(NodeKind::Paragraph);
                let y = name_middle - PITCH / 2.0 + baseline(PITCH, SIZE_3);
                let placed = name.place(x - name.width() / 2.0, y);
                items.extend(PageItem::tagged(node, placed));
            }
            let height = if is_last { name_middle + PITCH / 2.0 } else { side + BETWEEN_SEALS };
            strips.push(Strip::free(height, items));
        }
        let last = columns.last().copied().unwrap_or(AREA_RIGHT - side / 2.0);
        let date = self.date_row(compositor, last - self.date_width() / 2.0);
        strips.extend(date.map(off_grid));
        let below = side / 2.0 - BELOW_SEAL_CENTRE - PITCH;
        strips.push(Strip::free(below.max(Mm::ZERO), Vec::new()));
        strips
    }

    /// Returns the middles of the columns of seals, as many as fit: each as wide as its widest name, or as its seals. The
    /// last one lies over the date, four characters in from the right; only where there would be a single column
    /// otherwise, or too few of them, the columns take the whole width. A row that is not full takes the last columns.
    fn columns(&self, side: Mm) -> Vec<Mm> {
        let most = self.names.len().min(MOST_SEALS_A_ROW);
        let among = |least: usize, is_free: bool| {
            (least..=most).rev().find_map(|count| self.columns_of(count, side, is_free))
        };
        let least = least_columns(self.names.len());
        let over_date = among(least, false).or_else(|| among(least, true));
        over_date
            .or_else(|| among(2, false))
            .or_else(|| among(2, true))
            .or_else(|| self.columns_of(1, side, true))
            .unwrap_or_default()
    }

    /// Returns the middles of so many columns; `None` if they do not fit. With `is_free` the date may be further right.
    fn columns_of(&self, count: usize, side: Mm, is_free: bool) -> Option<Vec<Mm>> {
        let mut widths = vec![side + BETWEEN_SEALS; count];
        for row in self.names.chunks(count) {
            for (width, name) in widths[count - row.len()..].iter_mut().zip(row) {
                *width = width.max(name.width() + BETWEEN_NAMES);
            }
        }
        let ends = BETWEEN_SEALS.min(BETWEEN_NAMES) / 2.0;
        let all: Mm = widths.iter().copied().sum::<Mm>() - ends * 2.0;
        let last = widths.last().copied()?;
        let date = AREA_RIGHT - (self.date_width() + CELL * 8.0).max(side) / 2.0;
        let over_date = AREA_RIGHT.min(date + last / 2.0 - ends);
        let left = over_date - all;
        let fits = left >= AREA_LEFT - Mm(1e-6);
        if !fits && !(is_free && (count == 1 || all <= AREA_WIDTH + Mm(1e-6))) {
            return None;
        }
        let mut edge = if fits { left } else { AREA_LEFT } - ends;
        let middles = widths.iter().map(|width| {
            edge += *width;
            edge - *width / 2.0
        });
        Some(middles.collect())
    }
}

/// Returns a row that keeps its height where the rows of the text move, since a seal lies over it. One that is left
/// blank for an addition by hand stays a row of the text.
fn off_grid(row: Strip) -> Strip {
    if row.items.is_empty() { row } else { Strip { kind: StripKind::Free, ..row } }
}
