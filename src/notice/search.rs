//! The search for the annex tables in the files of a notice.

use std::ops::Range;

use super::cell::Cell;
use super::cell_names::Known;
use super::header::Header;
use super::heading;
use super::line::{Line, SEPARATORS};
use super::list;
use super::per_line;
use super::row::RawRow;
use super::rows_below::Below;
use super::section;
use super::settings::Settings;
use super::title::Field;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::SourceFile;
use crate::input::published::{self, Block, Published};
use crate::plan::Annex;
use crate::registry::names::is_blank;

use super::annex_tables::annexes;
use super::column_report::report_columns;
use super::table::{AnnexTables, Body, Table};

/// Minimum number of parts with content that make a line outside of all tables look like a row.
const ROW_CONTENTS: usize = 3;

/// Returns the tables of `files` by annex; reports faults of their headers, and rows outside of all tables, to
/// `problems`.
pub(super) fn find<'a>(
    files: &'a [Published],
    known: &Known,
    settings: &Settings,
    problems: &mut Vec<Diagnostic>,
) -> Vec<AnnexTables<'a>> {
    let mut search = Search {
        known,
        settings,
        tables: Vec::new(),
        outside: Vec::new(),
        heading: None,
        caption: None,
        sections: Vec::new(),
        unread: false,
        problems,
    };
    for file in files {
        search.heading = None;
        search.caption = None;
        search.sections.clear();
        for block in &file.blocks {
            match block {
                Block::Lines(range) => search.lines(&file.source, range),
                Block::Table(table) => search.table(&file.source, table),
            }
        }
    }
    let annexes = annexes(std::mem::take(&mut search.tables), search.problems);
    search.report_missing(files, &annexes);
    annexes
}

/// The tables found so far.
struct Search<'a, 's> {
    known: &'s Known,
    settings: &'s Settings,
    tables: Vec<Table<'a>>,
    /// The lines outside of all tables.
    outside: Vec<(&'a SourceFile, Range<usize>)>,
    /// The number of the annex in the last heading.
    heading: Option<u32>,
    /// The last line that can be the title of a table.
    caption: Option<String>,
    /// The headings of sections since the last table.
    sections: Vec<String>,
    /// True if there is a table that cannot be read.
    unread: bool,
    problems: &'s mut Vec<Diagnostic>,
}

impl<'a> Search<'a, '_> {
    /// Searches lines of text.
    fn lines(&mut self, source: &'a SourceFile, range: &Range<usize>) {
        let text = source.text();
        let lines: Vec<Range<usize>> = source
            .lines()
            .filter(|line| range.start <= line.start && line.end <= range.end)
            .collect();
        let mut open: Option<Table<'a>> = None;
        let mut below = Below::new(text, &lines, self.settings);
        // The lines of all tables with their headers, also of those that are not read, and the headings.
        let mut reported: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at <= lines.len() {
            let number = lines
                .get(at)
                .and_then(|line| heading::number(&text[line.clone()]))
                // A heading repeated at the top of a page does not end its table.
                .filter(|&number| open.is_none() || self.heading != Some(number))
                .filter(|_| open.as_ref().is_none_or(|table| !below.goes_on(&table.header, at)));
            let per_line = match open {
                None => per_line::find(text, &lines, at, self.settings, self.known),
                Some(_) => None,
            };
            let header = match per_line {
                Some(_) => None,
                None => Header::find(text, &lines, at, self.settings),
            };
            let ends = at == lines.len() || number.is_some() || header.is_some();
            if ends && let Some(mut table) = open.take() {
                let range = table.header.lines.end..at;
                reported.push(table.header.lines.start..at);
                table.header.settle_outer(text, &lines[range.clone()]);
                table.body = Body::Lines(lines[range].to_vec());
                self.add(table);
                // The title of the next table is above its header, below the last row of this one.
                if header.is_some() {
                    self.caption = title_above(text, &lines, at).or(self.caption.take());
                }
            }
            if let Some(found) = per_line {
                reported.push(at..found.end);
                let table = self.begin(source, found.header, Body::Rows(found.rows));
                self.add(table);
                at = found.end.max(at + 1);
                continue;
            }
            if open.is_none()
                && header.is_none()
                && let Some(line) = lines.get(at)
            {
                self.read_outside(source, line.clone());
            }
            at = header.as_ref().map_or(at + 1, |header| header.lines.end);
            open = header.map(|header| self.begin(source, header, Body::Rows(Vec::new()))).or(open);
        }
        self.lists(source, &lines, &mut reported);
        reported.sort_by_key(|range| range.start);
        report_without_header(source, &lines, &reported, self.problems);
    }

    /// Reads a line outside of all tables: the heading of an annex, the title of a table, the heading of a section.
    fn read_outside(&mut self, source: &'a SourceFile, line: Range<usize>) {
        // A copied table row around a title leaves its separators.
        let words =
            source.text()[line.clone()].trim_matches(|c| is_blank(c) || SEPARATORS.contains(&c));
        self.outside.push((source, line));
        if let Some(number) = heading::number(words) {
            self.heading = Some(number);
            self.sections.clear();
            self.caption = heading::title(words).map(str::to_owned);
        } else if heading::is_bare(words) {
            self.heading = None;
            self.sections.clear();
            self.caption = None;
        } else if section::is_heading(words) {
            self.sections.push(words.to_owned());
        } else if heading::is_title(words) {
            self.caption = Some(words.chars().filter(|&c| !is_blank(c)).collect());
        }
    }

    /// Reads the lists of tasks in the lines outside of all tables.
    fn lists(
        &mut self,
        source: &'a SourceFile,
        lines: &[Range<usize>],
        reported: &mut Vec<Range<usize>>,
    ) {
        let mut tables = reported.clone();
        tables.sort_by_key(|range| range.start);
        let ends: Vec<usize> =
            tables.iter().map(|range| range.start).chain([lines.len()]).collect();
        let starts = std::iter::once(0).chain(tables.iter().map(|range| range.end));
        for (start, end) in starts.zip(ends) {
            let between = lines.get(start..end).unwrap_or_default();
            let Some(found) = list::find(source.text(), between, self.settings) else { continue };
            let first = start + found.lines.start;
            reported.push(first..start + found.lines.end);
            let heading = lines.get(..first).unwrap_or_default().iter().rev();
            let words = |line: &Range<usize>| source.text()[line.clone()].trim_matches(is_blank);
            let heading = heading.map(words).find_map(heading::number);
            let mut title = lines.get(..first).unwrap_or_default().iter().map(words);
            let mut table = self.begin(source, found.header, Body::Rows(found.rows));
            table.sections.clear();
            table.heading = heading;
            table.caption = title.rfind(|words| heading::is_title(words)).map(str::to_owned);
            self.add(table);
        }
    }

    /// Reads a table whose cells are known.
    fn table(&mut self, source: &'a SourceFile, table: &published::Table) {
        let text = source.text();
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let rows: Vec<Vec<Cell>> = table
            .rows
            .iter()
            .map(|row| {
                let cells = row.iter().map(|cell| Cell::new(text, cell.range.clone()));
                let mut cells: Vec<Cell> = cells.collect();
                let end = cells.last().map_or(0, Cell::end);
                cells.resize(width, Cell::new(text, end..end));
                cells
            })
            .collect();
        let is_merged = |at: usize| {
            let row = table.rows.get(at).map_or(&[][..], Vec::as_slice);
            row.len() > 1 && row.iter().skip(1).all(|cell| cell.covered_by == Some((at, 0)))
        };
        let mut open: Option<(Table<'a>, Vec<RawRow>)> = None;
        let mut unread: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        let grid = &rows;
        while let Some(row) = grid.get(at) {
            let Some(first) = row.iter().find(|cell| !cell.is_blank()) else {
                at += 1;
                continue;
            };
            let contents = row.iter().filter(|cell| !cell.is_blank()).count();
            if let Some((header, count)) =
                grid.get(at..).and_then(|rows| Header::of_rows(rows, self.settings))
            {
                self.close(&mut open);
                open = Some((self.begin(source, header, Body::Rows(Vec::new())), Vec::new()));
                at += count;
                continue;
            }
            if let Some((header, rows)) = open.as_mut().map(|(table, rows)| (&table.header, rows)) {
                // A deadline merged over several rows holds for each of them.
                let with_deadline = |mut cells: Vec<Cell>, at: usize| {
                    let column = header.position(Field::Deadline);
                    let covered =
                        column.and_then(|column| table.rows.get(at)?.get(column)?.covered_by);
                    if let Some((above, same)) = covered.filter(|&(_, same)| Some(same) == column)
                        && let Some(origin) = grid.get(above).and_then(|row| row.get(same))
                        && let Some(cell) = cells.get_mut(same)
                    {
                        *cell = origin.clone();
                    }
                    cells
                };
                let end = row.iter().map(Cell::end).max().unwrap_or(0);
                rows.push(RawRow {
                    first_line: first.place(),
                    is_last: text.get(end..).is_some_and(|rest| rest.chars().all(is_blank)),
                    is_merged: is_merged(at),
                    cells: with_deadline(row.clone(), at),
                    is_spaced: false,
                });
            } else if contents == 1 {
                let words = first.place();
                self.read_outside(source, words);
            } else if let Some(title) = self.continued(row.len()) {
                // A table that goes on without its header.
                open = Some((title, Vec::new()));
                continue;
            } else if contents >= ROW_CONTENTS {
                unread.push(first.place());
            } else {
                self.outside.push((source, first.place()));
            }
            at += 1;
        }
        self.close(&mut open);
        if let Some(first) = unread.first().filter(|_| unread.len() > 1) {
            self.unread = true;
            report_headless(source, first.clone(), unread.len(), self.problems);
        }
    }

    /// Returns a table with the header of the last one, if it has as many columns and nothing lies between them.
    fn continued(&self, width: usize) -> Option<Table<'a>> {
        let last = self.tables.last()?;
        let fits = last.header.columns.len() == width && matches!(last.body, Body::Rows(_));
        let same = last.heading == self.heading
            && self.caption.as_ref().is_none_or(|caption| last.caption.as_ref() == Some(caption));
        (fits && same).then(|| Table {
            sections: self.sections.clone(),
            body: Body::Rows(Vec::new()),
            ..last.clone()
        })
    }

    fn close(&mut self, open: &mut Option<(Table<'a>, Vec<RawRow>)>) {
        if let Some((mut table, rows)) = open.take() {
            table.body = Body::Rows(rows);
            self.add(table);
        }
    }

    /// Begins a table below the heading, the title and the headings of sections read so far.
    fn begin(&mut self, source: &'a SourceFile, header: Header, body: Body) -> Table<'a> {
        Table {
            source,
            heading: self.heading,
            caption: self.caption.clone(),
            sections: std::mem::take(&mut self.sections),
            header,
            body,
        }
    }

    fn add(&mut self, table: Table<'a>) {
        let rows = match &table.body {
            Body::Lines(lines) => row_lines(table.source.text(), lines, 2).len(),
            Body::Rows(rows) => rows.len(),
        };
        if !table.header.has(Field::Text) {
            self.unread = true;
            let message = format!("表头缺少“主要指标或重点工作任务”一列，这张表未读入（{rows}行）");
            self.problems.push(
                Diagnostic::new(Code::AnnexColumnMissing, message)
                    .at(table.source.place(table.place()))
                    .hint("补上这一列的标题，或在 duban.toml 的 [import] titles 中写明"),
            );
            return;
        }
        let known = |other: &Table<'_>| {
            other.header.columns == table.header.columns && other.header.extra == table.header.extra
        };
        // A header repeated on each page is reported once.
        if !self.tables.iter().any(known) {
            report_columns(&table, self.settings, self.problems);
        }
        self.tables.push(table);
    }

    /// Reports each table that the notice names but does not contain, or that it contains no table at all.
    fn report_missing(&mut self, files: &[Published], annexes: &[AnnexTables<'_>]) {
        let mut report = |message: String, place| {
            let hint = "检查文件是否完整，表格各列之间是否用制表符（Tab）或 | 分隔";
            let problem = Diagnostic::new(Code::AnnexMissing, message);
            self.problems.push(problem.at(place).hint(hint));
        };
        if self.unread {
            return;
        }
        let mut found: Vec<Annex> = annexes.iter().map(|tables| tables.annex).collect();
        for (source, line) in &self.outside {
            for (annex, name) in heading::announced(&source.text()[line.clone()]) {
                if !found.contains(&annex) {
                    found.push(annex);
                    let noun = annex.noun();
                    report(
                        format!("这里提到附件{annex}（{noun}），文中却没有找到这张表"),
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

/// The most lines between the title of a table and its header.
const TITLE_ABOVE: usize = 4;

/// Returns the title directly above the line `at`.
fn title_above(text: &str, lines: &[Range<usize>], at: usize) -> Option<String> {
    let above = lines.get(at.saturating_sub(TITLE_ABOVE)..at)?.iter().rev();
    let above = above.map(|line| text[line.clone()].trim_matches(is_blank));
    let mut above =
        above.filter(|words| !words.is_empty()).take_while(|words| !words.contains(SEPARATORS));
    let title = above.find(|words| heading::is_title(words))?;
    Some(title.chars().filter(|&c| !is_blank(c)).collect())
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
            match rows.len() {
                1 => problems.push(
                    Diagnostic::new(
                        Code::TextStray,
                        "这行像是表格的一行，却不在任何一张表中，未读入",
                    )
                    .at(source.place(first.clone()))
                    .hint("若是附件中的一项，请移到表头之下；若是版记、落款，可不理会"),
                ),
                count => report_headless(source, first.clone(), count, problems),
            }
        }
    }
}

fn report_headless(
    source: &SourceFile,
    first: Range<usize>,
    count: usize,
    problems: &mut Vec<Diagnostic>,
) {
    let place = source.place(first);
    let message = format!("从第{}行起有{count}行像是表格，前面没有认得的表头，未读入", place.line);
    problems.push(Diagnostic::new(Code::HeaderUnknown, message).at(place).hint(
        "若是主要指标或重点工作任务，请在前面补上表头：序号、主要指标或重点工作任务、牵头领导、\
         牵头单位、配合单位、实施单位；若是别的附件，可从文本中删去",
    ));
}
