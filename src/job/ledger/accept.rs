//! `duban ledger accept`: what a person decides of the proposals, entered into the ledger.

use std::path::PathBuf;

use jiff::civil::Date;

use super::super::Session;
use super::super::register_rows::{RegisterError, append_rows};
use super::super::run::unwritten;
use super::super::whole::note_written;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::input::SourceFile;
use crate::output::{Publication, WriteError};
use crate::registers::{
    Event, EventKind, LEDGER_FILE, Ledger, LedgerColumn, PROPOSED_LEDGER_FILE, Proposed,
};
use crate::supervision::{Cases, Fault};
use crate::workspace::backup;

/// A person's decision about proposals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The numbers of the proposals.
    pub numbers: Vec<usize>,
    /// The person.
    pub by: String,
    /// The day of the decision.
    pub date: Date,
    /// The deadline of the listings and extensions; `None` for the one of the proposal, or else that of the rules for listings.
    pub deadline: Option<Date>,
}

/// What was entered.
#[derive(Debug, Default)]
pub struct Accepted {
    /// The events, in the order of the proposals.
    pub events: Vec<Event>,
    /// The ledger.
    pub file: PathBuf,
    /// What is to be said about the work.
    pub problems: Diagnostics,
}

/// The reasons why nothing was entered.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// The name of the person is blank.
    #[error("没有写明决定人（--by），没有登记")]
    NoPerson,
    /// The ledger has errors: where cases stand is not certain.
    #[error("{LEDGER_FILE} 有错误，没有登记；请先改正")]
    Flawed(Diagnostics),
    /// The proposals have errors.
    #[error("{PROPOSED_LEDGER_FILE} 有错误，没有登记；请先改正")]
    ProposalsFlawed(Diagnostics),
    /// There are no proposals.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Read(Diagnostic),
    /// There is no proposal with this number.
    #[error("{PROPOSED_LEDGER_FILE} 没有第{0}号建议，没有登记")]
    Unknown(usize),
    /// An extension without the deadline that it sets.
    #[error("第{0}号建议是准予延期，申请没有写明延到哪一天，请用 --deadline 写明；没有登记")]
    NoDeadline(usize),
    /// A deadline was given, and no proposal sets one.
    #[error("--deadline 只用于挂牌、准予延期，没有登记")]
    NoListing,
    /// The deadline is not after the day of the decision.
    #[error("期限{deadline}应晚于决定日期{date}，没有登记")]
    DeadlineEarly {
        /// The deadline.
        deadline: Date,
        /// The day of the decision.
        date: Date,
    },
    /// The day of the decision is before that of the proposal, whose evidence was not known then.
    #[error("第{no}号建议是{proposed}提出的，决定日期{date}不能早于这一天，没有登记")]
    DecidedEarly {
        /// The number of the proposal.
        no: usize,
        /// The day of the proposal.
        proposed: Date,
        /// The day of the decision.
        date: Date,
    },
    /// The event cannot happen, or makes a later one impossible.
    #[error("第{no}号建议不能登记：{fault}")]
    Impossible {
        /// The number of the proposal.
        no: usize,
        /// The reason.
        fault: Fault,
    },
    /// With these events, later ones of the ledger would be impossible.
    #[error("登记后，{LEDGER_FILE} 第{line}行不能成立：{fault}；没有登记")]
    MakesImpossible {
        /// The line of the later event.
        line: usize,
        /// The reason.
        fault: Fault,
    },
    /// The ledger was changed, or cannot be read or written.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The ledger cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Enters the events that proposals name into the ledger, as decided by a person; all of them, or none. `problems` are those
/// of loading the session.
///
/// # Errors
/// [`AcceptError`]: nothing was entered.
pub fn accept_proposals(
    session: &Session,
    acceptance: &Acceptance,
    problems: &Diagnostics,
) -> Result<Accepted, AcceptError> {
    if acceptance.by.trim().is_empty() {
        return Err(AcceptError::NoPerson);
    }
    let flaws = problems.iter().filter(|problem| {
        let place = problem.place.as_ref();
        problem.severity() == Severity::Error
            && place.is_some_and(|place| place.file == LEDGER_FILE)
    });
    let flaws: Diagnostics = flaws.cloned().collect();
    if !flaws.is_empty() {
        return Err(AcceptError::Flawed(flaws));
    }
    let events = events(session, acceptance)?;
    examine(session, &events)?;
    let events: Vec<Event> = events.into_iter().map(|(_, event)| event).collect();
    let root = &session.workspace.root;
    let rows: Vec<_> = events.iter().map(|event| event.cells(&session.registry)).collect();
    let publication = Publication::begin(root);
    append_rows(session, LEDGER_FILE, LedgerColumn::LEDGER, &rows, &publication)?;
    let mut accepted =
        Accepted { events, file: root.join(LEDGER_FILE), problems: Diagnostics::new() };
    // The ledger is one of the tables that the next run compares.
    if let Err(error) = note_written(root, &publication.changes(), &publication) {
        accepted.problems.push(unwritten(error.to_string()));
    }
    backup::publish(publication, root, &session.command, &[])?;
    Ok(accepted)
}

/// Returns the events of the accepted proposals, with the numbers of these.
fn events(session: &Session, acceptance: &Acceptance) -> Result<Vec<(usize, Event)>, AcceptError> {
    let root = &session.workspace.root;
    let source = SourceFile::read(root, PROPOSED_LEDGER_FILE).map_err(AcceptError::Read)?;
    let mut problems = Diagnostics::new();
    let proposals = Proposed::read(&source, &session.reader(), &mut problems);
    if problems.has_errors() {
        return Err(AcceptError::ProposalsFlawed(problems));
    }
    let date = acceptance.date;
    let mut events: Vec<(usize, Event)> = Vec::new();
    for &no in &acceptance.numbers {
        if events.iter().any(|(known, _)| *known == no) {
            continue;
        }
        let proposal = proposals.iter().find(|proposal| proposal.no == no);
        let proposal = proposal.ok_or(AcceptError::Unknown(no))?;
        let proposed = proposal.event.date;
        if date < proposed {
            return Err(AcceptError::DecidedEarly { no, proposed, date });
        }
        let chosen = acceptance.deadline.or(proposal.event.deadline);
        let deadline = match proposal.event.kind {
            EventKind::List => {
                Some(chosen.unwrap_or_else(|| session.case_days().list_deadline(date)))
            }
            EventKind::Extend => Some(chosen.ok_or(AcceptError::NoDeadline(no))?),
            _ => None,
        };
        if let Some(deadline) = deadline.filter(|deadline| *deadline <= date) {
            return Err(AcceptError::DeadlineEarly { deadline, date });
        }
        let decided_by = acceptance.by.trim().to_owned();
        events.push((no, Event { date, deadline, decided_by, ..proposal.event.clone() }));
    }
    if acceptance.deadline.is_some() && events.iter().all(|(_, event)| event.deadline.is_none()) {
        return Err(AcceptError::NoListing);
    }
    Ok(events)
}

/// Refuses events that cannot happen, or that make later ones impossible.
fn examine(session: &Session, events: &[(usize, Event)]) -> Result<(), AcceptError> {
    let ledger = session.registers.ledger.events().iter().cloned();
    let all: Ledger = ledger.chain(events.iter().map(|(_, event)| event.clone())).collect();
    let fault = Cases::on(&all, None, session.case_days()).faults.into_iter().next();
    let Some((event, fault)) = fault else { return Ok(()) };
    Err(match events.iter().find(|(_, new)| new == event) {
        Some((no, _)) => AcceptError::Impossible { no: *no, fault },
        None => AcceptError::MakesImpossible { line: event.place.line, fault },
    })
}
