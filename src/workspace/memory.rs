//! `.duban/`: what a run notes for the next one, and copies of what it read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::output::{Publication, WriteError};
use gongwen::regular_file;

/// The folder of notes and copies, relative to the workspace.
pub const MEMORY_DIR: &str = ".duban";
/// The file of notes.
pub const NOTES: &str = ".duban/notes.json";
/// The folder of the base tables as the last run read them.
const LAST_DIR: &str = ".duban/last";

/// What a run notes for the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The tables that the last run read, by the path of their CSV.
    pub tables: BTreeMap<String, TableNote>,
    /// The items of each unit, by its short name: ids.
    pub duties: BTreeMap<String, BTreeSet<String>>,
    /// The code of each unit, by its short name.
    pub codes: BTreeMap<String, String>,
    /// The letters as they were last made, by output folder and short name of the unit: SHA-256 of the content,
    /// number and date left aside.
    pub letters: BTreeMap<String, BTreeMap<String, String>>,
}

/// A table as the last run read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableNote {
    /// The file that held it, relative to the workspace.
    pub file: String,
    /// The number of its rows, good or bad.
    pub rows: usize,
    /// The titles of the columns that it had, as duban knows them.
    #[serde(default)]
    pub columns: Vec<String>,
}

impl Memory {
    /// Reads the notes of the workspace `root`; there are none before the first run.
    ///
    /// # Errors
    /// F158: they cannot be read.
    pub fn load(root: &Path) -> Result<Self, Diagnostic> {
        let unreadable = |reason: String| {
            let message = format!("{NOTES} 无法读取（{reason}），不能与上次运行比较");
            Diagnostic::new(Code::NotesUnreadable, message).at(Place::file(NOTES)).hint(
                "删去这个文件再运行；删去以后的第一次运行不作比较，请先核对各数据文件是否完整",
            )
        };
        let bytes = match regular_file::read(root.join(NOTES)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => return Err(unreadable(gongwen::foreign::system(&error))),
        };
        serde_json::from_slice(&bytes).map_err(|error| unreadable(gongwen::foreign::json(&error)))
    }

    /// Writes the notes, as a part of what a run publishes.
    ///
    /// # Errors
    /// See [`Publication::stage`].
    pub fn save(&self, root: &Path, publication: &Publication) -> Result<(), WriteError> {
        let mut json = serde_json::to_vec_pretty(self).expect("notes are texts and numbers");
        json.push(b'\n');
        publication.stage(&root.join(NOTES), &json)
    }
}

/// The copy of a base table as the last run read it; `file` is its path in the workspace.
pub fn last_copy(root: &Path, file: &str) -> PathBuf {
    root.join(LAST_DIR).join(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_come_back_and_broken_ones_are_named() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(Memory::load(root.path()), Ok(Memory::default()));
        let mut memory = Memory::default();
        let note = TableNote { file: "seeds/units.xlsx".to_owned(), rows: 3, columns: Vec::new() };
        memory.tables.insert("seeds/units.csv".to_owned(), note);
        let publication = Publication::begin(root.path());
        memory.save(root.path(), &publication).unwrap();
        publication.publish().unwrap();
        assert_eq!(Memory::load(root.path()), Ok(memory));
        std::fs::write(root.path().join(NOTES), b"{\"tables\":").unwrap();
        let problem = Memory::load(root.path()).unwrap_err();
        assert_eq!(problem.code, Code::NotesUnreadable);
    }
}
