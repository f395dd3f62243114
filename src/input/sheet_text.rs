//! A worksheet as the text of a CSV, so that tables of text files and of workbooks are read alike.

use super::places::{Places, Region};
use super::workbook::Worksheet;

/// Returns the rows of a worksheet as the text of a CSV, and the places of its cells; `others` are further sheets with
/// content.
pub(super) fn text(worksheet: &Worksheet, others: Vec<String>) -> (String, Places) {
    let (mut text, mut places) = (String::new(), Places::beside(others));
    let region = Region::Sheet(worksheet.name.clone());
    for row in &worksheet.rows {
        let width = row.filled().last().map_or(0, |cell| cell.column + 1);
        for column in 0..width {
            if column > 0 {
                text.push(',');
            }
            places.begin(text.len(), &region, row.number, column + 1);
            let content = row.raw(column);
            if content.contains([',', '"', '\r', '\n']) {
                text.push('"');
                text.push_str(&content.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(content);
            }
        }
        text.push('\n');
    }
    (text, places)
}
