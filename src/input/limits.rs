//! The limits on what is taken in: a damaged or hostile file must not take all memory.

/// The maximum size of a file, in bytes: a year of returns of all units has 36 MB.
pub(super) const MOST_BYTES: u64 = 64 << 20;

/// The maximum number of cells of a table or a workbook: 100,000 rows of a return have 1.4 million.
pub(super) const MOST_CELLS: usize = 2_000_000;

/// The maximum number of rows with content of a table or a workbook: each of them may be refused for a
/// reason of its own, which takes more room than its cells.
pub(super) const MOST_ROWS: usize = 200_000;
