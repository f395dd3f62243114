//! The calls for returns (催报函): what a unit has not reported, and what it has to correct.

use std::collections::BTreeMap;

use crate::assess::{InQuestion, OwedItem, Punctuality};
use crate::registry::UnitId;
use crate::returns::Key;

/// The call for the returns of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The unit.
    pub unit: UnitId,
    /// True if nothing at all came in from it.
    pub is_silent: bool,
    /// The items that it owes.
    pub missing: Vec<OwedItem>,
    /// The subjects on which its statements cannot be used.
    pub in_question: Vec<Key>,
    /// Number of its rows that could not be assigned to an item.
    pub unassigned: usize,
}

/// Returns the calls of a month, in registry order. A unit that said that it has nothing to report owes nothing.
pub fn calls(punctuality: &Punctuality) -> Vec<Call> {
    let mut calls: BTreeMap<UnitId, Call> = BTreeMap::new();
    let silent = punctuality.missing.iter().map(|owing| (owing, true));
    let partial = punctuality.incomplete.iter().map(|owing| (owing, false));
    for ((unit, missing), is_silent) in silent.chain(partial) {
        let call = calls.entry(*unit).or_insert_with(|| Call::to(*unit));
        call.is_silent = is_silent;
        call.missing.clone_from(missing);
    }
    for InQuestion { unit, subjects, unassigned, owed } in &punctuality.in_question {
        let call = calls.entry(*unit).or_insert_with(|| Call::to(*unit));
        call.in_question.clone_from(subjects);
        call.unassigned = *unassigned;
        if call.missing.is_empty() {
            call.missing.clone_from(owed);
        }
    }
    calls.into_values().collect()
}

impl Call {
    fn to(unit: UnitId) -> Self {
        Self { unit, is_silent: false, missing: Vec::new(), in_question: Vec::new(), unassigned: 0 }
    }
}
