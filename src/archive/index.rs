//! `archive/index.json`: all records once more, in their order, so that a folder that is gone is missed.

use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::fault;
use crate::diagnostic::Diagnostic;
use gongwen::{foreign, regular_file};

/// The file of the index in the archive.
pub const INDEX_FILE: &str = "index.json";

/// The list of all records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Index {
    /// A line a record, in the order in which they were issued.
    pub lines: Vec<Line>,
}

/// A record in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The record's place in the archive, from 1.
    pub index: usize,
    /// The number of the document.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its folder in the archive.
    pub folder: String,
    /// SHA-256 of the record.
    pub record: String,
}

impl Index {
    /// Returns the text of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("lines are texts and numbers");
        json.push(b'\n');
        json
    }

    /// Reads the index of an archive; `None` if there is none.
    pub(super) fn read(archive: &Path) -> Option<Result<Self, Diagnostic>> {
        match regular_file::read(archive.join(INDEX_FILE)) {
            Ok(bytes) => Some(
                serde_json::from_slice(&bytes)
                    .map_err(|error| fault::unusable(INDEX_FILE, &foreign::json(&error))),
            ),
            Err(error)
                if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) =>
            {
                None
            }
            Err(error) => Some(Err(fault::unreadable(INDEX_FILE, &error))),
        }
    }
}
