//! A sheet of returns from top to bottom: titles, header, rows, remarks; several tables may follow one
//! another.

use std::collections::BTreeSet;

use super::corrections::{Figure, Returns};
use super::header::Columns;
use super::heading_lines::HeadingLines;
use super::index::Index;
use super::lost_header;
use super::row::{About, Outcome, RowReader};
use super::row_key::FormHead;
use super::row_kind::{self, RowKind};
use super::tally::Tally;
use super::titles::Field;
use super::typed::{Fate, Presumed, TypedRow, TypedTable};
use super::unread_columns;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::grid::{Grid, GridCell, GridRow};
use crate::registry::UnitId;

/// So many rows with content may stand above the first header. Further down only rows that begin like
/// a header are looked at.
const TITLE_ROWS: usize = 60;

/// What all sheets add to.
pub(super) struct Sink<'a> {
    pub returns: &'a mut Returns,
    pub tally: &'a mut Tally,
    pub problems: &'a mut Diagnostics,
    /// Old and new names that were reported in this file.
    pub renamed: BTreeSet<(UnitId, UnitId)>,
    /// Whose form the file is, if it is one.
    pub form: Option<FormHead>,
    /// What holds for tables that do not state it.
    pub presumed: Presumed,
    /// Where the tables go row by row, if someone wants them as typed.
    pub typed: Option<&'a mut Vec<TypedTable>>,
}

/// Reads the sheet; `false`, with nothing counted or reported, when it has no header.
pub(super) fn read(grid: &Grid<'_>, index: &Index<'_>, sink: &mut Sink<'_>) -> bool {
    let rows = grid.rows();
    let Some((start, header)) = first_table(rows, index) else {
        return false;
    };
    if header.1 == 0 {
        tell_headless(grid.row_place(&rows[start]), sink);
    }
    let table = sink.returns.add_table(grid.file(), grid.sheet());
    sink.tally
        .count_left_out(|tally| &mut tally.faulty, grid.broken());
    let mut left_out = LeftOut::new(grid);
    let mut lines = HeadingLines::default();
    for row in &rows[..start] {
        lines.read(grid, row, index.year);
        left_out.add(Reason::Remark, row, sink);
    }
    let mut unused_told = BTreeSet::new();
    let mut next = Some((start, header));
    while let Some((at, (mut columns, height))) = next {
        left_out.flush(sink);
        let body = at + height;
        next = next_header(rows, body, false);
        let end = next.as_ref().map_or(rows.len(), |&(end, _)| end);
        columns.complete(&rows[at], &rows[body..end]);
        if sink.typed.is_some() {
            let body = &rows[body..end];
            if height > 0 {
                let passed_over = unread_columns::columns(&rows[at], &columns, body);
                columns.unused.extend(passed_over);
            }
            unread_columns::tell(grid, body, &columns, sink.problems);
        }
        tell_unused(grid, &rows[at], &columns, &mut unused_told, sink);
        tell_by_place(grid, &rows[at], &columns, sink);
        let mut reader = RowReader {
            index,
            grid,
            table,
            columns,
            lines: lines.clone(),
            form: sink.form,
            wrong_statements: BTreeSet::new(),
            renamed: std::mem::take(&mut sink.renamed),
        };
        presume(&rows[at], &mut reader, sink);
        if let Some(tables) = &mut sink.typed {
            tables.push(TypedTable::new(&reader));
        }
        lines = read_body(
            &rows[at],
            (body, &rows[body..end]),
            &mut reader,
            &mut left_out,
            sink,
        );
        sink.renamed = reader.renamed;
    }
    left_out.flush(sink);
    true
}

/// The header of the first table; of a form that lost its header its first row, as a header of no rows.
fn first_table(rows: &[GridRow], index: &Index<'_>) -> Option<(usize, (Columns, usize))> {
    let found = next_header(rows, 0, true);
    let end = found.as_ref().map_or(rows.len(), |&(start, _)| start);
    let headless = lost_header::find(&rows[..end], index);
    let headless = headless.map(|(start, columns)| (start, (columns, 0)));
    headless.or(found)
}

/// G161: a form without its header.
fn tell_headless(place: Place, sink: &mut Sink<'_>) {
    let message = "列名一行不见了，各列按报送表的次序读入";
    let problem = Diagnostic::new(Code::ReturnKeyUsed, message).at(place);
    sink.problems
        .push(problem.hint("请核对各列是否仍是报送表原来的次序"));
}

/// The header at or after `from`: its row, its columns, and whether it takes one or two rows.
fn next_header(rows: &[GridRow], from: usize, first: bool) -> Option<(usize, (Columns, usize))> {
    (from..rows.len()).find_map(|at| {
        if !(first && at < TITLE_ROWS || Columns::may_begin(&rows[at])) {
            return None;
        }
        let (columns, two) = Columns::read(&rows[at], rows.get(at + 1))?;
        Some((at, (columns, 1 + usize::from(two))))
    })
}

/// Reads the rows below a header. What the lines among them state holds for the table that follows, if
/// one does.
fn read_body(
    header: &GridRow,
    (first, rows): (usize, &[GridRow]),
    reader: &mut RowReader<'_>,
    left_out: &mut LeftOut<'_, '_>,
    sink: &mut Sink<'_>,
) -> HeadingLines {
    let mut lines = reader.lines.clone();
    let mut fresh = HeadingLines::default();
    let lacking = reader.lacking();
    let mut unread = 0;
    for (at, row) in (first..).zip(rows) {
        let (about, fate) = match row_kind::of(row, &reader.columns) {
            RowKind::Total => {
                left_out.add(Reason::Total, row, sink);
                (About::default(), no_return(row, &reader.columns, false))
            }
            RowKind::Remark => {
                let states = fresh.read(reader.grid, row, reader.index.year);
                left_out.add(Reason::Remark, row, sink);
                (About::default(), no_return(row, &reader.columns, states))
            }
            RowKind::Data if !lacking.is_empty() => {
                unread += 1;
                sink.tally.count_left_out(|tally| &mut tally.faulty, 1);
                (About::default(), Fate::Refused)
            }
            RowKind::Data => read_row(row, reader, left_out, sink),
        };
        if let Some(table) = sink.typed.as_mut().and_then(|tables| tables.last_mut()) {
            let row = TypedRow::new(at, row, about, fate, reader);
            table.rows.push(row);
        }
    }
    if unread > 0 {
        let mut problem = lacking_columns(reader.grid.row_place(header), &lacking, unread);
        if sink.typed.is_some() {
            problem = problem.hint("补上该列，或在表格上方写明，或加 --unit、--period 指明");
        }
        sink.problems.push(problem);
    }
    lines.replace_with(fresh);
    lines
}

fn read_row(
    row: &GridRow,
    reader: &mut RowReader<'_>,
    left_out: &mut LeftOut<'_, '_>,
    sink: &mut Sink<'_>,
) -> (About, Fate) {
    let (about, outcome) = reader.read(row, sink.problems);
    let fate = match outcome {
        Outcome::Filed(filed) => {
            let fate = match sink.typed {
                Some(_) => Fate::taken(row, &filed, reader),
                None => Fate::Refused,
            };
            left_out.flush(sink);
            sink.tally.count_read();
            let place = |figure| {
                let field = match figure {
                    Figure::Value => Field::Value,
                    Figure::Percent => Field::Percent,
                    Figure::Status => Field::Status,
                };
                let column = reader.columns.of(field);
                column.map_or_else(
                    || reader.grid.row_place(row),
                    |column| reader.grid.place(row, column),
                )
            };
            sink.returns.add(*filed, place, sink.problems);
            fate
        }
        Outcome::Faulty => {
            sink.tally.count_left_out(|tally| &mut tally.faulty, 1);
            Fate::Refused
        }
        Outcome::Uninvolved => {
            sink.tally.count_left_out(|tally| &mut tally.uninvolved, 1);
            Fate::Refused
        }
        Outcome::NotFilledIn => {
            left_out.add(Reason::NotFilledIn, row, sink);
            Fate::Blank
        }
    };
    (about, fate)
}

/// A row that is no return: its words, cell by cell, those aside that the form itself shows. One that
/// `states` something of the table below it stands across the columns.
fn no_return(row: &GridRow, columns: &Columns, states: bool) -> Fate {
    let told = row
        .filled()
        .filter(|cell| !columns.shown.contains(&cell.column));
    let words: Vec<_> = told.map(GridCell::text).collect();
    let filled_in = Field::OPEN.iter().filter_map(|&field| columns.of(field));
    Fate::NoReturn {
        words: words.join("　"),
        filled_in: !states
            && filled_in
                .into_iter()
                .any(|column| !row.text(column).is_empty()),
    }
}

/// Whether rows have the header of a return form: most of what units fill in.
pub(super) fn has_form(rows: &[GridRow]) -> bool {
    const MOST: usize = 4;
    next_header(rows, 0, true).is_some_and(|(_, (columns, _))| {
        let open = Field::OPEN
            .iter()
            .filter(|&&field| columns.of(field).is_some());
        open.count() >= MOST
    })
}

/// G168: takes what neither a column nor a line above the table states, and no form's key, from what is
/// presumed.
fn presume(header: &GridRow, reader: &mut RowReader<'_>, sink: &mut Sink<'_>) {
    let Presumed { unit, month } = sink.presumed;
    let place = reader.grid.row_place(header);
    for field in reader.lacking() {
        let lines = &mut reader.lines;
        let (stated, text) = match field {
            Field::Unit => {
                let short = unit.map(|unit| reader.index.registry.unit(unit).short.clone());
                (&mut lines.unit, short)
            }
            _ => (&mut lines.period, month.map(|month| month.to_string())),
        };
        let Some(text) = text else { continue };
        let message = format!("没有写明{}，按命令中给出的作{text}", field.title());
        let problem = Diagnostic::new(Code::ReturnPresumed, message);
        sink.problems.push(problem.at(place.clone()));
        *stated = Some((text, place.clone()));
    }
}

/// G106: neither a column nor a line above the table states what every row needs.
fn lacking_columns(place: Place, lacking: &[Field], rows: usize) -> Diagnostic {
    let titles: Vec<_> = lacking
        .iter()
        .map(|field| format!("“{}”", field.title()))
        .collect();
    let stated: Vec<_> = lacking
        .iter()
        .map(|field| match field {
            Field::Unit => "填报单位",
            _ => "报送期间",
        })
        .collect();
    let message = format!(
        "没有{}列，表格上方也没有写明{}，{rows}行未读入",
        titles.join("、"),
        stated.join("和")
    );
    Diagnostic::new(Code::ReturnsColumnMissing, message)
        .at(place)
        .hint("补上该列，或在表格上方写明，如“填报单位：省教育厅　报送期间：2018年一季度”")
}

/// G105: the columns that are not read, once for each title.
fn tell_unused(
    grid: &Grid<'_>,
    header: &GridRow,
    columns: &Columns,
    told: &mut BTreeSet<String>,
    sink: &mut Sink<'_>,
) {
    let fresh: Vec<_> = columns
        .unused
        .iter()
        .filter(|(_, title)| told.insert(title.clone()))
        .collect();
    let Some((first, _)) = fresh.first() else {
        return;
    };
    let titles: Vec<_> = fresh.iter().map(|(_, title)| title.as_str()).collect();
    sink.problems.push(
        Diagnostic::new(
            Code::ReturnsColumnUnused,
            format!("未采用的列：{}", titles.join("、")),
        )
        .at(grid.place(header, *first)),
    );
}

/// G161: columns of a form under titles that mean nothing, which were told by their place.
fn tell_by_place(grid: &Grid<'_>, header: &GridRow, columns: &Columns, sink: &mut Sink<'_>) {
    for &(field, column) in &columns.by_place {
        let message = format!(
            "列名“{}”无法识别，按报送表的次序作“{}”列读入",
            header.text(column),
            field.title()
        );
        let problem = Diagnostic::new(Code::ReturnKeyUsed, message);
        sink.problems.push(problem.at(grid.place(header, column)));
    }
}

/// Why a row is no return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Total,
    Remark,
    NotFilledIn,
}

/// Rows that are no returns, told in blocks: consecutive ones of a kind in one note.
struct LeftOut<'a, 'g> {
    grid: &'a Grid<'g>,
    /// The block so far: why, its first row's place, its first and last row.
    block: Option<(Reason, Place, usize, usize)>,
}

impl<'a, 'g> LeftOut<'a, 'g> {
    fn new(grid: &'a Grid<'g>) -> Self {
        Self { grid, block: None }
    }

    fn add(&mut self, reason: Reason, row: &GridRow, sink: &mut Sink<'_>) {
        match reason {
            Reason::Total => sink.tally.count_left_out(|tally| &mut tally.totals, 1),
            Reason::Remark => sink.tally.count_left_out(|tally| &mut tally.remarks, 1),
            Reason::NotFilledIn => sink
                .tally
                .count_left_out(|tally| &mut tally.not_filled_in, 1),
        }
        match &mut self.block {
            Some((held, _, _, last)) if *held == reason => *last = row.number,
            _ => {
                self.flush(sink);
                let place = self.grid.row_place(row);
                self.block = Some((reason, place, row.number, row.number));
            }
        }
    }

    /// Reports the block so far.
    fn flush(&mut self, sink: &mut Sink<'_>) {
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
        sink.problems.push(
            Diagnostic::new(Code::RowNoReturn, format!("{rows}{what}，未作为报送读入")).at(place),
        );
    }
}
