//! The templates of `templates/`: listed, readable, and numbered correctly with any parts removed.

use std::path::{Path, PathBuf};

use duban::report::template::{BULLETIN, Templates};
use gongwen::document::{Block, Document};
use serde_json::{Value, json};

/// Maximum length of a template's line, in characters.
const LONGEST: usize = 160;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")
}

/// Returns the templates with their names relative to the folder.
fn templates() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (folder, prefix) in [(folder(), ""), (folder().join("samples"), "samples/")] {
        for entry in folder.read_dir().unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".md") && name != "README.md" {
                let text = std::fs::read_to_string(folder.join(&name)).unwrap();
                found.push((format!("{prefix}{name}"), text));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_readme_lists_every_template() {
    let readme = include_str!("../../templates/README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `"));
    let mut listed: Vec<&str> = rows.map(|row| row.split('`').next().unwrap()).collect();
    listed.sort_unstable();
    let templates = templates();
    let names: Vec<&str> = templates.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(listed, names);
}

#[test]
fn no_line_of_a_template_is_too_long_to_edit() {
    for (name, text) in templates() {
        for (index, line) in text.lines().enumerate() {
            let length = line.chars().count();
            assert!(length <= LONGEST, "{name}:{}: {length} characters", index + 1);
        }
    }
}

/// Returns data of a bulletin in which every chart has something to show.
fn data() -> Value {
    let bars = json!([{"label": "甲", "value": 1}]);
    let status = json!([{"label": "甲", "counts": {"done": 1}}]);
    let counts = json!({"total": 1, "good": 1, "good_share": "100.0", "behind": 1, "severe": 0,
        "behind_words": "", "shares_words": "", "counts_words": "", "verdict_words": "", "is_uniform": false});
    let ranking = |name: &str| {
        json!({"name": name, "title": "增速", "unit": "%", "sort": "desc", "better": "high",
        "line": 1, "line_label": "目标", "marked": 3, "marked_last": 3, "rows": bars})
    };
    let item = json!({"id": "2-1", "matter": "甲", "lead": "乙", "problems": "", "text": "", "leaders": [],
        "result": "", "next_steps": "", "progress": "", "no": 1, "title": "甲", "state": ""});
    let row = json!({"no": 1, "subject": "甲", "goal_words": "", "value_words": "", "reached": "", "gap_words": "",
        "percent_words": "", "due_words": "", "state": "", "leaders": [], "lead": "", "statement": "甲", "places": ""});
    json!({
        "year": 2018, "number": "", "date": "", "addressee": "各部门", "copies": "", "reply_by": "5月18日前",
        "issuer": {"name": "厅", "region": "全省", "government": "省政府", "office": "厅",
            "localities": "市州", "localities_title": "市　州"},
        "notice": {"cited": "《通知》"},
        "period": {"name": "一季度", "cut_off": "3月31日", "due": "4月8日", "schedule": "25.0", "milestones": "", "previous": ""},
        "overall": {"all": counts, "indicators": counts, "tasks": counts, "leaders": status, "scope": "事项"},
        "scoreboard": {"rows": [{"label": "全部"}], "columns": [{"title": "事项", "key": "label"}]},
        "worst": {"rows": [], "lines": []}, "renamed": "",
        "indicators": {"name": "主要指标", "rows": [row], "rates": bars, "amounts": bars},
        "rankings": {"list": [ranking("排名1-1"), ranking("排名2-1")], "tables": [],
            "heat_columns": ["甲"], "heat_counts": {"done": 1}, "enclosed_words": "", "enclosed_note": "",
            "heat_rows": [{"label": "乙", "cells": ["done"]}]},
        "tasks": {"name": "重点工作任务", "rows": [item], "others": [item], "done": [], "unreported": [], "defective": []},
        "behind": {"rows": [item], "concentrated": [], "setbacks": "", "at_risk": []},
        "returns": {"rows": [], "missing": [], "incomplete": [], "in_question": [], "has_faults": false},
        "corrections": {"rows": [], "words": ""}, "verified": {"rows": [], "words": ""},
        "listed": {"rows": [], "words": "", "day": ""},
    })
}

fn render(template: &str) -> Document {
    let workspace = tempfile::tempdir().unwrap();
    std::fs::write(workspace.path().join(BULLETIN), template).unwrap();
    let templates = Templates::load(workspace.path(), "", BULLETIN).unwrap();
    match templates.document(BULLETIN, &data()) {
        Ok(rendered) => rendered.document,
        Err(problem) => panic!("{problem:?}"),
    }
}

/// Returns the captions in reading order.
fn captions(document: &Document) -> Vec<String> {
    let attachments = document.attachments.iter().flat_map(|one| &one.blocks);
    let captions = document.body.iter().chain(attachments).filter_map(|block| match block {
        Block::Chart(chart) => chart.setting.caption.as_ref(),
        Block::Table(table) => table.caption.as_ref(),
        _ => None,
    });
    captions.map(ToString::to_string).collect()
}

/// Returns the ranges of a template that its charts take up.
fn charts(template: &str) -> Vec<std::ops::Range<usize>> {
    let starts = template.match_indices("{{ chart(").map(|(start, _)| start);
    let end = |start: usize| start + template[start..].find(") }}").unwrap() + ") }}".len();
    starts.map(|start| start..end(start)).collect()
}

/// Returns the name of a chart in the template; for a chart in a loop, the first of its names.
fn name(chart: &str) -> &str {
    let name = chart.split_once("name=").unwrap().1;
    let name = name.split(',').next().unwrap();
    name.strip_prefix("ranking.name").map_or(name.trim_matches('"'), |_| "排名1-1")
}

#[test]
fn charts_can_be_taken_out_of_the_bulletin_one_after_another() {
    let template = include_str!("../../templates/bulletin.md");
    let charts = charts(template);
    assert_eq!(charts.len(), 3);
    let titles =
        ["各市州主要指标完成情况分布", "省政府领导牵头事项完成情况", "各市州增速", "各市州增速"];
    // The chart of the loop prints two figures.
    let printed = [0..1, 1..2, 2..4];
    for without in (0..charts.len()).map(Some).chain([None]) {
        let mut text = template.to_owned();
        let mut left: Vec<&str> = titles.to_vec();
        if let Some(index) = without {
            text.replace_range(charts[index].clone(), "");
            left.drain(printed[index].clone());
        }
        let numbered: Vec<String> =
            (1..).zip(&left).map(|(n, title)| format!("图{n}　{title}")).collect();
        // References to every remaining figure, before and after it.
        let mut references = String::new();
        let mut expected = String::new();
        let mut number = 1;
        for (index, chart) in charts.iter().enumerate().filter(|(index, _)| Some(*index) != without)
        {
            references += &format!("[图](#{})", name(&template[chart.clone()]));
            expected += &format!("图{number}");
            number += printed[index].len();
        }
        let text = text.replace("## 存在的主要问题", &format!("{references}\n\n## 存在的主要问题"))
            + "\n"
            + &references
            + "\n";
        let document = render(&text);
        let captions = captions(&document);
        let figures: Vec<&String> =
            captions.iter().filter(|caption| caption.starts_with('图')).collect();
        assert_eq!(figures, numbered.iter().collect::<Vec<_>>());
        let tables: Vec<&String> =
            captions.iter().filter(|caption| caption.starts_with('表')).collect();
        assert_eq!(tables, ["表1　主要指标完成情况"]);
        let attachments = document.attachments.iter().flat_map(|one| &one.blocks);
        let found = document.body.iter().chain(attachments).filter(|block| match block {
            Block::Paragraph(words) => gongwen::document::plain_text(words) == expected,
            _ => false,
        });
        assert_eq!(found.count(), 2, "without {without:?}: {expected}");
    }
}
