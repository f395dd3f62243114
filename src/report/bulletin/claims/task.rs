//! The claims of items in tables and lists.

use serde_json::Value as Json;

use super::{Claims, counted, general, id_of, items, put_state, verified_words};
use crate::plan::ItemId;
use crate::report::bulletin::behind::UNSTATED;
use crate::report::bulletin::task::{OTHERS, TaskRow, unreported_counts};
use crate::report::claim::entry::{each, number, parts, text};
use crate::report::claim::{ClaimKind, Facts, Rule, Statement, Subject};
use crate::report::evidence;
use crate::returns::Field;
use crate::status::Status;

impl Claims<'_> {
    /// Puts the claims of a row of annexes 3 and 4.
    pub(super) fn put_task(&self, entry: &mut Json, task: &TaskRow) {
        let Some(id) = id_of(task) else { return };
        let facts = self.of_item(id);
        let Some((item, _)) = self.item(id) else { return };
        number(entry, "no", |words| Statement::formal(words));
        text(entry, "no", |words| Statement::formal(words));
        text(entry, "id", |words| Statement::formal(words));
        let cells = evidence::text(self.source.basis.plan, id);
        let quote = |words: &str| {
            Statement::quote(words, Subject::item(id), Rule::QuoteItem, cells.clone())
        };
        text(entry, "text", quote);
        let title = facts.only(&[Rule::QuoteTitle]);
        text(entry, "title", |words| title.state(ClaimKind::Figure, words));
        text(entry, "matter", |words| match words.strip_prefix(task.text.as_str()) {
            Some(result) => quote(&task.text).then(self.result(id, &facts, result)),
            None => verified_words(&facts, ClaimKind::Figure, words),
        });
        text(entry, "result", |words| self.result(id, &facts, words));
        text(entry, "note", |words| verified_words(&facts, ClaimKind::Verdict, words));
        let unit = Subject::part(&task.primary, id);
        for (key, field, rule) in [
            ("progress", Field::Progress, Rule::QuoteProgress),
            ("problems", Field::Problems, Rule::QuoteProblems),
            ("next_steps", Field::NextSteps, Rule::QuoteNextSteps),
        ] {
            let from = self.evidence.words(item, field);
            text(entry, key, |words| match words {
                UNSTATED => Statement::words(words),
                _ => Statement::quote(words, unit.clone(), rule, from),
            });
        }
        put_state(entry, &facts, self.bulletin.stage);
    }

    /// Returns the result of an item, a line of which is a claim about one of its targets. A line may be empty.
    pub(super) fn result(&self, id: ItemId, facts: &Facts, words: &str) -> Statement {
        let Some((item, assessed)) = self.item(id) else {
            return facts.state(ClaimKind::Figure, words);
        };
        let lines = words.split('\n').filter(|line| !line.is_empty()).count();
        let mut targets = item.reported().zip(&assessed.targets);
        let are_lines = lines == assessed.targets.len();
        let parts = words.split('\n').map(|line| match (line, are_lines) {
            ("", _) => Statement::default(),
            (_, false) => verified_words(facts, ClaimKind::Figure, line),
            (_, true) => {
                let own = targets.next();
                let own =
                    own.map(|((target, _), mark)| self.evidence.of_province(item, target, mark));
                verified_words(own.as_ref().unwrap_or(facts), ClaimKind::Figure, line)
            }
        });
        Statement::joined(parts, "\n")
    }

    /// Puts the claims of rows in a list, and the number of its rows.
    pub(super) fn put_list(
        &self,
        entry: &mut Json,
        key: &str,
        rows: &[TaskRow],
        rule: Rule,
        set: &str,
    ) {
        number(entry, key, counted(general().with(items(rows.len(), rule, set))));
        each(entry, key, |index, row| {
            if let Some(task) = rows.get(index) {
                self.put_task(row, task);
            }
        });
    }

    /// Returns a list of items in words, each part of which is a claim about an item.
    pub(super) fn listed(&self, words: &str, rows: &[TaskRow], mark: char) -> Statement {
        let between: &'static str = match mark {
            '；' => "；",
            _ => "、",
        };
        let plain = |text: &str| text.replace('\u{2060}', "");
        let parts = parts(words, mark).into_iter().map(|part| {
            // What is known of an item may follow in the brackets of its name.
            let named =
                |row: &&TaskRow| plain(part).contains(plain(&row.name).trim_end_matches('）'));
            let row = rows.iter().find(named);
            let Some((row, id)) = row.and_then(|row| Some((row, id_of(row)?))) else {
                return general().state(ClaimKind::Verdict, part);
            };
            let words = row.state.status.word_at(self.bulletin.stage);
            self.of_item(id).judged(part, words)
        });
        Statement::joined(parts, between)
    }

    /// Returns the sentences on unreported tasks: a number, and a list.
    pub(super) fn unreported(&self, words: &str, rows: &[TaskRow]) -> Statement {
        let mut facts = general();
        let counts = unreported_counts(rows).into_iter();
        facts.extend(counts.map(|(kind, count)| {
            items(count, Rule::CountStatus, &format!("tasks.unreported.{kind}"))
        }));
        let sentences = words.split_inclusive('。').map(|sentence| {
            let list = sentence.find('：').map_or(0, |at| at + '：'.len_utf8());
            let (count, list) = sentence.split_at(list);
            facts.state(ClaimKind::Count, count).then(self.listed(list, rows, '、'))
        });
        Statement::joined(sentences, "")
    }

    pub(super) fn put_tasks(&self, entry: &mut Json) {
        let tasks = &self.bulletin.tasks;
        self.put_list(entry, "rows", &tasks.rows, Rule::CountItems, "tasks");
        self.put_list(entry, "done", &tasks.done, Rule::CountStatus, "tasks.done");
        let unreported = "tasks.unreported";
        self.put_list(entry, "unreported", &tasks.unreported, Rule::CountStatus, unreported);
        let defective = "tasks.defective";
        self.put_list(entry, "defective", &tasks.defective, Rule::CountStatus, defective);
        let of = |status: Status| tasks.rows.iter().filter(move |row| row.state.status == status);
        let mut others = OTHERS.into_iter().flat_map(of);
        // Group lines are in the order of the statuses that occur.
        let mut groups = OTHERS.into_iter().filter(|&status| of(status).next().is_some());
        each(entry, "others", |_, row| {
            if row.get("group").is_some() {
                let Some(status) = groups.next() else { return };
                let set = format!("tasks.{}", status.as_str());
                let count = items(of(status).count(), Rule::CountStatus, &set);
                text(row, "group", counted(general().with(count)));
            } else if let Some(task) = others.next() {
                self.put_task(row, task);
            }
        });
        text(entry, "defective_words", |words| self.listed(words, &tasks.defective, '、'));
        text(entry, "done_words", |words| self.listed(words, &tasks.done, '、'));
        text(entry, "unreported_words", |words| self.unreported(words, &tasks.unreported));
    }
}
