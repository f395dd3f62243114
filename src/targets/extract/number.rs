//! Numbers in a text that may be quantities.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::input::width::half_width;

/// A number and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// Its bytes in the text; those of 百分之 included.
    pub range: Range<usize>,
    /// Its value as written: 8 for 8% and for 百分之八.
    pub value: Decimal,
    /// True where it was written 百分之….
    pub percent: bool,
}

/// Words before a number that make it a place in an order or a rate's base, not a quantity.
const ORDINAL_MARKS: [&str; 3] = ["第", "前", "每"];

/// The words before a fraction's numerator that make it a percentage.
const PERCENT: &str = "百分之";

/// The numbers outside of quotation marks that are neither ordinals nor part of a name in letters.
///
/// A quotation is a name or a slogan (“中国制造2025甘肃行动纲要”, “3+2”).
pub(super) fn all(text: &str) -> Vec<Number> {
    let quoted = quotations(text);
    let mut inside = 0;
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let found = read(text, at);
        let step = digit_run(&text[at..]).len().max(c.len_utf8());
        let end = found.as_ref().map_or(at + step, |n| n.range.end);
        while quoted.get(inside).is_some_and(|quote| quote.end <= at) {
            inside += 1;
        }
        let is_quoted = quoted.get(inside).is_some_and(|quote| quote.contains(&at));
        numbers.extend(found.filter(|number| stands_free(text, number) && !is_quoted));
        at = end;
    }
    numbers
}

/// The number that begins at `at`, if one does.
fn read(text: &str, at: usize) -> Option<Number> {
    let rest = &text[at..];
    if let Some(fraction) = rest.strip_prefix(PERCENT) {
        let (length, value) = digits(fraction).or_else(|| numeral(fraction))?;
        return Some(Number { range: at..at + PERCENT.len() + length, value, percent: true });
    }
    let (length, value) = digits(rest)?;
    Some(Number { range: at..at + length, value, percent: false })
}

/// Digits at the beginning of `text`: their length in bytes and their value.
///
/// 12.5, 1,200 and the same in full width. `None` where there is no digit or too many for a decimal.
fn digits(text: &str) -> Option<(usize, Decimal)> {
    let run = digit_run(text);
    let plain: String = run.chars().map(half_width).filter(|&c| c != ',').collect();
    (!run.is_empty()).then_some((run.len(), plain.parse().ok()?))
}

/// The digits at the beginning of `text` with their thousands separators and decimal point.
fn digit_run(text: &str) -> &str {
    let (mut end, mut point) = (0, false);
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let goes_on = match half_width(c) {
            '.' if !point && at > 0 => {
                point = rest.starts_with(is_digit);
                point
            }
            ',' => !point && is_thousands_separator(&text[..at], c, rest),
            _ => is_digit(c),
        };
        if !goes_on {
            break;
        }
        end = at + c.len_utf8();
    }
    &text[..end]
}

/// Returns whether the comma `c` comes after one to three digits, or another group, and before just three.
pub(super) fn is_thousands_separator(before: &str, c: char, after: &str) -> bool {
    // A comma of full width ends a clause, unless the digits around it are of full width as well.
    let same_width = |digit: char| is_digit(digit) && digit.is_ascii() == c.is_ascii();
    let digits_before = before.chars().rev().take_while(|&d| same_width(d)).count();
    let digits_after = after.chars().take_while(|&d| same_width(d)).count();
    matches!(c, ',' | '，') && (1..=3).contains(&digits_before) && digits_after == 3
}

fn is_digit(c: char) -> bool {
    half_width(c).is_ascii_digit()
}

/// A numeral below a thousand at the beginning of `text`, as after 百分之: 八, 九十五, 九十二点八.
fn numeral(text: &str) -> Option<(usize, Decimal)> {
    const DIGITS: &str = "零一二三四五六七八九";
    let digit = |c| (0..).zip(DIGITS.chars()).find(|&(_, d)| d == c);
    let (mut whole, mut pending, mut length) = (0u32, 0u32, 0);
    let mut fraction = String::new();
    let mut point = false;
    for c in text.chars() {
        match (c, digit(c)) {
            (_, Some((value, _))) if point => fraction.push(char::from_digit(value, 10)?),
            (_, Some((value, _))) => pending = value,
            ('十', _) if !point => whole += 10 * std::mem::take(&mut pending).max(1),
            ('百', _) if !point => whole += 100 * std::mem::take(&mut pending).max(1),
            ('点', _) if !point && length > 0 => point = true,
            _ => break,
        }
        length += c.len_utf8();
    }
    (length > 0)
        .then(|| format!("{}.{fraction}0", whole + pending).parse().ok())
        .flatten()
        .map(|value: Decimal| (length, value.normalize()))
}

/// Returns whether the number is neither an ordinal nor part of a name in letters (PM2.5, G7, 5A级, 4G).
fn stands_free(text: &str, number: &Number) -> bool {
    let before = &text[..number.range.start];
    let after = &text[number.range.end..];
    let is_letter = |c: char| half_width(c).is_ascii_alphabetic();
    !ORDINAL_MARKS.iter().any(|mark| before.ends_with(mark))
        && !is_denominator(before)
        && !before.ends_with(|c: char| is_letter(c) || ".．+＋".contains(c))
        && !after.starts_with(|c: char| is_letter(c) || "+＋".contains(c))
}

/// Returns whether a number behind `before` is what another one is divided by: the 10 of 18/10万.
fn is_denominator(before: &str) -> bool {
    before.strip_suffix(['/', '／']).is_some_and(|before| before.ends_with(is_digit))
}

/// The byte ranges between quotation marks, in order and joined where they overlap; a mark without its partner quotes
/// nothing.
fn quotations(text: &str) -> Vec<Range<usize>> {
    const PAIRS: [(char, char); 4] = [('“', '”'), ('《', '》'), ('「', '」'), ('『', '』')];
    let mut quoted: Vec<Range<usize>> = Vec::new();
    for (open, close) in PAIRS {
        let mut start = None;
        for (at, c) in text.char_indices().filter(|&(_, c)| c == open || c == close) {
            match start {
                None if c == open => start = Some(at),
                Some(from) if c == close => {
                    quoted.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
    }
    quoted.sort_by_key(|quote| quote.start);
    quoted.dedup_by(|next, last| {
        let joins = next.start <= last.end;
        if joins {
            last.end = last.end.max(next.end);
        }
        joins
    });
    quoted
}
