//! The plan in force on a day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Change, Changed, Changes, Value};
use crate::period::Month;
use crate::plan::{Column, Item, ItemId, Plan, Who};
use crate::registry::{Registry, UnitId};

/// A role in an item, in the order of [`Item`]'s columns.
const ROLES: [Column; 3] = [Column::Lead, Column::Support, Column::Implement];

impl Plan {
    /// Makes a change.
    pub(super) fn change(&mut self, change: &Change) {
        if change.after == Value::InForce(false) {
            self.items.retain(|item| item.id != change.item);
            return;
        }
        if let Some(item) = self.items.iter_mut().find(|item| item.id == change.item) {
            change.after.put(item);
        }
        if let Some(places) = self.places.get_mut(&change.item) {
            places.change(change.after.changed(), &change.place);
        }
    }
}

impl Changes {
    /// Returns the plan in force on a day: without items withdrawn by then and instructions given later. For the months
    /// whose returns were due before that day it knows who had which duty then ([`Plan::for_returns`]).
    #[must_use]
    pub fn on(&self, day: Date) -> Plan {
        let mut plan = self.with(|change| change.date <= day);
        plan.items.retain(|item| is_given(item, day));
        let annexes: BTreeSet<_> = plan.annexes().collect();
        plan.names.retain(|annex, _| annexes.contains(annex));
        self.add_terms(&mut plan, day);
        plan
    }

    /// Returns the plan by which returns are read in a document of `day`: with targets, deadlines and leaders of that day,
    /// with all items and instructions of the year, and with the duties as they are in the end and were for the returns of
    /// each month.
    #[must_use]
    pub fn reading(&self, day: Date) -> Plan {
        let is_duty = |change: &Change| matches!(change.after.changed(), Changed::Names(column) if ROLES.contains(&column));
        let mut plan = self.with(|change| {
            change.after != Value::InForce(false) && (change.date <= day || is_duty(change))
        });
        self.add_terms(&mut plan, Date::MAX);
        // A return is welcome before the instruction is given.
        plan.terms.retain(|_, term| term.is_some());
        plan
    }

    /// Returns the published plan with some of the changes.
    fn with(&self, is_made: impl Fn(&Change) -> bool) -> Plan {
        let mut plan = self.published.clone();
        for change in self.list.iter().filter(|change| is_made(change)) {
            plan.change(change);
        }
        plan
    }

    /// Adds the items that had other units, or were not given yet, when the returns of a month were due before `day`.
    fn add_terms(&self, plan: &mut Plan, day: Date) {
        let mut terms: BTreeMap<(Month, ItemId), Option<Item>> = BTreeMap::new();
        for (&month, &due) in self.due.iter().filter(|&(_, &due)| due < day) {
            for item in plan.items.iter().filter(|item| !is_given(item, due)) {
                terms.insert((month, item.id), None);
            }
            let later = self.list.iter().filter(|change| due < change.date && change.date <= day);
            // Of several later changes the first says what was there before.
            for change in later.rev() {
                let Value::Parties(..) = change.before else { continue };
                let key = (month, change.item);
                let Some(item) = plan.item(change.item) else { continue };
                if let Some(term) = terms.entry(key).or_insert_with(|| Some(item.clone())) {
                    change.before.put(term);
                }
            }
        }
        plan.terms = terms;
        plan.handed_over = self.handed_over(day);
    }

    /// Returns whether an item that a unit had was withdrawn or handed over to others by the end of `day`.
    pub fn took_away(&self, id: ItemId, unit: UnitId, day: Date, registry: &Registry) -> bool {
        let Some(mut item) = self.published.item(id).cloned() else { return false };
        let has = |item: &Item| item.roles(registry).contains_key(&unit);
        let mut had = has(&item);
        for change in self.list.iter().filter(|change| change.item == id && change.date <= day) {
            if change.after == Value::InForce(false) {
                return true;
            }
            change.after.put(&mut item);
            had |= has(&item);
        }
        let heirs = item.roles(registry).into_keys();
        had && !has(&item) && !heirs.into_iter().any(|heir| registry.takes_over_alone(unit, heir))
    }

    /// Returns the lead units that had an item at the end of a month and handed it over, by `day`, before the returns of
    /// that month were due.
    fn handed_over(&self, day: Date) -> BTreeSet<(Month, ItemId, UnitId)> {
        let mut handed_over = BTreeSet::new();
        for (&month, &due) in &self.due {
            let mut seen = BTreeSet::new();
            let since = self.list.iter().filter(|change| {
                month.last_day() < change.date && change.date <= due && change.date <= day
            });
            for change in since {
                let Value::Parties(Column::Lead, before) = &change.before else { continue };
                // Of several changes the first says what was there at the end of the month.
                if !seen.insert(change.item) {
                    continue;
                }
                let units = before.iter().filter_map(|party| match party.who {
                    Who::Unit(unit) => Some((month, change.item, unit)),
                    Who::Group(_) | Who::Unknown => None,
                });
                handed_over.extend(units);
            }
        }
        handed_over
    }
}

/// Returns whether an item is there on a day.
fn is_given(item: &Item, day: Date) -> bool {
    item.since.is_none_or(|since| since <= day)
}
