//! Old workbooks (.xls, BIFF8 as Excel 97 to 2003, WPS and LibreOffice write it; [MS-XLS]).
//!
//! calamine reads them too, but does not say which cells show percent, makes room for the whole rectangle
//! between a sheet's first and last cell, and takes the lengths in a record at their word. `records` walks
//! the stream in the container, `strings` reads its texts, `formats` knows how cells show
//! their numbers, `sheet` reads the cells.

mod formats;
mod records;
mod sheet;
mod strings;

use std::borrow::Cow;

use super::budget::Budget;
use super::container::{Container, is_container};
use super::{WorkbookError, Worksheet};
use crate::input::limits::MOST_CELLS;
use formats::Formats;
use records::{Fields, Records, kind};
use sheet::{Globals, Sheet};
use strings::RichText;

/// BOF's version of BIFF8, and its types of the parts of a workbook ([MS-XLS] 2.4.21).
const BIFF8: u16 = 0x0600;
const WORKSHEET: u16 = 0x0010;

/// All worksheets in the order of their tabs.
///
/// # Errors
/// The bytes are no sound workbook, one that is too large, encrypted, or older than BIFF8.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Worksheet>, WorkbookError> {
    let stream = stream(bytes)?;
    let workbook = Workbook::read(&stream)?;
    let mut budget = Budget::new();
    // Sheets do not overlap: all of them together have no more records than fit the stream.
    let mut steps = stream.len() / 4 + 1;
    let mut worksheets = Vec::new();
    for listed in &workbook.sheets {
        let Some(records) = begin(&stream, listed.offset)? else {
            continue;
        };
        let sheet = Sheet::new(&workbook.globals);
        let mut sheet = walk(records, sheet, &mut steps, &mut budget)?;
        let remarks = sheet.remarks();
        let mut hidden = std::mem::take(&mut sheet.hidden);
        hidden.sheet = listed.is_hidden;
        let (cells, merges) = sheet.finish(&mut budget)?;
        let (name, rows) = (listed.name.clone(), cells.into_rows());
        worksheets.push(Worksheet { name, rows, merges, hidden, remarks });
    }
    Ok(worksheets)
}

/// Returns whether the bytes begin with a BOF record, of whatever version: some programs write the stream without a
/// container.
pub(super) fn is_stream(bytes: &[u8]) -> bool {
    let [kind, version, length, 0, ..] = *bytes else { return false };
    kind == 9 && matches!((version, length), (0, 4) | (2 | 4, 4 | 6) | (8, 4 | 8 | 16))
}

/// The stream of records in the container.
fn stream(bytes: &[u8]) -> Result<Cow<'_, [u8]>, WorkbookError> {
    if !is_container(bytes) {
        // Before Excel 5.0 the record had another kind.
        let before = bytes.get(1) != Some(&8);
        return if before { Err(WorkbookError::TooOld) } else { Ok(bytes.into()) };
    }
    let file = Container::open(bytes).ok_or(WorkbookError::Damaged)?;
    if file.has("EncryptedPackage") {
        return Err(WorkbookError::Encrypted);
    }
    file.stream("Workbook").map(Cow::from).ok_or_else(|| {
        if file.has("Book") { WorkbookError::TooOld } else { WorkbookError::Damaged }
    })
}

/// The part of the stream before the sheets.
struct Workbook {
    globals: Globals,
    /// The worksheets, in the order of their tabs.
    sheets: Vec<ListedSheet>,
}

/// A worksheet in the list of a workbook.
struct ListedSheet {
    name: String,
    /// The byte of the stream at which it begins.
    offset: usize,
    is_hidden: bool,
}

impl Workbook {
    fn read(stream: &[u8]) -> Result<Self, WorkbookError> {
        let mut records = Records::from(stream, 0).ok_or(WorkbookError::Damaged)?;
        let Some((kind::BOF, mut fields)) = records.next() else {
            return Err(WorkbookError::Damaged);
        };
        if fields.u16() != Some(BIFF8) {
            return Err(WorkbookError::TooOld);
        }
        let mut formats = Formats::default();
        let (mut strings, mut sheets) = (Vec::new(), Vec::new());
        loop {
            let (kind, mut fields) = records.next().ok_or(WorkbookError::Damaged)?;
            let fields = &mut fields;
            let read = match kind {
                kind::EOF => break,
                kind::FILE_PASS => return Err(WorkbookError::Encrypted),
                kind::DATE_1904 => fields.u16().map(|flag| formats.since_1904 = flag == 1),
                kind::FORMAT => formats.add_format(fields),
                kind::FONT => formats.add_font(fields),
                kind::XF => formats.add_xf(fields),
                kind::BOUND_SHEET => bound_sheet(fields).map(|sheet| sheets.extend(sheet)),
                kind::SST => shared_strings(fields)?.map(|read| strings = read),
                _ => Some(()),
            };
            read.ok_or(WorkbookError::Damaged)?;
        }
        let shown = formats.shown();
        Ok(Self { globals: Globals { strings, shown, formats }, sheets })
    }
}

/// A worksheet in the list ([MS-XLS] 2.4.28); `None` inside for charts and macros.
fn bound_sheet(fields: &mut Fields<'_>) -> Option<Option<ListedSheet>> {
    let offset = fields.u32()?;
    let [visible, kind] = fields.bytes()?;
    let name = strings::short(fields)?;
    let is_hidden = visible & 0x03 != 0;
    let sheet = ListedSheet { name, offset: offset as usize, is_hidden };
    Some((kind == 0).then_some(sheet))
}

/// The texts that cells share ([MS-XLS] 2.4.265); `None` inside when they break off.
fn shared_strings(fields: &mut Fields<'_>) -> Result<Option<Vec<RichText>>, WorkbookError> {
    let Some(count) = fields.u32().and_then(|_total| fields.u32()) else {
        return Ok(None);
    };
    if count as usize > MOST_CELLS {
        let message = format!("中的文字超过{}万条", MOST_CELLS / 10_000);
        return Err(WorkbookError::TooLarge(message));
    }
    let mut texts = Vec::new();
    for _ in 0..count {
        match strings::rich(fields) {
            Some(text) => texts.push(text),
            None => return Ok(None),
        }
    }
    Ok(Some(texts))
}

/// Returns the records after the beginning of a sheet; `None` when it is not a worksheet.
fn begin(stream: &[u8], offset: usize) -> Result<Option<Records<'_>>, WorkbookError> {
    let mut records = Records::from(stream, offset).ok_or(WorkbookError::Damaged)?;
    let Some((kind::BOF, mut fields)) = records.next() else {
        return Err(WorkbookError::Damaged);
    };
    let _version = fields.u16();
    Ok((fields.u16() == Some(WORKSHEET)).then_some(records))
}

/// Reads a sheet up to its end. Embedded objects (charts) are left out.
fn walk<'g>(
    mut records: Records<'_>,
    mut sheet: Sheet<'g>,
    steps: &mut usize,
    budget: &mut Budget,
) -> Result<Sheet<'g>, WorkbookError> {
    let mut depth = 0_usize;
    while let Some((kind, fields)) = records.next() {
        *steps = steps.checked_sub(1).ok_or(WorkbookError::Damaged)?;
        match kind {
            kind::BOF => depth += 1,
            kind::EOF if depth == 0 => return Ok(sheet),
            kind::EOF => depth -= 1,
            _ if depth > 0 => {}
            _ => sheet.add(kind, fields, budget)?,
        }
    }
    Err(WorkbookError::Damaged)
}
