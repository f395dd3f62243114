//! The quarterly bulletin and its workbook.

use std::path::Path;

use jiff::civil::Date;

use super::output_folder::OutputFolder;
use super::{JobError, Made, Press, Session, failed, inputs};
use crate::assess::{Assessment, Basis};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::numbers::{Document, NUMBERS_FILE};
use crate::output::Entry;
use crate::period::{Month, OtherYear, Period};
use crate::plan::Duties;
use crate::report::bulletin::{Bulletin, ClaimedBulletin, Issued, Source, bulletin as context};
use crate::report::claim::{PrintedClaim, printed};
use crate::report::template::{BULLETIN, BULLETIN_YEAR, Rendered, Templates};
use crate::returns::PROGRESS_DIR;
use crate::status::Stage;
use crate::workbook;
use crate::workspace::TEMPLATE_DIR;

/// The folder of the bulletins below the output folder.
const FOLDER: &str = "bulletins/";

/// The reasons why there is no bulletin. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum BulletinError {
    /// The period is of another year than the plan.
    #[error(transparent)]
    OtherYear(#[from] OtherYear),
    /// A month within a quarter.
    #[error("{0}不是季度末，季度通报的期间写作 2018Q1 至 2018Q3，年度通报写作 2018")]
    NotQuarterly(Month),
    /// Nobody reported.
    #[error("{0}没有任何报送数据，不能生成通报；请把各单位的报送放入 {PROGRESS_DIR}")]
    NoReturns(Period),
    /// No quarter has returns.
    #[error("{PROGRESS_DIR} 中没有季度末（3月、6月、9月、12月）的报送数据，不能生成通报")]
    NoQuarter,
    /// The job cannot begin.
    #[error(transparent)]
    Job(#[from] JobError),
}

/// The newest quarter for which most of the units have filed; with `until`, the newest with any returns, no newer than
/// that.
pub fn newest_quarter(session: &Session, until: Option<Month>) -> Option<Period> {
    match until {
        None => session.progress.newest_of(|month| month.quarter().is_some())?.quarter(),
        Some(until) => {
            let mut months = session.progress.months.range(..=until).rev();
            months.find_map(|(month, _)| month.quarter())
        }
    }
}

/// Makes the bulletin of a quarter, without one of the newest with returns.
///
/// # Errors
/// There is nothing to report on, or the job cannot begin: faces or output folder cannot be used.
pub fn bulletin(session: &Session, asked: Option<Period>) -> Result<Made, BulletinError> {
    let period = settle(session, asked)?;
    let number = session.numbers.of(&Document::Bulletin(period));
    if !session.draft && session.kept.keeps_bulletin(period, number) {
        return Ok(Made { problems: Diagnostics::from_iter([kept(period)]), ..Made::default() });
    }
    let folder = session.open_output(FOLDER)?;
    let press = Press::new(&session.workspace, &session.registry)
        .map_err(JobError::from)?
        .with_watermark(&session.workspace.config.bulletin.watermark);
    let mut made = Made::default();
    let results = with_bulletin(session, period, &mut made.problems, |context, problems| {
        [
            pdf(session, &folder, &press, period, context, problems),
            workbook(session, &folder, &press, period, context.bulletin),
        ]
    });
    for result in results {
        made.add(result);
    }
    folder.record(&mut made, None, |_| true);
    session.remember(&mut made);
    Ok(made)
}

/// F175: a bulletin that stays as it is.
fn kept(period: Period) -> Diagnostic {
    let message = format!("{period}的通报可能已有文号而没有读出，改正以前不重做，已有的保持原样");
    Diagnostic::new(Code::BulletinKept, message)
        .at(Place::file(NUMBERS_FILE))
        .hint("改正登记中的错误后重新运行")
}

/// The quarter to report on.
pub(super) fn settle(session: &Session, asked: Option<Period>) -> Result<Period, BulletinError> {
    let Some(asked) = asked else {
        return newest_quarter(session, None).ok_or(BulletinError::NoQuarter);
    };
    let close = asked.close_in(session.workspace.config.year)?;
    let quarter = close.quarter().ok_or(BulletinError::NotQuarterly(close))?;
    if session.progress.of(close).is_empty() {
        return Err(BulletinError::NoReturns(quarter));
    }
    Ok(quarter)
}

/// Makes something of the content of the bulletin of `period`. Units have the names that are in force on its date; those
/// whose names are not known are reported.
fn with_bulletin<T>(
    session: &Session,
    period: Period,
    problems: &mut Diagnostics,
    make: impl FnOnce(ClaimedBulletin<'_>, &mut Diagnostics) -> T,
) -> T {
    let config = &session.workspace.config;
    let close = period.close();
    let date = session.bulletin_date(period);
    let day = date.unwrap_or(close.last_day());
    let progress = session.known_on(date, close);
    let duties = Duties::new(&session.plan, &session.registry);
    let unsettled = duties.units().filter_map(|unit| session.registry.unsettled_on(unit, day));
    problems.extend(unsettled.collect());
    let registry = session.registry.named_on(day);
    let basis = Basis { progress: &progress, registry: &registry, ..session.basis(&duties) };
    let stage = if close.closes_year() { Stage::YearEnd } else { Stage::UnderWay };
    let now = Assessment::new(&basis, close).shown_at(stage);
    let previous = period.previous().filter(|previous| !progress.of(previous.close()).is_empty());
    let before = previous.map(|previous| (previous, Assessment::new(&basis, previous.close())));
    let issued = issued_before(session, period, &basis);
    let source = Source {
        basis: &basis,
        config,
        period,
        now: &now,
        before: before.as_ref().map(|(period, before)| (*period, before)),
        date: date.filter(|_| !session.draft),
        number: session.number(&Document::Bulletin(period)),
        issued: &issued,
    };
    make(ClaimedBulletin { bulletin: &context(&source), source: &source }, problems)
}

/// Returns the bulletins of the year before that of `period` that have a date, as they were known when the last of them
/// was issued, and as they are known to `basis`.
fn issued_before(session: &Session, period: Period, basis: &Basis<'_>) -> Vec<Issued> {
    let config = &session.workspace.config;
    let quarters = (1..=4).map(|quarter| Period::Quarter { year: config.year, quarter });
    let dated = quarters.filter(|earlier| earlier.close() < period.close());
    let dated: Vec<_> = dated.filter_map(|one| Some((one, config.issue_date(one)?))).collect();
    let Some(last) = dated.iter().map(|&(_, date)| date).max() else { return Vec::new() };
    let issued = dated.into_iter().map(|(period, _)| {
        let close = period.close();
        let known = session.known_on(Some(last), close);
        Issued {
            period,
            then: Assessment::new(&Basis { progress: &known, ..*basis }, close),
            now: Assessment::new(basis, close),
            known,
        }
    });
    issued.collect()
}

fn pdf(
    session: &Session,
    folder: &OutputFolder<'_>,
    press: &Press<'_>,
    period: Period,
    context: ClaimedBulletin<'_>,
    problems: &mut Diagnostics,
) -> Result<Entry, Diagnostic> {
    let path = format!("{FOLDER}{period}.pdf");
    let root: &Path = &session.workspace.root;
    let template = template(period);
    let rendered = Templates::load(root, TEMPLATE_DIR, template)?.document(template, &context)?;
    let rendered = Rendered { names: session.names_with_figures(), ..rendered };
    let printed = press.print_claimed(
        &rendered,
        &path,
        dated(period, context.bulletin),
        session.is_demonstration(Some(period.close())),
        problems,
    )?;
    write(folder, path, period, &printed.bytes, Some(printed.pages))
}

/// Returns the template of the bulletin of `period`.
fn template(period: Period) -> &'static str {
    if period.close().closes_year() { BULLETIN_YEAR } else { BULLETIN }
}

/// Returns the claims of the bulletin of a quarter, without one of the newest with returns.
///
/// # Errors
/// There is nothing to report on, or the faces cannot be used.
pub(super) fn claims(
    session: &Session,
    asked: Option<Period>,
    problems: &mut Diagnostics,
) -> Result<Vec<PrintedClaim>, BulletinError> {
    let period = settle(session, asked)?;
    let press = Press::new(&session.workspace, &session.registry).map_err(JobError::from)?;
    let path = format!("{FOLDER}{period}.pdf");
    let (root, template) = (&session.workspace.root, template(period));
    let rendered = with_bulletin(session, period, problems, |context, _| {
        Templates::load(root, TEMPLATE_DIR, template)?.document(template, &context)
    });
    Ok(match rendered {
        Ok(rendered) => {
            let rendered = Rendered { names: session.names_with_figures(), ..rendered };
            let (pages, unclaimed) = press.claimed_pages(&rendered, &path, false, problems);
            problems.extend(unclaimed.into_iter().collect());
            printed(&path, &pages, &rendered.claims)
        }
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    })
}

fn workbook(
    session: &Session,
    folder: &OutputFolder<'_>,
    press: &Press<'_>,
    period: Period,
    context: &Bulletin,
) -> Result<Entry, Diagnostic> {
    let path = format!("{FOLDER}{period}.xlsx");
    let date = dated(period, context);
    let watermark = press.watermark(session.is_demonstration(Some(period.close())));
    let bytes =
        workbook::bulletin(context, date, &watermark).map_err(|error| failed(&path, error))?;
    write(folder, path, period, &bytes, None)
}

/// The day given as that of the files' making: a draft without a date is dated by its figures.
fn dated(period: Period, context: &Bulletin) -> Date {
    let date = context.date.parse().ok();
    date.unwrap_or_else(|| period.close().last_day())
}

fn write(
    folder: &OutputFolder<'_>,
    path: String,
    period: Period,
    bytes: &[u8],
    pages: Option<usize>,
) -> Result<Entry, Diagnostic> {
    let inputs = inputs::of_bulletin(template(period));
    folder.write(path, bytes, pages, None, &inputs)
}
