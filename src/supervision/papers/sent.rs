//! What the ledger has of an item at a unit on the date of a paper.

use jiff::civil::Date;

use super::PaperSource;
use crate::plan::ItemId;
use crate::registers::{Event, EventKind};
use crate::registry::UnitId;

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
pub(super) struct Record {
    /// True from the listing until the item is delisted.
    pub is_listed: bool,
    /// The last notice since the case was last closed.
    pub last: Option<Sent>,
    /// True if that notice is overdue and was not answered.
    pub is_unanswered: bool,
}

impl Record {
    /// Follows the events of a case until the date of the papers, without those that the papers themselves were entered
    /// with and all after them.
    pub(super) fn of(source: &PaperSource<'_>, item: ItemId, unit: UnitId) -> Self {
        let registry = source.basis.registry;
        let unit = registry.present(unit);
        let is_ours = |event: &&Event| {
            event.id == item && registry.present(event.unit) == unit && event.date <= source.date
        };
        let is_own = |event: &&Event| {
            event.kind == EventKind::Notice && source.own.contains(&event.document)
        };
        let mut events: Vec<&Event> = source.events.iter().filter(is_ours).collect();
        // The sort is stable: events of one day keep the order of the file.
        events.sort_by_key(|event| event.date);
        let mut record = Self { is_listed: false, last: None, is_unanswered: false };
        let mut is_open = false;
        for event in events.into_iter().take_while(|event| !is_own(event)) {
            match event.kind {
                EventKind::Notice => {
                    let Event { document, date, deadline, .. } = event.clone();
                    record.last = Some(Sent { document, date, deadline });
                    is_open = true;
                }
                EventKind::Answer => is_open = false,
                EventKind::List => record.is_listed = true,
                EventKind::Close => (record.is_listed, record.last, is_open) = (false, None, false),
                _ => {}
            }
        }
        let deadline = record.last.as_ref().and_then(|last| last.deadline);
        record.is_unanswered = is_open && deadline.is_some_and(|deadline| deadline < source.date);
        record
    }
}
