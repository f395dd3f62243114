//! Excel workbooks (.xlsx): what their cells show.
//!
//! Numbers come as the text that a person reads in the cell: 0.12 formatted as percent is `12%`, a
//! date is `2018-04-05`, 131.0 is `131`. Hidden rows and sheets are read like all others. In a vertical
//! merge every row has the value of its first cell.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Dimensions, Reader as _, SheetType, Style, Xlsx, XlsxError};
use rust_decimal::Decimal;

use super::grid::{GridCell, GridRow};

/// A worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worksheet {
    /// Its name on the tab.
    pub name: String,
    /// Its rows with content.
    pub rows: Vec<GridRow>,
}

/// The bytes are no sound workbook.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct WorkbookError(#[from] XlsxError);

/// Whether a file begins as a workbook does (a zip archive).
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether a file begins as old (.xls) and encrypted workbooks do (an OLE container).
pub fn is_old_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// All worksheets in the order of their tabs.
///
/// # Errors
/// The bytes are no sound workbook.
pub fn read(bytes: &[u8]) -> Result<Vec<Worksheet>, WorkbookError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let sheets = workbook.sheets_metadata().iter();
    let names: Vec<_> = sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut worksheets = Vec::with_capacity(names.len());
    for name in names {
        let merges = workbook.merge_cells_by_sheet_name(&name)?;
        let mut rows = rows(&mut workbook, &name)?;
        for merge in merges {
            spread(&mut rows, merge);
        }
        let rows = rows.into_iter().map(|(row, cells)| {
            let cells = cells.into_iter();
            let cells = cells.map(|(column, text)| GridCell::worksheet(column as usize, text));
            GridRow::worksheet(row as usize + 1, cells.collect())
        });
        let rows = rows.collect();
        worksheets.push(Worksheet { name, rows });
    }
    Ok(worksheets)
}

/// Cells with content by row and column, both from 0.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

fn rows(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Cells, XlsxError> {
    let mut cells = Cells::new();
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let percent = reader.styles().get(style).is_some_and(is_percent);
        let text = text(cell.get_value(), percent);
        let text = text.trim();
        if !text.is_empty() {
            let (row, column) = cell.get_position();
            cells
                .entry(row)
                .or_default()
                .insert(column, text.to_owned());
        }
    }
    Ok(cells)
}

/// Gives the value in the first cell of a merge to the rows below that have content of their own.
fn spread(rows: &mut Cells, merge: Dimensions) {
    let ((top, left), (bottom, _)) = (merge.start, merge.end);
    let first = rows.get(&top).and_then(|cells| cells.get(&left)).cloned();
    let (Some(first), true) = (first, top < bottom) else {
        return;
    };
    for (_, cells) in rows.range_mut(top + 1..=bottom) {
        cells.entry(left).or_insert_with(|| first.clone());
    }
}

/// Whether a number format shows percent: a % outside of quoted text.
fn is_percent(style: &Style) -> bool {
    let Some(format) = &style.number_format else {
        return false;
    };
    let (mut quoted, mut escaped) = (false, false);
    for char in format.format_code.chars() {
        match char {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

fn text(value: &DataRef<'_>, percent: bool) -> String {
    match value {
        DataRef::Int(number) if percent => percentage(&number.to_string()),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if percent => percentage(&shortest(*number)),
        DataRef::Float(number) => shortest(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(date) if date.is_datetime() && date.as_f64() >= 1.0 => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(time) => shortest(time.as_f64()),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// The number in 15 significant digits, as many as Excel keeps: what a formula leaves behind them
/// (0.30000000000000004) is an error of binary arithmetic.
fn shortest(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// A fraction as percent, exact: 0.063 is 6.3%.
fn percentage(fraction: &str) -> String {
    let percent = Decimal::from_str_exact(fraction)
        .ok()
        .and_then(|fraction| fraction.checked_mul(Decimal::ONE_HUNDRED));
    match percent {
        Some(percent) => format!("{}%", percent.normalize()),
        None => fraction.to_owned(),
    }
}
