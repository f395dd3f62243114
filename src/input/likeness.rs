//! The comparison of rows with the titles of the columns of a table, by which its header is found.

/// The number of rows among which a header is searched: titles above it are few.
pub(super) const HEADER_ROWS: usize = 30;

/// The likeness of a row to the header of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Likeness {
    /// The number of columns whose titles it holds.
    pub titles: usize,
    /// True if no needed column is missing.
    pub complete: bool,
}

/// Compares the cells of a row with the titles of a table's columns.
pub type Compare<'c> = &'c dyn Fn(&mut dyn Iterator<Item = &str>) -> Likeness;
