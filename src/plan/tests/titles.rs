//! Short titles: those of the office, and those that the texts propose.

use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::plan::{Plan, TITLES_FILE};
use crate::sample::Province;

/// The plan of three tasks and an indicator with these rows of titles, and the problems as
/// `code line:column message`.
fn titled(rows: &str) -> (Plan, Vec<String>) {
    let province = Province::tiny()
        .without_items()
        .indicator(
            7,
            "城镇新增就业40万人，城镇登记失业率控制在4%以内。",
            |item| item.target("城镇新增就业 = 40 万人").target("城镇登记失业率 ≤ 4 %"),
        )
        .task(13, "完成11.64万户危房改造任务。", |item| item)
        .task(41, "大力整治城市黑臭水体。", |item| item)
        .task(94, "落实“双随机一公开”制度。", |item| item)
        .task(170, "实施农村危房改造。", |item| item);
    let (_, mut plan) = province.load();
    let source = SourceFile::from_text(TITLES_FILE, format!("编号,简称\n{rows}"));
    let mut problems = Diagnostics::new();
    plan.read_titles(&source, &mut problems);
    let problems = problems.iter().map(|problem| {
        let place = problem.place.as_ref().expect("it is in the file");
        format!("{} {}:{} {}", problem.code.as_str(), place.line, place.column, problem.message)
    });
    (plan, problems.collect())
}

fn name(plan: &Plan, id: &str) -> String {
    plan.name(id.parse().unwrap())
}

const ALL: &str = "\
1-7,城镇新增就业
2-13,危房改造
2-41,城市黑臭水体整治
2-94,“双随机一公开”制度
2-170,农村危房改造
";

#[test]
fn an_item_is_named_by_number_and_short_title() {
    let (plan, problems) = titled(ALL);
    assert_eq!(problems, [""; 0]);
    assert_eq!(name(&plan, "1-7"), "指标7（城镇新增就业）");
    assert_eq!(name(&plan, "2-41"), "任务41（城市黑臭水体整治）");
    assert_eq!(name(&plan, "2-42"), "任务42");
}

#[test]
fn an_item_without_a_row_has_the_title_that_its_text_proposes() {
    let (plan, problems) = titled(&ALL.replace("1-7,城镇新增就业\n", ""));
    assert_eq!(name(&plan, "1-7"), "指标7（城镇新增就业和城镇登记失业率）");
    assert_eq!(
        problems,
        ["P153 1:1 1项没有简称，暂用按原文拟的：指标7（城镇新增就业和城镇登记失业率）"]
    );
}

#[test]
fn rows_that_cannot_be_used_are_reported_at_their_cells_and_lose_only_themselves() {
    let rows = "2-99,甲\n甲,乙\n2-41,\n2-41,城市黑臭水体\n2-13,完成十一点六四万户农村危房改造任务\n2-94,“双随机一公开\n";
    let (plan, problems) = titled(&format!("{rows}1-7,城镇新增就业\n2-170,农村危房改造\n"));
    assert_eq!(
        problems,
        [
            "P150 2:1 没有编号为“2-99”的事项，本行未读入",
            "P150 3:1 没有编号为“甲”的事项，本行未读入",
            "P150 4:6 2-41的简称是空的，暂用“整治城市黑臭水体”",
            "P150 5:1 2-41的简称重复，以前一行为准",
            "P150 6:6 简称“完成十一点六四万户农村危房改造任务”有17个字，多于14个，未采用，暂用“11.64万户危房改造任务”",
            "P150 7:6 简称““双随机一公开”的引号或括号不成对，未采用，暂用““双随机一公开”制度”",
        ]
    );
    assert_eq!(name(&plan, "1-7"), "指标7（城镇新增就业）");
}

#[test]
fn a_title_that_shares_nothing_with_the_text_is_taken_for_that_of_another_notice() {
    let rows = ALL.replace("城市黑臭水体整治", "易地扶贫搬迁");
    let (plan, problems) = titled(&rows);
    assert_eq!(
        problems,
        [
            "P151 4:6 简称“易地扶贫搬迁”不像2-41的：原文里找不到它的大半文字，未采用，暂用“整治城市黑臭水体”"
        ]
    );
    assert_eq!(name(&plan, "2-41"), "任务41（整治城市黑臭水体）");
}

#[test]
fn two_items_of_one_title_are_reported() {
    let (plan, problems) = titled(&ALL.replace("农村危房", "危房"));
    assert_eq!(problems, ["P152 6:7 简称“危房改造”与2-13的相同"]);
    assert_eq!(name(&plan, "2-170"), "任务170（危房改造）");
}
