//! Filled return forms → `seeds/progress/`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Outstanding, Session};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::input;
use crate::output::{self, WriteError};
use crate::period::Month;
use crate::returns::collect::{Collector, ExistingReturns, FileReport, Options, WantedForms};
use crate::returns::is_file_of_returns;
use gongwen::foreign;

/// The result of collecting returns.
#[derive(Debug, Default)]
pub struct Collection {
    /// The report of each file, in order.
    pub files: Vec<FileReport>,
    /// The files of the workspace that were written.
    pub written: Vec<String>,
    /// Doubts about the rows that were written, beside everything else that was reported.
    pub doubts: Diagnostics,
    /// Files in the named folders that were not read.
    pub passed_over: Diagnostics,
    /// The units still missing, for each month of which anything was read.
    pub outstanding: BTreeMap<Month, Outstanding>,
}

/// The reason for which collecting failed. In all cases but the last, nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    /// A file or folder that was named does not exist.
    #[error("找不到“{}”", .0.display())]
    Missing(PathBuf),
    /// A folder cannot be listed.
    #[error("文件夹“{}”无法读取：{}", path.display(), foreign::system(source))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// There is no plan: without items, rows cannot be assigned.
    #[error("没有事项数据，不能收报送表；先运行 duban import")]
    NoPlan,
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Takes in filled forms: `files`, and in place of those that are folders the files of returns in them.
/// `existing` holds the files from which the session's returns were loaded, `before` the problems found in
/// them.
///
/// # Errors
/// [`CollectError`]; all but the last before anything was written.
pub fn collect(
    (mut session, existing): (Session, ExistingReturns),
    files: &[PathBuf],
    wanted: WantedForms,
    options: Options,
    before: &Diagnostics,
) -> Result<Collection, CollectError> {
    if !session.has_items() {
        return Err(CollectError::NoPlan);
    }
    let mut collected = Collection::default();
    let files = listed(files, &mut collected.passed_over)?;
    let reader = session.reader();
    let mut collector = Collector::new(&reader, &existing, wanted, options);
    for path in files {
        let name = path.display().to_string();
        let report = match input::bytes(Path::new(""), &name) {
            Ok(bytes) => collector.collect(&name, &bytes),
            Err(problem) => unreadable(name, problem),
        };
        collected.files.push(report);
    }
    let written = collector.finish();
    for (name, bytes) in &written {
        output::write(&session.workspace.root.join(name), bytes)?;
    }
    if !written.is_empty() {
        let mut problems = Diagnostics::new();
        let progress = existing.rewritten(&written, &reader, &mut problems);
        collected.written = written.into_keys().collect();
        collected.doubts = doubts(&problems, before, &collected);
        session.progress = progress;
    }
    collected.outstanding = outstanding(&session, &collected);
    Ok(collected)
}

/// Returns the files to read: those named, and in place of a folder the files of returns in it, by name. Other
/// files in it are reported.
fn listed(named: &[PathBuf], passed_over: &mut Diagnostics) -> Result<Vec<PathBuf>, CollectError> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            if !path.exists() {
                return Err(CollectError::Missing(path.clone()));
            }
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path)
            .map_err(|source| CollectError::Folder { path: path.clone(), source })?;
        let entries = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut inside: Vec<PathBuf> = entries.filter(|path| !is_litter(path)).collect();
        inside.sort();
        let (returns, others): (Vec<_>, Vec<_>) =
            inside.into_iter().partition(|path| is_return(path));
        files.extend(returns);
        passed_over.extend(others.iter().map(|path| not_read(path)).collect());
    }
    let mut seen = BTreeSet::new();
    files.retain(|path| seen.insert(path.clone()));
    Ok(files)
}

/// Returns whether a file is one of those that Office and systems leave in folders.
fn is_litter(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let by_windows = ["thumbs.db", "desktop.ini"];
    name.starts_with(['~', '.']) || by_windows.contains(&&*name.to_lowercase())
}

/// Returns whether a file of a folder is to be read, by its ending.
fn is_return(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.is_file() && is_file_of_returns(&name)
}

/// Returns G103: something in a folder that is not read.
fn not_read(path: &Path) -> Diagnostic {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (message, hint) = if path.is_dir() {
        let message = format!("“{name}”是文件夹，里面的文件未收");
        (message, "里面有报送表的，再对它运行 duban collect")
    } else {
        let message = format!("“{name}”不是 .xlsx、.xls、.csv、.txt、.tsv 文件，未收");
        (message, "是报送表的，另存为 .xlsx 再收")
    };
    Diagnostic::new(Code::ReturnsFileIgnored, message)
        .at(Place::file(path.display().to_string()))
        .hint(hint)
}

fn unreadable(name: String, problem: Diagnostic) -> FileReport {
    FileReport {
        name,
        rejected: true,
        problems: [problem].into_iter().collect(),
        ..FileReport::default()
    }
}

/// Returns the doubts about the rows written, out of all `problems` of the returns in their present state.
fn doubts(problems: &Diagnostics, before: &Diagnostics, collected: &Collection) -> Diagnostics {
    let reports = collected.files.iter();
    let reported: BTreeSet<(Code, &str)> = reports
        .flat_map(|report| report.problems.iter())
        .map(|problem| (problem.code, &*problem.message))
        .collect();
    let is_new = |problem: &&Diagnostic| {
        let file = problem.place.as_ref().map(|place| &place.file);
        let written = file.is_some_and(|file| collected.written.contains(file));
        written
            && problem.severity() > Severity::Note
            && !reported.contains(&(problem.code, &*problem.message))
            && !before.iter().any(|old| old == *problem)
    };
    problems.iter().filter(is_new).cloned().collect()
}

/// Returns the units still missing, for each month of which anything was read.
fn outstanding(session: &Session, collected: &Collection) -> BTreeMap<Month, Outstanding> {
    let reports = collected.files.iter().filter(|report| !report.rejected);
    let months = reports.flat_map(|report| report.of.iter().map(|&(_, month)| month));
    let months: BTreeSet<Month> = months.collect();
    let outstanding = months.into_iter();
    outstanding.map(|month| (month, session.outstanding(month))).collect()
}
