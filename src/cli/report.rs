//! The printing of problems and results.

use std::io::{self, IsTerminal as _, Write as _};

use super::args::Common;
use super::{CommandError, Status, changes, status};
use crate::diagnostic::{self, Diagnostics, Severity};
use crate::job::{JobError, Made, Run, Session};
use crate::output::Entry;

/// Prints a line to standard output.
///
/// # Errors
/// The output takes no more text: the disk is full, or the reader is gone (`duban export items | head`).
pub(super) fn out(text: &str) -> Result<(), CommandError> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{text}").and_then(|()| stdout.flush()).map_err(CommandError::Stdout)
}

/// Prints a text with line ends of its own to standard output.
///
/// # Errors
/// As for [`out`].
pub(super) fn raw(text: &str) -> Result<(), CommandError> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(CommandError::Stdout)
}

/// Prints a line to standard error. A failure is ignored, since there is nowhere else to report it.
pub(super) fn err(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints the problems with a severity of at least `least` to standard error: the first few of a kind, or all of them
/// if the command line says so.
pub(super) fn problems(common: &Common, problems: &Diagnostics, least: Severity) {
    let color = io::stderr().is_terminal();
    let shown = problems.iter().filter(|p| p.severity() >= least);
    let texts = match common.all {
        true => shown.map(|problem| diagnostic::text::render(problem, color)).collect(),
        false => diagnostic::gathered::render(shown, color),
    };
    for text in texts {
        err(&format!("{text}\n"));
    }
}

/// Returns the line that counts problems; notes are only counted if they were not printed.
pub(super) fn counted(problems: &Diagnostics) -> String {
    if problems.is_empty() {
        "没有发现问题".to_owned()
    } else {
        diagnostic::text::summary(problems)
    }
}

/// Returns a file's path as the user would type it.
pub(super) fn path(session: &Session, file: &Entry) -> String {
    session.output.join(&file.path).display().to_string()
}

/// Publishes what a job made, and prints the problems of the data and of the job, and a line on what it made.
pub(super) fn finish(
    common: &Common,
    session: &Session,
    mut all: Diagnostics,
    (made, run): (Made, Run<'_>),
    summary: &str,
) -> Result<Status, CommandError> {
    all.extend(run.publish().map_err(JobError::Unpublished)?);
    all.extend(made.problems.clone());
    all.sort();
    problems(common, &all, Severity::Warning);
    if !common.quiet {
        out(summary)?;
        out(&changes::summary(common, session, &[&made]))?;
        out(&counted(&all))?;
    }
    Ok(status(&all))
}
