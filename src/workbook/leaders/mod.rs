//! A sheet for each leader with the items that he or she leads, and 领导汇总, the counts of all
//! (`counts`).
//!
//! An item with several leaders is in the list of each; the counts therefore add up to more than
//! the number of items, which a note says.

pub(super) mod counts;
mod portfolio;

use std::collections::BTreeMap;

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::annex;
use super::cell::Cell;
use super::cell::CellFormat::{Centred, Id, Text};
use super::dataset::DataColumn;
use super::home::write_back;
use super::link::Place;
use super::page::set_up_table;
use super::table::{Columns, Table};
use super::{Source, marked};
use crate::plan::{Item, ItemId};
use crate::report::wording::Wording;
use crate::status::{Stage, Status};
use crate::targets::Target;
pub(super) use portfolio::{Portfolio, portfolios};

/// The data that the leaders' sheets refer to.
pub(super) struct References<'a> {
    /// The sheet of all items, and the row of each in it.
    pub items: (&'a str, &'a BTreeMap<ItemId, RowNum>),
    /// The statuses, where there are returns.
    pub statuses: Option<Statuses<'a>>,
}

/// The statuses of items, and where they are.
pub(super) struct Statuses<'a> {
    /// The status of each item.
    pub of: &'a BTreeMap<ItemId, Status>,
    /// The column of ids.
    pub ids: DataColumn,
    /// The column of statuses.
    pub words: DataColumn,
}

/// The list of a leader's sheet, for others to count in.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    /// The first and the last row.
    rows: (RowNum, RowNum),
    /// The column of ids.
    ids: ColNum,
    /// The column that says how an item is led; blank where an item goes on in a further row.
    manners: ColNum,
}

/// Writes the sheet of a leader.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    portfolio: &Portfolio<'_>,
    references: &References<'_>,
) -> Result<List, XlsxError> {
    let (styles, words) = (source.styles, &source.words.leader);
    let (title, titles) = (words.title.to_string(), &words.columns);
    let mut columns: Columns<'_, Item> = Columns::new();
    let ids = columns.add(&*titles.id, 60, Id, |item| {
        let (name, rows) = references.items;
        let place = rows.get(&item.id).map(|&row| Place::new(name, row, 0));
        Cell::link(&item.id.to_string(), place)
    });
    columns.text(&*titles.text, 300, |item| &item.text);
    let manners = columns.add(&*titles.manner, 44, Centred, |item| {
        let is_alone = portfolio.others(item).is_empty();
        Cell::text(if is_alone { &words.sole } else { &words.joint })
    });
    columns.add(&*titles.others, 76, Centred, |item| Cell::lines(portfolio.others(item).iter()));
    let units = [(&*titles.lead, 130), (&*titles.support, 180), (&*titles.implement, 110)];
    annex::add_units(&mut columns, units);
    columns.add(&*titles.goal, 150, Text, |item| Cell::lines(item.targets.iter().map(goal)));
    let status = references.statuses.as_ref().map(|statuses| {
        columns.derive(&*titles.status, 76, Centred, move |item, at| {
            let Statuses { of, ids: known, words } = statuses;
            let id = at.cell(ids);
            let word = of.get(&item.id).map_or("", |status| status.word());
            Cell::formula(format!("=INDEX({words},MATCH(${id},{known},0))"), word)
        })
    });
    let mut table = Table::new(sheet, columns, ids, styles)?;
    table.title(&marked(title, source.heading.is_demonstration))?;
    table.band(&portfolio.band(&words.band))?;
    table.header()?;
    for item in &portfolio.items {
        table.row(item)?;
    }
    set_up_table(&mut table, 0)?;
    let rows = table.rows();
    if let Some(status) = status {
        super::statuses::colour(table.sheet, Stage::UnderWay, (rows.0, status), (rows.1, status))?;
    }
    write_back(&mut table, source.back())?;
    Ok(List { rows, ids, manners })
}

/// Returns a target in words: 城镇新增就业：40万人.
pub(super) fn goal(target: &Target) -> String {
    let words = Wording::new(target);
    format!("{}：{}", words.noun(), words.goal())
}
