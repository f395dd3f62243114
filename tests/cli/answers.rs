//! The sheets beside the form in which units answer: made where something is open, filled in, collected into the registers.

use crate::support::Case;
use crate::support::fill::{fill, sheets};

const PLANS: &str = "单位,编号,报送日期,主要领导,分管领导,责任处室,联络员,电话\n";
const CONTACTS: &str = "单位,联络员,电话,邮箱,地址,邮编\n";
const RECEIPTS: &str = "文号,单位,签收日期,签收人\n";
const LEDGER: &str = "日期,编号,单位,事件,文号,期限,依据,决定人\n";
const MARK: &str = "\u{feff}";

/// Makes a workspace whose notice was imported.
fn case() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case
}

/// Returns the workbook of a unit for a month, as it is made on a day.
fn book(case: &Case, unit: &str, day: &str, period: &str) -> Vec<u8> {
    case.duban(["sheets", unit, "--period", period, "--date", day, "-o", "made"]).exits(0);
    let name = case
        .list("made/sheets/units")
        .into_iter()
        .find(|name| name.contains(unit) && name.ends_with(&format!("{period}.xlsx")));
    case.read(&format!("made/sheets/units/{}", name.unwrap()))
}

#[test]
fn those_responsible_come_back_once_and_are_not_asked_for_again() {
    let case = case();
    let made = book(&case, "省财政厅", "2018-02-20", "2018-02");
    assert_eq!(sheets(&made), ["进展报送", "责任分工", "任务清单", "填报说明", "duban"]);
    let whole = [
        ("责任分工", "D5", "王一"),
        ("责任分工", "E5", "王二"),
        ("责任分工", "F5", "预算处"),
        ("责任分工", "G5", "王三"),
        ("责任分工", "H5", "0931-8891234"),
        ("责任分工", "I5", "2018年2月27日"),
        // Another deputy for item 2-1, which is the second of those that it leads.
        ("责任分工", "E7", "王四"),
    ];
    case.write("a.xlsx", fill(&made, &whole));
    case.duban(["collect", "a.xlsx"])
        .exits(0)
        .says("  附表：采用2行\n")
        .says("写入：seeds/plans.csv、seeds/contacts.csv");
    let plans = format!(
        "{MARK}{PLANS}省财政厅,,2018-02-27,王一,王二,预算处,王三,0931-8891234\n\
         省财政厅,2-1,2018-02-27,,王四,,,\n"
    );
    assert_eq!(case.text("seeds/plans.csv"), plans);
    let contacts = format!("{MARK}{CONTACTS}省财政厅,王三,0931-8891234,,,\n");
    assert_eq!(case.text("seeds/contacts.csv"), contacts);
    case.duban(["check"]).exits(0);
    // The same form again.
    case.duban(["collect", "a.xlsx"])
        .exits(0)
        .says("  附表：采用0行，已有相同的2行\n")
        .says("没有改动");
    assert_eq!(case.text("seeds/plans.csv"), plans);
    // The plan is filed.
    let later = book(&case, "省财政厅", "2018-03-20", "2018-03");
    assert_eq!(sheets(&later), ["进展报送", "任务清单", "填报说明", "duban"]);
    // One publication: undone together.
    case.duban(["undo"]).exits(0);
    assert!(!case.path("seeds/plans.csv").exists() && !case.path("seeds/contacts.csv").exists());
}

#[test]
fn a_plan_that_is_not_filed_yet_is_prefilled_and_a_different_one_of_the_same_day_refused() {
    let case = case();
    case.write("seeds/plans.csv", format!("{PLANS}省妇联,,,李一,李二,办公室,李三,0931-1234567\n"));
    case.write("seeds/contacts.csv", format!("{CONTACTS}省妇联,李四,0931-7654321,,,\n"));
    let made = book(&case, "省妇联", "2018-02-20", "2018-02");
    case.write("a.xlsx", &made);
    case.duban(["collect", "a.xlsx"]).exits(0).says("  附表：采用0行，已有相同的1行\n");
    case.write("a.xlsx", fill(&made, &[("责任分工", "E5", "李五")]));
    case.duban(["collect", "a.xlsx"])
        .exits(1)
        .complains("L130")
        .complains("a.xlsx[责任分工!D5]")
        .complains("与已登记的责任分工不同（没有日期），日期相同，本行未收");
    case.write("a.xlsx", fill(&made, &[("责任分工", "I5", "2018-02-28")]));
    case.duban(["collect", "a.xlsx"]).exits(0).complains("L131").complains("通讯录没有改动");
    assert_eq!(
        case.text("seeds/plans.csv"),
        format!(
            "{PLANS}省妇联,,,李一,李二,办公室,李三,0931-1234567\n\
             省妇联,,2018-02-28,李一,李二,办公室,李三,0931-1234567\n"
        )
    );
}

#[test]
fn other_items_are_named_by_the_unit_and_cells_are_examined() {
    let case = case();
    let made = book(&case, "兰州市", "2018-02-20", "2018-02");
    // It leads nothing: below the row of the whole unit three are for items that it names.
    let cells = [
        ("责任分工", "D5", "赵一"),
        ("责任分工", "B6", "2-1"),
        ("责任分工", "D6", "赵二"),
        ("责任分工", "B7", "2-9"),
        ("责任分工", "D7", "赵三"),
        ("责任分工", "D8", "赵四"),
    ];
    case.write("a.xlsx", fill(&made, &cells));
    case.duban(["collect", "a.xlsx"])
        .exits(1)
        .says("  附表：采用2行，拒收2行\n")
        .complains("没有编号为“2-9”的事项，本行未收")
        .complains("没有填编号，本行未收");
    let rows = "兰州市,,,赵一,,,,\n兰州市,2-1,,赵二,,,,\n";
    assert_eq!(case.text("seeds/plans.csv"), format!("{MARK}{PLANS}{rows}"));
    let wrong = [
        ("责任分工", "D5", "赵一"),
        ("责任分工", "H5", "打电话"),
        ("责任分工", "D6", "赵二"),
        ("责任分工", "B6", "2-1"),
        ("责任分工", "I6", "2月底"),
    ];
    case.write("a.xlsx", fill(&made, &wrong));
    case.duban(["collect", "a.xlsx"])
        .exits(1)
        .complains("电话“打电话”不是电话号码，本行未收")
        .complains("a.xlsx[责任分工!H5]")
        .complains("方案报送日期“2月底”无法识别，本行未收");
}

/// Makes a workspace in which papers were sent and cases are open.
fn supervised() -> Case {
    let case = case();
    case.write(
        "seeds/numbers.csv",
        "系列,年度,号,文件,日期,状态\n\
         甘政办督,2018,3,notices/2018-05/001-省财政厅-督办单,2018-06-11,\n\
         甘政办督,2018,4,notices/2018-05/002-省妇联-提示函,2018-06-11,\n\
         甘政办督,2018,5,notices/2018-06/001-省财政厅-督办单,2018-07-10,\n",
    );
    case.write(
        "seeds/ledger.csv",
        format!(
            "{LEDGER}2018-06-11,2-1,省财政厅,通知,甘政办督〔2018〕3号,2018-06-26,,\n\
             2018-07-12,1-1,省财政厅,挂牌,甘政办督〔2018〕6号,2018-08-13,领导批示,黄强\n"
        ),
    );
    case
}

#[test]
fn receipts_come_back_for_papers_sent_to_the_unit() {
    let case = supervised();
    // The second paper is of July.
    let june = book(&case, "省财政厅", "2018-06-30", "2018-06");
    let cells = [("回执", "E5", "2018-06-12"), ("回执", "F5", "王三")];
    case.write("a.xlsx", fill(&june, &cells));
    case.duban(["collect", "a.xlsx"]).exits(0).says("  附表：采用1行\n");
    let first = "甘政办督〔2018〕3号,省财政厅,2018-06-12,王三\n";
    assert_eq!(case.text("seeds/receipts.csv"), format!("{MARK}{RECEIPTS}{first}"));
    let july = book(&case, "省财政厅", "2018-07-31", "2018-07");
    let cells = [("回执", "E5", "2018-07-09"), ("回执", "F5", "王三")];
    case.write("b.xlsx", fill(&july, &cells));
    case.duban(["collect", "b.xlsx"])
        .exits(1)
        .complains("签收日期2018-07-09早于文件日期2018-07-10，本行未收");
    case.write("b.xlsx", fill(&july, &[("回执", "F5", "王三")]));
    case.duban(["collect", "b.xlsx"]).exits(1).complains("没有填“签收日期”，本行未收");
    // Another day for what is there already.
    let cells = [("回执", "E5", "2018-06-13"), ("回执", "F5", "王三")];
    case.write("c.xlsx", fill(&june, &cells));
    case.duban(["collect", "c.xlsx"])
        .exits(1)
        .complains("已登记2018-06-12签收（签收人：王三），本行未收");
    assert_eq!(case.text("seeds/receipts.csv"), format!("{MARK}{RECEIPTS}{first}"));
}

#[test]
fn answers_plans_and_applications_become_events_of_the_ledger() {
    let case = supervised();
    let made = book(&case, "省财政厅", "2018-07-15", "2018-07");
    assert_eq!(
        sheets(&made),
        [
            "进展报送",
            "责任分工",
            "回执",
            "整改情况",
            "延期申请",
            "销号申请",
            "任务清单",
            "填报说明",
            "duban"
        ]
    );
    let cells = [
        ("整改情况", "G5", "2018-07-16"),
        ("整改情况", "H5", "苗木已到位，9月底完成。"),
        ("整改情况", "G6", "2018-07-18"),
        ("整改情况", "H6", "分三步整改。"),
        ("延期申请", "E5", "2018-09-12"),
        ("延期申请", "F5", "资金到位晚。"),
        ("延期申请", "G5", "2018-08-03"),
        ("销号申请", "E5", "2018-08-10"),
        ("销号申请", "F5", "已全部完成。"),
    ];
    case.write("a.xlsx", fill(&made, &cells));
    case.duban(["collect", "a.xlsx"])
        .exits(0)
        .says("  附表：采用4行\n")
        .says("写入：seeds/ledger.csv");
    let ledger = format!(
        "{LEDGER}2018-06-11,2-1,省财政厅,通知,甘政办督〔2018〕3号,2018-06-26,,\n\
         2018-07-12,1-1,省财政厅,挂牌,甘政办督〔2018〕6号,2018-08-13,领导批示,黄强\n\
         2018-07-16,2-1,省财政厅,答复,甘政办督〔2018〕3号,,苗木已到位，9月底完成。,\n\
         2018-07-18,1-1,省财政厅,方案,,,分三步整改。,\n\
         2018-08-03,1-1,省财政厅,延期申请,,2018-09-12,资金到位晚。,\n\
         2018-08-10,1-1,省财政厅,销号申请,,,已全部完成。,\n"
    );
    assert_eq!(case.text("seeds/ledger.csv"), ledger);
    case.duban(["collect", "a.xlsx"]).exits(0).says("  附表：采用0行，已有相同的4行\n");
    assert_eq!(case.text("seeds/ledger.csv"), ledger);
    let run = case.duban(["ledger", "--date", "2018-08-11", "--format", "json"]).exits(0);
    let states: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&states[0]["state"], &states[1]["state"]), (&"closing".into(), &"answered".into()));
    // Nothing of it is open any more.
    let later = book(&case, "省财政厅", "2018-08-11", "2018-08");
    assert_eq!(sheets(&later), ["进展报送", "责任分工", "回执", "任务清单", "填报说明", "duban"]);
}

#[test]
fn what_cannot_have_happened_is_refused_with_its_date() {
    let case = supervised();
    let made = book(&case, "省财政厅", "2018-07-15", "2018-07");
    // Five working days before 13 August is 6 August; without a plan nothing can be delisted.
    let late = [
        ("延期申请", "E5", "2018-09-12"),
        ("延期申请", "F5", "资金到位晚。"),
        ("延期申请", "G5", "2018-08-09"),
        ("销号申请", "E5", "2018-08-10"),
        ("销号申请", "F5", "已全部完成。"),
    ];
    case.write("a.xlsx", fill(&made, &late));
    let before = case.text("seeds/ledger.csv");
    case.duban(["collect", "a.xlsx"])
        .exits(1)
        .says("  附表：采用0行，拒收2行\n")
        .complains(
            "2018-08-09不能成立：延期至迟应在2018-08-06以前（到期5个工作日前）申请，本行未收",
        )
        .complains("2018-08-10不能成立：没有报送整改方案，不能“销号申请”，本行未收");
    assert_eq!(case.text("seeds/ledger.csv"), before);
    // Not later than the deadline that runs.
    let early = [
        ("延期申请", "E5", "2018-08-13"),
        ("延期申请", "F5", "资金到位晚。"),
        ("延期申请", "G5", "2018-08-01"),
    ];
    case.write("a.xlsx", fill(&made, &early));
    case.duban(["collect", "a.xlsx"])
        .exits(1)
        .complains("申请延至2018-08-13，应晚于现在的期限2018-08-13，本行未收");
    // A second one.
    let granted = format!(
        "{before}2018-07-20,1-1,省财政厅,延期申请,,2018-09-12,雨季,\n\
         2018-07-25,1-1,省财政厅,准予延期,甘政办督〔2018〕7号,2018-09-12,雨季,黄强\n"
    );
    case.write("seeds/ledger.csv", &granted);
    let second = [
        ("延期申请", "E5", "2018-10-12"),
        ("延期申请", "F5", "资金到位晚。"),
        ("延期申请", "G5", "2018-08-01"),
    ];
    case.write("a.xlsx", fill(&made, &second));
    case.duban(["collect", "a.xlsx"])
        .exits(1)
        .complains("2018-08-01不能成立：已在2018-07-25准予延期，只能延期一次，本行未收");
    assert_eq!(case.text("seeds/ledger.csv"), granted);
}

#[test]
fn rows_of_another_unit_and_rows_without_a_key_are_refused() {
    let case = supervised();
    let made = book(&case, "省财政厅", "2018-07-15", "2018-07");
    let cells = [
        ("回执", "A5", "DA1|receipt|002||甘政办督〔2018〕4号"),
        ("回执", "C5", "提示函"),
        ("回执", "E5", "2018-06-12"),
        ("回执", "A6", ""),
        ("回执", "E6", "2018-07-12"),
        ("整改情况", "B5", "2-2"),
        ("整改情况", "G5", "2018-07-16"),
        ("整改情况", "H5", "已完成。"),
    ];
    case.write("a.xlsx", fill(&made, &cells));
    case.duban(["collect", "a.xlsx"])
        .exits(1)
        .says("  附表：采用0行，拒收3行\n")
        .complains("是另一单位的行，本行未收")
        .complains("没有识别码，不知是哪一项，本行未收")
        .complains("编号“2-2”与本行的识别码不符，本行未收");
    assert!(!case.path("seeds/receipts.csv").exists());
}
