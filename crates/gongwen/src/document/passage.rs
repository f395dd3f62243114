//! Passages: pieces of text that carry a number from the data through the layout, so that the pages tell where
//! each of them is printed ([`Pages::passages`](crate::typeset::Pages::passages)).
//!
//! In a text a passage is written between noncharacters of Unicode, which no text may contain otherwise. They
//! change nothing about the layout: the shaper takes them out before it looks at a text. Passages may be nested;
//! a character belongs to the innermost.

use std::borrow::Cow;

/// The first of the noncharacters, before the figures of a passage's number.
const OPEN: char = '\u{FDD0}';
/// The noncharacter between a passage's number and its text.
const TEXT: char = '\u{FDD1}';
/// The noncharacter at the end of a passage.
const CLOSE: char = '\u{FDD2}';
/// The noncharacter for the figure 0; those of the other figures follow it.
const ZERO: u32 = 0xFDE0;

/// The number of a passage. It means nothing to the typesetter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId(pub u32);

/// Returns whether a character is one of the noncharacters that are kept for passages (U+FDD0 to U+FDEF).
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

/// Returns the text as a passage.
pub fn marked(id: PassageId, text: &str) -> String {
    let mut marked = String::with_capacity(text.len() + 16);
    marked.push(OPEN);
    for figure in id.0.to_string().bytes() {
        marked.extend(char::from_u32(ZERO + u32::from(figure - b'0')));
    }
    marked.push(TEXT);
    marked.push_str(text);
    marked.push(CLOSE);
    marked
}

/// Returns the text without marks.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    // All of them begin with this byte, which few other characters do.
    if text.as_bytes().contains(&0xEF) && text.contains(is_mark) {
        Cow::Owned(text.chars().filter(|&c| !is_mark(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the pieces of the text: each with the passage that it belongs to, none of them empty.
pub fn pieces(text: &str) -> Vec<(Option<PassageId>, String)> {
    let mut reader = Passages::default();
    let mut pieces: Vec<(Option<PassageId>, String)> = Vec::new();
    for c in text.chars() {
        let Some(passage) = reader.take(c) else {
            continue;
        };
        match pieces.last_mut() {
            Some((of, piece)) if *of == passage => piece.push(c),
            _ => pieces.push((passage, c.to_string())),
        }
    }
    pieces
}

/// Returns the passage of the first character that belongs to one.
pub fn first_of(text: &str) -> Option<PassageId> {
    pieces(text).into_iter().find_map(|(passage, _)| passage)
}

/// A reader of texts with passages, character by character.
#[derive(Debug, Default)]
pub struct Passages {
    /// The passages that have begun and not ended; the innermost comes last.
    open: Vec<PassageId>,
    /// The figures of a number that has not ended.
    number: Option<u32>,
}

impl Passages {
    /// Takes a character. Returns the passage that it belongs to; `None` for a mark, which belongs to no text.
    pub fn take(&mut self, c: char) -> Option<Option<PassageId>> {
        if !is_mark(c) {
            return Some(self.open.last().copied());
        }
        match c {
            OPEN => self.number = Some(0),
            TEXT => self.open.extend(self.number.take().map(PassageId)),
            CLOSE => {
                self.open.pop();
            }
            figure => {
                let figure = u32::from(figure).saturating_sub(ZERO);
                self.number =
                    self.number.map(|number| number.saturating_mul(10).saturating_add(figure));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_has_its_number_and_its_text() {
        let text =
            format!("共{}项，{}。", marked(PassageId(20), "3"), marked(PassageId(7), "达标"));
        let pieces = pieces(&text);
        let pieces: Vec<(Option<u32>, &str)> =
            pieces.iter().map(|(id, piece)| (id.map(|id| id.0), piece.as_str())).collect();
        assert_eq!(
            pieces,
            [(None, "共"), (Some(20), "3"), (None, "项，"), (Some(7), "达标"), (None, "。")]
        );
        assert_eq!(without_marks(&text), "共3项，达标。");
        assert_eq!(first_of(&text), Some(PassageId(20)));
    }

    #[test]
    fn an_inner_passage_interrupts_the_outer_one() {
        let inner = marked(PassageId(2), "乙");
        let text = marked(PassageId(1), &format!("甲{inner}丙"));
        let ids: Vec<Option<u32>> =
            pieces(&text).into_iter().map(|(id, _)| id.map(|id| id.0)).collect();
        assert_eq!(ids, [Some(1), Some(2), Some(1)]);
    }

    #[test]
    fn stray_marks_belong_to_no_text() {
        let text = "甲\u{FDD2}乙\u{FDE3}丙\u{FDD1}丁\u{FDEF}";
        assert_eq!(pieces(text), [(None, "甲乙丙丁".to_owned())]);
        assert_eq!(without_marks(text), "甲乙丙丁");
    }
}
