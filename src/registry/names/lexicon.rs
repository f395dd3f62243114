//! The known names, and what names look like.

use std::collections::BTreeMap;

use super::glyph::{Gap, Glyphs};
use super::{Piece, cut};
use crate::registry::Registry;

/// What kind of names a lexicon holds, and so what an unknown one looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Units and collectives: 省财政厅, 各市州政府.
    Units,
    /// Persons: surname and given name, two characters or more.
    People,
}

/// The names that can be told apart.
#[derive(Debug, Clone)]
pub struct Lexicon {
    shape: Shape,
    /// In the order given.
    entries: Vec<Entry>,
    /// Indices of `entries` by the first character, as folded.
    by_initial: BTreeMap<char, Vec<usize>>,
}

/// A known name.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// As the registry has it.
    pub name: String,
    /// Its characters and the separators that belong to it.
    pub glyphs: Glyphs,
}

/// How names of units end. Only used to judge whether unknown words that are stuck to a known name
/// can be a name of their own; a name of another ending is then reported together with its neighbour.
const UNIT_ENDINGS: &str = "厅委局办部院会司团社队行署府区位构校心门室";

impl Lexicon {
    /// A lexicon of `names`; blank ones are ignored, of equal ones the first counts.
    pub fn new<'a>(shape: Shape, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut lexicon = Self {
            shape,
            entries: Vec::new(),
            by_initial: BTreeMap::new(),
        };
        for name in names {
            lexicon.add(name);
        }
        lexicon
    }

    /// All names of the units and collectives of `registry`.
    pub fn of_units(registry: &Registry) -> Self {
        Self::new(Shape::Units, registry.names().map(|(name, _)| name))
    }

    /// The names of the leaders of `registry`.
    pub fn of_leaders(registry: &Registry) -> Self {
        Self::new(Shape::People, registry.leader_names())
    }

    /// What kind of names it holds.
    pub(super) fn shape(&self) -> Shape {
        self.shape
    }

    /// Whether `name`, apart from blanks and the width of its characters, is a known one.
    pub fn knows(&self, name: &str) -> bool {
        let glyphs = Glyphs::of(name);
        self.matches(&glyphs, 0)
            .any(|entry| entry.glyphs.len() == glyphs.len())
    }

    /// The first known name that begins with `name` and goes on.
    pub fn beginning_with(&self, name: &str) -> Option<&str> {
        let beginning = Glyphs::of(name).folded;
        let longer = |entry: &&Entry| {
            let characters = &entry.glyphs.folded;
            characters.len() > beginning.len() && characters.starts_with(&beginning)
        };
        let found = self.entries.iter().find(longer)?;
        Some(&found.name)
    }

    /// The names in `cell`, in its order.
    ///
    /// Of all ways to cut the cell into known names and unknown pieces, the one with the fewest unknown
    /// characters is taken; among these, the one whose borders agree best with the separators; among
    /// these, the one with the fewest, and so the longest, names. A separator is overridden only
    /// inside a known name (marks of a list only where the name itself has one), and an unknown piece
    /// reaches from separator to separator, unless what sticks to a known name can be a name of its
    /// own. Between known names 和, 及, 与 and 以及 count as separators.
    pub fn tell_apart(&self, cell: &str) -> Vec<Piece> {
        let glyphs = Glyphs::of(cell);
        cut::best(self, &glyphs)
            .into_iter()
            .map(|segment| segment.piece(&glyphs))
            .collect()
    }

    /// The known names that stand in `glyphs` from character `at` on.
    pub(super) fn matches<'a>(
        &'a self,
        glyphs: &'a Glyphs,
        at: usize,
    ) -> impl Iterator<Item = &'a Entry> {
        let rest = glyphs.folded.get(at..).unwrap_or_default();
        rest.first()
            .and_then(|initial| self.by_initial.get(initial))
            .into_iter()
            .flatten()
            .map(|&index| &self.entries[index])
            .filter(move |entry| entry.stands_in(glyphs, at))
    }

    /// Whether unknown characters that stick to a known name can be a name of their own.
    ///
    /// 省新设厅 after 省财政厅 can; 厅长办公室 cannot, and so 省财政厅厅长办公室 is one unknown name.
    pub(super) fn stands_alone(&self, characters: &[char]) -> bool {
        let (Some(first), Some(last)) = (characters.first(), characters.last()) else {
            return false;
        };
        match self.shape {
            Shape::People => characters.len() >= 2,
            Shape::Units => {
                let siblings = self.by_initial.get(first).map_or(0, Vec::len);
                characters.len() >= 3 && siblings >= 2 && UNIT_ENDINGS.contains(*last)
            }
        }
    }

    fn add(&mut self, name: &str) {
        let glyphs = Glyphs::of(name);
        let Some(&initial) = glyphs.folded.first() else {
            return;
        };
        let same_initial = self.by_initial.entry(initial).or_default();
        if !same_initial
            .iter()
            .any(|&index| self.entries[index].glyphs.folded == glyphs.folded)
        {
            same_initial.push(self.entries.len());
            self.entries.push(Entry {
                name: name.trim().to_owned(),
                glyphs,
            });
        }
    }
}

impl Entry {
    /// Whether the name stands in `glyphs` from `at` on, with no mark inside it but its own.
    fn stands_in(&self, glyphs: &Glyphs, at: usize) -> bool {
        let length = self.glyphs.len();
        let Some(found) = glyphs.folded.get(at..at + length) else {
            return false;
        };
        found == self.glyphs.folded
            && (1..length)
                .all(|i| glyphs.gaps[at + i] != Gap::Mark || self.glyphs.gaps[i] == Gap::Mark)
    }
}
