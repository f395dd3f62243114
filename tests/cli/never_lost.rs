//! An edit of the office is never written over: files that cannot be read, records that are gone or stale, proposals.

use crate::support::Case;

const TASKS: &str = "seeds/annex/tasks.csv";
const RECORD: &str = "seeds/annex/.imported.json";

/// A workspace with an imported notice, in which somebody has edited the tasks.
fn edited() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.edit(TASKS, "办好妇女之家。", "办好妇女之家和儿童之家。");
    case
}

/// Puts a folder in the place of a file: nobody can read it.
fn spoil(case: &Case, name: &str) {
    std::fs::remove_file(case.path(name)).unwrap();
    std::fs::create_dir(case.path(name)).unwrap();
    case.write(&format!("{name}/inside"), "");
}

#[test]
fn what_cannot_be_read_is_not_written_over() {
    for name in [TASKS, "seeds/annex/indicators.csv", "seeds/annex/repairs.csv", "seeds/titles.csv"]
    {
        let case = edited();
        let record = case.read(RECORD);
        spoil(&case, name);
        case.duban(["import", "seeds/notice-2018.txt"]).exits(2).complains("F102").complains(name);
        let forced = case.duban(["import", "seeds/notice-2018.txt", "--force"]).exits(2);
        forced.complains("F102").complains(name);
        if name != "seeds/annex/repairs.csv" {
            case.duban([]).exits(2).complains("F102").complains(name);
        }
        assert!(case.path(name).join("inside").exists());
        assert!(case.read(RECORD) == record);
        assert_eq!(case.list("output"), [""; 0]);
        if name != TASKS {
            assert!(case.text(TASKS).contains("儿童之家"));
        }
    }
}

#[test]
fn without_a_sound_record_every_file_counts_as_edited() {
    for spoil_record in [
        (|case| std::fs::remove_file(case.path(RECORD)).unwrap()) as fn(&Case),
        |case| case.write(RECORD, "{\"seeds/annex/tas"),
        |case| case.write(RECORD, "{}"),
        |case| spoil(case, RECORD),
    ] {
        let case = edited();
        spoil_record(&case);
        case.duban([]).exits(0).says("沿用修改后的内容");
        case.duban(["import", "seeds/notice-2018.txt"]).exits(2).complains("已由人工修改");
        assert!(case.text(TASKS).contains("儿童之家"));
    }
}

#[test]
fn a_missing_record_is_no_obstacle_where_nothing_was_edited() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let record = case.read(RECORD);
    std::fs::remove_file(case.path(RECORD)).unwrap();
    case.duban([]).exits(0).says("附件数据与通知一致");
    assert!(case.read(RECORD) == record);
}

#[test]
fn proposed_units_that_were_edited_stay() {
    let case = Case::tiny();
    let file = "seeds/units.proposed.csv";
    case.write(
        "seeds/units.csv",
        "顺序,代码,简称,全称,别名,类别,生效,失效,继任\n1,001,省妇联,,,群团组织,,,\n",
    );
    let propose = ["import", "seeds/notice-2018.txt", "--propose-units"];
    case.duban(propose).says("units.proposed.csv");
    let proposed = case.text(file);
    case.duban(propose).says("units.proposed.csv");
    assert_eq!(case.text(file), proposed);
    case.write(file, format!("{proposed},,县级某局,,,,,,,1,,\n"));
    let edited = case.text(file);
    case.duban(propose).says("units.proposed.csv");
    assert_eq!(case.text(file), edited);
    spoil(&case, file);
    case.duban(propose).exits(2).complains("F102");
    assert!(case.path(file).is_dir());
}

#[test]
fn two_proposals_are_recorded_together() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt", "--propose-units"]).exits(0);
    case.write("seeds/targets.csv", "编号,单位,目标值,计量单位\n2-1,兰州市,360,万亩\n");
    case.duban(["sheets", "--propose-targets"]);
    let before = case.read("seeds/units.proposed.csv");
    case.write(
        "seeds/notice-2018.txt",
        case.text("seeds/notice-2018.txt") + "3\t办好县级某局。\t\t县级某局\t\t\n",
    );
    case.duban(["import", "seeds/notice-2018.txt", "--propose-units"]).says("units.proposed.csv");
    assert!(case.read("seeds/units.proposed.csv") != before);
}

#[test]
fn collect_adds_to_no_file_that_was_not_read() {
    let header = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";
    let file = "seeds/progress/2018-03-002-省妇联.csv";
    for text in ["省妇联三月来电记录\n", ""] {
        let case = Case::tiny();
        case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
        case.write(file, text);
        case.write("in/a.csv", format!("{header}2018-03,2-2,,省妇联,,,40,,好,,,,2018-04-02\n"));
        case.write("in/b.csv", format!("{header}2018-03,2-1,,省财政厅,,,40,,好,,,,2018-04-02\n"));
        let run = case.duban(["collect", "in"]);
        assert!(run.status > 0, "{}\n{}", run.stdout, run.stderr);
        assert_eq!(case.text(file), text);
        if run.status == 2 {
            assert_eq!(case.list("seeds/progress").len(), 1);
        }
    }
}

/// Runs the program with `most` open files, and returns its exit status.
#[cfg(unix)]
fn starved(case: &Case, most: usize, arguments: &str) -> i32 {
    let program = env!("CARGO_BIN_EXE_duban");
    let line = format!("ulimit -n {most}; exec {program} {arguments}");
    let mut shell = std::process::Command::new("sh");
    let output = shell.current_dir(case.path("")).args(["-c", &line]).output().unwrap();
    output.status.code().unwrap_or(2)
}

#[cfg(unix)]
#[test]
fn with_too_few_files_open_no_edit_is_lost() {
    let case = edited();
    let tasks = case.read(TASKS);
    case.write("seeds/titles.csv", "编号,简称\n2-1,造林\n2-2,妇女之家\n");
    let titles = case.read("seeds/titles.csv");
    let mut statuses = Vec::new();
    for most in (3..24).chain([64]) {
        statuses.push(starved(&case, most, ""));
        statuses.push(starved(&case, most, "import seeds/notice-2018.txt"));
        assert!(case.read(TASKS) == tasks && case.read("seeds/titles.csv") == titles, "{most}");
    }
    assert!(statuses.contains(&0) && statuses.contains(&2), "{statuses:?}");
    let letters = case.list("output/letters");
    assert!(letters.iter().all(|name| name.ends_with(".pdf")), "{letters:?}");
}
