//! The one escape that holds in Markdown and in TOML alike.
//!
//! A template puts values from data into both, and Tera knows only one escape function for a file.
//! Numeric character references serve both: Markdown never takes `&#x7C;` for markup (CommonMark
//! 2.5), and in the front matter nothing but letters, digits and `&#x;` ever stands where a value
//! was put, so no value can end a TOML string. There [`unescape`] undoes them.

use std::fmt::Write as _;

/// `text` with every character that could be markup written as a numeric reference.
///
/// Letters, digits and the full-width punctuation of Chinese text stay as they are. Control
/// characters other than line feed and tab, which no document can show, become U+FFFD, so that
/// the typesetter reports them instead of dropping them.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => write_reference(&mut escaped, c),
            c if c.is_control() => write_reference(&mut escaped, '\u{FFFD}'),
            c if is_plain(c) => escaped.push(c),
            c => write_reference(&mut escaped, c),
        }
    }
    escaped
}

fn is_plain(c: char) -> bool {
    // U+FFFD itself, spaces other than U+0020 and ASCII marks may mean something to Markdown.
    c.is_alphanumeric()
        || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}') && c != '\u{3000}'
        || "“”‘’—…·".contains(c)
}

fn write_reference(out: &mut String, c: char) {
    write!(out, "&#x{:X};", u32::from(c)).expect("writing to a String cannot fail");
}

/// Undoes [`escape`]; everything that is not a numeric reference stays.
pub fn unescape(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::with_capacity(text.len());
    while let Some(start) = rest.find("&#x") {
        plain.push_str(&rest[..start]);
        let tail = &rest[start + 3..];
        let reference = tail
            .find(';')
            .and_then(|end| Some((end, u32::from_str_radix(&tail[..end], 16).ok()?)))
            .and_then(|(end, code)| Some((end, char::from_u32(code)?)));
        match reference {
            Some((end, c)) => {
                plain.push(c);
                rest = &tail[end + 1..];
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_text_stays_readable() {
        assert_eq!(
            escape("脱贫65万人，“两州一县”。"),
            "脱贫65万人，“两州一县”。"
        );
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
        assert_eq!(unescape("&#x;&#xZZ;&#x41"), "&#x;&#xZZ;&#x41");
    }

    proptest! {
        #[test]
        fn every_value_comes_back(text in "[^\\p{Cc}]*") {
            prop_assert_eq!(unescape(&escape(&text)), text);
        }
    }
}
