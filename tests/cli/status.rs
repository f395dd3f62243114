//! `duban status`: what is due and overdue on a day, as text, JSON and calendar.

use serde_json::{Value, json};

use crate::support::Case;
use crate::support::province::RETURNS_HEADER;

/// A workspace in July: two units have reported May and one June, a notice waits for its answer, a case is listed, and
/// registers say who has filed and signed what.
pub fn office() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["number", "letters"]).exits(0);
    let rows = [
        "2018-06,1-1,1,省财政厅,6.2,%,,,平稳增长。,,,张三,2018-07-04",
        "2018-06,2-1,1,省财政厅,100,万亩,,,完成一批。,,,张三,2018-07-04",
    ];
    case.write("seeds/progress/2018-06.csv", format!("{RETURNS_HEADER}{}\n", rows.join("\n")));
    case.write("seeds/schedule.csv", "编号,月份,序时进度\n2-1,7,60\n2-1,10,100\n");
    case.write(
        "seeds/contacts.csv",
        "单位,联络员,电话\n省妇联,李四,0931-1234567\n兰州市,王五,0931-7654321\n",
    );
    case.write(
        "seeds/plans.csv",
        "单位,报送日期,联络员\n省财政厅,2018-02-27,张三\n省妇联,2018-03-02,李四\n",
    );
    case.write("seeds/receipts.csv", "文号,单位,签收日期\n甘政办函〔2018〕1号,省财政厅,2018-02-14\n甘政办函〔2018〕3号,兰州市,2018-02-23\n");
    case.write(
        "seeds/ledger.csv",
        "日期,编号,单位,事件,文号,期限,依据,决定人\n\
         2018-06-20,2-2,省妇联,通知,,2018-07-06,,张三\n\
         2018-06-11,2-1,兰州市,挂牌,,2018-07-11,领导批示,张三\n",
    );
    case
}

fn entry(
    kind: &str,
    unit: Option<&str>,
    id: Option<&str>,
    document: Option<&str>,
    due: &str,
    overdue: u32,
) -> Value {
    json!({"kind": kind, "unit": unit, "id": id, "document": document, "due": due, "overdue_days": overdue})
}

fn status(case: &Case, date: &str) -> Value {
    let run = case.duban(["status", "--format", "json", "--date", date]).exits(0);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn everything_due_is_listed_in_the_order_of_the_days() {
    let case = office();
    let receipt = Some("甘政办函〔2018〕2号");
    // Worked out by hand: the letters are of Tuesday 13 February, with 11 and 24 February worked and 15 to 21 off: three
    // working days, the 14th, the 22nd and the 23rd. The case was listed on 11 June; five working days later, without the 18th, is the 19th.
    // The bulletin of the first quarter has a date in duban.toml that has passed, that of June comes on 3 August.
    assert_eq!(
        status(&case, "2018-07-06"),
        json!([
            entry("receipt", Some("省妇联"), None, receipt, "2018-02-23", 133),
            entry("plan", Some("兰州市"), None, None, "2018-02-28", 128),
            entry("plan", Some("兰州市"), Some("2-1"), None, "2018-06-19", 17),
            entry("return", Some("省妇联"), None, None, "2018-07-05", 1),
            entry("return", Some("兰州市"), None, None, "2018-07-05", 1),
            entry("answer", Some("省妇联"), Some("2-2"), None, "2018-07-06", 0),
            entry("rectification", Some("兰州市"), Some("2-1"), None, "2018-07-11", 0),
        ])
    );
}

#[test]
fn the_list_follows_the_day() {
    let case = office();
    let kinds = |date: &str| {
        let list = status(&case, date);
        let kinds = list.as_array().unwrap().iter().map(|one| {
            let word = |key: &str| one[key].as_str().unwrap_or("-").to_owned();
            format!("{} {} {}", word("kind"), word("unit"), word("due"))
        });
        kinds.collect::<Vec<_>>()
    };
    // Before the notice was answered late and the case closed: nothing of them on an earlier day.
    assert!(
        kinds("2018-06-10")
            .iter()
            .all(|one| !one.contains("answer") && !one.contains("rectification"))
    );
    // On 1 March the plan of 省妇联, which came on the 2nd, is missing too.
    let march = kinds("2018-03-01");
    assert!(march.contains(&"plan 省妇联 2018-02-28".to_owned()), "{march:?}");
    assert!(march.contains(&"return 省妇联 2018-03-05".to_owned()), "{march:?}");
    case.write(
        "seeds/ledger.csv",
        case.text("seeds/ledger.csv")
            + "2018-07-07,2-2,省妇联,答复,,,,\n2018-07-08,2-1,兰州市,方案,,,,\n",
    );
    let later = kinds("2018-07-08");
    assert!(later.iter().all(|one| !one.starts_with("answer")), "{later:?}");
    assert!(!later.contains(&"plan 兰州市 2018-06-19".to_owned()), "{later:?}");
    assert!(later.contains(&"rectification 兰州市 2018-07-11".to_owned()), "{later:?}");
    // The milestone of July comes within fifteen days of its end: 27.8% of 60% were reached.
    let end = kinds("2018-07-20");
    assert!(end.contains(&"milestone 省财政厅 2018-07-31".to_owned()), "{end:?}");
    assert!(end.contains(&"bulletin - 2018-08-03".to_owned()), "{end:?}");
}

#[test]
fn the_text_begins_with_what_has_to_be_done_first_and_whom_to_call() {
    let case = office();
    let text = case.duban(["status", "--date", "2018-07-06"]).exits(0).stdout;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "督办工作到期情况（2018年7月6日）");
    assert_eq!(lines[1], "逾期5件，今天到期1件，7天内1件，15天内另有0件；待本室决定0件");
    assert_eq!(lines[3], "【已逾期】");
    let at = |words: &str| {
        lines
            .iter()
            .position(|line| line.contains(words))
            .unwrap_or_else(|| panic!("{words}: {text}"))
    };
    assert!(at("报送2018年6月进展：2018年7月5日到期，已过1天，2个单位") < at("【今天到期】"));
    assert!(lines.contains(&"　　省妇联（李四 0931-1234567）"), "{text}");
    assert!(lines.contains(&"　　兰州市（王五 0931-7654321）"), "{text}");
    assert!(at("【今天到期】") < at("答复督办：今天到期，1个单位"));
    assert!(at("【7天内到期】") < at("挂牌事项整改：2018年7月11日到期，还有5天，1个单位"));
    case.write(
        "seeds/ledger.csv",
        case.text("seeds/ledger.csv")
            + "2018-07-02,2-1,兰州市,方案,,,,\n2018-07-03,2-1,兰州市,延期申请,,2018-07-25,,\n",
    );
    let text = case.duban(["status", "--date", "2018-07-06"]).exits(0);
    text.says("待本室决定1件").says("兰州市　2-1").says("延期申请待决定（2018年7月3日起）");
}

#[test]
fn who_signed_or_filed_before_the_name_changed_has_signed_and_filed() {
    let case = office();
    let units = case.text("seeds/units.csv");
    let header = units.lines().next().unwrap();
    assert!(header.ends_with("生效,失效,继任"), "{header}");
    let rows = units.lines().map(|row| match row.contains("省财政厅") {
        true => {
            let columns: Vec<&str> = row.split(',').collect();
            let kind = columns[5];
            let old = columns[..6].join(",");
            format!("{old},,2018-03-31,省财税厅\n9,009,省财税厅,甘肃省财税厅,,{kind},2018-04-01,,")
        }
        false => row.to_owned(),
    });
    let rows: Vec<String> = rows.collect();
    case.write("seeds/units.csv", rows.join("\n") + "\n");
    let kinds = || {
        let list = status(&case, "2018-07-06");
        let of_new = list.as_array().unwrap().iter().filter(|one| one["unit"] == "省财税厅");
        of_new.map(|one| one["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(kinds().iter().all(|kind| kind != "receipt" && kind != "plan"), "{:?}", kinds());
    case.edit("seeds/receipts.csv", "甘政办函〔2018〕1号,省财政厅,2018-02-14\n", "");
    assert!(kinds().contains(&"receipt".to_owned()), "{:?}", kinds());
}

#[test]
fn what_nobody_registers_is_not_called_missing() {
    let case = office();
    std::fs::remove_file(case.path("seeds/plans.csv")).unwrap();
    std::fs::remove_file(case.path("seeds/receipts.csv")).unwrap();
    let run = case.duban(["status", "--date", "2018-07-06", "--force"]).exits(0);
    run.says("注：没有登记实施方案").says("注：没有登记签收");
    let list = status(&case, "2018-07-06");
    let kinds: Vec<&str> =
        list.as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert!(!kinds.contains(&"receipt"), "{kinds:?}");
    // That of the listed case is still due.
    assert_eq!(kinds.iter().filter(|kind| **kind == "plan").count(), 1);
}

#[test]
fn the_calendar_is_made_of_whole_lines_and_stays_the_same() {
    let case = office();
    let calendar =
        case.duban(["status", "--format", "ics", "--date", "2018-07-06"]).exits(0).stdout;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), calendar.matches("END:VEVENT").count());
    assert!(calendar.contains("DTSTAMP:20180706T000000Z\r\n"));
    assert!(calendar.contains("DTSTART;VALUE=DATE:20180711\r\n"));
    let uids = |calendar: &str| {
        let mut uids: Vec<String> = calendar
            .split("\r\n")
            .filter(|line| line.starts_with("UID:"))
            .map(str::to_owned)
            .collect();
        uids.sort();
        uids
    };
    let all = uids(&calendar);
    let mut distinct = all.clone();
    distinct.dedup();
    assert_eq!(all, distinct);
    // The returns of July have the same name when the day comes nearer.
    let later = case.duban(["status", "--format", "ics", "--date", "2018-07-25"]).exits(0).stdout;
    assert!(uids(&later).iter().filter(|uid| all.contains(uid)).count() >= 6);
}

#[test]
fn the_main_job_writes_both_as_of_the_newest_date_in_the_data() {
    let case = office();
    case.duban([]).exits(0);
    // The return of 省财政厅 came on 4 July.
    let text = case.text("output/status.txt");
    assert!(text.starts_with("督办工作到期情况（2018年7月4日）\n"), "{text}");
    assert!(case.text("output/calendar.ics").contains("DTSTAMP:20180704T000000Z"));
    case.duban([]).exits(0).says("新生成 0 个文件");
    let own = case.duban(["status", "--date", "2018-07-04"]).exits(0).stdout;
    assert_eq!(own, text);
}
