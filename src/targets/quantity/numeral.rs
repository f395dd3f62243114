//! Numbers in digits and in Chinese numerals.

use rust_decimal::Decimal;

use super::QuantityError;

/// A number at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub value: Decimal,
    /// True where it was written 百分之….
    pub percent: bool,
    /// True where a spreadsheet may have cut off its last digits (1.23457E+11).
    pub cut: bool,
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
    is_digit(char) || char == '.' || char == '十' || char == '百' || char == '拾'
}

/// Returns whether it is a digit in figures or in numerals.
pub(super) fn is_digit(char: char) -> bool {
    char.is_ascii_digit() || digit(char).is_some()
}

fn is_figure(char: char) -> bool {
    char.is_ascii_digit()
}

fn digit(char: char) -> Option<u32> {
    (0..).zip(DIGITS).find(|(_, forms)| forms.contains(&char)).map(|(value, _)| value)
}

/// The number at the beginning of `text`, which is half-width, and what follows it.
///
/// 万 and 亿 behind a number are left to its measure, save inside a number (三万二千, 3万2千, 十二万三), which is brought to
/// 3.2 with 万 put before what follows.
pub(super) fn read(text: &str) -> Result<(Number, String), QuantityError> {
    if let Some(rest) = text.strip_prefix("千分之") {
        let (number, rest) = read(rest)?;
        let value = number.value.checked_div(Decimal::TEN).ok_or(QuantityError::TooLong)?;
        return match number.percent {
            true => Err(QuantityError::NoNumber),
            false => Ok((Number { value: value.normalize(), percent: true, ..number }, rest)),
        };
    }
    let (percent, text) = match text.strip_prefix("百分之") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    // .5 is 0.5.
    let is_fraction = text.strip_prefix('.').is_some_and(|rest| rest.starts_with(is_figure));
    let with_zero = is_fraction.then(|| format!("0{text}"));
    let text = with_zero.as_deref().unwrap_or(text);
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        let (value, rest) = numeral(text)?;
        return Ok((Number { value, percent, cut: false }, rest));
    }
    let (value, cut, rest) = figures(text)?;
    let (value, rest) = compound(value, rest)?;
    Ok((Number { value, percent, cut }, rest))
}

/// The scales that go on in a smaller number, and their values.
const SCALES: [(char, u32); 4] = [('亿', 8), ('万', 4), ('千', 3), ('百', 2)];

fn scale(text: &str) -> Option<(char, u32, &str)> {
    let mut scales = SCALES.iter();
    scales.find_map(|&(sign, power)| Some((sign, power, text.strip_prefix(sign)?)))
}

/// A number in figures and scales by turns: 3万2千, 1亿2千万, 3万2000. A single digit at the end belongs to the next
/// smaller place (3万2); before a measure (3万2户) it may as well be itself.
fn compound(value: Decimal, rest: &str) -> Result<(Decimal, String), QuantityError> {
    let Some((sign, power, mut rest)) =
        scale(rest).filter(|(_, _, rest)| rest.starts_with(|c: char| c.is_ascii_digit()))
    else {
        return Ok((value, rest.to_owned()));
    };
    let mut total = value;
    let mut last = power;
    while rest.starts_with(|c: char| c.is_ascii_digit()) {
        let (next, _, after) = figures(rest)?;
        let digits = rest.len() - after.len();
        // 1亿2千万: the thousands are those of 万.
        let (mut own, mut after) = match scale(after) {
            Some((_, own, after)) if own < last => (own, after),
            Some(_) => return Err(QuantityError::Several),
            None if digits == 1 && after.is_empty() && next > Decimal::ZERO => (last - 1, after),
            None if digits as u32 == last => (0, after),
            None => return Err(QuantityError::Several),
        };
        if let Some((_, above, beyond)) = scale(after)
            && own < above
            && own + above < last.max(power)
            && !beyond.starts_with(|c: char| c.is_ascii_digit())
        {
            own += above;
            after = beyond;
        }
        let part = next.checked_mul(ten_to(own)).and_then(|part| part.checked_div(ten_to(power)));
        total = part.and_then(|part| total.checked_add(part)).ok_or(QuantityError::TooLong)?;
        last = own;
        rest = after;
        if own == 0 {
            break;
        }
    }
    Ok((total.normalize(), format!("{sign}{rest}")))
}

fn ten_to(power: u32) -> Decimal {
    (0..power).fold(Decimal::ONE, |value, _| value * Decimal::TEN)
}

/// The digits behind the point in a number that may have lost more of them.
const CUT: usize = 5;

/// A number in figures, and whether its last digits may be cut off: 1,064.5, 1 064, 1.2E+05.
fn figures(text: &str) -> Result<(Decimal, bool, &str), QuantityError> {
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
        let value = value.map_err(|_| QuantityError::TooLong)?.normalize();
        // A spreadsheet writes six digits of a long number.
        let cut = fraction.len() >= CUT && value.scale() == 0;
        return Ok((value, cut, rest));
    }
    let value = Decimal::from_str_exact(&digits).map_err(|_| QuantityError::TooLong)?;
    Ok((value, false, rest))
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
    let mut top = 1;
    if let Some((place, after)) = large_place(rest)
        && after.starts_with(begins)
    {
        let (low, after_low) = section(after)?;
        // 一亿二千万: the thousands are those of 万.
        let (low, after_low) = match large_place(after_low) {
            Some((10_000, beyond)) if place > 10_000 && !beyond.starts_with(begins) => {
                (low * 10_000, beyond)
            }
            Some(_) if place > 10_000 => return Err(QuantityError::NoNumber),
            // 三亿五千: most mean 五千万.
            _ if place > 10_000 && !after.starts_with(['零', '〇']) && low > 9 => {
                return Err(QuantityError::NoNumber);
            }
            _ if is_single(after, after_low) => (low * (place / 10), after_low),
            _ => (low, after_low),
        };
        if low >= place {
            return Err(QuantityError::NoNumber);
        }
        let sum = total.checked_mul(place).and_then(|total| total.checked_add(low));
        total = sum.ok_or(QuantityError::TooLong)?;
        top = place;
        rest = after_low;
    }
    let sign = match top {
        1 => return Ok((Decimal::from(total), rest.to_owned())),
        10_000 => '万',
        _ => '亿',
    };
    let value = Decimal::from(total).checked_div(Decimal::from(top));
    let value = value.ok_or(QuantityError::TooLong)?.normalize();
    Ok((value, format!("{sign}{rest}")))
}

/// Returns whether a numeral of one digit, not 十, is before `rest` at the beginning of `text`: the three of 十二万三.
fn is_single(text: &str, rest: &str) -> bool {
    let numeral = text.strip_suffix(rest).unwrap_or_default();
    let mut chars = numeral.chars();
    chars.next().and_then(digit).is_some_and(|value| value > 0) && chars.next().is_none()
}

/// A tenth of the single digit that `text` begins with, and what follows it.
pub(super) fn single(text: &str) -> Option<(Decimal, &str)> {
    let first = text.chars().next()?;
    let value = first.to_digit(10).or_else(|| digit(first))?;
    let rest = &text[first.len_utf8()..];
    (!rest.starts_with(is_digit)).then(|| (Decimal::new(value.into(), 1), rest))
}

/// 万 or 亿 at the beginning of `text`.
fn large_place(text: &str) -> Option<(i64, &str)> {
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
    // 两千五 is 2500; 2005 is 两千零五.
    let short = last_place > 10 && last_place < i64::MAX && !zero;
    let place = if short { last_place / 10 } else { 1 };
    Ok((total + pending.unwrap_or(0) * place, &text[end..]))
}
