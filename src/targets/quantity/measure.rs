//! Measures and how they convert: 万户 and 户, 亿元 and 万元.

use rust_decimal::Decimal;

/// A measure taken apart: a magnitude and what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure<'m> {
    /// What one of it is in `base`, as a fraction: 10,000 over 1 for 万户, 1 over 10 for ‰.
    times: u64,
    over: u64,
    /// What is counted; empty for 万 alone.
    base: &'m str,
}

const MAGNITUDES: [(&str, u64); 8] = [
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("万", 10_000),
    ("亿", 100_000_000),
    ("千", 1_000),
    ("百", 100),
];

/// Measures that begin like a magnitude and are none.
const WHOLE: [&str; 7] = ["千瓦时", "千瓦", "千米", "千克", "千伏安", "千伏", "百分点"];

/// Different words for the same measure: `(written, its plain word, times, over)`.
const SYNONYMS: [(&str, &str, u64, u64); 18] = [
    ("个百分点", "%", 1, 1),
    ("百分点", "%", 1, 1),
    ("％", "%", 1, 1),
    ("‰", "%", 1, 10),
    ("倍", "%", 100, 1),
    ("千米", "公里", 1, 1),
    ("千克", "公斤", 1, 1),
    ("平米", "平方米", 1, 1),
    ("㎡", "平方米", 1, 1),
    ("平方千米", "平方公里", 1, 1),
    ("吨标煤", "吨标准煤", 1, 1),
    ("名", "人", 1, 1),
    ("口人", "人", 1, 1),
    ("标箱", "标准箱", 1, 1),
    ("元人民币", "元", 1, 1),
    ("兆瓦", "千瓦", 1_000, 1),
    ("度", "千瓦时", 1, 1),
    ("度电", "千瓦时", 1, 1),
];

/// What makes another measure of the word before it: 人次 are no 人.
const OTHER_COUNT: [&str; 7] = ["次", "天", "百分点", "月", "工作日", "标", "公"];

impl<'m> Measure<'m> {
    /// Takes a measure apart.
    pub(super) fn of(written: &'m str) -> Self {
        let whole = WHOLE.iter().any(|word| written.starts_with(word));
        let magnitude = MAGNITUDES
            .iter()
            .filter(|_| !whole)
            .find_map(|&(word, times)| written.strip_prefix(word).map(|base| (times, base)));
        let (times, base) = magnitude.unwrap_or((1, written));
        match SYNONYMS.iter().find(|(word, ..)| *word == base) {
            Some(&(_, plain, more, over)) => Self {
                times: times * more,
                over,
                base: plain,
            },
            None => Self {
                times,
                over: 1,
                base,
            },
        }
    }

    /// What to multiply a number by, and then divide it by, to bring it into `wanted`; `None` when
    /// the two count different things.
    pub(super) fn scale_to(&self, wanted: &Self) -> Option<(Decimal, Decimal)> {
        let same = self.base == wanted.base
            || self.base.is_empty()
            || wanted.base.is_empty()
            || counts_the_same(self.base, wanted.base)
            || counts_the_same(wanted.base, self.base);
        let rate = |measure: &Self| measure.base == "%";
        let times = Decimal::from(self.times) * Decimal::from(wanted.over);
        let over = Decimal::from(self.over) * Decimal::from(wanted.times);
        (same && rate(self) == rate(wanted)).then_some((times, over))
    }
}

/// Whether `longer` names what `shorter` counts: 个乡镇 and 个.
fn counts_the_same(longer: &str, shorter: &str) -> bool {
    longer
        .strip_prefix(shorter)
        .is_some_and(|noun| !OTHER_COUNT.iter().any(|word| noun.starts_with(word)))
}
