//! Sequence numbers: 19, 19., 19、, （19）, ⑲, １９, 19.0.

use crate::input::width::half_width;
use crate::registry::names::is_blank;

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
    use super::read;

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
