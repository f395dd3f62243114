//! The signs and rules of a page, with their places: x to the right, y downwards, in points.

use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

use super::radicals;

/// A sign on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sign {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The line on which it is written.
    pub(super) base: f64,
    /// The size of its face.
    pub(super) size: f64,
}

/// A rule on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) is_upright: bool,
    /// The place across its direction.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// The drawing of a page, of which signs and rules are kept.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) signs: Vec<Sign>,
    pub(super) rules: Vec<Rule>,
    /// The number of signs without a character.
    pub(super) unknown: usize,
    pub(super) has_picture: bool,
    /// The number of things that may still be drawn.
    pub(super) left: usize,
}

/// A PDF draws more than is taken in.
#[derive(Debug)]
pub(super) struct TooMuch;

/// The largest width of a filled shape that is a rule.
const RULE: f64 = 3.0;

/// The shortest rule.
const SHORTEST: f64 = 4.0;

impl Drawing {
    /// Counts a thing that is drawn. A page that draws without end is left by unwinding, since a drawing cannot be
    /// refused otherwise.
    fn count(&mut self, things: usize) {
        match self.left.checked_sub(things) {
            Some(left) => self.left = left,
            None => resume_unwind(Box::new(TooMuch)),
        }
    }

    fn sign(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let begin = transform * Point::ZERO;
        let end = transform * Point::new(f64::from(advance.unwrap_or(1000.0)), 0.0);
        let top = transform * Point::new(0.0, 1000.0);
        let size = (top - begin).hypot();
        let text = match glyph.as_unicode() {
            Some(BfString::Char(char)) => char.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let text: String = text.chars().filter(|char| !char.is_control()).collect();
        let text: String = text.chars().map(radicals::character).collect();
        if !(begin.x.is_finite() && begin.y.is_finite() && end.x.is_finite() && size.is_finite()) {
            return;
        }
        let is_known = !text.is_empty() && !text.contains('\u{fffd}');
        self.unknown += usize::from(!is_known);
        self.signs.push(Sign {
            text: if is_known { text } else { "□".to_owned() },
            left: begin.x.min(end.x),
            right: begin.x.max(end.x),
            base: begin.y,
            size: size.max(1.0),
        });
    }

    /// Adds a line from one point to another if it is upright or level.
    fn line(&mut self, from: Point, to: Point) {
        let (across, along) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        let rule = if along >= SHORTEST && across < 1.0 {
            Rule { is_upright: true, at: from.x, from: from.y.min(to.y), to: from.y.max(to.y) }
        } else if across >= SHORTEST && along < 1.0 {
            Rule { is_upright: false, at: from.y, from: from.x.min(to.x), to: from.x.max(to.x) }
        } else {
            return;
        };
        if rule.at.is_finite() && rule.from.is_finite() && rule.to.is_finite() {
            self.rules.push(rule);
        }
    }

    /// Adds a filled shape if it is as thin as a rule.
    fn shape(&mut self, bounds: Rect) {
        if bounds.width() < RULE && bounds.height() >= SHORTEST {
            let x = bounds.center().x;
            self.line(Point::new(x, bounds.y0), Point::new(x, bounds.y1));
        } else if bounds.height() < RULE && bounds.width() >= SHORTEST {
            let y = bounds.center().y;
            self.line(Point::new(bounds.x0, y), Point::new(bounds.x1, y));
        }
    }
}

impl<'a> Device<'a> for Drawing {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(1 + path.elements().len());
        let path = props.transform * path.clone();
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            // Several rules may be filled at once.
            let mut part = BezPath::new();
            for element in path.elements() {
                if matches!(element, PathEl::MoveTo(_)) && !part.elements().is_empty() {
                    self.shape(part.bounding_box());
                    part = BezPath::new();
                }
                part.push(*element);
            }
            if !part.elements().is_empty() {
                self.shape(part.bounding_box());
            }
        }
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            let (mut begin, mut last) = (Point::ZERO, Point::ZERO);
            for element in path.elements() {
                match *element {
                    PathEl::MoveTo(to) => (begin, last) = (to, to),
                    PathEl::LineTo(to) => {
                        self.line(last, to);
                        last = to;
                    }
                    PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = to,
                    PathEl::ClosePath => {
                        self.line(last, begin);
                        last = begin;
                    }
                }
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.count(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.count(1 + run.glyphs().len());
        for glyph in run.glyphs() {
            self.sign(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.count(1);
        self.has_picture = true;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
