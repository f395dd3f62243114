//! The number of decimals with which a figure is printed.
//!
//! Statuses compare unrounded values, readers compare printed ones. A figure has the decimals of the return or of the
//! target, at most three, and more only where rounding would put it on the other side of a threshold: two figures that
//! print alike never carry different verdicts.

use gongwen::rounding::round;
use rust_decimal::Decimal;

/// The decimals with which a figure can be printed without saying anything that does not hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Precision {
    /// The decimals that it has by itself.
    least: u32,
    /// A bit for each number of decimals with which it would seem to deserve another verdict.
    misleading: u32,
}

/// The most decimals that a decimal can have.
const MOST: u32 = 28;

/// A figure with as many decimals is a fraction that does not end.
const ENDLESS: u32 = 20;

impl Precision {
    /// Determines the precision of a figure that has `least` decimals by itself; `misleads` returns whether a reader
    /// would conclude something else from it with so many decimals.
    pub(super) fn new(value: Decimal, least: u32, misleads: impl Fn(u32) -> bool) -> Self {
        // With all its decimals a figure is itself.
        let all = value.normalize().scale().min(MOST);
        let misleading: u32 =
            (0..all).filter(|&digits| misleads(digits)).fold(0, |bits, digits| bits | 1 << digits);
        // A third that is exactly at its threshold: no number of decimals shows it.
        let is_endless =
            all >= ENDLESS && (least..all).all(|digits| misleading & (1 << digits) != 0);
        let misleading = if is_endless { 0 } else { misleading };
        Self { least, misleading }
    }

    /// Returns the number of decimals of the figure by itself.
    pub fn digits(self) -> u32 {
        Self::common([self])
    }

    /// Returns the number of decimals of figures that are printed below each other: the most of them.
    pub fn common(figures: impl IntoIterator<Item = Self>) -> u32 {
        let (least, misleading) =
            figures.into_iter().fold((0, 0), |(least, misleading), figure| {
                (figure.least.max(least), figure.misleading | misleading)
            });
        (least..MOST).find(|digits| misleading & (1 << digits) == 0).unwrap_or(MOST)
    }
}

/// Returns the decimals that a figure has by itself: those of the figure, rounded to three, and those of its target, but
/// at least `least`.
pub(super) fn decimals(value: Decimal, goal: Option<Decimal>, least: u32) -> u32 {
    const USUAL: u32 = 3;
    let of = |figure: Decimal| round(figure, USUAL).normalize().scale();
    of(value).max(goal.map_or(0, of)).max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn precision(value: &str, least: u32) -> Precision {
        // A reader finds 4 reached.
        let value: Decimal = value.parse().expect("a number");
        let least = decimals(value, Some(Decimal::from(4)), least);
        let is_reached = |value: Decimal| value >= Decimal::from(4);
        Precision::new(value, least, |digits| is_reached(round(value, digits)) != is_reached(value))
    }

    #[test]
    fn a_figure_has_its_own_decimals_and_more_where_it_would_seem_to_reach_its_target() {
        for (value, least, digits) in [
            ("3.9", 0, 1),
            ("3", 0, 0),
            ("3", 1, 1),
            ("3.25", 1, 2),
            ("3.250", 0, 2),
            ("3.14159", 1, 3),
            ("3.99996", 1, 5),
            ("4.00004", 1, 1),
            ("39.0001", 0, 0),
        ] {
            assert_eq!(precision(value, least).digits(), digits, "{value}");
        }
    }

    #[test]
    fn a_third_exactly_at_its_threshold_has_its_usual_decimals() {
        let third: Decimal = Decimal::from(100) / Decimal::from(3);
        let is_reached = |value: Decimal| value >= third;
        let precision = Precision::new(third, 1, |digits| {
            is_reached(round(third, digits)) != is_reached(third)
        });
        assert_eq!(precision.digits(), 1);
    }

    #[test]
    fn figures_below_each_other_have_the_most_decimals_of_any() {
        let common =
            |values: &[&str]| Precision::common(values.iter().map(|value| precision(value, 1)));
        assert_eq!(common(&["3.9", "4.25"]), 2);
        assert_eq!(common(&["3.9", "3.99996"]), 5);
        assert_eq!(common(&[]), 0);
    }
}
