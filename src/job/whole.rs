//! The rule that base tables are read whole: what cannot be read must not take anything away.

use std::path::{Path, PathBuf};

use super::record::ANNEXES;
use super::withdrawn_rows::WithdrawnRows;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, text};
use crate::input::base_table::{BaseTable, Extent};
use crate::input::{self, SourceFile};
use crate::numbers::NUMBERS_FILE;
use crate::output::{Publication, WriteError};
use crate::plan::{Annex, TITLES_FILE};
use crate::registry::UNITS_FILE;
use crate::workspace::memory::{self, Memory, TableNote};
use crate::{numbers, plan, registers, registry, returns};
use gongwen::regular_file;

/// The base tables of a workspace, each of them read whole.
#[derive(Debug, Clone, Default)]
pub struct BaseTables {
    tables: Vec<Table>,
    /// What is good to know about them.
    pub notes: Diagnostics,
    /// The registers that lack columns. They are left out, and all that rests on them stays as it is.
    pub left_out: Vec<&'static str>,
}

/// A table that was read whole.
#[derive(Debug, Clone)]
struct Table {
    /// The path of its CSV, by which it is noted.
    name: &'static str,
    extent: Extent,
    bytes: Vec<u8>,
    source: SourceFile,
}

/// The reasons why base tables were not read whole. Nothing was written.
#[derive(Debug, thiserror::Error)]
#[error("{}", render(.0))]
pub struct NotWhole(pub Diagnostics);

fn render(problems: &Diagnostics) -> String {
    let problems: Vec<_> = problems.iter().map(|problem| text::render(problem, false)).collect();
    format!("{}\n\n以上数据没有读完整，没有生成、改动或删除任何文件", problems.join("\n\n"))
}

/// The tables that a job rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// All.
    All,
    /// All, but annexes that are not there will be imported.
    BeforeImport,
    /// The registry, as far as there is one: a new workspace begins without.
    Registry,
}

impl BaseTables {
    /// Reads the tables of the workspace `root`. A table is read whole when it can be opened and decoded, its
    /// header is known, and it has no fewer rows than at the last run but for those of items that were withdrawn since,
    /// unless the caller accepts fewer.
    ///
    /// # Errors
    /// [`NotWhole`]: one problem for each table that is not.
    pub fn read(root: &Path, needs: Needs, accepts_fewer: bool) -> Result<Self, NotWhole> {
        let memory =
            Memory::load(root).map_err(|problem| NotWhole([problem].into_iter().collect()))?;
        let (mut read, mut problems) = (Self::default(), Diagnostics::new());
        let withdrawn = WithdrawnRows::of(root);
        for table in tables(needs) {
            let note = memory.tables.get(table.name).filter(|_| !accepts_fewer);
            match Self::table(root, &table, note, &withdrawn) {
                Ok(found) => {
                    read.add_notes(&found);
                    read.tables.push(found);
                }
                Err(problem) if lacks_columns(&table, &problem) => {
                    read.left_out.push(table.name);
                    read.notes.push(problem);
                }
                Err(problem) if problem.code != Code::FileMissing => problems.push(problem),
                Err(problem) => match note {
                    _ if is_imported(&table) && needs == Needs::BeforeImport => {}
                    Some(note) => problems.push(lost(note)),
                    None if !table.required || needs == Needs::Registry => {}
                    None => problems.push(problem),
                },
            }
        }
        // A new workspace: that there are no units is all that matters.
        if needs == Needs::All && problems.is_empty() && !read.has_no_units() {
            read.check_annexes(root, accepts_fewer, &mut problems);
        }
        if problems.is_empty() { Ok(read) } else { Err(NotWhole(problems)) }
    }

    /// Reads one table.
    fn table(
        root: &Path,
        table: &BaseTable,
        note: Option<&TableNote>,
        withdrawn: &WithdrawnRows<'_>,
    ) -> Result<Table, Diagnostic> {
        let name = table.file(root)?;
        let bytes = input::bytes(root, &name)?;
        let read = Table::of(table, &name, bytes)?;
        let Table { extent, bytes, source, .. } = &read;
        if let Some(note) = note {
            let missing = || withdrawn.missing(table, &name, source);
            if extent.rows < note.rows && extent.rows + missing() < note.rows {
                return Err(fewer(&name, extent.rows, note));
            }
            let known = |title: &&String| !extent.columns.contains(&&***title);
            let absent: Vec<&str> =
                note.columns.iter().filter(known).map(|title| &**title).collect();
            if !absent.is_empty() {
                let problem = table.lacks_known(source, &absent);
                let known = problem.hint.clone().unwrap_or_default();
                return Err(problem.hint(format!("{known}；上次有这些列，{}", restore(note))));
            }
            let last = regular_file::read(memory::last_copy(root, &name));
            if last.is_ok_and(|last| is_cut_off(bytes, &last)) {
                return Err(cut_off(source, note));
            }
        }
        Ok(read)
    }

    /// Reports an annex that `duban import` has written and that is gone, or that there is none at all (F101).
    fn check_annexes(&self, root: &Path, accepts_fewer: bool, problems: &mut Diagnostics) {
        let has = |annex: Annex| self.tables.iter().any(|table| table.name == annex.file());
        let gone = Annex::all()
            .filter(|annex| !accepts_fewer && !has(*annex) && ANNEXES.has(root, annex.file()));
        let before = problems.len();
        for annex in gone {
            let message = format!("导入时写下的 {} 不见了", annex.file());
            problems.push(plan::no_annex(annex, message));
        }
        if problems.len() == before && !Annex::all().any(has) {
            problems.push(plan::no_annex(Annex::TASKS, "seeds/annex 里没有附件表".to_owned()));
        }
    }

    /// Returns whether the table of units was read and is empty.
    fn has_no_units(&self) -> bool {
        self.tables.iter().any(|table| table.name == UNITS_FILE && table.extent.rows == 0)
    }

    /// Adds what is good to know about a table that was read.
    fn add_notes(&mut self, table: &Table) {
        let file = table.source.name();
        let above = table.extent.above;
        if above > 0 {
            let message = format!("表头上方有{above}行，作为标题，未当作数据");
            self.notes.push(Diagnostic::new(Code::TitleAbove, message).at(Place::file(file)));
        }
        for sheet in table.source.other_sheets() {
            let message = format!("工作表“{sheet}”未读入，只读有列名的一张");
            let place = Place { sheet: Some(sheet.clone()), ..Place::file(file) };
            self.notes.push(Diagnostic::new(Code::SheetIgnored, message).at(place));
        }
    }

    /// The table in which a problem is, and the line; `None` for other files.
    pub(super) fn row(&self, problem: &Diagnostic) -> Option<(&SourceFile, usize)> {
        let place = problem.place.as_ref()?;
        let mut sources = self.tables.iter().map(|table| &table.source);
        Some((sources.find(|source| source.name() == place.file)?, place.line))
    }

    /// The file that holds a table, by the path of its CSV; `None` where there is none.
    pub(super) fn file(&self, name: &str) -> Option<&str> {
        let table = self.tables.iter().find(|table| table.name == name);
        table.map(|table| table.source.name())
    }

    /// The contents of the file that holds a table, as it was read.
    pub(super) fn bytes(&self, name: &str) -> Option<&[u8]> {
        let table = self.tables.iter().find(|table| table.name == name);
        table.map(|table| &*table.bytes)
    }

    /// Notes the tables for the next run, and keeps copies of them.
    ///
    /// # Errors
    /// A copy cannot be written.
    pub(super) fn note(
        &self,
        root: &Path,
        memory: &mut Memory,
        publication: &Publication,
    ) -> Result<(), WriteError> {
        for table in &self.tables {
            table.note(root, memory, publication)?;
        }
        let names: Vec<_> = self.tables.iter().map(|table| table.name).collect();
        memory
            .tables
            .retain(|name, _| names.contains(&&**name) || self.left_out.contains(&&**name));
        Ok(())
    }
}

impl Table {
    /// Reads a table from `bytes`, which are or will be the contents of the file `name`.
    fn of(table: &BaseTable, name: &str, bytes: Vec<u8>) -> Result<Self, Diagnostic> {
        let source = table.decode(name, &bytes)?;
        let extent = table.extent(&source)?;
        Ok(Self { name: table.name, extent, bytes, source })
    }

    /// Notes the table for the next run, and keeps a copy of it.
    fn note(
        &self,
        root: &Path,
        memory: &mut Memory,
        publication: &Publication,
    ) -> Result<(), WriteError> {
        let file = self.source.name().to_owned();
        publication.stage(&memory::last_copy(root, &file), &self.bytes)?;
        let columns = self.extent.columns.iter().map(|&title| title.to_owned()).collect();
        let note = TableNote { file, rows: self.extent.rows, columns };
        memory.tables.insert(self.name.to_owned(), note);
        Ok(())
    }
}

/// Notes the base tables among the `changes` of a run, where an earlier run noted them, and the register of numbers: the
/// next run compares with these.
///
/// # Errors
/// The notes cannot be written.
pub(super) fn note_written(
    root: &Path,
    changes: &[(PathBuf, Option<PathBuf>)],
    publication: &Publication,
) -> Result<(), WriteError> {
    let Ok(mut memory) = Memory::load(root) else { return Ok(()) };
    let before = memory.clone();
    for table in tables(Needs::All) {
        let is_noted = before.tables.contains_key(table.name) || table.name == NUMBERS_FILE;
        for name in [table.name.to_owned(), table.workbook()].into_iter().filter(|_| is_noted) {
            let place = root.join(&name);
            let Some((_, new)) = changes.iter().find(|(changed, _)| *changed == place) else {
                continue;
            };
            let bytes = new.as_ref().and_then(|new| regular_file::read(new).ok());
            match bytes.and_then(|bytes| Table::of(&table, &name, bytes).ok()) {
                Some(table) => table.note(root, &mut memory, publication)?,
                None if memory.tables.get(table.name).is_some_and(|note| note.file == name) => {
                    memory.tables.remove(table.name);
                }
                None => {}
            }
        }
    }
    if memory == before { Ok(()) } else { memory.save(root, publication) }
}

/// The tables that a job rests on.
fn tables(needs: Needs) -> Vec<BaseTable> {
    let registry = registry::tables().into_iter();
    match needs {
        Needs::Registry => registry.collect(),
        Needs::All | Needs::BeforeImport => {
            let further = [numbers::table(), returns::verified_table()];
            registry.chain(plan::tables()).chain(further).chain(registers::tables()).collect()
        }
    }
}

/// Returns whether a table is a register, and what is wrong with it is that it lacks columns: no letter waits for it.
fn lacks_columns(table: &BaseTable, problem: &Diagnostic) -> bool {
    let is_register = registers::tables().iter().any(|register| register.name == table.name);
    is_register && problem.code == Code::ColumnMissing
}

/// Returns whether `duban import` makes a table.
fn is_imported(table: &BaseTable) -> bool {
    table.name == TITLES_FILE || Annex::all().any(|annex| annex.file() == table.name)
}

/// Returns whether `bytes` are the beginning of `last` and end within a row: a file that was saved by half.
fn is_cut_off(bytes: &[u8], last: &[u8]) -> bool {
    let rest = last.strip_prefix(bytes).unwrap_or_default();
    !bytes.ends_with(b"\n") && rest.iter().any(|byte| !byte.is_ascii_whitespace())
}

/// Advice to bring back a table.
fn restore(note: &TableNote) -> String {
    let copy = memory::last_copy(Path::new(""), &note.file);
    let copy = copy.display();
    format!("上次读入的一份在 {copy}，可以复制回来；确要如此的，加 --force")
}

/// F150: a table that the last run read is gone.
fn lost(note: &TableNote) -> Diagnostic {
    let message = format!("{}不见了，上次有{}行", note.file, note.rows);
    Diagnostic::new(Code::RowsFewer, message).at(Place::file(&*note.file)).hint(restore(note))
}

/// F150: a table has fewer rows than the last run read.
fn fewer(file: &str, rows: usize, note: &TableNote) -> Diagnostic {
    let message = format!("{file}只有{rows}行，上次有{}行，少了{}行", note.rows, note.rows - rows);
    Diagnostic::new(Code::RowsFewer, message).at(Place::file(file)).hint(restore(note))
}

/// F151: a table breaks off.
fn cut_off(source: &SourceFile, note: &TableNote) -> Diagnostic {
    let end = source.text().trim_end().len();
    let message = "文件在一行的中间断了，可能没有保存完";
    Diagnostic::new(Code::TableCutOff, message).at(source.place(end..end)).hint(restore(note))
}
