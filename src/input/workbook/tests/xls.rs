//! Old workbooks: made by LibreOffice (`tests/old-workbooks/make.py`), by jxl and SheetJS, and containers by hand.

use std::io::{Cursor, Write as _};

use cfb::CompoundFile;

use super::shown;
use crate::input::grid::{GridRow, Withheld};
use crate::input::workbook::{RemarkKind, WorkbookError, read};

const RETURN: &[u8] = include_bytes!("../../../../tests/old-workbooks/return.xls");
const JXL: &[u8] = include_bytes!("../../../../tests/old-workbooks/jxl.xls");
const SHEETJS: &[u8] = include_bytes!("../../../../tests/old-workbooks/sheetjs.xls");
const BESIDE: &[u8] = include_bytes!("../../../../tests/old-workbooks/beside.xls");
const LONG: &[u8] = include_bytes!("../../../../tests/old-workbooks/long.xls");

#[test]
fn cells_show_what_was_typed() {
    let sheets = read(RETURN).unwrap();
    let names: Vec<_> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["进展情况报送表", "隐藏的表", "空表"]);
    let titles =
        ["期间", "编号", "指标", "单位", "完成值", "完成率", "进展情况", "填报人", "填报日期"];
    let first = [
        "2018-03",
        "2-1",
        "1",
        "省建设厅",
        "3.2",
        "27.5%",
        " 第一行\n第二行 ",
        "张三",
        "2018-04-05",
    ];
    let second =
        ["2018-03", "2-1", "2", "省建设厅", "1.5", "12.6%", "=不是公式", "李四😀", "2018-04-05"];
    let others = ["100", "0.01", "12345678.25", "-200", "TRUE", "#DIV/0!", "约6%", "TRUE"];
    let expected = [
        (1, vec!["2018年一季度进展情况报送表"]),
        (2, titles.to_vec()),
        (3, first.to_vec()),
        (4, second.to_vec()),
        (6, others.to_vec()),
    ];
    assert_eq!(shown(&sheets[0].rows), expected);
    assert_eq!(shown(&sheets[1].rows), [(2, vec!["藏着"]), (70, vec!["50%"])]);
    assert_eq!(sheets[2].rows, []);
    let merged = &sheets[0].rows[3];
    assert!(merged.is_spread(3) && !merged.is_spread(4));
    assert_eq!(sheets[0].rows[4].text(7), "");
    assert!(!sheets[0].rows[4].lacks_result(7));
}

#[test]
fn comments_strokes_and_pictures_do_not_go_unnoticed() {
    let sheets = read(BESIDE).unwrap();
    let cells = sheets[0].rows.iter().flat_map(GridRow::filled);
    let cells: Vec<_> = cells.map(|cell| (cell.text(), cell.withheld())).collect();
    let expected = [
        ("3.5", Some(Withheld::Struck)),
        ("4.2", None),
        ("开工。推进中。", None),
        ("作废", Some(Withheld::Struck)),
        ("7", None),
    ];
    assert_eq!(cells, expected);
    let remarks = sheets[0].remarks.iter();
    let mut remarks: Vec<_> =
        remarks.map(|remark| (remark.kind, remark.at, remark.text.as_str())).collect();
    remarks.sort();
    let expected = [
        (RemarkKind::Comment, (4, 1), "口径已变"),
        (RemarkKind::Picture, (6, 2), ""),
        (RemarkKind::StruckPart, (1, 0), "3.5"),
        (RemarkKind::StruckPart, (2, 0), "😀已招标。"),
    ];
    assert_eq!(remarks, expected);
}

#[test]
fn texts_go_on_over_the_end_of_a_record() {
    let sheets = read(LONG).unwrap();
    assert_eq!(sheets[0].rows.len(), 20);
    for (number, row) in (1..).zip(&sheets[0].rows) {
        let chinese = "进展顺利，".repeat(40 * (number % 4));
        assert_eq!(row.raw(0), format!("{number}：{chinese}"));
        let latin = "abcdefghi ".repeat(40 * (number % 3));
        assert_eq!(row.raw(1), format!("{number}: {latin}"));
    }
}

/// As jxl and SheetJS write them: the entries of the directory are out of order, and the allocation table names more
/// sectors than the file has.
#[test]
fn containers_that_break_the_rules_are_read() {
    let titles = ["期间", "编号", "指标", "单位", "完成值"];
    for (bytes, name) in [(JXL, "jxl"), (SHEETJS, "SheetJS")] {
        let sheets = read(bytes).unwrap();
        let rows = shown(&sheets[0].rows);
        assert_eq!(rows[0].1[..5], titles, "{name}");
        assert_eq!(rows[1].1[..5], ["2018-07", "2-88", "1", "省教育厅", "3.2"], "{name}");
    }
}

#[test]
fn the_stream_alone_is_a_workbook_too() {
    let number = [3, 2, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f];
    let sheets = read(&stream_of(&[&number, &[10, 0, 0, 0]])).unwrap();
    assert_eq!(shown(&sheets[0].rows), [(1, vec!["1"])]);
    assert_eq!(read(&[9, 0, 4, 0, 2, 0, 0x10, 0]), Err(WorkbookError::TooOld));
}

/// A container with a stream of this name and content.
fn container(name: &str, content: &[u8]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut stream = file.create_stream(name).unwrap();
    stream.write_all(content).unwrap();
    drop(stream);
    file.into_inner().into_inner()
}

#[test]
fn what_cannot_be_read_is_told_apart() {
    let bof = |version: u16| [&[9, 8, 4, 0][..], &version.to_le_bytes(), &[5, 0]].concat();
    let locked = [bof(0x0600), vec![0x2f, 0, 0, 0]].concat();
    for (name, content, error) in [
        ("EncryptedPackage", vec![1], WorkbookError::Encrypted),
        ("Workbook", locked, WorkbookError::Encrypted),
        ("Book", bof(0x0500), WorkbookError::TooOld),
        ("Workbook", bof(0x0500), WorkbookError::TooOld),
        ("Workbook", bof(0x0600), WorkbookError::Damaged),
        ("Workbook", vec![0; 64], WorkbookError::Damaged),
        ("WordDocument", vec![1], WorkbookError::Damaged),
    ] {
        assert_eq!(read(&container(name, &content)), Err(error), "{name} {content:?}");
    }
}

/// The stream of a workbook whose only sheet has these records after its beginning.
fn stream_of(records: &[&[u8]]) -> Vec<u8> {
    let bound = [0x85, 0, 10, 0, 26, 0, 0, 0, 0, 0, 2, 0, b'a', b'b'];
    let mut stream = [&[9, 8, 4, 0, 0, 6, 5, 0][..], &bound, &[10, 0, 0, 0]].concat();
    assert_eq!(stream.len(), 26);
    stream.extend([9, 8, 4, 0, 0, 6, 0x10, 0]);
    stream.extend(records.concat());
    stream
}

/// The same in a container.
fn sheet_of(records: &[&[u8]]) -> Vec<u8> {
    container("Workbook", &stream_of(records))
}

#[test]
fn a_formula_whose_text_never_comes_is_marked() {
    let formula = |column| [6, 0, 14, 0, 0, 0, column, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];
    let text = [7, 2, 4, 0, 1, 0, 0, b'x'];
    let end = [10, 0, 0, 0];
    let sheets = read(&sheet_of(&[&formula(0), &formula(1), &text, &formula(2), &end])).unwrap();
    assert_eq!(shown(&sheets[0].rows), [(1, vec!["x"])]);
    let row = &sheets[0].rows[0];
    assert!(row.lacks_result(0) && !row.lacks_result(1) && row.lacks_result(2));
}

#[test]
fn records_that_break_off_are_damage() {
    let number = [3, 2, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f];
    let sheets = read(&sheet_of(&[&number, &[10, 0, 0, 0]])).unwrap();
    assert_eq!(shown(&sheets[0].rows), [(1, vec!["1"])]);
    for records in [
        // No end, a length beyond the end, a number too short, a shared text that is not there.
        &[&number[..]][..],
        &[&[3, 2, 0xff, 0xff]],
        &[&[3, 2, 2, 0, 0, 0], &[10, 0, 0, 0]],
        &[&[0xfd, 0, 10, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0], &[10, 0, 0, 0]],
    ] {
        assert_eq!(read(&sheet_of(records)), Err(WorkbookError::Damaged), "{records:?}");
    }
}
