use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::test_palette::{CODES, palette};

fn read(json: Value) -> Result<Table, String> {
    Table::from_value(&json, &palette()).map_err(|error| error.to_string())
}

/// Returns the error of a table of two columns with these rows.
fn wrong_rows(rows: Value) -> String {
    read(json!({"columns": [{"title": "甲"}, {"title": "乙"}], "rows": rows})).unwrap_err()
}

/// Returns the number of rows that each cell of a column takes; `None` for a place that belongs to another
/// cell.
fn rowspans(table: &Table, column: usize) -> Vec<Option<usize>> {
    let rows = table.rows.iter().map(|row| match row {
        Row::Cells(cells) => cells[column].as_ref().map(|cell| cell.rows),
        Row::Group { .. } => Some(0),
    });
    rows.collect()
}

#[test]
fn rows_are_cells_or_groups() {
    let table = read(json!({
        "columns": [{"title": "序号", "width": 1, "align": "center"}],
        "rows": [{"group": "主要指标"}, ["1"]],
    }))
    .unwrap();
    let group = "主要指标".to_owned();
    assert_eq!(table.rows, [Row::Group { group }, Row::Cells(vec![Some(Cell::text("1"))])]);
    assert_eq!(table.columns[0].align, Align::Center);
    assert_eq!(table.landscape, Landscape::Auto);
}

#[test]
fn a_cell_is_words_a_figure_nothing_or_lines() {
    let table = read(json!({
        "columns": [{"title": "甲"}],
        "rows": [["字"], [6.50], [null], [["一", 2]]],
    }))
    .unwrap();
    let texts: Vec<Cell> = ["字", "6.5", "", "一\n2"].map(Cell::text).into();
    let rows: Vec<Row> = texts.into_iter().map(|cell| Row::Cells(vec![Some(cell)])).collect();
    assert_eq!(table.rows, rows);
}

#[test]
fn a_rich_cell_has_its_blocks_in_order() {
    let table = read(json!({
        "columns": [{"title": "甲"}],
        "rows": [[{
            "bar": 40, "schedule": 58.3, "list": ["一", "二"], "numbered": true,
            "paragraphs": "段", "text": "字", "status": "较差", "bold": true, "valign": "top",
        }]],
    }))
    .unwrap();
    let Row::Cells(cells) = &table.rows[0] else { panic!("no group") };
    let cell = cells[0].as_ref().unwrap();
    assert!(cell.bold);
    assert_eq!(cell.valign, Some(VerticalAlign::Top));
    let palette = palette();
    let category = palette.find("poor").unwrap();
    assert_eq!(
        cell.blocks,
        [
            CellBlock::Category { word: "较差".into(), category: Arc::clone(category) },
            CellBlock::Text("字".into()),
            CellBlock::Paragraph("段".into()),
            CellBlock::List { numbered: true, items: vec!["一".into(), "二".into()] },
            CellBlock::Bar(Bar {
                percent: 40.0,
                schedule: Some(58.3),
                color: Some(category.look.ink)
            }),
        ]
    );
}

#[test]
fn every_category_is_understood_and_codes_are_printed_as_words() {
    let palette = palette();
    let printed = |name: &str| {
        let cell = read_cell::cell(&json!({"status": name}), &palette).unwrap();
        match &cell.blocks[..] {
            [CellBlock::Category { word, category }] => (word.clone(), category.code.clone()),
            other => panic!("{name}: {other:?}"),
        }
    };
    for code in CODES {
        let label = palette.find(code).unwrap().label().to_owned();
        assert_eq!(printed(code), (label.clone(), code.to_owned()));
        assert_eq!(printed(&label), (label.clone(), code.to_owned()));
    }
    assert_eq!(printed("优"), ("优".to_owned(), "best".to_owned()));
}

#[test]
fn widths_are_shares_millimetres_or_by_content() {
    let table = read(json!({
        "columns": [
            {"title": "甲", "width": 2.5}, {"title": "乙", "width": "18.5 mm"},
            {"title": "丙", "width": "auto"}, {"title": "丁"},
        ],
        "rows": [],
    }))
    .unwrap();
    let widths: Vec<Width> = table.columns.iter().map(|column| column.width).collect();
    assert_eq!(widths, [Width::Share(2.5), Width::Fixed(18.5), Width::Content, Width::Content]);
}

#[test]
fn widths_must_be_positive() {
    for width in [json!(0), json!(-1), json!("0mm"), json!("infmm"), json!("NaNmm")] {
        let error = read(json!({"columns": [{"title": "a", "width": width}], "rows": []}));
        assert_eq!(error.unwrap_err(), "第1列的宽度应为正数");
    }
    let error = read(json!({"columns": [{"title": "a", "width": "3cm"}], "rows": []}));
    assert_eq!(
        error.unwrap_err(),
        "第1列：width 应为份数（如 2）、毫米数（如 \"30mm\"）或 \"auto\""
    );
}

#[test]
fn columns_below_a_common_title_make_a_head_of_two_rows() {
    let table = read(json!({
        "columns": [
            {"title": "单位"},
            {"title": "完成情况", "columns": [{"title": "数量"}, {"title": "进度"}]},
        ],
        "rows": [["甲", 1, 2]],
    }))
    .unwrap();
    let head: Vec<Vec<Option<(usize, usize)>>> = table
        .head
        .iter()
        .map(|row| {
            row.iter().map(|cell| cell.as_ref().map(|cell| (cell.columns, cell.rows))).collect()
        })
        .collect();
    assert_eq!(head, [[Some((1, 2)), Some((2, 1)), None], [None, Some((1, 1)), Some((1, 1))]]);
}

#[test]
fn a_row_of_another_length_is_named() {
    assert_eq!(wrong_rows(json!([["1", "2"], ["1"]])), "第2行有1格，表头有2列");
}

#[test]
fn spans_take_the_places_beside_and_below() {
    let table = read(json!({
        "columns": [{"title": "甲"}, {"title": "乙"}, {"title": "丙"}],
        "rows": [
            [{"text": "大", "colspan": 2, "rowspan": 2}, null, "1"],
            ["", null, "2"],
            ["a", "b", "c"],
        ],
    }))
    .unwrap();
    assert_eq!(rowspans(&table, 0), [Some(2), None, Some(1)]);
    assert_eq!(rowspans(&table, 1), [None, None, Some(1)]);
    assert_eq!(rowspans(&table, 2), [Some(1), Some(1), Some(1)]);
}

#[test]
fn spans_that_leave_the_table_or_meet_are_named() {
    for (rows, message) in [
        (json!([["1", {"text": "宽", "colspan": 2}]]), "第1行第2格：colspan 超出表格右边"),
        (
            json!([["1", {"text": "高", "rowspan": 18446744073709551615u64}]]),
            "第1行第2格：rowspan 超出表格末行或跨过小标题行",
        ),
        (
            json!([[{"rowspan": 2}, "1"], {"group": "组"}, ["2", "3"]]),
            "第1行第1格：rowspan 超出表格末行或跨过小标题行",
        ),
        (
            json!([["1", {"rowspan": 2}], [{"colspan": 2}, null]]),
            "第2行第1格：与第1行第2格的合并重叠",
        ),
        (
            json!([[{"text": "甲", "colspan": 2}, "乙"]]),
            "第1行第2格：已并入第1行第1格，不应再有内容",
        ),
        (json!([[{"colspan": 0}, null]]), "第1行第1格：colspan 应为正整数"),
        (json!([[{"rowspan": -1.5}, null]]), "第1行第1格：rowspan 应为正整数"),
    ] {
        assert_eq!(wrong_rows(rows), message);
    }
}

#[test]
fn what_a_cell_cannot_have_is_named() {
    for (cell, message) in [
        (json!({"status": "快了"}), "status 不能是“快了”，可用的有：优秀、优、基本达标、"),
        (json!({"colour": "红"}), "不认识的项 colour，可用的有：text、"),
        (json!({"bar": -1}), "bar 应为0至999的数（百分数）"),
        (json!({"bar": "多"}), "bar 应为0至999的数（百分数）"),
        (json!({"bar": 5, "schedule": 101}), "schedule 应为0至100的数"),
        (json!({"schedule": 50}), "有 schedule 而没有 bar"),
        (json!({"align": "中"}), "align 不能是“中”，可用的有：left、center"),
        (json!({"text": {"a": 1}}), "text 应为文字、数字或它们的列表"),
        (json!({"bold": 1}), "bold 应为 true 或 false"),
    ] {
        let error = wrong_rows(json!([["", cell]]));
        let expected = format!("第1行第2格：{message}");
        assert!(error.starts_with(&expected), "{error}");
    }
}

#[test]
fn what_a_table_cannot_have_is_named() {
    let columns = json!([{"title": "甲"}]);
    for (json, message) in [
        (json!([]), "表格：应为表（{…}）"),
        (json!({"columns": [], "rows": []}), "表格没有列"),
        (json!({"rows": []}), "表格没有列"),
        (json!({"columns": columns}), "表格：rows 应为列表"),
        (
            json!({"columns": columns, "rows": [], "style": "花"}),
            "表格：style 不能是“花”，可用的有：grid、rules、zebra",
        ),
        (json!({"columns": columns, "rows": [], "size": 8.9}), "表格：size 应为9至14的数（磅）"),
        (
            json!({"columns": columns, "rows": [], "landscape": 1}),
            "表格：landscape 应为 true、false 或 \"auto\"",
        ),
        (
            json!({"columns": [{"title": "甲", "columns": []}], "rows": []}),
            "第1列：columns 应有1至8层，每层至少一列",
        ),
        (
            json!({"columns": [{"title": "甲", "widht": 1}], "rows": []}),
            "第1列：不认识的项 widht，可用的有：title、width、align、valign、merge、columns",
        ),
        (json!({"columns": columns, "rows": [7]}), "第1行：应为各格的列表，或 {\"group\": …}"),
    ] {
        assert_eq!(read(json).unwrap_err(), message);
    }
}

#[test]
fn equal_and_blank_neighbours_are_merged_within_the_column_on_their_left() {
    let table = read(json!({
        "columns": [{"title": "领导", "merge": true}, {"title": "单位", "merge": true}, {"title": "事项"}],
        "rows": [
            ["黄强", "省财政厅", "1"],
            ["黄强", "省财政厅", "2"],
            ["", "省统计局", "3"],
            ["宋亮", "省统计局", "4"],
            {"group": "组"},
            ["宋亮", "省统计局", "5"],
        ],
    }))
    .unwrap();
    assert_eq!(rowspans(&table, 0), [Some(3), None, None, Some(1), Some(0), Some(1)]);
    assert_eq!(rowspans(&table, 1), [Some(2), None, Some(1), Some(1), Some(0), Some(1)]);
    let single = [Some(1), Some(1), Some(1), Some(1), Some(0), Some(1)];
    assert_eq!(rowspans(&table, 2), single);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every row and every cell of a table is kept, or the table is refused with the first row that has other cells.
    #[test]
    fn every_cell_is_kept_or_its_row_is_named(
        rows in prop::collection::vec(
            prop_oneof![
                6 => prop::collection::vec("[一-三|\\\\#*a-c]{0,5}", 3),
                1 => prop::collection::vec("[一-三]{1,3}", 0..6),
            ],
            0..12,
        ),
    ) {
        let columns = json!([{"title": "甲"}, {"title": "乙"}, {"title": "丙"}]);
        let ragged = rows.iter().position(|row| row.len() != 3);
        match read(json!({"columns": columns, "rows": rows})) {
            Err(error) => {
                let row = ragged.expect("only ragged rows are refused") + 1;
                prop_assert!(error.contains(&format!("第{row}行")), "{error}");
            }
            Ok(table) => {
                prop_assert_eq!(ragged, None);
                let expected: Vec<Row> = rows
                    .iter()
                    .map(|row| Row::Cells(row.iter().map(|text| Some(Cell::text(text.as_str()))).collect()))
                    .collect();
                prop_assert_eq!(table.rows, expected);
            }
        }
    }
}
