//! Places among the prefectures.

use gongwen::rounding::{round, round_completion};
use rust_decimal::Decimal;

use super::{Kind, Mark, Precision};
use crate::targets::Direction;

/// The figure of a unit that is compared with those of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// The value of a rate, the completion of an amount in percent.
    pub value: Decimal,
    is_completion: bool,
    precision: Precision,
}

impl Compared {
    /// Returns the figure of a unit's mark; `None` where it has none.
    pub fn of(kind: Kind, mark: &Mark) -> Option<Self> {
        let is_completion = kind == Kind::Amount;
        let (value, precision) = match is_completion {
            true => (mark.percent?, mark.percent_precision),
            false => (mark.value?, mark.value_precision),
        };
        Some(Self { value, is_completion, precision })
    }

    /// Returns the number of decimals with which all of the figures are printed.
    pub fn digits<'a>(figures: impl IntoIterator<Item = &'a Self>) -> u32 {
        Precision::common(figures.into_iter().map(|figure| figure.precision))
    }

    /// Returns the figure as it is printed with `digits` decimals: the one that is ranked.
    pub fn printed(self, digits: u32) -> Decimal {
        match self.is_completion {
            true => round_completion(self.value, digits),
            false => round(self.value, digits),
        }
    }
}

/// A value to be ranked, and its own target, from which [`Direction::Near`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ranked {
    pub value: Decimal,
    pub goal: Option<Decimal>,
}

/// The places of values, from 1, best first. Equal values share a place and the next one is skipped
/// (1, 2, 2, 4); what has no value has no place.
pub(super) fn places(values: &[Option<Ranked>], direction: Direction) -> Vec<Option<usize>> {
    let merits: Vec<_> = values.iter().map(|ranked| merit((*ranked)?, direction)).collect();
    let place =
        |merit: Decimal| 1 + merits.iter().flatten().filter(|&&other| other > merit).count();
    merits.iter().map(|merit| merit.map(place)).collect()
}

/// Returns a number that is higher for a better value.
fn merit(ranked: Ranked, direction: Direction) -> Option<Decimal> {
    match direction {
        Direction::Up | Direction::Decline => Some(ranked.value),
        Direction::Down => Some(-ranked.value),
        Direction::Near => Some(-ranked.value.checked_sub(ranked.goal?)?.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str], direction: Direction) -> Vec<Option<usize>> {
        let goal = Some(Decimal::from(3));
        let values = values.iter().map(|value| Some(Ranked { value: value.parse().ok()?, goal }));
        places(&values.collect::<Vec<_>>(), direction)
    }

    #[test]
    fn ties_share_a_place_and_the_next_is_skipped() {
        assert_eq!(
            of(&["5.1", "7.00", "", "7", "8.3"], Direction::Up),
            [Some(4), Some(2), None, Some(2), Some(1)]
        );
    }

    #[test]
    fn the_direction_says_which_value_is_first() {
        assert_eq!(of(&["3.1", "2.9", "-0.1"], Direction::Down), [Some(3), Some(2), Some(1)]);
        assert_eq!(of(&["3.1", "2.9", "-0.1"], Direction::Decline), [Some(1), Some(2), Some(3)]);
        assert_eq!(of(&["3.1", "2.9", "3.5"], Direction::Near), [Some(1), Some(1), Some(3)]);
        assert_eq!(of(&[], Direction::Down), []);
    }

    #[test]
    fn values_are_compared_as_they_are_given() {
        assert_eq!(of(&["6.31", "6.34"], Direction::Up), [Some(2), Some(1)]);
    }
}
