//! `duban sheets`: the workbooks of the units, the period of their forms, and the files that remain.

use crate::support::Case;

const UNITS: &str = "output/sheets/units";

/// Makes a workspace with its annex data, without any output.
fn imported() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case
}

/// Writes a return of 兰州市 for a month.
fn report(case: &Case, month: u8) {
    let name = format!("seeds/progress/{month}.csv");
    let row = format!("2018-{month:02},2-1,兰州市,1,万亩,甲,2018-12-31\n");
    case.write(&name, format!("期间,编号,单位,完成值,计量单位,填报人,填报日期\n{row}"));
}

#[test]
fn every_unit_gets_a_workbook_beside_the_provinces() {
    let case = imported();
    case.duban(["sheets"]).exits(0).says("工作簿 1 个：").says("2018年2月报送表 3 份：");
    let names = ["001-省财政厅-2018-02.xlsx", "002-省妇联-2018-02.xlsx", "003-兰州市-2018-02.xlsx"];
    assert_eq!(case.list(UNITS), names);
    let manifest: serde_json::Value =
        serde_json::from_slice(&case.read("output/manifest.json")).unwrap();
    let entries = manifest.as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["unit"] == "省妇联").unwrap();
    assert_eq!(entry["path"], "sheets/units/002-省妇联-2018-02.xlsx");
    for input in ["seeds/targets.csv", "seeds/progress", "duban.toml"] {
        assert!(entry["inputs"].as_array().unwrap().contains(&input.into()));
    }
}

#[test]
fn a_named_unit_gets_its_own_and_nothing_else_is_touched() {
    let case = imported();
    case.duban(["sheets", "--unit", "甘肃省妇女联合会"]).exits(0).says("2018年2月报送表 1 份：");
    assert_eq!(case.list(UNITS), ["002-省妇联-2018-02.xlsx"]);
    assert_eq!(case.list("output/sheets"), ["units"]);
    let alone = case.read("output/sheets/units/002-省妇联-2018-02.xlsx");
    case.duban(["-j", "4"]).exits(0);
    assert!(case.read("output/sheets/units/002-省妇联-2018-02.xlsx") == alone);
    case.duban(["sheets", "--unit", "省财政局"]).exits(2).complains("是否指“省财政厅”");
    case.duban(["sheets", "--unit", "各市州政府"]).exits(2).complains("“各市州政府”是单位的统称");
}

#[test]
fn forms_are_for_the_month_after_the_newest_returns() {
    let case = imported();
    report(&case, 6);
    case.duban(["sheets"]).exits(0).says("2018年7月报送表");
    case.duban(["sheets", "--period", "2018-06"]).exits(0).says("2018年6月报送表");
    case.duban(["sheets", "--period", "2018Q3"]).exits(0).says("2018年9月报送表");
    report(&case, 12);
    case.duban(["sheets"]).exits(0).says("2018年12月报送表");
    case.edit("duban.toml", "date = 2018-02-13", "date = 2017-12-29");
    std::fs::remove_dir_all(case.path("seeds/progress")).unwrap();
    case.duban(["sheets"]).exits(0).says("2018年1月报送表");
}

#[test]
fn forms_of_another_year_are_refused_before_anything_is_written() {
    let case = imported();
    case.duban(["sheets", "--period", "2019-01"])
        .exits(2)
        .complains("报送表的期间2019-01不在2018年");
    assert!(case.list("output/sheets").is_empty());
}

#[test]
fn workbooks_of_units_without_items_go_and_changed_ones_are_kept_aside() {
    let case = imported();
    case.duban(["sheets"]).exits(0);
    case.edit("seeds/annex/tasks.csv", "省妇联", "省财政厅");
    case.duban(["sheets", "--unit", "兰州市"]).exits(0);
    assert_eq!(case.list(UNITS).len(), 3);
    case.duban(["sheets"]).exits(0);
    assert_eq!(case.list(UNITS), ["001-省财政厅-2018-02.xlsx", "003-兰州市-2018-02.xlsx"]);
    case.write("output/sheets/units/003-兰州市-2018-02.xlsx", "填好的表");
    case.edit("seeds/annex/indicators.csv", "各市州政府", "");
    case.edit("seeds/annex/tasks.csv", "各市州政府", "");
    case.duban(["sheets"])
        .exits(0)
        .complains("F157")
        .complains("运行 duban collect .duban/backup/0002/output/sheets/units/003-兰州市-");
    assert_eq!(case.list(UNITS), ["001-省财政厅-2018-02.xlsx"]);
    assert_eq!(case.backups("output/sheets/units/003-兰州市-"), ["填好的表"]);
}

#[test]
fn a_form_put_back_blank_is_no_return() {
    let case = imported();
    case.duban(["sheets", "--period", "2018-03"]).exits(0);
    let form = case.read("output/sheets/units/003-兰州市-2018-03.xlsx");
    case.write("seeds/progress/兰州.xlsx", form);
    case.duban(["check"]).exits(0).says("读入0行").says("未填写3");
}

#[test]
fn a_mistake_in_the_words_of_forms_leaves_other_workbooks_alone() {
    let case = imported();
    let text = include_str!("../../templates/form.md").replace("sheet = \"任务清单\"", "");
    case.write("templates/form.md", text);
    let run = case.duban(["sheets"]).exits(1);
    let run = run.complains("错误[T102]: 文件头有误：[list] 缺少 sheet");
    assert_eq!(run.stderr.matches("T102").count(), 1, "{}", run.stderr);
    assert!(case.path("output/sheets/分解表.xlsx").exists());
    assert_eq!(case.list(UNITS), [""; 0]);
    // Mended, it is an input like any other.
    case.write("templates/form.md", include_str!("../../templates/form.md"));
    case.duban(["sheets"]).exits(0);
    let manifest = case.text("output/manifest.json");
    assert!(manifest.contains("\"templates/form.md\""), "{manifest}");
}
