//! Workbooks made by rust_xlsxwriter, and parts written by hand as other programs write them.

mod limits;
mod random;
mod xls;
mod xlsx;

use super::{Worksheet, read};
use crate::input::grid::{GridCell, GridRow};

/// The only worksheet of a workbook.
#[track_caller]
fn only(bytes: &[u8]) -> Worksheet {
    let mut sheets = read(bytes).expect("it is sound");
    assert_eq!(sheets.len(), 1);
    sheets.remove(0)
}

/// Each row's number with the texts of its cells to the letter.
fn shown(rows: &[GridRow]) -> Vec<(usize, Vec<&str>)> {
    rows.iter().map(|row| (row.number, row.filled().map(GridCell::raw).collect())).collect()
}
