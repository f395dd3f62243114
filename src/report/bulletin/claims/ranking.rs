//! The claims of the places of prefectures.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{Claims, general, put_value};
use crate::assess::ItemAssessment;
use crate::plan::{Item, TargetId};
use crate::registry::UnitId;
use crate::report::bulletin::ranking::ABREAST;
use crate::report::claim::entry::{each, json, number, text};
use crate::report::claim::{ClaimKind, Fact, Facts, Rule, Statement, Subject};
use crate::report::listing::whole;

/// The rules of the figures that are ranked.
const COMPARED: [Rule; 3] = [Rule::Completion, Rule::ValueReported, Rule::PercentReported];

impl Claims<'_> {
    /// Returns the sentences on the places of the prefectures for a target.
    pub(super) fn places(&self, target: TargetId, words: &str) -> Statement {
        let mut statement = Statement::default();
        let sentences = words.split_inclusive('。');
        for sentence in sentences {
            let rankings = self.bulletin.rankings.list.iter().filter(|one| one.target == target);
            let mut facts = Facts::about(Subject::item(target.item));
            let mut named: Vec<(String, Option<usize>, Facts)> = Vec::new();
            for ranking in rankings {
                let measure = format!("个{}", ranking.localities);
                facts.extend([Fact::count(
                    ranking.ranked,
                    &measure,
                    Rule::RankCount.of(&ranking.name),
                )]);
                facts.extend([Fact::count(
                    ranking.rows.len().saturating_sub(ranking.ranked),
                    &measure,
                    Rule::RankCount.of("others"),
                )]);
                let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
                for rank in ranking.rows.iter().filter_map(|row| row.rank) {
                    *shared.entry(rank).or_default() += 1;
                }
                for row in &ranking.rows {
                    let own = self.of_rank(target, &row.label);
                    // The sentence counts those that share a place where they are many.
                    let sharing = row.rank.and_then(|rank| Some((rank, shared.remove(&rank)?)));
                    if let Some((rank, units @ 2..)) = sharing {
                        let rule = Rule::RankCount.of(&format!("{}.{rank}", ranking.name));
                        let figures = own.only(&[&COMPARED[..], &[Rule::Rank]].concat());
                        facts = facts.with(Fact::count(units, &measure, rule)).and(&figures);
                    }
                    named.push((row.label.clone(), row.rank, own));
                }
            }
            statement = statement.then(by_units(sentence, &facts, &named));
        }
        statement
    }

    /// Returns the facts of a unit's place for a target.
    pub(super) fn of_rank(&self, target: TargetId, short: &str) -> Facts {
        let nothing = || Facts::about(Subject::part(short, target.item));
        let registry = self.source.basis.registry;
        let unit = registry.units().find(|(_, unit)| unit.short == short).map(|(id, _)| id);
        let Some((item, assessed)) = self.item(target.item) else { return nothing() };
        let Some(unit) = unit else { return nothing() };
        self.rank_facts(item, assessed, target, unit).unwrap_or_else(nothing)
    }

    pub(super) fn rank_facts(
        &self,
        item: &Item,
        assessed: &ItemAssessment,
        target: TargetId,
        unit: UnitId,
    ) -> Option<Facts> {
        let province = assessed.targets.get(target.index())?;
        let part = assessed.unit(unit)?.targets.get(target.index())?;
        let mut facts = self.evidence.of_unit(item, target, unit, &part.mark, province);
        if let Some(rank) = part.rank {
            let from = self.evidence.ranked_cells(assessed, target);
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

    pub(super) fn put_rankings(&self, rankings: &mut Json) {
        let list = &self.bulletin.rankings.list;
        each(rankings, "list", |index, entry| {
            let Some(ranking) = list.get(index) else { return };
            number(entry, "no", |words| Statement::formal(words));
            text(entry, "no", |words| Statement::formal(words));
            number(entry, "ranked", |words| {
                let measure = format!("个{}", ranking.localities);
                let fact = Fact::count(ranking.ranked, &measure, Rule::RankCount.of(&ranking.name));
                general().with(fact).state(ClaimKind::Count, words)
            });
            let line = self.of_target(ranking.target);
            text(entry, "line", |words| line.state(ClaimKind::Figure, words));
            each(entry, "rows", |index, row| {
                let Some(unit) = ranking.rows.get(index) else { return };
                let facts = self.of_rank(ranking.target, &unit.label);
                put_value(row, &facts.only(&COMPARED));
                let place = facts.only(&[Rule::Rank]);
                number(row, "rank", |words| place.state(ClaimKind::Verdict, words));
            });
            for key in ["top", "bottom"] {
                each(entry, key, |_, place| {
                    let unit = place.get("unit").and_then(Json::as_str).unwrap_or_default();
                    let facts = self.of_rank(ranking.target, unit);
                    let (compared, rank) = (facts.only(&COMPARED), facts.only(&[Rule::Rank]));
                    text(place, "value", |words| compared.state(ClaimKind::Figure, words));
                    number(place, "rank", |words| rank.state(ClaimKind::Verdict, words));
                });
            }
        });
        let columns = self.bulletin.rankings.list.as_slice();
        let mut tables = list.chunks(ABREAST);
        each(rankings, "tables", |_, table| {
            let Some(chunk) = tables.next() else { return };
            each(table, "rows", |_, row| {
                let unit = row.get("unit").and_then(Json::as_str).unwrap_or_default().to_owned();
                for (index, ranking) in chunk.iter().enumerate() {
                    let facts = self.of_rank(ranking.target, &unit);
                    for (key, kind, rules) in [
                        ("value", ClaimKind::Figure, &COMPARED[..]),
                        ("rank", ClaimKind::Verdict, &[Rule::Rank]),
                        ("change", ClaimKind::Verdict, &[Rule::RankChange]),
                    ] {
                        let own = facts.only(rules);
                        text(row, &format!("{key}{index}"), |words| own.state(kind, words));
                    }
                }
            });
        });
        each(rankings, "heat_rows", |_, row| {
            let unit = row.get("label").and_then(Json::as_str).unwrap_or_default().to_owned();
            each(row, "cells", |index, cell| {
                if let Some(ranking) = columns.get(index) {
                    put_value(cell, &self.of_rank(ranking.target, &unit).only(&COMPARED));
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
