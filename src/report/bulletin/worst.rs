//! The items that are furthest behind, worst first (最突出的事项): what a leader reads first.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::Serialize;

use super::Source;
use super::behind::with_reason;
use super::measure::{Shortfall, measure};
use super::task::{TaskRow, row};
use crate::assess::{Assessment, ItemAssessment};
use crate::plan::{Item, Plan, TargetId};
use crate::report::listing::whole;
use crate::report::wording::NONE;
use crate::status::Status;

/// Maximum number of items.
const MOST: usize = 5;
/// The Chinese numerals of their numbers.
pub(super) const NUMERALS: [&str; MOST + 1] = ["", "一", "两", "三", "四", "五"];

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
    /// The measure of the gap.
    #[serde(skip)]
    pub gap_measure: String,
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
    let target = item.reported().nth(index).map_or(TargetId::first(item.id), |(id, _)| id);
    let row = with_reason(&row(item, assessed, source));
    let at = (source.now.month, source.stage());
    let registry = source.basis.registry;
    let measured = assessed.targets.get(index);
    let measure = measured.map(|mark| measure(item, index, mark, at, registry)).unwrap_or_default();
    let leader_words = item.leaders.join("、");
    let expected = [&measure.goal_words, &measure.due_words].into_iter();
    let expected = expected.filter(|words| !words.is_empty()).map(String::as_str);
    let expected = expected.collect::<Vec<_>>().join("\n");
    WorstRow {
        heading: heading(item, &row.primary, &leader_words),
        leader_words,
        is_severe: assessed.status == Status::Severe,
        target,
        expected: if expected.is_empty() { NONE.to_owned() } else { expected },
        goal_words: measure.goal_words,
        due_words: measure.due_words,
        reached: measure.reached,
        gap_words: measure.gap_words,
        gap: measure.gap,
        gap_measure: measure.gap_measure,
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
