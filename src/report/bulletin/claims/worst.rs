//! The claims of the worst items.

use serde_json::Value as Json;

use super::{Claims, verified_words};
use crate::report::bulletin::measure::gap_facts;
use crate::report::bulletin::worst::WorstRow;
use crate::report::claim::entry::{each, text};
use crate::report::claim::{ClaimKind, Facts, Rule};

impl Claims<'_> {
    pub(super) fn put_worst(&self, entry: &mut Json) {
        let worst = &self.bulletin.worst;
        each(entry, "rows", |index, row| {
            if let Some(item) = worst.rows.get(index) {
                self.put_worst_row(row, item);
            }
        });
        let mut rows = worst.rows.iter();
        each(entry, "lines", |index, line| match index % 2 {
            0 => {
                let Some(item) = worst.rows.get(index / 2) else { return };
                text(line, "group", |words| self.heading(item, words));
            }
            _ => {
                if let Some(item) = rows.next() {
                    self.put_worst_row(line, item);
                }
            }
        });
    }

    /// Returns the name of an item with its lead unit, which says of it that it is behind.
    fn heading(&self, row: &WorstRow, words: &str) -> crate::report::claim::Statement {
        let status = row.item.state.status.word_at(self.bulletin.stage);
        self.of_item(row.target.item).judged(words, status)
    }

    fn put_worst_row(&self, entry: &mut Json, row: &WorstRow) {
        self.put_task(entry, &row.item);
        text(entry, "heading", |words| self.heading(row, words));
        let facts = self.of_target(row.target);
        let gap = gap_facts(&facts, row.gap, &row.gap_measure);
        let goal = [Rule::TargetProvince, Rule::QuoteTarget, Rule::QuoteTitle];
        let due = [Rule::ScheduleEven, Rule::ScheduleMilestone, Rule::ScheduleSpan];
        let both = [goal.as_slice(), &due].concat();
        let claim = |facts: &Facts, words: &str| facts.state(ClaimKind::Figure, words);
        text(entry, "goal_words", |words| claim(&facts.only(&goal), words));
        text(entry, "due_words", |words| claim(&facts.only(&due), words));
        text(entry, "expected", |words| claim(&facts.only(&both), words));
        text(entry, "reached", |words| verified_words(&facts, ClaimKind::Figure, words));
        text(entry, "gap_words", |words| claim(&gap, words));
    }
}
