//! What kind of target it is decides how it is broken down and judged.

use super::{Comparator, Target};

/// The kinds of targets that are broken down and judged in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An amount that adds up over the year: 城镇新增就业40万人.
    Amount,
    /// A rate of growth: 生产总值增长6%.
    Growth,
    /// A ratio to reach: 巩固率达到92.8%.
    Level,
    /// A bound not to go beyond: 登记失业率控制在4%以内.
    UpperBound,
    /// No figure: most of the tasks.
    Task,
}

/// Words that make a percentage a rate of growth.
const GROWTH: [&str; 8] = [
    "增长", "增速", "增幅", "涨幅", "同比", "增加", "下降", "降低",
];

impl Kind {
    /// The kind of a target, by its comparator, its measure and its words.
    pub fn of(target: &Target) -> Self {
        let grows = || {
            let words = [&*target.subject, &*target.raw];
            words.iter().any(|words| {
                GROWTH.iter().any(|word| words.contains(word))
                    // 提高5% is growth, 提高到90% a level.
                    || words.match_indices("提高").any(|(at, word)| {
                        !words[at + word.len()..].starts_with(['到', '至'])
                    })
            })
        };
        match target.comparator {
            Comparator::Le => Self::UpperBound,
            _ if target.adds_up() => Self::Amount,
            _ if grows() => Self::Growth,
            _ => Self::Level,
        }
    }

    /// Whether it is a percentage with one target for the province and all its parts.
    pub fn is_rate(self) -> bool {
        matches!(self, Self::Growth | Self::Level | Self::UpperBound)
    }

    /// Whether a lower value is better.
    pub fn lower_is_better(self) -> bool {
        self == Self::UpperBound
    }
}

impl Target {
    /// Whether parts of it add up to it: an amount, or a bound on one (事故 ≤ 100 起), but no
    /// percentage.
    pub fn adds_up(&self) -> bool {
        !matches!(&*self.measure, "%" | "％" | "‰" | "个百分点" | "百分点")
    }
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
        assert_eq!(
            kind("贫困地区义务教育巩固率 ≥ 92.8 %〔达到92.8%〕"),
            Kind::Level
        );
        assert_eq!(
            kind("失业保险金标准 = 90 %〔提高到最低工资标准的90%〕"),
            Kind::Level
        );
        assert_eq!(kind("城镇登记失业率 ≤ 4 %"), Kind::UpperBound);
        assert_eq!(kind("居民消费价格指数涨幅 ≤ 3 %"), Kind::UpperBound);
        assert_eq!(kind("生产安全事故 ≤ 100 起"), Kind::UpperBound);
    }
}
