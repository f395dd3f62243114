use std::collections::BTreeSet;
use std::io::Cursor;
use std::thread;

use calamine::{Data, Dimensions, Reader, Xlsx, open_workbook_from_rs};
use jiff::civil::date;

use super::*;
use crate::diagnostic::Diagnostics;
use crate::plan::{Column, Item, Party};
use crate::registry::Who;
use crate::source::SourceFile;

const UNITS: &str = "\
简称,全称,别名,类别,生效,失效,继任
省发展改革委,,,组成部门,,,
省财政厅,,,组成部门,,,
省农牧厅,,,组成部门,,,
省审计厅,,,组成部门,,,
兰州市,,兰州市政府,市州,,,
白银市,,白银市政府,市州,,,
";
const GROUPS: &str = "\
名称,范围,成员,候选
各市州政府,all,市州,
相关市州政府,open,,市州
省政府各有关部门,open,,
";
const LEADERS: &str = "姓名,职务\n黄强,常务副省长\n李斌,副省长\n何伟,副省长\n";

fn registry() -> Registry {
    let source = |name: &str, text: &str| SourceFile::from_text(name, text);
    let mut problems = Diagnostics::new();
    let registry = Registry::from_sources(
        &source("seeds/units.csv", UNITS),
        Some(&source("seeds/groups.csv", GROUPS)),
        Some(&source("seeds/leaders.csv", LEADERS)),
        date(2018, 2, 13),
        &mut problems,
    );
    assert!(problems.is_empty(), "{problems:?}");
    registry
}

/// An item: id and text, then leaders, lead, supporting and implementing units, each joined by 、.
fn item(id: &str, text: &str, columns: [&str; 4]) -> Item {
    let registry = registry();
    let names = |cell: &str| -> Vec<String> {
        let names = cell.split('、').filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    };
    let parties = |cell: &str| -> Vec<Party> {
        let party = |written: String| Party {
            who: registry.resolve(&written).unwrap_or(Who::Unknown),
            written,
        };
        names(cell).into_iter().map(party).collect()
    };
    Item {
        id: id.parse().expect("a test's id"),
        text: text.to_owned(),
        leaders: names(columns[0]),
        lead: parties(columns[1]),
        support: parties(columns[2]),
        implement: parties(columns[3]),
        inherited: BTreeSet::new(),
        targets: Vec::new(),
        deadline: None,
    }
}

fn small_plan() -> Plan {
    let both = "省发展改革委、省农牧厅";
    let mut inherited = item(
        "2-2",
        "落实“先诊疗后付费”。",
        ["黄强、李斌", both, "", "相关市州政府"],
    );
    inherited.inherited = BTreeSet::from([Column::Leaders, Column::Lead]);
    Plan::new(vec![
        item(
            "1-1",
            "生产总值增长6%左右。",
            ["黄强", "省发展改革委", "省政府各有关部门", "各市州政府"],
        ),
        item(
            "2-1",
            "完成34万人次。",
            ["黄强、李斌", both, "省财政厅", "兰州市政府"],
        ),
        inherited,
        item("2-3", "清理规范。", ["王五", "省财政厅", "", ""]),
        item("2-4", "无人牵头。", ["", "省农牧厅", "", "白银市政府"]),
    ])
}

fn heading() -> Heading {
    Heading {
        year: 2018,
        region: "全省".into(),
        government: "省政府".into(),
        issuer: "甘肃省人民政府办公厅".into(),
        author: "省政府督查室".into(),
        date: date(2018, 2, 13),
    }
}

fn bytes(plan: &Plan) -> Vec<u8> {
    let registry = registry();
    let duties = Duties::new(plan, &registry);
    decomposition(plan, &registry, &duties, &heading()).expect("a workbook")
}

struct Book(Xlsx<Cursor<Vec<u8>>>);

impl Book {
    fn of(plan: &Plan) -> Self {
        Self(open_workbook_from_rs(Cursor::new(bytes(plan))).expect("a readable workbook"))
    }

    /// The cells of a row, counted from 1 as Excel does, as they are stored.
    fn row(&mut self, sheet: &str, row: u32) -> Vec<Data> {
        let range = self.0.worksheet_range(sheet).expect("a sheet");
        let (_, last) = range.end().expect("a sheet with cells");
        (0..=last)
            .map(|col| range.get_value((row - 1, col)).cloned().unwrap_or_default())
            .collect()
    }

    /// The same as text, blank cells empty.
    fn texts(&mut self, sheet: &str, row: u32) -> Vec<String> {
        self.row(sheet, row).iter().map(Data::to_string).collect()
    }

    /// The first texts of all rows that have any.
    fn first_column(&mut self, sheet: &str) -> Vec<String> {
        let range = self.0.worksheet_range(sheet).expect("a sheet");
        let first = |row: &[Data]| row.first().map(Data::to_string);
        range.rows().filter_map(first).collect()
    }

    fn formula(&mut self, sheet: &str, row: u32, col: u32) -> String {
        let formulas = self.0.worksheet_formula(sheet).expect("a sheet");
        let formula = formulas.get_value((row - 1, col));
        formula.cloned().unwrap_or_default()
    }

    fn merged(&mut self, sheet: &str) -> Vec<Dimensions> {
        let merged = self.0.merge_cells_by_sheet_name(sheet);
        merged.expect("a sheet")
    }
}

#[test]
fn the_annexes_have_the_columns_and_wording_of_the_notice() {
    let mut book = Book::of(&small_plan());
    assert_eq!(
        book.0.sheet_names(),
        ["附件1", "附件2", "责任矩阵", "按领导", "领导汇总"]
    );
    assert_eq!(book.texts("附件1", 1)[0], "附件1");
    assert_eq!(
        book.texts("附件1", 2)[0],
        "2018年全省经济社会发展主要指标分解表"
    );
    assert_eq!(book.texts("附件2", 2)[0], "2018年省政府重点工作任务分解表");
    let header = [
        "序号",
        "重点工作任务",
        "省政府\n牵头领导",
        "牵头单位",
        "配合单位",
        "实施单位",
    ];
    assert_eq!(book.texts("附件2", 3), header);
    assert_eq!(book.texts("附件1", 3)[1], "主要指标");
    let row = [
        "1",
        "生产总值增长6%左右。",
        "黄强",
        "省发展改革委",
        "省政府各有关部门",
        "各市州政府",
    ];
    assert_eq!(book.texts("附件1", 4), row);
    assert_eq!(book.row("附件1", 4)[0], Data::Float(1.0));
    assert_eq!(book.row("附件2", 6)[4], Data::Empty);
    let title = Dimensions::new((1, 0), (1, 5));
    assert!(book.merged("附件1").contains(&title));
}

#[test]
fn inherited_leaders_and_units_stand_in_their_own_row() {
    let mut book = Book::of(&small_plan());
    let row = book.texts("附件2", 5);
    assert_eq!(row[2..4], ["黄强\n李斌", "省发展改革委\n省农牧厅"]);
    let merged = book.merged("附件2");
    assert!(merged.iter().all(|range| range.end.0 < 2), "{merged:?}");
}

#[test]
fn header_rows_are_repeated_in_print_and_the_tables_filtered() {
    let book = Book::of(&small_plan());
    let names: Vec<(&str, &str)> = (book.0.defined_names().iter())
        .map(|(name, range)| (name.as_str(), range.as_str()))
        .collect();
    for (name, range) in [
        ("_xlnm.Print_Titles", "附件2!$3:$3"),
        ("_xlnm.Print_Titles", "责任矩阵!$A:$B,责任矩阵!$3:$3"),
        ("_xlnm.Print_Titles", "按领导!$2:$2"),
        ("_xlnm._FilterDatabase", "附件2!$A$3:$F$7"),
        ("_xlnm._FilterDatabase", "责任矩阵!$A$3:$G$8"),
    ] {
        assert!(names.contains(&(name, range)), "{range} in {names:?}");
    }
}

#[test]
fn a_notice_with_deadlines_has_their_column() {
    let mut timed = item("2-1", "完成。", ["黄强", "省财政厅", "", ""]);
    timed.deadline = Some("6月底".into());
    let untimed = item("2-2", "推进。", ["黄强", "省财政厅", "", ""]);
    let mut book = Book::of(&Plan::new(vec![timed, untimed]));
    assert_eq!(book.texts("附件2", 3)[6], "完成时限");
    assert_eq!(book.texts("附件2", 4)[6], "6月底");
    assert_eq!(book.texts("附件2", 5)[6], "");
}

#[test]
fn the_matrix_shows_the_strongest_role_and_adds_up() {
    let mut book = Book::of(&small_plan());
    let rows: Vec<Vec<String>> = (3..=13).map(|row| book.texts("责任矩阵", row)).collect();
    let lines: Vec<String> = rows.iter().map(|row| row.join("|")).collect();
    let expected = [
        "编号|主要指标、重点工作任务|省发展改革委|省财政厅|省农牧厅|兰州市|白银市|牵头|配合|实施|可能涉及|合计",
        "1-1|生产总值增长6%左右。|牵|||实|实|1|0|2|0|3",
        "2-1|完成34万人次。|牵|配|牵|实||2|1|1|0|4",
        "2-2|落实“先诊疗后付费”。|牵||牵|可|可|2|0|0|2|4",
        "2-3|清理规范。||牵||||1|0|0|0|1",
        "2-4|无人牵头。|||牵||实|1|0|1|0|2",
        "牵头||3|1|3|0|0|7||||7",
        "配合||0|1|0|0|0||1|||1",
        "实施||0|0|0|2|2|||4||4",
        "可能涉及||0|0|0|1|1||||2|2",
        "合计||3|2|3|3|3|7|1|4|2|14",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn the_sums_of_the_matrix_are_formulas() {
    let mut book = Book::of(&small_plan());
    let formulas = [
        ((4, 7), "COUNTIF(C4:G4,\"牵\")"),
        ((4, 11), "SUM(H4:K4)"),
        ((9, 2), "COUNTIF(C4:C8,\"牵\")"),
        ((13, 2), "SUM(C9:C12)"),
        ((9, 7), "SUM(H4:H8)"),
        ((9, 11), "SUM(C9:G9)"),
        ((13, 7), "SUM(H4:H8)"),
        ((13, 11), "SUM(C13:G13)"),
    ];
    for ((row, col), formula) in formulas {
        assert_eq!(book.formula("责任矩阵", row, col), formula);
    }
}

#[test]
fn long_texts_are_shortened_in_the_matrix_alone() {
    let text = "推进".repeat(40);
    let long = item("2-1", &text, ["黄强", "省财政厅", "", ""]);
    let mut book = Book::of(&Plan::new(vec![long]));
    assert_eq!(book.texts("附件2", 4)[1], text);
    assert_eq!(
        book.texts("责任矩阵", 4)[1],
        format!("{}推…", "推进".repeat(11))
    );
}

#[test]
fn each_leader_has_a_list_and_unknown_ones_come_last() {
    let mut book = Book::of(&small_plan());
    let expected = [
        "2018年省政府领导牵头任务清单",
        "领导",
        "黄强　常务副省长　　牵头 3 项：主要指标 1 项，重点工作任务 2 项；独立牵头 1 项，共同牵头 2 项",
        "黄强",
        "黄强",
        "黄强",
        "李斌　副省长　　牵头 2 项：主要指标 0 项，重点工作任务 2 项；独立牵头 0 项，共同牵头 2 项",
        "李斌",
        "李斌",
        "王五　　牵头 1 项：主要指标 0 项，重点工作任务 1 项；独立牵头 1 项，共同牵头 0 项",
        "王五",
        "未明确　　牵头 1 项：主要指标 0 项，重点工作任务 1 项；独立牵头 1 项，共同牵头 0 项",
        "未明确",
    ];
    assert_eq!(book.first_column("按领导"), expected);
    let row = [
        "李斌",
        "2-1",
        "完成34万人次。",
        "省发展改革委\n省农牧厅",
        "省财政厅",
        "兰州市政府",
        "黄强",
    ];
    assert_eq!(book.texts("按领导", 8), row);
}

#[test]
fn the_leaders_counts_are_formulas_over_their_list() {
    let mut book = Book::of(&small_plan());
    let rows: Vec<String> = (3..=8)
        .map(|row| book.texts("领导汇总", row).join("|"))
        .collect();
    let expected = [
        "黄强|常务副省长|1|2|3|1|2",
        "李斌|副省长|0|2|2|0|2",
        "何伟|副省长|0|0|0|0|0",
        "王五||0|1|1|1|0",
        "未明确||0|1|1|1|0",
        "合计||1|6|7|3|4",
    ];
    assert_eq!(rows, expected);
    assert_eq!(
        book.formula("领导汇总", 4, 3),
        "SUMPRODUCT((按领导!$A$3:$A$13=A4)*(LEFT(按领导!$B$3:$B$13,2)=\"2-\"))"
    );
    assert_eq!(
        book.formula("领导汇总", 4, 6),
        "SUMPRODUCT((按领导!$A$3:$A$13=A4)*(按领导!$G$3:$G$13<>\"\"))"
    );
    assert_eq!(book.formula("领导汇总", 8, 4), "SUM(E3:E7)");
}

#[test]
fn what_looks_like_a_formula_or_markup_is_text() {
    for text in ["=1+1", "+1", "-1", "@SUM(A1)", "<r>&</r>", "_x0041_", "007"] {
        let mut book = Book::of(&Plan::new(vec![item(
            "2-1",
            text,
            ["黄强", "省财政厅", "", ""],
        )]));
        let expected = Data::String(text.to_owned());
        assert_eq!(book.row("附件2", 4)[1], expected);
        assert_eq!(book.formula("附件2", 4, 1), "");
        assert_eq!(book.row("按领导", 4)[2], expected);
    }
}

#[test]
fn control_characters_do_not_spoil_the_workbook() {
    let odd = item(
        "2-1",
        "甲\0乙\u{1B}丙\r\n丁\u{FFFF}",
        ["黄\u{1}强", "省财\u{B}政厅", "", ""],
    );
    let mut book = Book::of(&Plan::new(vec![odd]));
    let row = book.texts("附件2", 4);
    assert_eq!(row[1..4], ["甲␀乙␛丙\n丁\u{FFFD}", "黄␁强", "省财␋政厅"]);
}

#[test]
fn a_text_too_long_for_a_row_goes_on_in_the_next() {
    let text: String = ('\u{4E00}'..='\u{9FA5}').cycle().take(40_000).collect();
    let long = item("2-7", &text, ["黄强", "省财政厅", "", ""]);
    let next = item("2-8", "推进。", ["黄强", "省农牧厅", "", ""]);
    let mut book = Book::of(&Plan::new(vec![long, next]));
    let numbers = book.first_column("附件2");
    let (item, last) = numbers[3..].split_at(numbers.len() - 4);
    assert_eq!(item[0], "7");
    assert!(item.len() > 50 && item[1..].iter().all(|n| n == "7\n（续）"));
    assert_eq!(last, ["8"]);
    let range = book.0.worksheet_range("附件2").expect("a sheet");
    let parts = range.rows().skip(3).take(item.len());
    let whole: String = parts.map(|row| row[1].to_string()).collect();
    assert!(whole == text, "the parts are the text");
    let leads = range.rows().filter(|row| row[3] == "省财政厅");
    assert_eq!(leads.count(), 1);
}

#[test]
fn a_plan_without_items_makes_a_workbook() {
    let mut book = Book::of(&Plan::new(Vec::new()));
    assert_eq!(book.texts("附件1", 3)[0], "序号");
    assert_eq!(book.texts("责任矩阵", 1)[0], "没有落实到单位的事项。");
    assert_eq!(book.texts("领导汇总", 6)[2..5], ["0", "0", "0"]);
}

#[test]
fn the_same_plan_gives_the_same_bytes_on_any_thread() {
    let first = bytes(&small_plan());
    let others: Vec<_> = (0..4)
        .map(|_| thread::spawn(|| bytes(&small_plan())))
        .collect();
    for other in others {
        assert!(other.join().expect("a workbook") == first);
    }
}

#[test]
fn a_date_outside_excels_calendar_is_an_error() {
    let registry = registry();
    let plan = small_plan();
    let duties = Duties::new(&plan, &registry);
    let mut heading = heading();
    heading.date = date(1582, 10, 4);
    let error = decomposition(&plan, &registry, &duties, &heading).expect_err("no workbook");
    assert_eq!(
        error.to_string(),
        "文档日期 1582-10-04 超出 Excel 的范围（1900 年至 9999 年）"
    );
}

#[test]
fn a_title_longer_than_a_cell_is_an_error_that_names_the_sheet() {
    let registry = registry();
    let plan = small_plan();
    let duties = Duties::new(&plan, &registry);
    let mut heading = heading();
    heading.government = "政".repeat(40_000);
    let error = decomposition(&plan, &registry, &duties, &heading).expect_err("no workbook");
    assert_eq!(
        error.to_string(),
        "工作表“附件1”有文字超过单元格 32767 字的上限"
    );
}
