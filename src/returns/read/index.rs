//! Lookup of everything that returns refer to: items by id and text, units by name, and the units' roles in
//! items.

use std::collections::{BTreeMap, BTreeSet};

use super::subjects::Subjects;
use super::texts::Texts;
use crate::period::Month;
use crate::plan::{Breakdown, Duties, Item, ItemId, Plan, Role, TargetId, Who};
use crate::registry::spelling::normalize;
use crate::registry::{Registry, Scope, UnitId};
use crate::returns::Standards;
use crate::targets::Kind;

/// The plan, indexed for lookups in every row.
#[derive(Debug)]
pub(in crate::returns) struct Index<'a> {
    pub year: i16,
    pub plan: &'a Plan,
    pub breakdown: &'a Breakdown,
    pub registry: &'a Registry,
    /// The settings beside the plan; the customary ones where there are none.
    pub standards: Standards<'a>,
    roles: BTreeMap<(ItemId, UnitId), Role>,
    /// The roles in items that had other units when the returns of a month were due, those of later months among them: who
    /// takes over an item may report on its past.
    earlier: BTreeMap<(Month, ItemId), BTreeMap<UnitId, Role>>,
    /// The units with a role in any item, at any time.
    holders: BTreeSet<UnitId>,
    kinds: BTreeMap<TargetId, Kind>,
    /// Items whose further units are not known yet. `Some` lists the units that they may be.
    open: BTreeMap<ItemId, Option<BTreeSet<UnitId>>>,
    /// Each unit's predecessors and theirs, and its successors and theirs.
    relatives: BTreeMap<UnitId, BTreeSet<UnitId>>,
    /// The words of the form's lines of sections and headings.
    groups: BTreeSet<String>,
    /// The items' texts.
    pub(super) texts: Texts,
    /// The targets' subjects.
    pub(super) subjects: Subjects,
}

/// The owner of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// The unit itself.
    Same,
    /// The unit that the plan knows, before or after a reform.
    Relative(UnitId),
    /// The item is that of a unit which several took over from: nobody but the office knows whether this one has it.
    OneOfHeirs {
        /// The unit that the plan names.
        holder: UnitId,
        /// The units that took over from it.
        heirs: Vec<UnitId>,
    },
    /// One of several that have a part of the item each; nobody but the office knows which of them is meant.
    OneOf(Vec<UnitId>),
    /// Nobody: the unit has no role in the item.
    Uninvolved,
}

impl<'a> Index<'a> {
    pub fn new(
        year: i16,
        plan: &'a Plan,
        breakdown: &'a Breakdown,
        registry: &'a Registry,
    ) -> Self {
        let duties = Duties::new(plan, registry);
        let roles = duties.units().flat_map(|unit| {
            let duties = duties.of(unit).iter();
            duties.map(move |duty| ((duty.item.id, unit), duty.role))
        });
        let earlier = earlier_roles(plan, registry);
        let former = earlier.values().flat_map(|roles| roles.keys().copied());
        Self {
            year,
            plan,
            breakdown,
            registry,
            standards: Standards::default(),
            roles: roles.collect(),
            holders: duties.units().chain(former).collect(),
            earlier,
            kinds: (plan.items().iter().flat_map(Item::numbered))
                .map(|(id, target)| (id, Kind::of(target)))
                .collect(),
            open: (plan.items().iter())
                .filter_map(|item| Some((item.id, further_units(item, registry)?)))
                .collect(),
            relatives: relatives(registry),
            groups: plan.groups().collect(),
            texts: Texts::new(plan),
            subjects: Subjects::new(plan),
        }
    }

    /// Returns whether a text is that of a line which the form has above rows: a section, or the heading of parts.
    pub(super) fn is_group(&self, text: &str) -> bool {
        self.groups.contains(text)
    }

    /// Returns the kind of a target; an item without targets is a task.
    pub fn kind(&self, target: TargetId) -> Kind {
        self.kinds.get(&target).copied().unwrap_or(Kind::Task)
    }

    /// Returns whether two units are the same, or one came out of the other.
    pub fn related(&self, one: UnitId, other: UnitId) -> bool {
        let relatives = self.relatives.get(&one);
        one == other || relatives.is_some_and(|relatives| relatives.contains(&other))
    }

    /// Returns the units for which a unit reports as a whole: itself, or its relatives if it has no item under its
    /// own name.
    pub fn represented(&self, unit: UnitId) -> Vec<UnitId> {
        let has_items = |unit: UnitId| self.holders.contains(&unit);
        let relatives = || self.relatives.get(&unit).into_iter().flatten().copied();
        if !has_items(unit) && relatives().any(has_items) {
            return relatives().filter(|&relative| has_items(relative)).collect();
        }
        vec![unit]
    }

    /// Returns the units for which a zero report of a unit holds: those that it represents, without those that others
    /// took over from too.
    pub fn speaks_for(&self, unit: UnitId) -> Vec<UnitId> {
        let mut units = self.represented(unit);
        units.retain(|&other| self.registry.several_heirs(other, unit).is_empty());
        units
    }

    /// Returns the units that others took over from too among those that a unit represents.
    pub fn one_of_heirs(&self, unit: UnitId) -> Option<(UnitId, Vec<UnitId>)> {
        let mut units = self.represented(unit).into_iter();
        units.find_map(|other| {
            let heirs = self.registry.several_heirs(other, unit);
            (!heirs.is_empty()).then_some((other, heirs))
        })
    }

    /// Returns the unit or collective that a name means, also with 政府 or 人民政府 behind it, or as papers call
    /// it after a reform.
    pub(super) fn unit(&self, name: &str) -> Option<Who> {
        let resolve = |name: &str| self.registry.resolve(name);
        resolve(name)
            .or_else(|| {
                let name = normalize(name);
                ["人民政府", "政府", "本级"]
                    .into_iter()
                    .find_map(|ending| resolve(name.strip_suffix(ending)?))
            })
            .or_else(|| self.registry.resolve_former(name).map(Who::Unit))
    }

    /// Returns the owner of a return of `unit` about `item` for `month`.
    pub(super) fn owner(&self, item: &Item, month: Month, unit: UnitId) -> Owner {
        if self.role(item.id, month, unit).is_some() {
            return Owner::Same;
        }
        let relatives = self.relatives.get(&unit).into_iter().flatten();
        let holders: BTreeSet<(Role, UnitId)> = relatives
            .filter_map(|&relative| Some((self.role(item.id, month, relative)?, relative)))
            .collect();
        // Of lead units that became one, the first speaks for the item.
        let primary = self.plan.for_returns(item.id, month).and_then(Item::primary);
        let first = holders.iter().find(|(_, holder)| Some(*holder) == primary);
        match first.or(holders.first()).copied() {
            Some((role, holder)) => self.heir(unit, (role, holder), &holders),
            None if self.may_be_meant(item.id, unit) => Owner::Same,
            None => match primary {
                Some(lead) if self.plan.was_handed_over(item.id, month, unit) => {
                    Owner::Relative(lead)
                }
                _ => Owner::Uninvolved,
            },
        }
    }

    /// Returns the owner of a return of `unit` about an item whose `holders` are its relatives, `strongest` first.
    fn heir(
        &self,
        unit: UnitId,
        (role, strongest): (Role, UnitId),
        holders: &BTreeSet<(Role, UnitId)>,
    ) -> Owner {
        let registry = self.registry;
        let heirs = registry.several_heirs(strongest, unit);
        if !heirs.is_empty() {
            return Owner::OneOfHeirs { holder: strongest, heirs };
        }
        let all = || holders.iter().map(|&(_, holder)| holder);
        // A unit that was split reports on an item that more than one of its heirs has.
        let split = all().filter(|&holder| !registry.several_heirs(unit, holder).is_empty());
        let split: Vec<UnitId> = split.collect();
        if split.len() > 1 {
            return Owner::OneOf(split);
        }
        // A unit into which several passed reports on an item of which each of them implements a part.
        let merged = holders.iter().filter(|(other, holder)| {
            *other == Role::Implement && registry.takes_over_alone(*holder, unit)
        });
        let merged: Vec<UnitId> = merged.map(|&(_, holder)| holder).collect();
        match role == Role::Implement && merged.len() > 1 {
            true => Owner::OneOf(merged),
            false => Owner::Relative(strongest),
        }
    }

    /// Returns the unit in whose name figures of `unit` about `item` for `month` are kept: the unit itself, or one that came before
    /// or after it; `None` if it has no role in the item.
    pub fn owning_unit(&self, item: &Item, month: Month, unit: UnitId) -> Option<UnitId> {
        match self.owner(item, month, unit) {
            Owner::Same => Some(unit),
            Owner::Relative(unit) | Owner::OneOfHeirs { holder: unit, .. } => Some(unit),
            Owner::OneOf(_) | Owner::Uninvolved => None,
        }
    }

    /// Returns whether a unit may be one of those that an item does not name.
    fn may_be_meant(&self, item: ItemId, unit: UnitId) -> bool {
        let units = self.open.get(&item);
        units.is_some_and(|units| units.as_ref().is_none_or(|units| units.contains(&unit)))
    }

    /// Returns the role of a unit in an item that it had when the returns of `month` were due, or was given since.
    pub fn role(&self, item: ItemId, month: Month, unit: UnitId) -> Option<Role> {
        let earlier = self.earlier.get(&(month, item)).and_then(|roles| roles.get(&unit));
        earlier.or_else(|| self.roles.get(&(item, unit))).copied()
    }
}

/// Returns the roles of the units that items had when the returns of each month were due, with those that they had
/// afterwards.
fn earlier_roles(
    plan: &Plan,
    registry: &Registry,
) -> BTreeMap<(Month, ItemId), BTreeMap<UnitId, Role>> {
    let mut earlier = BTreeMap::new();
    let mut later: BTreeMap<ItemId, BTreeMap<UnitId, Role>> = BTreeMap::new();
    let mut terms: Vec<(Month, &Item)> = plan.terms().collect();
    terms.reverse();
    for (month, item) in terms {
        let mut roles = item.roles(registry);
        let after = later.entry(item.id).or_default();
        for (&unit, &role) in &*after {
            roles.entry(unit).or_insert(role);
        }
        after.clone_from(&roles);
        earlier.insert((month, item.id), roles);
    }
    earlier
}

/// Returns the units that an item may mean without naming them, by collectives without members: `Some(None)` for
/// any unit, where 候选 does not say which ones a collective may have, or the registry does not know a name; `None`
/// if the item names all of its units.
fn further_units(item: &Item, registry: &Registry) -> Option<Option<BTreeSet<UnitId>>> {
    let parties = [Role::Lead, Role::Support, Role::Implement]
        .into_iter()
        .flat_map(|role| item.parties(role));
    let mut units = None;
    for party in parties {
        let candidates = match party.who {
            Who::Unit(_) => continue,
            Who::Group(group) if registry.group(group).scope != Scope::Open => continue,
            Who::Group(group) => registry.candidates(group),
            Who::Unknown => &[],
        };
        if candidates.is_empty() {
            return Some(None);
        }
        units.get_or_insert_with(BTreeSet::new).extend(candidates.iter().copied());
    }
    units.map(Some)
}

/// Returns for each unit its predecessors with theirs, and its successors with theirs.
fn relatives(registry: &Registry) -> BTreeMap<UnitId, BTreeSet<UnitId>> {
    let mut after: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    let mut before: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for (id, unit) in registry.units() {
        for name in &unit.successors {
            if let Some(Who::Unit(next)) = registry.resolve(name) {
                after.entry(id).or_default().push(next);
                before.entry(next).or_default().push(id);
            }
        }
    }
    let mut relatives = BTreeMap::new();
    for (id, _) in registry.units() {
        let mut all = reached(id, &after);
        all.extend(reached(id, &before));
        all.remove(&id);
        if !all.is_empty() {
            relatives.insert(id, all);
        }
    }
    relatives
}

fn reached(start: UnitId, next: &BTreeMap<UnitId, Vec<UnitId>>) -> BTreeSet<UnitId> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        for &unit in next.get(&id).into_iter().flatten() {
            if reached.insert(unit) {
                open.push(unit);
            }
        }
    }
    reached
}
