use gongwen::typeset::WORD_JOINER;
use jiff::civil::date;

use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::numbers::Number;
use crate::plan::{Breakdown, Duties, SCHEDULE_FILE, Schedule, TARGETS_FILE};
use crate::registry::Registry;
use crate::report::letter::{DutyList, DutyRow, Letter, LetterSource, letter};
use crate::sample::{Province, unit};
use crate::workspace::Config;

fn province() -> Province {
    Province::new()
        .unit_with("省财政厅", "组成部门", |unit| unit.full("甘肃省财政厅"))
        .unit_with("省妇联", "群团组织", |unit| unit.full("甘肃省妇女联合会"))
        .unit_with("兰州市", "市州", |unit| unit.full("兰州市人民政府").aliases("兰州市政府"))
        .group("各市州政府", "市州")
        .open_group("相关市州政府", "市州")
        .leader_at("黄强", "副省长")
        .leader_at("宋亮", "副省长")
        .indicator(1, "登记失业率。", |item| {
            let item = item.leaders("宋亮、黄强").lead("省财政厅").support("省妇联");
            item.implement("各市州政府")
                .target("登记失业率 ≤ 4 %〔控制在4%以内〕")
                .target("就业 = 40 万人")
        })
        .task(1, "甲。", |item| {
            let item = item.leaders("黄强").lead("省财政厅、省妇联");
            item.implement("相关市州政府")
        })
        .task(2, "乙。", |item| item.leaders("某人").lead("省妇联").support("省财政厅"))
}

/// The letter to the unit at a position, from 0, of 14 February 2018, without parts of targets and milestones.
fn letter_to(position: usize, registry: &Registry, duties: &Duties<'_>, config: &Config) -> Letter {
    let (unit, _) = registry.units().nth(position).unwrap();
    let (breakdown, schedule) = (Breakdown::default(), Schedule::default());
    let source = source(duties, registry, &breakdown, &schedule, config);
    letter(unit, None, source)
}

/// The data of letters of 14 February 2018.
fn source<'a>(
    duties: &'a Duties<'a>,
    registry: &'a Registry,
    breakdown: &'a Breakdown,
    schedule: &'a Schedule,
    config: &'a Config,
) -> LetterSource<'a> {
    let date = date(2018, 2, 14);
    LetterSource {
        duties,
        registry,
        breakdown,
        schedule,
        config,
        date: Some(date),
        is_draft: false,
    }
}

fn with<T>(test: impl FnOnce(&Registry, &Duties<'_>, &Config) -> T) -> T {
    let (registry, plan, _) = province().load_with_problems();
    let config = Config::parse(include_str!("../../../duban.toml")).unwrap();
    test(&registry, &Duties::new(&plan, &registry), &config)
}

#[test]
fn a_letter_counts_its_items_by_role_and_annex() {
    with(|registry, duties, config| {
        let letter = letter_to(0, registry, duties, config);
        let counts: Vec<_> = letter
            .duties
            .iter()
            .map(|list| (list.role.word(), list.total, list.indicators, list.tasks))
            .collect();
        assert_eq!(counts, [("牵头", 2, 1, 1), ("配合", 1, 0, 1)]);
        assert_eq!(letter.total, 3);
        assert_eq!(
            letter.duties_words,
            "牵头2项（主要指标1项、重点工作任务1项），配合1项（重点工作任务）"
        );
        assert_eq!(letter.unit.you, "你单位");
        assert_eq!(letter.number, "甘政办函〔2018〕\u{3000}\u{3000}号");
        assert_eq!(letter.date, "2018-02-14");
        assert!(!letter.unit.courtesy);
    });
}

#[test]
fn items_of_open_groups_do_not_count_for_certain() {
    with(|registry, duties, config| {
        let letter = letter_to(2, registry, duties, config);
        let roles: Vec<_> =
            letter.duties.iter().map(|list| (list.role.word(), list.total)).collect();
        assert_eq!(roles, [("实施", 1), ("可能涉及", 1)]);
        assert_eq!(letter.total, 1);
        assert_eq!(letter.duties_words, "实施1项（主要指标），另有1项可能涉及，以牵头单位明确为准");
        assert_eq!(letter.unit.you, "你市");
    });
}

#[test]
fn leaders_stand_in_protocol_order_with_strangers_last() {
    with(|registry, duties, config| {
        let letter = letter_to(1, registry, duties, config);
        let leaders: Vec<_> = letter
            .leaders
            .iter()
            .map(|leader| (leader.name.as_str(), leader.leads, leader.items))
            .collect();
        assert_eq!(leaders, [("黄强", 1, 2), ("宋亮", 0, 1), ("某人", 1, 1)]);
        assert_eq!(letter.leads_words, "黄强（1项）、某人（1项）");
        assert!(letter.unit.courtesy);
        assert_eq!(letter.unit.you, "贵单位");
    });
}

#[test]
fn rows_name_the_targets_and_the_other_units() {
    with(|registry, duties, config| {
        let letter = letter_to(0, registry, duties, config);
        let rows = &letter.duties[0].rows;
        let words: Vec<String> = rows
            .iter()
            .map(|row| match row {
                DutyRow::Group { group } | DutyRow::Section { group, .. } => group.clone(),
                DutyRow::Item(item) => {
                    let targets = item.targets.replace(WORD_JOINER, "");
                    format!("{}|{targets}|{}", item.id, item.others)
                }
            })
            .collect();
        assert_eq!(
            words,
            [
                "主要指标（1项）",
                "1-1|登记失业率：全省控制在4%以内\n就业：全省40万人|配合：省妇联\n实施：各市州政府",
                "重点工作任务（1项）",
                "2-1||共同牵头：省妇联\n实施：相关市州政府",
            ]
        );
    });
}

#[test]
fn a_number_is_printed_as_it_was_drawn() {
    with(|registry, duties, config| {
        let number = Number { series: "甘政督函".to_owned(), year: 2018, serial: 23 };
        let (unit, _) = registry.units().nth(2).unwrap();
        let (breakdown, schedule) = (Breakdown::default(), Schedule::default());
        let source = source(duties, registry, &breakdown, &schedule, config);
        let drawn = letter(unit, Some(&number), LetterSource { is_draft: true, ..source });
        assert_eq!((&*drawn.number, &*drawn.date), ("甘政督函〔2018〕23号", ""));
        let blank = letter_to(2, registry, duties, config);
        assert_eq!(blank.number, "甘政办函〔2018〕\u{3000}\u{3000}号");
        assert_eq!(blank.date, "2018-02-14");
    });
}

/// The letter to 兰州市 with these rows of targets and milestones, in a province with a deadline.
fn lanzhou(targets: &str, schedule: &str) -> Letter {
    let (registry, plan) = Province::tiny()
        .without_items()
        .indicator(
            7,
            "城镇新增就业40万人，城镇登记失业率控制在4%以内。",
            |item| {
                let item = item.lead("省财政厅").implement("各市州政府").due("年底前");
                item.target("城镇新增就业 = 40 万人").target("城镇登记失业率 ≤ 4 %〔控制在4%以内〕")
            },
        )
        .indicator(8, "生产总值增长6%左右。", |item| {
            item.lead("省财政厅").implement("各市州政府").target("生产总值增长 ≈ 6 %〔6%左右〕")
        })
        .load();
    let mut problems = Diagnostics::new();
    let targets = format!("编号,指标,单位,目标值,备注\n{targets}");
    let targets = SourceFile::from_text(TARGETS_FILE, targets);
    let breakdown = Breakdown::from_sources(Some(&targets), None, &plan, &registry, &mut problems);
    let schedule = format!("编号,指标,月份,序时进度,备注\n{schedule}");
    let schedule = SourceFile::from_text(SCHEDULE_FILE, schedule);
    let schedule = Schedule::from_source(&schedule, &plan, &mut problems);
    assert_eq!(problems, Diagnostics::new());
    let config = Config::parse(include_str!("../../../duban.toml")).unwrap();
    let duties = Duties::new(&plan, &registry);
    let source = source(&duties, &registry, &breakdown, &schedule, &config);
    letter(unit(&registry, "兰州市"), None, source)
}

/// The goals of the items of the first list, without the joiners that hold them together.
fn goals(letter: &Letter) -> Vec<String> {
    let rows = letter.duties[0].rows.iter();
    rows.filter_map(|row| match row {
        DutyRow::Group { .. } | DutyRow::Section { .. } => None,
        DutyRow::Item(item) => Some(item.goals.replace(WORD_JOINER, "")),
    })
    .collect()
}

#[test]
fn a_unit_reads_its_own_target_before_the_provinces() {
    let letter = lanzhou("1-7,1,兰州市,9.99,\n1-7,2,兰州市,3.50,\n1-8,1,各市州政府,5.5,\n", "");
    assert_eq!(
        goals(&letter),
        [
            "城镇新增就业：9.99万人（全省40万人）\n\
             城镇登记失业率：控制在3.5%以内（全省控制在4%以内）\n完成时限：年底前",
            "生产总值增长：5.5%左右（全省6%左右）",
        ]
    );
    assert_eq!(letter.duties[0].goals_title, "年度目标和时限");
    assert!(!letter.is_demonstration);
}

#[test]
fn a_target_that_was_not_divided_is_marked_as_the_provinces() {
    let letter = lanzhou("", "");
    assert_eq!(
        goals(&letter)[0],
        "城镇新增就业：全省40万人\n城镇登记失业率：全省控制在4%以内\n完成时限：年底前"
    );
}

/// The letters to these units of a province with these rows of targets.
fn letters_of<const N: usize>(units: [&str; N], targets: &str) -> [Letter; N] {
    let (registry, plan) = Province::new()
        .unit("省扶贫办", "直属机构")
        .unit("省民政厅", "组成部门")
        .unit("省妇联", "群团组织")
        .unit("兰州市", "市州")
        .unit("白银市", "市州")
        .unit("天水市", "市州")
        .unit("兰州新区", "新区")
        .group("各市州", "市州")
        .indicator(11, "10个片区县申请摘帽，脱贫率达到90%。", |item| {
            let item = item.lead("省扶贫办、省民政厅").support("省妇联");
            let item = item.implement("各市州、兰州新区");
            item.target("片区县申请摘帽 = 10 个").target("脱贫率 ≥ 90 %〔达到90%〕")
        })
        .load();
    let mut problems = Diagnostics::new();
    let targets = format!("编号,指标,单位,目标值\n{targets}");
    let targets = SourceFile::from_text(TARGETS_FILE, targets);
    let breakdown = Breakdown::from_sources(Some(&targets), None, &plan, &registry, &mut problems);
    let config = Config::parse(include_str!("../../../duban.toml")).unwrap();
    let duties = Duties::new(&plan, &registry);
    let schedule = Schedule::default();
    let source = source(&duties, &registry, &breakdown, &schedule, &config);
    units.map(|name| letter(unit(&registry, name), None, source))
}

#[test]
fn a_unit_without_a_part_of_a_divided_target_reads_that_it_has_none() {
    let province = "片区县申请摘帽：全省10个";
    let rate = "脱贫率：全省达到90%";
    let divided = "1-11,1,白银市,6\n1-11,1,天水市,4\n1-11,2,白银市,95\n";
    let units = ["兰州市", "兰州新区", "白银市", "省扶贫办", "省民政厅", "省妇联"];
    let words = letters_of(units, divided).map(|letter| goals(&letter)[0].clone());
    let without = format!("{province}（已分解到2个市州，本单位无分解任务）\n{rate}");
    assert_eq!(words[0], without);
    assert_eq!(words[1], without);
    assert_eq!(words[2], "片区县申请摘帽：6个（全省10个）\n脱贫率：达到95%（全省达到90%）");
    // Those who lead or support it have to do with the whole.
    for words in &words[3..] {
        assert_eq!(*words, format!("{province}\n{rate}"));
    }
    let [letter] = letters_of(["兰州市"], "1-11,1,白银市,6\n1-11,1,兰州新区,4\n");
    let words = goals(&letter)[0].clone();
    assert_eq!(words, format!("{province}（已分解到2个单位，本单位无分解任务）\n{rate}"));
    let [letter] = letters_of(["兰州市"], "");
    assert_eq!(goals(&letter)[0], format!("{province}\n{rate}"));
}

#[test]
fn only_first_lead_units_and_those_that_do_the_work_have_to_report() {
    let units = ["省扶贫办", "省民政厅", "省妇联", "兰州市", "兰州新区"];
    let must = letters_of(units, "").map(|letter| letter.must_report);
    assert_eq!(must, [true, false, false, true, true]);
}

#[test]
fn the_next_milestone_after_the_letters_date_is_shown() {
    let same = lanzhou("", "1-7,,1,5,\n1-7,,6,60,\n1-7,,12,100,\n");
    assert!(goals(&same)[0].ends_with("完成时限：年底前\n下一节点：6月底完成60%"), "{same:?}");
    let own = lanzhou("", "1-7,1,6,60,\n");
    assert!(goals(&own)[0].ends_with("\n下一节点：城镇新增就业6月底完成60%"), "{own:?}");
    let past = lanzhou("", "1-7,,1,100,\n");
    assert!(!goals(&past)[0].contains("节点"), "{past:?}");
}

#[test]
fn only_a_letter_that_shows_made_up_data_is_marked() {
    assert!(lanzhou("1-8,1,兰州市,5.5,演示数据\n", "").is_demonstration);
    assert!(lanzhou("", "1-7,,6,60,演示数据；冬季不能施工\n").is_demonstration);
    assert!(!lanzhou("1-8,1,省财政厅,5.5,演示数据\n", "").is_demonstration);
    assert!(!lanzhou("", "1-7,,1,60,演示数据\n").is_demonstration);
}

#[test]
fn the_issuing_office_is_known_by_its_full_name() {
    let (registry, plan) = Province::tiny()
        .unit_with("省政府办公厅", "组成部门", |unit| unit.full("甘肃省人民政府办公厅"))
        .task(3, "甲。", |item| item.lead("省政府办公厅").implement("各市州政府"))
        .load();
    let config = Config::parse(include_str!("../../../duban.toml")).unwrap();
    let letter = letter_to(3, &registry, &Duties::new(&plan, &registry), &config);
    assert!(letter.unit.is_issuer && !letter.unit.courtesy);
    assert_eq!(letter.unit.you, "本单位");
    let letter = letter_to(0, &registry, &Duties::new(&plan, &registry), &config);
    assert!(!letter.unit.is_issuer);
}

#[test]
fn what_most_items_share_is_said_once_and_rows_with_others_say_so() {
    let province = [
        (2, "各市州政府"),
        (3, "各市州政府"),
        (4, "兰州市"),
        (5, "省财政厅"),
        (6, "各市州政府"),
        (7, "各市州政府"),
    ]
    .into_iter()
    .fold(
        Province::new()
            .unit_with("省财政厅", "组成部门", |unit| unit.full("甘肃省财政厅"))
            .unit_with("兰州市", "市州", |unit| unit.full("兰州市人民政府"))
            .group("各市州政府", "市州")
            .leader_at("黄强", "副省长")
            .task(1, "甲，完成10个。", |item| {
                item.leaders("黄强")
                    .lead("省财政厅")
                    .implement("各市州政府")
                    .target(" = 10 个〔10个〕")
            }),
        |province, (number, units)| {
            province.task(number, "乙。", |item| {
                item.leaders("黄强").lead("省财政厅").implement(units)
            })
        },
    );
    let (registry, plan, _) = province.load_with_problems();
    let config = Config::parse(include_str!("../../../duban.toml")).unwrap();
    let duties = Duties::new(&plan, &registry);
    let list = |position: usize, role: &str| {
        let letter = letter_to(position, &registry, &duties, &config);
        letter.duties.into_iter().find(|list| list.role.word() == role).unwrap()
    };
    let units = |list: &DutyList| -> Vec<String> {
        let rows = list.rows.iter().filter_map(|row| match row {
            DutyRow::Item(item) => Some(item.units.replace(WORD_JOINER, "")),
            DutyRow::Group { .. } | DutyRow::Section { .. } => None,
        });
        rows.collect()
    };
    // The ministry leads seven items: five of them are implemented by all prefectures.
    let lead = list(0, "牵头");
    let shared = |list: &DutyList| -> Vec<(String, bool)> {
        list.shared.iter().map(|one| (one.units.clone(), one.all)).collect()
    };
    assert_eq!(shared(&lead), [("各市州政府".to_owned(), false)]);
    assert_eq!(units(&lead), ["", "", "", "实施：兰州市", "实施：无其他单位", "", ""]);
    // Of the prefecture's six one names it alone.
    let own = list(1, "实施");
    assert_eq!(shared(&own), [("各市州政府".to_owned(), false)]);
    let lead = "牵头：省财政厅";
    let alone = format!("{lead}；实施：无其他单位");
    assert_eq!(units(&own), [lead, lead, lead, &alone, lead, lead]);
    // The text says the province's target; nothing repeats it.
    let DutyRow::Item(first) = &own.rows[1] else { panic!("{:?}", own.rows) };
    assert_eq!(first.content, ["甲，完成10个。"]);
    assert!(own.goals_in_text);
    assert_eq!(first.targets.replace(WORD_JOINER, ""), "全省10个");
}
