//! The annex of the year's bulletin with the standing of every unit (年度评价).

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::Serialize;

use super::Source;
use crate::assess::Rules;
use crate::supervision::{Standing, StandingRules, Tally};
use gongwen::rounding::print;

/// The standings of the units over the year.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Standings {
    /// A group line above the units of each kind, for `table(…)`; empty but for the year's bulletin.
    pub rows: Vec<StandingLine>,
    /// The formula in words.
    pub formula: String,
    /// The numbers of items in a cell, in words.
    pub legend: String,
    /// The units that are scored.
    pub scored: usize,
    /// The positions of the units in [`Source::standings`], in the order of their rows.
    #[serde(skip)]
    pub order: Vec<Option<usize>>,
}

/// A row of the table of standings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum StandingLine {
    /// A group line above units.
    Group {
        /// Its words.
        group: String,
    },
    /// A unit.
    Unit(StandingRow),
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StandingRow {
    /// Its place among the units of its group; a dash where it has no score.
    pub place: String,
    /// Short name.
    pub unit: String,
    /// The items that it leads: in full, in part, not at all; a dash for none.
    pub lead: String,
    /// The points for them.
    pub lead_points: String,
    /// The items that it implements: in full, in part, not at all; a dash for none.
    pub implement: String,
    /// The points for them.
    pub implement_points: String,
    /// Points that late returns and listings cost, each with its number; a dash for none.
    pub deducted: String,
    /// The score; a dash for none.
    pub score: String,
}

const NONE: &str = "—";

/// Number of decimals of points and scores.
const DECIMALS: u32 = 1;

/// Returns the standings as the annex prints them: the ranked units, then the others, by score.
pub(super) fn standings(source: &Source<'_>) -> Standings {
    if source.standings.is_empty() {
        return Standings::default();
    }
    let (registry, rules) = (source.basis.registry, &source.config.standing);
    let Rules { ranked_kind, enclosed_kind, .. } = &source.config.assessment;
    let kind = |at: usize| &registry.unit(source.standings[at].unit).kind;
    // An area that is part of another is shown with the ranked units, and has no place.
    let is_enclosed = |at: usize| !enclosed_kind.is_empty() && kind(at) == enclosed_kind;
    let (localities, others): (Vec<usize>, Vec<usize>) =
        (0..source.standings.len()).partition(|&at| kind(at) == ranked_kind || is_enclosed(at));
    let mut table = Standings {
        formula: formula(rules, source.config.assessment.severe_below),
        legend: format!("满分、计{}、不计分的项数", print(rules.lagging, None)),
        scored: source.standings.iter().filter(|one| one.score.is_some()).count(),
        ..Standings::default()
    };
    let departments = format!("{}部门和其他单位", source.config.issuer.government);
    let places = match localities.iter().any(|&at| is_enclosed(at)) {
        true => format!("{ranked_kind}、{enclosed_kind}"),
        false => ranked_kind.clone(),
    };
    for (title, mut units) in [(places, localities), (departments, others)] {
        if units.is_empty() {
            continue;
        }
        // Places follow from the printed scores.
        let score = |at: usize| source.standings[at].score.map(printed);
        units.sort_by_key(|&at| (is_enclosed(at), Reverse(score(at))));
        table.rows.push(StandingLine::Group { group: format!("{title}（{}个）", units.len()) });
        table.order.push(None);
        let scores: Vec<_> = units.iter().map(|&at| score(at)).collect();
        for (&at, score) in units.iter().zip(&scores) {
            let has_place = score.is_some() && !is_enclosed(at);
            let place = scores.iter().position(|other| other == score).filter(|_| has_place);
            let short = registry.unit(source.standings[at].unit).short.clone();
            table.rows.push(StandingLine::Unit(row(&source.standings[at], short, place, rules)));
            table.order.push(Some(at));
        }
    }
    table
}

/// Returns a score as it is printed, as a number.
fn printed(score: Decimal) -> Decimal {
    print(score, Some(DECIMALS)).parse().unwrap_or(score)
}

fn row(
    standing: &Standing,
    unit: String,
    place: Option<usize>,
    rules: &StandingRules,
) -> StandingRow {
    let points = |points: Option<Decimal>| match points {
        Some(points) => print(points, Some(DECIMALS)),
        None => NONE.to_owned(),
    };
    let deductions = [
        ("迟报", "次", standing.late.len(), rules.late),
        ("挂牌", "项", standing.listings, rules.listing),
    ];
    let deductions = deductions.into_iter().filter(|(_, _, count, _)| *count > 0);
    let words = deductions.map(|(what, measure, count, each)| {
        let points = print(each * Decimal::from(count), None);
        format!("{what}{count}{measure}扣{points}")
    });
    let words = words.collect::<Vec<_>>().join("，");
    StandingRow {
        place: place.map_or_else(|| NONE.to_owned(), |place| (place + 1).to_string()),
        unit,
        lead: tally(standing.lead),
        lead_points: points(standing.lead_points),
        implement: tally(standing.implement),
        implement_points: points(standing.implement_points),
        deducted: if words.is_empty() { NONE.to_owned() } else { words },
        score: points(standing.score),
    }
}

/// Returns the numbers of items that count in full, in part, and not at all.
fn tally(tally: Tally) -> String {
    match tally.counted() {
        0 => NONE.to_owned(),
        _ => [tally.full, tally.lagging, tally.failed].map(|count| count.to_string()).join("/"),
    }
}

/// Returns the formula of the score in words.
fn formula(rules: &StandingRules, severe_below: Decimal) -> String {
    let StandingRules { lead, implement, lagging, late, listing, .. } = rules;
    let [lead, implement, lagging, late, listing, severe_below] =
        [*lead, *implement, *lagging, *late, *listing, severe_below]
            .map(|points| print(points, None));
    format!(
        "牵头事项占{lead}分、实施事项占{implement}分，只有其中一种的按100分计；各项的得分相同，完成的计满分，\
         未完成而完成率达到{severe_below}%（增速、比率相差较小）的计{lagging}，其余未完成的和未报送的不计分；\
         不评价、报送有误的事项不参加计算；迟报一次扣{late}分，被挂牌一项扣{listing}分，扣完为止"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::Assessment;
    use crate::period::Period;
    use crate::sample::Province;
    use crate::supervision::{Lapses, standings as of_units};

    #[test]
    fn units_are_in_the_order_of_their_scores_within_their_kind() {
        let province = Province::new()
            .unit("省财政厅", "组成部门")
            .unit("省林业厅", "组成部门")
            .units("市州", ["兰州市", "金昌市"])
            .unit("兰州新区", "新区")
            .group("各市州政府", "市州、新区")
            .task(1, "甲。", |item| item.lead("省财政厅").implement("各市州政府"))
            .task(2, "乙。", |item| item.lead("省林业厅").implement("各市州政府"))
            .task(3, "丙。", |item| item.lead("省财政厅"));
        let returns = "\
2018-12,2-1,,省财政厅,,,90%,,,,,甲,2019-01-03
2018-12,2-3,,省财政厅,,,50%,,,,,甲,2019-01-03
2018-12,2-2,,省林业厅,,,100%,,,,,甲,2019-01-03
2018-12,2-1,,兰州市,,,50%,,,,,甲,2019-01-03
2018-12,2-1,,金昌市,,,100%,,,,,甲,2019-01-03
2018-12,2-2,,金昌市,,,95%,,,,,甲,2019-01-03
2018-12,2-1,,兰州新区,,,100%,,,,,甲,2019-01-03
2018-12,2-2,,兰州新区,,,100%,,,,,甲,2019-01-03
";
        let lines = province.on_returns(returns, |basis, config| {
            let period: Period = "2018".parse().unwrap();
            let now = Assessment::new(basis, period.close());
            let finance = crate::sample::unit(basis.registry, "省财政厅");
            let lapses = Lapses { listings: [(finance, 1)].into(), ..Lapses::default() };
            let all = of_units(&now, basis.duties, &lapses, &config.standing, |unit| unit);
            let source = Source {
                basis,
                config,
                period,
                now: &now,
                before: None,
                date: None,
                issued: &[],
                number: None,
                standings: &all,
                cases: None,
            };
            let table = standings(&source);
            assert_eq!(table.scored, 5);
            let line = |line: &StandingLine| match line {
                StandingLine::Group { group } => group.clone(),
                StandingLine::Unit(row) => [
                    &row.place,
                    &row.unit,
                    &row.lead,
                    &row.lead_points,
                    &row.implement,
                    &row.implement_points,
                    &row.deducted,
                    &row.score,
                ]
                .map(String::as_str)
                .join(" "),
            };
            table.rows.iter().map(line).collect::<Vec<_>>()
        });
        // 金昌市: 100 × (1 + 0.6)/2. 省财政厅: 100 × 0.6/2, less 5. 兰州市 did not report on 2-2.
        assert_eq!(
            lines,
            [
                "市州、新区（3个）",
                "1 金昌市 — — 1/1/0 80.0 — 80.0",
                "2 兰州市 — — 0/0/2 0.0 — 0.0",
                "— 兰州新区 — — 2/0/0 100.0 — 100.0",
                "省政府部门和其他单位（2个）",
                "1 省林业厅 1/0/0 100.0 — — — 100.0",
                "2 省财政厅 0/1/1 30.0 — — 挂牌1项扣5 25.0",
            ]
        );
    }
}
