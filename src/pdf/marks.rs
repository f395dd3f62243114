//! Marked content: which operators draw which element (ISO 32000-1, 14.7.4 and 14.8.2.2).

use super::syntax;
use crate::typeset::NodeId;

/// What operators draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// What is there for the eye alone: rules, page numbers, repeated heads.
    Artifact,
    /// An element of the document.
    Element(NodeId),
}

/// Opens and closes pieces of marked content. Neighbours of one element share a piece.
pub(super) struct Marks {
    /// What is drawn next.
    pub next: Mark,
    /// The piece that is open.
    open: Option<Mark>,
    /// The elements of the pieces so far.
    nodes: Vec<NodeId>,
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            next: Mark::Artifact,
            open: None,
            nodes: Vec::new(),
        }
    }
}

impl Marks {
    /// Goes into the piece for what is drawn next. To be called before it is drawn.
    pub(super) fn begin(&mut self, out: &mut Vec<u8>) {
        if self.open == Some(self.next) {
            return;
        }
        self.close(out);
        self.open = Some(self.next);
        match self.next {
            Mark::Artifact => out.extend_from_slice(b"/Artifact BMC\n"),
            Mark::Element(node) => {
                out.extend_from_slice(b"/P<</MCID ");
                syntax::integer(out, self.nodes.len() as u64);
                out.extend_from_slice(b">>BDC\n");
                self.nodes.push(node);
            }
        }
    }

    /// Closes the piece that is open.
    pub(super) fn close(&mut self, out: &mut Vec<u8>) {
        if self.open.take().is_some() {
            out.extend_from_slice(b"EMC\n");
        }
    }

    /// The elements of the pieces, by their numbers.
    pub(super) fn into_nodes(self) -> Vec<NodeId> {
        self.nodes
    }
}
