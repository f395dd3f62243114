//! Words of others that a spreadsheet would take for a formula.
//!
//! A unit may report `=cmd|…`, `+1`, `-2+3` or `@x`. In a CSV that is opened by a double click each of them is live. So a
//! cell with such words is written with an apostrophe before them, and whoever reads a CSV takes it off again. Words that
//! themselves begin with an apostrophe before a formula get another one, so that all words come back as they were.

use std::borrow::Cow;

/// The mark before words that are not to be calculated.
const MARK: char = '\'';

/// Returns the content of a CSV's cell that shows `words` as a text.
pub fn guarded(words: &str) -> Cow<'_, str> {
    if is_live(words) { Cow::Owned(format!("{MARK}{words}")) } else { Cow::Borrowed(words) }
}

/// Returns the words that the content of a CSV's cell stands for.
pub fn words(cell: &str) -> &str {
    cell.strip_prefix(MARK).filter(|rest| is_live(rest)).unwrap_or(cell)
}

/// Returns whether words are a number as spreadsheets write it: -3, +5%, 1,200.5.
pub fn is_number(words: &str) -> bool {
    let digits = words.trim().trim_start_matches(['+', '-']).trim_end_matches('%');
    let signs = words.trim().len() - words.trim().trim_start_matches(['+', '-']).len();
    signs <= 1
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        && digits.matches('.').count() <= 1
}

/// Returns whether words may be taken for a formula, or for such words with the mark before them.
fn is_live(words: &str) -> bool {
    let bare = words.trim_start_matches(MARK);
    let begins = bare.trim_start();
    let mut characters = begins.chars();
    let first = characters.next();
    // A sign alone is a dash or a tick.
    let has_more = characters.next().is_some();
    let is_indented = first.is_some() && bare.starts_with(['\t', '\r', '\n']);
    is_indented
        || has_more
            && first.is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_is_marked() {
        for live in
            ["=cmd|'/c calc'!A0", "+1", "-2+3", "@x", "\tx", "\r=1", " =1", "＝1", "- 一是", "'=1"]
        {
            assert_eq!(guarded(live), format!("'{live}"));
        }
        for text in ["", "-", "—", "'80年代", "省财政厅", "1-7", "2018-03", "3.5%", "x=1", "'"]
        {
            assert_eq!(guarded(text), text);
            assert_eq!(words(text), text);
        }
    }

    #[test]
    fn numbers_are_those_that_spreadsheets_write() {
        for number in ["-3", "+5%", "1,200.5", "-0.25", "12"] {
            assert!(is_number(number), "{number}");
        }
        for text in ["-2+3", "--3", "-", "-3万户", "=3", "", "%", "1.2.3", "-.5"] {
            assert!(!is_number(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_come_back_as_they_were(text in "['=+@\t\r\n　 ＝-]{0,4}[a-z'=甲]{0,3}") {
            let cell = guarded(&text);
            prop_assert_eq!(words(&cell), &text);
            let begins = cell.trim_start();
            let is_formula = begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            prop_assert!(!is_formula || begins.chars().count() == 1);
            prop_assert!(begins.is_empty() || !cell.starts_with(['\t', '\r', '\n']));
        }
    }
}
