//! Columns wide enough for the names and the titles in them.

use serde_json::{Value, json};

use super::checker::*;
use super::rich_tables::{across, attached, pages};
use crate::typeset::{Materials, Typeset, WordList, typeset};

fn laid_with(names: &[&str], table: &Value) -> Typeset {
    let names = WordList::new(names.iter().copied());
    let materials = Materials { names: Some(&names), ..Materials::new(fonts()) };
    let set = typeset(&attached(table), &materials);
    check(&set);
    set
}

/// Returns the lines of a page of the attachment whose middle lies between two places across the page.
fn lines_between(set: &Typeset, left: f64, right: f64) -> Vec<String> {
    let middle = |row: &Row| (row.left + row.right()) / 2.0;
    let inside = |row: &Row| (left..right).contains(&middle(row)) && row.size < 12.0;
    rows(&pages(set)[0]).into_iter().filter(inside).map(|row| row.text).collect()
}

/// Returns the places of the vertical rules of the first page of the attachment.
fn edges(set: &Typeset) -> Vec<f64> {
    let rules = black_rules(&pages(set)[0]).filter(|rule| rule.width < rule.height);
    let mut edges: Vec<f64> = rules.map(|rule| rule.x.0).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < 0.5);
    edges
}

#[test]
fn a_column_by_content_holds_the_names_of_people() {
    let units =
        "共同牵头：省发展改革委、省环保厅、省农牧厅、省林业厅、省水利厅；配合：省政府各有关部门";
    let content = "强力推进祁连山生态环境破坏问题整治，通过注销、扣除、补偿等方式全面退出矿业权";
    let columns = json!([
        {"title": "序号", "align": "center"}, {"title": "内　容"},
        {"title": "牵头领导", "align": "center"}, {"title": "其他责任单位"},
    ]);
    for times in 1..8 {
        let row =
            |leaders: &str| json!(["31", content.repeat(times), leaders, units.repeat(times)]);
        let rows = json!([row("黄强\n李沛兴"), row("宋亮"), row("李斌"), row("黄强")]);
        let table = json!({"columns": columns, "rows": rows, "dense": true});
        let set = laid_with(&["李沛兴", "黄强", "省环保厅"], &table);
        let edges = edges(&set);
        let lines = lines_between(&set, edges[2], edges[3]);
        assert!(lines.iter().any(|line| line == "李沛兴"), "{times}: {lines:?}");
    }
}

#[test]
fn titles_of_two_characters_are_not_parted_and_columns_alike_have_one_width() {
    let titles = ["生产总值（%）", "城镇居民人均可支配收入（%）", "城镇新增就业"];
    let below = json!([{"title": "完成"}, {"title": "位次"}, {"title": "升降"}]);
    let groups =
        titles.iter().cycle().take(9).map(|title| json!({"title": title, "columns": below}));
    let mut columns = vec![json!({"title": "市　州"})];
    columns.extend(groups);
    let figures = ["4.0", "1", "↑1", "14.5", "11", "平", "1.9", "9", "↓2"];
    let mut row = vec![json!("嘉峪关市")];
    row.extend(figures.iter().cycle().take(27).map(|figure| json!(figure)));
    let table = json!({
        "columns": columns, "rows": [row.clone(), row], "size": 9, "dense": true, "landscape": true,
        "style": "zebra",
    });
    let set = typeset(&attached(&table), &Materials::new(fonts()));
    let lines = rows(&pages(&set)[0]);
    assert!(
        lines.iter().all(|row| !["位", "次", "升", "降", "完", "成"].contains(&row.text.trim())),
        "{lines:?}"
    );
    assert!(lines.iter().any(|row| row.text.contains("位次")));
    // The rules below the common titles.
    let widths: Vec<f64> = across(&pages(&set)[0]).iter().map(|rule| rule.width.0).collect();
    let groups: Vec<f64> = widths.into_iter().filter(|width| *width < 50.0).collect();
    assert_eq!(groups.len(), 9);
    assert!(groups.iter().all(|width| (width - groups[0]).abs() < 0.01), "{groups:?}");
}

#[test]
fn a_name_begins_the_next_line_and_gives_up_the_blank_of_its_cell() {
    let table = |words: &str| {
        json!({
            "columns": [{"title": "牵头单位", "width": "26mm", "align": "center"}, {"title": "事　项", "width": 1}],
            "rows": [[words, "甲"]], "size": 9, "dense": true,
        })
    };
    let names = ["省建设厅", "省食品药品监管局", "国家统计局甘肃调查总队"];
    let lines = |words: &str| {
        let set = laid_with(&names, &table(words));
        let edges = edges(&set);
        lines_between(&set, edges[0], edges[1])
    };
    // Eight characters of 9 pt take 25.4 mm.
    assert_eq!(lines("省建设厅、省食品药品监管局"), ["牵头单位", "省建设厅、", "省食品药品监管局"]);
    // Three characters or more of a name wider than the line are on either one.
    assert_eq!(
        lines("省人社厅会同国家统计局甘肃调查总队"),
        ["牵头单位", "省人社厅会同", "国家统计局甘肃", "调查总队"]
    );
    // With the mark after it a name of eight characters is too wide.
    assert_eq!(
        lines("省建设厅、省食品药品监管局、省建设厅")[1..3],
        ["省建设厅、省食品", "药品监管局、"]
    );
}

#[test]
fn one_row_moves_to_the_page_of_the_end_matter() {
    let tall = "正文与说明".repeat(30);
    for notes in [json!(null), json!("注：说明。")] {
        let mut moved = 0;
        for count in 5..=20 {
            let rows: Vec<Value> = (1..=count).map(|n| json!([format!("甲{n}乙"), tall])).collect();
            let mut table = json!({
                "columns": [{"title": "序号", "width": 1}, {"title": "内容", "width": 3}], "rows": rows,
            });
            if !notes.is_null() {
                table["note"] = notes.clone();
            }
            let mut document = attached(&table);
            document.front.copies = Some("省委办公厅".to_owned());
            let set = checked(&document);
            let page = |n: usize| find(&set, &format!("甲{n}乙")).0;
            let last = page(count);
            assert_eq!(find(&set, "抄送").0, last, "{count}");
            if last > 1 && page(count - 1) < last {
                moved += 1;
            }
            if last > 1 {
                let before = &set.pages.pages[last - 1];
                let end = across(before).last().map(|rule| (rule.y + rule.height).0).unwrap();
                // A row of six lines is 35.6 mm high.
                assert!(BOTTOM - end < 36.0, "{count}: {end}");
            }
        }
        assert!(moved > 0);
    }
}
