//! The registry: units, collectives of units, and leaders, with all their names.
//!
//! It knows nothing of notices, items or documents. [`Registry::load`] reads `seeds/units.csv`,
//! `groups.csv` and `leaders.csv`; [`Registry::resolve`] returns the meaning of a name; `names`
//! separates names that were run together.

mod groups;
mod index;
mod leaders;
mod load;
pub mod names;
mod order;
mod renaming;
pub mod spelling;
mod units;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diagnostic::{Place, nearest};
use index::NameIndex;

pub use groups::GROUPS_FILE;
pub use leaders::LEADERS_FILE;
pub use load::tables;
pub use units::{UNIT_TITLES, UNITS_FILE};

/// A unit's position in the registry, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub(crate) u32);

impl UnitId {
    /// The id of the first unit, at which a range of units begins.
    pub const FIRST: Self = Self(0);
}

/// A collective's position in the registry, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub(crate) u32);

/// The meaning of a name in a unit column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// One unit.
    Unit(UnitId),
    /// A collective.
    Group(GroupId),
    /// The registry does not know the name; it was reported.
    Unknown,
}

/// A unit that can have items: a department, a prefecture, an enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The code used in file names: three digits, in registry order.
    pub code: String,
    /// The short name used in tables (省发展改革委).
    pub short: String,
    /// The full official name (甘肃省发展和改革委员会).
    pub full: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Its kind (组成部门, 市州, …), as written in `units.csv`.
    pub kind: String,
    /// First day of its existence; `None` if it has always existed.
    pub valid_from: Option<Date>,
    /// Last day of its existence; `None` without end.
    pub valid_to: Option<Date>,
    /// Short names of the units that took over from it.
    pub successors: Vec<String>,
}

/// A collective (省政府各部门, …成员单位).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name in the notice.
    pub name: String,
    /// The state of knowledge about its members.
    pub scope: Scope,
}

/// The state of knowledge about the members of a collective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The members are listed.
    Explicit,
    /// Every unit of certain kinds that exists on the date of the notice.
    All,
    /// The members have not been named yet; they are never guessed.
    Open,
}

/// A deputy governor or other leader in charge of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leader {
    /// Surname and given name without a space.
    pub name: String,
    /// The post (副省长).
    pub post: String,
    /// First day in the post; `None` if it is not known.
    pub valid_from: Option<Date>,
    /// Last day in the post; `None` without end.
    pub valid_to: Option<Date>,
}

/// Units, collectives and leaders.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    units: Vec<Unit>,
    groups: Vec<Group>,
    /// The kinds of which units are asked for.
    asked: BTreeSet<String>,
    leaders: Vec<Leader>,
    /// The row of each leader in `leaders.csv`.
    leader_places: Vec<Place>,
    /// The members of each group, in registry order.
    members: Vec<Vec<UnitId>>,
    /// The units that an open group may mean, for each group, in registry order.
    candidates: Vec<Vec<UnitId>>,
    names: NameIndex,
    /// The units that have taken over from others, by these, in a registry as of a later day.
    present: BTreeMap<UnitId, UnitId>,
    /// The names of units in the notice that have another name now.
    former: BTreeMap<UnitId, String>,
    /// The units that have another name than in the notice, also those that are called 原….
    renamed: BTreeSet<UnitId>,
    /// The date of the notice.
    on: Date,
    /// The row of each unit in `units.csv`.
    unit_places: Vec<Place>,
    /// The row of each group in `groups.csv`.
    group_places: Vec<Place>,
    /// The units to which `units.csv` itself gives a code.
    coded: BTreeMap<String, UnitId>,
}

impl Registry {
    /// Returns whether it has no units, so that names can neither be separated nor addressed.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Returns all units with their ids, in order.
    pub fn units(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        (0..).map(UnitId).zip(&self.units)
    }

    /// Returns the unit with `id`.
    ///
    /// # Panics
    /// When `id` comes from another registry.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.0 as usize]
    }

    /// Returns the unit to which `units.csv` gives a code. Codes given by position mean other units when the file
    /// changes, and are not known here.
    pub fn unit_with_code(&self, code: &str) -> Option<UnitId> {
        self.coded.get(code).copied()
    }

    /// Returns the collective with `id`.
    ///
    /// # Panics
    /// When `id` comes from another registry.
    pub fn group(&self, id: GroupId) -> &Group {
        &self.groups[id.0 as usize]
    }

    /// Returns all collectives with their ids, in order.
    pub fn groups(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        (0..).map(GroupId).zip(&self.groups)
    }

    /// Returns the leaders, in protocol order.
    pub fn leaders(&self) -> &[Leader] {
        &self.leaders
    }

    /// Returns the known members of a collective, in registry order; empty for an open one.
    pub fn members(&self, id: GroupId) -> &[UnitId] {
        &self.members[id.0 as usize]
    }

    /// Returns the units that an open collective may mean; empty unless 候选 names a unit or kind.
    pub fn candidates(&self, id: GroupId) -> &[UnitId] {
        &self.candidates[id.0 as usize]
    }

    /// Returns the meaning of `name`: a unit by its short name, full name or an alias, or a collective. Blanks
    /// inside the name and full-width forms do not matter.
    pub fn resolve(&self, name: &str) -> Option<Who> {
        self.names.who(name)
    }

    /// Returns the unit with this code.
    pub fn unit_of_code(&self, code: &str) -> Option<UnitId> {
        self.units().find(|(_, unit)| unit.code == code).map(|(id, _)| id)
    }

    /// Returns the leader of that name; blanks inside it do not matter.
    pub fn leader(&self, name: &str) -> Option<&Leader> {
        self.names.leader(name).map(|index| &self.leaders[index])
    }

    /// Returns every name of every unit and collective, as written in the registry.
    pub fn names(&self) -> impl Iterator<Item = (&str, Who)> {
        let units = self.units().flat_map(|(id, unit)| {
            let who = Who::Unit(id);
            unit.names().map(move |name| (name, who))
        });
        let groups = self.groups();
        let groups = groups.map(|(id, group)| (group.name.as_str(), Who::Group(id)));
        // A name that already has another meaning was reported and does not count.
        units.chain(groups).filter(|&(name, who)| self.resolve(name) == Some(who))
    }

    /// Returns the names of all leaders, in protocol order.
    pub fn leader_names(&self) -> impl Iterator<Item = &str> {
        self.leaders.iter().map(|leader| leader.name.as_str())
    }

    /// Returns the known name most similar to `written`, for a hint; `None` if none is similar enough.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        nearest(written, self.names().map(|(name, _)| name))
    }

    /// Returns the leader's name most similar to `written`, for a hint; `None` if none is similar enough.
    pub fn nearest_leader(&self, written: &str) -> Option<&str> {
        nearest(written, self.leader_names())
    }

    /// Returns the name of a unit or collective in tables; `None` for [`Who::Unknown`].
    pub fn canonical(&self, who: Who) -> Option<&str> {
        match who {
            Who::Unit(id) => Some(&self.unit(id).short),
            Who::Group(id) => Some(&self.group(id).name),
            Who::Unknown => None,
        }
    }

    /// Returns the date of the notice, on which [`Scope::All`] is judged.
    pub fn date(&self) -> Date {
        self.on
    }

    /// Returns whether a unit exists on the date of the notice.
    pub fn in_being(&self, id: UnitId) -> bool {
        self.unit(id).in_being(self.on)
    }

    /// The leaders with their rows in `leaders.csv`, in protocol order.
    pub fn placed_leaders(&self) -> impl Iterator<Item = (&Leader, &Place)> {
        self.leaders.iter().zip(&self.leader_places)
    }

    /// Returns the row of a unit in `units.csv`.
    pub fn unit_place(&self, id: UnitId) -> &Place {
        &self.unit_places[id.0 as usize]
    }

    /// Returns the row of a collective in `groups.csv`.
    pub fn group_place(&self, id: GroupId) -> &Place {
        &self.group_places[id.0 as usize]
    }
}

impl Unit {
    /// Returns all its names: short, full (if different) and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let full = (self.full != self.short).then_some(self.full.as_str());
        std::iter::once(self.short.as_str())
            .chain(full)
            .chain(self.aliases.iter().map(String::as_str))
    }

    /// Returns whether it exists on that day; its first and its last day count.
    pub fn in_being(&self, on: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= on)
            && self.valid_to.is_none_or(|last| on <= last)
    }
}
