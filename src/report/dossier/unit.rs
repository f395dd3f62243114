//! The dossier of a unit.

use serde::Serialize;

use super::entry::{self, Dated, DossierEntry, in_order};
use super::open_case::{self, OpenCase};
use super::{DossierSource, papers};
use crate::plan::Duty;
use crate::registry::UnitId;
use crate::report::bulletin::StatusCell;
use crate::report::sender::Issuer;
use crate::report::wording::Wording;
use crate::status::{Stage, Status};

/// The values that `templates/dossier-unit.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitDossier {
    /// The plan's year.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The day of the dossier, in TOML notation.
    pub date: String,
    /// The unit's short name.
    pub unit: String,
    /// Its full name.
    pub full: String,
    /// Liaison and telephone; may be empty.
    pub contact: String,
    /// Its implementation plan, and who is responsible; may be empty.
    pub plan: String,
    /// Its items in force, with its own statuses in the newest period.
    pub items: Vec<ItemRow>,
    /// The name of the newest period; empty where there are no returns.
    pub newest: String,
    /// The numbers of its items of each status, period by period.
    pub statuses: Vec<CountsRow>,
    /// Its cases, each with its item.
    pub cases: Vec<OpenCase>,
    /// Everything that happened, by date.
    pub entries: Vec<DossierEntry>,
}

/// An item of a unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemRow {
    /// The id.
    pub id: String,
    /// The short title.
    pub title: String,
    /// The unit's role.
    pub role: String,
    /// The unit's own targets, or those of the item that it leads.
    pub goals: Vec<String>,
    /// Its status in the newest period; of an item that it leads the item's.
    pub state: StatusCell,
}

/// The unit's items by status at the end of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountsRow {
    /// The period: 一季度.
    pub period: String,
    /// The numbers in words: 达到序时3项、滞后1项.
    pub words: String,
}

/// Returns the dossier of a unit.
pub fn unit_dossier(source: &DossierSource<'_>, unit: UnitId) -> UnitDossier {
    let config = source.config;
    let registered = source.basis.registry.unit(unit);
    let newest = source.history.last();
    UnitDossier {
        year: config.year,
        issuer: Issuer::new(config),
        date: source.day.to_string(),
        unit: registered.short.clone(),
        full: registered.full.clone(),
        contact: contact(source, unit),
        plan: plan(source, unit),
        items: source.basis.duties.of(unit).iter().map(|duty| row(source, unit, duty)).collect(),
        newest: newest.map_or_else(String::new, |(period, _)| period.name()),
        statuses: source.history.iter().map(|one| counts(unit, one)).collect(),
        cases: open_case::of_unit(source, unit),
        entries: entries(source, unit),
    }
}

fn contact(source: &DossierSource<'_>, unit: UnitId) -> String {
    let Some(contact) = source.registers.contacts.of(unit) else { return String::new() };
    let texts = [&contact.liaison, &contact.phone, &contact.email];
    let texts = texts.into_iter().filter(|text| !text.is_empty()).cloned();
    texts.collect::<Vec<_>>().join("，")
}

fn plan(source: &DossierSource<'_>, unit: UnitId) -> String {
    let Some(plan) = source.registers.plans.of(unit, None, Some(source.day)) else {
        return String::new();
    };
    let filed = plan.filed_on.map(|day| format!("{day}报送"));
    let responsible = &plan.responsible;
    let people = [
        ("主要领导", &responsible.principal_head),
        ("分管领导", &responsible.deputy_in_charge),
        ("责任处室", &responsible.section),
        ("联络员", &responsible.liaison),
    ];
    let people = people.into_iter().filter(|(_, name)| !name.is_empty());
    let people = people.map(|(role, name)| format!("{role}{name}"));
    filed.into_iter().chain(people).collect::<Vec<_>>().join("，")
}

fn row(source: &DossierSource<'_>, unit: UnitId, duty: &Duty<'_>) -> ItemRow {
    let item = duty.item;
    let leads = duty.role == crate::plan::Role::Lead;
    let goals = item.reported().filter_map(|(id, target)| {
        let wording = Wording::new(target?);
        match source.basis.breakdown.value(id, unit) {
            Some(value) => Some(format!("{}：{}", wording.noun(), wording.bare_goal_of(value))),
            None if leads => Some(format!("{}：{}", wording.noun(), wording.goal())),
            None => None,
        }
    });
    let status = source.history.last().and_then(|(_, assessment)| {
        let assessed = assessment.item(item.id)?;
        match leads {
            true => Some(assessed.status),
            false => assessed.unit(unit).map(|part| part.status),
        }
    });
    let stage = source.history.last().map_or(Stage::UnderWay, |(period, _)| stage(*period));
    ItemRow {
        id: item.id.to_string(),
        title: item.short_title.clone(),
        role: duty.role.word().to_owned(),
        goals: goals.collect(),
        state: stage.shown(status.unwrap_or(Status::Unrated)).into(),
    }
}

fn stage(period: crate::period::Period) -> Stage {
    if period.close().closes_year() { Stage::YearEnd } else { Stage::UnderWay }
}

fn counts(
    unit: UnitId,
    (period, assessment): &(crate::period::Period, crate::assess::Assessment),
) -> CountsRow {
    let stage = stage(*period);
    let counts = assessment.units.get(&unit).copied().unwrap_or_default();
    let words = Status::ALL.into_iter().filter(|&status| counts.of(status) > 0);
    let words = words.map(|status| format!("{}{}项", status.word_at(stage), counts.of(status)));
    CountsRow { period: period.name(), words: words.collect::<Vec<_>>().join("、") }
}

/// Returns all that happened between the office and a unit: papers, receipts, returns day by day, events.
fn entries(source: &DossierSource<'_>, unit: UnitId) -> Vec<DossierEntry> {
    let mut entries = papers::to_unit(source, unit);
    for (period, _) in source.history {
        let month = period.close();
        let mut days: std::collections::BTreeMap<jiff::civil::Date, usize> = Default::default();
        for (key, report) in source.basis.progress.of(month) {
            if key.unit == unit && report.is_reported() {
                let day = report.first_reported_on.or(report.reported_on);
                *days.entry(day.unwrap_or(month.last_day())).or_default() += 1;
            }
        }
        for (day, rows) in days {
            let words =
                format!("{}进展情况，{rows}个目标", crate::period::Period::Month(month).name());
            entries.push(Dated::new(day, "报送", "", vec![words]));
        }
        if let Some(zero) = source.basis.progress.zero_report(month, unit) {
            let day = zero.reported_on.unwrap_or(month.last_day());
            entries.push(Dated::new(day, "报送", "", vec![format!("{}月零报告", month.number())]));
        }
    }
    let plans = source.registers.plans.all().iter().filter(|plan| plan.unit == unit);
    entries.extend(plans.filter_map(|plan| {
        let words = plan.item.map_or_else(
            || "实施方案".to_owned(),
            |item| format!("{}的实施方案", source.changes.published().name(item)),
        );
        Some(Dated::new(plan.filed_on?, "报送", "", vec![words]))
    }));
    entries.extend(entry::of_cases(source, |case| case.unit == unit));
    in_order(entries, source.day)
}
