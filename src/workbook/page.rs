//! The print setup of a sheet.

use rust_xlsxwriter::{ColNum, Worksheet, XlsxError};

use super::styles::Styles;
use super::table::Table;

/// Left and right margins in inches.
const SIDE_MARGIN: f64 = 0.6;
/// Top and bottom margins in inches; the footer is inside the lower one.
const EDGE_MARGIN: f64 = 0.75;
/// Distance of the footer from the edge of the paper in inches.
const FOOTER_MARGIN: f64 = 0.4;

/// Manual page breaks that Excel allows in one direction.
pub(super) const MAX_BREAKS: usize = 1023;

/// The paper that a sheet is laid out for, always landscape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// 297 × 210 mm.
    A4,
    /// 420 × 297 mm.
    A3,
}

impl Paper {
    /// Excel's number for it.
    fn code(self) -> u8 {
        match self {
            Self::A3 => 8,
            Self::A4 => 9,
        }
    }

    /// Width and height in landscape, in points.
    fn size(self) -> (f64, f64) {
        match self {
            Self::A3 => (1190.55, 841.89),
            Self::A4 => (841.89, 595.28),
        }
    }

    /// Returns the width between the margins, in points.
    pub(super) fn usable_width(self) -> f64 {
        self.size().0 - 2.0 * SIDE_MARGIN * 72.0
    }

    /// Returns the height between the margins, in points.
    pub(super) fn usable_height(self) -> f64 {
        self.size().1 - 2.0 * EDGE_MARGIN * 72.0
    }

    /// Paper, margins and page numbers.
    pub(super) fn set_up(self, sheet: &mut Worksheet, styles: &Styles) {
        sheet
            .set_landscape()
            .set_paper_size(self.code())
            .set_margins(
                SIDE_MARGIN,
                SIDE_MARGIN,
                EDGE_MARGIN,
                EDGE_MARGIN,
                FOOTER_MARGIN,
                FOOTER_MARGIN,
            )
            .set_print_center_horizontally(true)
            .set_footer(&*styles.page.footer);
    }
}

/// Marks every printed page of a sheet with words at its top: 演示数据. They take the place of other words there.
pub(super) fn mark(sheet: &mut Worksheet, words: &str) {
    sheet.set_header(marking(words));
}

/// Returns the header of a page that is marked with words.
pub(super) fn marking(words: &str) -> String {
    // In headers & begins a code.
    let words = words.replace('&', "&&");
    format!("&R&\"黑体,Regular\"&10{words}")
}

/// Sets up an A4 sheet whose table has one page's width and its header row on every page. On the screen
/// the header and the first `frozen` columns stay in sight.
pub(super) fn set_up_table<R: ?Sized>(
    table: &mut Table<'_, R>,
    frozen: ColNum,
) -> Result<(), XlsxError> {
    let header = table.header_row();
    Paper::A4.set_up(table.sheet, table.styles);
    (table.sheet)
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(header, header)?
        .set_freeze_panes(header + 1, frozen)?;
    Ok(())
}

/// Returns where to break `count` rows or columns, of which a page takes `per_page`, into the fewest pages,
/// filled as evenly as possible: the number of them before each break, in rising order.
///
/// The last page is thus never an orphan. Excel takes 1,023 breaks; what comes after them is left
/// to its automatic ones.
pub(super) fn even_breaks(count: usize, per_page: usize) -> Vec<usize> {
    let pages = count.div_ceil(per_page.max(1)).max(1);
    (1..pages).take(MAX_BREAKS).map(|page| (count * page).div_ceil(pages)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_filled_evenly() {
        assert_eq!(even_breaks(96, 48), [48]);
        assert_eq!(even_breaks(97, 48), [33, 65]);
        assert_eq!(even_breaks(10, 4), [4, 7]);
    }

    #[test]
    fn what_fits_one_page_is_not_broken() {
        assert!(even_breaks(0, 40).is_empty());
        assert!(even_breaks(40, 40).is_empty());
    }

    #[test]
    fn no_more_breaks_than_excel_takes() {
        assert_eq!(even_breaks(5_000, 1).len(), 1023);
    }
}
