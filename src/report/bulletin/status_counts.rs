//! Counts of items by status, in figures and in words.

use gongwen::rounding::share;
use serde::Serialize;

use crate::assess::{Counts, ItemAssessment};
use crate::report::listing::joined;
use crate::status::{Stage, Status};

/// The words for an item that counts as unreported, though a part of it was reported.
pub(super) const PARTLY: &str = "部分未报送";

/// The word by which a verdict on all items begins.
const ALL: &str = "全部";

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
    /// True if the verdict is one of all items: 全部达到序时进度.
    pub is_uniform: bool,
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

impl StatusCounts {
    /// Counts items by status.
    pub(super) fn new<'a>(
        items: impl Iterator<Item = &'a ItemAssessment> + Clone,
        stage: Stage,
    ) -> Self {
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
                (1, 1) => "严重滞后的1项".to_owned(),
                _ if behind == severe => format!("滞后的{behind}项，均为严重滞后"),
                _ => format!("滞后和严重滞后的{behind}项，其中严重滞后{severe}项"),
            },
            shares,
            judged: done + on_track + behind,
            verdict_words: String::new(),
            is_uniform: false,
        };
        of_set.verdict_words = of_set.verdict(stage);
        of_set.is_uniform = of_set.verdict_words.starts_with(ALL);
        of_set
    }

    /// Returns the verdict, without its full stop: 完成和达到序时进度的153项，占81.0%；滞后和严重滞后的30项，其中严重滞后8项；
    /// 未报送2项，不评价4项. It never says that nothing is behind where much is not known, and puts that first where most is not.
    fn verdict(&self, stage: Stage) -> String {
        let unknown = self.unreported + self.defective;
        let is_unclear = unknown * 2 > self.total;
        let rest = self.unjudged();
        if self.judged == 0 {
            return match rest.is_empty() {
                true => "没有事项".to_owned(),
                false => format!("没有可以评价的：{rest}"),
            };
        }
        if self.behind == self.total {
            return match (stage, self.severe) {
                (Stage::YearEnd, _) => "全部未完成年度目标".to_owned(),
                (_, 0) => "全部滞后".to_owned(),
                (_, severe) if severe == self.total => "全部严重滞后".to_owned(),
                (_, severe) => format!("全部滞后，其中严重滞后{severe}项"),
            };
        }
        let behind = match self.behind {
            // It would repeat the first clause.
            0 if self.good == self.total => String::new(),
            0 if unknown > 0 => format!("可以评价的{}项中没有{}的", self.judged, fault(stage)),
            _ => self.behind_words.clone(),
        };
        let known = [self.good_words(stage, !is_unclear), behind].into_iter();
        let known = known.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("；");
        match (rest.is_empty(), is_unclear) {
            (true, _) => known,
            (false, true) => {
                let judged = self.judged;
                format!("{rest}，可以评价的只有{judged}项，尚不能反映全面情况。{known}")
            }
            (false, false) => format!("{known}；{rest}"),
        }
    }

    /// Returns the clause of the verdict on what is good, with its share if that says something.
    fn good_words(&self, stage: Stage, with_share: bool) -> String {
        let Self { total, done, on_track, good, .. } = *self;
        let share = |share: &str| match with_share {
            true => format!("，占{share}%"),
            false => String::new(),
        };
        let (of_good, of_done) = (share(&self.good_share), share(&self.done_share));
        match (stage, done, on_track) {
            (Stage::YearEnd, 0, 0) => "没有完成年度目标的事项".to_owned(),
            (Stage::YearEnd, 0, own) => {
                format!("没有报完成年度目标的事项，单位未报完成的{own}项")
            }
            (Stage::YearEnd, ..) if done == total => "全部完成年度目标".to_owned(),
            (Stage::YearEnd, _, 0) => format!("完成年度目标的{done}项{of_done}"),
            (Stage::YearEnd, _, own) => {
                format!("完成年度目标的{done}项{of_done}，单位未报完成的{own}项")
            }
            (_, 0, 0) => "没有完成或达到序时进度的事项".to_owned(),
            (_, 0, _) if good == total => "全部达到序时进度".to_owned(),
            (_, _, 0) if good == total => "全部完成".to_owned(),
            _ if good == total => format!("全部完成或达到序时进度，其中完成{done}项"),
            (_, 0, _) => format!("达到序时进度的{good}项{of_good}"),
            _ => format!("完成和达到序时进度的{good}项{of_good}"),
        }
    }

    /// Returns the items that were not judged: 未报送2项（其中1项为部分未报送），报送有误（待核）1项，不评价4项.
    fn unjudged(&self) -> String {
        let statuses = [Status::Unreported, Status::Defective, Status::Unrated];
        let counted = statuses.into_iter().filter(|&status| self.of(status) > 0);
        let words = counted.map(|status| {
            let partly = match status {
                Status::Unreported => partly_words(self.partly, self.unreported),
                _ => String::new(),
            };
            format!("{}{}项{partly}", status.word(), self.of(status))
        });
        joined(words, "，")
    }
}

/// Returns the word for what falls short.
fn fault(stage: Stage) -> &'static str {
    match stage {
        Stage::UnderWay => "滞后",
        Stage::YearEnd => "未完成",
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

fn percent(part: usize, total: usize) -> String {
    let part = u32::try_from(part).unwrap_or(u32::MAX);
    share(part, total as u64).unwrap_or_default()
}
