//! The decomposition workbook.

use super::run::Run;
use super::{JobError, Made, Session, failed, inputs};
use crate::assess::{Assessment, Basis};
use crate::period::Month;
use crate::plan::Duties;
use crate::report::ProvinceBook;
use crate::report::template::{Templates, WORKBOOK};
use crate::returns::Progress;
use crate::workbook::{self, Heading, ProvinceWords};
use crate::workspace::TEMPLATE_DIR;

/// The workbook below the output run.
const PATH: &str = "sheets/分解表.xlsx";
/// Its run.
const FOLDER: &str = "sheets/";

/// Makes 分解表.xlsx, with the names that are in force on its date: that of the command line, or of the notice. The duties are
/// those of the command line's date, or of the day on which the newest returns were due. A sheet that cannot be made is
/// reported as a problem.
///
/// # Errors
/// The job cannot begin: the output folder cannot be used.
pub fn sheets(session: &Session, run: &mut Run<'_>) -> Result<Made, JobError> {
    run.open(FOLDER)?;
    let inputs = inputs::of_workbook(WORKBOOK);
    let mut sources = session.shared_sources();
    sources.extend(&session.file_sources(&inputs));
    let current = run.current(PATH, (&inputs, &sources));
    let config = &session.workspace.config;
    let heading = Heading::new(config, session.is_demonstration(session.progress.newest()));
    let day = session.date.unwrap_or(config.notice_date());
    let newest = session.progress.newest().map(|month| config.returns_due(month).max(day));
    let duty_day = session.date.or(newest).unwrap_or(day);
    let (registry, plan) = session.named_on(day, &session.notice_in_force(duty_day));
    let breakdown = session.breakdown_on(duty_day);
    let duties = Duties::new(&plan, &registry);
    let unsettled = duties.units().filter_map(|unit| session.registry.unsettled_on(unit, day));
    let mut made = Made { problems: unsettled.collect(), ..Made::default() };
    if let Some(entry) = current {
        made.files.push(entry);
        run.record(&mut made, None, |_| true);
        session.remember(run, &mut made);
        return Ok(made);
    }
    let basis =
        Basis { registry: &registry, plan: &plan, breakdown: &breakdown, ..session.basis(&duties) };
    let months = months(&session.progress).into_iter();
    let months: Vec<_> = months.map(|month| Assessment::new(&basis, month)).collect();
    let context = ProvinceBook {
        year: heading.year,
        region: heading.region.clone(),
        government: heading.government.clone(),
        localities: config.assessment.localities().to_owned(),
        issuer: heading.issuer.clone(),
        issued: format!(
            "{}年{}月{}日",
            heading.date.year(),
            heading.date.month(),
            heading.date.day()
        ),
        indicators: plan.indicators_name(),
        tasks: plan.tasks_name(),
        total: plan.items().len(),
        ..ProvinceBook::default()
    };
    let result = Templates::load(&session.workspace.root, TEMPLATE_DIR, WORKBOOK)
        .and_then(|templates| ProvinceWords::new(&templates, &context.with_months(&months)))
        .and_then(|words| {
            workbook::decomposition(&basis, &months, &heading, &words)
                .map_err(|error| failed(PATH, error))
        })
        .and_then(|bytes| run.write(PATH.to_owned(), &bytes, None, None, (&inputs, &sources)));
    made.add(result);
    run.record(&mut made, None, |_| true);
    session.remember(run, &mut made);
    Ok(made)
}

/// Returns the months that the workbook shows, in order: the newest, and those of its year before it, without those that
/// only strayed rows are in.
fn months(progress: &Progress) -> Vec<Month> {
    let mut months: Vec<Month> = progress.newest().into_iter().collect();
    while let Some(&later) = months.last() {
        let is_before = |month: Month| month < later && month.year() == later.year();
        let Some(month) = progress.newest_of(is_before) else { break };
        months.push(month);
    }
    months.reverse();
    months
}
