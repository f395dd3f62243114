//! The problems of a laid-out document, in one list.

use std::fmt;

use super::{MissingGlyph, Overflow, Typeset, UnusablePicture};

/// A part that could not be set as written. It prints as a sentence in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A seal whose picture cannot be used.
    Picture(UnusablePicture),
    /// A character that no face has.
    MissingGlyph(MissingGlyph),
    /// A part that did not fit its place.
    Overflow(Overflow),
}

impl Typeset {
    /// Returns all problems: pictures, characters, parts that did not fit.
    pub fn problems(&self) -> Vec<Problem> {
        let pictures = self.pictures.iter().cloned().map(Problem::Picture);
        let missing = self.missing.iter().cloned().map(Problem::MissingGlyph);
        let overflows = self.overflows.iter().cloned().map(Problem::Overflow);
        pictures.chain(missing).chain(overflows).collect()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Picture(picture) => picture.fmt(f),
            Self::MissingGlyph(missing) => missing.fmt(f),
            Self::Overflow(overflow) => overflow.fmt(f),
        }
    }
}
