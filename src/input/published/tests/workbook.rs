use super::{place, read, shown};
use crate::input::workbook::handmade::Parts;

/// A cell with a text of its own.
fn cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn workbook() -> Vec<u8> {
    let rows = [
        format!(r#"<row r="2">{}</row>"#, cell("B2", "2018年分解表")),
        format!(
            r#"<row r="3">{}{}{}</row>"#,
            cell("B3", "序号"),
            cell("C3", "任务"),
            cell("D3", "单位")
        ),
        format!(
            r#"<row r="4"><c r="B4"><v>1</v></c>{}{}</row>"#,
            cell("C4", "甲"),
            cell("D4", "省财政厅")
        ),
        format!(r#"<row r="6" hidden="1"><c r="B6"><v>2</v></c>{}</row>"#, cell("C6", "乙")),
    ];
    let mut parts = Parts::rows("");
    parts.sheet = format!(
        r#"<cols><col min="3" max="3" hidden="1"/></cols><sheetData>{}</sheetData><mergeCells count="2"><mergeCell ref="B2:D2"/><mergeCell ref="D4:D6"/></mergeCells>"#,
        rows.concat()
    );
    parts.pack()
}

#[test]
fn each_sheet_is_a_table_with_its_merges_as_they_are() {
    let rows = ["表", "2018年分解表|^|^", "序号|任务|单位", "1|甲|省财政厅", "2|乙|^", "N120"];
    assert_eq!(shown("附件2.xlsx", &workbook()), rows);
    let (published, problems) = read("附件2.xlsx", &workbook());
    assert_eq!(place(&published, "省财政厅"), "表!D4");
    assert_eq!(place(&published, "乙"), "表!C6");
    let hidden = problems.iter().next().unwrap();
    assert_eq!(hidden.message, "工作表“表”有隐藏的内容，也已读入：1行、1列");
}
