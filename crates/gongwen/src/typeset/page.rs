//! Pages: the position of every glyph, rule and line, as handed from the typesetter to the PDF writer.

use std::sync::Arc;

use super::font::FaceId;
use super::image::Image;
use super::structure::{NodeId, Structure};
use super::unit::{Mm, Pt};
use crate::color::Color;
use crate::document::PassageId;

/// A laid-out document.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The document's title for the reader's window, on one line.
    pub title: String,
    /// The issuing organ.
    pub author: String,
    /// The words across every page; empty for none.
    pub watermark: String,
    /// The sheets in order.
    pub pages: Vec<Page>,
    /// Headings and attachments in order.
    pub outline: Vec<OutlineEntry>,
    /// The destinations of links, by [`Anchor`].
    pub anchors: Vec<Destination>,
    /// The addresses of links that lead out of the document.
    pub addresses: Vec<String>,
    /// The elements that the items belong to.
    pub structure: Structure,
}

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width of the sheet.
    pub width: Mm,
    /// Height of the sheet.
    pub height: Mm,
    /// The items, in reading order.
    pub items: Vec<PageItem>,
}

/// An item on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum PageItem {
    /// Glyphs on one baseline.
    Text(TextRun),
    /// A filled rectangle: rules of every kind.
    Rule(Rule),
    /// A line or an area of a drawing.
    Path(Path),
    /// A picture.
    Image(PlacedImage),
    /// Words as outlines, which are drawn and not read.
    Drawing(PlacedDrawing),
    /// Items at an angle to the sheet.
    Turned(Turned),
    /// A clickable area that leads to another place.
    Link(Link),
    /// The area that a figure, or a part of a table, takes.
    Area(Area),
    /// The beginning of an element's items, up to the next [`PageItem::End`]. Never nested. Items
    /// outside an element are not part of the structure: rules and fills.
    Begin(NodeId),
    /// The beginning of items that every page repeats, up to the next [`PageItem::End`]. They are not part of the
    /// structure.
    Aside(Aside),
    /// The end of such items.
    End,
}

/// The area of an element on a page.
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
    /// The element.
    pub node: NodeId,
}

/// The kind of items that pages repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// At the head of a page or of a table on it: the repeated head, what a merged cell says again.
    Header,
    /// At the foot: the page number.
    Footer,
    /// Across the page: the watermark.
    Watermark,
}

/// Glyphs of one face, size and colour on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Pt,
    /// The colour.
    pub color: Color,
    /// The baseline's position.
    pub baseline: Mm,
    /// The glyphs from left to right.
    pub glyphs: Vec<PlacedGlyph>,
}

/// A glyph with its origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedGlyph {
    /// Position of the origin.
    pub x: Mm,
    /// The number in the face.
    pub glyph: u16,
    /// The character that the glyph is drawn for.
    pub char: char,
    /// The passage that it belongs to.
    pub passage: Option<PassageId>,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Left edge.
    pub x: Mm,
    /// Upper edge.
    pub y: Mm,
    /// Width.
    pub width: Mm,
    /// Height.
    pub height: Mm,
    /// The colour.
    pub color: Color,
}

/// Straight lines from point to point: a filled polygon, a drawn line, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The points; at least two.
    pub points: Vec<Point>,
    /// True if the last point is joined to the first.
    pub closed: bool,
    /// The colour of the inside; `None` for no filling.
    pub fill: Option<Color>,
    /// The style of the outline; `None` for no outline.
    pub stroke: Option<Stroke>,
}

/// A point on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Distance from the left edge.
    pub x: Mm,
    /// Distance from the upper edge.
    pub y: Mm,
}

/// The style of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// The width.
    pub width: Mm,
    /// The colour.
    pub color: Color,
    /// The length of dashes and of the gaps between them; `None` for a line without gaps.
    pub dash: Option<Mm>,
}

impl Stroke {
    /// Makes a line without gaps.
    pub const fn solid(width: Mm, color: Color) -> Self {
        Self { width, color, dash: None }
    }
}

/// A picture with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedImage {
    /// The picture.
    pub image: Arc<Image>,
    /// Left edge.
    pub x: Mm,
    /// Upper edge.
    pub y: Mm,
    /// Width.
    pub width: Mm,
    /// Height.
    pub height: Mm,
}

/// Outlines with their place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedDrawing {
    /// The outlines.
    pub drawing: Arc<Drawing>,
    /// Distance of their origin from the left edge.
    pub x: Mm,
    /// Distance of their origin from the upper edge.
    pub y: Mm,
    /// The clockwise rotation about the origin, in degrees.
    pub degrees: f64,
}

/// Outlines of one colour, in a coordinate system of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The colour of the inside.
    pub color: Color,
    /// The pieces of the outlines, in their order.
    pub segments: Vec<Segment>,
}

/// A piece of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begins an outline.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A curve to the last point, with two control points.
    Curve([Point; 3]),
    /// Back to the beginning of the outline.
    Close,
}

impl Drawing {
    /// Returns the points of the outlines, with those that control curves.
    pub fn points(&self) -> impl Iterator<Item = Point> {
        self.segments.iter().flat_map(|segment| match segment {
            Segment::Move(to) | Segment::Line(to) => vec![*to],
            Segment::Curve(points) => points.to_vec(),
            Segment::Close => Vec::new(),
        })
    }
}

/// Items in a coordinate system of their own, whose origin is a point of the page and whose axes are
/// turned clockwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Turned {
    /// Distance of the origin from the left edge.
    pub x: Mm,
    /// Distance of the origin from the upper edge.
    pub y: Mm,
    /// The clockwise rotation of the axes, in degrees. At 90 the text reads downwards.
    pub degrees: f64,
    /// The items, in the turned system.
    pub items: Vec<PageItem>,
}

/// An area that leads to an anchor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Left edge.
    pub x: Mm,
    /// Upper edge.
    pub y: Mm,
    /// Width.
    pub width: Mm,
    /// Height.
    pub height: Mm,
    /// The destination.
    pub to: Target,
    /// The element of the link in the structure.
    pub node: NodeId,
}

/// The destination of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A place of the document.
    Anchor(Anchor),
    /// Out of the document: the position among [`Pages::addresses`].
    Address(usize),
}

/// The position of a destination in [`Pages::anchors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor(pub(crate) usize);

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Destination {
    /// The page, from 0.
    pub page: usize,
    /// The upper edge of the content there.
    pub y: Mm,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// The level: 1 for the document's title and attachments, 2 and more for the headings below.
    pub level: u8,
    /// The words.
    pub title: String,
    /// The destination.
    pub to: Destination,
}

impl PageItem {
    /// Returns the item moved by `dx` and `dy`.
    #[must_use]
    pub fn moved(mut self, dx: Mm, dy: Mm) -> Self {
        match &mut self {
            Self::Text(run) => {
                run.baseline += dy;
                for glyph in &mut run.glyphs {
                    glyph.x += dx;
                }
            }
            Self::Rule(Rule { x, y, .. })
            | Self::Image(PlacedImage { x, y, .. })
            | Self::Drawing(PlacedDrawing { x, y, .. })
            | Self::Turned(Turned { x, y, .. })
            | Self::Area(Area { x, y, .. })
            | Self::Link(Link { x, y, .. }) => {
                *x += dx;
                *y += dy;
            }
            Self::Path(path) => {
                for point in &mut path.points {
                    point.x += dx;
                    point.y += dy;
                }
            }
            Self::Begin(_) | Self::Aside(_) | Self::End => {}
        }
        self
    }

    /// Returns items as the content of an element; nothing if there are none.
    pub fn tagged(node: NodeId, items: Vec<PageItem>) -> Vec<PageItem> {
        Self::between(Self::Begin(node), items)
    }

    /// Returns items as what pages repeat, without the elements that they are the content of; nothing if there are none.
    pub fn aside(kind: Aside, items: impl IntoIterator<Item = PageItem>) -> Vec<PageItem> {
        let drawn = |item: &Self| {
            !matches!(
                item,
                Self::Begin(_) | Self::Aside(_) | Self::End | Self::Link(_) | Self::Area(_)
            )
        };
        Self::between(Self::Aside(kind), items.into_iter().filter(drawn).collect())
    }

    fn between(begin: Self, items: Vec<PageItem>) -> Vec<PageItem> {
        if items.is_empty() {
            return items;
        }
        let mut tagged = Vec::with_capacity(items.len() + 2);
        tagged.push(begin);
        tagged.extend(items);
        tagged.push(Self::End);
        tagged
    }
}
