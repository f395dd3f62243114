//! The returns that units owe.

use std::collections::BTreeSet;

use crate::plan::{Breakdown, Item, TargetId};
use crate::registry::{Registry, UnitId};

/// The units that owe a return on an item, target by target: the primary lead unit, which compiles the
/// contributions of the others, and the units that do the work locally. Where an amount was divided among some of
/// these, the others have no part of it, and owe nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed(Vec<(TargetId, BTreeSet<UnitId>)>);

impl Owed {
    /// Returns what is owed on `item`.
    pub fn new(registry: &Registry, breakdown: &Breakdown, item: &Item) -> Self {
        let local = item.implementers(registry);
        let of = |id: TargetId| {
            let mut units = local.clone();
            if item.target(id).is_some_and(|target| breakdown.adds_up(id, target)) {
                let sharing = |unit: &UnitId| breakdown.has_share(id, *unit);
                if local.iter().any(sharing) {
                    units.retain(sharing);
                }
            }
            units.extend(item.primary());
            units
        };
        Self(item.reported().map(|(id, _)| (id, of(id))).collect())
    }

    /// Returns the units that owe a return on any of the item's targets.
    pub fn units(&self) -> BTreeSet<UnitId> {
        self.0.iter().flat_map(|(_, units)| units).copied().collect()
    }

    /// Returns whether a unit owes a return on a target.
    pub fn owes(&self, target: TargetId, unit: UnitId) -> bool {
        self.0.iter().any(|(id, units)| *id == target && units.contains(&unit))
    }
}
