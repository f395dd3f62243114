//! The data of a leader's papers: those of a bulletin on their items, with the list and its claims.

use serde_json::{Value as Json, json};

use super::{ClaimedBulletin, Claims, counted, general, items};
use crate::report::bulletin::leader::{LeaderList, LeaderRow};
use crate::report::claim::entry::{each, formal, number, put, text};
use crate::report::claim::{ClaimKind, Fact, Facts, Rule, Statement, Subject};
use crate::report::evidence::{self, Evidence};

/// What the data of a leader's papers have beyond those of a bulletin.
#[derive(Debug, Clone, Copy)]
pub struct ClaimedLeader<'a> {
    /// The bulletin on the leader's items.
    pub bulletin: ClaimedBulletin<'a>,
    /// The list.
    pub list: &'a LeaderList,
}

impl ClaimedLeader<'_> {
    /// Puts the list into the data of the bulletin. With `most` the units to call are no more, and the items that are behind
    /// no more than `items`.
    pub fn put(&self, data: &mut Json, (size, items, most): (u8, usize, usize)) {
        let mut entry = serde_json::to_value(self.list).unwrap_or_default();
        self.put_claims(&mut entry);
        if let Some(calls) = entry.get_mut("calls").and_then(Json::as_array_mut) {
            calls.truncate(most);
        }
        let all = self.list.calls.len();
        if all > most {
            let total = Fact::count(all, "个", Rule::CountUnits.of("calls"));
            let named = Fact::count(most, "个", Rule::CountUnits.of("calls.named"));
            let words = format!("（共{all}个，列出{most}个）");
            let words = counted(general().with(total).with(named))(&words);
            put(&mut entry, "calls_cut", &words);
        }
        let lines = data.pointer("/worst/lines").and_then(Json::as_array);
        let lines: Vec<Json> = lines.into_iter().flatten().take(items * 2).cloned().collect();
        if let Json::Object(entries) = &mut entry {
            entries.insert("size".to_owned(), json!(f64::from(size) / 10.0));
            entries.insert("lines".to_owned(), Json::Array(lines));
        }
        if let Json::Object(entries) = data {
            entries.insert("leader".to_owned(), entry);
        }
    }

    fn put_claims(&self, entry: &mut Json) {
        let (list, source) = (self.list, self.bulletin.source);
        let stage = self.bulletin.bulletin.stage;
        let evidence = Evidence { basis: source.basis, month: source.now.month, stage };
        let claims = Claims { bulletin: self.bulletin.bulletin, source, evidence };
        formal(entry, &["name", "post"]);
        let set = |what: &str| format!("{what}.{}", list.name);
        let mut all = general();
        for (key, count) in [
            ("total", list.total),
            ("indicators", list.indicators),
            ("tasks", list.tasks),
            ("instructions", list.instructions),
            ("sole", list.sole),
            ("joint", list.joint),
        ] {
            let fact = items(count, Rule::CountLeader, &set(key));
            all.extend([fact.clone()]);
            number(entry, key, counted(general().with(fact)));
        }
        let annexes = source.basis.plan.items().chunk_by(|one, next| one.id.annex == next.id.annex);
        all.extend(annexes.map(|of| items(of.len(), Rule::CountLeader, &set("annex"))));
        text(entry, "counts_words", counted(all));
        each(entry, "rows", |index, row| match list.rows.get(index) {
            Some(LeaderRow::Group { status, count, .. }) => {
                let rule = format!("leader.{}.{}", list.name, status.as_str());
                let facts = general().with(items(*count, Rule::CountStatus, &rule));
                text(row, "group", counted(facts));
            }
            Some(LeaderRow::Item(item)) => {
                claims.put_task(row, &item.task);
                let id = item.task.id.parse().ok();
                let from = id.map(|id| evidence::parties(source.basis.plan, id));
                text(row, "parties", |words| {
                    let from = from.unwrap_or_default();
                    let subject = Subject { unit: None, id };
                    Statement::quote(words, subject, Rule::QuoteParties, from)
                });
                formal(row, &["with", "listed"]);
            }
            None => {}
        });
        number(entry, "calls", |words| {
            let fact = Fact::count(list.calls.len(), "个", Rule::CountUnits.of("calls"));
            general().with(fact).state(ClaimKind::Count, words)
        });
        each(entry, "calls", |index, row| {
            let Some(call) = list.calls.get(index) else { return };
            let facts = Facts::about(Subject::unit(&call.unit))
                .with(items(call.behind, Rule::CountLed, "behind"))
                .with(items(call.severe, Rule::CountLed, "severe"))
                .with(items(call.unreported, Rule::CountLed, "unreported"));
            for key in ["behind", "severe", "unreported"] {
                number(row, key, counted(facts.clone()));
            }
            text(row, "words", counted(facts));
            formal(row, &["unit", "contact"]);
        });
    }
}
