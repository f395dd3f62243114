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
use crate::document::FrontMatter;

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
/// The greatest length, in characters, of a note that ends left of a seal above it.
const LONGEST_BESIDE_SEAL: usize = 11;
/// Blank between seals, which must not touch (7.3.5.1).
const BETWEEN_SEALS: Mm = Mm(2.0);

/// Sets names and date, and the note below them, all on one page.
pub fn signature(compositor: &mut Compositor<'_>, front: &FrontMatter) -> Vec<Strip> {
    let names = name_lines(compositor, &front.signature);
    let mut strips = Vec::new();
    if !names.is_empty() || front.date.is_some() {
        let date = date_line(compositor, front);
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
        let is_blank = |strip: &Strip| strip.kind == StripKind::Blank;
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

fn name_lines(compositor: &mut Compositor<'_>, names: &[String]) -> Vec<Line> {
    let what = Overflowing::Signature;
    names
        .iter()
        .filter_map(|name| reported_line(compositor, name, body_style(), AREA_WIDTH, what))
        .collect()
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
            strips.push(row(name, centre - name_width / 2.0, node));
        } else {
            strips.push(Strip::empty_row(PITCH));
        }
        if let (Some(seal), Some(strip)) = (seal, strips.last_mut()) {
            below = seal.height / 2.0 - BELOW_SEAL_CENTRE - PITCH;
            let place = Point {
                x: centre.min(AREA_RIGHT - seal.width / 2.0),
                y: PITCH - BELOW_SEAL_CENTRE,
            };
            // Below the text, which stays legible even if the picture has a white ground.
            strip.items.insert(0, seal.draw(place));
        }
        strips.extend(self.date_row(compositor, centre - self.date_width() / 2.0));
        if below > Mm::ZERO {
            strips.push(Strip::blank(below));
        }
        strips
    }

    /// Sets several organs with their seals: names in rows of columns, each under its seal, the last
    /// seal over name and date; the seals do not touch (7.3.5.1).
    fn joint_seals(&self, compositor: &mut Compositor<'_>) -> Vec<Strip> {
        let side = Mm(self.front.seal_width);
        let widest = self.names.iter().map(Line::width).fold(Mm::ZERO, Mm::max);
        let column = (side + BETWEEN_SEALS).max(widest + CELL).min(AREA_WIDTH);
        let date_centre = AREA_RIGHT - CELL * 4.0 - self.date_width() / 2.0;
        let last = date_centre.min(AREA_RIGHT - column / 2.0);
        let room = last + column / 2.0 - AREA_LEFT;
        let columns = (((room / column) + 1e-6) as usize).clamp(1, MOST_SEALS_A_ROW);
        let mut strips = Vec::new();
        for (r, names) in self.names.chunks(columns).enumerate() {
            let is_last = (r + 1) * columns >= self.names.len();
            // The middle of the seals and of the names.
            let middle = BETWEEN_SEALS + side / 2.0;
            let name_middle = if is_last {
                middle + BELOW_SEAL_CENTRE - PITCH / 2.0
            } else {
                middle + BELOW_SEAL_CENTRE
            };
            let mut items = Vec::new();
            for (c, name) in names.iter().enumerate() {
                let x = last - column * (names.len() - 1 - c) as f64;
                if let Some(seal) = Seal::of(compositor, self.front, r * columns + c) {
                    items.push(seal.draw(Point { x, y: middle }));
                }
                let node = compositor.element(NodeKind::Paragraph);
                let y = name_middle - PITCH / 2.0 + baseline(PITCH, SIZE_3);
                let placed = name.place(x - name.width() / 2.0, y);
                items.extend(PageItem::tagged(node, placed));
            }
            let height = if is_last { name_middle + PITCH / 2.0 } else { side + BETWEEN_SEALS };
            strips.push(Strip::free(height, items));
        }
        if let Some(mut date) = self.date_row(compositor, last - self.date_width() / 2.0) {
            date.kind = StripKind::Free;
            strips.push(date);
        }
        strips.push(Strip::blank(side / 2.0 - BELOW_SEAL_CENTRE - PITCH));
        strips
    }
}
