//! What a run of documents writes: the files below the output folder, the manifest and the notes, published together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::pictures::pictures_now;
use super::record::PROPOSALS;
use super::whole::BaseTables;
use super::{Made, Printed, failed};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::output::{
    self, Difference, DocumentFormat, Entry, Manifest, ManifestError, Publication, Sources,
    WriteError,
};
use crate::workspace::backup::{self, Backup};
use crate::workspace::memory::Memory;
use gongwen::{foreign, regular_file};

/// The reason why a file was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Everything was to be made.
    Clean,
    /// There was none.
    New,
    /// It is not known from what it was made, or it had problems.
    Unknown,
    /// It was deleted.
    Missing,
    /// A person changed it.
    Altered,
    /// It was made from something else.
    Sources(Vec<Difference>),
}

/// The files of a run. Without [`publish`](Self::publish) nothing has changed.
#[derive(Debug)]
pub struct Run<'a> {
    root: &'a Path,
    output: &'a Path,
    tables: &'a BaseTables,
    publication: Publication,
    /// The files that earlier runs made.
    before: Manifest,
    /// The files that there will be.
    manifest: Manifest,
    /// What is noted for the next run; `None` until something is.
    memory: Option<Memory>,
    /// True if there is a manifest that says nothing.
    is_torn: bool,
    /// True to make everything again.
    clean: bool,
    /// The reasons why files are made, by path.
    reasons: Mutex<BTreeMap<String, Reason>>,
    /// The paths of files that a person changed. Documents are made in parallel.
    changed: Mutex<Vec<String>>,
    /// The formats in which documents are made beside the PDF.
    formats: Vec<DocumentFormat>,
    /// The documents in them, by the path of the PDF.
    beside: Mutex<BTreeMap<String, Vec<Entry>>>,
    /// The command as it was typed.
    command: &'a str,
    problems: Diagnostics,
}

impl<'a> Run<'a> {
    /// Begins a run in the workspace `root` with the output folder `output`, for documents made from `tables`.
    ///
    /// # Errors
    /// The manifest of earlier runs cannot be read.
    pub(super) fn begin(
        root: &'a Path,
        output: &'a Path,
        tables: &'a BaseTables,
        (command, clean): (&'a str, bool),
    ) -> Result<Self, ManifestError> {
        let manifest = Manifest::load(output)?;
        let is_torn = manifest.is_none();
        let before = manifest.unwrap_or_default();
        Ok(Self {
            root,
            output,
            tables,
            publication: Publication::begin(root),
            manifest: before.clone(),
            before,
            memory: None,
            changed: Mutex::default(),
            formats: Vec::new(),
            beside: Mutex::default(),
            command,
            is_torn,
            clean,
            reasons: Mutex::default(),
            problems: Diagnostics::new(),
        })
    }

    /// The same run, in which documents are made in these formats beside the PDF.
    #[must_use]
    pub(super) fn with_formats(self, formats: &[DocumentFormat]) -> Self {
        Self { formats: formats.to_vec(), ..self }
    }

    /// Checks before any work that a folder below the output folder accepts files.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub(super) fn open(&self, folder: &str) -> Result<(), WriteError> {
        self.publication.prepare(&self.output.join(folder))
    }

    /// Returns the entry of a file that would come out as it is: it was made from the same sources, and nobody has changed
    /// it since. The reason why another one has to be made is noted.
    pub(super) fn current(
        &self,
        path: &str,
        (inputs, sources): (&[String], &Sources),
    ) -> Option<Entry> {
        let reason = match self.before.entry(path) {
            _ if self.clean => Reason::Clean,
            None => Reason::New,
            Some(entry) if entry.sources.is_empty() => Reason::Unknown,
            Some(entry) => {
                let mut now = sources.clone();
                now.extend(&pictures_now(self.root, &entry.sources));
                let differences = now.differences(&entry.sources);
                match regular_file::read(self.output.join(path)) {
                    _ if !differences.is_empty() => Reason::Sources(differences),
                    Err(_) => Reason::Missing,
                    Ok(bytes) if !self.before.wrote(path, &bytes) => Reason::Altered,
                    Ok(_) => return Some(Entry { inputs: self.files(inputs), ..entry.clone() }),
                }
            }
        };
        locked(&self.reasons).insert(path.to_owned(), reason);
        None
    }

    /// Returns the entry of a document that would come out as it is, in every format; see [`current`](Self::current).
    pub(super) fn current_document(
        &self,
        path: &str,
        made_from: (&[String], &Sources),
    ) -> Option<Entry> {
        let pdf = self.current(path, made_from);
        let beside = self.formats.iter().map(|format| format.beside(path));
        let beside: Vec<Option<Entry>> =
            beside.map(|path| self.current(&path, made_from)).collect();
        let beside: Vec<Entry> = beside.into_iter().collect::<Option<_>>()?;
        if pdf.is_some() {
            locked(&self.beside).insert(path.to_owned(), beside);
        }
        pdf
    }

    /// Writes a document in the formats beside its PDF.
    ///
    /// # Errors
    /// A file cannot be written.
    pub(super) fn write_beside(
        &self,
        path: &str,
        beside: &[(DocumentFormat, Vec<u8>)],
        unit: Option<&str>,
        made_from: (&[String], &Sources),
    ) -> Result<(), Diagnostic> {
        let written = beside
            .iter()
            .map(|(format, bytes)| self.write(format.beside(path), bytes, None, unit, made_from));
        let written = written.collect::<Result<Vec<Entry>, Diagnostic>>()?;
        locked(&self.beside).insert(path.to_owned(), written);
        Ok(())
    }

    /// Returns the files below a folder that there will be, as far as they are known.
    pub(super) fn entries<'r>(&'r self, folder: &'r str) -> impl Iterator<Item = &'r Entry> {
        self.manifest.entries().filter(move |entry| entry.path.starts_with(folder))
    }

    /// Returns the content that a file of the output folder will have.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn content(&self, path: &str) -> std::io::Result<Vec<u8>> {
        self.publication.content(&self.output.join(path))
    }

    /// Returns the files of inputs: of a table that is a workbook, that.
    fn files(&self, inputs: &[String]) -> Vec<String> {
        inputs.iter().map(|name| self.tables.file(name).unwrap_or(name).to_owned()).collect()
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
        (inputs, sources): (&[String], &Sources),
    ) -> Result<Entry, Diagnostic> {
        let file = self.output.join(&path);
        let mut reason = Some(Reason::New);
        if file.is_file() {
            let old = regular_file::read(&file)
                .map_err(|error| failed(&path, foreign::system(&error)))?;
            if old != bytes && !self.before.wrote(&path, &old) {
                self.add_changed(&path);
            }
            reason = (old != bytes).then_some(Reason::Unknown);
        }
        // A file that is made without asking whether it would come out as it is has no reason yet.
        if let Some(reason) = reason {
            locked(&self.reasons).entry(path.clone()).or_insert(reason);
        }
        self.publication.stage(&file, bytes).map_err(|error| failed(&path, error))?;
        Ok(Entry {
            sha256: output::sha256(bytes),
            bytes: bytes.len(),
            path,
            pages,
            unit: unit.map(str::to_owned),
            facts: None,
            inputs: self.files(inputs),
            sources: sources.clone(),
        })
    }

    /// Writes a printed document, which the manifest describes with what it says of itself; see [`write`](Self::write).
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn write_printed(
        &self,
        path: String,
        printed: &Printed,
        unit: Option<&str>,
        made_from: (&[String], &Sources),
    ) -> Result<Entry, Diagnostic> {
        self.write_beside(&path, &printed.beside, unit, made_from)?;
        let entry = self.write(path, &printed.bytes, Some(printed.pages), unit, made_from)?;
        Ok(Entry { facts: Some(printed.facts.clone()), ..entry })
    }

    /// Writes proposals (by path in the workspace), unless a person has edited one of them. Returns whether they were
    /// written.
    ///
    /// # Errors
    /// A proposal that is there cannot be read, or one cannot be written.
    pub(super) fn propose(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<bool, Diagnostic> {
        if !PROPOSALS.edited(self.root, files)?.is_empty() {
            return Ok(false);
        }
        let stage = || {
            for (path, bytes) in files {
                self.publication.stage(&self.root.join(path), bytes)?;
            }
            PROPOSALS.keep(self.root, files, &BTreeMap::new(), &self.publication)
        };
        let path = files.keys().next().map_or("", String::as_str);
        stage().map(|()| true).map_err(|error| failed(path, error))
    }

    /// Notes that a person changed a file, which goes to the backups.
    fn add_changed(&self, path: &str) {
        locked(&self.changed).push(path.to_owned());
    }

    /// Lists new files in the manifest. With `whole`, files that it lists below that folder and that were not
    /// made again are deleted, unless `stays` holds for them: letters of units that have no items any more.
    pub(super) fn record(
        &mut self,
        made: &mut Made,
        whole: Option<&str>,
        stays: impl Fn(&Entry) -> bool,
    ) {
        let mut beside: Vec<Entry> = Vec::new();
        let mut stale: Vec<String> = Vec::new();
        for file in made.files.iter().filter(|file| file.path.ends_with(".pdf")) {
            let own = locked(&self.beside).remove(&file.path).unwrap_or_default();
            // A document in a format that is not made any more would soon say something else than its PDF.
            let others = DocumentFormat::ALL.into_iter().map(|format| format.beside(&file.path));
            stale.extend(others.filter(|other| {
                *other != file.path
                    && self.before.entry(other).is_some()
                    && own.iter().all(|entry| entry.path != *other)
            }));
            beside.extend(own);
        }
        if let Some(folder) = whole {
            let all = [&made.files[..], &beside].concat();
            let known = self.before.stale(folder, &all, stays);
            stale.extend(known);
            stale.sort();
            stale.dedup();
        }
        for stale in stale {
            match self.retire(&stale) {
                Ok(()) => {
                    self.manifest.remove(&stale);
                    made.removed.push(stale);
                }
                Err(error) => made.problems.push(failed(&stale, error)),
            }
        }
        for file in made.files.iter().chain(&beside) {
            self.manifest.insert(file.clone());
            if let Some(reason) = locked(&self.reasons).remove(&file.path) {
                made.reasons.insert(file.path.clone(), reason);
            }
        }
    }

    /// Deletes a file of a unit that has no items any more, and keeps what a person changed.
    fn retire(&self, path: &str) -> Result<(), WriteError> {
        let file = self.output.join(path);
        match regular_file::read(&file) {
            Ok(bytes) if self.before.wrote(path, &bytes) => {}
            Ok(_) => self.add_changed(path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(source) => return Err(WriteError { path: file, source }),
        }
        self.publication.remove(&file);
        Ok(())
    }

    /// Changes what is noted for the next run; copies of what was read may be written beside it.
    ///
    /// # Errors
    /// The notes of the last run cannot be read, or a copy cannot be written.
    pub(super) fn note<T>(
        &mut self,
        change: impl FnOnce(&mut Memory, &Publication) -> Result<T, WriteError>,
    ) -> Result<T, String> {
        let memory = match self.memory.take() {
            Some(memory) => memory,
            None => Memory::load(self.root).map_err(|problem| problem.message)?,
        };
        let memory = self.memory.insert(memory);
        change(memory, &self.publication).map_err(|error| error.to_string())
    }

    /// Publishes the files of the run, the manifest last. Returns what is to be said about them.
    ///
    /// # Errors
    /// They cannot be published. Nothing has changed.
    pub fn publish(mut self) -> Result<Diagnostics, WriteError> {
        if let Some(Err(error)) =
            self.memory.as_ref().map(|memory| memory.save(self.root, &self.publication))
        {
            self.problems.push(unwritten(error.to_string()));
        }
        let manifest = Manifest::path(self.output);
        let mut backup = Backup::begin(self.root, Some(self.output), self.command)?;
        if self.is_torn
            && let Some((kept, _)) = backup.copy(&manifest, &self.publication)?
        {
            // It may be a file of another program with this name.
            self.problems.push(rebuilt(&manifest, &kept));
        }
        let changed = std::mem::take(&mut *locked(&self.changed));
        let changed: BTreeSet<PathBuf> =
            changed.iter().map(|path| self.output.join(path)).collect();
        for (place, new) in self.publication.changes() {
            if changed.contains(&place)
                && let Some(copy) = backup.keep(&place, new.as_deref(), &self.publication)?
            {
                let path = place.strip_prefix(self.output).unwrap_or(&place);
                self.problems.push(told(&path.display().to_string(), &copy));
            }
        }
        if self.is_torn || self.manifest != self.before {
            self.publication.stage_last(&manifest, &self.manifest.bytes())?;
        }
        backup::publish_with(self.publication, backup, &[])?;
        Ok(self.problems)
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// F159: the notes cannot be written.
pub(super) fn unwritten(error: String) -> Diagnostic {
    Diagnostic::new(Code::NotesUnwritten, error).hint("下次运行不能与本次比较")
}

/// F170: the manifest is made anew.
fn rebuilt(manifest: &Path, kept: &str) -> Diagnostic {
    let message = format!("清单是空的或不完整，已按本次生成的文件重写，原来的移到了 {kept}");
    Diagnostic::new(Code::ManifestRebuilt, message)
        .at(Place::file(manifest.display().to_string()))
        .hint("与本次内容相同的文件照旧；不同的当作有人改过，另存了一份")
}

/// F157: a person changed the file at `path` of the output folder, and it is now at `backup`.
pub(super) fn told(path: &str, backup: &str) -> Diagnostic {
    let message = format!("{path} 生成以后有人改过，没有丢弃，移到了 {backup}");
    let hint = if path.starts_with("sheets/units/") {
        format!("是填好的报送表的，运行 duban collect {backup}")
    } else {
        "要保留的内容请另存到输出目录以外，或改在模板和数据里".to_owned()
    };
    Diagnostic::new(Code::OutputChanged, message).at(Place::file(path)).hint(hint)
}
