//! An escape that is valid in Markdown and in TOML alike.
//!
//! A template puts values from data into both, and Tera knows only one escape function per file. Numeric
//! character references serve both: Markdown never takes `&#x7C;` for markup (CommonMark 2.5), and in the
//! front matter only letters, digits and `&#x;` ever appear in place of a value, so no value can end a TOML
//! string. There [`unescape`] reverses them.

use std::fmt::Write as _;

use super::passage::is_mark;

/// Returns `text` with every character that could be markup written as a numeric reference.
///
/// Letters, digits and the full-width punctuation of Chinese text stay as they are. Every line end (LF, CR
/// LF, CR) becomes a line feed. All control characters except line feed and tab, which no document can show,
/// become U+FFFD, so that the typesetter reports them instead of dropping them. A punctuation mark at either
/// end is always written as a reference, so that markup beside it in the template, such as `**`, works as it
/// does beside a letter (see `emphasis_edge`). The marks of passages stay.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut is_first = true;
    while let Some(c) = chars.next() {
        let is_edge = std::mem::take(&mut is_first) || chars.peek().is_none();
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => write_reference(&mut escaped, '\n'),
            '\n' | '\t' => write_reference(&mut escaped, c),
            c if is_mark(c) => escaped.push(c),
            c if c.is_control() => write_reference(&mut escaped, '\u{FFFD}'),
            c if c.is_alphanumeric() || is_plain_mark(c) && !is_edge => escaped.push(c),
            c => write_reference(&mut escaped, c),
        }
    }
    escaped
}

fn is_plain_mark(c: char) -> bool {
    // U+FFFD itself, spaces other than U+0020 and ASCII marks may mean something to Markdown.
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}') && c != '\u{3000}'
        || "“”‘’—…·".contains(c)
}

fn write_reference(out: &mut String, c: char) {
    write!(out, "&#x{:X};", u32::from(c)).expect("writing to a String cannot fail");
}

/// Reverses [`escape`]; everything that is not a numeric reference stays as it is.
pub fn unescape(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::with_capacity(text.len());
    while let Some(start) = rest.find("&#x") {
        let (before, tail) = (&rest[..start], &rest[start + 3..]);
        plain.push_str(before);
        match reference(tail) {
            Some((c, length)) => {
                plain.push(c);
                rest = &tail[length..];
            }
            None => {
                plain.push_str("&#x");
                rest = tail;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Returns the character of a reference whose figures `tail` begins with, and the length of the figures
/// including the semicolon. Accepts at most six figures, as in CommonMark.
fn reference(tail: &str) -> Option<(char, usize)> {
    let figures = tail.bytes().take_while(u8::is_ascii_hexdigit).take(7).count();
    if !(1..=6).contains(&figures) || tail.as_bytes().get(figures) != Some(&b';') {
        return None;
    }
    let code = u32::from_str_radix(&tail[..figures], 16).ok()?;
    Some((char::from_u32(code)?, figures + 1))
}

/// Returns the value without references, on one line.
pub fn one_line(value: &str) -> String {
    joined_lines(&unescape(value))
}

/// Returns the words on one line.
pub fn joined_lines(words: &str) -> String {
    words.replace(['\n', '\r', '\u{2028}', '\u{2029}'], "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_text_stays_readable() {
        assert_eq!(escape("脱贫65万人，“两州一县”增收"), "脱贫65万人，“两州一县”增收");
    }

    #[test]
    fn marks_at_the_ends_become_references() {
        assert_eq!(escape("“黑”。"), "&#x201C;黑”&#x3002;");
        assert_eq!(escape("。"), "&#x3002;");
    }

    #[test]
    fn markup_becomes_references() {
        assert_eq!(escape("*|\"\n"), "&#x2A;&#x7C;&#x22;&#xA;");
    }

    #[test]
    fn control_characters_are_shown_as_unknown() {
        assert_eq!(escape("甲\u{7}乙"), "甲&#xFFFD;乙");
    }

    #[test]
    fn broken_references_stay() {
        let broken = "&#x;&#xZZ;&#x+41;&#xD800;&#x0000041;&#x41";
        assert_eq!(unescape(broken), broken);
    }

    #[test]
    fn every_line_end_is_a_line_feed() {
        assert_eq!(escape("甲\r\n乙\r丙\n丁"), "甲&#xA;乙&#xA;丙&#xA;丁");
    }

    #[test]
    fn very_many_broken_references_take_no_time() {
        let broken = "&#x".repeat(1_000_000);
        assert_eq!(unescape(&broken), broken);
    }

    #[test]
    fn a_value_on_one_line_has_no_line_ends_of_any_kind() {
        assert_eq!(one_line(" 甲&#xA;乙\u{2028}丙&#x2029;丁\n"), "甲乙丙丁");
    }

    proptest! {
        #[test]
        fn every_value_comes_back(text in "[^\\p{Cc}]*") {
            prop_assert_eq!(unescape(&escape(&text)), text);
        }
    }
}
