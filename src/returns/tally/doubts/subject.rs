//! A return under examination, and what it is compared with.

use rust_decimal::Decimal;

use super::Months;
use crate::period::Month;
use crate::plan::{Due, Role};
use crate::returns::read::{Index, Key};
use crate::returns::tally::Return;
use crate::targets::{Kind, Target};

/// The fewest other units that say what is usual.
const FEWEST_PEERS: usize = 3;

/// The number of figures of others that show what is usual even where a unit may have hardly begun.
const MANY_PEERS: usize = 6;

/// A return under examination.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub month: Month,
    pub key: Key,
    pub report: &'a Return,
    pub index: &'a Index<'a>,
    /// The target; `None` for an item without targets.
    pub target: Option<&'a Target>,
    pub kind: Kind,
}

/// The figures of the other units on the same target, as multiples of their own targets where it is an amount.
#[derive(Debug, Default)]
pub(super) struct Peers {
    figures: Vec<Decimal>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(month: Month, key: Key, report: &'a Return, index: &'a Index<'a>) -> Self {
        let target = index.plan.target(key.target);
        Self { month, key, report, index, target, kind: index.kind(key.target) }
    }

    /// Returns the share that is due at the end of the month.
    pub(super) fn due(&self) -> Due {
        let item = self.index.plan.item(self.key.target.item);
        self.index.standards.due(item, self.key.target, self.month)
    }

    /// Returns the value, if nothing speaks against using it yet.
    pub(super) fn value(&self) -> Option<Decimal> {
        self.report.usable_value()
    }

    /// Returns the unit's own target: its own part, or the provincial target for a rate or for a unit that leads
    /// the item.
    pub(super) fn goal(&self) -> Option<Decimal> {
        let target = self.target?;
        let own = self.index.breakdown.value(self.key.target, self.key.unit);
        own.or_else(|| {
            let shared = target.is_rate() || self.leads();
            shared.then_some(target.value)
        })
    }

    /// Returns the most that the unit could be asked for: its own target, or else the provincial one.
    pub(super) fn reach(&self) -> Option<Decimal> {
        let target = self.target?;
        let own = self.index.breakdown.value(self.key.target, self.key.unit);
        Some(own.unwrap_or(target.value)).filter(|reach| *reach > Decimal::ZERO)
    }

    fn leads(&self) -> bool {
        self.index.role(self.key.target.item, self.month, self.key.unit) == Some(Role::Lead)
    }

    /// Returns the completion of an amount by its figure, in percent.
    pub(super) fn completion(&self) -> Option<Decimal> {
        let goal = self.goal().filter(|goal| !goal.is_zero())?;
        self.value()?.checked_div(goal)?.checked_mul(Decimal::ONE_HUNDRED)
    }

    /// Returns the last earlier figure of the same unit that can be used, with its month.
    pub(super) fn before(&self, months: &Months) -> Option<(Month, Decimal)> {
        let earlier = months.range(..self.month).rev();
        let mut earlier = earlier
            .filter_map(|(&month, returns)| Some((month, returns.get(&self.key)?.usable_value()?)));
        earlier.next()
    }

    /// Returns the figures of the other units that do the same.
    pub(super) fn peers(&self, months: &'a Months) -> Peers {
        let Some(returns) = months.get(&self.month) else { return Peers::default() };
        let first = Key { unit: crate::registry::UnitId::FIRST, ..self.key };
        let same = returns.range(first..).take_while(|(key, _)| key.target == self.key.target);
        let others = same.filter(|(key, _)| {
            let role = self.index.role(key.target.item, self.month, key.unit);
            key.unit != self.key.unit && matches!(role, Some(Role::Implement | Role::Possible))
        });
        let figures = others.filter_map(|(&key, report)| {
            let other = Subject { key, report, ..*self };
            match self.kind {
                Kind::Amount => {
                    let goal = other.goal().filter(|goal| *goal > Decimal::ZERO)?;
                    other.value()?.checked_div(goal)
                }
                _ => other.value(),
            }
        });
        let mut figures: Vec<_> = figures.collect();
        figures.sort();
        Peers { figures }
    }
}

impl Peers {
    /// Returns the figure in the middle; `None` if there are too few.
    pub(super) fn median(&self) -> Option<Decimal> {
        let enough = self.figures.len() >= FEWEST_PEERS;
        self.figures.get(self.figures.len() / 2).copied().filter(|_| enough)
    }

    /// Returns the greatest size of a figure; `None` if there are too few.
    pub(super) fn greatest(&self) -> Option<Decimal> {
        let enough = self.figures.len() >= FEWEST_PEERS;
        self.figures.iter().map(Decimal::abs).max().filter(|_| enough)
    }

    /// Returns whether there are many figures, of which the least is half of the median or more.
    pub(super) fn are_alike(&self) -> bool {
        let halves = || Some(self.least()?.checked_mul(Decimal::TWO)? >= self.median()?.abs());
        self.figures.len() >= MANY_PEERS && halves().unwrap_or(false)
    }

    /// Returns the smallest size of a figure; `None` if there are too few.
    pub(super) fn least(&self) -> Option<Decimal> {
        let enough = self.figures.len() >= FEWEST_PEERS;
        self.figures.iter().map(Decimal::abs).min().filter(|_| enough)
    }
}
