//! The cells of a worksheet of a BIFF8 workbook.

use std::collections::BTreeMap;

use calamine::Dimensions;

use super::formats::Formats;
use super::records::{Fields, kind};
use super::strings::{self, RichText};
use crate::input::grid::Withheld;
use crate::input::workbook::beside::{Remark, RemarkKind};
use crate::input::workbook::budget::Budget;
use crate::input::workbook::cells::Cells;
use crate::input::workbook::shown::{self, Shown};
use crate::input::workbook::{Hidden, Merge, WorkbookError};

/// The facts about cells that hold for the whole workbook.
#[derive(Debug)]
pub(super) struct Globals {
    /// The shared texts.
    pub strings: Vec<RichText>,
    /// By XF record: how it shows numbers.
    pub shown: Vec<Shown>,
    /// The fonts of cells and of parts of texts.
    pub formats: Formats,
}

/// A worksheet while it is read.
#[derive(Debug)]
pub(super) struct Sheet<'g> {
    globals: &'g Globals,
    cells: Cells,
    merges: Vec<Dimensions>,
    pub(super) hidden: Hidden,
    /// The cell of a formula whose result is text, which a later record of its own holds.
    pending: Option<(u32, u32)>,
    /// Formulas whose text never came.
    lacking: Vec<(u32, u32)>,
    /// The number of the last object, and the texts of all by their numbers.
    object: u16,
    /// The cell at which the object that comes next begins.
    anchor: (u32, u32),
    /// The pictures, by their cells; and the parts of texts that are struck through.
    others: Vec<Remark>,
    texts: BTreeMap<u16, String>,
    /// The objects that are comments, with their cells.
    comments: Vec<((u32, u32), u16)>,
}

/// The position of a cell, and the place of its XF record.
struct Head {
    at: (u32, u32),
    xf: u16,
}

impl Head {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let (row, column) = (fields.u16()?, fields.u16()?);
        Some(Self { at: (row.into(), column.into()), xf: fields.u16()? })
    }
}

impl<'g> Sheet<'g> {
    pub(super) fn new(globals: &'g Globals) -> Self {
        Self {
            globals,
            cells: Cells::default(),
            merges: Vec::new(),
            hidden: Hidden::default(),
            pending: None,
            lacking: Vec::new(),
            object: 0,
            anchor: (0, 0),
            others: Vec::new(),
            texts: BTreeMap::new(),
            comments: Vec::new(),
        }
    }

    /// Takes up a record.
    ///
    /// # Errors
    /// It is damaged, or the workbook holds more than is taken in.
    pub(super) fn add(
        &mut self,
        kind: u16,
        mut fields: Fields<'_>,
        budget: &mut Budget,
    ) -> Result<(), WorkbookError> {
        let mut head = fields.clone();
        // The text of a formula comes without a place of its own.
        let head = Head::read(&mut head).filter(|_| kind != kind::STRING);
        let xf = head.map(|head| head.xf);
        let fields = &mut fields;
        let mut runs: &'g [(u16, u16)] = &[];
        let read = match kind {
            kind::MUL_RK => return self.add_rks(fields, budget),
            kind::MERGE_CELLS => {
                self.add_merges(fields);
                return Ok(());
            }
            kind::ROW | kind::COL_INFO => {
                let _ = self.add_hidden(kind, fields);
                return Ok(());
            }
            kind::NOTE | kind::OBJ | kind::TXO | kind::DRAWING => {
                // A comment that breaks off does not lose the sheet.
                let _ = self.add_object(kind, fields);
                return Ok(());
            }
            kind::NUMBER => self.number(fields),
            kind::RK => self.rk(fields),
            kind::LABEL_SST => self.shared(fields).map(|(at, shared)| {
                runs = &shared.runs;
                (at, shared.text.clone())
            }),
            kind::LABEL | kind::RICH_STRING => label(fields),
            kind::BOOL_ERR => truth_or_error(fields),
            kind::FORMULA => match self.formula(fields) {
                Some(None) => return Ok(()),
                result => result.flatten(),
            },
            kind::STRING => match self.pending.take() {
                Some(at) => strings::long(fields).map(|text| (at, text)),
                None => return Ok(()),
            },
            _ => return Ok(()),
        };
        let (at, text) = read.ok_or(WorkbookError::Damaged)?;
        self.cells.add(at, &text, budget)?;
        self.strike(at, &text, xf, runs);
        Ok(())
    }

    /// Takes what is struck through out of the cell that was added last in its row.
    fn strike(&mut self, at: (u32, u32), text: &str, xf: Option<u16>, runs: &[(u16, u16)]) {
        let parts = self.globals.formats.struck(text, xf, runs);
        if parts.struck.is_empty() {
            return;
        }
        if parts.rest.trim().is_empty() {
            return self.cells.withhold(at, Withheld::Struck);
        }
        self.cells.shorten(at, &parts.rest);
        self.others.push(Remark { at, kind: RemarkKind::StruckPart, text: parts.struck });
    }

    /// Takes up a comment, or the number or the text of an object ([MS-XLS] 2.4.179, 2.4.181, 2.4.329).
    fn add_object(&mut self, kind: u16, fields: &mut Fields<'_>) -> Option<()> {
        match kind {
            kind::NOTE => {
                let at = (fields.u16()?.into(), fields.u16()?.into());
                let _flags = fields.u16()?;
                self.comments.push((at, fields.u16()?));
            }
            kind::OBJ => {
                const PICTURE: u16 = 0x0008;
                let [_common, _size, object] = [fields.u16()?, fields.u16()?, fields.u16()?];
                self.object = fields.u16()?;
                if object == PICTURE {
                    let (at, kind) = (self.anchor, RemarkKind::Picture);
                    self.others.push(Remark { at, kind, text: String::new() });
                }
            }
            kind::DRAWING => self.anchor = anchor(fields.run(fields.left()))?,
            _ => {
                fields.skip(10)?;
                let length = fields.u16()?;
                fields.go_on()?;
                let flags = fields.u8()?;
                let text = strings::characters(fields, length.into(), flags)?;
                self.texts.insert(self.object, text);
            }
        }
        Some(())
    }

    /// Returns the comments and the text boxes. Boxes do not tell their cells.
    pub(super) fn remarks(&self) -> Vec<Remark> {
        let mut texts = self.texts.clone();
        let comments = self.comments.iter().map(|&(at, object)| {
            let text = texts.remove(&object).unwrap_or_default();
            Remark { at, kind: RemarkKind::Comment, text }
        });
        let mut remarks: Vec<_> = comments.collect();
        let boxes = texts.into_values();
        remarks.extend(boxes.map(|text| Remark { at: (0, 0), kind: RemarkKind::TextBox, text }));
        remarks.retain(|remark| !remark.text.trim().is_empty());
        remarks.extend(self.others.iter().cloned());
        remarks
    }

    /// All cells, merges applied, and the merges.
    ///
    /// # Errors
    /// The workbook holds more than is taken in.
    pub(super) fn finish(
        mut self,
        budget: &mut Budget,
    ) -> Result<(Cells, Vec<Merge>), WorkbookError> {
        self.cells.sort();
        self.lacking.extend(self.pending);
        for at in self.lacking {
            self.cells.add_formula(at, budget)?;
        }
        self.cells.spread(&self.merges, budget)?;
        let merges = Merge::all(&self.merges);
        Ok((self.cells, merges))
    }

    fn shown(&self, xf: u16) -> &Shown {
        self.globals.shown.get(usize::from(xf)).unwrap_or(&Shown::Plain)
    }

    fn number(&self, fields: &mut Fields<'_>) -> Option<((u32, u32), String)> {
        let head = Head::read(fields)?;
        Some((head.at, shown::number(fields.f64()?, self.shown(head.xf))))
    }

    fn rk(&self, fields: &mut Fields<'_>) -> Option<((u32, u32), String)> {
        let head = Head::read(fields)?;
        let number = rk(fields.u32()?);
        Some((head.at, shown::number(number, self.shown(head.xf))))
    }

    /// Several numbers side by side ([MS-XLS] 2.4.175).
    fn add_rks(
        &mut self,
        fields: &mut Fields<'_>,
        budget: &mut Budget,
    ) -> Result<(), WorkbookError> {
        let start = (|| Some((fields.u16()?, fields.u16()?)))();
        let (row, first) = start.ok_or(WorkbookError::Damaged)?;
        let mut column = u32::from(first);
        // The last two bytes are the last column.
        while fields.left() >= 6 {
            let Some((xf, value)) = (|| Some((fields.u16()?, fields.u32()?)))() else {
                return Err(WorkbookError::Damaged);
            };
            let text = shown::number(rk(value), self.shown(xf));
            self.cells.add((row.into(), column), &text, budget)?;
            self.strike((row.into(), column), &text, Some(xf), &[]);
            column += 1;
        }
        Ok(())
    }

    fn shared(&self, fields: &mut Fields<'_>) -> Option<((u32, u32), &'g RichText)> {
        let head = Head::read(fields)?;
        let globals: &'g Globals = self.globals;
        Some((head.at, globals.strings.get(fields.u32()? as usize)?))
    }

    /// The result of a formula ([MS-XLS] 2.4.127, 2.5.133); `None` inside when it is text that follows.
    fn formula(&mut self, fields: &mut Fields<'_>) -> Option<Option<((u32, u32), String)>> {
        let head = Head::read(fields)?;
        let value: [u8; 8] = fields.bytes()?;
        let text = match value {
            [0, .., 0xff, 0xff] => {
                self.lacking.extend(self.pending.replace(head.at));
                return Some(None);
            }
            [1, _, truth, .., 0xff, 0xff] => shown::truth(truth != 0).to_owned(),
            [2, _, error, .., 0xff, 0xff] => error_text(error).to_owned(),
            [_, .., 0xff, 0xff] => String::new(),
            number => shown::number(f64::from_le_bytes(number), self.shown(head.xf)),
        };
        Some(Some((head.at, text)))
    }

    /// Takes up whether a row, or columns side by side, are hidden ([MS-XLS] 2.4.221, 2.4.53).
    fn add_hidden(&mut self, kind: u16, fields: &mut Fields<'_>) -> Option<()> {
        const ROW_HIDDEN: u16 = 0x0020;
        const COLUMN_HIDDEN: u16 = 0x0001;
        let first = usize::from(fields.u16()?);
        if kind == kind::ROW {
            fields.skip(10)?;
            if fields.u16()? & ROW_HIDDEN != 0 {
                self.hidden.rows.insert(first);
            }
        } else {
            let last = usize::from(fields.u16()?);
            fields.skip(4)?;
            if fields.u16()? & COLUMN_HIDDEN != 0 {
                self.hidden.columns.push((first, last));
            }
        }
        Some(())
    }

    /// [MS-XLS] 2.4.168. A list that breaks off counts as far as it goes.
    fn add_merges(&mut self, fields: &mut Fields<'_>) {
        let count = fields.u16().unwrap_or(0);
        for _ in 0..count {
            let merge = (|| Some([fields.u16()?, fields.u16()?, fields.u16()?, fields.u16()?]))();
            let Some(merge) = merge else { return };
            let [top, bottom, left, right] = merge.map(u32::from);
            self.merges.push(Dimensions { start: (top, left), end: (bottom, right) });
        }
    }
}

/// Returns the cell at which a drawing begins ([MS-XLS] 2.5.193): the anchor is a record in it.
fn anchor(drawing: &[u8]) -> Option<(u32, u32)> {
    const HEAD: [u8; 6] = [0x10, 0xf0, 18, 0, 0, 0];
    let at = drawing.windows(HEAD.len()).rposition(|bytes| bytes == HEAD)?;
    let mut fields = drawing.get(at + HEAD.len()..)?.chunks_exact(2);
    let mut field =
        |skipped| fields.nth(skipped).map(|two| u32::from(two[0]) | u32::from(two[1]) << 8);
    let column = field(1)?;
    Some((field(1)?, column))
}

fn label(fields: &mut Fields<'_>) -> Option<((u32, u32), String)> {
    let head = Head::read(fields)?;
    Some((head.at, strings::long(fields)?))
}

/// [MS-XLS] 2.5.10.
fn truth_or_error(fields: &mut Fields<'_>) -> Option<((u32, u32), String)> {
    let head = Head::read(fields)?;
    let (value, is_error) = (fields.u8()?, fields.u8()?);
    let text = if is_error == 0 { shown::truth(value != 0) } else { error_text(value) };
    Some((head.at, text.to_owned()))
}

/// The number in a RkNumber ([MS-XLS] 2.5.217): an integer of 30 bits or the upper half of a float, either a
/// hundred times too large.
fn rk(value: u32) -> f64 {
    let number = if value & 2 == 0 {
        f64::from_bits(u64::from(value & !3) << 32)
    } else {
        f64::from(value.cast_signed() >> 2)
    };
    if value & 1 == 0 { number } else { number / 100.0 }
}

/// [MS-XLS] 2.5.10, the values of an error.
fn error_text(error: u8) -> &'static str {
    match error {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::rk;

    #[test]
    fn packed_numbers_are_integers_or_floats_and_may_be_hundredths() {
        for (value, number) in [
            (0x0000_0000, 0.0),
            (12 << 2 | 2, 12.0),
            (1234 << 2 | 3, 12.34),
            ((-5_i32 << 2 | 2).cast_unsigned(), -5.0),
            (0x3ff0_0000, 1.0),
            (0x4059_0001, 1.0),
        ] {
            assert_eq!(rk(value), number, "{value:#x}");
        }
    }
}
