//! `docs/supervision.md`: each rule names tests, and the tests are there.

use std::fs;
use std::path::Path;

#[test]
fn every_rule_of_supervision_names_tests_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/supervision.md")).unwrap();
    let rules = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| 规则"));
    let mut count = 0;
    for rule in rules {
        let named: Vec<&str> = rule.split('`').filter(|text| text.contains(".rs::")).collect();
        assert!(!named.is_empty(), "no test: {rule}");
        for test in named {
            let (file, name) = test.split_once("::").unwrap();
            let code = fs::read_to_string(root.join(file)).unwrap_or_default();
            assert!(code.contains(&format!("fn {name}(")), "{test} is not there");
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}
