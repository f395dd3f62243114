//! `duban export`.

use super::args::{Common, Export, What};
use super::{CommandError, Status, report, status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::plan::export;

pub(super) fn execute(common: &Common, arguments: &Export) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    problems.sort();
    report::problems(&problems, Severity::Warning);
    let json = match arguments.what {
        What::Items => {
            serde_json::to_string_pretty(&export::items(&session.plan, &session.registry))
        }
        What::Units => {
            serde_json::to_string_pretty(&export::units(&session.plan, &session.registry))
        }
    }
    .expect("rows are strings and numbers");
    report::out(&json)?;
    Ok(status(&problems))
}
