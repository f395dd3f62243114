//! The addressees of bulletins: as `duban.toml` names them, or by the kinds of the units in the registry.

use super::listing::joined;
use crate::registry::{Registry, Unit};
use crate::workspace::Config;

/// Number of enclosed areas that are named one by one; more are named by their kind.
const NAMED: usize = 3;

/// The beginning of the kinds of units that belong to the central government.
const CENTRAL: &str = "中央";

/// Returns the addressees of a bulletin: 各县区人民政府，市政府各部门，中央驻市有关单位.
pub(super) fn of_bulletin(config: &Config, registry: &Registry) -> String {
    if !config.bulletin.addressee.trim().is_empty() {
        return config.bulletin.addressee.clone();
    }
    let rules = &config.assessment;
    let of_kind = |kind: &str| -> Vec<&Unit> {
        registry.units().map(|(_, unit)| unit).filter(|unit| unit.kind == *kind).collect()
    };
    let ranked = of_kind(&rules.ranked_kind);
    let mut parts = Vec::new();
    if !ranked.is_empty() {
        let are_governments = ranked.iter().all(|unit| unit.full.ends_with("人民政府"));
        let ending = if are_governments { "人民政府" } else { "" };
        parts.push(format!("各{}{ending}", rules.ranked_kind));
    }
    let enclosed = of_kind(&rules.enclosed_kind);
    match enclosed.len() {
        0 => {}
        1..=NAMED => parts.push(joined(enclosed.iter().map(|unit| unit.full.clone()), "、")),
        _ => parts.push(format!("各{}", rules.enclosed_kind)),
    }
    parts.push(format!("{}各部门", config.issuer.government));
    let kinds = registry.units().map(|(_, unit)| unit.kind.as_str());
    if let Some(central) = kinds.into_iter().find(|kind| kind.starts_with(CENTRAL)) {
        parts.push(match central.strip_suffix("单位") {
            Some(which) => format!("{which}有关单位"),
            None => format!("{CENTRAL}有关单位"),
        });
    }
    parts.join("，")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Province;

    const SEED: &str = include_str!("../../duban.toml");

    fn addressees(province: &Province, changes: &[(&str, &str)]) -> String {
        let text = changes.iter().fold(SEED.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        of_bulletin(&Config::parse(&text).unwrap(), &province.load().0)
    }

    #[test]
    fn a_city_addresses_its_counties_and_departments() {
        let set =
            "addressee = \"各市、自治州人民政府，兰州新区管委会，省政府各部门，中央在甘有关单位\"";
        let city = [
            (set, "addressee = \"\""),
            ("government = \"省政府\"", "government = \"市政府\""),
            ("ranked_kind = \"市州\"", "ranked_kind = \"县区\""),
            ("enclosed_kind = \"新区\"", "enclosed_kind = \"开发区\""),
        ];
        let registry = Province::new()
            .unit("市财政局", "组成部门")
            .unit_with("东港区", "县区", |unit| unit.full("东港区人民政府"))
            .unit_with("西岭县", "县区", |unit| unit.full("西岭县人民政府"))
            .unit_with("高新区", "开发区", |unit| unit.full("高新技术产业开发区管理委员会"))
            .unit("市税务局", "中央驻市单位");
        assert_eq!(
            addressees(&registry, &city),
            "各县区人民政府，高新技术产业开发区管理委员会，市政府各部门，中央驻市有关单位"
        );
        let plain = Province::new().unit("市财政局", "组成部门");
        assert_eq!(addressees(&plain, &city), "市政府各部门");
        assert_eq!(
            addressees(&plain, &[]),
            "各市、自治州人民政府，兰州新区管委会，省政府各部门，中央在甘有关单位"
        );
    }
}
