//! Status words: their colours, and the marks that tell them apart in black and white. The marks
//! are drawn: no face need have them.

use crate::document::Status;
use crate::typeset::page::{Color, PageItem, Path, Point, Stroke};
use crate::typeset::unit::Mm;

/// Width of a mark and the blank after it, in ems.
pub const MARK_CELL: f64 = 1.1;
/// Height and width of a mark, in ems.
const MARK: f64 = 0.72;
/// Corners that look round at this size.
const ROUND: u32 = 24;

/// The colour of a status: dark enough to be read as text.
pub fn color(status: Status) -> Color {
    match status {
        Status::Done => Color::rgb(0, 120, 60),
        Status::OnSchedule => Color::rgb(0, 85, 165),
        Status::Behind => Color::rgb(176, 100, 0),
        Status::FarBehind => Color::rgb(190, 0, 0),
        Status::Unreported | Status::Unrated => Color::rgb(95, 95, 95),
    }
}

/// The mark of a status: ● ▲ ◆ ■ ○ –. The middle of its cell's left edge is at `x` and `y`.
pub fn mark(status: Status, x: Mm, y: Mm, em: Mm) -> PageItem {
    let half = em * MARK / 2.0;
    let centre = x + half;
    let at = |dx: f64, dy: f64| Point {
        x: centre + half * dx,
        y: y + half * dy,
    };
    let points = match status {
        Status::Done => round(at, 0.92),
        Status::OnSchedule => vec![at(0.0, -0.95), at(1.0, 0.85), at(-1.0, 0.85)],
        Status::Behind => vec![at(0.0, -1.0), at(1.0, 0.0), at(0.0, 1.0), at(-1.0, 0.0)],
        Status::FarBehind => vec![
            at(-0.85, -0.85),
            at(0.85, -0.85),
            at(0.85, 0.85),
            at(-0.85, 0.85),
        ],
        Status::Unreported => round(at, 0.8),
        Status::Unrated => vec![
            at(-0.9, -0.12),
            at(0.9, -0.12),
            at(0.9, 0.12),
            at(-0.9, 0.12),
        ],
    };
    let color = color(status);
    let is_hollow = status == Status::Unreported;
    PageItem::Path(Path {
        points,
        closed: true,
        fill: (!is_hollow).then_some(color),
        stroke: is_hollow.then_some(Stroke {
            width: em * 0.08,
            color,
            dash: None,
        }),
    })
}

/// The corners of something round.
pub fn round(at: impl Fn(f64, f64) -> Point, radius: f64) -> Vec<Point> {
    let corner = |i: u32| {
        let angle = f64::from(i) / f64::from(ROUND) * std::f64::consts::TAU;
        at(radius * angle.cos(), radius * angle.sin())
    };
    (0..ROUND).map(corner).collect()
}
