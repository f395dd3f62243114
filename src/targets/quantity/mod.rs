//! Quantities as people type them into a cell: 3.2万户, １２．５％, 百分之十二, 增长3.2, 暂无.
//!
//! `numeral` reads numbers in digits and in Chinese numerals, `conversion` brings 万户 into 户.

mod conversion;
mod missing;
mod numeral;

#[cfg(test)]
mod tests;

use rust_decimal::Decimal;

use super::{Target, strip_any};
use crate::input::date;
use crate::input::text::is_invisible;
use crate::input::width::half_width;
use conversion::Multiple;

pub use missing::is_missing;

/// A number with the words around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quantity {
    /// The number, exact; negative behind 下降, 减少 and the like.
    pub value: Decimal,
    /// The measure that was written with it; empty when there is none.
    pub measure: String,
    /// The direction that the words give it.
    pub direction: Option<Direction>,
    /// The words that make it inexact (约, 以上, （预计）); empty when it is exact.
    pub hedge: String,
}

/// The direction of a rate, in words or arrows; a mere sign is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// 增长, 上升, ↑.
    Up,
    /// 下降, 减少, ↓.
    Down,
}

/// The reasons why a text is not a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// It holds no number.
    #[error("不是数字")]
    NoNumber,
    /// 5-6, 5至6.
    #[error("是一个区间，应填一个数")]
    Range,
    /// 3万户12万人.
    #[error("含有不止一个数")]
    Several,
    /// 下降-3.2.
    #[error("方向和负号重复，分不清是升是降")]
    DoubleNegative,
    /// More digits than a decimal holds (28).
    #[error("位数太多")]
    TooLong,
    /// 3月4日, for which Excel took 3-4.
    #[error("是日期，不是数")]
    Date,
    /// 1:20, which is no finite number of hours.
    #[error("是时间，不是数")]
    Time,
}

/// Words before a number that say nothing of it.
const NEUTRAL: [&str; 13] = [
    "累计完成",
    "实际完成",
    "同比",
    "累计",
    "完成",
    "实际",
    "共计",
    "合计",
    "已",
    "共",
    "为",
    "计",
    "：",
];
/// Words before a number that make it inexact.
const HEDGES: [&str; 27] = [
    "初步统计",
    "预计",
    "预估",
    "估计",
    "初步",
    "快报",
    "大约",
    "约为",
    "约",
    "接近",
    "将近",
    "近",
    "超过",
    "超",
    "突破",
    "达到",
    "达",
    "逾",
    "不足",
    "不到",
    "≥",
    ">=",
    "≤",
    "<=",
    ">",
    "<",
    "≈",
];
/// Words after a number or its measure that make it inexact.
const TRAILING_HEDGES: [&str; 8] = ["左右", "上下", "以上", "以下", "以内", "出头", "余", "多"];
const UP: [&str; 8] = ["增长", "增加", "上升", "提高", "上涨", "增", "↑", "+"];
const DOWN: [&str; 8] = ["负增长", "下降", "降低", "减少", "下滑", "下跌", "降", "↓"];
const MINUS: [char; 8] = ['-', '−', '—', '–', '‐', '‑', '﹣', '负'];
/// Marks and words between the ends of a range.
const TO: [char; 9] = ['-', '—', '–', '−', '~', '～', '至', '到', '∼'];

impl Quantity {
    /// Reads a cell; `None` for the ways to say that there is no figure (blank, —, 暂无).
    ///
    /// # Errors
    /// The reason why the text is neither.
    pub fn parse(text: &str) -> Result<Option<Self>, QuantityError> {
        if is_missing(text) {
            return Ok(None);
        }
        let text = with_thousands(text);
        if is_unchanged(&text) {
            return Ok(Some(Self::default()));
        }
        if is_day(&text) {
            return Err(QuantityError::Date);
        }
        if let Some(hours) = hours(&text) {
            let value = hours.ok_or(QuantityError::Time)?;
            return Ok(Some(Self { value, measure: "小时".to_owned(), ..Self::default() }));
        }
        let (prefix, rest) = Prefix::read(&text);
        let (mut number, mut rest) = numeral::read(rest)?;
        // 三成五 is 3.5成.
        if let Some((tenth, after)) = rest.strip_prefix('成').and_then(numeral::single) {
            number.value = number.value.checked_add(tenth).ok_or(QuantityError::TooLong)?;
            rest = format!("成{after}");
        }
        if is_range(&rest) {
            return Err(QuantityError::Range);
        }
        let (measure, trailing) = strip_trailing(&rest);
        if is_vague(&measure) {
            return Err(QuantityError::NoNumber);
        }
        // 16.2/10万 has its base in its measure.
        let is_known = gongwen::measure::find(&measure).is_some();
        if !is_known && measure.chars().any(numeral::is_digit) {
            return Err(QuantityError::Several);
        }
        let negative = prefix.minus || prefix.direction == Some(Direction::Down);
        if prefix.minus && prefix.direction == Some(Direction::Down) {
            return Err(QuantityError::DoubleNegative);
        }
        let percent = if number.percent { "%" } else { "" };
        Ok(Some(Self {
            value: if negative { -number.value } else { number.value },
            measure: format!("{percent}{measure}"),
            direction: prefix.direction,
            hedge: match number.cut {
                true => format!("{}{trailing}科学计数法，末几位可能不全", prefix.hedge),
                false => format!("{}{trailing}", prefix.hedge),
            },
        }))
    }

    /// Its value in `measure` (3.2万户 are 32000户); `None` when the two do not measure the same, or
    /// the number has too many digits.
    ///
    /// A quantity without a measure is taken to be in `measure` already. A target may count nothing by
    /// name (65万): then only the magnitude is converted.
    pub fn in_measure(&self, measure: &str) -> Option<Decimal> {
        if self.measure.is_empty() || self.measure == measure {
            return Some(self.value);
        }
        let (own, wanted) = (Multiple::of(&self.measure), Multiple::of(measure));
        own.scale_to(&wanted)
            .and_then(|(times, over)| self.value.checked_mul(times)?.checked_div(over))
            .map(|value| value.normalize())
    }

    /// Its value beside a target: 下降3.2 is −3.2 of an income, but 3.2 beside 能耗下降, whose values are falls.
    pub fn beside(&self, target: &Target) -> Self {
        let turned = target.states_fall() && self.direction.is_some();
        Self { value: if turned { -self.value } else { self.value }, ..self.clone() }
    }
}

/// The text with half-width characters, without the apostrophe by which Excel keeps text, and with
/// blanks only between digits, where they may separate thousands.
fn with_thousands(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut pending = false;
    for c in text.chars().filter(|&c| !is_invisible(c)).map(half_width) {
        if c.is_whitespace() {
            pending = plain.ends_with(|c: char| c.is_ascii_digit());
            continue;
        }
        if pending && c.is_ascii_digit() {
            plain.push(' ');
        }
        pending = false;
        plain.push(c);
    }
    plain
        .trim_start_matches(['\'', '‘', '’', '`'])
        .trim_end_matches(['。', '；', ';', '，', '.'])
        .to_owned()
}

/// 持平, however it is introduced: no change.
fn is_unchanged(text: &str) -> bool {
    matches!(
        text,
        "持平"
            | "同比持平"
            | "与上年持平"
            | "与去年持平"
            | "与上年同期持平"
            | "与去年同期持平"
            | "较上年持平"
            | "基本持平"
    )
}

/// The words and signs before a number.
#[derive(Debug, Default)]
struct Prefix {
    direction: Option<Direction>,
    minus: bool,
    hedge: String,
}

impl Prefix {
    /// Takes words and signs off the beginning of `text`; what is left begins with the number.
    fn read(text: &str) -> (Self, &str) {
        let mut prefix = Self::default();
        let mut rest = text;
        loop {
            rest = if let Some((_, rest)) = strip_any(rest, &DOWN) {
                prefix.direction = Some(Direction::Down);
                rest
            } else if let Some((_, rest)) = strip_any(rest, &UP) {
                prefix.direction = Some(Direction::Up);
                rest
            } else if let Some((word, rest)) = strip_any(rest, &HEDGES) {
                prefix.hedge.push_str(word);
                rest
            } else if let Some((_, rest)) = strip_any(rest, &NEUTRAL) {
                rest
            } else if let Some(after) = rest.strip_prefix(MINUS)
                && !prefix.minus
                && after.starts_with(numeral::begins)
            {
                prefix.minus = true;
                after
            } else {
                return (prefix, rest);
            };
        }
    }
}

/// Returns whether the text after a number makes it the beginning of a range.
fn is_range(rest: &str) -> bool {
    let unit_end = rest.find(TO).unwrap_or(rest.len());
    let (_, tail) = rest.split_at(unit_end);
    let after = tail.trim_start_matches(TO);
    tail.len() > after.len() && after.starts_with(numeral::begins)
}

/// Returns whether the words in brackets behind a number are about a part of it, or compare it with another.
fn is_detail(brackets: &str) -> bool {
    const BEGINNINGS: [&str; 12] = [
        "其中",
        "含",
        "包括",
        "同比",
        "环比",
        "比上年",
        "较上年",
        "上年",
        "去年",
        "占",
        "增长",
        "下降",
    ];
    BEGINNINGS.iter().any(|word| brackets[1..].starts_with(word))
}

/// Returns whether a text is a day: 2018-03-04, 3月4日, 4-Mar.
fn is_day(text: &str) -> bool {
    let month_and_day = || {
        let (month, day) = text.split_once('月')?;
        let day = day.strip_suffix(['日', '号'])?;
        let (month, day) = (month.parse::<u8>().ok()?, day.parse::<u8>().ok()?);
        Some((1..=12).contains(&month) && (1..=31).contains(&day))
    };
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    date::parse(text).is_some() && !is_number
        || month_and_day() == Some(true)
        || date::english_month(&text.to_ascii_lowercase()).is_some()
}

/// Returns the hours of a time (1:30); `None` inside if they are not a finite number.
fn hours(text: &str) -> Option<Option<Decimal>> {
    let mut parts = text.split(':').map(|part| {
        let digits =
            (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    });
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = match parts.next() {
        Some(seconds) => seconds?,
        None => 0,
    };
    if parts.next().is_some() || minutes >= 60 || seconds >= 60 {
        return None;
    }
    let total = u64::from(hours) * 3600 + u64::from(minutes) * 60 + u64::from(seconds);
    let value = Decimal::from(total) / Decimal::from(3600);
    Some((value.scale() <= 4).then_some(value))
}

/// Returns whether the words behind a number leave it open: 一半, 三个半月, 一些, 一部分, 十几个.
fn is_vague(measure: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["半", "个半", "些", "部分", "几"];
    measure.ends_with('半') || BEGINNINGS.iter().any(|word| measure.starts_with(word))
}

/// A measure without the remark or the inexact words around it, and those.
fn strip_trailing(rest: &str) -> (String, String) {
    let mut measure = rest.to_owned();
    let mut hedge = String::new();
    if let Some(open) = measure.find('(')
        && measure.ends_with(')')
        && (!measure[open..].chars().any(numeral::is_digit) || is_detail(&measure[open..]))
    {
        hedge = measure.split_off(open);
    }
    for word in TRAILING_HEDGES {
        if let Some(shorter) = measure.strip_suffix(word) {
            hedge.insert_str(0, word);
            measure.truncate(shorter.len());
            break;
        }
    }
    // 60余万亩, 100多个.
    if let Some(shorter) = measure.strip_prefix(['余', '多']) {
        hedge.insert(0, '余');
        measure = shorter.to_owned();
    }
    (measure, hedge)
}
