//! The print setup of the form.

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::super::page::Paper;
use super::super::styles::Styles;
use super::super::text::printable;
use crate::input::demonstration::DEMONSTRATION;

/// Margins of the page in inches: at the sides, above and below, and below the footer. Narrower than
/// those of other sheets, since width is what the form is short of.
const SIDE_MARGIN: f64 = 0.3;
const EDGE_MARGIN: f64 = 0.5;
const FOOTER_MARGIN: f64 = 0.25;

/// Sets the form up for printing: A4 across, with its header row and the words of `head` on every page.
pub(super) fn set_up(
    sheet: &mut Worksheet,
    head: &str,
    demonstration: bool,
    header: RowNum,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (side, edge, footer) = (SIDE_MARGIN, EDGE_MARGIN, FOOTER_MARGIN);
    Paper::A4.set_up(sheet, styles);
    sheet
        .set_margins(side, side, edge, edge, footer, footer)
        .set_header(heading(head, demonstration))
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(header, header)?;
    Ok(())
}

/// Returns the text at the top of every page, by which a loose page can be attributed.
pub(super) fn heading(words: &str, demonstration: bool) -> String {
    let words = printable(words).replace('&', "&&");
    // The size comes before the face, so that digits in a name are not taken for a size.
    let mark = match demonstration {
        true => format!("　{DEMONSTRATION}"),
        false => String::new(),
    };
    format!("&R&9&\"宋体,Regular\"{words}{mark}")
}
