//! What the last run that changed the office's data replaced, brought back.

use std::path::{Path, PathBuf};

use super::whole::note_written;
use crate::archive::Archive;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::{self, SourceFile};
use crate::numbers::{self, NUMBERS_FILE, Number};
use crate::output::{Publication, WriteError, sha256};
use crate::workspace::backup::{self, Replaced, RunRecord};
use gongwen::regular_file;

/// The result of taking back a run.
#[derive(Debug, Default)]
pub struct Undone {
    /// The command that was taken back, as it was typed, and when it was done.
    pub command: String,
    /// The time at which it was done.
    pub time: String,
    /// Files that are as they were.
    pub restored: Vec<String>,
    /// Files that it had made, and that are gone.
    pub removed: Vec<String>,
    /// The numbers that it had drawn: they stay in the register.
    pub voided: Vec<Number>,
    /// Files that are left as they are, since somebody changed them later.
    pub left: Diagnostics,
}

/// The reasons why nothing was taken back. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// The record of the run, or a copy that it names, cannot be used.
    #[error("{0}；没有撤销，没有改动任何文件")]
    Backup(WriteError),
    /// A file that would be replaced cannot be read.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Unreadable(Diagnostic),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Takes back the last run that changed data of the workspace `root`, `None` if there is none. It is a run itself, with the
/// words `command`, so that the next call takes this one back. Files that were changed since are left, without `force`.
///
/// # Errors
/// [`UndoError`]: nothing was taken back.
pub fn undo(root: &Path, command: &str, force: bool) -> Result<Option<Undone>, UndoError> {
    let Some(record) = backup::last_run(root).map_err(UndoError::Backup)? else { return Ok(None) };
    let publication = Publication::begin(root);
    let RunRecord { command: undone, time, files, numbers } = record;
    let mut result = Undone { command: undone, time, ..Undone::default() };
    for file in &files {
        let now = match input::bytes(root, &file.path) {
            Ok(bytes) => Some(bytes),
            Err(problem) if problem.code == Code::FileMissing => None,
            Err(problem) => return Err(UndoError::Unreadable(problem)),
        };
        let hash = now.as_deref().map(sha256);
        if file.path == NUMBERS_FILE && !numbers.is_empty() {
            let archive = Archive::read(root);
            let is_issued = |number: &&Number| archive.record_of(number).is_some();
            let issued: Vec<_> = numbers.iter().filter(is_issued).cloned().collect();
            result.left.extend(issued.iter().map(kept).collect());
            let numbers: Vec<_> =
                numbers.iter().filter(|number| !issued.contains(number)).cloned().collect();
            let voided = void(root, now, &numbers, &publication)?;
            result.voided.extend(voided);
        } else if hash == file.before {
            // Somebody was faster.
        } else if hash != file.written && !force {
            result.left.push(left(&file.path));
        } else {
            bring_back(root, file, &publication, &mut result)?;
        }
    }
    let changes = publication.changes();
    note_written(root, &changes, &publication)?;
    backup::publish(publication, root, command, &[])?;
    Ok(Some(result))
}

/// Brings back a file as it was before the run.
fn bring_back(
    root: &Path,
    file: &Replaced,
    publication: &Publication,
    result: &mut Undone,
) -> Result<(), UndoError> {
    let place: PathBuf = root.join(&file.path);
    let Some(copy) = &file.copy else {
        publication.remove(&place);
        result.removed.push(file.path.clone());
        return Ok(());
    };
    let copy = root.join(copy);
    let failed = |source| UndoError::Backup(WriteError { path: copy.clone(), source });
    let bytes = regular_file::read(&copy).map_err(failed)?;
    let modified = copy.metadata().and_then(|found| found.modified()).map_err(failed)?;
    if Some(sha256(&bytes)) != file.before {
        return Err(failed(std::io::ErrorKind::InvalidData.into()));
    }
    publication.stage_dated(&place, &bytes, modified)?;
    result.restored.push(file.path.clone());
    Ok(())
}

/// Voids the numbers that were drawn: a number is never given twice.
fn void(
    root: &Path,
    register: Option<Vec<u8>>,
    numbers: &[Number],
    publication: &Publication,
) -> Result<Vec<Number>, UndoError> {
    let Some(register) = register else { return Ok(Vec::new()) };
    let source = SourceFile::decode(NUMBERS_FILE, &register).map_err(UndoError::Unreadable)?;
    let (bytes, voided) = numbers::void(&register, &source, numbers);
    if !voided.is_empty() {
        publication.stage(&root.join(NUMBERS_FILE), &bytes)?;
    }
    Ok(voided)
}

/// F171: a number under which a document was issued since.
fn kept(number: &Number) -> Diagnostic {
    let message = format!("{number}的文件已经归档，号没有作废");
    Diagnostic::new(Code::NotUndone, message)
        .at(Place::file(NUMBERS_FILE))
        .hint("更正已发的文件，另取新号，归档时写 --corrects")
}

/// F171: a file that was changed since.
fn left(path: &str) -> Diagnostic {
    let message = format!("{path} 后来又有人改过，没有恢复");
    Diagnostic::new(Code::NotUndone, message)
        .at(Place::file(path))
        .hint("原来的一份在 .duban/backup；确要恢复，加 --force，现有的一份也会留存")
}
