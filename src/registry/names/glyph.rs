//! The characters of a cell without its separators, and where the separators stood.

use crate::registry::spelling;

/// Whether `c` separates names or pads them: a blank of any width, or a line break.
pub fn is_blank(c: char) -> bool {
    spelling::fold(c).is_none()
}

/// Whether `c` is a mark that stands between two names of a list.
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '、' | '，' | ',' | '；' | ';' | '／' | '/' | '|' | '｜' | '。'
    )
}

/// What stands before a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: another character of a name.
    None,
    /// Blanks only, which may also be padding inside a name.
    Blank,
    /// A mark of a list, with or without blanks.
    Mark,
}

/// The characters of a cell that are no separators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glyphs {
    /// Each character as it is compared ([`spelling::fold`]).
    pub folded: Vec<char>,
    /// Each character as written, with its byte offset in the cell.
    pub written: Vec<(usize, char)>,
    /// What stands before each character.
    pub gaps: Vec<Gap>,
}

impl Glyphs {
    /// Takes a cell apart.
    pub fn of(cell: &str) -> Self {
        let mut glyphs = Self {
            folded: Vec::new(),
            written: Vec::new(),
            gaps: Vec::new(),
        };
        let mut gap = Gap::None;
        for (at, c) in cell.char_indices() {
            match spelling::fold(c) {
                _ if is_mark(c) => gap = Gap::Mark,
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

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// Whether a name may end before character `at`, or begin there, by the separators.
    pub fn is_border(&self, at: usize) -> bool {
        at == 0 || at == self.len() || self.gaps[at] != Gap::None
    }
}
