//! Dossiers: everything about an item or a unit, in the order of the days, and nothing of later ones.

use crate::pdf_text;
use crate::support::Case;
use crate::support::province::RETURNS_HEADER;

fn case() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let rows = "\
2018-03,2-1,1,省财政厅,20,万亩,,,完成20万亩。,春季干旱。,调运苗木。,甲,2018-04-03
2018-06,2-1,1,省财政厅,60,万亩,,,完成60万亩。,,,甲,2018-07-03
";
    case.write("seeds/progress/returns.csv", format!("{RETURNS_HEADER}{rows}"));
    case.write(
        "seeds/verified.csv",
        "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n2018-03,2-1,1,省财政厅,18,,现场核查,李某,2018-04-20\n",
    );
    case.write(
        "seeds/ledger.csv",
        "日期,编号,单位,事件,文号,期限,依据,决定人\n\
         2018-05-10,2-1,省财政厅,通知,,2018-05-24,造林滞后,\n\
         2018-05-22,2-1,省财政厅,答复,,,已补植,\n",
    );
    case.write(
        "seeds/referrals.csv",
        "日期,编号,单位,事件,文号,期限,依据,决定人,接收机关\n2018-06-01,2-1,省财政厅,移送,,,弄虚作假,王某,省纪委\n",
    );
    case
}

/// Returns the words of a dossier without blanks.
fn words(case: &Case, name: &str) -> String {
    let text = pdf_text::text(&case.read(&format!("output/dossiers/{name}.pdf")));
    text.split_whitespace().collect()
}

/// Asserts that `all` are in the text one after the other.
fn in_order(text: &str, all: &[&str]) {
    let mut at = 0;
    for words in all {
        let found = text[at..].find(words);
        at += found.unwrap_or_else(|| panic!("no {words} after the one before in {text}"));
    }
}

#[test]
fn the_life_of_an_item_is_told_by_date() {
    let case = case();
    case.duban(["dossier", "2-1"]).exits(0).says("一事一档");
    let text = words(&case, "2-1");
    in_order(
        &text,
        &[
            "附件2第1项",
            "省财政厅",
            "2018-04-03",
            "完成20万亩。",
            "问题：春季干旱。",
            "2018-04-20",
            "核定",
            "18.0万亩（原报20.0万亩）",
            "依据：现场核查，核定人：李某",
            "2018-05-10",
            "造林滞后",
            "2018-05-22",
            "已补植",
            "2018-07-03",
        ],
    );
    // A matter that was referred appears in its own register alone.
    assert!(!text.contains("弄虚作假") && !text.contains("移送"), "{text}");
}

#[test]
fn an_instruction_begins_with_its_day_and_has_no_letter() {
    let case = case();
    case.write(
        "seeds/instructions.csv",
        "编号,日期,领导,内容,牵头单位\nP-1,2018-05-20,黄强,查清河堤险段。,省财政厅\n",
    );
    case.duban(["number", "letters"]).exits(0);
    case.write("seeds/ledger.csv", "日期,编号,单位,事件,文号,期限,依据,决定人\n2018-06-11,P-1,省财政厅,通知,甘政办督〔2018〕7号,2018-06-26,,\n");
    case.write(
        "seeds/receipts.csv",
        "文号,单位,签收日期,签收人\n甘政办督〔2018〕7号,省财政厅,2018-06-12,值班员\n",
    );
    case.duban(["dossier", "P-1"]).exits(0);
    let text = words(&case, "P-1");
    in_order(
        &text,
        &["三、经过", "2018-05-20", "交办", "黄强", "2018-06-11", "通知", "2018-06-12", "签收"],
    );
    assert!(!text.contains("任务函"), "{text}");
    case.duban(["dossier", "2-1"]).exits(0);
    assert!(words(&case, "2-1").contains("任务函"));
}

#[test]
fn a_dossier_of_a_day_knows_nothing_of_later_ones() {
    let case = case();
    case.duban(["dossier", "2-1", "--date", "2018-05-15"]).exits(0);
    let text = words(&case, "2-1");
    assert!(text.contains("造林滞后") && text.contains("已通知"), "{text}");
    assert!(!text.contains("已补植") && !text.contains("完成60万亩"), "{text}");
}

#[test]
fn a_status_rests_on_the_returns_that_were_filed_by_the_day() {
    let case = case();
    let late = "2018-03,2-1,1,省财政厅,300,万亩,,,更正为300万亩。,,,甲,2018-06-20\n";
    case.write("seeds/progress/late.csv", format!("{RETURNS_HEADER}{late}"));
    std::fs::remove_file(case.path("seeds/verified.csv")).unwrap();
    case.duban(["dossier", "2-1", "--date", "2018-05-15"]).exits(0);
    let text = words(&case, "2-1");
    assert!(text.contains("一季度严重滞后"), "{text}");
    assert!(!text.contains("300.0万亩"), "{text}");
    case.duban(["dossier", "2-1", "--date", "2018-06-25"]).exits(0);
    let text = words(&case, "2-1");
    assert!(text.contains("一季度达到序时") && text.contains("300.0万亩"), "{text}");
}

#[test]
fn the_dossier_of_a_unit_has_its_items_papers_and_cases() {
    let case = case();
    case.duban(["number", "letters"]).exits(0);
    case.duban(["dossier", "省财政厅"]).exits(0);
    let name = case.list("output/dossiers").remove(0);
    let text = words(&case, name.strip_suffix(".pdf").unwrap());
    in_order(
        &text,
        &["省财政厅2018年督查档案", "2-1", "牵头", "任务函", "2018-05-10", "2018-05-22"],
    );
    assert!(!text.contains("弄虚作假"), "{text}");
}

#[test]
fn what_is_neither_an_item_nor_a_unit_is_refused() {
    let case = case();
    case.duban(["dossier", "9-9"]).exits(2).complains("不是事项的编号");
    case.duban(["dossier", "省财政"]).exits(2).complains("名录里没有");
    assert!(!case.path("output/dossiers").exists());
}
