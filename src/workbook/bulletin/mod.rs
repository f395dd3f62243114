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

use jiff::civil::Date;
use rust_xlsxwriter::Workbook;

use self::page::Head;
use super::styles::{self, Styles};
use super::{SheetError, add, charts, fill, properties, statuses};
use crate::report::Bulletin;
use crate::status::Stage;

/// The sheets after the overview, in their order.
fn sheets(stage: Stage) -> [&'static str; 6] {
    [
        indicators::NAME,
        indicator_charts::NAME,
        rankings::NAME,
        tasks::NAME,
        behind::name(stage),
        returns::NAME,
    ]
}

/// Makes the workbook of a bulletin.
///
/// `date` is given as the day of its making; `watermark` marks made-up figures on every sheet, and may
/// be empty.
///
/// # Errors
/// When there are more rows than a worksheet has, or the date is outside Excel's calendar.
pub fn bulletin(context: &Bulletin, date: Date, watermark: &str) -> Result<Vec<u8>, SheetError> {
    let styles = Styles::of_bulletin();
    let head = Head::new(context, &styles, watermark);
    let issuer = &context.issuer;
    let title =
        format!("{}关于{}主要指标和重点工作任务完成情况的通报（附表）", issuer.name, head.period);
    let mut book = Workbook::new();
    book.set_properties(&properties(title, &issuer.office, &issuer.name, date)?);
    styles::set_default(&mut book).map_err(SheetError::Pack)?;
    for name in [overview::NAME].into_iter().chain(sheets(context.stage)) {
        add(&mut book, name, |_| Ok(()))?;
    }
    write(&mut book, &head)?;
    book.save_to_buffer().map_err(SheetError::Pack)
}

/// Fills the sheets, each before those that refer to its cells.
fn write(book: &mut Workbook, head: &Head<'_>) -> Result<(), SheetError> {
    let indicators = fill(book, indicators::NAME, |sheet| indicators::write(sheet, head))?;
    fill(book, indicator_charts::NAME, |sheet| indicator_charts::write(sheet, head, &indicators))?;
    fill(book, rankings::NAME, |sheet| rankings::write(sheet, head))?;
    let tasks = fill(book, tasks::NAME, |sheet| tasks::write(sheet, head))?;
    fill(book, behind::name(head.context.stage), |sheet| behind::write(sheet, head))?;
    fill(book, returns::NAME, |sheet| returns::write(sheet, head))?;
    fill(book, overview::NAME, |sheet| {
        overview::write(sheet, head, [indicators.list, tasks], &sheets(head.context.stage))
    })
}
