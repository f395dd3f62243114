//! Numbers in digits and in Chinese numerals.

use rust_decimal::Decimal;

use super::QuantityError;

/// A number at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub value: Decimal,
    /// True where it was written 百分之….
    pub percent: bool,
}

/// The numerals of a digit, by its value.
const DIGITS: [&[char]; 10] = [
    &['零', '〇'],
    &['一', '壹'],
    &['二', '两', '贰'],
    &['三', '叁'],
    &['四', '肆'],
    &['五', '伍'],
    &['六', '陆'],
    &['七', '柒'],
    &['八', '捌'],
    &['九', '玖'],
];

/// Returns whether a number can begin with this character.
pub(super) fn begins(char: char) -> bool {
    is_digit(char) || char == '十' || char == '百' || char == '拾'
}

/// Returns whether it is a digit in figures or in numerals.
pub(super) fn is_digit(char: char) -> bool {
    char.is_ascii_digit() || digit(char).is_some()
}

fn digit(char: char) -> Option<u32> {
    (0..).zip(DIGITS).find(|(_, forms)| forms.contains(&char)).map(|(value, _)| value)
}

/// The number at the beginning of `text`, which is half-width, and what follows it.
///
/// 万 and 亿 behind a number are left to its measure, save inside a numeral (三万二千), which is
/// brought to 3.2 with 万 put before what follows.
pub(super) fn read(text: &str) -> Result<(Number, String), QuantityError> {
    let (percent, text) = match text.strip_prefix("百分之") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (value, rest) = if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (value, rest) = figures(text)?;
        (value, rest.to_owned())
    } else {
        numeral(text)?
    };
    Ok((Number { value, percent }, rest))
}

/// A number in figures: 1,064.5, 1 064, 1.2E+05.
fn figures(text: &str) -> Result<(Decimal, &str), QuantityError> {
    let end = text
        .char_indices()
        .find(|&(at, c)| !(c.is_ascii_digit() || is_inner_mark(text, at, c)))
        .map_or(text.len(), |(at, _)| at);
    let (written, rest) = text.split_at(end);
    let (whole, fraction) = written.split_once('.').unwrap_or((written, "0"));
    let grouped = whole.contains([',', ' ']);
    let mut groups = whole.split([',', ' ']);
    let first = groups.next().unwrap_or_default();
    if grouped && (first.len() > 3 || groups.any(|group| group.len() != 3)) {
        return Err(QuantityError::Several);
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(QuantityError::NoNumber);
    }
    let digits: String = written.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    if let Some((exponent, rest)) = exponent(rest) {
        let value = Decimal::from_scientific(&format!("{digits}{exponent}"));
        return Ok((value.map_err(|_| QuantityError::TooLong)?.normalize(), rest));
    }
    let value = Decimal::from_str_exact(&digits).map_err(|_| QuantityError::TooLong)?;
    Ok((value, rest))
}

/// Returns whether the mark `c` at `at` is between two digits, as a point or between groups.
fn is_inner_mark(text: &str, at: usize, c: char) -> bool {
    matches!(c, '.' | ',' | ' ')
        && text[at + c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit())
}

/// E+05 at the beginning of `text`, as Excel writes long numbers into CSV, and the rest.
fn exponent(text: &str) -> Option<(String, &str)> {
    let after = text.strip_prefix(['e', 'E'])?;
    let (sign, after) = match after.strip_prefix(['+', '-']) {
        Some(rest) => (&after[..1], rest),
        None => ("", after),
    };
    let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
    (1..=3).contains(&end).then(|| {
        let sign = if sign == "-" { "-" } else { "" };
        (format!("e{sign}{}", &after[..end]), &after[end..])
    })
}

/// A number in Chinese numerals and what follows it.
fn numeral(text: &str) -> Result<(Decimal, String), QuantityError> {
    let (mut total, mut rest) = section(text)?;
    let fraction = rest.strip_prefix('点').map(fraction_digits);
    if let Some((digits, after)) = fraction {
        if digits.is_empty() {
            return Err(QuantityError::NoNumber);
        }
        let value = Decimal::from_str_exact(&format!("{total}.{digits}"));
        return Ok((value.map_err(|_| QuantityError::TooLong)?, after.to_owned()));
    }
    // Inside a numeral 万 and 亿 are digits' places; at its end they belong to the measure.
    let mut places = 1;
    while let Some((place, after)) = large_place(rest)
        && after.starts_with(begins)
        && place.is_multiple_of(10_000)
    {
        let (low, after_low) = section(after)?;
        if low >= 10_000 || places > 1 {
            return Err(QuantityError::NoNumber);
        }
        total = total * 10_000 + low;
        places = place;
        rest = after_low;
    }
    if places == 1 {
        return Ok((Decimal::from(total), rest.to_owned()));
    }
    let sign = if places == 10_000 {
        '万'
    } else {
        return Err(QuantityError::NoNumber);
    };
    let value = Decimal::new(total, 4).normalize();
    Ok((value, format!("{sign}{rest}")))
}

/// 万 or 亿 at the beginning of `text`.
fn large_place(text: &str) -> Option<(u64, &str)> {
    [('万', 10_000), ('亿', 100_000_000)]
        .into_iter()
        .find_map(|(sign, place)| text.strip_prefix(sign).map(|rest| (place, rest)))
}

/// The digits of a fraction in numerals, and what follows.
fn fraction_digits(text: &str) -> (String, &str) {
    let digits: String = text
        .chars()
        .map_while(|c| digit(c).and_then(|value| char::from_digit(value, 10)))
        .collect();
    let end = text.char_indices().nth(digits.len()).map_or(text.len(), |(at, _)| at);
    (digits, &text[end..])
}

/// A numeral below 万 (三千二百, 十二, 两百零五), and what follows it.
fn section(text: &str) -> Result<(i64, &str), QuantityError> {
    let (mut total, mut pending, mut last_place) = (0_i64, None, i64::MAX);
    let mut zero = false;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        let place = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1000,
            _ => match digit(c) {
                Some(0) => {
                    zero = true;
                    continue;
                }
                Some(value) if pending.is_none() => {
                    pending = Some(i64::from(value));
                    continue;
                }
                // 二三, 二〇一八: digits one after the other are a name or a year, not a number.
                Some(_) => return Err(QuantityError::NoNumber),
                None => {
                    end = at;
                    break;
                }
            },
        };
        if place >= last_place || (pending.is_none() && place != 10) {
            // 千瓦 behind 三十 belongs to the measure.
            if pending.is_none() {
                end = at;
                break;
            }
            return Err(QuantityError::NoNumber);
        }
        total += place * pending.take().unwrap_or(1);
        last_place = place;
        zero = false;
    }
    if end == 0 {
        return Err(QuantityError::NoNumber);
    }
    // 一百二 leaves open whether 120 or 102 is meant.
    if pending.is_some() && last_place > 10 && last_place < i64::MAX && !zero {
        return Err(QuantityError::NoNumber);
    }
    Ok((total + pending.unwrap_or(0), &text[end..]))
}
