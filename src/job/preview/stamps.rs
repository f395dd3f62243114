//! The state of files, by which a saved one is found without reading it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The maximum number of folders inside each other that are looked into: links may lead round in circles.
const DEEPEST: usize = 6;

/// The state of a file. Numbers of files are not a part of it: some network shares give new ones without a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    /// Returns the state of a file; `None` where there is none.
    pub(super) fn of(file: &Path) -> Option<Self> {
        let data = file.metadata().ok()?;
        Some(Self { length: data.len(), modified: data.modified().ok() })
    }
}

/// The states of files that are there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamps {
    files: BTreeMap<PathBuf, Stamp>,
    /// Those that only reading the others reveals: faces and pictures.
    revealed: BTreeMap<PathBuf, Stamp>,
}

impl Stamps {
    /// Adds a file, if it is there.
    pub(super) fn add(&mut self, file: &Path) {
        if let Some(stamp) = Stamp::of(file) {
            self.files.insert(file.to_owned(), stamp);
        }
    }

    /// Adds a file that reading the others reveals, if it is there.
    pub(super) fn add_revealed(&mut self, file: &Path) {
        if let Some(stamp) = Stamp::of(file) {
            self.revealed.insert(file.to_owned(), stamp);
        }
    }

    /// Takes the files that were revealed from `now`; those that were known keep the states that they had, so that what
    /// was saved meanwhile is found.
    pub fn take_revealed(&mut self, now: Self) {
        let known = std::mem::replace(&mut self.revealed, now.revealed);
        for (file, stamp) in known {
            self.revealed.entry(file).and_modify(|now| *now = stamp);
        }
    }

    /// Adds the files in a folder and below it, but for those that Excel and editors keep beside an open file.
    pub(super) fn add_folder(&mut self, folder: &Path) {
        self.add_below(folder, DEEPEST);
    }

    fn add_below(&mut self, folder: &Path, depth: usize) {
        let Ok(entries) = folder.read_dir() else { return };
        for entry in entries.flatten() {
            let (name, path) = (entry.file_name(), entry.path());
            let name = name.to_string_lossy();
            if name.starts_with(['.', '~']) || name.ends_with('~') {
                continue;
            }
            let is_folder = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => path.is_dir(),
                Ok(kind) => kind.is_dir(),
                Err(_) => false,
            };
            match depth.checked_sub(1) {
                _ if !is_folder => self.add(&path),
                Some(depth) => self.add_below(&path, depth),
                None => {}
            }
        }
    }

    /// Returns whether a file of `before` is not there any more.
    pub fn lacks_any_of(&self, before: &Self) -> bool {
        before.files.keys().any(|file| !self.files.contains_key(file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saving_changes_the_state_and_lock_files_do_not() {
        let dir = tempfile::tempdir().unwrap();
        let now = || {
            let mut stamps = Stamps::default();
            stamps.add_folder(dir.path());
            stamps
        };
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        std::fs::create_dir(dir.path().join("进展")).unwrap();
        write("进展/a.csv", "1");
        let first = now();
        for beside in ["~$a.xlsx", ".a.csv.swp", ".~lock.a.csv#", "a.csv~"] {
            write(beside, "x");
        }
        assert_eq!(now(), first);
        write("进展/a.csv", "12");
        let second = now();
        assert!(second != first && !second.lacks_any_of(&first));
        // Renamed into place, with the same length.
        std::thread::sleep(std::time::Duration::from_millis(30));
        write("进展/.new", "34");
        std::fs::rename(dir.path().join("进展/.new"), dir.path().join("进展/a.csv")).unwrap();
        assert_ne!(now(), second);
        std::fs::remove_file(dir.path().join("进展/a.csv")).unwrap();
        assert!(now().lacks_any_of(&first));
    }

    #[test]
    fn what_was_saved_meanwhile_is_found() {
        let dir = tempfile::tempdir().unwrap();
        let [old, new] = ["old.png", "new.png"].map(|name| dir.path().join(name));
        std::fs::write(&old, "1").unwrap();
        std::fs::write(&new, "1").unwrap();
        let mut seen = Stamps::default();
        seen.add_revealed(&old);
        std::fs::write(&old, "12").unwrap();
        let mut now = Stamps::default();
        now.add_revealed(&old);
        now.add_revealed(&new);
        seen.take_revealed(now.clone());
        assert_eq!(seen.revealed.len(), 2);
        assert_ne!(seen, now);
        assert_eq!(seen.revealed.get(&new), now.revealed.get(&new));
    }

    #[cfg(unix)]
    #[test]
    fn folders_that_lead_round_in_circles_end() {
        let dir = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("a")).unwrap();
        std::fs::write(dir.path().join("b.csv"), "1").unwrap();
        let mut stamps = Stamps::default();
        stamps.add_folder(dir.path());
        assert_eq!(stamps.files.len(), DEEPEST + 1);
    }
}
