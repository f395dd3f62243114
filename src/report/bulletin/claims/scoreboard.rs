//! The claims of the scoreboard.

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{Claims, counted, general, items};
use crate::report::claim::entry::{each, number, text};
use crate::report::claim::{Fact, Rule};

impl Claims<'_> {
    pub(super) fn put_scoreboard(&self, entry: &mut Json) {
        let scoreboard = &self.bulletin.scoreboard;
        each(entry, "rows", |index, row| {
            let Some((set, counts)) = scoreboard.sets.get(index) else { return };
            let total = items(counts.total, Rule::CountItems, set);
            number(row, "total", counted(general().with(total)));
            let mut changes = scoreboard.changes.iter().filter(|_| index == 0);
            for status in &scoreboard.statuses {
                let set = format!("{set}.{}", status.as_str());
                let mut facts = general().with(items(counts.of(*status), Rule::CountStatus, &set));
                number(row, status.as_str(), counted(facts.clone()));
                facts.extend(changes.next().map(|change| {
                    Fact::number(Decimal::from(*change), "", Rule::CountChange.of(&set), Vec::new())
                }));
                text(row, status.as_str(), counted(facts));
            }
        });
    }
}
