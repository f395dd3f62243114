//! Dispatch (分送): a folder a unit with all that it gets, and the registers of papers sent and received.

mod parcel;
mod registers;
mod zip;

use std::collections::{BTreeMap, BTreeSet};

use super::run::Run;
use super::{JobError, Made, Selection, Session, failed};
use crate::archive::{ARCHIVE_DIR, Archive, Part};
use crate::diagnostic::Diagnostic;
use crate::output::{Entry, Sources, sha256};
use crate::workspace::OUTPUT_DIR;
use gongwen::foreign;
use parcel::{Parcel, parcels};

/// The folder of what is sent, below the output run.
const FOLDER: &str = "dispatch/";
/// The beginning of the name of a copy of a paper to another unit.
const COPY: &str = "抄送-";

/// Puts together what each of the selected units gets from what is in the output folder: its letter, its form, its notices
/// of the newest month, the papers of its cases, and changes; and copies of papers to others that name it (抄送). Where a paper was issued with a signed file, that one is
/// sent. With `zip`, or where they were made before, the folders are packed too. The registers list the papers of all units.
///
/// # Errors
/// The job cannot begin: the output folder cannot be used.
pub fn dispatch(
    session: &Session,
    run: &mut Run<'_>,
    selection: &Selection,
    zip: bool,
) -> Result<Made, JobError> {
    run.open(FOLDER)?;
    let parcels = parcels(run, &session.registry.named_on(session.newest_day()));
    let named = match selection {
        Selection::All => None,
        Selection::Units(units) => {
            let short = |unit: &_| session.registry.unit(*unit).short.clone();
            Some(units.iter().map(short).collect::<BTreeSet<_>>())
        }
    };
    let zip = zip || run.entries(FOLDER).any(|entry| entry.path.ends_with(".zip"));
    let signed = signed(session);
    let mut made = Made::default();
    let mut folders = Vec::new();
    for parcel in &parcels {
        if named.as_ref().is_some_and(|named| !named.contains(&parcel.unit)) {
            continue;
        }
        folders.push(format!("{FOLDER}{}/", parcel.folder));
        let sending = Sending { session, run, signed: &signed, parcel };
        let files = sending.files(&mut made);
        if zip {
            let packed = sending.zip(&files);
            made.add(packed);
        }
    }
    registers::write(session, run, &parcels, &mut made);
    let complete = !made.problems.has_errors();
    let stays = |entry: &Entry| session.kept.keeps(entry, &session.registry);
    match selection {
        Selection::All => run.record(&mut made, complete.then_some(FOLDER), stays),
        Selection::Units(_) => {
            for folder in folders.iter().filter(|_| complete) {
                run.record(&mut made, Some(folder), stays);
            }
            run.record(&mut made, None, stays);
        }
    }
    Ok(made)
}

/// The signed files of documents, by their paths in the output folder and their numbers: path from the workspace, and hash.
type Signed = BTreeMap<(String, String), Vec<(String, String)>>;

/// Finds the signed files in the archive.
fn signed(session: &Session) -> Signed {
    let archive = Archive::read(&session.workspace.root);
    let mut signed = Signed::new();
    for (record, folder, _) in archive.records() {
        let files = record.files.iter().filter(|file| file.part == Part::Signed);
        let files = files
            .map(|file| (format!("{ARCHIVE_DIR}/{folder}/{}", file.name), file.sha256.clone()));
        signed.insert((record.path.clone(), record.number.clone()), files.collect());
    }
    signed.retain(|_, files| !files.is_empty());
    signed
}

/// The sending of a parcel.
struct Sending<'a> {
    session: &'a Session,
    run: &'a Run<'a>,
    signed: &'a Signed,
    parcel: &'a Parcel,
}

/// A file of a parcel.
struct Sent {
    entry: Entry,
    /// The name in the folder.
    name: String,
}

impl Sending<'_> {
    /// Copies the files of the parcel; those that are there already stay.
    fn files(&self, made: &mut Made) -> Vec<Sent> {
        let mut sent = Vec::new();
        let own = self.parcel.papers.iter().map(|paper| (paper, ""));
        let copies = self.parcel.copies.iter().map(|paper| (paper, COPY));
        for (paper, mark) in own.chain(copies) {
            let number = paper.facts.as_ref().and_then(|facts| facts.number.clone());
            let key = (paper.path.clone(), number.unwrap_or_default());
            let copies = match self.signed.get(&key) {
                Some(files) => files.iter().map(|file| self.signed_copy(file, mark)).collect(),
                None => vec![self.copy(paper, mark)],
            };
            for copy in copies {
                match copy {
                    Ok(copy) => {
                        made.files.push(copy.entry.clone());
                        sent.push(copy);
                    }
                    Err(problem) => made.problems.push(problem),
                }
            }
        }
        sent
    }

    /// Copies a file of the output folder.
    fn copy(&self, paper: &Entry, mark: &str) -> Result<Sent, Diagnostic> {
        let name = format!("{mark}{}", parcel::name(&paper.path));
        let source = (format!("{OUTPUT_DIR}/{}", paper.path), paper.sha256.clone());
        self.sent(name, paper.pages, &source, || {
            let bytes = self.run.content(&paper.path);
            let bytes = bytes.map_err(|error| failed(&paper.path, foreign::system(&error)))?;
            match sha256(&bytes) == paper.sha256 {
                true => Ok(bytes),
                false => Err(failed(&paper.path, "生成以后有人改过，没有分送；请重新生成")),
            }
        })
    }

    /// Copies a signed file from the archive.
    fn signed_copy(&self, source: &(String, String), mark: &str) -> Result<Sent, Diagnostic> {
        let (path, hash) = source;
        self.sent(format!("{mark}{}", parcel::name(path)), None, source, || {
            let file = self.session.workspace.root.join(path);
            let bytes = gongwen::regular_file::read(file);
            let bytes = bytes.map_err(|error| failed(path, foreign::system(&error)))?;
            match sha256(&bytes) == *hash {
                true => Ok(bytes),
                false => Err(failed(path, "与归档时不同，没有分送；请运行 duban verify")),
            }
        })
    }

    /// Writes a file of the parcel, unless it is there.
    fn sent(
        &self,
        name: String,
        pages: Option<usize>,
        (path, hash): &(String, String),
        bytes: impl FnOnce() -> Result<Vec<u8>, Diagnostic>,
    ) -> Result<Sent, Diagnostic> {
        let mut sources = Sources::new();
        sources.add_hash(path.as_str(), hash.clone());
        let inputs = [path.clone()];
        let target = format!("{FOLDER}{}/{name}", self.parcel.folder);
        let entry = match self.run.current(&target, (&inputs, &sources)) {
            Some(entry) => entry,
            None => {
                let unit = Some(&*self.parcel.unit);
                self.run.write(target, &bytes()?, pages, unit, (&inputs, &sources))?
            }
        };
        Ok(Sent { entry, name })
    }

    /// Packs the folder.
    fn zip(&self, files: &[Sent]) -> Result<Entry, Diagnostic> {
        let mut sources = self.session.shared_sources();
        let mut inputs = Vec::new();
        for Sent { entry, .. } in files {
            let path = format!("{OUTPUT_DIR}/{}", entry.path);
            sources.add_hash(path.as_str(), entry.sha256.clone());
            inputs.push(path);
        }
        let target = format!("{FOLDER}{}.zip", self.parcel.folder);
        if let Some(entry) = self.run.current(&target, (&inputs, &sources)) {
            return Ok(entry);
        }
        let content = |Sent { entry, name }: &Sent| {
            let bytes = self.run.content(&entry.path);
            let bytes = bytes.map_err(|error| failed(&entry.path, foreign::system(&error)))?;
            Ok((format!("{}/{name}", self.parcel.folder), bytes))
        };
        let files = files.iter().map(content).collect::<Result<Vec<_>, Diagnostic>>()?;
        let bytes = zip::packed(&files).map_err(|error| failed(&target, error))?;
        self.run.write(target, &bytes, None, Some(&self.parcel.unit), (&inputs, &sources))
    }
}
