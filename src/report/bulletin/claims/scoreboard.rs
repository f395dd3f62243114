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
            let Some((set, counts)) = scoreboard.sets.get(index) else {
                for (status, change) in scoreboard.statuses.iter().zip(&scoreboard.changes) {
                    let rule = Rule::CountChange.of(&format!("all.{}", status.as_str()));
                    let fact = Fact::number(Decimal::from(*change), "", rule, Vec::new());
                    text(row, status.as_str(), counted(general().with(fact)));
                }
                return;
            };
            let total = items(counts.total, Rule::CountItems, set);
            number(row, "total", counted(general().with(total)));
            for status in &scoreboard.statuses {
                let set = format!("{set}.{}", status.as_str());
                let fact = items(counts.of(*status), Rule::CountStatus, &set);
                number(row, status.as_str(), counted(general().with(fact)));
            }
        });
    }
}
