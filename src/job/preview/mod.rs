//! A preview: one document at a place that depends on its kind alone, made again and again. It is in no manifest, takes no
//! lock, and changes nothing of the office's.
//!
//! What has not changed since the last time is kept: the faces, the data as they were read ([`Session`]), and the content
//! of a bulletin, which follows from them.

mod faces;
mod stamps;

use std::io::ErrorKind;
use std::path::PathBuf;

use super::bulletin::{ProofData, ProofKind};
use super::letters::{Selection, SelectionError};
use super::whole::NotWhole;
use super::{
    BulletinError, JobError, NoticeError, Options, Press, Printed, Proof, Session, TypesetError,
};
use super::{ledger, letters, notices, run, typeset};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{self, Publication, WriteError, file_name};
use crate::period::Period;
use crate::plan::Duties;
use crate::registry::UnitId;
use crate::workspace::backup::{self, Backup};
use crate::workspace::memory::NOTES;
use crate::workspace::{CONFIG_FILE, OUTPUT_DIR, TEMPLATE_DIR, Workspace, WorkspaceError};
use faces::Faces;
use gongwen::typeset::FontBook;
use gongwen::{pdf, regular_file};
pub use stamps::Stamps;

/// The folder of previews below the output folder.
const FOLDER: &str = "preview";
/// The folder of the office's data.
const DATA_DIR: &str = "seeds";

/// A document to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The letter of the unit with this name or code.
    Letter(String),
    /// The bulletin of a period, without one the newest.
    Bulletin(Option<Period>),
    /// Its brief.
    Brief(Option<Period>),
    /// The notice of the unit with this name or code in a month, or else the call for its returns; without a period of the newest.
    Notice(String, Option<Period>),
    /// The newest paper of a case of the item with this id, or of the unit with this name or code.
    Case(String),
    /// A document of the office's own, with the file of its data.
    File(PathBuf, Option<PathBuf>),
}

/// The previews of a document.
#[derive(Debug)]
pub struct Preview {
    root: PathBuf,
    options: Options,
    subject: Subject,
    faces: Faces,
    /// The data, if they could be read.
    loaded: Option<Loaded>,
    /// The pictures of the last document.
    pictures: Vec<PathBuf>,
}

/// The data as they were read.
#[derive(Debug)]
struct Loaded {
    /// The state of their files before.
    stamps: Stamps,
    session: Session,
    problems: Diagnostics,
    /// The content of the bulletin, once it was made.
    bulletin: Option<ProofData>,
}

/// One look at the document.
#[derive(Debug, Default)]
pub struct Look {
    /// The problems of the data.
    pub of_data: Diagnostics,
    /// The problems of the document.
    pub of_document: Diagnostics,
    /// The document; `None` where a problem prevents it.
    pub printed: Option<Printed>,
}

/// The reasons why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// `duban.toml` cannot be used.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// A base table cannot be read whole.
    #[error(transparent)]
    NotWhole(#[from] NotWhole),
    /// The faces cannot be used.
    #[error(transparent)]
    Job(#[from] JobError),
    /// There is no such unit.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// There is no bulletin.
    #[error(transparent)]
    Bulletin(#[from] BulletinError),
    /// There are no notices of the period.
    #[error(transparent)]
    Notice(#[from] NoticeError),
    /// The registry does not know a unit.
    #[error("名录里没有“{0}”")]
    Unknown(String),
    /// The unit gets neither a notice nor a call in the month.
    #[error("“{0}”这个月没有督办单、催报函")]
    NoNotice(String),
    /// There is no paper of a case.
    #[error("台账里没有“{0}”挂牌督办的文件；写事项的编号或者单位，如 2-17、兰州市")]
    NoCase(String),
    /// The data of a file cannot be used.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

impl Preview {
    /// Previews in the workspace `root`; nothing is read yet.
    pub fn new(root: PathBuf, options: Options, subject: Subject) -> Self {
        let (faces, pictures) = (Faces::default(), Vec::new());
        Self { root, options, subject, faces, loaded: None, pictures }
    }

    /// Returns the place of the PDF.
    pub fn file(&self) -> PathBuf {
        let name = match &self.subject {
            Subject::Letter(_) => "letter".to_owned(),
            Subject::Bulletin(_) => "bulletin".to_owned(),
            Subject::Brief(_) => "brief".to_owned(),
            Subject::Notice(..) => "notice".to_owned(),
            Subject::Case(_) => "case".to_owned(),
            Subject::File(file, _) => {
                file_name(&file.file_stem().unwrap_or_default().to_string_lossy())
            }
        };
        self.output().join(FOLDER).join(format!("{name}.pdf"))
    }

    fn output(&self) -> PathBuf {
        self.options.output.clone().unwrap_or_else(|| self.root.join(OUTPUT_DIR))
    }

    /// Returns the state of all files that the document is made from.
    pub fn stamps(&self) -> Stamps {
        let mut stamps = self.data_stamps();
        match &self.subject {
            Subject::File(file, data) => {
                stamps.add(file);
                data.iter().for_each(|data| stamps.add(data));
            }
            _ => stamps.add_folder(&self.root.join(TEMPLATE_DIR)),
        }
        self.faces.files().for_each(|file| stamps.add_revealed(file));
        self.pictures.iter().for_each(|file| stamps.add_revealed(file));
        if self.loaded.is_none() {
            // A run with `--force` may have accepted what was refused.
            stamps.add_revealed(&self.root.join(NOTES));
        }
        stamps
    }

    /// Returns the state of the files from which [`Loaded`] follows.
    fn data_stamps(&self) -> Stamps {
        let mut stamps = Stamps::default();
        stamps.add(&self.root.join(CONFIG_FILE));
        if !matches!(self.subject, Subject::File(..)) {
            stamps.add_folder(&self.root.join(DATA_DIR));
        }
        stamps
    }

    /// Makes the document as the main job would, from the files as they are now.
    ///
    /// # Errors
    /// There is nothing to look at.
    pub fn look(&mut self) -> Result<Look, PreviewError> {
        let stamps = self.data_stamps();
        let kept = self.loaded.take().filter(|loaded| loaded.stamps == stamps);
        let loaded = match kept {
            Some(loaded) => loaded,
            None => self.load(stamps)?,
        };
        let loaded = self.loaded.insert(loaded);
        let mut of_document = Diagnostics::new();
        let book = self.faces.book(&loaded.session.workspace).map_err(JobError::from)?;
        let proof = loaded.proof(&self.subject, book, &mut of_document)?;
        let of_data = loaded.problems.clone();
        let printed = proof.map(|Proof { printed, pictures }| {
            let admitted = &loaded.session.workspace.config.paths;
            let pictures = pictures.iter().filter(|file| admitted.admits(file));
            self.pictures = pictures.map(|file| self.root.join(file)).collect();
            printed
        });
        Ok(Look { of_data, of_document, printed })
    }

    /// Returns the problems of the data as they were last read.
    pub fn problems_of_data(&self) -> Diagnostics {
        self.loaded.as_ref().map(|loaded| loaded.problems.clone()).unwrap_or_default()
    }

    fn load(&self, stamps: Stamps) -> Result<Loaded, PreviewError> {
        let workspace = Workspace::open(Some(&self.root))?;
        let (options, mut problems) = (self.options.clone(), Diagnostics::new());
        let session = match self.subject {
            Subject::File(..) => Session::without_data(workspace, options),
            Subject::Letter(_) => Session::load_plan(workspace, options, &mut problems)?,
            Subject::Bulletin(_) | Subject::Brief(_) | Subject::Notice(..) | Subject::Case(_) => {
                Session::load(workspace, options, &mut problems)?
            }
        };
        Ok(Loaded { stamps, session, problems, bulletin: None })
    }

    /// Writes the PDF to its place. Returns false where a person has changed the one that is there, which is left as it is.
    ///
    /// # Errors
    /// The one that is there cannot be read, or the new one cannot be written.
    pub fn write(&self, bytes: &[u8]) -> Result<bool, WriteError> {
        let file = self.file();
        let is_ours = match regular_file::read(&file) {
            Ok(old) => pdf::is_as_written(&old),
            Err(error) if error.kind() == ErrorKind::NotFound => true,
            Err(source) => return Err(WriteError { path: file, source }),
        };
        if is_ours {
            output::replace(&file, bytes)?;
        }
        Ok(is_ours)
    }

    /// Writes the PDF over one that a person has changed, which goes to the backups. No other run may be writing to the
    /// workspace. Returns what is to be said about it.
    ///
    /// # Errors
    /// The old one cannot be kept, or the new one cannot be written. Nothing has changed.
    pub fn write_over_changed(&self, bytes: &[u8]) -> Result<Diagnostics, WriteError> {
        let (file, output) = (self.file(), self.output());
        let publication = Publication::begin(&self.root);
        publication.stage(&file, bytes)?;
        let mut backup = Backup::begin(&self.root, Some(&output), &self.options.command)?;
        let mut problems = Diagnostics::new();
        for (place, new) in publication.changes() {
            if let Some(copy) = backup.keep(&place, new.as_deref(), &publication)? {
                let path = place.strip_prefix(&output).unwrap_or(&place);
                problems.push(run::told(&path.display().to_string(), &copy));
            }
        }
        backup::publish_with(publication, backup, &[])?;
        Ok(problems)
    }
}

impl Loaded {
    /// Prints the document. Returns `None` where a problem prevents it.
    ///
    /// # Errors
    /// There is no such document.
    fn proof(
        &mut self,
        subject: &Subject,
        book: FontBook,
        problems: &mut Diagnostics,
    ) -> Result<Option<Proof>, PreviewError> {
        let session = &self.session;
        let press = Press::with_faces(&session.workspace, &session.registry, book);
        let (kind, period) = match subject {
            Subject::Letter(name) => {
                let Some(unit) = self.unit(name)? else { return Ok(None) };
                return Ok(letters::proof(session, &press, unit, problems)?);
            }
            Subject::File(file, data) => {
                let data = typeset::read(data.as_deref())?;
                let proof = typeset::proof((session, &press), file, &data, problems);
                return Ok(or_problem(proof, problems));
            }
            Subject::Notice(name, period) => {
                let unit = super::named_unit(session, name);
                let Some(unit) = unit else { return Err(PreviewError::Unknown(name.clone())) };
                let proof = notices::proof(session, &press, (unit, *period), problems)?;
                return proof.map(Some).ok_or_else(|| PreviewError::NoNotice(name.clone()));
            }
            Subject::Case(name) => {
                let proof = ledger::proof(session, &press, name, problems);
                return match or_problem(proof, problems) {
                    Some(None) => Err(PreviewError::NoCase(name.clone())),
                    proof => Ok(proof.flatten()),
                };
            }
            Subject::Bulletin(period) => (ProofKind::Bulletin, *period),
            Subject::Brief(period) => (ProofKind::Brief, *period),
        };
        let press = press.with_watermark(&session.workspace.config.bulletin.watermark);
        if self.bulletin.is_none() {
            self.bulletin = ProofData::new(session, kind, period, problems)?;
        }
        let proof = self.bulletin.as_ref().map(|data| data.proof(session, &press, problems));
        Ok(proof.and_then(|proof| or_problem(proof, problems)))
    }

    /// Returns the unit with this name or code; `None` where the registry has errors, which say more.
    ///
    /// # Errors
    /// There is none, or it has no items.
    fn unit(&self, name: &str) -> Result<Option<UnitId>, SelectionError> {
        let plan = self.session.letter_plan();
        let duties = Duties::new(&plan, &self.session.registry);
        let names = [name.to_owned()];
        match Selection::new(&names, &self.session.registry, &duties) {
            Err(_) if self.problems.has_errors() => Ok(None),
            Err(error) => Err(error),
            Ok(selection) => Ok(selection.units(&duties).into_iter().next()),
        }
    }
}

fn or_problem<T>(proof: Result<T, Diagnostic>, problems: &mut Diagnostics) -> Option<T> {
    proof.map_err(|problem| problems.push(problem)).ok()
}
