//! Horizontal bars one below the other: a name, the bar, its value.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::canvas::{Area, Canvas, Side};
use super::figures::Figures;
use super::figures::in_passage;
use super::head::{Entry, Head, Sample};
use super::label::{Label, SIZE, SMALL, plain, strong};
use super::paint::{BASELINE, BASELINE_WIDTH, Paint, TARGET};
use super::scale::{Scale, range_with_zero};
use super::{Plot, Sheet};
use crate::document::{Better, Ranked, RankedBar, Reading, Sort};
use crate::typeset::compositor::Compositor;
use crate::typeset::page::{Point, Stroke};
use crate::typeset::unit::Mm;

/// Distance between bars if there is room for it.
const PITCH: Mm = Mm(5.8);
/// The least distance between bars.
const LEAST_PITCH: Mm = Mm(4.2);
/// Share of the distance that a bar takes.
const THICKNESS: f64 = 0.62;
/// The largest share of the width for names.
const MOST_NAMES: f64 = 0.3;
/// Blank between a name and its bar, and between ranks and names.
const BESIDE_NAMES: Mm = Mm(1.6);
/// Blank between a bar and its value, and on either side of a target line.
const BESIDE_VALUES: Mm = Mm(0.9);
/// Height of the words above a target line.
const TARGET_WORDS: Mm = Mm(4.4);
/// The line for a bar's own target.
const OWN_TARGET: Stroke = Stroke::solid(Mm(0.5), BASELINE);

/// The parts of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Top,
    Bottom,
    Between,
    Apart,
}

impl Part {
    fn paint(self) -> Paint {
        match self {
            Self::Top => Paint::TOP,
            Self::Bottom => Paint::BOTTOM,
            Self::Between => Paint::ORDINARY,
            Self::Apart => Paint::APART,
        }
    }
}

/// A bar with its composed words.
struct Row {
    value: Option<f64>,
    target: Option<f64>,
    part: Part,
    rank: Label,
    name: Label,
    figures: Label,
}

/// The places that all rows share.
struct Columns {
    /// Right edge of the ranks.
    ranks: Mm,
    /// Right edge of the names.
    names: Mm,
    /// The places of the bars' ends.
    scale: Scale,
    /// The place of the target line across all bars.
    target: Option<Mm>,
}

/// Draws the bars, on a single plot as long as they fit.
pub fn plots(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, data: &Ranked) -> Vec<Plot> {
    let rows = rows(compositor, sheet, data);
    let head = Head::new(compositor, sheet, key(data, &rows));
    let target = data.target.as_ref();
    let target_words = target.map(|target| {
        let words = format!("{} {}", target.label, sheet.figures.reading(target.value));
        Label::single(compositor, words.trim(), plain(SMALL), sheet.width)
    });
    let columns = columns(sheet, &rows, target.and_then(|target| target.value.length()));
    let above = match target {
        Some(_) => head.height() + TARGET_WORDS,
        None => head.height(),
    };
    let pitch = ((sheet.room - above) / rows.len() as f64).min(PITCH).max(LEAST_PITCH);
    divided(&rows, pitch, sheet.room - above)
        .into_iter()
        .map(|part| {
            let mut canvas = Canvas::default();
            head.draw(&mut canvas);
            let height = draw(&mut canvas, part, &columns, above, pitch);
            if let (Some(words), Some(x)) = (&target_words, columns.target) {
                target_line(&mut canvas, words, x, (head.height(), height), sheet.width);
            }
            Plot { height, items: canvas.finish() }
        })
        .collect()
}

/// Composes the bars, in order.
fn rows(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, data: &Ranked) -> Vec<Row> {
    let most = (sheet.width * MOST_NAMES, sheet.room / 2.0);
    let parts = parts(data, sheet.figures);
    let mut order: Vec<(&RankedBar, Part)> = data.bars.iter().zip(parts).collect();
    if let Some(sort) = data.sort {
        order.sort_by(|(a, _), (b, _)| before(a, b, sort));
    }
    order
        .into_iter()
        .map(|(bar, part)| {
            let figures = sheet.figures.bar(bar);
            let style = match part {
                Part::Top | Part::Bottom => strong(SIZE),
                Part::Between | Part::Apart => plain(SIZE),
            };
            let rank = bar.rank.map(|rank| in_passage(rank.passage, rank.count.to_string()));
            let rank = rank.unwrap_or_default();
            Row {
                value: bar.value.length(),
                target: bar.target.length(),
                part,
                rank: Label::single(compositor, &rank, plain(SIZE), sheet.width),
                name: Label::boxed(compositor, &bar.label, style, most),
                figures: Label::single(compositor, &figures, style, sheet.width / 4.0),
            }
        })
        .collect()
}

/// Compares two bars: missing values come last, and after them the bars that are not ranked.
fn before(a: &RankedBar, b: &RankedBar, sort: Sort) -> Ordering {
    let class = |bar: &RankedBar| (!bar.ranked, bar.value.value.is_none());
    class(a).cmp(&class(b)).then_with(|| {
        let ascending = a.value.value.cmp(&b.value.value);
        match sort {
            Sort::Asc => ascending,
            Sort::Desc => ascending.reverse(),
        }
    })
}

/// Finds the best and the worst bars: by the values as printed, or exactly where the data give ranks,
/// which come from exact values. Equal values share their place; a bar that would be among both is among
/// neither.
fn parts(data: &Ranked, figures: Figures<'_>) -> Vec<Part> {
    let has_ranks = data.bars.iter().any(|bar| bar.rank.is_some());
    let compared = |bar: &RankedBar| -> Option<Decimal> {
        let value = bar.value.value.filter(|_| bar.ranked)?;
        if has_ranks {
            return Some(value);
        }
        Some(figures.value(value).parse().unwrap_or(value))
    };
    let mut all: Vec<Decimal> = data.bars.iter().filter_map(compared).collect();
    all.sort_unstable();
    let place = |value: Decimal| {
        let below = all.partition_point(|other| *other < value);
        let above = all.len() - all.partition_point(|other| *other <= value);
        match data.better {
            Better::High => (above < data.top, below < data.bottom),
            Better::Low => (below < data.top, above < data.bottom),
        }
    };
    let part = |bar: &RankedBar| match compared(bar).map(place) {
        Some((true, false)) => Part::Top,
        Some((false, true)) => Part::Bottom,
        None if !bar.ranked => Part::Apart,
        Some(_) | None => Part::Between,
    };
    data.bars.iter().map(part).collect()
}

fn key(data: &Ranked, rows: &[Row]) -> Vec<Entry> {
    let mut key = Vec::new();
    for (part, words) in [
        (Part::Top, format!("前{}位", data.top)),
        (Part::Bottom, format!("后{}位", data.bottom)),
        (Part::Apart, "不参加排名".to_owned()),
    ] {
        if rows.iter().any(|row| row.part == part) {
            key.push(Entry::new(Sample::Paint(part.paint()), words));
        }
    }
    if data.bars.iter().any(|bar| bar.target != Reading::MISSING) {
        key.push(Entry::new(Sample::Tick(OWN_TARGET), "目标"));
    }
    key
}

fn columns(sheet: &Sheet<'_>, rows: &[Row], target: Option<f64>) -> Columns {
    let widest =
        |label: fn(&Row) -> &Label| rows.iter().map(|row| label(row).width).fold(Mm::ZERO, Mm::max);
    let ranks = widest(|row| &row.rank);
    let gap = if ranks > Mm::ZERO { BESIDE_NAMES } else { Mm::ZERO };
    let names = ranks + gap + widest(|row| &row.name);
    let values = rows.iter().flat_map(|row| [row.value, row.target]);
    let (low, high) = range_with_zero(values.flatten().chain(target));
    // Room for a value at either end, also beyond a target line.
    let pad = widest(|row| &row.figures) + BESIDE_VALUES * 4.0;
    let left = names + BESIDE_NAMES + if low < 0.0 { pad } else { Mm::ZERO };
    let scale = Scale::new((low, high), (left, sheet.width - pad));
    Columns { ranks, names, scale, target: target.map(|target| scale.at(target)) }
}

fn row_height(row: &Row, pitch: Mm) -> Mm {
    pitch.max(row.name.height + Mm(1.0))
}

/// Divides rows into plots.
fn divided(rows: &[Row], pitch: Mm, room: Mm) -> Vec<&[Row]> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut height = Mm::ZERO;
    for (index, row) in rows.iter().enumerate() {
        let next = row_height(row, pitch);
        if height + next > room + Mm(0.001) && index > start {
            parts.push(&rows[start..index]);
            start = index;
            height = Mm::ZERO;
        }
        height += next;
    }
    parts.push(&rows[start..]);
    parts
}

/// Draws rows from `top` down and returns their lower edge.
fn draw(canvas: &mut Canvas, rows: &[Row], columns: &Columns, top: Mm, pitch: Mm) -> Mm {
    let zero = columns.scale.at(0.0);
    let mut y = top;
    for row in rows {
        let height = row_height(row, pitch);
        let middle = y + height / 2.0;
        let half = pitch * THICKNESS / 2.0;
        canvas.words_beside(&row.rank, columns.ranks, middle, Side::Right);
        canvas.words_beside(&row.name, columns.names, middle, Side::Right);
        if let Some(value) = row.value {
            let end = columns.scale.at(value);
            let bar = Area::between((zero, end), (middle - half, middle + half));
            canvas.paint(bar, row.part.paint());
        }
        if let Some(target) = row.target {
            let reach = half + Mm(0.5);
            let x = columns.scale.at(target);
            let ends = [middle - reach, middle + reach].map(|y| Point { x, y });
            canvas.line(&ends, OWN_TARGET);
        }
        figures(canvas, row, columns, middle);
        y += height;
    }
    let line = Area::between((zero - BASELINE_WIDTH / 2.0, zero + BASELINE_WIDTH / 2.0), (top, y));
    canvas.fill(line, BASELINE);
    y
}

/// Draws the value beyond the end of its bar, and beyond any target line that would cross it.
fn figures(canvas: &mut Canvas, row: &Row, columns: &Columns, middle: Mm) {
    let value = row.value.unwrap_or(0.0);
    let end = columns.scale.at(value);
    let own = row.target.map(|target| columns.scale.at(target));
    let mut lines: Vec<Mm> = own.into_iter().chain(columns.target).collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let reach = row.figures.width + BESIDE_VALUES * 2.0;
    if value < 0.0 {
        let mut right = end;
        for line in lines.into_iter().rev() {
            if line <= right + BESIDE_VALUES && line > right - reach {
                right = right.min(line);
            }
        }
        canvas.words_beside(&row.figures, right - BESIDE_VALUES, middle, Side::Right);
    } else {
        let mut left = end;
        for line in lines {
            if line >= left - BESIDE_VALUES && line < left + reach {
                left = left.max(line);
            }
        }
        canvas.words_beside(&row.figures, left + BESIDE_VALUES, middle, Side::Left);
    }
}

/// Draws the target line across all bars, with its words above it.
fn target_line(canvas: &mut Canvas, words: &Label, x: Mm, (top, bottom): (Mm, Mm), width: Mm) {
    let half = words.width / 2.0;
    let centre = x.min(width - half).max(half);
    let y = top + TARGET_WORDS / 2.0 - Mm(0.4);
    canvas.words_beside(words, centre, y, Side::Centre);
    let ends = [top + TARGET_WORDS - Mm(0.6), bottom].map(|y| Point { x, y });
    canvas.line(&ends, TARGET);
}
