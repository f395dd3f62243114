//! The claims of the items that are behind, and of the units that lead them.

use serde_json::Value as Json;

use super::{Claims, counted, general, items};
use crate::report::bulletin::behind::Concentration;
use crate::report::claim::entry::{each, number, parts, text};
use crate::report::claim::{ClaimKind, Fact, Facts, Rule, Statement, Subject};
use crate::status::Status;

impl Claims<'_> {
    pub(super) fn put_behind(&self, entry: &mut Json) {
        let behind = &self.bulletin.behind;
        let sets = [
            ("severe", &behind.severe, Rule::CountStatus, "all.severe"),
            ("lagging", &behind.lagging, Rule::CountStatus, "all.lagging"),
            ("still", &behind.still, Rule::CountMoved, "still_behind"),
            ("worsened", &behind.worsened, Rule::CountMoved, "worsened"),
            ("at_risk", &behind.at_risk, Rule::CountNarrow, "all"),
        ];
        for (key, rows, rule, set) in sets {
            self.put_list(entry, key, rows, rule, set);
        }
        let statuses = || {
            let counts = [("severe", &behind.severe), ("lagging", &behind.lagging)];
            let mut facts = general();
            facts.extend(counts.map(|(status, rows)| {
                items(rows.len(), Rule::CountStatus, &format!("all.{status}"))
            }));
            facts
        };
        let mut tasks = behind.severe.iter().chain(&behind.lagging);
        let count = behind.severe.len() + behind.lagging.len();
        number(
            entry,
            "rows",
            counted(general().with(items(count, Rule::CountStatus, "all.behind"))),
        );
        each(entry, "rows", |_, row| {
            if row.get("group").is_some() {
                let words = row.get("group").and_then(Json::as_str).unwrap_or_default();
                let is_severe = words.starts_with(Status::Severe.word());
                let (status, rows) = match is_severe {
                    true => ("all.severe", &behind.severe),
                    false => ("all.lagging", &behind.lagging),
                };
                let facts = general().with(items(rows.len(), Rule::CountStatus, status));
                text(row, "group", counted(facts));
            } else if let Some(task) = tasks.next() {
                self.put_task(row, task);
            }
        });
        text(entry, "severe_words", |words| self.listed(words, &behind.severe, '、'));
        text(entry, "severe_leads", |words| self.listed(words, &behind.severe, '；'));
        text(entry, "at_risk_words", |words| self.listed(words, &behind.at_risk, '、'));
        number(entry, "concentrated", |words| {
            let count = behind.concentrated.len();
            let fact = Fact::count(count, "个单位", Rule::CountUnits.of("concentrated"));
            general().with(fact).state(ClaimKind::Count, words)
        });
        each(entry, "concentrated", |index, row| {
            let Some(unit) = behind.concentrated.get(index) else { return };
            for key in ["severe", "lagging", "total"] {
                number(row, key, counted(led(unit)));
            }
        });
        for (key, mark) in [("concentrated_words", '、'), ("concentrated_leads", '，')] {
            text(entry, key, |words| concentrated(words, &behind.concentrated, mark));
        }
        let named = behind.concentrated.len()
            - parts(&behind.concentrated_rest, '、').len().min(behind.concentrated.len());
        text(entry, "concentrated_rest", |words| {
            concentrated(words, behind.concentrated.get(named..).unwrap_or_default(), '、')
        });
        let moved = [
            ("still_behind", behind.still.len()),
            ("worsened", behind.worsened.len()),
            ("still_worsened", self.bulletin.overall.still_worsened),
        ];
        let mut facts = statuses();
        facts.extend(moved.map(|(way, count)| items(count, Rule::CountMoved, way)));
        text(entry, "setbacks", counted(facts.and(&self.titles())));
    }
}

/// Returns the numbers of items behind that a unit leads.
pub(super) fn led(unit: &Concentration) -> Facts {
    Facts::about(Subject::unit(&unit.unit))
        .with(items(unit.total, Rule::CountLed, "behind"))
        .with(items(unit.severe, Rule::CountLed, "severe"))
        .with(items(unit.lagging, Rule::CountLed, "lagging"))
}

/// Returns the list of units with several items behind, each part of which is a claim about a unit.
fn concentrated(words: &str, units: &[Concentration], mark: char) -> Statement {
    let between: &'static str = if mark == '、' { "、" } else { "，" };
    let all = Fact::count(units.len(), "个", Rule::CountUnits.of("concentrated"));
    let parts = parts(words, mark).into_iter().enumerate().map(|(index, part)| {
        let facts = units.get(index).map_or_else(general, led);
        facts.with(all.clone()).state(ClaimKind::Count, part)
    });
    Statement::joined(parts, between)
}
