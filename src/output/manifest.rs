//! `manifest.json`: every file that duban made, with its kind and the files it was made from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{WriteError, sha256, write};
use gongwen::foreign;

/// The manifest's file name in the output folder.
const FILE: &str = "manifest.json";

/// The files that duban made, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    entries: BTreeMap<String, Entry>,
}

/// A file that duban made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Path relative to the output folder, with `/` as separator.
    pub path: String,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: usize,
    /// Number of pages, if it is a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Short name of the unit that the file is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Files that it was made from, relative to the workspace.
    pub inputs: Vec<String>,
}

/// The reason why an old manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It cannot be read.
    #[error("无法读取 {path}：{}", foreign::system(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// It is not a manifest of duban.
    #[error("{path} 不是 duban 写的清单（{reason}），请移走后再运行")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The JSON reader's message.
        reason: String,
    },
}

impl Manifest {
    /// Reads the manifest of an output folder; it is empty if there is none yet.
    ///
    /// # Errors
    /// [`ManifestError`]: the file cannot be read, or is not a manifest.
    pub fn load(output: &Path) -> Result<Self, ManifestError> {
        let path = output.join(FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(source) => return Err(ManifestError::Read { path, source }),
        };
        let entries: Vec<Entry> = serde_json::from_slice(&bytes)
            .map_err(|error| ManifestError::Invalid { path, reason: error.to_string() })?;
        Ok(entries.into_iter().collect())
    }

    /// Writes it to the output folder.
    ///
    /// # Errors
    /// See [`write()`].
    pub fn save(&self, output: &Path) -> Result<(), WriteError> {
        let entries: Vec<&Entry> = self.entries.values().collect();
        let mut json =
            serde_json::to_vec_pretty(&entries).expect("entries are strings and numbers");
        json.push(b'\n');
        write(&output.join(FILE), &json)
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, entry: Entry) {
        self.entries.insert(entry.path.clone(), entry);
    }

    /// Takes a file off the list.
    pub fn remove(&mut self, path: &str) {
        self.entries.remove(path);
    }

    /// Returns whether `bytes` are what duban wrote to `path`.
    pub fn wrote(&self, path: &str, bytes: &[u8]) -> bool {
        self.entries.get(path).is_some_and(|entry| entry.sha256 == sha256(bytes))
    }

    /// Returns the paths below `folder` that `made` does not name and for which `stays` does not hold.
    pub fn stale(
        &self,
        folder: &str,
        made: &[Entry],
        stays: impl Fn(&Entry) -> bool,
    ) -> Vec<String> {
        self.entries
            .values()
            .filter(|entry| entry.path.starts_with(folder))
            .filter(|entry| made.iter().all(|file| file.path != entry.path))
            .filter(|entry| !stays(entry))
            .map(|entry| entry.path.clone())
            .collect()
    }
}

impl FromIterator<Entry> for Manifest {
    fn from_iter<T: IntoIterator<Item = Entry>>(iter: T) -> Self {
        Self { entries: iter.into_iter().map(|entry| (entry.path.clone(), entry)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, bytes: &[u8]) -> Entry {
        Entry {
            path: path.to_owned(),
            sha256: sha256(bytes),
            bytes: bytes.len(),
            pages: None,
            unit: None,
            inputs: Vec::new(),
        }
    }

    #[test]
    fn stale_files_are_those_of_the_folder_that_were_not_made_again() {
        let manifest: Manifest = ["letters/a", "letters/b", "letters/c", "sheets/d"]
            .map(|path| entry(path, b"old"))
            .into_iter()
            .collect();
        let made = [entry("letters/c", b"new")];
        let stale = manifest.stale("letters/", &made, |entry| entry.path == "letters/b");
        assert_eq!(stale, ["letters/a"]);
        assert!(manifest.wrote("letters/a", b"old"));
        assert!(!manifest.wrote("letters/a", b"edited") && !manifest.wrote("letters/x", b"old"));
    }

    #[test]
    fn it_comes_back_as_it_was_saved() {
        let dir = tempfile::tempdir().unwrap();
        let manifest: Manifest = [entry("x", b"1")].into_iter().collect();
        manifest.save(dir.path()).unwrap();
        assert_eq!(Manifest::load(dir.path()).unwrap(), manifest);
    }

    #[test]
    fn a_foreign_manifest_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(FILE), "{}").unwrap();
        assert!(matches!(Manifest::load(dir.path()), Err(ManifestError::Invalid { .. })));
    }
}
