//! The filling of cells that are blank because the published table has merged cells there.
//!
//! A blank leader or lead-unit cell takes the content of the row above. Blank supporting units mean that
//! there are none, unless leader, lead and supporting units are all blank: then all three cells are
//! merged, and supporting units are taken too (also when those of the row above are empty: the cell is a
//! part of theirs). A row without any of them whose parts follow (1, then 1.1) is their heading, and takes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::number::Number;
use super::record::Record;
use super::title::Field;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::SourceFile;
use crate::plan::Column;

/// The columns that merged cells run through. Blank implementing units are never filled.
const MERGED: [Column; 3] = [Column::Leaders, Column::Lead, Column::Support];

/// The names of a row by column, and the columns taken from the row above.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filled {
    pub names: BTreeMap<Column, Vec<String>>,
    pub inherited: BTreeSet<Column>,
    /// Sequence number of the row above, if something was inherited and that row has a number.
    pub above: Option<u32>,
    /// True if leader, lead and supporting units were all blank.
    pub all_blank: bool,
    /// Numbers of the row above and of this one, if those between them are missing.
    pub gap: Option<(u32, u32)>,
}

/// The content of the row above in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Above {
    /// There is no row above.
    Start,
    /// That row is damaged, so that its content is not known.
    Unknown,
    /// That row is the heading of the parts below it, without units of its own.
    Heading,
    Names(Vec<String>),
}

/// Fills the rows of an annex from top to bottom; `names` holds, by row, the names of the cells that are
/// not blank.
pub(super) fn down(
    records: &[Record<'_>],
    names: Vec<BTreeMap<Column, Vec<String>>>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Filled> {
    let mut above = MERGED.map(|column| (column, Above::Start));
    let mut above_no: Option<u32> = None;
    let mut rows = Vec::new();
    for (position, (record, names)) in records.iter().zip(names).enumerate() {
        let order = record.number.map(Number::order);
        let gap = above_no.zip(order).filter(|(above, no)| above.saturating_add(1) < *no);
        let mut filled =
            Filled { all_blank: is_all_blank(record), names, gap, ..Filled::default() };
        if filled.all_blank && is_heading(record, records.get(position + 1)) {
            above = MERGED.map(|column| (column, Above::Heading));
            above_no = order.or(above_no);
            rows.push(Filled { all_blank: false, ..filled });
            continue;
        }
        if record.table.is_list {
            rows.push(filled);
            continue;
        }
        for (column, above) in &mut above {
            let merges = *column != Column::Support || filled.all_blank;
            if let Some(place) = blank_place(record, *column).filter(|_| merges) {
                match above {
                    Above::Names(names) => {
                        filled.names.insert(*column, names.clone());
                        filled.inherited.insert(*column);
                        filled.above = above_no;
                    }
                    _ if *column == Column::Support => {}
                    _ => problems.push(nothing_above(record.source, *column, above, place)),
                }
            }
            let is_lost = record.missing.contains(&Field::Names(*column));
            *above = match is_lost && !record.is_aligned {
                true => Above::Unknown,
                false => Above::Names(filled.names.get(column).cloned().unwrap_or_default()),
            };
        }
        above_no = order.or(above_no);
        rows.push(filled);
    }
    rows
}

/// Returns whether a row without names is the heading of its parts, the first of which is `next`: nothing is merged then.
fn is_heading(record: &Record<'_>, next: Option<&Record<'_>>) -> bool {
    match (record.number, next.and_then(|next| next.number)) {
        (Some(Number::Whole(no)), Some(Number::Part(of, _))) => no == of,
        (Some(Number::Whole(_)), Some(Number::Inner(1))) => true,
        _ => false,
    }
}

/// Returns the byte range of the row's cell in `column`, if the cell exists and is blank.
fn blank_place(record: &Record<'_>, column: Column) -> Option<Range<usize>> {
    let field = Field::Names(column);
    match record.cells.get(&field) {
        Some(cell) => cell.is_blank().then(|| cell.place()),
        // All other cells are in their columns, so that a merged one covers this.
        None => {
            (record.is_aligned && record.missing.contains(&field)).then(|| record.place.clone())
        }
    }
}

/// Returns whether the row's cells are blank in all merged columns of the table.
fn is_all_blank(record: &Record<'_>) -> bool {
    let has = |column: &Column| {
        let field = Field::Names(*column);
        record.cells.contains_key(&field) || record.missing.contains(&field)
    };
    MERGED.iter().filter(|column| has(column)).all(|&column| blank_place(record, column).is_some())
        && has(&Column::Support)
        && has(&Column::Lead)
}

fn nothing_above(
    source: &SourceFile,
    column: Column,
    above: &Above,
    place: Range<usize>,
) -> Diagnostic {
    let message = match above {
        Above::Heading => {
            format!("上一行是没有责任单位的标题，这一行的“{}”也是空的", column.word())
        }
        Above::Start => format!("第一行的“{}”为空，没有上一行可沿用", column.word()),
        _ => format!("“{}”为空，而上一行不完整，无法沿用", column.word()),
    };
    Diagnostic::new(Code::NothingToInherit, message)
        .at(source.place(place))
        .hint("核对原件的合并单元格，补上这一格")
}
