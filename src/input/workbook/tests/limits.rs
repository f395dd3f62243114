//! Files that mean more than they hold.

use crate::input::workbook::handmade::Parts;
use crate::input::workbook::{WorkbookError, read};

#[track_caller]
fn refused(parts: &Parts, why: &str) {
    let error = read(&parts.pack()).unwrap_err();
    assert_eq!(error, WorkbookError::TooLarge(why.to_owned()));
}

fn styles(content: &str) -> Parts {
    let mut parts = Parts::rows("");
    let path = "xl/styles.xml".to_owned();
    parts.others = vec![(path, format!("<styleSheet>{content}</styleSheet>").into())];
    parts
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let mut parts = Parts::rows("");
    let zeros = "<a/>0".repeat(1 << 10).repeat(1 << 10).into_bytes();
    parts.others = (0..40).map(|n| (n.to_string(), zeros.clone())).collect();
    refused(&parts, "中的标记超过1200万个");
    let plain = [b"<".as_slice(), &[b'0'; 15 << 20]].concat();
    parts.others = (0..11).map(|n| (n.to_string(), plain.clone())).collect();
    refused(&parts, "解压后超过160MB");
    parts.others = vec![("a".to_owned(), vec![b'0'; 17 << 20])];
    refused(&parts, "中有超过16MB的单个内容");
}

#[test]
fn a_claim_of_many_texts_is_refused_wherever_it_stands() {
    let claim = r#"<sst uniqueCount = "999999999999999999999"/>"#;
    for before in [0, (1 << 16) - 300, (1 << 16) - 10, 1 << 17] {
        let mut parts = Parts::rows("");
        parts.others = vec![("a".to_owned(), (" ".repeat(before) + claim).into_bytes())];
        refused(&parts, "中的文字超过200万条");
    }
}

#[test]
fn formats_that_multiply_are_refused() {
    let long = format!("<numFmt numFmtId=\"200\" formatCode=\"{}\"/>", "0".repeat(100_000));
    refused(&styles(&(long + &"<xf/>".repeat(5_000))), "中的单元格格式过多");
    refused(&styles(&"<xf/>".repeat(1_000_000)), "中的单元格格式过多");
    assert!(read(&styles(&"<xf/>".repeat(64_000)).pack()).is_ok());
}

#[test]
fn a_shared_text_or_a_merge_may_not_multiply_either() {
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(7_000);
    let mut parts = Parts::rows(&format!("<row>{cells}</row>"));
    parts.strings = format!("<si><t>{}</t></si>", "x".repeat(30_000));
    refused(&parts, "中的文字超过192MB");
    let mut parts = Parts::rows(&"<row><c><v>1</v></c></row>".repeat(2_000));
    let merges = "<mergeCell ref=\"A1:A2000\"/>".repeat(1_000);
    parts.sheet += &format!("<mergeCells>{merges}</mergeCells>");
    refused(&parts, "中有内容的单元格超过200万个");
}

#[test]
fn merges_without_number_are_refused() {
    let mut parts = Parts::rows("");
    let merges = "<mergeCell ref=\"A1:B9\"/>".repeat(210_000);
    parts.sheet += &format!("<mergeCells>{merges}</mergeCells>");
    refused(&parts, "中的合并单元格超过20万处");
}

#[test]
fn numbers_out_of_all_range_are_no_trouble() {
    for rows in [
        r#"<row r="4294967295"><c><v>1</v></c></row>"#,
        r#"<row r="1048577"><c r="A1048577"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="ZZZZZZZZZ1"><v>1</v></c></row>"#,
        r#"<row r="1"><c r="A1" s="99999999999"><f t="shared" si="99999999999">1</f></c></row>"#,
        r#"<row r="1"><c r="A1" t="s"><v>99999999999999999999</v></c></row>"#,
        r#"<row r="1"><c r="A1"><v>1e999</v></c><c r="B1" s="1"><v>-1e300</v></c></row>"#,
    ] {
        let mut parts = Parts::rows(rows);
        parts.sheet = format!(r#"<dimension ref="A1:XFD1048576"/>{}"#, parts.sheet);
        // An answer, whatever it is.
        let _ = read(&parts.pack());
    }
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let mut parts = Parts::rows(rows);
    parts.sheet = format!(r#"<dimension ref="A1:XFD1048576"/>{}"#, parts.sheet);
    assert_eq!(read(&parts.pack()).unwrap()[0].rows.len(), 1);
}

#[test]
fn entities_are_not_expanded() {
    let parts = Parts::rows(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>"#);
    assert_eq!(read(&parts.pack()), Err(WorkbookError::Damaged));
}

#[test]
fn more_rows_than_any_return_has_are_refused() {
    let row = "<row><c><v>1</v></c></row>";
    assert!(read(&Parts::rows(&row.repeat(200_000)).pack()).is_ok());
    refused(&Parts::rows(&row.repeat(200_001)), "中有内容的行超过20万行");
}
