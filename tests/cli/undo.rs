//! `duban undo`: what the last command replaced, brought back.

use crate::support::Case;

const HEADER: &str = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";
const RETURNS: &str = "seeds/progress/2018-03-002-省妇联.csv";
const TASKS: &str = "seeds/annex/tasks.csv";
const NUMBERS: &str = "seeds/numbers.csv";

fn imported() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case
}

/// Collects a return of 省妇联 with this completion.
fn collect(case: &Case, percent: u32, day: u32) {
    let row = format!("2018-03,2-2,,省妇联,,,{percent},,好,,,,2018-04-0{day}\n");
    case.write("in.csv", format!("{HEADER}{row}"));
    let run = case.duban(["collect", "in.csv"]);
    assert!(run.status < 2, "{}", run.stderr);
}

#[test]
fn collected_returns_are_taken_back_and_taken_again() {
    let case = imported();
    collect(&case, 20, 2);
    let first = case.text(RETURNS);
    collect(&case, 40, 3);
    let second = case.text(RETURNS);
    assert_ne!(first, second);
    case.duban(["undo"]).exits(0).says("duban collect in.csv").says(&format!("恢复 {RETURNS}"));
    assert_eq!(case.text(RETURNS), first);
    case.duban(["undo"]).exits(0).says("duban undo");
    assert_eq!(case.text(RETURNS), second);
    case.duban([]).exits(0);
}

#[test]
fn files_that_a_command_made_are_taken_away() {
    let case = imported();
    collect(&case, 20, 2);
    let made = case.text(RETURNS);
    case.duban(["undo"]).exits(0).says("移走").says(RETURNS);
    assert!(!case.path(RETURNS).exists());
    case.duban(["undo"]).exits(0);
    assert_eq!(case.text(RETURNS), made);
}

#[test]
fn a_forced_import_is_taken_back_with_its_record() {
    let case = imported();
    case.edit(TASKS, "办好妇女之家。", "办好妇女之家和儿童之家。");
    case.duban([]).exits(0);
    let edited = case.text(TASKS);
    case.duban(["import", "seeds/notice-2018.txt", "--force"]).exits(0);
    assert_ne!(case.text(TASKS), edited);
    case.duban(["undo"]).exits(0).says(&format!("恢复 {TASKS}"));
    assert_eq!(case.text(TASKS), edited);
    // It counts as edited again, and the next run misses nothing.
    case.duban([]).exits(0).says("沿用修改后的内容");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(2).complains("已由人工修改");
}

#[test]
fn an_import_of_more_items_is_taken_back_and_no_row_is_missed() {
    let case = imported();
    case.duban([]).exits(0);
    let more = case.text("seeds/notice-2018.txt") + "3\t办好托儿所。\t\t省妇联\t\t各市州政府\n";
    case.write("more.txt", more);
    case.duban(["import", "more.txt"]).exits(0).says("重点工作任务 3 项");
    case.duban(["check"]).exits(0);
    case.duban(["letters"]).exits(0);
    case.duban(["undo"]).exits(0);
    case.duban([]).exits(0);
    assert!(!case.text(TASKS).contains("托儿所"));
}

#[test]
fn numbers_are_voided_and_never_freed() {
    let case = imported();
    case.duban(["number", "letters"]).exits(0).says("1号至3号");
    case.duban(["undo"]).exits(0).says("作废 甘政办函〔2018〕1号").says("作废 甘政办函〔2018〕3号");
    let register = case.text(NUMBERS);
    assert_eq!((register.lines().count(), register.matches("作废").count()), (4, 3), "{register}");
    case.duban(["number", "letters"]).exits(0).says("4号至6号");
    // The numbers drawn since stay; those of the last drawing are voided.
    case.duban(["undo"]).exits(0).says("作废 甘政办函〔2018〕4号");
    assert_eq!(case.text(NUMBERS).matches("作废").count(), 6);
    case.duban(["letters"]).exits(0);
}

#[test]
fn numbers_are_voided_although_somebody_has_added_others_since() {
    let case = imported();
    case.duban(["number", "letters"]).exits(0);
    case.write(NUMBERS, case.text(NUMBERS) + "甘政办函,2018,9,letters/别的,,已用\n");
    case.duban(["undo"]).exits(0);
    let register = case.text(NUMBERS);
    assert_eq!(register.matches("作废").count(), 3, "{register}");
    assert!(register.contains("甘政办函,2018,9,letters/别的,,已用"), "{register}");
}

#[test]
fn what_was_changed_since_is_left_and_named() {
    let case = imported();
    collect(&case, 20, 2);
    collect(&case, 40, 3);
    let before_edit = case.text(RETURNS);
    case.write(RETURNS, before_edit.replace("好", "很好"));
    let edited = case.text(RETURNS);
    case.duban(["undo"]).exits(1).complains("F171").complains(RETURNS);
    assert_eq!(case.text(RETURNS), edited);
    case.duban(["undo", "--force"]).exits(0).says("恢复");
    assert!(!case.text(RETURNS).contains("很好"));
    // The edit is in the backup of the undoing.
    case.duban(["undo"]).exits(0);
    assert_eq!(case.text(RETURNS), edited);
}

#[test]
fn an_edited_proposal_comes_back() {
    let case = imported();
    case.write(
        "seeds/units.csv",
        "顺序,代码,简称,全称,别名,类别,生效,失效,继任\n1,001,省妇联,,,群团组织,,,\n",
    );
    let file = "seeds/units.proposed.csv";
    case.duban(["import", "seeds/notice-2018.txt", "--propose-units", "--force"]);
    let edited = case.text(file) + ",,县级某局,,,,,,,1,,\n";
    case.write(file, &edited);
    case.duban(["import", "seeds/notice-2018.txt", "--propose-units", "--force"]).says(file);
    assert!(!case.text(file).contains("县级某局"));
    case.duban(["undo"]).exits(0).says(file);
    assert_eq!(case.text(file), edited);
}

#[test]
fn there_may_be_nothing_to_undo() {
    let case = Case::tiny();
    case.duban(["undo"]).exits(0).says("没有可以撤销的");
    // Documents are made again from the data; they are nothing to undo.
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["letters"]).exits(0);
    case.duban(["undo"]).exits(0).says("duban import").says("移走");
    assert!(!case.path(TASKS).exists());
}

#[test]
fn the_archive_is_never_touched_and_no_path_leads_out() {
    for path in ["archive/2018/甘政办函-1/a.pdf", "../outside.txt"] {
        let case = Case::tiny();
        std::fs::create_dir_all(case.path("w/archive/2018/甘政办函-1")).unwrap();
        std::fs::copy(case.path("duban.toml"), case.path("w/duban.toml")).unwrap();
        case.write(&format!("w/{path}"), "signed");
        let record = format!(
            r#"{{"command": "duban x", "time": "", "files": [{{"path": "{path}", "copy": null, "before": null,
               "written": null}}]}}"#
        );
        case.write("w/.duban/backup/0001/run.json", record);
        case.duban(["-C", "w", "undo", "--force"]).exits(2).complains("没有改动任何文件");
        assert_eq!(case.text(&format!("w/{path}")), "signed");
    }
}

#[test]
fn a_copy_that_was_spoilt_is_not_brought_back() {
    let case = imported();
    collect(&case, 20, 2);
    collect(&case, 40, 3);
    let now = case.text(RETURNS);
    let folder = case.list(".duban/backup").pop().unwrap();
    let copies = format!(".duban/backup/{folder}/seeds/progress");
    let copy = case.list(&copies).pop().unwrap();
    case.write(&format!("{copies}/{copy}"), "half a fi");
    case.duban(["undo"]).exits(2).complains(&copy).complains("没有改动任何文件");
    assert_eq!(case.text(RETURNS), now);
}
