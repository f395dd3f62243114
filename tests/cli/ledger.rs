//! `duban ledger`: where cases stand, what the rules propose, what a person decides.

use crate::support::Case;

const LEDGER: &str = "seeds/ledger.csv";
const PROPOSED: &str = "seeds/ledger.proposed.csv";
const HEADER: &str = "日期,编号,单位,事件,文号,期限,依据,决定人\n";

/// Makes a workspace in which task 2-1 of 省财政厅 was severe at the ends of April and May.
fn severe() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    for (month, value, day) in [("2018-04", "50", "2018-05-03"), ("2018-05", "80", "2018-06-04")] {
        let rows = format!(
            "期间,编号,单位,完成值,计量单位,填报人,填报日期\n{month},2-1,省财政厅,{value},万亩,甲,{day}\n"
        );
        case.write(&format!("seeds/progress/{month}.csv"), rows);
    }
    case
}

/// Returns the JSON of the cases at a day.
fn cases(case: &Case, day: &str) -> serde_json::Value {
    let run = case.duban(["ledger", "--date", day, "--format", "json"]).exits(0);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn cases_are_shown_as_of_a_day() {
    let case = severe();
    case.write(
        LEDGER,
        format!(
            "{HEADER}2018-06-11,2-1,省财政厅,通知,甘政办督〔2018〕3号,2018-06-26,,\n\
             2018-06-20,2-1,省财政厅,答复,,,,\n\
             2018-07-12,2-1,省财政厅,挂牌,,2018-08-13,仍未改进,黄强\n"
        ),
    );
    let listed = serde_json::json!([{
        "id": "2-1", "unit": "省财政厅", "state": "listed", "since": "2018-07-12",
        "deadline": "2018-08-13", "days_left": 14, "extended": false
    }]);
    assert_eq!(cases(&case, "2018-07-30"), listed);
    let answered = serde_json::json!([{
        "id": "2-1", "unit": "省财政厅", "state": "answered", "since": "2018-06-20",
        "deadline": null, "days_left": null, "extended": false
    }]);
    assert_eq!(cases(&case, "2018-07-11"), answered);
    assert_eq!(cases(&case, "2018-06-10"), serde_json::json!([]));
    let run = case.duban(["ledger", "--date", "2018-08-15"]).exits(0);
    assert_eq!(
        run.stdout,
        "截至2018-08-15，台账1件，其中挂牌督办1件\n\
         2-1　营造林360万亩以上　省财政厅　已挂牌（2018-07-12起）　期限2018-08-13，已过2天\n"
    );
}

#[test]
fn an_impossible_event_is_an_error_and_does_not_count() {
    let case = severe();
    let rows = "2018-07-12,2-1,省财政厅,挂牌,,2018-08-13,批示,黄强\n2018-07-20,2-1,省财政厅,销号,,,,黄强\n";
    case.write(LEDGER, format!("{HEADER}{rows}"));
    let run = case.duban(["ledger", "--date", "2018-07-30", "--format", "json"]).exits(1);
    assert!(run.stdout.contains("\"state\": \"listed\""), "{}", run.stdout);
    run.complains("L110")
        .complains("seeds/ledger.csv:3:")
        .complains("此前的状态是“已挂牌”，不能“销号”，本行不计入");
}

#[test]
fn what_is_severe_at_two_successive_checks_is_proposed_with_its_figures() {
    let case = severe();
    // Only April is known by then.
    case.duban(["ledger", "propose", "--date", "2018-05-20"])
        .exits(0)
        .says("没有可以建议的，没有写文件");
    assert!(case.list("seeds").iter().all(|file| file != "ledger.proposed.csv"));
    case.duban(["ledger", "propose", "--date", "2018-06-12"]).exits(0).says("建议 1 件");
    assert_eq!(
        case.text(PROPOSED),
        "\u{feff}序号,日期,编号,单位,事件,期限,依据\n\
         1,2018-06-12,2-1,省财政厅,挂牌,,连续2次检查严重滞后：\
         截至2018年4月底，营造林累计完成50.0万亩，为年度目标（360万亩以上）的13.9%，比序时进度低19.4个百分点，进度严重滞后\
         （seeds/progress/2018-04.csv 第2行第4列）；\
         截至2018年5月底，营造林累计完成80.0万亩，为年度目标（360万亩以上）的22.2%，比序时进度低19.5个百分点，进度严重滞后\
         （seeds/progress/2018-05.csv 第2行第4列）\n"
    );
}

#[test]
fn an_edited_proposal_is_never_replaced_without_being_told_to() {
    let case = severe();
    let propose = ["ledger", "propose", "--date", "2018-06-12"];
    case.duban(propose).exits(0);
    case.edit(PROPOSED, "连续2次检查", "经核实，连续2次检查");
    let edited = case.text(PROPOSED);
    case.duban(propose).exits(2).complains("已由人工修改");
    assert_eq!(case.text(PROPOSED), edited);
    case.duban(["ledger", "propose", "--date", "2018-06-12", "--force"]).exits(0);
    assert!(!case.text(PROPOSED).contains("经核实"));
}

#[test]
fn a_person_accepts_by_number_and_without_one_nothing_happens() {
    let case = severe();
    case.duban(["ledger", "propose", "--date", "2018-06-12"]).exits(0);
    case.duban(["ledger", "accept", "1", "--date", "2018-06-13"]).exits(2).complains("--by");
    case.duban(["ledger", "accept", "1", "--by", "黄强"]).exits(2).complains("--date");
    case.duban(["ledger", "accept", "1", "--by", " ", "--date", "2018-06-13"]).exits(2);
    case.duban(["ledger", "accept", "7", "--by", "黄强", "--date", "2018-06-13"])
        .exits(2)
        .complains("没有第7号建议");
    assert!(!case.path(LEDGER).exists());
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-06-13"])
        .exits(0)
        .says("挂牌　2-1　省财政厅　2018-06-13，期限2018-07-13　决定人：黄强");
    let ledger = case.text(LEDGER);
    assert!(
        ledger.starts_with(&format!(
            "\u{feff}{HEADER}2018-06-13,2-1,省财政厅,挂牌,,2018-07-13,连续2次检查"
        )),
        "{ledger}"
    );
    assert!(ledger.ends_with(",黄强\n"), "{ledger}");
    // Once more: the item is listed already.
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-06-14"])
        .exits(2)
        .complains("第1号建议不能登记：此前的状态是“已挂牌”，不能“挂牌”");
    assert_eq!(case.text(LEDGER), ledger);
    case.duban(["ledger", "propose", "--date", "2018-06-14"]).exits(0).says("没有可以建议的");
    // What the command wrote can be taken back.
    case.duban(["undo"]).exits(0);
    case.duban(["undo"]).exits(0);
}

#[test]
fn the_deadline_may_be_set_and_falls_on_a_working_day_otherwise() {
    let case = severe();
    case.duban(["ledger", "propose", "--date", "2018-06-12"]).exits(0);
    let accept = |more: [&str; 2]| {
        case.duban([
            "ledger",
            "accept",
            "1",
            "--by",
            "黄强",
            "--date",
            "2018-06-14",
            more[0],
            more[1],
        ])
    };
    accept(["--deadline", "2018-06-14"])
        .exits(2)
        .complains("期限2018-06-14应晚于决定日期2018-06-14");
    accept(["--deadline", "2018-06-29"]).exits(0).says("期限2018-06-29");
    case.write(LEDGER, HEADER);
    std::fs::remove_dir_all(case.path(".duban")).unwrap();
    // 2018-07-14 is a Saturday.
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-06-14"])
        .exits(0)
        .says("期限2018-07-16");
}

#[test]
fn an_unanswered_notice_a_lapsed_deadline_and_an_overdue_case_are_proposed() {
    let case = severe();
    case.write("seeds/progress/2018-04.csv", "期间,编号,单位,完成值,计量单位,填报人,填报日期\n2018-04,2-1,省财政厅,200,万亩,甲,2018-05-03\n");
    case.write(
        LEDGER,
        format!("{HEADER}2018-06-11,2-1,省财政厅,通知,甘政办督〔2018〕3号,2018-06-26,,\n"),
    );
    // The tenth working day after 26 June is 10 July.
    case.duban(["ledger", "propose", "--date", "2018-07-09"]).exits(0).says("没有可以建议的");
    case.duban(["ledger", "propose", "--date", "2018-07-10"]).exits(0).says(
        "1. 挂牌　2-1　任务1（营造林360万亩以上）　省财政厅：甘政办督〔2018〕3号（2018-06-11）限2018-06-26答复，\
         至2018-07-10没有答复（seeds/ledger.csv 第2行第4列）",
    );
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-07-11"])
        .exits(0)
        .says("期限2018-08-10");
    case.duban(["ledger", "propose", "--date", "2018-08-10"]).exits(0).says("没有可以建议的");
    case.duban(["ledger", "propose", "--date", "2018-08-13"])
        .exits(0)
        .says("1. 逾期")
        .says("期限2018-08-10已过");
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-08-10"])
        .exits(2)
        .complains("第1号建议是2018-08-13提出的，决定日期2018-08-10不能早于这一天");
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-08-13"]).exits(0);
    case.duban(["ledger", "propose", "--date", "2018-08-14"])
        .exits(0)
        .says("1. 约谈")
        .says("2018-08-13登记逾期");
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-08-15"]).exits(0);
    case.duban(["ledger", "propose", "--date", "2018-08-16"]).exits(0).says("没有可以建议的");
    assert_eq!(cases(&case, "2018-08-16")[0]["state"], "overdue");
}

#[test]
fn what_a_leader_has_ordered_is_proposed_until_it_was_listed() {
    let case = severe();
    case.edit("duban.toml", "instructed = []", "instructed = [\"2-2\"]");
    case.duban(["ledger", "propose", "--date", "2018-05-20"])
        .exits(0)
        .says("挂牌　2-2")
        .says("省领导批示挂牌督办");
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-05-21"]).exits(0);
    case.duban(["ledger", "propose", "--date", "2018-05-22"]).exits(0).says("没有可以建议的");
}

/// A case with everything in its time, and a second one that is overdue.
const EVENTS: &str = "2018-06-11,2-1,省财政厅,通知,甘政办督〔2018〕3号,2018-06-26,,\n\
    2018-06-20,2-1,省财政厅,答复,,,,\n\
    2018-07-12,2-1,省财政厅,挂牌,,2018-08-13,连续2次检查严重滞后：见检查（seeds/progress/2018-05.csv 第2行第4列）,黄强\n\
    2018-07-18,2-1,省财政厅,方案,,,,\n\
    2018-08-06,2-1,省财政厅,延期申请,,,汛期停工,\n\
    2018-08-08,2-1,省财政厅,准予延期,,2018-09-12,汛期影响属实,黄强\n\
    2018-09-10,2-1,省财政厅,销号申请,,,,\n\
    2018-09-14,2-1,省财政厅,核查通过,,,现场抽查3处,\n\
    2018-09-17,2-1,省财政厅,销号,,,,黄强\n\
    2018-07-12,2-2,省妇联,挂牌,,2018-08-13,省领导批示,黄强\n\
    2018-08-14,2-2,省妇联,逾期,,,,黄强\n\
    2018-08-20,2-2,省妇联,约谈,,,,黄强\n";

fn with_events() -> Case {
    let case = severe();
    case.write(LEDGER, format!("{HEADER}{EVENTS}"));
    case
}

/// Returns the text of a document without blanks.
fn text(case: &Case, name: &str) -> String {
    let text = crate::pdf_text::text(&case.read(&format!("output/{name}.pdf")));
    text.split_whitespace().collect()
}

#[test]
fn each_decision_has_its_paper() {
    let case = with_events();
    let run = case.duban(["ledger", "papers"]).exits(0).says("挂牌督办等文件 6 份");
    run.complains("L120").complains("“省妇联”（群团组织）不宜挂牌督办，已按商请的语气生成函");
    assert_eq!(
        case.list("output/cases/2-1"),
        [
            "001-省财政厅-延期-2018-08-08.pdf",
            "001-省财政厅-挂牌督办通知书-2018-07-12.pdf",
            "001-省财政厅-销号-2018-09-17.pdf"
        ]
    );
    assert_eq!(
        case.list("output/cases/2-2"),
        [
            "002-省妇联-挂牌督办通知书-2018-07-12.pdf",
            "002-省妇联-约谈-2018-08-20.pdf",
            "002-省妇联-逾期-2018-08-14.pdf"
        ]
    );
    let listing = text(&case, "cases/2-1/001-省财政厅-挂牌督办通知书-2018-07-12");
    for words in [
        "挂牌督办通知书",
        "截至2018年5月底，营造林累计完成80.0万亩，为年度目标（360万亩以上）的22.2%",
        "2018年6月11日，发出督办通知（甘政办督〔2018〕3号），请于2018年6月26日前答复。",
        "2018年6月20日，你单位作出答复。",
        "连续2次检查严重滞后。",
        "2018年8月13日。",
        // The returns of July are due on 6 August.
        "截至2018年7月底，营造林累计完成年度目标（360万亩以上）的58.3%以上（达到序时进度）",
        // Five working days after 12 July.
        "请于2018年7月19日前向省政府督查室报送整改方案",
        "请每10日报送一次进展",
        "至迟于2018年8月6日书面提出",
        "黄强同志办公室",
    ] {
        assert!(listing.contains(words), "{words}: {listing}");
    }
    assert!(!listing.contains("seeds/"), "{listing}");
    let extension = text(&case, "cases/2-1/001-省财政厅-延期-2018-08-08");
    assert!(extension.contains("同意整改期限延长至2018年9月12日"), "{extension}");
    assert!(extension.contains("你单位于2018年8月6日申请延期，理由是：汛期停工"), "{extension}");
    let closing = text(&case, "cases/2-1/001-省财政厅-销号-2018-09-17");
    assert!(closing.contains("期限为2018年9月12日。"), "{closing}");
    assert!(
        closing.contains(
            "省政府督查室于2018年9月14日核查认定，该事项达到销号标准。核查方式和结果：现场抽查3处。"
        ),
        "{closing}"
    );
    let asked = text(&case, "cases/2-2/002-省妇联-挂牌督办通知书-2018-07-12");
    assert!(asked.contains("关于商请限期推进有关事项的函") && !asked.contains("挂牌"), "{asked}");
}

#[test]
fn papers_of_cases_get_numbers_which_are_entered_into_the_ledger() {
    let case = with_events();
    case.duban(["number", "cases"])
        .exits(0)
        .says("取号 5 个：甘政办督〔2018〕4号至8号")
        .says("5 项记入 seeds/ledger.csv");
    let ledger = case.text(LEDGER);
    let numbers: Vec<&str> = ledger.lines().map(|line| line.split(',').nth(4).unwrap()).collect();
    let number = |serial| format!("甘政办督〔2018〕{serial}号");
    assert_eq!(numbers[3], number(4));
    assert_eq!(numbers[6], number(6));
    assert_eq!(numbers[9], number(8));
    assert_eq!(numbers[10..], [number(5), number(7), String::new()]);
    // Nothing else has changed: the number 3 stood in the ledger, and was not given again.
    let without = (4..=8).fold(ledger.clone(), |text, serial| text.replace(&number(serial), ""));
    assert_eq!(without, format!("{HEADER}{EVENTS}"));
    let names: Vec<String> = case
        .text("seeds/numbers.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(3).unwrap().to_owned())
        .collect();
    assert_eq!(names[0], "cases/2-1/001-省财政厅-挂牌督办通知书-2018-07-12");
    case.duban(["number", "cases"]).exits(0).says("都已有号，没有取号");
    case.duban(["ledger", "papers"]).exits(0);
    assert!(text(&case, "cases/2-1/001-省财政厅-延期-2018-08-08").contains("甘政办督〔2018〕6号"));
    case.duban(["ledger", "papers", "--draft"]).exits(0);
    let text = text(&case, "cases/2-1/001-省财政厅-延期-2018-08-08");
    assert!(text.contains("甘政办督〔2018〕号"), "{text}");
    // The numbers are taken out of the ledger again, and stay voided.
    case.duban(["undo"]).exits(0);
    assert_eq!(case.text(LEDGER), format!("{HEADER}{EVENTS}"));
}

#[test]
fn papers_of_events_that_are_gone_are_deleted_but_not_while_a_row_cannot_be_read() {
    let case = with_events();
    case.duban(["ledger", "papers"]).exits(0);
    let rows = EVENTS
        .replace("2018-09-17,2-1,省财政厅,销号,,,,黄强", "2018-09-97,2-1,省财政厅,销号,,,,黄强");
    case.write(LEDGER, format!("{HEADER}{rows}"));
    case.duban(["ledger", "papers"]).exits(1);
    assert_eq!(case.list("output/cases/2-1").len(), 3);
    let rows = EVENTS.replace("2018-09-17,2-1,省财政厅,销号,,,,黄强\n", "");
    case.write(LEDGER, format!("{HEADER}{rows}"));
    case.duban(["ledger", "papers", "--force"]).exits(0);
    assert_eq!(case.list("output/cases/2-1").len(), 2);
}

#[test]
fn a_referral_is_a_draft_and_stands_nowhere_else() {
    let case = with_events();
    case.write(
        "seeds/referrals.csv",
        "日期,编号,单位,事件,文号,期限,依据,决定人,接收机关\n2018-09-25,2-2,省妇联,移送,,,逾期后仍未落实,黄强,省纪委监委\n",
    );
    case.duban(["ledger", "papers"]).exits(0).says("移送函草稿 1 份");
    assert_eq!(case.list("output/referrals"), ["002-省妇联-2-2-2018-09-25.pdf"]);
    let text = text(&case, "referrals/002-省妇联-2-2-2018-09-25");
    for words in [
        "（草稿）",
        "省纪委监委",
        "反映的问题线索",
        "2018年8月20日，进行约谈。",
        "挂牌督办1次、逾期通知1次、约谈1次",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(cases(&case, "2018-12-31").as_array().unwrap().len(), 2);
    let manifest: serde_json::Value =
        serde_json::from_str(&case.text("output/manifest.json")).unwrap();
    let files = manifest.as_array().unwrap();
    let draft =
        files.iter().find(|file| file["path"].as_str().unwrap().starts_with("referrals/")).unwrap();
    assert_eq!(draft["unit"], serde_json::Value::Null);
    assert_eq!(draft.get("facts").unwrap_or(&serde_json::Value::Null), &serde_json::Value::Null);
}

#[test]
fn accepting_a_listing_makes_its_paper() {
    let case = severe();
    case.duban(["ledger", "propose", "--date", "2018-06-12"]).exits(0);
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-06-13"])
        .exits(0)
        .says("挂牌督办等文件 1 份");
    assert_eq!(case.list("output/cases/2-1"), ["001-省财政厅-挂牌督办通知书-2018-06-13.pdf"]);
}

#[test]
fn a_decision_is_not_older_than_the_proposal_that_it_is_about() {
    let case = severe();
    case.duban(["ledger", "propose", "--date", "2018-06-12"]).exits(0);
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-06-11"])
        .exits(2)
        .complains("第1号建议是2018-06-12提出的，决定日期2018-06-11不能早于这一天，没有登记");
    assert!(!case.path(LEDGER).exists());
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-06-12"]).exits(0);
}

#[test]
fn nothing_is_proposed_about_an_item_that_was_withdrawn_or_handed_over() {
    const CHANGES: &str = "日期,编号,列,原,新,依据\n";
    let case = severe();
    case.write(
        LEDGER,
        format!(
            "{HEADER}2018-06-11,2-1,省财政厅,通知,,2018-06-26,,\n\
             2018-07-12,2-1,省财政厅,挂牌,,2018-08-13,仍未改进,黄强\n\
             2018-06-11,2-2,省妇联,通知,,2018-06-26,,\n"
        ),
    );
    let propose = || case.duban(["ledger", "propose", "--date", "2018-08-20"]).exits(0);
    propose().says("建议 2 件");
    case.write(
        "seeds/changes.csv",
        format!(
            "{CHANGES}2018-08-01,2-1,撤销,,,机构改革\n2018-08-02,2-2,牵头单位,省妇联,省财政厅,分工调整\n"
        ),
    );
    propose().says("没有可以建议的");
    // The cases stay, and say what became of the item.
    case.duban(["ledger", "--date", "2018-08-20"])
        .exits(0)
        .says(
            "2-1　营造林360万亩以上　省财政厅　已挂牌（2018-07-12起）　期限2018-08-13，已过7天（事项已撤销）",
        )
        .says("期限2018-06-26，已过55天（事项已不由该单位承担）");
    let status = case.duban(["status", "--date", "2018-08-20", "--format", "json"]);
    assert!(!status.stdout.contains("rectification"), "{}", status.stdout);
    assert!(!status.stdout.contains("\"answer\""), "{}", status.stdout);
    // Before the changes the unit owed what the rules say.
    case.duban(["ledger", "propose", "--date", "2018-07-20"]).exits(0).says("　省妇联：");
}

#[test]
fn a_unit_that_takes_over_from_another_goes_on_with_its_case() {
    let case = severe();
    let units = case.text("seeds/units.csv");
    let count = units.lines().count();
    let units: Vec<String> = units
        .lines()
        .map(|line| match line.contains("省财政厅") {
            true => {
                let mut cells: Vec<&str> = line.split(',').collect();
                let at = cells.len();
                (cells[at - 2], cells[at - 1]) = ("2018-07-31", "省财税厅");
                cells.join(",")
            }
            false => line.to_owned(),
        })
        .chain([format!("{count},900,省财税厅,甘肃省财税厅,,组成部门,2018-08-01,,")])
        .collect();
    case.write("seeds/units.csv", units.join("\n") + "\n");
    case.write(
        "seeds/changes.csv",
        "日期,编号,列,原,新,依据\n2018-08-01,,继任,省财政厅,省财税厅,机构改革\n",
    );
    let rows = "2018-06-11,2-1,省财政厅,通知,,2018-06-26,,\n\
                2018-07-12,2-1,省财政厅,挂牌,,2018-08-13,仍未改进,黄强\n";
    case.write(LEDGER, format!("{HEADER}{rows}"));
    let unit = |day: &str| {
        let all = cases(&case, day);
        assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
        (all[0]["unit"].as_str().unwrap().to_owned(), all[0]["state"].as_str().unwrap().to_owned())
    };
    let is = |unit: &str, state: &str| (unit.to_owned(), state.to_owned());
    assert_eq!(unit("2018-07-31"), is("省财政厅", "listed"));
    assert_eq!(unit("2018-08-01"), is("省财税厅", "listed"));
    // Both names mean the same case.
    let later =
        "2018-08-02,2-1,省财税厅,方案,,,已报送,\n2018-08-06,2-1,省财政厅,销号申请,,,旧名登记,\n";
    case.write(LEDGER, format!("{HEADER}{rows}{later}"));
    assert_eq!(unit("2018-08-02"), is("省财税厅", "planned"));
    assert_eq!(unit("2018-08-06"), is("省财税厅", "closing"));
    case.duban(["dossier", "省财政厅"]).exits(0);
}
