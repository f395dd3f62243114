//! The claims of a bulletin: each text of its data that states a figure or a verdict, with its evidence.

mod behind;
mod brief;
mod indicator;
mod leader;
mod listed;
mod overall;
mod prefecture;
mod ranking;
mod returns;
mod scoreboard;
mod standing;
mod task;
mod worst;

use serde_json::Value as Json;

use crate::assess::ItemAssessment;
use crate::plan::{Item, ItemId};
use crate::report::bulletin::task::TaskRow;
use crate::report::bulletin::{Bulletin, Source};
use crate::report::claim::entry::{formal, number, put, text};
use crate::report::claim::{ClaimKind, Context, Fact, Facts, Rule, Statement, Subject};
use crate::report::evidence::Evidence;
use crate::status::{Stage, Status};

pub use brief::{Brief, Room};
pub use leader::ClaimedLeader;

/// The data of a bulletin with its claims, as its template sees it.
#[derive(Debug, Clone, Copy)]
pub struct ClaimedBulletin<'a> {
    /// The data.
    pub bulletin: &'a Bulletin,
    /// The assessment that it was made from.
    pub source: &'a Source<'a>,
}

impl ClaimedBulletin<'_> {
    /// Returns the data as templates see them, with their claims.
    pub fn context(&self) -> Context {
        Context::made(|| self.data())
    }

    fn data(&self) -> Json {
        // The data of a bulletin are texts, numbers and lists of them.
        let mut data = serde_json::to_value(self.bulletin).unwrap_or_default();
        let source = self.source;
        let evidence =
            Evidence { basis: source.basis, month: source.now.month, stage: self.bulletin.stage };
        Claims { bulletin: self.bulletin, source, evidence }.put(&mut data);
        data
    }
}

struct Claims<'a> {
    bulletin: &'a Bulletin,
    source: &'a Source<'a>,
    evidence: Evidence<'a>,
}

/// Returns facts about several units or items.
fn general() -> Facts {
    Facts::about(Subject::default())
}

/// Returns the number of items in a set.
fn items(count: usize, rule: Rule, set: &str) -> Fact {
    Fact::count(count, "项", rule.of(set))
}

/// Returns a statement on counts.
fn counted(facts: Facts) -> impl Fn(&str) -> Statement {
    move |words| facts.state(ClaimKind::Count, words)
}

impl Claims<'_> {
    fn put(&self, data: &mut Json) {
        formal(data, &["issuer", "notice", "number", "date", "addressee", "copies", "renamed"]);
        number(data, "year", |words| Statement::formal(words));
        self.put_period(data);
        if let Some(overall) = data.get_mut("overall") {
            self.put_overall(overall);
        }
        if let Some(scoreboard) = data.get_mut("scoreboard") {
            self.put_scoreboard(scoreboard);
        }
        if let Some(worst) = data.get_mut("worst") {
            self.put_worst(worst);
        }
        if let Some(indicators) = data.get_mut("indicators") {
            self.put_indicators(indicators);
        }
        if let Some(rankings) = data.get_mut("rankings") {
            self.put_rankings(rankings);
        }
        if let Some(prefectures) = data.get_mut("prefectures") {
            self.put_prefectures(prefectures);
        }
        if let Some(tasks) = data.get_mut("tasks") {
            self.put_tasks(tasks);
        }
        if let Some(behind) = data.get_mut("behind") {
            self.put_behind(behind);
        }
        if let Some(returns) = data.get_mut("returns") {
            self.put_returns(returns);
        }
        if let Some(corrections) = data.get_mut("corrections") {
            self.put_corrections(corrections);
        }
        if let Some(verified) = data.get_mut("verified") {
            self.put_verified(verified);
        }
        if let Some(listed) = data.get_mut("listed") {
            self.put_listed(listed);
        }
        if let Some(standings) = data.get_mut("standings") {
            self.put_standings(standings);
        }
    }

    fn put_period(&self, data: &mut Json) {
        let days = usize::from(self.source.config.bulletin.reply_days);
        let term = general().with(Fact::count(days, "个工作日", Rule::Setting));
        text(data, "reply_by", |words| term.state(ClaimKind::Figure, words));
        let rules = &self.source.config.assessment;
        let limits = [(rules.severe_below, "%"), (rules.shortfall, "个百分点")];
        let limits =
            limits.map(|(limit, measure)| Fact::number(limit, measure, Rule::Setting, Vec::new()));
        let severe = limits.into_iter().fold(general(), Facts::with);
        text(data, "severe_rule", |words| severe.state(ClaimKind::Figure, words));
        if let Some(period) = data.get_mut("period") {
            text(period, "schedule", |words| self.schedule(words));
        }
    }

    /// Returns the share of the year that has passed.
    fn schedule(&self, words: &str) -> Statement {
        general().with(self.even()).state(ClaimKind::Figure, words)
    }

    fn even(&self) -> Fact {
        let due = crate::plan::Due::straight(self.source.now.month.number());
        Fact::number(due.percent(), "%", Rule::ScheduleEven, Vec::new())
    }

    fn item(&self, id: ItemId) -> Option<(&Item, &ItemAssessment)> {
        Some((self.source.basis.plan.item(id)?, self.source.now.item(id)?))
    }

    /// Returns the facts of an item, and those of the period before.
    fn of_item(&self, id: ItemId) -> Facts {
        let Some((item, assessed)) = self.item(id) else {
            return Facts::about(Subject::item(id));
        };
        let facts = self.evidence.of_item(item, assessed);
        match self.before(id) {
            Some((evidence, before)) => facts.and(&evidence.of_item(item, before)),
            None => facts,
        }
    }

    /// Returns the period before: its evidence, and the assessment of an item.
    fn before(&self, id: ItemId) -> Option<(Evidence<'_>, &ItemAssessment)> {
        let (_, before) = self.source.before?;
        let evidence = Evidence { month: before.month, ..self.evidence };
        Some((evidence, before.item(id)?))
    }
}

/// Puts the claim of a value that a chart draws.
fn put_value(entry: &mut Json, facts: &Facts) {
    text(entry, "value", |words| facts.state(ClaimKind::Figure, words));
}

/// Puts the claim of a status in a cell of a table, and of the words below it.
fn put_state(entry: &mut Json, facts: &Facts, stage: Stage) {
    let Some(state) = entry.get_mut("state") else { return };
    let status = state.get("status").and_then(Json::as_str).and_then(Status::with_code);
    text(state, "text", |words| verified_words(facts, ClaimKind::Verdict, words));
    if let Some(status) = status {
        let claim = facts.claim(ClaimKind::Verdict, status.word_at(stage));
        put(state, "status", &Statement::claimed(status.as_str(), claim));
    }
}

/// Returns words on something verified. A figure in the evidence for it is none of the unit's.
fn verified_words(facts: &Facts, kind: ClaimKind, words: &str) -> Statement {
    let evidence = words.find("依据：").unwrap_or(words.len());
    let (figures, evidence) = words.split_at(evidence);
    let quoted = facts.only(&[Rule::QuoteEvidence]).state(ClaimKind::Figure, evidence);
    facts.state(kind, figures).then(quoted)
}

fn id_of(task: &TaskRow) -> Option<ItemId> {
    task.id.parse().ok()
}
