//! Filled return forms → `seeds/progress/`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Outstanding, Session};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::input;
use crate::output::{self, WriteError};
use crate::period::Month;
use crate::returns::collect::{Collector, FileReport, Options, Wanted};
use crate::returns::{FileReader, Progress};
use crate::workspace::Workspace;
use gongwen::foreign;

/// What was collected.
#[derive(Debug, Default)]
pub struct Collected {
    /// What became of each file, in order.
    pub files: Vec<FileReport>,
    /// The files of the workspace that were written.
    pub written: Vec<String>,
    /// Doubts about what was written, beside everything else that was reported.
    pub doubts: Diagnostics,
    /// What lies in the folders that were named and was not read.
    pub passed_over: Diagnostics,
    /// Who is still missing, for each month of which anything was read.
    pub outstanding: BTreeMap<Month, Outstanding>,
}

/// Why nothing was collected. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
    /// A file or folder that was named is not there.
    #[error("找不到“{}”", .0.display())]
    Missing(PathBuf),
    /// A folder cannot be listed.
    #[error("文件夹“{}”无法读取：{}", path.display(), foreign::system(source))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Without items nothing can be told apart.
    #[error("没有事项数据，不能收报送表；先运行 duban import")]
    NoPlan,
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Takes in filled forms: `files`, and the files of returns in those of them that are folders.
///
/// # Errors
/// [`CollectError`]; all but the last before anything was written.
pub fn collect(
    session: Session,
    files: &[PathBuf],
    wanted: Wanted,
    options: Options,
    before: &Diagnostics,
) -> Result<Collected, CollectError> {
    if session.plan.items().is_empty() {
        return Err(CollectError::NoPlan);
    }
    let mut collected = Collected::default();
    let files = listed(files, &mut collected.passed_over)?;
    let written = take_in(&session, &files, wanted, options, &mut collected);
    for (name, bytes) in &written {
        output::write(&session.workspace.root.join(name), bytes)?;
    }
    collected.written = written.into_keys().collect();
    look_back(session.workspace, before, &mut collected);
    Ok(collected)
}

/// The files to read: those named, and in place of a folder the files of returns in it, by name. What else
/// lies there is noted.
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
        let entries = std::fs::read_dir(path).map_err(|source| CollectError::Folder {
            path: path.clone(),
            source,
        })?;
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

/// Whether a file is one of those that Office and systems leave in folders.
fn is_litter(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let by_windows = ["thumbs.db", "desktop.ini"];
    name.starts_with(['~', '.']) || by_windows.contains(&&*name.to_lowercase())
}

/// Whether a file of a folder is to be read: by its ending.
fn is_return(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.is_file() && Progress::is_file_of_returns(&name)
}

/// G103: something in a folder that is not read.
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

/// Reads all files; the files to be written.
fn take_in(
    session: &Session,
    files: &[PathBuf],
    wanted: Wanted,
    options: Options,
    collected: &mut Collected,
) -> BTreeMap<String, Vec<u8>> {
    let root = &session.workspace.root;
    let year = session.workspace.config.year;
    let (plan, registry) = (&session.plan, &session.registry);
    let reader = FileReader::new(year, plan, &session.breakdown, registry);
    let mut collector = Collector::new(reader, registry, wanted, options);
    // What is wrong with the files that are there was told when the session was loaded.
    for name in Progress::files(root, &mut Diagnostics::new()) {
        if let Ok(bytes) = input::bytes(root, &name) {
            collector.hold(&name, bytes);
        }
    }
    for path in files {
        let name = path.display().to_string();
        let report = match input::bytes(Path::new(""), &name) {
            Ok(bytes) => collector.collect(&name, &bytes),
            Err(problem) => unreadable(name, problem),
        };
        collected.files.push(report);
    }
    collector.finish()
}

fn unreadable(name: String, problem: Diagnostic) -> FileReport {
    FileReport {
        name,
        rejected: true,
        problems: [problem].into_iter().collect(),
        ..FileReport::default()
    }
}

/// Loads the workspace anew: what is doubtful about the rows written, and who is still missing.
fn look_back(workspace: Workspace, before: &Diagnostics, collected: &mut Collected) {
    let mut problems = Diagnostics::new();
    let session = Session::load(workspace, None, None, &mut problems);
    let reports = collected.files.iter();
    let told: BTreeSet<(Code, &str)> = reports
        .flat_map(|report| report.problems.iter())
        .map(|problem| (problem.code, &*problem.message))
        .collect();
    let is_new = |problem: &&Diagnostic| {
        let file = problem.place.as_ref().map(|place| &place.file);
        let written = file.is_some_and(|file| collected.written.contains(file));
        written
            && problem.severity() > Severity::Note
            && !told.contains(&(problem.code, &*problem.message))
            && !before.iter().any(|old| old == *problem)
    };
    let doubts = problems.iter().filter(is_new).cloned().collect();
    collected.doubts = doubts;
    let reports = collected.files.iter().filter(|report| !report.rejected);
    let months: BTreeSet<Month> = reports
        .flat_map(|report| report.of.iter().map(|&(_, month)| month))
        .collect();
    for month in months {
        let outstanding = session.outstanding(month);
        collected.outstanding.insert(month, outstanding);
    }
}
