//! The record by which edits of files that the office may change are noticed.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::input;
use crate::output::{Publication, WriteError, sha256};
use gongwen::regular_file;

/// A file of the workspace that holds what duban last wrote: path → SHA-256. A file that differs from it
/// was edited since.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record(pub &'static str);

/// The record of the annex files.
pub(super) const ANNEXES: Record = Record("seeds/annex/.imported.json");

/// The record of the proposals: targets and units.
pub(super) const PROPOSALS: Record = Record("seeds/.proposed.json");

impl Record {
    /// Those of `files` (by path, as duban would write them now) that are there and neither so nor as
    /// duban last wrote them. Without the record every file that is there and not so was edited: nothing proves the
    /// contrary.
    ///
    /// # Errors
    /// F102, F105: a file that is there cannot be read, for whatever reason. Then it must not be written over.
    pub(super) fn edited(
        self,
        root: &Path,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<Vec<String>, Diagnostic> {
        let recorded = self.hashes(root);
        let mut edited = Vec::new();
        for (path, new) in files {
            match input::bytes(root, path) {
                Ok(old) if old == *new || recorded.get(path) == Some(&sha256(&old)) => {}
                Ok(_) => edited.push(path.clone()),
                Err(problem) if problem.code == Code::FileMissing => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(edited)
    }

    /// Returns whether `bytes` are what duban last wrote to `path`.
    pub(super) fn holds(self, root: &Path, path: &str, bytes: &[u8]) -> bool {
        self.hashes(root).get(path) == Some(&sha256(bytes))
    }

    /// Returns whether duban has written `path`, and not removed it again.
    pub(super) fn has(self, root: &Path, path: &str) -> bool {
        self.hashes(root).contains_key(path)
    }

    fn hashes(self, root: &Path) -> BTreeMap<String, String> {
        let bytes = regular_file::read(root.join(self.0)).ok();
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Notes that `files` were written, beside those written earlier, and `gone` removed, as a part of what a run
    /// publishes.
    ///
    /// # Errors
    /// The record cannot be written.
    pub(super) fn keep(
        self,
        root: &Path,
        files: &BTreeMap<String, Vec<u8>>,
        gone: &BTreeMap<String, Vec<u8>>,
        publication: &Publication,
    ) -> Result<(), WriteError> {
        let mut hashes = self.hashes(root);
        hashes.retain(|path, _| !gone.contains_key(path));
        hashes.extend(files.iter().map(|(path, bytes)| (path.clone(), sha256(bytes))));
        let mut json = serde_json::to_vec_pretty(&hashes).expect("paths and hashes are strings");
        json.push(b'\n');
        publication.stage(&root.join(self.0), &json)
    }
}
