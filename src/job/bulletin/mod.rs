//! Bulletins: of quarters and of the year, the monthly edition, each with its brief of one page and its workbook.

mod choice;
mod content;
mod issue;
mod paper;
mod proof;
mod standing;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::assess::{Assessment, Basis};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::numbers::{Document, NUMBERS_FILE};
use crate::output::Sources;
use crate::period::{Month, OtherYear, Period};
use crate::plan::Duties;
use crate::report::bulletin::{Bulletin, ClaimedBulletin, Issued, Source, bulletin as context};
use crate::report::claim::{PrintedClaim, printed};
use crate::report::template::{BULLETIN_WORKBOOK, Templates};
use crate::returns::{PROGRESS_DIR, Progress};
use crate::status::Stage;
use crate::workbook::{self, BulletinWords};
use crate::workspace::TEMPLATE_DIR;

use super::run::Run;
use super::{JobError, Made, Press, Session, failed};
use content::Content;
use issue::Issue;
use paper::{Paper, dated};

pub use choice::newest_bulletins;
pub(super) use choice::{settle, to_number};
pub(super) use proof::{ProofData, ProofKind};

/// The folder of the bulletins below the output run.
const FOLDER: &str = "bulletins/";

/// The reasons why there is no bulletin. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum BulletinError {
    /// The period is of another year than the plan.
    #[error(transparent)]
    OtherYear(#[from] OtherYear),
    /// Nobody reported in that period.
    #[error("{0}没有任何报送数据，不能生成通报；请把各单位的报送放入 {PROGRESS_DIR}")]
    NoReturns(Period),
    /// Nobody reported in any.
    #[error("{PROGRESS_DIR} 中没有报送数据，不能生成通报")]
    NoPeriod,
    /// The job cannot begin.
    #[error(transparent)]
    Job(#[from] JobError),
}

/// Makes the bulletin of a period, without one the newest: see [`newest_bulletins`].
///
/// # Errors
/// There is nothing to report on, or the job cannot begin: faces or output folder cannot be used.
pub fn bulletin(
    session: &Session,
    run: &mut Run<'_>,
    asked: Option<Period>,
) -> Result<Made, BulletinError> {
    if let Some(problem) = session.without_ledger("通报") {
        return Ok(Made { problems: [problem].into_iter().collect(), ..Made::default() });
    }
    let is_kept = |period: &Period| is_kept(session, *period);
    let (stay, periods): (Vec<_>, Vec<_>) = settle(session, asked)?.into_iter().partition(is_kept);
    let problems: Diagnostics = stay.into_iter().map(kept).collect();
    let mut made = Made { problems, ..Made::default() };
    if periods.is_empty() {
        return Ok(made);
    }
    run.open(FOLDER).map_err(JobError::from)?;
    let issues = Issue::all(session, run, periods);
    let press = || {
        let press = session.press().map_err(JobError::from)?;
        Ok::<_, JobError>(press.with_watermark(&session.workspace.config.bulletin.watermark))
    };
    let is_needed = issues.iter().any(|issue| !issue.is_current());
    let press = is_needed.then(press).transpose()?;
    for issue in issues {
        match press.as_ref().filter(|_| !issue.is_current()) {
            Some(press) => issue.make(session, run, press, &mut made),
            None => made.files.extend(issue.files.into_iter().filter_map(|file| file.current)),
        }
    }
    run.record(&mut made, None, |_| true);
    session.remember(run, &mut made);
    Ok(made)
}

/// Returns whether the bulletin of a period stays as it is, since its number may not have been read.
fn is_kept(session: &Session, period: Period) -> bool {
    let number = session.numbers.of(&Document::Bulletin(period));
    !session.draft && session.kept.keeps_bulletin(period, number)
}

/// F175: a bulletin that stays as it is.
fn kept(period: Period) -> Diagnostic {
    let message = format!("{period}的通报可能已有文号而没有读出，改正以前不重做，已有的保持原样");
    Diagnostic::new(Code::BulletinKept, message)
        .at(Place::file(NUMBERS_FILE))
        .hint("改正登记中的错误后重新运行")
}

/// Returns the claims of the bulletin of a period and of its brief; without a period those of the newest.
///
/// # Errors
/// There is nothing to report on, or the faces cannot be used.
pub(super) fn claims(
    session: &Session,
    asked: Option<Period>,
    problems: &mut Diagnostics,
) -> Result<Vec<PrintedClaim>, BulletinError> {
    let periods = settle(session, asked)?;
    let press = session.press().map_err(JobError::from)?;
    let mut claims = Vec::new();
    for paper in periods.into_iter().flat_map(Paper::of) {
        let set = with_bulletin(session, paper.period(), problems, |context, _| {
            paper.set(session, &press, (context, &context.context()), false)
        });
        match set {
            Ok(set) => {
                problems.extend(set.problems);
                problems.extend(set.unclaimed.into_iter().collect());
                claims.extend(printed(&paper.path(), &set.pages, &set.rendered.claims));
            }
            Err(problem) => problems.push(problem),
        }
    }
    Ok(claims)
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
    let (progress, known) =
        rayon::join(|| session.known_on(date, close), || known_when_issued(session, period));
    let duty_day = session.bulletin_duty_day(period);
    let plan = session.notice_in_force(duty_day);
    let breakdown = session.breakdown_on(duty_day);
    let duties = Duties::new(&plan, &session.registry);
    let unsettled = duties.units().filter_map(|unit| session.registry.unsettled_on(unit, day));
    problems.extend(unsettled.collect());
    let registry = session.registry.named_on(day);
    let basis = Basis {
        plan: &plan,
        breakdown: &breakdown,
        progress: &progress,
        registry: &registry,
        ..session.basis(&duties)
    };
    let stage = if close.closes_year() { Stage::YearEnd } else { Stage::UnderWay };
    let now = Assessment::new(&basis, close).shown_at(stage);
    let previous = progress.period_before(period, config.assessment.first_month);
    let before = previous.map(|previous| {
        let day = session.earlier_duty_day(previous, duty_day);
        let assessed = at(session, day, &basis, |basis| Assessment::new(basis, previous.close()));
        (previous, assessed)
    });
    let issued = known.into_iter().map(|known| {
        let day = session.earlier_duty_day(known.0, duty_day);
        at(session, day, &basis, |basis| issued(known, basis))
    });
    let issued: Vec<Issued> = issued.collect();
    let standings = standing::of_year(session, &basis, close, day);
    // Events after the day of the bulletin are not known to it, however late it is made again.
    let cases = session.cases(Some(duty_day));
    let source = Source {
        basis: &basis,
        config,
        period,
        now: &now,
        before: before.as_ref().map(|(period, before)| (*period, before)),
        date: date.filter(|_| !session.draft),
        number: session.number(&Document::Bulletin(period)),
        standings: &standings,
        issued: &issued,
        cases: Some((&cases, duty_day)),
    };
    make(ClaimedBulletin { bulletin: &context(&source), source: &source }, problems)
}

/// Makes something of the same facts with the duties and targets of an earlier day.
fn at<T>(session: &Session, day: Date, basis: &Basis<'_>, make: impl FnOnce(&Basis<'_>) -> T) -> T {
    let plan = session.notice_in_force(day);
    session.with_plan((&plan, day), basis, make)
}

/// Returns the periods of the year before `period` whose bulletins have a date, each with the returns as they were known
/// when the last of them was issued.
fn known_when_issued(session: &Session, period: Period) -> Vec<(Period, Progress)> {
    let config = &session.workspace.config;
    let months = (1..period.close().number()).filter_map(|month| Month::new(config.year, month));
    let periods = months.map(Month::of_bulletin);
    let dated: Vec<_> = periods.filter_map(|one| Some((one, config.issue_date(one)?))).collect();
    let last = dated.iter().map(|&(_, date)| date).max();
    let known = dated.into_par_iter().map(|(one, _)| (one, session.known_on(last, one.close())));
    known.collect()
}

/// Returns a bulletin that was issued, as it was known then and as it is known to `basis`.
fn issued((period, known): (Period, Progress), basis: &Basis<'_>) -> Issued {
    let close = period.close();
    Issued {
        period,
        then: Assessment::new(&Basis { progress: &known, ..*basis }, close),
        now: Assessment::new(basis, close),
        known,
    }
}

/// Returns the workbook of a bulletin, without pages.
fn workbook(
    session: &Session,
    press: &Press<'_>,
    period: Period,
    context: &Bulletin,
) -> Result<Content, Diagnostic> {
    let date = dated(period, context);
    let watermark = press.watermark(session.is_demonstration(Some(period.close())));
    let templates = Templates::load(&session.workspace.root, TEMPLATE_DIR, BULLETIN_WORKBOOK)?;
    let words = BulletinWords::new(&templates, context)?;
    let bytes = workbook::bulletin(context, &words, date, &watermark)
        .map_err(|error| failed(&workbook_path(period), error))?;
    Ok(Content { bytes, pages: None, facts: None, beside: Vec::new(), pictures: Sources::new() })
}

/// Returns the path of the workbook of a bulletin below the output run.
fn workbook_path(period: Period) -> String {
    format!("{FOLDER}{period}.xlsx")
}
