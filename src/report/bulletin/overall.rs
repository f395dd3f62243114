//! Section 一: the number of items with each status.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Source;
use super::status_counts::StatusCounts;
use crate::assess::{Change, Counts, Moved};
use crate::report::listing::joined;
use crate::status::Status;

/// The words where no item moved or stayed behind.
const NOTHING_MOVED: &str = "没有好转、后退或仍然滞后的事项";

/// All items together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overall {
    /// Indicators and tasks.
    pub all: StatusCounts,
    /// The main indicators.
    pub indicators: StatusCounts,
    /// The items of all other annexes.
    pub tasks: StatusCounts,
    /// The kinds of items that there are: 主要指标和重点工作任务, or one of the two.
    pub scope: String,
    /// The annexes by the beginnings of ids: “1-”为主要指标，“2-”为重点工作任务.
    pub prefixes: String,
    /// All items as one bar of a chart.
    pub bar: StatusBar,
    /// The items of each lead leader, in protocol order. An item with several leaders is counted for each of
    /// them.
    pub leaders: Vec<StatusBar>,
    /// Number of items whose status is better than in the period before.
    pub improved: usize,
    /// Number of items whose status is worse.
    pub worsened: usize,
    /// Number of items that were behind then and are behind now.
    pub still_behind: usize,
    /// Number of those still behind whose status is better than in the period before.
    pub still_improved: usize,
    /// Number of those still behind whose status is worse.
    pub still_worsened: usize,
    /// The counts that are not zero in words: 1项好转，2项后退，3项仍然滞后（其中1项后退）; 没有好转、后退或仍然滞后的事项 if all are zero: an
    /// item that was not judged both times is none of them, though its status may have changed.
    pub change_words: String,
    /// The same without the words in brackets.
    pub moved_words: String,
}

/// A bar divided by status, for `chart(…)`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatusBar {
    /// Its name.
    pub label: String,
    /// Number of items for each status that occurs.
    pub counts: BTreeMap<Status, usize>,
}

impl StatusBar {
    fn new(label: &str, counts: Counts) -> Self {
        let occurring = Status::ALL.into_iter().filter(|&status| counts.of(status) > 0);
        Self {
            label: label.to_owned(),
            counts: occurring.map(|status| (status, counts.of(status))).collect(),
        }
    }
}

/// Returns the items still behind that moved nevertheless, from 滞后 to 严重滞后 or back, in brackets.
fn also_moved(improved: usize, worsened: usize) -> String {
    let moved = [(improved, "好转"), (worsened, "后退")].into_iter();
    let words: Vec<String> = moved
        .filter(|(count, _)| *count > 0)
        .map(|(count, way)| format!("{count}项{way}"))
        .collect();
    match words.is_empty() {
        true => String::new(),
        false => format!("（其中{}）", words.join("、")),
    }
}

/// Returns the counts of all items of a period.
pub(super) fn overall(source: &Source<'_>) -> Overall {
    let stage = source.stage();
    let plan = source.basis.plan;
    let of_kind = |has_indicators: bool| {
        let items = plan.items().iter().filter(|item| item.annex.has_indicators == has_indicators);
        StatusCounts::new(items.filter_map(|item| source.now.item(item.id)), stage)
    };
    let change = source.change();
    let moved = |way| change.map_or(0, |change| change.moved(way).count());
    let (improved, worsened) = (moved(Moved::Up), moved(Moved::Down));
    let still_behind = change.map_or(0, |change| change.still_behind().count());
    let still = |way| {
        let still = |change: Change<'_>| {
            change.still_behind().filter(|item| change.of(item.id) == Some(way)).count()
        };
        change.map_or(0, still)
    };
    let (still_improved, still_worsened) = (still(Moved::Up), still(Moved::Down));
    let has_moved = improved + worsened + still_behind > 0;
    let moved = [(improved, "好转"), (worsened, "后退"), (still_behind, "仍然滞后")];
    let moved = moved.into_iter().filter(|(count, _)| *count > 0);
    let moved = moved.map(|(count, what)| format!("{count}项{what}"));
    let moved_words = has_moved.then(|| joined(moved, "，"));
    Overall {
        bar: StatusBar::new("全部事项", source.now.counts()),
        all: StatusCounts::new(source.now.items.iter(), stage),
        indicators: of_kind(true),
        tasks: of_kind(false),
        scope: plan.scope(|_| true),
        prefixes: joined(
            plan.annex_names().map(|name| format!("“{}-”为{}", name.annex, name.noun)),
            "，",
        ),
        leaders: leaders(source),
        improved,
        worsened,
        still_behind,
        still_improved,
        still_worsened,
        change_words: match moved_words {
            Some(ref moved) => format!("{moved}{}", also_moved(still_improved, still_worsened)),
            None => NOTHING_MOVED.to_owned(),
        },
        moved_words: moved_words.unwrap_or_else(|| NOTHING_MOVED.to_owned()),
    }
}

fn leaders(source: &Source<'_>) -> Vec<StatusBar> {
    let basis = source.basis;
    let mut names: Vec<&str> = basis.registry.leader_names().collect();
    for name in basis.plan.items().iter().flat_map(|item| &item.leaders) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let counts = |name: &str| -> Counts {
        let items = basis.plan.items().iter();
        items
            .filter(|item| item.leaders.iter().any(|leader| leader == name))
            .filter_map(|item| Some(source.now.item(item.id)?.status))
            .collect()
    };
    names
        .into_iter()
        .map(|name| StatusBar::new(name, counts(name)))
        .filter(|leader| !leader.counts.is_empty())
        .collect()
}
