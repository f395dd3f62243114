//! The compositor: what every part of the layout shares while a document is set.

use std::sync::Arc;

use super::Materials;
use super::font::{FaceId, Ink};
use super::frame::Frame;
use super::image::Image;
use super::overflow::{Overflow, Overflowing};
use super::page::Anchor;
use super::structure::{NodeId, NodeKind, Structure};
use super::text::{MissingGlyph, Shaped, Shaper, StyledText};

/// Finds glyphs, knows the type area, and remembers structure, anchors and problems.
pub struct Compositor<'a> {
    materials: &'a Materials<'a>,
    shaper: Shaper<'a>,
    /// The sheet that is being set.
    pub frame: Frame,
    /// The element that new ones become parts of.
    pub part: Option<NodeId>,
    structure: Structure,
    anchors: usize,
    overflows: Vec<Overflow>,
}

/// What a compositor knows when all is set.
pub struct Finished {
    /// The elements of the document.
    pub structure: Structure,
    /// How many anchors were made.
    pub anchors: usize,
    /// Characters that no face has.
    pub missing: Vec<MissingGlyph>,
    /// What did not fit.
    pub overflows: Vec<Overflow>,
}

impl<'a> Compositor<'a> {
    /// A compositor that begins with an upright sheet.
    pub fn new(materials: &'a Materials<'a>) -> Self {
        Self {
            materials,
            shaper: Shaper::new(materials.fonts.reader()),
            frame: Frame::UPRIGHT,
            part: None,
            structure: Structure::default(),
            anchors: 0,
            overflows: Vec::new(),
        }
    }

    /// The glyphs of a text in several styles.
    pub fn shape(&mut self, pieces: &[StyledText<'_>]) -> Vec<Shaped> {
        self.shaper.shape(pieces)
    }

    /// The ink of a glyph; `None` for blanks.
    pub fn ink(&mut self, face: FaceId, glyph: u16) -> Option<Ink> {
        self.shaper.ink(face, glyph)
    }

    /// The picture of this name, if it can be used.
    pub fn image(&self, name: &str) -> Option<Arc<Image>> {
        self.materials.pictures.get(name)
    }

    /// A new element of the present part.
    pub fn element(&mut self, kind: NodeKind) -> NodeId {
        self.structure.add(self.part, kind)
    }

    /// A new element of another one.
    pub fn child(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        self.structure.add(Some(parent), kind)
    }

    /// A new anchor, to be put on a strip.
    pub fn anchor(&mut self) -> Anchor {
        self.anchors += 1;
        Anchor(self.anchors - 1)
    }

    /// Remembers that `text` did not fit its place. The same is remembered once.
    pub fn overflow(&mut self, what: Overflowing, text: &str) {
        let overflow = Overflow::new(what, text);
        if !self.overflows.contains(&overflow) {
            self.overflows.push(overflow);
        }
    }

    /// What was remembered.
    pub fn finish(self) -> Finished {
        Finished {
            structure: self.structure,
            anchors: self.anchors,
            missing: self.shaper.into_missing(),
            overflows: self.overflows,
        }
    }
}
