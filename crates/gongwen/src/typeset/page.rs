//! Pages: where every glyph, rule and line stands. What the typesetter hands to the PDF writer.

use std::sync::Arc;

use super::font::FaceId;
use super::image::Image;
use super::structure::{NodeId, Structure};
use super::unit::{Mm, Pt};
use crate::color::Color;

/// A laid-out document.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The document's title for the reader's window, on one line.
    pub title: String,
    /// The organ that issues it.
    pub author: String,
    /// The sheets in order.
    pub pages: Vec<Page>,
    /// Headings and attachments in order.
    pub outline: Vec<OutlineEntry>,
    /// Places that links lead to, by [`Anchor`].
    pub anchors: Vec<Destination>,
    /// What the items are parts of.
    pub structure: Structure,
}

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width of the sheet.
    pub width: Mm,
    /// Height of the sheet.
    pub height: Mm,
    /// What stands on it, in reading order.
    pub items: Vec<PageItem>,
}

/// Something on a page.
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
    /// Items that stand at an angle to the sheet.
    Turned(Turned),
    /// An area that leads to another place when it is clicked.
    Link(Link),
    /// What follows belongs to an element, up to the next [`PageItem::End`]. Never nested. What
    /// belongs to none is there for the eye alone: rules, page numbers, repeated heads.
    Begin(NodeId),
    /// The element's items end here.
    End,
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
    /// Position of its origin.
    pub x: Mm,
    /// Its number in the face.
    pub glyph: u16,
    /// The character that it stands for.
    pub char: char,
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

/// Straight lines from point to point: a polygon that is filled, a line that is drawn, or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The points; at least two.
    pub points: Vec<Point>,
    /// Whether the last point is joined to the first.
    pub closed: bool,
    /// The colour of its inside.
    pub fill: Option<Color>,
    /// How its outline is drawn.
    pub stroke: Option<Stroke>,
}

/// A point on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// From the left edge.
    pub x: Mm,
    /// From the upper edge.
    pub y: Mm,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its width.
    pub width: Mm,
    /// Its colour.
    pub color: Color,
    /// The length of dashes and of the gaps between them; `None` for a line without gaps.
    pub dash: Option<Mm>,
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

/// Items in a system of their own, whose origin stands at a point of the page and whose axes are
/// turned clockwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Turned {
    /// Where its origin stands, from the left edge.
    pub x: Mm,
    /// Where its origin stands, from the upper edge.
    pub y: Mm,
    /// How far its axes are turned clockwise, in degrees. At 90 its text reads downwards.
    pub degrees: f64,
    /// The items, in its own system.
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
    /// Where it leads.
    pub to: Anchor,
    /// The element that it stands for in the structure.
    pub node: NodeId,
}

/// The position of a place in [`Pages::anchors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor(pub(crate) usize);

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Destination {
    /// The page, from 0.
    pub page: usize,
    /// The upper edge of what stands there.
    pub y: Mm,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// 1 for the document's title and attachments, 2 and more for the headings below.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub to: Destination,
}

impl PageItem {
    /// The same thing moved by `dx` and `dy`.
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
            | Self::Turned(Turned { x, y, .. })
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
            Self::Begin(_) | Self::End => {}
        }
        self
    }

    /// Items as the content of an element; nothing when there are none.
    pub fn tagged(node: NodeId, items: Vec<PageItem>) -> Vec<PageItem> {
        if items.is_empty() {
            return items;
        }
        let mut tagged = Vec::with_capacity(items.len() + 2);
        tagged.push(Self::Begin(node));
        tagged.extend(items);
        tagged.push(Self::End);
        tagged
    }
}
