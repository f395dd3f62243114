//! Sequence numbers: 19, 19., 19、, （19）, ⑲, １９, 19.0, 2.10, 3-1, 十九.

use crate::input::width::half_width;
use crate::registry::names::is_blank;

/// A number in the column of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// 19.
    Whole(u32),
    /// （19）, ⑲: an item, or a part below a whole number.
    Inner(u32),
    /// 3.1, 3-1: the first part of item 3.
    Part(u32, u32),
    /// 3.1.2: the second part of part 3.1.
    Deep(u32, u32, u32),
    /// 一, 十九: an item, or a section of numbered ones.
    Numeral(u32),
}

impl Number {
    /// Returns the number of the item, by which rows are in order.
    pub fn order(self) -> u32 {
        match self {
            Self::Whole(no)
            | Self::Inner(no)
            | Self::Part(no, _)
            | Self::Deep(no, ..)
            | Self::Numeral(no) => no,
        }
    }
}

/// Returns the number in `cell`, of whatever kind.
pub(super) fn parse(cell: &str) -> Option<Number> {
    let plain: String = cell.chars().filter(|&c| !is_blank(c)).map(half_width).collect();
    if let Some(number) = read(cell) {
        let is_inner = plain.starts_with('(') || plain.chars().all(|c| circled(c).is_some());
        return Some(if is_inner { Number::Inner(number) } else { Number::Whole(number) });
    }
    let bare = plain.trim_end_matches(['.', '、', '．', ')']).trim_start_matches('(');
    if let Some(number) = chinese(bare) {
        return Some(Number::Numeral(number));
    }
    let (no, sub) = bare.split_once(STROKES)?;
    if let Some((sub, third)) = sub.trim_start_matches(['—', '-']).split_once(STROKES) {
        return Some(Number::Deep(natural(no)?, natural(sub)?, natural(third)?));
    }
    Some(Number::Part(natural(no)?, natural(sub)?))
}

/// Marks between the numbers of an item and of its part.
const STROKES: [char; 7] = ['.', '-', '—', '－', '–', '．', '_'];

fn natural(digits: &str) -> Option<u32> {
    let digits = digits.trim_start_matches(['—', '-']);
    let all = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    all.then(|| digits.parse().ok()).flatten().filter(|&number| number > 0)
}

/// Returns the number that a Chinese numeral up to 九十九 means.
pub(super) fn chinese(text: &str) -> Option<u32> {
    const DIGITS: &str = "一二三四五六七八九";
    let digit = |text: &str| {
        let mut chars = text.chars();
        let c = chars.next().filter(|_| chars.clone().next().is_none())?;
        (1..).zip(DIGITS.chars()).find(|&(_, digit)| digit == c).map(|(number, _)| number)
    };
    match text.split_once('十') {
        None => digit(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

/// Returns the sequence number in `cell`; `None` if it has none, or zero.
///
/// A line break between its digits is left out with the blanks around it; other blanks split it into two
/// numbers.
pub(super) fn read(cell: &str) -> Option<u32> {
    let lines = cell.lines().map(|line| line.trim_matches(is_blank));
    let line: String = lines.collect();
    let mut characters = line.chars();
    if let (Some(c), None) = (characters.next(), characters.next())
        && let Some(number) = circled(c)
    {
        return Some(number);
    }
    let bare = line
        .trim_start_matches(['(', '（', '[', '第'])
        .trim_end_matches([')', '）', ']', '.', '、', '．', '号', '项', '条']);
    let digits: String = bare.chars().map(half_width).collect();
    let whole = match digits.split_once('.') {
        Some((whole, fraction)) if fraction.chars().all(|c| c == '0') => whole,
        _ => &digits,
    };
    whole
        .chars()
        .all(|c| c.is_ascii_digit())
        .then(|| whole.parse().ok())
        .flatten()
        .filter(|&number| number > 0)
}

/// Returns the number of a character from ① to ⑳, ㉑ to ㉟, ㊱ to ㊿, ⑴ to ⒇ or ⒈ to ⒛.
fn circled(c: char) -> Option<u32> {
    let (first, from) = match c {
        '①'..='⑳' => ('①', 1),
        '㉑'..='㉟' => ('㉑', 21),
        '㊱'..='㊿' => ('㊱', 36),
        '⑴'..='⒇' => ('⑴', 1),
        '⒈'..='⒛' => ('⒈', 1),
        _ => return None,
    };
    Some(u32::from(c) - u32::from(first) + from)
}

#[cfg(test)]
mod tests {
    use super::{Number, parse, read};

    #[test]
    fn numbers_of_parts_and_numerals_are_told_apart() {
        assert_eq!(parse("19"), Some(Number::Whole(19)));
        assert_eq!(parse("（19）"), Some(Number::Inner(19)));
        assert_eq!(parse("⑲"), Some(Number::Inner(19)));
        for form in ["3.10", "3-10", "3—10", "3．10", "（3.10）", "3－10"] {
            assert_eq!(parse(form), Some(Number::Part(3, 10)), "{form}");
        }
        for form in ["十九", "十九、", "（十九）"] {
            assert_eq!(parse(form), Some(Number::Numeral(19)), "{form}");
        }
        assert_eq!(parse("二十"), Some(Number::Numeral(20)));
        for form in ["3.1.2", "3-1-2", "3．1．2", "（3.1.2）"] {
            assert_eq!(parse(form), Some(Number::Deep(3, 1, 2)), "{form}");
        }
        for form in ["", "3.1.1.1", "三市", "0.5", "甲", "1月1日"] {
            assert_eq!(parse(form), None, "{form}");
        }
    }

    #[test]
    fn every_customary_form_is_read() {
        for form in [
            "19", " 19 ", "　19", "19.", "19、", "（19）", "(19)", "⑲", "⒆", "⒚", "１９", "19.0",
            "19．", "1\n9", "1 \n　9", "19\n", "第19项",
        ] {
            assert_eq!(read(form), Some(19), "{form}");
        }
        assert_eq!(read("㉟"), Some(35));
        assert_eq!(read("㊱"), Some(36));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for form in [
            "",
            " ",
            "0",
            "一",
            "十九",
            "19a",
            "1 9",
            "1.5",
            "-1",
            "1-2",
            "99999999999",
            "项",
            "①②",
        ] {
            assert_eq!(read(form), None, "{form}");
        }
    }
}
