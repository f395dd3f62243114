//! The dossier of an item.

use std::collections::BTreeSet;

use serde::Serialize;

use super::entry::{self, Dated, DossierEntry, in_order};
use super::open_case::{self, OpenCase};
use super::{DossierSource, papers};
use crate::notice::WrittenRepair;
use crate::numbers::{Document, Number};
use crate::plan::{Item, ItemId};
use crate::report::bulletin::{StatusCell, measure};
use crate::report::sender::{Issuer, Notice};
use crate::report::wording::Wording;
use crate::status::Stage;

/// The values that `templates/dossier.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemDossier {
    /// The plan's year.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The day of the dossier, in TOML notation.
    pub date: String,
    /// The item's id.
    pub id: String,
    /// Its name: 任务17（…）.
    pub name: String,
    /// Its source: 《…》附件2第17项.
    pub origin: String,
    /// Its text.
    pub text: String,
    /// Its section in the notice; may be empty.
    pub category: String,
    /// The roles as they are in force, each with its names; those without names are left out.
    pub duties: Vec<DutyLine>,
    /// Its targets.
    pub targets: Vec<String>,
    /// The parts of units in its targets.
    pub parts: Vec<PartRow>,
    /// The repairs that the import made to it.
    pub repairs: Vec<WrittenRepairRow>,
    /// Its status in each period.
    pub statuses: Vec<StatusRow>,
    /// Its cases, each with its unit.
    pub cases: Vec<OpenCase>,
    /// Everything that happened, by date.
    pub entries: Vec<DossierEntry>,
}

/// A role and who has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DutyLine {
    /// The title of the column: 牵头单位.
    pub role: String,
    /// The names.
    pub names: String,
}

/// A unit's part of a target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartRow {
    /// The target.
    pub target: String,
    /// The unit.
    pub unit: String,
    /// Its part.
    pub goal: String,
}

/// A repair of the import.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WrittenRepairRow {
    /// The title of the column.
    pub column: String,
    /// The cell as published.
    pub before: String,
    /// The cell after the repair.
    pub after: String,
    /// A note.
    pub note: String,
}

/// The status at the end of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatusRow {
    /// The period: 一季度.
    pub period: String,
    /// The status.
    pub state: StatusCell,
    /// What was reached.
    pub reached: Vec<String>,
}

/// Returns the dossier of an item; `None` where the notice does not have it.
pub fn item_dossier(source: &DossierSource<'_>, id: ItemId) -> Option<ItemDossier> {
    let published = source.changes.published().item(id)?;
    // A withdrawn item is shown with the duties that it had.
    let item = source.basis.plan.item(id).unwrap_or(published);
    let config = source.config;
    let government = &config.issuer.government;
    let duties = [
        (format!("{government}牵头领导"), item.leaders.join("、")),
        ("牵头单位".to_owned(), source.names(&item.lead)),
        ("配合单位".to_owned(), source.names(&item.support)),
        ("实施单位".to_owned(), source.names(&item.implement)),
        ("完成时限".to_owned(), item.deadline.clone().unwrap_or_default()),
    ];
    let duties = duties.into_iter().filter(|(_, names)| !names.is_empty());
    let repairs = source.repairs.iter().filter(|repair| repair.item == id);
    Some(ItemDossier {
        year: config.year,
        issuer: Issuer::new(config),
        date: source.day.to_string(),
        id: id.to_string(),
        name: item.name(),
        origin: source.origin(item),
        text: item.text.clone(),
        category: item.category.clone().unwrap_or_default(),
        duties: duties.map(|(role, names)| DutyLine { role, names }).collect(),
        targets: targets(item),
        parts: parts(source, item),
        repairs: repairs.map(repair_row).collect(),
        statuses: statuses(source, item),
        cases: open_case::of_item(source, id),
        entries: entries(source, published),
    })
}

fn repair_row(repair: &WrittenRepair) -> WrittenRepairRow {
    let WrittenRepair { column, before, after, note, .. } = repair.clone();
    WrittenRepairRow { column, before, after, note }
}

fn targets(item: &Item) -> Vec<String> {
    let words = |target| {
        let wording = Wording::new(target);
        format!("{}：{}", wording.noun(), wording.goal())
    };
    item.targets.iter().map(words).collect()
}

fn parts(source: &DossierSource<'_>, item: &Item) -> Vec<PartRow> {
    let targets = item.reported().filter_map(|(id, target)| Some((id, target?)));
    let parts = targets.flat_map(|(id, target)| {
        let parts = source.basis.breakdown.parts(id);
        parts.map(move |(unit, value)| (target, unit, value))
    });
    let row = |(target, unit, value)| PartRow {
        target: Wording::new(target).noun(),
        unit: source.short(unit),
        goal: Wording::new(target).bare_goal_of(value),
    };
    parts.map(row).collect()
}

fn statuses(source: &DossierSource<'_>, item: &Item) -> Vec<StatusRow> {
    let row = |(period, assessment): &(crate::period::Period, crate::assess::Assessment)| {
        let assessed = assessment.item(item.id)?;
        let stage = if period.close().closes_year() { Stage::YearEnd } else { Stage::UnderWay };
        let targets = item.targets.iter().zip(&assessed.targets);
        let reached =
            targets.filter(|(_, mark)| mark.mark.value.is_some()).map(|(target, mark)| {
                let wording = Wording::new(target).at(stage);
                format!("{}{}", wording.noun(), wording.value(&mark.mark))
            });
        let mut reached: Vec<String> = reached.collect();
        if item.targets.is_empty()
            && let Some(mark) = assessed.targets.first()
        {
            let registry = source.basis.registry;
            let measured = measure(item, 0, mark, (assessment.month, stage), registry);
            reached.extend(Some(measured.reached).filter(|words| !words.is_empty()));
        }
        Some(StatusRow {
            period: period.name(),
            state: stage.shown(assessed.status).into(),
            reached,
        })
    };
    source.history.iter().filter_map(row).collect()
}

/// Returns all that happened to an item.
fn entries(source: &DossierSource<'_>, item: &Item) -> Vec<DossierEntry> {
    let mut entries = Vec::new();
    if item.id.annex.number().is_some()
        && let Some(date) = source.config.notice.date
    {
        entries.push(Dated::new(date, "下达", "", vec![Notice::new(source.config).cited]));
    }
    let changes = source.changes.list().iter().filter(|change| change.item == item.id);
    entries.extend(changes.clone().map(entry::of_change));
    let changed: BTreeSet<_> = changes.map(|change| change.date).collect();
    for (document, number) in source.numbers.documents() {
        if let Document::Change { unit, day } = document
            && changed.contains(day)
            && source.basis.duties.role(*unit, item.id).is_some()
            && let Some(date) = source.numbers.date_of(document)
        {
            entries.push(papers::sent(source, document, number, *unit, date));
            entries.extend(papers::received(source, number, *unit));
        }
        // The event itself has the number of its paper.
        if let Document::Case { item: of, unit, .. } = document
            && *of == item.id.to_string()
        {
            entries.extend(papers::received(source, number, *unit));
        }
    }
    if let Some(since) = item.since {
        entries.push(Dated::new(since, "交办", item.leaders.join("、"), Vec::new()));
    }
    // The arrival of the papers of its cases.
    let cases = source.cases.all().filter(|case| case.id == item.id);
    for event in cases.flat_map(|case| &case.events) {
        if let Some(number) = Number::parse(&event.document) {
            entries.extend(papers::received(source, &number, event.unit));
        }
    }
    // Of the letters those of lead units: each other unit that has the item got one too. Letters are about the notice.
    let leads = crate::report::evidence::leads(item);
    for unit in leads.into_iter().filter(|_| !item.id.is_instruction()) {
        let letter = Document::Letter(unit);
        let (Some(number), Some(date)) =
            (source.numbers.of(&letter), source.numbers.date_of(&letter))
        else {
            continue;
        };
        entries.push(papers::sent(source, &letter, number, unit, date));
        entries.extend(papers::received(source, number, unit));
    }
    for (period, assessment) in source.history {
        let month = period.close();
        let returns = source.basis.progress.of_item(month, item.id);
        for (key, report) in returns {
            entries.extend(entry::of_return(source, (month, key), report));
        }
        if let Some(assessed) = assessment.item(item.id) {
            let stage = if month.closes_year() { Stage::YearEnd } else { Stage::UnderWay };
            let words = format!("截至{}月底：{}", month.number(), assessed.status.word_at(stage));
            let day = source.config.issue_date(*period);
            let day = day.unwrap_or_else(|| source.config.returns_due(month));
            entries.push(Dated::new(day, "评价", "", vec![words]));
        }
    }
    entries.extend(entry::of_cases(source, |case| case.id == item.id));
    in_order(entries, source.day)
}
