//! The claims on units that reported, reported late or did not report, and on figures verified and corrected.

use serde_json::Value as Json;

use super::{Claims, counted, general};
use crate::report::claim::entry::{each, number, text};
use crate::report::claim::{ClaimKind, Fact, Facts, Rule, Statement, Subject};
use crate::report::evidence::{self, Evidence};

impl Claims<'_> {
    /// Returns the figures in the short titles of items and in the names of their targets.
    pub(super) fn titles(&self) -> Facts {
        let mut facts = general();
        let plan = self.source.basis.plan;
        facts.extend(plan.items().iter().flat_map(|item| evidence::figures_in_title(plan, item)));
        facts.extend(plan.items().iter().flat_map(|item| {
            let from = evidence::targets(plan, item.id);
            item.targets.iter().flat_map(move |target| evidence::figures_in(target, &from))
        }));
        facts
    }

    pub(super) fn put_returns(&self, entry: &mut Json) {
        let returns = &self.bulletin.returns;
        let units =
            |count: usize, set: &str| Fact::count(count, "个单位", Rule::CountUnits.of(set));
        let titles = self.titles();
        let lists = lists_of(entry);
        let mut facts = general()
            .with(units(returns.expected, "expected"))
            .with(units(returns.reported, "reported"));
        facts.extend(lists.iter().map(|(key, count)| units(*count, key)));
        for key in ["expected", "reported"] {
            let count = if key == "expected" { returns.expected } else { returns.reported };
            number(entry, key, counted(general().with(units(count, key))));
        }
        for (key, count) in &lists {
            number(entry, key, counted(general().with(units(*count, key))));
            each(entry, key, |_, row| self.put_lapse(row, &titles));
        }
        if let Json::Object(entries) = entry {
            let keys: Vec<String> = entries
                .iter()
                .filter(|(key, value)| value.is_string() && !key.ends_with('#'))
                .map(|(key, _)| key.clone())
                .collect();
            for key in keys {
                text(entry, &key, counted(facts.clone()));
            }
        }
        each(entry, "rows", |_, row| {
            text(row, "group", counted(facts.clone()));
            self.put_lapse(row, &titles);
        });
    }

    /// Puts the claims of what the office verified.
    pub(super) fn put_verified(&self, entry: &mut Json) {
        let mut facts = general();
        for (key, report) in self.source.basis.progress.of(self.source.now.month) {
            if report.verified.is_none() {
                continue;
            }
            let Some((item, assessed)) = self.item(key.target.item) else { continue };
            let index = key.target.index();
            let part = assessed.unit(key.unit).and_then(|part| part.targets.get(index));
            if let Some((part, province)) = part.zip(assessed.targets.get(index)) {
                let unit = &self.evidence;
                facts = facts.and(&unit.of_unit(item, key.target, key.unit, &part.mark, province));
            }
        }
        let facts = facts.and(&self.titles());
        text(entry, "words", |words| facts.state(ClaimKind::Figure, words));
    }

    /// Puts the claims of a unit whose return is missing, late, incomplete or in question.
    pub(super) fn put_lapse(&self, row: &mut Json, titles: &Facts) {
        let unit = row.get("unit").and_then(Json::as_str).unwrap_or_default().to_owned();
        let count = |key: &str| {
            let count = row.get(key).and_then(Json::as_u64);
            count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default()
        };
        let owed = count("owed") + count("partly");
        let mut facts = Facts::about(Subject::unit(&unit));
        facts.extend([
            Fact::count(count("owed"), "项", Rule::CountOwed.of("whole")),
            Fact::count(count("partly"), "项", Rule::CountOwed.of("partly")),
        ]);
        number(row, "no", |words| Statement::formal(words));
        for key in ["owed", "partly"] {
            number(row, key, counted(facts.clone()));
        }
        let doubted = self.evidence.doubted(&unit);
        // Rows that could not be assigned are in question too, though they are about no target.
        let has_doubts = !doubted.is_empty();
        let is_in_question = |words: &str| has_doubts || words.contains("行无法对应到事项");
        text(row, "detail", |words| match owed > 0 || !is_in_question(words) {
            true => facts.and(titles).state(ClaimKind::Count, words),
            // What is in question is told in the words of the doubt.
            false => Statement::quote(words, Subject::unit(&unit), Rule::Doubt, doubted),
        });
    }

    pub(super) fn put_corrections(&self, entry: &mut Json) {
        let mut facts = general();
        for issued in self.source.issued {
            for (assessed, now) in issued.then.items.iter().zip(&issued.now.items) {
                let Some(item) = self.source.basis.plan.item(now.id) else { continue };
                let evidence = Evidence { month: issued.now.month, ..self.evidence };
                for assessed in [assessed, now] {
                    facts = facts.and(&evidence.of_item(item, assessed));
                    for part in &assessed.units {
                        let targets = item.reported().zip(&part.targets).zip(&assessed.targets);
                        for (((id, _), mark), province) in targets {
                            let unit = evidence.of_unit(item, id, part.unit, &mark.mark, province);
                            facts = facts.and(&unit);
                        }
                    }
                }
            }
        }
        text(entry, "words", |words| facts.state(ClaimKind::Figure, words));
    }
}

/// Returns the lists among the entries, with their lengths.
fn lists_of(entry: &Json) -> Vec<(String, usize)> {
    let entries = entry.as_object().into_iter().flatten();
    let lists = entries.filter_map(|(key, value)| Some((key.clone(), value.as_array()?.len())));
    lists.filter(|(key, _)| key != "rows").collect()
}
