//! A column for each lead leader at the right of a data sheet, with 1 in the rows of the leader's items.
//!
//! An item has several leaders, and a row for each of them would count it several times. A filter on the leader's column
//! shows all that he or she leads, alone or with others, and a pivot adds the column up.

use crate::plan::Item;
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::Centred;
use crate::workbook::leaders::portfolios;
use crate::workbook::names::SheetNames;
use crate::workbook::table::Columns;

/// The number of leaders up to which each has a column.
const MOST: usize = 40;

/// The width of a column in pixels.
const WIDTH: u32 = 56;

/// Adds the columns, after all others. `item` gives the item of a row.
pub(super) fn add<'a, R: 'a>(
    columns: &mut Columns<'a, R>,
    source: Source<'a>,
    item: fn(&R) -> &Item,
) {
    let mut titles = SheetNames::default();
    for title in columns.titles() {
        titles.claim(title);
    }
    let leaders = portfolios(source).into_iter();
    let leaders: Vec<_> =
        leaders.filter(|leader| !leader.is_nobody() && !leader.items.is_empty()).collect();
    if leaders.len() > MOST {
        return;
    }
    for leader in leaders {
        let name = leader.name;
        columns.add(titles.claim(name), WIDTH, Centred, move |row| {
            match item(row).leaders.iter().any(|leader| leader == name) {
                true => Cell::number(1),
                false => Cell::BLANK,
            }
        });
    }
}
