//! Lookup of everything that returns refer to: items by id and text, units by name, and the units' roles in
//! items.

use std::collections::{BTreeMap, BTreeSet};

use super::item_id::{self, WrittenId};
use crate::plan::{Annex, Breakdown, Duties, Item, ItemId, Plan, Role, Who};
use crate::registry::spelling::normalize;
use crate::registry::{Registry, Scope, UnitId};
use crate::returns::Standards;

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
    /// Items whose further units are not known yet.
    open: BTreeSet<ItemId>,
    /// Each unit's predecessors and theirs, and its successors and theirs.
    relatives: BTreeMap<UnitId, BTreeSet<UnitId>>,
    /// The items' texts, normalized.
    texts: Vec<(String, ItemId)>,
}

/// The reason for which an item cannot be identified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ItemError {
    /// Neither id nor text.
    Blank,
    /// The text is not an id.
    Unreadable,
    /// No item has this id.
    NoSuch(String),
    /// Both annexes have an item of this number.
    Ambiguous(u32),
    /// The bare number is that of one item, the text beside it is that of another.
    Contradiction(ItemId),
    /// The row of a form has the key of one item, and its cells show another.
    KeyContradiction {
        /// The key's item.
        key: ItemId,
        /// The item that the row shows.
        visible: ItemId,
    },
}

/// The owner of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The unit itself.
    Same,
    /// The unit that the plan knows, before or after a reform.
    Relative(UnitId),
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
        Self {
            year,
            plan,
            breakdown,
            registry,
            standards: Standards::default(),
            roles: roles.collect(),
            open: plan
                .items()
                .iter()
                .filter(|item| is_open(item, registry))
                .map(|item| item.id)
                .collect(),
            relatives: relatives(registry),
            texts: plan.items().iter().map(|item| (normalize(&item.text), item.id)).collect(),
        }
    }

    /// Returns the item that the cell `id` and the cell `text` beside it mean, and whether the id had been
    /// taken for a date.
    pub(super) fn item(&self, id: &str, text: &str) -> Result<(&'a Item, bool), ItemError> {
        if id.is_empty() {
            let found = self.item_of_text(text, &Annex::ALL);
            return found.map(|item| (item, false)).ok_or(ItemError::Blank);
        }
        match item_id::parse(id).ok_or(ItemError::Unreadable)? {
            WrittenId::Whole(id) => Ok((self.existing(id)?, false)),
            WrittenId::Mangled(id) => Ok((self.existing(id)?, true)),
            WrittenId::Bare(no) => self.of_number(no, text).map(|item| (item, false)),
        }
    }

    fn existing(&self, id: ItemId) -> Result<&'a Item, ItemError> {
        let item = self.plan.item(id);
        item.ok_or_else(|| ItemError::NoSuch(id.to_string()))
    }

    /// Returns the item of a number without an annex.
    fn of_number(&self, no: u32, text: &str) -> Result<&'a Item, ItemError> {
        let candidates: Vec<_> = Annex::ALL
            .into_iter()
            .filter_map(|annex| self.plan.item(ItemId { annex, no }))
            .collect();
        let matching = |item: &&&Item| same_text(&normalize(&item.text), &normalize(text));
        let mut agreeing = candidates.iter().filter(matching);
        if let (Some(item), None) = (agreeing.next(), agreeing.next()) {
            return Ok(item);
        }
        if let Some(other) = self.item_of_text(text, &Annex::ALL) {
            return Err(ItemError::Contradiction(other.id));
        }
        match candidates[..] {
            [] => Err(ItemError::NoSuch(no.to_string())),
            [item] => Ok(item),
            _ => Err(ItemError::Ambiguous(no)),
        }
    }

    /// Returns the only item whose text is `text` or begins alike.
    fn item_of_text(&self, text: &str, annexes: &[Annex]) -> Option<&'a Item> {
        let text = normalize(text);
        let mut found = self
            .texts
            .iter()
            .filter(|(full, id)| annexes.contains(&id.annex) && same_text(full, &text));
        match (found.next(), found.next()) {
            (Some((_, id)), None) => self.plan.item(*id),
            _ => None,
        }
    }

    /// Returns the only item that `text` describes; `None` if it describes none or several.
    pub(super) fn item_described(&self, text: &str) -> Option<&'a Item> {
        self.item_of_text(text, &Annex::ALL)
    }

    /// Returns the unit with this code.
    pub fn unit_of_code(&self, code: &str) -> Option<UnitId> {
        let mut units = self.registry.units();
        units.find(|(_, unit)| unit.code == code).map(|(id, _)| id)
    }

    /// Returns whether two units are the same, or one came out of the other.
    pub fn related(&self, one: UnitId, other: UnitId) -> bool {
        let relatives = self.relatives.get(&one);
        one == other || relatives.is_some_and(|relatives| relatives.contains(&other))
    }

    /// Returns the unit or collective that a name means, also with 政府 or 人民政府 behind it.
    pub(super) fn unit(&self, name: &str) -> Option<Who> {
        let resolve = |name: &str| self.registry.resolve(name);
        resolve(name).or_else(|| {
            let name = normalize(name);
            ["人民政府", "政府", "本级"]
                .into_iter()
                .find_map(|ending| resolve(name.strip_suffix(ending)?))
        })
    }

    /// Returns the owner of a return of `unit` about `item`.
    pub(super) fn owner(&self, item: &Item, unit: UnitId) -> Owner {
        if self.role(item.id, unit).is_some() {
            return Owner::Same;
        }
        let relatives = self.relatives.get(&unit).into_iter().flatten();
        let strongest =
            relatives.filter_map(|&relative| Some((self.role(item.id, relative)?, relative))).min();
        match strongest {
            Some((_, relative)) => Owner::Relative(relative),
            None if self.open.contains(&item.id) => Owner::Same,
            None => Owner::Uninvolved,
        }
    }

    /// Returns the unit in whose name figures of `unit` about `item` are kept: the unit itself, or one that came before
    /// or after it; `None` if it has no role in the item.
    pub fn owning_unit(&self, item: &Item, unit: UnitId) -> Option<UnitId> {
        match self.owner(item, unit) {
            Owner::Same => Some(unit),
            Owner::Relative(relative) => Some(relative),
            Owner::Uninvolved => None,
        }
    }

    /// Returns the role of a unit in an item.
    pub fn role(&self, item: ItemId, unit: UnitId) -> Option<Role> {
        self.roles.get(&(item, unit)).copied()
    }
}

/// Returns whether an item's text is `text`, or one of them begins with the other. A text of a few characters
/// does not count: too many items begin with it.
pub(super) fn same_text(full: &str, text: &str) -> bool {
    const FEWEST: usize = 4;
    let shorter = full.chars().count().min(text.chars().count());
    full == text || shorter >= FEWEST && (full.starts_with(text) || text.starts_with(full))
}

/// Returns whether an item names a collective without members, or a name that the registry does not know.
fn is_open(item: &Item, registry: &Registry) -> bool {
    let parties = [Role::Lead, Role::Support, Role::Implement]
        .into_iter()
        .flat_map(|role| item.parties(role));
    parties.into_iter().any(|party| match party.who {
        Who::Unit(_) => false,
        Who::Group(group) => registry.group(group).scope == Scope::Open,
        Who::Unknown => true,
    })
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
