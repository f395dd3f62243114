//! The journal of a publication: what is to be renamed and deleted, noted on the disk before it is done, so that the
//! next run can finish what a killed one began.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{TEMPORARY, WriteError, temporary};
use gongwen::regular_file;

/// The folder of what duban keeps for itself, relative to the workspace.
pub(super) const FOLDER: &str = ".duban";
/// The file of the journal, relative to the workspace.
const FILE: &str = ".duban/journal.json";

/// Files to rename and files to delete, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Temporary files and the places in which they are put.
    pub(super) moves: Vec<(PathBuf, PathBuf)>,
    /// Files to delete.
    pub(super) removals: Vec<PathBuf>,
}

impl Journal {
    /// Reads the journal that a killed run left in the workspace `root`; `None` if there is none.
    fn load(root: &Path) -> Result<Option<Self>, WriteError> {
        let path = root.join(FILE);
        let failed = |source| WriteError { path: path.clone(), source };
        let bytes = match regular_file::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let journal: Self = serde_json::from_slice(&bytes)
            .map_err(|_| failed(io::Error::from(ErrorKind::InvalidData)))?;
        let at = |path: PathBuf| root.join(path);
        // A temporary file lies in the folder of its place.
        let beside = |from: PathBuf, to: PathBuf| {
            let to = at(to);
            (to.with_file_name(from.file_name().unwrap_or_default()), to)
        };
        let moves = journal.moves.into_iter().map(|(from, to)| beside(from, to));
        let removals = journal.removals.into_iter().map(at);
        Ok(Some(Self { moves: moves.collect(), removals: removals.collect() }))
    }

    /// Writes it to the workspace `root`, and returns when it is on the disk.
    pub(super) fn write(&self, root: &Path) -> Result<(), WriteError> {
        let path = root.join(FILE);
        let failed = |source| WriteError { path: path.clone(), source };
        let noted = |path: &PathBuf| noted(root, path);
        let name = |from: &PathBuf| PathBuf::from(from.file_name().unwrap_or_default());
        let moves = self.moves.iter().map(|(from, to)| Ok((name(from), noted(to)?)));
        let removals = self.removals.iter().map(noted);
        let written = || {
            let moves = moves.collect::<io::Result<_>>()?;
            let journal = Self { moves, removals: removals.collect::<io::Result<_>>()? };
            let json = serde_json::to_vec_pretty(&journal)?;
            let folder = root.join(FOLDER);
            let mut file = temporary(&folder)?;
            file.write_all(&json)?;
            sync(file.as_file())?;
            file.persist(&path)?;
            sync_folder(&folder)
        };
        written().map_err(failed)
    }

    /// Deletes the journal of the workspace `root`: what it says is done, or undone.
    pub(super) fn close(root: &Path) -> Result<(), WriteError> {
        let path = root.join(FILE);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(WriteError { path, source: error })
            }
            _ => sync_folder(&root.join(FOLDER)).map_err(|source| WriteError { path, source }),
        }
    }

    /// Renames and deletes, and returns when that is on the disk. With `again` a part may have been done already.
    pub(super) fn carry_out(&self, again: bool) -> Result<(), WriteError> {
        for (from, to) in &self.moves {
            match std::fs::rename(from, to) {
                Err(error) if again && error.kind() == ErrorKind::NotFound => {}
                Err(source) => return Err(WriteError { path: to.clone(), source }),
                Ok(()) => {}
            }
        }
        for path in &self.removals {
            match std::fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    return Err(WriteError { path: path.clone(), source: error });
                }
                _ => {}
            }
        }
        let places = self.moves.iter().map(|(_, to)| to).chain(&self.removals);
        let folders: BTreeSet<&Path> = places.filter_map(|path| path.parent()).collect();
        for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
            sync_folder(folder).map_err(|source| WriteError { path: folder.to_owned(), source })?;
        }
        Ok(())
    }

    /// Returns whether each file to rename is a temporary one, as a publication writes it.
    fn is_sound(&self) -> bool {
        self.moves.iter().all(|(from, _)| {
            let name = from.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(TEMPORARY)
        })
    }
}

/// Returns whether a killed run left its journal in the workspace `root`.
pub fn is_unfinished(root: &Path) -> bool {
    root.join(FILE).symlink_metadata().is_ok()
}

/// Finishes the publication of a killed run in the workspace `root`, if it had begun to rename. Returns whether it had.
///
/// # Errors
/// The journal cannot be read, or a file cannot be renamed or deleted.
pub(super) fn finish(root: &Path) -> Result<bool, WriteError> {
    let Some(journal) = Journal::load(root)? else { return Ok(false) };
    if !journal.is_sound() {
        let source = io::Error::from(ErrorKind::InvalidData);
        return Err(WriteError { path: root.join(FILE), source });
    }
    journal.carry_out(true)?;
    Journal::close(root)?;
    Ok(true)
}

/// Returns a path as the journal has it: from the workspace, which may be moved, or whole where it is elsewhere.
fn noted(root: &Path, path: &Path) -> io::Result<PathBuf> {
    match path.strip_prefix(root) {
        Ok(inside) => Ok(inside.to_owned()),
        Err(_) => std::path::absolute(path),
    }
}

/// Waits until a file is on the disk, where its file system can say so.
pub(super) fn sync(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if [ErrorKind::InvalidInput, ErrorKind::Unsupported].contains(&error.kind()) => {
            Ok(())
        }
        result => result,
    }
}

/// Waits until the names in a folder are on the disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows opens no folders, and keeps their names by itself.
    if cfg!(unix) { sync(&File::open(folder)?) } else { Ok(()) }
}
