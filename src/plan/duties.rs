//! The items of each unit, by role.

use std::collections::BTreeMap;

use super::{Item, ItemId, Plan, Role, Who};
use crate::registry::{Registry, UnitId};

/// One item that a unit has, and its role in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duty<'a> {
    /// The unit's role.
    pub role: Role,
    /// The item.
    pub item: &'a Item,
}

/// The items of every unit.
///
/// A unit that is named in several columns of an item, or both by itself and as a member of a
/// collective, has the item once, in its strongest role: the supporting 省政府各部门 of a task that
/// 省政府办公厅 leads are the other departments.
#[derive(Debug, Clone)]
pub struct Duties<'a> {
    plan: &'a Plan,
    by_unit: BTreeMap<UnitId, Vec<Duty<'a>>>,
}

impl<'a> Duties<'a> {
    /// Gives every item to its units.
    pub fn new(plan: &'a Plan, registry: &Registry) -> Self {
        let mut by_unit: BTreeMap<UnitId, Vec<Duty<'a>>> = BTreeMap::new();
        for item in plan.items() {
            for (unit, role) in item.roles(registry) {
                by_unit.entry(unit).or_default().push(Duty { role, item });
            }
        }
        Self { plan, by_unit }
    }

    /// The plan of the items.
    pub fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// The units that have at least one item, in registry order.
    pub fn units(&self) -> impl Iterator<Item = UnitId> + '_ {
        self.by_unit.keys().copied()
    }

    /// All items of a unit in the order of the notice.
    pub fn of(&self, unit: UnitId) -> &[Duty<'a>] {
        self.by_unit.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The role of a unit in an item; `None` where it has none.
    pub fn role(&self, unit: UnitId, item: ItemId) -> Option<Role> {
        let duties = self.of(unit);
        let position = duties.binary_search_by_key(&item, |duty| duty.item.id);
        position.ok().map(|position| duties[position].role)
    }

    /// Returns whether a unit may have a part of an item's targets: it implements the item or leads it, or may be
    /// concerned as long as a collective is open.
    pub fn may_share(&self, unit: UnitId, item: &Item, registry: &Registry) -> bool {
        let role = self.role(unit, item.id);
        matches!(role, Some(Role::Lead | Role::Implement | Role::Possible))
            || item.implementers(registry).contains(&unit)
    }

    /// The items of a unit in one role, in the order of the notice.
    pub fn in_role(&self, unit: UnitId, role: Role) -> impl Iterator<Item = &'a Item> + '_ {
        self.of(unit).iter().filter(move |duty| duty.role == role).map(|duty| duty.item)
    }
}

impl Item {
    /// Returns each unit of the item with its strongest role.
    pub fn roles(&self, registry: &Registry) -> BTreeMap<UnitId, Role> {
        let mut roles = BTreeMap::new();
        let mut give = |unit: UnitId, role: Role| {
            roles.entry(unit).and_modify(|held: &mut Role| *held = role.min(*held)).or_insert(role);
        };
        for role in [Role::Lead, Role::Support, Role::Implement] {
            for party in self.parties(role) {
                match party.who {
                    Who::Unit(unit) => give(unit, role),
                    Who::Group(group) => {
                        for &unit in registry.members(group) {
                            give(unit, role);
                        }
                        for &unit in registry.candidates(group) {
                            give(unit, Role::Possible);
                        }
                    }
                    Who::Unknown => {}
                }
            }
        }
        roles
    }
}
