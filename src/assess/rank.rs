//! Places among the prefectures.

use rust_decimal::Decimal;

/// The places of values, from 1, best first. Equal values share a place and the next one is skipped
/// (1, 2, 2, 4); what has no value has no place.
pub(super) fn places(values: &[Option<Decimal>], lower_is_better: bool) -> Vec<Option<usize>> {
    let better = |one: Decimal, other: Decimal| {
        if lower_is_better { one < other } else { one > other }
    };
    let place =
        |value: Decimal| 1 + values.iter().flatten().filter(|&&other| better(other, value)).count();
    values.iter().map(|value| value.map(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str], lower_is_better: bool) -> Vec<Option<usize>> {
        let values: Vec<_> = values.iter().map(|value| value.parse().ok()).collect();
        places(&values, lower_is_better)
    }

    #[test]
    fn ties_share_a_place_and_the_next_is_skipped() {
        assert_eq!(
            of(&["5.1", "7.00", "", "7", "8.3"], false),
            [Some(4), Some(2), None, Some(2), Some(1)]
        );
    }

    #[test]
    fn under_an_upper_bound_the_lowest_is_first() {
        assert_eq!(of(&["3.1", "2.9", "-0.1"], true), [Some(3), Some(2), Some(1)]);
        assert_eq!(of(&[], true), []);
    }

    #[test]
    fn unrounded_values_are_compared() {
        assert_eq!(of(&["6.31", "6.34"], false), [Some(2), Some(1)]);
    }
}
