//! `duban status`.

use super::args::{Common, Status as Arguments, StatusFormat};
use super::{CommandError, Status, report, status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job;
use crate::report::status::{Task, calendar, text};
use crate::workspace::today;

pub(super) fn execute(common: &Common, arguments: &Arguments) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let agenda = job::agenda(&session, common.date.unwrap_or_else(today));
    problems.sort();
    report::problems(common, &problems, Severity::Error);
    match arguments.format {
        StatusFormat::Text => report::out(text(&agenda).trim_end())?,
        StatusFormat::Json => {
            let near: Vec<&Task> = agenda.near().collect();
            let json = serde_json::to_string_pretty(&near);
            report::out(&json.expect("tasks are texts and numbers"))?;
        }
        StatusFormat::Ics => report::raw(&calendar(&agenda))?,
    }
    Ok(status(&problems))
}
