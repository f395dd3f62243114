//! The claims of the monthly papers: each text of their data that states a figure or a verdict, with its evidence.

use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::row::{Titled, mark};
use super::{CallForReturns, CallRow, MonthlyNotice, PaperContext};
use crate::plan::{Item, TargetId};
use crate::report::bulletin::{UNSTATED, gap_facts};
use crate::report::claim::entry::{each, formal, number, put, text};
use crate::report::claim::{ClaimKind, Fact, Facts, Rule, Source, Statement, Subject};
use crate::report::evidence::{self, Evidence};
use crate::returns::Field;
use crate::status::Status;
use crate::supervision::papers::{Cause, Line, Scope};

/// The texts that need no claim: names, dates, numbers of documents.
const FORMAL: [&str; 7] = ["issuer", "notice", "unit", "number", "date", "period", "copies"];

/// The data of a notice with its claims, as its template sees it.
#[derive(Debug, Clone, Copy)]
pub struct ClaimedNotice<'a> {
    /// The data.
    pub notice: &'a MonthlyNotice,
    /// What it was made from.
    pub context: PaperContext<'a>,
}

/// The data of a call for returns with its claims, as its template sees it.
#[derive(Debug, Clone, Copy)]
pub struct ClaimedCall<'a> {
    /// The data.
    pub call: &'a CallForReturns,
    /// What it was made from.
    pub context: PaperContext<'a>,
}

impl Serialize for ClaimedNotice<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut data = serde_json::to_value(self.notice).map_err(serde::ser::Error::custom)?;
        self.put(&mut data);
        data.serialize(serializer)
    }
}

impl Serialize for ClaimedCall<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut data = serde_json::to_value(self.call).map_err(serde::ser::Error::custom)?;
        self.put(&mut data);
        data.serialize(serializer)
    }
}

impl PaperContext<'_> {
    fn evidence(&self) -> Evidence<'_> {
        Evidence { basis: self.basis, month: self.now.month, stage: self.stage() }
    }
}

impl ClaimedNotice<'_> {
    fn put(&self, data: &mut Json) {
        formal(data, &FORMAL);
        number(data, "year", |words| Statement::formal(words));
        let about = || Facts::about(Subject::unit(&self.notice.unit.short));
        let counts = [
            ("total", self.notice.total),
            ("behind", self.notice.behind),
            ("severe", self.notice.severe),
            ("unanswered", self.notice.unanswered),
            ("soon", self.notice.soon),
        ];
        for (key, count) in counts {
            let fact = Fact::count(count, "项", Rule::CountLed.of(&format!("notice.{key}")));
            number(data, key, |words| about().with(fact).state(ClaimKind::Count, words));
        }
        let mut lines = self.notice.titled.iter();
        let mut of_line: Option<(&Titled, usize)> = None;
        each(data, "rows", |_, row| {
            if row.get("group").is_some() {
                of_line = lines.next().map(|line| (line, 0));
                let Some((line, _)) = of_line else { return };
                text(row, "group", |words| self.heading(&line.line, words));
            } else if let Some((line, index)) = of_line {
                self.put_row(row, line, index);
                of_line = Some((line, index + 1));
            }
        });
    }

    fn item(&self, line: &Line) -> Option<&Item> {
        self.context.basis.plan.item(line.item)
    }

    /// Returns the heading of an item, in the notice's words.
    fn heading(&self, line: &Line, words: &str) -> Statement {
        let plan = self.context.basis.plan;
        let mut facts = Facts::about(Subject::item(line.item));
        let title = self.item(line).map(|item| item.short_title.as_str()).unwrap_or_default();
        if title.is_empty() {
            let from = evidence::text(plan, line.item);
            return Statement::quote(words, Subject::item(line.item), Rule::QuoteItem, from);
        }
        facts.extend(
            self.item(line).into_iter().flat_map(|item| evidence::figures_in_title(plan, item)),
        );
        facts.state(ClaimKind::Figure, words)
    }

    fn put_row(&self, row: &mut Json, line: &Titled, index: usize) {
        let Some(item) = self.item(&line.line) else { return };
        let evidence = self.context.evidence();
        text(row, "earlier", |words| Statement::formal(words));
        text(row, "reason", |words| match words {
            UNSTATED => Statement::words(words),
            _ => {
                let short = &self.context.basis.registry.unit(line.line.unit).short;
                let from = evidence.words_of(line.line.unit, item, Field::Problems);
                Statement::quote(words, Subject::part(short, item.id), Rule::QuoteProblems, from)
            }
        });
        let Some((target, measure)) = line.targets.get(index) else { return };
        let facts = self.of_target(&evidence, &line.line, item, *target);
        let causes = self.causes(facts.clone(), &line.line);
        let gap = gap_facts(&facts, measure.gap, &measure.gap_measure);
        let goal = [Rule::TargetProvince, Rule::TargetOwn, Rule::QuoteTarget, Rule::QuoteTitle];
        let goal = facts.only(&goal);
        let due = causes.only(&[Rule::ScheduleEven, Rule::ScheduleMilestone, Rule::ScheduleSpan]);
        let term = self.term();
        for (key, facts) in
            [("goal_words", &goal), ("due_words", &due), ("gap_words", &gap), ("by", &term)]
        {
            text(row, key, |words| facts.state(ClaimKind::Figure, words));
        }
        text(row, "reached", |words| {
            // A figure in the evidence for what the office verified is none of the unit's.
            let evidence = words.find("依据：").unwrap_or(words.len());
            let (figures, rest) = words.split_at(evidence);
            let quoted = facts.only(&[Rule::QuoteEvidence]).state(ClaimKind::Figure, rest);
            facts.state(ClaimKind::Figure, figures).then(quoted)
        });
        let Some(state) = row.get_mut("state") else { return };
        let status = state.get("status").and_then(Json::as_str).and_then(Status::with_code);
        text(state, "text", |words| causes.state(ClaimKind::Verdict, words));
        if let Some(status) = status {
            let word = status.word_at(self.context.stage());
            let claim = facts.claim(ClaimKind::Verdict, word);
            put(state, "status", &Statement::claimed(status.as_str(), claim));
        }
    }

    fn of_target(
        &self,
        evidence: &Evidence<'_>,
        line: &Line,
        item: &Item,
        target: TargetId,
    ) -> Facts {
        let Some(mark) = mark(line, target.index(), self.context) else {
            return Facts::about(Subject::item(item.id));
        };
        match line.scope {
            Scope::Province => evidence.of_province(item, target, &mark),
            Scope::Unit { .. } => evidence.of_unit(item, target, line.unit, &mark.mark, &mark),
        }
    }

    /// Returns the facts with those that the causes of a line state.
    fn causes(&self, mut facts: Facts, line: &Line) -> Facts {
        let schedule = self.context.basis.schedule;
        for cause in &line.causes {
            match cause {
                Cause::BehindAgain { was, .. } => {
                    let status =
                        Fact::words(was.word(), was.as_str(), Rule::StatusItem, Vec::new());
                    facts.extend([status]);
                }
                Cause::Milestone { target, month, percent } => {
                    let from = schedule.place(*target, *month).map(Source::from);
                    let from = from.into_iter().collect();
                    facts.extend([Fact::number(*percent, "%", Rule::ScheduleMilestone, from)]);
                }
                Cause::Behind | Cause::Unanswered | Cause::Deadline(_) => {}
            }
        }
        facts
    }

    /// Returns the terms that `duban.toml` sets.
    fn term(&self) -> Facts {
        let rules = &self.context.config.supervision;
        let days = [rules.reply_days, rules.urgent_days, rules.difficult_days];
        let term = |days| Fact::count(usize::from(days), "个工作日", Rule::Setting);
        days.into_iter().map(term).fold(Facts::about(Subject::default()), Facts::with)
    }
}

impl ClaimedCall<'_> {
    fn put(&self, data: &mut Json) {
        formal(data, &FORMAL);
        number(data, "year", |words| Statement::formal(words));
        let unit = Subject::unit(&self.call.unit.short);
        let about = || Facts::about(unit.clone());
        let counts = [
            ("missing", self.call.missing),
            ("questioned", self.call.questioned),
            ("unassigned", self.call.unassigned),
        ];
        let counts =
            counts.map(|(key, count)| (key, Fact::count(count, "项", Rule::CountOwed.of(key))));
        let mut all = about();
        for (key, fact) in counts {
            all.extend([fact.clone()]);
            number(data, key, |words| about().with(fact).state(ClaimKind::Count, words));
        }
        let days = usize::from(self.context.config.supervision.call_days);
        let term = about().with(Fact::count(days, "个工作日", Rule::Setting));
        text(data, "by", |words| term.state(ClaimKind::Figure, words));
        let evidence = self.context.evidence();
        let doubted = evidence.doubted(&self.call.short);
        let plan = self.context.basis.plan;
        each(data, "rows", |index, row| {
            text(row, "group", |words| all.state(ClaimKind::Count, words));
            let id = row.get("id").and_then(Json::as_str).and_then(|id| id.parse().ok());
            let Some(item) = id.and_then(|id| plan.item(id)) else { return };
            let mut facts = Facts::about(Subject::item(item.id));
            facts.extend(evidence::figures_in_title(plan, item));
            let from = evidence::targets(plan, item.id);
            facts
                .extend(item.targets.iter().flat_map(|target| evidence::figures_in(target, &from)));
            text(row, "id", |words| Statement::formal(words));
            text(row, "name", |words| facts.state(ClaimKind::Figure, words));
            text(row, "detail", |words| match self.call.rows.get(index) {
                Some(CallRow::Questioned { .. }) => {
                    Statement::quote(words, unit.clone(), Rule::Doubt, doubted.clone())
                }
                _ => facts.state(ClaimKind::Figure, words),
            });
        });
    }
}
