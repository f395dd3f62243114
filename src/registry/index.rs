//! Names to what they mean.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Who;
use super::spelling::normalize;

/// Every name of the registry, normalized, with what it means. A name means one thing only.
#[derive(Debug, Clone, Default)]
pub(super) struct NameIndex {
    parties: BTreeMap<String, Who>,
    /// Positions in the list of leaders.
    leaders: BTreeMap<String, usize>,
}

impl NameIndex {
    /// Lets `name` mean `who` from now on.
    ///
    /// # Errors
    /// What the name means already, if that is something else.
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

    /// Lets `name` mean the leader at `position`; `false` when another leader has the name.
    pub(super) fn claim_leader(&mut self, name: &str, position: usize) -> bool {
        *self.leaders.entry(normalize(name)).or_insert(position) == position
    }

    /// What `name` means.
    pub(super) fn who(&self, name: &str) -> Option<Who> {
        self.parties.get(&normalize(name)).copied()
    }

    /// The position of the leader called `name`.
    pub(super) fn leader(&self, name: &str) -> Option<usize> {
        self.leaders.get(&normalize(name)).copied()
    }
}
