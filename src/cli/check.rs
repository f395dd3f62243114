//! `duban check`.

use super::args::{Check, Common, Format};
use super::{CommandError, Status, report, status};
use crate::diagnostic::{self, Diagnostics, Severity};

pub(super) fn execute(common: &Common, arguments: &Check) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    common.session(&mut problems)?.check(&mut problems);
    match arguments.format {
        Format::Text => {
            report::problems(&problems, Severity::Note);
            if !common.quiet {
                report::out(&report::counted(&problems))?;
            }
        }
        Format::Json => report::out(diagnostic::json::render(&problems).trim_end())?,
    }
    Ok(status(&problems))
}
