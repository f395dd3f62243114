//! Outlines as objects of a file that pages draw (ISO 32000-1, 8.10).

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use super::deflate::deflated;
use super::ink::{Inks, Paint};
use super::syntax;
use crate::typeset::{Drawing, Point, Segment};

/// Adds outlines. Their system has its origin where they are placed, and y counts upwards.
pub(super) fn add(document: &mut Document, drawing: &Drawing, inks: &Inks) -> ObjectId {
    let mut out = Vec::new();
    inks.set(&mut out, drawing.color, Paint::Fill);
    for segment in &drawing.segments {
        match segment {
            Segment::Move(to) => operator(&mut out, &point(*to), "m"),
            Segment::Line(to) => operator(&mut out, &point(*to), "l"),
            Segment::Curve([first, second, to]) => {
                let points = [point(*first), point(*second), point(*to)].concat();
                operator(&mut out, &points, "c");
            }
            Segment::Close => operator(&mut out, &[], "h"),
        }
    }
    operator(&mut out, &[], "f");
    let bounds = bounds(drawing).map(|edge| Object::Real(edge as f32)).to_vec();
    let entries = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => bounds,
        "Resources" => lopdf::Dictionary::new(),
        "Filter" => "FlateDecode",
    };
    document.add_object(Stream::new(entries, deflated(&out)))
}

fn operator(out: &mut Vec<u8>, operands: &[f64], operator: &str) {
    syntax::numbers(out, operands);
    if !operands.is_empty() {
        out.push(b' ');
    }
    out.extend_from_slice(operator.as_bytes());
    out.push(b'\n');
}

fn point(point: Point) -> [f64; 2] {
    [point.x.to_pt().0, -point.y.to_pt().0]
}

/// Returns the least rectangle around all points: left, lower, right, upper edge; whole points.
fn bounds(drawing: &Drawing) -> [f64; 4] {
    let points = drawing.points().map(point);
    let [left, lower, right, upper] = points.fold(
        [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
        |[left, lower, right, upper], [x, y]| {
            [left.min(x), lower.min(y), right.max(x), upper.max(y)]
        },
    );
    if left > right { [0.0; 4] } else { [left.floor(), lower.floor(), right.ceil(), upper.ceil()] }
}
