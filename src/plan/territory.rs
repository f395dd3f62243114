//! The units whose figures add up to the province's.

use crate::registry::{Registry, UnitId};

/// The kinds of units that the province consists of, and of those that lie inside one of them.
///
/// 兰州新区 is part of 兰州市: its figures are shown, but counted in 兰州市's already.
#[derive(Debug, Clone, Copy)]
pub struct Territory<'a> {
    registry: &'a Registry,
    /// The kind of the units that are ranked (市州).
    ranked_kind: &'a str,
    /// The kind of the units that lie inside one of them (新区).
    enclosed_kind: &'a str,
}

impl<'a> Territory<'a> {
    /// The territory of a registry; the kinds are those of `duban.toml`.
    pub fn new(registry: &'a Registry, ranked_kind: &'a str, enclosed_kind: &'a str) -> Self {
        Self { registry, ranked_kind, enclosed_kind }
    }

    /// Returns whether a unit is one of those that are ranked.
    pub fn is_ranked(&self, unit: UnitId) -> bool {
        self.registry.unit(unit).kind == self.ranked_kind
    }

    /// Returns whether a unit lies inside one that is ranked. Where both kinds are the same, none does.
    pub fn is_enclosed(&self, unit: UnitId) -> bool {
        self.registry.unit(unit).kind == self.enclosed_kind && !self.is_ranked(unit)
    }

    /// Those of `units` whose figures add up: all, but where ranked units are among them, not those
    /// inside them.
    pub fn counted(&self, units: impl IntoIterator<Item = UnitId>) -> Vec<UnitId> {
        let mut units: Vec<_> = units.into_iter().collect();
        if units.iter().any(|&unit| self.is_ranked(unit)) {
            units.retain(|&unit| !self.is_enclosed(unit));
        }
        units
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::given::given;

    /// The short names of the units of which these are counted.
    fn counted(enclosed_kind: &str, names: &[&str]) -> Vec<String> {
        let given = given("", "");
        let registry = &given.registry;
        let units = registry.units().filter(|(_, unit)| names.contains(&&*unit.short));
        let units: Vec<_> = units.map(|(id, _)| id).collect();
        let territory = Territory::new(registry, "市州", enclosed_kind);
        let counted = territory.counted(units).into_iter();
        counted.map(|unit| registry.unit(unit).short.clone()).collect()
    }

    #[test]
    fn what_lies_inside_a_ranked_unit_is_not_counted_beside_one() {
        let all = ["省财政厅", "白银市", "兰州新区"];
        assert_eq!(counted("新区", &all), ["省财政厅", "白银市"]);
        assert_eq!(counted("新区", &["省财政厅", "兰州新区"]), ["省财政厅", "兰州新区"]);
    }

    #[test]
    fn ranked_units_do_not_lie_inside_each_other() {
        assert_eq!(counted("市州", &["兰州市", "白银市"]), ["兰州市", "白银市"]);
    }
}
