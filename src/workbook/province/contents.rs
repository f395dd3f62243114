//! 目录: what the workbook holds, with a link to every sheet, and how much of everything there is.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use crate::workbook::Heading;
use crate::workbook::formula::{Outcome, write_formula};
use crate::workbook::home::write_link;
use crate::workbook::page::set_up_table;
use crate::workbook::styles::{NOTE_PT, Styles, TITLE_PT};
use crate::workbook::table::{Cell, Column, Look, Table};

const LINK_COL: ColNum = 1;
const COUNT_COL: ColNum = 3;

/// As many sheets are listed on one page, made smaller by a fifth at most.
const ONE_PAGE: usize = 22;

const NOTE: &str = "注：本工作簿由数据文件生成，可在其中筛选、试算，公式自动重算；要保留的改动请改 seeds/ 下的数据文件\
    （事项和指标在 annex/，分解在 targets.csv，进展在 progress/），再重新生成。";

/// A sheet as the contents list it.
pub(super) struct Entry {
    /// The worksheet's name.
    pub sheet: String,
    /// What it holds.
    pub about: String,
    /// How many rows of what it lists, and what they are called; empty where that says nothing.
    pub count: Option<Count>,
}

/// A number of things.
pub(super) struct Count {
    pub number: usize,
    /// 项, 个, 位.
    pub measure: &'static str,
    /// What counts them; a number that nothing counts stands there by itself.
    pub formula: Option<String>,
}

impl Entry {
    /// A sheet without a count.
    pub(super) fn new(sheet: &str, about: impl Into<String>) -> Self {
        Self {
            sheet: sheet.to_owned(),
            about: about.into(),
            count: None,
        }
    }

    /// A sheet that lists so many.
    pub(super) fn counting(self, number: usize, measure: &'static str) -> Self {
        let count = Count {
            number,
            measure,
            formula: None,
        };
        Self {
            count: Some(count),
            ..self
        }
    }

    /// With a formula that counts them.
    pub(super) fn by(mut self, formula: String) -> Self {
        if let Some(count) = &mut self.count {
            count.formula = Some(formula);
        }
        self
    }
}

/// Writes the contents.
pub(super) fn write(
    sheet: &mut Worksheet,
    entries: &[Entry],
    heading: &Heading,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, columns(), 0, styles)?;
    let title = format!("{}年{}目标任务分解表", heading.year, heading.region);
    table.across(&title, &styles.title, TITLE_PT)?;
    let date = heading.date;
    let (year, month, day) = (date.year(), date.month(), date.day());
    let from = format!("{}　　{year}年{month}月{day}日", heading.issuer);
    table.across(&from, &styles.note, NOTE_PT)?;
    let header = table.header()?;
    for (number, entry) in (1..).zip(entries) {
        let row = table.next_row();
        let measure = entry.count.as_ref().map_or("", |count| count.measure);
        table.row(&[
            Cell::Number(number),
            Cell::text(&entry.sheet),
            Cell::text(&entry.about),
            Cell::text(""),
            Cell::text(measure),
        ])?;
        let link = (entry.sheet.as_str(), 0);
        write_link(
            table.sheet,
            (row, LINK_COL),
            &entry.sheet,
            link,
            &styles.sheet_link,
        )?;
        if let Some(count) = &entry.count {
            write_number(&mut table, row, count)?;
        }
    }
    table.across(NOTE, &styles.note, NOTE_PT)?;
    table.sheet.set_freeze_panes(header + 1, 0)?;
    set_up_table(table.sheet, header)?;
    if entries.len() <= ONE_PAGE {
        table.sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(())
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("序号", 52, Look::Centred),
        Column::new("工作表", 300, Look::Text),
        Column::new("内容", 470, Look::Text),
        Column::new("数量", 80, Look::Centred),
        Column::new("单位", 60, Look::Centred),
    ]
}

fn write_number(table: &mut Table<'_>, row: RowNum, count: &Count) -> Result<(), XlsxError> {
    let (at, format) = ((row, COUNT_COL), &table.styles.count);
    let number = count.number as f64;
    match &count.formula {
        Some(formula) => write_formula(table.sheet, at, formula, &Outcome::Number(number), format),
        None => {
            (table.sheet).write_number_with_format(at.0, at.1, number, format)?;
            Ok(())
        }
    }
}
