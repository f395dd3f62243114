//! The claims on items under listed supervision.

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{Claims, counted, general};
use crate::registers::Event;
use crate::report::claim::entry::{each, formal, text};
use crate::report::claim::{ClaimKind, Fact, Rule, Source, Statement};

impl Claims<'_> {
    pub(super) fn put_listed(&self, entry: &mut Json) {
        let listed = &self.bulletin.listed;
        let count = |events: &[Event], set: &str| {
            let from = events.iter().map(|event| Source::from(&event.place)).collect();
            Fact::number(Decimal::from(events.len()), "件", Rule::CountListed.of(set), from)
        };
        let counts = general()
            .with(count(&listed.counted.all, "all"))
            .with(count(&listed.counted.closed, "closed"))
            .with(count(&listed.counted.overdue, "overdue"));
        text(entry, "words", counted(counts));
        formal(entry, &["day"]);
        each(entry, "rows", |index, row| {
            let Some(of) = listed.rows.get(index) else { return };
            let facts = self.of_item(of.item);
            text(row, "title", |words| facts.state(ClaimKind::Figure, words));
            text(row, "id", |words| Statement::formal(words));
            formal(row, &["unit", "listed", "deadline", "state"]);
        });
    }
}
