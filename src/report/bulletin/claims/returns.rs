//! The claims on units that reported, reported late or did not report, and on figures verified and corrected.

use serde_json::Value as Json;

use super::{Claims, counted, general, verified_words};
use crate::assess::{Assessment, Basis};
use crate::report::bulletin::correction::CorrectionRow;
use crate::report::claim::entry::{each, json, number, text};
use crate::report::claim::{ClaimKind, Fact, Facts, Rule, Statement, Subject};
use crate::report::evidence::{self, Evidence};
use crate::returns::Key;

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

    /// Puts the claims of what the office verified, each about its unit's part of an item.
    pub(super) fn put_verified(&self, entry: &mut Json) {
        put_count(entry, "verified");
        let verified = &self.bulletin.verified;
        let rows = verified.rows.iter().zip(&verified.keys).map(|(words, &key)| {
            let facts = self.of_part(&self.evidence, self.source.now, key);
            verified_words(&facts, ClaimKind::Figure, words)
        });
        put_rows(entry, rows.collect());
    }

    /// Returns the facts of a unit's result for a target: its figure and its status.
    fn of_part(&self, evidence: &Evidence<'_>, assessment: &Assessment, key: Key) -> Facts {
        let id = key.target.item;
        let short = &evidence.basis.registry.unit(key.unit).short;
        let nothing = || Facts::about(Subject::part(short, id));
        let item = self.source.basis.plan.item(id).zip(assessment.item(id));
        let Some((item, assessed)) = item else { return nothing() };
        let index = key.target.index();
        let part = assessed.unit(key.unit).and_then(|part| part.targets.get(index));
        let Some((part, province)) = part.zip(assessed.targets.get(index)) else {
            return nothing();
        };
        let facts = evidence.of_unit(item, key.target, key.unit, &part.mark, province);
        facts.only(&STATED)
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

    /// Puts the claims of corrections: what was printed follows from the returns as they were known, what holds now from
    /// those of today.
    pub(super) fn put_corrections(&self, entry: &mut Json) {
        put_count(entry, "corrected");
        let corrections = &self.bulletin.corrections.rows;
        let facts: Vec<_> = corrections.iter().map(|row| self.of_sides(row)).collect();
        let state = |facts: &Facts, words: &str| facts.state(ClaimKind::Figure, words);
        let rows = corrections.iter().zip(&facts).map(|(row, [then, now])| {
            let [was, is] = row.sides();
            state(then, &was).then(state(now, &is))
        });
        let rows: Vec<Statement> = rows.collect();
        each(entry, "rows", |index, entry| {
            let Some([then, now]) = facts.get(index) else { return };
            text(entry, "id", |words| Statement::formal(words));
            for (key, facts) in [("then", then), ("now", now), ("subject", now), ("name", now)] {
                text(entry, key, |words| state(facts, words));
            }
        });
        put_words(entry, rows);
    }
}

impl Claims<'_> {
    /// Returns the facts of what an earlier bulletin printed, and of what holds now.
    fn of_sides(&self, row: &CorrectionRow) -> [Facts; 2] {
        let issued = self.source.issued.iter().find(|one| one.period.name() == row.period);
        let Some(issued) = issued else { return [general(), general()] };
        let month = issued.now.month;
        let known = Basis { progress: &issued.known, ..*self.source.basis };
        let then = Evidence { basis: &known, month, ..self.evidence };
        let now = Evidence { month, ..self.evidence };
        [self.of_part(&then, &issued.then, row.key), self.of_part(&now, &issued.now, row.key)]
    }
}

/// The rules of what is stated of a part beside other parts.
const STATED: [Rule; 7] = [
    Rule::ValueReported,
    Rule::PercentReported,
    Rule::ValueReplaced,
    Rule::StatusTarget,
    Rule::QuoteTitle,
    Rule::QuoteTarget,
    Rule::QuoteEvidence,
];

/// Puts the claim of the number of rows.
fn put_count(entry: &mut Json, set: &str) {
    let count = entry.get("rows").and_then(Json::as_array).map_or(0, Vec::len);
    let fact = Fact::count(count, "处", Rule::CountUnits.of(set));
    number(entry, "rows", counted(general().with(fact)));
}

/// Puts statements into the list of them, and all of them into the words.
fn put_rows(entry: &mut Json, rows: Vec<Statement>) {
    if let Some(list) = entry.get_mut("rows").and_then(Json::as_array_mut) {
        for (entry, row) in list.iter_mut().zip(&rows) {
            *entry = json(row);
        }
    }
    put_words(entry, rows);
}

/// Puts statements into the words that join them.
fn put_words(entry: &mut Json, rows: Vec<Statement>) {
    text(entry, "words", |_| Statement::joined(rows, "；").then("。"));
}

/// Returns the lists among the entries, with their lengths.
fn lists_of(entry: &Json) -> Vec<(String, usize)> {
    let entries = entry.as_object().into_iter().flatten();
    let lists = entries.filter_map(|(key, value)| Some((key.clone(), value.as_array()?.len())));
    lists.filter(|(key, _)| key != "rows").collect()
}
