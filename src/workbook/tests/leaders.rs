use super::*;

#[test]
fn each_leader_has_a_sheet_and_unknown_ones_come_last() {
    let mut book = Book::of(&small_plan());
    let expected = [
        "2018年省政府领导牵头任务清单",
        "黄强　常务副省长　　牵头 3 项：主要指标 1 项，重点工作任务 2 项；独立牵头 1 项，共同牵头 2 项",
        "编号",
        "1-1",
        "2-1",
        "2-2",
    ];
    assert_eq!(book.first_column("黄强"), expected);
    let row = [
        "2-1",
        "完成34万人次。",
        "共同",
        "黄强",
        "省发展改革委\n省农牧厅",
        "省财政厅",
        "兰州市政府",
        "",
    ];
    assert_eq!(book.texts("李斌", 4), row);
    assert_eq!(book.texts("黄强", 4)[2..4], ["独立", ""]);
    let nobody = [
        "未明确　　牵头 1 项：主要指标 0 项，重点工作任务 1 项；独立牵头 1 项，共同牵头 0 项",
        "编号",
        "2-4",
    ];
    assert_eq!(book.first_column("未明确")[1..], nobody);
    assert!(!book.0.sheet_names().contains(&"何伟".to_owned()));
}

#[test]
fn the_leaders_counts_are_formulas_over_their_sheets() {
    let mut book = Book::of(&small_plan());
    let expected = [
        "黄强|常务副省长|1|2|3|1|2",
        "李斌|副省长|0|2|2|0|2",
        "何伟|副省长|0|0|0|0|0",
        "王五||0|1|1|1|0",
        "未明确||0|1|1|1|0",
        "合计||1|6|7|3|4",
    ];
    assert_eq!(book.lines("领导汇总", 3..=8), expected);
    let formulas = [
        ((4, 3), "COUNTIFS(李斌!$A$4:$A$5,\"2-*\",李斌!$C$4:$C$5,\"?*\")"),
        ((4, 4), "C4+D4"),
        ((4, 5), "E4-G4"),
        ((4, 6), "COUNTIF(李斌!$C$4:$C$5,\"共同\")"),
        ((5, 3), ""),
        ((8, 4), "SUM(E3:E7)"),
    ];
    for ((row, col), formula) in formulas {
        assert_eq!(book.formula("领导汇总", row, col), formula);
    }
}

#[test]
fn names_that_are_no_names_of_sheets_get_one() {
    let leaders = "附件1、[甲]/乙'、History";
    let item = item("2-1", "推进。", [leaders, "省财政厅", "", ""]);
    let mut book = Book::of(&Plan::new(vec![item]));
    let names = book.0.sheet_names();
    assert_eq!(names[11..], ["附件1（2）", "［甲］／乙", "History（1）"]);
    assert_eq!(book.formula("领导汇总", 7, 6), "COUNTIF('［甲］／乙'!$C$4,\"共同\")");
    let link = "location=\"'附件1（2）'!A1\" display=\"附件1\"";
    assert!(book.sheet("领导汇总").contains(link));
}
