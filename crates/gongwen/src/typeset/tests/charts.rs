use serde_json::{Value as Json, json};

use super::checker::{LEFT, RIGHT, TOP, checked, letter, paragraph, same};
use super::drawing::{Drawing, Words, check, drawings};
use crate::color::Color;
use crate::document::{Block, Chart, Look, PassageId, passage};
use crate::test_palette::{CODES, palette};
use crate::typeset::{PageItem, Path, Point, Rule, Stroke};

fn block(chart: &Json) -> Block {
    Block::Chart(Chart::from_json(&chart.to_string(), &palette()).unwrap())
}

fn look(code: &str) -> Look {
    palette().find(code).expect("a grade").look
}

/// Draws charts, each the only one of a letter.
fn draw_all(charts: &[Json]) -> Vec<Drawing> {
    let mut document = letter(charts.iter().map(block).collect());
    document.front.signature = Vec::new();
    document.front.date = None;
    let drawings = drawings(&checked(&document));
    drawings.iter().for_each(check);
    drawings
}

fn draw(chart: Json) -> Drawing {
    let mut drawings = draw_all(&[chart]);
    assert_eq!(drawings.len(), 1);
    drawings.remove(0)
}

fn bar(label: &str, value: impl Into<Json>) -> Json {
    json!({"label": label, "value": value.into()})
}

/// Asserts that ink is centred as its cells are: glyphs have blanks at their sides.
#[track_caller]
fn near(measured: f64, expected: f64) {
    assert!((measured - expected).abs() < 0.6, "{measured:.3} {expected:.3}");
}

const PALE: Color = Color::rgb(0xAE, 0xC4, 0xDD);
const DEEP: Color = Color::rgb(0x1D, 0x4E, 0x89);
const BASELINE: Color = Color::rgb(0x33, 0x33, 0x33);
const TARGET: Color = Color::rgb(0xA6, 0x1C, 0x1C);

/// Returns the dashed line of a target.
fn target_line(drawing: &Drawing) -> &[Point] {
    let is_target = |stroke: Stroke| stroke.dash.is_some() && stroke.color == TARGET;
    let mut lines = drawing.paths.iter().filter(|path| path.stroke.is_some_and(is_target));
    let line = lines.next().unwrap();
    assert!(lines.next().is_none());
    &line.points
}

#[test]
fn ranked_bars_are_as_long_as_their_values_from_one_zero() {
    let drawing = draw(json!({"kind": "ranked", "digits": 1, "bars": [
        bar("甲市", 8), bar("乙市", "4"), bar("丙市", -2), bar("丁市", 0)
    ], "target": {"label": "目标", "value": 6}}));
    let bars = drawing.areas(PALE);
    assert_eq!(bars.len(), 3);
    let unit = bars[1].width.0 / 4.0;
    assert!(unit > 5.0, "bars fill the width: {unit}");
    same(bars[0].width.0, 8.0 * unit);
    same(bars[2].width.0, 2.0 * unit);
    let zero = drawing.areas(BASELINE)[0];
    let zero = zero.x.0 + zero.width.0 / 2.0;
    same(bars[0].x.0, zero);
    same(bars[1].x.0, zero);
    same((bars[2].x + bars[2].width).0, zero);
    let line = target_line(&drawing);
    same(line[0].x.0, zero + 6.0 * unit);
    same(line[1].x.0, line[0].x.0);
    // A value is printed beyond the end of its bar; -2 left of it.
    assert!(drawing.words("8.0").left > (bars[0].x + bars[0].width).0);
    assert!(drawing.words("-2.0").right < bars[2].x.0);
    assert!(drawing.words("0.0").left > zero);
    let words = drawing.words("目标 6.0");
    near((words.left + words.right) / 2.0, line[0].x.0);
}

#[test]
fn a_value_keeps_clear_of_the_target_line() {
    for value in ["5.9", "6.0", "5.2"] {
        let bars = json!([bar("甲市", value), bar("乙市", "9.0")]);
        let target = json!({"label": "目标", "value": 6});
        let drawing = draw(json!({"kind": "ranked", "bars": bars, "target": target}));
        let x = target_line(&drawing)[0].x.0;
        let words = drawing.words(value);
        assert!(words.right < x - 0.2 || words.left > x + 0.2, "{value}");
    }
}

#[test]
fn sorting_puts_the_missing_and_the_unranked_last() {
    let mut bars = vec![bar("甲市", 3), bar("乙市", Json::Null), bar("丙市", 7)];
    bars.insert(0, json!({"label": "新区", "value": 9, "ranked": false}));
    let order = |drawing: &Drawing| {
        let mut names: Vec<&Words> =
            drawing.words.iter().filter(|words| words.text.ends_with(['市', '区'])).collect();
        names.sort_by(|a, b| a.top.total_cmp(&b.top));
        names.iter().map(|n| n.text.clone()).collect::<Vec<_>>()
    };
    let sorted = draw(json!({"kind": "ranked", "bars": bars, "sort": "desc"}));
    assert_eq!(order(&sorted), ["丙市", "甲市", "乙市", "新区"]);
    let missing = sorted.words("无数据");
    let row = sorted.words("乙市");
    near(missing.top + missing.bottom, row.top + row.bottom);
    let given = draw(json!({"kind": "ranked", "bars": bars}));
    assert_eq!(order(&given), ["新区", "甲市", "乙市", "丙市"]);
}

#[test]
fn the_best_and_the_worst_are_told_apart_without_colour() {
    let bars: Vec<Json> = (1..=8).map(|n| bar(&format!("{n}市"), n)).collect();
    let drawing = draw(json!({"kind": "ranked", "bars": bars, "top": 3, "bottom": 2}));
    // One sample of each in the key; the worst are hatched on white.
    assert_eq!(drawing.areas(DEEP).len(), 3 + 1);
    assert_eq!(drawing.areas(Color::WHITE).len(), 2 + 1);
    assert_eq!(drawing.areas(PALE).len(), 3);
    drawing.words("前3位");
    drawing.words("后2位");
    let hatching = drawing.paths.iter().filter(|path| !path.closed).count();
    assert!(hatching > 10, "{hatching}");
    let low = json!({"kind": "ranked", "bars": bars, "top": 1, "better": "low"});
    let best = draw(low).areas(DEEP)[1];
    assert!(best.width < drawing.areas(PALE)[0].width, "the smallest is the best");
}

#[test]
fn equal_values_share_their_place_and_equals_all_have_none() {
    let bars = |values: &[i32]| -> Vec<Json> { values.iter().map(|&v| bar("市", v)).collect() };
    let count = |values: &[i32]| {
        let chart = json!({"kind": "ranked", "bars": bars(values), "top": 1, "bottom": 1});
        draw(chart).areas(DEEP).len()
    };
    assert_eq!(count(&[9, 9, 5, 1]), 2 + 1);
    assert_eq!(count(&[5, 5, 5]), 0);
    assert_eq!(count(&[5]), 0);
}

#[test]
fn bars_with_ranks_are_told_apart_by_exact_values() {
    let bars = |with_rank: bool| -> Vec<Json> {
        let rank = |rank: u32| if with_rank { json!(rank) } else { Json::Null };
        vec![
            json!({"label": "甲", "value": "7.04", "rank": rank(1)}),
            json!({"label": "乙", "value": "6.98", "rank": rank(2)}),
            json!({"label": "丙", "value": "1", "rank": rank(3)}),
        ]
    };
    let best = |with_rank| {
        let bars = bars(with_rank);
        let chart = json!({"kind": "ranked", "digits": 1, "bars": bars, "top": 1});
        draw(chart).areas(DEEP).len() - 1
    };
    // Both print as 7.0.
    assert_eq!((best(true), best(false)), (1, 2));
}

#[test]
fn upright_bars_stand_on_one_baseline_and_missing_ones_do_not_stand() {
    let drawing =
        draw(json!({"kind": "bars", "series": ["目标", "完成"], "unit": "万人", "groups": [
        {"label": "一季度", "values": [10, "11.02"]},
        {"label": "上半年", "values": [20, null]},
        {"label": "前三季度", "values": [-5, 12]},
    ], "target": {"label": "年度目标", "value": 16}}));
    let first = &drawing.areas(PALE)[1..];
    let second = &drawing.areas(DEEP)[1..];
    assert_eq!((first.len(), second.len()), (3, 2));
    let zero = drawing.areas(BASELINE)[0];
    let zero = zero.y.0 + zero.height.0 / 2.0;
    let unit = first[1].height.0 / 20.0;
    same(first[0].height.0, 10.0 * unit);
    same(second[0].height.0, 11.02 * unit);
    same((first[0].y + first[0].height).0, zero);
    same(first[2].y.0, zero);
    same(first[2].height.0, 5.0 * unit);
    same(target_line(&drawing)[0].y.0, zero - 16.0 * unit);
    assert!(drawing.words("11.02").bottom < second[0].y.0);
    assert!(drawing.words("-5").top > (first[2].y + first[2].height).0);
    assert!(drawing.words("无数据").bottom < zero);
    drawing.words("单位：万人");
    assert!(drawing.words("一季度").left < drawing.words("上半年").left);
}

#[test]
fn a_line_ends_at_a_missing_value_and_the_schedule_is_dashed() {
    let schedule: Vec<f64> = (1..=5).map(|n| f64::from(n) * 10.0).collect();
    let drawing =
        draw(json!({"kind": "line", "periods": ["1月", "2月", "3月", "4月", "5月"], "lines": [
            {"name": "累计完成", "values": [8, 25, null, 41, 46]},
            {"name": "序时进度", "schedule": true, "values": schedule},
        ]}));
    let schedule = target_line(&drawing);
    let unit = (schedule[0].y - schedule[4].y).0 / 40.0;
    let solid: Vec<&Path> = drawing
        .paths
        .iter()
        .filter(|path| {
            !path.closed && path.stroke.is_some_and(|s| s.color == DEEP && s.width.0 == 0.5)
        })
        .collect();
    assert_eq!(solid.len(), 2);
    assert_eq!([solid[0].points.len(), solid[1].points.len()], [2, 2]);
    same(solid[0].points[0].y.0, schedule[0].y.0 + 2.0 * unit);
    same(solid[0].points[1].y.0, schedule[1].y.0 - 5.0 * unit);
    same(solid[1].points[1].y.0, schedule[4].y.0 + 4.0 * unit);
    same(solid[1].points[1].x.0, schedule[4].x.0);
    // Zero is on the axis, five units of the schedule below its first value.
    let zero = drawing.areas(BASELINE)[0];
    same(zero.y.0 + zero.height.0 / 2.0, schedule[0].y.0 + 10.0 * unit);
    // The missing value has a dash below its place.
    let dash = drawing.words("—");
    near((dash.left + dash.right) / 2.0, schedule[2].x.0);
    for text in ["8", "25", "41", "1月", "5月"] {
        drawing.words(text);
    }
    let texts = drawing.texts().concat();
    assert!(texts.contains("累计完成46") || texts.contains("累计完成 46"), "{texts}");
}

#[test]
fn values_close_together_are_shown_without_zero() {
    let line = json!([{"name": "巩固率", "values": ["92.8", "93.1", "94.0"]}]);
    let drawing = draw(json!({"kind": "line", "periods": ["a", "b", "c"], "lines": line}));
    assert!(drawing.areas(BASELINE).is_empty());
    drawing.words("92.5");
}

#[test]
fn the_parts_of_a_status_bar_are_as_wide_as_their_counts() {
    let counts = json!({"best": 12, "fair": 131, "poor": 26, "worst": 9, "absent": 7,
        "open": 4});
    let drawing =
        draw(json!({"kind": "status", "rows": [{"label": "全部事项", "counts": counts}]}));
    let parts: Vec<Rule> =
        CODES.into_iter().flat_map(|code| drawing.areas(look(code).fill)).collect();
    assert_eq!(parts.len(), 6);
    for (part, count) in parts.iter().zip([12, 131, 26, 9, 7, 4]) {
        // 0.3 mm of each part is the white gap between them.
        same(part.width.0, 156.0 * f64::from(count) / 189.0 - 0.3);
    }
    same(parts[0].x.0, LEFT + 0.15);
    same((parts[5].x + parts[5].width).0, RIGHT - 0.15);
    for text in ["131项 69.3%", "26项 13.8%", "9项 4.8%", "4项 2.1%"] {
        drawing.words(text);
    }
    assert_eq!(drawing.words("明显落后").color, look("worst").ink);
    assert!(drawing.texts().concat().contains("全部事项　189项"));
}

#[test]
fn several_status_bars_have_their_counts_in_columns() {
    let row = |name: &str, counts: Json| json!({"label": name, "counts": counts});
    let drawing = draw(json!({"kind": "status", "rows": [
        row("甲", json!({"fair": 3, "worst": 1})), row("乙", json!({"worst": 20})), row("丙", json!({}))
    ]}));
    let column = drawing.words("明显落后");
    let centre = (column.left + column.right) / 2.0;
    let count = drawing.words("1");
    assert!((count.left + count.right - 2.0 * centre).abs() < 0.6);
    assert_eq!(drawing.texts().iter().filter(|text| **text == "20").count(), 2);
    assert_eq!(drawing.texts().iter().filter(|text| **text == "0").count(), 4);
    let severe = drawing.areas(look("worst").fill);
    // A sample in the key, a quarter of a bar, a whole bar.
    assert_eq!(severe.len(), 3);
    same((severe[1].width.0 + 0.3) * 4.0, severe[2].width.0 + 0.3);
}

#[test]
fn the_cells_of_a_heat_map_stand_in_a_grid_and_differ_in_black_and_white() {
    let row = |name: &str, from: usize| {
        let cells = (0..6).map(|n| CODES[(n + from) % 6]);
        json!({"label": name, "cells": cells.map(|s| json!({"status": s, "value": "7.5"})).collect::<Vec<_>>()})
    };
    let columns = ["一", "二", "三", "四", "五", "六"];
    let drawing =
        draw(json!({"kind": "heat", "columns": columns, "rows": [row("甲市", 0), row("乙市", 1)]}));
    let mut marks = Vec::new();
    for (index, code) in CODES.into_iter().enumerate() {
        let cells = &drawing.areas(look(code).fill)[1..];
        assert_eq!(cells.len(), 2, "{code}");
        same(cells[0].width.0, cells[1].width.0);
        same((cells[1].y - cells[0].y).0, 6.4);
        let pitch = cells[0].width.0 + 0.5;
        let column = (index + 5) % 6;
        same((cells[1].x - cells[0].x).0, pitch * (column as f64 - index as f64));
        let inside = |path: &&Path| {
            path.closed
                && path.points.iter().all(|point| {
                    (cells[0].x.0 + 0.3..=cells[0].x.0 + 3.2).contains(&point.x.0)
                        && (cells[0].y.0..=cells[0].y.0 + cells[0].height.0).contains(&point.y.0)
                })
        };
        let shape = |path: &Path| {
            let points = path.points.iter();
            let points = points.map(|p| {
                let (x, y) = ((p.x - cells[0].x).0, (p.y - cells[0].y).0);
                ((x * 100.0).round() as i64, (y * 100.0).round() as i64)
            });
            (points.collect::<Vec<_>>(), path.fill.is_some())
        };
        let found: Vec<_> = drawing.paths.iter().filter(inside).map(shape).collect();
        assert!(!found.is_empty(), "{code} has no mark");
        assert!(!marks.contains(&found), "{code} looks like another");
        marks.push(found);
    }
    drawing.words("无数据 2");
    assert_eq!(drawing.texts().iter().filter(|text| **text == "7.5").count(), 12);
}

#[test]
fn a_chart_stands_with_its_caption_and_says_in_words_what_it_shows() {
    let drawing =
        draw(json!({"kind": "ranked", "caption": "图1　投资增速", "unit": "%", "digits": 1,
        "source": "资料来源：省统计局", "bars": [bar("甲市", 8), bar("乙市", Json::Null)],
        "target": {"label": "全省目标", "value": 7}}));
    assert_eq!(
        drawing.alt,
        "条形图：图1　投资增速（单位：%）。全省目标7.0；甲市 8.0；均达到目标；无数据：乙市。"
    );
    let caption =
        drawing.words.iter().filter(|words| words.text.contains("投资增速")).collect::<Vec<_>>();
    assert_eq!(caption.len(), 1);
    let source = drawing.words("资料来源：省统计局");
    assert!(caption[0].top > source.bottom);
    assert!((caption[0].left + caption[0].right - LEFT - RIGHT).abs() < 12.0);
}

#[test]
fn a_chart_that_does_not_fit_the_page_begins_the_next() {
    let mut blocks: Vec<Block> = (0..10).map(|n| paragraph(&format!("第{n}段"))).collect();
    let bars: Vec<Json> = (0..14).map(|n| bar(&format!("{n}市"), n)).collect();
    blocks.push(block(&json!({"kind": "ranked", "caption": "图1", "bars": bars})));
    let set = checked(&letter(blocks));
    let drawings = drawings(&set);
    assert_eq!(drawings.len(), 1);
    assert_eq!(drawings[0].page, 1);
    let top = drawings[0].words.iter().map(|words| words.top);
    assert!(top.fold(f64::INFINITY, f64::min) < TOP + 5.0, "no blank above it");
}

#[test]
fn two_hundred_bars_take_several_strips_and_lose_none() {
    let bars: Vec<Json> = (1..=200).map(|n| bar(&format!("单位{n}号"), n)).collect();
    let drawings = draw_all(&[json!({"kind": "ranked", "caption": "图1　很多", "bars": bars})]);
    assert!(drawings.len() > 3);
    let texts: Vec<&str> = drawings.iter().flat_map(Drawing::texts).collect();
    for n in 1..=200 {
        assert!(texts.contains(&format!("{n}").as_str()), "{n}");
    }
    let all: Vec<Rule> = drawings.iter().flat_map(|d| d.areas(PALE)).collect();
    assert_eq!(all.len(), 200);
    same(all[199].width.0, all[49].width.0 * 4.0);
    assert!(drawings[1].texts().concat().contains("（续）"));
    let groups: Vec<Json> =
        (1..=100).map(|n| json!({"label": format!("{n}"), "values": [n, -n]})).collect();
    let drawings = draw_all(&[json!({"kind": "bars", "series": ["一", "二"], "groups": groups})]);
    assert!(drawings.len() > 1);
}

#[test]
fn nothing_lies_on_anything_else_whatever_the_data() {
    let long = "长".repeat(300);
    let hostile = "`|*#<b>{{ x }}+++\u{202E}\n\u{1F600}䶮";
    let bars =
        json!([bar(&long, 5), bar("", 0), bar(&"a".repeat(300), -1e15), bar(hostile, "0.000001")]);
    let target = |value: i32| json!({"label": long, "value": value});
    let four = |n: i32| json!({"label": format!("第{n}组"), "values": [n, n + 1, null, "3.25"]});
    let many: Vec<i32> = (0..90).map(|n| n * 37 % 50).collect();
    let cell = |n: usize| json!({"status": CODES[n % 6], "value": "123456.789"});
    draw_all(&[
        json!({"kind": "ranked", "bars": bars, "target": target(-3), "caption": long, "unit": long,
            "source": long, "top": 3, "bottom": 3}),
        json!({"kind": "ranked", "bars": [bar("甲", 0), bar("乙", 0)]}),
        json!({"kind": "ranked", "bars": [{"label": "甲"}], "target": {"label": "目标", "value": 0}}),
        json!({"kind": "bars", "series": ["一"], "groups": [{"label": "甲", "values": [0]}]}),
        json!({"kind": "bars", "series": ["一", "二", "三", "四"], "target": target(7), "height": 20,
            "groups": (0..12).map(four).collect::<Vec<_>>()}),
        json!({"kind": "bars", "series": [long], "groups": [{"label": long, "values": ["-123456789.12345"]}]}),
    ]);
    let periods: Vec<String> = (0..90).map(|n| n.to_string()).collect();
    let name = |name: &str, values: &[i32]| json!({"name": name, "values": values});
    draw_all(&[
        json!({"kind": "line", "periods": periods, "lines": [name(&long, &many), name("空", &[])]}),
        json!({"kind": "line", "periods": [long], "lines": [name("甲", &[92])]}),
        json!({"kind": "line", "periods": ["一", "二"], "width": 60, "height": 20, "lines": [
            name("甲", &[5, 5]), name("乙", &[5, 5]), name("丙", &[5, 5]), name("丁", &[5, 5])]}),
        json!({"kind": "status", "rows": [{"counts": {"best": 1, "fair": 1, "poor": 1, "worst": 1,
            "absent": 1, "open": 4_000_000_000_u32}}]}),
        json!({"kind": "status", "width": 60, "rows": [{"counts": {"best": 1, "fair": 1, "poor": 1,
            "worst": 1, "absent": 1, "open": 9}}]}),
        json!({"kind": "status", "rows": [{"counts": {}}]}),
        json!({"kind": "status", "rows": [{"label": long, "counts": {"best": 4_000_000_000_u32}},
            {"label": hostile, "counts": {}}]}),
        json!({"kind": "heat", "columns": (0..40).map(|n| format!("指标{n}")).collect::<Vec<_>>(),
            "rows": (0..45).map(|n| json!({"label": format!("单位{n}"),
                "cells": (0..40).map(|m| cell(n + m)).collect::<Vec<_>>()})).collect::<Vec<_>>()}),
        json!({"kind": "heat", "columns": [long], "rows": [{"label": long, "cells": ["优秀"]}]}),
    ]);
}

/// Returns the JSON with every string that begins with `#` as a passage: its number comes up to a blank, its
/// text after it.
fn with_passages(json: &Json, marked: bool) -> Json {
    match json {
        Json::String(text) => match text.strip_prefix('#').and_then(|text| text.split_once(' ')) {
            Some((id, text)) if marked => {
                passage::marked(PassageId(id.parse().unwrap()), text).into()
            }
            Some((_, text)) => text.parse::<serde_json::Number>().map_or(text.into(), Json::from),
            None => json.clone(),
        },
        Json::Array(all) => all.iter().map(|one| with_passages(one, marked)).collect(),
        Json::Object(map) => {
            let entries = map.iter();
            entries.map(|(key, value)| (key.clone(), with_passages(value, marked))).collect()
        }
        other => other.clone(),
    }
}

#[test]
fn figures_of_charts_are_passages_without_moving() {
    let charts = [
        json!({"kind": "ranked", "digits": 1, "target": {"label": "目标", "value": "#1 6"}, "bars": [
            {"label": "甲", "value": "#2 7.25"}, {"label": "#3 乙9", "value": "#4 5.5", "rank": "#5 2"}]}),
        json!({"kind": "bars", "series": ["一"], "groups": [{"label": "甲", "values": ["#1 7.5"]}]}),
        json!({"kind": "line", "periods": ["1月", "2月"], "lines": [
            {"name": "甲", "values": ["#1 7", "#2 8"]}]}),
        json!({"kind": "status", "caption": "图　共#项", "rows": [
            {"label": "全部", "counts": {"best": "#1 2", "poor": "#2 1"}, "total": "#3 3"}]}),
        json!({"kind": "status", "rows": [
            {"label": "甲", "counts": {"best": "#1 2"}, "total": "#2 2"},
            {"label": "乙", "counts": {"poor": "#3 1"}, "total": "#4 1"}]}),
        json!({"kind": "heat", "columns": ["a"], "counts": {"best": "#1 1", "poor": "#2 1"}, "rows": [
            {"label": "甲", "cells": [{"status": "best", "value": "#3 7.0"}]},
            {"label": "乙", "cells": [{"status": "poor", "value": "#4 3.0"}]}]}),
    ];
    let expected: [&[(u32, &str)]; 6] = [
        &[(1, "6.0"), (2, "7.3"), (3, "乙9"), (4, "5.5"), (5, "2")],
        &[(1, "7.5")],
        &[(1, "7"), (2, "8")],
        &[(3, "3"), (1, "2项 66.7%"), (2, "1项 33.3%")],
        &[(1, "2"), (2, "2"), (3, "1"), (4, "1")],
        &[(1, "1"), (2, "1"), (3, "7.0"), (4, "3.0")],
    ];
    for (chart, expected) in charts.iter().zip(expected) {
        let set = |marked| checked(&letter(vec![block(&with_passages(chart, marked))])).pages;
        let (mut marked, plain) = (set(true), set(false));
        let mut found = marked.passages();
        found.sort_by_key(|passage| expected.iter().position(|(id, _)| *id == passage.id.0));
        let found: Vec<(u32, &str)> =
            found.iter().map(|passage| (passage.id.0, passage.text.as_str())).collect();
        assert_eq!(found, expected, "{chart}");
        for item in marked.pages.iter_mut().flat_map(|page| &mut page.items) {
            if let PageItem::Text(run) = item {
                run.glyphs.iter_mut().for_each(|glyph| glyph.passage = None);
            }
        }
        assert_eq!(marked.pages, plain.pages, "{chart}");
    }
}

#[test]
fn text_of_the_section_goes_before_a_figure_that_does_not_fit() {
    let bars: Vec<Json> = (1..=14).map(|n| bar(&format!("市{n}"), n)).collect();
    let chart =
        |n: usize| block(&json!({"kind": "ranked", "caption": format!("图{n}"), "bars": bars}));
    let lines = |from: usize, to: usize| {
        (from..=to).map(|n| paragraph(&format!("第{n}行"))).collect::<Vec<_>>()
    };
    let heading = |text: &str| Block::Heading {
        level: 1,
        number: String::new(),
        text: vec![crate::document::Inline::plain(text)],
    };
    // Twelve lines leave about two of the fourteen rows of the first page.
    let mut body = lines(1, 11);
    body.push(chart(1));
    body.extend(lines(12, 13));
    body.push(heading("二、问题"));
    body.extend(lines(14, 16));
    let set = checked(&letter(body));
    let page = |words: &str| super::checker::find(&set, words).0;
    assert_eq!(page("第12行"), 0, "text comes before the figure");
    assert_eq!(page("第13行"), 0);
    assert_eq!(page("图1"), 1);
    assert_eq!(page("二、问题"), 1, "but not that of the next section");
    let second = super::checker::rows(&set.pages.pages[1]);
    let at = |words: &str| second.iter().position(|row| row.text.contains(words)).unwrap();
    assert!(at("图1") < at("二、问题") && at("二、问题") < at("第14行"));
}

#[test]
fn figures_keep_their_order_when_text_goes_before_them() {
    let bars: Vec<Json> = (1..=14).map(|n| bar(&format!("市{n}"), n)).collect();
    let chart =
        |n: usize| block(&json!({"kind": "ranked", "caption": format!("图{n}"), "bars": bars}));
    let mut body: Vec<Block> = (1..=8).map(|n| paragraph(&format!("第{n}行"))).collect();
    body.extend([chart(1), chart(2), chart(3)]);
    body.extend((9..=30).map(|n| paragraph(&format!("第{n}行"))));
    let set = checked(&letter(body));
    let place = |words: &str| {
        let (page, row) = super::checker::find(&set, words);
        (page, row.baseline)
    };
    assert!(place("图1") < place("图2") && place("图2") < place("图3"));
    assert_eq!(place("第12行").0, 0);
    for n in 1..30 {
        assert!(place(&format!("第{n}行")) < place(&format!("第{}行", n + 1)), "{n}");
    }
}

#[test]
fn a_description_is_brief_and_a_part_tells_what_is_in_it() {
    let bars: Vec<Json> = (1..=90).map(|n| bar(&format!("某某县第{n}乡镇"), n)).collect();
    let set = checked(&letter(vec![block(&json!({
        "kind": "ranked", "caption": "图1　增速", "unit": "%", "sort": "desc", "bars": bars,
        "target": {"label": "全省目标", "value": 45},
    }))]));
    let alts: Vec<String> = drawings(&set).into_iter().map(|drawing| drawing.alt).collect();
    assert!(alts.len() > 1 && alts.iter().all(|alt| alt.chars().count() <= 250), "{alts:?}");
    let whole =
        "条形图：图1　增速（单位：%）。全省目标45；前三：某某县第90乡镇 90，某某县第89乡镇 89，";
    assert!(alts[0].starts_with(whole), "{}", alts[0]);
    assert!(alts[0].contains("达到目标46个，未达到："), "{}", alts[0]);
    // The last part ends with the last bars.
    let last = alts.last().unwrap();
    assert!(last.starts_with("条形图（续）：图1　增速（单位：%）。"), "{last}");
    assert!(last.contains("后三：某某县第3乡镇 3，某某县第2乡镇 2，某某县第1乡镇 1"), "{last}");
    assert!(!last.contains("某某县第90乡镇"), "{last}");
}
