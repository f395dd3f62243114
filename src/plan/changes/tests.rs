//! What is in force on a day, and what is refused.

use jiff::civil::{Date, date};

use super::*;
use crate::sample::{self, Province};

const HEADER: &str = "日期,编号,列,原,新,依据\n";

fn province() -> Province {
    let both = |item: sample::Item| item.leaders("黄强、宋亮").lead("省教育厅").support("省水利厅");
    let one = |item: sample::Item| {
        item.leaders("黄强")
            .lead("省水利厅、省教育厅")
            .implement("兰州市")
            .target("梯田 ≥ 100 万亩")
    };
    Province::new()
        .unit("省教育厅", "组成部门")
        .unit("省水利厅", "组成部门")
        .unit("省林业厅", "组成部门")
        .unit("兰州市", "市州")
        .leader("黄强")
        .leader("宋亮")
        .leader("李斌")
        .task(1, "办好教育。", both)
        .task(2, "修好梯田100万亩以上。", one)
        .task(3, "植树。", |item| item.leaders("宋亮").lead("省林业厅"))
}

fn load(rows: &str) -> (Changes, Vec<(String, usize)>) {
    let (registry, plan) = province().load();
    let source = SourceFile::from_text(CHANGES_FILE, format!("{HEADER}{rows}"));
    let mut problems = Diagnostics::new();
    // The returns of a month are due on the fifth of the next.
    let due = |month: Month| month.last_day().tomorrow().unwrap().with().day(5).build().unwrap();
    let changes = Changes::from_source(Some(&source), (plan, &registry), 2018, due, &mut problems);
    let problems = problems.iter().map(|problem| {
        let line = problem.place.as_ref().map_or(0, |place| place.line);
        (problem.message.clone(), line)
    });
    (changes, problems.collect())
}

/// The lead units and leaders of an item on a day: 省水利厅、省教育厅 / 黄强.
fn held(changes: &Changes, id: &str, day: Date) -> String {
    let plan = changes.on(day);
    let Some(item) = plan.item(id.parse().unwrap()) else { return "—".to_owned() };
    let lead: Vec<_> = item.lead.iter().map(|party| &*party.written).collect();
    format!("{} / {}", lead.join("、"), item.leaders.join("、"))
}

fn month(number: i8) -> Month {
    Month::new(2018, number).unwrap()
}

#[test]
fn a_lead_unit_hands_over_from_its_date_and_former_returns_stay_with_the_item() {
    let (changes, problems) =
        load("2018-06-20,2-1,牵头单位,省教育厅,省林业厅,甘政办发〔2018〕88号\n");
    assert_eq!(problems, []);
    assert_eq!(held(&changes, "2-1", date(2018, 6, 19)), "省教育厅 / 黄强、宋亮");
    assert_eq!(held(&changes, "2-1", date(2018, 6, 20)), "省林业厅 / 黄强、宋亮");
    let plan = changes.on(date(2018, 7, 20));
    let reporting = |number| {
        let item = plan.for_returns("2-1".parse().unwrap(), month(number)).unwrap();
        item.lead[0].written.clone()
    };
    // May was due on 5 June, June on 5 July.
    assert_eq!([4, 5, 6].map(reporting), ["省教育厅", "省教育厅", "省林业厅"]);
    // A paper of before knows nothing of it.
    assert_eq!(changes.on(date(2018, 6, 10)).terms().count(), 0);
    let reading = changes.reading(date(2018, 4, 20));
    assert_eq!(reading.item("2-1".parse().unwrap()).unwrap().lead[0].written, "省林业厅");
    assert_eq!(reading.terms().count(), 5);
}

#[test]
fn a_leader_who_leaves_hands_over_every_item() {
    let (changes, problems) = load("2018-07-01,,牵头领导,黄强,李斌,省委决定\n");
    assert_eq!(problems, []);
    assert_eq!(held(&changes, "2-1", date(2018, 6, 30)), "省教育厅 / 黄强、宋亮");
    assert_eq!(held(&changes, "2-1", date(2018, 7, 1)), "省教育厅 / 李斌、宋亮");
    assert_eq!(held(&changes, "2-2", date(2018, 7, 1)), "省水利厅、省教育厅 / 李斌");
    assert_eq!(held(&changes, "2-3", date(2018, 7, 1)), "省林业厅 / 宋亮");
    let items: Vec<String> = changes.list().iter().map(|one| one.item.to_string()).collect();
    assert_eq!(items, ["2-1", "2-2"]);
    assert_eq!(changes.list()[0].before.words(), "黄强、宋亮");
    assert_eq!(changes.list()[0].after.words(), "李斌、宋亮");
}

#[test]
fn targets_deadlines_successors_and_withdrawals_change_too() {
    let (changes, problems) = load(
        "2018-08-01,2-3,撤销,,,机构改革\n\
         2018-07-01,2-2,目标,梯田 ≥ 100 万亩,梯田 ≥ 80 万亩,省政府第9次常务会\n\
         2018-07-01,2-2,完成时限,,11月底前,省政府第9次常务会\n\
         2018-07-15,,继任,省水利厅,省林业厅,机构改革\n",
    );
    assert_eq!(problems, []);
    let item = |day| changes.on(day).item("2-2".parse().unwrap()).unwrap().clone();
    let before = item(date(2018, 6, 30));
    assert_eq!((before.targets[0].value.to_string(), before.deadline), ("100".to_owned(), None));
    let after = item(date(2018, 7, 1));
    assert_eq!(after.targets[0].value.to_string(), "80");
    assert_eq!(after.deadline_date(2018), Some(date(2018, 11, 30)));
    assert_eq!(held(&changes, "2-2", date(2018, 7, 15)), "省林业厅、省教育厅 / 黄强");
    let support =
        changes.on(date(2018, 7, 15)).item("2-1".parse().unwrap()).unwrap().support.clone();
    assert_eq!(support[0].written, "省林业厅");
    assert_eq!(held(&changes, "2-3", date(2018, 7, 31)), "省林业厅 / 宋亮");
    assert_eq!(held(&changes, "2-3", date(2018, 8, 1)), "—");
    // Returns on it are read, whatever the day of the document.
    assert!(changes.reading(date(2018, 8, 1)).item("2-3".parse().unwrap()).is_some());
}

#[test]
fn a_row_that_does_not_fit_is_refused_with_its_line() {
    let (changes, problems) = load(
        "2018-06-20,2-1,牵头单位,省水利厅,省林业厅,会议\n\
         2018-06-20,2-9,牵头单位,省水利厅,省林业厅,会议\n\
         2018-06-20,2-1,备注,甲,乙,会议\n\
         2018-06-20,2-1,牵头单位,省教育厅,省公路局,会议\n\
         2019-06-20,2-1,牵头单位,省教育厅,省林业厅,会议\n\
         2018-06-20,2-1,牵头单位,省教育厅,,会议\n\
         2018-06-20,2-1,牵头单位,省教育厅,省林业厅,\n\
         2018-06-20,,牵头领导,李斌,宋亮,会议\n\
         2018-06-20,2-2,目标,梯田 ≥ 90 万亩,梯田 ≥ 80 万亩,会议\n",
    );
    let names = ["任务1（办好教育）", "任务2（修好梯田100万亩以上）"];
    assert_eq!(
        problems,
        [
            ("“备注”不是可以调整的列，本行未采用".to_owned(), 4),
            ("牵头单位“省公路局”不在名录中，本行未采用".to_owned(), 5),
            ("日期2019-06-20不在2018年，本行未采用".to_owned(), 6),
            ("单位不能调整为空，本行未采用".to_owned(), 7),
            ("“依据”不能为空，本行未读入".to_owned(), 8),
            (
                format!(
                    "{}的牵头单位在2018-06-20是“省教育厅”，不是“省水利厅”，本行未采用",
                    names[0]
                ),
                2
            ),
            ("没有编号为“2-9”的事项，本行未采用".to_owned(), 3),
            ("2018-06-20没有一项事项的这一列有“李斌”，本行未采用".to_owned(), 9),
            (
                format!(
                    "{}的目标在2018-06-20是“梯田100万亩以上”，不是“梯田90万亩以上”，本行未采用",
                    names[1]
                ),
                10
            ),
        ]
    );
    assert_eq!(changes.list(), []);
    assert_eq!(changes.on(Date::MAX), *changes.published());
}

#[test]
fn a_column_of_an_item_changes_once_a_day() {
    let (changes, problems) = load(
        "2018-06-20,2-1,牵头单位,省教育厅,省林业厅,会议\n\
         2018-06-20,2-1,牵头单位,省林业厅,省水利厅,会议\n\
         2018-07-01,,牵头领导,黄强,李斌,会议\n\
         2018-07-01,2-1,牵头领导,李斌、宋亮,宋亮,会议\n\
         2018-08-01,2-3,撤销,,,会议\n\
         2018-09-01,2-3,牵头领导,宋亮,李斌,会议\n",
    );
    let lines: Vec<usize> = problems.iter().map(|(_, line)| *line).collect();
    assert_eq!(lines, [3, 5, 7], "{problems:?}");
    assert_eq!(problems[0].0, "任务1（办好教育）的牵头单位在2018-06-20已有一次调整，本行未采用");
    assert_eq!(problems[2].0, "2-3已经撤销，本行未采用");
    assert_eq!(held(&changes, "2-1", date(2018, 7, 1)), "省林业厅 / 李斌、宋亮");
}

#[test]
fn a_leader_who_is_gone_and_still_has_items_is_told() {
    let units =
        SourceFile::from_text(crate::registry::UNITS_FILE, "简称,类别\n省教育厅,组成部门\n");
    let leaders = "姓名,职务,生效,失效\n黄强,副省长,,2018-06-30\n宋亮,副省长,2018-07-01,\n";
    let leaders = SourceFile::from_text(crate::registry::LEADERS_FILE, leaders.to_owned());
    let mut problems = Diagnostics::new();
    let day = date(2018, 2, 13);
    let registry = Registry::from_sources(&units, None, Some(&leaders), day, &mut problems);
    let tasks = "序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位\n1,办好学校。,黄强,省教育厅,,\n";
    let annex = crate::plan::Annex::TASKS;
    let tasks = SourceFile::from_text(annex.file(), tasks.to_owned());
    let plan = Plan::from_sources(&[(annex, tasks)], &registry, &mut problems);
    let check = |rows: &str| {
        let source = SourceFile::from_text(CHANGES_FILE, format!("{HEADER}{rows}"));
        let mut problems = Diagnostics::new();
        let (plan, due) = ((plan.clone(), &registry), |month: Month| month.last_day());
        let changes = Changes::from_source(Some(&source), plan, 2018, due, &mut problems);
        changes.check_leaders(&registry, 2018, &mut problems);
        problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(check(""), ["“黄强”2018-06-30后不再任职，仍是1项的牵头领导：任务1（办好学校）"]);
    assert_eq!(check("2018-07-01,,牵头领导,黄强,宋亮,省委决定\n"), Vec::<String>::new());
}
