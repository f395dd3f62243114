//! The characters of a cell without its separators, and the positions of the separators.

use crate::input::list;
use crate::registry::spelling;

/// Returns whether `c` separates names or pads them: a blank of any width, or a line break.
pub fn is_blank(c: char) -> bool {
    spelling::fold(c).is_none()
}

/// Returns whether `c` is a mark that separates two names of a list.
pub fn is_mark(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | '；' | ';' | '／' | '/' | '|' | '｜' | '。')
}

/// The separator before a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// No separator: the character before belongs to a name too.
    None,
    /// Only blanks, which may also be padding inside a name.
    Blank,
    /// A mark of a list, with or without blanks.
    Mark,
}

/// The characters of a cell that are not separators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glyphs {
    /// The characters in the form in which they are compared ([`spelling::fold`]).
    pub folded: Vec<char>,
    /// The characters as written, with their byte offsets in the cell.
    pub written: Vec<(usize, char)>,
    /// The separator before each character.
    pub gaps: Vec<Gap>,
}

impl Glyphs {
    /// Splits a cell into characters and separators.
    pub fn of(cell: &str) -> Self {
        let mut glyphs = Self { folded: Vec::new(), written: Vec::new(), gaps: Vec::new() };
        let mut gap = Gap::None;
        let inner = list::inner_marks(cell);
        for (at, c) in cell.char_indices() {
            match spelling::fold(c) {
                _ if is_mark(c) && !inner.contains(&at) => gap = Gap::Mark,
                None => gap = gap.max(Gap::Blank),
                Some(folded) => {
                    glyphs.folded.push(folded);
                    glyphs.written.push((at, c));
                    glyphs.gaps.push(std::mem::replace(&mut gap, Gap::None));
                }
            }
        }
        glyphs
    }

    /// Returns the number of characters.
    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// Returns whether the separators allow a name to end before character `at` or to begin there.
    pub fn is_border(&self, at: usize) -> bool {
        at == 0 || at == self.len() || self.gaps[at] != Gap::None
    }
}
