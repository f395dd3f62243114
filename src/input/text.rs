//! Text in the form in which it is compared, whatever people, Excel and web pages did to its characters.

use std::borrow::Cow;

use super::width::half_width;

/// Returns whether a character shows nothing: a blank of any width, a line break, or one of the marks
/// without width that pasting from web pages leaves behind.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Returns whether a character takes no room at all.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}')
}

/// Returns whether a code point is one of those that Unicode keeps out of texts: U+FDD0 to U+FDEF, and the last two of
/// each plane.
pub fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Returns a text without the code points that are not characters: what damaged files and programs put in their place
/// says nothing, and cannot be set.
pub fn of_characters(text: &str) -> Cow<'_, str> {
    match text.contains(is_noncharacter) {
        true => text.replace(is_noncharacter, "").into(),
        false => text.into(),
    }
}

/// Returns whether a character is one of the strokes that are typed for a hyphen.
pub fn is_stroke(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '−' | '‐' | '‑' | '―' | '─')
}

/// The characters of `text` that show something, in half width.
pub fn solid(text: &str) -> impl Iterator<Item = char> + Clone + '_ {
    text.chars().filter(|&c| !is_blank(c)).map(half_width)
}

/// `text` in half width and without blanks.
pub fn plain(text: &str) -> String {
    solid(text).collect()
}

/// The title of a column, or another word of a list, without differences of spelling: in half width and
/// lower case, without blanks and `_`.
pub fn word(text: &str) -> String {
    let letters = solid(text).filter(|&c| c != '_');
    letters.flat_map(char::to_lowercase).collect()
}

/// A number, date or period in half width and lower case, without blanks, all of its strokes hyphens; and
/// without the apostrophe by which Excel keeps a text.
pub fn numeral(text: &str) -> String {
    let chars = solid(text).map(|c| match c {
        stroke if is_stroke(stroke) => '-',
        c => c.to_ascii_lowercase(),
    });
    let text: String = chars.collect();
    text.trim_start_matches('\'').to_owned()
}

const TOTALS: [&str; 6] = ["合计", "小计", "总计", "总数", "共计", "合计数"];

/// Returns whether a cell heads a row of totals: 合计, 各市州小计.
pub fn is_total(text: &str) -> bool {
    const LONGEST: usize = 12;
    let text: String = solid(text).take(LONGEST + 2).collect();
    let text = text.trim_matches([':', '(', ')', '、', '.']);
    text.chars().count() <= LONGEST
        && TOTALS.iter().any(|word| text.starts_with(word) || text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_widths_do_not_matter() {
        assert_eq!(plain(" 省\u{a0}财政　厅（１）\u{feff}\n"), "省财政厅(1)");
        assert_eq!(plain("1-7_A"), "1-7_A");
        assert_eq!(plain(" \u{200b}\u{200d} "), "");
    }

    #[test]
    fn what_is_no_character_is_left_out() {
        assert_eq!(of_characters("进\u{fdd0}展\u{ffff}\u{1fffe}，A\u{fdef}"), "进展，A");
        assert_eq!(of_characters("\u{fdcf}\u{fdf0}\u{fffd}"), "\u{fdcf}\u{fdf0}\u{fffd}");
    }

    #[test]
    fn titles_are_the_same_in_any_case() {
        assert_eq!(word("Ｎext Steps"), "nextsteps");
        assert_eq!(word("next_steps"), "nextsteps");
        assert_eq!(word("完成率（％）"), "完成率(%)");
    }

    #[test]
    fn strokes_of_numerals_are_hyphens() {
        for text in ["1-6月", "１—６ 月", "1–6月", "'1−6月", "1─6\u{200b}月"] {
            assert_eq!(numeral(text), "1-6月", "{text}");
        }
        assert_eq!(numeral("2018Ｑ1"), "2018q1");
    }
}
