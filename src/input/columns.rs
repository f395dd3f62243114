//! Columns by name: which cell of a row belongs to which declared column.

use super::SourceFile;
use super::csv::{Cell, CsvTable};
use super::text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};

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
        Self {
            title,
            alias,
            others: &[],
            required: true,
        }
    }

    /// A column that may be left out.
    pub const fn optional(title: &'static str, alias: &'static str) -> Self {
        Self {
            title,
            alias,
            others: &[],
            required: false,
        }
    }

    /// The same column, also called by any of `others`.
    #[must_use]
    pub const fn or(self, others: &'static [&'static str]) -> Self {
        Self { others, ..self }
    }

    /// Returns whether `title` names this column; blanks, case and full-width forms do not matter.
    pub fn is_called(&self, title: &str) -> bool {
        let title = text::word(title);
        [self.title, self.alias]
            .iter()
            .chain(self.others)
            .any(|name| title == text::word(name))
    }
}

/// The rows of a table whose columns are known.
#[derive(Debug)]
pub struct NamedRows<'t> {
    columns: Columns,
    rows: Vec<&'t [Cell]>,
}

/// The treatment of columns that are not declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undeclared {
    Report,
    Allow,
}

/// The place of each declared column.
#[derive(Debug)]
struct Columns {
    specs: &'static [ColumnSpec],
    /// By spec: the position of its column in a row.
    positions: Vec<Option<usize>>,
}

/// A row whose cells are reached by the titles of their columns.
#[derive(Debug, Clone)]
pub struct NamedRow<'t> {
    columns: &'t Columns,
    cells: &'t [Cell],
    /// The cell used where the row is too short: empty, at the end of the row.
    missing: Cell,
}

impl<'t> NamedRows<'t> {
    /// Finds the columns `specs` in the header of `table`.
    ///
    /// Titles are compared without blanks, case and full-width forms. A column that is needed but
    /// not there is reported (F111), and nothing can be read then; so is a column that occurs twice
    /// (F113; the first counts), and one that is not declared (F112). A row with content beyond the header,
    /// or one that ends before several needed columns, is reported (F114) and left out; cells missing at
    /// the end of a row otherwise count as empty, because Excel drops them.
    pub fn new(
        table: &'t CsvTable<'_>,
        specs: &'static [ColumnSpec],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        Self::read(table, specs, Undeclared::Report, diagnostics)
    }

    /// The same for a file that may have any other columns besides `specs`; their cells are reached by
    /// [`NamedRow::cells`].
    pub fn among_others(
        table: &'t CsvTable<'_>,
        specs: &'static [ColumnSpec],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        Self::read(table, specs, Undeclared::Allow, diagnostics)
    }

    fn read(
        table: &'t CsvTable<'_>,
        specs: &'static [ColumnSpec],
        undeclared: Undeclared,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let columns = Columns::find(table, specs, undeclared, diagnostics)?;
        let rows = table
            .rows()
            .iter()
            .filter(|row| columns.fit(table, row, diagnostics))
            .map(Vec::as_slice)
            .collect();
        Some(Self { columns, rows })
    }

    /// The rows in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = NamedRow<'_>> {
        self.rows.iter().map(|cells| NamedRow {
            columns: &self.columns,
            cells,
            missing: Cell::empty(cells.last().map_or(0, |last| last.range.end)),
        })
    }
}

impl NamedRow<'_> {
    /// All its cells, in the order of the file.
    pub fn cells(&self) -> &[Cell] {
        self.cells
    }

    /// The cell in the column of `title`; an empty one where the file has no such column.
    ///
    /// # Panics
    /// When no column of that title was declared.
    pub fn cell(&self, title: &str) -> &Cell {
        let spec = self.columns.specs.iter().position(|s| s.title == title);
        let spec = spec.expect("the column is one of the declared ones");
        self.columns.positions[spec]
            .and_then(|position| self.cells.get(position))
            .unwrap_or(&self.missing)
    }

    /// The cell in the column of `title`, or `None` when it has no content.
    ///
    /// # Panics
    /// When no column of that title was declared.
    pub fn filled(&self, title: &str) -> Option<&Cell> {
        Some(self.cell(title)).filter(|cell| !cell.is_empty())
    }

    /// The cell in the column of `title`; reported (F115) when it has no content.
    ///
    /// # Panics
    /// When no column of that title was declared.
    pub fn needed(
        &self,
        title: &str,
        source: &SourceFile,
        diagnostics: &mut Diagnostics,
    ) -> Option<&Cell> {
        let filled = self.filled(title);
        if filled.is_none() {
            diagnostics.push(
                Diagnostic::new(Code::CellEmpty, format!("“{title}”不能为空，本行未读入"))
                    .at(source.place(self.cell(title).range.clone()))
                    .hint(format!("填写“{title}”；不需要的行请整行删除")),
            );
        }
        filled
    }
}

impl Columns {
    fn find(
        table: &CsvTable<'_>,
        specs: &'static [ColumnSpec],
        undeclared: Undeclared,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut positions = vec![None; specs.len()];
        for (position, cell) in table.header().iter().enumerate() {
            match specs.iter().position(|spec| spec.is_called(&cell.text)) {
                Some(spec) if positions[spec].is_none() => positions[spec] = Some(position),
                Some(spec) => diagnostics.push(duplicate(table.source(), cell, &specs[spec])),
                None if undeclared == Undeclared::Report && is_used(table, position) => {
                    diagnostics.push(unknown(table.source(), cell, specs));
                }
                None => {}
            }
        }
        let columns = Self { specs, positions };
        let missing = columns.missing(table);
        let complete = missing.is_empty();
        missing.into_iter().for_each(|one| diagnostics.push(one));
        complete.then_some(columns)
    }

    /// The needed columns that are not there, as problems.
    fn missing(&self, table: &CsvTable<'_>) -> Vec<Diagnostic> {
        let header = table.header();
        let range = match (header.first(), header.last()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => 0..0,
        };
        let absent = self.specs.iter().zip(&self.positions);
        absent
            .filter(|(spec, position)| spec.required && position.is_none())
            .map(|(spec, _)| {
                let message = format!("缺少“{}”列，文件未读入", spec.title);
                Diagnostic::new(Code::ColumnMissing, message)
                    .at(table.source().place(range.clone()))
                    .hint(format!("首行应有列名：{}", titles(self.specs)))
            })
            .collect()
    }

    /// Returns whether `row` has as many cells as the header, not counting empty ones at its end.
    fn fit(&self, table: &CsvTable<'_>, row: &[Cell], diagnostics: &mut Diagnostics) -> bool {
        let width = table.header().len();
        let problem = if let Some(cell) = row.iter().skip(width).find(|cell| !cell.is_empty()) {
            let message = format!("本行多于表头的{width}列，未读入");
            Diagnostic::new(Code::RowLength, message)
                .at(table.source().place(cell.range.clone()))
                .hint("单元格内的逗号应写作中文逗号，或给整个单元格加上英文引号")
        } else if let (true, Some(last)) = (self.is_cut_off(row), row.last()) {
            let message = format!("本行只有{}列，表头有{width}列，未读入", row.len());
            Diagnostic::new(Code::RowLength, message)
                .at(table.source().place(last.range.clone()))
                .hint("补齐缺少的列，没有内容的留空")
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
        let beyond = needed.filter(|(spec, position)| {
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

fn duplicate(source: &SourceFile, cell: &Cell, spec: &ColumnSpec) -> Diagnostic {
    let message = format!("“{}”列重复，以前一列为准", spec.title);
    Diagnostic::new(Code::ColumnDuplicate, message)
        .at(source.place(cell.range.clone()))
        .hint("删除多余的一列")
}

fn unknown(source: &SourceFile, cell: &Cell, specs: &[ColumnSpec]) -> Diagnostic {
    let message = match cell.text.as_str() {
        "" => "此列没有列名，内容未采用".to_owned(),
        title => format!("不认识“{title}”列，内容未采用"),
    };
    let names = specs.iter().flat_map(|spec| [spec.title, spec.alias]);
    let hint = match nearest(&cell.text, names) {
        Some(title) => format!("是否应为“{title}”？"),
        None => format!("可用的列名：{}", titles(specs)),
    };
    Diagnostic::new(Code::ColumnUnknown, message)
        .at(source.place(cell.range.clone()))
        .hint(hint)
}

/// The titles of all columns, as the office reads them in a hint.
fn titles(specs: &[ColumnSpec]) -> String {
    let titles: Vec<_> = specs.iter().map(|spec| spec.title).collect();
    titles.join("、")
}
