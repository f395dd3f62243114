//! The data from which the papers of a case are made.

use crate::assess::{Assessment, Basis};
use crate::plan::{Item, ItemId};
use crate::registers::PlansFiled;
use crate::registry::UnitId;
use crate::supervision::Days;
use crate::workspace::Config;

/// The data from which the papers of a case are made.
#[derive(Debug, Clone, Copy)]
pub struct CaseContext<'a> {
    /// Plan, registry with the names of the day of the event, returns as they were known on it.
    pub basis: &'a Basis<'a>,
    /// `duban.toml`.
    pub config: &'a Config,
    /// The working days.
    pub days: Days<'a>,
    /// The last monthly checks before the event, in order.
    pub checks: &'a [Assessment],
    /// The plans that were filed, with those responsible.
    pub plans: &'a PlansFiled,
    /// The item.
    pub id: ItemId,
    /// The unit.
    pub unit: UnitId,
    /// True to leave number and date blank.
    pub is_draft: bool,
}

impl CaseContext<'_> {
    /// Returns the unit whose own part a paper is about; `None` for the lead unit, which answers for the whole.
    pub(super) fn scope(&self, item: &Item) -> Option<UnitId> {
        Some(self.unit).filter(|unit| item.primary() != Some(*unit))
    }
}
