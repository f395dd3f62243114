//! The marks of categories, and of the items of a list.

use super::page::{Path, Point, Stroke};
use super::unit::Mm;
use crate::color::Color;
use crate::document::Mark;

/// Corners of the polygon that approximates a circle; at 3 mm its edge is off by 0.01 mm.
const CIRCLE_CORNERS: u32 = 24;
/// Width of the outline of an open mark, as a share of the mark's size.
const OUTLINE: f64 = 0.14;

/// Returns a mark in `color`, centred on a point. It lies inside a square of `size`.
pub fn mark(mark: Mark, centre: Point, size: Mm, color: Color) -> Path {
    let (points, is_open) = match mark {
        Mark::Disc => (circle(0.46), false),
        Mark::Ring => (circle(0.40), true),
        Mark::Triangle => (vec![(0.0, -0.44), (0.5, 0.40), (-0.5, 0.40)], false),
        Mark::Diamond => (vec![(0.0, -0.5), (0.5, 0.0), (0.0, 0.5), (-0.5, 0.0)], false),
        Mark::Square => (rectangle(0.37, 0.37), true),
        Mark::Tip => (vec![(0.0, 0.38), (-0.43, -0.34), (0.43, -0.34)], true),
        Mark::Dash => (rectangle(0.42, 0.08), false),
    };
    Path {
        points: points
            .into_iter()
            .map(|(x, y)| Point { x: centre.x + size * x, y: centre.y + size * y })
            .collect(),
        closed: true,
        fill: (!is_open).then_some(color),
        stroke: is_open.then_some(Stroke::solid(size * OUTLINE, color)),
    }
}

/// Returns a circle of a radius, in units of the mark's size.
fn circle(radius: f64) -> Vec<(f64, f64)> {
    (0..CIRCLE_CORNERS)
        .map(|corner| {
            let angle = f64::from(corner) * std::f64::consts::TAU / f64::from(CIRCLE_CORNERS);
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect()
}

/// Returns a rectangle by half its sides, in units of the mark's size.
fn rectangle(x: f64, y: f64) -> Vec<(f64, f64)> {
    vec![(-x, -y), (x, -y), (x, y), (-x, y)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_has_a_shape_of_its_own_inside_its_square() {
        let centre = Point { x: Mm(10.0), y: Mm(20.0) };
        let marks: Vec<Path> = [
            Mark::Disc,
            Mark::Ring,
            Mark::Triangle,
            Mark::Diamond,
            Mark::Square,
            Mark::Tip,
            Mark::Dash,
        ]
        .map(|shape| mark(shape, centre, Mm(2.0), Color::BLACK))
        .into();
        for (i, path) in marks.iter().enumerate() {
            let half = path.stroke.map_or(Mm::ZERO, |stroke| stroke.width / 2.0);
            for point in &path.points {
                assert!((point.x.0 - 10.0).abs() + half.0 <= 1.0 + 1e-9, "{i}");
                assert!((point.y.0 - 20.0).abs() + half.0 <= 1.0 + 1e-9, "{i}");
            }
            let same = |other: &Path| other.points == path.points;
            assert_eq!(marks.iter().filter(|other| same(other)).count(), 1);
        }
    }
}
