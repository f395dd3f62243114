//! Drawing for charts: areas, lines, hatching and words, measured from the chart's upper left corner.

use super::label::Label;
use super::paint::Paint;
use crate::color::Color;
use crate::typeset::page::{PageItem, Path, Point, Rule, Stroke, Turned};
use crate::typeset::unit::Mm;

/// Distance between the lines of a hatching, along the edge of the area.
const HATCH_PITCH: Mm = Mm(1.2);
/// Width of the lines of a hatching.
const HATCH_LINE: Mm = Mm(0.22);
/// Width of the outline of an area.
const OUTLINE: Mm = Mm(0.2);

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: Mm,
    /// Upper edge.
    pub y: Mm,
    /// Width.
    pub width: Mm,
    /// Height.
    pub height: Mm,
}

impl Area {
    /// Returns the area between two heights and two widths, in either order.
    pub fn between((x0, x1): (Mm, Mm), (y0, y1): (Mm, Mm)) -> Self {
        Self {
            x: x0.min(x1),
            y: y0.min(y1),
            width: x0.max(x1) - x0.min(x1),
            height: y0.max(y1) - y0.min(y1),
        }
    }

    /// Returns the middle of the area.
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// Returns the area with its edges moved inwards by `by`.
    pub fn inset(&self, by: Mm) -> Self {
        Self {
            x: self.x + by,
            y: self.y + by,
            width: (self.width - by * 2.0).max(Mm::ZERO),
            height: (self.height - by * 2.0).max(Mm::ZERO),
        }
    }

    /// Returns whether two areas share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }
}

/// The alignment of a label's lines with each other and with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The lines begin at the place.
    Left,
    /// The middles of the lines are at the place.
    Centre,
    /// The lines end at the place.
    Right,
}

/// A collection of drawn items.
#[derive(Debug, Default)]
pub struct Canvas {
    items: Vec<PageItem>,
}

impl Canvas {
    /// Returns the drawn items.
    pub fn finish(self) -> Vec<PageItem> {
        self.items
    }

    /// Adds the items of another canvas on top.
    pub fn append(&mut self, other: Self) {
        self.items.extend(other.items);
    }

    /// Draws words with their upper edge at `y`.
    pub fn words(&mut self, label: &Label, x: Mm, y: Mm, side: Side) {
        for (index, line) in label.lines.iter().enumerate() {
            let left = match side {
                Side::Left => x,
                Side::Centre => x - line.width() / 2.0,
                Side::Right => x - line.width(),
            };
            self.items.extend(line.place(left, y + label.baseline(index)));
        }
    }

    /// Draws words with their middle at `y`.
    pub fn words_beside(&mut self, label: &Label, x: Mm, y: Mm, side: Side) {
        self.words(label, x, y - label.height / 2.0, side);
    }

    /// Draws words that read upwards, centred on a point.
    pub fn words_upwards(&mut self, label: &Label, centre: Point) {
        let mut turned = Self::default();
        turned.words_beside(label, Mm::ZERO, Mm::ZERO, Side::Centre);
        self.items.push(PageItem::Turned(Turned {
            x: centre.x,
            y: centre.y,
            degrees: -90.0,
            items: turned.items,
        }));
    }

    /// Fills an area with one colour.
    pub fn fill(&mut self, area: Area, color: Color) {
        if area.width > Mm::ZERO && area.height > Mm::ZERO {
            self.items.push(PageItem::Rule(Rule {
                x: area.x,
                y: area.y,
                width: area.width,
                height: area.height,
                color,
            }));
        }
    }

    /// Fills an area with a paint. The outline lies inside the area.
    pub fn paint(&mut self, area: Area, paint: Paint) {
        self.fill(area, paint.ground);
        if let Some(color) = paint.hatch {
            self.hatch(area, color);
        }
        if let Some(color) = paint.outline {
            self.outline(area, color);
        }
    }

    /// Draws the outline of an area, inside it.
    pub fn outline(&mut self, area: Area, color: Color) {
        let Area { x, y, width, height } =
            area.inset(OUTLINE.min(area.width / 2.0).min(area.height / 2.0) / 2.0);
        if area.width <= Mm::ZERO || area.height <= Mm::ZERO {
            return;
        }
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
        self.path(Path {
            points: corners.map(|(x, y)| Point { x, y }).to_vec(),
            closed: true,
            fill: None,
            stroke: Some(Stroke::solid(OUTLINE, color)),
        });
    }

    /// Draws lines over an area, rising at 45 degrees.
    fn hatch(&mut self, area: Area, color: Color) {
        // Half the width of a line stays inside the area's edges.
        let Area { x, y, width, height } = area.inset(HATCH_LINE / 2.0);
        let stroke = Stroke::solid(HATCH_LINE, color);
        let lines = ((width + height) / HATCH_PITCH).floor() as usize;
        for line in 1..=lines {
            // The distance of the line from the upper left corner, along either edge.
            let along = HATCH_PITCH * line as f64;
            let from = Point { x: x + (along - height).max(Mm::ZERO), y: y + along.min(height) };
            let to = Point { x: x + along.min(width), y: y + (along - width).max(Mm::ZERO) };
            if to.x > from.x {
                self.line(&[from, to], stroke);
            }
        }
    }

    /// Draws straight lines from point to point.
    pub fn line(&mut self, points: &[Point], stroke: Stroke) {
        if points.len() > 1 {
            self.path(Path {
                points: points.to_vec(),
                closed: false,
                fill: None,
                stroke: Some(stroke),
            });
        }
    }

    /// Draws a path as it is.
    pub fn path(&mut self, path: Path) {
        self.items.push(PageItem::Path(path));
    }
}
