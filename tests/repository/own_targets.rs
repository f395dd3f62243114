//! Every part of a target in the repository's `targets.csv` is in the letter of its unit.

use std::path::Path;

use duban::diagnostic::Diagnostics;
use duban::plan::{Breakdown, Duties, Plan, Schedule, TARGETS_FILE};
use duban::registry::{Registry, Who};
use duban::report::{self, LetterSource};
use duban::workspace::Workspace;
use gongwen::typeset::WORD_JOINER;
use serde_json::Value;

/// Returns the lines of targets of an item in a letter.
fn target_lines(letter: &Value, id: &str) -> Vec<String> {
    let lists = letter["duties"].as_array().unwrap().iter();
    let mut rows = lists.flat_map(|list| list["rows"].as_array().unwrap());
    let row = rows.find(|row| row["id"] == id);
    let targets = row.and_then(|row| row["targets"].as_str()).unwrap_or_default();
    targets.replace(WORD_JOINER, "").lines().map(str::to_owned).collect()
}

#[test]
fn each_unit_reads_every_target_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = Workspace::open(Some(root)).unwrap();
    let config = &workspace.config;
    let mut problems = Diagnostics::new();
    let registry = Registry::load(root, config.notice_date(), &mut problems);
    let plan = Plan::load(root, &registry, &mut problems);
    let breakdown = Breakdown::load(root, &plan, &registry, &mut problems);
    let schedule = Schedule::load(root, &plan, &mut problems);
    let duties = Duties::new(&plan, &registry);
    let source = LetterSource {
        duties: &duties,
        registry: &registry,
        breakdown: &breakdown,
        schedule: &schedule,
        config,
        date: config.letters.date,
        is_draft: false,
    };
    let text = std::fs::read_to_string(root.join(TARGETS_FILE)).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 284);
    for row in rows {
        let [id, number, unit, value, measure, note] = row[..] else { panic!("{row:?}") };
        let Some(Who::Unit(unit)) = registry.resolve(unit) else { panic!("{unit}") };
        let letter = serde_json::to_value(report::letter(unit, None, source)).unwrap();
        let number: usize = number.parse().unwrap();
        let line = &target_lines(&letter, id)[number - 1];
        let (own, province) = line.rsplit_once("（全省").unwrap_or_else(|| panic!("{line}"));
        let own = own.rsplit_once('：').map_or(own, |(_, own)| own);
        // 0.60 is printed as 0.6.
        let value = if value.contains('.') { value.trim_end_matches('0') } else { value };
        let value = value.trim_end_matches('.');
        assert!(own.contains(&format!("{value}{measure}")), "{row:?}: {line}");
        assert!(!province.is_empty(), "{row:?}: {line}");
        assert_eq!(letter["is_demonstration"], note.contains("演示数据"));
    }
}
