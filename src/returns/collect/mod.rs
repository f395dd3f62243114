//! Filled return forms and tables of returns → rows of clean CSVs in `seeds/progress/`.
//!
//! A [`Collector`] is told first what is there already ([`Collector::hold`]), then given file after file
//! ([`Collector::collect`]); each yields a [`FileReport`]. [`Collector::finish`] hands out the files to be
//! written. `identity` refuses files of another unit, period or year, `form_key` those whose keys are not
//! sound; `rows` goes through the rows; `held` compares them with what is there; `store` makes the CSVs.
//!
//! Rows are recognised and read by [`crate::returns`]. Nothing is written here.

mod existing;
mod files;
mod form_key;
mod identity;
mod rows;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::period::Month;
use crate::plan::{ItemId, TargetId};
use crate::registry::{Registry, UnitId};
use crate::returns::{Field, FileReader, PROGRESS_DIR, Presumed};
use existing::Held;
use files::Store;
pub use identity::Claim;

/// Which forms are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The month that closes the period; `None` for any.
    pub month: Option<Month>,
    /// The units; none for any.
    pub units: Vec<UnitId>,
}

impl Wanted {
    /// What holds for tables that do not say whose they are, and of which period.
    fn presumed(&self) -> Presumed {
        Presumed {
            unit: match self.units[..] {
                [unit] => Some(unit),
                _ => None,
            },
            month: self.month,
        }
    }
}

/// How to treat what forms leave open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// 填报日期 of rows that have none.
    pub date: Option<Date>,
    /// Whether a row takes the place of a different one of the same day.
    pub replace: bool,
}

/// Takes files of returns in.
#[derive(Debug)]
pub struct Collector<'a> {
    reader: FileReader<'a>,
    registry: &'a Registry,
    /// The plan's year.
    year: i16,
    wanted: Wanted,
    options: Options,
    held: Held,
    store: Store,
}

/// What became of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileReport {
    /// The file as the user named it.
    pub name: String,
    /// Whose returns it holds, and for which months; in order of appearance.
    pub of: Vec<(UnitId, Month)>,
    /// Rows that were taken.
    pub taken: usize,
    /// Rows that were there already with the same content.
    pub unchanged: usize,
    /// Rows that were refused; each was reported.
    pub refused: usize,
    /// Rows in which nothing was filled in.
    pub blank: usize,
    /// Items of rows among those taken that the form did not have.
    pub added: Vec<ItemId>,
    /// Rows of the form that the file does not have any more.
    pub missing: Vec<TargetId>,
    /// Cells that are written down otherwise than they were typed.
    pub corrections: Vec<Correction>,
    /// Whether nothing of the file was taken because of what it is.
    pub rejected: bool,
    /// Whose the file says that it is, and of which month; `None` where it says neither or several.
    pub claim: Option<Claim>,
    /// What is wrong with it.
    pub problems: Diagnostics,
}

/// A cell that is written down otherwise than it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Where it stands.
    pub place: Place,
    /// What it holds.
    pub field: Field,
    /// What was typed, to the letter.
    pub typed: String,
    /// What was written down.
    pub clean: String,
    /// Whether it stands further up and a vertical merge gives it to this row as well.
    pub merged: bool,
}

impl<'a> Collector<'a> {
    /// A collector of what is `wanted`, with nothing there yet.
    pub fn new(
        reader: FileReader<'a>,
        registry: &'a Registry,
        wanted: Wanted,
        options: Options,
    ) -> Self {
        Self {
            year: reader.year(),
            reader,
            registry,
            wanted,
            options,
            held: Held::default(),
            store: Store::default(),
        }
    }

    /// Takes note of a file of returns that is there already; `name` is relative to the workspace.
    pub fn hold(&mut self, name: &str, bytes: Vec<u8>) {
        let mut problems = Diagnostics::new();
        // What cannot be read has been told by whoever loaded the workspace, and holds no returns.
        if let Ok(file) = self
            .reader
            .read(name, &bytes, Presumed::default(), &mut problems)
        {
            self.held.add_file(name, &file);
        }
        let sound = !problems
            .iter()
            .any(|problem| problem.code == Code::CellInvalid);
        self.store.hold(name, bytes, sound);
    }

    /// Takes in the file `name`.
    pub fn collect(&mut self, name: &str, bytes: &[u8]) -> FileReport {
        let mut report = FileReport {
            name: name.to_owned(),
            ..FileReport::default()
        };
        let mut problems = Diagnostics::new();
        let presumed = self.wanted.presumed();
        let read = self.reader.read(name, bytes, presumed, &mut problems);
        let file = match read {
            Ok(file) => file,
            Err(problem) => {
                report.rejected = true;
                report.problems.push(problem);
                return report;
            }
        };
        identity::examine(&file, self, &mut report);
        if report.rejected {
            return report;
        }
        report.rejected = file.tables.is_empty();
        report.problems.extend(rows::without_layout(problems));
        if !report.rejected {
            self.take_rows(file, &mut report);
        }
        report.problems.sort();
        report
    }

    /// The files to be written, by their paths in the workspace.
    pub fn finish(self) -> BTreeMap<String, Vec<u8>> {
        self.store.finish()
    }
}

impl FileReport {
    /// Whether anything of the file was refused.
    pub fn has_refusals(&self) -> bool {
        self.problems.has_errors()
    }

    /// The items of the rows that the file does not have any more, each once.
    pub fn missing_items(&self) -> BTreeSet<ItemId> {
        self.missing.iter().map(|target| target.item).collect()
    }
}

/// The file of a unit's collected returns in the workspace: `seeds/progress/2018-06-003-省教育厅.csv`.
pub fn file_of(month: Month, unit: UnitId, registry: &Registry) -> String {
    let unit = registry.unit(unit);
    let name = crate::output::file_name(&format!("{month}-{}-{}", unit.code, unit.short));
    format!("{PROGRESS_DIR}/{name}.csv")
}

/// 2018年6月.
fn month_words(month: Month) -> String {
    format!("{}年{}月", month.year(), month.number())
}

/// G163: a row that is not taken.
fn row_refused(message: String, place: &Place) -> Diagnostic {
    Diagnostic::new(Code::CollectRowRefused, message).at(place.clone())
}
