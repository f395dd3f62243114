//! Rules for values typed into the open cells.
//!
//! A wrong status or day is refused. A figure that is not a number, or a text that is too long, is questioned
//! and may stay: 暂无 is a good answer, and no unit's words are cut off.

use jiff::civil::Date;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    ColNum, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula,
    RowNum, Worksheet, XlsxError,
};

use super::words::{AnswerErrors, FormWords};
use crate::period::Month;
use crate::returns::form::{AnswerColumn, Column, HIGHEST_PERCENT, LONGEST_ANSWER, filing_days};
use crate::status::Status;

/// Returns the words for a unit's own judgement.
pub(super) fn statuses() -> Vec<&'static str> {
    let given = Status::ALL.into_iter();
    let given = given.filter(|&status| !matches!(status, Status::Unreported | Status::Defective));
    given.map(Status::word).collect()
}

/// Validates the columns of the rows from `first` to `last` below a header. Over what is filled in already nothing can
/// be typed, wherever a row is sorted to; in a row without a key, one for another item, it can.
pub(super) fn columns(
    sheet: &mut Worksheet,
    words: &FormWords,
    header: RowNum,
    (first, last): (RowNum, RowNum),
) -> Result<(), XlsxError> {
    let refuse = |rule: &str| {
        let rule = DataValidation::new().allow_custom(Formula::new(rule));
        rule.set_error_message(&*words.errors.given)
    };
    let last_col = Column::ALL.len() as ColNum - 1;
    sheet.add_data_validation(header, 0, header, last_col, &refuse("=FALSE")?)?;
    let without_key = format!("=LEN(${})=0", row_col_to_cell(first, 0));
    for (col, column) in (0..).zip(Column::ALL) {
        let given = match column {
            Column::Key | Column::Lead | Column::Role | Column::Last => Some("=FALSE"),
            Column::Item | Column::Text | Column::Target | Column::Goal | Column::Measure => {
                Some(&*without_key)
            }
            _ => None,
        };
        let rule = match given {
            Some(given) => Some(refuse(given)?),
            None => rule(column, words)?,
        };
        if let Some(rule) = rule {
            sheet.add_data_validation(first, col, last, col, &rule)?;
        }
    }
    Ok(())
}

fn rule(column: Column, words: &FormWords) -> Result<Option<DataValidation>, XlsxError> {
    let (prompts, errors) = (&words.prompts, &words.errors);
    let (_, title) = words.columns.of(column);
    let new = DataValidation::new();
    let rule = match column {
        Column::Value => new
            .allow_decimal_number(DataValidationRule::Between(-1e15, 1e15))
            .set_input_message(&*prompts.value)?
            .set_error_message(&*errors.value)?
            .set_error_style(DataValidationErrorStyle::Warning),
        Column::Percent => new
            .allow_decimal_number(DataValidationRule::Between(0.0, f64::from(HIGHEST_PERCENT)))
            .set_input_message(&*prompts.percent)?
            .set_error_message(&*errors.percent)?
            .set_error_style(DataValidationErrorStyle::Warning),
        Column::Status => new
            .allow_list_strings(&statuses())?
            .set_input_message(&*prompts.status)?
            .set_error_message(&*errors.status)?,
        Column::Progress | Column::Problems | Column::NextSteps => new
            .allow_text_length(DataValidationRule::LessThanOrEqualTo(LONGEST_ANSWER))
            .set_input_message(&*prompts.text)?
            .set_error_message(&*errors.text)?
            .set_error_style(DataValidationErrorStyle::Warning),
        _ => return Ok(None),
    };
    Ok(Some(rule.set_input_title(title)?.set_error_title(title)?))
}

/// Validates the cell for the day of filing: from the first day of the period's year to the end of the
/// next year.
pub(super) fn day(
    sheet: &mut Worksheet,
    (row, col): (RowNum, ColNum),
    month: Month,
    words: &FormWords,
) -> Result<(), XlsxError> {
    let title = words.date.trim_end_matches('：');
    let rule = between(month)?
        .set_input_title(title)?
        .set_input_message(&*words.prompts.date)?
        .set_error_title(title)?
        .set_error_message(&*words.errors.date)?;
    sheet.add_data_validation(row, col, row, col, &rule)?;
    Ok(())
}

/// Validates the columns of a sheet of answers in the rows from `first` to `last`: days, and what is filled in already, but
/// for the id of a row of which the key names none.
pub(super) fn answers(
    sheet: &mut Worksheet,
    columns: &[AnswerColumn],
    month: Month,
    (first, last): (RowNum, RowNum),
    errors: &AnswerErrors,
) -> Result<(), XlsxError> {
    let key = row_col_to_cell(first, 0);
    let item_open = format!("=AND(ISNUMBER(SEARCH(\"|item|\",${key})),RIGHT(${key},2)=\"||\")");
    for (col, column) in (0..).zip(columns) {
        let rule = if column.is_day() {
            between(month)?.set_error_message(&*errors.date)?
        } else if column.is_open() {
            continue;
        } else {
            let rule = if *column == AnswerColumn::Item { &*item_open } else { "=FALSE" };
            let rule = DataValidation::new().allow_custom(Formula::new(rule));
            rule.set_error_message(&*errors.given)?
        };
        let rule = rule.set_error_title(column.title())?;
        sheet.add_data_validation(first, col, last, col, &rule)?;
    }
    Ok(())
}

/// Returns the rule for a day on which something of a period may be filed.
fn between(month: Month) -> Result<DataValidation, XlsxError> {
    let days = filing_days(month.year());
    let [first, last] = [excel_day(*days.start())?, excel_day(*days.end())?];
    Ok(DataValidation::new().allow_date(DataValidationRule::Between(first, last)))
}

/// Returns a day as Excel counts it.
fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(0);
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(year, part(day.month()), part(day.day()))
}
