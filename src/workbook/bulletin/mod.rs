//! The bulletin's workbook (通报附表): its annexes as tables that can be filtered, calculated with and
//! corrected.
//!
//! [`bulletin`] takes the context that the printed bulletin is made from, so that both agree. Statuses
//! are the assessment's; what follows from them or from the figures is a formula whose result is
//! stored beside it, for programs that do not calculate: counts (`overview`), completions and gaps
//! (`indicators`, `tasks`), places (`rankings`), sums of returns (`returns`).

mod bars;
mod behind;
mod cells;
mod indicator_charts;
mod indicators;
mod list;
mod overview;
mod page;
mod quotient;
mod rankings;
mod returns;
mod tasks;
#[cfg(test)]
mod tests;
mod words;

use jiff::civil::Date;
use rust_xlsxwriter::Workbook;

use self::page::Head;
use super::styles::{self, Styles};
use super::{SheetError, add, charts, fill, properties, statuses};
use crate::report::Bulletin;
pub use words::BulletinWords;

/// Makes the workbook of a bulletin.
///
/// `words` are those of its template, `date` is given as the day of its making; `watermark` marks made-up figures on every sheet, and may
/// be empty.
///
/// # Errors
/// When there are more rows than a worksheet has, or the date is outside Excel's calendar.
pub fn bulletin(
    context: &Bulletin,
    words: &BulletinWords,
    date: Date,
    watermark: &str,
) -> Result<Vec<u8>, SheetError> {
    let styles = Styles::of_bulletin(words.page.clone(), &words.rankings.kept);
    let head = Head { context, styles: &styles, words, watermark: watermark.trim() };
    let issuer = &context.issuer;
    let title = words.title.to_string();
    let mut book = Workbook::new();
    book.set_properties(&properties(title, &issuer.office, &issuer.name, date)?);
    styles::set_default(&mut book).map_err(SheetError::Pack)?;
    for (_, name) in words.sheets() {
        add(&mut book, name, |_| Ok(()))?;
    }
    write(&mut book, &head)?;
    book.save_to_buffer().map_err(SheetError::Pack)
}

/// Fills the sheets, each before those that refer to its cells.
fn write(book: &mut Workbook, head: &Head<'_>) -> Result<(), SheetError> {
    let words = head.words;
    let BulletinWords { overview, indicators, charts, rankings, tasks, behind, returns, .. } =
        words;
    let written = fill(book, &indicators.sheet, |sheet| indicators::write(sheet, head))?;
    fill(book, &charts.sheet, |sheet| indicator_charts::write(sheet, head, &written))?;
    fill(book, &rankings.sheet, |sheet| rankings::write(sheet, head))?;
    let listed = fill(book, &tasks.sheet, |sheet| tasks::write(sheet, head))?;
    fill(book, &behind.sheet, |sheet| behind::write(sheet, head))?;
    fill(book, &returns.sheet, |sheet| returns::write(sheet, head))?;
    fill(book, &overview.sheet, |sheet| overview::write(sheet, head, [written.list, listed]))
}
