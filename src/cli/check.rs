//! `duban check`.

use super::args::{Check, Common, Format};
use super::{CommandError, Status, next, report, status};
use crate::diagnostic::{self, Diagnostics, Severity};
use crate::job::NotWhole;

pub(super) fn execute(common: &Common, arguments: &Check) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems).inspect_err(|error| {
        if let (CommandError::NotWhole(NotWhole(problems)), Format::Json) =
            (error, arguments.format)
        {
            // The error itself goes to standard error, as in every command.
            let _ = report::out(diagnostic::json::render(problems).trim_end());
        }
    })?;
    session.check(&mut problems);
    let asked = arguments.period.period;
    let asked = asked.map(|asked| asked.close_in(session.workspace.config.year)).transpose()?;
    if let Some(month) = asked.or(session.progress.newest()) {
        session.check_returns(month, &mut problems);
    }
    match arguments.format {
        Format::Text => {
            report::problems(common, &problems, Severity::Note);
            if !common.quiet {
                let tally = session.progress.tally;
                if tally.files > 0 {
                    report::out(&tally.line())?;
                }
                report::out(&report::counted(&problems))?;
                report::out(&next::step(&problems))?;
            }
        }
        Format::Json => report::out(diagnostic::json::render(&problems).trim_end())?,
    }
    Ok(status(&problems))
}
