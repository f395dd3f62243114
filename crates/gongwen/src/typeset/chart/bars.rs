//! Upright bars in groups, their values above them.

use super::canvas::{Area, Canvas, Side};
use super::head::{Entry, Head, Sample};
use super::label::{Label, SIZE, SMALL, plain};
use super::paint::{BASELINE, BASELINE_WIDTH, Paint, TARGET};
use super::scale::{Scale, range_with_zero};
use super::{ALL, Plot, Sheet};
use crate::document::{Bars, Group, Reading, Target};
use crate::typeset::compositor::Compositor;
use crate::typeset::page::Point;
use crate::typeset::unit::Mm;

/// Height of the plot if none is asked for.
const HEIGHT: Mm = Mm(58.0);
/// The greatest width of a bar.
const MOST_BAR: Mm = Mm(13.0);
/// The least width of a bar: a line of small figures reads upwards above it.
const LEAST_BAR: Mm = Mm(3.3);
/// Share of a group's slot that its bars take.
const FILLED: f64 = 0.68;
/// Blank between a bar and its value, and around a target line.
const BESIDE_VALUES: Mm = Mm(0.9);
/// Blank between the plot and the names.
const ABOVE_NAMES: Mm = Mm(1.4);
/// The greatest height of the names.
const MOST_NAMES: Mm = Mm(26.0);
/// The largest share of the plot's height for a value.
const MOST_VALUE: f64 = 0.3;
/// The largest share of the width for the words of a target.
const MOST_TARGET: f64 = 0.2;

/// The measures that all plots of a chart share.
struct Measures {
    /// Width of a group's slot.
    slot: Mm,
    /// Width of a bar.
    bar: Mm,
    /// The places of the values.
    scale: Scale,
    /// Upper and lower edges of the plot.
    edges: (Mm, Mm),
    /// True if values read upwards.
    upwards: bool,
    /// The greatest length of a value that reads upwards.
    longest: Mm,
    /// The height of the target line.
    target: Option<Mm>,
}

/// Draws the bars, on a single plot as long as they are wide enough.
pub fn plots(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, data: &Bars) -> Vec<Plot> {
    let series = data.series.len();
    let key = match series {
        0 | 1 => Vec::new(),
        _ => (0..series)
            .zip(&data.series)
            .map(|(index, name)| Entry::new(Sample::Paint(Paint::series(index, series)), name))
            .collect(),
    };
    let head = Head::new(compositor, sheet, key);
    let words = target_words(compositor, sheet, data.target.as_ref());
    let margin = words.as_ref().map_or(Mm::ZERO, |words| words.width + BESIDE_VALUES * 2.0);
    let width = sheet.width - margin;
    let least = LEAST_BAR * series as f64 / FILLED;
    let most = ((width / least).floor() as usize).max(1);
    let parts = data.groups.len().div_ceil(most);
    let size = data.groups.len().div_ceil(parts);
    let measures = measures(compositor, sheet, data, (head.height(), width), size);
    data.groups
        .chunks(size)
        .enumerate()
        .map(|(part, groups)| {
            let mut canvas = Canvas::default();
            head.draw(&mut canvas);
            for (index, group) in groups.iter().enumerate() {
                let left = measures.slot * index as f64;
                draw_group(compositor, &mut canvas, sheet, group, (&measures, left));
            }
            baseline(&mut canvas, &measures, width);
            if let (Some(y), Some(words)) = (measures.target, &words) {
                let ends = [Mm::ZERO, width].map(|x| Point { x, y });
                canvas.line(&ends, TARGET);
                canvas.words_beside(words, width + BESIDE_VALUES, y, Side::Left);
            }
            let names = names(compositor, &mut canvas, groups, &measures);
            let from = part * size;
            Plot {
                height: measures.edges.1 + ABOVE_NAMES + names,
                items: canvas.finish(),
                rows: from..from + groups.len(),
                columns: ALL,
            }
        })
        .collect()
}

fn target_words(
    compositor: &mut Compositor<'_>,
    sheet: &Sheet<'_>,
    target: Option<&Target>,
) -> Option<Label> {
    let target = target?;
    target.value.value?;
    let value = sheet.figures.reading(target.value);
    let words = format!("{}\n{value}", target.label);
    let most = (sheet.width * MOST_TARGET, HEIGHT / 2.0);
    Some(Label::boxed(compositor, &words, plain(SMALL), most))
}

fn measures(
    compositor: &mut Compositor<'_>,
    sheet: &Sheet<'_>,
    data: &Bars,
    (head, width): (Mm, Mm),
    groups: usize,
) -> Measures {
    let slot = width / groups as f64;
    let bar = (slot * FILLED / data.series.len() as f64).min(MOST_BAR);
    let readings = || data.groups.iter().flat_map(|group| &group.values);
    let figures = readings().filter_map(|reading| reading.value);
    let widest = figures
        .map(|value| Label::single(compositor, &sheet.figures.value(value), plain(SIZE), width))
        .map(|label| label.width)
        .fold(Mm::ZERO, Mm::max);
    // The bars of a single series have the whole slot for their figures.
    let room = if data.series.len() == 1 { slot } else { bar };
    let upwards = widest + Mm(0.6) > room;
    let top = head;
    let most = sheet.room - head - ABOVE_NAMES - MOST_NAMES;
    let bottom = top + sheet.height.unwrap_or(HEIGHT).min(most);
    let longest = (bottom - top) * MOST_VALUE;
    let extent = if upwards { widest.max(SMALL.to_mm() * 3.0).min(longest) } else { SIZE.to_mm() };
    let target = data.target.as_ref().and_then(|target| target.value.length());
    let values = readings().filter_map(|reading| reading.length());
    let (low, high) = range_with_zero(values.chain(target));
    let pad = extent + BESIDE_VALUES * 2.0;
    let foot = if low < 0.0 { bottom - pad } else { bottom };
    let scale = Scale::new((low, high), (foot, top + pad));
    Measures {
        slot,
        bar,
        scale,
        edges: (top, bottom),
        upwards,
        longest,
        target: target.map(|target| scale.at(target)),
    }
}

fn draw_group(
    compositor: &mut Compositor<'_>,
    canvas: &mut Canvas,
    sheet: &Sheet<'_>,
    group: &Group,
    (measures, left): (&Measures, Mm),
) {
    let count = group.values.len();
    let start = left + (measures.slot - measures.bar * count as f64) / 2.0;
    let zero = measures.scale.at(0.0);
    for (index, reading) in group.values.iter().enumerate() {
        let x = start + measures.bar * index as f64;
        let end = measures.scale.at(reading.length().unwrap_or(0.0));
        // A hair's breadth separates neighbours.
        let bar = Area::between((x + Mm(0.15), x + measures.bar - Mm(0.15)), (zero, end));
        canvas.paint(bar, Paint::series(index, count));
        let middle = x + measures.bar / 2.0;
        figures(compositor, canvas, sheet, *reading, (measures, middle, end));
    }
}

/// Draws the value beyond the end of its bar, and beyond the target line where that would cross it.
fn figures(
    compositor: &mut Compositor<'_>,
    canvas: &mut Canvas,
    sheet: &Sheet<'_>,
    reading: Reading,
    (measures, x, end): (&Measures, Mm, Mm),
) {
    let words = sheet.figures.reading(reading);
    let label = if measures.upwards {
        Label::single(compositor, &words, plain(SMALL), measures.longest)
    } else {
        let label = Label::single(compositor, &words, plain(SIZE), measures.slot);
        if reading.value.is_none() && label.width > measures.bar {
            Label::single(compositor, "—", plain(SIZE), measures.slot)
        } else {
            label
        }
    };
    let extent = if measures.upwards { label.width } else { label.height };
    let is_negative = reading.length().is_some_and(|value| value < 0.0);
    let away = if is_negative { 1.0 } else { -1.0 };
    let mut from = end + BESIDE_VALUES * away;
    if let Some(line) = measures.target {
        let to = from + extent * away;
        let gap = BESIDE_VALUES;
        if line > from.min(to) - gap && line < from.max(to) + gap {
            let beyond = line + gap * away;
            from = if is_negative { from.max(beyond) } else { from.min(beyond) };
        }
    }
    let y = from + extent * away / 2.0;
    if measures.upwards {
        canvas.words_upwards(&label, Point { x, y });
    } else {
        canvas.words_beside(&label, x, y, Side::Centre);
    }
}

fn baseline(canvas: &mut Canvas, measures: &Measures, width: Mm) {
    let zero = measures.scale.at(0.0);
    let half = BASELINE_WIDTH / 2.0;
    let line = Area::between((Mm::ZERO, width), (zero - half, zero + half));
    canvas.fill(line, BASELINE);
}

/// Draws the names of the groups below the plot and returns their height.
fn names(
    compositor: &mut Compositor<'_>,
    canvas: &mut Canvas,
    groups: &[Group],
    measures: &Measures,
) -> Mm {
    let room = (measures.slot - Mm(0.8), MOST_NAMES);
    let mut height = Mm::ZERO;
    for (index, group) in groups.iter().enumerate() {
        let label = Label::boxed(compositor, &group.label, plain(SIZE), room);
        let x = measures.slot * (index as f64 + 0.5);
        canvas.words(&label, x, measures.edges.1 + ABOVE_NAMES, Side::Centre);
        height = height.max(label.height);
    }
    height
}
