//! Small charts: six on a page with one key.

use serde_json::{Value as Json, json};

use super::checker::{LEFT, RIGHT, attachment, checked, find, letter, paragraph, same, text};
use super::drawing::{Drawing, check, drawings};
use crate::color::Color;
use crate::document::{Block, Chart, ChartError};
use crate::test_palette::palette;
use crate::typeset::{NodeKind, PageItem, Typeset};

const DEEP: Color = Color::rgb(0x1D, 0x4E, 0x89);
const TARGET: Color = Color::rgb(0xA6, 0x1C, 0x1C);

fn ranking(n: usize, bars: usize, top: usize) -> Json {
    let bars: Vec<Json> =
        (1..=bars).map(|k| json!({"label": format!("第{k}某某市"), "value": k + n})).collect();
    json!({
        "kind": "ranked", "share": "1/6", "caption": format!("图{n}　各市州增速"), "unit": "%",
        "digits": 1, "sort": "desc", "top": top, "bottom": 2,
        "target": {"label": "全省目标", "value": 7}, "bars": bars,
    })
}

fn block(chart: &Json) -> Block {
    Block::Chart(Chart::from_json(&chart.to_string(), &palette()).unwrap())
}

/// Sets charts in an annex of a letter.
fn annex(charts: &[Json]) -> Typeset {
    let mut document = letter(vec![paragraph("各市州排名见附件。")]);
    let blocks = charts.iter().map(block).collect();
    document.attachments = vec![attachment("各市州主要指标排名", blocks)];
    checked(&document)
}

/// Returns the drawn charts, without the key.
fn charts(set: &Typeset) -> Vec<Drawing> {
    let all = drawings(set);
    all.iter().for_each(check);
    all.into_iter().filter(|drawing| drawing.alt.starts_with("条形图")).collect()
}

#[test]
fn six_charts_of_fifteen_bars_share_a_page_also_below_the_title_of_an_annex() {
    let set = annex(&(1..=14).map(|n| ranking(n, 15, 3)).collect::<Vec<_>>());
    let charts = charts(&set);
    let pages: Vec<usize> = charts.iter().map(|chart| chart.page).collect();
    assert_eq!(pages, [[1; 6].as_slice(), &[2; 6], &[3; 2]].concat());
    for pair in charts.chunks(2) {
        let edges = |chart: &Drawing| {
            let left = chart.words("单位：%").left;
            (left, chart.words.iter().map(|words| words.right).fold(0.0, f64::max))
        };
        let ((left, middle), (second, right)) = (edges(&pair[0]), edges(&pair[1]));
        assert!((left - LEFT).abs() < 0.6, "{left}");
        assert!(
            middle + 5.0 < second && second > LEFT + 81.0 && right < RIGHT,
            "{middle} {second}"
        );
        let caption = |chart: &Drawing| {
            let caption = chart.words.iter().filter(|words| words.text.contains("各市州增速"));
            caption.map(|words| words.top).next().unwrap()
        };
        same(caption(&pair[0]), caption(&pair[1]));
    }
    // All names are whole and printed in at least 6.5 points: a character's ink is then over 1.9 mm high.
    for chart in &charts {
        let names = chart.words.iter().filter(|words| words.text.ends_with("某某市"));
        let names: Vec<_> = names.collect();
        assert_eq!(names.len(), 15);
        assert!(names.iter().all(|name| name.bottom - name.top > 1.9), "{names:?}");
    }
}

#[test]
fn one_key_stands_above_small_charts_and_again_on_the_next_page() {
    let set = annex(&(1..=8).map(|n| ranking(n, 14, 3)).collect::<Vec<_>>());
    let keys: Vec<Drawing> =
        drawings(&set).into_iter().filter(|drawing| drawing.alt.starts_with("图例")).collect();
    assert_eq!(keys.len(), 1, "the second key is for the eye alone");
    assert_eq!(keys[0].alt, "图例：前3位，后2位");
    for page in &set.pages.pages[1..=2] {
        assert_eq!(text(page).matches("前3位").count(), 1);
    }
    let top = charts(&set)[0].words("单位：%").top;
    assert!(keys[0].words("前3位").bottom < top);
    // Where the charts mark different numbers of places, the key gives none.
    let set = annex(&[ranking(1, 14, 3), ranking(2, 14, 1)]);
    let key = drawings(&set).into_iter().find(|drawing| drawing.alt.starts_with("图例")).unwrap();
    assert_eq!(key.alt, "图例：居前，后2位");
}

#[test]
fn a_small_chart_has_its_target_line_with_words_its_marks_and_its_description() {
    let set = annex(&[ranking(1, 14, 3), ranking(2, 14, 3)]);
    let charts = charts(&set);
    for chart in &charts {
        let line = |path: &&crate::typeset::Path| {
            path.stroke.is_some_and(|s| s.dash.is_some() && s.color == TARGET)
        };
        let line = chart.paths.iter().find(line).unwrap();
        let words = chart.words("全省目标 7.0");
        assert!(words.left < line.points[0].x.0 && line.points[0].x.0 < words.right);
        assert!(words.bottom < line.points[0].y.0 + 0.3);
        assert_eq!(chart.areas(DEEP).len(), 3);
    }
    let alt = "条形图：图1　各市州增速（单位：%）。全省目标7.0；前三：第14某某市 15.0，第13某某市 14.0，\
        第12某某市 13.0；后三：第3某某市 4.0，第2某某市 3.0，第1某某市 2.0；\
        达到目标9个，未达到：第5某某市、第4某某市、第3某某市、第2某某市、第1某某市。";
    assert_eq!(charts[0].alt, alt);
    // Each is an element of its own, in reading order, none inside another.
    let items = set.pages.pages[1].items.iter();
    let mut open = None;
    let mut order = Vec::new();
    for item in items {
        match item {
            PageItem::Begin(node) => {
                assert_eq!(open, None);
                open = Some(*node);
                if matches!(set.pages.structure.node(*node).kind, NodeKind::Figure { .. }) {
                    order.push(*node);
                }
            }
            PageItem::End => open = None,
            _ => {}
        }
    }
    assert_eq!(order.len(), 3);
    assert!(order.is_sorted());
}

#[test]
fn a_chart_with_too_many_bars_for_its_share_is_set_like_any_other() {
    let set = annex(&[ranking(1, 14, 3), ranking(2, 40, 3), ranking(3, 14, 3), ranking(4, 14, 3)]);
    let place = |n: usize| {
        let (page, row) = find(&set, &format!("图{n}"));
        (page, row.baseline)
    };
    assert!(place(1) < place(2) && place(2) < place(3));
    assert_eq!(place(3), place(4));
    let charts = charts(&set);
    let right = charts[1].words.iter().map(|words| words.right).fold(0.0, f64::max);
    assert!(right > RIGHT - 15.0, "over the whole width: {right}");
}

#[test]
fn only_rankings_without_a_width_are_small() {
    let error = |chart: Json| Chart::from_json(&chart.to_string(), &palette()).unwrap_err();
    let mut wide = ranking(1, 3, 1);
    wide["width"] = 100.into();
    assert_eq!(error(wide), ChartError::Share("width"));
    let status = json!({"kind": "status", "share": "1/6", "rows": [{"label": "甲", "counts": {}}]});
    assert_eq!(error(status), ChartError::Share("其他 kind"));
}
