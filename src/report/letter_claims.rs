//! The claims of a task letter: each text of its data that states a figure of the unit or of an item, with its
//! evidence.

use serde::{Serialize, Serializer};
use serde_json::Value as Json;

use super::claim::entry::{each, formal, json, number, text};
use super::claim::{ClaimKind, Fact, Facts, Rule, Source, Statement, Subject};
use super::evidence;
use super::letter::{DutyList, DutyRow, Letter};
use crate::plan::{AnnexName, Breakdown, Item, Plan, Schedule};
use crate::registry::{Registry, UnitId};

/// The data of a letter with its claims, as its template sees it.
#[derive(Debug, Clone, Copy)]
pub struct ClaimedLetter<'a> {
    /// The data.
    pub letter: &'a Letter,
    /// The addressed unit.
    pub unit: UnitId,
    /// The items.
    pub plan: &'a Plan,
    /// The units' own targets.
    pub breakdown: &'a Breakdown,
    /// The milestones.
    pub schedule: &'a Schedule,
    /// The units.
    pub registry: &'a Registry,
}

impl Serialize for ClaimedLetter<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut data = serde_json::to_value(self.letter).map_err(serde::ser::Error::custom)?;
        self.put(&mut data);
        data.serialize(serializer)
    }
}

impl ClaimedLetter<'_> {
    fn put(&self, data: &mut Json) {
        let names =
            ["issuer", "notice", "unit", "number", "date", "scope", "leader_names", "demands"];
        formal(data, &names);
        number(data, "year", |words| Statement::formal(words));
        if let Some(demands) = data.get_mut("demands") {
            number(demands, "return_day", |words| Statement::formal(words));
        }
        let about = || Facts::about(Subject::unit(&self.registry.unit(self.unit).short));
        let mut all = about();
        let total = Fact::count(self.letter.total, "项", Rule::CountDuties.of("total"));
        number(data, "total", |words| about().with(total).state(ClaimKind::Count, words));
        for list in &self.letter.duties {
            all = all.and(&counts(about(), list));
        }
        text(data, "duties_words", |words| all.state(ClaimKind::Count, words));
        let mut leaders = about();
        for leader in &self.letter.leaders {
            let rule = |set: &str| Rule::CountLeader.of(&format!("{set}.{}", leader.name));
            leaders.extend([Fact::count(leader.leads, "项", rule("lead"))]);
            leaders.extend([Fact::count(leader.items, "项", rule("all"))]);
        }
        text(data, "leads_words", |words| leaders.state(ClaimKind::Count, words));
        let lists = [
            ("leaders", self.letter.leaders.len(), "位", Rule::CountLeader.of("names")),
            ("duties", self.letter.duties.len(), "类", Rule::CountDuties.of("roles")),
        ];
        for (key, count, measure, rule) in lists {
            let fact = Fact::count(count, measure, rule);
            number(data, key, |words| about().with(fact).state(ClaimKind::Count, words));
        }
        each(data, "leaders", |_, leader| {
            formal(leader, &["name"]);
            for key in ["leads", "items"] {
                number(leader, key, |words| leaders.state(ClaimKind::Count, words));
            }
        });
        each(data, "duties", |index, entry| {
            let Some(list) = self.letter.duties.get(index) else { return };
            let facts = counts(about(), list);
            for key in ["total", "indicators", "tasks"] {
                number(entry, key, |words| facts.state(ClaimKind::Count, words));
            }
            each(entry, "shared", |position, entry| {
                let Some(shared) = list.shared.get(position) else { return };
                let from = evidence::parties(self.plan, shared.first);
                let subject = Subject::item(shared.first);
                text(entry, "units", |words| {
                    Statement::quote(words, subject, Rule::QuoteParties, from)
                });
            });
            each(entry, "rows", |position, row| match list.rows.get(position) {
                Some(DutyRow::Group { .. }) => {
                    text(row, "group", |words| facts.state(ClaimKind::Count, words));
                }
                Some(&DutyRow::Section { of, .. }) => text(row, "group", |words| {
                    let from = evidence::text(self.plan, of);
                    Statement::quote(words, Subject::item(of), Rule::QuoteItem, from)
                }),
                _ => self.put_item(row),
            });
        });
    }

    /// Puts the claims of an item in a list.
    fn put_item(&self, row: &mut Json) {
        let id = row.get("id").and_then(Json::as_str).and_then(|id| id.parse().ok());
        let Some(item) = id.and_then(|id| self.plan.item(id)) else { return };
        let id = item.id;
        let subject = || Subject::item(id);
        let goals = self.goals(item);
        let quotes = [
            ("text", Rule::QuoteItem, evidence::text(self.plan, id)),
            ("deadline", Rule::QuoteDeadline, evidence::deadline(self.plan, id)),
            ("others", Rule::QuoteParties, evidence::parties(self.plan, id)),
            ("units", Rule::QuoteParties, evidence::parties(self.plan, id)),
        ];
        for (key, rule, from) in quotes {
            text(row, key, |words| Statement::quote(words, subject(), rule, from));
        }
        for key in ["targets", "timing", "goals"] {
            text(row, key, |words| goals.state(ClaimKind::Figure, words));
        }
        each(row, "content", |position, line| {
            let Some(words) = line.as_str().map(str::to_owned) else { return };
            let quote = || {
                let from = evidence::text(self.plan, id);
                Statement::quote(words.as_str(), subject(), Rule::QuoteItem, from)
            };
            *line = json(&match position {
                0 => quote(),
                _ => goals.state(ClaimKind::Figure, &words),
            });
        });
        text(row, "title", |words| {
            let from = evidence::text(self.plan, id);
            Statement::quote(words, subject(), Rule::QuoteTitle, from)
        });
        text(row, "id", |words| Statement::formal(words));
        number(row, "no", |words| Statement::formal(words));
        text(row, "no", |words| Statement::formal(words));
    }

    /// Returns the facts of an item's targets: those of the unit and those of the province.
    fn goals(&self, item: &Item) -> Facts {
        let short = &self.registry.unit(self.unit).short;
        let mut facts = Facts::about(Subject::part(short, item.id));
        let stated = evidence::targets(self.plan, item.id);
        for (id, target) in item.numbered() {
            let place = self.breakdown.place(id, self.unit);
            let own = self.breakdown.value(id, self.unit).zip(place);
            facts.extend(own.map(|(own, place)| {
                Fact::number(own, &target.measure, Rule::TargetOwn, vec![place.into()])
            }));
            let province = Rule::TargetProvince;
            facts.extend([Fact::number(target.value, &target.measure, province, stated.clone())]);
            facts.extend(evidence::figures_in(target, &stated));
            // Where the target was divided among others, the line says among how many.
            let sharing = self.breakdown.sharing(id);
            if !sharing.is_empty() && own.is_none() {
                let from = sharing.iter().filter_map(|&unit| self.breakdown.place(id, unit));
                let from = from.map(Source::from).collect();
                let rule = Rule::CountUnits.of("sharing");
                facts.extend([Fact::number(sharing.len().into(), "个", rule, from)]);
            }
        }
        let from = evidence::deadline(self.plan, item.id);
        facts.extend(evidence::figures_of_deadline(item, &from));
        for (id, _) in item.reported() {
            // Which of them comes next depends on the date of the letter.
            for month in 1..=12 {
                let due = self.schedule.due(id, month).percent();
                let place = self.schedule.place(id, month);
                facts.extend(place.map(|place| {
                    Fact::number(due, "%", Rule::ScheduleMilestone, vec![place.into()])
                }));
            }
        }
        facts
    }
}

/// Returns the numbers of items in a list.
fn counts(mut facts: Facts, list: &DutyList) -> Facts {
    let role = list.role.word();
    let of = |set: &str, count: usize| {
        Fact::count(count, "项", Rule::CountDuties.of(&format!("{role}.{set}")))
    };
    facts.extend([
        of("total", list.total),
        of("indicators", list.indicators),
        of("tasks", list.tasks),
    ]);
    // The counts of indicators and of tasks are those of annexes where there is one of each.
    let alike = |one: &AnnexName| {
        list.kinds.iter().filter(|(kind, _)| kind.has_indicators == one.has_indicators).count()
    };
    let annexes = list.kinds.iter().filter(|(kind, _)| alike(kind) > 1);
    facts.extend(annexes.map(|(kind, count)| of(&format!("annex-{}", kind.annex), *count)));
    facts
}
