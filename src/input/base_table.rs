//! The tables that everything rests on: annexes, registries, targets. Each is a CSV or, as the office likes it, a
//! workbook under the same name, and is used only if it is read whole.

use std::path::Path;

use super::columns::{ColumnSpec, columns_missing, likeness};
use super::csv::CsvTable;
use super::kind::Kind;
use super::workbook::{self, Worksheet};
use super::{SourceFile, bytes, is_there};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// The size of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// The number of rows below the header, good or bad.
    pub rows: usize,
    /// The number of rows above the header.
    pub above: usize,
    /// The titles of the declared columns that it has.
    pub columns: Vec<&'static str>,
}

/// A table of the workspace that documents rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseTable {
    /// The path of its CSV, relative to the workspace.
    pub name: &'static str,
    /// True if no document can be made without it.
    pub required: bool,
    columns: Vec<ColumnSpec>,
    /// True if duban appends to it, so that it has to be a CSV.
    is_register: bool,
}

impl BaseTable {
    /// A table without which no document can be made.
    pub fn required<C>(name: &'static str, columns: &[(C, ColumnSpec)]) -> Self {
        Self { required: true, ..Self::optional(name, columns) }
    }

    /// A table that a workspace may do without.
    pub fn optional<C>(name: &'static str, columns: &[(C, ColumnSpec)]) -> Self {
        let columns = columns.iter().map(|(_, spec)| *spec).collect();
        Self { name, required: false, columns, is_register: false }
    }

    /// A table to which duban appends. It is a CSV, and a workspace may do without.
    pub fn register<C>(name: &'static str, columns: &[(C, ColumnSpec)]) -> Self {
        Self { is_register: true, ..Self::optional(name, columns) }
    }

    /// The path of the workbook that may take the place of the CSV.
    pub fn workbook(&self) -> String {
        workbook_name(self.name)
    }

    /// The file that holds it: the CSV, or the workbook where there is one.
    ///
    /// # Errors
    /// F152 when there are both, or a workbook in place of a register.
    pub fn file(&self, root: &Path) -> Result<String, Diagnostic> {
        let workbook = self.workbook();
        if !is_there(root, &workbook)? {
            return Ok(self.name.to_owned());
        }
        if self.is_register {
            let message = format!("{}由本程序续登，须是 CSV，不能是工作簿", self.name);
            return Err(Diagnostic::new(Code::TableTwice, message)
                .at(Place::file(workbook))
                .hint("在 Excel 或 WPS 中另存为“CSV UTF-8”，再移走工作簿"));
        }
        if is_there(root, self.name)? {
            let message = format!("{}和{workbook}只能有一个，不知以哪个为准", self.name);
            return Err(Diagnostic::new(Code::TableTwice, message)
                .at(Place::file(workbook))
                .hint("留下要用的一个，另一个移到别处"));
        }
        Ok(workbook)
    }

    /// Reads it from the workspace `root`. Content decides whether a file is a workbook, not its name.
    ///
    /// # Errors
    /// F101 when it is not there, F102, F103 or F105 when it cannot be read, F152 when it is there twice.
    pub fn read(&self, root: &Path) -> Result<SourceFile, Diagnostic> {
        let name = self.file(root)?;
        self.decode(&name, &bytes(root, &name)?)
    }

    /// The same for a table that a workspace may do without: `None` where it is not there.
    pub fn read_optional(&self, root: &Path, diagnostics: &mut Diagnostics) -> Option<SourceFile> {
        match self.read(root) {
            Ok(source) => Some(source),
            Err(problem) if problem.code == Code::FileMissing => None,
            Err(problem) => {
                diagnostics.push(problem);
                None
            }
        }
    }

    /// Returns the texts of the header and of the rows of the table that was read from `source`, columns of others included.
    pub fn texts(&self, source: &SourceFile) -> Vec<Vec<String>> {
        let specs = self.columns.iter();
        let compare = |titles: &mut dyn Iterator<Item = &str>| likeness(specs.clone(), titles);
        let table = CsvTable::parse(source, &compare, &mut Diagnostics::new());
        let rows = std::iter::once(table.header()).chain(table.rows().iter().map(Vec::as_slice));
        rows.map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect()
    }

    /// Reads it from `bytes`, which are the contents of the file `name`.
    ///
    /// # Errors
    /// They are neither text nor a sound workbook.
    pub fn decode(&self, name: &str, bytes: &[u8]) -> Result<SourceFile, Diagnostic> {
        let unreadable = |why: String| {
            Diagnostic::new(Code::FileUnreadable, format!("文件“{name}”{why}，未读入"))
                .at(Place::file(name))
                .hint("在 Excel 或 WPS 中打开检查，重新保存")
        };
        let sheets = match Kind::of(name, bytes) {
            Kind::Text => return SourceFile::decode(name, bytes),
            Kind::Workbook => {
                workbook::read(bytes).map_err(|error| unreadable(error.to_string()))?
            }
            Kind::Archive | Kind::Foreign(_) => {
                return Err(unreadable("不是文本，也不是 Excel 工作簿".to_owned()));
            }
        };
        let names: Vec<String> = sheets
            .iter()
            .filter(|sheet| !sheet.rows.is_empty())
            .map(|sheet| sheet.name.clone())
            .collect();
        let sheet = self.sheet(sheets);
        let without = sheet.rows.iter().find_map(|row| {
            let last = row.filled().last()?.column;
            (0..=last).find(|&column| row.lacks_result(column)).map(|_| row.number)
        });
        match without {
            Some(row) => Err(unreadable(format!("第{row}行有公式没有保存结果"))),
            None => {
                let others = names.into_iter().filter(|other| *other != sheet.name).collect();
                Ok(SourceFile::from_worksheet(name, &sheet, others))
            }
        }
    }

    /// The sheet with the table: the first with a whole header, or else the one most like it.
    fn sheet(&self, sheets: Vec<Worksheet>) -> Worksheet {
        let rate = |sheet: &Worksheet| {
            let rows = sheet.rows.iter().take(super::likeness::HEADER_ROWS);
            let rates = rows.map(|row| {
                let likeness = self.compare(&mut row.filled().map(|cell| cell.text()));
                (likeness.complete, likeness.titles)
            });
            rates.max().unwrap_or_default()
        };
        sheets.into_iter().rev().max_by_key(rate).unwrap_or_default()
    }

    /// Returns the extent of the table in `source`.
    ///
    /// # Errors
    /// F111 when it has no header or columns are missing, F105 when it has too many rows.
    pub fn extent(&self, source: &SourceFile) -> Result<Extent, Diagnostic> {
        let mut problems = Diagnostics::new();
        let table = CsvTable::parse(source, &|cells| self.compare(cells), &mut problems);
        let too_large = problems.iter().find(|problem| problem.code == Code::FileTooLarge);
        if let Some(problem) = too_large {
            return Err(problem.clone());
        }
        let is_there =
            |spec: &&ColumnSpec| table.header().iter().any(|cell| spec.is_called(&cell.text));
        let (present, absent): (Vec<&ColumnSpec>, Vec<&ColumnSpec>) =
            self.columns.iter().partition(is_there);
        let needed: Vec<_> = absent.into_iter().filter(|spec| spec.required).collect();
        if needed.is_empty() {
            let columns = present.iter().map(|spec| spec.title).collect();
            Ok(Extent { rows: table.count(), above: table.above(), columns })
        } else {
            Err(self.lacks(&table, &needed))
        }
    }

    /// F111: `source` lacks columns that the table had before, by their titles.
    pub fn lacks_known(&self, source: &SourceFile, titles: &[&str]) -> Diagnostic {
        let mut none = Diagnostics::new();
        let table = CsvTable::parse(source, &|cells| self.compare(cells), &mut none);
        let absent = self.columns.iter().filter(|spec| titles.contains(&spec.title));
        self.lacks(&table, &absent.collect::<Vec<_>>())
    }

    fn lacks(&self, table: &CsvTable<'_>, absent: &[&ColumnSpec]) -> Diagnostic {
        columns_missing(table, absent, &self.columns.iter().collect::<Vec<_>>())
    }

    fn compare(&self, cells: &mut dyn Iterator<Item = &str>) -> super::likeness::Likeness {
        likeness(self.columns.iter(), cells)
    }
}

/// The path of the workbook that may take the place of the CSV `name`.
pub fn workbook_name(name: &str) -> String {
    format!("{}.xlsx", name.strip_suffix(".csv").unwrap_or(name))
}
