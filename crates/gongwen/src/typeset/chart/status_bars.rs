//! Bars divided by category. A single bar is wide and has its words above its parts, those of unrated
//! categories below; several bars lie one below the other, with their counts in columns beside them.

use std::collections::BTreeSet;

use super::canvas::{Area, Canvas, Side};
use super::figures::in_passage;
use super::head::mark_on_fill;
use super::label::{Label, SIZE, SMALL, plain, strong};
use super::paint::{BASELINE, Paint};
use super::spread::spread;
use super::{ALL, Plot, Sheet};
use crate::color::Color;
use crate::document::{Category, Count, Look, StatusBars, StatusRow};
use crate::rounding::share;
use crate::typeset::compositor::Compositor;
use crate::typeset::mark::mark;
use crate::typeset::page::{Point, Stroke};
use crate::typeset::unit::Mm;

/// Thickness of a single bar.
const THICK: Mm = Mm(9.0);
/// White gap between two parts.
const GAP: Mm = Mm(0.3);
/// Height of the words above or below a single bar.
const WORDS: Mm = Mm(8.4);
/// Height of the leaders from the words to their parts.
const LEADERS: Mm = Mm(2.6);
/// The style of the leaders.
const LEADER: Stroke = Stroke::solid(Mm(0.15), BASELINE);
/// The colour of counts that are nought: paler than others, with a contrast of 5.7 to 1.
const ZERO: Color = Color::rgb(0x66, 0x66, 0x66);
/// Size of the mark beside a category's word.
const MARK: Mm = Mm(2.3);
/// Blank between the mark and the word.
const BESIDE_MARK: Mm = Mm(0.8);
/// Blank between the words of neighbouring parts.
const BETWEEN: Mm = Mm(2.4);
/// Distance between several bars.
const PITCH: Mm = Mm(6.6);
/// The least distance between several bars.
const LEAST_PITCH: Mm = Mm(4.6);
/// Share of the distance that a bar takes.
const THICKNESS: f64 = 0.66;
/// The largest share of the width for names.
const MOST_NAMES: f64 = 0.25;
/// Width of a column of counts.
const COLUMN: Mm = Mm(13.0);
/// The largest share of the width beside the names that the columns may take.
const MOST_COLUMNS: f64 = 0.6;
/// Height of the head of the columns.
const COLUMN_HEAD: Mm = Mm(9.0);

/// Draws the bars.
pub fn plots(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, data: &StatusBars) -> Vec<Plot> {
    match &data.rows[..] {
        [row] => vec![alone(compositor, sheet, row)],
        rows => below_each_other(compositor, sheet, rows),
    }
}

/// The words for a part.
struct Words {
    look: Look,
    word: Label,
    figures: Label,
    /// The middle of the part.
    middle: Mm,
}

impl Words {
    fn width(&self) -> Mm {
        (self.word.width + MARK + BESIDE_MARK).max(self.figures.width)
    }
}

fn alone(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, row: &StatusRow) -> Plot {
    let mut canvas = Canvas::default();
    let total = total_words(compositor, sheet, row);
    canvas.words(&total, Mm::ZERO, Mm::ZERO, Side::Left);
    let top = total.height + Mm(2.4);
    let bar = Area { x: Mm::ZERO, y: top + WORDS + LEADERS, width: sheet.width, height: THICK };
    let parts = parts(row, bar);
    draw_parts(&mut canvas, &parts, bar);
    let (rating, others): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|(category, _)| category.look.rates);
    let foot = bar.y + bar.height;
    let below = foot + LEADERS;
    let tiers = [(rating, top, (top + WORDS, bar.y)), (others.clone(), below, (below, foot))];
    for (parts, top, leader) in tiers {
        let words = words(compositor, sheet, row, &parts);
        let widths: Vec<(Mm, Mm)> = words.iter().map(|w| (w.middle, w.width())).collect();
        let centres = spread(&widths, BETWEEN, (Mm::ZERO, sheet.width));
        for (words, centre) in words.iter().zip(centres) {
            draw_words(&mut canvas, words, centre, (top, leader));
        }
    }
    let height = if others.is_empty() { foot } else { below + WORDS };
    Plot { height, items: canvas.finish(), rows: ALL, columns: ALL }
}

fn total_words(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, row: &StatusRow) -> Label {
    let name = match row.label.trim() {
        "" => "合计",
        name => name,
    };
    let total = in_passage(row.total, row.total().to_string());
    let words = format!("{name}　{total}项");
    let most = (sheet.width, sheet.room / 3.0);
    Label::boxed(compositor, &words, plain(SIZE), most)
}

fn words(
    compositor: &mut Compositor<'_>,
    sheet: &Sheet<'_>,
    row: &StatusRow,
    parts: &[(&Category, Area)],
) -> Vec<Words> {
    let total = row.total();
    let compose = |compositor: &mut Compositor<'_>, scale: f64| -> Vec<Words> {
        parts
            .iter()
            .map(|&(category, area)| {
                let count = row.count(category);
                let share = share(count.count, total).unwrap_or_default();
                let word = strong(SIZE).color(category.look.ink).scaled(scale);
                let figures = in_passage(count.passage, format!("{}项 {share}%", count.count));
                let most = sheet.width;
                Words {
                    look: category.look,
                    word: Label::single(compositor, category.label(), word, most),
                    figures: Label::single(compositor, &figures, plain(SMALL).scaled(scale), most),
                    middle: area.centre().x,
                }
            })
            .collect()
    };
    let words = compose(compositor, 1.0);
    let width: Mm = words.iter().map(Words::width).sum();
    let room = sheet.width - BETWEEN * words.len().saturating_sub(1) as f64;
    if width <= room {
        return words;
    }
    // The marks do not shrink with the words.
    let marks = (MARK + BESIDE_MARK) * words.len() as f64;
    compose(compositor, (room - marks) / width)
}

/// Draws the mark, the word and the figures around `centre`, with a leader to their part.
fn draw_words(canvas: &mut Canvas, words: &Words, centre: Mm, (top, (from, to)): (Mm, (Mm, Mm))) {
    let word_width = words.word.width + MARK + BESIDE_MARK;
    let left = centre - word_width / 2.0;
    let y = top + Mm(2.0);
    let place = Point { x: left + MARK / 2.0, y };
    canvas.path(mark(words.look.mark, place, MARK, words.look.ink));
    canvas.words_beside(&words.word, left + MARK + BESIDE_MARK, y, Side::Left);
    canvas.words_beside(&words.figures, centre, top + Mm(6.3), Side::Centre);
    let ends = [(centre, from), (words.middle, to)].map(|(x, y)| Point { x, y });
    canvas.line(&ends, LEADER);
}

/// Returns the parts of a bar, except those without items.
fn parts(row: &StatusRow, bar: Area) -> Vec<(&Category, Area)> {
    let total = row.total() as f64;
    let mut x = bar.x;
    row.counts
        .iter()
        .filter(|(_, count)| count.count > 0)
        .map(|(category, count)| {
            let width = bar.width * (f64::from(count.count) / total);
            let area = Area { x, width, ..bar };
            x += width;
            (&**category, area)
        })
        .collect()
}

fn draw_parts(canvas: &mut Canvas, parts: &[(&Category, Area)], bar: Area) {
    for &(category, area) in parts {
        // The narrowest part keeps most of its width.
        let gap = GAP.min(area.width / 4.0);
        let inner = Area { x: area.x + gap / 2.0, width: area.width - gap, ..area };
        canvas.paint(inner, Paint::category(category.look));
        let mark = (area.height * 0.4).min(Mm(2.6));
        if area.width > mark * 1.5 {
            canvas.path(mark_on_fill(category.look, area.centre(), mark));
        }
    }
    if parts.is_empty() {
        canvas.outline(bar, BASELINE);
    }
}

/// The columns of several bars.
struct Columns<'a> {
    names: Mm,
    bar: (Mm, Mm),
    /// The categories that occur, with the right edges of their columns.
    counts: Vec<(&'a Category, Mm)>,
    /// Right edge of the totals.
    totals: Mm,
}

fn below_each_other(
    compositor: &mut Compositor<'_>,
    sheet: &Sheet<'_>,
    rows: &[StatusRow],
) -> Vec<Plot> {
    let most = (sheet.width * MOST_NAMES, sheet.room / 3.0);
    let names: Vec<Label> =
        rows.iter().map(|row| Label::boxed(compositor, &row.label, plain(SIZE), most)).collect();
    let columns = columns(sheet, rows, &names);
    let room = sheet.room - COLUMN_HEAD;
    let pitch = (room / rows.len() as f64).min(PITCH).max(LEAST_PITCH);
    let mut plots = Vec::new();
    let mut from = 0;
    while from < rows.len() {
        let mut canvas = Canvas::default();
        column_heads(compositor, &mut canvas, &columns);
        let mut y = COLUMN_HEAD;
        let mut at = from;
        while let (Some(row), Some(name)) = (rows.get(at), names.get(at)) {
            let height = pitch.max(name.height + Mm(1.0));
            if at > from && y + height > sheet.room {
                break;
            }
            let middle = y + height / 2.0;
            canvas.words_beside(name, columns.names, middle, Side::Right);
            draw_row(compositor, &mut canvas, row, &columns, (middle, pitch));
            y += height;
            at += 1;
        }
        plots.push(Plot { height: y, items: canvas.finish(), rows: from..at, columns: ALL });
        from = at;
    }
    plots
}

fn columns<'a>(sheet: &Sheet<'_>, rows: &'a [StatusRow], names: &[Label]) -> Columns<'a> {
    let widest = names.iter().map(|name| name.width).fold(Mm::ZERO, Mm::max);
    let counts = rows.iter().flat_map(|row| &row.counts);
    let occurring: BTreeSet<&Category> =
        counts.filter(|(_, count)| count.count > 0).map(|(category, _)| &**category).collect();
    let count = occurring.len() as f64 + 1.0;
    let column = COLUMN.min((sheet.width - widest) * MOST_COLUMNS / count);
    let first = sheet.width - column * count;
    Columns {
        names: widest,
        bar: (widest + Mm(1.6), first - Mm(1.0)),
        counts: (1..)
            .zip(occurring)
            .map(|(n, category)| (category, first + column * f64::from(n)))
            .collect(),
        totals: sheet.width,
    }
}

impl Columns<'_> {
    fn column(&self) -> Mm {
        match self.counts.last() {
            Some((_, right)) => self.totals - *right,
            None => COLUMN,
        }
    }
}

/// Draws the categories' marks and words above their counts.
fn column_heads(compositor: &mut Compositor<'_>, canvas: &mut Canvas, columns: &Columns<'_>) {
    let width = columns.column();
    // All words have the size that the longest one needs.
    let longest = SMALL.to_mm() * 4.0;
    let head = strong(SMALL).scaled(((width - Mm(0.8)) / longest).min(1.0));
    for &(category, right) in &columns.counts {
        let x = right - width / 2.0;
        let swatch = Area { x: x - Mm(2.1), y: Mm(0.4), width: Mm(4.2), height: Mm(2.8) };
        canvas.paint(swatch, Paint::category(category.look));
        canvas.path(mark_on_fill(category.look, swatch.centre(), Mm(1.9)));
        let style = head.color(category.look.ink);
        let word = Label::single(compositor, category.short_label(), style, width);
        canvas.words_beside(&word, x, Mm(5.8), Side::Centre);
    }
    let total = Label::single(compositor, "合计", head, width);
    let x = columns.totals - width / 2.0;
    canvas.words_beside(&total, x, Mm(5.8), Side::Centre);
}

fn draw_row(
    compositor: &mut Compositor<'_>,
    canvas: &mut Canvas,
    row: &StatusRow,
    columns: &Columns<'_>,
    (middle, pitch): (Mm, Mm),
) {
    let half = pitch * THICKNESS / 2.0;
    let bar = Area::between(columns.bar, (middle - half, middle + half));
    draw_parts(canvas, &parts(row, bar), bar);
    let width = columns.column();
    let counts = columns.counts.iter().map(|&(category, right)| {
        let Count { count, passage } = row.count(category);
        (u64::from(count), passage, right)
    });
    let totals = std::iter::once((row.total(), row.total, columns.totals));
    for (count, passage, right) in counts.chain(totals) {
        let style = match count {
            0 => plain(SIZE).color(ZERO),
            _ => plain(SIZE),
        };
        let count = in_passage(passage, count.to_string());
        let figures = Label::single(compositor, &count, style, width - Mm(0.8));
        canvas.words_beside(&figures, right - width / 2.0, middle, Side::Centre);
    }
}
