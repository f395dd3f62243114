//! Excel workbooks.
//!
//! [`decomposition`] makes 分解表.xlsx (`province`), with the notice's two annexes (`annex`), the matrix
//! of items and units (`matrix`), the items of each leader and their counts (`leaders`). [`UnitBooks`]
//! makes the workbook of each unit with its return form, [`bulletin`] the annexes of a quarterly
//! bulletin. The bytes depend on the arguments alone; nothing is written to
//! disk here.
//!
//! All text is written as text, never as a formula. What is too long for a row of the annexes or of
//! the leaders' list goes on in the next row; the matrix shortens texts with an ellipsis, since the
//! annexes have them in full; any other text over Excel's limit is an error. Control characters
//! show as their pictures.

mod annex;
mod breakdown_words;
mod bulletin;
mod cell;
mod charts;
mod column_titles;
mod dataset;
mod dispatch;
mod format_runs;
mod formula;
mod home;
mod leader_book;
mod leaders;
mod link;
mod matrix;
mod names;
mod page;
mod page_words;
mod province;
mod returned;
mod sheet_words;
mod statuses;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod text_width;
mod unit;
mod values;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::cell::Cell;
use self::sheet_words::{AnnexColumns, FixedSheets};
use self::styles::Styles;
use self::values::ValueWords;
use crate::assess::Basis;
use crate::input::demonstration::DEMONSTRATION;
use crate::plan::{Annex, Item};
use crate::report::item_number::ItemNumber;
use crate::workspace::Config;
pub use bulletin::{BulletinWords, bulletin};
pub use dispatch::{DispatchWords, outgoing, receipts};
pub use leader_book::{LeaderWords, leader_book};
pub use province::{ProvinceWords, decomposition};
pub use returned::{ReturnedWords, returned};
pub use unit::{PrintedWords, UnitBooks, UnitWords};

/// The words of the workbook besides the plan: titles and document properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The year of the plan.
    pub year: i16,
    /// The name of the region in titles: 全省, 全区, 全市.
    pub region: String,
    /// The name of its government in titles: 省政府, 自治区政府, 市政府.
    pub government: String,
    /// The organ that issues the documents, the workbook's company.
    pub issuer: String,
    /// The workbook's author.
    pub author: String,
    /// The day given as that of the workbook's making; 1900 to 9999.
    pub date: Date,
    /// True if anything in the workbook rests on data that are marked as made up.
    pub is_demonstration: bool,
}

impl Heading {
    /// Returns the words that `duban.toml` states.
    pub fn new(config: &Config, is_demonstration: bool) -> Self {
        let issuer = &config.issuer;
        Self {
            year: config.year,
            region: issuer.region.clone(),
            government: issuer.government.clone(),
            issuer: issuer.name.clone(),
            author: issuer.office.clone(),
            date: config.notice_date(),
            is_demonstration,
        }
    }
}

/// The data of the province's workbook, with its formats.
#[derive(Clone, Copy)]
struct Source<'a> {
    basis: &'a Basis<'a>,
    heading: &'a Heading,
    styles: &'a Styles,
    /// The words of the sheets with fixed names.
    words: &'a FixedSheets,
    /// The words by which rows are filtered.
    values: &'a ValueWords,
}

impl<'a> Source<'a> {
    /// Returns a title from a template, marked where what it shows is made up.
    fn marked(self, title: &str) -> String {
        marked(title.to_owned(), self.heading.is_demonstration)
    }

    /// Returns the words of the link back to the contents.
    fn back(self) -> &'a str {
        &self.words.contents.back
    }

    /// Returns the words of an annex: those of the template, but for what the notice calls otherwise.
    fn annex(self, annex: Annex) -> AnnexHead<'a> {
        let words = match annex {
            Annex::INDICATORS => &self.words.indicators,
            _ => &self.words.tasks,
        };
        let name = self.basis.plan.annex_name(annex);
        let columns = &words.columns;
        let note = &*words.note;
        if !name.is_own() && [Annex::INDICATORS, Annex::TASKS].contains(&annex) {
            let [mark, title, about, text] =
                [&*words.mark, &*words.title, &*words.about, &*columns.text].map(str::to_owned);
            return AnnexHead { mark, title, about, text, note, columns };
        }
        let title = name.title.clone().unwrap_or_else(|| {
            let Heading { year, region, .. } = self.heading;
            name.usual_title(*year, region)
        });
        AnnexHead {
            mark: annex.words(),
            about: title.clone(),
            title,
            text: name.noun.clone(),
            note,
            columns,
        }
    }
}

/// The words of the sheet of an annex.
struct AnnexHead<'a> {
    /// The number of the annex, above the title.
    mark: String,
    title: String,
    /// What the contents say of it.
    about: String,
    /// The title of the column of items.
    text: String,
    /// The line below the title; may be blank.
    note: &'a str,
    /// The titles of the other columns.
    columns: &'a AnnexColumns,
}

/// Returns a title, marked if what is below it is made up: 2018年全省目标分解表（演示数据）.
fn marked(title: String, demonstration: bool) -> String {
    match demonstration {
        true => format!("{title}（{DEMONSTRATION}）"),
        false => title,
    }
}

/// Returns title, author, company and day of making.
fn properties(
    title: String,
    author: &str,
    company: &str,
    date: Date,
) -> Result<DocProperties, SheetError> {
    let year = u16::try_from(date.year()).unwrap_or(0);
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    let made = ExcelDateTime::from_ymd(year, month, day)
        .and_then(|day| day.and_hms(0, 0, 0))
        .map_err(|_| SheetError::Date(date))?;
    Ok(DocProperties::new()
        .set_title(title)
        .set_author(author)
        .set_company(company)
        .set_creation_datetime(&made))
}

/// A workbook could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// Something does not fit into a worksheet.
    #[error("工作表“{sheet}”{}", reason(.source))]
    Sheet {
        /// The worksheet's name.
        sheet: String,
        /// The limit of Excel's that it breaks.
        source: XlsxError,
    },
    /// The date of the document properties is outside Excel's calendar.
    #[error("文档日期 {0} 超出 Excel 的范围（1900 年至 9999 年）")]
    Date(Date),
    /// The finished workbook could not be packed.
    #[error("工作簿无法打包")]
    Pack(#[source] XlsxError),
}

impl SheetError {
    /// Something does not fit into the worksheet called `sheet`.
    fn of(sheet: &str, source: XlsxError) -> Self {
        let sheet = sheet.to_owned();
        Self::Sheet { sheet, source }
    }
}

/// Returns the fault of a worksheet, in the office's words.
fn reason(error: &XlsxError) -> String {
    match error {
        XlsxError::RowColumnLimitError => "超过 Excel 的上限（1048576 行、16384 列）".into(),
        XlsxError::MaxStringLengthExceeded => "有文字超过单元格 32767 字的上限".into(),
        _ => "无法生成".into(),
    }
}

/// Returns the cell of an item's number in its annex; that of a part, 3.10, is a text.
fn item_number(item: &Item) -> Cell {
    number_cell(&ItemNumber::of(item))
}

/// Returns the cell of a number of an item.
fn number_cell(number: &ItemNumber) -> Cell {
    match number {
        ItemNumber::Whole(number) => Cell::number(*number),
        ItemNumber::Words(words) => Cell::text(words),
    }
}

/// Adds a worksheet and fills it.
fn add<T>(
    book: &mut Workbook,
    name: &str,
    write: impl FnOnce(&mut Worksheet) -> Result<T, XlsxError>,
) -> Result<T, SheetError> {
    let sheet = book.add_worksheet();
    sheet.set_name(name).map_err(|source| SheetError::of(name, source))?;
    fill(book, name, write)
}

/// Fills a sheet that was added before.
fn fill<T>(
    book: &mut Workbook,
    name: &str,
    write: impl FnOnce(&mut Worksheet) -> Result<T, XlsxError>,
) -> Result<T, SheetError> {
    let sheet = book.worksheet_from_name(name);
    sheet.and_then(write).map_err(|source| SheetError::of(name, source))
}
