//! The search for the annex tables in the text of a notice.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cell::Cell;
use super::field::Field;
use super::header::{Header, Unread};
use super::heading;
use super::line::{Line, SEPARATORS};
use super::row::RawRow;
use super::rows_below::Below;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::SourceFile;
use crate::input::published::{self, Block, Published};
use crate::plan::{Annex, Column};
use crate::registry::names::is_blank;

/// Minimum number of parts with content that make a line outside of all tables look like a row.
const ROW_CONTENTS: usize = 3;

/// A table, or the part of one below a header row that is repeated on each page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table<'a> {
    /// The file that it is in.
    pub source: &'a SourceFile,
    pub annex: Annex,
    pub header: Header,
    pub body: Body,
}

/// The content of a table below its header.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Body {
    /// Lines, up to the next table, still to be assembled into rows.
    Lines(Vec<Range<usize>>),
    /// The rows of a table whose cells the format of the file knows.
    Rows(Vec<RawRow>),
}

/// Returns the tables of `files` in their order; reports faults of their headers, and rows outside of all tables, to
/// `problems`.
pub(super) fn find<'a>(files: &'a [Published], problems: &mut Vec<Diagnostic>) -> Vec<Table<'a>> {
    let mut search = Search { tables: Vec::new(), outside: Vec::new(), unread: false, problems };
    for file in files {
        let mut heading = None;
        for block in &file.blocks {
            heading = match block {
                Block::Lines(range) => search.lines(&file.source, range, heading),
                Block::Table(table) => search.table(&file.source, table, heading),
            };
        }
    }
    if !search.unread {
        search.report_missing(files);
    }
    search.tables
}

/// The tables found so far.
struct Search<'a, 'p> {
    tables: Vec<Table<'a>>,
    /// The lines outside of all tables.
    outside: Vec<(&'a SourceFile, Range<usize>)>,
    /// True if there is a table that cannot be read.
    unread: bool,
    problems: &'p mut Vec<Diagnostic>,
}

impl<'a> Search<'a, '_> {
    /// Searches lines of text below the heading of an annex; returns the last heading in them.
    fn lines(
        &mut self,
        source: &'a SourceFile,
        range: &Range<usize>,
        above: Option<u32>,
    ) -> Option<u32> {
        let lines: Vec<Range<usize>> = source
            .lines()
            .filter(|line| range.start <= line.start && line.end <= range.end)
            .collect();
        let mut heading = above;
        let mut open: Option<(Header, Option<u32>)> = None;
        let mut below = Below::new(source.text(), &lines);
        // The lines of all tables with their headers, also of those that are not read, and the headings.
        let mut reported: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at <= lines.len() {
            let number = lines
                .get(at)
                .and_then(|line| heading::number(&source.text()[line.clone()]))
                // A heading repeated at the top of a page does not end its table.
                .filter(|&number| open.is_none() || heading != Some(number))
                .filter(|_| open.as_ref().is_none_or(|(header, _)| !below.goes_on(header, at)));
            let header = Header::find(source.text(), &lines, at);
            let ends = at == lines.len() || number.is_some() || header.is_some();
            if ends && let Some((header, heading)) = open.take() {
                let range = header.lines.end..at;
                reported.push(header.lines.start..at);
                let rows = row_lines(source.text(), &lines[range.clone()], 2).len();
                let body = Body::Lines(lines[range].to_vec());
                self.add(source, header, heading, rows, body);
            }
            if open.is_none()
                && header.is_none()
                && let Some(line) = lines.get(at)
            {
                self.outside.push((source, line.clone()));
            }
            heading = number.or(heading);
            at = header.as_ref().map_or(at + 1, |header| header.lines.end);
            open = header.map(|header| (header, heading)).or(open);
        }
        report_without_header(source, &lines, &reported, self.problems);
        heading
    }

    /// Reads a table whose cells are known, below the heading of an annex; returns the last heading in it.
    fn table(
        &mut self,
        source: &'a SourceFile,
        table: &published::Table,
        above: Option<u32>,
    ) -> Option<u32> {
        let text = source.text();
        let rows: Vec<Vec<Cell>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| Cell::new(text, cell.range.clone())).collect())
            .collect();
        let mut heading = above;
        let mut open: Option<(Header, Vec<RawRow>)> = None;
        for row in rows {
            let Some(first) = row.iter().find(|cell| !cell.is_blank()) else { continue };
            let number = heading::number(first.trimmed());
            if let Some(header) = Header::of_row(&row) {
                self.close(source, &mut open, heading);
                open = Some((header, Vec::new()));
            } else if let Some((_, rows)) = &mut open {
                let end = row.last().map_or(0, |cell| cell.place().end);
                rows.push(RawRow {
                    first_line: first.place(),
                    is_last: text[end..].chars().all(is_blank),
                    cells: row,
                    is_spaced: false,
                });
            } else {
                heading = number.or(heading);
            }
        }
        self.close(source, &mut open, heading);
        heading
    }

    fn close(
        &mut self,
        source: &'a SourceFile,
        open: &mut Option<(Header, Vec<RawRow>)>,
        heading: Option<u32>,
    ) {
        if let Some((header, rows)) = open.take() {
            self.add(source, header, heading, rows.len(), Body::Rows(rows));
        }
    }

    fn add(
        &mut self,
        source: &'a SourceFile,
        header: Header,
        heading: Option<u32>,
        rows: usize,
        body: Body,
    ) {
        match annex(source, &header, heading, rows, &self.tables, self.problems) {
            Some(annex) => self.tables.push(Table { source, annex, header, body }),
            None => self.unread = true,
        }
    }

    /// Reports each table that the notice names but does not contain, or that it contains no table at all.
    fn report_missing(&mut self, files: &[Published]) {
        let mut report = |message: String, place| {
            let hint = "检查文件是否完整，表格各列之间是否用制表符（Tab）或 | 分隔";
            let problem = Diagnostic::new(Code::AnnexMissing, message);
            self.problems.push(problem.at(place).hint(hint));
        };
        let mut found: BTreeSet<Annex> = self.tables.iter().map(|table| table.annex).collect();
        for (source, line) in &self.outside {
            for (annex, name) in heading::announced(&source.text()[line.clone()]) {
                if found.insert(annex) {
                    let (no, noun) = (annex.number(), annex.noun());
                    report(
                        format!("这里提到附件{no}（{noun}），文中却没有找到这张表"),
                        source.place(line.start + name.start..line.start + name.end),
                    );
                }
            }
        }
        if let Some(first) = files.first().filter(|_| found.is_empty()) {
            let message = "没有找到附件1、附件2的表格".to_owned();
            report(message, Place::file(first.source.name()));
        }
    }
}

/// Returns those of `lines` that look like rows of a table: at least `contents` parts between separators hold
/// something.
fn row_lines<'l>(text: &str, lines: &'l [Range<usize>], contents: usize) -> Vec<&'l Range<usize>> {
    let is_row = |line: &&Range<usize>| {
        SEPARATORS.iter().any(|&separator| {
            let line = Line::new(text, (*line).clone(), separator);
            line.contents(text) >= contents && !line.is_rule(text)
        })
    };
    lines.iter().filter(is_row).collect()
}

/// Reports rows before, between and behind the tables: no header says what their columns hold.
fn report_without_header(
    source: &SourceFile,
    lines: &[Range<usize>],
    reported: &[Range<usize>],
    problems: &mut Vec<Diagnostic>,
) {
    let ends = reported.iter().map(|range| range.start).chain([lines.len()]);
    let starts = [0].into_iter().chain(reported.iter().map(|range| range.end));
    for (start, end) in starts.zip(ends) {
        let between = lines.get(start..end).unwrap_or_default();
        let is_heading =
            |line: &Range<usize>| heading::number(&source.text()[line.clone()]).is_some();
        for part in between.split(is_heading) {
            let rows = row_lines(source.text(), part, ROW_CONTENTS);
            let Some(&first) = rows.first() else { continue };
            let place = source.place(first.clone());
            problems.push(match rows.len() {
                1 => Diagnostic::new(
                    Code::TextStray,
                    "这行像是表格的一行，却不在任何一张表中，未读入",
                )
                .at(place)
                .hint("若是附件中的一项，请移到表头之下；若是版记、落款，可不理会"),
                count => {
                    let message = format!(
                        "从第{}行起有{count}行像是表格，前面没有认得的表头，未读入",
                        place.line
                    );
                    Diagnostic::new(Code::HeaderUnknown, message).at(place).hint(
                        "若是主要指标或重点工作任务，请在前面补上表头：序号、主要指标或重点工作任务、牵头领导、\
                         牵头单位、配合单位、实施单位；若是别的附件，可从文本中删去",
                    )
                }
            });
        }
    }
}

/// Returns the annex of a table with so many `rows`; `None`, after a report, if it cannot be determined.
fn annex(
    source: &SourceFile,
    header: &Header,
    heading: Option<u32>,
    rows: usize,
    tables: &[Table<'_>],
    problems: &mut Vec<Diagnostic>,
) -> Option<Annex> {
    report_columns(source, header, problems);
    let place = || source.place(header_range(header));
    let missing =
        [Field::Number, Field::Text].into_iter().find(|&field| header.position(field).is_none());
    if let Some(field) = missing {
        let what = match field {
            Field::Number => "序号",
            _ => "主要指标或重点工作任务",
        };
        problems.push(
            Diagnostic::new(
                Code::AnnexColumnMissing,
                format!("表头缺少“{what}”一列，这张表未读入（{rows}行）"),
            )
            .at(place())
            .hint("补上这一列的标题，或改成常用的写法"),
        );
        return None;
    }
    let by_heading = [Annex::INDICATORS, Annex::TASKS]
        .into_iter()
        .find(|annex| heading == Some(u32::from(annex.number())));
    let continued = tables
        .last()
        .filter(|table| table.header.cells.len() == header.cells.len())
        .map(|table| table.annex);
    let annex = header.annex.or(by_heading).or(continued);
    if annex.is_none() {
        let message = format!("看不出这张表是主要指标还是重点工作任务，未读入（{rows}行）");
        problems.push(
            Diagnostic::new(Code::AnnexAmbiguous, message)
                .at(place())
                .hint("把事项一列的标题改为“主要指标”或“重点工作任务”，或在表前写明附件1、附件2"),
        );
    }
    annex
}

/// Reports columns that are not read, and a table without lead units.
fn report_columns(source: &SourceFile, header: &Header, problems: &mut Vec<Diagnostic>) {
    for unread in &header.unread {
        let (code, position, what) = match *unread {
            Unread::Unknown(position) => (Code::ColumnUnknown, position, "不认识"),
            Unread::Duplicate(position) => (Code::ColumnDuplicate, position, "与另一列含义相同"),
        };
        let cell = &header.cells[position];
        let message = format!("表头“{}”{what}，这一列未读入", cell.running_text());
        problems.push(
            Diagnostic::new(code, message)
                .at(source.place(cell.place()))
                .hint("认得的标题有：序号、主要指标、重点工作任务、牵头领导、牵头单位、配合单位、实施单位、完成时限"),
        );
    }
    if header.position(Field::Names(Column::Lead)).is_none() {
        problems.push(
            Diagnostic::new(Code::AnnexColumnMissing, "表头缺少“牵头单位”一列，各项的牵头单位为空")
                .at(source.place(header_range(header)))
                .hint("补上这一列的标题，或改成“牵头单位”“责任单位”"),
        );
    }
}

/// Returns the byte range of the header's first line.
fn header_range(header: &Header) -> Range<usize> {
    let first = header.cells.first().map_or(0..0, |cell| cell.place());
    let last = header.cells.last().map_or(0..0, |cell| cell.place());
    first.start..last.end.max(first.end)
}
