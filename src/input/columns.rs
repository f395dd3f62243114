//! Columns by name: which cell of a row belongs to which declared column.

use super::SourceFile;
use super::csv::{Cell, CsvTable};
use super::likeness::Likeness;
use super::text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, nearest};

/// A column that a file may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Its title as the office sees it (简称).
    pub title: &'static str,
    /// The English name that is accepted too (short).
    pub alias: &'static str,
    /// Other titles that people give it.
    pub others: &'static [&'static str],
    /// True if the file is of no use without it.
    pub required: bool,
}

impl ColumnSpec {
    /// A column that must be there.
    pub const fn required(title: &'static str, alias: &'static str) -> Self {
        Self { title, alias, others: &[], required: true }
    }

    /// A column that may be left out.
    pub const fn optional(title: &'static str, alias: &'static str) -> Self {
        Self { title, alias, others: &[], required: false }
    }

    /// The same column, also called by any of `others`.
    #[must_use]
    pub const fn or(self, others: &'static [&'static str]) -> Self {
        Self { others, ..self }
    }

    /// Returns whether `title` names this column; blanks, case and full-width forms do not matter.
    pub fn is_called(&self, title: &str) -> bool {
        let title = text::word(title);
        [self.title, self.alias].iter().chain(self.others).any(|name| title == text::word(name))
    }
}

/// Declares the columns of a file: an enum, and in its `ALL` the title of each, from left to right.
macro_rules! file_columns {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($column:ident = $spec:expr,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        $vis enum $name { $($column),+ }

        impl $name {
            $vis const ALL: &'static [($name, ColumnSpec)] = &[$(($name::$column, $spec)),+];
        }
    };
}
pub(crate) use file_columns;

/// Reads the table in `source` that has the columns `specs`; see [`CsvTable::parse`].
pub fn read_table<'s, C>(
    source: &'s SourceFile,
    specs: &[(C, ColumnSpec)],
    diagnostics: &mut Diagnostics,
) -> CsvTable<'s> {
    CsvTable::parse(
        source,
        &|titles| likeness(specs.iter().map(|(_, spec)| spec), titles),
        diagnostics,
    )
}

/// Compares the cells of a row with the titles of columns.
pub(super) fn likeness<'s>(
    specs: impl Iterator<Item = &'s ColumnSpec>,
    cells: &mut dyn Iterator<Item = &str>,
) -> Likeness {
    let mut missing: Vec<&ColumnSpec> = specs.collect();
    let all = missing.len();
    for cell in cells.filter(|cell| !cell.is_empty()) {
        missing.retain(|spec| !spec.is_called(cell));
    }
    Likeness { titles: all - missing.len(), complete: missing.iter().all(|spec| !spec.required) }
}

/// The rows of a table with the columns `C`.
#[derive(Debug)]
pub struct NamedRows<'t, C: 'static> {
    source: &'t SourceFile,
    columns: Columns<C>,
    rows: Vec<&'t [Cell]>,
}

/// The treatment of columns that are not declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undeclared {
    Report,
    /// Reported where the title is blank, or like that of a declared column.
    ReportAlike,
    Allow,
}

/// The place of each declared column.
#[derive(Debug)]
struct Columns<C: 'static> {
    specs: &'static [(C, ColumnSpec)],
    /// By spec: the position of its column in a row.
    positions: Vec<Option<usize>>,
}

/// A row whose cells are reached by their columns.
#[derive(Debug, Clone)]
pub struct NamedRow<'t, C: 'static> {
    /// The file that it is in.
    pub source: &'t SourceFile,
    columns: &'t Columns<C>,
    cells: &'t [Cell],
    /// The cell used where the row is too short: empty, at the end of the row.
    missing: Cell,
}

impl<'t, C: Copy + PartialEq> NamedRows<'t, C> {
    /// Finds the columns `specs` in the header of `table`.
    ///
    /// Titles are compared without blanks, case and full-width forms. A column that is needed but
    /// not there is reported (F111), and nothing can be read then; so is a column that occurs twice
    /// (F113; the first counts), and one that is not declared (F112). A row with content beyond the header,
    /// or one that ends before several needed columns, is reported (F114) and left out; cells missing at
    /// the end of a row otherwise count as empty, because Excel drops them.
    pub fn new(
        table: &'t CsvTable<'_>,
        specs: &'static [(C, ColumnSpec)],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        Self::read(table, specs, Undeclared::Report, diagnostics)
    }

    /// The same for a file that may have any other columns besides `specs`; their cells are reached by
    /// [`NamedRow::cells`].
    pub fn among_others(
        table: &'t CsvTable<'_>,
        specs: &'static [(C, ColumnSpec)],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        Self::read(table, specs, Undeclared::Allow, diagnostics)
    }

    /// The same for a file that keeps other columns too: one that is not declared is reported only where its title is
    /// blank, or may be a declared one that was misspelled.
    pub fn beside_kept(
        table: &'t CsvTable<'_>,
        specs: &'static [(C, ColumnSpec)],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        Self::read(table, specs, Undeclared::ReportAlike, diagnostics)
    }

    fn read(
        table: &'t CsvTable<'_>,
        specs: &'static [(C, ColumnSpec)],
        undeclared: Undeclared,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let columns = Columns::find(table, specs, undeclared, diagnostics)?;
        let rows = table.rows().iter().map(Vec::as_slice);
        Some(Self {
            source: table.source(),
            rows: rows.filter(|row| columns.fit(table, row, diagnostics)).collect(),
            columns,
        })
    }

    /// The rows in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = NamedRow<'_, C>> {
        self.rows.iter().map(|cells| NamedRow {
            source: self.source,
            columns: &self.columns,
            cells,
            missing: Cell::empty(cells.last().map_or(0, |last| last.range.end)),
        })
    }
}

impl<'t, C: Copy + PartialEq> NamedRow<'t, C> {
    /// All its cells, in the order of the file.
    pub fn cells(&self) -> &'t [Cell] {
        self.cells
    }

    /// The cell in `column`; an empty one where the file has no such column.
    pub fn cell(&self, column: C) -> &Cell {
        let mut columns = self.columns.specs.iter().zip(&self.columns.positions);
        columns
            .find(|((declared, _), _)| *declared == column)
            .and_then(|(_, position)| self.cells.get((*position)?))
            .unwrap_or(&self.missing)
    }

    /// The cell in `column`, or `None` when it has no content.
    pub fn filled(&self, column: C) -> Option<&Cell> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// The cell in `column`; reported (F115) when it has no content.
    pub fn needed(&self, column: C, diagnostics: &mut Diagnostics) -> Option<&Cell> {
        let filled = self.filled(column);
        if filled.is_none() {
            let title = self.title(column);
            let message = format!("“{title}”不能为空，本行未读入");
            diagnostics.push(
                self.source
                    .problem(Code::CellEmpty, message, self.cell(column))
                    .hint(format!("填写“{title}”；不需要的行请整行删除")),
            );
        }
        filled
    }

    /// The title of `column`, as the office knows it.
    pub fn title(&self, column: C) -> &'static str {
        let mut specs = self.columns.specs.iter();
        specs.find(|(declared, _)| *declared == column).map_or("", |(_, spec)| spec.title)
    }

    /// The place of the cell in `column`.
    pub fn place(&self, column: C) -> Place {
        self.source.place(self.cell(column).range.clone())
    }
}

impl<C> Columns<C> {
    fn find(
        table: &CsvTable<'_>,
        specs: &'static [(C, ColumnSpec)],
        undeclared: Undeclared,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut positions = vec![None; specs.len()];
        for (position, cell) in table.header().iter().enumerate() {
            match specs.iter().position(|(_, spec)| spec.is_called(&cell.text)) {
                Some(spec) if positions[spec].is_none() => positions[spec] = Some(position),
                Some(spec) => diagnostics.push(duplicate(table.source(), cell, &specs[spec].1)),
                None => {
                    let is_reported = match undeclared {
                        Undeclared::Report => true,
                        Undeclared::ReportAlike => {
                            cell.is_empty() || nearest(&cell.text, names(specs)).is_some()
                        }
                        Undeclared::Allow => false,
                    };
                    if is_reported && is_used(table, position) {
                        diagnostics.push(unknown(table.source(), cell, specs));
                    }
                }
            }
        }
        let columns = Self { specs, positions };
        match columns.missing(table) {
            Some(problem) => {
                diagnostics.push(problem);
                None
            }
            None => Some(columns),
        }
    }

    /// Returns F111 when needed columns are not there.
    fn missing(&self, table: &CsvTable<'_>) -> Option<Diagnostic> {
        let absent = self.specs.iter().zip(&self.positions);
        let absent = absent.filter(|((_, spec), position)| spec.required && position.is_none());
        let absent: Vec<&ColumnSpec> = absent.map(|((_, spec), _)| spec).collect();
        let all: Vec<&ColumnSpec> = self.specs.iter().map(|(_, spec)| spec).collect();
        (!absent.is_empty()).then(|| columns_missing(table, &absent, &all))
    }

    /// Returns whether `row` has as many cells as the header, not counting empty ones at its end.
    fn fit(&self, table: &CsvTable<'_>, row: &[Cell], diagnostics: &mut Diagnostics) -> bool {
        let width = table.header().len();
        let problem = if let Some(cell) = row.iter().skip(width).find(|cell| !cell.is_empty()) {
            let message = format!("本行多于表头的{width}列，未读入");
            let problem = table.source().problem(Code::RowLength, message, cell);
            problem.hint("单元格内的逗号应写作中文逗号，或给整个单元格加上英文引号")
        } else if let (true, Some(last)) = (self.is_cut_off(row), row.last()) {
            let message = format!("本行只有{}列，表头有{width}列，未读入", row.len());
            let problem = table.source().problem(Code::RowLength, message, last);
            problem.hint("补齐缺少的列，没有内容的留空")
        } else {
            return true;
        };
        diagnostics.push(problem);
        false
    }

    /// Returns whether `row` ends before two or more needed columns. A single one may be blank and dropped
    /// by Excel, which leaves out empty cells at the end of a row.
    fn is_cut_off(&self, row: &[Cell]) -> bool {
        let needed = self.specs.iter().zip(&self.positions);
        let beyond = needed.filter(|((_, spec), position)| {
            spec.required && position.is_some_and(|position| position >= row.len())
        });
        beyond.count() >= 2
    }
}

/// Returns whether the column at `position` has a title or, below an empty one, any content.
fn is_used(table: &CsvTable<'_>, position: usize) -> bool {
    let filled = |row: &[Cell]| row.get(position).is_some_and(|cell| !cell.is_empty());
    filled(table.header()) || table.rows().iter().any(|row| filled(row))
}

/// F111: the table lacks the columns `absent` of those that it may have, `all`.
pub(super) fn columns_missing(
    table: &CsvTable<'_>,
    absent: &[&ColumnSpec],
    all: &[&ColumnSpec],
) -> Diagnostic {
    let header = table.header();
    let range = match (header.first(), header.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => 0..0,
    };
    let message = if header.is_empty() {
        "文件是空的，没有列名".to_owned()
    } else if header.iter().any(|cell| all.iter().any(|spec| spec.is_called(&cell.text))) {
        let absent: Vec<_> = absent.iter().map(|spec| format!("“{}”", spec.title)).collect();
        format!("缺少{}列，文件未读入", absent.join("、"))
    } else {
        "没有找到列名一行，文件未读入".to_owned()
    };
    let titles: Vec<_> = all.iter().map(|spec| spec.title).collect();
    let unknown = header.iter().filter(|cell| !cell.is_empty());
    let unknown = unknown.filter(|cell| !all.iter().any(|spec| spec.is_called(&cell.text)));
    let unknown: Vec<_> = unknown.map(|cell| format!("“{}”", cell.text)).collect();
    let hint = match &unknown[..] {
        [] => String::new(),
        unknown => format!("{}不是列名，是改过的请改回；", unknown.join("、")),
    };
    Diagnostic::new(Code::ColumnMissing, message)
        .at(table.source().place(range))
        .hint(format!("{hint}列名应为：{}", titles.join("、")))
}

fn duplicate(source: &SourceFile, cell: &Cell, spec: &ColumnSpec) -> Diagnostic {
    let message = format!("“{}”列重复，以前一列为准", spec.title);
    source.problem(Code::ColumnDuplicate, message, cell).hint("删除多余的一列")
}

fn unknown<C>(source: &SourceFile, cell: &Cell, specs: &[(C, ColumnSpec)]) -> Diagnostic {
    let message = match cell.text.as_str() {
        "" => "此列没有列名，内容未采用".to_owned(),
        title => format!("不认识“{title}”列，内容未采用"),
    };
    let hint = match nearest(&cell.text, names(specs)) {
        Some(title) => format!("是否应为“{title}”？"),
        None => format!("可用的列名：{}", titles(specs)),
    };
    source.problem(Code::ColumnUnknown, message, cell).hint(hint)
}

/// Returns the titles and the English names of all columns.
fn names<C>(specs: &[(C, ColumnSpec)]) -> impl Iterator<Item = &str> {
    specs.iter().flat_map(|(_, spec)| [spec.title, spec.alias])
}

/// The titles of all columns, as the office reads them in a hint.
fn titles<C>(specs: &[(C, ColumnSpec)]) -> String {
    let titles: Vec<_> = specs.iter().map(|(_, spec)| spec.title).collect();
    titles.join("、")
}
