//! Units that were renamed, merged or split during the year: forms, their return through `collect`, and returns under
//! old and new names.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::pdf_text;
use crate::support::Case;
use crate::support::province::Province;

const HEADER: &str = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,填报人,填报日期\n";
const FORM: &str = "进展报送";

/// Makes a workspace with a unit that was renamed (省工信委), two that became one (省安监局、省民救办), one that was split
/// (省农牧厅) and one that nobody is known to have taken over from (省接待办), all on 29 October.
fn case() -> Case {
    let case = Case::tiny();
    let reform = "2018-10-29";
    let province = Province::new()
        .unit("省财政厅", "组成部门")
        .unit_with("省工信委", "组成部门", |unit| {
            unit.full("甘肃省工业和信息化委员会").until(reform, "省工信厅")
        })
        .unit_with("省工信厅", "组成部门", |unit| {
            unit.full("甘肃省工业和信息化厅").since("2018-10-30")
        })
        .unit_with("省安监局", "组成部门", |unit| unit.until(reform, "省应急厅"))
        .unit_with("省民救办", "组成部门", |unit| unit.until(reform, "省应急厅"))
        .unit_with("省应急厅", "组成部门", |unit| unit.since("2018-10-30"))
        .unit_with("省农牧厅", "组成部门", |unit| unit.until(reform, "省农业厅、省畜牧局"))
        .unit_with("省农业厅", "组成部门", |unit| unit.since("2018-10-30"))
        .unit_with("省畜牧局", "组成部门", |unit| unit.since("2018-10-30"))
        .unit_with("省接待办", "组成部门", |unit| unit.until(reform, ""))
        .unit("兰州市", "市州")
        .group("各市州政府", "市州")
        .leader("黄强")
        .indicator(1, "增长。", |item| {
            item.leaders("黄强").lead("省财政厅").target("增长 = 7 %")
        })
        .task(1, "改造企业100户。", |item| {
            item.leaders("黄强").lead("省工信委").target("改造企业 = 100 户")
        })
        .task(2, "排查隐患200处。", |item| {
            item.leaders("黄强").lead("省安监局").target("排查隐患 = 200 处")
        })
        .task(3, "救助300人。", |item| {
            item.leaders("黄强").lead("省民救办").target("救助 = 300 人")
        })
        .task(4, "种植400万亩。", |item| {
            item.leaders("黄强").lead("省农牧厅").target("种植 = 400 万亩")
        })
        .task(5, "接待500人。", |item| {
            item.leaders("黄强").lead("省接待办").target("接待 = 500 人")
        });
    case.write_registry(&province);
    case.write("seeds/annex/indicators.csv", province.indicators_csv());
    case.write("seeds/annex/tasks.csv", province.tasks_csv());
    case
}

/// Makes the forms of a month, and returns the one of the unit with this code.
fn form(case: &Case, month: &str, code: &str) -> Vec<u8> {
    case.duban(["--force", "sheets", "--period", month]).exits(0);
    let folder = "output/sheets/units";
    let names = case.list(folder).into_iter();
    let name = names.filter(|name| name.starts_with(code)).collect::<Vec<_>>().concat();
    case.read(&format!("{folder}/{name}"))
}

/// Returns the texts of a sheet of a workbook, row by row.
fn texts(book: &[u8], sheet: &str) -> String {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).unwrap();
    let rows = book.worksheet_range(sheet).unwrap();
    let filled = rows.used_cells().map(|(_, _, cell)| match cell {
        Data::String(text) => text.clone(),
        other => other.to_string(),
    });
    filled.collect::<Vec<_>>().join("\n")
}

/// Returns a form whose first row has this value, as a program fills it in.
fn filled(form: &[u8], value: u32) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(form)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut file = old.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(bytes).unwrap();
            let (before, after) = text.split_once("<c r=\"J6\" ").unwrap();
            let (format, after) = after.split_once("/>").unwrap();
            bytes = format!("{before}<c r=\"J6\" {format}><v>{value}</v></c>{after}").into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn item(case: &Case, period: &str, id: &str) -> Value {
    let run = case.duban(["-q", "export", "assessment", "--period", period]);
    let json: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let mut all = json["items"].as_array().unwrap().iter();
    all.find(|item| item["id"] == id).unwrap().clone()
}

#[test]
fn forms_have_the_names_in_force_at_the_end_of_their_month() {
    let case = case();
    let old = form(&case, "2018-09", "002");
    assert!(texts(&old, FORM).contains("单位：省工信委\n"));
    let new = form(&case, "2018-11", "002");
    for sheet in [FORM, "任务清单"] {
        let texts = texts(&new, sheet);
        assert!(texts.contains("省工信厅"), "{texts}");
        assert!(!texts.contains("省工信委"), "{texts}");
    }
    // Two units with duties became one: the former name tells their forms apart.
    let one = texts(&form(&case, "2018-11", "004"), FORM);
    assert!(one.contains("省应急厅（原省安监局）"), "{one}");
    let other = texts(&form(&case, "2018-11", "005"), FORM);
    assert!(other.contains("省应急厅（原省民救办）"), "{other}");
}

#[test]
fn split_and_lost_units_are_asked_for_in_every_paper() {
    let case = case();
    for (code, name) in [("007", "原省农牧厅"), ("010", "原省接待办")] {
        let texts = texts(&form(&case, "2018-11", code), FORM);
        assert!(texts.contains(&format!("单位：{name}\n")), "{texts}");
    }
    let several = "“省农牧厅”2018-10-29后由“省农业厅”、“省畜牧局”承接，不能断定哪一家承担其事项";
    let lost = "“省接待办”2018-10-29后已不存在，未写明由谁承接";
    let row = "2018-12,1-1,1,省财政厅,7,%,,,增长。,甲,2019-01-05\n";
    case.write("seeds/progress/一.csv", format!("{HEADER}{row}"));
    case.duban(["sheets", "--period", "2018-12"]).exits(0).complains(several).complains(lost);
    case.duban(["letters", "--date", "2018-11-05"]).exits(0).complains(several).complains(lost);
    case.duban(["bulletin", "--period", "2018", "--date", "2019-01-20"])
        .exits(0)
        .complains(several)
        .complains(lost);
    let before = case.duban(["sheets", "--period", "2018-09"]).exits(0);
    assert!(!before.stderr.contains("R160") && !before.stderr.contains("R161"));
}

#[test]
fn forms_made_under_the_old_and_under_the_new_name_come_back() {
    for (month, code, id, old) in [
        ("2018-09", "002", "2-1", "省工信委"),
        ("2018-11", "002", "2-1", "省工信委"),
        ("2018-11", "004", "2-2", "省安监局"),
        ("2018-11", "005", "2-3", "省民救办"),
        ("2018-11", "007", "2-4", "省农牧厅"),
        ("2018-11", "010", "2-5", "省接待办"),
    ] {
        let case = case();
        case.write("收/表.xlsx", filled(&form(&case, month, code), 60));
        let run = case.duban(["collect", "收"]).exits(0).says("采用1行").says("没有发现问题");
        assert!(!run.stdout.contains("拒收"), "{}", run.stdout);
        let csv = case.text(&format!("seeds/progress/{month}-{code}-{old}.csv"));
        assert!(csv.contains(&format!("{month},{id},1,{old},60,")), "{csv}");
        assert_eq!(item(&case, month, id)["value"], "60");
        case.duban(["collect", "收"]).exits(0).says("采用0行");
    }
}

#[test]
fn returns_under_a_new_name_count_for_the_items_of_the_old_one() {
    let case = case();
    let rows = "2018-12,2-1,1,省工信厅,100,户,,,改造。,甲,2019-01-05\n\
        2018-12,2-2,1,省应急厅,200,处,,,排查。,甲,2019-01-05\n\
        2018-12,2-3,1,省应急厅（原省民救办）,150,人,,,救助。,甲,2019-01-05\n\
        2018-12,2-4,1,原省农牧厅,400,万亩,,,种植。,甲,2019-01-05\n";
    case.write("seeds/progress/一.csv", format!("{HEADER}{rows}"));
    case.duban(["check"]).exits(0).says("读入4行");
    for (id, status) in [("2-1", "done"), ("2-2", "done"), ("2-3", "severe"), ("2-4", "done")] {
        assert_eq!(item(&case, "2018", id)["status"], status, "{id}");
    }
}

#[test]
fn one_of_several_heirs_is_asked_for_and_never_taken_for_the_unit_before() {
    let case = case();
    let row = "2018-12,2-4,1,省畜牧局,400,万亩,,,全部种好。,甲,2019-01-05\n";
    case.write("收/一.csv", format!("{HEADER}{row}"));
    let doubt = "“省畜牧局”报送的2-4由“省农牧厅”承担，“省农牧厅”由“省农业厅”、“省畜牧局”承接，不能断定由哪一家承担";
    // Not taken, and said so.
    case.duban(["collect", "收"]).exits(1).complains(doubt).says("采用0行");
    assert!(case.list("seeds/progress").is_empty());
    // In the folder of returns it is held: neither done nor unreported.
    case.write("seeds/progress/一.csv", format!("{HEADER}{row}"));
    case.duban(["check"]).exits(0).complains("R163").complains(doubt);
    let held = item(&case, "2018", "2-4");
    assert_eq!((&held["status"], &held["value"]), (&"defective".into(), &Value::Null));
    case.duban(["bulletin", "--period", "2018", "--date", "2019-01-20"]).exits(0);
    let bulletin = texts(&case.read("output/bulletins/2018.xlsx"), "附表3 任务进展");
    assert!(!bulletin.contains("全部种好"), "{bulletin}");
    // The annex says that the item went to it.
    case.edit("seeds/annex/tasks.csv", "省农牧厅", "省畜牧局");
    let run = case.duban(["check"]).exits(0);
    assert!(!run.stderr.contains("R163"), "{}", run.stderr);
    assert_eq!(item(&case, "2018", "2-4")["status"], "done");
    // The former name still counts for the one that has the item.
    case.write("seeds/progress/一.csv", format!("{HEADER}{}", row.replace("省畜牧局", "省农牧厅")));
    assert_eq!(item(&case, "2018", "2-4")["status"], "done");
}

#[test]
fn a_zero_report_of_one_of_several_heirs_is_nobodys() {
    let case = case();
    let row = "2018-12,,,省畜牧局,,,,,零报告,甲,2019-01-05\n";
    case.write("seeds/progress/一.csv", format!("{HEADER}{row}"));
    case.duban(["check"]).exits(0).complains("“省畜牧局”报送的零报告所涉事项由“省农牧厅”承担");
}

#[test]
fn the_office_settles_which_heir_a_figure_is_of() {
    let case = case();
    let row = "2018-12,2-4,1,省畜牧局,400,万亩,,,种好。,甲,2019-01-05\n";
    case.write("seeds/progress/一.csv", format!("{HEADER}{row}"));
    let verified = "期间,编号,指标,单位,核定值,计量单位,依据,核定人,日期\n\
        2018-12,2-4,1,省畜牧局,380,万亩,实地核查,乙,2019-01-10\n";
    case.write("seeds/verified.csv", verified);
    let settled = item(&case, "2018", "2-4");
    assert_eq!(settled["value"], "380", "{settled}");
}

#[test]
fn a_return_after_a_merger_is_not_taken_for_one_of_two_parts() {
    let case = case();
    case.edit("seeds/annex/tasks.csv", "省安监局", "省财政厅");
    let tasks = case.text("seeds/annex/tasks.csv");
    let header = tasks.lines().next().unwrap();
    let column =
        header.trim_start_matches('\u{feff}').split(',').position(|title| title == "实施单位");
    let mut rows: Vec<Vec<String>> =
        tasks.lines().map(|row| row.split(',').map(str::to_owned).collect()).collect();
    rows[2][column.unwrap()] = "省安监局、省民救办".to_owned();
    let rows: Vec<String> = rows.into_iter().map(|row| row.join(",")).collect();
    case.write("seeds/annex/tasks.csv", rows.join("\n") + "\n");
    let row = "2018-12,2-2,1,省应急厅,200,处,,,排查。,甲,2019-01-05\n";
    case.write("seeds/progress/一.csv", format!("{HEADER}{row}"));
    case.duban(["check"])
        .complains("2-2由“省安监局”、“省民救办”分别承担，不能断定“省应急厅”报送的是哪一家的");
    let parts = item(&case, "2018", "2-2");
    assert!(parts["by_unit"].as_array().unwrap().iter().all(|part| part["status"] != "done"));
    // Each under its former name.
    let apart = "2018-12,2-2,1,省应急厅（原省安监局）,150,处,,,排查。,甲,2019-01-05\n\
        2018-12,2-2,1,原省民救办,50,处,,,排查。,甲,2019-01-05\n";
    case.write("seeds/progress/一.csv", format!("{HEADER}{apart}"));
    let run = case.duban(["check"]);
    assert!(!run.stderr.contains("R164"), "{}", run.stderr);
    assert_eq!(item(&case, "2018", "2-2")["value"], "200");
}

/// Two lead units of an item have become one: it is the lead unit, and one return is enough.
#[test]
fn co_leads_that_became_one_report_once() {
    let case = case();
    // The first one is the later of the two in the registry.
    case.edit("seeds/annex/tasks.csv", "省安监局", "省民救办、省安监局");
    let row = "2018-12,2-2,1,省应急厅,200,处,,,排查。,甲,2019-01-05\n\
        2018-12,2-3,1,省应急厅,300,人,,,救助。,甲,2019-01-05\n";
    for row in [row.to_owned(), row.replace("2-2,1,省应急厅", "2-2,1,省安监局")] {
        case.write("seeds/progress/一.csv", format!("{HEADER}{row}"));
        assert_eq!(item(&case, "2018", "2-2")["status"], "done");
        case.duban(["bulletin", "--period", "2018", "--date", "2019-01-20"]).exits(0);
        let book = case.read("output/bulletins/2018.xlsx");
        let tasks = texts(&book, "附表3 任务进展");
        assert!(!tasks.contains("共同牵头单位"), "{tasks}");
        let returns = texts(&book, "附表5 报送情况");
        assert!(!returns.contains("省应急厅"), "{returns}");
    }
}

#[test]
fn a_unit_that_changed_its_kind_is_addressed_as_what_it_is() {
    let case = Case::tiny();
    let province = Province::new()
        .unit("省财政厅", "组成部门")
        .unit_with("省地税局", "直属机构", |unit| unit.until("2018-06-14", "省税务局"))
        .unit_with("省国税局", "中央在甘单位", |unit| {
            unit.until("2018-06-14", "省税务局")
        })
        .unit_with("省税务局", "中央在甘单位", |unit| unit.since("2018-06-15"))
        .unit("兰州市", "市州")
        .group("各市州政府", "市州")
        .leader("黄强")
        .indicator(1, "增长。", |item| {
            item.leaders("黄强").lead("省财政厅").target("增长 = 7 %")
        })
        .task(1, "征收100亿元。", |item| {
            item.leaders("黄强").lead("省地税局").target("征收 = 100 亿元")
        })
        .task(2, "减税200亿元。", |item| {
            item.leaders("黄强").lead("省国税局").target("减税 = 200 亿元")
        });
    case.write_registry(&province);
    case.write("seeds/annex/indicators.csv", province.indicators_csv());
    case.write("seeds/annex/tasks.csv", province.tasks_csv());
    let words = |name: &str| {
        let pdf = case.read(&format!("output/letters/{name}.pdf"));
        pdf_text::text(&pdf).replace(char::is_whitespace, "")
    };
    case.duban(["letters", "--date", "2018-03-01"]);
    assert!(words("002-省地税局").contains("你单位") && !words("002-省地税局").contains("贵单位"));
    assert!(words("003-省国税局").contains("贵单位"));
    case.duban(["letters", "--date", "2018-07-01"]);
    for name in ["002-省地税局", "003-省国税局"] {
        let text = words(name);
        assert!(text.contains("省税务局"), "{name}: {text}");
        assert!(text.contains("贵单位") && !text.contains("你单位"), "{name}: {text}");
    }
}
