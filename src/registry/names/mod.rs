//! Telling names apart that stand together in one cell.
//!
//! Cells of published tables separate names by commas, by runs of blanks, or not at all, and blanks
//! also stand inside names (黄 强, 省脱贫攻坚领导小组　　成员单位). A [`Lexicon`] holds the known
//! names, and [`Lexicon::tell_apart`] cuts a cell into [`Piece`]s. What a name means is the registry's
//! business.

mod cut;
mod glyph;
mod lexicon;

pub use glyph::{is_blank, is_mark};
pub use lexicon::{Lexicon, Shape};

use std::ops::Range;

/// A name in a cell, known or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The name: the lexicon's wording of a known one, that of the cell without blanks otherwise.
    pub name: String,
    /// Where it stands, in bytes of the cell.
    pub range: Range<usize>,
    /// Whether the lexicon has it.
    pub known: bool,
    /// Whether a separator stands inside it.
    pub broken: bool,
    /// Whether no separator stands between it and the name before it.
    pub run_on: bool,
    /// Whether a mark of a list stands between it and the name before it.
    pub after_mark: bool,
}

#[cfg(test)]
mod tests;
