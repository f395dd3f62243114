//! Line charts over periods, with the name of each line at its end.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::canvas::{Area, Canvas, Side};
use super::head::Head;
use super::label::{Label, SIZE, SMALL, plain, strong};
use super::line_words::Words;
use super::paint::{BASELINE, BASELINE_WIDTH, DEEP, GRID, GRID_WIDTH, TARGET};
use super::scale::{Scale, ticks};
use super::spread::spread;
use super::{ALL, Plot, Sheet};
use crate::color::Color;
use crate::document::{Lines, Series};
use crate::typeset::compositor::Compositor;
use crate::typeset::page::{Path, Point, Stroke};
use crate::typeset::unit::Mm;

/// Height of the plot if none is asked for.
const HEIGHT: Mm = Mm(56.0);
/// The greatest number of steps on the axis.
const STEPS: u32 = 5;
/// The share of the greatest value below which a range is shown without zero: otherwise 7.8 to 9.0 would
/// be nearly a straight line.
const NARROW: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
/// Room for words above the highest tick and below the lowest.
const PAD: Mm = Mm(4.4);
/// Blank between the axis and its figures, and around names.
const BESIDE: Mm = Mm(1.2);
/// The largest share of the width for the names at the lines' ends.
const MOST_NAMES: f64 = 0.28;
/// The greatest height of the names of periods.
const MOST_PERIODS: Mm = Mm(14.0);
/// The least width of a slot in which the name of a period may take several lines.
const LEAST_PERIOD: Mm = Mm(7.0);
/// The greatest distance between a line's end and its name that needs no leader.
const MOST_BLANK: Mm = Mm(12.0);
/// Half the size of the mark at a value.
const MARK: Mm = Mm(0.85);
/// The colours of lines; the first is the chart's subject. Marks distinguish the lines as well.
const COLORS: [Color; 5] = [
    DEEP,
    Color::rgb(0x9C, 0x57, 0x00),
    Color::rgb(0x55, 0x55, 0x55),
    Color::rgb(0x2A, 0x6B, 0x30),
    Color::rgb(0x6A, 0x3D, 0x8A),
];

/// A line with its points.
struct Drawn<'a> {
    series: &'a Series,
    /// The position among the lines that are not schedules.
    index: usize,
    /// The point of each value, `None` for a missing one.
    points: Vec<Option<Point>>,
}

impl Drawn<'_> {
    fn stroke(&self) -> Stroke {
        if self.series.schedule {
            return TARGET;
        }
        Stroke::solid(Mm(0.5), self.color())
    }

    fn color(&self) -> Color {
        if self.series.schedule { TARGET.color } else { COLORS[self.index % COLORS.len()] }
    }

    /// Returns the position and point of the last value.
    fn end(&self) -> Option<(usize, Point)> {
        let last = self.points.iter().rposition(Option::is_some)?;
        Some((last, self.points[last]?))
    }
}

/// Draws the lines.
pub fn plot(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, data: &Lines) -> Plot {
    let mut canvas = Canvas::default();
    let head = Head::new(compositor, sheet, Vec::new());
    head.draw(&mut canvas);
    let ticks = ticks_of(data);
    let names = end_names(compositor, sheet, data);
    let margin = names.iter().map(|name| name.width);
    let margin = margin.fold(Mm::ZERO, Mm::max) + BESIDE * 2.0;
    let most = sheet.width / 5.0;
    let marks: Vec<Label> = ticks
        .iter()
        .map(|tick| Label::single(compositor, &tick.to_string(), plain(SMALL), most))
        .collect();
    let axis = marks.iter().map(|mark| mark.width);
    let axis = axis.fold(Mm::ZERO, Mm::max) + BESIDE;
    let most = sheet.room - head.height() - MOST_PERIODS;
    let area = Area {
        x: axis,
        y: head.height(),
        width: sheet.width - axis - margin,
        height: sheet.height.unwrap_or(HEIGHT).min(most),
    };
    let scale = scale(&ticks, area);
    grid(&mut canvas, &ticks, &marks, scale, area);
    let slot = area.width / data.periods.len() as f64;
    let drawn = drawn(data, scale, area.x, slot);
    let mut words = obstacles(&drawn, area);
    let mut over = Canvas::default();
    for line in &drawn {
        draw_line(&mut over, line);
    }
    name_ends(&mut over, &drawn, &names, &mut words);
    figures(compositor, &mut over, sheet, &drawn, &mut words);
    // The grid lines end before words.
    for place in &words.taken {
        canvas.fill(*place, Color::WHITE);
    }
    canvas.append(over);
    missing(compositor, &mut canvas, &drawn, area);
    let bottom = area.y + area.height;
    let height = periods(compositor, &mut canvas, data, (area.x, slot), bottom + BESIDE);
    let height = bottom + BESIDE + height;
    Plot { height, items: canvas.finish(), rows: ALL, columns: ALL }
}

/// Returns the values marked on the axis. Zero is among them unless all values are close together and
/// far from it.
fn ticks_of(data: &Lines) -> Vec<Decimal> {
    let values = || {
        let readings = data.lines.iter().flat_map(|line| &line.values);
        readings.filter_map(|reading| reading.value)
    };
    let low = values().min().unwrap_or(Decimal::ZERO);
    let high = values().max().unwrap_or(Decimal::ZERO);
    let greatest = low.abs().max(high.abs());
    if low < high && high - low < greatest * NARROW {
        ticks(low, high, STEPS)
    } else {
        ticks(low.min(Decimal::ZERO), high.max(Decimal::ZERO), STEPS)
    }
}

fn scale(ticks: &[Decimal], area: Area) -> Scale {
    let value = |tick: Option<&Decimal>| tick.and_then(|tick| tick.to_f64()).unwrap_or(0.0);
    let (low, high) = (value(ticks.first()), value(ticks.last()));
    let pad = if low < 0.0 { PAD } else { Mm::ZERO };
    Scale::new((low, high), (area.y + area.height - pad, area.y + PAD.min(area.height / 4.0)))
}

fn grid(canvas: &mut Canvas, ticks: &[Decimal], marks: &[Label], scale: Scale, area: Area) {
    for (tick, mark) in ticks.iter().zip(marks) {
        let y = scale.at(tick.to_f64().unwrap_or(0.0));
        let (width, color) =
            if tick.is_zero() { (BASELINE_WIDTH, BASELINE) } else { (GRID_WIDTH, GRID) };
        let edges = (y - width / 2.0, y + width / 2.0);
        let line = Area::between((area.x, area.x + area.width), edges);
        canvas.fill(line, color);
        canvas.words_beside(mark, area.x - BESIDE, y, Side::Right);
    }
}

fn drawn<'a>(data: &'a Lines, scale: Scale, left: Mm, slot: Mm) -> Vec<Drawn<'a>> {
    let mut others = 0;
    data.lines
        .iter()
        .map(|series| {
            let index = others;
            others += usize::from(!series.schedule);
            let place = |(at, value): (usize, Option<f64>)| {
                Some(Point { x: left + slot * (at as f64 + 0.5), y: scale.at(value?) })
            };
            let lengths = series.values.iter().map(|reading| reading.length());
            Drawn { series, index, points: lengths.enumerate().map(place).collect() }
        })
        .collect()
}

/// Draws the line, which ends before a missing value and begins again after it, and its marks.
fn draw_line(canvas: &mut Canvas, line: &Drawn<'_>) {
    for part in line.points.split(Option::is_none) {
        let points: Vec<Point> = part.iter().copied().flatten().collect();
        canvas.line(&points, line.stroke());
    }
    if line.series.schedule {
        return;
    }
    for point in line.points.iter().copied().flatten() {
        canvas.path(mark(line.index, point, line.color()));
    }
}

/// Returns the mark for the values of the `index`th line: a disc, a square, a triangle, then open ones.
fn mark(index: usize, centre: Point, color: Color) -> Path {
    let corners = match index % 3 {
        0 => 16,
        1 => 4,
        _ => 3,
    };
    let turn = if corners == 4 { 0.125 } else { -0.25 };
    let points = (0..corners)
        .map(|corner| {
            let angle = (f64::from(corner) / f64::from(corners) + turn) * std::f64::consts::TAU;
            Point { x: centre.x + MARK * angle.cos(), y: centre.y + MARK * angle.sin() }
        })
        .collect();
    Path {
        points,
        closed: true,
        fill: Some(if index < 3 { color } else { Color::WHITE }),
        stroke: Some(Stroke::solid(Mm(0.2), color)),
    }
}

/// Composes the name and the last value of each line.
fn end_names(compositor: &mut Compositor<'_>, sheet: &Sheet<'_>, data: &Lines) -> Vec<Label> {
    let height = sheet.height.unwrap_or(HEIGHT) / (data.lines.len() as f64 + 1.0);
    let room = (sheet.width * MOST_NAMES, height);
    let mut others = 0;
    data.lines
        .iter()
        .map(|series| {
            let style = if series.schedule {
                plain(SIZE).color(TARGET.color)
            } else {
                others += 1;
                strong(SIZE).color(COLORS[(others - 1) % COLORS.len()])
            };
            let last = series.values.iter().rev().find(|reading| reading.value.is_some());
            let words = format!(
                "{} {}",
                series.name,
                sheet.figures.reading(last.copied().unwrap_or_default())
            );
            Label::boxed(compositor, words.trim(), style, room)
        })
        .collect()
}

/// Draws the name of each line at the line's end: beside it if the line ends early and there is room,
/// otherwise right of the plot at the same height or near it.
fn name_ends(canvas: &mut Canvas, drawn: &[Drawn<'_>], names: &[Label], words: &mut Words) {
    let area = words.area();
    let mut ends: Vec<(&Drawn<'_>, &Label, Point)> = Vec::new();
    for (line, name) in drawn.iter().zip(names) {
        let corner = Point { x: area.x + area.width, y: area.y + area.height };
        let end = line.end().map_or(corner, |(_, end)| end);
        let is_early = area.x + area.width - end.x > name.width + MARK * 4.0;
        let size = (name.width, name.height);
        match is_early.then(|| words.place_beside(end, size)).flatten() {
            Some(centre) => {
                canvas.words_beside(name, centre.x - name.width / 2.0, centre.y, Side::Left);
            }
            None => ends.push((line, name, end)),
        }
    }
    ends.sort_by(|(.., a), (.., b)| a.y.0.total_cmp(&b.y.0));
    let wanted: Vec<(Mm, Mm)> = ends.iter().map(|(_, name, end)| (end.y, name.height)).collect();
    let edges = (area.y, area.y + area.height);
    let x = area.x + area.width;
    for ((line, name, end), y) in ends.iter().zip(spread(&wanted, Mm(0.6), edges)) {
        canvas.words_beside(name, x + BESIDE, y, Side::Left);
        let is_near = (y - end.y).0.abs() < name.height.0 * 0.6 && x - end.x < MOST_BLANK;
        if is_near || line.end().is_none() {
            continue;
        }
        let from = Point { x: end.x + MARK * 1.6, y: end.y };
        let to = Point { x: x + Mm(0.6), y };
        let leader = Stroke::solid(Mm(0.12), line.color());
        canvas.line(&[from, to], leader);
    }
}

/// Collects the marks and lines that words keep clear of.
fn obstacles(drawn: &[Drawn<'_>], area: Area) -> Words {
    let mut words = Words::new(area);
    for line in drawn {
        for part in line.points.split(Option::is_none) {
            let points: Vec<Point> = part.iter().copied().flatten().collect();
            words.lines.extend(points.windows(2).map(|w| (w[0], w[1])));
        }
        let marks = line.points.iter().copied().flatten();
        words.marks.extend(marks);
    }
    words
}

/// Draws the values at their marks. A value that would overlap other words is omitted, since the axis
/// gives it; the last value of each line is printed with the line's name.
fn figures(
    compositor: &mut Compositor<'_>,
    canvas: &mut Canvas,
    sheet: &Sheet<'_>,
    drawn: &[Drawn<'_>],
    words: &mut Words,
) {
    for line in drawn.iter().filter(|line| !line.series.schedule) {
        let last = line.end().map(|(last, _)| last);
        for (at, (reading, point)) in line.series.values.iter().zip(&line.points).enumerate() {
            let (Some(_), Some(point)) = (reading.value, point) else {
                continue;
            };
            if Some(at) == last {
                continue;
            }
            let figures = sheet.figures.reading(*reading);
            let style = plain(SMALL).color(line.color());
            let label = Label::single(compositor, &figures, style, words.area().width);
            if let Some(centre) = words.place(*point, (label.width, label.height)) {
                canvas.words_beside(&label, centre.x, centre.y, Side::Centre);
            }
        }
    }
}

/// Draws a dash at the bottom for every value that is missing between others.
fn missing(compositor: &mut Compositor<'_>, canvas: &mut Canvas, drawn: &[Drawn<'_>], area: Area) {
    let periods = drawn.iter().map(|line| line.points.len()).max();
    for at in 0..periods.unwrap_or(0) {
        let is_missing = |line: &Drawn<'_>| {
            let reported = line.end().is_some_and(|(last, _)| at < last);
            reported && line.points.get(at).is_some_and(Option::is_none)
        };
        let neighbour = drawn.iter().flat_map(|line| line.points.iter().enumerate());
        let known = neighbour.filter_map(|(n, point)| Some((n, (*point)?)));
        let Some((n, point)) = known.min_by_key(|(n, _)| n.abs_diff(at)) else {
            continue;
        };
        if drawn.iter().any(is_missing) {
            let slot = area.width / periods.unwrap_or(1) as f64;
            let x = point.x + slot * (at as f64 - n as f64);
            let dash = Label::single(compositor, "—", plain(SMALL), area.width);
            let y = area.y + area.height - dash.height / 2.0 - Mm(0.4);
            canvas.words_beside(&dash, x, y, Side::Centre);
        }
    }
}

/// Draws the names of the periods, as many as fit, and returns their height.
fn periods(
    compositor: &mut Compositor<'_>,
    canvas: &mut Canvas,
    data: &Lines,
    (left, slot): (Mm, Mm),
    top: Mm,
) -> Mm {
    let widest = data
        .periods
        .iter()
        .map(|period| Label::single(compositor, period, plain(SMALL), Mm(24.0)).width)
        .fold(Mm::ZERO, Mm::max);
    let every =
        if slot >= LEAST_PERIOD { 1 } else { (((widest + Mm(1.2)) / slot).ceil() as usize).max(1) };
    let room = (slot * every as f64 - Mm(1.0), MOST_PERIODS);
    let mut height = Mm::ZERO;
    for (index, period) in data.periods.iter().enumerate().step_by(every) {
        let label = Label::boxed(compositor, period, plain(SMALL), room);
        let x = left + slot * (index as f64 + 0.5);
        canvas.words(&label, x, top, Side::Centre);
        height = height.max(label.height);
    }
    height
}
