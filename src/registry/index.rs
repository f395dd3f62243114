//! The index from names to their meanings.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Who;
use super::spelling::normalize;

/// All names of the registry, normalized, with their meanings. A name has one meaning only.
#[derive(Debug, Clone, Default)]
pub(super) struct NameIndex {
    parties: BTreeMap<String, Who>,
    /// Leaders' names, with their positions in the list of leaders.
    leaders: BTreeMap<String, usize>,
}

impl NameIndex {
    /// Registers `name` as a name of `who`.
    ///
    /// # Errors
    /// The meaning that the name already has, if it is another one.
    pub(super) fn claim(&mut self, name: &str, who: Who) -> Result<(), Who> {
        match self.parties.entry(normalize(name)) {
            Entry::Occupied(held) if *held.get() != who => Err(*held.get()),
            Entry::Occupied(_) => Ok(()),
            Entry::Vacant(free) => {
                free.insert(who);
                Ok(())
            }
        }
    }

    /// Registers `name` as that of the leader at `position`; returns `false` if another leader has the name.
    pub(super) fn claim_leader(&mut self, name: &str, position: usize) -> bool {
        *self.leaders.entry(normalize(name)).or_insert(position) == position
    }

    /// Returns the meaning of `name`.
    pub(super) fn who(&self, name: &str) -> Option<Who> {
        self.parties.get(&normalize(name)).copied()
    }

    /// Returns the position of the leader called `name`.
    pub(super) fn leader(&self, name: &str) -> Option<usize> {
        self.leaders.get(&normalize(name)).copied()
    }
}
