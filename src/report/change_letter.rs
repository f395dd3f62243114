//! The context of a letter about changes (调整函): what changed from one day on in the items of a unit.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::addressee::Addressee;
use super::is_asked;
use super::sender::{Issuer, Notice, number};
use crate::numbers::Number;
use crate::period::Month;
use crate::plan::{Change, Changed, Item, ItemId, Plan, Role, Value, Who};
use crate::registry::{Registry, UnitId};
use crate::workspace::Config;

/// The words for a column in which nothing stands.
const NOTHING: &str = "—";

/// The values that `templates/change.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeLetter {
    /// The plan's year.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The notice that the items are from.
    pub notice: Notice,
    /// Document number; the serial is blank until it is drawn.
    pub number: String,
    /// Date printed on the letter, in TOML notation; empty leaves it blank.
    pub date: String,
    /// The addressed unit.
    pub unit: Addressee,
    /// The first day of what is new, in words: 2018年6月20日.
    pub from: String,
    /// The number of items that change.
    pub total: usize,
    /// The reason, where it is the same of all changes; else empty.
    pub evidence: String,
    /// The changes.
    pub rows: Vec<ChangeRow>,
    /// The names of items that the unit leads from that day on.
    pub takes: Vec<String>,
    /// The names of items that it does not lead any more.
    pub gives: Vec<String>,
    /// The names of items that are withdrawn.
    pub withdrawn: Vec<String>,
    /// The first month whose returns are due from that day on, in words: 2018年6月; empty where there is none.
    pub first_month: String,
}

/// A change of one column of one item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeRow {
    /// Its number in the table, from 1.
    pub no: usize,
    /// The item's name: 任务41（城市黑臭水体整治）.
    pub item: String,
    /// The column: 牵头单位.
    pub column: &'static str,
    /// The content before; — where there was none.
    pub before: String,
    /// The content from that day on; — where there is none.
    pub after: String,
    /// The reason.
    pub evidence: String,
}

/// The facts for the letters about the changes of one day.
#[derive(Debug, Clone, Copy)]
pub struct ChangeSource<'a> {
    /// The first day of what is new.
    pub day: Date,
    /// The changes of that day.
    pub changes: &'a [Change],
    /// The plan of the day before.
    pub before: &'a Plan,
    /// The plan of that day.
    pub after: &'a Plan,
    /// The registry with the names in force on the day before.
    pub named_before: &'a Registry,
    /// The registry with the names in force on that day.
    pub registry: &'a Registry,
    /// The settings.
    pub config: &'a Config,
}

impl ChangeSource<'_> {
    /// Returns the units concerned, each with the items that change, in registry order: those that have a role in such an item
    /// on that day, or had one the day before; in the place of one that has passed into another, that one. Who may only be concerned as long as a collective is open gets no letter.
    pub fn units(&self) -> BTreeMap<UnitId, BTreeSet<ItemId>> {
        let mut units: BTreeMap<UnitId, BTreeSet<ItemId>> = BTreeMap::new();
        for change in self.changes {
            let versions = [self.before, self.after].into_iter();
            for item in versions.filter_map(|plan| plan.item(change.item)) {
                let roles = item.roles(self.registry).into_iter();
                for (unit, _) in roles.filter(|(_, role)| *role != Role::Possible) {
                    let unit = self.registry.present(unit);
                    units.entry(unit).or_default().insert(item.id);
                }
            }
        }
        units
    }

    /// Returns what the letter to a unit says about its items.
    pub fn letter(
        &self,
        unit: UnitId,
        items: &BTreeSet<ItemId>,
        (drawn, date): (Option<&Number>, Option<Date>),
    ) -> ChangeLetter {
        let config = self.config;
        let changes = self.changes.iter().filter(|change| items.contains(&change.item));
        let reasons: BTreeSet<&str> = changes.map(|change| &*change.evidence).collect();
        let shared = reasons.first().filter(|_| reasons.len() == 1);
        let names = |is_meant: &dyn Fn(ItemId) -> bool| -> Vec<String> {
            items.iter().filter(|&&id| is_meant(id)).map(|&id| self.before.name(id)).collect()
        };
        let leads = |plan: &Plan, id| plan.item(id).is_some_and(|item| leads(item, unit));
        let is_there = |id| self.after.item(id).is_some();
        ChangeLetter {
            year: config.year,
            issuer: Issuer::new(config),
            notice: Notice::new(config),
            number: number(
                drawn,
                config.notice_series(is_asked(unit, self.registry, config)),
                config.year,
            ),
            date: date.map_or_else(String::new, |date| date.to_string()),
            unit: Addressee::new(unit, self.registry, config),
            from: format!("{}年{}月{}日", self.day.year(), self.day.month(), self.day.day()),
            total: items.len(),
            evidence: shared.map_or_else(String::new, |reason| (*reason).to_owned()),
            rows: self.rows(items),
            takes: names(&|id| !leads(self.before, id) && leads(self.after, id)),
            gives: names(&|id| leads(self.before, id) && !leads(self.after, id) && is_there(id)),
            withdrawn: names(&|id| !is_there(id)),
            first_month: self.first_month().map_or_else(String::new, |month| {
                format!("{}年{}月", month.year(), month.number())
            }),
        }
    }

    /// Returns the changes of items, in the order of the notice; what a column went through in one day is one row.
    fn rows(&self, items: &BTreeSet<ItemId>) -> Vec<ChangeRow> {
        let mut columns: BTreeMap<(ItemId, Changed), (&Change, &Change)> = BTreeMap::new();
        for change in self.changes.iter().filter(|change| items.contains(&change.item)) {
            let key = (change.item, change.after.changed());
            columns.entry(key).and_modify(|(_, last)| *last = change).or_insert((change, change));
        }
        let shown = |value: &Value, registry| match &*words(value, registry) {
            "" => NOTHING.to_owned(),
            words => words.to_owned(),
        };
        let rows = columns.into_iter().zip(1..);
        rows.map(|(((item, changed), (first, last)), no)| ChangeRow {
            no,
            item: self.before.name(item),
            column: changed.word(),
            before: shown(&first.before, self.named_before),
            after: shown(&last.after, self.registry),
            evidence: last.evidence.clone(),
        })
        .collect()
    }

    /// Returns the first month of the year whose returns are due on the day or later.
    fn first_month(&self) -> Option<Month> {
        let mut months = (1..=12).filter_map(|month| Month::new(self.config.year, month));
        months.find(|&month| self.config.returns_due(month) >= self.day)
    }
}

/// Returns the content of a column, units with the names of a registry.
fn words(value: &Value, registry: &Registry) -> String {
    let Value::Parties(column, parties) = value else { return value.words() };
    let mut parties = parties.clone();
    for party in &mut parties {
        if let Who::Unit(unit) = party.who
            && let Some(name) = registry.present_name(unit)
        {
            name.clone_into(&mut party.written);
        }
    }
    Value::Parties(*column, parties).words()
}

/// Returns whether a unit is among those that lead an item.
fn leads(item: &Item, unit: UnitId) -> bool {
    item.lead.iter().any(|party| party.who == Who::Unit(unit))
}
