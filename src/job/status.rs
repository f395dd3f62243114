//! What is due and overdue on a day, and the files that say so: status.txt and calendar.ics.

use jiff::civil::Date;

use super::run::Run;
use super::{JobError, Made, Session};
use crate::assess::{Assessment, Basis, Punctuality};
use crate::numbers::Document;
use crate::output::{Entry, Sources};
use crate::period::{Month, Period};
use crate::plan::day_of_words;
use crate::registers::{LEDGER_FILE, PLANS_FILE, RECEIPTS_FILE};
use crate::registry::{Registry, UnitId};
use crate::report::status::{Agenda, Decision, Task, calendar, text};
use crate::supervision::due::{Due, DueKind, DueSource, PaperTo, due};
use crate::supervision::{Case, State};

use super::inputs;

/// The files, below the output folder.
const TEXT: &str = "status.txt";
const CALENDAR: &str = "calendar.ics";

/// Brings together what is due on a day.
pub fn agenda(session: &Session, date: Date) -> Agenda {
    let progress = session.known_by(date);
    session.with_basis(date, &progress, |basis| of(session, basis, date))
}

/// The same on the plan, the names and the returns of that day.
fn of(session: &Session, basis: &Basis<'_>, date: Date) -> Agenda {
    let config = &session.workspace.config;
    let Basis { plan, registry, duties, progress, .. } = *basis;
    let months = Months::of(session, date);
    let returns = months.near.iter().map(|&(month, due)| {
        let assessment = Assessment::new(basis, month);
        let present = |unit| registry.present(unit);
        (month, due, Punctuality::of_present(&assessment, progress, due, present))
    });
    let returns: Vec<_> = returns.collect();
    let now = progress.newest().map(|month| Assessment::new(basis, month));
    let cases = session.cases(Some(date));
    let papers = papers(session, registry, date);
    let units: Vec<UnitId> = duties.units().filter(|&unit| session.gets_letter(unit)).collect();
    let bulletins = bulletins(session, date);
    let all = due(&DueSource {
        basis,
        now: now.as_ref(),
        returns: &returns,
        later: &months.later,
        cases: &cases,
        registers: &session.registers,
        papers: &papers,
        units: &units,
        plan_by: day_of_words(&config.letters.plan_by, config.year),
        bulletins: &bulletins,
        rules: &config.supervision,
        calendar: &config.calendar,
        date,
    });
    let listing = Listing { session, registry, plan, date };
    Agenda {
        office: config.issuer.office.clone(),
        date,
        days_ahead: i32::from(config.supervision.hint_days),
        entries: all
            .iter()
            .filter(|due| !listing.is_gone(due))
            .map(|due| listing.task(due))
            .collect(),
        decisions: cases.iter().filter_map(|case| listing.decision(case)).collect(),
        unkept: unkept(session, &papers),
    }
}

/// Writes status.txt and calendar.ics, as of the day of the command line or else the newest in the data.
///
/// # Errors
/// The job cannot begin: the output folder cannot be used.
pub fn status_files(session: &Session, run: &mut Run<'_>) -> Result<Made, JobError> {
    if let Some(problem) = session.without_ledger("到期情况") {
        return Ok(Made { problems: [problem].into_iter().collect(), ..Made::default() });
    }
    run.open("")?;
    let agenda = agenda(session, session.newest_day());
    let mut made = Made::default();
    for (path, content) in [(TEXT, text(&agenda)), (CALENDAR, calendar(&agenda))] {
        let mut sources = Sources::new();
        sources.add("到期情况", &content);
        let mut inputs = inputs::with_returns();
        inputs.extend([LEDGER_FILE, PLANS_FILE, RECEIPTS_FILE].map(str::to_owned));
        let entry: Result<Entry, _> = match run.current(path, (&inputs, &sources)) {
            Some(entry) => Ok(entry),
            None => run.write(path.to_owned(), content.as_bytes(), None, None, (&inputs, &sources)),
        };
        made.add(entry);
    }
    run.record(&mut made, None, |_| true);
    Ok(made)
}

/// The months of returns as they are seen from a day.
struct Months {
    /// The newest whose returns are due by then, and the next.
    near: Vec<(Month, Date)>,
    /// Those after it.
    later: Vec<(Month, Date)>,
}

impl Months {
    fn of(session: &Session, date: Date) -> Self {
        let config = &session.workspace.config;
        let asked = config.notice_date();
        let months = (1..=12).filter_map(|number| Month::new(config.year, number));
        let all = months.map(|month| (month, config.returns_due(month)));
        // Nobody was asked for returns before the notice.
        let all: Vec<_> = all.filter(|&(_, due)| due > asked).collect();
        let next = all.iter().position(|&(_, due)| due >= date).unwrap_or(all.len());
        // Figures are cumulative: an earlier month that is missing is made up for by a later one.
        let near = all[next.saturating_sub(1)..(next + 1).min(all.len())].to_vec();
        Self { near, later: all[(next + 1).min(all.len())..].to_vec() }
    }
}

/// Returns the papers to single units that had numbers on a day.
fn papers(session: &Session, registry: &Registry, date: Date) -> Vec<PaperTo> {
    let documents = session.numbers.documents().filter_map(|(document, number)| {
        let unit = match document {
            Document::Letter(unit)
            | Document::Notice { unit, .. }
            | Document::Change { unit, .. }
            | Document::Case { unit, .. } => *unit,
            Document::Bulletin(_) => return None,
        };
        let drawn = session.numbers.date_of(document).filter(|drawn| *drawn <= date)?;
        Some(PaperTo { number: number.clone(), unit: registry.present(unit), date: drawn })
    });
    documents.collect()
}

/// Returns the bulletins of quarters that are not issued on a day, with the day on which they are due: that of `duban.toml`,
/// or so many days after the end of the quarter.
fn bulletins(session: &Session, date: Date) -> Vec<(Period, Date)> {
    let config = &session.workspace.config;
    let months = [3, 6, 9, 12].into_iter().filter_map(|number| Month::new(config.year, number));
    let asked = config.notice_date();
    let open = months.filter(|month| month.last_day() >= asked).filter_map(|month| {
        let period = month.of_bulletin();
        let set = config.issue_date(period);
        let document = Document::Bulletin(period);
        let drawn = session.numbers.of(&document).is_some()
            && session.numbers.date_of(&document).is_none_or(|drawn| drawn <= date);
        if drawn || set.is_some_and(|set| set <= date) {
            return None;
        }
        let days = i32::from(config.supervision.bulletin_days);
        let default = month.last_day().checked_add(jiff::ToSpan::days(days)).ok()?;
        Some((period, set.unwrap_or_else(|| config.calendar.working_day_from(default))))
    });
    open.collect()
}

/// Returns what nothing can be said about, since nobody keeps the register.
fn unkept(session: &Session, papers: &[PaperTo]) -> Vec<&'static str> {
    let registers = &session.registers;
    let plans = registers.plans.all().is_empty();
    let receipts = registers.receipts.all().is_empty() && !papers.is_empty();
    let plans = plans.then_some("没有登记实施方案（seeds/plans.csv），未列谁没有报送");
    let receipts = receipts.then_some("没有登记签收（seeds/receipts.csv），未列谁没有签收");
    plans.into_iter().chain(receipts).collect()
}

/// The listing of what is due with names and telephone numbers.
struct Listing<'a> {
    session: &'a Session,
    registry: &'a Registry,
    plan: &'a crate::plan::Plan,
    date: Date,
}

impl Listing<'_> {
    /// Returns whether something is about an item that was withdrawn, or that the unit has no more: it owes nothing of it.
    fn is_gone(&self, due: &Due) -> bool {
        let Session { changes, registry, .. } = self.session;
        let owed = due.id.zip(due.unit);
        owed.is_some_and(|(id, unit)| changes.took_away(id, unit, self.date, registry))
    }

    fn task(&self, due: &Due) -> Task {
        let unit = due.unit.map(|unit| self.registry.unit(unit).short.clone());
        let title = match (due.kind, due.id) {
            (DueKind::Bulletin, _) => {
                let period = due.document.as_deref().and_then(|period| period.parse().ok());
                period.map_or_else(String::new, |period: Period| {
                    format!("{}年{}通报", period.close().year(), period.name())
                })
            }
            (_, Some(id)) => self.title(id),
            _ => String::new(),
        };
        let month = due.month.map(|month| format!("{}年{}月", month.year(), month.number()));
        Task {
            kind: due.kind,
            unit,
            id: due.id.map(|id| id.to_string()),
            document: due.document.clone(),
            due: due.due,
            overdue_days: due.overdue_days(self.date),
            days_left: due.days_left(self.date),
            title,
            month: month.unwrap_or_default(),
            contact: due.unit.map_or_else(String::new, |unit| self.contact(unit)),
        }
    }

    /// Returns the step of a case that waits for the office.
    fn decision(&self, case: &Case<'_>) -> Option<Decision> {
        let (step, since) = match case.state {
            _ if case.request().is_some() => ("延期申请待决定", case.request()?),
            State::Closing => ("销号申请待核查", case.since),
            State::Verified => ("核查通过，待销号", case.since),
            _ => return None,
        };
        Some(self.step(case, step, since))
    }

    fn step(&self, case: &Case<'_>, step: &'static str, since: Date) -> Decision {
        Decision {
            unit: self.registry.unit(case.unit).short.clone(),
            id: case.id.to_string(),
            title: self.title(case.id),
            step,
            since,
        }
    }

    /// Returns the short title of an item.
    fn title(&self, id: crate::plan::ItemId) -> String {
        self.plan.item(id).map_or_else(String::new, |item| item.short_title.clone())
    }

    /// Returns the liaison of a unit with the telephone: from the register of contacts, or else the unit's plan.
    fn contact(&self, unit: UnitId) -> String {
        let registers = &self.session.registers;
        let contact = registers.contacts.of(unit);
        let contact = contact.map(|contact| (contact.liaison.as_str(), contact.phone.as_str()));
        let plan = || {
            let plan = registers.plans.of(unit, None, Some(self.date))?;
            Some((plan.responsible.liaison.as_str(), plan.responsible.phone.as_str()))
        };
        let known = |(liaison, phone): &(&str, &str)| !(liaison.is_empty() && phone.is_empty());
        let (liaison, phone) = contact.filter(known).or_else(plan).unwrap_or_default();
        [liaison, phone]
            .iter()
            .filter(|word| !word.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ")
    }
}
