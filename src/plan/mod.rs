//! The year's plan: its items, the units that answer for them, their targets. The domain's nouns.
//!
//! [`Plan::load`] reads it from the annex CSV, [`check`] reports what else the office should know about it,
//! and [`export`] is its form as JSON.

mod annex;
pub mod annex_file;
mod annex_name;
mod annex_names;
pub mod apportion;
mod breakdown;
mod changes;
mod check;
mod deadline;
mod duties;
pub mod export;
mod id_cells;
mod instructions;
mod item;
mod item_id;
mod load;
mod name_cells;
mod outline;
mod places;
pub mod proposal;
mod schedule;
pub mod short_title;
mod target_id;
mod territory;
mod titles;
pub mod written_id;

#[cfg(test)]
mod tests;

pub use crate::registry::Who;
pub use annex::{Annex, INSTRUCTIONS_FILE};
pub use annex_name::{AnnexName, nouns};
pub use annex_names::{ANNEXES_FILE, annexes_csv};
pub(crate) use breakdown::TargetsColumn;
pub use breakdown::{Breakdown, Division, Line, Rule, Share, TARGETS_FILE, WEIGHTS_FILE};
pub use changes::{CHANGES_FILE, Change, Changed, Changes, Value, withdrawn};
pub use check::check;
pub use deadline::date_of as day_of_words;
pub use duties::{Duties, Duty};
pub(crate) use id_cells::IdCells;
pub use item::{Column, Item, Party, Role};
pub use item_id::{ItemId, ItemIdError};
pub use load::no_annex;
pub use outline::Entry;
pub use places::ItemPlaces;
pub use schedule::{Due, Milestone, SCHEDULE_FILE, Schedule, Scope};
pub use target_id::{TargetId, TargetIdError};
pub use territory::Territory;
pub use titles::{TITLES_FILE, titles_csv};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::input::base_table::BaseTable;
use crate::period::Month;
use crate::registry::{Registry, UnitId};
use crate::targets::Target;

/// The tables of the plan: annexes, targets, weights, milestones, short titles.
pub fn tables() -> Vec<BaseTable> {
    Annex::all()
        .map(annex_file::table)
        .chain(breakdown::tables())
        .chain([schedule::table(), titles::table(), annex_names::table()])
        .chain([instructions::table(), changes::table()])
        .collect()
}

/// All items of a year: those of the notice, by annex and number, and after them what leaders have instructed since.
///
/// An item that has parts and no units of its own is a heading of them: nobody answers for it, and it is not judged and
/// not counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    items: Vec<Item>,
    headings: BTreeMap<ItemId, Item>,
    /// The names of the annexes that have items.
    names: BTreeMap<Annex, Arc<AnnexName>>,
    /// The places of the items in the files that they were read from.
    places: BTreeMap<ItemId, ItemPlaces>,
    /// The items that had other units when the returns of a month were due; `None` of those that were not given yet.
    terms: BTreeMap<(Month, ItemId), Option<Item>>,
    /// The lead units that had an item at the end of a month, and had handed it over when its returns were due.
    handed_over: BTreeSet<(Month, ItemId, UnitId)>,
}

impl Plan {
    /// A plan of `items`, put in the order of their ids.
    pub fn new(items: Vec<Item>) -> Self {
        Self::with_places(items, BTreeMap::new())
    }

    /// Creates a plan of `items`, sorted by id, whose `places` in the user's files are known.
    pub fn with_places(mut items: Vec<Item>, places: BTreeMap<ItemId, ItemPlaces>) -> Self {
        items.sort_by_key(|item| item.id);
        let parents: BTreeSet<ItemId> = items.iter().filter_map(|item| item.id.parent()).collect();
        let is_heading = |item: &Item| parents.contains(&item.id) && item.has_no_units();
        let (headings, items): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_heading);
        let headings = headings.into_iter().map(|item| (item.id, item)).collect();
        let mut plan = Self { items, headings, places, ..Self::default() };
        plan.name_annexes(BTreeMap::new());
        plan
    }

    /// Adds items, whose places in the user's files are known.
    fn add(&mut self, (items, places): (Vec<Item>, BTreeMap<ItemId, ItemPlaces>)) {
        self.items.extend(items);
        self.items.sort_by_key(|item| item.id);
        self.places.extend(places);
        self.name_annexes(BTreeMap::new());
    }

    /// Returns the plan without the instructions: what the notice has.
    #[must_use]
    pub fn without_instructions(&self) -> Self {
        let mut plan = self.clone();
        plan.items.retain(|item| !item.id.is_instruction());
        plan.names.remove(&Annex::INSTRUCTIONS);
        plan
    }

    /// Returns the plan of the items that a leader is in charge of, alone or with others.
    #[must_use]
    pub fn of_leader(&self, name: &str) -> Self {
        let mut plan = self.clone();
        plan.items.retain(|item| item.leaders.iter().any(|leader| leader == name));
        plan
    }

    /// Returns the plan of the items that another one has, too.
    #[must_use]
    pub fn restricted_to(&self, other: &Self) -> Self {
        let mut plan = self.clone();
        plan.items.retain(|item| other.item(item.id).is_some());
        plan
    }

    /// Returns the plan with the names of units that have another name in `registry` than in the notice.
    #[must_use]
    pub fn named_by(&self, registry: &Registry) -> Self {
        let mut named = self.clone();
        let terms = named.terms.values_mut().flatten();
        for item in named.items.iter_mut().chain(terms) {
            for party in item.lead.iter_mut().chain(&mut item.support).chain(&mut item.implement) {
                if let Who::Unit(unit) = party.who
                    && let Some(name) = registry.present_name(unit)
                {
                    name.clone_into(&mut party.written);
                }
            }
        }
        named
    }

    /// All items in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The annexes that have items, in order.
    pub fn annexes(&self) -> impl Iterator<Item = Annex> + '_ {
        let chunks = self.items.chunk_by(|one, next| one.id.annex == next.id.annex);
        chunks.filter_map(|items| Some(items.first()?.id.annex))
    }

    /// The items of one annex, in order.
    pub fn annex(&self, annex: Annex) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.id.annex == annex)
    }

    /// The item with `id`.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.binary_search_by_key(&id, |item| item.id).ok().map(|i| &self.items[i])
    }

    /// Returns the items that are headings of their parts, in order.
    pub fn headings(&self) -> impl Iterator<Item = &Item> {
        self.headings.values()
    }

    /// Returns the item or heading with `id`.
    pub fn row(&self, id: ItemId) -> Option<&Item> {
        self.item(id).or_else(|| self.headings.get(&id))
    }

    /// Returns an item with the units that had it when the returns of `month` were due: they owed these returns, and by
    /// theirs the month is judged. `None` where the item is not in the plan, or was not given yet.
    pub fn for_returns(&self, id: ItemId, month: Month) -> Option<&Item> {
        let item = self.item(id)?;
        self.terms.get(&(month, id)).map_or(Some(item), Option::as_ref)
    }

    /// Returns the items whose returns of `month` are to be judged, in order; see [`Plan::for_returns`].
    pub fn returned_for(&self, month: Month) -> impl Iterator<Item = &Item> {
        self.items.iter().filter_map(move |item| self.for_returns(item.id, month))
    }

    /// The months for whose returns an item had other units than it has in this plan, with the item as it was.
    pub fn terms(&self) -> impl Iterator<Item = (Month, &Item)> {
        self.terms.iter().filter_map(|((month, _), item)| Some((*month, item.as_ref()?)))
    }

    /// Returns whether a unit led an item at the end of a month, and handed it over before the returns of that month were
    /// due: it may still report on the month, in place of the unit that owes the return by then.
    pub fn was_handed_over(&self, id: ItemId, month: Month, unit: UnitId) -> bool {
        self.handed_over.contains(&(month, id, unit))
    }

    /// The target with `id`; `None` where the item has fewer.
    pub fn target(&self, id: TargetId) -> Option<&Target> {
        self.item(id.item)?.target(id)
    }

    /// Returns the item's name on papers, 任务41（城市黑臭水体整治）; of an item that is not in the plan, its number.
    pub fn name(&self, id: ItemId) -> String {
        self.row(id).map_or_else(|| self.annex_name(id.annex).number_words(id), Item::name)
    }

    /// Returns the name of a target: 任务13（危房改造）第1个指标.
    pub fn target_name(&self, id: TargetId) -> String {
        format!("{}第{}个指标", self.name(id.item), id.number)
    }

    /// Returns the place of the item with `id`; `None` when it was not read from a file.
    pub fn places(&self, id: ItemId) -> Option<&ItemPlaces> {
        self.places.get(&id)
    }
}
