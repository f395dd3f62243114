//! `duban ledger propose`: the steps that the rules propose, written to the side for a person to accept.

use std::path::PathBuf;

use jiff::civil::Date;

use super::super::cells::CountedCells;
use super::super::propose::write_proposal;
use super::super::{Overwrite, ProposalError, Session};
use crate::diagnostic::Place;
use crate::input;
use crate::registers::{Event, PROPOSED_LEDGER_FILE, Proposed};
use crate::report::cases::grounds;
use crate::supervision::{Step, StepCause, StepSource, proposed_steps};

/// The proposals of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedSteps {
    /// The proposals, with their numbers.
    pub proposals: Vec<Proposed>,
    /// The file that they were written to; `None` where there is nothing to propose, and no file to replace.
    pub file: Option<PathBuf>,
}

/// Proposes steps as of a day, and writes them to [`PROPOSED_LEDGER_FILE`].
///
/// # Errors
/// [`ProposalError`]: the file was edited and `overwrite` is not [`Overwrite::Everything`], or it cannot be written.
pub fn propose_steps(
    session: &Session,
    date: Date,
    overwrite: Overwrite,
) -> Result<ProposedSteps, ProposalError> {
    let proposals = proposed(session, date);
    let root = &session.workspace.root;
    let is_there =
        input::is_there(root, PROPOSED_LEDGER_FILE).map_err(ProposalError::Unreadable)?;
    if proposals.is_empty() && !is_there {
        return Ok(ProposedSteps { proposals, file: None });
    }
    let bytes = Proposed::bytes(&proposals, &session.registry);
    let path = write_proposal(session, PROPOSED_LEDGER_FILE, bytes, overwrite)?;
    Ok(ProposedSteps { proposals, file: Some(path) })
}

/// Returns the proposals of a day with their numbers and evidence.
fn proposed(session: &Session, date: Date) -> Vec<Proposed> {
    let cases = session.cases(Some(date));
    session.with_checks(date, |basis, checks| {
        let source = StepSource { basis, checks, cases: &cases, days: session.case_days(), date };
        let mut cells = CountedCells::new(&session.workspace.root);
        // Of an item that was withdrawn or that others have now, the unit owes nothing any more.
        let all = proposed_steps(&source)
            .into_iter()
            .filter(|step| !session.changes.took_away(step.id, step.unit, date, &session.registry));
        let numbered = (1..).zip(all).map(|(no, proposal)| {
            let evidence = evidence(&source, &proposal, &mut cells);
            let event = Event {
                date,
                id: proposal.id,
                unit: proposal.unit,
                kind: proposal.kind,
                document: String::new(),
                deadline: proposal.deadline,
                evidence,
                decided_by: String::new(),
                place: Place::file(PROPOSED_LEDGER_FILE),
            };
            Proposed { no, event }
        });
        numbered.collect()
    })
}

/// Returns the reasons of a proposal in a cell, with the files and lines that they rest on.
fn evidence(source: &StepSource<'_>, proposal: &Step<'_>, cells: &mut CountedCells<'_>) -> String {
    let severe = proposal.causes.iter().find_map(|cause| match cause {
        StepCause::Severe { months, .. } => Some(months.len()),
        _ => None,
    });
    let grounds = grounds(source, proposal).into_iter().map(|ground| {
        match (ground.from.is_empty(), cells.words(&ground.from)) {
            (true, _) => ground.words,
            (false, places) => format!("{}（{places}）", ground.words),
        }
    });
    let words = grounds.collect::<Vec<_>>().join("；");
    match severe {
        Some(count) => format!("连续{count}次检查严重滞后：{words}"),
        None => words,
    }
}
