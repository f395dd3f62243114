//! `.duban/backup/`: what runs replaced of the office's, a folder for each run with a record, the last twenty of them.

use std::io::{self, ErrorKind};
use std::path::{Component, Path};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::OUTPUT_DIR;
use super::clock::{now, stamp};
use super::memory::MEMORY_DIR;
use crate::numbers::Number;
use crate::output::{Publication, WriteError, sha256};
use gongwen::regular_file;

/// The folder of the backups, relative to the workspace.
const FOLDER: &str = ".duban/backup";
/// The record in the folder of a run.
const RECORD: &str = "run.json";
/// The number of runs that are kept.
const MOST: usize = 20;

/// What a run replaced, made anew or deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// The command as it was typed.
    pub command: String,
    /// The time at which it was done, in China.
    pub time: String,
    /// The files, in order.
    pub files: Vec<Replaced>,
    /// The numbers that it drew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Number>,
}

/// A file that a run changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// Its path from the workspace, with `/`; whole where it lies elsewhere.
    pub path: String,
    /// The copy of what it was, from the workspace; `None` where there was no such file.
    pub copy: Option<String>,
    /// SHA-256 of what it was.
    pub before: Option<String>,
    /// SHA-256 of what the run wrote; `None` where it deleted the file.
    pub written: Option<String>,
}

/// The backup of a run that is about to be published, as a part of what it publishes.
#[derive(Debug)]
pub struct Backup<'a> {
    root: &'a Path,
    output: Option<&'a Path>,
    folder: String,
    record: RunRecord,
}

impl<'a> Backup<'a> {
    /// Begins the backup of a run in the workspace `root` with the words `command`. Files of the folder `output` keep
    /// their paths in it, wherever it is.
    ///
    /// # Errors
    /// The folder of the backups cannot be read.
    pub fn begin(
        root: &'a Path,
        output: Option<&'a Path>,
        command: &str,
    ) -> Result<Self, WriteError> {
        let next = runs(root)?.last().map_or(1, |last| last.saturating_add(1));
        let record = RunRecord { command: command.to_owned(), time: now(), ..RunRecord::default() };
        Ok(Self { root, output, folder: folder(next), record })
    }

    /// Keeps the file at `place`, which gets the content of `new`, or is deleted. Returns the path of the copy from the
    /// workspace; `None` where there is no such file.
    ///
    /// # Errors
    /// It cannot be read, or the copy cannot be written.
    pub fn keep(
        &mut self,
        place: &Path,
        new: Option<&Path>,
        publication: &Publication,
    ) -> Result<Option<String>, WriteError> {
        let failed = |source| WriteError { path: place.to_owned(), source };
        let written = new.map(regular_file::read).transpose().map_err(failed)?;
        let kept = self.copy(place, publication)?;
        let (copy, before) = kept.map_or((None, None), |(copy, hash)| (Some(copy), Some(hash)));
        self.record.files.push(Replaced {
            path: self.path(place),
            copy: copy.clone(),
            before,
            written: written.map(|bytes| sha256(&bytes)),
        });
        Ok(copy)
    }

    /// Keeps a copy of the file at `place` that is not brought back. Returns its path from the workspace and its hash;
    /// `None` where there is no such file.
    ///
    /// # Errors
    /// It cannot be read, or the copy cannot be written.
    pub fn copy(
        &self,
        place: &Path,
        publication: &Publication,
    ) -> Result<Option<(String, String)>, WriteError> {
        let failed = |source| WriteError { path: place.to_owned(), source };
        let bytes = match regular_file::read(place) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let modified = place.metadata().and_then(|found| found.modified()).map_err(failed)?;
        let copy = format!("{}/{}", self.folder, dated(&self.name(place), modified));
        publication.stage_dated(&self.root.join(&copy), &bytes, modified)?;
        Ok(Some((copy, sha256(&bytes))))
    }

    /// Writes the record, where anything was kept.
    fn finish(mut self, publication: &Publication, numbers: &[Number]) -> Result<(), WriteError> {
        if self.record.files.is_empty() {
            return Ok(());
        }
        self.record.numbers = numbers.to_vec();
        self.record.files.sort_by(|one, other| one.path.cmp(&other.path));
        let mut json = serde_json::to_vec_pretty(&self.record).expect("records are texts");
        json.push(b'\n');
        publication.stage(&self.root.join(&self.folder).join(RECORD), &json)
    }

    /// The path of a file as the record has it.
    fn path(&self, place: &Path) -> String {
        let inside = place.strip_prefix(self.root).map(Path::to_owned);
        let path = inside.or_else(|_| std::path::absolute(place));
        slashed(path.as_deref().unwrap_or(place))
    }

    /// The path of a file below the folder of the run.
    fn name(&self, place: &Path) -> String {
        if let Some(Ok(inside)) = self.output.map(|output| place.strip_prefix(output)) {
            return format!("{OUTPUT_DIR}/{}", slashed(inside));
        }
        match place.strip_prefix(self.root) {
            Ok(inside) => slashed(inside),
            // A link led out of the workspace.
            Err(_) => slashed(place.file_name().map(Path::new).unwrap_or(place)),
        }
    }
}

/// Publishes changes to the office's data, with a backup of all that they replace; `numbers` are those that were drawn.
///
/// # Errors
/// They cannot be published. Nothing has changed.
pub fn publish(
    publication: Publication,
    root: &Path,
    command: &str,
    numbers: &[Number],
) -> Result<(), WriteError> {
    let mut backup = Backup::begin(root, None, command)?;
    let own = root.join(MEMORY_DIR);
    for (place, new) in publication.changes() {
        if !place.starts_with(&own) {
            backup.keep(&place, new.as_deref(), &publication)?;
        }
    }
    publish_with(publication, backup, numbers)
}

/// Publishes the changes of a run with the backup that it has made.
///
/// # Errors
/// They cannot be published. Nothing has changed.
pub fn publish_with(
    publication: Publication,
    backup: Backup<'_>,
    numbers: &[Number],
) -> Result<(), WriteError> {
    let root = backup.root;
    backup.finish(&publication, numbers)?;
    publication.publish()?;
    let runs = runs(root).unwrap_or_default();
    for old in runs.iter().rev().skip(MOST) {
        // One that cannot be deleted now is deleted by a later run.
        let _ = std::fs::remove_dir_all(root.join(folder(*old)));
    }
    Ok(())
}

/// The record of the last run that replaced anything in the workspace `root`; `None` if there is none.
///
/// # Errors
/// It cannot be read, or is not a record.
pub fn last_run(root: &Path) -> Result<Option<RunRecord>, WriteError> {
    let Some(last) = runs(root)?.last().copied() else { return Ok(None) };
    let path = root.join(folder(last)).join(RECORD);
    let failed = |source| WriteError { path: path.clone(), source };
    let bytes = regular_file::read(&path).map_err(failed)?;
    let record = serde_json::from_slice(&bytes).ok().filter(RunRecord::is_sound);
    record.ok_or_else(|| failed(ErrorKind::InvalidData.into())).map(Some)
}

impl RunRecord {
    /// Returns whether its paths stay where a run may write: none climbs out of the workspace, and none is in the
    /// archive.
    fn is_sound(&self) -> bool {
        self.files.iter().all(|file| {
            let mut parts = Path::new(&file.path).components();
            let climbs = parts.clone().any(|part| part == Component::ParentDir);
            let first = parts.next();
            let copies = file.copy.as_deref().is_none_or(|copy| {
                copy.starts_with(FOLDER)
                    && !Path::new(copy).components().any(|part| part == Component::ParentDir)
            });
            !climbs && copies && first != Some(Component::Normal("archive".as_ref()))
        })
    }
}

/// The numbers of the runs that have a folder, in order.
fn runs(root: &Path) -> Result<Vec<u32>, WriteError> {
    let path = root.join(FOLDER);
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries.collect::<io::Result<Vec<_>>>(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => Err(error),
    };
    let entries = entries.map_err(|source| WriteError { path, source })?;
    let names = entries.iter().map(|entry| entry.file_name());
    let mut runs: Vec<u32> = names.filter_map(|name| name.to_str()?.parse().ok()).collect();
    runs.sort_unstable();
    Ok(runs)
}

fn folder(run: u32) -> String {
    format!("{FOLDER}/{run:04}")
}

/// The path of a copy: seeds/annex/tasks-20180603T091205.csv.
fn dated(name: &str, modified: SystemTime) -> String {
    let time = stamp(modified);
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty() && !stem.ends_with('/') && !extension.contains('/') =>
        {
            format!("{stem}-{time}.{extension}")
        }
        _ => format!("{name}-{time}"),
    }
}

fn slashed(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    /// Writes a file by a run of its own.
    fn write(root: &Path, name: &str, text: &str) {
        let publication = Publication::begin(root);
        publication.stage(&root.join(name), text.as_bytes()).unwrap();
        publish(publication, root, "duban test", &[]).unwrap();
    }

    #[test]
    fn what_is_replaced_is_kept_with_its_time_and_recorded() {
        let dir = tempfile::tempdir().unwrap();
        let (root, file) = (dir.path(), dir.path().join("seeds/a.csv"));
        write(root, "seeds/a.csv", "one");
        assert_eq!(last_run(root).unwrap().unwrap().files[0].copy, None);
        let modified = UNIX_EPOCH + Duration::from_secs(1_527_988_325);
        let open = std::fs::File::options().write(true).open(&file).unwrap();
        open.set_modified(modified).unwrap();
        write(root, "seeds/a.csv", "two");
        let record = last_run(root).unwrap().unwrap();
        let copy = ".duban/backup/0002/seeds/a-20180603T091205.csv";
        assert_eq!(record.command, "duban test");
        assert_eq!(
            record.files,
            [Replaced {
                path: "seeds/a.csv".to_owned(),
                copy: Some(copy.to_owned()),
                before: Some(sha256(b"one")),
                written: Some(sha256(b"two")),
            }]
        );
        let kept = root.join(copy);
        assert_eq!(std::fs::read(&kept).unwrap(), b"one");
        assert_eq!(kept.metadata().unwrap().modified().unwrap(), modified);
    }

    #[test]
    fn a_run_that_changes_nothing_has_no_folder() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "seeds/a.csv", "one");
        write(dir.path(), "seeds/a.csv", "one");
        assert_eq!(runs(dir.path()).unwrap(), [1]);
    }

    #[test]
    fn the_last_twenty_are_kept() {
        let dir = tempfile::tempdir().unwrap();
        for run in 0..25 {
            write(dir.path(), "seeds/a.csv", &run.to_string());
        }
        assert_eq!(runs(dir.path()).unwrap(), (6..=25).collect::<Vec<_>>());
    }

    #[test]
    fn a_record_that_leads_elsewhere_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        for path in ["../a", "archive/2018/a.pdf", "seeds/../../a"] {
            let file = Replaced { path: path.to_owned(), copy: None, before: None, written: None };
            let record = RunRecord { files: vec![file], ..RunRecord::default() };
            assert!(!record.is_sound(), "{path}");
        }
        std::fs::create_dir_all(dir.path().join(".duban/backup/0001")).unwrap();
        assert!(last_run(dir.path()).is_err());
    }

    #[test]
    fn names_have_their_time_before_the_ending() {
        assert_eq!(
            dated("seeds/.imported.json", UNIX_EPOCH),
            "seeds/.imported-19700101T080000.json"
        );
        assert_eq!(dated("a.b/.gitignore", UNIX_EPOCH), "a.b/.gitignore-19700101T080000");
        assert_eq!(dated("README", UNIX_EPOCH), "README-19700101T080000");
    }
}
