//! `duban export`.

use super::args::{Common, Export, What};
use super::{CommandError, Status, report, status};
use crate::assess::{self, Assessment};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, Session};
use crate::period::Period;
use crate::plan::{Duties, export};

pub(super) fn execute(common: &Common, arguments: &Export) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let assessed = match arguments.what {
        What::Assessment => Some(period(&session, arguments.period.period)?),
        What::Items | What::Units | What::Claims => None,
    };
    let claims = match arguments.what {
        What::Claims => job::claims(&session, arguments.period.period, &mut problems)?,
        What::Items | What::Units | What::Assessment => Vec::new(),
    };
    problems.sort();
    report::problems(common, &problems, Severity::Warning);
    let duties = Duties::new(&session.plan, &session.registry);
    let json = match arguments.what {
        What::Assessment => {
            let period = assessed.expect("it was settled above");
            let assessment = Assessment::new(&session.basis(&duties), period.close());
            let rows = assess::export::assessment(period, &assessment, &session.registry);
            serde_json::to_string_pretty(&rows)
        }
        What::Claims => serde_json::to_string_pretty(&claims),
        What::Items => serde_json::to_string_pretty(&export::items(
            &session.plan,
            &session.registry,
            session.workspace.config.year,
        )),
        What::Units => {
            serde_json::to_string_pretty(&export::units(&session.plan, &session.registry))
        }
    }
    .expect("rows are strings and numbers");
    report::out(&json)?;
    Ok(status(&problems))
}

/// Returns the period asked for, or the newest one with returns.
fn period(session: &Session, asked: Option<Period>) -> Result<Period, CommandError> {
    asked.map(|asked| asked.close_in(session.workspace.config.year)).transpose()?;
    let newest = session.progress.newest().map(Period::Month);
    asked.or(newest).ok_or_else(|| {
        CommandError::Usage("没有报送数据，请用 --period 指定期间，如 2018Q1".to_owned())
    })
}
