//! Rules for values typed into the open cells.
//!
//! A wrong status or day is refused. A figure that is not a number, or a text that is too long, is questioned
//! and may stay: 暂无 is a good answer, and no unit's words are cut off.

use jiff::civil::Date;
use rust_xlsxwriter::{
    ColNum, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, RowNum,
    Worksheet, XlsxError,
};

use crate::period::Month;
use crate::returns::form::{Column, HIGHEST_PERCENT, LONGEST_ANSWER, filing_days};
use crate::status::Status;

/// Returns the words for a unit's own judgement.
pub(super) fn statuses() -> Vec<&'static str> {
    let given = Status::ALL.into_iter();
    let given = given.filter(|&status| !matches!(status, Status::Unreported | Status::Defective));
    given.map(Status::word).collect()
}

/// Validates the open columns of the rows from `first` to `last`.
pub(super) fn columns(
    sheet: &mut Worksheet,
    (first, last): (RowNum, RowNum),
) -> Result<(), XlsxError> {
    for (col, column) in (0..).zip(Column::ALL) {
        if let Some(rule) = rule(column)? {
            sheet.add_data_validation(first, col, last, col, &rule)?;
        }
    }
    Ok(())
}

fn rule(column: Column) -> Result<Option<DataValidation>, XlsxError> {
    let title = column.title();
    let new = DataValidation::new();
    let rule = match column {
        Column::Value => new
            .allow_decimal_number(DataValidationRule::Between(-1e15, 1e15))
            .set_input_message("1月起累计数，只填数字，单位见“计量单位”；尚无数据的留空")?
            .set_error_message("填的不是数字。尚无数据的可留空或填“暂无”。")?
            .set_error_style(DataValidationErrorStyle::Warning),
        Column::Percent => new
            .allow_decimal_number(DataValidationRule::Between(0.0, f64::from(HIGHEST_PERCENT)))
            .set_input_message("占年度目标的百分比，如 27.5 或 27.5%")?
            .set_error_message(format!(
                "应为0至{HIGHEST_PERCENT}的数，如 27.5 或 27.5%；尚无数据的可留空。"
            ))?
            .set_error_style(DataValidationErrorStyle::Warning),
        Column::Status => new
            .allow_list_strings(&statuses())?
            .set_input_message("从列表中选择；可留空")?
            .set_error_message("请从列表中选择，或留空。")?,
        Column::Progress | Column::Problems | Column::NextSteps => new
            .allow_text_length(DataValidationRule::LessThanOrEqualTo(LONGEST_ANSWER))
            .set_input_message(format!("{LONGEST_ANSWER}字以内"))?
            .set_error_message(format!("超过{LONGEST_ANSWER}字，请尽量精简。"))?
            .set_error_style(DataValidationErrorStyle::Warning),
        _ => return Ok(None),
    };
    Ok(Some(rule.set_input_title(title)?.set_error_title(title)?))
}

/// Validates the cell for the day of filing: from the first day of the period's year to the end of the
/// next year. The day on which returns are `due` serves as the example.
pub(super) fn day(
    sheet: &mut Worksheet,
    (row, col): (RowNum, ColNum),
    month: Month,
    due: Date,
) -> Result<(), XlsxError> {
    let days = filing_days(month.year());
    let [(year, first), (next, last)] = [excel_day(*days.start())?, excel_day(*days.end())?];
    let example = short_day(due);
    let rule = DataValidation::new()
        .allow_date(DataValidationRule::Between(first, last))
        .set_input_title("填报日期")?
        .set_input_message(format!("如 {example}"))?
        .set_error_title("填报日期")?
        .set_error_message(format!("请填{year}年至{next}年的日期，如 {example}。"))?;
    sheet.add_data_validation(row, col, row, col, &rule)?;
    Ok(())
}

/// Returns a day's year, and the day as Excel counts it.
fn excel_day(day: Date) -> Result<(u16, ExcelDateTime), XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(0);
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    Ok((year, ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))?))
}

/// Returns a day as it is typed: 2018-8-6.
pub(super) fn short_day(day: Date) -> String {
    format!("{}-{}-{}", day.year(), day.month(), day.day())
}
