//! A first registry made of the names that the registry does not know: `--propose`.
//!
//! Another place starts from its own notice: every unknown name with its count, its columns, its first place and a kind
//! guessed from its form, as a unit, a collective or a leader, in the columns of the registry's three files. Names that are
//! run together are split where their parts occur alone elsewhere in the notice, or by the typical beginnings and endings of
//! units' names. All of it is a proposal that the office checks.

mod files;
mod full_name;
mod government;
mod kind;
mod members;
mod part;

use std::collections::{BTreeMap, BTreeSet};

use super::Import;
use crate::diagnostic::Place;
use crate::plan::Column;
pub use files::ProposedFile;
pub use government::Government;
use kind::Kind;
use members::Members;

/// The units, collectives and leaders to be registered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposals {
    /// Units, by kind, and of a kind in the order of the notice.
    units: Vec<Proposal>,
    /// Collectives, with what is known of their members.
    groups: Vec<(Proposal, Members)>,
    /// Leaders.
    leaders: Vec<Proposal>,
    /// The kinds of which units are asked for, with the collective that means them.
    asked: Vec<(String, String)>,
}

/// A unit, collective or leader to be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Proposal {
    /// The word for its kind.
    label: String,
    short: String,
    /// The likely full name; empty where it is not known.
    full: String,
    /// Other forms of the name in the notice.
    aliases: BTreeSet<String>,
    count: usize,
    columns: BTreeSet<Column>,
    first: Place,
}

impl Proposals {
    /// Returns the proposals for the names that an import did not find in the registry.
    pub fn of(import: &Import, government: &Government) -> Self {
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        let mut met: Vec<(Kind, Proposal)> = Vec::new();
        for (name, unknown) in part::names(import, government) {
            let is_leader = unknown.columns.contains(&Column::Leaders);
            let named = kind::guess(&name, is_leader, government);
            let position = *found.entry(named.short.clone()).or_insert_with(|| {
                let proposal = Proposal {
                    label: named.kind.label(government).to_owned(),
                    full: full_name::likely(&named.short, named.kind, government),
                    short: named.short.clone(),
                    aliases: BTreeSet::new(),
                    count: 0,
                    columns: BTreeSet::new(),
                    first: unknown.first.clone(),
                };
                met.push((named.kind, proposal));
                met.len() - 1
            });
            let Some((_, proposal)) = met.get_mut(position) else { continue };
            proposal.count += unknown.count;
            proposal.columns.extend(&unknown.columns);
            if name != proposal.short && name != proposal.full {
                proposal.aliases.insert(name);
            }
        }
        met.sort_by_key(|(kind, _)| *kind);
        Self::sorted(met, government)
    }

    fn sorted(met: Vec<(Kind, Proposal)>, government: &Government) -> Self {
        let mut proposals = Self::default();
        for (kind, proposal) in met {
            match kind {
                Kind::Group => {
                    let members = Members::of(&proposal.short, government);
                    proposals.groups.push((proposal, members));
                }
                Kind::Leader => proposals.leaders.push(proposal),
                _ => proposals.units.push(proposal),
            }
        }
        let all = proposals.groups.iter().filter(|(_, members)| {
            matches!(members, Members::Localities | Members::SomeLocalities)
        });
        proposals.asked = all
            .take(1)
            .map(|(group, _)| (government.localities.clone(), group.short.clone()))
            .collect();
        proposals
    }

    /// Adds the proposals of a later reading of the same notice, which knew these.
    pub fn extend(&mut self, later: Self) {
        self.units.extend(later.units);
        self.groups.extend(later.groups);
        self.leaders.extend(later.leaders);
        if self.asked.is_empty() {
            self.asked = later.asked;
        }
    }

    /// Returns whether nothing is proposed.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.groups.is_empty() && self.leaders.is_empty()
    }

    /// Returns the numbers of units, collectives and leaders.
    pub fn counts(&self) -> [usize; 3] {
        [self.units.len(), self.groups.len(), self.leaders.len()]
    }

    /// Returns the kind of which units are asked for, and the collective that means them.
    pub fn asked(&self) -> Option<(&str, &str)> {
        self.asked.first().map(|(kind, group)| (kind.as_str(), group.as_str()))
    }
}

#[cfg(test)]
mod tests;
