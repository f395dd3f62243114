//! One target beside what was reached of it: target, what is due, value, gap.

use std::cmp::Reverse;

use gongwen::rounding::print;
use rust_decimal::Decimal;

use super::figure::{Figure, figure};
use crate::assess::{Kind, TargetMark};
use crate::period::Month;
use crate::plan::Item;
use crate::registry::Registry;
use crate::report::claim::{Fact, Facts, Rule};
use crate::report::wording::{NONE, Wording, completion_words};
use crate::status::{Stage, Status};
use crate::targets::{Direction, Target};

/// Number of decimals with which shortfalls are compared: those after them are traces of a division.
const COMPARED: u32 = 12;

/// A target and what was reached of it, in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measure {
    /// The target in words, with the quantity: 棚户区改造20.71万套. Empty for an item without targets.
    pub goal_words: String,
    /// What is due by now: 6月底应完成50.0%. Empty for a target that holds all year.
    pub due_words: String,
    /// The value with its completion: 5.20万户（44.7%）, 完成率21.0%, 单位自评严重滞后; — where nothing can be said.
    pub reached: String,
    /// The gap in words: 低5.3个百分点; — for an item that is judged by a word.
    pub gap_words: String,
    /// The gap as it is printed.
    pub gap: Option<Decimal>,
    /// The measure of the gap.
    pub gap_measure: String,
}

/// The distance between what was reached and what should be; the greater distance comes first, and what is measured by
/// the part that is reached before what is measured in points, and that before what no figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shortfall {
    /// The part of what is due that was reached.
    Part(Decimal),
    /// The percentage points by which a rate misses its target.
    Points(Reverse<Decimal>),
    /// A word of the unit or of the office.
    Word,
}

impl Shortfall {
    pub(super) fn new(mark: &TargetMark, target: Option<&Target>) -> Self {
        Self::measured(mark, target).unwrap_or(Self::Word)
    }

    /// Returns the distance in figures; `None` where there is none: what is behind though its figure is not was judged by
    /// a word.
    fn measured(target: &TargetMark, stated: Option<&Target>) -> Option<Self> {
        if matches!(target.kind, Kind::Amount | Kind::Task) {
            let reached = target.mark.percent?.checked_mul(target.due.whole)?;
            let due = target.due.part.checked_mul(Decimal::ONE_HUNDRED)?;
            return part(reached, due);
        }
        let (value, goal, stated) = (target.mark.value?, target.mark.goal?, stated?);
        let over = value.checked_sub(goal)?;
        let missed = match stated.direction {
            Direction::Up | Direction::Decline => -over,
            Direction::Down => over,
            Direction::Near => over.abs(),
        };
        if stated.measure == "%" {
            let points = missed.round_dp(COMPARED);
            return (points > Decimal::ZERO).then_some(Self::Points(Reverse(points)));
        }
        match stated.direction {
            Direction::Up | Direction::Decline => part(value, goal),
            Direction::Down => part(goal, value),
            Direction::Near => part(goal.checked_sub(missed)?, goal),
        }
    }
}

/// Returns the part of `whole`, where it is short of it.
fn part(part: Decimal, whole: Decimal) -> Option<Shortfall> {
    let part = part.checked_div(whole)?.round_dp(COMPARED);
    (part < Decimal::ONE).then_some(Shortfall::Part(part))
}

/// Returns a target of an item, by its position, beside the result `mark`: the province's, or one that a unit reached.
pub fn measure(
    item: &Item,
    index: usize,
    mark: &TargetMark,
    (month, stage): (Month, Stage),
    registry: &Registry,
) -> Measure {
    let stated = item.targets.get(index);
    let shortfall = Shortfall::new(mark, stated);
    let (goal_words, due_words, reached, gap) = match stated {
        Some(target) => {
            let words = Wording::new(target).at(stage);
            let goal = mark.mark.goal.unwrap_or(target.value);
            let figure = figure(words, goal, mark, String::new(), (item, registry));
            let due = figure.due.map_or_else(String::new, |_| due(&figure.due_words, month, stage));
            let gap = figure.gap.map(|gap| (gap, figure.gap_digits, points(&figure).to_owned()));
            (goal_words(&figure, item), due, reached_words(&figure, mark.mark.status, stage), gap)
        }
        None => {
            let digits = mark.mark.percent_precision.digits().max(1);
            let gap = mark.mark.percent.and_then(|percent| mark.due.ahead(percent, digits));
            let due_words = format!("{}%", print(mark.due.percent(), Some(digits)));
            let status = mark.mark.status;
            let reached = match (mark.mark.percent, &mark.mark.verified) {
                (Some(_), Some(_)) => format!("完成率{}（核定）", completion_words(&mark.mark)),
                (Some(_), None) => format!("完成率{}", completion_words(&mark.mark)),
                _ if !status.is_verdict() => NONE.to_owned(),
                (None, Some(_)) => format!("核定为{}", status.word_at(stage)),
                (None, None) => format!("单位自评{}", status.word_at(stage)),
            };
            let gap = gap.map(|gap| (gap, digits, "个百分点".to_owned()));
            (String::new(), due(&due_words, month, stage), reached, gap)
        }
    };
    let gap = gap.filter(|_| shortfall != Shortfall::Word);
    Measure {
        goal_words,
        due_words,
        reached,
        gap_words: gap.as_ref().map_or_else(
            || NONE.to_owned(),
            |(gap, digits, points)| {
                let side = if gap.is_sign_negative() { "低" } else { "高" };
                format!("{side}{}{points}", print(gap.abs(), Some(*digits)))
            },
        ),
        gap: gap.as_ref().map(|(gap, ..)| *gap),
        gap_measure: gap.map(|(.., points)| points).unwrap_or_default(),
    }
}

/// Returns the gap of a target as it is printed, with the cells that the facts of the target have for it.
pub fn gap_facts(facts: &Facts, gap: Option<Decimal>, measure: &str) -> Facts {
    let gaps = facts.only(&[Rule::AmountGap, Rule::RateGap]);
    let printed = gaps.numbers().next().zip(gap);
    let printed = printed
        .map(|((rule, _, from), gap)| Fact::number(gap, measure, rule.clone(), from.to_vec()));
    let mut facts = gaps.only(&[]);
    facts.extend(printed);
    facts
}

/// Returns the target with its quantity, where the title of the item is another.
fn goal_words(figure: &Figure, item: &Item) -> String {
    match figure.subject == item.short_title {
        true => figure.goal_words.clone(),
        false => format!("{}：{}", figure.subject, figure.goal_words),
    }
}

/// Returns what is due by now: 6月底应完成50.0%; empty at the end of the year, when everything is.
fn due(words: &str, month: Month, stage: Stage) -> String {
    match stage {
        Stage::UnderWay => format!("{}月底应完成{words}", month.number()),
        Stage::YearEnd => String::new(),
    }
}

fn reached_words(figure: &Figure, status: Status, stage: Stage) -> String {
    let reached = match (figure.value, figure.percent) {
        (Some(_), Some(_)) => format!("{}（{}）", figure.value_words, figure.percent_words),
        (Some(_), None) => figure.value_words.clone(),
        (None, Some(_)) => format!("完成率{}", figure.percent_words),
        (None, None) if !status.is_verdict() => NONE.to_owned(),
        (None, None) => format!("核定为{}", status.word_at(stage)),
    };
    match &*figure.verified {
        "" => reached,
        verified => format!("{reached}（{verified}）"),
    }
}

/// Returns the measure of a gap.
fn points(figure: &Figure) -> &str {
    match figure.due.is_some() || figure.measure == "%" {
        true => "个百分点",
        false => &figure.measure,
    }
}
