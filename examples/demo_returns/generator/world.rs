//! The data that is known before anyone reports.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use duban::diagnostic::Diagnostics;
use duban::plan::{Duties, Item, ItemId, Plan, Role, Schedule, Who};
use duban::registry::{Registry, UnitId};
use duban::workspace::Workspace;

use super::places::PLACES;
use super::scenario::{self, Fate};
use super::words::Words;

/// Plan, registry, milestones, and the fate of each item in the sample year.
pub struct World {
    /// The items.
    pub plan: Plan,
    /// The milestones of items that do not run evenly.
    pub schedule: Schedule,
    /// The phrases of the units.
    pub words: Words,
    registry: Registry,
    fates: BTreeMap<ItemId, Fate>,
    /// The units of [`PLACES`].
    places: Vec<UnitId>,
}

impl World {
    /// Loads the workspace `root` and the scenario.
    ///
    /// # Errors
    /// The workspace cannot be read, or the scenario's items differ from those of its plan.
    pub fn load(root: &Path) -> Result<Self, Box<dyn Error>> {
        let workspace = Workspace::open(Some(root))?;
        let mut problems = Diagnostics::default();
        let registry = Registry::load(root, workspace.config.notice_date(), &mut problems);
        let plan = Plan::load(root, &registry, &mut problems);
        let fates = scenario::load()?;
        if !fates.keys().eq(plan.items().iter().map(|item| &item.id)) {
            return Err("scenario.csv and the plan have different items".into());
        }
        let places = PLACES.map(|name| match registry.resolve(name) {
            Some(Who::Unit(unit)) => Ok(unit),
            _ => Err(format!("units.csv has no {name}")),
        });
        Ok(Self {
            schedule: Schedule::load(root, &plan, &mut problems),
            places: places.into_iter().collect::<Result<_, _>>()?,
            words: Words::load()?,
            plan,
            registry,
            fates,
        })
    }

    /// Returns an item's fate in the sample year.
    pub fn fate(&self, item: ItemId) -> &Fate {
        &self.fates[&item]
    }

    /// Returns the primary lead unit of an item.
    pub fn lead(&self, item: &Item) -> &str {
        match item.lead.first().map(|party| party.who) {
            Some(Who::Unit(unit)) => &self.registry.unit(unit).short,
            _ => unreachable!("every item of the notice is led by a unit"),
        }
    }

    /// Returns the items that the place `place` of [`PLACES`] implements, in order.
    pub fn implemented(&self, place: usize) -> Vec<&Item> {
        let duties = Duties::new(&self.plan, &self.registry);
        duties.in_role(self.places[place], Role::Implement).collect()
    }
}
