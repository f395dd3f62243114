//! The cases in a dossier.

use serde::Serialize;

use super::DossierSource;
use crate::plan::ItemId;
use crate::registry::UnitId;
use crate::supervision::Case;

/// A case, as it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpenCase {
    /// The unit, or in the dossier of a unit the item.
    pub what: String,
    /// The state in words.
    pub state: String,
    /// The day since which it stands there.
    pub since: String,
    /// The deadline that runs; may be empty.
    pub deadline: String,
}

/// Returns the newest case of an item at each unit.
pub(super) fn of_item(source: &DossierSource<'_>, id: ItemId) -> Vec<OpenCase> {
    let cases = source.cases.iter().filter(|case| case.id == id);
    cases.map(|case| row(case, source.short(case.unit))).collect()
}

/// Returns the newest case of each item at a unit.
pub(super) fn of_unit(source: &DossierSource<'_>, unit: UnitId) -> Vec<OpenCase> {
    let cases = source.cases.iter().filter(|case| case.unit == unit);
    cases.map(|case| row(case, source.changes.published().name(case.id))).collect()
}

fn row(case: &Case<'_>, what: String) -> OpenCase {
    OpenCase {
        what,
        state: case.state.word().to_owned(),
        since: case.since.to_string(),
        deadline: case.deadline().map_or_else(String::new, |day| day.to_string()),
    }
}
