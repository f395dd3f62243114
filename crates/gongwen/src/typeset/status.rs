//! How statuses look: one palette for tables and charts.
//!
//! A copy in black and white tells them apart too: the fills get darker from good to bad, and each
//! status has a mark of its own shape. Under red-green blindness the same lightness does it.

use super::page::{Color, Path, Point, Stroke};
use super::unit::Mm;
use crate::document::Status;

/// Corners of the polygon that stands for a circle; at 3 mm its edge is off by 0.01 mm.
const CIRCLE_CORNERS: u32 = 24;
/// Width of the outline of an open mark, as a share of the mark's size.
const OUTLINE: f64 = 0.14;

/// The colour of the status word on white paper: contrast 4.5 : 1 or more (WCAG 2.1, 1.4.3).
pub fn ink(status: Status) -> Color {
    match status {
        Status::Done => Color::rgb(0x1F, 0x5A, 0x94),
        Status::OnTrack => Color::rgb(0x2A, 0x6B, 0x30),
        Status::Lagging => Color::rgb(0x97, 0x54, 0x00),
        Status::Severe => Color::rgb(0xA6, 0x1C, 0x1C),
        Status::Unreported => Color::rgb(0x40, 0x40, 0x40),
        Status::Unrated => Color::rgb(0x66, 0x66, 0x66),
    }
}

/// The colour of an area that stands for the status. Darker is worse; what cannot be judged is
/// nearly white.
pub fn fill(status: Status) -> Color {
    match status {
        Status::Done => Color::rgb(0xD2, 0xE4, 0xF4),
        Status::OnTrack => Color::rgb(0x97, 0xCB, 0x90),
        Status::Lagging => Color::rgb(0xDB, 0x83, 0x1F),
        Status::Severe => Color::rgb(0x8F, 0x14, 0x14),
        Status::Unreported => Color::rgb(0xF4, 0xF4, 0xF4),
        Status::Unrated => Color::WHITE,
    }
}

/// The colour of text on [`fill`]: contrast 4.5 : 1 or more.
pub fn ink_on_fill(status: Status) -> Color {
    match status {
        Status::Severe => Color::WHITE,
        _ => Color::BLACK,
    }
}

/// The mark of a status in `color`, centred on a point: a disc for done, a ring for on track, a
/// triangle for lagging, a square standing on its corner for severe, an open square for unreported,
/// a dash for unrated. It lies inside a square of `size`.
pub fn mark(status: Status, centre: Point, size: Mm, color: Color) -> Path {
    let line = size * OUTLINE;
    let (points, is_open) = match status {
        Status::Done => (circle(0.46), false),
        Status::OnTrack => (circle(0.40), true),
        Status::Lagging => (vec![(0.0, -0.44), (0.5, 0.40), (-0.5, 0.40)], false),
        Status::Severe => (
            vec![(0.0, -0.5), (0.5, 0.0), (0.0, 0.5), (-0.5, 0.0)],
            false,
        ),
        Status::Unreported => (square(0.37), true),
        Status::Unrated => (
            vec![(-0.42, -0.08), (0.42, -0.08), (0.42, 0.08), (-0.42, 0.08)],
            false,
        ),
    };
    Path {
        points: points
            .into_iter()
            .map(|(x, y)| Point {
                x: centre.x + size * x,
                y: centre.y + size * y,
            })
            .collect(),
        closed: true,
        fill: (!is_open).then_some(color),
        stroke: is_open.then_some(Stroke {
            width: line,
            color,
            dash: None,
        }),
    }
}

/// A circle of a radius, in sizes of the mark.
fn circle(radius: f64) -> Vec<(f64, f64)> {
    (0..CIRCLE_CORNERS)
        .map(|corner| {
            let angle = f64::from(corner) * std::f64::consts::TAU / f64::from(CIRCLE_CORNERS);
            (radius * angle.cos(), radius * angle.sin())
        })
        .collect()
}

/// A square of half a side, in sizes of the mark.
fn square(half: f64) -> Vec<(f64, f64)> {
    vec![(-half, -half), (half, -half), (half, half), (-half, half)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.1).
    fn luminance(color: Color) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// CIE lightness, 0 to 100: what is left of a colour in a black-and-white copy.
    fn lightness(color: Color) -> f64 {
        116.0 * luminance(color).cbrt() - 16.0
    }

    #[test]
    fn words_are_legible_on_paper_and_on_their_fills() {
        for status in Status::ALL {
            assert!(contrast(ink(status), Color::WHITE) >= 4.5, "{status:?}");
            assert!(
                contrast(ink_on_fill(status), fill(status)) >= 4.5,
                "{status:?}"
            );
        }
    }

    #[test]
    fn darker_is_worse_in_black_and_white() {
        let judged = [
            Status::Done,
            Status::OnTrack,
            Status::Lagging,
            Status::Severe,
        ];
        for pair in judged.windows(2) {
            let step = lightness(fill(pair[0])) - lightness(fill(pair[1]));
            assert!(step >= 12.0, "{pair:?}: {step:.1}");
        }
        for unjudged in [Status::Unreported, Status::Unrated] {
            assert!(lightness(fill(unjudged)) > lightness(fill(Status::Done)) + 5.0);
        }
    }

    #[test]
    fn each_mark_has_a_shape_of_its_own_inside_its_square() {
        let centre = Point {
            x: Mm(10.0),
            y: Mm(20.0),
        };
        let marks: Vec<Path> = Status::ALL
            .into_iter()
            .map(|status| mark(status, centre, Mm(2.0), Color::BLACK))
            .collect();
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
