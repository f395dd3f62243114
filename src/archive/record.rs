//! `record.json`: what was issued under a number.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fault;
use crate::diagnostic::Diagnostic;
use crate::json_schema;
use crate::output::Sources;
use gongwen::{foreign, regular_file};

/// The file of the record in the folder of a document.
pub const RECORD_FILE: &str = "record.json";

/// The record of a document that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its place in the archive, from 1.
    pub index: usize,
    /// 标题.
    pub title: String,
    /// 发文字号.
    pub number: String,
    /// 发文机关.
    pub organ: String,
    /// 主送机关; `None` for a document without.
    pub addressee: Option<String>,
    /// 成文日期.
    #[schemars(schema_with = "json_schema::day")]
    pub date: Date,
    /// 密级; `None` for a document without.
    pub classification: Option<String>,
    /// The path of the document in the output folder from which it was issued.
    pub path: String,
    /// The number of the document that it corrects.
    pub corrects: Option<String>,
    /// The files in the folder.
    pub files: Vec<ArchivedFile>,
    /// The files that the document was made from.
    pub inputs: Vec<String>,
    /// A hash of each part of the data, of the settings and of the program that it was made from.
    #[schemars(with = "BTreeMap<String, String>")]
    pub sources: Sources,
    /// SHA-256 of the record before it; `None` in the first.
    pub previous: Option<String>,
}

/// A file in the folder of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArchivedFile {
    /// Its name.
    pub name: String,
    /// Its part in the document.
    pub part: Part,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub bytes: usize,
}

/// The part that a file has in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// A file as duban made it.
    Issued,
    /// The signed or edited file beside it.
    Signed,
    /// The record itself, which does not list itself.
    Record,
}

impl Record {
    /// Returns the text of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("records are texts and numbers");
        json.push(b'\n');
        json
    }

    /// Reads the record of the folder at `path` in the archive, with the hash of its bytes.
    ///
    /// # Errors
    /// A101: it cannot be read.
    pub(super) fn read(archive: &Path, path: &str) -> Result<(Self, String), Diagnostic> {
        let file = format!("{path}/{RECORD_FILE}");
        let bytes = regular_file::read(archive.join(&file))
            .map_err(|error| fault::unreadable(&file, &error))?;
        let record = serde_json::from_slice(&bytes)
            .map_err(|error| fault::unusable(&file, &foreign::json(&error)))?;
        Ok((record, crate::output::sha256(&bytes)))
    }
}
