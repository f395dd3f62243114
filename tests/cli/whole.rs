//! Nothing is taken away because something could not be read: base tables under unfriendly hands.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::Case;

const TASKS: &str = "seeds/annex/tasks.csv";

/// Returns all files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.display().to_string(), std::fs::read(&path).unwrap());
        }
    }
    found
}

/// Makes a workspace with targets and milestones, after a run of the main job.
fn made() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.write("seeds/targets.csv", "编号,单位,目标值,计量单位,备注\n2-1,兰州市,360,万亩,甲\n");
    case.write("seeds/schedule.csv", "编号,月份,序时进度,备注\n2-1,6,50,甲\n2-1,12,100,乙\n");
    case.duban([]).exits(0).says("任务函 3 份");
    case
}

/// Runs every command that writes and `check`: each ends with 2 and one problem with this code, and nothing is
/// written.
#[track_caller]
fn refused(case: &Case, code: &str) {
    let before = [files(&case.path("output")), files(&case.path("seeds"))];
    let commands: [&[&str]; 6] = [
        &[],
        &["letters"],
        &["letters", "--unit", "兰州市"],
        &["sheets"],
        &["check"],
        &["export", "items"],
    ];
    for command in commands {
        let run = case.command(command).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{command:?}\n{said}");
        assert_eq!(said.matches("错误[").count(), 1, "{command:?}\n{said}");
        assert!(said.contains(code), "no {code}: {said}");
        assert!(said.contains("没有生成、改动或删除任何文件"), "{said}");
        assert!(run.stdout.is_empty(), "{command:?}");
    }
    assert!([files(&case.path("output")), files(&case.path("seeds"))] == before);
}

#[test]
fn a_table_that_is_not_read_whole_stops_the_run() {
    for name in [
        TASKS,
        "seeds/annex/indicators.csv",
        "seeds/units.csv",
        "seeds/groups.csv",
        "seeds/leaders.csv",
        "seeds/targets.csv",
        "seeds/schedule.csv",
    ] {
        let case = made();
        let bytes = case.read(name);
        let text = case.text(name);
        let header = text.lines().next().unwrap();
        let needed = match name {
            TASKS | "seeds/annex/indicators.csv" => "序号",
            "seeds/units.csv" => "简称",
            "seeds/groups.csv" => "名称",
            "seeds/leaders.csv" => "姓名",
            _ => "编号",
        };
        case.write(name, text.replacen(needed, "甲乙", 1));
        refused(&case, "F111");
        case.write(name, "");
        refused(&case, "F111");
        case.write(name, "\u{feff}");
        refused(&case, "F111");
        case.write(name, format!("{header}\n"));
        refused(&case, "F150");
        let last_row = text.trim_end().rfind('\n').unwrap();
        case.write(name, &text[..last_row]);
        refused(&case, "F150");
        // The last row keeps its line and loses its end.
        let cut = text.trim_end().char_indices().next_back().unwrap().0;
        case.write(name, &text[..cut]);
        refused(&case, "F151");
        case.write(name, [&bytes[..bytes.len() / 2], &[0xff, 0xff, 0x00][..]].concat());
        refused(&case, "F103");
        std::fs::remove_file(case.path(name)).unwrap();
        std::fs::create_dir(case.path(name)).unwrap();
        refused(&case, "F102");
        std::fs::remove_dir(case.path(name)).unwrap();
        case.write(name, &bytes);
        case.duban([]).exits(0).says("任务函 3 份").says("与上次相比，任务函内容没有变化");
    }
}

#[test]
fn a_table_that_is_gone_is_missed() {
    for name in ["seeds/units.csv", "seeds/groups.csv", "seeds/targets.csv", "seeds/schedule.csv"] {
        let case = made();
        std::fs::remove_file(case.path(name)).unwrap();
        refused(&case, "F150");
    }
    let case = made();
    case.edit("seeds/targets.csv", "360", "300");
    std::fs::remove_file(case.path("seeds/targets.csv")).unwrap();
    case.duban(["--force"]).exits(0).says("任务函 3 份");
    case.duban([]).exits(0);
}

#[test]
fn an_annex_that_is_gone_comes_from_the_notice_unless_it_had_been_edited() {
    let case = made();
    let tasks = case.read(TASKS);
    std::fs::remove_file(case.path(TASKS)).unwrap();
    let before = files(&case.path("output"));
    case.duban(["letters"]).exits(2).complains("F150");
    case.duban([]).exits(0);
    assert!(case.read(TASKS) == tasks && files(&case.path("output")) == before);
    case.edit(TASKS, "办好妇女之家。", "办好妇女之家和儿童之家。");
    case.duban([]).exits(0).says("与上次相比：有变化 2 份（省妇联、兰州市）");
    let before = files(&case.path("output"));
    std::fs::remove_file(case.path(TASKS)).unwrap();
    case.duban([]).exits(2).complains("不见了，它曾由人工修改").complains(".duban/last/");
    assert!(files(&case.path("output")) == before && !case.path(TASKS).exists());
}

#[test]
fn a_column_that_was_there_is_missed() {
    let case = made();
    case.edit("seeds/annex/indicators.csv", "目标", "年度数");
    refused(&case, "F111");
    case.duban(["check"])
        .exits(2)
        .complains("缺少“目标”列")
        .complains("“年度数”不是列名")
        .complains("上次有这些列");
    case.duban(["--force"]).exits(0).says("沿用修改后的内容");
}

#[test]
fn titles_above_the_header_and_other_names_of_columns_are_accepted() {
    let case = made();
    let before = files(&case.path("output"));
    let manifest = case.path("output/manifest.json").display().to_string();
    let text = case.text(TASKS);
    let plain = text.trim_start_matches('\u{feff}');
    let utf16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let gb = encoding_rs::GB18030.encode(plain).0.into_owned();
    let versions: Vec<Vec<u8>> = vec![
        format!("\u{feff}2018年重点工作任务分解表,,,,,,,\n{plain}").into(),
        format!("重点工作任务\n\n（督查室 2018年2月）\n{plain}").into(),
        plain.replacen("序号", " 序　号", 1).into(),
        plain.replacen("序号", "编号", 1).into(),
        plain.replacen("序号", "No.", 1).replacen("牵头单位", "牵头部门", 1).into(),
        plain.replace(',', "\t").into(),
        format!("2018年,重点;任务\n{}", plain.replace(',', "\t")).into(),
        plain.replace('\n', "\r\n").into(),
        plain.into(),
        utf16,
        gb,
    ];
    for version in versions {
        case.write(TASKS, &version);
        case.duban([]).exits(0).says("沿用修改后的内容").says("任务函内容没有变化");
        let mut now = files(&case.path("output"));
        // The manifest has the hashes of the files as they are written.
        now.insert(manifest.clone(), before[&manifest].clone());
        assert!(now == before, "{}", String::from_utf8_lossy(&version));
    }
    case.write(TASKS, format!("重点工作任务\n{plain}"));
    case.duban(["check"]).exits(0).complains("F153").complains("表头上方有1行");
}

#[test]
fn fewer_rows_are_accepted_with_force_and_remembered() {
    let case = made();
    for name in [TASKS, "seeds/titles.csv"] {
        let text = case.text(name);
        let last_row = text.trim_end().rfind('\n').unwrap();
        case.write(name, &text[..=last_row]);
    }
    case.duban(["letters"])
        .exits(2)
        .complains("seeds/annex/tasks.csv只有1行，上次有2行，少了1行")
        .complains("seeds/titles.csv只有2行，上次有3行，少了1行")
        .complains("上次读入的一份在 .duban/last/seeds/annex/tasks.csv，可以复制回来；确要如此的，加 --force");
    case.duban(["--force"]).exits(0).says("与上次相比：有变化 2 份（省妇联、兰州市）");
    assert_eq!(case.text(TASKS).lines().count(), 2);
    case.duban([]).exits(0).says("任务函内容没有变化");
}

#[test]
fn a_notice_that_was_saved_by_half_is_not_imported() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let before = [files(&case.path("output")), files(&case.path("seeds/annex"))];
    let notice = case.text("seeds/notice-2018.txt");
    let half = notice.rfind("2\t办好").unwrap();
    case.write("seeds/notice-2018.txt", &notice[..half]);
    case.duban([]).exits(2).complains("只读到重点工作任务1项，上次有2项");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(2).complains("加 --force");
    assert!([files(&case.path("output")), files(&case.path("seeds/annex"))] == before);
    case.duban(["import", "seeds/notice-2018.txt", "--force"]).exits(0);
    case.duban([]).exits(0).says("与上次相比：有变化 2 份（省妇联、兰州市）");
}

#[test]
fn a_bad_row_leaves_the_documents_of_its_units_as_they_were() {
    let case = made();
    let before = files(&case.path("output"));
    // 省妇联 and 兰州市 are in the row, 省财政厅 is not.
    case.edit(TASKS, "2,办好妇女之家。", "二,办好妇女之家。");
    case.edit("seeds/annex/indicators.csv", "增长6%左右。", "增长6.5%左右。");
    case.duban([])
        .exits(1)
        .complains("F116")
        .complains("F156")
        .complains("2个单位的任务函和报送表改正以前不重做，已有的保持原样：省妇联、兰州市")
        .says("任务函 1 份")
        .says("与上次相比：有变化 1 份（省财政厅）");
    let after = files(&case.path("output"));
    let is_same = |name: &str| {
        let path = case.path(name).display().to_string();
        before[&path] == after[&path]
    };
    for unit in ["002-省妇联", "003-兰州市"] {
        assert!(is_same(&format!("output/letters/{unit}.pdf")));
        assert!(is_same(&format!("output/sheets/units/{unit}-2018-02.xlsx")));
    }
    assert!(!is_same("output/letters/001-省财政厅.pdf"));
    let manifest = case.text("output/manifest.json");
    assert!(manifest.contains("letters/002-省妇联.pdf"), "{manifest}");
    case.edit(TASKS, "二,办好妇女之家。", "2,办好妇女之家。");
    case.duban([]).exits(0).says("与上次相比：有变化 1 份（兰州市）");
}

#[test]
fn a_bad_row_without_earlier_documents_makes_none() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.edit(TASKS, "2,办好妇女之家。,黄强,省妇联", "2,,黄强,省妇联");
    case.duban([]).exits(1).complains("F115").complains("F156");
    assert_eq!(case.list("output/letters"), ["001-省财政厅.pdf"]);
    assert_eq!(case.list("output/sheets/units"), ["001-省财政厅-2018-02.xlsx"]);
}

#[test]
fn a_unit_whose_row_or_name_is_spoilt_keeps_its_letter() {
    for (file, from, to, code) in [
        ("seeds/units.csv", ",省妇联,", ",,", "F115"),
        ("seeds/units.csv", "省妇联,甘肃省妇女联合会", "\"省妇联,甘肃省妇女联合会", "F116"),
        (TASKS, "省妇联", "省妇女", "P101"),
        ("seeds/groups.csv", "各市州政府,", "各市政府,", "P101"),
    ] {
        let case = made();
        let before = case.list("output/letters");
        let letter = case.read("output/letters/002-省妇联.pdf");
        let city = case.read("output/letters/003-兰州市.pdf");
        case.edit(file, from, to);
        case.duban([]).exits(1).complains(code).complains("F156");
        assert_eq!(case.list("output/letters"), before, "{from}");
        assert!(case.read("output/letters/002-省妇联.pdf") == letter, "{from}");
        // An unknown name takes nothing away from the other units of the row.
        if file != TASKS {
            assert!(case.read("output/letters/003-兰州市.pdf") == city, "{from}");
        }
    }
}

#[test]
fn a_row_without_whole_cells_keeps_the_letters_of_its_items() {
    let case = Case::tiny();
    case.write(
        "seeds/schedule.csv",
        "编号,指标,月份,序时进度,备注\n2-2,,3,5,冬季\n2-2,,6,40,夏季\n",
    );
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban([]).exits(0);
    let before = case.list("output/letters");
    let letters: Vec<_> =
        before.iter().map(|name| case.read(&format!("output/letters/{name}"))).collect();
    for (file, from, to) in [
        ("seeds/schedule.csv", "2-2,,3,", "2-2,\",3,"),
        ("seeds/schedule.csv", "2-2,,6,40", "2-2,,6,\"40"),
        ("seeds/leaders.csv", "黄强", "\"黄强"),
    ] {
        case.edit(file, from, to);
        case.duban(["letters"]).complains("F116");
        for (name, letter) in before.iter().zip(&letters) {
            // The letter with neither stays what it was as well.
            assert!(case.read(&format!("output/letters/{name}")) == *letter, "{to}: {name}");
        }
        case.edit(file, to, from);
    }
}

#[test]
fn a_target_that_cannot_be_read_keeps_the_letters_of_its_units() {
    let case = made();
    case.edit("seeds/targets.csv", "360", "若干");
    case.duban([])
        .exits(1)
        .complains("F116")
        .complains("1个单位的任务函和报送表")
        .complains("：兰州市");
}

#[test]
fn letters_that_changed_are_named() {
    let case = Case::tiny();
    let first = case.duban([]).exits(0);
    assert!(!first.stdout.contains("与上次相比"), "{}", first.stdout);
    case.duban(["--date", "2018-03-01"]).exits(0).says("与上次相比，任务函内容没有变化");
    case.edit("seeds/notice-2018.txt", "360万亩", "400万亩");
    case.duban(["letters", "--unit", "省财政厅"]).exits(0).says("任务函内容没有变化");
    case.duban([]).exits(0).says("与上次相比：有变化 3 份（省财政厅、省妇联、兰州市）");
    case.edit(TASKS, "省妇联", "省财政厅");
    case.duban(["letters", "--unit", "省财政厅"])
        .exits(0)
        .says("与上次相比：有变化 1 份（省财政厅）");
    case.duban(["letters", "-o", "elsewhere"]).exits(0);
    case.duban(["letters"]).exits(0).says("与上次相比：有变化 1 份（兰州市），撤回 1 份（省妇联）");
    assert_eq!(case.list("output/letters"), ["001-省财政厅.pdf", "003-兰州市.pdf"]);
    case.edit(TASKS, "办好妇女之家。,黄强,省财政厅", "办好妇女之家。,黄强,省妇联");
    case.duban(["letters"])
        .exits(0)
        .says("与上次相比：新发 1 份（省妇联），有变化 2 份（省财政厅、兰州市）");
}

#[test]
fn notes_that_cannot_be_read_stop_the_run() {
    let case = made();
    case.write(".duban/notes.json", "{");
    refused(&case, "F158");
    std::fs::remove_file(case.path(".duban/notes.json")).unwrap();
    case.duban([]).exits(0);
}

#[test]
fn a_header_that_is_repeated_is_not_a_row() {
    let case = made();
    for name in ["seeds/units.csv", "seeds/targets.csv", "seeds/schedule.csv", TASKS] {
        let table = case.text(name);
        let table = table.trim_start_matches('\u{feff}');
        let (header, rows) = table.split_once('\n').unwrap();
        case.write(name, format!("{header}\n{header}\n{rows}{header}\n"));
    }
    let run = case.duban(["letters"]).exits(0).says("任务函内容没有变化");
    assert!(!run.stderr.contains("错误"), "{}", run.stderr);
}
