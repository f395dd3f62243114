//! Standing over the year (年度评价): the items that each unit leads and implements, less late returns and listings.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::assess::{Assessment, worst};
use crate::json_schema;
use crate::period::Month;
use crate::plan::{Duties, ItemId, Role};
use crate::registry::UnitId;
use crate::status::Status;

/// Points and limits: the table `[standing]` of `duban.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StandingRules {
    /// The points of the items that a unit leads, where it implements others.
    #[schemars(schema_with = "json_schema::decimal")]
    pub lead: Decimal,
    /// The points of the items that it implements, where it leads others.
    #[schemars(schema_with = "json_schema::decimal")]
    pub implement: Decimal,
    /// The part of an item's share that counts while the item is lagging, 0 to 1.
    #[schemars(schema_with = "json_schema::decimal")]
    pub lagging: Decimal,
    /// The points that a late return costs.
    #[schemars(schema_with = "json_schema::decimal")]
    pub late: Decimal,
    /// The points that a listing costs.
    #[schemars(schema_with = "json_schema::decimal")]
    pub listing: Decimal,
    /// The score from which on commendation is proposed.
    #[schemars(schema_with = "json_schema::decimal")]
    pub commend_from: Decimal,
    /// The score below which criticism is proposed.
    #[schemars(schema_with = "json_schema::decimal")]
    pub criticize_below: Decimal,
}

impl Default for StandingRules {
    fn default() -> Self {
        Self {
            lead: Decimal::from(60),
            implement: Decimal::from(40),
            lagging: Decimal::new(6, 1),
            late: Decimal::ONE,
            listing: Decimal::from(5),
            commend_from: Decimal::from(90),
            criticize_below: Decimal::from(60),
        }
    }
}

/// The items of a unit in one role, by what counts of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// The items that are done or on schedule.
    pub full: usize,
    /// The items that are lagging.
    pub lagging: usize,
    /// The items that are severely behind, or not reported.
    pub failed: usize,
    /// The items that are left out: unrated, in question, or reported by another lead unit.
    pub left_out: usize,
}

impl Tally {
    fn add(&mut self, status: Status, reports: bool) {
        match status {
            Status::Done | Status::OnTrack => self.full += 1,
            Status::Lagging => self.lagging += 1,
            Status::Severe => self.failed += 1,
            Status::Unreported if reports => self.failed += 1,
            Status::Unreported | Status::Defective | Status::Unrated => self.left_out += 1,
        }
    }

    /// Returns the number of items that count.
    pub fn counted(&self) -> usize {
        self.full + self.lagging + self.failed
    }

    /// Returns the points out of `whole`; `None` where no item counts.
    fn points(&self, whole: Decimal, lagging: Decimal) -> Option<Decimal> {
        let counted = Decimal::from(self.counted());
        let reached = Decimal::from(self.full) + lagging * Decimal::from(self.lagging);
        (whole * reached).checked_div(counted)
    }
}

/// The standing of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The unit.
    pub unit: UnitId,
    /// The items that it leads.
    pub lead: Tally,
    /// The points for them; `None` where none counts.
    pub lead_points: Option<Decimal>,
    /// The items that it implements.
    pub implement: Tally,
    /// The points for them; `None` where none counts.
    pub implement_points: Option<Decimal>,
    /// The months whose return was late.
    pub late: Vec<Month>,
    /// The number of its cases that were listed.
    pub listings: usize,
    /// The score out of 100, at least 0; `None` where no item counts.
    pub score: Option<Decimal>,
}

/// A proposal that a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposal {
    /// 表扬.
    Commend,
    /// 通报批评.
    Criticize,
}

impl Standing {
    /// Returns the proposal that follows from the score.
    pub fn proposal(&self, rules: &StandingRules) -> Option<Proposal> {
        let score = self.score?;
        match () {
            () if score >= rules.commend_from => Some(Proposal::Commend),
            () if score < rules.criticize_below => Some(Proposal::Criticize),
            () => None,
        }
    }
}

/// The facts beside the assessment that a standing rests on.
#[derive(Debug, Clone, Default)]
pub struct Lapses {
    /// The months whose first return of a unit came after the day it was due.
    pub late: BTreeMap<UnitId, Vec<Month>>,
    /// The number of a unit's cases that were listed.
    pub listings: BTreeMap<UnitId, usize>,
}

/// Returns the standing of every unit that leads or implements an item, in registry order; `present` returns the unit that
/// has the duties of another by now.
///
/// An item counts for a unit that leads it by its own status, for one that implements it by the status of the unit's part. Of
/// several lead units only the first answers for a return that is missing. A unit with one role is measured on it alone.
pub fn standings(
    assessment: &Assessment,
    duties: &Duties<'_>,
    lapses: &Lapses,
    rules: &StandingRules,
    present: impl Fn(UnitId) -> UnitId,
) -> Vec<Standing> {
    let mut shares: BTreeMap<(UnitId, ItemId), Share> = BTreeMap::new();
    for unit in duties.units() {
        for duty in duties.of(unit) {
            let Some(item) = assessment.item(duty.item.id) else { continue };
            let part = item.unit(unit);
            let status = match (duty.role, part) {
                (Role::Lead, _) => item.status,
                (Role::Implement, Some(part)) => part.status,
                (Role::Implement, None) => Status::Unrated,
                (Role::Support | Role::Possible, _) => continue,
            };
            let reports = part.is_some_and(|part| part.expected);
            let share = Share { role: duty.role, status, reports };
            shares
                .entry((present(unit), item.id))
                .and_modify(|held| held.merge(share))
                .or_insert(share);
        }
    }
    let mut tallies: BTreeMap<UnitId, (Tally, Tally)> = BTreeMap::new();
    for ((unit, _), share) in shares {
        let (lead, implement) = tallies.entry(unit).or_default();
        let tally = if share.role == Role::Lead { lead } else { implement };
        tally.add(share.status, share.reports);
    }
    let standing = |(unit, (lead, implement))| Standing::new(unit, lead, implement, lapses, rules);
    tallies.into_iter().map(standing).collect()
}

/// A unit's share in an item.
#[derive(Debug, Clone, Copy)]
struct Share {
    role: Role,
    status: Status,
    /// True if the unit has to report.
    reports: bool,
}

impl Share {
    /// Adds the share of a unit that has become the same.
    fn merge(&mut self, other: Self) {
        self.reports |= other.reports;
        match self.role.cmp(&other.role) {
            Ordering::Less => {}
            Ordering::Equal => self.status = worst([self.status, other.status]),
            Ordering::Greater => (self.role, self.status) = (other.role, other.status),
        }
    }
}

impl Standing {
    fn new(
        unit: UnitId,
        lead: Tally,
        implement: Tally,
        lapses: &Lapses,
        rules: &StandingRules,
    ) -> Self {
        let whole = |part, other: Tally| match other.counted() {
            0 => Decimal::ONE_HUNDRED,
            _ => part,
        };
        let lead_points = lead.points(whole(rules.lead, implement), rules.lagging);
        let implement_points = implement.points(whole(rules.implement, lead), rules.lagging);
        let late = lapses.late.get(&unit).cloned().unwrap_or_default();
        let listings = lapses.listings.get(&unit).copied().unwrap_or_default();
        let deducted =
            rules.late * Decimal::from(late.len()) + rules.listing * Decimal::from(listings);
        let points = match (lead_points, implement_points) {
            (None, None) => None,
            (lead, implement) => Some(lead.unwrap_or_default() + implement.unwrap_or_default()),
        };
        let score = points.map(|points| (points - deducted).max(Decimal::ZERO));
        Self { unit, lead, lead_points, implement, implement_points, late, listings, score }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::Period;
    use crate::sample::{Province, unit};

    fn province() -> Province {
        Province::new()
            .unit("省财政厅", "组成部门")
            .unit("省林业厅", "组成部门")
            .unit("兰州市", "市州")
            .task(1, "植树100万亩。", |item| {
                item.lead("省林业厅、省财政厅").implement("兰州市").target("植树 = 100 万亩")
            })
            .task(2, "造林10万亩。", |item| item.lead("省林业厅").target("造林 = 10 万亩"))
            .task(3, "建立台账。", |item| item.lead("省林业厅"))
            .task(4, "办好博览会。", |item| {
                item.lead("省财政厅").implement("省林业厅、兰州市")
            })
            .task(5, "修路10公里。", |item| item.lead("省财政厅").target("修路 = 10 公里"))
    }

    const RETURNS: &str = "\
2018-12,2-1,1,省林业厅,100,万亩,,,,,,甲,2019-01-03
2018-12,2-2,1,省林业厅,9,万亩,,,,,,甲,2019-01-03
2018-12,2-3,,省林业厅,,,50%,,,,,甲,2019-01-03
2018-12,2-4,,省财政厅,,,100%,,,,,甲,2019-01-03
2018-12,2-4,,省林业厅,,,100%,,,,,甲,2019-01-03
2018-12,2-5,1,省财政厅,暂无,公里,,,,,,甲,2019-01-03
";

    /// The standing of a unit whose returns were late in the first months of the year, and of which cases were listed.
    fn standing(name: &str, late: usize, listings: usize) -> Standing {
        province().on_returns(RETURNS, |basis, _| {
            let unit = unit(basis.registry, name);
            let months = (1..).filter_map(|month| Month::new(2018, month));
            let lapses = Lapses {
                late: [(unit, months.take(late).collect())].into(),
                listings: [(unit, listings)].into(),
            };
            let close = "2018".parse::<Period>().unwrap().close();
            let assessment = Assessment::new(basis, close);
            let rules = StandingRules::default();
            let all = standings(&assessment, basis.duties, &lapses, &rules, |unit| unit);
            all.into_iter().find(|one| one.unit == unit).unwrap()
        })
    }

    fn score(standing: &Standing) -> String {
        standing.score.map_or_else(String::new, |score| score.round_dp(2).normalize().to_string())
    }

    #[test]
    fn led_items_count_60_and_implemented_ones_40() {
        // Leads 2-1 (done), 2-2 (90 %, lagging), 2-3 (50 %, severe); implements 2-4 (done): 60 × 1.6/3 + 40.
        let forestry = standing("省林业厅", 0, 0);
        assert_eq!(forestry.lead, Tally { full: 1, lagging: 1, failed: 1, left_out: 0 });
        assert_eq!(forestry.implement, Tally { full: 1, lagging: 0, failed: 0, left_out: 0 });
        assert_eq!(score(&forestry), "72");
        // Two late returns and a listing: −2 −5.
        assert_eq!(score(&standing("省林业厅", 2, 1)), "65");
    }

    #[test]
    fn a_unit_with_one_role_is_measured_on_it_alone() {
        // Leads 2-1 (done, as a co-lead) and 2-4 (done); 2-5 has no figure yet and is left out.
        let finance = standing("省财政厅", 0, 0);
        assert_eq!(finance.lead, Tally { full: 2, lagging: 0, failed: 0, left_out: 1 });
        assert_eq!((score(&finance), finance.implement_points), ("100".to_owned(), None));
        // Implements 2-1 and 2-4, and reported neither: nothing is left to deduct from.
        let lanzhou = standing("兰州市", 3, 0);
        assert_eq!(lanzhou.implement.full, 0);
        assert_eq!(score(&lanzhou), if lanzhou.implement.counted() > 0 { "0" } else { "" });
    }

    #[test]
    fn proposals_follow_from_the_score() {
        let rules = StandingRules::default();
        assert_eq!(standing("省财政厅", 0, 0).proposal(&rules), Some(Proposal::Commend));
        assert_eq!(standing("省林业厅", 0, 0).proposal(&rules), None);
        assert_eq!(standing("省林业厅", 8, 1).proposal(&rules), Some(Proposal::Criticize));
    }
}
