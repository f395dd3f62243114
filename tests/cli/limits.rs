//! Input without an end, threads that do not start, and cells beyond all measure: the program ends, and in words.

use std::time::{Duration, Instant};

use crate::support::{Case, Run};

/// The longest time that a refused command may take, in the debug profile on a busy machine.
const SOON: Duration = Duration::from_secs(20);

/// Returns a workspace with the annexes of the notice.
fn imported() -> Case {
    let case = Case::seeds();
    case.duban(["import", "seeds/notice-2018.txt"]);
    case
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_at_once() {
    let case = imported();
    for path in ["seeds/units.csv", "duban.toml", "templates/letter.md", "seeds/notice-2018.txt"] {
        let file = case.path(path);
        let old = std::fs::read(&file).ok();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        let _ = std::fs::remove_file(&file);
        assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
        let start = Instant::now();
        let command = if path.ends_with("txt") { "import" } else { "letters" };
        let result = match command {
            "import" => case.duban(["import", path]),
            _ => case.duban([command]),
        };
        assert!(start.elapsed() < SOON, "{path}");
        result.complains("这是管道或设备，不是普通文件");
        std::fs::remove_file(&file).unwrap();
        if let Some(old) = old {
            std::fs::write(&file, old).unwrap();
        }
    }
}

#[test]
fn more_threads_than_the_machine_starts_are_asked_for_in_vain() {
    let case = imported();
    case.duban(["-j", "200", "check"]).exits(0);
}

/// Returns a notice whose only task names these units.
fn notice(units: &str) -> String {
    format!("附件3\n序号\t工作任务\t牵头领导\t牵头单位\t责任单位\n1\t任务一\t\t省财政厅\t{units}\n")
}

#[test]
fn a_cell_with_the_same_names_ten_thousand_times_is_read_once() {
    let case = Case::seeds();
    case.write("seeds/long.txt", notice(&"省财政厅兰州市天水市".repeat(3_000)));
    let start = Instant::now();
    case.duban(["import", "seeds/long.txt", "--force"]).complains("写了两次");
    assert!(start.elapsed() < SOON);
    // A line for each name that occurs again, each with the cell.
    assert!(case.read("seeds/annex/repairs.csv").len() < 1_000_000);
}

/// Returns a workspace with 3,000 further units, and their names.
fn province() -> (Case, Vec<String>) {
    let case = Case::seeds();
    let names: Vec<String> = (0..3_000)
        .map(|number: u32| {
            let place =
                |at: u32| "甲乙丙丁戊己庚辛壬癸子丑寅卯辰".chars().nth((number / at % 15) as usize);
            ["省".to_owned(), [1, 15, 225].into_iter().filter_map(place).collect(), "局".to_owned()]
                .concat()
        })
        .collect();
    let mut units = case.text("seeds/units.csv");
    for (number, name) in names.iter().enumerate() {
        units.push_str(&format!("{},Z{number:04},{name},,,其他,,,\n", number + 1000));
    }
    case.write("seeds/units.csv", units);
    (case, names)
}

#[test]
fn a_cell_of_100_kb_is_read_whatever_is_in_it() {
    let (case, names) = province();
    let mut all = names.concat();
    all.push_str(&names.join("、"));
    for (cell, told) in [
        (all, "等3000个名称写了两次，只取一次"),
        ("省".repeat(33_000), "……（共33000字）……"),
        ("甲乙丙丁戊己 ".repeat(5_000), "甲乙丙丁戊己"),
        ("a".repeat(100_000), "……（共100000字）……"),
        ("（".repeat(33_000), "不在单位名录中"),
    ] {
        case.write("seeds/long.txt", notice(&cell));
        let start = Instant::now();
        let run = case.duban(["import", "seeds/long.txt", "--force"]);
        assert!(start.elapsed() < SOON, "{told}");
        // Neither the repairs nor the messages have the cell again and again.
        assert!(case.read("seeds/annex/repairs.csv").len() < 1_000_000, "{told}");
        assert!(run.stderr.len() < 200_000, "{told}");
        run.complains(told);
    }
}

#[test]
fn codes_and_names_beyond_all_measure_make_files_with_names_that_every_system_takes() {
    let case = Case::tiny();
    let name = |letter: &str| letter.repeat(300);
    let names = ["长", "𠮷", "a", "／", "b"].map(name);
    let registry = case.text("seeds/units.csv");
    let with = |codes: &[String]| {
        let rows = codes.iter().zip(&names).zip(10..);
        let rows: Vec<String> = rows
            .map(|((code, name), number)| format!("{number},{code},{name},,,市州,,,\n"))
            .collect();
        registry.clone() + &rows.concat()
    };
    let codes = ["9".repeat(300), "a/b".to_owned(), "..".to_owned(), "C:1".to_owned()];
    case.write("seeds/units.csv", with(&codes));
    case.duban(["import", "seeds/notice-2018.txt"]);
    let mut run = case.duban(["check"]).exits(1);
    for (code, line) in codes.iter().zip(5..) {
        let code = if code.len() > 20 { "999" } else { code };
        run = run.complains(&format!("代码“{code}")).complains(&format!("seeds/units.csv:{line}:"));
    }
    run.complains("不能用作文件名，已另编代码").complains("F196").complains("有300个字");
    case.write("seeds/units.csv", with(&["v", "w", "x", "y", "z"].map(|code| code.repeat(20))));
    case.duban([]).exits(0);
    let files = [case.list("output/letters"), case.list("output/sheets/units")].concat();
    assert_eq!(files.len(), 16, "{files:?}");
    // A backup adds its time.
    assert!(files.iter().all(|file| file.len() <= 255 - "-20180603T091205".len()), "{files:?}");
}

#[test]
fn paths_beyond_all_measure_are_refused_in_words() {
    let case = imported();
    let long = "长".repeat(300);
    let config = case.text("duban.toml");
    for (from, to) in
        [("seeds/notice-2018.txt", long.clone()), ("FandolKai-Regular.otf", long.clone())]
    {
        case.write("duban.toml", config.replace(from, &to));
        let run = case.duban([]);
        assert_ne!(run.status, 0, "{}", run.stderr);
        assert!(!run.stderr.contains("os error"), "{}", run.stderr);
    }
    case.write("duban.toml", config);
    let inside = format!("out/{long}");
    for arguments in [
        vec!["import", &long],
        vec!["typeset", &long],
        vec!["collect", &long],
        vec!["-o", &inside, "letters"],
        vec!["-C", &long],
        vec!["init", &long],
    ] {
        let run = Run::from(case.command(&arguments).output().unwrap());
        assert_ne!(run.status, 0, "{arguments:?}");
        assert!(!run.stderr.contains("os error"), "{}", run.stderr);
        assert!(!run.stderr.contains("File name"), "{}", run.stderr);
    }
    assert!(case.list("out").is_empty());
}
