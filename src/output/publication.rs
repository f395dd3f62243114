//! The files that a run writes and deletes: written beside their places, and published together at the end.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;
use tempfile::TempPath;

use super::journal::{self, Journal};
use super::{TEMPORARY, WriteError, is_in_archive, temporary};
use gongwen::regular_file;

/// The number of attempts to replace a file while others sweep up.
const ATTEMPTS: usize = 5;

/// The changes of a run. Nothing of them is seen before they are published; without that nothing is left of them.
#[derive(Debug)]
pub struct Publication {
    root: PathBuf,
    /// True if it may write to the archive.
    archives: bool,
    work: Mutex<Work>,
}

#[derive(Debug, Default)]
struct Work {
    /// What becomes of each file.
    changes: BTreeMap<PathBuf, Change>,
    /// The file that is renamed after all others.
    last: Option<PathBuf>,
    /// Folders that did not exist, outer ones first.
    folders: Vec<PathBuf>,
    /// The failure after which there is nothing to publish.
    failure: Option<WriteError>,
}

#[derive(Debug)]
enum Change {
    /// It gets the content of this temporary file.
    Write(TempPath),
    /// It is deleted.
    Remove,
}

impl Publication {
    /// Begins a publication in the workspace `root`, where no other run may be writing.
    pub fn begin(root: &Path) -> Self {
        Self { root: root.to_owned(), archives: false, work: Mutex::default() }
    }

    /// Begins one that adds to the archive. Any other keeps out of it, wherever links lead.
    pub fn begin_issue(root: &Path) -> Self {
        let mut publication = Self::begin(root);
        publication.archives = true;
        publication
    }

    /// Checks that files can be written to `dir`, and makes the folder if necessary.
    ///
    /// # Errors
    /// The folder cannot be made, is a file, or takes no files.
    pub fn prepare(&self, dir: &Path) -> Result<(), WriteError> {
        let prepared = self.keep_out(dir).and_then(|()| self.make_folder(dir));
        let prepared = prepared.and_then(|()| temporary(dir).map(drop));
        prepared.map_err(|source| WriteError { path: dir.to_owned(), source })
    }

    /// Writes the new content of a file to the side. A file that has this content already is left alone. Where `path` is
    /// a link, the file is the one that it leads to.
    ///
    /// # Errors
    /// The file that is there cannot be read, so that nobody knows what would be lost, or the new one cannot be written.
    /// A failure that does not lie in this one file, such as a full disk, is that of the whole publication.
    pub fn stage(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        let staged = behind_links(path).and_then(|place| {
            self.keep_out(&place)?;
            let change = match holds(&place, bytes)? {
                true => None,
                false => Some(Change::Write(self.written(&place, bytes)?)),
            };
            Ok((place, change))
        });
        let (place, change) = staged.map_err(|source| self.failed(path, source))?;
        let mut work = self.work();
        match change {
            Some(change) => work.changes.insert(place, change),
            None => work.changes.remove(&place),
        };
        Ok(())
    }

    /// Does the same for the file that tells of all others, and is renamed after them.
    ///
    /// # Errors
    /// See [`stage`](Self::stage).
    pub fn stage_last(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.stage(path, bytes)?;
        self.work().last = behind_links(path).ok();
        Ok(())
    }

    /// Does the same for a file that keeps the time of another.
    ///
    /// # Errors
    /// See [`stage`](Self::stage).
    pub fn stage_dated(
        &self,
        path: &Path,
        bytes: &[u8],
        modified: SystemTime,
    ) -> Result<(), WriteError> {
        self.stage(path, bytes)?;
        if let Some(Change::Write(temporary)) = self.work().changes.get(path) {
            let file = std::fs::File::options().write(true).open(temporary);
            // A time that a file system does not take is no reason to lose the file.
            let _ = file.and_then(|file| file.set_modified(modified));
        }
        Ok(())
    }

    /// Returns the files that change, each with the file that has its new content; `None` where it is deleted.
    pub fn changes(&self) -> Vec<(PathBuf, Option<PathBuf>)> {
        let work = self.work();
        let changes = work.changes.iter().map(|(place, change)| {
            let new = match change {
                Change::Write(temporary) => Some(temporary.to_path_buf()),
                Change::Remove => None,
            };
            (place.clone(), new)
        });
        changes.collect()
    }

    /// Returns the content that a file will have.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn content(&self, path: &Path) -> io::Result<Vec<u8>> {
        let place = behind_links(path)?;
        let staged = match self.work().changes.get(&place) {
            Some(Change::Write(temporary)) => temporary.to_path_buf(),
            Some(Change::Remove) => return Err(ErrorKind::NotFound.into()),
            None => place,
        };
        regular_file::read(&staged)
    }

    /// Notes that a file is to be deleted, if there is one.
    pub fn remove(&self, path: &Path) {
        if self.keep_out(path).is_err() {
            return;
        }
        let mut work = self.work();
        match path.symlink_metadata() {
            Ok(_) => work.changes.insert(path.to_owned(), Change::Remove),
            Err(_) => work.changes.remove(path),
        };
    }

    /// Puts all files into their places, and returns when they are on the disk.
    ///
    /// # Errors
    /// A file cannot be written, renamed or deleted. Then everything is as it was before.
    pub fn publish(self) -> Result<(), WriteError> {
        let mut work = std::mem::take(&mut *self.work());
        if let Some(failure) = work.failure.take() {
            *self.work() = work;
            return Err(failure);
        }
        let published = if work.changes.is_empty() { Ok(()) } else { work.publish(&self.root) };
        if published.is_ok() && !work.changes.is_empty() {
            work.folders.clear();
        }
        // The temporary files and folders that are left go with it.
        *self.work() = work;
        published
    }

    /// Refuses a place in the archive.
    fn keep_out(&self, place: &Path) -> io::Result<()> {
        match !self.archives && is_in_archive(&self.root, place) {
            true => Err(ErrorKind::PermissionDenied.into()),
            false => Ok(()),
        }
    }

    /// The temporary file with the new content of the file at `place`.
    fn written(&self, place: &Path, bytes: &[u8]) -> io::Result<TempPath> {
        let folder = place.parent().unwrap_or(Path::new("."));
        self.make_folder(folder)?;
        let mut file = temporary(folder)?;
        file.write_all(bytes)?;
        if let Ok(old) = place.metadata() {
            file.as_file().set_permissions(old.permissions())?;
        }
        Ok(file.into_temp_path())
    }

    /// Makes a folder and those around it, and notes which did not exist.
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        folder.parent().map_or(Ok(()), |outer| self.make_folder(outer))?;
        match std::fs::create_dir(folder) {
            Ok(()) => self.work().folders.push(folder.to_owned()),
            // Another thread was faster.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Returns the error that the file at `path` cannot be written, and keeps it where it meets all files.
    fn failed(&self, path: &Path, source: io::Error) -> WriteError {
        let path = path.to_owned();
        if is_of_one_file(&source) {
            return WriteError { path, source };
        }
        let again = match source.raw_os_error() {
            Some(code) => io::Error::from_raw_os_error(code),
            None => io::Error::from(source.kind()),
        };
        self.work().failure.get_or_insert(WriteError { path: path.clone(), source });
        WriteError { path, source: again }
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Work {
    /// Publishes the changes, or leaves everything as it was.
    fn publish(&self, root: &Path) -> Result<(), WriteError> {
        let temporaries = self.changes.values().filter_map(|change| match change {
            Change::Write(temporary) => Some(temporary),
            Change::Remove => None,
        });
        let temporaries: Vec<&TempPath> = temporaries.collect();
        temporaries.into_par_iter().try_for_each(|path| {
            let synced = std::fs::File::options().write(true).open(path);
            let synced = synced.and_then(|file| journal::sync(&file));
            synced.map_err(|source| WriteError { path: path.to_path_buf(), source })
        })?;
        let (kept, back) = self.way_back()?;
        let ahead = self.way_ahead();
        std::fs::create_dir_all(root.join(journal::FOLDER))
            .map_err(|source| WriteError { path: root.join(journal::FOLDER), source })?;
        let published = ahead
            .write(root)
            .and_then(|()| ahead.carry_out(false))
            .and_then(|()| Journal::close(root));
        if published.is_err() {
            // A run that is killed here goes back all the same. Without room for the note it still goes back by itself.
            let _ = back.write(root);
            back.carry_out(true)?;
            Journal::close(root)?;
        }
        drop(kept);
        published
    }

    /// What is to be done, the last file last.
    fn way_ahead(&self) -> Journal {
        let mut journal = Journal::default();
        let mut last = None;
        for (place, change) in &self.changes {
            match change {
                Change::Write(temporary) if self.last.as_ref() == Some(place) => {
                    last = Some((temporary.to_path_buf(), place.clone()));
                }
                Change::Write(temporary) => {
                    journal.moves.push((temporary.to_path_buf(), place.clone()));
                }
                Change::Remove => journal.removals.push(place.clone()),
            }
        }
        journal.moves.extend(last);
        journal
    }

    /// Second names of the files that are about to be replaced or deleted, and the way back to them.
    fn way_back(&self) -> Result<(Vec<TempPath>, Journal), WriteError> {
        let mut kept = Vec::new();
        let mut back = Journal::default();
        for place in self.changes.keys() {
            if place.symlink_metadata().is_err() {
                back.removals.push(place.clone());
                continue;
            }
            let second =
                second_name(place).map_err(|source| WriteError { path: place.clone(), source })?;
            back.moves.push((second.to_path_buf(), place.clone()));
            kept.push(second);
        }
        Ok((kept, back))
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        let mut work = std::mem::take(&mut *self.work());
        work.changes.clear();
        for folder in work.folders.iter().rev() {
            // It stays if somebody has put something into it.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Replaces one file by itself: written beside its place, and renamed. It does not wait for the disk. Another run may be
/// writing, which deletes temporary files where it begins; then it is written once more.
///
/// # Errors
/// The file cannot be written.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let publication = Publication::begin(Path::new(""));
    let written = || {
        let place = behind_links(path)?;
        let file = publication.written(&place, bytes)?;
        // The folders stay.
        publication.work().folders.clear();
        file.persist(&place).map_err(|error| error.error)
    };
    let mut result = written();
    for _ in 1..ATTEMPTS {
        match &result {
            Err(error) if error.kind() == ErrorKind::NotFound => result = written(),
            _ => break,
        }
    }
    result.map_err(|source| WriteError { path: path.to_owned(), source })
}

/// Finishes what a killed run began in the workspace `root`, and deletes the temporary files that it left in `folders`
/// and below them. No other run may be writing there. Returns whether there was anything to finish.
///
/// # Errors
/// What it began cannot be finished.
pub fn recover(root: &Path, folders: &[PathBuf]) -> Result<bool, WriteError> {
    let finished = journal::finish(root)?;
    sweep(root, false);
    folders.iter().for_each(|folder| sweep(folder, true));
    Ok(finished)
}

/// Deletes the temporary files in a folder, and with `deep` those in the folders below it.
fn sweep(folder: &Path, deep: bool) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (Ok(kind), path) = (entry.file_type(), entry.path()) else { continue };
        if kind.is_dir() && deep {
            sweep(&path, true);
        } else if kind.is_file() && entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            // One that cannot be deleted does no harm.
            let _ = std::fs::remove_file(&path);
        } else if kind.is_symlink()
            && let Ok(file) = path.canonicalize()
            && file.is_file()
            && let Some(folder) = file.parent()
        {
            sweep(folder, false);
        }
    }
}

/// Returns whether the file at `place` has this content.
///
/// # Errors
/// It cannot be read, or is not a file.
fn holds(place: &Path, bytes: &[u8]) -> io::Result<bool> {
    match place.metadata() {
        Ok(found) if found.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(found) if !found.is_file() => Err(ErrorKind::AlreadyExists.into()),
        // Who may not read it may not replace it either.
        Ok(_) => Ok(regular_file::read(place)? == bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The file that `path` leads to, if it is a link; the link may lead to a file that does not exist yet.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    if !path.symlink_metadata().is_ok_and(|found| found.is_symlink()) {
        return Ok(path.to_owned());
    }
    match path.canonicalize() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Ok(path.parent().unwrap_or(Path::new(".")).join(std::fs::read_link(path)?))
        }
        file => file,
    }
}

/// A second name of the file at `place`, beside it; a copy where the file system has no second names.
fn second_name(place: &Path) -> io::Result<TempPath> {
    let folder = place.parent().unwrap_or(Path::new("."));
    let named = tempfile::Builder::new().prefix(TEMPORARY).make_in(folder, |path| {
        let linked = std::fs::hard_link(place, path);
        linked.or_else(|error| match error.kind() {
            ErrorKind::AlreadyExists => Err(error),
            _ => std::fs::copy(place, path).map(drop),
        })
    });
    Ok(named?.into_temp_path())
}

/// Returns whether an error lies in the one file that it was met at, and not in the disk or the program.
fn is_of_one_file(error: &io::Error) -> bool {
    use ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::PermissionDenied
            | Kind::IsADirectory
            | Kind::NotADirectory
            | Kind::AlreadyExists
            | Kind::InvalidFilename
            | Kind::ResourceBusy
    )
}
