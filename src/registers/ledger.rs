//! `ledger.csv`: the events of the cases.

use std::collections::BTreeMap;

use super::event::File;
use super::{Event, LedgerColumn, rows, twice};
use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::returns::Reader;

/// The ledger, relative to the workspace.
pub const LEDGER_FILE: &str = "seeds/ledger.csv";

/// The events of all cases, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger(Vec<Event>);

impl Ledger {
    /// Reads the ledger.
    pub(super) fn read(
        source: Option<&SourceFile>,
        reader: &Reader<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let all = rows(source, LedgerColumn::LEDGER, reader, diagnostics, |cells| {
            Event::read(cells, File::Ledger)
        });
        Self(without_repetitions(all, diagnostics))
    }

    /// Returns the events, in the order of the file.
    pub fn events(&self) -> &[Event] {
        &self.0
    }
}

impl FromIterator<Event> for Ledger {
    fn from_iter<T: IntoIterator<Item = Event>>(events: T) -> Self {
        Self(events.into_iter().collect())
    }
}

/// Returns the events without those that repeat an earlier one in every cell, which are reported (L102).
pub(super) fn without_repetitions(all: Vec<Event>, diagnostics: &mut Diagnostics) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    // The positions of those of one day, item and unit, among which a repetition can be.
    let mut known: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for event in all {
        let alike = known.entry((event.date, event.id, event.unit)).or_default();
        let same =
            |other: &&Event| Event { place: other.place.clone(), ..event.clone() } == **other;
        match alike.iter().map(|&at| &events[at]).find(same) {
            Some(other) => {
                diagnostics.push(twice("本行", other.place.line).at(event.place));
            }
            None => {
                alike.push(events.len());
                events.push(event);
            }
        }
    }
    events
}
