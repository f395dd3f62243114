//! Words as outlines: they are drawn like a picture, so that nobody finds them where the text is read.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

use super::font::FontBook;
use super::page::{Drawing, PageItem, Point, Segment, TextRun};
use super::unit::Mm;
use crate::color::Color;

/// Returns the outlines of the glyphs of text.
pub fn outlines(fonts: &FontBook, items: &[PageItem], color: Color) -> Drawing {
    let mut segments = Vec::new();
    for item in items {
        if let PageItem::Text(run) = item {
            add(fonts, run, &mut segments);
        }
    }
    Drawing { color, segments }
}

fn add(fonts: &FontBook, run: &TextRun, segments: &mut Vec<Segment>) {
    let Ok(font) = fonts.face(run.face).tables() else { return };
    let size = Size::unscaled();
    let units = font.metrics(size, LocationRef::default()).units_per_em;
    let scale = run.size.to_mm() / f64::from(units.max(1));
    let outlines = font.outline_glyphs();
    for glyph in &run.glyphs {
        let Some(outline) = outlines.get(GlyphId::from(glyph.glyph)) else { continue };
        let origin = Point { x: glyph.x, y: run.baseline };
        let mut pen = Pen { origin, scale, at: origin, segments };
        // A glyph whose outline is damaged is drawn as far as it is not.
        let _ = outline.draw(DrawSettings::unhinted(size, LocationRef::default()), &mut pen);
    }
}

/// A pen that keeps what a face draws.
struct Pen<'a> {
    origin: Point,
    /// Millimetres in a unit of the face.
    scale: Mm,
    at: Point,
    segments: &'a mut Vec<Segment>,
}

impl Pen<'_> {
    fn point(&self, x: f32, y: f32) -> Point {
        Point {
            x: self.origin.x + self.scale * f64::from(x),
            y: self.origin.y - self.scale * f64::from(y),
        }
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.segments.push(Segment::Move(self.at));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = self.point(x, y);
        self.segments.push(Segment::Line(self.at));
    }

    /// A quadratic curve is a cubic one whose control points lie two thirds of the way to its own.
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, control, to) = (self.at, self.point(cx, cy), self.point(x, y));
        let towards = |end: Point| Point {
            x: end.x + (control.x - end.x) * (2.0 / 3.0),
            y: end.y + (control.y - end.y) * (2.0 / 3.0),
        };
        self.segments.push(Segment::Curve([towards(from), towards(to), to]));
        self.at = to;
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let points = [self.point(cx0, cy0), self.point(cx1, cy1), self.point(x, y)];
        self.segments.push(Segment::Curve(points));
        self.at = points[2];
    }

    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}
