//! Faces that stay loaded from one preview to the next: they are fifty megabytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::stamps::Stamp;
use crate::job::session::fonts_with;
use crate::workspace::Workspace;
use gongwen::typeset::{Face, FontBook, FontError};

/// The faces that were loaded.
#[derive(Debug, Default)]
pub(super) struct Faces {
    /// The faces, each with the state of its file.
    loaded: BTreeMap<(PathBuf, u32), (Stamp, Face)>,
    /// The files that were asked for, also one that could not be used.
    files: BTreeSet<PathBuf>,
}

impl Faces {
    /// Returns the faces that `duban.toml` names; those whose files have not changed are not loaded again.
    ///
    /// # Errors
    /// The first face that cannot be used.
    pub(super) fn book(&mut self, workspace: &Workspace) -> Result<FontBook, FontError> {
        let mut used = BTreeMap::new();
        self.files.clear();
        let book = fonts_with(workspace, |file| {
            self.files.insert(file.path.clone());
            let stamp = Stamp::of(&file.path);
            let key = (file.path.clone(), file.member);
            let kept = self.loaded.get(&key).filter(|(then, _)| Some(*then) == stamp);
            let face = match kept {
                Some((_, face)) => face.clone(),
                None => Face::load_member(&file.path, file.member)?,
            };
            if let Some(stamp) = stamp {
                used.insert(key, (stamp, face.clone()));
            }
            Ok(face)
        });
        if book.is_ok() {
            self.loaded = used;
        }
        book
    }

    /// Returns the files that were last asked for.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }
}
