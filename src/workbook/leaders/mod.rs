//! A sheet for each leader with the items that he or she leads, and 领导汇总, the counts of all
//! (`counts`).
//!
//! An item with several leaders is in the list of each; the counts therefore add up to more than
//! the number of items, which a note says.

pub(super) mod counts;
mod portfolio;

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::Heading;
use super::annex::names;
use super::formula::{Outcome, write_formula};
use super::home::{write_back, write_link};
use super::page::set_up_table;
use super::styles::{BODY_PT, Styles, TITLE_PT};
use super::table::{Cell, Column, Look, Table};
use crate::plan::{self, Item, ItemId};
use crate::report::wording::Wording;
use gongwen::status::Status;
pub(super) use portfolio::{Portfolio, portfolios};

const ID_COL: ColNum = 0;
const MANNER_COL: ColNum = 2;
const STATUS_COL: ColNum = 8;

/// How an item is led.
const SOLE: &str = "独立";
const JOINT: &str = "共同";

/// What the leaders' sheets refer to.
pub(super) struct References<'a> {
    /// The sheet of all items, and the row of each in it.
    pub items: (&'a str, &'a BTreeMap<ItemId, RowNum>),
    /// Where there are returns: the status of each item, and the names of the ranges of ids and of
    /// statuses.
    pub statuses: Option<Statuses<'a>>,
}

/// Where the statuses of items stand.
pub(super) struct Statuses<'a> {
    /// The status of each item.
    pub of: &'a BTreeMap<ItemId, Status>,
    /// The names of the ranges of ids and of statuses.
    pub names: [String; 2],
}

/// Writes the sheet of a leader; gives the first and the last row of the list.
pub(super) fn write(
    sheet: &mut Worksheet,
    portfolio: &Portfolio<'_>,
    references: &References<'_>,
    heading: &Heading,
    styles: &Styles,
) -> Result<(RowNum, RowNum), XlsxError> {
    let title = format!("{}年{}领导牵头任务清单", heading.year, heading.government);
    let columns = columns(references.statuses.is_some());
    let mut table = Table::new(sheet, columns, usize::from(ID_COL), styles)?;
    table.across(&title, &styles.title, TITLE_PT)?;
    table.across(&portfolio.band(), &styles.band, BODY_PT)?;
    let header = table.header()?;
    for item in &portfolio.items {
        write_item(&mut table, portfolio, item, references)?;
    }
    table.sheet.set_freeze_panes(header + 1, 0)?;
    set_up_table(table.sheet, header)?;
    let rows = (header + 1, table.next_row().max(header + 2) - 1);
    if references.statuses.is_some() {
        super::statuses::colour(table.sheet, (rows.0, STATUS_COL), (rows.1, STATUS_COL))?;
    }
    write_back(&mut table)?;
    Ok(rows)
}

fn columns(statuses: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("编号", 60, Look::Id),
        Column::new("指标或任务", 300, Look::Text),
        Column::new("牵头\n方式", 44, Look::Centred),
        Column::new("共同牵头\n领导", 76, Look::Centred),
        Column::new(plan::Column::Lead.title(), 130, Look::Centred),
        Column::new(plan::Column::Support.title(), 180, Look::Centred),
        Column::new(plan::Column::Implement.title(), 110, Look::Centred),
        Column::new("年度目标", 150, Look::Text),
    ];
    if statuses {
        columns.push(Column::new("状态", 76, Look::Centred));
    }
    columns
}

/// Writes a leader's item, with a link to its row among all and its status.
fn write_item(
    table: &mut Table<'_>,
    portfolio: &Portfolio<'_>,
    item: &Item,
    references: &References<'_>,
) -> Result<(), XlsxError> {
    let (row, id, others) = (
        table.next_row(),
        item.id.to_string(),
        portfolio.others(item),
    );
    let mut cells = vec![
        Cell::Text(id.clone()),
        Cell::text(&item.text),
        Cell::text(if others.is_empty() { SOLE } else { JOINT }),
        Cell::text(&others.join("\n")),
        Cell::text(&names(&item.lead)),
        Cell::text(&names(&item.support)),
        Cell::text(&names(&item.implement)),
        Cell::text(&goals(item)),
    ];
    cells.extend(references.statuses.iter().map(|_| Cell::text("")));
    table.row(&cells)?;
    let (styles, sheet) = (table.styles, &mut *table.sheet);
    let (name, rows) = references.items;
    if let Some(&place) = rows.get(&item.id) {
        write_link(sheet, (row, ID_COL), &id, (name, place), &styles.link)?;
    }
    if let Some(statuses) = &references.statuses {
        let [ids, words] = &statuses.names;
        let formula = format!("=INDEX({words},MATCH($A{},{ids},0))", row + 1);
        let word = statuses.of.get(&item.id).map_or("", |status| status.word());
        let outcome = Outcome::Text(word.to_owned());
        write_formula(
            sheet,
            (row, STATUS_COL),
            &formula,
            &outcome,
            &styles.centred,
        )?;
    }
    Ok(())
}

/// What an item aims at, a line each: 城镇新增就业：40万人.
fn goals(item: &Item) -> String {
    let goals = item.targets.iter().map(|target| {
        let words = Wording::new(target);
        format!("{}：{}", words.noun(), words.goal())
    });
    goals.collect::<Vec<_>>().join("\n")
}
