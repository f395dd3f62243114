//! Characters that no face has: 〓 takes their place, and each is reported.

use std::fmt;

use super::plain;

/// The number of characters before and after the missing one in an excerpt: enough to find it by.
const AROUND: usize = 5;

/// A character that no face has, with the words around its first occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub char: char,
    /// Some words of the text with the character among them, or without it if it draws nothing.
    pub excerpt: String,
}

impl MissingGlyph {
    /// Records the `at`th character of a text.
    pub(super) fn new(char: char, text: &[char], at: usize) -> Self {
        let (from, to) = (at.saturating_sub(AROUND), text.len().min(at + 1 + AROUND));
        let words: String = text.get(from..to).unwrap_or_default().iter().collect();
        let (cut_before, cut_after) = (from > 0, to < text.len());
        let excerpt = format!(
            "{}{}{}",
            if cut_before { "…" } else { "" },
            shown(&plain(&words)),
            if cut_after { "…" } else { "" },
        );
        Self { char, excerpt }
    }
}

/// The message for the user, in Chinese.
impl fmt::Display for MissingGlyph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "“{}”中的字符“{}”（U+{:04X}）所有字体都没有，印作〓",
            self.excerpt,
            shown(self.char.encode_utf8(&mut [0; 4])),
            u32::from(self.char)
        )
    }
}

/// Returns the words with invisible characters written out.
fn shown(words: &str) -> String {
    words
        .chars()
        .flat_map(|c| {
            let quoted = matches!(c, '"' | '\'' | '\\');
            let escaped = (!quoted).then(|| c.escape_debug());
            let literal = quoted.then_some(c);
            escaped.into_iter().flatten().chain(literal)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, char: char) -> String {
        let chars: Vec<char> = text.chars().collect();
        let at = chars.iter().position(|&c| c == char).unwrap();
        MissingGlyph::new(char, &chars, at).to_string()
    }

    #[test]
    fn the_words_around_the_character_are_told() {
        assert_eq!(
            told("由省财政厅副厅长王𬭛同志负责此项工作。", '𬭛'),
            "“…厅副厅长王𬭛同志负责此…”中的字符“𬭛”（U+2CB5B）所有字体都没有，印作〓"
        );
        assert_eq!(told("𬭛同志", '𬭛'), "“𬭛同志”中的字符“𬭛”（U+2CB5B）所有字体都没有，印作〓");
    }

    #[test]
    fn what_no_screen_shows_is_written_out_or_left_out() {
        assert_eq!(
            told("甲\u{2060}\u{7}\n\"乙\"\u{202E}", '\u{7}'),
            r#"“甲\u{7}"乙"”中的字符“\u{7}”（U+0007）所有字体都没有，印作〓"#
        );
    }
}
