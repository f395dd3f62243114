//! The figures, counted by hand from the returns.

use super::{FIRST_QUARTER, first_quarter, of};
use crate::report::bulletin::returns::Lapse;
use crate::status::Status;

#[test]
fn every_item_is_counted_once() {
    let bulletin = first_quarter();
    let all = &bulletin.overall.all;
    assert_eq!(
        [all.total, all.done, all.on_track, all.lagging, all.severe, all.unreported, all.unrated],
        [7, 1, 1, 2, 1, 1, 1]
    );
    assert_eq!((all.good, &*all.good_share), (2, "28.6"));
    let shares: Vec<_> = all.shares.iter().map(|one| (one.word, &*one.share)).collect();
    assert_eq!(shares[2], ("滞后", "28.6"));
    assert_eq!(bulletin.overall.indicators.total, 3);
    // 黄强 has 1-1, 1-3, 2-1; 宋亮 1-2, 2-1 to 2-4.
    let totals: Vec<(String, usize)> = bulletin
        .overall
        .leaders
        .iter()
        .map(|leader| (leader.label.clone(), leader.counts.values().sum()))
        .collect();
    assert_eq!(totals, [("黄强".to_owned(), 3), ("宋亮".to_owned(), 5)]);
}

#[test]
fn indicators_have_a_row_for_each_target() {
    let rows = first_quarter().indicators.rows;
    let found: Vec<[&str; 5]> = rows
        .iter()
        .map(|row| {
            [&*row.goal_words, &row.value_words, &row.percent_words, &row.due_words, &row.gap_words]
        })
        .collect();
    assert_eq!(
        found,
        [
            ["6%左右", "5.3%", "—", "—", "-0.70"],
            ["40万人", "11.02万人", "27.6%", "25.0%", "2.60"],
            ["4%以内", "2.75%", "—", "—", "-1.25"],
            ["目标待下达", "—", "—", "—", "—"],
        ]
    );
    assert_eq!(rows[3].state.status, Status::Unrated);
    assert_eq!(rows[0].sentence, "生产总值增长5.3%，低于年度目标（6%左右）0.7个百分点，进度滞后");
}

#[test]
fn an_indicator_without_a_figure_shows_what_it_is_judged_by() {
    let row = |returns: &str| {
        let returns =
            FIRST_QUARTER.replace("2018Q1,1-3,,省林业厅,暂无,,,,,,,甲,2018-04-04", returns);
        of("2018Q1", &returns, None).indicators.rows.swap_remove(3)
    };
    // 25% of the year has passed, of which 10 points are less than 80%.
    let judged = row("2018Q1,1-3,,省林业厅,,,10%,,,,,甲,2018-04-04");
    let words = [&*judged.goal_words, &judged.value_words, &judged.percent_words];
    assert_eq!(words, ["—", "完成率10.0%", "10.0%"]);
    assert_eq!([&*judged.due_words, &judged.gap_words], ["25.0%", "-15.0"]);
    assert_eq!(judged.state.status, Status::Severe);
    assert_eq!(judged.sentence, "能耗完成控制指标，单位报完成率10.0%，进度严重滞后");
    let own = row("2018Q1,1-3,,省林业厅,,,,滞后,,,,甲,2018-04-04");
    assert_eq!([&*own.value_words, &own.percent_words], ["单位自评", "—"]);
    assert_eq!(own.sentence, "能耗完成控制指标，按单位自评，进度滞后");
}

#[test]
fn prefectures_are_named_from_the_top_and_from_the_bottom() {
    let rankings = first_quarter().rankings;
    // The other units have no figures, so there is one ranking.
    assert_eq!(rankings.list.len(), 1);
    let gdp = &rankings.list[0];
    assert_eq!(
        (gdp.ranked, &*gdp.title, gdp.sort),
        (4, "生产总值增速", gongwen::document::Sort::Desc)
    );
    assert_eq!(gdp.missing, ["天水市"]);
    let named = |places: &[crate::report::bulletin::Place]| -> Vec<(String, String, usize, bool)> {
        places
            .iter()
            .map(|place| (place.unit.clone(), place.value.clone(), place.rank, place.tied))
            .collect()
    };
    let place =
        |unit: &str, value: &str, rank, tied| (unit.to_owned(), value.to_owned(), rank, tied);
    assert_eq!(
        named(&gdp.top),
        [
            place("嘉峪关市", "增长7.1%", 1, true),
            place("金昌市", "增长7.1%", 1, true),
            place("兰州市", "增长6.2%", 3, false),
        ]
    );
    // A unit among the first three is not among the last.
    assert_eq!(named(&gdp.bottom), [place("白银市", "下降1.2%", 4, false)]);
    let table = &rankings.tables[0];
    assert_eq!(table.rows.len(), 6);
    assert_eq!(table.rows[3]["value0"], "-1.2");
    assert_eq!(table.rows[3]["rank0"], "4");
    assert_eq!(table.rows[5]["rank0"], "—");
    assert_eq!(rankings.heat_rows.len(), 6);
    assert_eq!(rankings.heat_rows[4].cells[0]["status"], "unreported");
}

#[test]
fn a_figure_in_doubt_is_neither_drawn_nor_ranked() {
    let slip = "2018Q1,1-1,,天水市,71000000,%,,,,,,甲,2018-04-04\n";
    let bulletin = of("2018Q1", &format!("{FIRST_QUARTER}{slip}"), None);
    let gdp = &bulletin.rankings.list[0];
    assert_eq!((gdp.rows[4].value, gdp.rows[4].rank), (None, None));
    assert_eq!(gdp.rows[4].status, Status::Defective);
    assert!(gdp.top.iter().chain(&gdp.bottom).all(|place| place.unit != "天水市"));
    assert_eq!(bulletin.rankings.tables[0].rows[4]["value0"], "—");
}

#[test]
fn what_is_behind_has_the_units_own_words() {
    let behind = first_quarter().behind;
    let ids = |rows: &[crate::report::bulletin::TaskRow]| -> Vec<String> {
        rows.iter().map(|row| row.id.clone()).collect()
    };
    assert_eq!(ids(&behind.severe), ["2-2"]);
    assert_eq!(ids(&behind.lagging), ["1-1", "2-3"]);
    let planting = &behind.severe[0];
    assert_eq!(planting.problems, "苗木|不足。");
    assert_eq!(planting.next_steps, "# 调运苗木。");
    assert_eq!(planting.result, "植树：目标360万亩以上，完成50.0万亩（13.9%）");
    assert_eq!(behind.lagging[1].result, "完成率21.0%");
    let concentrated: Vec<_> =
        behind.concentrated.iter().map(|one| (&*one.unit, one.severe, one.lagging)).collect();
    assert_eq!(concentrated, [("省林业厅", 1, 1)]);
}

#[test]
fn lapses_are_told_by_kind() {
    let returns = first_quarter().returns;
    assert_eq!((returns.expected, returns.reported), (9, 8));
    let units = |rows: &[crate::report::bulletin::LapseRow]| -> Vec<String> {
        rows.iter().map(|row| format!("{}{}", row.unit, row.detail)).collect()
    };
    assert_eq!(
        units(&returns.missing),
        [
            "天水市缺3项：指标1（生产总值增长）、指标2（城镇新增就业和城镇登记失业率）、指标3（能耗完成控制指标）"
        ]
    );
    // 5 April is a holiday; the next working day is the 8th.
    assert_eq!(units(&returns.late), ["兰州市4月9日报送"]);
    assert_eq!(
        units(&returns.incomplete),
        [
            "省妇联缺1项：任务4（建立台账）",
            "兰州市缺2项：指标2（城镇新增就业和城镇登记失业率）、指标3（能耗完成控制指标）",
            "嘉峪关市缺2项：指标2（城镇新增就业和城镇登记失业率）、指标3（能耗完成控制指标）",
            "金昌市缺2项：指标2（城镇新增就业和城镇登记失业率）、指标3（能耗完成控制指标）",
            "白银市缺2项：指标2（城镇新增就业和城镇登记失业率）、指标3（能耗完成控制指标）",
            "兰州新区缺1项：指标2（城镇新增就业和城镇登记失业率）",
        ]
    );
    let groups = returns.rows.iter().filter(|row| matches!(row, Lapse::Group { .. }));
    assert_eq!(groups.count(), 3);
}

#[test]
fn the_period_before_is_compared() {
    let second = "\
2018Q2,1-1,,省财政厅,5.6,%,,,,,,甲,2018-07-04
2018Q2,1-1,,白银市,8,%,,,,,,甲,2018-07-04
2018Q2,1-1,,兰州市,6.3,%,,,,,,甲,2018-07-04
2018Q2,2-1,,省妇联,,,40%,,,,,甲,2018-07-04
2018Q2,2-3,,省林业厅,,,25%,,,,,甲,2018-07-04
2018Q2,2-2,,省林业厅,60,万亩,,,,,,甲,2018-07-04
";
    let bulletin = of("2018Q2", &format!("{FIRST_QUARTER}{second}"), None);
    assert_eq!(bulletin.period.previous, "一季度");
    let overall = &bulletin.overall;
    assert_eq!((overall.improved, overall.worsened, overall.still_behind), (1, 2, 2));
    assert_eq!(overall.change_words, "1项好转，2项后退，2项仍然滞后（其中1项后退）");
    let setbacks = bulletin.behind.setbacks.replace('\u{2060}', "");
    assert_eq!(
        setbacks,
        "2项在一季度和上半年都滞后：省林业厅牵头的任务2（植树360万亩）、省林业厅牵头的任务3（办好博览会）。\
         2项比一季度后退（其中1项在一季度和上半年都滞后）：省妇联牵头的任务1（|“甲”模式）、省林业厅牵头的任务3（办好博览会）。"
    );
    assert_eq!(bulletin.indicators.rows[0].trend, "比一季度加快0.3个百分点");
    let note = |id: &str| {
        let rows = &bulletin.tasks.rows;
        rows.iter().find(|row| row.id == id).unwrap().note.clone()
    };
    assert_eq!(note("2-1"), "一季度为完成");
    assert_eq!(note("2-3"), "一季度为滞后");
    assert_eq!(note("2-2"), "一季度也严重滞后");
    let table = &bulletin.rankings.tables[0];
    // 白银市 from the fourth place to the first, 兰州市 from the third to the second.
    assert_eq!(
        (&table.rows[3]["change0"], &table.rows[0]["change0"]),
        (&"↑3".into(), &"↑1".into())
    );
    // Without a date of issue, the term is given in days.
    assert_eq!((&*bulletin.date, &*bulletin.reply_by), ("", "印发之日起10个工作日内"));
}

#[test]
fn terms_end_on_working_days() {
    let bulletin = first_quarter();
    assert_eq!(bulletin.period.due, "4月8日");
    assert_eq!(bulletin.reply_by, "5月18日前");
    let rule = "完成率不足应完成的80%，增速、比率相差超过1个百分点或者由增转降，超过控制上限的，为严重滞后；没有数字的按自评状态";
    assert_eq!(bulletin.severe_rule, rule);
    assert_eq!(bulletin.number, "甘政办发〔2018〕\u{3000}\u{3000}号");
}
