//! What the ledger has of an item at a unit on the date of a paper.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::super::{Case, Cases, State};
use crate::numbers::Number;
use crate::plan::ItemId;
use crate::registers::{Event, EventKind, Ledger};
use crate::registry::{Registry, UnitId};

/// A notice that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Its number, as the ledger writes it; may be empty.
    pub document: String,
    /// Its date.
    pub date: Date,
    /// The day by which the unit was to answer.
    pub deadline: Option<Date>,
}

/// What the ledger has of an item at a unit.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// True from the listing until the item is delisted.
    pub is_listed: bool,
    /// The last notice of a case that is not closed.
    pub last: Option<Sent>,
    /// True if that notice is overdue and was not answered.
    pub is_unanswered: bool,
}

impl Record {
    /// Returns what the cases on `date` have of an item at a unit.
    pub(super) fn of(cases: &Cases<'_>, item: ItemId, unit: UnitId, date: Date) -> Self {
        let is_open = |case: &&Case<'_>| case.state != State::Closed;
        let Some(case) = cases.of(item, unit).filter(is_open) else { return Self::default() };
        let last = case.last(EventKind::Notice).map(|event| {
            let Event { document, date, deadline, .. } = event.clone();
            Sent { document, date, deadline }
        });
        let is_over = case.deadline().is_some_and(|deadline| deadline < date);
        Self {
            is_listed: case.state.is_listed(),
            last,
            is_unanswered: case.state == State::Noticed && is_over,
        }
    }
}

/// Returns the ledger before the papers with these numbers: for each case without the events with which they were entered and
/// all after those, so that a paper that is made again stays what it was.
pub fn before(ledger: &Ledger, own: &BTreeSet<Number>, registry: &Registry) -> Ledger {
    let mut events: Vec<&Event> = ledger.events().iter().collect();
    // The sort is stable: events of one day keep the order of the file.
    events.sort_by_key(|event| event.date);
    let mut ended: BTreeSet<(ItemId, UnitId)> = BTreeSet::new();
    events.retain(|event| {
        let key = (event.id, event.unit);
        let is_own = || Number::parse(&event.document).is_some_and(|number| own.contains(&number));
        if event.kind == EventKind::Notice && is_own() {
            ended.insert(key);
        }
        // Who took over from the unit goes on with its case.
        !ended.iter().any(|&(item, unit)| {
            item == event.id && (unit == event.unit || registry.takes_over_alone(unit, event.unit))
        })
    });
    events.into_iter().cloned().collect()
}
