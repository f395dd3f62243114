//! The checks that `duban check` makes on a plan that was read without trouble.

use std::collections::BTreeMap;

use super::{Annex, Column, Duties, Item, ItemId, Plan, Role, Who};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::registry::{GroupId, Registry, Scope, Unit, UnitId};

/// Reports what a person should look at: items that nobody leads or implements (P104, P105), units that
/// have items but are not in force on the date of the notice (P108), open collectives with their items
/// (P107), units without any item (P109), and deadlines that mean no day of `year` or another (P154). Whoever got an
/// item by a change of the year need not be in force on the date of the notice: `published` is the plan before changes.
pub fn check(
    plan: &Plan,
    published: &Plan,
    registry: &Registry,
    year: i16,
    diagnostics: &mut Diagnostics,
) {
    let duties = Duties::new(plan, registry);
    let named = Duties::new(published, registry);
    let unassigned = annexes_without_implementers(plan);
    for (&annex, items) in &unassigned {
        let message = format!("{}{}项都没有实施单位", plan.annex_name(annex).noun, items.len());
        let problem = Diagnostic::new(Code::ImplementMissing, message)
            .hint("由下级政府实施的，在“实施单位”中补填；由所列单位自己实施的，可不理会");
        let first = items.first().and_then(|&item| place(plan, item, Column::Implement));
        diagnostics.push(located(problem, first));
    }
    for item in plan.items() {
        check_parties(plan, item, Role::Lead, Code::LeadMissing, diagnostics);
        // An instruction is often for its lead unit alone.
        if !unassigned.contains_key(&item.id.annex) && !item.id.is_instruction() {
            check_parties(plan, item, Role::Implement, Code::ImplementMissing, diagnostics);
        }
        check_deadline(plan, item, year, diagnostics);
    }
    for unit in named.units().filter(|&id| !registry.in_being(id)) {
        diagnostics.push(not_in_being(unit, published, registry, &named));
    }
    for (group, items) in open_groups(plan, registry) {
        diagnostics.push(open(group, &items, plan, registry));
    }
    for (id, unit) in registry.units() {
        if registry.in_being(id) && duties.of(id).is_empty() && named.of(id).is_empty() {
            let message = format!("“{}”没有任何事项，不发任务函", unit.short);
            diagnostics
                .push(Diagnostic::new(Code::UnitIdle, message).at(registry.unit_place(id).clone()));
        }
    }
}

/// Returns the annexes in which nobody implements any of several items, with these: the notice has no such column.
fn annexes_without_implementers(plan: &Plan) -> BTreeMap<Annex, Vec<ItemId>> {
    let mut annexes: BTreeMap<Annex, Vec<ItemId>> = BTreeMap::new();
    for item in plan.items().iter().filter(|item| !item.id.is_instruction()) {
        annexes.entry(item.id.annex).or_default().push(item.id);
    }
    for item in plan.items().iter().filter(|item| !item.implement.is_empty()) {
        annexes.remove(&item.id.annex);
    }
    annexes.retain(|_, items| items.len() > 1);
    annexes
}

/// P104 or P105 for one item.
fn check_parties(plan: &Plan, item: &Item, role: Role, code: Code, diagnostics: &mut Diagnostics) {
    if item.parties(role).is_empty() {
        let column = column(role);
        let message = format!("{}没有{}：{}", item.name(), column.word(), item.text);
        let problem =
            Diagnostic::new(code, message).hint(format!("核对通知原文，补填“{}”", column.word()));
        diagnostics.push(located(problem, place(plan, item.id, column)));
    }
}

/// P154 for one item.
fn check_deadline(plan: &Plan, item: &Item, year: i16, diagnostics: &mut Diagnostics) {
    let Some(words) = item.deadline.as_ref().filter(|_| item.deadline_date(year).is_none()) else {
        return;
    };
    let message = format!("{}的完成时限“{words}”读不出是哪一天，按原样印出", item.name());
    let problem = Diagnostic::new(Code::DeadlineUnreadable, message)
        .hint("需要程序推算的，写作 6月30日前、6月底、上半年、三季度末、年底前等");
    let place = plan.places(item.id).map(|places| places.deadline.clone());
    diagnostics.push(located(problem, place));
}

/// Builds P108: a unit that has items although it is not in force.
fn not_in_being(id: UnitId, plan: &Plan, registry: &Registry, duties: &Duties<'_>) -> Diagnostic {
    let unit = registry.unit(id);
    let items: Vec<_> = duties.of(id).iter().map(|duty| duty.item.id).collect();
    let message =
        format!("“{}”{}，却列在{}", unit.short, state(unit, registry), list(plan, &items));
    let hint = match unit.successors.as_slice() {
        [] => "检查单位名录中的生效、失效日期，或改为当时的单位".to_owned(),
        successors => format!("由{}承接，必要时在附件中改写", successors.join("、")),
    };
    let first = duties.of(id).first();
    let at = first.and_then(|duty| place(plan, duty.item.id, column(duty.role)));
    located(Diagnostic::new(Code::UnitNotValid, message).hint(hint), at)
}

/// Since when a unit is gone, or from when it will be there.
fn state(unit: &Unit, registry: &Registry) -> String {
    match (unit.valid_from, unit.valid_to) {
        (Some(first), _) if registry.date() < first => format!("自{first}起才设立"),
        (_, Some(last)) => format!("已于{last}后撤销"),
        _ => String::new(),
    }
}

/// The column in which a unit with `role` is named.
fn column(role: Role) -> Column {
    match role {
        Role::Lead => Column::Lead,
        Role::Support => Column::Support,
        Role::Implement | Role::Possible => Column::Implement,
    }
}

/// The open collectives that items name, in registry order, with these items.
fn open_groups(plan: &Plan, registry: &Registry) -> BTreeMap<GroupId, Vec<ItemId>> {
    let mut groups: BTreeMap<GroupId, Vec<ItemId>> = BTreeMap::new();
    for item in plan.items() {
        let parties = [&item.lead, &item.support, &item.implement];
        for party in parties.into_iter().flatten() {
            let Who::Group(group) = party.who else {
                continue;
            };
            if registry.group(group).scope != Scope::Open {
                continue;
            }
            let items = groups.entry(group).or_default();
            if items.last() != Some(&item.id) {
                items.push(item.id);
            }
        }
    }
    groups
}

/// P107: an open collective.
fn open(group: GroupId, items: &[ItemId], plan: &Plan, registry: &Registry) -> Diagnostic {
    let name = &registry.group(group).name;
    let message = format!("“{name}”的成员尚未明确，涉及{}项：{}", items.len(), list(plan, items));
    Diagnostic::new(Code::GroupOpen, message)
        .at(registry.group_place(group).clone())
        .hint("由牵头单位明确后，在“成员”列填写单位，即按正式分工发函")
}

fn place(plan: &Plan, id: ItemId, column: Column) -> Option<Place> {
    plan.places(id).map(|places| places.column(column).clone())
}

fn located(problem: Diagnostic, place: Option<Place>) -> Diagnostic {
    match place {
        Some(place) => problem.at(place),
        None => problem,
    }
}

fn list(plan: &Plan, items: &[ItemId]) -> String {
    let names: Vec<_> = items.iter().map(|&id| plan.name(id)).collect();
    names.join("、")
}
