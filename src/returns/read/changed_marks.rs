//! Marks of rows that were changed or mean no item. The rows are read by their other marks.

use super::item_choice::Mark;
use super::problem::{Problem, quote};
use crate::diagnostic::{Code, Place};
use crate::plan::Item;

/// The changed marks of a table, in the order of its rows.
#[derive(Debug, Default)]
pub(super) struct ChangedMarks(Vec<ChangedMark>);

#[derive(Debug)]
struct ChangedMark {
    mark: Mark,
    text: String,
    place: Place,
    /// The item's name.
    item: String,
}

/// The most marks of a kind that are reported one by one.
const MOST: usize = 5;

impl ChangedMarks {
    pub(super) fn add(&mut self, mark: Mark, text: &str, place: Place, item: &Item) {
        self.0.push(ChangedMark { mark, text: quote(text), place, item: item.name() });
    }

    /// Returns G201 for each mark, or once for many of a kind.
    pub(super) fn report(self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for mark in [Mark::Key, Mark::Id, Mark::Text, Mark::Number, Mark::Goal] {
            let mut changed = self.0.iter().filter(|changed| changed.mark == mark);
            let count = changed.clone().count();
            if count <= MOST {
                problems.extend(changed.map(ChangedMark::problem));
            } else if let Some(first) = changed.next() {
                let (word, items) = (mark.word(), self.items(mark));
                let message = format!(
                    "{count}行的{word}与事项的不同（如“{}”），未采用，按其余各列读入：{items}",
                    first.text
                );
                problems.push(Problem::new(Code::MarkUnknown, message).at(first.place.clone()));
            }
        }
        problems
    }

    fn items(&self, mark: Mark) -> String {
        const MOST: usize = 20;
        let mut items: Vec<_> = self
            .0
            .iter()
            .filter(|changed| changed.mark == mark)
            .map(|changed| &*changed.item)
            .collect();
        items.dedup();
        let named: Vec<_> = items.iter().take(MOST).copied().collect();
        let more = if items.len() > MOST { "等" } else { "" };
        format!("{}{more}", named.join("、"))
    }
}

impl ChangedMark {
    fn problem(&self) -> Problem {
        let Self { mark, text, place, item } = self;
        let word = mark.word();
        let message = format!("{word}“{text}”与{item}的不同，未采用，按其余各列作{item}读入");
        Problem::new(Code::MarkUnknown, message).at(place.clone())
    }
}
