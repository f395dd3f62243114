//! Merged cells: no rules inside, repeated where a page ends, nothing lost.

use serde_json::{Value, json};

use super::checker::*;
use super::rich_tables::{across, laid, pages, rows_of, tagged_text, titles};
use crate::typeset::Page;

/// Returns rows of which each 40 share a leader.
fn led(count: usize) -> Vec<Value> {
    (0..count).map(|n| json!([format!("领导{}", n / 40), format!("第{n}项。")])).collect()
}

#[test]
fn a_merged_cell_is_repeated_on_the_page_that_it_goes_on_to() {
    let set = laid(&json!({
        "columns": [{"title": "领导", "width": 1, "merge": true}, {"title": "事项", "width": 3}],
        "rows": led(60),
    }));
    let pages = pages(&set);
    assert_eq!(pages.len(), 3);
    let count = |page: &Page, words: &str| text(page).matches(words).count();
    assert_eq!(count(&pages[0], "领导0"), 1);
    assert_eq!(count(&pages[1], "领导0"), 1);
    assert_eq!(count(&pages[1], "领导1"), 1);
    assert_eq!(count(&pages[2], "领导1"), 1);
    for page in pages {
        // Every page closes the cell at its lower edge, over the whole width.
        let rules = across(page);
        let end = rules.last().unwrap().y.0;
        let mut last = rules.iter().filter(|rule| (rule.y.0 - end).abs() < 0.001);
        assert!(last.any(|rule| (rule.width.0 - (RIGHT - LEFT)).abs() < 0.01));
    }
    // Repeated text is in the structure once.
    let tagged: usize = pages.iter().map(|page| tagged_text(page).matches("领导0").count()).sum();
    assert_eq!(tagged, 1);
    // In the middle of the rows that it heads on the first page.
    let rules = across(&pages[0]);
    let head = rules[1].y.0 + 0.18;
    let end = rules.last().unwrap().y.0 + 0.18;
    let (_, name) = rows_of(&pages[0], "领导0");
    same((name.top() + name.bottom()) / 2.0, (head + end) / 2.0);
}

#[test]
fn a_merged_cell_with_more_text_than_a_page_loses_nothing() {
    for rows in [2, 5, 70] {
        let mut all: Vec<Value> =
            vec![json!([{"text": "国".repeat(3_000), "rowspan": rows}, "甲"])];
        all.extend((1..rows).map(|n| json!([null, format!("第{n}项")])));
        let set = laid(&json!({
            "columns": [{"title": "领导", "width": 1}, {"title": "事项", "width": 3}],
            "rows": all,
        }));
        let text: String = pages(&set).iter().map(text).collect();
        assert_eq!(text.matches('国').count(), 3_000, "{rows}");
        assert_eq!(text.matches('第').count(), rows - 1);
    }
}

#[test]
fn short_merged_cells_keep_their_few_rows_together() {
    for above in 20..=32 {
        let mut rows: Vec<Value> = (0..above).map(|n| json!([format!("领{n}"), "项"])).collect();
        rows.push(json!([{"text": "很长\n的\n名称", "rowspan": 2}, "首行"]));
        rows.push(json!([null, "末行"]));
        let set = laid(&json!({"columns": titles(&["领导", "事项"]), "rows": rows}));
        assert_eq!(find(&set, "首行").0, find(&set, "末行").0, "{above}");
        assert_eq!(find(&set, "很长").0, find(&set, "首行").0, "{above}");
    }
}

#[test]
fn a_cell_over_columns_and_rows_has_no_rules_inside() {
    let set = laid(&json!({
        "columns": [{"title": "甲", "width": 1}, {"title": "乙", "width": 1}, {"title": "丙", "width": 2}],
        "rows": [
            [{"text": "大", "colspan": 2, "rowspan": 2, "align": "center"}, null, "一"],
            [null, null, "二"],
        ],
    }));
    let page = &pages(&set)[0];
    let rules = across(page);
    // Above and below the head, between the rows right of the cell, below the table.
    assert_eq!(rules.len(), 4);
    same(rules[2].x.0, LEFT + 78.0);
    let (_, big) = find(&set, "大");
    same((big.left + big.right()) / 2.0, LEFT + 39.0);
    same((big.top() + big.bottom()) / 2.0, rules[2].y.0 + 0.18);
    let between = black_rules(page).filter(|rule| (rule.x.0 - LEFT - 39.0).abs() < 0.2);
    // Only in the head.
    assert_eq!(between.count(), 1);
}
