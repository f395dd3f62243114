//! Returns as workbooks.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::quarter::Quarter;
use super::row::Row;

/// The columns of both workbooks.
const TITLES: [&str; 12] = [
    "编号",
    "事项",
    "指标",
    "累计完成",
    "计量单位",
    "完成率",
    "进度状态",
    "工作进展",
    "存在问题",
    "下一步打算",
    "联系人",
    "填报日期",
];

/// Widths of the columns, in characters.
const WIDTHS: [f64; 12] = [7.0, 24.0, 6.0, 10.0, 9.0, 9.0, 13.0, 40.0, 32.0, 32.0, 11.0, 12.0];

const LAST: u16 = 11;

/// Makes the form as one city fills it in: title and unit above the table, merged cells, a total row, notes.
///
/// # Errors
/// None that could happen in memory.
pub fn form(rows: &[Row], quarter: Quarter, unit: &str) -> Result<Vec<u8>, XlsxError> {
    let centred = Format::new().set_align(FormatAlign::Center);
    let mut sheet = Worksheet::new();
    sheet.set_name("报送表（演示数据）")?;
    let period = format!("2018年{}", quarter.name());
    let title = format!("{period}重点工作进展情况报送表（演示数据，非真实情况）");
    sheet.merge_range(0, 0, 0, LAST, &title, &centred.clone().set_bold())?;
    let left = Format::new();
    sheet.merge_range(1, 0, 1, 5, &format!("填报单位：{unit}"), &left)?;
    sheet.merge_range(1, 6, 1, LAST, &format!("报送期间：{period}"), &left)?;
    let end = table(&mut sheet, 2, rows, Percents::Plain)?;
    merge_items(&mut sheet, 3, rows)?;
    sheet.write_with_format(end, 0, "合计", &boxed())?;
    sheet.write_with_format(end, 7, format!("共报送{}行", rows.len()), &boxed())?;
    let note = "注：本表为演示数据，非真实情况；数据为初步数。";
    sheet.merge_range(end + 1, 0, end + 1, LAST, note, &left)?;
    let signature = "审核人：　　　　　　联系电话：";
    sheet.merge_range(end + 2, 0, end + 2, LAST, signature, &left)?;
    save(sheet, quarter)
}

/// Makes a table whose rates are cells formatted as percent, below a title.
///
/// # Errors
/// None that could happen in memory.
pub fn plain(rows: &[Row], quarter: Quarter, unit: &str) -> Result<Vec<u8>, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("演示数据")?;
    let head = format!("填报单位：{unit}　报送期间：{}　（演示数据，非真实情况）", quarter.code());
    sheet.write(0, 0, head)?;
    table(&mut sheet, 1, rows, Percents::Cells)?;
    save(sheet, quarter)
}

/// The form in which rates are entered.
#[derive(Clone, Copy, PartialEq)]
enum Percents {
    /// As 12.5.
    Plain,
    /// As 0.125 in a cell that shows 12.5%.
    Cells,
}

/// Writes header and rows from row `top` (from 0); returns the row below them.
fn table(
    sheet: &mut Worksheet,
    top: u32,
    rows: &[Row],
    percents: Percents,
) -> Result<u32, XlsxError> {
    let head = boxed().set_bold().set_align(FormatAlign::Center);
    for (column, (title, width)) in (0..).zip(TITLES.into_iter().zip(WIDTHS)) {
        sheet.write_with_format(top, column, title, &head)?;
        sheet.set_column_width(column, width)?;
    }
    let mut line = top + 1;
    for row in rows {
        write_row(sheet, line, row, percents)?;
        line += 1;
    }
    Ok(line)
}

fn write_row(
    sheet: &mut Worksheet,
    line: u32,
    row: &Row,
    percents: Percents,
) -> Result<(), XlsxError> {
    let text = boxed().set_text_wrap();
    sheet.write_with_format(line, 0, row.item(), &text)?;
    sheet.write_with_format(line, 1, row.topic.as_str(), &text)?;
    sheet.write_with_format(line, 2, row.target.number.get(), &text)?;
    let as_percent = percents == Percents::Cells;
    let rate = as_percent && row.measure == "%";
    write_number(sheet, line, 3, &row.value, rate)?;
    let measure = if rate { "" } else { &row.measure };
    sheet.write_with_format(line, 4, measure, &text)?;
    write_number(sheet, line, 5, &row.percent, as_percent)?;
    let texts = &row.texts;
    let rest = [&row.status, &texts.progress, &texts.problems, &texts.next_steps, &row.reporter];
    for (column, cell) in (6..).zip(rest) {
        sheet.write_with_format(line, column, cell.as_str(), &text)?;
    }
    let day = boxed().set_num_format("yyyy/m/d");
    sheet.write_datetime_with_format(line, LAST, excel(row.date)?, &day)?;
    Ok(())
}

/// Writes a number as one, and as a share of 1 if the cell shows it as percent.
fn write_number(
    sheet: &mut Worksheet,
    line: u32,
    column: u16,
    cell: &str,
    as_percent: bool,
) -> Result<(), XlsxError> {
    let number = cell.parse::<Decimal>().ok();
    let (number, format) = if as_percent {
        let share = number.map(|number| number / Decimal::ONE_HUNDRED);
        (share, boxed().set_num_format("0.0%"))
    } else {
        (number, boxed())
    };
    match number.and_then(|number| number.to_f64()) {
        Some(number) => sheet.write_with_format(line, column, number, &format)?,
        None => sheet.write_with_format(line, column, cell, &boxed())?,
    };
    Ok(())
}

/// Merges the ids and names of items with several rows, the first of which is row `top`.
fn merge_items(sheet: &mut Worksheet, top: u32, rows: &[Row]) -> Result<(), XlsxError> {
    let format = boxed().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let mut first = top;
    for run in rows.chunk_by(|a, b| a.target.item == b.target.item) {
        let next = (first..).nth(run.len()).unwrap_or(first);
        if let [row, _, ..] = run {
            sheet.merge_range(first, 0, next - 1, 0, &row.item(), &format)?;
            sheet.merge_range(first, 1, next - 1, 1, &row.topic, &format)?;
        }
        first = next;
    }
    Ok(())
}

fn boxed() -> Format {
    Format::new().set_border(FormatBorder::Thin)
}

fn excel(date: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or_default(),
        u8::try_from(date.month()).unwrap_or_default(),
        u8::try_from(date.day()).unwrap_or_default(),
    )
}

/// Returns the workbook with one sheet. Its creation date is the due day, not the day of the run.
fn save(sheet: Worksheet, quarter: Quarter) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title("演示数据，非真实情况")
        .set_creation_datetime(&excel(quarter.due())?);
    workbook.set_properties(&properties);
    workbook.push_worksheet(sheet);
    workbook.save_to_buffer()
}
