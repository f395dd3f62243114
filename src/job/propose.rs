//! A proposal for the parts of targets, written to the side for a person to accept.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Session;
use super::import::Overwrite;
use super::record::PROPOSALS;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::output::{Publication, WriteError};
use crate::plan::proposal::{Proposal, file};
use crate::plan::{TARGETS_FILE, WEIGHTS_FILE};
use crate::workspace::backup;

/// The outcome of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProposalOutcome {
    /// It was written to this file.
    Written(Proposal, PathBuf),
    /// Nothing can be proposed; no file was written.
    Nothing(Proposal),
    /// The targets or the weights have errors. A part that could not be read would be shared out a
    /// second time, so nothing was proposed.
    Flawed,
}

/// The reasons why no proposal was written.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    /// The file was edited since.
    #[error("{0} 已由人工修改，没有覆盖；确要重新测算请加 --force")]
    Edited(String),
    /// The file cannot be read, so that nobody knows what would be lost.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Unreadable(Diagnostic),
    /// The file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Works out what `seeds/targets.csv` leaves open and writes it to [`file::PROPOSED_FILE`]; `problems` are
/// those of loading the session.
///
/// # Errors
/// [`ProposalError`]: the file was edited and `overwrite` is not [`Overwrite::Everything`], or it cannot
/// be written.
pub fn propose_targets(
    session: &Session,
    overwrite: Overwrite,
    problems: &Diagnostics,
) -> Result<ProposalOutcome, ProposalError> {
    if is_flawed(problems) {
        return Ok(ProposalOutcome::Flawed);
    }
    let proposal =
        Proposal::new(&session.plan, &session.registry, session.territory(), &session.breakdown);
    if proposal.parts.is_empty() {
        return Ok(ProposalOutcome::Nothing(proposal));
    }
    let bytes = file::bytes(&proposal, &session.breakdown, &session.registry);
    let path = write_proposal(session, file::PROPOSED_FILE, bytes, overwrite)?;
    Ok(ProposalOutcome::Written(proposal, path))
}

/// Writes a file of proposals, and returns its path. A file that a person has edited stays, unless everything is to be
/// overwritten.
///
/// # Errors
/// [`ProposalError`]: nothing was written.
pub(super) fn write_proposal(
    session: &Session,
    name: &str,
    bytes: Vec<u8>,
    overwrite: Overwrite,
) -> Result<PathBuf, ProposalError> {
    let root = &session.workspace.root;
    let path = root.join(name);
    let files = BTreeMap::from([(name.to_owned(), bytes)]);
    let edited = PROPOSALS.edited(root, &files).map_err(ProposalError::Unreadable)?.pop();
    if overwrite != Overwrite::Everything
        && let Some(edited) = edited
    {
        return Err(ProposalError::Edited(edited));
    }
    let publication = Publication::begin(root);
    for bytes in files.values() {
        publication.stage(&path, bytes)?;
    }
    PROPOSALS.keep(root, &files, &BTreeMap::new(), &publication)?;
    backup::publish(publication, root, &session.command, &[])?;
    Ok(path)
}

/// Returns whether one of the two files has an error.
fn is_flawed(problems: &Diagnostics) -> bool {
    let theirs = [TARGETS_FILE, WEIGHTS_FILE];
    problems.iter().any(|problem| {
        let file = problem.place.as_ref().map(|place| &*place.file);
        problem.severity() == Severity::Error && file.is_some_and(|file| theirs.contains(&file))
    })
}
