//! Excel files, written here with rust_xlsxwriter.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{Read, read};
use crate::input::workbook::handmade::Parts;

const TITLES: [&str; 6] = ["期间", "编号", "指标", "单位", "完成值", "完成率"];

/// Reads a workbook that `write` fills.
fn workbook(write: impl FnOnce(&mut Workbook)) -> Read {
    let mut workbook = Workbook::new();
    write(&mut workbook);
    read(&[("a.xlsx", workbook.save_to_buffer().unwrap())])
}

#[test]
fn numbers_percentages_and_dates_are_what_the_cells_show() {
    let read = workbook(|workbook| {
        let sheet = workbook.add_worksheet().set_name("报送").unwrap();
        sheet.write_row(0, 0, TITLES).unwrap();
        sheet.write(0, 6, "填报日期").unwrap();
        let percent = Format::new().set_num_format("0.0%");
        let day = Format::new().set_num_format("yyyy/m/d");
        let march = ExcelDateTime::from_ymd(2018, 3, 31).unwrap();
        let filed = ExcelDateTime::from_ymd(2018, 4, 5).unwrap();
        sheet.write_with_format(1, 0, &march, &day).unwrap();
        sheet.write_row(1, 1, ["1-1", "", "省财政厅"]).unwrap();
        sheet.write_with_format(1, 4, 0.063, &percent).unwrap();
        sheet.write_with_format(1, 6, &filed, &day).unwrap();
        sheet.write_row(2, 0, ["2018-03", "2-1"]).unwrap();
        sheet.write(2, 2, 1).unwrap();
        sheet.write(2, 3, "省建设厅").unwrap();
        sheet.write(2, 4, 0.1 + 0.2).unwrap();
        sheet.write_with_format(2, 5, 0.026, &percent).unwrap();
        sheet.write(2, 6, 43195).unwrap();
    })
    .tells(&[]);
    assert_eq!(read.figures(), ["2018-03 1-1.1 0 6.3 —", "2018-03 2-1.1 1 0.3 2.6"]);
    let filed = read.progress.months.values().flat_map(|returns| returns.values());
    for one in filed {
        assert_eq!(one.reported_on, Some(jiff::civil::date(2018, 4, 5)));
    }
}

#[test]
fn a_vertical_merge_gives_its_value_to_every_row() {
    let read = workbook(|workbook| {
        let sheet = workbook.add_worksheet().set_name("表").unwrap();
        let plain = Format::new();
        sheet.merge_range(0, 0, 1, 5, "2018年一季度进展情况", &plain).unwrap();
        sheet.write_row(2, 0, TITLES).unwrap();
        sheet.merge_range(3, 0, 4, 0, "2018-03", &plain).unwrap();
        sheet.merge_range(3, 1, 4, 1, "2-1", &plain).unwrap();
        sheet.merge_range(3, 3, 4, 3, "省建设厅", &plain).unwrap();
        sheet.write(3, 2, 1).unwrap();
        sheet.write(3, 4, 3).unwrap();
        sheet.write(4, 2, 2).unwrap();
        sheet.write(4, 4, 1.5).unwrap();
        sheet.merge_range(6, 0, 7, 5, "备注：快报数", &plain).unwrap();
    })
    .tells(&[
        "G107 a.xlsx[表]:1:1 第1行是标题或说明，未作为报送读入",
        "G107 a.xlsx[表]:7:1 第7行是标题或说明，未作为报送读入",
    ])
    .counts(4, 2, 2);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3 —", "2018-03 2-1.2 1 1.5 —"]);
}

#[test]
fn hidden_rows_and_sheets_are_read_and_other_sheets_are_noted() {
    let read = workbook(|workbook| {
        let sheet = workbook.add_worksheet().set_name("一").unwrap();
        sheet.write_row(0, 0, TITLES).unwrap();
        sheet.write_row(1, 0, ["2018-03", "2-1", "1", "省建设厅", "3"]).unwrap();
        sheet.set_row_hidden(1).unwrap();
        let sheet = workbook.add_worksheet().set_name("二").unwrap();
        sheet.write_row(0, 0, TITLES).unwrap();
        sheet.write_row(1, 0, ["2018-06", "2-1", "1", "省建设厅", "x"]).unwrap();
        sheet.write_row(2, 0, ["2018-06", "2-1", "2", "省建设厅", "2"]).unwrap();
        sheet.set_hidden(true);
        let sheet = workbook.add_worksheet().set_name("说明").unwrap();
        sheet.write_column(0, 0, ["甲", "乙", "丙"]).unwrap();
        workbook.add_worksheet().set_name("空").unwrap();
    })
    .tells(&[
        "G121 a.xlsx[二]:2:5 完成值“x”不是数字，此格不采用",
        "G104 a.xlsx[说明]:0:0 工作表“说明”中没有报送表，3行内容未读入",
    ])
    .counts(6, 3, 3);
    assert_eq!(
        read.figures(),
        ["2018-03 2-1.1 1 3 —", "2018-06 2-1.1 1 — —", "2018-06 2-1.2 1 2 —"]
    );
}

#[test]
fn a_date_for_an_id_and_the_error_of_a_formula_are_told() {
    workbook(|workbook| {
        let sheet = workbook.add_worksheet().set_name("表").unwrap();
        sheet.write_row(0, 0, TITLES).unwrap();
        let day = Format::new().set_num_format("m月d日");
        sheet.write(1, 0, "2018-03").unwrap();
        let first = ExcelDateTime::from_ymd(2018, 1, 1).unwrap();
        sheet.write_with_format(1, 1, &first, &day).unwrap();
        sheet.write(1, 3, "省财政厅").unwrap();
        sheet.write(1, 4, Formula::new("=5+0.3").set_result("5.3")).unwrap();
        sheet.write_row(2, 0, ["2018-03", "2-1", "", "省建设厅"]).unwrap();
        sheet.write(2, 4, Formula::new("=A99/0").set_result("#DIV/0!")).unwrap();
    })
    .tells(&[
        "G125 a.xlsx[表]:3:5 “完成值”的公式结果是“#DIV/0!”，此格不采用",
        "G112 a.xlsx[表]:2:2 1个编号被表格软件改成了日期，已按编号读入：“2018-01-01”是1-1",
    ])
    .counts(2, 2, 0);
}

#[test]
fn a_formula_without_a_result_is_told_and_not_taken_for_blank() {
    let header = TITLES.map(|title| format!("<c t=\"inlineStr\"><is><t>{title}</t></is></c>"));
    let row = |value: &str, percent: &str| {
        let keys = ["2018-03", "2-1", "1", "省建设厅"];
        let keys = keys.map(|key| format!("<c t=\"str\"><v>{key}</v></c>"));
        format!("<row>{}{value}{percent}</row>", keys.concat())
    };
    let rows = [
        format!("<row>{}</row>", header.concat()),
        row("<c><v>3</v></c>", "<c><f>E2/11.64</f><v></v></c>"),
        row("<c><f>1+2</f><v>3</v></c>", "<c/>"),
    ];
    let read = read(&[("a.xlsx", Parts::rows(&rows.concat()).pack())])
        .tells(&["G125 a.xlsx[表]:2:6 “完成率”是公式，文件中没有存下结果，此格不采用"])
        .counts(2, 2, 0);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3 —"]);
}

#[test]
fn a_header_of_two_rows_may_be_merged() {
    let read = workbook(|workbook| {
        let sheet = workbook.add_worksheet().set_name("表").unwrap();
        let plain = Format::new();
        for (column, title) in (0..).zip(["期间", "编号", "单位"]) {
            sheet.merge_range(0, column, 1, column, title, &plain).unwrap();
        }
        sheet.merge_range(0, 3, 0, 4, "完成情况", &plain).unwrap();
        sheet.write_row(1, 3, ["累计完成", "完成率（%）"]).unwrap();
        sheet.write_row(2, 0, ["2018-03", "2-1", "省建设厅"]).unwrap();
        sheet.write(2, 3, 3.2).unwrap();
        sheet.write(2, 4, 27.5).unwrap();
    })
    .tells(&[])
    .counts(1, 1, 0);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.2 27.5"]);
}

#[test]
fn an_old_workbook_is_read_like_a_new_one() {
    // The first sheet ends in a row of other values; made by tests/old-workbooks/make.py.
    let old = include_bytes!("../../../tests/old-workbooks/return.xls");
    let read = read(&[("a.xls", old)]).counts(6, 2, 4);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.2 27.5", "2018-03 2-1.2 1 1.5 12.6"]);
    assert_eq!(
        read.told()[1],
        "G125 a.xls[进展情况报送表]:6:6 “完成率”的公式结果是“#DIV/0!”，此格不采用"
    );
}

#[test]
fn a_damaged_workbook_is_an_error() {
    let read = read(&[("a.xlsx", b"PK\x03\x04 cut off")]).counts(0, 0, 0);
    assert_eq!(read.problems.len(), 1);
    assert!(read.told()[0].starts_with("G101 a.xlsx:0:0"), "{:?}", read.told());
}
