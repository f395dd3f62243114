//! Words stand out from what is behind them (WCAG 2.1, 1.4.3): at least 4.5 to 1 where they are smaller than 18 pt.

use gongwen::Color;
use gongwen::typeset::{Mm, PageItem, Path, TextRun};

use super::pages;

const LEAST: f64 = 4.5;
/// From this size on, in points, 3 to 1 is enough.
const LARGE: f64 = 18.0;

/// An area of one colour: left, upper, right and lower edge.
struct Ground {
    edges: [Mm; 4],
    color: Color,
}

/// Words in the colours of categories and series, on paper and on fills, and counts that are nought.
const CHARTS: &str = r#"+++
format = "letter"
mark = "省政府办公厅"
title = ""
sealed = false
+++

如下图。

```chart
{"kind":"status","caption":"图1　完成情况","rows":[
{"label":"全部事项","counts":{"best":1,"fair":2,"worst":1}},{"label":"其他事项","counts":{"best":3}}]}
```

```chart
{"kind":"heat","caption":"图2　分布","digits":1,"columns":["生产总值","投资"],"rows":[
{"label":"兰州市","cells":[{"status":"fair","value":6.2},{"status":"poor","value":1}]},
{"label":"白银市","cells":[{"status":"worst","value":3},{"status":"best","value":2}]}]}
```

```chart
{"kind":"line","caption":"图3　进度","unit":"%","periods":["1月","2月","3月"],
"lines":[{"name":"甲","values":[5,11]},{"name":"乙","values":[6,19]},{"name":"丙","values":[7,14]},
{"name":"丁","values":[1,2]},{"name":"序时进度","values":[10,20,30],"schedule":true}]}
```
"#;

#[test]
fn small_words_stand_out_from_their_ground() {
    let brief = "+++\nformat = \"brief\"\ntitle = \"情况报告\"\nmark = \"省政府督查室\"\ndate = 2018-07-10\n+++\n\n正文。\n";
    let documents = [
        include_str!("charts.md"),
        include_str!("letter.md"),
        include_str!("minutes.md"),
        include_str!("official.md"),
        include_str!("spans.md"),
        include_str!("table.md"),
        brief,
        CHARTS,
    ];
    let mut words = 0;
    let mut colors = std::collections::BTreeSet::new();
    for page in documents.iter().flat_map(|text| pages(text).pages) {
        let mut grounds = Vec::new();
        visit(&page.items, &mut grounds, &mut |run, grounds| {
            words += 1;
            colors.insert(run.color);
            let ground = ground(run, grounds);
            let found = contrast(run.color, ground);
            let least = if run.size.0 < LARGE { LEAST } else { 3.0 };
            let text: String = run.glyphs.iter().map(|glyph| glyph.char).collect();
            assert!(found >= least, "{text}: {:?} on {ground:?} has {found:.2}", run.color);
        });
    }
    assert!(words > 300 && colors.len() > 6, "{words} runs in {colors:?}");
}

fn visit(
    items: &[PageItem],
    grounds: &mut Vec<Ground>,
    look: &mut impl FnMut(&TextRun, &[Ground]),
) {
    for item in items {
        match item {
            PageItem::Text(run) => look(run, grounds),
            PageItem::Rule(rule) => grounds.push(Ground {
                edges: [rule.x, rule.y, rule.x + rule.width, rule.y + rule.height],
                color: rule.color,
            }),
            PageItem::Path(path) => grounds.extend(area(path)),
            // Turned words have a ground of their own: white paper, or fills that are turned with them.
            PageItem::Turned(turned) => visit(&turned.items, &mut Vec::new(), look),
            _ => {}
        }
    }
}

fn area(path: &Path) -> Option<Ground> {
    let color = path.fill?;
    let first = path.points.first()?;
    let edges = path.points.iter().fold([first.x, first.y, first.x, first.y], |edges, point| {
        [
            Mm(edges[0].0.min(point.x.0)),
            Mm(edges[1].0.min(point.y.0)),
            edges[2].max(point.x),
            edges[3].max(point.y),
        ]
    });
    Some(Ground { edges, color })
}

/// Returns the colour behind the middle of a run's first glyph.
fn ground(run: &TextRun, grounds: &[Ground]) -> Color {
    let em = run.size.to_mm();
    let first = run.glyphs.first().map_or(Mm(0.0), |glyph| glyph.x);
    let (x, y) = (first + em * 0.25, run.baseline - em * 0.35);
    let is_behind = |ground: &&Ground| {
        let [left, upper, right, lower] = ground.edges;
        (left.0..right.0).contains(&x.0) && (upper.0..lower.0).contains(&y.0)
    };
    grounds.iter().rev().find(is_behind).map_or(Color::WHITE, |ground| ground.color)
}

fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance (WCAG 2.1).
fn luminance(color: Color) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}
