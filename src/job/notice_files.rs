//! The files of the notice: those that the settings name, or those that were imported since.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::published::Published;
use crate::input::{self, kind};
use crate::output::{Publication, WriteError};
use crate::workspace::Workspace;
use gongwen::regular_file;

/// The note of the files that were imported last.
const NOTE: &str = "seeds/annex/.notice.json";

/// The folder into which files from elsewhere are copied.
const FOLDER: &str = "seeds";

/// The names of files in that folder that mean something else, without their endings.
const TAKEN: [&str; 18] = [
    "units",
    "groups",
    "leaders",
    "targets",
    "weights",
    "schedule",
    "titles",
    "verified",
    "changes",
    "numbers",
    "receipts",
    "plans",
    "contacts",
    "instructions",
    "ledger",
    "referrals",
    "annexes",
    "progress",
];

/// The files that were imported last.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Note {
    /// Those that the settings named then. Once they name others, the note no longer counts.
    configured: Vec<String>,
    files: Vec<String>,
}

/// The files of the notice, read.
#[derive(Debug)]
pub struct NoticeFiles {
    /// Their content.
    pub(super) published: Vec<Published>,
    /// The problems found in reading them.
    pub(super) problems: Diagnostics,
    /// Their paths in the workspace.
    names: Vec<String>,
    /// Those that come from elsewhere: the path in the workspace, and the content.
    copies: Vec<(String, Vec<u8>)>,
}

impl NoticeFiles {
    /// The paths of the notice's files in the workspace.
    pub fn names(workspace: &Workspace) -> Vec<String> {
        let configured = &workspace.config.notice.files;
        let note = Note::read(&workspace.root);
        note.filter(|note| note.configured == *configured)
            .map_or_else(|| configured.clone(), |note| note.files)
    }

    /// Returns whether there are files of the notice in the workspace.
    ///
    /// # Errors
    /// F102: nobody can say.
    pub fn are_there(workspace: &Workspace) -> Result<bool, Diagnostic> {
        let mut names = Self::names(workspace).into_iter();
        names.try_fold(false, |there, name| Ok(there || input::is_there(&workspace.root, &name)?))
    }

    /// Reads the notice of the workspace.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn of(workspace: &Workspace) -> Result<Self, Diagnostic> {
        let mut this = Self::none();
        for name in Self::names(workspace) {
            let published = Published::read(&workspace.root, &name, &mut this.problems)?;
            this.published.push(published);
            this.names.push(name);
        }
        Ok(this)
    }

    /// Reads files as they were named in a command. Messages name them so.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn named(workspace: &Workspace, files: &[PathBuf]) -> Result<Self, Diagnostic> {
        let mut this = Self::none();
        for file in files {
            let shown = file.display().to_string();
            let bytes = input::bytes(Path::new(""), &shown)?;
            this.published.push(Published::decode(&shown, &bytes, &mut this.problems)?);
            match inside(&workspace.root, file) {
                Some(name) => this.names.push(name),
                None => {
                    let name = copy_name(file);
                    this.names.push(name.clone());
                    this.copies.push((name, bytes));
                }
            }
        }
        Ok(this)
    }

    fn none() -> Self {
        let (published, names, copies) = (Vec::new(), Vec::new(), Vec::new());
        Self { published, problems: Diagnostics::new(), names, copies }
    }

    /// Returns a name under which a file would be copied and another file lies that is not of the notice.
    ///
    /// # Errors
    /// The file there cannot be read.
    pub(super) fn taken(&self, root: &Path) -> Result<Option<String>, Diagnostic> {
        let own = Note::read(root).unwrap_or_default().files;
        for (index, (name, bytes)) in self.copies.iter().enumerate() {
            let mut others = self.copies.iter().take(index);
            if others.any(|(other, content)| other == name && content != bytes) {
                return Ok(Some(name.clone()));
            }
            match input::bytes(root, name) {
                Ok(old) if old == *bytes || own.contains(name) => {}
                Ok(_) => return Ok(Some(name.clone())),
                Err(problem) if problem.code == Code::FileMissing => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(None)
    }

    /// Returns the names under which files will be copied that are not there yet.
    pub(super) fn copied(&self, root: &Path) -> Vec<String> {
        let new = self.copies.iter().filter(|(name, bytes)| {
            regular_file::read(root.join(name)).map_or(true, |old| old != *bytes)
        });
        new.map(|(name, _)| name.clone()).collect()
    }

    /// Copies the files from elsewhere, and notes all of them, as a part of what a run publishes.
    ///
    /// # Errors
    /// A file cannot be written.
    pub(super) fn keep(
        &self,
        workspace: &Workspace,
        publication: &Publication,
    ) -> Result<(), WriteError> {
        for (name, bytes) in &self.copies {
            publication.stage(&workspace.root.join(name), bytes)?;
        }
        let configured = workspace.config.notice.files.clone();
        if self.names == configured && Note::read(&workspace.root).is_none() {
            return Ok(());
        }
        let note = Note { configured, files: self.names.clone() };
        let mut json = serde_json::to_vec_pretty(&note).expect("paths are strings");
        json.push(b'\n');
        publication.stage(&workspace.root.join(NOTE), &json)
    }
}

impl Note {
    fn read(root: &Path) -> Option<Self> {
        let bytes = regular_file::read(root.join(NOTE)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// Returns the path of a file relative to the workspace, `/` as separator; `None` if it lies elsewhere.
fn inside(root: &Path, file: &Path) -> Option<String> {
    let (root, file) = (root.canonicalize().ok()?, file.canonicalize().ok()?);
    let parts = file.strip_prefix(root).ok()?.components();
    let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Returns the path under which a file from elsewhere is copied.
fn copy_name(file: &Path) -> String {
    let name =
        file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let stem = name.strip_suffix(&format!(".{}", kind::extension(&name))).unwrap_or(&name);
    let is_taken = TAKEN.contains(&&*stem.to_ascii_lowercase()) || name.contains(".proposed.");
    format!("{FOLDER}/{}{name}", if is_taken { "notice-" } else { "" })
}
