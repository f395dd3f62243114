//! The plan as JSON: what `duban export items` and `duban export units` print.
//!
//! Names and order of the fields are fixed by the outside contract (`FORMATS.md`); scripts rely on
//! them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Column, Duties, Item, Party, Plan, Role};
use crate::registry::Registry;
use crate::targets::Target;

/// An item as it is exported.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ItemRow<'a> {
    id: String,
    annex: Option<u8>,
    no: u32,
    sub: Option<u32>,
    parent: Option<String>,
    title: &'a str,
    category: Option<&'a str>,
    text: &'a str,
    leaders: &'a [String],
    lead: Vec<&'a str>,
    support: Vec<&'a str>,
    implement: Vec<&'a str>,
    implementers: Vec<&'a str>,
    inherited: Vec<&'static str>,
    deadline: Option<String>,
    targets: Vec<TargetRow<'a>>,
}

/// A target as it is exported; the value is a decimal string, so that 92.80 stays 92.80.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TargetRow<'a> {
    value: String,
    measure: &'a str,
    comparator: &'static str,
    direction: &'static str,
    subject: &'a str,
    raw: &'a str,
}

/// A unit as it is exported, with the ids of its items by role.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitRow<'a> {
    name: &'a str,
    short: &'a str,
    code: &'a str,
    kind: &'a str,
    lead: Vec<String>,
    support: Vec<String>,
    implement: Vec<String>,
    open: Vec<String>,
}

/// Every item, in order, headings among them.
///
/// Lead and supporting units go by their names in the registry, implementing ones by the notice's
/// words; `implementers` are the units that these mean, in registry order. Deadlines without a year are in `year`.
pub fn items<'a>(plan: &'a Plan, registry: &'a Registry, year: i16) -> Vec<ItemRow<'a>> {
    let mut items: Vec<&Item> = plan.items().iter().chain(plan.headings()).collect();
    items.sort_by_key(|item| item.id);
    items.into_iter().map(|item| item_row(item, plan, registry, year)).collect()
}

/// Returns every unit that is in force on the date of the notice or has an item, in registry order.
pub fn units<'a>(plan: &Plan, registry: &'a Registry) -> Vec<UnitRow<'a>> {
    let duties = Duties::new(plan, registry);
    let ids = |unit, role| {
        let items = duties.in_role(unit, role);
        items.map(|item| item.id.to_string()).collect()
    };
    registry
        .units()
        .filter(|&(id, _)| registry.in_being(id) || !duties.of(id).is_empty())
        .map(|(id, unit)| UnitRow {
            name: &unit.full,
            short: &unit.short,
            code: &unit.code,
            kind: &unit.kind,
            lead: ids(id, Role::Lead),
            support: ids(id, Role::Support),
            implement: ids(id, Role::Implement),
            open: ids(id, Role::Possible),
        })
        .collect()
}

fn item_row<'a>(item: &'a Item, plan: &'a Plan, registry: &'a Registry, year: i16) -> ItemRow<'a> {
    let name = |party: &'a Party| registry.canonical(party.who).unwrap_or(&party.written);
    ItemRow {
        id: item.id.to_string(),
        annex: item.id.annex.number(),
        no: item.id.no,
        sub: item.id.sub,
        parent: plan.parent(item).map(|parent| parent.id.to_string()),
        title: &item.short_title,
        category: item.category.as_deref(),
        text: &item.text,
        leaders: &item.leaders,
        lead: item.lead.iter().map(name).collect(),
        support: item.support.iter().map(name).collect(),
        implement: item.implement.iter().map(|party| &*party.written).collect(),
        implementers: implementers(item, registry),
        inherited: item.inherited.iter().copied().map(Column::as_str).collect(),
        deadline: item.deadline_date(year).map(|day| day.to_string()),
        targets: item.targets.iter().map(target_row).collect(),
    }
}

fn target_row(target: &Target) -> TargetRow<'_> {
    TargetRow {
        value: target.value.to_string(),
        measure: &target.measure,
        comparator: target.comparator.as_str(),
        direction: target.direction.as_str(),
        subject: &target.subject,
        raw: &target.raw,
    }
}

/// The short names of the units that implement an item, in registry order.
fn implementers<'a>(item: &Item, registry: &'a Registry) -> Vec<&'a str> {
    let short = |id| registry.unit(id).short.as_str();
    item.implementers(registry).into_iter().map(short).collect()
}
