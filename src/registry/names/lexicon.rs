//! The known names, and the typical form of names.

use std::collections::BTreeMap;

use super::glyph::{Gap, Glyphs};
use crate::registry::Registry;

/// The kind of names in a lexicon, which determines the form of unknown ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Units and collectives: 省财政厅, 各市州政府.
    Units,
    /// Persons: surname and given name, two characters or more.
    People,
}

/// The names that can be recognized in a cell.
#[derive(Debug, Clone)]
pub struct Lexicon {
    shape: Shape,
    /// The known names in the order given.
    entries: Vec<Entry>,
    /// Indices into `entries` by the first character, as folded.
    by_initial: BTreeMap<char, Vec<usize>>,
}

/// A known name.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The name as the registry writes it.
    pub name: String,
    /// Its characters and the separators that belong to it.
    pub glyphs: Glyphs,
}

/// Characters with which names of units end. They only serve to judge whether unknown words attached to a
/// known name can be a name of their own; a name with another ending is reported together with its neighbour.
const UNIT_ENDINGS: &str = "厅委局办部院会司团社队行署府区位构校心门室";

impl Lexicon {
    /// Makes a lexicon of `names`; blank ones are ignored, and the first of equal ones counts.
    pub fn new<'a>(shape: Shape, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut lexicon = Self { shape, entries: Vec::new(), by_initial: BTreeMap::new() };
        for name in names {
            lexicon.add(name);
        }
        lexicon
    }

    /// Makes a lexicon of all names of the units and collectives of `registry`.
    pub fn of_units(registry: &Registry) -> Self {
        Self::new(Shape::Units, registry.names().map(|(name, _)| name))
    }

    /// Makes a lexicon of the names of the leaders of `registry`.
    pub fn of_leaders(registry: &Registry) -> Self {
        Self::new(Shape::People, registry.leader_names())
    }

    /// Returns the kind of its names.
    pub(super) fn shape(&self) -> Shape {
        self.shape
    }

    /// Returns whether `name` is a known one, ignoring blanks and the width of its characters.
    pub fn knows(&self, name: &str) -> bool {
        let glyphs = Glyphs::of(name);
        self.matches(&glyphs, 0).any(|entry| entry.glyphs.len() == glyphs.len())
    }

    /// Returns the first known name that begins with `name` and is longer.
    pub fn beginning_with(&self, name: &str) -> Option<&str> {
        let beginning = Glyphs::of(name).folded;
        let longer = |entry: &&Entry| {
            let characters = &entry.glyphs.folded;
            characters.len() > beginning.len() && characters.starts_with(&beginning)
        };
        let found = self.entries.iter().find(longer)?;
        Some(&found.name)
    }

    /// Returns the known names that begin at character `at` of `glyphs`.
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

    /// Returns whether unknown characters attached to a known name can be a name of their own.
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
        if !same_initial.iter().any(|&index| self.entries[index].glyphs.folded == glyphs.folded) {
            same_initial.push(self.entries.len());
            self.entries.push(Entry { name: name.trim().to_owned(), glyphs });
        }
    }
}

impl Entry {
    /// Returns whether `glyphs` has the name at `at`, with no mark inside it but its own.
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
