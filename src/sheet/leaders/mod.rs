//! 按领导: for each leader the items that he or she leads, each leader on a new page; and 领导汇总, the
//! counts of all (`counts`).
//!
//! An item with several leaders is in the list of each; the counts therefore add up to more than
//! the number of items, which a note says.

pub(super) mod counts;
mod portfolio;

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::Heading;
use super::annex::names;
use super::page::{MAX_BREAKS, Paper};
use super::styles::{BODY_PT, Styles, TITLE_PT};
use super::table::{Cell, Column, Look, Table};
use crate::plan::{self, Plan};
use crate::registry::Registry;
use portfolio::{Portfolio, portfolios};

/// The name of the list's worksheet.
pub(super) const NAME: &str = "按领导";

const LEADER_COL: ColNum = 0;
const ID_COL: ColNum = 1;
const JOINT_COL: ColNum = 6;

/// Scale in print, in percent, at which the columns fit the page also in LibreOffice, where they
/// are 6 percent wider than in Excel.
const PRINT_SCALE: u16 = 95;

/// The list by leader, as it was written.
pub(super) struct List<'a> {
    /// What each leader leads.
    portfolios: Vec<Portfolio<'a>>,
    /// The first and the last row of the list; an empty one has an empty row.
    rows: (RowNum, RowNum),
}

/// Writes the list by leader.
pub(super) fn write<'a>(
    sheet: &mut Worksheet,
    plan: &'a Plan,
    registry: &'a Registry,
    heading: &Heading,
    styles: &Styles,
) -> Result<List<'a>, XlsxError> {
    let title = format!("{}年{}领导牵头任务清单", heading.year, heading.government);
    let mut table = Table::new(sheet, columns(), usize::from(ID_COL), styles)?;
    table.across(&title, &styles.title, TITLE_PT)?;
    let header = table.header()?;

    let portfolios = portfolios(plan, registry);
    let mut breaks = Vec::new();
    for portfolio in portfolios.iter().filter(|p| !p.items.is_empty()) {
        breaks.push(table.next_row());
        write_portfolio(&mut table, portfolio)?;
    }
    let first = header + 1;
    let rows = (first, table.next_row().max(first + 1) - 1);
    sheet.set_freeze_panes(first, 0)?;
    // The first leader stands on the page of the title.
    set_up_print(sheet, header, breaks.get(1..).unwrap_or_default())?;
    Ok(List { portfolios, rows })
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("领导", 60, Look::Centred),
        Column::new("编号", 60, Look::Id),
        Column::new("指标或任务", 375, Look::Text),
        Column::new(plan::Column::Lead.title(), 135, Look::Centred),
        Column::new(plan::Column::Support.title(), 190, Look::Centred),
        Column::new(plan::Column::Implement.title(), 112, Look::Centred),
        Column::new("共同\n牵头", 56, Look::Centred),
    ]
}

/// Writes a leader's band and items.
fn write_portfolio(table: &mut Table, portfolio: &Portfolio) -> Result<(), XlsxError> {
    table.across(&portfolio.band(), &table.styles.band, BODY_PT)?;
    for item in &portfolio.items {
        let cells = [
            Cell::text(portfolio.name),
            Cell::Text(item.id.to_string()),
            Cell::text(&item.text),
            Cell::text(&names(&item.lead)),
            Cell::text(&names(&item.support)),
            Cell::text(&names(&item.implement)),
            Cell::text(&portfolio.others(item).join("\n")),
        ];
        table.row(&cells)?;
    }
    Ok(())
}

/// By scale, since Excel minds no manual breaks when it fits a sheet to the page.
fn set_up_print(sheet: &mut Worksheet, header: RowNum, breaks: &[RowNum]) -> Result<(), XlsxError> {
    Paper::A4.set_up(sheet);
    sheet
        .set_print_scale(PRINT_SCALE)
        .set_repeat_rows(header, header)?
        .set_page_breaks(&breaks[..breaks.len().min(MAX_BREAKS)])?;
    Ok(())
}
