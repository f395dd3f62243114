//! 附件1 and 附件2: the notice's tables in its own columns and wording.
//!
//! Every row shows its own leaders and units, also where the published table merges cells with the
//! row above: a filter then finds every item. Inherited values are not marked; `repairs.csv` lists
//! them.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Heading;
use super::page::Paper;
use super::styles::{MARK_PT, Styles, TITLE_PT};
use super::table::{Cell, Column, Look, Table};
use crate::plan::{self, Annex, Item, Party, Plan};

/// A table that comes out a little longer than a page is made smaller to fit it, down to this part
/// of its size: 10.5 points become 8.4.
const SMALLEST: f64 = 0.8;

/// Writes one of the notice's two annexes.
pub(super) fn write(
    sheet: &mut Worksheet,
    annex: Annex,
    plan: &Plan,
    heading: &Heading,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let items: Vec<&Item> = plan.annex(annex).collect();
    let deadlines = items.iter().any(|item| item.deadline.is_some());
    let columns = columns(annex, deadlines, heading);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    table.across(&format!("附件{}", annex.number()), &styles.mark, MARK_PT)?;
    table.across(&heading.title(annex), &styles.title, TITLE_PT)?;
    let header = table.header()?;
    for item in items {
        table.row(&cells(item, deadlines))?;
    }
    let (last_row, last_col) = (table.next_row() - 1, table.last_col());
    let pages_high = if table.height() * SMALLEST <= Paper::A4.usable_height() {
        1
    } else {
        0
    };
    sheet.autofilter(header, 0, last_row, last_col)?;
    sheet.set_freeze_panes(header + 1, 0)?;
    Paper::A4.set_up(sheet);
    sheet
        .set_print_fit_to_pages(1, pages_high)
        .set_repeat_rows(header, header)?;
    Ok(())
}

/// The columns of the published table; 完成时限 only where the notice has one.
fn columns(annex: Annex, deadlines: bool, heading: &Heading) -> Vec<Column> {
    let text = if deadlines { 324 } else { 414 };
    let leader = format!("{}\n牵头领导", heading.government);
    let mut columns = vec![
        Column::new("序号", 52, Look::Centred),
        Column::new(annex.noun(), text, Look::Text),
        Column::new(leader, 85, Look::Centred),
        Column::new(plan::Column::Lead.title(), 135, Look::Centred),
        Column::new(plan::Column::Support.title(), 190, Look::Centred),
        Column::new(plan::Column::Implement.title(), 115, Look::Centred),
    ];
    if deadlines {
        columns.push(Column::new("完成时限", 90, Look::Centred));
    }
    columns
}

fn cells(item: &Item, deadlines: bool) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Number(item.id.no),
        Cell::text(&item.text),
        Cell::text(&item.leaders.join("\n")),
        Cell::text(&names(&item.lead)),
        Cell::text(&names(&item.support)),
        Cell::text(&names(&item.implement)),
    ];
    if deadlines {
        cells.push(Cell::text(item.deadline.as_deref().unwrap_or_default()));
    }
    cells
}

/// The names as the notice writes them, one on a line: no name is torn unless it is longer than its
/// column.
pub(super) fn names(parties: &[Party]) -> String {
    let names: Vec<_> = parties.iter().map(|party| party.written.as_str()).collect();
    names.join("\n")
}
