//! Numbers as documents and workbooks print them: rounded half up, in decimal arithmetic.

use rust_decimal::{Decimal, RoundingStrategy};

/// Rounds a value half up.
pub fn round(value: Decimal, digits: u32) -> Decimal {
    value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds a completion in percent half up, but never up to the whole.
pub fn round_completion(percent: Decimal, digits: u32) -> Decimal {
    let rounded = round(percent, digits);
    if percent < Decimal::ONE_HUNDRED && rounded >= Decimal::ONE_HUNDRED {
        percent.round_dp_with_strategy(digits, RoundingStrategy::ToNegativeInfinity)
    } else {
        rounded
    }
}

/// Returns a value as printed: with `digits` decimals, rounded half up, or as given. Zero has no sign.
pub fn print(value: Decimal, digits: Option<u32>) -> String {
    let mut value = digits.map_or(value, |digits| round(value, digits));
    if value.is_zero() {
        value.set_sign_positive(true);
    }
    match digits {
        None => value.to_string(),
        Some(digits) => format!("{value:.*}", digits as usize),
    }
}

/// Returns a completion in percent with one decimal. A completion below 100 is never printed as 100.0.
pub fn completion(percent: Decimal) -> String {
    completion_with(percent, 1)
}

/// Returns a completion in percent with `digits` decimals. A completion below 100 is never printed as 100.
pub fn completion_with(percent: Decimal, digits: u32) -> String {
    print(round_completion(percent, digits), Some(digits))
}

/// Returns a count's share of a total, printed as by [`completion`]; `None` if the total is zero.
pub fn share(count: u32, total: u64) -> Option<String> {
    let part = Decimal::from(count) * Decimal::ONE_HUNDRED;
    part.checked_div(Decimal::from(total)).map(completion)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up_and_zero_has_no_sign() {
        for (value, digits, printed) in [
            ("7.25", Some(1), "7.3"),
            ("-7.25", Some(1), "-7.3"),
            ("-0.04", Some(1), "0.0"),
            ("7", Some(1), "7.0"),
            ("2.5", Some(0), "3"),
            ("5", Some(2), "5.00"),
            ("23.220", None, "23.220"),
            ("-0.0", None, "0.0"),
        ] {
            assert_eq!(print(value.parse().unwrap(), digits), printed, "{value}");
        }
    }

    #[test]
    fn what_is_short_of_the_whole_does_not_print_as_the_whole() {
        let text = |value: &str| completion(value.parse().unwrap());
        assert_eq!(text("99.96"), "99.9");
        assert_eq!(text("100"), "100.0");
        assert_eq!(text("100.04"), "100.0");
        assert_eq!(share(9999, 10_000).as_deref(), Some("99.9"));
        assert_eq!(share(7, 7).as_deref(), Some("100.0"));
        assert_eq!(share(1, 8).as_deref(), Some("12.5"));
        assert_eq!(share(0, 0), None);
    }
}
