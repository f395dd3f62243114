//! A proposal for the parts of targets that the office has not given: `duban sheets --propose-targets`.
//!
//! Amounts are divided by the rule of their rows so that the parts add up to the provincial target
//! exactly, what is given included; percentages are handed down as they are. `file` writes it down for a
//! person to accept.

pub mod file;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::apportion::{ApportionError, apportion};
use super::{Breakdown, Division, Duties, Item, Plan, Rule, TargetId, Territory};
use crate::registry::{Registry, UnitId};
use crate::targets::Target;

/// The parts that are proposed, those that are given already, and the targets that are left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The proposed parts.
    pub parts: BTreeMap<TargetId, Parts>,
    /// Targets whose parts are all given.
    pub given: Vec<TargetId>,
    /// Targets for which nothing can be proposed, or not for all units.
    pub left: Vec<Left>,
}

/// Proposed parts of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The rule by which they were worked out.
    pub rule: Rule,
    /// The parts in registry order, in the target's measure.
    pub values: BTreeMap<UnitId, Decimal>,
    /// The measure of the target; may be empty.
    pub measure: String,
    /// The number of units that have a weight but get nothing, because the target has too few decimals to
    /// divide.
    pub empty: usize,
}

/// A target that is left, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The target.
    pub target: TargetId,
    /// The obstacle.
    pub reason: Reason,
}

/// The reasons why nothing can be proposed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// An amount without rows: nobody said by what to divide it.
    NoWeights,
    /// Its implementing units are members of a collective that is open.
    OpenGroup,
    /// Units without a weight under the rule.
    WeightMissing(Rule, Vec<UnitId>),
    /// The given parts exceed the target, by this much.
    Exceeded(Decimal),
    /// No unit has a weight above zero.
    AllZero,
    /// Numbers too long to be divided exactly.
    TooLarge,
    /// Units inside others have no part of their own of an amount.
    Enclosed(Vec<UnitId>),
    /// Units that do not implement the item have no part of it.
    Uninvolved(Vec<UnitId>),
}

impl Proposal {
    /// Works out what the plan's targets leave open. Targets of items that neither ranked units nor those
    /// inside them implement stay out, unless they have rows.
    pub fn new(
        plan: &Plan,
        registry: &Registry,
        territory: Territory<'_>,
        breakdown: &Breakdown,
    ) -> Self {
        let mut proposal = Self::default();
        let duties = &Duties::new(plan, registry);
        for item in plan.items() {
            for (id, target) in item.numbered() {
                let subject = Subject { item, id, target, registry, duties, territory, breakdown };
                match breakdown.division(id) {
                    Some(division) => subject.divide(division, &mut proposal),
                    None => subject.hand_down(&mut proposal),
                }
            }
        }
        proposal
    }
}

/// A target to be worked on.
struct Subject<'a> {
    item: &'a Item,
    id: TargetId,
    target: &'a Target,
    registry: &'a Registry,
    duties: &'a Duties<'a>,
    territory: Territory<'a>,
    breakdown: &'a Breakdown,
}

impl Subject<'_> {
    /// A target without rows: a percentage is handed down as it is.
    fn hand_down(&self, proposal: &mut Proposal) {
        let local =
            |unit: &UnitId| self.territory.is_ranked(*unit) || self.territory.is_enclosed(*unit);
        let units = self.item.implementers(self.registry);
        let units: Vec<_> = units.into_iter().filter(local).collect();
        if units.is_empty() {
            if self.may_concern_ranked() {
                proposal.left.push(self.left(Reason::OpenGroup));
            }
        } else if !self.target.is_rate() {
            proposal.left.push(self.left(Reason::NoWeights));
        } else {
            self.propose(Rule::Same, self.same(&units), 0, proposal);
        }
    }

    /// Returns whether an open collective among those that implement it may mean ranked units.
    fn may_concern_ranked(&self) -> bool {
        use crate::registry::Who::Group;
        let mut parties = self.item.implement.iter();
        parties.any(|party| match party.who {
            Group(group) => {
                let mut candidates = self.registry.candidates(group).iter();
                candidates.any(|&unit| self.territory.is_ranked(unit))
            }
            _ => false,
        })
    }

    /// A target with rows: what they leave open is worked out by their rule.
    fn divide(&self, division: &Division, proposal: &mut Proposal) {
        let (open, given): (Vec<_>, Vec<_>) =
            division.shares.keys().copied().partition(|&unit| self.value(unit).is_none());
        let Some(rule) = division.rule.as_ref().filter(|_| !open.is_empty()) else {
            if open.is_empty() {
                proposal.given.push(self.id);
            }
            return;
        };
        let (open, uninvolved): (Vec<_>, Vec<_>) = open
            .into_iter()
            .partition(|&unit| self.duties.may_share(unit, self.item, self.registry));
        if !uninvolved.is_empty() {
            proposal.left.push(self.left(Reason::Uninvolved(uninvolved)));
        }
        if open.is_empty() {
            return;
        }
        if *rule == Rule::Same {
            return self.propose(Rule::Same, self.same(&open), 0, proposal);
        }
        let counted = self.territory.counted(division.shares.keys().copied());
        let (open, enclosed): (Vec<_>, Vec<_>) =
            open.into_iter().partition(|unit| counted.contains(unit));
        let given: Vec<_> = given.into_iter().filter(|unit| counted.contains(unit)).collect();
        if !enclosed.is_empty() {
            proposal.left.push(self.left(Reason::Enclosed(enclosed)));
        }
        if open.is_empty() {
            return;
        }
        match self.share_out(division, rule, &open, &given) {
            Ok((values, empty)) => self.propose(rule.clone(), values, empty, proposal),
            Err(reason) => proposal.left.push(self.left(reason)),
        }
    }

    fn same(&self, units: &[UnitId]) -> BTreeMap<UnitId, Decimal> {
        units.iter().map(|&unit| (unit, self.target.value)).collect()
    }

    /// Divides what the units `given` leave of the target among those that are `open`. Returns the parts
    /// and the number of units that get nothing in spite of their weight.
    fn share_out(
        &self,
        division: &Division,
        rule: &Rule,
        open: &[UnitId],
        given: &[UnitId],
    ) -> Result<(BTreeMap<UnitId, Decimal>, usize), Reason> {
        let given: Vec<_> = given.iter().filter_map(|&unit| self.value(unit)).collect();
        let rest = given
            .iter()
            .try_fold(self.target.value, |rest, &part| rest.checked_sub(part))
            .ok_or(Reason::TooLarge)?;
        if rest < Decimal::ZERO {
            return Err(Reason::Exceeded(-rest));
        }
        // A given part may be finer than the target; the others then have to be.
        let scale = self.target.value.scale().max(rest.normalize().scale());
        let weights = self.weights(division, rule, open)?;
        let parts = apportion(rest, &weights, scale).map_err(|error| match error {
            ApportionError::NoWeight => Reason::AllZero,
            _ => Reason::TooLarge,
        })?;
        let whole = !rest.is_zero();
        let empty =
            |(part, weight): &(&Decimal, &Decimal)| whole && part.is_zero() && !weight.is_zero();
        let empty = parts.iter().zip(&weights).filter(empty).count();
        Ok((open.iter().copied().zip(parts).collect(), empty))
    }

    fn weights(
        &self,
        division: &Division,
        rule: &Rule,
        open: &[UnitId],
    ) -> Result<Vec<Decimal>, Reason> {
        let weight = |unit: UnitId| {
            let share = division.shares.get(&unit)?;
            self.breakdown.weight(rule, unit, share)
        };
        let weights: Vec<_> = open.iter().map(|&unit| (unit, weight(unit))).collect();
        let missing = weights.iter().filter(|(_, weight)| weight.is_none());
        let missing: Vec<_> = missing.map(|(unit, _)| *unit).collect();
        if !missing.is_empty() {
            return Err(Reason::WeightMissing(rule.clone(), missing));
        }
        Ok(weights.into_iter().filter_map(|(_, weight)| weight).collect())
    }

    fn value(&self, unit: UnitId) -> Option<Decimal> {
        self.breakdown.value(self.id, unit)
    }

    fn propose(
        &self,
        rule: Rule,
        values: BTreeMap<UnitId, Decimal>,
        empty: usize,
        proposal: &mut Proposal,
    ) {
        let parts = Parts { rule, values, measure: self.target.measure.clone(), empty };
        proposal.parts.insert(self.id, parts);
    }

    fn left(&self, reason: Reason) -> Left {
        Left { target: self.id, reason }
    }
}
