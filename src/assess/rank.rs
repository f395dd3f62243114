//! Places among the prefectures.

use rust_decimal::Decimal;

use crate::targets::Direction;

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
    fn unrounded_values_are_compared() {
        assert_eq!(of(&["6.31", "6.34"], Direction::Up), [Some(2), Some(1)]);
    }
}
