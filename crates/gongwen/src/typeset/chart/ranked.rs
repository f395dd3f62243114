//! Horizontal bars one below the other: a name, the bar, its value.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::canvas::{Area, Canvas, Side};
use super::figures::Figures;
use super::figures::in_passage;
use super::head::{Entry, Head, Sample};
use super::label::{Label, SIZE, SMALL, plain, strong};
use super::paint::{BASELINE, BASELINE_WIDTH, Paint, TARGET};
use super::scale::{Scale, range_with_zero};
use super::{ALL, Plot, Sheet};
use crate::document::{Better, Ranked, RankedBar, Reading, Sort};
use crate::typeset::compositor::Compositor;
use crate::typeset::page::{Point, Stroke};
use crate::typeset::unit::{Mm, Pt};

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
/// Blank above and below a name of several lines together.
const AROUND_NAMES: Mm = Mm(1.0);
/// The greatest and the least distance between the bars of a small chart.
const SMALL_PITCHES: (Mm, Mm) = (Mm(4.6), Mm(2.9));
/// The share of that distance that the type takes, and the bounds of its size.
const SMALL_SHARE: f64 = 0.78;
/// The greatest and the least size of a small chart's type.
const SMALL_SIZES: (Pt, Pt) = (Pt(8.0), Pt(6.5));
/// Height of the line above a small chart: its unit and the words of its target.
const SMALL_WORDS: Mm = Mm(3.8);
/// Blank above and below a name in a small chart together.
const AROUND_SMALL_NAMES: Mm = Mm(0.2);
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

    /// Returns the number of places that a chart marks as this part.
    fn count(self, data: &Ranked) -> usize {
        match self {
            Self::Top => data.top,
            Self::Bottom => data.bottom,
            Self::Between | Self::Apart => 0,
        }
    }

    /// Returns its words in a key to charts that mark these numbers of places.
    fn words(self, counts: &BTreeSet<usize>) -> Option<String> {
        let count = counts.first()?;
        Some(match (self, counts.len()) {
            (Self::Top, 1) => format!("前{count}位"),
            (Self::Bottom, 1) => format!("后{count}位"),
            (Self::Top, _) => "居前".to_owned(),
            (Self::Bottom, _) => "居后".to_owned(),
            (Self::Between | Self::Apart, _) => "不参加排名".to_owned(),
        })
    }
}

/// The distances between bars.
#[derive(Debug, Clone, Copy)]
struct Pitch {
    /// From bar to bar.
    bars: Mm,
    /// Blank above and below a name of several lines together.
    around: Mm,
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
    let rows = rows(compositor, sheet, data, SIZE);
    let head = Head::new(compositor, sheet, key(&[(data, sheet.figures)]));
    let target_words = target_words(compositor, sheet, data, (SMALL, sheet.width));
    let columns = columns(sheet, &rows, data);
    let above = match target_words {
        Some(_) => head.height() + TARGET_WORDS,
        None => head.height(),
    };
    let pitch = ((sheet.room - above) / rows.len() as f64).min(PITCH).max(LEAST_PITCH);
    let pitch = Pitch { bars: pitch, around: AROUND_NAMES };
    let mut from = 0;
    divided(&rows, pitch, sheet.room - above)
        .into_iter()
        .map(|part| {
            let shown = from..from + part.len();
            from = shown.end;
            let mut canvas = Canvas::default();
            head.draw(&mut canvas);
            let height = draw(&mut canvas, part, &columns, above, pitch);
            if let (Some(words), Some(x)) = (&target_words, columns.target) {
                let heights = (head.height(), above, height);
                target_line(&mut canvas, words, x, heights, (Mm::ZERO, sheet.width));
            }
            Plot { height, items: canvas.finish(), rows: shown, columns: ALL }
        })
        .collect()
}

/// Draws the bars of a small chart, without a key; `None` if they do not fit.
pub fn small(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, data: &Ranked) -> Option<Plot> {
    let above = match data.target.is_some() || sheet.unit.is_some() {
        true => SMALL_WORDS,
        false => Mm::ZERO,
    };
    let (most, least) = SMALL_PITCHES;
    let bars = ((sheet.room - above) / data.bars.len() as f64).min(most).max(least);
    let pitch = Pitch { bars, around: AROUND_SMALL_NAMES };
    let (largest, smallest) = SMALL_SIZES;
    let size = Pt((bars * SMALL_SHARE).to_pt().0.min(largest.0).max(smallest.0));
    let rows = rows(compositor, sheet, data, size);
    let [rows] = divided(&rows, pitch, sheet.room - above)[..] else { return None };
    let mut canvas = Canvas::default();
    let mut left = Mm::ZERO;
    if let Some(unit) = sheet.unit {
        let words = format!("单位：{unit}");
        let unit = Label::single(compositor, &words, plain(size), sheet.width / 2.0);
        canvas.words_beside(&unit, Mm::ZERO, words_middle(Mm::ZERO, above), Side::Left);
        left = unit.width + BESIDE_NAMES;
    }
    let columns = columns(sheet, rows, data);
    let words = target_words(compositor, sheet, data, (size, sheet.width - left));
    let height = draw(&mut canvas, rows, &columns, above, pitch);
    if let (Some(words), Some(x)) = (&words, columns.target) {
        target_line(&mut canvas, words, x, (Mm::ZERO, above, height), (left, sheet.width));
    }
    Some(Plot { height, items: canvas.finish(), rows: ALL, columns: ALL })
}

/// Composes the words of the target line.
fn target_words(
    compositor: &mut Compositor<'_>,
    sheet: &Sheet<'_>,
    data: &Ranked,
    (size, most): (Pt, Mm),
) -> Option<Label> {
    let target = data.target.as_ref()?;
    let words = format!("{} {}", target.label, sheet.figures.reading(target.value));
    Some(Label::single(compositor, words.trim(), plain(size), most))
}

/// Returns the bars in the order in which they are drawn.
pub fn drawn_bars(data: &Ranked) -> Vec<&RankedBar> {
    in_order(data, data.bars.iter().collect(), |bar| bar)
}

fn in_order<'a, T>(data: &Ranked, mut all: Vec<T>, bar: impl Fn(&T) -> &'a RankedBar) -> Vec<T> {
    if let Some(sort) = data.sort {
        all.sort_by(|a, b| before(bar(a), bar(b), sort));
    }
    all
}

/// Composes the bars, in order.
fn rows(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, data: &Ranked, size: Pt) -> Vec<Row> {
    let most = (sheet.width * MOST_NAMES, sheet.room / 2.0);
    let parts = parts(data, sheet.figures);
    in_order(data, data.bars.iter().zip(parts).collect(), |(bar, _)| bar)
        .into_iter()
        .map(|(bar, part)| {
            let figures = sheet.figures.bar(bar);
            let style = match part {
                Part::Top | Part::Bottom => strong(size),
                Part::Between | Part::Apart => plain(size),
            };
            let rank = bar.rank.map(|rank| in_passage(rank.passage, rank.count.to_string()));
            let rank = rank.unwrap_or_default();
            Row {
                value: bar.value.length(),
                target: bar.target.length(),
                part,
                rank: Label::single(compositor, &rank, plain(size), sheet.width),
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

/// Returns the key to rankings that stand together. Numbers of places that differ are not given.
pub fn key(all: &[(&Ranked, Figures<'_>)]) -> Vec<Entry> {
    let mut key = Vec::new();
    for part in [Part::Top, Part::Bottom, Part::Apart] {
        let having = all.iter().filter(|(data, figures)| parts(data, *figures).contains(&part));
        let counts: BTreeSet<usize> = having.map(|(data, _)| part.count(data)).collect();
        if let Some(words) = part.words(&counts) {
            key.push(Entry::new(Sample::Paint(part.paint()), words));
        }
    }
    let mut bars = all.iter().flat_map(|(data, _)| &data.bars);
    if bars.any(|bar| bar.target != Reading::MISSING) {
        key.push(Entry::new(Sample::Tick(OWN_TARGET), "目标"));
    }
    key
}

fn columns(sheet: &Sheet<'_>, rows: &[Row], data: &Ranked) -> Columns {
    let target = data.target.as_ref().and_then(|target| target.value.length());
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

fn row_height(row: &Row, pitch: Pitch) -> Mm {
    pitch.bars.max(row.name.height + pitch.around)
}

/// Divides rows into plots.
fn divided(rows: &[Row], pitch: Pitch, room: Mm) -> Vec<&[Row]> {
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
fn draw(canvas: &mut Canvas, rows: &[Row], columns: &Columns, top: Mm, pitch: Pitch) -> Mm {
    let zero = columns.scale.at(0.0);
    let mut y = top;
    for row in rows {
        let height = row_height(row, pitch);
        let middle = y + height / 2.0;
        let half = pitch.bars * THICKNESS / 2.0;
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

/// Draws the target line across all bars, from below its words, which lie between `top` and `below`, to `bottom`.
fn target_line(
    canvas: &mut Canvas,
    words: &Label,
    x: Mm,
    (top, below, bottom): (Mm, Mm, Mm),
    (left, right): (Mm, Mm),
) {
    let half = words.width / 2.0;
    let centre = x.min(right - half).max(left + half);
    canvas.words_beside(words, centre, words_middle(top, below), Side::Centre);
    let ends = [below - Mm(0.6), bottom].map(|y| Point { x, y });
    canvas.line(&ends, TARGET);
}

/// Returns the middle of the words above bars.
fn words_middle(top: Mm, below: Mm) -> Mm {
    top + (below - top) / 2.0 - Mm(0.4)
}
