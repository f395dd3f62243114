//! References to notes, and the notes that they bring to the feet of pages.

use std::collections::BTreeMap;

use super::page::{Anchor, PageItem};
use super::structure::NodeId;
use super::unit::Mm;

/// A reference to a note, with the note that it brings to the foot of its page.
#[derive(Debug, PartialEq)]
pub struct Footnote {
    /// The number of the reference, in reading order.
    pub reference: usize,
    /// The reference before it to the same note.
    pub before: Option<usize>,
    /// The first reference to the same note.
    pub first: usize,
    /// The lines of the note, each measured from its upper edge; none but for the first reference.
    pub lines: Vec<Vec<PageItem>>,
    /// The left edge of its lines.
    pub left: Mm,
    /// The element of the mark in the text.
    pub link: NodeId,
    /// The element of the mark before the note.
    pub label: NodeId,
    /// The element of the words that say where the note is.
    pub elsewhere: NodeId,
    /// The place of the note.
    pub anchor: Anchor,
    /// The words of the note.
    pub words: String,
}

impl Footnote {
    /// Returns the number of lines that it takes at the foot of a page that has not the note yet.
    pub fn height(&self) -> usize {
        if self.before.is_none() { self.lines.len() } else { 1 }
    }
}

/// The references of a document so far.
#[derive(Debug, Default)]
pub struct References {
    count: usize,
    /// The first and the last reference to each note.
    of: BTreeMap<usize, (usize, usize)>,
}

impl References {
    /// Counts a reference to the note at a place. Returns its number, and those of the first one and of the one before.
    pub fn count(&mut self, note: usize) -> (usize, usize, Option<usize>) {
        let number = self.count;
        self.count += 1;
        let known = self.of.get(&note).copied();
        let first = known.map_or(number, |(first, _)| first);
        self.of.insert(note, (first, number));
        (number, first, known.map(|(_, last)| last))
    }
}
