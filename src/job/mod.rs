//! The work of the commands, apart from arguments and printing: whole jobs over a workspace.
//!
//! A job collects the files that it made and the problems that it met; it never prints. Progress is
//! reported through a callback, so that a job can run without a terminal.

mod answers;
mod bulletin;
mod by_products;
mod cells;
mod changes;
mod check;
mod claims;
mod collect;
mod diff_docx;
mod dispatch;
mod dossier;
mod face_report;
mod import;
mod in_force;
mod inputs;
mod issue;
mod kept_units;
mod leaders;
mod ledger;
mod letters;
mod made_from;
mod new_registry;
mod newest_day;
mod next_year;
mod notice_files;
mod notices;
mod number;
mod outcomes;
mod pictures;
mod press;
mod preview;
mod print_file;
mod propose;
mod record;
mod register_rows;
mod remember;
mod returned;
mod run;
mod session;
mod set_letters;
mod sheets;
mod status;
mod typeset;
mod undo;
mod unit_sheets;
mod where_needed;
mod whole;
mod why;
mod withdrawn_rows;
mod written_elsewhere;

pub use answers::AnswersTaken;
pub use bulletin::{BulletinError, bulletin, newest_bulletins};
pub use changes::changes;
pub use check::Outstanding;
pub use claims::claims;
pub use collect::{CollectError, Collection, Incoming, collect};
pub use diff_docx::{Change, DiffDocxError, Difference, EditedDocx, Piece, diff_docx};
pub use dispatch::dispatch;
pub use dossier::{DossierError, dossier};
pub use face_report::{FaceReport, face_report};
pub use import::{
    ImportError, ImportOptions, ImportOutcome, Imported, Overwrite, annex_exists, import,
};
pub use issue::{IssueError, IssueRequest, Issued, IssuedDocument, issue};
pub use leaders::{LeaderError, leaders};
pub use ledger::{
    AcceptError, Acceptance, Accepted, CaseRow, ProposedSteps, accept_proposals, case_papers,
    case_rows, propose_steps, referral_drafts,
};
pub use letters::{Selection, SelectionError, letters};
pub use new_registry::ProposedNames;
pub use next_year::{NextYear, NextYearError, UNFINISHED_FILE, next_year};
pub use notice_files::NoticeFiles;
pub use notices::{NoticeError, newest_notices, notices};
pub use number::{NumberError, NumberedKind, NumbersDrawn, draw_numbers};
pub use press::{Press, Printed};
pub use preview::{Look, Preview, PreviewError, Stamps, Subject};
pub use print_file::print_file;
pub use propose::{ProposalError, ProposalOutcome, propose_targets};
pub use register_rows::RegisterError;
pub use remember::LetterChanges;
pub use run::{Reason, Run};
pub use session::{JobError, Options, Session, check_means, fonts};
pub use sheets::sheets;
pub use status::{agenda, status_files};
pub use typeset::{TypesetError, typeset};
pub use undo::{UndoError, Undone, undo};
pub use unit_sheets::{FormMonthError, form_month, unit_sheets};
pub use whole::{BaseTables, Needs, NotWhole};
pub use why::{WhyError, why};

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::output::Entry;
use crate::registry::{UnitId, Who};
use press::Proof;

/// The files that a job made and the problems that it met.
#[derive(Debug, Default)]
pub struct Made {
    /// The files, in order.
    pub files: Vec<Entry>,
    /// The problems, in order.
    pub problems: Diagnostics,
    /// The letters that changed since the last run; `None` where none were made, or for the first time.
    pub changes: Option<LetterChanges>,
    /// The reasons why files were made, by path; the others came out as they were.
    pub reasons: BTreeMap<String, Reason>,
    /// The files that were deleted, since nothing is made under their names any more.
    pub removed: Vec<String>,
}

impl Made {
    /// Adds a file, or the reason why there is none; the same reason once.
    fn add(&mut self, result: Result<Entry, Diagnostic>) {
        match result {
            Ok(entry) => self.files.push(entry),
            Err(problem) => self.problems.push_new(problem),
        }
    }

    /// Adds what another job of the same run made.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.problems.extend(other.problems);
        self.changes = self.changes.or(other.changes);
        self.reasons.extend(other.reasons);
        self.removed.extend(other.removed);
        self
    }

    /// Pages of all documents.
    pub fn pages(&self) -> usize {
        self.files.iter().filter_map(|file| file.pages).sum()
    }
}

/// The problem that the file at `path` cannot be made or written.
fn failed(path: &str, error: impl Display) -> Diagnostic {
    Diagnostic::new(Code::OutputFailed, error.to_string()).at(Place::file(path))
}

/// Returns the unit with this name or code.
fn named_unit(session: &Session, name: &str) -> Option<UnitId> {
    let registry = &session.registry;
    match registry.resolve(name.trim()) {
        Some(Who::Unit(unit)) => Some(unit),
        _ => registry.unit_of_code(name.trim()),
    }
}

/// Called once for each finished document.
pub type Tick<'a> = &'a (dyn Fn() + Sync);
