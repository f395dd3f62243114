//! Amounts: a number with its measure and the words of comparison around it.

use std::ops::Range;

use gongwen::measure::MeasureKind;
use rust_decimal::Decimal;

use super::super::Comparator;
use super::clause;
use super::measure;
use super::number::{self, Number};
use crate::registry::names::is_blank;
use crate::targets::strip_any;

/// An amount in a text, goal or not.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    pub value: Decimal,
    pub measure: String,
    /// `None` for 万 or 亿 alone.
    pub kind: Option<MeasureKind>,
    pub comparator: Comparator,
    /// True where words of comparison, or 提高到 and the like, lead up to it.
    pub led: bool,
    /// True where 以上, 以内, 左右 or the like follows it.
    pub bounded: bool,
    /// Its bytes in the text with the words that state it.
    pub raw: Range<usize>,
    /// The clause that it is in.
    pub clause: Range<usize>,
}

impl Amount {
    /// Returns whether it is a sum of money or a physical quantity.
    pub(super) fn is_size(&self) -> bool {
        matches!(self.kind, Some(MeasureKind::Money | MeasureKind::Physical))
    }
}

/// Words before a number that set a bound; the longer first.
const BEFORE: [(&str, Comparator); 34] = [
    ("达到或超过", Comparator::Ge),
    ("不得低于", Comparator::Ge),
    ("不得少于", Comparator::Ge),
    ("不得超过", Comparator::Le),
    ("不得高于", Comparator::Le),
    ("不低于", Comparator::Ge),
    ("不少于", Comparator::Ge),
    ("不小于", Comparator::Ge),
    ("不超过", Comparator::Le),
    ("不高于", Comparator::Le),
    ("不大于", Comparator::Le),
    ("不多于", Comparator::Le),
    ("不突破", Comparator::Le),
    ("控制在", Comparator::Le),
    ("控制到", Comparator::Le),
    ("达到", Comparator::Ge),
    ("超过", Comparator::Ge),
    ("突破", Comparator::Ge),
    ("高于", Comparator::Ge),
    ("大于", Comparator::Ge),
    ("至少", Comparator::Ge),
    ("最少", Comparator::Ge),
    ("低于", Comparator::Le),
    ("少于", Comparator::Le),
    ("小于", Comparator::Le),
    ("至多", Comparator::Le),
    ("最多", Comparator::Le),
    ("大约", Comparator::About),
    ("接近", Comparator::About),
    ("达", Comparator::Ge),
    ("≥", Comparator::Ge),
    ("≤", Comparator::Le),
    ("约", Comparator::About),
    ("近", Comparator::About),
];

/// Words that lead up to a number without setting a bound.
const LEADING: [&str; 41] = [
    "保持在",
    "稳定在",
    "维持在",
    "保持到",
    "提高到",
    "提高至",
    "提升到",
    "提升至",
    "恢复到",
    "恢复至",
    "回升到",
    "回升至",
    "增至",
    "升至",
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "扩大到",
    "扩大至",
    "上升到",
    "上升至",
    "发展到",
    "下降到",
    "下降至",
    "降低到",
    "降低至",
    "减少到",
    "减少至",
    "压缩到",
    "压缩至",
    "压减到",
    "压减至",
    "缩短到",
    "缩短至",
    "缩减到",
    "缩减至",
    "压降到",
    "压降至",
    "降到",
    "降至",
];

/// Words after an amount that set a bound.
const AFTER: [(&str, Comparator); 10] = [
    ("及以上", Comparator::Ge),
    ("及以下", Comparator::Le),
    ("以上", Comparator::Ge),
    ("以内", Comparator::Le),
    ("之内", Comparator::Le),
    ("以下", Comparator::Le),
    ("左右", Comparator::About),
    ("上下", Comparator::About),
    ("内", Comparator::Le),
    ("以里", Comparator::Le),
];

/// Marks between the ends of a range.
const DASHES: [&str; 13] = ["——", "—", "–", "-", "－", "～", "~", "―", "─", "‒", "−", "〜", "∼"];

/// Words between the ends of a range; after a measure other than % they lead from one state to another.
const TO: [&str; 2] = ["至", "到"];

/// All amounts in `text`, in its order.
pub(super) fn all(text: &str) -> Vec<Amount> {
    let numbers = number::all(text);
    let clauses = clause::all(text);
    let mut amounts = Vec::new();
    let mut done = 0;
    for number in &numbers {
        let after = clauses.partition_point(|clause| clause.end <= number.range.start);
        let clause = clauses.get(after).filter(|clause| clause.contains(&number.range.start));
        let Some(clause) = clause.filter(|_| number.range.start >= done) else {
            continue;
        };
        let upper = range_end(text, number, &numbers);
        let amount = read(text, number, upper, clause, done.max(clause.start));
        done = match &amount {
            Some(amount) => amount.raw.end,
            None => upper.unwrap_or(number).range.end,
        };
        amounts.extend(amount);
    }
    amounts
}

/// The second number of a range: 6 in 5—6%, in 5%—6% and in 5万亩—6万亩.
fn range_end<'a>(text: &str, lower: &Number, numbers: &'a [Number]) -> Option<&'a Number> {
    let rest = &text[lower.range.end..];
    let measure = measure::read(rest).filter(|_| !lower.percent);
    let is_rate = measure.as_ref().is_none_or(|m| m.text == "%");
    let rest = &rest[measure.as_ref().map_or(0, |m| m.length)..];
    let rest = rest.trim_start_matches(is_blank);
    let (_, rest) =
        strip_any(rest, &DASHES).or_else(|| strip_any(rest, &TO).filter(|_| is_rate))?;
    let at = text.len() - rest.trim_start_matches(is_blank).len();
    let upper = numbers.binary_search_by_key(&at, |number| number.range.start).ok()?;
    numbers.get(upper).filter(|upper| upper.value > lower.value).filter(|upper| {
        let of_upper = measure::read(&text[upper.range.end..]);
        measure.is_none_or(|m| of_upper.is_some_and(|upper| upper.text.starts_with(&m.text)))
    })
}

/// The amount of `number`, or of the range from it to `upper`, with the words around it from `from` on.
///
/// Of a range the lower end counts, at least (5—6% is reached with 5%); below a bound the upper end.
fn read(
    text: &str,
    number: &Number,
    upper: Option<&Number>,
    clause: &Range<usize>,
    from: usize,
) -> Option<Amount> {
    let end = upper.unwrap_or(number).range.end;
    let (measure, kind, mut approximate, length) = match number.percent {
        true => ("%".to_owned(), Some(MeasureKind::Rate), false, 0),
        false => {
            let found = measure::read(&text[end..clause.end])?;
            (found.text, found.kind, found.approximate, found.length)
        }
    };
    let end = end + length;
    let (after, length) = bound_after(&text[end..clause.end]);
    let (before, start) = bound_before(text, from, number.range.start);
    approximate |= before == Some(Comparator::About);
    let comparator = match (after, before) {
        (Some(after), _) => after,
        (None, Some(before)) => before,
        (None, None) if approximate => Comparator::About,
        (None, None) if upper.is_some() => Comparator::Ge,
        (None, None) => Comparator::Eq,
    };
    let value = match upper {
        Some(upper) if comparator == Comparator::Le => upper.value,
        _ => number.value,
    };
    Some(Amount {
        value,
        measure,
        kind,
        comparator,
        led: start < number.range.start,
        bounded: after.is_some(),
        raw: start..end + length,
        clause: clause.clone(),
    })
}

/// The bound at the beginning of `text`, and its length in bytes.
fn bound_after(text: &str) -> (Option<Comparator>, usize) {
    AFTER
        .iter()
        .find(|(word, _)| text.starts_with(word))
        .map_or((None, 0), |&(word, comparator)| (Some(comparator), word.len()))
}

/// The bound that the words between `from` and `at` set right before `at`, and where they begin.
///
/// 提高到最低工资标准的 in front of 90% leads up to the number as 提高到 does.
fn bound_before(text: &str, from: usize, at: usize) -> (Option<Comparator>, usize) {
    let mut start = at;
    let mut bound = None;
    // Several may follow each other: 稳定在不低于, 力争达到约.
    loop {
        let before = &text[from..start];
        if let Some(&(word, comparator)) = BEFORE.iter().find(|(word, _)| before.ends_with(word)) {
            bound = Some(comparator).filter(|_| bound.is_none()).or(bound);
            start -= word.len();
        } else if let Some(word) = LEADING.iter().find(|word| before.ends_with(*word)) {
            start -= word.len();
        } else {
            break;
        }
    }
    if start == at && text[from..at].ends_with('的') {
        let leading = LEADING.iter().filter_map(|word| text[from..at].rfind(word)).max();
        start = leading.map_or(at, |offset| from + offset);
    }
    (bound, start)
}
