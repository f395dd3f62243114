//! The sample returns in `seeds` are those that `examples/demo_returns` makes.

#[path = "../../examples/demo_returns/generator/mod.rs"]
mod generator;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use duban::diagnostic::Diagnostics;
use duban::plan::{Breakdown, Plan, Schedule};
use duban::registry::Registry;
use jiff::civil::date;
use rust_decimal::Decimal;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_generator_makes_the_very_bytes_that_are_kept() {
    let seeds = repository().join("seeds");
    let made = generator::files(repository()).unwrap();
    for (name, bytes) in &made {
        let kept = std::fs::read(seeds.join(name)).unwrap_or_default();
        assert!(
            kept == *bytes,
            "seeds/{name} is not what the generator makes; run `cargo run --example demo_returns`"
        );
    }
    let kept: BTreeSet<String> = std::fs::read_dir(seeds.join("progress"))
        .unwrap()
        .map(|entry| format!("progress/{}", entry.unwrap().file_name().to_string_lossy()))
        .collect();
    let made: BTreeSet<String> = made.into_keys().filter(|name| name != "targets.csv").collect();
    assert_eq!(kept, made);
}

#[test]
fn targets_and_milestones_are_read_and_parts_add_up_to_the_province() {
    let mut problems = Diagnostics::new();
    let registry = Registry::load(repository(), date(2018, 2, 13), &mut problems);
    let plan = Plan::load(repository(), &registry, &mut problems);
    let before = problems.len();
    let breakdown = Breakdown::load(repository(), &plan, &registry, &mut problems);
    Schedule::load(repository(), &plan, &mut problems);
    assert_eq!(problems.len(), before, "{problems:?}");

    let mut divided = BTreeMap::new();
    for item in plan.items() {
        for (id, target) in item.numbered() {
            let parts: Vec<Decimal> =
                registry.units().filter_map(|(unit, _)| breakdown.value(id, unit)).collect();
            if !parts.is_empty() && target.measure != "%" {
                let total: Decimal = parts.iter().sum();
                assert_eq!(total, target.value, "{id}");
                divided.insert(id.to_string(), parts.len());
            }
        }
    }
    // New jobs are divided among all prefectures; the three counties outside the areas, among three of them.
    assert_eq!(divided.get("1-7.1"), Some(&14));
    assert_eq!(divided.get("1-11.3"), Some(&3));
    assert_eq!(divided.len(), 21);
}
