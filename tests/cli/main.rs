//! The program from outside: its printed text, its files and its exit status.

mod answers;
mod archive;
mod changes;
mod claims;
mod collect;
mod dispatch;
mod dossier;
mod doubts;
mod editions;
mod every_field;
mod fonts;
mod formats;
mod hostile;
mod imported_again;
mod incremental;
mod leaders;
mod ledger;
mod limits;
mod lock;
mod never_lost;
mod new_place;
mod notice_files;
mod notices;
mod numbers;
mod office_files;
mod paths;
#[path = "../support/pdf_text.rs"]
mod pdf_text;
mod places;
mod preview;
mod print_file;
mod renamed;
mod returned_forms;
mod returns;
mod schema;
mod sheets;
mod status;
#[path = "../support/mod.rs"]
mod support;
mod targets;
mod typeset;
mod undo;
mod whole;
mod whole_runs;
mod why;
mod words;
mod year;

use support::Case;
use support::province::Province;

#[test]
fn the_main_job_makes_every_letter_and_workbook() {
    let case = Case::seeds();
    case.duban([])
        .exits(0)
        .says("导入主要指标 11 项、重点工作任务 178 项")
        .says("任务函 90 份")
        .says("sheets/分解表.xlsx")
        .says("2018年2月报送表 90 份")
        .complains("任务65（首届中国中医药博览会）没有实施单位");
    let letters = case.list("output/letters");
    assert_eq!(letters.len(), 90);
    assert_eq!(letters[0], "001-省政府办公厅.pdf");
    let manifest: serde_json::Value =
        serde_json::from_slice(&case.read("output/manifest.json")).unwrap();
    for entry in manifest.as_array().unwrap() {
        let path = format!("output/{}", entry["path"].as_str().unwrap());
        assert_eq!(case.read(&path).len() as u64, entry["bytes"], "{path}");
    }
}

#[test]
fn bytes_depend_on_the_input_alone() {
    let (all, one) = (Case::tiny(), Case::tiny());
    all.duban(["-j", "4"]).exits(0);
    one.duban(["-j", "1", "import", "seeds/notice-2018.txt"]).exits(0);
    one.duban(["-j", "1", "letters", "--unit", "甘肃省妇女联合会"]).exits(0).says("任务函 1 份");
    assert_eq!(one.list("output/letters"), ["002-省妇联.pdf"]);
    let path = "output/letters/002-省妇联.pdf";
    assert!(all.read(path) == one.read(path));
    let before = all.read("output/sheets/分解表.xlsx");
    all.duban([]).exits(0).says("附件数据与通知一致");
    assert!(all.read("output/sheets/分解表.xlsx") == before);
}

#[test]
fn numbers_and_dates_are_the_same_for_one_letter_as_for_all() {
    let case = Case::tiny();
    case.edit("duban.toml", "# first_number = 21", "first_number = 21");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["number", "letters"]).exits(0).says("甘政办函〔2018〕21号至23号");
    case.duban(["--date", "2018-02-24"]).exits(0);
    let all = case.read("output/letters/003-兰州市.pdf");
    case.duban(["letters", "--unit", "兰州市", "--date", "2018-02-24", "-o", "other"]).exits(0);
    assert!(case.read("other/letters/003-兰州市.pdf") == all);
    case.duban(["letters", "--unit", "兰州市", "-o", "other"]).exits(0);
    assert!(case.read("other/letters/003-兰州市.pdf") != all);
}

#[test]
fn edited_annex_data_is_never_lost() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.edit("seeds/annex/tasks.csv", "办好妇女之家。", "办好妇女之家和儿童之家。");
    case.duban(["import", "seeds/notice-2018.txt"])
        .exits(2)
        .complains("seeds/annex/tasks.csv 已由人工修改");
    case.duban([]).exits(0).says("沿用修改后的内容");
    assert!(case.text("seeds/annex/tasks.csv").contains("儿童之家"));
    case.duban(["import", "seeds/notice-2018.txt", "--force"]).exits(0);
    assert!(!case.text("seeds/annex/tasks.csv").contains("儿童之家"));
}

#[test]
fn a_changed_notice_is_imported_again_while_nobody_edited_the_data() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    case.edit("seeds/notice-2018.txt", "360万亩", "400万亩");
    case.duban([]).exits(0).says("导入主要指标 1 项");
    assert!(case.text("seeds/annex/tasks.csv").contains("400万亩"));
}

#[test]
fn short_titles_are_proposed_once_and_kept_when_somebody_has_edited_them() {
    let case = Case::tiny();
    let import = ["import", "seeds/notice-2018.txt"];
    case.duban(import).exits(0).says("拟写了各项的简称（seeds/titles.csv）");
    assert_eq!(
        case.text("seeds/titles.csv"),
        "\u{feff}编号,简称\n1-1,生产总值增长\n2-1,营造林360万亩以上\n2-2,妇女之家\n"
    );
    // Nobody has read the proposals yet: they follow the notice.
    case.edit("seeds/notice-2018.txt", "360万亩", "400万亩");
    case.duban(import).exits(0).says("拟写了各项的简称");
    assert!(case.text("seeds/titles.csv").contains("2-1,营造林400万亩以上"));
    case.edit("seeds/titles.csv", "营造林400万亩以上", "营造林");
    case.edit("seeds/notice-2018.txt", "400万亩", "500万亩");
    let again = case.duban(["import", "seeds/notice-2018.txt", "--force"]).exits(0);
    assert!(!again.stdout.contains("拟写"), "{}", again.stdout);
    assert!(case.text("seeds/titles.csv").contains("2-1,营造林\n"));
    let exported = case.duban(["export", "items"]).exits(0).stdout;
    assert!(exported.contains("\"title\": \"营造林\""), "{exported}");
}

#[test]
fn letters_of_units_without_items_go_but_changed_ones_stay() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    assert_eq!(case.list("output/letters").len(), 3);
    case.edit("seeds/notice-2018.txt", "省妇联", "省财政厅");
    case.duban([]).exits(0);
    assert_eq!(case.list("output/letters"), ["001-省财政厅.pdf", "003-兰州市.pdf"]);
}

#[test]
fn export_prints_items_as_the_contract_says() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let run = case.duban(["export", "items"]).exits(0);
    let items: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        items[1],
        serde_json::json!({
            "id": "2-1", "annex": 2, "no": 1, "sub": null, "parent": null,
            "title": "营造林360万亩以上", "category": null, "text": "完成营造林360万亩以上。",
            "leaders": ["黄强"], "lead": ["省财政厅"], "support": ["省妇联"],
            "implement": ["各市州政府"], "implementers": ["兰州市"], "deadline": null, "inherited": [],
            "targets": [{"value": "360", "measure": "万亩", "comparator": "ge",
                         "direction": "up", "subject": "营造林", "raw": "360万亩以上"}],
        })
    );
    assert_eq!(items[2]["leaders"], serde_json::json!(["黄强"]));
    assert_eq!(items[2]["inherited"], serde_json::json!(["leaders"]));
    let run = case.duban(["export", "units"]).exits(0);
    let units: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        units[1],
        serde_json::json!({
            "name": "甘肃省妇女联合会", "short": "省妇联", "code": "002", "kind": "群团组织",
            "lead": ["2-2"], "support": ["2-1"], "implement": [], "open": [],
        })
    );
}

#[test]
fn check_prints_problems_for_people_and_for_programs() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.edit("seeds/annex/tasks.csv", "省妇联", "省妇女联");
    case.duban(["check"]).exits(1).complains("P101").complains("省妇女联").says("错误");
    let run = case.duban(["check", "--format", "json"]).exits(1);
    let problems: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let unknown =
        problems.as_array().unwrap().iter().find(|problem| problem["code"] == "P101").unwrap();
    assert_eq!(unknown["file"], "seeds/annex/tasks.csv");
    assert_eq!(unknown["line"], 2);
    assert_eq!(unknown["text"], "省妇女联");
}

#[test]
fn a_missing_notice_a_folder_and_foreign_bytes_are_refused() {
    let case = Case::tiny();
    case.duban(["import", "none.txt"]).exits(2).complains("找不到文件“none.txt”");
    case.duban(["import", "seeds"]).exits(2).complains("这是文件夹");
    case.write("bytes.txt", [0x81, 0x00, 0xFF, 0xFF, 0x20]);
    case.duban(["import", "bytes.txt"]).exits(2).complains("F103");
    assert!(case.list("seeds/annex").is_empty());
}

#[test]
fn a_notice_in_gb18030_reads_the_same() {
    let case = Case::tiny();
    let text = case.text("seeds/notice-2018.txt").replace('\n', "\r\n");
    let bytes = encoding_rs::GB18030.encode(&text).0.into_owned();
    case.duban([]).exits(0);
    let tasks = case.read("seeds/annex/tasks.csv");
    case.write("gb.txt", bytes);
    case.duban(["import", "gb.txt", "--force"]).exits(0);
    assert!(case.read("seeds/annex/tasks.csv") == tasks);
}

#[test]
fn letters_use_the_names_in_force_on_their_date() {
    let case = Case::tiny();
    let units = "代码,简称,全称,别名,类别,生效,失效,继任\n\
        001,省财政厅,甘肃省财政厅,,组成部门,,2018-10-29,省财税厅\n\
        002,省妇联,甘肃省妇女联合会,,群团组织,,2018-10-29,甲会、乙会\n\
        003,兰州市,兰州市人民政府,兰州市政府,市州,,,\n\
        004,省财税厅,甘肃省财政税务厅,,组成部门,2018-10-30,,\n\
        005,甲会,,,群团组织,2018-10-30,,\n006,乙会,,,群团组织,2018-10-30,,\n";
    case.write("seeds/units.csv", units);
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let text = |date: &str| {
        case.duban(["letters", "--date", date, "--force"]).exits(0);
        pdf_text::text(&case.read("output/letters/001-省财政厅.pdf"))
    };
    assert!(text("2018-10-29").contains("甘肃省财政厅："));
    let later = text("2018-11-05");
    assert!(later.contains("甘肃省财政税务厅：") && !later.contains("甘肃省财政厅："), "{later}");
    // Split: asked for, not guessed.
    case.duban(["letters", "省妇联", "--date", "2018-11-05", "--force"])
        .exits(0)
        .complains("R160")
        .complains("由“甲会”、“乙会”承接");
}

#[test]
fn a_mistake_in_a_template_is_shown_once_where_it_is() {
    let case = Case::tiny();
    let template = include_str!("../../templates/letter.md");
    for (from, to, line, shown) in [
        ("{{ unit.full }}", "{{ unit.full }", 9, "^"),
        ("{{ unit.full }}", "{{ unit.ful }}", 9, "^^^"),
        ("unit.short | whole", "unit.short | hole", 7, "^^^^"),
        ("signature = ", "signatur = ", 10, "signatur"),
        ("## 承担事项", "> 承担事项", 0, "引用"),
    ] {
        case.write("templates/letter.md", template.replace(from, to));
        let run = case.duban([]).exits(1).complains(shown);
        if line > 0 {
            let place = format!("templates/letter.md:{line}:");
            assert_eq!(run.stderr.matches(&place).count(), 1, "{}", run.stderr);
        }
        assert!(case.list("output/letters").is_empty());
    }
}

#[test]
fn values_that_look_like_markup_stay_text() {
    let case = Case::tiny();
    case.edit(
        "seeds/notice-2018.txt",
        "办好妇女之家。",
        "# 办好 {{ year }} `家` *甲* <b> ]( \\ +++ 。",
    );
    case.duban([]).exits(0);
    assert_eq!(case.list("output/letters").len(), 3);
}

#[test]
fn the_registry_may_not_be_empty() {
    let case = Case::tiny();
    case.write("seeds/units.csv", Province::new().units_csv());
    case.duban([]).exits(1).complains("R103").says("单位名录是空的");
    assert!(case.list("output/letters").is_empty());
    case.write("seeds/units.csv", "简称,电话\n省财政厅,1\n");
    case.duban(["check"]).exits(2).complains("电话").complains("F111");
    std::fs::remove_file(case.path("seeds/units.csv")).unwrap();
    case.duban([]).exits(2).complains("F101");
}

#[test]
fn a_new_province_begins_with_proposed_units() {
    let case = Case::tiny();
    case.write("seeds/units.csv", Province::new().units_csv());
    case.duban(["import", "seeds/notice-2018.txt", "--propose-units"])
        .exits(0)
        .says("units.proposed.csv");
    let proposed = case.text("seeds/units.proposed.csv");
    assert!(proposed.contains("省财政厅"), "{proposed}");
}

#[test]
fn the_output_folder_must_take_files() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    for command in ["letters", "sheets"] {
        case.duban([command, "-o", "duban.toml/out"]).exits(2).complains("无法写入 duban.toml/out");
    }
    case.write("output/manifest.json", "不是 JSON");
    case.duban(["letters"]).exits(0).complains("F170").complains("manifest.json");
    assert_eq!(case.backups("output/manifest"), ["不是 JSON"]);
}

#[test]
fn one_file_that_cannot_be_written_does_not_stop_the_others() {
    let case = Case::tiny();
    std::fs::create_dir_all(case.path("output/letters/002-省妇联.pdf")).unwrap();
    case.duban([]).exits(1).complains("T107").says("任务函 2 份");
    assert_eq!(case.list("output/letters").len(), 3);
}

#[test]
fn a_wrong_configuration_is_shown_with_its_line() {
    let case = Case::tiny();
    case.edit("duban.toml", "year = 2018", "year = \"今年\"");
    case.duban(["check"]).exits(2).complains("duban.toml:4:8");
    case.edit("duban.toml", "year = \"今年\"", "yaer = 2018");
    case.duban(["check"]).exits(2).complains("yaer");
    case.edit("duban.toml", "yaer = 2018", "year = 2018");
    case.edit("duban.toml", "FandolHei-Regular.otf", "none.otf");
    case.duban([]).exits(2).complains("none.otf");
}

#[test]
fn a_notice_without_items_changes_nothing() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let before = case.read("seeds/annex/tasks.csv");
    for text in ["", "你好\n"] {
        case.write("seeds/notice-2018.txt", text);
        case.duban([]).exits(1).complains("N101").says("没有读到事项");
        case.duban(["import", "seeds/notice-2018.txt"]).exits(1);
        assert!(case.read("seeds/annex/tasks.csv") == before);
    }
}

/// Uses `/dev/full`, which accepts no bytes, and a pipe that nobody reads.
#[cfg(target_os = "linux")]
#[test]
fn output_that_is_not_taken_ends_without_a_panic() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    for arguments in
        [&["export", "items"][..], &["--help"], &["check"], &["completions", "bash"], &["man"]]
    {
        let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
        let run = case.command(arguments).stdout(full()).output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(said.contains("无法写到标准输出：磁盘已满"), "{said}");
        let run = case.command(arguments).stdout(full()).stderr(full()).output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = case.command(arguments).stdout(writer).output().unwrap();
        assert_eq!(run.status.code(), Some(0), "{arguments:?}");
        assert!(!String::from_utf8(run.stderr).unwrap().contains("panicked"));
    }
}

/// Files that were written are there, whatever becomes of the summary: not exit status 2.
#[cfg(target_os = "linux")]
#[test]
fn a_summary_that_is_not_taken_is_no_failure_of_the_work() {
    let case = Case::tiny();
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    for arguments in [&["import", "seeds/notice-2018.txt"][..], &[], &["letters", "--clean"]] {
        let run = case.command(arguments).stdout(full()).output().unwrap();
        assert_eq!(run.status.code(), Some(1), "{arguments:?}");
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(said.contains("无法写到标准输出：磁盘已满；应写的文件已经写好"), "{said}");
    }
    assert!(case.path("output/letters/003-兰州市.pdf").exists());
}

#[test]
fn wrong_commands_are_explained() {
    let case = Case::tiny();
    case.duban(["lettres"]).exits(2).complains("letters？");
    case.duban([]).exits(0);
    case.duban(["letters", "--unit", "省财政局"]).exits(2).complains("是否指“省财政厅”");
    case.duban(["-C", "nowhere", "check"]).exits(2).complains("不是督办工作区");
    case.duban(["--date", "2018-02-30"]).exits(2).complains("2018-02-13");
    case.duban(["--help"]).exits(0).says("用法：");
}

#[test]
fn init_makes_a_workspace_that_the_other_commands_accept() {
    let case = Case::tiny();
    case.duban(["init", "new"]).exits(0).says("已新建工作区");
    case.duban(["init", "new"]).exits(2).complains("已经是工作区");
    case.duban(["-C", "new", "check"]).exits(1).complains("R103");
}
