//! Numbers with their signs and measure words, and ranges of them, which no line break may split (gbt9704 section 9).

use std::sync::LazyLock;

use crate::measure;
use crate::typeset::word_list::WordList;

/// Signs that may come right before a figure and belong to it: 第12号, ≥4%, ￥300.
const SIGNS: &str = "第±＋－≥≤＞＜＝≈≠￥＄￡€№§";

/// The words before the figures of a percentage.
const PERCENT: [char; 3] = ['百', '分', '之'];

/// The words of a percentage point after 个.
const POINTS: [char; 3] = ['百', '分', '点'];

/// Characters that may come between a figure and its measure word: 60余万亩, 100多个.
const SCALES: &str = "十百千万亿余多";

/// Marks between the ends of a range; one or two of them.
const DASHES: &str = "—–－-～~〜―─‒−∼";

/// Words between the ends of a range.
const TO: &str = "至到";

/// Marks inside a unit made of several: 元/吨, 元/人·月.
const PER: &str = "/／";
const TIMES: &str = "·•";

static WORDS: LazyLock<WordList> =
    LazyLock::new(|| WordList::new(measure::all().map(|measure| measure.word)));

/// Marks in `held` each of `chars` that belongs to the same quantity as the next one.
pub fn hold(chars: &[char], held: &mut [bool]) {
    let mut i = 0;
    while i < chars.len() {
        let end = quantity_end(chars, i);
        if end > i {
            held[signed_start(chars, i)..end - 1].fill(true);
        }
        i = end.max(i + 1);
    }
}

/// Returns whether a quantity may be parted before `at` if need be: its measure word begins there with its scale, right
/// after its figures, 百分点 after their 个, or what it is counted by after a stroke.
pub fn parts_before_measure(chars: &[char], at: usize) -> bool {
    let (before, rest) = chars.split_at(at);
    match before.last() {
        Some('个') => rest.starts_with(&POINTS),
        Some('/') => second_at(rest).is_some(),
        Some(&c) if is_figure(c) || SCALES.contains(c) => {
            let scales = rest.iter().take_while(|&&c| SCALES.contains(c)).count();
            (0..=scales).rev().any(|at| measure_at(&rest[at..]).is_some())
        }
        _ => false,
    }
}

/// Returns the start of the quantity whose figures begin at `start`, including its sign; a blank may be
/// between them.
fn signed_start(chars: &[char], start: usize) -> usize {
    let close = &chars[..start];
    if close.ends_with(&PERCENT) {
        return start - PERCENT.len();
    }
    let sign = |before: &&[char]| before.last().is_some_and(|&c| SIGNS.contains(c));
    [Some(close), close.strip_suffix(&[' '])]
        .into_iter()
        .flatten()
        .find(sign)
        .map_or(start, |before| before.len() - 1)
}

/// Returns the end (exclusive) of the quantity, or of the range of quantities, that begins at `start`;
/// `start` itself if there is none.
fn quantity_end(chars: &[char], start: usize) -> usize {
    let (mut end, mut measured) = amount_end(chars, start);
    while end > start
        && let Some(upper) = upper_start(chars, end, measured)
    {
        (end, measured) = amount_end(chars, upper);
    }
    end
}

/// Returns the start of the upper end of a range whose lower end is before `end`; `None` if there is no
/// range.
///
/// 10亿元至15亿元 may be split before 至, 10至15亿元 may not: 10 would be without its measure.
fn upper_start(chars: &[char], end: usize, measured: bool) -> Option<usize> {
    let count = |marks: &str| {
        let rest = chars[end..].iter().take(2);
        rest.take_while(|&&c| marks.contains(c)).count()
    };
    let upper = match (count(DASHES), count(TO)) {
        (0, 1) if !measured => end + 1,
        (0, _) => return None,
        (dashes, _) => end + dashes,
    };
    chars.get(upper).is_some_and(|&c| is_figure(c)).then_some(upper)
}

/// Returns the end (exclusive) of the number with its measure that begins at `start`, and whether it has
/// a measure.
fn amount_end(chars: &[char], start: usize) -> (usize, bool) {
    let number = number_end(chars, start);
    if number == start {
        return (start, false);
    }
    let mut end = number + usize::from(chars.get(number) == Some(&' '));
    let scales = end;
    loop {
        if let Some(length) = unit_at(&chars[end..]) {
            return (end + length, true);
        }
        match chars.get(end) {
            Some(&c) if SCALES.contains(c) => end += 1,
            _ if end > scales => return (end, false),
            _ => return (number, false),
        }
    }
}

/// Returns the end (exclusive) of the figures at `start`, with their point and their thousands
/// separators.
fn number_end(chars: &[char], start: usize) -> usize {
    let mut end = start;
    while chars.get(end).is_some_and(|&c| is_figure(c)) {
        end += 1;
        // A point or comma belongs to the number if a figure follows it.
        let mark = match chars.get(end) {
            Some('.' | ',' | '．') => chars.get(end + 1).is_some_and(|&c| is_figure(c)),
            Some('，') => is_full_width(chars[end - 1]) && begins_group(&chars[end + 1..]),
            _ => false,
        };
        end += usize::from(mark);
    }
    end
}

/// Returns whether exactly three full-width figures come first, as after a thousands separator.
fn begins_group(chars: &[char]) -> bool {
    let figures = chars.iter().take(4).take_while(|&&c| is_full_width(c));
    figures.count() == 3
}

/// Returns whether a character is a half-width or full-width figure.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || is_full_width(c)
}

/// Returns whether a character is a full-width figure.
fn is_full_width(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// Returns the length in characters of the unit that `rest` begins with: a measure word, or several
/// (微克/立方米, 吨标准煤/万元, 元/人·月, km/h).
fn unit_at(rest: &[char]) -> Option<usize> {
    let first = measure_at(rest)?;
    let mut length = first;
    let joins = |c: char, length| PER.contains(c) || (length > first && TIMES.contains(c));
    while rest.get(length).is_some_and(|&c| joins(c, length))
        && let Some(next) = second_at(&rest[length + 1..])
    {
        length += 1 + next;
    }
    Some(length)
}

/// Returns the length of the part of a unit after a stroke: a measure with or without a scale, or Latin
/// letters.
fn second_at(rest: &[char]) -> Option<usize> {
    let scaled = rest.iter().take_while(|&&c| SCALES.contains(c)).count();
    let letters = rest.iter().take_while(|c| c.is_ascii_alphabetic()).count();
    measure_at(&rest[scaled..])
        .map(|length| scaled + length)
        .or_else(|| (letters > 0).then_some(letters))
}

/// Returns the length in characters of the longest measure word that `rest` begins with.
fn measure_at(rest: &[char]) -> Option<usize> {
    let first = *rest.first()?;
    if is_squared(first) {
        return Some(1);
    }
    let length = WORDS.longest_at(rest)?;
    // A Latin unit is a whole word.
    let next = rest.get(length);
    let runs_on = first.is_ascii() && next.is_some_and(char::is_ascii_alphanumeric);
    (!runs_on).then_some(length)
}

/// Returns whether a character is a unit that Unicode has as one character: ㎡, ㎞, ㎏.
fn is_squared(c: char) -> bool {
    matches!(c, '\u{3371}'..='\u{337A}' | '\u{3380}'..='\u{33DF}' | '\u{33FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `text` with a bar at every place that no quantity holds together.
    fn parted(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut held = vec![false; chars.len()];
        hold(&chars, &mut held);
        let mut out = String::new();
        for (i, c) in chars.iter().enumerate() {
            out.push(*c);
            if !held[i] && i + 1 < chars.len() {
                out.push('|');
            }
        }
        out
    }

    #[test]
    fn a_number_keeps_its_measure_word() {
        assert_eq!(parted("造林60万亩以上"), "造|林|60万亩|以|上");
        assert_eq!(parted("转移34万人次"), "转|移|34万人次");
        assert_eq!(parted("建成200公里"), "建|成|200公里");
        assert_eq!(parted("提高6.5个百分点"), "提|高|6.5个百分点");
        assert_eq!(parted("１２．５亿元"), "１２．５亿元");
        assert_eq!(parted("装机60余万千瓦"), "装|机|60余万千瓦");
        assert_eq!(parted("面积120㎡的"), "面|积|120㎡|的");
    }

    #[test]
    fn a_blank_before_the_measure_word_holds_too() {
        assert_eq!(parted("新增 60 万亩地"), "新|增| |60 万亩|地");
        assert_eq!(parted("约200 km的"), "约|200 km|的");
        assert_eq!(parted("2018 kms"), "2018| |k|m|s");
        assert_eq!(parted("12 其他"), "12| |其|他");
    }

    #[test]
    fn a_rate_is_one_unit() {
        assert_eq!(parted("到86微克/立方米左"), "到|86微克/立方米|左");
        assert_eq!(parted("每3元/吨"), "每|3元/吨");
        assert_eq!(parted("5年/或"), "5年|/|或");
    }

    #[test]
    fn a_unit_of_several_measures_holds() {
        for unit in [
            "元/人",
            "元/吨",
            "万元/平方公里",
            "吨标准煤/万元",
            "元/千瓦时",
            "元/平方米·月",
            "人次/万人",
            "km/h",
            "mg/m³",
        ] {
            let text = format!("3000{unit}");
            assert_eq!(parted(&text), text);
        }
        assert_eq!(parted("3元·吨"), "3元|·|吨");
    }

    #[test]
    fn every_measure_holds_behind_every_scale() {
        let scales = measure::SCALES.iter().map(|(word, _)| *word);
        let scales: Vec<&str> = scales.chain(["", "十", "百亿", "余万", "多"]).collect();
        for measure in measure::all() {
            for scale in &scales {
                for number in ["30", "1,064", "12.5", "１２．５", "10—15", "300万～500", "95%-98"]
                {
                    let text = format!("{number}{scale}{}", measure.word);
                    assert_eq!(parted(&format!("{text}和")), format!("{text}|和"));
                }
            }
        }
    }

    #[test]
    fn the_longest_measure_holds() {
        for text in [
            "30万人次",
            "30亿人民币",
            "30亿元人民币",
            "30万人口",
            "5百分点",
            "5部门",
            "300平方公里",
            "5万吨标准煤",
            "5千千瓦时",
        ] {
            assert_eq!(parted(text), text);
        }
    }

    #[test]
    fn a_range_is_one_quantity() {
        for text in [
            "10—15亿元",
            "300万～500万千瓦",
            "300万千瓦——500万千瓦",
            "5%~6%",
            "5-6个",
            "10至15亿元",
            "1到9月",
            "2018—2020年",
        ] {
            assert_eq!(parted(text), text);
        }
        assert_eq!(parted("10亿元至15亿元"), "10亿元|至|15亿元");
        assert_eq!(parted("10亿元——"), "10亿元|—|—");
        assert_eq!(parted("10至今"), "10|至|今");
    }

    #[test]
    fn a_thousands_separator_of_full_width_holds_between_figures_of_full_width() {
        assert_eq!(parted("１，２００公里"), "１，２００公里");
        assert_eq!(parted("１，２０人"), "１|，|２０人");
        assert_eq!(parted("1，200人"), "1|，|200人");
    }

    #[test]
    fn a_percentage_in_words_holds_its_figures() {
        assert_eq!(parted("占百分之8.5以上"), "占|百分之8.5|以|上");
    }

    #[test]
    fn a_sign_belongs_to_its_number() {
        assert_eq!(parted("第12号令"), "第12号|令");
        assert_eq!(parted("率≤ 4"), "率|≤ 4");
        assert_eq!(parted("共￥300元"), "共|￥300元");
        assert_eq!(parted("第一3"), "第|一|3");
    }

    #[test]
    fn a_number_without_measure_word_holds_nothing_but_itself() {
        assert_eq!(parted("前3,000强，"), "前|3,000|强|，");
        assert_eq!(parted("5.共同"), "5|.|共|同");
        assert_eq!(parted("千万"), "千|万");
    }
}
