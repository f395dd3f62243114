//! Marked content: the element that operators draw (ISO 32000-1, 14.7.4 and 14.8.2.2).

use super::syntax;
use crate::typeset::{Aside, NodeId};

/// The element that operators draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Rules and fills outside the structure.
    Layout,
    /// What pages repeat, outside the structure.
    Aside(Aside),
    /// An element of the document.
    Element(NodeId),
}

/// A writer that opens and closes pieces of marked content. Neighbours of one element share a piece.
pub(super) struct Marks {
    /// The mark of the next operators.
    pub next: Mark,
    /// The open piece.
    open: Option<Mark>,
    /// The elements of the pieces so far.
    nodes: Vec<NodeId>,
}

impl Default for Marks {
    fn default() -> Self {
        Self { next: Mark::Layout, open: None, nodes: Vec::new() }
    }
}

impl Marks {
    /// Returns whether the next operators belong to the open piece.
    pub(super) fn goes_on(&self) -> bool {
        self.open == Some(self.next)
    }

    /// Enters the piece of the next operators. Must be called before they are written.
    pub(super) fn begin(&mut self, out: &mut Vec<u8>) {
        if self.goes_on() {
            return;
        }
        self.close(out);
        self.open = Some(self.next);
        match self.next {
            Mark::Layout => out.extend_from_slice(b"/Artifact<</Type/Layout>>BDC\n"),
            Mark::Aside(kind) => {
                out.extend_from_slice(b"/Artifact<</Type/Pagination/Subtype/");
                out.extend_from_slice(match kind {
                    Aside::Header => b"Header",
                    Aside::Footer => b"Footer",
                    Aside::Watermark => b"Watermark",
                });
                out.extend_from_slice(b">>BDC\n");
            }
            Mark::Element(node) => {
                out.extend_from_slice(b"/P<<");
                self.number(out, node);
                out.extend_from_slice(b">>BDC\n");
            }
        }
    }

    /// Opens a piece that reads as `text` regardless of its glyphs (14.9.4). It is a separate piece, not
    /// one inside another: poppler loses the rest of a piece after a nested one.
    pub(super) fn begin_saying(&mut self, out: &mut Vec<u8>, text: impl Iterator<Item = char>) {
        match self.next {
            Mark::Layout | Mark::Aside(_) => self.begin(out),
            Mark::Element(_) => self.close(out),
        }
        out.extend_from_slice(b"/Span<<");
        if let Mark::Element(node) = self.next {
            self.number(out, node);
        }
        out.extend_from_slice(b"/ActualText ");
        syntax::text(out, text);
        out.extend_from_slice(b">>BDC\n");
    }

    /// Ends the piece that [`Marks::begin_saying`] opened.
    pub(super) fn end_saying(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"EMC\n");
    }

    /// Numbers a new piece of an element.
    fn number(&mut self, out: &mut Vec<u8>, node: NodeId) {
        out.extend_from_slice(b"/MCID ");
        syntax::integer(out, self.nodes.len() as u64);
        self.nodes.push(node);
    }

    /// Closes the open piece.
    pub(super) fn close(&mut self, out: &mut Vec<u8>) {
        if self.open.take().is_some() {
            out.extend_from_slice(b"EMC\n");
        }
    }

    /// Returns the elements of the pieces, by their numbers.
    pub(super) fn into_nodes(self) -> Vec<NodeId> {
        self.nodes
    }
}
