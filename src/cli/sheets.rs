//! `duban sheets`.

use super::args::{Common, Sheets};
use super::{CommandError, Status, letters, progress, report};
use crate::diagnostic::Diagnostics;
use crate::job::{self, FormMonthError, Made, Run, Selection, Session};
use crate::period::Month;
use crate::plan::Duties;

pub(super) fn execute(common: &Common, arguments: &Sheets) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let month = job::form_month(&session, arguments.period)?;
    let names = [&arguments.names[..], &arguments.units].concat();
    let selection = letters::selection(&session, &names, &problems)?;
    let mut run = session.begin()?;
    let mut lines = Vec::new();
    let mut made = Made::default();
    if selection == Selection::All {
        made = job::sheets(&session, &mut run)?;
        lines.push(summary(&session, &made));
    }
    let units = make_units(common, &session, &mut run, &selection, month)?;
    lines.push(units_summary(&session, &units, month));
    made = made.and(units);
    report::finish(common, &session, problems, (made, run), &lines.join("\n"))
}

impl From<FormMonthError> for CommandError {
    fn from(error: FormMonthError) -> Self {
        Self::Usage(error.to_string())
    }
}

/// Makes the workbooks of units under a progress bar.
pub(super) fn make_units(
    common: &Common,
    session: &Session,
    run: &mut Run<'_>,
    selection: &Selection,
    month: Month,
) -> Result<Made, CommandError> {
    let duties = Duties::new(&session.plan, &session.registry);
    let count = selection.units(&duties).len();
    let bar = progress::bar(count, "报送表", common.quiet);
    let made = job::unit_sheets(session, run, selection, month, &|| bar.inc(1))?;
    bar.finish_and_clear();
    Ok(made)
}

/// Returns the number of workbooks and their folder, in a line.
pub(super) fn summary(session: &Session, made: &Made) -> String {
    match made.files.first() {
        None => "没有生成分解表".to_owned(),
        Some(first) => format!("工作簿 {} 个：{}", made.files.len(), report::path(session, first)),
    }
}

/// Returns the number of units' workbooks, their period and their folder, in a line.
pub(super) fn units_summary(session: &Session, made: &Made, month: Month) -> String {
    let (year, number) = (month.year(), month.number());
    match &made.files[..] {
        [] => "没有生成报送表".to_owned(),
        [only] => format!("{year}年{number}月报送表 1 份：{}", report::path(session, only)),
        files => format!(
            "{year}年{number}月报送表 {} 份：{}",
            files.len(),
            session.output.join("sheets/units").display()
        ),
    }
}
