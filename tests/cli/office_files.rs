//! The office's own files as Excel leaves them, and what somebody changed in the output folder.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::support::Case;

/// Turns a CSV of a workspace into a workbook with a title above, numbers as numbers, and a second sheet.
fn to_workbook(case: &Case, name: &str) {
    let text = case.text(&format!("{name}.csv"));
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write(0, 0, "填表说明").unwrap();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "督查室").unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for (row, record) in (1..).zip(reader.records()) {
        for (column, cell) in (0..).zip(record.unwrap().iter()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, cell).unwrap(),
            };
        }
    }
    book.save(case.path(&format!("{name}.xlsx"))).unwrap();
    std::fs::remove_file(case.path(&format!("{name}.csv"))).unwrap();
}

const TARGETS: &str = "编号,单位,目标值,计量单位\n2-1,兰州市,360,万亩\n";

#[test]
fn registries_annexes_and_targets_may_be_workbooks() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.write("seeds/targets.csv", TARGETS);
    case.write("seeds/schedule.csv", "编号,月份,序时进度\n2-1,6,50\n");
    case.duban([]).exits(0);
    let documents =
        ["letters/003-兰州市.pdf", "sheets/units/003-兰州市-2018-02.xlsx", "sheets/分解表.xlsx"]
            .map(|name| format!("output/{name}"));
    let before = documents.each_ref().map(|name| case.read(name));
    let tables =
        ["units", "groups", "leaders", "targets", "schedule", "annex/indicators", "annex/tasks"];
    for table in tables {
        to_workbook(&case, &format!("seeds/{table}"));
    }
    case.duban([]).exits(0).says("沿用修改后的内容").says("任务函内容没有变化");
    for (name, before) in documents.iter().zip(before) {
        assert!(case.read(name) == before, "{name}");
    }
    assert_eq!(case.list("seeds/annex").iter().filter(|name| name.ends_with(".csv")).count(), 1);
    let manifest = case.text("output/manifest.json");
    assert!(manifest.contains("seeds/units.xlsx") && !manifest.contains("seeds/units.csv"));
    case.duban(["check"]).exits(0).complains("F154").complains("工作表“说明”未读入");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(2).complains("tasks.xlsx 已由人工修改");
    case.duban(["import", "seeds/notice-2018.txt", "--force"]).exits(0);
    assert_eq!(case.backup_files("seeds/annex/tasks-").len(), 1);
    assert!(!case.path("seeds/annex/tasks.xlsx").exists());
}

#[test]
fn a_table_in_both_forms_stops_the_run() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let units = case.read("seeds/units.csv");
    to_workbook(&case, "seeds/units");
    case.write("seeds/units.csv", units);
    case.duban([])
        .exits(2)
        .complains("F152")
        .complains("seeds/units.csv和seeds/units.xlsx只能有一个");
}

#[test]
fn problems_in_a_workbook_are_shown_at_their_cells() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    case.edit("seeds/annex/tasks.csv", "2,办好妇女之家。", "二,办好妇女之家。");
    to_workbook(&case, "seeds/annex/tasks");
    let run = case.duban(["check", "--format", "json"]).exits(1);
    let problems: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let problems = problems.as_array().unwrap();
    let bad = problems.iter().find(|problem| problem["code"] == "F116").unwrap();
    assert_eq!(bad["file"], "seeds/annex/tasks.xlsx");
    // Row 1 is the title, row 2 the header.
    assert_eq!((&bad["line"], &bad["column"], &bad["text"]), (&4.into(), &1.into(), &"二".into()));
    case.duban([]).exits(1).complains("F156").complains("省妇联、兰州市");
}

#[test]
fn ids_that_became_dates_are_read_back_with_a_note_a_file() {
    let case = Case::tiny();
    let rows: String = (2..=40)
        .map(|no| format!("{no}\t任务{no}，完成{no}万亩。\t黄强\t省财政厅\t\t各市州政府\n"))
        .collect();
    case.edit("seeds/notice-2018.txt", "2\t办好妇女之家。\t\t省妇联\t\t各市州政府\n", &rows);
    case.write("seeds/targets.csv", TARGETS);
    case.duban([]).exits(0);
    let targets = |ids: [&str; 4]| {
        let row = |(id, value)| format!("{id},兰州市,{value},万亩\n");
        let rows: String = ids.into_iter().zip([360, 7, 31, 35]).map(row).collect();
        format!("编号,单位,目标值,计量单位\n{rows}")
    };
    case.write("seeds/targets.csv", targets(["2-1", "2-7", "2-31", "2-35"]));
    let form = "output/sheets/units/003-兰州市-2018-02.xlsx";
    case.duban([]).exits(0);
    let expected = case.read(form);
    for ids in [
        ["2月1日", "2月7日", "Feb-31", "Feb-35"],
        ["1-Feb", "7-Feb", "1931/2/1", "1935/2/1"],
        ["2018/2/1", "2018-02-07", "1931-02-01", "1935年2月"],
        ["Feb-1", "2018年2月7日", "2月31日", "2-35"],
    ] {
        case.write("seeds/targets.csv", targets(ids));
        case.duban([]).exits(0);
        assert!(case.read(form) == expected, "{ids:?}");
        let run = case.duban(["check"]).exits(0);
        assert_eq!(run.stderr.matches("F155").count(), 1, "{}", run.stderr);
    }
    std::fs::remove_file(case.path("seeds/targets.csv")).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let days = [(2026, 2, 1), (2026, 2, 7), (1931, 2, 1), (1935, 2, 1)];
    for (column, title) in (0..).zip(["编号", "单位", "目标值", "计量单位"]) {
        sheet.write(0, column, title).unwrap();
    }
    for (row, ((year, month, day), value)) in (1..).zip(days.into_iter().zip([360, 7, 31, 35])) {
        let format =
            Format::new().set_num_format(if year < 2000 { "mmm-yy" } else { "m\"月\"d\"日\"" });
        let date = ExcelDateTime::from_ymd(year, month, day).unwrap();
        sheet.write_with_format(row, 0, &date, &format).unwrap();
        sheet.write(row, 1, "兰州市").unwrap();
        sheet.write(row, 2, value).unwrap();
        sheet.write(row, 3, "万亩").unwrap();
    }
    book.save(case.path("seeds/targets.xlsx")).unwrap();
    case.duban([]).exits(0);
    assert!(case.read(form) == expected);
}

/// 2-29 is no day of 2018: Excel takes it for February 2029 and shows Feb-29. The format without a day tells it from a
/// 2-1 typed in 2029.
#[test]
fn a_month_to_come_is_told_from_a_day_by_its_format() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let save = |format: &str| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let date = ExcelDateTime::from_ymd(2029, 2, 1).unwrap();
        let format = Format::new().set_num_format(format);
        for (column, title) in (0..).zip(["编号", "单位", "目标值", "计量单位"]) {
            sheet.write(0, column, title).unwrap();
        }
        sheet.write_with_format(1, 0, &date, &format).unwrap();
        sheet.write(1, 1, "兰州市").unwrap();
        sheet.write(1, 2, 360).unwrap();
        sheet.write(1, 3, "万亩").unwrap();
        book.save(case.path("seeds/targets.xlsx")).unwrap();
    };
    // The tiny notice has no task 29.
    for format in ["mmm-yy", "yyyy\"年\"m\"月\""] {
        save(format);
        case.duban(["check"]).exits(1).complains("没有编号为“2029年2月”的事项");
    }
    save("yyyy/m/d");
    case.duban(["check"]).exits(1).complains("2029-02-01");
}

#[test]
fn configuration_and_templates_are_read_in_every_encoding() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let letter = case.read("output/letters/003-兰州市.pdf");
    let config = case.text("duban.toml");
    let template = include_str!("../../templates/letter.md");
    let utf16 = |text: &str| -> Vec<u8> {
        let units = "\u{feff}".encode_utf16().chain(text.encode_utf16()).collect::<Vec<u16>>();
        units.into_iter().flat_map(u16::to_le_bytes).collect()
    };
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let marked = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    let versions = [
        [gb(&config), gb(template)],
        [utf16(&config), utf16(template)],
        [marked(&config), marked(template)],
    ];
    for [config, template] in versions {
        case.write("duban.toml", config);
        case.write("templates/letter.md", template);
        case.duban([]).exits(0).says("任务函内容没有变化");
        assert!(case.read("output/letters/003-兰州市.pdf") == letter);
    }
    case.write("duban.toml", gb(&config.replace("year = 2018", "yaer = 2018")));
    case.duban([]).exits(2).complains("F104").complains("yaer");
}

#[test]
fn a_form_filled_in_in_the_output_folder_is_not_lost() {
    let case = Case::tiny();
    case.duban(["--force"]).exits(0);
    let form = "output/sheets/units/003-兰州市-2018-02.xlsx";
    for content in ["填好的表", "再填的表"] {
        case.write(form, content);
        let run = case.duban(["sheets"]).exits(0);
        let backup = case.backup_files("output/sheets/units/003-兰州市-").pop().unwrap();
        let said = format!(
            "sheets/units/003-兰州市-2018-02.xlsx 生成以后有人改过，没有丢弃，移到了 {backup}"
        );
        run.complains("F157").complains(&said).complains(&format!("运行 duban collect {backup}"));
        assert_eq!(case.text(&backup), content);
        assert!(case.read(form) != content.as_bytes());
    }
    let run = case.duban(["sheets"]).exits(0);
    assert!(!run.stderr.contains("F157"));
}

#[test]
fn without_its_manifest_no_other_file_is_overwritten() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    std::fs::remove_file(case.path("output/manifest.json")).unwrap();
    case.write("output/letters/003-兰州市.pdf", "批注过的");
    let run = case.duban([]).exits(0).complains("F157");
    assert_eq!(run.stderr.matches("F157").count(), 1, "{}", run.stderr);
    assert_eq!(case.backups("output/letters/003-兰州市"), ["批注过的"]);
}
