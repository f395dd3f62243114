//! Duties that change during the year, and instructions of leaders, on the whole way to the papers.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use serde_json::Value;

use crate::pdf_text;
use crate::support::Case;
use crate::support::province::RETURNS_HEADER;

const HEADER: &str = "日期,编号,列,原,新,依据\n";

/// Makes the tiny workspace with returns of March and June. From 20 June on 省财政厅 leads task 2, which 省妇联 led.
fn case() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    report(&case, "2018-03", "省妇联", "25", "2018-04-03");
    report(&case, "2018-06", "省妇联", "50", "2018-07-03");
    case
}

/// Adds the returns of a month: on task 2 those of `lead`, with its completion.
fn report(case: &Case, month: &str, lead: &str, percent: &str, day: &str) {
    let rows = [
        format!("{month},1-1,1,省财政厅,6.2,%,,,增长6.2%。,,,甲,{day}"),
        format!("{month},2-1,1,省财政厅,200,万亩,,,完成200万亩。,,,甲,{day}"),
        format!("{month},2-2,1,{lead},,,{percent},,进展顺利。,,,乙,{day}"),
    ];
    let file = format!("seeds/progress/{month}.csv");
    case.write(&file, format!("{RETURNS_HEADER}{}\n", rows.join("\n")));
}

fn hand_over(case: &Case) {
    case.write(
        "seeds/changes.csv",
        format!("{HEADER}2018-06-20,2-2,牵头单位,省妇联,省财政厅,省政府专题会议纪要〔2018〕12号\n"),
    );
}

fn json(case: &Case, arguments: &[&str]) -> Value {
    let output = case.command(arguments).output().unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// Returns the status of an item at the end of a period, and the units that report on it.
fn assessed(case: &Case, period: &str, id: &str) -> Option<(String, Vec<String>)> {
    let assessment = json(case, &["export", "assessment", "--period", period]);
    let items = assessment["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["id"] == id)?;
    let units = item["by_unit"].as_array().unwrap();
    let units = units.iter().map(|unit| unit["unit"].as_str().unwrap().to_owned()).collect();
    Some((item["status"].as_str().unwrap().to_owned(), units))
}

fn bulletin(case: &Case, period: &str) -> Vec<Vec<u8>> {
    case.duban(["bulletin", "--period", period, "--clean"]);
    let files = ["-一页通.pdf", ".pdf", ".xlsx"].into_iter();
    files.map(|end| case.read(&format!("output/bulletins/{period}{end}"))).collect()
}

/// Returns the texts of all cells of a workbook.
fn sheet_texts(book: &[u8]) -> Vec<String> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).unwrap();
    let sheets = book.worksheets().into_iter();
    let cells = sheets.flat_map(|(_, range)| {
        range.used_cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>()
    });
    cells.collect()
}

fn text(bytes: &[u8]) -> String {
    pdf_text::text(bytes).split_whitespace().collect()
}

#[test]
fn a_bulletin_of_before_a_change_is_made_again_byte_for_byte() {
    let case = case();
    let before = bulletin(&case, "2018Q1");
    hand_over(&case);
    let rows = "2018-06-25,,牵头领导,黄强,李斌,省委决定\n\
                2018-07-01,2-1,目标,营造林 ≥ 360 万亩,营造林 ≥ 300 万亩,省政府常务会议\n\
                2018-07-01,1-1,撤销,,,省政府常务会议\n";
    case.write("seeds/changes.csv", case.text("seeds/changes.csv") + rows);
    let leaders = case.text("seeds/leaders.csv");
    case.write("seeds/leaders.csv", format!("{}\n9,李斌,副省长\n", leaders.trim_end()));
    case.write(
        "seeds/instructions.csv",
        "编号,日期,领导,内容,牵头单位\nP-1,2018-05-20,黄强,查清河堤险段。,省财政厅\n",
    );
    assert!(bulletin(&case, "2018Q1") == before);
    let later = bulletin(&case, "2018Q2");
    let words = text(&later[1]);
    assert!(words.contains("李斌") && !words.contains("黄强"), "{words}");
    // The withdrawn item is not counted, and the instruction is in no bulletin.
    assert!(!words.contains("生产总值") && !words.contains("河堤"), "{words}");
    assert!(words.contains("目标300万亩以上") && !words.contains("目标360"), "{words}");
}

#[test]
fn returns_of_the_former_lead_unit_stay_with_the_item() {
    let case = case();
    hand_over(&case);
    let units = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let q1 = assessed(&case, "2018Q1", "2-2");
    assert_eq!(q1, Some(("on_track".to_owned(), units(&["省妇联", "兰州市"]))));
    // June was due on 5 July: the new lead unit owes it, and the former one has no part in it any more.
    let check = case.duban(["check", "--all"]);
    check.complains("“省妇联”不承担任务2");
    assert_eq!(
        assessed(&case, "2018-06", "2-2"),
        Some(("unreported".to_owned(), units(&["省财政厅", "兰州市"])))
    );
    report(&case, "2018-06", "省财政厅", "30", "2018-07-03");
    assert_eq!(
        assessed(&case, "2018-06", "2-2"),
        Some(("severe".to_owned(), units(&["省财政厅", "兰州市"])))
    );
    assert_eq!(assessed(&case, "2018Q1", "2-2").unwrap().0, "on_track");
    // The duty in force on a day.
    let lead = |date: &str| {
        json(&case, &["export", "items", "--date", date])[2]["lead"][0].as_str().unwrap().to_owned()
    };
    assert_eq!(lead("2018-06-19"), "省妇联");
    assert_eq!(lead("2018-06-20"), "省财政厅");
}

#[test]
fn who_led_an_item_until_the_end_of_a_month_may_report_on_it_after_handing_it_over() {
    let case = case();
    case.write(
        "seeds/changes.csv",
        format!("{HEADER}2018-07-01,2-2,牵头单位,省妇联,省财政厅,省政府专题会议纪要〔2018〕12号\n"),
    );
    // 省妇联 reported on June on 3 July, two days after it handed the task over: its return counts for the new lead unit.
    let check = case.duban(["check", "--all"]);
    let check = check.complains("“省妇联”的报送记在“省财政厅”名下");
    assert!(!check.stderr.contains("不承担"), "{}", check.stderr);
    let (status, units) = assessed(&case, "2018-06", "2-2").unwrap();
    assert_eq!((&*status, &*units[0]), ("on_track", "省财政厅"));
    // Nor is the new lead unit asked for what has been reported.
    case.duban(["notices", "--period", "2018-06", "--date", "2018-07-10"]);
    let calls = case.list("output/notices/2018-06").into_iter();
    assert_eq!(calls.filter(|name| name.contains("省财政厅-催报函")).count(), 0);
    // On July it has nothing to report.
    report(&case, "2018-07", "省妇联", "60", "2018-08-03");
    case.duban(["check", "--all"]).complains("“省妇联”不承担任务2");
}

#[test]
fn forms_ask_the_unit_that_has_the_item_when_they_are_due() {
    let case = case();
    hand_over(&case);
    case.duban(["sheets", "--period", "2018-05"]).exits(0);
    assert_eq!(case.list("output/sheets/units").len(), 3);
    // 省妇联 supports task 1 and led task 2: in June it has nothing to report of its own.
    let rows = |unit: &str, period: &str| {
        let folder = format!("output/{unit}-{period}");
        case.duban(["sheets", unit, "--period", period, "-o", &folder]).exits(0);
        let name = case.list(&format!("{folder}/sheets/units")).pop().unwrap();
        let book = case.read(&format!("{folder}/sheets/units/{name}"));
        // The keys of the form's rows.
        sheet_texts(&book).iter().any(|text| text.starts_with("DB") && text.ends_with(".2-2.1"))
    };
    let asked = ["省妇联", "省财政厅"].map(|unit| [rows(unit, "2018-05"), rows(unit, "2018-06")]);
    assert_eq!(asked, [[true, false], [false, true]]);
}

#[test]
fn an_instruction_is_reported_and_judged_like_the_rest_and_stays_out_of_letters() {
    let case = case();
    case.duban(["letters"]).exits(0);
    let letters: Vec<_> = case.list("output/letters");
    let before: Vec<_> =
        letters.iter().map(|name| case.read(&format!("output/letters/{name}"))).collect();
    case.write(
        "seeds/instructions.csv",
        "编号,日期,领导,内容,牵头单位,配合单位,实施单位,完成时限\n\
         P-1,2018-05-20,黄强,查清黄河险段，提出治理方案。,省财政厅,,兰州市,9月底\n",
    );
    case.duban(["letters", "--clean"]).exits(0);
    let after: Vec<_> =
        letters.iter().map(|name| case.read(&format!("output/letters/{name}"))).collect();
    assert!(before == after);
    let items = json(&case, &["export", "items"]);
    let item = &items[3];
    assert_eq!(
        (&item["id"], &item["annex"], &item["no"]),
        (&"P-1".into(), &Value::Null, &1.into())
    );
    assert_eq!(item["deadline"], "2018-09-30");
    // March was due before it was given.
    assert_eq!(assessed(&case, "2018Q1", "P-1"), None);
    assert_eq!(assessed(&case, "2018-06", "P-1").unwrap().0, "unreported");
    let row = "2018-06,P-1,1,省财政厅,,,60,,已查清3处。,,,甲,2018-07-03\n";
    case.write("seeds/progress/p.csv", format!("{RETURNS_HEADER}{row}"));
    let units = ["省财政厅", "兰州市"].map(str::to_owned).to_vec();
    assert_eq!(assessed(&case, "2018-06", "P-1"), Some(("on_track".to_owned(), units)));
    case.duban(["why", "P-1"]).says("交办事项1（查清黄河险段）");
    // It is in the form of its units.
    case.duban(["sheets", "省财政厅", "--period", "2018-07"]).exits(0);
    let name = case.list("output/sheets/units").pop().unwrap();
    let texts = sheet_texts(&case.read(&format!("output/sheets/units/{name}")));
    assert!(texts.iter().any(|text| text.contains("查清黄河险段")));
}

#[test]
fn the_row_of_a_withdrawn_item_may_be_missing() {
    let case = case();
    std::fs::remove_dir_all(case.path("seeds/progress")).unwrap();
    case.duban([]).exits(0);
    let tasks = case.text("seeds/annex/tasks.csv");
    let without: Vec<&str> = tasks.lines().filter(|line| !line.contains("妇女之家")).collect();
    let titles = case.text("seeds/titles.csv");
    let untitled: Vec<&str> = titles.lines().filter(|line| !line.starts_with("2-2")).collect();
    case.write("seeds/annex/tasks.csv", without.join("\n") + "\n");
    case.write("seeds/titles.csv", untitled.join("\n") + "\n");
    case.duban(["letters"]).exits(2).complains("F150");
    case.write("seeds/changes.csv", format!("{HEADER}2018-07-01,2-2,撤销,,,机构改革\n"));
    case.duban(["letters"]).exits(0);
}

#[test]
fn every_unit_concerned_gets_a_letter_about_what_changes() {
    let case = case();
    hand_over(&case);
    let folder = "output/notices/changes";
    case.duban(["notices"]).says("调整函 3 份");
    let names = ["001-省财政厅", "002-省妇联", "003-兰州市"]
        .map(|unit| format!("{unit}-调整函-2018-06-20.pdf"));
    assert_eq!(case.list(folder), names);
    let [new, former, local] = names.map(|name| text(&case.read(&format!("{folder}/{name}"))));
    let contains = |text: &str, words: &[&str]| {
        for words in words {
            assert!(text.contains(words), "{words}: {text}");
        }
    };
    let reason = "（依据：省政府专题会议纪要〔2018〕12号），请按调整后的内容抓好落实";
    contains(
        &new,
        &[
            reason,
            "关于调整2018年部分事项的通知",
            "甘肃省财政厅：",
            "你单位承担的2018年事项中，下列1项有所调整（依据：",
            "任务2（妇女之家）牵头单位省妇联省财政厅",
            // The returns of May were due on 5 June, those of June are on 5 July.
            "由你单位接手牵头的1项：任务2（妇女之家）。",
            "自2018年6月的进展情况起由你单位报送；此前各月以原牵头单位的报送为准。",
        ],
    );
    // 群团组织 are asked.
    contains(
        &former,
        &[
            "关于商请调整2018年部分事项的函",
            "现函告如下，请予支持。",
            "贵单位不再牵头的1项：任务2（妇女之家）。",
            "2018年6月以前各月已报送的数据有更正的，仍由贵单位函送。",
        ],
    );
    contains(&local, &["你市承担的2018年事项中，下列1项有所调整"]);
    assert!(!local.contains("接手") && !local.contains("不再"), "{local}");
    // A change that is taken back takes its letters along.
    std::fs::remove_file(case.path("seeds/changes.csv")).unwrap();
    case.duban(["notices", "--force"]);
    assert!(!case.path(folder).exists() || case.list(folder).is_empty());
}

#[test]
fn a_unit_that_takes_over_from_another_gets_one_letter_with_both_names() {
    let case = case();
    let units = case.text("seeds/units.csv");
    let rows = units.lines().map(|row| match row.contains("省妇联") {
        true => {
            let mut cells: Vec<&str> = row.split(',').collect();
            let last = cells.len() - 1;
            (cells[last - 1], cells[last]) = ("2018-06-19", "省妇儿委");
            cells.join(",")
        }
        false => row.to_owned(),
    });
    let rows: Vec<String> = rows.collect();
    case.write(
        "seeds/units.csv",
        format!(
            "{}\n9,009,省妇儿委,甘肃省妇女儿童委员会,,组成部门,2018-06-20,,\n",
            rows.join("\n")
        ),
    );
    let row = "2018-06-20,2-2,牵头单位,省妇联,省妇儿委,机构改革\n";
    case.write("seeds/changes.csv", format!("{HEADER}{row}"));
    case.duban(["notices"]);
    let folder = "output/notices/changes";
    let names = ["003-兰州市-调整函-2018-06-20.pdf", "009-省妇儿委-调整函-2018-06-20.pdf"];
    assert_eq!(case.list(folder), names);
    let words = text(&case.read(&format!("{folder}/{}", names[1])));
    for part in ["甘肃省妇女儿童委员会：", "牵头单位省妇联省妇儿委", "由你单位接手牵头的1项"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[test]
fn letters_about_changes_get_numbers_with_the_notices() {
    let case = case();
    hand_over(&case);
    case.duban(["number", "notices", "--period", "2018-06", "--date", "2018-07-10"]);
    let numbers = case.text("seeds/numbers.csv");
    let rows: Vec<&str> = numbers.lines().filter(|row| row.contains("notices/changes/")).collect();
    assert_eq!(rows.len(), 3, "{numbers}");
    assert!(rows[0].contains("001-省财政厅-调整函-2018-06-20,2018-07-10"), "{numbers}");
    // A letter to a unit that is asked has a number of the series of letters.
    assert!(rows[2].starts_with("甘政办函,2018,1,notices/changes/002-省妇联-"), "{numbers}");
    let serial = rows[0].split(',').nth(2).unwrap();
    case.duban(["notices"]);
    let words = text(&case.read("output/notices/changes/001-省财政厅-调整函-2018-06-20.pdf"));
    assert!(words.contains(&format!("甘政办督〔2018〕{serial}号")), "{words}");
    assert!(
        words.ends_with("甘肃省人民政府办公厅2018年7月10日") || words.contains("2018年7月10日")
    );
    // Nothing is drawn twice.
    case.duban(["number", "notices", "--period", "2018-06", "--date", "2018-07-10"])
        .says("都已有号");
}

#[test]
fn a_withdrawn_item_and_a_target_are_told_in_the_letter() {
    let case = case();
    let rows = "2018-07-01,2-1,目标,营造林 ≥ 360 万亩,营造林 ≥ 300 万亩,省政府常务会议\n\
                2018-07-01,2-2,撤销,,,机构改革\n";
    case.write("seeds/changes.csv", format!("{HEADER}{rows}"));
    case.duban(["notices"]);
    let words = text(&case.read("output/notices/changes/003-兰州市-调整函-2018-07-01.pdf"));
    for part in [
        "自2018年7月1日起，你市承担的2018年事项中，下列2项有所调整",
        "目标营造林360万亩以上营造林300万亩以上省政府常务会议",
        "撤销继续执行撤销机构改革",
        "撤销的1项：任务2（妇女之家），自该日起不再报送，不再评价。",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[test]
fn an_instruction_is_judged_from_its_own_day_to_its_own_deadline() {
    let case = case();
    let head = "编号,日期,领导,内容,牵头单位,配合单位,实施单位,完成时限\n";
    let row = "P-1,2018-04-20,黄强,查清黄河险段，提出治理方案。,省财政厅,,,6月底\n";
    case.write("seeds/instructions.csv", format!("{head}{row}"));
    let judged = |month: &str, percent: &str| {
        let row = format!("{month},P-1,1,省财政厅,,,{percent},,已查清3处。,,,甲,2018-08-03\n");
        case.write("seeds/progress/p.csv", format!("{RETURNS_HEADER}{row}"));
        assessed(&case, month, "P-1").unwrap().0
    };
    // Given in April and due in June: nothing, half, all, and all after that.
    assert_eq!(judged("2018-04", "5"), "on_track");
    assert_eq!(judged("2018-05", "50"), "on_track");
    assert_eq!(judged("2018-05", "40"), "lagging");
    assert_eq!(judged("2018-05", "39"), "severe");
    assert_eq!(judged("2018-06", "99"), "lagging");
    assert_eq!(judged("2018-07", "79"), "severe");
    assert_eq!(judged("2018-07", "100"), "done");
    judged("2018-05", "39");
    case.duban(["why", "P-1", "--period", "2018-05"])
        .says("应完成50.0%（从交办到完成时限按月均分）");
    // Without a deadline until December: of the eight months one has passed.
    case.edit("seeds/instructions.csv", "6月底", "");
    assert_eq!(judged("2018-05", "12.5"), "on_track");
    assert_eq!(judged("2018-05", "12"), "lagging");
}

#[test]
fn who_takes_over_before_it_is_there_is_told() {
    let case = case();
    let units = case.text("seeds/units.csv");
    let titles = units.lines().next().unwrap().trim_start_matches('\u{feff}').to_owned();
    let cells = titles.split(',').map(|title| match title {
        "顺序" => "90",
        "代码" => "090",
        "简称" | "全称" => "省林草局",
        "类别" => "组成部门",
        "生效" => "2018-10-26",
        _ => "",
    });
    let row = cells.collect::<Vec<_>>().join(",");
    let (units, extra) = match titles.contains("生效") {
        true => (units, row),
        false => {
            let lines = units.lines().map(|line| match line.contains("顺序") {
                true => format!("{line},生效"),
                false => format!("{line},"),
            });
            (lines.collect::<Vec<_>>().join("\n"), format!("{row},2018-10-26"))
        }
    };
    case.write("seeds/units.csv", format!("{}\n{extra}\n", units.trim_end()));
    case.write(
        "seeds/changes.csv",
        format!("{HEADER}2018-10-01,2-2,牵头单位,省妇联,省林草局,机构改革\n"),
    );
    case.duban(["check"])
        .complains("P185")
        .complains("“省林草局”自2018-10-26起才有，2018-10-01的调整已由它接手");
    case.write(
        "seeds/changes.csv",
        format!("{HEADER}2018-10-26,2-2,牵头单位,省妇联,省林草局,机构改革\n"),
    );
    let run = case.duban(["check"]);
    assert!(!run.stderr.contains("P185"), "{}", run.stderr);
}
