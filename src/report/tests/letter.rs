use jiff::civil::date;

use crate::plan::Duties;
use crate::registry::Registry;
use crate::report::letter::{DutyRow, letter};
use crate::sample::Province;
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

fn with<T>(test: impl FnOnce(&Registry, &Duties<'_>, &Config) -> T) -> T {
    let (registry, plan, _) = province().load_with_problems();
    let config = Config::parse(include_str!("../../../duban.toml")).unwrap();
    test(&registry, &Duties::new(&plan, &registry), &config)
}

#[test]
fn a_letter_counts_its_items_by_role_and_annex() {
    with(|registry, duties, config| {
        let (unit, _) = registry.units().next().unwrap();
        let letter = letter(unit, 0, duties, registry, config, date(2018, 2, 14));
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
        let (unit, _) = registry.units().nth(2).unwrap();
        let letter = letter(unit, 2, duties, registry, config, date(2018, 2, 14));
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
        let (unit, _) = registry.units().nth(1).unwrap();
        let letter = letter(unit, 1, duties, registry, config, date(2018, 2, 14));
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
        let (unit, _) = registry.units().next().unwrap();
        let letter = letter(unit, 0, duties, registry, config, date(2018, 2, 14));
        let rows = &letter.duties[0].rows;
        let words: Vec<String> = rows
            .iter()
            .map(|row| match row {
                DutyRow::Group { group } => group.clone(),
                DutyRow::Item(item) => format!("{}|{}|{}", item.id, item.targets, item.others),
            })
            .collect();
        assert_eq!(
            words,
            [
                "主要指标（1项）",
                "1-1|登记失业率：控制在4%以内\n就业：40万人|配合：省妇联\n实施：各市州政府",
                "重点工作任务（1项）",
                "2-1||共同牵头：省妇联\n实施：相关市州政府",
            ]
        );
    });
}

#[test]
fn serial_numbers_follow_the_place_among_all_units() {
    with(|registry, duties, config| {
        let mut config = config.clone();
        config.letters.first_number = Some(21);
        let (unit, _) = registry.units().nth(2).unwrap();
        let letter = letter(unit, 2, duties, registry, &config, date(2018, 2, 14));
        assert_eq!(letter.number, "甘政办函〔2018〕23号");
    });
}
