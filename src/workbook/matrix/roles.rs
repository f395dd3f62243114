//! The roles that the matrix shows, and their sums.

use std::collections::BTreeMap;

use crate::plan::{Duties, ItemId, Plan, Role};
use crate::registry::UnitId;

/// The roles in the order of their sums.
pub(in crate::workbook) const ROLES: [Role; 4] =
    [Role::Lead, Role::Support, Role::Implement, Role::Possible];

/// The strongest role of each unit in each item.
pub(super) struct Roles {
    /// The units that have an item, in registry order: the matrix's columns.
    pub units: Vec<UnitId>,
    /// By item of the plan, by unit in `units`.
    pub by_item: Vec<Vec<Option<Role>>>,
}

impl Roles {
    /// Lays the duties of all units out by item.
    pub(super) fn new(plan: &Plan, duties: &Duties) -> Self {
        let units: Vec<UnitId> = duties.units().collect();
        let mut by_id: BTreeMap<ItemId, Vec<Option<Role>>> = BTreeMap::new();
        for (column, &unit) in units.iter().enumerate() {
            for duty in duties.of(unit) {
                let row = (by_id.entry(duty.item.id)).or_insert_with(|| vec![None; units.len()]);
                row[column] = Some(duty.role);
            }
        }
        let by_item = (plan.items().iter())
            .map(|item| by_id.get(&item.id).cloned().unwrap_or_else(|| vec![None; units.len()]))
            .collect();
        Self { units, by_item }
    }

    /// Returns the number of units that have `role` in an item.
    pub(super) fn in_item(&self, item: usize, role: Role) -> usize {
        let roles = self.by_item[item].iter();
        roles.filter(|&&held| held == Some(role)).count()
    }

    /// Returns the number of items in which a unit has `role`.
    pub(super) fn of_unit(&self, unit: usize, role: Role) -> usize {
        let roles = self.by_item.iter().map(|row| row[unit]);
        roles.filter(|&held| held == Some(role)).count()
    }

    /// Returns the number of times that `role` occurs.
    pub(super) fn total(&self, role: Role) -> usize {
        (0..self.by_item.len()).map(|item| self.in_item(item, role)).sum()
    }
}
