//! The items under listed supervision (挂牌督办事项), each with its state on the day of the bulletin.

use jiff::civil::Date;
use serde::Serialize;

use super::{Source, day_words};
use crate::plan::ItemId;
use crate::registers::{Event, EventKind};
use crate::report::is_asked;
use crate::report::listing::joined;
use crate::supervision::{Case, Cases, State};

/// The items that were listed until the day of the bulletin. Referrals are no events of the ledger, and are not here.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Listed {
    /// The listings in the order of the notice, of the registry and of their days; those of units that are asked, not
    /// instructed, and of items that are not the notice's are left out.
    pub rows: Vec<ListedRow>,
    /// The numbers of listings in words: 挂牌督办3件，其中已销号1件、逾期1件; empty if there is none.
    pub words: String,
    /// The day that the states are about: 8月3日.
    pub day: String,
    /// The events behind the counts: all listings, those delisted, those overdue.
    #[serde(skip)]
    pub counted: Counted,
}

/// The events that count.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    /// The listings.
    pub all: Vec<Event>,
    /// The delistings.
    pub closed: Vec<Event>,
    /// The overdue notices of cases that are overdue still.
    pub overdue: Vec<Event>,
}

/// An item that was listed at a unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedRow {
    /// The item's key: 2-17.
    pub id: String,
    /// Its short title.
    pub title: String,
    /// The unit's short name.
    pub unit: String,
    /// The day of the listing: 7月20日.
    pub listed: String,
    /// The deadline, as it was set or extended: 8月20日（延期）.
    pub deadline: String,
    /// The state: 已销号（8月15日）.
    pub state: String,
    /// The item.
    #[serde(skip)]
    pub item: ItemId,
}

/// Returns the listings that the bulletin names.
pub(super) fn listed(source: &Source<'_>) -> Listed {
    let Some((cases, day)) = source.cases else { return Listed::default() };
    let mut found = found(source, cases);
    found.sort_by_key(|(case, list)| (case.id, case.unit, list.date));
    if found.is_empty() {
        return Listed::default();
    }
    let events = |state: State, kind: EventKind| {
        let cases = found.iter().filter(move |(case, _)| case.state == state);
        cases.filter_map(|(case, _)| case.last(kind).cloned()).collect::<Vec<_>>()
    };
    let counted = Counted {
        all: found.iter().map(|(_, list)| (*list).clone()).collect(),
        closed: events(State::Closed, EventKind::Close),
        overdue: events(State::Overdue, EventKind::Overdue),
    };
    let rows = found.iter().filter_map(|(case, list)| row(source, case, list, day));
    Listed {
        rows: rows.collect(),
        words: words(&counted),
        day: on(day, source.config.year),
        counted,
    }
}

/// Returns the cases that were listed, with their listings.
fn found<'a>(source: &Source<'_>, cases: &'a Cases<'a>) -> Vec<(&'a Case<'a>, &'a Event)> {
    let is_named = |case: &&Case<'_>| {
        source.basis.plan.item(case.id).is_some()
            && !is_asked(case.unit, source.basis.registry, source.config)
    };
    let cases = cases.all().filter(is_named);
    cases.filter_map(|case| Some((case, case.last(EventKind::List)?))).collect()
}

fn row(source: &Source<'_>, case: &Case<'_>, list: &Event, day: Date) -> Option<ListedRow> {
    let item = source.basis.plan.item(case.id)?;
    let on = |day| on(day, source.config.year);
    let extended = case.last(EventKind::Extend);
    let deadline = extended.unwrap_or(list).deadline;
    let mark = if extended.is_some() { "（延期）" } else { "" };
    let has_passed = matches!(case.state, State::Listed | State::Planned | State::Extended)
        && deadline.is_some_and(|deadline| deadline < day);
    Some(ListedRow {
        id: case.id.to_string(),
        title: item.short_title.clone(),
        unit: source.basis.registry.unit(case.unit).short.clone(),
        listed: on(list.date),
        deadline: deadline.map(|deadline| on(deadline) + mark).unwrap_or_default(),
        state: match case.state {
            State::Closed => format!("{}（{}）", case.state.word(), on(case.since)),
            state if has_passed => format!("{}，期限已过", state.word()),
            state => state.word().to_owned(),
        },
        item: case.id,
    })
}

/// Returns the day in words, with its year where that is not the plan's.
fn on(day: Date, year: i16) -> String {
    match day.year() == year {
        true => day_words(day),
        false => format!("{}年{}", day.year(), day_words(day)),
    }
}

fn words(counted: &Counted) -> String {
    if counted.all.len() == counted.closed.len() {
        let word = if counted.all.len() > 1 { "均已销号" } else { "已销号" };
        return format!("挂牌督办{}件，{word}", counted.all.len());
    }
    let among = [("已销号", counted.closed.len()), ("逾期", counted.overdue.len())];
    let among = among.into_iter().filter(|(_, count)| *count > 0);
    let among = among.map(|(what, count)| format!("{what}{count}件"));
    let among = joined(among, "、");
    let all = format!("挂牌督办{}件", counted.all.len());
    if among.is_empty() { all } else { format!("{all}，其中{among}") }
}
