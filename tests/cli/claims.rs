//! `duban export claims`: every figure of letters and bulletin has its evidence.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value as Json;

/// Returns the claims of the repository's own data, and what was printed to standard error.
fn claims(period: &str) -> (Vec<Json>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["-C", env!("CARGO_MANIFEST_DIR"), "export", "claims", "--period", period])
        .output()
        .unwrap();
    let problems = String::from_utf8(run.stderr).unwrap();
    (serde_json::from_slice(&run.stdout).unwrap(), problems)
}

fn text<'a>(value: &'a Json, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[test]
fn every_figure_of_letters_and_bulletin_is_in_a_claim() {
    let (claims, problems) = claims("2018Q1");
    // The typesetter reports every printed figure that is in no claim.
    assert!(!problems.contains("T160"), "{problems}");
    let documents: BTreeSet<&str> = claims.iter().map(|claim| text(claim, "document")).collect();
    assert!(documents.contains("bulletins/2018Q1.pdf"));
    assert!(documents.iter().filter(|name| name.starts_with("letters/")).count() > 50);
    for claim in &claims {
        assert!(claim["page"].as_u64().is_some_and(|page| page > 0));
        for figure in claim["figures"].as_array().unwrap() {
            assert!(!text(figure, "printed").is_empty() && !text(figure, "rule").is_empty());
        }
    }
}

#[test]
fn a_verdict_leads_back_to_the_cells() {
    let (claims, _) = claims("2018Q1");
    let sentence = claims.iter().find(|claim| {
        text(claim, "id") == "1-1" && text(claim, "text").starts_with("生产总值增长5.3%")
    });
    let figures = sentence.unwrap()["figures"].as_array().unwrap();
    let figures: Vec<[&str; 3]> = figures
        .iter()
        .map(|figure| ["printed", "value", "rule"].map(|key| text(figure, key)))
        .collect();
    assert_eq!(
        figures,
        [
            ["5.3%", "5.3", "value.reported"],
            ["6%", "6", "target.province"],
            ["0.7个百分点", "-0.7", "rate.gap"],
            ["进度滞后", "lagging", "status.target"],
        ]
    );
    let of_unit = claims
        .iter()
        .find(|claim| text(claim, "unit") == "白银市" && text(claim, "text").contains("并列第1位"));
    let figures = of_unit.unwrap()["figures"].as_array().unwrap();
    let source = &figures[0]["from"][0];
    assert_eq!(text(source, "file"), "seeds/progress/2018-03-更正-演示数据.csv");
    assert_eq!((source["line"].as_u64(), source["column"].as_u64()), (Some(4), Some(5)));
}
