//! `manifest.json`: every file that duban made, with its kind and the files it was made from.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Facts, Sources, sha256};
use gongwen::{foreign, regular_file};

/// The manifest's file name in the output folder.
const FILE: &str = "manifest.json";

/// The files that duban made, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    entries: BTreeMap<String, Entry>,
}

/// A file that duban made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// What the document says of itself, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Facts>,
    /// Files that it was made from, relative to the workspace.
    pub inputs: Vec<String>,
    /// A hash of each part of them, of the settings and of the program that it shows. There are none where it has to be
    /// made again in any case.
    #[serde(default, skip_serializing_if = "Sources::is_empty")]
    #[schemars(with = "BTreeMap<String, String>")]
    pub sources: Sources,
}

/// The manifest of an output folder cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("无法读取 {path}：{}", foreign::system(source))]
pub struct ManifestError {
    /// The file.
    pub path: PathBuf,
    /// The system's error.
    pub source: std::io::Error,
}

impl Manifest {
    /// Returns the manifest's path in an output folder.
    pub fn path(output: &Path) -> PathBuf {
        output.join(FILE)
    }

    /// Reads the manifest of an output folder; it is empty if there is none yet. `None`: the file is empty or torn, is not a
    /// manifest of duban, or names files elsewhere.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn load(output: &Path) -> Result<Option<Self>, ManifestError> {
        let path = Self::path(output);
        let bytes = match regular_file::read(&path) {
            Ok(bytes) => bytes,
            // Where the folder cannot be one, its maker says so.
            Err(error)
                if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) =>
            {
                return Ok(Some(Self::default()));
            }
            Err(source) => return Err(ManifestError { path, source }),
        };
        let entries: Option<Vec<Entry>> = serde_json::from_slice(&bytes).ok();
        let is_sound = |entries: &Vec<Entry>| entries.iter().all(|entry| lies_below(&entry.path));
        Ok(entries.filter(is_sound).map(|entries| entries.into_iter().collect()))
    }

    /// Returns the text of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let entries: Vec<&Entry> = self.entries.values().collect();
        let mut json =
            serde_json::to_vec_pretty(&entries).expect("entries are strings and numbers");
        json.push(b'\n');
        json
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, entry: Entry) {
        self.entries.insert(entry.path.clone(), entry);
    }

    /// Takes a file off the list.
    pub fn remove(&mut self, path: &str) {
        self.entries.remove(path);
    }

    /// Returns a file that it lists.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    /// Returns all files that it lists, in the order of their paths.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
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

/// Returns whether a path leads to a place below the output folder.
fn lies_below(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
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
            facts: None,
            inputs: Vec::new(),
            sources: Sources::new(),
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
        assert_eq!(Manifest::load(dir.path()).unwrap(), Some(Manifest::default()));
        let manifest: Manifest = [entry("x", b"1")].into_iter().collect();
        std::fs::write(Manifest::path(dir.path()), manifest.bytes()).unwrap();
        assert_eq!(Manifest::load(dir.path()).unwrap(), Some(manifest));
    }

    #[test]
    fn one_that_is_empty_torn_or_foreign_says_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let elsewhere =
            [entry("letters/../../seeds/units.csv", b"1")].into_iter().collect::<Manifest>();
        let elsewhere = String::from_utf8(elsewhere.bytes()).unwrap();
        for text in ["", "[{\"path\": \"let", "{}", &elsewhere] {
            std::fs::write(Manifest::path(dir.path()), text).unwrap();
            assert_eq!(Manifest::load(dir.path()).unwrap(), None, "{text}");
        }
    }

    #[test]
    fn one_that_cannot_be_read_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(Manifest::path(dir.path())).unwrap();
        assert!(Manifest::load(dir.path()).is_err());
    }
}
