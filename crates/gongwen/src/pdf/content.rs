//! Page items → a page's content stream (ISO 32000-1, 7.8.2).
//!
//! The operators are written as bytes directly: a tree of operations with an object for each glyph would
//! take more time and memory than everything else.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ink::{Inks, Paint};
use super::marks::{Mark, Marks};
use super::subset::{Subset, Subsets};
use super::syntax;
use super::text_object::{Placed, TextObject};
use super::transform::Transform;
use crate::color::Color;
use crate::typeset::{
    Area, Drawing, FaceId, Image, Link, Mm, NodeId, NodeKind, Page, PageItem, Path, PlacedDrawing,
    PlacedGlyph, PlacedImage, Pt, Rule, Structure, TextRun, Turned,
};

/// The greatest overlap of boxes, as a share of an em, that needs no replacement text. Below it readers
/// take glyphs for neighbours.
const MOST_OVERLAP: f64 = 0.08;

/// A page's content and the objects that it refers to.
pub(super) struct Content {
    /// The operators.
    pub bytes: Vec<u8>,
    /// The elements of the marked pieces; the number of a piece is its position.
    pub marks: Vec<NodeId>,
    /// The clickable areas, in points from the lower left corner: left, lower, right and upper edge.
    pub links: Vec<(Link, [f64; 4])>,
    /// The areas of elements, in the same way.
    pub areas: Vec<(NodeId, [f64; 4])>,
    /// The texts of the elements of links.
    pub link_texts: BTreeMap<NodeId, String>,
}

/// The pictures and outlines of a document, each once.
#[derive(Default)]
pub(super) struct Images {
    pub distinct: Vec<Arc<Image>>,
    /// The outlines.
    pub drawings: Vec<Arc<Drawing>>,
}

impl Images {
    /// Returns the number of a picture.
    fn number(&mut self, image: &Arc<Image>) -> usize {
        place_among(&mut self.distinct, image)
    }

    /// Returns the number of outlines.
    fn drawing(&mut self, drawing: &Arc<Drawing>) -> usize {
        place_among(&mut self.drawings, drawing)
    }
}

fn place_among<T: PartialEq>(all: &mut Vec<Arc<T>>, one: &Arc<T>) -> usize {
    let known = all.iter().position(|known| Arc::ptr_eq(known, one) || known == one);
    known.unwrap_or_else(|| {
        all.push(Arc::clone(one));
        all.len() - 1
    })
}

/// Writes the content of a page.
pub(super) fn content(
    page: &Page,
    structure: &Structure,
    subsets: &Subsets,
    inks: &Inks,
    images: &mut Images,
) -> Content {
    let mut painter = Painter {
        subsets,
        structure,
        inks,
        images,
        out: Vec::new(),
        marks: Marks::default(),
        text: TextObject::default(),
        glyphs: Vec::new(),
        height: page.height,
        transform: Transform::IDENTITY,
        state: State::default(),
        links: Vec::new(),
        areas: Vec::new(),
        link_texts: BTreeMap::new(),
    };
    painter.items(&page.items);
    painter.close();
    Content {
        bytes: painter.out,
        marks: painter.marks.into_nodes(),
        links: painter.links,
        areas: painter.areas,
        link_texts: painter.link_texts,
    }
}

/// The values set by earlier operators.
#[derive(Clone, Copy, Default)]
struct State {
    /// The fill colour of areas and glyphs.
    fill: Option<Color>,
    /// The face and size of glyphs.
    font: Option<(FaceId, Pt)>,
    /// The character spacing, in thousandths of a point.
    spacing: i64,
}

/// A painter of one item after another.
struct Painter<'a> {
    subsets: &'a Subsets,
    structure: &'a Structure,
    inks: &'a Inks,
    images: &'a mut Images,
    out: Vec<u8>,
    marks: Marks,
    text: TextObject,
    /// The glyphs that are shown next.
    glyphs: Vec<Placed>,
    /// The height that y counts down from.
    height: Mm,
    /// The transformation from the current coordinate system to the page's.
    transform: Transform,
    state: State,
    links: Vec<(Link, [f64; 4])>,
    areas: Vec<(NodeId, [f64; 4])>,
    link_texts: BTreeMap<NodeId, String>,
}

impl Painter<'_> {
    fn items(&mut self, items: &[PageItem]) {
        for item in items {
            match item {
                PageItem::Text(run) => self.text(run),
                PageItem::Rule(rule) => self.rule(rule),
                PageItem::Path(path) => self.path(path),
                PageItem::Image(image) => self.image(image),
                PageItem::Turned(turned) => self.turned(turned),
                PageItem::Link(link) => self.link(link),
                PageItem::Area(area) => self.area(area),
                PageItem::Begin(node) => self.marks.next = Mark::Element(*node),
                PageItem::Aside(kind) => self.marks.next = Mark::Aside(*kind),
                PageItem::End => self.marks.next = Mark::Layout,
                PageItem::Drawing(drawing) => self.drawing(drawing),
            }
        }
    }

    fn operator(&mut self, operands: &[f64], operator: &str) {
        syntax::numbers(&mut self.out, operands);
        if !operands.is_empty() {
            self.out.push(b' ');
        }
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }

    /// Returns the distance from the lower edge, in points.
    fn up(&self, y: Mm) -> f64 {
        (self.height - y).to_pt().0
    }

    fn fill(&mut self, color: Color) {
        if self.state.fill != Some(color) {
            self.inks.set(&mut self.out, color, Paint::Fill);
            self.state.fill = Some(color);
        }
    }

    /// Enters the piece of the next operators, which are glyphs or not.
    fn begin(&mut self, is_text: bool) {
        if !(is_text && self.marks.goes_on()) {
            self.text.end(&mut self.out);
        }
        self.marks.begin(&mut self.out);
    }

    /// Ends text and closes the open piece.
    fn close(&mut self) {
        self.text.end(&mut self.out);
        self.marks.close(&mut self.out);
    }

    fn rule(&mut self, rule: &Rule) {
        self.begin(false);
        self.fill(rule.color);
        let lower = self.up(rule.y + rule.height);
        let (width, height) = (rule.width.to_pt().0, rule.height.to_pt().0);
        self.operator(&[rule.x.to_pt().0, lower, width, height], "re");
        self.operator(&[], "f");
    }

    fn path(&mut self, path: &Path) {
        self.begin(false);
        if let Some(color) = path.fill {
            self.fill(color);
        }
        if let Some(stroke) = path.stroke {
            self.inks.set(&mut self.out, stroke.color, Paint::Stroke);
            self.operator(&[stroke.width.to_pt().0], "w");
            let dash = stroke.dash.map(|dash| dash.to_pt().0);
            self.out.push(b'[');
            syntax::numbers(&mut self.out, dash.as_slice());
            self.out.extend_from_slice(b"] ");
            self.operator(&[0.0], "d");
        }
        for (i, point) in path.points.iter().enumerate() {
            let y = self.up(point.y);
            self.operator(&[point.x.to_pt().0, y], if i == 0 { "m" } else { "l" });
        }
        if path.closed {
            self.operator(&[], "h");
        }
        let paint = match (path.fill, path.stroke) {
            (Some(_), Some(_)) => "B",
            (Some(_), None) => "f",
            (None, Some(_)) => "S",
            (None, None) => "n",
        };
        self.operator(&[], paint);
    }

    fn image(&mut self, placed: &PlacedImage) {
        self.begin(false);
        let number = self.images.number(&placed.image);
        let (width, height) = (placed.width.to_pt().0, placed.height.to_pt().0);
        let lower = self.up(placed.y + placed.height);
        self.operator(&[], "q");
        self.operator(&[width, 0.0, 0.0, height, placed.x.to_pt().0, lower], "cm");
        self.operator(&[], &format!("/Image{number} Do"));
        self.operator(&[], "Q");
    }

    fn drawing(&mut self, placed: &PlacedDrawing) {
        self.begin(false);
        let number = self.images.drawing(&placed.drawing);
        self.operator(&[], "q");
        self.matrix(rotation(placed.degrees, placed.x.to_pt().0, self.up(placed.y)));
        self.operator(&[], &format!("/Outlines{number} Do"));
        self.operator(&[], "Q");
    }

    /// Draws turned items. Marked content does not reach across the saved state, so that each can be
    /// read without the other.
    fn turned(&mut self, turned: &Turned) {
        self.close();
        let matrix = rotation(turned.degrees, turned.x.to_pt().0, self.up(turned.y));
        let outside = (self.height, self.transform, self.state);
        self.transform = self.transform.after(matrix);
        self.height = Mm::ZERO;
        self.operator(&[], "q");
        self.matrix(matrix);
        self.items(&turned.items);
        self.close();
        self.operator(&[], "Q");
        (self.height, self.transform, self.state) = outside;
    }

    /// Writes a matrix with more digits than lengths have: a thousandth of a turn moves the end of a
    /// line by 0.2 mm.
    fn matrix(&mut self, matrix: [f64; 6]) {
        for share in &matrix[..4] {
            let digits = format!("{:.6}", share + 0.0);
            let digits = digits.trim_end_matches('0').trim_end_matches('.');
            let digits = if digits == "-0" { "0" } else { digits };
            self.out.extend_from_slice(digits.as_bytes());
            self.out.push(b' ');
        }
        self.operator(&matrix[4..], "cm");
    }

    fn link(&mut self, link: &Link) {
        let bounds = self.bounds((link.x, link.y), (link.width, link.height));
        self.links.push((*link, bounds));
    }

    fn area(&mut self, area: &Area) {
        let bounds = self.bounds((area.x, area.y), (area.width, area.height));
        self.areas.push((area.node, bounds));
    }

    /// Returns an area of the current system as one of the page.
    fn bounds(&self, (x, y): (Mm, Mm), (width, height): (Mm, Mm)) -> [f64; 4] {
        let (left, right) = (x.to_pt().0, (x + width).to_pt().0);
        let (upper, lower) = (self.up(y), self.up(y + height));
        self.transform.bounds([left, lower, right, upper])
    }

    fn text(&mut self, run: &TextRun) {
        let Some(subset) = self.subsets.get(run.face) else {
            return;
        };
        self.remember_link_text(run);
        for piece in pieces(run, subset) {
            if piece.says_itself {
                let text = piece.glyphs.iter().map(|glyph| glyph.char);
                self.text.end(&mut self.out);
                self.marks.begin_saying(&mut self.out, text);
                self.glyphs(run, piece.glyphs, subset);
                self.text.end(&mut self.out);
                self.marks.end_saying(&mut self.out);
            } else {
                self.begin(true);
                self.glyphs(run, piece.glyphs, subset);
            }
        }
    }

    fn glyphs(&mut self, run: &TextRun, glyphs: &[PlacedGlyph], subset: &Subset) {
        self.text.begin(&mut self.out);
        self.fill(run.color);
        if self.state.font != Some((run.face, run.size)) {
            self.out.push(b'/');
            self.out.extend_from_slice(subset.resource().as_bytes());
            self.out.push(b' ');
            self.operator(&[run.size.0], "Tf");
            self.state.font = Some((run.face, run.size));
        }
        self.glyphs.clear();
        let placed = glyphs.iter().map(|glyph| (glyph.x.to_pt().0, subset.glyph(glyph.glyph)));
        self.glyphs.extend(placed);
        let place = (run.size.0, self.up(run.baseline));
        self.text.show(&mut self.out, &self.glyphs, place, &mut self.state.spacing);
    }

    fn remember_link_text(&mut self, run: &TextRun) {
        if let Mark::Element(node) = self.marks.next
            && self.structure.node(node).kind == NodeKind::Link
        {
            let text = self.link_texts.entry(node).or_default();
            text.extend(run.glyphs.iter().map(|glyph| glyph.char));
        }
    }
}

/// Returns the matrix of a system about a point, turned clockwise.
fn rotation(degrees: f64, x: f64, y: f64) -> [f64; 6] {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [cos, -sin, sin, cos, x, y]
}

/// A part of a run.
struct Piece<'a> {
    glyphs: &'a [PlacedGlyph],
    /// True if the piece needs a replacement text: each glyph overlaps the blank half of the one before
    /// it, or a glyph is drawn for another character than elsewhere.
    says_itself: bool,
}

/// Cuts a run into stretches of ordinary glyphs and clusters that need a replacement text.
///
/// Where ） and ， share a cell, the box of one overlaps that of the other, and some readers take that for
/// two lines when text is copied. Where 一 and the radical ⼀ share a glyph, or 〓 is drawn for missing
/// characters, the font can name only one of them.
fn pieces<'a>(run: &'a TextRun, subset: &Subset) -> Vec<Piece<'a>> {
    let glyphs = &run.glyphs;
    let overlaps = |i: usize| {
        let (Some(before), Some(glyph)) = (glyphs.get(i - 1), glyphs.get(i)) else {
            return false;
        };
        let advance = run.size.to_mm() * (subset.glyph(before.glyph).width / 1000.0);
        before.x + advance - glyph.x > run.size.to_mm() * MOST_OVERLAP
    };
    let is_other = |i: usize| {
        glyphs.get(i).is_some_and(|glyph| subset.glyph(glyph.glyph).char != Some(glyph.char))
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < glyphs.len() {
        let overlapping = overlaps(start + 1);
        let other = is_other(start);
        let mut end = start + 1;
        while end < glyphs.len() {
            let goes_on = if overlapping {
                overlaps(end)
            } else {
                is_other(end) == other && !overlaps(end + 1)
            };
            if !goes_on {
                break;
            }
            end += 1;
        }
        pieces.push(Piece { glyphs: &glyphs[start..end], says_itself: overlapping || other });
        start = end;
    }
    pieces
}
