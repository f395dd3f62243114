//! The claims of a paper on a case: each text of its data that states a figure or a verdict, with its evidence.

use serde_json::Value as Json;

use super::context::CaseContext;
use super::paper::CasePaper;
use crate::assess::Mark;
use crate::period::Month;
use crate::plan::Item;
use crate::report::claim::entry::{formal, json, number, text};
use crate::report::claim::{ClaimKind, Context, Fact, Facts, Rule, Source, Statement, Subject};
use crate::report::evidence::{self, Evidence};
use crate::status::Stage;

/// The texts that need no claim: names, dates, numbers of documents.
const FORMAL: [&str; 9] =
    ["issuer", "notice", "unit", "number", "date", "day", "responsible", "decided_by", "copies"];

/// Returns the data of a paper with their claims, as its template sees them.
pub fn claimed_case(context: &CaseContext<'_>, paper: &CasePaper) -> Context {
    Context::made(|| {
        // The data of a paper are texts, numbers and lists of them.
        let mut data = serde_json::to_value(paper).unwrap_or_default();
        if let Some(item) = context.basis.plan.item(context.id) {
            Claims { context, paper, item }.put(&mut data);
        }
        data
    })
}

struct Claims<'a> {
    context: &'a CaseContext<'a>,
    paper: &'a CasePaper,
    item: &'a Item,
}

impl Claims<'_> {
    fn put(&self, data: &mut Json) {
        formal(data, &FORMAL);
        number(data, "year", |words| Statement::formal(words));
        let basis = &self.paper.basis;
        if let Some(item) = data.get_mut("item") {
            self.put_item(item);
        }
        self.put_list(data, "facts", |at, words| match basis.checks.get(at) {
            Some(Some(month)) => self.found(*month).state(ClaimKind::Figure, words),
            _ => Statement::formal(words),
        });
        self.put_list(data, "standards", |_, words| match basis.measured {
            Some(month) => self.due(month).state(ClaimKind::Figure, words),
            None => Statement::words(words),
        });
        text(data, "reason", |words| self.quote(words, basis.event.as_ref()));
        if let Some(extension) = data.get_mut("extension") {
            formal(extension, &["requested", "until"]);
            text(extension, "request_reason", |words| self.quote(words, basis.request.as_ref()));
        }
        if let Some(closing) = data.get_mut("closing") {
            formal(closing, &["applied", "verified"]);
            text(closing, "verification", |words| self.quote(words, basis.verified.as_ref()));
        }
        if let Some(listing) = data.get_mut("listing") {
            let rules = self.context.days.rules;
            let days =
                |days: u16, measure: &str| Fact::count(usize::from(days), measure, Rule::Setting);
            let term = Facts::about(Subject::default())
                .with(days(rules.plan_days, "个工作日"))
                .with(days(rules.report_days, "日"));
            text(listing, "plan_by", |words| term.state(ClaimKind::Figure, words));
            number(listing, "report_days", |words| term.state(ClaimKind::Figure, words));
            formal(listing, &["number", "day", "deadline", "request_by"]);
        }
    }

    fn put_list(&self, data: &mut Json, key: &str, claim: impl Fn(usize, &str) -> Statement) {
        let entries = data.get_mut(key).and_then(Json::as_array_mut);
        for (at, entry) in entries.into_iter().flatten().enumerate() {
            if let Some(words) = entry.as_str() {
                *entry = json(&claim(at, words));
            }
        }
    }

    fn put_item(&self, entry: &mut Json) {
        let (plan, item) = (self.context.basis.plan, self.item);
        let quote = |words: &str| {
            let from = evidence::text(plan, item.id);
            Statement::quote(words, Subject::item(item.id), Rule::QuoteItem, from)
        };
        let mut title = Facts::about(Subject::item(item.id));
        title.extend(evidence::figures_in_title(plan, item));
        text(entry, "title", |words| match item.short_title.is_empty() {
            true => quote(words),
            false => title.state(ClaimKind::Figure, words),
        });
        text(entry, "text", quote);
        formal(entry, &["id", "name", "leaders"]);
    }

    /// Returns words of the ledger, beside its event.
    fn quote(&self, words: &str, event: Option<&Source>) -> Statement {
        let short = &self.context.basis.registry.unit(self.context.unit).short;
        let from = event.cloned().into_iter().collect();
        Statement::quote(words, Subject::part(short, self.item.id), Rule::QuoteEvidence, from)
    }

    fn evidence(&self, month: Month) -> Evidence<'_> {
        let stage = if month.closes_year() { Stage::YearEnd } else { Stage::UnderWay };
        Evidence { basis: self.context.basis, month, stage }
    }

    fn subject(&self) -> Subject {
        match self.context.scope(self.item) {
            None => Subject::item(self.item.id),
            Some(unit) => {
                Subject::part(&self.context.basis.registry.unit(unit).short, self.item.id)
            }
        }
    }

    /// Returns the facts of what a check found of the item, or of the unit's part of it.
    fn found(&self, month: Month) -> Facts {
        let (item, evidence) = (self.item, self.evidence(month));
        let mut facts = Facts::about(self.subject());
        let check = self.context.checks.iter().find(|check| check.month == month);
        let Some(assessed) = check.and_then(|check| check.item(item.id)) else { return facts };
        let part = self.context.scope(item).and_then(|unit| Some((unit, assessed.unit(unit)?)));
        for ((id, _), province) in item.reported().zip(&assessed.targets) {
            let own: Option<&Mark> =
                part.and_then(|(_, part)| part.targets.get(id.index())).map(|target| &target.mark);
            facts = facts.and(&match part.map(|(unit, _)| unit).zip(own) {
                Some((unit, mark)) => evidence.of_unit(item, id, unit, mark, province),
                None => evidence.of_province(item, id, province),
            });
        }
        facts
    }

    /// Returns the facts of what is due at the end of a month.
    fn due(&self, month: Month) -> Facts {
        let (item, evidence) = (self.item, self.evidence(month));
        let unit = self.context.scope(item);
        let mut facts = Facts::about(self.subject());
        for (id, target) in item.reported() {
            let due = self.context.basis.schedule.due_of(item, id, month);
            facts.extend([evidence.due(id, due)]);
            let Some(target) = target else { continue };
            facts.extend([evidence.stated(target, id, unit)]);
            let from = evidence::targets(self.context.basis.plan, item.id);
            facts.extend(evidence::figures_in(target, &from));
        }
        facts.extend(evidence::figures_in_title(self.context.basis.plan, item));
        facts
    }
}
