//! Tables: every text in its cell, rows whole, heads repeated (gbt9704.md, section 7).

use super::checker::*;
use crate::document::{
    Align, Block, Cell, Column, Document, Landscape, Row as TableRow, Table, TableStyle,
    VerticalAlign, Width,
};
use crate::typeset::{Materials, Overflowing, Page, Typeset, typeset};

/// Returns the height of a row with this many lines.
fn height(lines: usize) -> f64 {
    5.5 * lines as f64 + 2.6
}

fn column(title: &str, width: f64, align: Align) -> Column {
    Column {
        title: title.to_owned(),
        width: Width::Share(width),
        align,
        valign: VerticalAlign::Middle,
    }
}

fn cells<const N: usize>(texts: [&str; N]) -> TableRow {
    TableRow::Cells(texts.map(|text| Some(Cell::text(text))).to_vec())
}

fn group(words: &str) -> TableRow {
    TableRow::Group { group: words.to_owned() }
}

/// Returns a portrait table of these columns and rows.
fn of(columns: Vec<Column>, rows: Vec<TableRow>) -> Table {
    let titles = columns.iter();
    Table {
        landscape: Landscape::Never,
        head: vec![titles.map(|column| Some(Cell::text(column.title.as_str()))).collect()],
        columns,
        rows,
        style: TableStyle::Grid,
        size: Table::SIZE,
        dense: false,
        whole: false,
        continued: false,
        name: None,
        caption: None,
        unit: None,
        notes: Vec::new(),
    }
}

/// Returns a table of numbers and contents: 序号 takes a quarter of the width.
fn table(rows: Vec<TableRow>) -> Table {
    let columns = vec![column("序号", 1.0, Align::Center), column("内容", 3.0, Align::Left)];
    of(columns, rows)
}

/// Returns a letter whose only attachment begins with a table; label and title take the first rows.
fn attached(table: Table) -> Document {
    let mut document = letter(vec![paragraph("正文。")]);
    document.attachments = vec![attachment("清单", vec![Block::Table(table)])];
    document
}

fn laid(table: Table) -> Typeset {
    checked(&attached(table))
}

/// Returns the pages of the attachment.
fn pages(set: &Typeset) -> &[Page] {
    &set.pages.pages[1..]
}

/// Returns the upper edges of the horizontal rules of a page.
fn levels(page: &Page) -> Vec<f64> {
    let mut levels: Vec<f64> =
        black_rules(page).filter(|rule| rule.width.0 > 100.0).map(|rule| rule.y.0).collect();
    levels.sort_by(f64::total_cmp);
    levels
}

/// Returns the middles of the vertical rules of a page, each once.
fn uprights(page: &Page) -> Vec<f64> {
    let mut middles: Vec<f64> = black_rules(page)
        .filter(|rule| rule.width.0 < 1.0)
        .map(|rule| (rule.x + rule.width / 2.0).0)
        .collect();
    middles.sort_by(f64::total_cmp);
    middles.dedup_by(|a, b| (*a - *b).abs() < 0.001);
    middles
}

#[test]
fn columns_take_their_shares_of_the_type_area() {
    let set = laid(table(vec![cells(["甲", "内容一"])]));
    let page = &pages(&set)[0];
    let edges = uprights(page);
    assert_eq!(edges.len(), 3);
    // The outer rules lie inside the type area.
    same(edges[0], LEFT + 0.09);
    same(edges[1], LEFT + 39.0);
    same(edges[2], RIGHT - 0.09);
    let (_, number) = find(&set, "甲");
    same((number.left + number.right()) / 2.0, LEFT + 19.5);
    same(find(&set, "内容一").1.left, LEFT + 39.0 + PADDING);
}

#[test]
fn rows_are_as_high_as_their_longest_cell() {
    // 117 − 3.7 mm hold 30 characters of 10.5 pt.
    let long = "国省".repeat(31);
    let set = laid(table(vec![cells(["甲", &long]), cells(["乙", "短"])]));
    let levels = levels(&pages(&set)[0]);
    let heights: Vec<f64> = levels.windows(2).map(|w| w[1] - w[0]).collect();
    assert_eq!(heights.len(), 3);
    // The upper edge of the first rule, the lower ones' at the foot of their rows.
    same(heights[0], height(1) - 0.18);
    same(heights[1], height(3));
    same(heights[2], height(1));
    // A single line is in the middle of its row.
    let (_, number) = find(&set, "甲");
    let middle = (number.top() + number.bottom()) / 2.0;
    same(middle, (levels[1] + levels[2]) / 2.0 + 0.18);
}

#[test]
fn right_aligned_text_ends_at_the_blank_of_its_cell() {
    let mut table = table(vec![cells(["65", "甲"])]);
    table.columns[0].align = Align::Right;
    let set = laid(table);
    let (_, figure) = find(&set, "65");
    same(figure.last + figure.em() / 2.0, LEFT + 39.0 - PADDING);
}

/// Returns rows of one line, all different: 内容1 and so on.
fn short_rows(count: usize) -> Vec<TableRow> {
    (1..=count).map(|n| cells([&format!("#{n}"), &format!("内容{n}。")])).collect()
}

#[test]
fn the_head_is_repeated_on_every_page() {
    let set = laid(table(short_rows(70)));
    let pages = pages(&set);
    assert_eq!(pages.len(), 3);
    for page in &pages[1..] {
        let rows = rows(page);
        assert_eq!((rows[0].text.as_str(), rows[0].face), ("序号", 1));
        same(levels(page)[0], TOP);
        // Only the head, as high as one line, is above the first row.
        assert!(rows[2].text.starts_with('#'), "{:?}", rows[2]);
        same(levels(page)[1], TOP + height(1) - 0.18);
    }
    let all: String = pages.iter().map(text).collect();
    for n in 1..=70 {
        assert_eq!(all.matches(&format!("内容{n}。")).count(), 1, "{n}");
    }
}

#[test]
fn rows_of_a_table_that_goes_on_fill_their_page() {
    // Rows of 9 lines, of which three leave a fifth of a page: they become taller by the same share.
    let long = "国省".repeat(135);
    let rows = (1..=9).map(|_| cells(["一", &long])).collect();
    let set = laid(table(rows));
    let pages = pages(&set);
    for (n, page) in pages.iter().enumerate() {
        let levels = levels(page);
        let rows: Vec<f64> = levels.windows(2).skip(1).map(|row| row[1] - row[0]).collect();
        for row in &rows {
            same(*row, rows[0]);
        }
        let is_last = n + 1 == pages.len();
        if is_last {
            same(rows[0], height(9));
        } else {
            assert!(rows[0] > height(9) && rows[0] < height(9) * 1.2 + 0.01, "{rows:?}");
            same(levels.last().copied().unwrap(), BOTTOM - 0.18);
        }
    }
}

#[test]
fn the_last_page_of_a_table_has_three_rows_or_two_tall_ones() {
    let numbered = |count: usize, words: &str| {
        let rows = (1..=count).map(|n| cells([&format!("甲{n}乙"), words]));
        laid(table(rows.collect()))
    };
    for count in 15..=60 {
        let set = numbered(count, "正文");
        let last = find(&set, &format!("甲{count}乙")).0;
        assert_eq!(find(&set, &format!("甲{}乙", count - 2)).0, last, "{count} rows");
    }
    // Rows of six lines, of which three take more than a third of the page.
    let words = "正文与说明".repeat(30);
    for count in 5..=20 {
        let set = numbered(count, &words);
        let last = find(&set, &format!("甲{count}乙")).0;
        assert_eq!(find(&set, &format!("甲{}乙", count - 1)).0, last, "{count} tall rows");
    }
}

#[test]
fn a_tall_row_is_divided_rather_than_leave_a_quarter_of_the_page() {
    // 38 lines below a head of one line would fill a page.
    let long = ["行"; 38].join("\n");
    let set = laid(table(vec![cells(["一", "甲"]), cells(["二", &long])]));
    let pages = pages(&set);
    assert_eq!(pages.len(), 2);
    let lines: Vec<usize> = pages.iter().map(|page| text(page).matches('行').count()).collect();
    assert_eq!(lines.iter().sum::<usize>(), 38);
    assert!(lines.iter().all(|&lines| lines >= 2), "{lines:?}");
    // The part on the first page is closed at its foot, and the head is repeated.
    same(levels(&pages[0]).last().copied().unwrap(), BOTTOM - 0.18);
    assert_eq!(rows(&pages[1])[0].text, "序号");
    assert_eq!(text(&pages[0]).matches('二').count() + text(&pages[1]).matches('二').count(), 1);
}

#[test]
fn a_row_stays_whole_where_little_is_left_blank() {
    for count in 24..=31 {
        let mut rows = short_rows(count);
        let long = ["行"; 12].join("\n");
        rows.push(cells(["二", &long]));
        let set = laid(table(rows));
        let pages = pages(&set);
        let lines = pages.iter().map(|page| text(page).matches('行').count());
        let lines: Vec<usize> = lines.filter(|&lines| lines > 0).collect();
        assert_eq!(lines, [12], "{count}");
    }
}

#[test]
fn a_cell_of_ten_thousand_characters_is_continued_with_nothing_lost() {
    let words: String = "国家重点工作，任务分解。".chars().cycle().take(10_000).collect();
    let set = laid(table(vec![cells(["一", "甲"]), cells(["二", &words]), cells(["三", "乙"])]));
    let mut found = String::new();
    for page in pages(&set) {
        for row in rows(page).iter().filter(|row| row.left > LEFT + 39.0 && row.size < 12.0) {
            found += &row.text;
        }
    }
    assert!(found.replace("内容", "") == format!("甲{words}乙"), "something is lost");
    assert!(pages(&set).len() > 8);
}

#[test]
fn a_group_line_stays_with_the_row_below_it() {
    for count in 20..=32 {
        let mut rows = short_rows(count);
        rows.push(group("甲组"));
        rows.push(group("甲一组"));
        rows.push(cells(["组", "组员"]));
        rows.extend(short_rows(3));
        let set = laid(table(rows));
        let page = find(&set, "组员").0;
        assert_eq!(find(&set, "甲组").0, page, "{count}");
        assert_eq!(find(&set, "甲一组").0, page, "{count}");
    }
}

#[test]
fn a_group_line_stays_with_the_beginning_of_a_row_taller_than_a_page() {
    let long = ["行"; 60].join("\n");
    let set = laid(table(vec![cells(["一", "甲"]), group("组名"), cells(["二", &long])]));
    let (page, group) = find(&set, "组名");
    assert_eq!(page, 1);
    assert!(text(&set.pages.pages[page]).contains("行行行"));
    same(group.left, LEFT + PADDING);
    let lines: usize = pages(&set).iter().map(|page| text(page).matches('行').count()).sum();
    assert_eq!(lines, 60);
}

#[test]
fn a_first_row_too_tall_for_the_first_page_begins_there() {
    let long = ["行"; 38].join("\n");
    let mut document = letter(vec![Block::Table(table(vec![cells(["一", &long])]))]);
    document.front.addressee = None;
    let set = checked(&document);
    let lines: Vec<usize> =
        set.pages.pages.iter().map(|page| text(page).matches('行').count()).collect();
    assert_eq!(lines.iter().sum::<usize>(), 38);
    assert!(lines[0] > 10, "{lines:?}");
    assert_eq!(set.overflows, []);
}

#[test]
fn a_first_row_that_is_not_divided_begins_the_second_page_with_its_head() {
    let long = ["行"; 9].join("\n");
    let mut document = letter(vec![Block::Table(table(vec![cells(["一", &long])]))]);
    document.front.addressee = Some("各有关单位、".repeat(58));
    let set = checked(&document);
    // Not even the head stays behind.
    assert_eq!(black_rules(&set.pages.pages[0]).count(), 0);
    let told: Vec<_> = set.overflows.iter().map(|overflow| overflow.what).collect();
    assert_eq!(told, [Overflowing::FirstPage]);
    assert_eq!(text(&set.pages.pages[1]).matches('行').count(), 9);
}

#[test]
fn a_group_line_at_the_end_of_a_table_stands_like_a_row() {
    let set = laid(table(vec![cells(["一", "甲"]), group("末组")]));
    let levels = levels(&pages(&set)[0]);
    assert_eq!(levels.len(), 4);
    same(levels[3] - levels[2], height(1));
}

#[test]
fn very_many_group_lines_in_a_row_end() {
    let rows = (0..300).map(|n| group(&format!("第{n}组"))).collect();
    let set = laid(table(rows));
    let all: String = pages(&set).iter().map(text).collect();
    for n in 0..300 {
        assert!(all.contains(&format!("第{n}组")), "{n}");
    }
}

#[test]
fn a_table_without_rows_is_its_head() {
    let set = laid(table(Vec::new()));
    assert_eq!(pages(&set).len(), 1);
    assert_eq!(levels(&pages(&set)[0]).len(), 2);
    assert_eq!(find(&set, "序号").0, 1);
}

#[test]
fn one_column_takes_the_whole_width() {
    let columns = vec![column("事项", 0.001, Align::Left)];
    let set = laid(of(columns, vec![cells(["内容"])]));
    assert_eq!(uprights(&pages(&set)[0]).len(), 2);
    assert_eq!(set.overflows, []);
}

/// Returns a table of `count` equal columns with the same text in each.
fn equal(count: usize, words: &str) -> Table {
    let columns = (0..count).map(|_| column("题", 1.0, Align::Left));
    let row = TableRow::Cells(vec![Some(Cell::text(words)); count]);
    of(columns.collect(), vec![row])
}

#[test]
fn thirty_columns_hold_a_character_each() {
    let set = laid(equal(30, "甲乙，2018年"));
    assert_eq!(set.overflows, []);
    let cells: Vec<Row> = rows(&pages(&set)[0])
        .into_iter()
        .filter(|row| row.text.contains(['甲', '乙', '2']) && row.baseline < BOTTOM)
        .collect();
    assert!(cells.len() >= 30);
    assert!(cells.iter().all(|row| row.size == 10.5), "{cells:?}");
}

#[test]
fn columns_too_narrow_for_a_character_have_smaller_ones_and_are_told() {
    let set = laid(equal(80, "甲W，8"));
    assert_eq!(set.overflows.len(), 80);
    assert_eq!(set.overflows[79].what, Overflowing::TableColumn { column: 80 });
    assert_eq!(set.overflows[79].excerpt, "题");
    let all: String = pages(&set).iter().map(text).collect();
    assert_eq!(all.matches('甲').count(), 80);
    // Figures shrink along with the characters, though they are narrower.
    let size = |words: char| {
        let rows = rows(&pages(&set)[0]);
        rows.iter().find(|row| row.text.contains(words)).unwrap().size
    };
    same(size('8'), size('甲'));
}

#[test]
fn a_narrow_column_among_wide_ones_is_widened_and_told() {
    let set = laid(of(
        vec![
            column("甲", 1e-308, Align::Left),
            column("乙", 1e308, Align::Left),
            column("丙", 1e308, Align::Left),
        ],
        vec![cells(["国家", "二", "三"])],
    ));
    let told: Vec<_> = set.overflows.iter().map(|overflow| overflow.what).collect();
    assert_eq!(told, [Overflowing::TableColumn { column: 1 }]);
    let edges = uprights(&pages(&set)[0]);
    // A character of 10.5 pt and 0.3 mm on either side; the others share the rest.
    same(edges[1] - LEFT, 3.704 + 0.6);
    same(RIGHT - edges[2], edges[2] - edges[1]);
    assert_eq!(find(&set, "家").1.size, 10.5);
}

#[test]
fn a_character_wider_than_its_column_is_set_smaller() {
    let set = laid(of(
        vec![column("甲", 1.0, Align::Left), column("乙", 25.0, Align::Left)],
        vec![cells(["⸻", "长横"])],
    ));
    let (_, dash) = find(&set, "⸻");
    assert!(dash.size < 7.0, "{dash:?}");
}

#[test]
fn a_head_of_half_a_page_is_not_repeated_and_told() {
    let mut table = table(short_rows(40));
    table.head[0][1] = Some(Cell::text(["题"; 30].join("\n")));
    let set = laid(table);
    assert_eq!(set.overflows[0].what, Overflowing::TableHead);
    let all: String = pages(&set).iter().map(text).collect();
    assert_eq!(all.matches('题').count(), 30);
    assert_eq!(all.matches("内容").count(), 40);
    // The rules above the rows of the next page are closed all the same.
    same(levels(&pages(&set)[1])[0], TOP);
}

#[test]
fn a_head_taller_than_a_page_goes_on() {
    let mut table = table(short_rows(2));
    table.head[0][1] = Some(Cell::text("题".repeat(3_000)));
    let set = laid(table);
    let all: String = pages(&set).iter().map(text).collect();
    assert_eq!(all.matches('题').count(), 3_000);
    assert!(all.contains("内容2。"));
}

#[test]
fn a_table_stays_clear_of_what_stands_above_it() {
    let mut document = letter(vec![paragraph("正文。")]);
    let small = || Block::Table(table(vec![cells(["一", "甲"])]));
    document.body = vec![paragraph("上文"), small(), small(), paragraph("下文")];
    let set = checked(&document);
    let levels = levels(&set.pages.pages[0]);
    let (_, above) = find(&set, "上文");
    let (_, below) = find(&set, "下文");
    let row_end = above.baseline + PITCH - (FIRST_BASELINE - TOP);
    same(levels[0], row_end + PITCH / 4.0);
    same(levels[3] - levels[2], PITCH / 4.0 + 0.18);
    // Text below is on the grid again.
    let row = (below.baseline - FIRST_BASELINE) / PITCH;
    assert!((row - row.round()).abs() < 0.001, "{row}");
    assert!(below.top() > levels[5]);
}

#[test]
fn a_heading_stays_with_the_head_of_its_table_and_a_row() {
    for count in 0..=22 {
        let mut body = one_line_paragraphs(count);
        body.push(Block::Heading {
            level: 1,
            number: "一、".to_owned(),
            text: vec![crate::document::Inline::plain("表题")],
        });
        body.push(Block::Table(table(vec![cells(["甲", "首行"])])));
        let set = checked(&letter(body));
        let page = find(&set, "表题").0;
        assert_eq!(find(&set, "首行").0, page, "{count}");
    }
}

#[test]
fn a_signature_below_a_table_shares_the_page_with_its_last_rows() {
    for count in 1..=60 {
        let set = checked(&letter(vec![Block::Table(table(short_rows(count)))]));
        let page = find(&set, "2018年2月13日").0;
        assert!(text(&set.pages.pages[page]).contains("内容"), "{count}");
    }
}

#[test]
fn line_feeds_in_a_cell_keep_empty_lines_between_words_only() {
    let set = laid(table(vec![cells(["一", "\n甲\r\n\r\n乙\n"])]));
    let levels = levels(&pages(&set)[0]);
    same(levels[2] - levels[1], height(3));
    let (_, first) = find(&set, "甲");
    let (_, last) = find(&set, "乙");
    same(last.baseline - first.baseline, 11.0);
}

#[test]
fn figures_of_a_table_have_one_size_and_are_reported_when_too_small() {
    let columns = (0..30).map(json_column).collect::<Vec<_>>().join(",");
    let row = |value: &str| {
        let cells = (0..30).map(|n| format!("\"{}\"", if n % 3 == 0 { "83.0" } else { value }));
        format!("[{}]", cells.collect::<Vec<_>>().join(","))
    };
    let table = |value: &str| {
        let json = format!("{{\"columns\":[{columns}],\"rows\":[{},{}]}}", row(value), row("5"));
        Table::from_json(&json, &crate::test_palette::palette()).unwrap()
    };
    let sizes = |set: &Typeset| {
        let mut sizes: Vec<i64> = Vec::new();
        for page in &set.pages.pages[1..] {
            for row in rows(page) {
                if row.text.contains("83.0") || row.text.starts_with('5') {
                    sizes.push((row.size * 100.0).round() as i64);
                }
            }
        }
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    };
    let mut document = letter(vec![paragraph("见附件。")]);
    document.attachments = vec![attachment("清单", vec![Block::Table(table("15049.5"))])];
    let set = typeset(&document, &Materials::new(fonts()));
    assert_eq!(sizes(&set).len(), 1, "{:?}", sizes(&set));
    assert!(set.overflows.iter().any(|told| told.what == Overflowing::TableFigures));
    document.attachments = vec![attachment("清单", vec![Block::Table(table("12.5"))])];
    let set = typeset(&document, &Materials::new(fonts()));
    assert_eq!(sizes(&set), [1050]);
    assert_eq!(set.overflows, []);
}

#[test]
fn names_beside_columns_without_room_for_their_figures_are_not_set_one_character_a_line() {
    let columns = (0..30).map(json_column).collect::<Vec<_>>().join(",");
    let figures = vec!["\"15049.5\""; 29].join(",");
    let json =
        format!("{{\"columns\":[{columns}],\"rows\":[[\"省人力资源社会保障厅\",{figures}]]}}");
    let table = Table::from_json(&json, &crate::test_palette::palette()).unwrap();
    let mut document = letter(vec![paragraph("见附件。")]);
    document.attachments = vec![attachment("清单", vec![Block::Table(table)])];
    let set = typeset(&document, &Materials::new(fonts()));
    let lines = set.pages.pages[1..].iter().flat_map(rows);
    let of_name =
        lines.filter(|row| row.text.contains(['省', '人', '力', '源', '社', '保', '障', '厅']));
    assert_eq!(of_name.map(|row| row.text).collect::<Vec<_>>(), ["省人力资源", "社会保障厅"]);
    assert!(set.overflows.iter().any(|told| told.what == Overflowing::TableFigures));
}

fn json_column(n: usize) -> String {
    format!("{{\"title\":\"{n}\"}}")
}
