//! Workbooks of today (.xlsx, .xlsm), read with calamine.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Font, Reader as _, SheetType, Xlsx};

use super::beside::{Beside, Remark, RemarkKind, SheetBeside};
use super::budget::Budget;
use super::cells::Cells;
use super::package::{self, Features};
use super::shown::{self, Shown};
use super::{Merge, WorkbookError, Worksheet};
use crate::input::grid::Withheld;

type Workbook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// All worksheets in the order of their tabs.
///
/// # Errors
/// The bytes are no sound workbook, or one that is too large.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Worksheet>, WorkbookError> {
    let features = package::check(bytes)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes))?;
    let mut beside = Beside::read(bytes);
    let mut budget = Budget::new();
    let sheets = workbook.sheets_metadata().iter();
    let names: Vec<_> = sheets
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut worksheets = Vec::with_capacity(names.len());
    for name in names {
        let mut own = beside.take(&name);
        let (cells, merges) =
            sheet(&mut workbook, &name, features, (&beside, &mut own), &mut budget)?;
        let rows = cells.into_rows();
        worksheets.push(Worksheet { name, rows, merges, hidden: own.hidden, remarks: own.remarks });
    }
    Ok(worksheets)
}

/// The cells of a sheet with the merges applied, and the merges.
fn sheet(
    workbook: &mut Workbook<'_>,
    name: &str,
    features: Features,
    beside: (&Beside, &mut SheetBeside),
    budget: &mut Budget,
) -> Result<(Cells, Vec<Merge>), WorkbookError> {
    let (mut cells, has_empty) = values(workbook, name, beside, budget)?;
    cells.sort();
    // A formula without a result is read as an empty cell.
    if has_empty && features.formulas {
        add_formulas(workbook, name, &mut cells, budget)?;
    }
    let mut merged = Vec::new();
    if features.merges {
        let merges = workbook.merge_cells_by_sheet_name(name)?;
        cells.spread(&merges, budget)?;
        merged = Merge::all(&merges);
    }
    Ok((cells, merged))
}

/// The cells with a value, and whether there are any without.
fn values(
    workbook: &mut Workbook<'_>,
    sheet: &str,
    (beside, own): (&Beside, &mut SheetBeside),
    budget: &mut Budget,
) -> Result<(Cells, bool), WorkbookError> {
    let (mut cells, mut has_empty) = (Cells::default(), false);
    let since_1904 = workbook.has_1904_epoch();
    let day = Shown::Day { since_1904 };
    let mut formats = BTreeMap::new();
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let value = cell.get_value();
        if *value == DataRef::Empty {
            budget.visit()?;
            has_empty = true;
            continue;
        }
        let format = formats.entry(style).or_insert_with(|| {
            let style = reader.styles().get(style);
            let code = style.and_then(|style| style.number_format.as_ref());
            let shown = code.map(|code| Shown::of_code(&code.format_code, since_1904));
            let font = style.and_then(|style| style.font.as_ref());
            (shown.unwrap_or_default(), font.is_some_and(Font::has_strikethrough))
        });
        let (shown, is_struck) = (&format.0, format.1);
        let shown = match value {
            // The formats of days that depend on the language are not spelt out.
            DataRef::DateTime(date) if date.is_datetime() && *shown == Shown::Plain => &day,
            _ => shown,
        };
        let at = cell.get_position();
        cells.add(at, &text(value, shown), budget)?;
        let shared = match value {
            DataRef::SharedString(text) => beside.struck(text),
            _ => None,
        };
        if let Some(part) = own.struck.get(&at).or(shared) {
            match part.rest.trim().is_empty() {
                true => cells.withhold(at, Withheld::Struck),
                false => {
                    cells.shorten(at, &part.rest);
                    let (kind, text) = (RemarkKind::StruckPart, part.struck.clone());
                    own.remarks.push(Remark { at, kind, text });
                }
            }
        }
        let hides = || number(value).is_some_and(|number| shown::is_hidden(number, shown));
        if is_struck {
            cells.withhold(at, Withheld::Struck);
        } else if hides() {
            cells.withhold(at, Withheld::Hidden);
        }
    }
    Ok((cells, has_empty))
}

/// Adds the formulas without a result.
fn add_formulas(
    workbook: &mut Workbook<'_>,
    sheet: &str,
    cells: &mut Cells,
    budget: &mut Budget,
) -> Result<(), WorkbookError> {
    let mut reader = workbook.worksheet_cells_reader(sheet)?;
    // Not expanded: calamine would make room for whatever number a shared formula claims to have.
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            cells.add_formula(cell.pos, budget)?;
        }
    }
    Ok(())
}

/// Returns the text that a cell shows.
fn text<'v>(value: &'v DataRef<'_>, shown: &Shown) -> Cow<'v, str> {
    match value {
        // Excel keeps integers as it keeps all other numbers.
        DataRef::Int(number) => shown::number(*number as f64, shown).into(),
        DataRef::Float(number) => shown::number(*number, shown).into(),
        DataRef::String(text) => text.into(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Bool(truth) => shown::truth(*truth).into(),
        DataRef::DateTime(date) => shown::number(date.as_f64(), shown).into(),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().into(),
        DataRef::DurationIso(text) => text.into(),
        DataRef::Error(error) => error.to_string().into(),
        DataRef::Empty => "".into(),
    }
}

/// Returns the number that a cell holds.
fn number(value: &DataRef<'_>) -> Option<f64> {
    match value {
        DataRef::Int(number) => Some(*number as f64),
        DataRef::Float(number) => Some(*number),
        DataRef::DateTime(date) => Some(date.as_f64()),
        _ => None,
    }
}
