//! Where each case stands: an item at a unit, with its events in the order of their days.
//!
//! [`Cases::on`] follows the events of the ledger until a day. The state follows from them alone. `step` has the order of
//! steps, `fault` the reasons why an event cannot have happened.

mod fault;
mod step;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::State;
use crate::numbers::Number;
use crate::plan::ItemId;
use crate::registers::{Event, EventKind, Ledger};
use crate::registry::{Registry, UnitId};

pub use fault::Fault;
pub use step::Days;

/// A case: an item at a unit, from its notice or listing to its delisting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case<'a> {
    /// The item.
    pub id: ItemId,
    /// The unit.
    pub unit: UnitId,
    /// The state.
    pub state: State,
    /// The day on which it came into this state.
    pub since: Date,
    /// The deadline of the listing, as it was set or extended.
    deadline: Option<Date>,
    /// The deadline, if it has one, of the last notice, until it is answered.
    notice: Option<Option<Date>>,
    /// The day of the request for an extension that is not decided yet.
    request: Option<Date>,
    /// The day on which it was extended.
    extended: Option<Date>,
    /// True if a plan of rectification was filed.
    has_plan: bool,
    /// The state before the application for delisting.
    before_closing: Option<State>,
    /// Its events, which all count, by day.
    pub events: Vec<&'a Event>,
}

/// All cases at the end of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cases<'a> {
    /// The newest case of each item at each unit.
    cases: BTreeMap<(ItemId, UnitId), Case<'a>>,
    /// The units in whose cases others go on: each with those that it alone took over from, and that alone took over from it.
    relatives: BTreeMap<UnitId, BTreeSet<UnitId>>,
    /// The cases before those.
    closed: Vec<Case<'a>>,
    /// The events that cannot have happened, by day.
    pub faults: Vec<(&'a Event, Fault)>,
}

impl<'a> Case<'a> {
    /// Returns the deadline that runs: of a notice that waits for an answer, or of a listing.
    pub fn deadline(&self) -> Option<Date> {
        match self.state {
            State::Noticed => self.notice.flatten(),
            State::Answered | State::Closed => None,
            _ => self.deadline,
        }
    }

    /// Returns whether the deadline of the listing was extended.
    pub fn is_extended(&self) -> bool {
        self.extended.is_some()
    }

    /// Returns whether a plan of rectification was filed.
    pub fn has_plan(&self) -> bool {
        self.has_plan
    }

    /// Returns the day of the request for an extension that is not decided yet.
    pub fn request(&self) -> Option<Date> {
        self.request
    }

    /// Returns the last notice, where it waits for an answer.
    pub fn open_notice(&self) -> Option<&'a Event> {
        self.notice.and_then(|_| self.last(EventKind::Notice))
    }

    /// Returns the deadline of the listing, as it was set or extended; `None` where the item is not listed.
    pub fn listing_deadline(&self) -> Option<Date> {
        self.deadline.filter(|_| self.state.is_listed())
    }

    /// Returns the number of days from `date` until the deadline; negative after it.
    pub fn days_left(&self, date: Date) -> Option<i32> {
        Some(date.until(self.deadline()?).ok()?.get_days())
    }

    /// Returns its last event of a kind.
    pub fn last(&self, kind: EventKind) -> Option<&'a Event> {
        self.events.iter().rev().find(|event| event.kind == kind).copied()
    }
}

impl<'a> Cases<'a> {
    /// Follows the events of the ledger until the end of a day, all of them without one. Those of one day are in the order
    /// of the file, unless only another one is possible: a ledger that was sorted anew says the same.
    pub fn on(ledger: &'a Ledger, day: Option<Date>, days: Days<'_>) -> Self {
        let known = |event: &&Event| day.is_none_or(|day| event.date <= day);
        let mut events: Vec<&Event> = ledger.events().iter().filter(known).collect();
        events.sort_by_key(|event| event.date);
        let mut cases = Self { relatives: relatives(&events, days.registry), ..Self::default() };
        let mut papers: BTreeMap<String, &Event> = BTreeMap::new();
        for day in events.chunk_by(|one, next| one.date == next.date) {
            let mut waiting: Vec<&Event> = day.to_vec();
            loop {
                let before = waiting.len();
                let mut faults = Vec::new();
                for event in std::mem::take(&mut waiting) {
                    if let Err(fault) = cases.enter(event, days, &mut papers) {
                        waiting.push(event);
                        faults.push((event, fault));
                    }
                }
                // What is possible now may make another event of the day possible.
                if waiting.is_empty() || waiting.len() == before {
                    cases.faults.extend(faults);
                    break;
                }
            }
        }
        cases
    }

    /// Enters an event, which goes on with the case of its item at its unit, or begins one.
    fn enter(
        &mut self,
        event: &'a Event,
        days: Days<'_>,
        papers: &mut BTreeMap<String, &'a Event>,
    ) -> Result<(), Fault> {
        if let Some(fault) = reused(event, papers) {
            return Err(fault);
        }
        let key = self.key(event.id, event.unit);
        let after = match self.cases.get(&key) {
            Some(case) => case.step(event, days)?,
            None => Case::opened(event)?,
        };
        if let Some(number) = number(event) {
            papers.entry(number).or_insert(event);
        }
        let is_new = after.events.len() == 1;
        let before = self.cases.remove(&key);
        self.closed.extend(before.filter(|_| is_new));
        // Who took over from the unit goes on with its case.
        let goes_on = days.registry.takes_over_alone(key.1, event.unit);
        let unit = if goes_on || is_new { event.unit } else { key.1 };
        self.cases.insert((event.id, unit), Case { unit, ..after });
        Ok(())
    }

    /// Returns the newest case of each item at each unit, in the order of the notice and of the registry.
    pub fn iter(&self) -> impl Iterator<Item = &Case<'a>> {
        self.cases.values()
    }

    /// Returns the newest case of an item at a unit, or at the one that it took over from or that took over from it.
    pub fn of(&self, item: ItemId, unit: UnitId) -> Option<&Case<'a>> {
        self.cases.get(&self.key(item, unit))
    }

    /// Returns the key of the case of an item that an event at a unit goes on with.
    fn key(&self, item: ItemId, unit: UnitId) -> (ItemId, UnitId) {
        let is_open = |key: &(ItemId, UnitId)| {
            self.cases.get(key).is_some_and(|case| case.state != State::Closed)
        };
        let own = (item, unit);
        let relatives = self.relatives.get(&unit).into_iter().flatten().map(|&other| (item, other));
        let mut open = relatives.filter(is_open);
        match (is_open(&own), open.next(), open.next()) {
            (false, Some(one), None) => one,
            _ => own,
        }
    }

    /// Returns every case, those that were followed by another one first.
    pub fn all(&self) -> impl Iterator<Item = &Case<'a>> {
        self.closed.iter().chain(self.cases.values())
    }
}

/// Returns the units of events that took over from others among them, or from which others did.
fn relatives(events: &[&Event], registry: &Registry) -> BTreeMap<UnitId, BTreeSet<UnitId>> {
    let mut relatives: BTreeMap<UnitId, BTreeSet<UnitId>> = BTreeMap::new();
    let units: BTreeSet<UnitId> = events.iter().map(|event| event.unit).collect();
    for &unit in &units {
        for (other, _) in registry.units() {
            if registry.takes_over_alone(unit, other) || registry.takes_over_alone(other, unit) {
                relatives.entry(unit).or_default().insert(other);
                relatives.entry(other).or_default().insert(unit);
            }
        }
    }
    relatives
}

/// Returns the number of the office's paper that goes with an event.
fn number(event: &Event) -> Option<String> {
    use EventKind as Kind;
    let is_ours = matches!(
        event.kind,
        Kind::Notice
            | Kind::List
            | Kind::Extend
            | Kind::RefuseExtension
            | Kind::Close
            | Kind::Overdue
            | Kind::Talk
    );
    let written = event.document.trim();
    let number =
        || Number::parse(written).map_or_else(|| written.to_owned(), |one| one.to_string());
    (is_ours && !written.is_empty()).then(number)
}

/// Returns the fault of an event whose number is that of another paper. A notice of one day is about several items of a
/// unit.
fn reused(event: &Event, papers: &BTreeMap<String, &Event>) -> Option<Fault> {
    let other = papers.get(&number(event)?)?;
    let is_notice = |event: &Event| event.kind == EventKind::Notice;
    let same_notice = is_notice(event)
        && is_notice(other)
        && (event.unit, event.date) == (other.unit, other.date)
        && event.id != other.id;
    (!same_notice).then_some(Fault::NumberReused(other.place.line))
}
