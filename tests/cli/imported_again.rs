//! What an earlier import wrote beside the annexes and the notice no longer says: names of annexes, milestones.

use crate::support::Case;

const NAMES: &str = "seeds/annex/annexes.csv";
const SCHEDULE: &str = "seeds/schedule.csv";

/// A notice with a title of its own and columns of quarters.
const QUARTERS: &str = "附件1\n2018年全省为民实事责任分解表\n\
序号\t任务\t牵头领导\t牵头单位\t一季度目标\t二季度目标\t三季度目标\t四季度目标\n\
1\t造林。\t黄强\t省财政厅\t完成25%\t完成55%\t完成78%\t完成100%\n\
2\t办好妇女之家。\t黄强\t省妇联\t完成20%\t完成50%\t完成70%\t完成100%\n";

/// The same without either.
const PLAIN: &str = "附件2\n2018年省政府重点工作任务分解表\n\
序号\t重点工作任务\t牵头领导\t牵头单位\n1\t造林。\t黄强\t省财政厅\n2\t办好妇女之家。\t黄强\t省妇联\n";

fn imported() -> Case {
    let case = Case::tiny();
    case.write("quarters.txt", QUARTERS);
    case.write("plain.txt", PLAIN.replace("附件2", "附件1").replace("重点工作任务\t", "任务\t"));
    case.duban(["import", "quarters.txt"]).exits(0).says("为民实事 2 项");
    assert!(case.path(NAMES).exists() && case.path(SCHEDULE).exists());
    case
}

#[test]
fn what_the_notice_no_longer_says_goes() {
    let case = imported();
    case.write("plain.txt", PLAIN);
    case.duban(["import", "plain.txt", "--force"]).exits(0);
    assert!(!case.path(NAMES).exists() && !case.path(SCHEDULE).exists());
    // The next run misses neither.
    case.duban(["check"]).exits(0);
    // The files come back with the notice.
    case.duban(["import", "quarters.txt", "--force"]).exits(0);
    assert!(case.text(SCHEDULE).contains("2-2,,6,50,"), "{}", case.text(SCHEDULE));
}

#[test]
fn what_a_person_has_edited_stays_and_is_told() {
    for (name, from, to) in [(NAMES, "为民实事\n", "实事\n"), (SCHEDULE, "2-1,,3,25", "2-1,,3,30")]
    {
        let case = imported();
        case.edit(name, from, to);
        let edited = case.text(name);
        case.write("plain.txt", PLAIN);
        let message = format!("{name} 已由人工修改，没有删去");
        let import = ["import", "plain.txt", "--force"];
        case.duban(import).exits(0).complains("F173").complains(&message);
        assert_eq!(case.text(name), edited);
        // Told once, it is the office's own from now on.
        let again = case.duban(import).exits(0);
        assert!(!again.stderr.contains("F173"), "{}", again.stderr);
        assert_eq!(case.text(name), edited);
        // The other one goes.
        let other = if name == NAMES { SCHEDULE } else { NAMES };
        assert!(!case.path(other).exists());
    }
}

#[test]
fn a_schedule_of_the_office_alone_is_neither_touched_nor_told() {
    let case = Case::tiny();
    let own = "编号,月份,序时进度\n2-1,6,30\n";
    case.write(SCHEDULE, own);
    let run = case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    assert!(!run.stderr.contains("F173"), "{}", run.stderr);
    assert_eq!(case.text(SCHEDULE), own);
    // A notice that has milestones does not replace it, and says so.
    case.write("quarters.txt", QUARTERS);
    case.duban(["import", "quarters.txt", "--force"])
        .complains("F173")
        .complains("seeds/schedule.csv 已由人工修改，没有覆盖");
    assert_eq!(case.text(SCHEDULE), own);
    // Told once, until the notice says something else.
    let again = case.duban(["import", "quarters.txt", "--force"]);
    assert!(!again.stderr.contains("F173"), "{}", again.stderr);
    case.write("quarters.txt", QUARTERS.replace("25%", "26%"));
    case.duban(["import", "quarters.txt", "--force"]).complains("F173");
    assert_eq!(case.text(SCHEDULE), own);
}

#[test]
fn no_csv_is_written_beside_a_workbook_of_the_office() {
    let case = Case::tiny();
    case.write("seeds/annex/annexes.xlsx", "x");
    case.write("seeds/schedule.xlsx", "x");
    case.write("quarters.txt", QUARTERS);
    let run = case.duban(["import", "quarters.txt"]);
    run.complains("seeds/annex/annexes.xlsx").complains("seeds/schedule.xlsx");
    assert!(!case.path(NAMES).exists() && !case.path(SCHEDULE).exists());
}
