//! The items that are furthest behind, worst first (最突出的事项): what a leader reads first.

use std::cmp::Reverse;

use gongwen::rounding::print;
use rust_decimal::Decimal;
use serde::Serialize;

use super::Source;
use super::behind::with_reason;
use super::figure::{Figure, figures};
use super::task::{TaskRow, row};
use crate::assess::{Assessment, ItemAssessment, Kind, TargetMark};
use crate::plan::{Item, Plan, TargetId};
use crate::report::listing::whole;
use crate::report::wording::{NONE, completion_words};
use crate::status::{Stage, Status};
use crate::targets::{Direction, Target};

/// Maximum number of items.
const MOST: usize = 5;
/// The Chinese numerals of their numbers.
pub(super) const NUMERALS: [&str; MOST + 1] = ["", "一", "两", "三", "四", "五"];
/// Number of decimals with which shortfalls are compared: those after them are traces of a division.
const COMPARED: u32 = 12;

/// The worst items.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Worst {
    /// The first five, or fewer where fewer are behind.
    pub rows: Vec<WorstRow>,
    /// The same, each below a group line with its name, its lead unit and its leaders, for `table(…)`.
    pub lines: Vec<WorstLine>,
    /// Their number as a word: 五; empty where nothing is behind.
    pub numeral: &'static str,
    /// True if more items are behind than these.
    pub has_more: bool,
}

/// A row of the table of the worst items.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum WorstLine {
    /// A group line above an item.
    Group {
        /// Its words.
        group: String,
    },
    /// An item.
    Item(Box<WorstRow>),
}

/// An item that is behind, with the target that decides its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorstRow {
    /// The item, with the words of its lead unit.
    #[serde(flatten)]
    pub item: TaskRow,
    /// Name, lead unit and leaders: 任务41　城市黑臭水体整治　省建设厅（牵头领导：宋亮）.
    pub heading: String,
    /// The lead leaders in words: 黄强、宋亮; may be empty.
    pub leader_words: String,
    /// True if it is severe.
    pub is_severe: bool,
    /// The target; the first of an item without targets.
    #[serde(skip)]
    pub target: TargetId,
    /// The target in words, with the quantity: 棚户区改造20.71万套. Empty for an item without targets.
    pub goal_words: String,
    /// What is due by now: 6月底应完成50.0%. Empty for a target that holds all year.
    pub due_words: String,
    /// Target and what is due, one per line.
    pub expected: String,
    /// The value with its completion: 5.20万户（44.7%）, 完成率21.0%, 单位自评严重滞后.
    pub reached: String,
    /// The gap in words: 低5.3个百分点; — for an item that is judged by a word.
    pub gap_words: String,
    /// The gap as it is printed.
    #[serde(skip)]
    pub gap: Option<Decimal>,
}

/// The distance between what was reached and what should be; the greater distance comes first, and what is measured by
/// the part that is reached before what is measured in points, and that before what no figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shortfall {
    /// The part of what is due that was reached.
    Part(Decimal),
    /// The percentage points by which a rate misses its target.
    Points(Reverse<Decimal>),
    /// A word of the unit or of the office.
    Word,
}

impl Shortfall {
    fn new(mark: &TargetMark, target: Option<&Target>) -> Self {
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

/// Returns the items that are behind, with the position of the target that decides: the severe ones before the lagging ones,
/// each kind by how far it is behind; equal ones in the order of the annexes.
pub fn worst_first<'a>(
    plan: &'a Plan,
    now: &'a Assessment,
) -> Vec<(usize, &'a Item, &'a ItemAssessment)> {
    let mut behind: Vec<_> = (now.items.iter())
        .filter(|assessed| assessed.status.is_behind())
        .filter_map(|assessed| {
            let item = plan.item(assessed.id)?;
            let (shortfall, index) = deciding(item, assessed)?;
            Some(((Reverse(assessed.status), shortfall), (index, item, assessed)))
        })
        .collect();
    // The sort is stable, and the items are in the order of the annexes.
    behind.sort_by_key(|&(place, _)| place);
    behind.into_iter().map(|(_, item)| item).collect()
}

/// Returns the worst items of a period, worst first.
pub(super) fn worst(source: &Source<'_>) -> Worst {
    let behind = worst_first(source.basis.plan, source.now);
    let has_more = behind.len() > MOST;
    let rows = behind.into_iter().take(MOST);
    let rows: Vec<WorstRow> =
        rows.map(|(index, item, assessed)| worst_row(item, assessed, index, source)).collect();
    let lines = rows.iter().flat_map(|row| {
        let group = WorstLine::Group { group: row.heading.clone() };
        [group, WorstLine::Item(Box::new(row.clone()))]
    });
    Worst {
        lines: lines.collect(),
        numeral: NUMERALS.get(rows.len()).copied().unwrap_or_default(),
        has_more,
        rows,
    }
}

/// Returns the worst target of an item, and its position.
fn deciding(item: &Item, assessed: &ItemAssessment) -> Option<(Shortfall, usize)> {
    let targets = assessed.targets.iter().enumerate();
    let worst = targets.filter(|(_, target)| target.mark.status == assessed.status);
    worst
        .map(|(index, target)| (Shortfall::new(target, item.targets.get(index)), index))
        .min_by_key(|&(shortfall, index)| (shortfall, index))
}

fn worst_row(
    item: &Item,
    assessed: &ItemAssessment,
    index: usize,
    source: &Source<'_>,
) -> WorstRow {
    let figures = figures(item, source);
    let stage = source.stage();
    let measured = assessed.targets.get(index);
    let target = item.reported().nth(index).map_or(TargetId::first(item.id), |(id, _)| id);
    let shortfall =
        measured.map_or(Shortfall::Word, |mark| Shortfall::new(mark, item.targets.get(index)));
    let row = with_reason(&row(item, assessed, source));
    let (goal_words, due_words, reached, gap) = match (figures.get(index), measured) {
        (Some(figure), _) => (
            goal_words(figure, item),
            figure.due.map_or_else(String::new, |_| due_words(&figure.due_words, source)),
            reached_words(figure, stage),
            figure.gap.map(|gap| (gap, figure.gap_digits, points(figure))),
        ),
        (None, Some(mark)) => {
            let digits = mark.mark.percent_precision.digits().max(1);
            let gap = mark.mark.percent.and_then(|percent| mark.due.ahead(percent, digits));
            let due = format!("{}%", print(mark.due.percent(), Some(digits)));
            let reached = match (mark.mark.percent, &mark.mark.verified) {
                (Some(_), Some(_)) => format!("完成率{}（核定）", completion_words(&mark.mark)),
                (Some(_), None) => format!("完成率{}", completion_words(&mark.mark)),
                (None, Some(_)) => format!("核定为{}", mark.mark.status.word_at(stage)),
                (None, None) => format!("单位自评{}", mark.mark.status.word_at(stage)),
            };
            let gap = gap.map(|gap| (gap, digits, "个百分点"));
            (String::new(), due_words(&due, source), reached, gap)
        }
        (None, None) => (String::new(), String::new(), NONE.to_owned(), None),
    };
    let gap = gap.filter(|_| shortfall != Shortfall::Word);
    let leader_words = item.leaders.join("、");
    let expected = [&goal_words, &due_words].into_iter().filter(|words| !words.is_empty());
    let expected = expected.map(String::as_str).collect::<Vec<_>>().join("\n");
    WorstRow {
        heading: heading(item, &row.primary, &leader_words),
        leader_words,
        is_severe: assessed.status == Status::Severe,
        target,
        expected: if expected.is_empty() { NONE.to_owned() } else { expected },
        goal_words,
        due_words,
        reached,
        gap_words: gap.map_or_else(
            || NONE.to_owned(),
            |(gap, digits, points)| {
                let side = if gap.is_sign_negative() { "低" } else { "高" };
                format!("{side}{}{points}", print(gap.abs(), Some(digits)))
            },
        ),
        gap: gap.map(|(gap, ..)| gap),
        item: row,
    }
}

/// Returns the words of the group line.
fn heading(item: &Item, unit: &str, leaders: &str) -> String {
    let leaders = match leaders {
        "" => String::new(),
        names => format!("（牵头领导：{names}）"),
    };
    let parts = [item.words(), whole(&item.short_title), format!("{}{leaders}", whole(unit))];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")
}

/// Returns the target with its quantity, where the title of the item is another.
fn goal_words(figure: &Figure, item: &Item) -> String {
    match figure.subject == item.short_title {
        true => figure.goal_words.clone(),
        false => format!("{}：{}", figure.subject, figure.goal_words),
    }
}

/// Returns what is due by now: 6月底应完成50.0%; empty at the end of the year, when everything is.
fn due_words(due: &str, source: &Source<'_>) -> String {
    match source.stage() {
        Stage::UnderWay => format!("{}月底应完成{due}", source.now.month.number()),
        Stage::YearEnd => String::new(),
    }
}

fn reached_words(figure: &Figure, stage: Stage) -> String {
    let reached = match (figure.value, figure.percent) {
        (Some(_), Some(_)) => format!("{}（{}）", figure.value_words, figure.percent_words),
        (Some(_), None) => figure.value_words.clone(),
        (None, Some(_)) => format!("完成率{}", figure.percent_words),
        (None, None) => format!("核定为{}", figure.state.status.word_at(stage)),
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
