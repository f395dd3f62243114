//! A workbook with a return form for every unit that has an item.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::run::Run;
use super::{JobError, Made, Selection, Session, Tick, failed, inputs};
use crate::assess::Basis;
use crate::diagnostic::Diagnostic;
use crate::output::{Entry, Sources, file_name};
use crate::period::{Month, OtherYear, Period};
use crate::plan::Duties;
use crate::registry::UnitId;
use crate::report::template::{FORM, Templates};
use crate::supervision::{OpenMatters, OpenSource};
use crate::workbook::UnitBooks;
use crate::workspace::TEMPLATE_DIR;

/// The folder of the workbooks below the output run.
const FOLDER: &str = "sheets/units/";

/// The reasons why there is no month for the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormMonthError {
    /// The period is of another year than the plan.
    #[error("报送表的{0}")]
    OtherYear(#[from] OtherYear),
    /// The calendar does not have the plan's year.
    #[error("duban.toml 的 year（{0}）不是年份")]
    NoYear(i16),
}

/// The month of the forms: that of `asked`, or else the month after the newest with returns (December
/// after December), or else the month of the notice, which is January where the notice came earlier.
///
/// # Errors
/// See [`FormMonthError`].
pub fn form_month(session: &Session, asked: Option<Period>) -> Result<Month, FormMonthError> {
    let config = &session.workspace.config;
    let year = config.year;
    if let Some(asked) = asked {
        return Ok(asked.close_in(year)?);
    }
    let number = match session.progress.newest() {
        Some(newest) => newest.number().saturating_add(1).min(12),
        None if config.notice_date().year() == year => config.notice_date().month(),
        None => 1,
    };
    Month::new(year, number).ok_or(FormMonthError::NoYear(year))
}

/// Makes the workbooks of the selected units, in parallel, with the names that are in force at the end of `month`, or on
/// the date of the command line where it is later, and with the duties of the day on which the returns of the month are
/// due. A workbook that cannot be made is a problem and does not stop the others.
///
/// # Errors
/// The job cannot begin: the output folder cannot be used.
pub fn unit_sheets(
    session: &Session,
    run: &mut Run<'_>,
    selection: &Selection,
    month: Month,
    tick: Tick<'_>,
) -> Result<Made, JobError> {
    run.open(FOLDER)?;
    let templates = match Templates::load(&session.workspace.root, TEMPLATE_DIR, FORM) {
        Ok(templates) => templates,
        Err(problem) => {
            return Ok(Made { problems: [problem].into_iter().collect(), ..Made::default() });
        }
    };
    let end = month.last_day();
    let day = session.date.map_or(end, |date| date.max(end));
    let due = session.workspace.config.returns_due(month);
    let (registry, plan) = session.named_on(day, &session.in_force(due));
    let breakdown = session.breakdown_on(due);
    let duties = Duties::new(&plan, &registry);
    let basis =
        Basis { registry: &registry, plan: &plan, breakdown: &breakdown, ..session.basis(&duties) };
    let open = open(session, &duties);
    let books = UnitBooks::new(basis, &session.workspace.config, month).with_open(open);
    let inputs = inputs::of_workbook(FORM);
    let mut shared = session.shared_sources();
    shared.add(format!("{TEMPLATE_DIR}/{FORM}"), templates.written());
    let mut units = selection.units(&duties);
    units.retain(|&unit| !session.kept.contains(&session.registry.unit(unit).short));
    let unsettled = units.iter().filter_map(|&unit| session.registry.unsettled_on(unit, day));
    let problems = unsettled.collect();
    let results: Vec<Result<Entry, Diagnostic>> = units
        .into_par_iter()
        .map(|unit| {
            let result = workbook(session, run, (&books, &templates), unit, (&inputs, &shared));
            tick();
            result
        })
        .collect();
    let mut made = Made { problems, ..Made::default() };
    for result in results {
        made.add(result);
    }
    let complete = *selection == Selection::All && !made.problems.has_errors();
    let stays = |entry: &Entry| session.kept.keeps(entry, &session.registry);
    run.record(&mut made, complete.then_some(FOLDER), stays);
    session.remember(run, &mut made);
    Ok(made)
}

/// Returns the matters that are open for units on the day of the command line, or the newest in the data.
fn open(session: &Session, duties: &Duties<'_>) -> BTreeMap<UnitId, OpenMatters> {
    let (day, reader) = (session.newest_day(), session.reader());
    let cases = session.cases(Some(day));
    let source = OpenSource {
        registers: &session.registers,
        numbers: &session.numbers,
        cases: &cases,
        reader: &reader,
        days: session.case_days(),
        day,
    };
    duties.units().map(|unit| (unit, OpenMatters::of(&source, unit))).collect()
}

/// One workbook, from the plan to the file; one that would come out as it is stays.
fn workbook(
    session: &Session,
    run: &Run<'_>,
    (books, templates): (&UnitBooks<'_>, &Templates),
    unit: UnitId,
    (inputs, shared): (&[String], &Sources),
) -> Result<Entry, Diagnostic> {
    let known = session.registry.unit(unit);
    let (code, short, month) = (&known.code, file_name(&known.short), books.month());
    let path = format!("{FOLDER}{code}-{short}-{month}.xlsx");
    let mut sources = shared.clone();
    sources.add_hash("本单位的事项、目标、报送和评价", books.fingerprint(unit));
    if let Some(entry) = run.current(&path, (inputs, &sources)) {
        return Ok(entry);
    }
    let words = books.words(templates, unit)?;
    let bytes = books.workbook(unit, &words).map_err(|error| failed(&path, error))?;
    run.write(path, &bytes, None, Some(&known.short), (inputs, &sources))
}
