//! Conversion between measures: 万户 and 户, 亿元 and 万元.

use gongwen::measure;
use rust_decimal::Decimal;

/// A measure as a multiple of what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Multiple<'m> {
    /// The number of `base` in one of it, as a fraction: 10,000 over 1 for 万户, 1 over 10 for ‰.
    times: u64,
    over: u64,
    /// The measure that is counted; empty for 万 alone.
    base: &'m str,
}

/// Words that make another measure of the word before them: 件次 are not 件.
const REPEATED: [&str; 2] = ["次", "天"];

impl<'m> Multiple<'m> {
    /// Splits a measure into a scale and what is counted.
    pub(super) fn of(written: &'m str) -> Self {
        let scale = measure::scale_at(written);
        let (scale, word) = scale.map_or((1, written), |(value, _, word)| (value, word));
        let (times, over, base) = match measure::find(word) {
            Some(measure) => (measure.times, measure.over, measure.base),
            None => (1, 1, word),
        };
        Self { times: scale * times, over, base }
    }

    /// Returns what to multiply a number by, and then to divide it by, to bring it into `wanted`; `None` when
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

/// Returns whether `longer` names what `shorter` counts: 个乡镇 and 个, but not 人次 and 人.
fn counts_the_same(longer: &str, shorter: &str) -> bool {
    let noun = longer.strip_prefix(shorter);
    // 人/万人 is a ratio, and counts no people.
    noun.is_some_and(|noun| {
        !noun.contains('/') && !REPEATED.iter().any(|word| noun.starts_with(word))
    }) && measure::longest_at(longer).is_none_or(|measure| measure.word.len() <= shorter.len())
}
