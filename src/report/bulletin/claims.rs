//! The claims of a bulletin: each text of its data that states a figure or a verdict, with its evidence.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::behind::Concentration;
use super::figure::Figure;
use super::overall::StatusCounts;
use super::task::TaskRow;
use super::{Bulletin, Source};
use crate::assess::ItemAssessment;
use crate::plan::{Annex, Item, ItemId};
use crate::registry::UnitId;
use crate::report::claim::entry::{each, json, number, parts, put, text};
use crate::report::claim::{ClaimKind, Fact, Facts, Rule, Statement, Subject};
use crate::report::evidence::{self, Evidence};
use crate::report::listing::whole;
use crate::returns::Field;
use crate::status::{Stage, Status};

/// The data of a bulletin with its claims, as its template sees it.
#[derive(Debug, Clone, Copy)]
pub struct ClaimedBulletin<'a> {
    /// The data.
    pub bulletin: &'a Bulletin,
    /// The assessment that it was made from.
    pub source: &'a Source<'a>,
}

impl Serialize for ClaimedBulletin<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut data = serde_json::to_value(self.bulletin).map_err(serde::ser::Error::custom)?;
        let source = self.source;
        let evidence =
            Evidence { basis: source.basis, month: source.now.month, stage: self.bulletin.stage };
        Claims { bulletin: self.bulletin, source, evidence }.put(&mut data);
        data.serialize(serializer)
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
        number(data, "year", |words| Statement::formal(words));
        self.put_period(data);
        if let Some(overall) = data.get_mut("overall") {
            self.put_overall(overall);
        }
        if let Some(indicators) = data.get_mut("indicators") {
            self.put_indicators(indicators);
        }
        if let Some(rankings) = data.get_mut("rankings") {
            self.put_rankings(rankings);
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
    }

    fn put_period(&self, data: &mut Json) {
        let days = usize::from(self.source.config.bulletin.reply_days);
        let term = general().with(Fact::count(days, "个工作日", Rule::Setting));
        text(data, "reply_by", |words| term.state(ClaimKind::Figure, words));
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

    fn put_overall(&self, overall: &mut Json) {
        let all = &self.bulletin.overall;
        for (set, counts) in
            [("all", &all.all), ("indicators", &all.indicators), ("tasks", &all.tasks)]
        {
            if let Some(entry) = overall.get_mut(set) {
                put_counts(entry, set, counts);
            }
        }
        if let Some(bar) = overall.get_mut("bar") {
            put_bar(bar, "all");
        }
        each(overall, "leaders", |position, bar| {
            if let Some(leader) = all.leaders.get(position) {
                put_bar(bar, &format!("leader.{}", leader.label));
            }
        });
        let moved = [
            ("improved", all.improved),
            ("worsened", all.worsened),
            ("still_behind", all.still_behind),
        ];
        let mut facts = general();
        facts.extend(moved.map(|(way, count)| items(count, Rule::CountMoved, way)));
        for (way, _) in moved {
            number(overall, way, counted(facts.clone()));
        }
        text(overall, "change_words", counted(facts));
    }

    fn put_indicators(&self, indicators: &mut Json) {
        let rows = &self.bulletin.indicators.rows;
        let mut position = BTreeMap::new();
        let mut facts = Vec::new();
        for row in rows {
            let id = of(row.no);
            let index: &mut usize = position.entry(row.no).or_default();
            facts.push((id, self.of_target(id, *index)));
            *index += 1;
        }
        each(indicators, "rows", |index, entry| {
            let Some((id, facts)) = facts.get(index) else { return };
            number(entry, "no", |words| Statement::formal(words));
            self.put_figure(entry, facts);
            for key in ["statement", "sentence", "trend"] {
                text(entry, key, |words| facts.state(ClaimKind::Verdict, words));
            }
            let plan = self.source.basis.plan;
            let (item, targets) = (evidence::text(plan, *id), evidence::targets(plan, *id));
            for (key, rule, from) in [
                ("text", Rule::QuoteItem, item.clone()),
                ("subject", Rule::QuoteTarget, [targets, item].concat()),
            ] {
                text(entry, key, |words| Statement::quote(words, Subject::item(*id), rule, from));
            }
            let subject = rows.get(index).map_or("", |row| row.subject.as_str());
            text(entry, "places", |words| self.places(*id, subject, words));
            put_state(entry, facts, self.bulletin.stage);
        });
        for key in ["rates", "amounts"] {
            let mut drawn = BTreeSet::new();
            each(indicators, key, |_, bar| {
                let mut figures = rows.iter().zip(&facts).enumerate().filter_map(|(at, both)| {
                    let (row, (_, facts)) = both;
                    Some((at, row.figure.as_ref()?, facts))
                });
                let own = figures.find(|(at, figure, _)| {
                    !drawn.contains(at) && (key == "rates") == figure.is_rate && draws(bar, figure)
                });
                if let Some((at, _, facts)) = own {
                    drawn.insert(at);
                    put_value(bar, facts);
                }
            });
        }
    }

    /// Returns the facts of a target, and of its change since the period before.
    fn of_target(&self, id: ItemId, index: usize) -> Facts {
        let Some((item, assessed)) = self.item(id) else {
            return Facts::about(Subject::item(id));
        };
        let target = item.reported().nth(index).map(|(target, _)| target);
        let Some((target, mark)) = target.zip(assessed.targets.get(index)) else {
            return self.of_item(id);
        };
        let mut facts = self.evidence.of_province(item, target, mark);
        if let Some((evidence, before)) = self.before(id)
            && let Some(then) = before.targets.get(index)
        {
            let change = mark.mark.value.zip(then.mark.value);
            let change = change.and_then(|(now, then)| now.checked_sub(then));
            let from =
                [&self.evidence, &evidence].map(|evidence| evidence.value_cells(item, target));
            facts.extend(
                change.map(|change| Fact::number(change, "个百分点", Rule::Trend, from.concat())),
            );
        }
        facts
    }

    /// Puts the figures of a target into the cells of a table.
    fn put_figure(&self, entry: &mut Json, facts: &Facts) {
        for key in
            ["goal_words", "value_words", "percent_words", "due_words", "gap_words", "computed"]
        {
            text(entry, key, |words| facts.state(ClaimKind::Figure, words));
        }
        for key in ["verified", "origin"] {
            text(entry, key, |words| facts.state(ClaimKind::Figure, words));
        }
    }

    /// Returns the sentences on the places of the prefectures.
    fn places(&self, id: ItemId, subject: &str, words: &str) -> Statement {
        let mut statement = Statement::default();
        let sentences = words.split_inclusive('。');
        for sentence in sentences {
            let rankings = self
                .bulletin
                .rankings
                .list
                .iter()
                .filter(|one| one.no == id.no && one.subject == subject);
            let mut facts = general();
            let mut named: Vec<(String, Option<usize>, Facts)> = Vec::new();
            for ranking in rankings {
                facts.extend([Fact::count(
                    ranking.ranked,
                    "个市州",
                    Rule::RankCount.of(&ranking.name),
                )]);
                facts.extend([Fact::count(
                    ranking.rows.len().saturating_sub(ranking.ranked),
                    "个市州",
                    Rule::RankCount.of("others"),
                )]);
                let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
                for rank in ranking.rows.iter().filter_map(|row| row.rank) {
                    *shared.entry(rank).or_default() += 1;
                }
                for row in &ranking.rows {
                    let own = self.of_rank(id, &ranking.name, &row.label);
                    // The sentence counts those that share a place where they are many.
                    let sharing = row.rank.and_then(|rank| Some((rank, shared.remove(&rank)?)));
                    if let Some((rank, units @ 2..)) = sharing {
                        let rule = Rule::RankCount.of(&format!("{}.{rank}", ranking.name));
                        facts = facts.with(Fact::count(units, "个市州", rule)).and(&own);
                    }
                    named.push((row.label.clone(), row.rank, own));
                }
            }
            statement = statement.then(by_units(sentence, &facts, &named));
        }
        statement
    }

    /// Returns the facts of a unit's place for a target. `name` is that of the ranking.
    fn of_rank(&self, id: ItemId, name: &str, short: &str) -> Facts {
        let nothing = || Facts::about(Subject::part(short, id));
        let index = name.rsplit('-').next().and_then(|number| number.parse::<usize>().ok());
        let index = index.and_then(|number| number.checked_sub(1)).unwrap_or_default();
        let registry = self.source.basis.registry;
        let unit = registry.units().find(|(_, unit)| unit.short == short).map(|(id, _)| id);
        let Some((item, assessed)) = self.item(id) else { return nothing() };
        let Some(unit) = unit else { return nothing() };
        self.rank_facts(item, assessed, index, unit).unwrap_or_else(nothing)
    }

    fn rank_facts(
        &self,
        item: &Item,
        assessed: &ItemAssessment,
        index: usize,
        unit: UnitId,
    ) -> Option<Facts> {
        let (target, _) = item.reported().nth(index)?;
        let province = assessed.targets.get(index)?;
        let part = assessed.unit(unit)?.targets.get(index)?;
        let mut facts = self.evidence.of_unit(item, target, unit, &part.mark, province);
        if let Some(rank) = part.rank {
            let from = self.evidence.ranked_cells(item, target);
            facts.extend([
                Fact::number(Decimal::from(rank), "位", Rule::Rank, from.clone()),
                Fact::words(rank_words(rank), rank.to_string(), Rule::Rank, from.clone()),
            ]);
            let change = self.source.change().and_then(|change| change.rank(target, unit));
            facts.extend(
                change
                    .map(|change| Fact::number(Decimal::from(change), "", Rule::RankChange, from)),
            );
        }
        Some(facts)
    }

    fn put_rankings(&self, rankings: &mut Json) {
        let list = &self.bulletin.rankings.list;
        each(rankings, "list", |index, entry| {
            let Some(ranking) = list.get(index) else { return };
            let id = of(ranking.no);
            number(entry, "no", |words| Statement::formal(words));
            number(entry, "ranked", |words| {
                let fact = Fact::count(ranking.ranked, "个市州", Rule::RankCount.of(&ranking.name));
                general().with(fact).state(ClaimKind::Count, words)
            });
            let line = self.of_line(id, &ranking.name);
            text(entry, "line", |words| line.state(ClaimKind::Figure, words));
            each(entry, "rows", |index, row| {
                let Some(unit) = ranking.rows.get(index) else { return };
                let facts = self.of_rank(id, &ranking.name, &unit.label);
                put_value(row, &facts);
                number(row, "rank", |words| facts.state(ClaimKind::Verdict, words));
            });
            for key in ["top", "bottom"] {
                each(entry, key, |_, place| {
                    let unit = place.get("unit").and_then(Json::as_str).unwrap_or_default();
                    let facts = self.of_rank(id, &ranking.name, unit);
                    text(place, "value", |words| facts.state(ClaimKind::Figure, words));
                    number(place, "rank", |words| facts.state(ClaimKind::Verdict, words));
                });
            }
        });
        let columns = self.bulletin.rankings.list.as_slice();
        let mut tables = list.chunks(super::ranking::ABREAST);
        each(rankings, "tables", |_, table| {
            let Some(chunk) = tables.next() else { return };
            each(table, "rows", |_, row| {
                let unit = row.get("unit").and_then(Json::as_str).unwrap_or_default().to_owned();
                for (index, ranking) in chunk.iter().enumerate() {
                    let facts = self.of_rank(of(ranking.no), &ranking.name, &unit);
                    for (key, kind) in [
                        ("value", ClaimKind::Figure),
                        ("rank", ClaimKind::Verdict),
                        ("change", ClaimKind::Verdict),
                    ] {
                        text(row, &format!("{key}{index}"), |words| facts.state(kind, words));
                    }
                }
            });
        });
        each(rankings, "heat_rows", |_, row| {
            let unit = row.get("label").and_then(Json::as_str).unwrap_or_default().to_owned();
            each(row, "cells", |index, cell| {
                if let Some(ranking) = columns.get(index) {
                    put_value(cell, &self.of_rank(of(ranking.no), &ranking.name, &unit));
                }
            });
        });
        let Some(Json::Object(counts)) = rankings.get_mut("heat_counts") else { return };
        for (status, value) in counts.iter_mut() {
            let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
            let fact = Fact::count(count.unwrap_or_default(), "", Rule::CountCells.of(status));
            *value = json(&general().with(fact).state(ClaimKind::Count, &value.to_string()));
        }
    }

    /// Returns the facts of the line across a ranking's chart: the province's target, or the share that is due.
    fn of_line(&self, id: ItemId, name: &str) -> Facts {
        let index = name.rsplit('-').next().and_then(|number| number.parse::<usize>().ok());
        self.of_target(id, index.and_then(|number| number.checked_sub(1)).unwrap_or_default())
    }

    /// Puts the claims of a row of annexes 3 and 4.
    fn put_task(&self, entry: &mut Json, task: &TaskRow) {
        let Some(id) = id_of(task) else { return };
        let facts = self.of_item(id);
        let Some((item, _)) = self.item(id) else { return };
        number(entry, "no", |words| Statement::formal(words));
        text(entry, "id", |words| Statement::formal(words));
        let cells = evidence::text(self.source.basis.plan, id);
        let quote = |words: &str| {
            Statement::quote(words, Subject::item(id), Rule::QuoteItem, cells.clone())
        };
        text(entry, "text", quote);
        text(entry, "matter", |words| match words.strip_prefix(task.text.as_str()) {
            Some(result) => quote(&task.text).then(self.result(id, &facts, result)),
            None => facts.state(ClaimKind::Figure, words),
        });
        text(entry, "result", |words| self.result(id, &facts, words));
        text(entry, "note", |words| facts.state(ClaimKind::Verdict, words));
        let unit = Subject::part(&task.primary, id);
        for (key, field, rule) in [
            ("progress", Field::Progress, Rule::QuoteProgress),
            ("problems", Field::Problems, Rule::QuoteProblems),
            ("next_steps", Field::NextSteps, Rule::QuoteNextSteps),
        ] {
            let from = self.evidence.words(item, field);
            text(entry, key, |words| Statement::quote(words, unit.clone(), rule, from));
        }
        put_state(entry, &facts, self.bulletin.stage);
    }

    /// Returns the result of an item, a line of which is a claim about one of its targets. A line may be empty.
    fn result(&self, id: ItemId, facts: &Facts, words: &str) -> Statement {
        let Some((item, assessed)) = self.item(id) else {
            return facts.state(ClaimKind::Figure, words);
        };
        let lines = words.split('\n').filter(|line| !line.is_empty()).count();
        let mut targets = item.reported().zip(&assessed.targets);
        let are_lines = lines == assessed.targets.len();
        let parts = words.split('\n').map(|line| match (line, are_lines) {
            ("", _) => Statement::default(),
            (_, false) => facts.state(ClaimKind::Figure, line),
            (_, true) => {
                let own = targets.next();
                let own =
                    own.map(|((target, _), mark)| self.evidence.of_province(item, target, mark));
                own.as_ref().unwrap_or(facts).state(ClaimKind::Figure, line)
            }
        });
        Statement::joined(parts, "\n")
    }

    /// Puts the claims of rows in a list, and the number of its rows.
    fn put_list(&self, entry: &mut Json, key: &str, rows: &[TaskRow], rule: Rule, set: &str) {
        number(entry, key, counted(general().with(items(rows.len(), rule, set))));
        each(entry, key, |index, row| {
            if let Some(task) = rows.get(index) {
                self.put_task(row, task);
            }
        });
    }

    /// Returns a list of items in words, each part of which is a claim about an item.
    fn listed(&self, words: &str, rows: &[TaskRow], mark: char) -> Statement {
        let between: &'static str = match mark {
            '；' => "；",
            _ => "、",
        };
        let parts = parts(words, mark).into_iter().map(|part| {
            let plain = part.replace('\u{2060}', "");
            let row = rows.iter().find(|row| plain.contains(&row.name.replace('\u{2060}', "")));
            let Some((row, id)) = row.and_then(|row| Some((row, id_of(row)?))) else {
                return general().state(ClaimKind::Verdict, part);
            };
            let words = row.state.status.word_at(self.bulletin.stage);
            self.of_item(id).judged(part, words)
        });
        Statement::joined(parts, between)
    }

    /// Returns the sentences on unreported tasks: a number, and a list.
    fn unreported(&self, words: &str, rows: &[TaskRow]) -> Statement {
        let mut facts = general();
        let counts = super::task::unreported_counts(rows).into_iter();
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

    fn put_tasks(&self, entry: &mut Json) {
        let tasks = &self.bulletin.tasks;
        self.put_list(entry, "rows", &tasks.rows, Rule::CountItems, "tasks");
        self.put_list(entry, "done", &tasks.done, Rule::CountStatus, "tasks.done");
        let unreported = "tasks.unreported";
        self.put_list(entry, "unreported", &tasks.unreported, Rule::CountStatus, unreported);
        let defective = "tasks.defective";
        self.put_list(entry, "defective", &tasks.defective, Rule::CountStatus, defective);
        text(entry, "defective_words", |words| self.listed(words, &tasks.defective, '、'));
        text(entry, "done_words", |words| self.listed(words, &tasks.done, '、'));
        text(entry, "unreported_words", |words| self.unreported(words, &tasks.unreported));
    }

    fn put_behind(&self, entry: &mut Json) {
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
        let moved = [("still_behind", behind.still.len()), ("worsened", behind.worsened.len())];
        let mut facts = statuses();
        facts.extend(moved.map(|(way, count)| items(count, Rule::CountMoved, way)));
        text(entry, "setbacks", counted(facts.and(&self.titles())));
    }

    /// Returns the figures in the short titles of items.
    fn titles(&self) -> Facts {
        let mut facts = general();
        let plan = self.source.basis.plan;
        facts.extend(plan.items().iter().flat_map(|item| evidence::figures_in_title(plan, item)));
        facts
    }

    fn put_returns(&self, entry: &mut Json) {
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
    fn put_verified(&self, entry: &mut Json) {
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
    fn put_lapse(&self, row: &mut Json, titles: &Facts) {
        let unit = row.get("unit").and_then(Json::as_str).unwrap_or_default().to_owned();
        let owed = row.get("owed").and_then(Json::as_u64);
        let owed = owed.and_then(|owed| usize::try_from(owed).ok()).unwrap_or_default();
        let mut facts = Facts::about(Subject::unit(&unit));
        facts.extend([Fact::count(owed, "项", Rule::CountOwed)]);
        number(row, "no", |words| Statement::formal(words));
        number(row, "owed", counted(facts.clone()));
        let doubted = self.evidence.doubted(&unit);
        text(row, "detail", |words| match words.starts_with('缺') || doubted.is_empty() {
            true => facts.and(titles).state(ClaimKind::Count, words),
            // What is in question is told in the words of the doubt.
            false => Statement::quote(words, Subject::unit(&unit), Rule::Doubt, doubted),
        });
    }

    fn put_corrections(&self, entry: &mut Json) {
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

fn put_counts(entry: &mut Json, set: &str, counts: &StatusCounts) {
    let mut facts = general();
    let statuses = counts.shares.iter();
    facts.extend(
        statuses.clone().map(|one| {
            items(one.count, Rule::CountStatus, &format!("{set}.{}", one.status.as_str()))
        }),
    );
    facts.extend(statuses.map(|one| share(one.count, counts.total, set, one.status.as_str())));
    let sums = [("behind", counts.behind), ("good", counts.good)];
    facts.extend(
        sums.map(|(name, count)| items(count, Rule::CountStatus, &format!("{set}.{name}"))),
    );
    number(entry, "total", counted(general().with(items(counts.total, Rule::CountItems, set))));
    for (key, count) in sums {
        let fact = items(count, Rule::CountStatus, &format!("{set}.{key}"));
        number(entry, key, counted(general().with(fact)));
    }
    for status in Status::ALL {
        let key = status.as_str();
        let count = counts.shares.iter().find(|one| one.status == status);
        let count = count.map_or(0, |one| one.count);
        let fact = items(count, Rule::CountStatus, &format!("{set}.{key}"));
        number(entry, key, counted(general().with(fact)));
    }
    for (key, name, count) in
        [("good_share", "good", counts.good), ("done_share", "done", counts.done)]
    {
        let share = share(count, counts.total, set, name);
        text(entry, key, counted(general().with(share)));
    }
    for key in ["counts_words", "shares_words", "behind_words"] {
        text(entry, key, counted(facts.clone()));
    }
    each(entry, "shares", |index, row| {
        let Some(one) = counts.shares.get(index) else { return };
        let status = one.status.as_str();
        let count = items(one.count, Rule::CountStatus, &format!("{set}.{status}"));
        number(row, "count", counted(general().with(count)));
        text(row, "share", counted(general().with(share(one.count, counts.total, set, status))));
    });
}

/// Returns the share of items with a status.
fn share(count: usize, total: usize, set: &str, status: &str) -> Fact {
    let percent = (Decimal::from(count) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(total));
    let rule = Rule::ShareStatus.of(&format!("{set}.{status}"));
    Fact::number(percent.unwrap_or_default(), "%", rule, Vec::new())
}

/// Puts the claims of a bar divided by status.
fn put_bar(bar: &mut Json, set: &str) {
    let Some(Json::Object(counts)) = bar.get_mut("counts") else { return };
    let mut total = 0;
    for (status, value) in counts.iter_mut() {
        let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
        let count = count.unwrap_or_default();
        total += count;
        let fact = Fact::count(count, "项", Rule::CountStatus.of(&format!("{set}.{status}")));
        *value = json(&general().with(fact).drawn(ClaimKind::Count, &count.to_string()));
    }
    let fact = Fact::count(total, "项", Rule::CountItems.of(set));
    put(bar, "total", &general().with(fact).drawn(ClaimKind::Count, &total.to_string()));
}

/// Returns whether a bar of a chart draws a figure: its completion, or the value of a rate.
fn draws(bar: &Json, figure: &Figure) -> bool {
    let text = |key| bar.get(key).and_then(Json::as_str);
    let exact = if figure.is_rate { figure.value } else { figure.percent };
    let drawn = text("value").and_then(|value| value.parse::<Decimal>().ok());
    let near = |(exact, drawn): (Decimal, Decimal)| {
        let unit = Decimal::new(1, drawn.scale());
        exact.checked_sub(drawn).is_some_and(|rest| rest.abs() <= unit)
    };
    text("label") == Some(figure.label.as_str()) && exact.zip(drawn).is_some_and(near)
}

/// Puts the claim of a value that a chart draws.
fn put_value(entry: &mut Json, facts: &Facts) {
    text(entry, "value", |words| facts.state(ClaimKind::Figure, words));
}

/// Puts the claim of a status in a cell of a table, and of the words below it.
fn put_state(entry: &mut Json, facts: &Facts, stage: Stage) {
    let Some(state) = entry.get_mut("state") else { return };
    let status = state.get("status").and_then(Json::as_str).and_then(Status::with_code);
    text(state, "text", |words| facts.state(ClaimKind::Verdict, words));
    if let Some(status) = status {
        let claim = facts.claim(ClaimKind::Verdict, status.word_at(stage));
        put(state, "status", &Statement::claimed(status.as_str(), claim));
    }
}

/// Returns the numbers of items behind that a unit leads.
fn led(unit: &Concentration) -> Facts {
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

/// Returns a sentence in which what follows the name of a unit is a claim about the unit.
fn by_units(sentence: &str, facts: &Facts, units: &[(String, Option<usize>, Facts)]) -> Statement {
    let plain = |text: &str| text.replace('\u{2060}', "");
    let mut statement = Statement::default();
    let mut rest = sentence;
    loop {
        let next = units
            .iter()
            .filter_map(|(name, rank, facts)| {
                let name = whole(name);
                Some((rest.find(&name)?, name, (rank, facts)))
            })
            .min_by_key(|(at, ..)| *at);
        let Some((at, name, (rank, of_unit))) = next else {
            return statement.then(facts.state(ClaimKind::Count, rest));
        };
        let (before, after) = rest.split_at(at);
        let inside = &after[name.len()..];
        let length = match plain(inside).starts_with('（') {
            true => inside.find('）').map_or(inside.len(), |end| end + '）'.len_utf8()),
            false => 0,
        };
        let (own, others) = after.split_at(name.len() + length);
        statement = statement.then(facts.state(ClaimKind::Count, before));
        let rank = rank.map_or_else(String::new, rank_words);
        statement = statement.then(of_unit.judged(own, &rank));
        rest = others;
    }
}

/// Returns a place as a claim states it, also where the text says only that it is among the first or the last.
fn rank_words(rank: usize) -> String {
    format!("第{rank}位")
}

fn of(no: u32) -> ItemId {
    ItemId { annex: Annex::Indicators, no }
}

fn id_of(task: &TaskRow) -> Option<ItemId> {
    task.id.parse().ok()
}
