//! Progress bars: a bar, a tick where it should end by now, and the figure.

use crate::color::Color;
use crate::document::Bar;
use crate::typeset::compositor::Compositor;
use crate::typeset::page::{PageItem, Rule};
use crate::typeset::paragraph::{fitted_line, single_line};
use crate::typeset::text::Style;
use crate::typeset::unit::Mm;

/// Length of a bar in a column that is as wide as its contents.
pub const BAR: Mm = Mm(28.0);
/// The least length of a bar. Where there is less room, only the figure is printed.
pub const BAR_LEAST: Mm = Mm(8.0);
/// The widest figure that bars of a column leave room for, so that they are equally long.
const WIDEST_FIGURE: &str = "100.0%";
/// Blank between bar and figure, in ems.
const GAP: f64 = 0.4;
/// Height of a bar, in ems.
const HEIGHT: f64 = 0.62;
/// Height of the tick, in ems.
const TICK_HEIGHT: f64 = 1.1;
/// Width of the tick.
const TICK: Mm = Mm(0.35);
/// The colour of the part not done yet.
const TRACK: Color = Color::rgb(222, 222, 222);
/// The colour of the part done, if no category gives one.
const FILL: Color = Color::rgb(70, 90, 120);
/// The colour of the tick, which also shows on the bar.
const TICK_COLOR: Color = Color::rgb(20, 20, 20);

/// Formats a percentage: two decimals at most, and never 100 for less.
pub fn figure(percent: f64) -> String {
    let rounded = (percent * 100.0).round() / 100.0;
    let shown = if percent < 100.0 { rounded.min(99.99) } else { rounded };
    format!("{shown}%")
}

/// Returns the width of a bar's figure and the blank before it.
pub fn figure_width(compositor: &mut Compositor<'_>, bar: &Bar, style: Style) -> Mm {
    let mut width =
        |text: &str| single_line(compositor, text, style).map_or(Mm::ZERO, |line| line.width());
    width(&figure(bar.percent)).max(width(WIDEST_FIGURE)) + style.size.to_mm() * GAP
}

/// Sets a bar and its figure from `x` on, `width` wide, in a line whose middle is at `middle` and whose
/// text is on `baseline`.
pub fn bar(
    compositor: &mut Compositor<'_>,
    bar: &Bar,
    style: Style,
    (x, width): (Mm, Mm),
    (middle, baseline): (Mm, Mm),
) -> Vec<PageItem> {
    let length = width - figure_width(compositor, bar, style);
    let mut items = Vec::new();
    if length >= BAR_LEAST {
        items = drawing(bar, x, length, middle, style.size.to_mm());
    }
    // A figure without enough room is set smaller.
    if let Some((line, _)) = fitted_line(compositor, &figure(bar.percent), style, width) {
        items.extend(line.place(x + width - line.width(), baseline));
    }
    items
}

fn drawing(bar: &Bar, x: Mm, length: Mm, middle: Mm, em: Mm) -> Vec<PageItem> {
    let height = em * HEIGHT;
    let stretch = |x: Mm, width: Mm, height: Mm, color: Color| {
        PageItem::Rule(Rule { x, y: middle - height / 2.0, width, height, color })
    };
    let done = length * (bar.percent / 100.0).clamp(0.0, 1.0);
    let mut items = vec![stretch(x, length, height, TRACK)];
    if done > Mm::ZERO {
        items.push(stretch(x, done, height, bar.color.unwrap_or(FILL)));
    }
    if let Some(schedule) = bar.schedule {
        let at = x + (length - TICK) * (schedule / 100.0).clamp(0.0, 1.0);
        items.push(stretch(at, TICK, em * TICK_HEIGHT, TICK_COLOR));
    }
    items
}
