//! The record by which edits of files that the office may change are noticed.

use std::collections::BTreeMap;
use std::path::Path;

use crate::output::{self, WriteError, sha256};

/// A file of the workspace that holds what duban last wrote: path → SHA-256. A file that differs from it
/// was edited since.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record(pub &'static str);

impl Record {
    /// Those of `files` (by path, as duban would write them now) that are there and neither so nor as
    /// duban last wrote them.
    pub(super) fn edited(self, root: &Path, files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let recorded: BTreeMap<String, String> = std::fs::read(root.join(self.0))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        files
            .iter()
            .filter(|(path, new)| {
                std::fs::read(root.join(path))
                    .is_ok_and(|old| old != **new && recorded.get(*path) != Some(&sha256(&old)))
            })
            .map(|(path, _)| path.clone())
            .collect()
    }

    /// Notes that `files` were written.
    ///
    /// # Errors
    /// The record cannot be written.
    pub(super) fn keep(
        self,
        root: &Path,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), WriteError> {
        let hashes: BTreeMap<&String, String> =
            files.iter().map(|(path, bytes)| (path, sha256(bytes))).collect();
        let mut json = serde_json::to_vec_pretty(&hashes).expect("paths and hashes are strings");
        json.push(b'\n');
        output::write(&root.join(self.0), &json)
    }
}
