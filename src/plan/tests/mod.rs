pub(super) mod given;
mod titles;

use std::fs;

use proptest::prelude::*;
use serde_json::json;

use super::{Annex, Column, ItemId, Plan, TargetId, Who, check, export};
use crate::diagnostic::{Code, Diagnostics};
use crate::input::SourceFile;
use crate::registry::Registry;
use crate::sample::Province;

const TASKS: &str = "\
序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位,完成时限,目标,沿用
3,丙,黄　强,省卫计委,相关金融机构,各市州政府、兰州新区管委会,6月底,≥ 92.80 %〔达到92.80%〕,牵头单位、leaders
1,甲,黄强、李斌,省人社厅,,相关市州政府,,,
";

/// Code, file, line, column, offending text and message of every problem.
type Problem = (Code, usize, usize, String, String);

fn problems(diagnostics: &Diagnostics) -> Vec<Problem> {
    let problem = |d: &crate::diagnostic::Diagnostic| {
        let place = d.place.clone().expect("problems of a plan have a place");
        let snippet = place.snippet.expect("they stand in a line");
        let text = snippet.line[snippet.range].to_owned();
        (d.code, place.line, place.column, text, d.message.clone())
    };
    diagnostics.iter().map(problem).collect()
}

fn registry() -> Registry {
    let province = Province::new()
        .unit_with("省卫生计生委", "组成部门", |unit| {
            unit.full("甘肃省卫生和计划生育委员会").aliases("省卫计委")
        })
        .unit("省人社厅", "组成部门")
        .unit_with("省地税局", "直属机构", |unit| unit.until("2018-01-31", "省税务局"))
        .unit("省税务局", "中央在甘单位")
        .unit_with("兰州市", "市州", |unit| unit.full("兰州市人民政府").aliases("兰州市政府"))
        .unit("白银市", "市州")
        .unit_with("兰州新区", "新区", |unit| unit.aliases("兰州新区管委会"))
        .group("各市州政府", "市州")
        .open_group("相关市州政府", "市州")
        .open_group("相关金融机构", "")
        .leader("黄强")
        .leader("李斌");
    province.load().0
}

fn load(tasks: &str) -> (Plan, Vec<Problem>) {
    let mut diagnostics = Diagnostics::new();
    let source = SourceFile::from_text(Annex::TASKS.file(), tasks);
    let plan = Plan::from_sources(&[(Annex::TASKS, source)], &registry(), &mut diagnostics);
    (plan, problems(&diagnostics))
}

fn checked(tasks: &str) -> Vec<Problem> {
    let (plan, _) = load(tasks);
    let mut diagnostics = Diagnostics::new();
    check(&plan, &plan, &registry(), 2018, &mut diagnostics);
    problems(&diagnostics)
}

fn problem(code: Code, at: (usize, usize), text: &str, message: &str) -> Problem {
    (code, at.0, at.1, text.to_owned(), message.to_owned())
}

#[test]
fn a_row_becomes_an_item() {
    let (plan, problems) = load(TASKS);
    assert_eq!(problems, []);
    let ids: Vec<_> = plan.items().iter().map(|item| item.id.to_string()).collect();
    assert_eq!(ids, ["2-1", "2-3"]);
    let item = &plan.items()[1];
    assert_eq!(item.leaders, ["黄强"]);
    assert_eq!(item.lead[0].written, "省卫计委");
    assert_eq!(registry().canonical(item.lead[0].who), Some("省卫生计生委"));
    assert_eq!(item.deadline.as_deref(), Some("6月底"));
    assert!(item.inherited.iter().eq(&[Column::Leaders, Column::Lead]));
    assert_eq!(item.targets[0].value.to_string(), "92.80");
    let first = &plan.items()[0];
    assert_eq!(first.deadline, None);
    assert!(first.support.is_empty() && first.targets.is_empty() && first.inherited.is_empty());
}

#[test]
fn the_same_rows_in_gb18030_with_crlf_give_the_same_plan() {
    let text = TASKS.replace('\n', "\r\n");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    let source = SourceFile::decode(Annex::TASKS.file(), &bytes).expect("it is GB18030");
    let mut diagnostics = Diagnostics::new();
    let plan = Plan::from_sources(&[(Annex::TASKS, source)], &registry(), &mut diagnostics);
    assert_eq!(diagnostics, Diagnostics::new());
    assert_eq!(plan, load(TASKS).0);
}

#[test]
fn each_unknown_name_is_pointed_at_and_stays_in_the_item() {
    let tasks = "\
序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位,目标,沿用
1,甲,黄 强、李 冰,\"省人社厅
、省卫生计委\",,海关总署，兰州市政府,甲 = 1 个；乙 > 2 个；丙 = 3 个,责任单位
";
    let (plan, problems) = load(tasks);
    assert_eq!(
        problems,
        [
            problem(Code::LeaderUnknown, (2, 9), "李 冰", "领导“李冰”不在领导名录中"),
            problem(Code::PartyUnknown, (3, 2), "省卫生计委", "牵头单位“省卫生计委”不在名录中"),
            problem(Code::PartyUnknown, (3, 10), "海关总署", "实施单位“海关总署”不在名录中"),
            problem(
                Code::TargetInvalid,
                (3, 31),
                ">",
                "目标的比较符只有=、≥、≤、≈，没有<、>，此目标未采用"
            ),
            problem(Code::CellInvalid, (3, 45), "责任单位", "沿用的“责任单位”不是列名，未采用"),
        ]
    );
    let item = &plan.items()[0];
    assert_eq!(item.leaders, ["黄强", "李冰"]);
    let lead: Vec<_> = item.lead.iter().map(|party| party.who == Who::Unknown).collect();
    assert_eq!(lead, [false, true]);
    assert_eq!(item.targets.len(), 2);
}

#[test]
fn rows_without_a_number_or_text_lose_only_themselves() {
    let tasks = "\
序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位
一,甲,,,,
２.0,乙,,,,
2,丙,,,,
0,丁,,,,
,戊,,,,
5,,,,,
6,己,,,,
7
";
    let (plan, problems) = load(tasks);
    let texts: Vec<_> = plan.items().iter().map(|item| item.text.as_str()).collect();
    assert_eq!(texts, ["乙", "己"]);
    assert_eq!(
        problems,
        [
            problem(Code::RowLength, (9, 1), "7", "本行只有1列，表头有6列，未读入"),
            problem(Code::CellInvalid, (2, 1), "一", "序号“一”不是正整数，本行未读入"),
            problem(Code::ItemDuplicate, (4, 1), "2", "编号2-2重复，本行未读入"),
            problem(Code::CellInvalid, (5, 1), "0", "序号“0”不是正整数，本行未读入"),
            problem(Code::CellEmpty, (6, 1), "", "“序号”不能为空，本行未读入"),
            problem(Code::CellEmpty, (7, 3), "", "“重点工作任务”不能为空，本行未读入"),
        ]
    );
}

#[test]
fn missing_files_say_what_to_run() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let mut diagnostics = Diagnostics::new();
    let plan = Plan::load(root.path(), &registry(), &mut diagnostics);
    assert!(plan.items().is_empty());
    let hints: Vec<_> = diagnostics.iter().map(|d| (d.code, d.hint.as_deref())).collect();
    let hint = (Code::FileMissing, Some("先运行 duban import，由通知原文生成附件表"));
    assert_eq!(hints, [hint]);
}

#[test]
fn annexes_of_a_header_alone_are_reported() {
    let root = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(root.path().join("seeds/annex")).unwrap();
    for annex in [Annex::INDICATORS, Annex::TASKS] {
        let header = TASKS.lines().next().unwrap().replace("重点工作任务", annex.noun());
        fs::write(root.path().join(annex.file()), header).unwrap();
    }
    let mut diagnostics = Diagnostics::new();
    let plan = Plan::load(root.path(), &registry(), &mut diagnostics);
    assert!(plan.items().is_empty());
    let codes: Vec<_> = diagnostics.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["F190", "F190", "P171"]);
}

#[test]
fn an_annex_without_implementers_is_reported_once() {
    let tasks = "\
序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位
1,甲,黄强,省人社厅,,
2,乙,黄强,省人社厅,,
";
    let missing = checked(tasks);
    let missing = missing.iter().filter(|(code, ..)| *code == Code::ImplementMissing);
    let messages: Vec<_> = missing.map(|(.., message)| message.as_str()).collect();
    assert_eq!(messages, ["重点工作任务2项都没有实施单位"]);
}

#[test]
fn check_tells_open_groups_idle_units_and_gaps() {
    let tasks = "\
序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位
1,甲,黄强,,相关金融机构、省地税局,相关市州政府
2,乙,黄强,省人社厅,省地税局、相关金融机构,
";
    assert_eq!(
        checked(tasks),
        [
            problem(Code::LeadMissing, (2, 8), "", "任务1没有牵头单位：甲"),
            problem(Code::ImplementMissing, (3, 25), "", "任务2没有实施单位：乙"),
            problem(
                Code::UnitNotValid,
                (2, 9),
                "相关金融机构、省地税局",
                "“省地税局”已于2018-01-31后撤销，却列在任务1、任务2"
            ),
            problem(
                Code::GroupOpen,
                (3, 1),
                "相关市州政府",
                "“相关市州政府”的成员尚未明确，涉及1项：任务1"
            ),
            problem(
                Code::GroupOpen,
                (4, 1),
                "相关金融机构",
                "“相关金融机构”的成员尚未明确，涉及2项：任务1、任务2"
            ),
            problem(
                Code::UnitIdle,
                (2, 7),
                "省卫生计生委",
                "“省卫生计生委”没有任何事项，不发任务函"
            ),
            problem(Code::UnitIdle, (5, 7), "省税务局", "“省税务局”没有任何事项，不发任务函"),
            problem(Code::UnitIdle, (8, 7), "兰州新区", "“兰州新区”没有任何事项，不发任务函"),
        ]
    );
}

#[test]
fn items_are_exported_as_the_contract_says() {
    let (plan, _) = load(TASKS);
    let exported = serde_json::to_string(&export::items(&plan, &registry(), 2018)).expect("JSON");
    let expected = concat!(
        r#"[{"id":"2-1","annex":2,"no":1,"sub":null,"parent":null,"title":"","category":null,"text":"甲","leaders":["黄强","李斌"],"#,
        r#""lead":["省人社厅"],"support":[],"implement":["相关市州政府"],"implementers":[],"#,
        r#""inherited":[],"deadline":null,"targets":[]},"#,
        r#"{"id":"2-3","annex":2,"no":3,"sub":null,"parent":null,"title":"","category":null,"text":"丙","leaders":["黄强"],"#,
        r#""lead":["省卫生计生委"],"support":["相关金融机构"],"#,
        r#""implement":["各市州政府","兰州新区管委会"],"#,
        r#""implementers":["兰州市","白银市","兰州新区"],"inherited":["leaders","lead"],"#,
        r#""deadline":"2018-06-30","#,
        r#""targets":[{"value":"92.80","measure":"%","comparator":"ge","direction":"up","#,
        r#""subject":"","raw":"达到92.80%"}]}]"#,
    );
    assert_eq!(exported, expected);
}

#[test]
fn units_are_exported_with_their_items_by_role() {
    let (plan, _) = load(TASKS);
    let exported = serde_json::to_value(export::units(&plan, &registry())).expect("JSON");
    let shorts: Vec<_> = (0..6).map(|index| exported[index]["short"].clone()).collect();
    // 省地税局 is gone and has no item.
    assert_eq!(shorts, ["省卫生计生委", "省人社厅", "省税务局", "兰州市", "白银市", "兰州新区"]);
    assert_eq!(
        exported[3],
        json!({
            "name": "兰州市人民政府", "short": "兰州市", "code": "005", "kind": "市州",
            "lead": [], "support": [], "implement": ["2-3"], "open": ["2-1"],
        })
    );
}

#[test]
fn an_item_is_found_by_its_id() {
    let (plan, _) = load(TASKS);
    let id = |no| ItemId::new(Annex::TASKS, no);
    assert_eq!(plan.item(id(3)).map(|item| item.text.as_str()), Some("丙"));
    assert_eq!(plan.item(id(2)), None);
    let places = plan.places(id(3)).expect("it was read from a file");
    assert_eq!((places.text.line, places.text.column), (2, 3));
    assert_eq!(places.column(Column::Implement).column, 21);
}

proptest! {
    #[test]
    fn no_file_makes_loading_or_checking_panic(rows in "[12１,，、\"\n省人社厅兰州市政府黄强甲=≥〔〕；\\\\]{0,60}") {
        let header = TASKS.lines().next().expect("a header");
        checked(&format!("{header}\n{rows}"));
        checked(&rows);
    }
}

#[test]
fn targets_are_found_by_their_ids() {
    let province = Province::tiny()
        .without_items()
        .task(1, "甲", |item| item.target("造林 = 360 万亩").target("管护 = 6 项"));
    let (_, plan) = province.task(2, "乙", |item| item).load();
    let [first, second] = plan.items() else {
        panic!("two items");
    };
    let numbered: Vec<_> = first.numbered().map(|(id, _)| id.to_string()).collect();
    assert_eq!(numbered, ["2-1.1", "2-1.2"]);
    assert_eq!(second.numbered().count(), 0);
    // Reports on an item without targets are kept under its first target.
    let reported: Vec<_> = second.reported().collect();
    assert_eq!(reported, [(TargetId::first(second.id), None)]);
    let measure = |id: &str| plan.target(id.parse().unwrap()).map(|target| &*target.measure);
    assert_eq!(measure("2-1.2"), Some("项"));
    for absent in ["2-1.3", "2-2.1", "2-3.1"] {
        assert_eq!(measure(absent), None, "{absent}");
    }
    assert_eq!(second.target("2-1.1".parse().unwrap()), None);
}
