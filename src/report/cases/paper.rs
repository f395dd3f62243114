//! The context of a paper on a case.

use jiff::civil::Date;
use serde::Serialize;

use super::context::CaseContext;
use super::facts::facts;
use super::standard::standards;
use super::{day_words, reason};
use crate::numbers::CaseForm;
use crate::period::Month;
use crate::plan::Item;
use crate::registers::{Event, EventKind, Responsible};
use crate::report::addressee::Addressee;
use crate::report::claim::Source;
use crate::report::listing::{joined, whole};
use crate::report::sender::{Issuer, Notice, blank_number};

/// The values that `templates/listing.md`, `extension.md`, `closing.md`, `overdue.md` and `talk.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CasePaper {
    /// The plan's year.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The notice that the plan is based on.
    pub notice: Notice,
    /// The unit that has to act.
    pub unit: Addressee,
    /// Document number; the serial is blank until it is drawn.
    pub number: String,
    /// Date printed on the paper, in TOML notation; empty for a draft.
    pub date: String,
    /// The same in words, for the text; empty for a draft.
    pub day: String,
    /// The item.
    pub item: CaseItem,
    /// The facts in the order of time: sentences.
    pub facts: Vec<String>,
    /// The standard for delisting, target by target.
    pub standards: Vec<String>,
    /// The listing that the paper is about.
    pub listing: Listing,
    /// The extension that was decided.
    pub extension: Extension,
    /// The delisting.
    pub closing: Closing,
    /// Those responsible in the unit; any of them may be empty.
    pub responsible: ResponsibleWords,
    /// The reason that the ledger has; may be empty.
    pub reason: String,
    /// The person who decided; may be empty.
    pub decided_by: String,
    /// The recipients of copies; may be empty.
    pub copies: String,
    /// What its claims rest on.
    #[serde(skip)]
    pub(super) basis: CaseBasis,
}

/// The cells and checks that the texts of a paper rest on.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct CaseBasis {
    /// For each fact the month of its check; `None` for an event of the ledger.
    pub checks: Vec<Option<Month>>,
    /// The month by whose returns the standard is measured.
    pub measured: Option<Month>,
    /// The event of the paper.
    pub event: Option<Source>,
    /// The request for an extension.
    pub request: Option<Source>,
    /// The verification.
    pub verified: Option<Source>,
}

/// The item of a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseItem {
    /// Its key: 2-17.
    pub id: String,
    /// Its number in words: 任务17.
    pub name: String,
    /// Its short title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// The leaders in charge: 黄强、宋亮; may be empty.
    pub leaders: String,
}

/// A listing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Listing {
    /// Its number; may be empty.
    pub number: String,
    /// Its day in words.
    pub day: String,
    /// The deadline in force before the event, in words; of the listing itself the one that it sets.
    pub deadline: String,
    /// The day by which the plan of rectification is filed, in words; in a draft the term.
    pub plan_by: String,
    /// The number of days from one report of progress to the next.
    pub report_days: u16,
    /// The last day on which an extension can be asked for, in words.
    pub request_by: String,
}

/// The decision on an extension.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Extension {
    /// True if it is granted.
    pub granted: bool,
    /// The day of the request, in words.
    pub requested: String,
    /// The reason that the unit gave; may be empty.
    pub request_reason: String,
    /// The new deadline, in words; empty where it is refused.
    pub until: String,
}

/// The delisting of an item.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Closing {
    /// The day of the application, in words.
    pub applied: String,
    /// The day of the verification, in words.
    pub verified: String,
    /// The method and the result of the verification, as the ledger has them; may be empty.
    pub verification: String,
}

/// Those responsible in a unit, by level.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ResponsibleWords {
    /// 主要领导.
    pub principal_head: String,
    /// 分管领导.
    pub deputy_in_charge: String,
    /// 责任处室.
    pub section: String,
    /// 联络员.
    pub liaison: String,
    /// The telephone of the liaison.
    pub phone: String,
}

/// Returns the form of the paper of an event; `None` where it has none.
pub fn form_of(kind: EventKind) -> Option<CaseForm> {
    match kind {
        EventKind::List => Some(CaseForm::Listing),
        EventKind::Extend | EventKind::RefuseExtension => Some(CaseForm::Extension),
        EventKind::Close => Some(CaseForm::Closing),
        EventKind::Overdue => Some(CaseForm::Overdue),
        EventKind::Talk => Some(CaseForm::Talk),
        _ => None,
    }
}

/// Returns the paper of an event of a case; `earlier` are the events of the case before it, in order. `number` is that of the
/// paper, if it was drawn. `None` where the plan does not have the item.
pub fn case_paper(
    context: &CaseContext<'_>,
    event: &Event,
    earlier: &[&Event],
    number: Option<String>,
) -> Option<CasePaper> {
    let item = context.basis.plan.item(context.id)?;
    let CaseContext { config, is_draft, .. } = *context;
    let unit = Addressee::new(context.unit, context.basis.registry, config);
    let series = config.case_series(unit.courtesy);
    let number = number.filter(|_| !is_draft);
    let number = number.unwrap_or_else(|| blank_number(series, event.date.year()));
    let deadline = event.deadline.filter(|_| event.kind == EventKind::List);
    let standards = deadline.map(|deadline| standards(context, item, deadline));
    let standards = standards.unwrap_or_default();
    let facts = facts(context, item, earlier, &unit.you);
    let cell = |event: &Event| Source::from(&event.place);
    let basis = CaseBasis {
        checks: facts.iter().map(|fact| fact.check).collect(),
        measured: standards.month,
        event: Some(cell(event)),
        request: last(earlier, EventKind::RequestExtension).map(cell),
        verified: last(earlier, EventKind::Verified).map(cell),
    };
    Some(CasePaper {
        year: config.year,
        issuer: Issuer::new(config),
        notice: Notice::new(config),
        number,
        date: if is_draft { String::new() } else { event.date.to_string() },
        day: if is_draft { String::new() } else { day_words(event.date) },
        item: case_item(item),
        facts: facts.into_iter().map(|fact| fact.words).collect(),
        standards: standards.words,
        basis,
        listing: listing(context, event, earlier),
        extension: extension(event, earlier),
        closing: closing(earlier),
        responsible: responsible(context, event.date),
        reason: match event.kind {
            EventKind::List => reason::of_listing(&event.evidence),
            EventKind::Extend | EventKind::RefuseExtension => reason::of_extension(&event.evidence),
            _ => reason::for_paper(&event.evidence),
        },
        decided_by: event.decided_by.clone(),
        copies: copies(context, item),
        unit,
    })
}

/// Returns the item as papers name it.
pub(super) fn case_item(item: &Item) -> CaseItem {
    CaseItem {
        id: item.id.to_string(),
        name: item.words(),
        title: match &*item.short_title {
            "" => item.text.clone(),
            title => title.to_owned(),
        },
        text: item.text.clone(),
        leaders: item.leaders.join("、"),
    }
}

/// Returns the last event of a kind.
fn last<'e>(events: &[&'e Event], kind: EventKind) -> Option<&'e Event> {
    events.iter().rev().find(|event| event.kind == kind).copied()
}

fn listing(context: &CaseContext<'_>, event: &Event, earlier: &[&Event]) -> Listing {
    let own = Some(event).filter(|event| event.kind == EventKind::List);
    let Some(list) = own.or_else(|| last(earlier, EventKind::List)) else {
        return Listing::default();
    };
    let set = last(earlier, EventKind::Extend).or(Some(list)).filter(|_| own.is_none());
    let deadline = set.unwrap_or(list).deadline;
    let rules = context.days.rules;
    let plan_by = match context.is_draft {
        true => format!("收到本通知{}个工作日内", rules.plan_days),
        false => {
            let day = context.days.calendar.after_working_days(list.date, rules.plan_days);
            format!("{}前", day_words(day))
        }
    };
    Listing {
        number: list.document.trim().to_owned(),
        day: day_words(list.date),
        deadline: deadline.map(day_words).unwrap_or_default(),
        plan_by,
        report_days: rules.report_days,
        request_by: deadline
            .map(|deadline| day_words(context.days.last_working_request(deadline)))
            .unwrap_or_default(),
    }
}

fn extension(event: &Event, earlier: &[&Event]) -> Extension {
    let request = last(earlier, EventKind::RequestExtension);
    Extension {
        granted: event.kind == EventKind::Extend,
        requested: request.map(|request| day_words(request.date)).unwrap_or_default(),
        request_reason: request
            .map(|request| reason::for_paper(&request.evidence))
            .unwrap_or_default(),
        until: event
            .deadline
            .filter(|_| event.kind == EventKind::Extend)
            .map(day_words)
            .unwrap_or_default(),
    }
}

fn closing(earlier: &[&Event]) -> Closing {
    let day = |kind| last(earlier, kind).map(|event| day_words(event.date)).unwrap_or_default();
    let verified = last(earlier, EventKind::Verified);
    Closing {
        applied: day(EventKind::RequestClosing),
        verified: day(EventKind::Verified),
        verification: verified.map(|event| reason::for_paper(&event.evidence)).unwrap_or_default(),
    }
}

fn responsible(context: &CaseContext<'_>, date: Date) -> ResponsibleWords {
    let plan = context.plans.of(context.unit, Some(context.id), Some(date));
    let Some(Responsible { principal_head, deputy_in_charge, section, liaison, phone }) =
        plan.map(|plan| plan.responsible.clone())
    else {
        return ResponsibleWords::default();
    };
    ResponsibleWords { principal_head, deputy_in_charge, section, liaison, phone }
}

/// Returns the recipients of copies: the offices of the leaders in charge, and the lead unit where another unit is listed.
fn copies(context: &CaseContext<'_>, item: &Item) -> String {
    let registry = context.basis.registry;
    let leaders = match item.leaders.join("、") {
        names if names.is_empty() => None,
        names => Some(format!("{names}同志办公室")),
    };
    let lead = item.primary().filter(|lead| *lead != context.unit);
    let lead = lead.map(|lead| whole(&registry.unit(lead).short));
    joined(leaders.into_iter().chain(lead), "，")
}
