//! Page breaks that leave merged cells whole.

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::merges::{AnnexRow, Placed};
use crate::workbook::page::{MAX_BREAKS, Paper};

/// Scale in print, in percent, at which the columns fit the page also in LibreOffice, where they
/// are 6 percent wider than in Excel.
const PRINT_SCALE: u16 = 95;
/// The share of a page's height that is used: programs round the heights of rows differently.
const HEIGHT_USED: f64 = 0.97;

/// Returns the rows before which pages end: `top` points are above the repeated header on the first page,
/// which takes `repeated` points of each.
pub(super) fn breaks(rows: &[AnnexRow], placed: &[Placed], top: f64, repeated: f64) -> Vec<RowNum> {
    let page = Paper::A4.usable_height() * HEIGHT_USED / f64::from(PRINT_SCALE) * 100.0;
    let heights: Vec<f64> = placed.iter().map(|place| place.height).collect();
    let joined: Vec<bool> = rows.iter().map(AnnexRow::is_joined).collect();
    let starts = paginate(&heights, &joined, top, page - repeated);
    starts.into_iter().map(|at| placed[at].top).collect()
}

/// Sets the scale, since Excel ignores manual breaks when it fits a sheet to the page.
pub(super) fn set_up(sheet: &mut Worksheet, breaks: &[RowNum]) -> Result<(), XlsxError> {
    sheet.set_print_scale(PRINT_SCALE).set_page_breaks(&breaks[..breaks.len().min(MAX_BREAKS)])?;
    Ok(())
}

/// Returns the rows that begin a page, except the first. Rows that are `joined` with the one above stay with
/// it, unless there are too many of them for a page.
fn paginate(heights: &[f64], joined: &[bool], top: f64, page: f64) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut used = top;
    let mut at = 0;
    while at < heights.len() {
        let rest = joined.get(at + 1..).unwrap_or_default();
        let end = at + 1 + rest.iter().take_while(|&&joined| joined).count();
        let block: f64 = heights[at..end].iter().sum();
        if used + block > page && block <= page {
            starts.extend((at > 0).then_some(at));
            used = 0.0;
        }
        for (row, height) in (at..end).zip(&heights[at..end]) {
            if used + height > page && row > 0 && used > 0.0 {
                starts.push(row);
                used = 0.0;
            }
            used += height;
        }
        at = end;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_filled_and_merged_rows_stay_together() {
        let alone = [false; 5];
        assert_eq!(paginate(&[40.0; 5], &alone, 0.0, 100.0), [2, 4]);
        assert_eq!(paginate(&[40.0; 5], &alone, 30.0, 100.0), [1, 3]);
        let joined = [false, false, true, false, true];
        assert_eq!(paginate(&[40.0; 5], &joined, 0.0, 100.0), [1, 3]);
    }

    #[test]
    fn more_merged_rows_than_a_page_takes_are_parted() {
        let joined = [false, false, true, true, true];
        assert_eq!(paginate(&[40.0; 5], &joined, 0.0, 100.0), [2, 4]);
        assert_eq!(paginate(&[300.0; 2], &[false; 2], 50.0, 100.0), [1]);
    }
}
