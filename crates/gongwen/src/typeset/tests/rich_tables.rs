//! Tables: widths by content, rich and merged cells, styles, captions, 续表, turned sheets.

use serde_json::{Value, json};

use super::checker::*;
use crate::color::Color;
use crate::document::{Block, Document, Table};
use crate::test_palette::palette;
use crate::typeset::{
    Materials, NodeKind, Overflowing, Page, PageItem, Path, Rule, Span, Structure, Typeset, typeset,
};

/// Returns a letter whose only attachment is a table.
pub fn attached(table: &Value) -> Document {
    let mut document = letter(vec![paragraph("正文。")]);
    let table = Table::from_value(table, &palette()).expect("the table is right");
    document.attachments = vec![attachment("清单", vec![Block::Table(table)])];
    document
}

pub fn laid(table: &Value) -> Typeset {
    checked(&attached(table))
}

/// Returns the pages of the attachment.
pub fn pages(set: &Typeset) -> &[Page] {
    &set.pages.pages[1..]
}

/// Returns the horizontal rules of a page, as upper edge, left edge, width and height.
pub fn across(page: &Page) -> Vec<Rule> {
    let rules = black_rules(page).filter(|rule| rule.width > rule.height);
    let mut rules: Vec<Rule> = rules.copied().collect();
    rules.sort_by(|a, b| a.y.0.total_cmp(&b.y.0).then(a.x.0.total_cmp(&b.x.0)));
    rules
}

/// Returns the middles of the vertical rules of a page, each once.
fn uprights(page: &Page) -> Vec<f64> {
    let mut middles: Vec<f64> = black_rules(page)
        .filter(|rule| rule.width < rule.height)
        .map(|rule| (rule.x + rule.width / 2.0).0)
        .collect();
    middles.sort_by(f64::total_cmp);
    middles.dedup_by(|a, b| (*a - *b).abs() < 0.001);
    middles
}

fn paths(page: &Page) -> Vec<&Path> {
    let items = page.items.iter();
    items
        .filter_map(|item| match item {
            PageItem::Path(path) => Some(path),
            _ => None,
        })
        .collect()
}

pub fn titles(titles: &[&str]) -> Value {
    titles.iter().map(|title| json!({"title": title})).collect()
}

#[test]
fn figures_take_what_they_need_and_long_text_the_rest() {
    let long = "落实国家重点工作任务，".repeat(20);
    let set = laid(&json!({
        "columns": titles(&["序号", "内容"]),
        "rows": [["128", long]],
    }));
    let edges = uprights(&pages(&set)[0]);
    // 序号: two characters and half a one on either side.
    same(edges[1] - LEFT, 3.0 * 10.5 * 25.4 / 72.0);
    same(edges[2], RIGHT - 0.09);
}

#[test]
fn long_texts_share_the_width_so_that_their_rows_are_low() {
    let text = |n| "落实国家任务".repeat(n);
    let height = |columns: Value| {
        let row = json!([text(10), text(40)]);
        let set = laid(&json!({"columns": columns, "rows": [row.clone(), row]}));
        let rules = across(&pages(&set)[0]);
        rules.last().unwrap().y.0 - rules[0].y.0
    };
    let fitted = height(titles(&["甲", "乙"]));
    for share in 1..10 {
        let shares = json!([{"title": "甲", "width": share}, {"title": "乙", "width": 10 - share}]);
        assert!(fitted < height(shares) + 11.1, "{share}");
    }
    // No column is starved by one whose cells are nearly empty.
    let set = laid(&json!({
        "columns": titles(&["甲", "乙", "丙"]),
        "rows": [["—", "—", text(9)], ["—", text(3), text(9)], ["—", "—", text(9)], ["—", "—", text(9)]],
    }));
    let edges = uprights(&pages(&set)[0]);
    assert!(edges[3] - edges[2] > 100.0, "{edges:?}");
}

#[test]
fn a_dense_table_has_more_rows_a_page_at_the_same_size() {
    let rows: Vec<Value> = (1..=90).map(|n| json!([format!("第{n}行")])).collect();
    let laid_out =
        |dense: bool| laid(&json!({"columns": titles(&["事项"]), "rows": rows, "dense": dense}));
    let (usual, dense) = (laid_out(false), laid_out(true));
    for n in [1, 90] {
        assert_eq!(find(&dense, &format!("第{n}行")).1.size, 10.5);
    }
    assert!(pages(&dense).len() < pages(&usual).len());
    let rows: Vec<f64> = ["第80行", "第81行"].map(|row| find(&dense, row).1.baseline).to_vec();
    assert!(rows[1] - rows[0] < 8.1 && rows[1] - rows[0] > 5.5, "{rows:?}");
}

#[test]
fn names_and_titles_of_documents_are_whole_in_cells_that_hold_them() {
    let names = crate::typeset::WordList::new(["省发展改革委", "李沛兴"].into_iter());
    let materials = Materials { names: Some(&names), ..Materials::new(fonts()) };
    let words = |width: &str| {
        let text = "由省发展改革委会同省人社厅、李沛兴按《兰州新区管理办法》办理有关事项";
        let document = attached(&json!({
            "columns": [{"title": "甲", "width": width}], "rows": [[text]],
        }));
        text_lines(&typeset(&document, &materials))
    };
    for width in 12..60 {
        let mm = f64::from(width) * 1.5 + 20.0;
        let lines = words(&format!("{mm}mm"));
        let count = (mm / 3.704) as usize;
        for (name, length) in [("省发展改革委", 7), ("李沛兴", 4), ("《兰州新区管理办法》", 11)]
        {
            assert!(
                count < length + 1 || lines.iter().any(|line| line.contains(name)),
                "{lines:?}"
            );
        }
    }
}

/// Returns the lines of the first column of the attachment's table, without its head.
fn text_lines(set: &Typeset) -> Vec<String> {
    rows(&pages(set)[0]).into_iter().filter(|row| row.size == 10.5).map(|row| row.text).collect()
}

#[test]
fn no_cell_ends_in_a_line_of_one_character() {
    for length in 4..40_usize {
        for width in [22.0, 30.0, 45.0] {
            let text: String = "落实国家重点工作任务".chars().cycle().take(length).collect();
            let set = laid(&json!({
                "columns": [{"title": "甲", "width": format!("{width}mm")}], "rows": [[text]],
            }));
            let lines = text_lines(&set);
            assert_eq!(lines[1..].concat(), text);
            let last = lines.last().unwrap().chars().count();
            assert!(lines.len() == 2 || last > 1, "{width} {lines:?}");
        }
    }
}

#[test]
fn fixed_columns_alone_stand_in_the_middle() {
    let set = laid(&json!({
        "columns": [{"title": "甲", "width": "30mm"}, {"title": "乙", "width": "20mm"}],
        "rows": [["一", "二"]],
    }));
    let edges = uprights(&pages(&set)[0]);
    same(edges[0], 106.0 - 25.0 + 0.09);
    same(edges[1], 106.0 + 5.0);
    same(edges[2], 106.0 + 25.0 - 0.09);
}

#[test]
fn fixed_columns_wider_than_the_type_area_are_squeezed_and_told() {
    for (first, second) in [("300mm", "100mm"), ("1e308mm", "1e308mm")] {
        let set = laid(&json!({
            "columns": [{"title": "甲", "width": first}, {"title": "乙", "width": second}, {"title": "丙"}],
            "rows": [["一", "二", "三"]], "landscape": false,
        }));
        assert_eq!(set.overflows[0].what, Overflowing::TableWidth);
        assert_eq!(find(&set, "三").1.size, 10.5);
    }
}

#[test]
fn decimal_points_stand_below_each_other() {
    let set = laid(&json!({
        "columns": [{"title": "数", "align": "decimal", "width": 1}, {"title": "乙", "width": 3}],
        "rows": [["8677.35", ""], ["6", ""], ["-12.5%", ""], ["92.80", ""], ["—", ""]],
    }));
    // The place of the decimal point, even if it is absent: half a digit is 0.5 em in our faces at most.
    let point = |text: &str, at: usize| {
        let page = &pages(&set)[0];
        let mut found = page.items.iter().filter_map(|item| match item {
            PageItem::Text(run) => {
                let words: String = run.glyphs.iter().map(|glyph| glyph.char).collect();
                (words == text).then(|| run.glyphs.get(at).map(|glyph| glyph.x.0))
            }
            _ => None,
        });
        found.next().flatten().unwrap()
    };
    let first = point("8677.35", 4);
    same(point("-12.5%", 3), first);
    same(point("92.80", 2), first);
    let digit = point("8677.35", 1) - point("8677.35", 0);
    same(point("6", 0) + digit, first);
}

#[test]
fn a_figure_too_wide_for_its_column_is_set_smaller_and_not_broken() {
    let set = laid(&json!({
        "columns": [{"title": "数", "width": "10mm"}, {"title": "乙"}],
        "rows": [["1234567", ""]],
    }));
    let (_, figure) = find(&set, "1234567");
    assert!((5.2..10.5).contains(&figure.size), "{figure:?}");
}

#[test]
fn titles_above_titles_are_merged_in_the_head() {
    let set = laid(&json!({
        "columns": [
            {"title": "单位", "width": 1},
            {"title": "完成情况", "columns": [{"title": "数量", "width": 1}, {"title": "进度", "width": 1}]},
        ],
        "rows": [["甲", "1", "2"]],
    }));
    let rules = across(&pages(&set)[0]);
    // Above; below the common title, from the second column on; below the head; below the row.
    assert_eq!(rules.len(), 4);
    same(rules[1].x.0, LEFT + 52.0);
    same(rules[1].y.0 - rules[0].y.0, 8.1 - 0.18);
    let unit = find(&set, "单位").1;
    same((unit.top() + unit.bottom()) / 2.0, rules[0].y.0 + 8.1);
    let spans: Vec<Span> = headers(&set.pages.structure);
    let span = |columns, rows| Span { columns, rows };
    assert_eq!(spans, [span(1, 2), span(2, 1), Span::ONE, Span::ONE]);
}

fn headers(structure: &Structure) -> Vec<Span> {
    let nodes = structure.nodes();
    nodes
        .filter_map(|(_, node)| match node.kind {
            NodeKind::HeaderCell(span) => Some(span),
            _ => None,
        })
        .collect()
}

#[test]
fn a_status_word_has_its_colour_and_a_mark_of_its_own() {
    let words = ["优秀", "基本达标", "较差", "明显落后", "无数据", "不评级"];
    let rows: Vec<Value> = words.iter().map(|word| json!([{"status": word}, "说明"])).collect();
    let set = laid(&json!({"columns": titles(&["状态", "乙"]), "rows": rows}));
    let page = &pages(&set)[0];
    let marks = paths(page);
    assert_eq!(marks.len(), words.len());
    for (word, mark) in words.iter().zip(&marks) {
        let (_, row) = rows_of(page, word);
        let color = mark.fill.or(mark.stroke.map(|stroke| stroke.color));
        assert_eq!(color, Some(row.color), "{word}");
        assert_ne!(row.color, Color::BLACK);
        assert_eq!(row.face, 1);
        let right = mark.points.iter().map(|p| p.x.0).fold(0.0, f64::max);
        assert!(right < row.left, "{word}");
        let shapes = marks.iter().filter(|other| other.points.len() == mark.points.len());
        assert!(shapes.count() <= 3);
    }
    // A full mark differs from a hollow one even in black and white.
    assert!(marks[4].fill.is_none() && marks[0].fill.is_some());
}

pub fn rows_of(page: &Page, words: &str) -> (usize, Row) {
    let mut rows = rows(page).into_iter().enumerate();
    rows.find(|(_, row)| row.text == words).unwrap_or_else(|| panic!("no {words}"))
}

#[test]
fn a_bar_is_as_long_as_its_figure_says() {
    let set = laid(&json!({
        "columns": titles(&["进度", "乙"]),
        "rows": [[{"bar": 25, "schedule": 50}, ""], [{"bar": 130}, ""], [{"bar": 99.999}, ""]],
    }));
    let page = &pages(&set)[0];
    let drawn: Vec<Rule> = page
        .items
        .iter()
        .filter_map(|item| match item {
            PageItem::Rule(rule) if rule.color != Color::BLACK => Some(*rule),
            _ => None,
        })
        .collect();
    // Track, bar and tick; track and bar twice.
    assert_eq!(drawn.len(), 7);
    same(drawn[1].width / drawn[0].width, 0.25);
    let middle = (drawn[2].x + drawn[2].width / 2.0 - drawn[0].x) / drawn[0].width;
    same(middle, 0.5);
    same(drawn[4].width / drawn[3].width, 1.0);
    for words in ["25%", "130%", "99.99%"] {
        assert_eq!(find(&set, words).0, 1);
    }
}

#[test]
fn items_of_a_list_hang() {
    let long = "遴选管理机构，签订委托协议，明确各方的权利和义务。".repeat(2);
    let set = laid(&json!({
        "columns": [{"title": "甲", "width": "60mm"}],
        "rows": [[{"text": "已办：", "list": [long, "乙项"], "numbered": true}]],
    }));
    let lines = rows(&pages(&set)[0]);
    let at = |words: &str| {
        let line = lines.iter().find(|line| line.text.contains(words));
        line.unwrap_or_else(|| panic!("{words}: {lines:?}"))
    };
    let text = 106.0 - 30.0 + PADDING;
    same(at("已办").left, text);
    same(at("1.").left, text);
    // The number ends before the words; continuation lines are below them.
    let hang = glyph(&pages(&set)[0], '乙');
    assert!(hang > text + 2.0);
    let hanging = lines.iter().filter(|line| (line.left - hang).abs() < 0.01);
    assert!(hanging.count() >= 2, "{lines:?}");
    let bullets = laid(&json!({
        "columns": [{"title": "甲", "width": "60mm"}],
        "rows": [[{"list": ["一", "二", "三"]}]],
    }));
    assert_eq!(paths(&pages(&bullets)[0]).len(), 3);
}

/// Returns the place of a character that occurs once on a page.
fn glyph(page: &Page, char: char) -> f64 {
    let runs = page.items.iter().filter_map(|item| match item {
        PageItem::Text(run) => Some(run),
        _ => None,
    });
    let mut glyphs = runs.flat_map(|run| &run.glyphs);
    glyphs.find(|glyph| glyph.char == char).unwrap().x.0
}

#[test]
fn a_paragraph_in_a_cell_is_indented_two_characters() {
    let set = laid(&json!({
        "columns": [{"title": "甲", "width": "60mm"}],
        "rows": [[{"paragraphs": ["段落一的文字".repeat(5)]}]],
    }));
    let (_, first) = find(&set, "段落一的文字段落一的文字段");
    same(first.left, 106.0 - 30.0 + PADDING + 2.0 * first.em());
}

/// Returns the text of a page that belongs to the document's structure.
pub fn tagged_text(page: &Page) -> String {
    let mut inside = false;
    let mut text = String::new();
    for item in &page.items {
        match item {
            PageItem::Begin(_) => {
                assert!(!inside, "elements are nested");
                inside = true;
            }
            PageItem::End => inside = false,
            PageItem::Text(run) if inside => text.extend(run.glyphs.iter().map(|g| g.char)),
            _ => {}
        }
    }
    text
}

#[test]
fn a_table_of_three_rules_has_a_thick_one_above_and_below() {
    let set = laid(&json!({
        "columns": titles(&["甲", "乙"]), "style": "rules", "rows": [["一", "二"], ["三", "四"]],
    }));
    let page = &pages(&set)[0];
    let heights: Vec<f64> = across(page).iter().map(|rule| rule.height.0).collect();
    assert_eq!(heights, [0.35, 0.18, 0.35]);
    assert!(uprights(page).is_empty());
}

#[test]
fn every_other_row_of_a_zebra_is_grey() {
    let rows: Vec<Value> = (0..5).map(|n| json!([n, "项"])).collect();
    let set = laid(&json!({"columns": titles(&["甲", "乙"]), "style": "zebra", "rows": rows}));
    let page = &pages(&set)[0];
    let grey: Vec<&Rule> = page
        .items
        .iter()
        .filter_map(|item| match item {
            PageItem::Rule(rule) if rule.color.red > 200 && rule.color != Color::RED => Some(rule),
            _ => None,
        })
        .collect();
    assert_eq!(grey.len(), 2);
    same(grey[1].y.0 - grey[0].y.0, 2.0 * 8.1);
    same(grey[0].width.0, RIGHT - LEFT);
}

#[test]
fn caption_unit_and_notes_stand_around_the_table() {
    let set = laid(&json!({
        "columns": titles(&["甲", "乙"]), "rows": [["一", "二"]],
        "caption": "表1　完成情况", "unit": "单位：亿元", "note": ["注：一", "2.二"],
    }));
    let page = &pages(&set)[0];
    let rules = across(page);
    let (_, caption) = find(&set, "表1");
    assert_eq!(caption.face, 1);
    same((caption.left + caption.right()) / 2.0, 106.0);
    let (_, unit) = find(&set, "单位");
    same(unit.right(), RIGHT);
    assert!(caption.bottom() < unit.top() && unit.bottom() < rules[0].y.0);
    let (_, note) = find(&set, "注：");
    same(note.left, LEFT);
    assert!(note.top() > rules.last().unwrap().y.0);
    assert!(find(&set, "2.二").1.top() > note.bottom());
}

#[test]
fn caption_head_and_first_row_share_a_page() {
    for count in 0..=22 {
        let table = json!({
            "columns": titles(&["甲", "乙"]), "rows": [["首行", "二"]],
            "caption": "表题", "unit": "单位：亿元", "note": "注：数据",
        });
        let mut body = one_line_paragraphs(count);
        body.push(Block::Table(Table::from_value(&table, &palette()).unwrap()));
        let set = checked(&letter(body));
        let page = find(&set, "首行").0;
        for words in ["表题", "单位：", "注：数据"] {
            assert_eq!(find(&set, words).0, page, "{count}: {words}");
        }
    }
}

#[test]
fn pages_that_a_table_goes_on_to_say_so_where_it_is_asked_for() {
    let table = |continued: bool| {
        json!({
            "columns": titles(&["甲", "乙"]), "caption": "表2　清单", "continued": continued,
            "rows": (0..60).map(|n| json!([n, "项"])).collect::<Value>(),
        })
    };
    let plain = laid(&table(false));
    assert!(pages(&plain).iter().all(|page| !text(page).contains("续表")));
    let set = laid(&table(true));
    let pages = pages(&set);
    assert!(!text(&pages[0]).contains("续表"));
    let (_, mark) = rows_of(&pages[1], "续表2");
    same(mark.right(), RIGHT + 10.5 * 25.4 / 72.0 / 2.0);
    assert!(mark.bottom() < across(&pages[1])[0].y.0 && mark.top() > TOP - 0.01);
    assert!(!tagged_text(&pages[1]).contains("续表"));
}

#[test]
fn a_group_line_is_repeated_where_continued_pages_are_marked() {
    let mut rows = vec![json!({"group": "第一季度"})];
    rows.extend((0..60).map(|n| json!([n, "项"])));
    let set = laid(&json!({"columns": titles(&["甲", "乙"]), "rows": rows, "continued": true}));
    let (_, line) = rows_of(&pages(&set)[1], "第一季度（续）");
    same(line.left, LEFT + PADDING);
}

#[test]
fn larger_type_has_larger_pitch() {
    let set =
        laid(&json!({"columns": titles(&["甲", "乙"]), "rows": [["一\n二", ""]], "size": 14}));
    let (first, second) = (find(&set, "一").1, find(&set, "二").1);
    assert_eq!(first.size, 14.0);
    same(second.baseline - first.baseline, 5.5 * 14.0 / 10.5);
}

#[test]
fn text_stands_at_the_edge_that_is_asked_for() {
    let set = laid(&json!({
        "columns": [{"title": "甲"}, {"title": "乙", "valign": "top"}, {"title": "丙"}],
        "rows": [["一\n二\n三", "上", {"text": "下", "valign": "bottom"}]],
    }));
    same(find(&set, "上").1.baseline, find(&set, "一").1.baseline);
    same(find(&set, "下").1.baseline, find(&set, "三").1.baseline);
}

/// Returns whether the pages of a table are landscape.
fn is_turned(columns: usize, landscape: Value) -> bool {
    let columns: Value = (0..columns).map(|n| json!({"title": format!("{n}月")})).collect();
    let row: Value = columns.as_array().unwrap().iter().map(|_| json!("1234.5")).collect();
    let table = json!({"columns": columns, "rows": [row], "landscape": landscape});
    let set = crate::typeset::typeset(&attached(&table), &crate::typeset::Materials::new(fonts()));
    let page = &pages(&set)[0];
    page.width > page.height
}

#[test]
fn a_table_too_wide_for_an_upright_sheet_is_turned() {
    assert!(!is_turned(8, Value::Null));
    assert!(is_turned(14, Value::Null));
    assert!(!is_turned(14, json!(false)));
    assert!(is_turned(2, json!(true)));
}

#[test]
fn every_cell_is_an_element_of_its_row() {
    let set = laid(&json!({
        "columns": titles(&["甲", "乙"]),
        "rows": [["一", "二"], {"group": "组"}, [{"text": "三", "colspan": 2}, null]],
    }));
    let structure = &set.pages.structure;
    let kinds: Vec<&NodeKind> = structure.nodes().map(|(_, node)| &node.kind).collect();
    let table = kinds.iter().position(|kind| **kind == NodeKind::Table).unwrap();
    let (head, data) = (NodeKind::HeaderCell(Span::ONE), NodeKind::DataCell(Span::ONE));
    let (name, group) =
        (NodeKind::RowHeader(Span::ONE), NodeKind::RowHeader(Span { columns: 2, rows: 1 }));
    let wide = NodeKind::DataCell(Span { columns: 2, rows: 1 });
    let row = NodeKind::Row;
    let (all, text) = (NodeKind::Table, NodeKind::Paragraph);
    let (titles, body) = (NodeKind::TableHead, NodeKind::TableBody);
    let above = [&all, &titles, &row, &head, &text, &head, &text];
    // The first cell names its row, as the group line does its rows, which are a body of their own.
    let first = [&body, &row, &name, &text, &data, &text];
    let second = [&body, &row, &group, &text, &row, &wide, &text];
    assert_eq!(kinds[table..], [above.as_slice(), &first, &second].concat());
    assert!(tagged_text(&pages(&set)[0]).ends_with("甲乙一二组三"));
}

#[test]
fn hostile_tables_lose_nothing_and_end() {
    let word = "x".repeat(10_000);
    let set = laid(&json!({
        "columns": titles(&["甲", "乙"]),
        "rows": [[word, {"list": ["", "项", ""]}], [null, {"bar": 999, "status": "无数据"}]],
        "continued": true, "unit": "长".repeat(400), "note": "注".repeat(2_000),
    }));
    let text: String = pages(&set).iter().map(text).collect();
    assert_eq!(text.matches('x').count(), 10_000);
    assert_eq!(text.matches('注').count(), 2_000);
    let many: Value = (0..500).map(|n| json!({"title": format!("列{n}")})).collect();
    let rich =
        json!({"status": "较差", "bar": 5, "list": ["项"], "paragraphs": ["段"], "text": "1.5"});
    let many = json!({"columns": many, "rows": [vec![rich; 500]], "landscape": false});
    let set = typeset(&attached(&many), &Materials::new(fonts()));
    let text: String = pages(&set).iter().map(self::text).collect();
    assert_eq!(text.matches('段').count(), 500);
    assert_eq!(text.matches('较').count(), 500);
}

#[test]
fn a_whole_table_is_not_divided_and_text_comes_before_it() {
    let ranks: Vec<Value> = (1..=14).map(|n| json!([format!("第{n}市"), n])).collect();
    let table = |whole: bool| {
        let table = json!({"columns": titles(&["市州", "位次"]), "rows": ranks, "whole": whole});
        Block::Table(Table::from_value(&table, &palette()).unwrap())
    };
    let set = |whole: bool| {
        let mut body = one_line_paragraphs(10);
        body.push(table(whole));
        body.extend((11..=13).map(|n| paragraph(&format!("第{n}行"))));
        checked(&letter(body))
    };
    let page = |set: &Typeset, words: &str| find(set, words).0;
    let divided = set(false);
    assert_eq!((page(&divided, "第1市"), page(&divided, "第14市")), (0, 1));
    let whole = set(true);
    assert_eq!((page(&whole, "第1市"), page(&whole, "第14市")), (1, 1));
    assert_eq!(page(&whole, "第11行"), 0);
}

#[test]
fn the_last_page_of_a_long_table_has_more_than_a_row() {
    for count in 20..60 {
        let rows: Vec<Value> = (1..=count).map(|n| json!([format!("第{n}行。")])).collect();
        let set = laid(&json!({"columns": titles(&["事项"]), "rows": rows}));
        let page = |n: usize| find(&set, &format!("第{n}行。")).0;
        assert_eq!(page(count - 2), page(count), "{count}");
        // The page before is full.
        if page(count) > page(1) {
            let before = &set.pages.pages[page(count) - 1];
            let end = across(before).last().map(|rule| (rule.y + rule.height).0).unwrap();
            assert!(end > BOTTOM - 2.0, "{count}: {end}");
        }
    }
}
