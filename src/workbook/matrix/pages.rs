//! The distribution of the matrix over its pages.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::sums::SUMS;
use super::{
    FIRST_ITEM, FIRST_UNIT, HEADER_ROW, ID_COL, ID_WIDTH, Matrix, ROLE_WIDTH, ROW_HEIGHT,
    SUM_WIDTH, TEXT_COL, TEXT_WIDTH,
};
use crate::workbook::page::{Paper, even_breaks};
use crate::workbook::styles::{NOTE_PT, TITLE_PT};
use crate::workbook::text::write_merged;
use crate::workbook::text_width::{PIXEL, cell_lines, row_height};

const PAPER: Paper = Paper::A3;

/// The first row that is printed.
const TITLE_ROW: RowNum = 1;
const LEGEND_ROW: RowNum = 2;

/// The smallest scale in print, in percent: 9 points become 7.2.
const SMALLEST_SCALE: f64 = 80.0;
/// The share of the paper's width that is used: columns are 6 percent wider in LibreOffice than in Excel.
const WIDTH_USED: f64 = 0.93;
/// The share of its height that is used: programs round the heights of rows differently.
const HEIGHT_USED: f64 = 0.98;

impl Matrix<'_> {
    /// Breaks the sheet into pages and gives each of the uppermost ones the title and the legend.
    pub(super) fn write_pages(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = self.roles.units.len() + usize::from(SUMS);
        let wider = u32::from(SUMS) * (SUM_WIDTH - ROLE_WIDTH);
        let across = across(PAPER, ID_WIDTH + TEXT_WIDTH + wider, ROLE_WIDTH, columns);
        let starts: Vec<ColNum> = (FIRST_UNIT..=self.last_unit + SUMS)
            .enumerate()
            .filter(|(before, _)| across.breaks.contains(before))
            .map(|(_, col)| col)
            .collect();
        let top = self.write_top(sheet, &starts)?;

        let rows = self.roles.by_item.len() + usize::from(SUMS);
        let above = top + self.header_height;
        let down = down(PAPER, across.scale, above, ROW_HEIGHT, rows);
        let row_breaks: Vec<RowNum> = (FIRST_ITEM..)
            .zip(0..rows)
            .filter(|(_, before)| down.contains(before))
            .map(|(row, _)| row)
            .collect();
        PAPER.set_up(sheet, self.styles);
        sheet
            .set_print_scale(across.scale)
            .set_page_order(false)
            .set_print_area(
                TITLE_ROW,
                ID_COL,
                self.last_item + u32::from(SUMS),
                self.last_unit + SUMS,
            )?
            .set_repeat_rows(HEADER_ROW, HEADER_ROW)?
            .set_repeat_columns(ID_COL, TEXT_COL)?
            .set_page_breaks(&row_breaks)?
            .set_vertical_page_breaks(&starts.into_iter().map(u32::from).collect::<Vec<_>>())?;
        Ok(())
    }

    /// Writes title and legend over the columns of each page. Returns their height together.
    fn write_top(&self, sheet: &mut Worksheet, starts: &[ColNum]) -> Result<f64, XlsxError> {
        let (title, legend) = (&*self.words.title, &*self.words.legend);
        let continued = format!("{title}{}", self.words.continued);
        let mut heights = [0.0_f64; 2];
        // Text in the repeated columns would show on every page.
        let mut start = if starts.is_empty() { ID_COL } else { FIRST_UNIT };
        let ends = starts.iter().map(|next| next - 1);
        for end in ends.chain([self.last_unit + SUMS]) {
            let title = if start <= FIRST_UNIT { title } else { &continued };
            let pixels = self.pixels(start, end);
            let texts = [
                (TITLE_ROW, title, TITLE_PT, &self.styles.title),
                (LEGEND_ROW, legend, NOTE_PT, &self.styles.note),
            ];
            for ((row, text, points, style), height) in texts.into_iter().zip(&mut heights) {
                write_merged(sheet, (row, start), (row, end), text, style)?;
                let lines = cell_lines(text, pixels, points).len();
                *height = height.max(row_height(lines, points));
            }
            start = end + 1;
        }
        sheet.set_row_height(TITLE_ROW, heights[0])?;
        sheet.set_row_height(LEGEND_ROW, heights[1])?;
        Ok(heights.iter().sum())
    }

    /// Returns the least width of the columns from `start` to `end`.
    fn pixels(&self, start: ColNum, end: ColNum) -> u32 {
        let left = if start == ID_COL { ID_WIDTH + TEXT_WIDTH } else { 0 };
        left + u32::from(end + 1 - start.max(FIRST_UNIT)) * ROLE_WIDTH
    }
}

/// Pages side by side.
#[derive(Debug, PartialEq)]
struct Across {
    /// The scale in percent, at most 100.
    scale: u16,
    /// The number of columns before each break, the repeated ones not counted.
    breaks: Vec<usize>,
}

/// Spreads `count` columns of `column` pixels over pages which all repeat `left` pixels: as few
/// pages as the smallest scale allows, and then the largest scale with which they do.
fn across(paper: Paper, left: u32, column: u32, count: usize) -> Across {
    let (left, column) = (f64::from(left), f64::from(column));
    let width = paper.usable_width() * WIDTH_USED / PIXEL;
    let widest = width / SMALLEST_SCALE * 100.0;
    let breaks = even_breaks(count, ((widest - left) / column) as usize);
    let needed = left + count.div_ceil(breaks.len() + 1) as f64 * column;
    let scale = (width / needed * 100.0).clamp(SMALLEST_SCALE, 100.0);
    Across { scale: scale as u16, breaks }
}

/// Returns the number of `count` rows of `row` points before each break, when a page also takes `above`
/// points for what is above them.
fn down(paper: Paper, scale: u16, above: f64, row: f64, count: usize) -> Vec<usize> {
    let height = paper.usable_height() * HEIGHT_USED / f64::from(scale) * 100.0;
    even_breaks(count, ((height - above) / row) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_matrix_takes_one_page_at_full_size() {
        let expected = Across { scale: 100, breaks: vec![] };
        assert_eq!(across(Paper::A3, 348, 26, 10), expected);
        assert!(down(Paper::A3, 100, 230.0, 16.0, 25).is_empty());
    }

    #[test]
    fn columns_are_shared_out_evenly_and_the_scale_follows() {
        // 93 percent of 1,104 points are 1,369 pixels, and 348 + 48 × 26 are 1,596.
        let pages = across(Paper::A3, 348, 26, 96);
        assert_eq!(pages.breaks, [48]);
        assert_eq!(pages.scale, 85);
    }

    #[test]
    fn the_last_page_is_no_orphan() {
        assert!(across(Paper::A3, 348, 26, 52).breaks.is_empty());
        assert_eq!(across(Paper::A3, 348, 26, 53).breaks, [27]);
        assert!(down(Paper::A3, 100, 230.0, 16.0, 30).is_empty());
        assert_eq!(down(Paper::A3, 100, 230.0, 16.0, 32), [16]);
    }
}
