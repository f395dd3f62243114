//! The compositor: the state that every part of the layout shares while a document is set.

use std::sync::{Arc, LazyLock};

use super::Materials;
use super::drawing::outlines;
use super::font::{FaceId, Ink};
use super::frame::Frame;
use super::headings::Headings;
use super::image::Image;
use super::note_reference::References;
use super::overflow::{Overflow, Overflowing};
use super::page::{Anchor, Drawing, PageItem};
use super::structure::{NodeId, NodeKind, Structure};
use super::text::{MissingGlyph, Shaped, Shaper, StyledText};
use super::unit::Mm;
use super::word_list::WordList;
use crate::color::Color;
use crate::document::Note;

/// The names of documents that come without any.
static NO_NAMES: LazyLock<WordList> = LazyLock::new(|| WordList::new(std::iter::empty()));

/// The shared state of a layout: finds glyphs, knows the type area, and records structure, anchors and
/// problems.
pub struct Compositor<'a> {
    materials: &'a Materials<'a>,
    shaper: Shaper<'a>,
    /// The sheet being set.
    pub frame: Frame,
    /// The parent of new elements.
    pub part: Option<NodeId>,
    /// The headings around the place that is set.
    headings: Headings,
    /// The references to notes so far.
    pub references: References,
    notes: Vec<Note>,
    structure: Structure,
    anchors: usize,
    overflows: Vec<Overflow>,
}

/// The records of a compositor after the layout.
pub struct Finished {
    /// The elements of the document.
    pub structure: Structure,
    /// The number of anchors made.
    pub anchors: usize,
    /// The characters that no face has.
    pub missing: Vec<MissingGlyph>,
    /// The parts that did not fit.
    pub overflows: Vec<Overflow>,
}

impl<'a> Compositor<'a> {
    /// Makes a compositor that begins with a portrait sheet.
    pub fn new(materials: &'a Materials<'a>) -> Self {
        Self {
            materials,
            shaper: Shaper::new(materials.fonts.reader()),
            frame: Frame::UPRIGHT,
            part: None,
            headings: Headings::default(),
            references: References::default(),
            notes: Vec::new(),
            structure: Structure::default(),
            anchors: 0,
            overflows: Vec::new(),
        }
    }

    /// Returns the compositor with the notes of the document.
    #[must_use]
    pub fn with_notes(mut self, notes: &[Note]) -> Self {
        self.notes = notes.to_vec();
        self
    }

    /// Returns the note at a place; one without words if there is none.
    pub fn note(&self, place: usize) -> Note {
        self.notes.get(place).cloned().unwrap_or_default()
    }

    /// Returns the glyphs of a text in several styles.
    pub fn shape(&mut self, pieces: &[StyledText<'_>]) -> Vec<Shaped> {
        self.shaper.shape(pieces)
    }

    /// Returns the glyphs of a text, each made small enough for a line of `width`.
    pub fn shape_within(&mut self, width: Mm, text: StyledText<'_>) -> Vec<Shaped> {
        let shaped = self.shape(&[text]).into_iter();
        shaped.map(|glyph| glyph.fitted(width)).collect()
    }

    /// Returns the ink of a glyph; `None` for blanks.
    pub fn ink(&mut self, face: FaceId, glyph: u16) -> Option<Ink> {
        self.shaper.ink(face, glyph)
    }

    /// Returns the outlines of text.
    pub fn outlines(&self, items: &[PageItem], color: Color) -> Drawing {
        outlines(self.materials.fonts, items, color)
    }

    /// Returns the names that a title does not part.
    pub fn names(&self) -> &'a WordList {
        self.materials.names.unwrap_or(&NO_NAMES)
    }

    /// Returns the picture of this name, if it can be used.
    pub fn image(&self, name: &str) -> Option<Arc<Image>> {
        self.materials.pictures.get(name)
    }

    /// Begins the text below the document's title, or below that of an attachment to it.
    pub fn below_title(&mut self, kind: &NodeKind) {
        self.headings = match kind {
            NodeKind::Heading(level) => Headings { above: *level, open: Vec::new() },
            _ => Headings { above: 1, open: Vec::new() },
        };
    }

    /// Returns the heading of a `level` of the text, as deep as it is nested: no level is left out.
    pub fn heading(&mut self, level: u8) -> NodeKind {
        NodeKind::Heading(self.headings.depth(level))
    }

    /// Adds an element to the current part.
    pub fn element(&mut self, kind: NodeKind) -> NodeId {
        self.structure.add(self.part, kind)
    }

    /// Adds an element to `parent`.
    pub fn child(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        self.structure.add(Some(parent), kind)
    }

    /// Returns whether an element is the document's title.
    pub fn is_title(&self, id: NodeId) -> bool {
        self.structure.node(id).kind == NodeKind::Title
    }

    /// Makes an anchor to be put on a strip.
    pub fn anchor(&mut self) -> Anchor {
        self.anchors += 1;
        Anchor(self.anchors - 1)
    }

    /// Records that `text` did not fit its place. The same problem is recorded once.
    pub fn overflow(&mut self, what: Overflowing, text: &str) {
        let overflow = Overflow::new(what, text);
        if !self.overflows.contains(&overflow) {
            self.overflows.push(overflow);
        }
    }

    /// Returns the records.
    pub fn finish(self) -> Finished {
        Finished {
            structure: self.structure,
            anchors: self.anchors,
            missing: self.shaper.into_missing(),
            overflows: self.overflows,
        }
    }
}
