//! 目录: the contents of the workbook, with a link to every sheet and the number of things on it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, SheetLink, Text};
use crate::workbook::link::Place;
use crate::workbook::page::set_up_table;
use crate::workbook::table::{Columns, Table};

/// The number of sheets up to which the list is put on one page, made smaller by a quarter at most.
const ONE_PAGE: usize = 26;

const NOTE: &str = "注：本工作簿由数据文件生成，可在其中筛选、试算，公式自动重算；要保留的改动请改 seeds/ 下的数据文件\
    （事项和指标在 annex/，分解在 targets.csv，进展在 progress/），再重新生成。";

/// A sheet as the contents list it.
pub(super) struct Entry {
    /// The worksheet's name.
    pub sheet: String,
    /// Its content in words.
    pub about: String,
    /// The number of things that it lists; blank if a number has no meaning.
    pub count: Cell,
    /// The measure of that number: 项, 个, 位.
    pub measure: &'static str,
}

/// Writes the contents.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    entries: &[Entry],
) -> Result<(), XlsxError> {
    let (heading, styles) = (source.heading, source.styles);
    let mut table = Table::new(sheet, columns(), 0, styles)?;
    table.title(&source.marked_title("目标任务分解表"))?;
    let date = heading.date;
    let (year, month, day) = (date.year(), date.month(), date.day());
    let from = format!("{}　　{year}年{month}月{day}日", heading.issuer);
    table.note(&from)?;
    table.header()?;
    for entry in (1..).zip(entries) {
        table.row(&entry)?;
    }
    table.note(NOTE)?;
    set_up_table(&mut table, 0)?;
    if entries.len() <= ONE_PAGE {
        table.sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(())
}

fn columns<'a>() -> Columns<'a, (u32, &'a Entry)> {
    let mut columns: Columns<'a, (u32, &'a Entry)> = Columns::new();
    columns.add("序号", 52, Centred, |(number, _)| Cell::number(*number));
    columns.add("工作表", 300, Text, |(_, entry)| {
        let place = Place::new(&entry.sheet, 0, 0);
        Cell::link(&entry.sheet, Some(place)).formatted(SheetLink)
    });
    columns.text("内容", 470, |(_, entry)| &entry.about);
    columns.add("数量", 80, Centred, |(_, entry)| entry.count.clone());
    columns.centred("单位", 60, |(_, entry)| entry.measure);
    columns
}
