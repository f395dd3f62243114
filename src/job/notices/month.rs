//! The papers of a month: which there are, on which date, with what they are made from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::NoticeError;
use crate::assess::{Assessment, Basis, Punctuality};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::job::Session;
use crate::numbers::{Document, NoticeForm, Number};
use crate::period::{Month, Period};
use crate::plan::Plan;
use crate::registry::{Registry, UnitId};
use crate::report::is_asked;
use crate::report::papers::PaperContext;
use crate::returns::PROGRESS_DIR;
use crate::supervision::Cases;
use crate::supervision::papers::{self, Call, Grade, Paper, PaperSource, Papers, calls};

/// A paper of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum MonthPaper {
    /// A notice.
    Notice(Paper, NoticeForm),
    /// A call for returns.
    Call(Call),
}

impl MonthPaper {
    /// Returns the unit that it goes to.
    pub(super) fn unit(&self) -> UnitId {
        match self {
            Self::Notice(paper, _) => paper.unit,
            Self::Call(call) => call.unit,
        }
    }

    /// Returns the name under which it gets a number.
    pub(super) fn document(&self, month: Month) -> Document {
        let form = match self {
            Self::Notice(_, form) => *form,
            Self::Call(_) => NoticeForm::Call,
        };
        Document::Notice { month, unit: self.unit(), form }
    }
}

/// Returns the month whose papers are made: the one asked for, or the newest with returns.
///
/// # Errors
/// It is of another year, or there are no returns.
pub(super) fn settle(session: &Session, asked: Option<Period>) -> Result<Month, NoticeError> {
    let Some(asked) = asked else {
        return session.progress.newest().ok_or(NoticeError::NoPeriod);
    };
    let month = asked.close_in(session.workspace.config.year)?;
    // Whether nobody reported yet or nobody will is known to the person who gives the date.
    let is_dated = session.date.is_some() || numbered(session, month).next().is_some();
    let issues = &session.workspace.config.notices.issues;
    let is_dated = is_dated || issues.keys().any(|period| period.close() == month);
    match session.progress.of(month).is_empty() && !is_dated {
        true => Err(NoticeError::NoReturns(Period::Month(month))),
        false => Ok(month),
    }
}

/// Returns the papers of a month that have numbers.
fn numbered(session: &Session, month: Month) -> impl Iterator<Item = &Document> {
    let documents = session.numbers.documents().map(|(document, _)| document);
    documents.filter(
        move |document| matches!(document, Document::Notice { month: of, .. } if *of == month),
    )
}

/// Returns the date of the papers of a month: that of the command line, or with which the first of their numbers was drawn,
/// or that of `duban.toml`.
pub(super) fn date(session: &Session, month: Month) -> Date {
    let drawn = numbered(session, month).filter_map(|document| session.numbers.date_of(document));
    let set = || session.workspace.config.notices_date(month);
    session.date.or_else(|| drawn.min()).unwrap_or_else(set)
}

/// Makes something of the papers of a month, in registry order. Units have the names that are in force on the date, and
/// returns that were filed after it are not used.
pub(super) fn with_papers<T>(
    session: &Session,
    month: Month,
    problems: &mut Diagnostics,
    make: impl FnOnce(&[MonthPaper], PaperContext<'_>, &mut Diagnostics) -> T,
) -> T {
    let (config, date) = (&session.workspace.config, date(session, month));
    let progress = session.known_on(Some(date), month);
    session.with_basis(date, &progress, |basis| {
        let (all, now) = of_month(session, basis, month, date, problems);
        let is_draft = session.draft;
        let context = PaperContext { basis, config, now: &now, date, is_draft };
        make(&all, context, problems)
    })
}

/// Returns the papers of a month and its assessment, on the plan, the names and the returns of the date of the papers.
fn of_month(
    session: &Session,
    basis: &Basis<'_>,
    month: Month,
    date: Date,
    problems: &mut Diagnostics,
) -> (Vec<MonthPaper>, Assessment) {
    let config = &session.workspace.config;
    let Basis { plan, registry, duties, progress, .. } = *basis;
    let unsettled = duties.units().filter_map(|unit| session.registry.unsettled_on(unit, date));
    problems.extend(unsettled.collect());
    let now = Assessment::new(basis, month);
    let first = config.assessment.first_month;
    let before = progress.newest_of(|one| one < month && one.number() >= first);
    let before = before.filter(|before| before.year() == month.year());
    let before = before.map(|before| {
        // The units that led and implemented then.
        let day = session.earlier_duty_day(before.of_bulletin(), date);
        let plan = session.in_force(day);
        session.with_plan((&plan, day), basis, |basis| Assessment::new(basis, before))
    });
    let own = numbered(session, month).filter_map(|document| session.numbers.of(document));
    let own: BTreeSet<Number> = own.cloned().collect();
    let ledger = papers::before(&session.registers.ledger, &own, &session.registry);
    let cases = Cases::on(&ledger, Some(date), session.case_days());
    let found = papers::papers(&PaperSource {
        basis,
        now: &now,
        before: before.as_ref(),
        cases: &cases,
        rules: &config.supervision,
        calendar: &config.calendar,
        date,
    });
    let due = config.returns_due(month);
    let calls = match date > due {
        true => {
            let present = |unit| registry.present(unit);
            calls(&Punctuality::of_present(&now, progress, due, present))
        }
        false => {
            problems.push(too_early(month, date, due));
            Vec::new()
        }
    };
    problems.extend(unaddressed(plan, &found));
    let all = in_order(session, registry, found.papers, calls);
    problems.extend(asked(&all, registry));
    (all, now)
}

/// Brings notices and calls together, in registry order. The issuing office gets its own where `duban.toml` says so, and the
/// papers of units whose rows could not be read stay as they are.
fn in_order(
    session: &Session,
    registry: &Registry,
    notices: Vec<Paper>,
    calls: Vec<Call>,
) -> Vec<MonthPaper> {
    let config = &session.workspace.config;
    let form = |paper: &Paper| match paper.grade {
        _ if is_asked(paper.unit, registry, config) => NoticeForm::Letter,
        Grade::Hint => NoticeForm::Hint,
        Grade::Notice => NoticeForm::Notice,
        Grade::Reminder => NoticeForm::Reminder,
    };
    let notices = notices.into_iter().map(|paper| {
        let form = form(&paper);
        MonthPaper::Notice(paper, form)
    });
    let mut by_unit: BTreeMap<(UnitId, bool), MonthPaper> = BTreeMap::new();
    let all = notices.chain(calls.into_iter().map(MonthPaper::Call));
    for paper in all {
        let unit = paper.unit();
        let is_kept = session.kept.contains(&session.registry.unit(unit).short);
        if session.gets_letter(unit) && !is_kept {
            by_unit.insert((unit, matches!(paper, MonthPaper::Call(_))), paper);
        }
    }
    by_unit.into_values().collect()
}

/// L202: items that are behind, and nobody to be addressed.
fn unaddressed(plan: &Plan, papers: &Papers) -> Diagnostics {
    let problems = papers.unaddressed.iter().map(|&id| {
        let name = plan.item(id).map_or_else(|| id.to_string(), |item| item.name());
        let message = format!("{name}滞后，第一牵头单位不是名录中的单位，没有督办单");
        let problem = Diagnostic::new(Code::NoticeUnaddressed, message)
            .hint("在附件中写明牵头单位，或在名录中补上这个单位");
        match plan.places(id) {
            Some(places) => problem.at(places.column(crate::plan::Column::Lead).clone()),
            None => problem,
        }
    });
    problems.collect()
}

/// L201: papers to units that are asked, not instructed.
fn asked(papers: &[MonthPaper], registry: &Registry) -> Diagnostics {
    let letters = papers.iter().filter_map(|paper| match paper {
        MonthPaper::Notice(paper, NoticeForm::Letter) => Some(registry.unit(paper.unit)),
        _ => None,
    });
    let problems = letters.map(|unit| {
        let message =
            format!("“{}”（{}）不宜用督办单，已按商请的语气生成函", unit.short, unit.kind);
        Diagnostic::new(Code::NoticeAsked, message)
            .hint("发出以前报领导同意；类别在 duban.toml 的 courtesy_kinds 中设置")
    });
    problems.collect()
}

/// L203: returns are not due yet on the date of the papers.
fn too_early(month: Month, date: Date, due: Date) -> Diagnostic {
    let message = format!("{month}的进展应于{due}前报送，{date}还没有过期，没有生成催报函");
    Diagnostic::new(Code::CallTooEarly, message)
        .at(Place::file(PROGRESS_DIR))
        .hint("在期限以后的日期印发的，用 --date 或 duban.toml 的 [notices.issues] 写明")
}
