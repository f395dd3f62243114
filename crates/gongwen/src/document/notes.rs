//! Notes (脚注): `甲[^1]乙` and `[^1]: 注文`.
//!
//! A note of the text is printed at the foot of the page, one of a table right below the table.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::note_mark::{printed, raised};
use super::{Inline, Table, plain_text};

/// A note to the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<Inline>>,
}

/// The notes of a document that it refers to, in the order in which they are written.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The place of each note, by its label.
    places: BTreeMap<String, usize>,
    /// The labels of all notes, also of those that nothing refers to.
    defined: BTreeSet<String>,
    /// The labels of notes whose text was read.
    read: BTreeSet<String>,
    /// The notes.
    pub all: Vec<Note>,
}

impl Notes {
    /// Finds the notes of the text of `events` that its paragraphs, headings and `table` blocks refer to.
    pub(super) fn find(events: Parser<'_>, table: &str) -> Self {
        let mut defined = Vec::new();
        let mut used = BTreeSet::new();
        let mut is_table = false;
        for event in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => defined.push(key(&label)),
                Event::FootnoteReference(label) => {
                    used.insert(key(&label));
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    is_table = info.as_ref() == table;
                }
                Event::End(TagEnd::CodeBlock) => is_table = false,
                Event::Text(text) if is_table => {
                    used.extend(references(&text).map(|(_, label)| key(label)));
                }
                _ => {}
            }
        }
        let mut notes = Self { defined: defined.iter().cloned().collect(), ..Self::default() };
        for label in defined.into_iter().filter(|label| used.contains(label)) {
            let next = notes.places.len();
            notes.places.entry(label).or_insert(next);
        }
        notes.all = vec![Note::default(); notes.places.len()];
        notes
    }

    /// Returns the place of the note with a label; `None` if there is none, or nothing refers to it.
    pub(super) fn place(&self, label: &str) -> Option<usize> {
        self.places.get(&key(label)).copied()
    }

    /// Begins to read a note. Returns false if one with the same label was read before.
    pub(super) fn begin(&mut self, label: &str) -> bool {
        self.read.insert(key(label))
    }

    /// Returns whether a label is that of a note, used or not.
    pub(super) fn knows(&self, label: &str) -> bool {
        self.defined.contains(&key(label))
    }

    /// Puts marks in the place of the references in a table, and the notes below it. They are counted table by table.
    pub(super) fn set_in(&self, table: &mut Table) {
        let mut order: Vec<usize> = Vec::new();
        for text in table.texts_mut() {
            if !text.contains("[^") {
                continue;
            }
            let mut with_marks = String::with_capacity(text.len());
            let mut from = 0;
            for (at, label) in references(text) {
                let Some(place) = self.place(label) else { continue };
                let known = order.iter().position(|&other| other == place);
                let number = known.unwrap_or_else(|| {
                    order.push(place);
                    order.len() - 1
                });
                with_marks.push_str(&text[from..at]);
                with_marks.push_str(&raised(number + 1));
                from = at + "[^]".len() + label.len();
            }
            with_marks.push_str(&text[from..]);
            *text = with_marks;
        }
        for (number, place) in (1..).zip(order) {
            let paragraphs = self.all.get(place).map_or(&[][..], |note| &note.paragraphs);
            let mut lines = paragraphs.iter().map(|paragraph| plain_text(paragraph));
            let first = lines.next().unwrap_or_default();
            table.notes.push(format!("{}{first}", printed(number)));
            table.notes.extend(lines.map(|line| format!("\u{3000}{line}")));
        }
    }
}

/// Returns the label by which notes are compared: CommonMark does not distinguish A and a.
fn key(label: &str) -> String {
    label.to_lowercase()
}

/// Returns the labels in `text` that are written like references to notes (`[^1]`), with their places.
pub(super) fn references(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("[^").filter_map(move |(at, open)| {
        let rest = &text[at + open.len()..];
        let label = &rest[..rest.find([']', '\n', '['])?];
        let is_closed = rest[label.len()..].starts_with(']');
        let is_escaped = text[..at].ends_with('\\');
        (is_closed && !is_escaped && !label.is_empty()).then_some((at, label))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_closed_and_not_escaped() {
        let found: Vec<(usize, &str)> = references("甲[^1]乙[^2]丙\\[^3]丁[^]戊[^4").collect();
        assert_eq!(found, [(3, "1"), (10, "2")]);
    }
}
