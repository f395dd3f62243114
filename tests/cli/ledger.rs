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
        .says("取号 5 个：甘政办督〔2018〕4号至6号、甘政办函〔2018〕1号至2号")
        .says("5 项记入 seeds/ledger.csv");
    let ledger = case.text(LEDGER);
    let numbers: Vec<&str> = ledger.lines().map(|line| line.split(',').nth(4).unwrap()).collect();
    let number = |serial| format!("甘政办督〔2018〕{serial}号");
    assert_eq!(numbers[3], number(4));
    assert_eq!(numbers[6], number(5));
    assert_eq!(numbers[9], number(6));
    // Papers to a unit that is asked are letters.
    let letter = |serial| format!("甘政办函〔2018〕{serial}号");
    assert_eq!(numbers[10..], [letter(1), letter(2), String::new()]);
    // Nothing else has changed: the number 3 stood in the ledger, and was not given again.
    let drawn = (4..=6).map(number).chain((1..=2).map(letter));
    let without = drawn.fold(ledger.clone(), |text, number| text.replace(&number, ""));
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
    assert!(text(&case, "cases/2-1/001-省财政厅-延期-2018-08-08").contains("甘政办督〔2018〕5号"));
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

#[test]
fn a_bulletin_names_the_listed_items_as_they_stood_on_its_date() {
    let case = with_events();
    let rows = "期间,编号,单位,完成值,计量单位,填报人,填报日期\n2018-06,2-1,省财政厅,120,万亩,甲,2018-07-04\n";
    case.write("seeds/progress/2018-06.csv", rows);
    let bulletin = |day: &str| {
        case.duban(["bulletin", "--period", "2018Q2", "--date", day]);
        text(&case, "bulletins/2018Q2")
    };
    // 2-1 was listed on 12 July and asked for an extension on 6 August; 省妇联 is asked, not listed.
    let words = bulletin("2018-08-03");
    assert!(words.contains("挂牌督办1件，见表"), "{words}");
    assert!(words.contains("2-1营造林360万亩以上省财政厅7月12日8月13日已报方案"), "{words}");
    assert!(words.contains("状态截至8月3日"), "{words}");
    let mut claims =
        case.command(&["export", "claims", "--period", "2018Q2", "--date", "2018-08-03"]);
    let claims: serde_json::Value =
        serde_json::from_slice(&claims.output().unwrap().stdout).unwrap();
    let counted = claims.as_array().unwrap().iter().flat_map(|claim| {
        let figures = claim["figures"].as_array().unwrap().clone();
        figures.into_iter().filter(|figure| figure["rule"] == "count.listed.all")
    });
    let counted: Vec<_> = counted.collect();
    assert_eq!(counted.len(), 1);
    assert_eq!(counted[0]["value"], "1");
    assert_eq!(counted[0]["from"][0]["file"], LEDGER);
    // What happened later is in a later bulletin only.
    let words = bulletin("2018-08-20");
    assert!(words.contains("7月12日9月12日（延期）已延期"), "{words}");
    let words = bulletin("2018-09-20");
    assert!(words.contains("挂牌督办1件，已销号，见表"), "{words}");
    assert!(words.contains("已销号（9月17日）"), "{words}");
    assert!(!words.contains("移送") && !words.contains("妇联2-2"), "{words}");
    // Before the first listing there is no section.
    assert!(!bulletin("2018-07-11").contains("挂牌督办事项"));
}

#[test]
fn requests_of_units_are_proposed_for_decision_with_their_evidence() {
    let case = severe();
    let until = |day: &str| {
        let rows = EVENTS.lines().filter(|row| row.contains(",2-1,") && row[..10] <= *day);
        let rows = rows.map(|row| format!("{row}\n")).collect::<String>();
        case.write(LEDGER, format!("{HEADER}{rows}"));
    };
    let accept =
        |no: &str, day: &str| case.duban(["ledger", "accept", no, "--by", "黄强", "--date", day]);
    let accept_until = |no: &str, until: &str| {
        let by = ["--by", "黄强", "--date", "2018-08-08", "--deadline", until];
        case.duban(["ledger", "accept", no, by[0], by[1], by[2], by[3], by[4], by[5]])
    };
    until("2018-08-06");
    let asked = "任务1（营造林360万亩以上）　省财政厅：2018-08-06申请延期（最迟2018-08-06申请），没有延过期，\
                 理由：汛期停工（seeds/ledger.csv 第6行第4列）";
    case.duban(["ledger", "propose", "--date", "2018-08-07"])
        .exits(0)
        .says("建议 2 件")
        .says(&format!("1. 准予延期　2-1　{asked}"))
        .says(&format!("2. 不予延期　2-1　{asked}"));
    accept("1", "2018-08-08").exits(2).complains("请用 --deadline 写明");
    accept_until("1", "2018-08-10").exits(2).complains("2018-08-13");
    accept_until("1", "2018-09-12").exits(0).says("期限2018-09-12");
    accept("2", "2018-08-08").exits(2).complains("没有待决定的");
    assert_eq!(cases(&case, "2018-08-08")[0]["deadline"], "2018-09-12");
    let paper = text(&case, "cases/2-1/001-省财政厅-延期-2018-08-08");
    assert!(paper.contains("理由是：汛期停工。") && !paper.contains("依据"), "{paper}");
    // Without a reason it can only be refused; and the day that was asked for is proposed where it is known.
    case.edit(LEDGER, "延期申请,,,汛期停工,", "延期申请,,2018-08-31,,");
    let ledger = case.text(LEDGER);
    let rows = ledger.lines().filter(|row| !row.contains("准予延期"));
    std::fs::remove_dir_all(case.path(".duban")).unwrap();
    case.write(LEDGER, rows.map(|row| format!("{row}\n")).collect::<String>());
    case.duban(["ledger", "propose", "--date", "2018-08-07"])
        .exits(0)
        .says("建议 1 件")
        .says("1. 不予延期")
        .says("申请延期至2018-08-31（最迟2018-08-06申请），没有延过期，没有写明理由");
    accept_until("1", "2018-09-12").exits(2).complains("--deadline 只用于");
    accept("1", "2018-08-08").exits(0);
    // Nothing was measured after the listing: a person has to see.
    until("2018-09-10");
    case.duban(["ledger", "propose", "--date", "2018-09-11"])
        .exits(0)
        .says("1. 核查通过　2-1　任务1（营造林360万亩以上）　省财政厅：2018-09-10申请销号（seeds/ledger.csv 第8行第4列）")
        .says("2. 核查不通过");
    // August: 240 of 360 are due; 250 were reported.
    let report = |value: u32| {
        let row = format!("2018-08,2-1,省财政厅,{value},万亩,甲,2018-09-04");
        case.write(
            "seeds/progress/2018-08.csv",
            format!("期间,编号,单位,完成值,计量单位,填报人,填报日期\n{row}\n"),
        );
    };
    report(230);
    let proposed = case.duban(["ledger", "propose", "--date", "2018-09-11"]).exits(0);
    proposed.says("建议 1 件").says("1. 核查不通过").says("截至2018年8月底，营造林累计完成230");
    report(250);
    case.duban(["ledger", "propose", "--date", "2018-09-11"])
        .exits(0)
        .says("建议 1 件")
        .says("1. 核查通过")
        .says("截至2018年8月底，营造林累计完成250.0万亩");
    accept("1", "2018-09-14").exits(0);
    assert_eq!(cases(&case, "2018-09-14")[0]["state"], "verified");
    case.duban(["ledger", "propose", "--date", "2018-09-14"])
        .exits(0)
        .says("建议 1 件")
        .says("1. 销号　2-1")
        .says("2018-09-14核查通过：截至2018年8月底")
        .says("2018-09-10申请销号（seeds/ledger.csv 第8行第4列）");
    accept("1", "2018-09-17").exits(0);
    assert_eq!(cases(&case, "2018-09-17")[0]["state"], "closed");
    let paper = text(&case, "cases/2-1/001-省财政厅-销号-2018-09-17");
    assert!(paper.contains("核查方式和结果：截至2018年8月底，营造林累计完成250.0万亩"), "{paper}");
}

#[test]
fn figures_of_notices_and_papers_of_cases_are_claims() {
    let case = with_events();
    let mut claims = case.command(&["export", "claims", "--period", "2018-05"]);
    let output = claims.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains("T160"), "{said}");
    let claims: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = |start: &str, rule: &str| -> Vec<(String, String)> {
        let claims = claims.as_array().unwrap().iter();
        let claims = claims.filter(|claim| claim["document"].as_str().unwrap().starts_with(start));
        let figures = claims.flat_map(|claim| claim["figures"].as_array().unwrap());
        let figures = figures.filter(|figure| figure["rule"] == rule);
        let pair = |figure: &serde_json::Value| {
            (figure["value"].as_str().unwrap().to_owned(), figure["from"][0]["file"].to_string())
        };
        figures.map(pair).collect()
    };
    let listing = "cases/2-1/001-省财政厅-挂牌督办通知书-2018-07-12.pdf";
    let cell = |value: &str, file: &str| (value.to_owned(), format!("{file:?}"));
    assert_eq!(
        of(listing, "value.reported"),
        [cell("50", "seeds/progress/2018-04.csv"), cell("80", "seeds/progress/2018-05.csv")]
    );
    // The facts at the ends of April and May, and the standard at the end of July.
    assert!(of(listing, "schedule.even").iter().any(|(value, _)| value.starts_with("58.3333")));
    let closing = "cases/2-1/001-省财政厅-销号-2018-09-17.pdf";
    assert_eq!(of(closing, "quote.evidence"), [cell("现场抽查3处", LEDGER)]);
    assert_eq!(of("notices/2018-05/001-省财政厅-", "value.reported").len(), 1);
    assert!(of("referrals/", "value.reported").is_empty());
    // A look at them has the bytes of the real ones.
    case.duban(["ledger", "papers"]).exits(0);
    case.duban(["preview", "case", "2-1", "--no-open"]).exits(0);
    assert!(case.read("output/preview/case.pdf") == case.read(&format!("output/{closing}")));
    case.duban(["notices", "--period", "2018-05"]);
    let notice = case.list("output/notices/2018-05");
    let notice = notice.iter().find(|name| name.starts_with("001-")).unwrap();
    case.duban(["preview", "notice", "001", "--no-open"]).exits(0);
    let real = case.read(&format!("output/notices/2018-05/{notice}"));
    assert!(case.read("output/preview/notice.pdf") == real);
}

#[test]
fn a_register_without_a_column_is_left_out_and_the_rest_is_made() {
    let case = with_events();
    case.duban([]);
    let bulletin = case.list("output/bulletins");
    let letters = case.list("output/letters");
    assert!(!letters.is_empty());
    std::fs::remove_dir_all(case.path("output/letters")).unwrap();
    // Without the column of the units nothing is known of the cases.
    case.write(LEDGER, format!("{HEADER}{EVENTS}").replace("单位,事件", "部门,事件"));
    let run = case.duban([]).exits(1);
    run.complains("F111").complains("L106").complains("督办单、催报函没有重做，已有的保持原样");
    assert_eq!(case.list("output/letters"), letters);
    assert_eq!(case.list("output/cases/2-1").len(), 3);
    assert_eq!(case.list("output/bulletins"), bulletin);
    case.duban(["number", "cases"]).exits(2);
    case.duban(["ledger", "accept", "1", "--by", "黄强", "--date", "2018-08-08"]).exits(2);
    case.write(LEDGER, format!("{HEADER}{EVENTS}"));
    case.write("seeds/receipts.csv", "文号,签收日期\n甘政办督〔2018〕3号,2018-06-12\n");
    let run = case.duban([]).exits(1);
    run.complains("F111");
    assert_eq!(case.list("output/letters"), letters);
}
