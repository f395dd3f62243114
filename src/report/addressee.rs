//! The unit that a paper is addressed to, and the tone in which it is addressed.

use serde::Serialize;

use crate::assess::Rules;
use crate::registry::{Registry, Unit, UnitId, Who};
use crate::workspace::Config;

/// The addressed unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Addressee {
    /// Short name.
    pub short: String,
    /// Full name.
    pub full: String,
    /// The kind of unit.
    pub kind: String,
    /// True if the unit is the issuing office itself, whose papers go to its sections.
    pub is_issuer: bool,
    /// True if the unit is asked (函) rather than instructed (通知).
    pub courtesy: bool,
    /// The form of address in the text: 本单位 for the issuing office, 贵单位 for a unit that is asked; otherwise 你市,
    /// 你州, 你区 or 你单位.
    pub you: String,
}

impl Addressee {
    /// Returns how a unit is addressed. One that has taken over from a unit of another kind is addressed as what it is.
    pub fn new(unit: UnitId, registry: &Registry, config: &Config) -> Self {
        let Unit { short, full, .. } = registry.unit(unit);
        let kind = &registry.unit(registry.present(unit)).kind;
        let is_issuer = is_issuer(unit, registry, config);
        let courtesy = is_asked(unit, registry, config);
        Self {
            short: short.clone(),
            full: full.clone(),
            kind: kind.clone(),
            is_issuer,
            courtesy,
            you: match (is_issuer, courtesy) {
                (true, _) => "本单位".to_owned(),
                (false, true) => "贵单位".to_owned(),
                (false, false) => you(registry.unit(unit), &config.assessment),
            },
        }
    }
}

/// Returns whether a unit is the office that issues the papers.
pub fn is_issuer(unit: UnitId, registry: &Registry, config: &Config) -> bool {
    registry.resolve(&config.issuer.name) == Some(Who::Unit(unit))
}

/// Returns whether a unit is asked, not instructed: its kind is one of `courtesy_kinds`.
pub fn is_asked(unit: UnitId, registry: &Registry, config: &Config) -> bool {
    let kind = &registry.unit(registry.present(unit)).kind;
    !is_issuer(unit, registry, config) && config.letters.courtesy_kinds.contains(kind)
}

/// Returns the form of address for a unit that is instructed; for a local government it follows the last
/// character of the name.
fn you(unit: &Unit, rules: &Rules) -> String {
    let is_local = [&rules.ranked_kind, &rules.enclosed_kind].contains(&&unit.kind);
    match unit.short.chars().last() {
        Some(last) if is_local && "市州盟区县旗".contains(last) => format!("你{last}"),
        _ => "你单位".to_owned(),
    }
}
