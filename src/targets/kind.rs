//! The kind of a target, which decides how it is broken down and judged.

use super::{Comparator, Direction, Target};

/// The kinds of targets that are broken down and judged in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An amount that adds up over the year: 城镇新增就业40万人.
    Amount,
    /// A rate of growth: 生产总值增长6%.
    Growth,
    /// A ratio to reach, 巩固率达到92.8%, or an amount of which less, or just so much, is better: 死亡人数100人 ↓.
    Level,
    /// A bound not to go beyond: 登记失业率控制在4%以内.
    UpperBound,
    /// No figure: most of the tasks.
    Task,
}

/// Nouns and adverbs that make a rate one of growth.
const GROWTH: [&str; 6] = ["增速", "增幅", "涨幅", "降幅", "减幅", "同比"];

/// Verbs that do, unless they lead to a level (提高到90%, 增长到2倍).
const CHANGES: [&str; 8] = ["增长", "增加", "上升", "上涨", "提升", "下降", "降低", "提高"];

impl Kind {
    /// Returns the kind of a target, by its comparator, its measure, its direction and its words.
    pub fn of(target: &Target) -> Self {
        match target.comparator {
            Comparator::Le => Self::UpperBound,
            _ if !target.is_rate() => match target.direction {
                Direction::Up | Direction::Decline => Self::Amount,
                Direction::Down | Direction::Near => Self::Level,
            },
            _ if target.direction == Direction::Decline => Self::Growth,
            _ if [&target.subject, &target.raw].into_iter().any(|words| grows(words)) => {
                Self::Growth
            }
            _ => Self::Level,
        }
    }

    /// Returns whether the value is compared with the target itself all year, not with the share that is due.
    pub fn holds_all_year(self) -> bool {
        matches!(self, Self::Growth | Self::Level | Self::UpperBound)
    }
}

/// Returns whether the figures of a target are changes, also those under a bound: 居民消费价格指数涨幅, not 登记失业率.
pub(super) fn states_change(target: &Target) -> bool {
    let words = [&target.subject, &target.raw];
    target.states_fall() || target.is_rate() && words.into_iter().any(|words| grows(words))
}

/// Returns whether the words say that something changes by a rate, not that it reaches one.
fn grows(words: &str) -> bool {
    let changes = |verb: &&str| {
        let mut after = words.split(verb).skip(1);
        // 增加值 is a noun, 提高到 leads to a level.
        after.any(|after| !after.starts_with(['到', '至', '值']))
    };
    GROWTH.iter().any(|word| words.contains(word)) || CHANGES.iter().any(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(notation: &str) -> Kind {
        Kind::of(&Target::parse_list(notation).unwrap()[0])
    }

    #[test]
    fn comparator_measure_and_words_tell_the_kind() {
        assert_eq!(kind("城镇新增就业 = 40 万人"), Kind::Amount);
        assert_eq!(kind("营造林 ≥ 360 万亩"), Kind::Amount);
        assert_eq!(kind("生产总值增长 ≈ 6 %"), Kind::Growth);
        assert_eq!(kind("劳务收入 = 5 %〔提高5%〕"), Kind::Growth);
        assert_eq!(kind("单位生产总值能耗下降 = 3 %"), Kind::Growth);
        assert_eq!(kind("贫困地区义务教育巩固率 ≥ 92.8 %〔达到92.8%〕"), Kind::Level);
        assert_eq!(kind("失业保险金标准 = 90 %〔提高到最低工资标准的90%〕"), Kind::Level);
        assert_eq!(kind("单位面积用药量 = 90 %〔下降到上年的90%〕"), Kind::Level);
        assert_eq!(kind("城镇登记失业率 ≤ 4 %"), Kind::UpperBound);
        assert_eq!(kind("居民消费价格指数涨幅 ≤ 3 %"), Kind::UpperBound);
        assert_eq!(kind("生产安全事故 ≤ 100 起"), Kind::UpperBound);
        assert_eq!(kind("生产安全事故 = 100 起 ↓"), Kind::Level);
        assert_eq!(kind("单位能耗 ≥ 3 % −"), Kind::Growth);
        assert_eq!(kind("规模以上工业增加值占比 ≥ 30 %"), Kind::Level);
    }

    #[test]
    fn figures_under_a_bound_may_be_changes() {
        for (notation, changes) in [
            ("居民消费价格指数涨幅 ≤ 3 %", true),
            ("生产总值增长 ≈ 6 %", true),
            ("单位生产总值能耗下降 = 3 %", true),
            ("城镇登记失业率 ≤ 4 %", false),
            ("失业保险金标准 = 90 %〔提高到最低工资标准的90%〕", false),
            ("城镇新增就业 = 40 万人", false),
        ] {
            let target = &Target::parse_list(notation).unwrap()[0];
            assert_eq!(target.states_change(), changes, "{notation}");
        }
    }

    #[test]
    fn no_rate_adds_up_in_whichever_measure_it_is_stated() {
        for measure in ["%", "％", "‰", "个百分点", "百分点", "倍", "成"] {
            let growth = format!("旅游收入增长 = 2 {measure}");
            assert_eq!(kind(&growth), Kind::Growth, "{growth}");
            let level = format!("居民收入 = 2 {measure}〔达到上年的2{measure}〕");
            assert_eq!(kind(&level), Kind::Level, "{level}");
            let level = format!("旅游收入 = 2 {measure}〔增长到2{measure}〕");
            assert_eq!(kind(&level), Kind::Level, "{level}");
            let bound = format!("房价收入比 ≤ 2 {measure}");
            assert_eq!(kind(&bound), Kind::UpperBound, "{bound}");
            for notation in [growth, level, bound] {
                assert!(!Target::parse_list(&notation).unwrap()[0].adds_up());
            }
        }
    }
}
