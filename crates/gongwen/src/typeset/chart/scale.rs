//! Values → lengths, and the round values marked on an axis.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::typeset::unit::Mm;

/// The powers of ten that a decimal can hold.
const EXPONENTS: std::ops::RangeInclusive<i32> = -27..=16;

/// A linear scale: two values and their places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    low: f64,
    from: Mm,
    /// Length of one unit; negative if greater values come before smaller ones.
    unit: f64,
}

impl Scale {
    /// Makes a scale with `low` at `from` and `high` at `to`. If the values are equal, every value has
    /// the same place.
    pub fn new((low, high): (f64, f64), (from, to): (Mm, Mm)) -> Self {
        let range = high - low;
        let unit = if range > 0.0 { (to - from).0 / range } else { 0.0 };
        Self { low, from, unit }
    }

    /// Returns the place of a value.
    pub fn at(&self, value: f64) -> Mm {
        self.from + Mm((value - self.low) * self.unit)
    }
}

/// Returns the smallest and the greatest of some values and zero.
pub fn range_with_zero(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((0.0, 0.0), |(low, high), value| (f64::min(low, value), f64::max(high, value)))
}

/// Returns round values (1, 2 or 5 times a power of ten apart) that enclose `low` to `high`, with at
/// most `most` steps and one or two more for the ends. The values are exact, and there are at least two.
pub fn ticks(low: Decimal, high: Decimal, most: u32) -> Vec<Decimal> {
    let (low, high) = match low < high {
        true => (low, high),
        false if low.is_zero() => (low, Decimal::ONE),
        false => (low.min(Decimal::ZERO), low.max(Decimal::ZERO)),
    };
    round_ticks(low, high, most.max(1)).unwrap_or_else(|| vec![low, high])
}

fn round_ticks(low: Decimal, high: Decimal, most: u32) -> Option<Vec<Decimal>> {
    let least = high.checked_sub(low)?.checked_div(Decimal::from(most))?;
    let step = step(least)?;
    let first = low.checked_div(step)?.floor();
    let last = high.checked_div(step)?.ceil();
    let count = last.checked_sub(first)?.to_u32()?;
    (0..=count)
        .map(|n| {
            let tick = first.checked_add(Decimal::from(n))?.checked_mul(step)?.normalize();
            Some(tick)
        })
        .collect()
}

/// Returns the smallest of 1, 2 or 5 times a power of ten that is not below `least`.
fn step(least: Decimal) -> Option<Decimal> {
    // A range too small to divide becomes zero, whose logarithm is below all powers.
    let exponent = (least.to_f64()?.log10().floor() as i32)
        .clamp(*EXPONENTS.start() + 1, *EXPONENTS.end())
        - 1;
    (exponent..=*EXPONENTS.end())
        .flat_map(|exponent| [1, 2, 5].map(|figure| (figure, exponent)))
        .filter_map(|(figure, exponent)| power(figure, exponent))
        .find(|step| *step >= least)
}

fn power(figure: i64, exponent: i32) -> Option<Decimal> {
    match u32::try_from(-exponent) {
        Ok(scale) => Decimal::try_new(figure, scale).ok(),
        Err(_) => {
            let power = 10_i64.checked_pow(u32::try_from(exponent).ok()?)?;
            Some(Decimal::from(power.checked_mul(figure)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(low: &str, high: &str, most: u32) -> Vec<String> {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        ticks(number(low), number(high), most).iter().map(Decimal::to_string).collect()
    }

    #[test]
    fn ticks_are_round_and_enclose_the_values() {
        assert_eq!(texts("0", "100", 5), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(texts("0", "0.7", 4), ["0", "0.2", "0.4", "0.6", "0.8"]);
        assert_eq!(texts("-3.2", "6.5", 4), ["-5", "0", "5", "10"]);
        assert_eq!(texts("92.1", "95", 4), ["92", "93", "94", "95"]);
        assert_eq!(texts("0", "1000000000000000", 2), ["0", "500000000000000", "1000000000000000"]);
    }

    #[test]
    fn one_value_makes_an_axis_from_zero() {
        assert_eq!(texts("0", "0", 2), ["0", "0.5", "1"]);
        assert_eq!(texts("7", "7", 4), ["0", "2", "4", "6", "8"]);
        assert_eq!(texts("-7", "-7", 2), ["-10", "-5", "0"]);
    }

    #[test]
    fn the_smallest_values_do_no_harm() {
        let least = "0.0000000000000000000000000001";
        assert!(texts("0", least, 4).len() >= 2);
        assert!(texts("999999999999999", "1000000000000000", 4).len() >= 2);
    }

    #[test]
    fn a_scale_may_run_upwards() {
        let scale = Scale::new((0.0, 10.0), (Mm(50.0), Mm(0.0)));
        assert_eq!(scale.at(4.0), Mm(30.0));
        assert_eq!(Scale::new((1.0, 1.0), (Mm(5.0), Mm(9.0))).at(1.0), Mm(5.0));
    }
}
