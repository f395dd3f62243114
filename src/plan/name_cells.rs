//! The names in a cell: leaders, and units and collectives.

use super::{Column, Party};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::csv::Cell;
use crate::registry::{Registry, Who};

/// Returns the names in a cell, each with its part of the cell and without the blanks that padding leaves inside (黄　强).
pub(super) fn names(cell: &Cell) -> Vec<(Cell, String)> {
    let without_blanks = |name: &str| name.split_whitespace().collect::<String>();
    cell.names().map(|part| (part.clone(), without_blanks(&part.text))).collect()
}

/// Returns the leaders in a cell; a name that occurs twice counts once. Those that the registry does not know are
/// reported, each with its part of the cell, and kept.
pub(super) fn leaders(
    cell: &Cell,
    registry: &Registry,
    mut report: impl FnMut(Diagnostic, &Cell),
) -> Vec<String> {
    let mut leaders = Vec::new();
    for (part, name) in names(cell) {
        if registry.leader(&name).is_none() {
            report(leader_unknown(&name, registry), &part);
        }
        if !leaders.contains(&name) {
            leaders.push(name);
        }
    }
    leaders
}

/// Returns the units and collectives in a cell; a name that occurs twice counts once. Those that the registry does not
/// know are reported, each with its part of the cell, and kept.
pub(super) fn parties(
    column: Column,
    cell: &Cell,
    registry: &Registry,
    mut report: impl FnMut(Diagnostic, &Cell),
) -> Vec<Party> {
    let mut parties = Vec::new();
    for (part, written) in names(cell) {
        let who = registry.resolve(&written).unwrap_or(Who::Unknown);
        if who == Who::Unknown {
            report(party_unknown(column.word(), &written, registry), &part);
        }
        let party = Party { written, who };
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

/// P102: a leader whom the registry does not know.
fn leader_unknown(name: &str, registry: &Registry) -> Diagnostic {
    let hint = match registry.nearest_leader(name) {
        Some(known) => format!("是否应为“{known}”？否则请在 seeds/leaders.csv 中登记"),
        None => "检查姓名，或在 seeds/leaders.csv 中登记".to_owned(),
    };
    let message = format!("领导“{name}”不在领导名录中");
    Diagnostic::new(Code::LeaderUnknown, message).hint(hint)
}

/// P101: a name in a column of units that the registry does not know.
fn party_unknown(column: &str, written: &str, registry: &Registry) -> Diagnostic {
    let hint = match registry.nearest(written) {
        Some(known) => format!("是否应为“{known}”？否则请在单位名录或集体名录中登记"),
        None => "检查名称，或在 seeds/units.csv、seeds/groups.csv 中登记".to_owned(),
    };
    let message = format!("{column}“{written}”不在名录中");
    Diagnostic::new(Code::PartyUnknown, message).hint(hint)
}
