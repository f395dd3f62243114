//! The context of a quarterly bulletin (季度通报). Text, annexes and workbook are made from it, so that their
//! figures agree.

mod at_risk;
mod behind;
mod claims;
mod correction;
mod figure;
mod indicator;
mod leader;
mod listed;
mod measure;
mod overall;
mod prefecture;
mod ranking;
mod returns;
mod scoreboard;
mod standing;
mod status_counts;
mod task;
mod verified;
mod worst;

#[cfg(test)]
mod tests;

pub use behind::{Behind, BehindRow, Concentration, UNSTATED};
pub use claims::{Brief, ClaimedBulletin, ClaimedLeader, Room};
pub use correction::{CorrectionRow, Corrections, Issued};
pub use figure::{Figure, StatusCell};
pub use indicator::{IndicatorRow, Indicators};
pub use leader::{CallRow, LeaderItem, LeaderList, LeaderRow, leader_list};
pub use listed::{Listed, ListedRow};
pub use measure::{Measure, gap_facts, measure};
pub use overall::{Overall, StatusBar};
pub use prefecture::{PrefectureRow, Prefectures};
pub use ranking::{HeatRow, Place, RankCell, RankRow, RankTable, Ranking, Rankings};
pub use returns::{LapseRow, Returns};
pub use scoreboard::Scoreboard;
pub use standing::{StandingLine, StandingRow, Standings};
pub use status_counts::{Share, StatusCounts};
pub use task::{TaskRow, Tasks};
pub use verified::Verified;
pub use worst::{Worst, WorstLine, WorstRow, worst_first};

use jiff::civil::Date;
use serde::Serialize;

use super::addressees;
use super::sender::{Issuer, Notice, number};
use crate::assess::{Assessment, Basis, Change, Punctuality, Rules};
use crate::numbers::Number;
use crate::period::Period;
use crate::plan::{Due, Item, Who};
use crate::status::Stage;
use crate::supervision::{Cases, Standing};
use crate::workspace::Config;
use gongwen::rounding::print;

/// The values that `templates/bulletin.md` and `templates/bulletin-year.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bulletin {
    /// The plan's year.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The notice that the bulletin is based on.
    pub notice: Notice,
    /// Document number; the serial is blank unless `duban.toml` sets it.
    pub number: String,
    /// Date printed on the bulletin, in TOML notation; empty leaves it blank.
    pub date: String,
    /// The addressees.
    pub addressee: String,
    /// Recipients of copies; may be empty.
    pub copies: String,
    /// The period.
    pub period: PeriodWords,
    /// The stage of the year, which determines words.
    pub stage: Stage,
    /// The units that have another name than in the notice: 省工业和信息化厅（原省工信委）; may be empty.
    pub renamed: String,
    /// The rule by which an item is severely behind, in words; empty at the end of the year.
    pub severe_rule: String,
    /// The day by which units must respond, in words (5月18日前); 限期 in days for a bulletin without a date.
    pub reply_by: String,
    /// All items together.
    pub overall: Overall,
    /// The numbers of items with each status, as a table.
    pub scoreboard: Scoreboard,
    /// The items that are furthest behind.
    pub worst: Worst,
    /// The items of the annexes of indicators.
    pub indicators: Indicators,
    /// Places of the prefectures.
    pub rankings: Rankings,
    /// The prefectures by the number of indicators in which they are behind.
    pub prefectures: Prefectures,
    /// The items of the other annexes.
    pub tasks: Tasks,
    /// The items that are behind.
    pub behind: Behind,
    /// The units that reported and those that did not.
    pub returns: Returns,
    /// The corrections of earlier bulletins.
    pub corrections: Corrections,
    /// The figures and statuses that the office has verified.
    pub verified: Verified,
    /// The items under listed supervision; without rows where there is none.
    pub listed: Listed,
    /// The standings of the units; without rows but for the year's bulletin.
    pub standings: Standings,
}

/// A period in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PeriodWords {
    /// `2018Q1`.
    pub code: String,
    /// 一季度.
    pub name: String,
    /// The cut-off day: 3月31日.
    pub cut_off: String,
    /// The day on which returns were due: 4月8日.
    pub due: String,
    /// Share of the year that has passed, in percent with one decimal.
    pub schedule: String,
    /// A note that some items are due by milestones of their own: （另有时间节点的事项按节点）; empty where none is.
    pub milestones: String,
    /// Name of the period before (一季度); empty if nothing is known of it.
    pub previous: String,
    /// True if the progress by its end is judged; it is not in the first months of a year.
    pub is_judged: bool,
}

/// The data from which a bulletin is made.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Plan, registry, returns and rules.
    pub basis: &'a Basis<'a>,
    /// `duban.toml`.
    pub config: &'a Config,
    /// The period of the report.
    pub period: Period,
    /// The assessment of that period.
    pub now: &'a Assessment,
    /// The period before and its assessment, if there are returns for it.
    pub before: Option<(Period, &'a Assessment)>,
    /// The date of issue.
    pub date: Option<Date>,
    /// The bulletins issued before.
    pub issued: &'a [Issued],
    /// The number that was drawn for it.
    pub number: Option<&'a Number>,
    /// The standings of the units; none but for the bulletin of the year.
    pub standings: &'a [Standing],
    /// The cases on a day, and the day; none but for bulletins.
    pub cases: Option<(&'a Cases<'a>, Date)>,
}

impl<'a> Source<'a> {
    /// Returns the stage of the year.
    fn stage(&self) -> Stage {
        if self.period.close().closes_year() { Stage::YearEnd } else { Stage::UnderWay }
    }

    /// Returns the change from the period before.
    fn change(&self) -> Option<Change<'a>> {
        let (_, before) = self.before?;
        Some(Change { before, now: self.now })
    }

    /// Returns whether any item is due by milestones of its own.
    fn has_milestones(&self) -> bool {
        let mut targets = self.basis.plan.items().iter().flat_map(Item::reported);
        targets.any(|(id, _)| self.basis.schedule.has_milestones(id))
    }

    /// Returns the name of the period before; empty if there is none.
    fn previous_name(&self) -> String {
        self.before.map_or_else(String::new, |(period, _)| period.name())
    }
}

/// Returns the bulletin of `source.period`.
pub fn bulletin(source: &Source<'_>) -> Bulletin {
    let config = source.config;
    let due = config.returns_due(source.now.month);
    let present = |unit| source.basis.registry.present(unit);
    let progress = source.basis.progress;
    let punctuality = Punctuality::of_present(source.now, progress, due, present);
    let rankings = ranking::rankings(source);
    let overall = overall::overall(source);
    Bulletin {
        year: config.year,
        issuer: Issuer::new(config),
        notice: Notice::new(config),
        number: number(
            source.number,
            &config.bulletin.series,
            source.period.year_of_issue(source.date),
        ),
        date: source.date.map_or_else(String::new, |date| date.to_string()),
        addressee: addressees::of_bulletin(config, source.basis.registry),
        copies: config.bulletin.copies.clone(),
        period: period_words(source, due),
        stage: source.stage(),
        renamed: renamed(source),
        severe_rule: severe_rule(source),
        reply_by: reply_by(source),
        scoreboard: scoreboard::scoreboard(source, &overall),
        overall,
        worst: worst::worst(source),
        indicators: indicator::indicators(source, &rankings),
        prefectures: prefecture::prefectures(source),
        rankings,
        tasks: task::tasks(source),
        behind: behind::behind(source),
        returns: returns::returns(source, &punctuality),
        corrections: correction::corrections(source),
        verified: verified::verified(source),
        listed: listed::listed(source),
        standings: standing::standings(source),
    }
}

fn period_words(source: &Source<'_>, due: Date) -> PeriodWords {
    let close = source.now.month;
    PeriodWords {
        code: source.period.to_string(),
        name: source.period.name(),
        cut_off: day_words(close.last_day()),
        due: day_words(due),
        schedule: print(Due::straight(close.number()).percent(), Some(1)),
        milestones: match source.has_milestones() {
            true => "（另有时间节点的事项按节点）".to_owned(),
            false => String::new(),
        },
        previous: source.previous_name(),
        is_judged: close.number() >= source.config.assessment.first_month,
    }
}

/// Returns the last working day of the term that a bulletin sets, or the term itself for a bulletin without a
/// date.
fn reply_by(source: &Source<'_>) -> String {
    let days = source.config.bulletin.reply_days;
    match source.date {
        Some(date) => day_words(source.config.calendar.after_working_days(date, days)) + "前",
        None => format!("印发之日起{days}个工作日内"),
    }
}

/// Returns the rule by which an item is severely behind.
fn severe_rule(source: &Source<'_>) -> String {
    if source.now.month.closes_year() {
        return String::new();
    }
    let Rules { severe_below, shortfall, .. } = &source.config.assessment;
    let [percent, points] = [severe_below, shortfall].map(|limit| print(*limit, None));
    format!(
        "完成率不足应完成的{percent}%，增速、比率相差超过{points}个百分点或者由增转降，超过控制上限的，为严重滞后；没有数字的按自评状态"
    )
}

/// Returns the day in words: 3月31日.
fn day_words(day: Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}

/// Returns the lead units of an item as tables show them.
fn lead_units(item: &Item, source: &Source<'_>) -> String {
    let registry = source.basis.registry;
    let mut names: Vec<&str> = Vec::new();
    for party in &item.lead {
        let name = registry.canonical(party.who).unwrap_or(&party.written);
        // Two units may have become one.
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("、")
}

/// Returns the units with items that have other names than in the notice, with the names there.
fn renamed(source: &Source<'_>) -> String {
    let registry = source.basis.registry;
    let mut renamed: Vec<(&str, Vec<String>)> = Vec::new();
    for id in source.basis.duties.units() {
        let Some(former) = registry.former(id) else { continue };
        let (now, former) = (registry.unit(id).short.as_str(), format!("原{former}"));
        match renamed.iter_mut().find(|(name, _)| *name == now) {
            Some((_, all)) => all.push(former),
            None => renamed.push((now, vec![former])),
        }
    }
    let words = renamed.iter().map(|(now, former)| format!("{now}（{}）", former.join("、")));
    words.collect::<Vec<_>>().join("、")
}

/// Returns the short name of the unit that reports for the province; the first name if it is not a known
/// unit.
fn primary_unit(item: &Item, source: &Source<'_>) -> String {
    let first = item.lead.first();
    first.map_or_else(String::new, |party| match party.who {
        Who::Unit(unit) => source.basis.registry.unit(unit).short.clone(),
        Who::Group(_) | Who::Unknown => party.written.clone(),
    })
}
