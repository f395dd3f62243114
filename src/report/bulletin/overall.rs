//! Section 一: the number of items with each status.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Source, verdict};
use crate::assess::{Change, Counts, ItemAssessment, Moved};
use crate::plan::Annex;
use crate::report::listing::joined;
use crate::status::{Stage, Status};
use gongwen::rounding::share;

/// The words for an item that counts as unreported, though a part of it was reported.
pub(super) const PARTLY: &str = "部分未报送";

/// All items together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overall {
    /// Indicators and tasks.
    pub all: StatusCounts,
    /// The main indicators.
    pub indicators: StatusCounts,
    /// The key tasks.
    pub tasks: StatusCounts,
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
    /// The three counts in words: 1项好转，2项后退，3项仍然滞后（其中1项后退）; 没有好转、后退或仍然滞后的事项 if all are zero: an
    /// item that was not judged both times is none of them, though its status may have changed.
    pub change_words: String,
}

/// Counts of items by status.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatusCounts {
    /// Number of all items.
    pub total: usize,
    /// Number with 完成.
    pub done: usize,
    /// Number with 达到序时.
    pub on_track: usize,
    /// Number with 滞后.
    pub lagging: usize,
    /// Number with 严重滞后.
    pub severe: usize,
    /// Number with 未报送.
    pub unreported: usize,
    /// Number of those with 未报送 of which a part was reported.
    pub partly: usize,
    /// Number with 报送有误（待核）.
    pub defective: usize,
    /// Number with 不评价.
    pub unrated: usize,
    /// Number that are done or on schedule.
    pub good: usize,
    /// Share of `good` in `total`, in percent with one decimal; empty if there are no items.
    pub good_share: String,
    /// Share of `done` in `total`, in percent with one decimal; empty if there are no items.
    pub done_share: String,
    /// Number that are lagging or severe.
    pub behind: usize,
    /// The statuses that occur, from good to bad.
    pub shares: Vec<Share>,
    /// The counts in words: 完成1项，达到序时2项.
    pub counts_words: String,
    /// The counts with shares: 完成1项，占33.3%；达到序时2项，占66.7%.
    pub shares_words: String,
    /// The items behind in words: 滞后和严重滞后的3项，其中严重滞后1项; 没有判定为滞后的事项 if there are none.
    pub behind_words: String,
    /// Number that were judged: done, on schedule, lagging or severe.
    pub judged: usize,
    /// All of this in one sentence, without its full stop: 完成和达到序时进度的153项，占81.0%；滞后和严重滞后的30项，….
    pub verdict_words: String,
}

impl StatusCounts {
    /// Returns the number of those that have `status`.
    pub fn of(&self, status: Status) -> usize {
        match status {
            Status::Done => self.done,
            Status::OnTrack => self.on_track,
            Status::Lagging => self.lagging,
            Status::Severe => self.severe,
            Status::Unreported => self.unreported,
            Status::Defective => self.defective,
            Status::Unrated => self.unrated,
        }
    }
}

/// A status that occurs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The status.
    pub status: Status,
    /// The word for it.
    pub word: &'static str,
    /// Number of items with it.
    pub count: usize,
    /// Share of all items, in percent with one decimal.
    pub share: String,
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

impl StatusCounts {
    /// Counts items by status.
    fn new<'a>(items: impl Iterator<Item = &'a ItemAssessment> + Clone, stage: Stage) -> Self {
        let counts: Counts = items.clone().map(|item| item.status).collect();
        let partly = items.filter(|item| is_partly_reported(item)).count();
        let (done, on_track) = (counts.of(Status::Done), counts.of(Status::OnTrack));
        let percent = |part| percent(part, counts.total());
        let severe = counts.of(Status::Severe);
        let behind = counts.of(Status::Lagging) + severe;
        let shares: Vec<Share> = Status::ALL
            .into_iter()
            .filter(|&status| counts.of(status) > 0)
            .map(|status| Share {
                status,
                word: status.word_at(stage),
                count: counts.of(status),
                share: percent(counts.of(status)),
            })
            .collect();
        let count = |one: &Share| match one.status {
            Status::Unreported => {
                format!("{}{}项{}", one.word, one.count, partly_words(partly, one.count))
            }
            _ => format!("{}{}项", one.word, one.count),
        };
        let with_share = |one: &Share| format!("{}，占{}%", count(one), one.share);
        let mut of_set = Self {
            total: counts.total(),
            done,
            on_track,
            lagging: counts.of(Status::Lagging),
            severe,
            unreported: counts.of(Status::Unreported),
            partly,
            defective: counts.of(Status::Defective),
            unrated: counts.of(Status::Unrated),
            good: done + on_track,
            good_share: percent(done + on_track),
            behind,
            counts_words: joined(shares.iter().map(count), "，"),
            shares_words: joined(shares.iter().map(with_share), "；"),
            done_share: percent(done),
            behind_words: match (behind, severe) {
                (0, _) if stage == Stage::YearEnd => "没有判定为未完成的事项".to_owned(),
                _ if stage == Stage::YearEnd => format!("未完成年度目标的{behind}项"),
                (0, _) => "没有判定为滞后的事项".to_owned(),
                (_, 0) => format!("滞后的{behind}项"),
                _ if behind == severe => format!("滞后的{behind}项，均为严重滞后"),
                _ => format!("滞后和严重滞后的{behind}项，其中严重滞后{severe}项"),
            },
            shares,
            judged: done + on_track + behind,
            verdict_words: String::new(),
        };
        of_set.verdict_words = verdict::words(&of_set, stage);
        of_set
    }
}

/// Returns whether an item counts as unreported, though something was reported on another of its targets.
pub(super) fn is_partly_reported(item: &ItemAssessment) -> bool {
    let came_in = |status: Status| status.is_verdict() || status == Status::Defective;
    item.status == Status::Unreported
        && item.targets.iter().any(|target| came_in(target.mark.status))
}

/// Returns the part of unreported items of which something was reported, in brackets; empty if there is none.
fn partly_words(partly: usize, unreported: usize) -> String {
    match partly {
        0 => String::new(),
        1 if unreported == 1 => format!("（为{PARTLY}）"),
        partly if partly == unreported => format!("（均为{PARTLY}）"),
        partly => format!("（其中{partly}项为{PARTLY}）"),
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

fn percent(part: usize, total: usize) -> String {
    let part = u32::try_from(part).unwrap_or(u32::MAX);
    share(part, total as u64).unwrap_or_default()
}

/// Returns the counts of all items of a period.
pub(super) fn overall(source: &Source<'_>) -> Overall {
    let stage = source.stage();
    let of_annex = |annex: Annex| {
        let items = source.now.items.iter();
        StatusCounts::new(items.filter(|item| item.id.annex == annex), stage)
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
    Overall {
        bar: StatusBar::new("全部事项", source.now.counts()),
        all: StatusCounts::new(source.now.items.iter(), stage),
        indicators: of_annex(Annex::Indicators),
        tasks: of_annex(Annex::Tasks),
        leaders: leaders(source),
        improved,
        worsened,
        still_behind,
        still_improved,
        still_worsened,
        change_words: match improved + worsened + still_behind {
            0 => "没有好转、后退或仍然滞后的事项".to_owned(),
            _ => {
                let also = also_moved(still_improved, still_worsened);
                format!("{improved}项好转，{worsened}项后退，{still_behind}项仍然滞后{also}")
            }
        },
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
