//! Filled return forms → `seeds/progress/`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::answers::{AnswersTaken, TakenAnswers};
use super::register_rows::RegisterError;
use super::written_elsewhere::{self, ReturnedBook};
use super::{Outstanding, Session};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::input::{self, SourceFile};
use crate::output::{Publication, WriteError};
use crate::period::Month;
use crate::returns::Opened;
use crate::returns::batch::Batch;
use crate::returns::collect::{Collector, ExistingReturns, FileReport, Options, WantedForms};
use crate::returns::folder::{self, IncomingFile};
use crate::workspace::backup;
use gongwen::foreign;

/// The result of collecting returns.
#[derive(Debug, Default)]
pub struct Collection {
    /// The report of each file, in order.
    pub files: Vec<FileReport>,
    /// What became of the answers beside the forms, by the position of the file.
    pub answers: BTreeMap<usize, AnswersTaken>,
    /// The files of the workspace that were written.
    pub written: Vec<String>,
    /// The workbooks with what was not taken, below the output folder.
    pub returned: Vec<String>,
    /// Doubts about the rows that were written, beside everything else that was reported.
    pub doubts: Diagnostics,
    /// Files in the named folders that were not read.
    pub passed_over: Diagnostics,
    /// The units still missing, for each month of which anything was read.
    pub outstanding: BTreeMap<Month, Outstanding>,
}

/// The reason for which collecting failed. Nothing was written.
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
    /// A file to which rows would be added was not read.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Unread(Diagnostic),
    /// A register was changed, or cannot be read or written.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Filled forms that have come in, in their order. As many are opened as may wait for the rest of the data.
#[derive(Debug, Default)]
pub struct Incoming {
    opened: Vec<OpenedFile>,
    /// The files that are still to open.
    rest: Vec<Listed>,
    /// Files in the named folders that are not read.
    passed_over: Diagnostics,
}

impl Incoming {
    /// The size of the files that wait opened, in bytes, beyond which the rest is opened later.
    const MOST_BYTES: usize = 8 << 20;

    /// Opens `files`, and in place of those that are folders the files of returns in them.
    ///
    /// # Errors
    /// [`CollectError::Missing`] or [`CollectError::Folder`].
    pub fn open(files: &[PathBuf]) -> Result<Self, CollectError> {
        let mut incoming = Self::default();
        let mut waiting = Vec::new();
        let mut bytes = 0;
        let mut listed = listed(files, &mut incoming.passed_over)?.into_iter();
        for file in listed.by_ref() {
            file.open(&mut incoming.passed_over, &mut |file, _| {
                bytes += file.content.as_ref().map_or(0, Vec::len);
                waiting.push(file);
            });
            if bytes > Self::MOST_BYTES {
                break;
            }
        }
        incoming.rest = listed.collect();
        incoming.opened = waiting.into_par_iter().map(OpenedFile::of).collect();
        Ok(incoming)
    }
}

/// A file that is opened, or the reason for which it cannot be.
#[derive(Debug)]
struct OpenedFile {
    name: String,
    content: Result<Opened, Diagnostic>,
}

impl OpenedFile {
    fn of(IncomingFile { name, content, .. }: IncomingFile) -> Self {
        let content = content.and_then(|bytes| Opened::of(&name, &bytes));
        Self { name, content }
    }
}

/// Takes in filled forms. `existing` holds the files from which the session's returns were loaded, `before` the problems found in
/// them.
///
/// # Errors
/// [`CollectError`]: nothing was written.
pub fn collect(
    (mut session, existing): (Session, ExistingReturns),
    incoming: Incoming,
    wanted: WantedForms,
    options: Options,
    before: &Diagnostics,
) -> Result<Collection, CollectError> {
    if !session.has_items() {
        return Err(CollectError::NoPlan);
    }
    let Incoming { opened, rest, passed_over } = incoming;
    let mut collected = Collection { passed_over, ..Collection::default() };
    let reader = session.reader();
    let mut collector = Collector::new(&reader, &existing, wanted, options);
    let mut returned = Vec::new();
    let mut take_in = |opened: Vec<OpenedFile>| {
        let opened = opened.into_par_iter();
        let read = opened.map(|file| collector.read(file.name, file.content));
        for mut file in read.collect::<Vec<_>>() {
            let sheets = file.take_sheets();
            let report = collector.collect(file);
            let at = collected.files.len();
            returned.extend(ReturnedBook::of(at, &report, sheets, &session));
            collected.files.push(report);
        }
    };
    take_in(opened);
    let mut batch = Batch::default();
    for file in rest {
        file.open(&mut collected.passed_over, &mut |file, _| {
            if batch.add(file) {
                take_in(batch.read(OpenedFile::of));
            }
        });
    }
    take_in(batch.read(OpenedFile::of));
    let answers = TakenAnswers::of(&session, &returned);
    let problems = written_elsewhere::problems(&session, &returned);
    for (at, problems) in problems.into_iter().chain(answers.problems()) {
        if let Some(report) = collected.files.get_mut(at) {
            report.problems.extend(problems);
            report.problems.sort();
        }
    }
    let written = collector.finish();
    let publication = Publication::begin(&session.workspace.root);
    let root = &session.workspace.root;
    for (name, bytes) in &written {
        // A file that was not read among the returns, as its folder or its titles could not be, is not replaced.
        if !existing.contains(name) && input::is_there(root, name).map_err(CollectError::Unread)? {
            return Err(CollectError::Unread(unread(name)));
        }
        publication.stage(&root.join(name), bytes)?;
    }
    let registers = answers.write(&session, &publication)?;
    for name in written.keys() {
        // Whoever saved the file since it was read shall not lose what was typed.
        if existing.text(name).is_some_and(|read| !is_still(root, name, read)) {
            return Err(CollectError::Unread(changed(name)));
        }
    }
    let mut unmade = Diagnostics::new();
    let forms = (&*collected.files, &*returned);
    collected.returned = super::returned::stage(&session, forms, &publication, &mut unmade)?;
    backup::publish(publication, root, &session.command, &[])?;
    collected.passed_over.extend(unmade);
    collected.answers = answers.reports;
    if !written.is_empty() {
        let mut problems = Diagnostics::new();
        let progress = existing.rewritten(&written, &reader, &mut problems);
        collected.written = written.into_keys().collect();
        collected.doubts = doubts(&problems, before, &collected);
        session.progress = progress;
    }
    collected.written.extend(registers);
    collected.outstanding = outstanding(&session, &collected);
    Ok(collected)
}

/// A file to open.
#[derive(Debug)]
struct Listed {
    name: String,
    /// True if it was found in a folder, and not named.
    found: bool,
}

impl Listed {
    /// Opens the file and hands it out; of an archive, each of its files.
    fn open(
        self,
        problems: &mut Diagnostics,
        take: &mut dyn FnMut(IncomingFile, &mut Diagnostics),
    ) {
        let Self { name, found } = self;
        if found {
            return folder::open_found(Path::new(""), &name, problems, take);
        }
        match input::bytes(Path::new(""), &name) {
            Ok(bytes) => folder::open(&name, bytes, problems, take),
            Err(problem) => {
                take(IncomingFile { name, content: Err(problem), packed: false }, problems);
            }
        }
    }
}

/// Returns the files to read: those named, and in place of a folder the files in it and below it, by name.
fn listed(named: &[PathBuf], problems: &mut Diagnostics) -> Result<Vec<Listed>, CollectError> {
    let mut files = Vec::new();
    for path in named {
        let name = path.display().to_string();
        if !path.is_dir() {
            if !path.exists() {
                return Err(CollectError::Missing(path.clone()));
            }
            files.push(Listed { name, found: false });
            continue;
        }
        std::fs::read_dir(path)
            .map_err(|source| CollectError::Folder { path: path.clone(), source })?;
        let inside = folder::files(Path::new(""), &name, problems).into_iter();
        files.extend(inside.map(|name| Listed { name, found: true }));
    }
    let mut seen = BTreeSet::new();
    files.retain(|file| seen.insert(file.name.clone()));
    Ok(files)
}

/// Returns whether a file has the text that was read.
fn is_still(root: &Path, name: &str, read: &SourceFile) -> bool {
    SourceFile::read(root, name).is_ok_and(|now| now.text() == read.text())
}

/// F102: a file that somebody saved meanwhile.
fn changed(name: &str) -> Diagnostic {
    let message = format!("文件“{name}”在收表期间被改动，没有写入任何文件");
    Diagnostic::new(Code::FileUnreadable, message)
        .at(Place::file(name))
        .hint("保存并关闭这个文件，再收一次")
}

/// F102: a file that is there and has no returns that could be read.
fn unread(name: &str) -> Diagnostic {
    let message = format!("文件“{name}”已经有了，但没有读出报送，没有改动任何文件");
    Diagnostic::new(Code::FileUnreadable, message)
        .at(Place::file(name))
        .hint("打开检查；不是报送的，改名或移走后再收")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_somebody_saved_or_deleted_is_not_as_it_was_read() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.csv");
        std::fs::write(&file, "期间,编号\n").unwrap();
        let read = SourceFile::read(dir.path(), "a.csv").unwrap();
        assert!(is_still(dir.path(), "a.csv", &read));
        std::fs::write(&file, "期间,编号\n2018-03,1-1\n").unwrap();
        assert!(!is_still(dir.path(), "a.csv", &read));
        std::fs::remove_file(&file).unwrap();
        assert!(!is_still(dir.path(), "a.csv", &read));
        assert_eq!(changed("a.csv").code, Code::FileUnreadable);
    }
}
