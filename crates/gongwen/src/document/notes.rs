//! Notes to the text (脚注): `甲[^1]乙` and `[^1]: 注文`.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Parser};

/// The marks of the notes of a document, in the order in which the text refers to them.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The mark of each label to which the text refers.
    marks: BTreeMap<String, String>,
}

impl Notes {
    /// Numbers the notes to which the text of `events` refers.
    pub(super) fn number(events: Parser<'_>) -> Self {
        let mut notes = Self::default();
        for event in events {
            if let Event::FootnoteReference(label) = event {
                let number = notes.marks.len() + 1;
                notes.marks.entry(label.to_string()).or_insert_with(|| mark(number));
            }
        }
        notes
    }

    /// Returns the labels to which the text refers.
    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.marks.keys().map(String::as_str)
    }

    /// Returns the mark of a note; `None` if nothing refers to it.
    pub(super) fn mark(&self, label: &str) -> Option<&str> {
        self.marks.get(label).map(String::as_str)
    }
}

/// Returns the labels in `text` that are written like references to notes (`[^1]`) and are none of `known`.
pub(super) fn missing<'t>(text: &'t str, known: &BTreeSet<String>) -> Vec<(usize, &'t str)> {
    let found = text.match_indices("[^").filter_map(|(at, open)| {
        let rest = &text[at + open.len()..];
        let label = &rest[..rest.find([']', '\n', '['])?];
        let is_closed = rest[label.len()..].starts_with(']');
        let is_escaped = text[..at].ends_with('\\');
        (is_closed && !is_escaped && !label.is_empty()).then_some((at, label))
    });
    found.filter(|(_, label)| !known.contains(*label)).collect()
}

/// Returns the mark of the note with this number: ①.
fn mark(number: usize) -> String {
    let from = |first: char, number: usize| {
        let code = u32::try_from(number).ok()?.checked_add(u32::from(first))?;
        char::from_u32(code)
    };
    let circled = match number {
        1..=20 => from('①', number - 1),
        21..=35 => from('㉑', number - 21),
        36..=50 => from('㊱', number - 36),
        _ => None,
    };
    circled.map_or_else(|| format!("（{number}）"), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_circled_as_far_as_there_are_such_figures() {
        for (number, expected) in
            [(1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "（51）")]
        {
            assert_eq!(mark(number), expected);
        }
    }

    #[test]
    fn references_without_a_note_are_found() {
        let known = BTreeSet::from(["1".to_owned()]);
        assert_eq!(missing("甲[^1]乙[^2]丙\\[^3]丁[^]戊[^4", &known), [(10, "2")]);
    }
}
