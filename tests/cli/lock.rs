//! Two at once: the second run names the first and ends, or waits.

use std::fs::File;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::support::{Case, Run};

const OWNER: &str = "张三\tpc-1\t4242\t2018-06-03 09:12:05\tduban collect 报送\n";

/// Takes the lock of a workspace, as the run of another clerk has it.
fn held(case: &Case) -> File {
    case.write(".duban/lock", OWNER);
    let file = File::options().write(true).open(case.path(".duban/lock")).unwrap();
    file.lock().unwrap();
    file
}

fn start(case: &Case, arguments: &[&str]) -> Child {
    let mut command = case.command(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn the_second_names_the_first_and_has_written_nothing() {
    let case = Case::tiny();
    let lock = held(&case);
    for command in [
        &["build"][..],
        &["import", "seeds/notice-2018.txt"],
        &["number", "letters"],
        &["collect", "seeds"],
        &["letters"],
        &["sheets", "--propose-targets"],
        &["typeset", "a.md"],
    ] {
        Run::from(case.command(command).output().unwrap())
            .exits(2)
            .complains("张三（计算机 pc-1，进程 4242）从 2018-06-03 09:12:05 起")
            .complains("duban collect 报送")
            .complains("--wait");
    }
    assert_eq!(case.list("seeds/annex"), [""; 0]);
    assert_eq!(case.list("output"), [""; 0]);
    drop(lock);
    // What is left in the file is no lock.
    assert_eq!(case.text(".duban/lock"), OWNER);
    case.duban([]).exits(0);
    assert_eq!(case.text(".duban/lock"), "");
}

#[test]
fn commands_that_only_read_take_no_lock() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let _lock = held(&case);
    case.duban(["check"]).exits(0);
    case.duban(["export", "items"]).exits(0).says("2-1");
    case.duban(["why", "2-1"]);
    case.duban(["completions", "bash"]).exits(0);
}

#[test]
fn who_waits_names_the_owner_once_and_then_works() {
    let case = Case::tiny();
    let lock = held(&case);
    let waiting = start(&case, &["--wait"]);
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(case.list("output"), [""; 0]);
    drop(lock);
    let run = Run::from(waiting.wait_with_output().unwrap()).exits(0).says("任务函 3 份");
    assert_eq!(run.stderr.matches("等它结束").count(), 1, "{}", run.stderr);
}

#[test]
fn the_lock_says_what_is_running() {
    let case = Case::tiny();
    // The run takes the workspace, and waits for the output folder, which another one has.
    std::fs::create_dir(case.path("shared")).unwrap();
    let folder = File::open(case.path("shared")).unwrap();
    folder.lock().unwrap();
    let mut child = case.command(&["typeset", "--wait", "-o", "shared", "a.md"]);
    let mut child = child.stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    for _ in 0..100 {
        line = std::fs::read_to_string(case.path(".duban/lock")).unwrap_or_default();
        if !line.is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    case.duban(["letters"]).exits(2).complains(&format!("进程 {}", child.id()));
    drop(folder);
    child.wait().unwrap();
    assert!(line.ends_with("\tduban typeset --wait -o shared a.md\n"), "{line:?}");
    assert_eq!(case.text(".duban/lock"), "");
}

#[test]
fn two_workspaces_do_not_write_to_one_folder_at_once() {
    let (case, other) = (Case::tiny(), Case::tiny());
    std::fs::create_dir(other.path("shared")).unwrap();
    let shared = other.path("shared");
    let folder = File::open(&shared).unwrap();
    folder.lock().unwrap();
    let shared = shared.display().to_string();
    case.duban(["-o", &shared]).exits(2).complains(&shared);
    drop(folder);
    case.duban(["-o", &shared]).exits(0);
}

#[test]
fn ten_commands_at_once_do_not_spoil_each_others_work() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let header = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";
    let returns = ["省财政厅", "省妇联", "兰州市"];
    for (number, unit) in returns.iter().enumerate() {
        let row = format!("2018-03,2-{},,{unit},,,40,,好,,,,2018-04-02\n", number.min(1) + 1);
        case.write(&format!("in/{number}.csv"), format!("{header}{row}"));
    }
    let commands: [&[&str]; 10] = [
        &["--wait"],
        &["--wait", "letters"],
        &["--wait", "sheets"],
        &["--wait", "number", "letters"],
        &["--wait", "number", "letters"],
        &["--wait", "collect", "in/0.csv"],
        &["--wait", "collect", "in/1.csv"],
        &["--wait", "collect", "in/2.csv"],
        &["--wait", "import", "seeds/notice-2018.txt"],
        &["check"],
    ];
    let running: Vec<Child> = commands.iter().map(|command| start(&case, command)).collect();
    for child in running {
        let run = Run::from(child.wait_with_output().unwrap());
        assert!(run.status < 2, "{}\n{}", run.stdout, run.stderr);
    }
    let numbers = case.text("seeds/numbers.csv");
    assert_eq!(numbers.lines().count(), 4, "{numbers}");
    let collected: String = case
        .list("seeds/progress")
        .iter()
        .map(|file| case.text(&format!("seeds/progress/{file}")))
        .collect();
    assert_eq!(collected.matches("2018-04-02").count(), 3, "{collected}");
    // A last build takes up all of it, and then there is nothing more to do.
    case.duban([]).exits(0).says("任务函 3 份");
    let manifest = case.read("output/manifest.json");
    case.duban([]).exits(0);
    assert!(case.read("output/manifest.json") == manifest);
}
