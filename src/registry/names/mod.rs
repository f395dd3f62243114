//! Separation of names that are written together in one cell.
//!
//! Cells of published tables separate names by commas, by runs of blanks, or not at all, and there are
//! also blanks inside names (黄 强, 省脱贫攻坚领导小组　　成员单位). A [`Lexicon`] holds the known
//! names, and [`Lexicon::tell_apart`] cuts a cell into [`Piece`]s. The meaning of a name is the
//! registry's business.

mod cut;
mod glyph;
mod lexicon;

pub use glyph::{is_blank, is_mark};
pub use lexicon::{Lexicon, Shape};

use std::ops::Range;

/// A name in a cell, known or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The name: a known one as the lexicon writes it, an unknown one as the cell does, without blanks.
    pub name: String,
    /// Its byte range in the cell.
    pub range: Range<usize>,
    /// True if the lexicon has the name.
    pub known: bool,
    /// True if there is a separator inside it.
    pub broken: bool,
    /// True if there is no separator between it and the name before it.
    pub run_on: bool,
    /// True if there is a mark of a list between it and the name before it.
    pub after_mark: bool,
}

#[cfg(test)]
mod tests;
