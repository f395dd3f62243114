//! `duban why`.

use super::args::{Common, Why};
use super::{CommandError, Status, report, status};
use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::job;

pub(super) fn execute(common: &Common, arguments: &Why) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let unit = arguments.unit.as_deref();
    let period = arguments.period.period;
    let unfinished = problems.iter().filter(|problem| problem.code == Code::RunUnfinished);
    report::problems(common, &unfinished.cloned().collect(), Severity::Warning);
    let lines = job::why(&session, &arguments.id, unit, period)?;
    report::out(&lines.join("\n"))?;
    Ok(status(&problems))
}
