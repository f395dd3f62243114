//! Measure words: the one table from which targets are read, figures are converted and lines are broken.
//!
//! A measure word follows a number, often with a scale between the two: 60万亩, 34万人次, 92.8%, 2018年. Every word
//! is in the table once, with its kind, its conversion, and whether a target can be stated in it.
//!
//! ```
//! use gongwen::measure::{self, MeasureKind};
//!
//! assert_eq!(measure::find("倍").unwrap().kind, MeasureKind::Rate);
//! assert_eq!(measure::find("平米").unwrap().base, "平方米");
//! assert_eq!(measure::longest_at("人次左右").unwrap().word, "人次");
//! assert_eq!(measure::scale_at("万亿元"), Some((1_000_000_000_000, "万亿", "元")));
//! ```

use std::cmp::Reverse;
use std::sync::LazyLock;

/// A measure word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// The word as it is written: 平米.
    pub word: &'static str,
    /// The kind of measure.
    pub kind: MeasureKind,
    /// True if the program recognises targets in this measure in a text; 2018年 and 5厘米 are not targets.
    pub in_targets: bool,
    /// The measure that it converts to: 平方米. A word that does not convert is its own base.
    pub base: &'static str,
    /// The number of `base` in one of it, as a fraction: 1,000 over 1 for 兆瓦 in 千瓦, 1 over 10 for ‰ in %.
    pub times: u64,
    /// The denominator of the fraction.
    pub over: u64,
}

/// The kind of a measure, by the way it relates to the quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeasureKind {
    /// A ratio, a growth, or a difference of ratios: %, 个百分点, 倍. Parts do not add up to the whole.
    Rate,
    /// A length of time: 个工作日.
    Duration,
    /// A currency.
    Money,
    /// Length, area, mass, energy and other physical quantities.
    Physical,
    /// A word that counts by itself: 户, 人次, 羊单位.
    Count,
    /// A word that counts the noun after it: 个, 座, 条.
    Classifier,
    /// A date, a position in an order, or a noun: 年, 届, 部门. The number is not a quantity.
    Label,
}

impl MeasureKind {
    /// Returns whether the measure is counted in 万 and 亿.
    pub fn takes_scale(self) -> bool {
        !matches!(self, Self::Rate | Self::Duration | Self::Label)
    }
}

/// The scales between a number and its measure, and their values; longer words first.
pub const SCALES: [(&str, u64); 8] = [
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("万", 10_000),
    ("亿", 100_000_000),
    ("千", 1_000),
    ("百", 100),
];

/// Measures of one kind.
struct Group {
    kind: MeasureKind,
    in_targets: bool,
    /// The words that do not convert, separated by blanks.
    words: &'static str,
    /// The words that convert: `(word, base, times, over)`.
    converted: &'static [(&'static str, &'static str, u64, u64)],
}

/// The table. A word missing here is not a measure for any part of the program.
const GROUPS: [Group; 13] = [
    Group {
        kind: MeasureKind::Rate,
        in_targets: true,
        words: "%",
        converted: &[
            ("％", "%", 1, 1),
            ("个百分点", "%", 1, 1),
            ("百分点", "%", 1, 1),
            ("‰", "%", 1, 10),
            ("/10万", "%", 1, 1_000),
            ("／10万", "%", 1, 1_000),
            ("倍", "%", 100, 1),
        ],
    },
    Group {
        kind: MeasureKind::Rate,
        in_targets: false,
        words: "",
        converted: &[("成", "%", 10, 1)],
    },
    Group {
        kind: MeasureKind::Duration,
        in_targets: true,
        words: "个工作日 工作日 小时 分钟 个月 天 岁",
        converted: &[],
    },
    Group {
        kind: MeasureKind::Duration, in_targets: false, words: "周 秒 周岁", converted: &[]
    },
    Group {
        kind: MeasureKind::Money,
        in_targets: true,
        words: "元 美元 欧元 港元 日元 英镑",
        converted: &[("元人民币", "元", 1, 1), ("人民币", "元", 1, 1)],
    },
    Group {
        kind: MeasureKind::Physical,
        in_targets: true,
        words: "平方米 平方公里 公顷 亩 立方米 方 升 米 公里 吨 公斤 斤 吨标准煤 蒸吨 吨公里 人公里 \
            千瓦 千瓦时 千伏安 微克/立方米 毫克/立方米 毫克/升 分贝",
        converted: &[
            ("平米", "平方米", 1, 1),
            ("㎡", "平方米", 1, 1),
            ("平方千米", "平方公里", 1, 1),
            ("千米", "公里", 1, 1),
            ("千克", "公斤", 1, 1),
            ("吨标煤", "吨标准煤", 1, 1),
            ("兆瓦", "千瓦", 1_000, 1),
            ("度电", "千瓦时", 1, 1),
        ],
    },
    Group {
        kind: MeasureKind::Physical,
        in_targets: false,
        words: "平方厘米 立方厘米 厘米 毫米 微米 海里 里 毫升 克 毫克 微克 标准煤 瓦 瓦时 伏 千伏 ℃ \
            km km² m² m³ cm mm kg mg mL kW kWh MW GW kV GB MB TB Hz",
        converted: &[("度", "千瓦时", 1, 1)],
    },
    Group {
        kind: MeasureKind::Count,
        in_targets: true,
        words: "人 人次 人天 户 户次 家次 架次 班次 场次 批次 台次 辆次 艘次 例 起 次 \
            标准箱 羊单位 学位 床位 车位 泊位",
        converted: &[("口人", "人", 1, 1), ("标箱", "标准箱", 1, 1)],
    },
    Group {
        kind: MeasureKind::Count,
        in_targets: false,
        words: "",
        converted: &[("人口", "人", 1, 1)],
    },
    // The counted noun usually follows; 大 as in 5大区域.
    Group {
        kind: MeasureKind::Classifier,
        in_targets: true,
        words: "个 项 座 条 处 家 所 台 套 件 只 头 匹 羽 株 棵 辆 艘 架 列 趟 场 部 篇 册 种 类 大类 门 \
            张 间 栋 幢 片 块 口 眼 盏 根 支 枚 份 款 对 组 位 盘 顶 尾 箱 筐 井 本 幅 道 批",
        converted: &[("名", "人", 1, 1), ("大", "个", 1, 1)],
    },
    Group {
        kind: MeasureKind::Classifier,
        in_targets: false,
        words: "股 档 孔 首 封 宗 章 节 班 版 页 层 段 轮 步 站 队 代 折",
        converted: &[],
    },
    Group {
        kind: MeasureKind::Label,
        in_targets: false,
        words: "年 月 日 时 分 月份 季度 年度 年代 世纪 号 届 级 期",
        converted: &[],
    },
    // Nouns that begin with the characters of a measure.
    Group {
        kind: MeasureKind::Label,
        in_targets: false,
        words: "个季度 个五年 部门 部委 方面 大于 人均 口岸",
        converted: &[],
    },
];

/// The measures, longer words first.
static MEASURES: LazyLock<Vec<Measure>> = LazyLock::new(|| {
    let mut measures: Vec<Measure> = GROUPS.iter().flat_map(Group::measures).collect();
    measures.sort_by_key(|measure| Reverse(measure.word.len()));
    measures
});

impl Group {
    fn measures(&self) -> impl Iterator<Item = Measure> {
        let plain = self.words.split_whitespace().map(|word| (word, word, 1, 1));
        let rows = plain.chain(self.converted.iter().copied());
        rows.map(|(word, base, times, over)| Measure {
            word,
            kind: self.kind,
            in_targets: self.in_targets,
            base,
            times,
            over,
        })
    }
}

/// Returns all measures, longer words before shorter ones (人次 before 人), so that the first one that a text
/// begins with is the right one.
pub fn all() -> impl Iterator<Item = &'static Measure> {
    MEASURES.iter()
}

/// Returns the measure with this word, without a scale.
pub fn find(word: &str) -> Option<&'static Measure> {
    all().find(|measure| measure.word == word)
}

/// Returns the measure with the longest word that `text` begins with.
pub fn longest_at(text: &str) -> Option<&'static Measure> {
    all().find(|measure| text.starts_with(measure.word))
}

/// Returns the scale that `text` begins with, as its value and its word, and the rest of the text.
///
/// In 千瓦 and 百分点 the first character is a part of the measure, not a scale.
pub fn scale_at(text: &str) -> Option<(u64, &'static str, &str)> {
    if longest_at(text).is_some() {
        return None;
    }
    SCALES.iter().find_map(|&(word, value)| Some((value, word, text.strip_prefix(word)?)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_word_is_in_the_table_once() {
        let words: BTreeSet<&str> = all().map(|measure| measure.word).collect();
        assert_eq!(words.len(), all().count());
    }

    #[test]
    fn a_base_is_a_measure_that_does_not_convert_further() {
        for measure in all() {
            let base = find(measure.base).expect(measure.word);
            assert_eq!((base.base, base.times, base.over), (base.word, 1, 1));
            assert!(measure.times > 0 && measure.over > 0);
        }
    }

    #[test]
    fn rates_convert_to_each_other_and_to_nothing_else() {
        for measure in all() {
            let of_rate = measure.base == "%";
            assert_eq!(measure.kind == MeasureKind::Rate, of_rate, "{measure:?}");
        }
    }

    #[test]
    fn the_longest_word_wins() {
        let at = |text| longest_at(text).map(|measure| measure.word);
        assert_eq!(at("人次以上"), Some("人次"));
        assert_eq!(at("人民币"), Some("人民币"));
        assert_eq!(at("人"), Some("人"));
        assert_eq!(at("平方公里"), Some("平方公里"));
        assert_eq!(at("吨标准煤"), Some("吨标准煤"));
        assert_eq!(at("个百分点"), Some("个百分点"));
        assert_eq!(at("万亩"), None);
        assert_eq!(at(""), None);
    }

    #[test]
    fn a_scale_is_not_the_beginning_of_a_measure() {
        assert_eq!(scale_at("万亩"), Some((10_000, "万", "亩")));
        assert_eq!(scale_at("十万人"), Some((100_000, "十万", "人")));
        assert_eq!(scale_at("百万千瓦"), Some((1_000_000, "百万", "千瓦")));
        for text in ["千瓦", "千伏安", "百分点", "亩", "十人", ""] {
            assert_eq!(scale_at(text), None, "{text}");
        }
    }
}
