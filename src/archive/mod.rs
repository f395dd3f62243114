//! The archive: what the office issued, a folder a document, never changed later.
//!
//! [`Archive::read`] reads the records, [`Archive::faults`] proves them, and [`Archive::add`] makes the files of the next
//! one. Each [`Record`] holds the hash of the record before it, and the [index](index::Index) lists all of them a second
//! time: a folder that is removed, exchanged or given new hashes is found, the last one too. Somebody who alters a
//! folder, its record, all later ones and the index alike is found by the last hash that the office wrote down.

mod fault;
mod index;
mod proof;
mod record;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::numbers::Number;
pub use crate::output::ARCHIVE_DIR;
use crate::output::{file_name, sha256};
use gongwen::regular_file;

pub use index::{INDEX_FILE, Index, Line};
pub use record::{ArchivedFile, Part, RECORD_FILE, Record};

/// The archive of a workspace.
#[derive(Debug, Clone, Default)]
pub struct Archive {
    /// The folder.
    folder: PathBuf,
    /// The list of all records; `None` where there is none, the problem where it cannot be used.
    index: Option<Result<Index, Diagnostic>>,
    /// The folders of the documents, by their path in the archive: YEAR/SERIES-NUMBER.
    folders: BTreeMap<String, Folder>,
    /// What cannot be read, or does not belong there.
    strange: Vec<Diagnostic>,
}

/// The folder of a document.
#[derive(Debug, Clone)]
struct Folder {
    /// The record with the hash of its bytes; the problem where it cannot be used.
    record: Result<(Record, String), Diagnostic>,
    /// The names of the other files, in order.
    files: Vec<String>,
}

/// A file to be archived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its name in the folder of the document.
    pub name: String,
    /// The part that it has in it.
    pub part: Part,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The reasons why a document cannot be added. Nothing of it may be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddError {
    /// Its number was issued before.
    #[error(
        "{number}已经归档（{folder}，{title}），不能再改。更正请另取新号，归档时写 --corrects {number}"
    )]
    Issued {
        /// The number.
        number: Number,
        /// The folder of the document that has it, from the workspace.
        folder: String,
        /// The title of that document.
        title: String,
    },
    /// The folder of its number is another's, or holds files without a record.
    #[error("{0} 已经存在，没有归档；请先运行 duban verify 核对")]
    Occupied(String),
    /// The document that it corrects was never issued.
    #[error("没有归档过{0}，不能更正")]
    NothingToCorrect(Number),
    /// It corrects itself.
    #[error("更正不能用原来的号（{0}），请另取新号")]
    Itself(Number),
    /// The document that it corrects has been corrected already.
    #[error("{old}已由{new}更正，请写 --corrects {new}")]
    Corrected {
        /// The number that was given.
        old: Number,
        /// The number of the correction.
        new: Number,
    },
    /// The end of the chain is not certain.
    #[error("档案的最后一条记录无法确定，没有归档；请先运行 duban verify，从备份恢复档案")]
    NoEnd,
}

impl Archive {
    /// Reads the records of the workspace `root`, without the files that they describe. There are none before the first
    /// document is issued.
    pub fn read(root: &Path) -> Self {
        let folder = root.join(ARCHIVE_DIR);
        let mut archive = Self { index: Index::read(&folder), folder, ..Self::default() };
        for year in archive.entries("") {
            // A page of the office's own beside the index does no harm.
            if archive.is_folder(&year) {
                for document in archive.entries(&year) {
                    let path = format!("{year}/{document}");
                    if archive.is_folder(&path) {
                        archive.read_document(path);
                    } else {
                        archive.strange.push(fault::stray(&path));
                    }
                }
            }
        }
        archive
    }

    /// Returns the records that can be read, in the order in which they were issued, with their folders and hashes.
    pub fn records(&self) -> Vec<(&Record, &str, &str)> {
        let folders = self.folders.iter();
        let mut records: Vec<_> = folders
            .filter_map(|(path, folder)| {
                let (record, hash) = folder.record.as_ref().ok()?;
                Some((record, &**path, &**hash))
            })
            .collect();
        records.sort_by_key(|(record, path, _)| (record.index, *path));
        records
    }

    /// Returns the record of a number, with its folder from the workspace.
    pub fn record_of(&self, number: &Number) -> Option<(&Record, String)> {
        let mut records = self.records().into_iter();
        let found =
            records.find(|(record, ..)| Number::parse(&record.number).as_ref() == Some(number));
        found.map(|(record, path, _)| (record, format!("{ARCHIVE_DIR}/{path}")))
    }

    /// Returns the last line of the index: the place, number and hash of the newest record.
    pub fn last(&self) -> Option<&Line> {
        self.index.as_ref()?.as_ref().ok()?.lines.last()
    }

    /// Adds a document, in memory: `record` without its place in the chain and without files. Returns the folder from the
    /// workspace, and the files to write there, the record last.
    ///
    /// # Errors
    /// [`AddError`]: nothing was added.
    pub fn add(
        &mut self,
        number: &Number,
        record: Record,
        files: Vec<NewFile>,
    ) -> Result<(String, Vec<NewFile>), AddError> {
        let path = format!("{}/{}-{}", number.year, file_name(&number.series), number.serial);
        let folder = format!("{ARCHIVE_DIR}/{path}");
        if let Some((issued, folder)) = self.record_of(number) {
            let (number, title) = (number.clone(), issued.title.clone());
            return Err(AddError::Issued { number, folder, title });
        }
        let lines = match &self.index {
            None if self.folders.is_empty() => Vec::new(),
            Some(Ok(index)) => index.lines.clone(),
            None | Some(Err(_)) => return Err(AddError::NoEnd),
        };
        if self.folders.contains_key(&path) || lines.iter().any(|line| line.folder == path) {
            return Err(AddError::Occupied(folder));
        }
        if let Some(old) = &record.corrects {
            self.check_correction(number, old)?;
        }
        let files_of_record = files.iter().map(|file| ArchivedFile {
            name: file.name.clone(),
            part: file.part,
            sha256: sha256(&file.bytes),
            bytes: file.bytes.len(),
        });
        let record = Record {
            index: lines.len() + 1,
            files: files_of_record.collect(),
            previous: lines.last().map(|line| line.record.clone()),
            ..record
        };
        let bytes = record.bytes();
        let hash = sha256(&bytes);
        let line = Line {
            index: record.index,
            number: record.number.clone(),
            title: record.title.clone(),
            folder: path.clone(),
            record: hash.clone(),
        };
        self.index = Some(Ok(Index { lines: lines.into_iter().chain([line]).collect() }));
        let names = files.iter().map(|file| file.name.clone()).collect();
        self.folders.insert(path, Folder { record: Ok((record, hash)), files: names });
        let record = NewFile { name: RECORD_FILE.to_owned(), part: Part::Record, bytes };
        Ok((folder, files.into_iter().chain([record]).collect()))
    }

    /// Returns the bytes of the index; `None` before the first document.
    pub fn index_bytes(&self) -> Option<Vec<u8>> {
        Some(self.index.as_ref()?.as_ref().ok()?.bytes())
    }

    /// Checks that a document may correct the one with the number `old`.
    fn check_correction(&self, number: &Number, old: &str) -> Result<(), AddError> {
        let Some(old) = Number::parse(old) else { return Err(AddError::NoEnd) };
        if old == *number {
            return Err(AddError::Itself(old));
        }
        if self.record_of(&old).is_none() {
            return Err(AddError::NothingToCorrect(old));
        }
        let mut records = self.records().into_iter();
        let is_correction = |record: &Record| {
            record.corrects.as_deref().and_then(Number::parse).as_ref() == Some(&old)
        };
        let correction = records.find(|(record, ..)| is_correction(record));
        match correction.and_then(|(record, ..)| Number::parse(&record.number)) {
            Some(new) => Err(AddError::Corrected { old, new }),
            None => Ok(()),
        }
    }

    /// Reads the folder of a document. One that is empty is the rest of a run that was killed, and nothing.
    fn read_document(&mut self, path: String) {
        let names = self.entries(&path);
        if names.is_empty() {
            return;
        }
        let record = Record::read(&self.folder, &path);
        let files = names.into_iter().filter(|name| name != RECORD_FILE).collect();
        self.folders.insert(path, Folder { record, files });
    }

    /// Returns the names in a folder of the archive, in order, without those that systems and killed runs leave there.
    fn entries(&mut self, path: &str) -> Vec<String> {
        let folder = self.folder.join(path);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                self.strange.push(fault::unreadable(path, &error));
                return Vec::new();
            }
        };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| !is_of_system(name)).collect();
        names.sort();
        names
    }

    /// Returns whether a path in the archive is a folder, and not a link to one.
    fn is_folder(&self, path: &str) -> bool {
        self.folder.join(path).symlink_metadata().is_ok_and(|found| found.is_dir())
    }

    /// Returns the hash of a file in the archive, which may not be a link.
    fn hash(&self, path: &str) -> std::io::Result<String> {
        let file = self.folder.join(path);
        match file.symlink_metadata()?.is_symlink() {
            true => Err(std::io::ErrorKind::InvalidData.into()),
            false => Ok(sha256(&regular_file::read(&file)?)),
        }
    }
}

/// Returns whether a name is one that systems leave in folders, or that of a temporary file.
fn is_of_system(name: &str) -> bool {
    name.starts_with('.') || ["Thumbs.db", "desktop.ini"].contains(&name)
}
