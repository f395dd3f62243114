//! A sheet of returns from top to bottom: titles, header, rows, remarks. Several tables may follow one another.

use std::collections::BTreeSet;

use super::changed_marks::ChangedMarks;
use super::head::Head;
use super::header::Columns;
use super::heading_lines::HeadingLines;
use super::index::Index;
use super::lost_header;
use super::mangled_ids::MangledIds;
use super::mix_up::{self, MixedUp};
use super::problem::{Consequence, Problem, quote};
use super::row::{About, FormHead, Row, RowOutcome, RowReader};
use super::row_kind::{self, RowKind};
use super::unread_columns::UnreadColumns;
use super::withdrawn;
use crate::diagnostic::{Code, Place};
use crate::input::grid::{GridCell, GridRow, Origin};
use crate::period::Month;
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::form;

/// The maximum number of rows with content above the first header. Further down, only rows that begin like a
/// header are tried.
const TITLE_ROWS: usize = 60;

/// A table of returns, from its header to the next one.
#[derive(Debug)]
pub(in crate::returns) struct Table {
    /// The worksheet; `None` in a text.
    pub sheet: Option<String>,
    /// The table's columns, and the statements that hold for all of its rows.
    pub head: Head,
    /// The table's rows.
    pub rows: Vec<Row>,
    /// The columns that are not read.
    pub unread: UnreadColumns,
    /// Further problems of the table.
    pub problems: Vec<Problem>,
}

impl Table {
    /// Returns whether rows name their period themselves.
    pub(super) fn has_periods(&self) -> bool {
        let stated = |row: &Row| !self.head.text(&row.cells, Field::Period).is_empty();
        self.head.columns.of(Field::Period).is_some() && self.rows.iter().any(stated)
    }
}

/// The unit and period of a table that states neither, according to whoever hands it in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PresumedHead {
    /// The unit.
    pub unit: Option<UnitId>,
    /// The month that closes the period.
    pub month: Option<Month>,
}

/// Data that all tables of a file share.
pub(super) struct Context<'a> {
    pub index: &'a Index<'a>,
    /// The unit and period of the form, if the file is one.
    pub form: Option<FormHead>,
    /// The unit and period of tables that do not state them.
    pub presumed: PresumedHead,
    /// Old and new names of units that have been reported for this file.
    pub renamed: BTreeSet<(UnitId, UnitId)>,
    /// The ids of this file that a spreadsheet took for dates.
    pub mangled: MangledIds,
}

/// Reads a sheet: its tables, and the number of rows above the first one. Returns `None` if the sheet has no
/// header.
pub(super) fn read(
    origin: Origin<'_>,
    mut rows: Vec<GridRow>,
    context: &mut Context<'_>,
) -> Option<(Vec<Table>, usize)> {
    let index = context.index;
    let (start, header) = first_table(&rows, index)?;
    let mut problems = Vec::new();
    if header.1 == 0 {
        problems.push(lost(origin.row_place(&rows[start])));
    }
    let mut lines = HeadingLines::default();
    let mut left_out = LeftOut::default();
    for (at, row) in rows[..start].iter().enumerate() {
        let states = lines.read(origin, row, index.year);
        if at > 0 && !states && !form::is_own_line(row.filled().map(GridCell::text)) {
            problems.push(words_above(origin, row));
        }
        left_out.add(Reason::Remark, origin, row, &mut problems);
    }
    left_out.report(&mut problems);
    problems.extend(lines.not_read());
    let mut reported = BTreeSet::new();
    let mut tables = Vec::new();
    let mut next = Some((start, header));
    while let Some((at, (mut columns, height))) = next {
        let body = at + height;
        next = next_header(&rows, body, false);
        let end = next.as_ref().map_or(rows.len(), |&(end, _)| end);
        let (header, below) = (&rows[at], &rows[body..end]);
        columns.complete(header, below);
        let unread = match height {
            0 => UnreadColumns::default(),
            _ => UnreadColumns::titled(origin, (header, below), &columns, &mut reported),
        };
        problems.extend(known_by_place(origin, header, &columns));
        let mut reader = RowReader {
            index,
            origin,
            head: Head { columns, lines },
            form: context.form,
            wrong_statements: BTreeSet::new(),
            renamed: std::mem::take(&mut context.renamed),
            mangled: std::mem::take(&mut context.mangled),
            mixed_up: Vec::new(),
            confirmed: false,
            lost_goals: 0,
            changed: ChangedMarks::default(),
            problems: std::mem::take(&mut problems),
        };
        let place = origin.row_place(header);
        presume(&place, &mut reader, context.presumed);
        let (table, later) = read_body(&mut rows[body..end], (body, place), unread, &mut reader);
        lines = table.head.lines.clone();
        lines.replace_with(later);
        tables.push(table);
        context.renamed = reader.renamed;
        context.mangled = reader.mangled;
    }
    Some((tables, start))
}

/// Returns G213: words above the header that are not a title, and state nothing.
fn words_above(origin: Origin<'_>, row: &GridRow) -> Problem {
    let words: Vec<_> = row.filled().map(GridCell::text).collect();
    let message = format!("表格上方的“{}”不是报送内容，未采用", quote(&words.join("　")));
    Problem::new(Code::WordsNotRead, message).at(origin.row_place(row))
}

/// Returns the header of the first table. For a form that lost its header this is its first row, as a header
/// that takes up no rows.
fn first_table(rows: &[GridRow], index: &Index<'_>) -> Option<(usize, (Columns, usize))> {
    let found = next_header(rows, 0, true);
    let end = found.as_ref().map_or(rows.len(), |&(start, _)| start);
    let lost = lost_header::find(&rows[..end], index);
    let lost = lost.map(|(start, columns)| (start, (columns, 0)));
    lost.or(found)
}

/// Returns G161: a form without its header.
fn lost(place: Place) -> Problem {
    let message = "列名一行不见了，各列按报送表的次序读入";
    let problem = Problem::new(Code::ReturnKeyUsed, message).at(place);
    problem.hint("请核对各列是否仍是报送表原来的次序")
}

/// Returns the header at or after `from`: its row, its columns, and the number of rows it takes, one or two.
fn next_header(rows: &[GridRow], from: usize, first: bool) -> Option<(usize, (Columns, usize))> {
    (from..rows.len()).find_map(|at| {
        if !(first && at < TITLE_ROWS || Columns::may_begin(&rows[at])) {
            return None;
        }
        let (columns, two) = Columns::read(&rows[at], rows.get(at + 1))?;
        Some((at, (columns, 1 + usize::from(two))))
    })
}

/// Reads the `rows` below a header at `place`; the first of them is the row `first` of the sheet. The lines
/// among them hold statements for the table that follows, if one does.
fn read_body(
    rows: &mut [GridRow],
    (first, place): (usize, Place),
    mut unread: UnreadColumns,
    reader: &mut RowReader<'_>,
) -> (Table, HeadingLines) {
    let origin = reader.origin;
    let known = reader.head.columns.known();
    let lacking = reader.lacking();
    let mut later = HeadingLines::default();
    let mut left_out = LeftOut::default();
    let mut table_rows = Vec::with_capacity(rows.len());
    let mut not_read = 0;
    let mut unconfirmed = Vec::new();
    for (index, cells) in (first..).zip(rows) {
        if is_group(cells, reader) {
            continue;
        }
        let kind = row_kind::of(cells, &reader.head);
        if kind == RowKind::Data {
            reader.problems.extend(withdrawn::take_out(cells, &reader.head, origin));
            unread.add(origin, cells, &known);
        }
        let (about, outcome) = match kind {
            RowKind::Total => (About::default(), RowOutcome::Total),
            RowKind::Remark => {
                let states = later.read(origin, cells, reader.index.year);
                (About::default(), RowOutcome::Remark { states })
            }
            RowKind::Data if !lacking.is_empty() => {
                not_read += 1;
                (About::default(), RowOutcome::Faulty)
            }
            RowKind::Data => reader.read(cells),
        };
        match (&outcome, Reason::of(&outcome)) {
            (_, Some(reason)) => left_out.add(reason, origin, cells, &mut reader.problems),
            (RowOutcome::Return(_) | RowOutcome::Zero(_), _) => {
                left_out.report(&mut reader.problems);
            }
            _ => {}
        }
        if matches!(outcome, RowOutcome::Return(_)) && !reader.confirmed {
            unconfirmed.push(table_rows.len());
        }
        let cells = std::mem::take(cells);
        table_rows.push(Row { index, key: reader.key(&cells), cells, about, outcome });
    }
    if not_read > 0 {
        let problem = lacking_columns(place, &lacking, not_read);
        reader.problems.push(problem);
    }
    left_out.report(&mut reader.problems);
    let mut mixed_up = std::mem::take(&mut reader.mixed_up);
    let goals_moved = mix_up::goals_moved(&mixed_up, reader.lost_goals);
    if goals_moved {
        for at in unconfirmed {
            let Some(row) = table_rows.get_mut(at) else { continue };
            row.outcome = RowOutcome::Faulty;
            mixed_up.push(MixedUp {
                line: row.cells.number,
                place: origin.row_place(&row.cells),
                votes: Vec::new(),
                filled: true,
            });
        }
    }
    reader.problems.extend(mix_up::report(mixed_up, goals_moved));
    reader.problems.extend(std::mem::take(&mut reader.changed).report());
    let table = Table {
        sheet: origin.sheet().map(str::to_owned),
        head: std::mem::take(&mut reader.head),
        rows: table_rows,
        unread,
        problems: std::mem::take(&mut reader.problems),
    };
    (table, later)
}

/// Returns whether rows have the header of a return form: most of the fields that units fill in.
pub(super) fn has_form(rows: &[GridRow]) -> bool {
    const MOST: usize = 4;
    next_header(rows, 0, true).is_some_and(|(_, (columns, _))| {
        let open = Field::OPEN.iter().filter(|&&field| columns.of(field).is_some());
        open.count() >= MOST
    })
}

/// Reports G168, and takes from `presumed` what neither a column, nor a line above the table, nor a form's key
/// states.
fn presume(place: &Place, reader: &mut RowReader<'_>, presumed: PresumedHead) {
    for field in reader.lacking() {
        let lines = &mut reader.head.lines;
        let (stated, text) = match field {
            Field::Unit => {
                let unit = presumed.unit.map(|unit| reader.index.registry.unit(unit));
                (&mut lines.unit, unit.map(|unit| unit.short.clone()))
            }
            _ => {
                let month = presumed.month.map(|month| month.to_string());
                (&mut lines.period, month)
            }
        };
        let Some(text) = text else { continue };
        let message = format!("没有写明{}，按命令中给出的作{text}", field.title());
        let problem = Problem::new(Code::ReturnPresumed, message);
        reader.problems.push(problem.at(place.clone()));
        *stated = Some((text, place.clone()));
    }
}

/// Returns G106: neither a column nor a line above the table states a field that every row needs.
fn lacking_columns(place: Place, lacking: &[Field], rows: usize) -> Problem {
    let titles = lacking.iter().map(|field| format!("“{}”", field.title()));
    let titles: Vec<_> = titles.collect();
    let stated = lacking.iter().map(|field| match field {
        Field::Unit => "填报单位",
        _ => "报送期间",
    });
    let stated: Vec<_> = stated.collect();
    let message = format!("没有{}列，表格上方也没有写明{}", titles.join("、"), stated.join("和"));
    Problem::new(Code::ReturnsColumnMissing, message)
        .with(Consequence::RowsNotRead(rows))
        .at(place)
        .hint("补上该列，或在表格上方写明，如“填报单位：省教育厅　报送期间：2018年一季度”")
}

/// Returns G161: columns of a form under titles that mean nothing, which are known by their place.
fn known_by_place(
    origin: Origin<'_>,
    header: &GridRow,
    columns: &Columns,
) -> impl Iterator<Item = Problem> {
    columns.by_place.iter().map(move |&(field, column)| {
        let message = format!(
            "列名“{}”无法识别，按报送表的次序作“{}”列读入",
            header.text(column),
            field.title()
        );
        Problem::new(Code::ReturnKeyUsed, message).at(origin.place(header, column))
    })
}

/// The reason for which a row is not a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Total,
    Remark,
    NotFilledIn,
}

impl Reason {
    fn of(outcome: &RowOutcome) -> Option<Self> {
        match outcome {
            RowOutcome::Total => Some(Self::Total),
            RowOutcome::Remark { .. } => Some(Self::Remark),
            RowOutcome::NotFilledIn => Some(Self::NotFilledIn),
            RowOutcome::Return(_)
            | RowOutcome::Zero(_)
            | RowOutcome::Faulty
            | RowOutcome::Uninvolved => None,
        }
    }
}

/// Returns whether a row has nothing but the words of a section or heading, which the form has above rows.
fn is_group(row: &GridRow, reader: &RowReader<'_>) -> bool {
    let mut filled = row.filled();
    let words = filled.next().map(GridCell::text);
    filled.next().is_none() && words.is_some_and(|words| reader.index.is_group(words.trim()))
}

/// Rows that are not returns, reported in blocks: consecutive rows of a kind in one note.
#[derive(Default)]
struct LeftOut {
    /// The current block: reason, its first row's place, its first and last row.
    block: Option<(Reason, Place, usize, usize)>,
}

impl LeftOut {
    fn add(
        &mut self,
        reason: Reason,
        origin: Origin<'_>,
        row: &GridRow,
        problems: &mut Vec<Problem>,
    ) {
        match &mut self.block {
            Some((earlier, _, _, last)) if *earlier == reason => *last = row.number,
            _ => {
                self.report(problems);
                self.block = Some((reason, origin.row_place(row), row.number, row.number));
            }
        }
    }

    /// Reports the current block (G107).
    fn report(&mut self, problems: &mut Vec<Problem>) {
        let Some((reason, place, first, last)) = self.block.take() else {
            return;
        };
        let rows = if first == last {
            format!("第{first}行")
        } else {
            format!("第{first}至{last}行")
        };
        let what = match reason {
            Reason::Total => "是合计",
            Reason::Remark => "是标题或说明",
            Reason::NotFilledIn => "没有填写内容",
        };
        let problem = Problem::new(Code::RowNoReturn, format!("{rows}{what}"));
        problems.push(problem.with(Consequence::NoReturn).at(place));
    }
}
