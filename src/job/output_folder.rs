//! The output folder while a job writes to it: its manifest, and files that a person changed.

use std::path::Path;
use std::sync::Mutex;

use super::whole::BaseTables;
use super::{Made, failed};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::output::{self, Entry, Manifest};
use crate::workspace::memory::back_up;

/// The output folder of a job.
#[derive(Debug)]
pub(super) struct OutputFolder<'a> {
    root: &'a Path,
    output: &'a Path,
    tables: &'a BaseTables,
    manifest: Manifest,
    /// The paths of files that a person changed, with their backups. Documents are written in parallel.
    backups: Mutex<Vec<(String, String)>>,
}

impl<'a> OutputFolder<'a> {
    /// The output folder `output` of the workspace `root`, for documents made from `tables`.
    pub(super) fn new(
        root: &'a Path,
        output: &'a Path,
        tables: &'a BaseTables,
        manifest: Manifest,
    ) -> Self {
        Self { root, output, tables, manifest, backups: Mutex::default() }
    }

    /// Writes a file below the output folder and describes it for the manifest, among its `inputs` the workbooks
    /// that take the place of CSVs. A file in its place that is not as duban wrote it goes to the backups.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn write(
        &self,
        path: String,
        bytes: &[u8],
        pages: Option<usize>,
        unit: Option<&str>,
        inputs: &[String],
    ) -> Result<Entry, Diagnostic> {
        let file = self.output.join(&path);
        if file.is_file() {
            let old = std::fs::read(&file)
                .map_err(|error| failed(&path, gongwen::foreign::system(&error)))?;
            if old != bytes && !self.manifest.wrote(&path, &old) {
                let backup =
                    back_up(self.root, &file, &path).map_err(|error| failed(&path, error))?;
                self.add_backup(path.clone(), backup);
            }
        }
        output::write(&file, bytes).map_err(|error| failed(&path, error))?;
        Ok(Entry {
            sha256: output::sha256(bytes),
            bytes: bytes.len(),
            path,
            pages,
            unit: unit.map(str::to_owned),
            inputs: inputs
                .iter()
                .map(|name| self.tables.file(name).unwrap_or(name).to_owned())
                .collect(),
        })
    }

    fn add_backup(&self, path: String, backup: String) {
        let mut backups = self.backups.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        backups.push((path, backup));
    }

    /// Lists new files in the manifest. With `whole`, files that it lists below that folder and that were not
    /// made again are deleted, unless `stays` holds for them: letters of units that have no items any more. A
    /// manifest that cannot be written is reported as a problem, since the files themselves exist.
    pub(super) fn record(
        mut self,
        made: &mut Made,
        whole: Option<&str>,
        stays: impl Fn(&Entry) -> bool,
    ) {
        let mut manifest = std::mem::take(&mut self.manifest);
        if let Some(folder) = whole {
            for stale in manifest.stale(folder, &made.files, stays) {
                self.retire(&mut manifest, stale, made);
            }
        }
        for file in &made.files {
            manifest.insert(file.clone());
        }
        if let Err(error) = manifest.save(self.output) {
            made.problems.push(Diagnostic::new(Code::OutputFailed, error.to_string()));
        }
        let mut backups =
            self.backups.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        backups.sort();
        made.problems.extend(backups.iter().map(|(path, copy)| changed(path, copy)).collect());
    }

    /// Deletes a file of a unit that has no items any more, and keeps what a person changed.
    fn retire(&self, manifest: &mut Manifest, path: String, made: &mut Made) {
        let file = self.output.join(&path);
        let Ok(bytes) = std::fs::read(&file) else {
            manifest.remove(&path);
            return;
        };
        if !manifest.wrote(&path, &bytes) {
            match back_up(self.root, &file, &path) {
                Ok(backup) => self.add_backup(path.clone(), backup),
                Err(error) => return made.problems.push(failed(&path, error)),
            }
        }
        match std::fs::remove_file(&file) {
            Ok(()) => manifest.remove(&path),
            Err(error) => made.problems.push(failed(&path, gongwen::foreign::system(&error))),
        }
    }
}

/// F157: a person changed the file at `path` of the output folder, and it is now at `backup`.
fn changed(path: &str, backup: &str) -> Diagnostic {
    let message = format!("{path} 生成以后有人改过，没有丢弃，移到了 {backup}");
    let hint = if path.starts_with("sheets/units/") {
        format!("是填好的报送表的，运行 duban collect {backup}")
    } else {
        "要保留的内容请另存到输出目录以外，或改在模板和数据里".to_owned()
    };
    Diagnostic::new(Code::OutputChanged, message).at(Place::file(path)).hint(hint)
}
