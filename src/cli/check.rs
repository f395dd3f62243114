//! `duban check`.

use super::args::{Check, Common, Format};
use super::{CommandError, Status, report, status};
use crate::diagnostic::{self, Diagnostics, Severity};

pub(super) fn execute(common: &Common, arguments: &Check) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    session.check(&mut problems);
    let asked = arguments.period.period;
    let asked = asked.map(|asked| asked.close_in(session.workspace.config.year)).transpose()?;
    if let Some(month) = asked.or(session.progress.newest()) {
        session.check_returns(month, &mut problems);
    }
    match arguments.format {
        Format::Text => {
            report::problems(&problems, Severity::Note);
            if !common.quiet {
                let tally = session.progress.tally;
                if tally.files > 0 {
                    report::out(&tally.line())?;
                }
                report::out(&report::counted(&problems))?;
            }
        }
        Format::Json => report::out(diagnostic::json::render(&problems).trim_end())?,
    }
    Ok(status(&problems))
}
