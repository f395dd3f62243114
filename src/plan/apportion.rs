//! Dividing a whole by weights so that the parts add up to it, to the last decimal.

use std::cmp::Reverse;

use rust_decimal::Decimal;

/// The reasons why a whole cannot be divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApportionError {
    /// The whole, or a weight, is below zero.
    #[error("是负数")]
    Negative,
    /// There is nobody to divide among: no weight is above zero.
    #[error("权重全为零")]
    NoWeight,
    /// The whole has more decimals than the parts may have.
    #[error("小数位数多于各部分")]
    TooFine,
    /// The numbers have too many digits to be divided exactly.
    #[error("位数太多")]
    TooLarge,
}

/// Divides `total` by `weights` into parts of `scale` decimals that add up to it exactly (largest
/// remainder, method of Hamilton). Each exact share is cut off after the last decimal; the remainder goes,
/// one last decimal each, to the parts that lost most by the cut, among equals to the first one.
///
/// A weight of zero gets a part of zero, and no part is a whole last decimal off its exact share.
///
/// # Errors
/// [`ApportionError`]: nothing was divided.
pub fn apportion(
    total: Decimal,
    weights: &[Decimal],
    scale: u32,
) -> Result<Vec<Decimal>, ApportionError> {
    let whole = integer(total, scale)?;
    let weights = integers(weights)?;
    let sum = weights
        .iter()
        .try_fold(0_i128, |sum, &weight| sum.checked_add(weight))
        .ok_or(ApportionError::TooLarge)?;
    if sum == 0 {
        return Err(ApportionError::NoWeight);
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut lost = Vec::with_capacity(weights.len());
    for &weight in &weights {
        let share = whole.checked_mul(weight).ok_or(ApportionError::TooLarge)?;
        parts.push(share / sum);
        lost.push(share % sum);
    }
    let left = whole - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&place| Reverse(lost[place]));
    // The remainder is the sum of all losses, each less than one, so it is smaller than the number of
    // parts.
    for place in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[place] += 1;
    }
    let decimal =
        |part| Decimal::try_from_i128_with_scale(part, scale).map_err(|_| ApportionError::TooLarge);
    parts.into_iter().map(decimal).collect()
}

/// `value` in steps of its last of `scale` decimals (3.97 with two: 397).
fn integer(value: Decimal, scale: u32) -> Result<i128, ApportionError> {
    let value = value.normalize();
    if value < Decimal::ZERO {
        return Err(ApportionError::Negative);
    }
    let zeros = scale.checked_sub(value.scale()).ok_or(ApportionError::TooFine)?;
    10_i128
        .checked_pow(zeros)
        .and_then(|factor| value.mantissa().checked_mul(factor))
        .ok_or(ApportionError::TooLarge)
}

/// The weights as whole numbers of the same proportions.
fn integers(weights: &[Decimal]) -> Result<Vec<i128>, ApportionError> {
    let scale = |weight: &Decimal| weight.normalize().scale();
    let scale = weights.iter().map(scale).max().unwrap_or(0);
    weights.iter().map(|&weight| integer(weight, scale)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// The parts, as text.
    fn parts(total: &str, weights: &[&str], scale: u32) -> Result<Vec<String>, ApportionError> {
        let weights: Vec<_> = weights.iter().map(|weight| decimal(weight)).collect();
        let parts = apportion(decimal(total), &weights, scale)?;
        Ok(parts.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_left_goes_to_the_largest_remainders_and_first_to_who_stands_first() {
        // 11.64 by thirds is 3.88 each; 10 by thirds leaves one over.
        assert_eq!(parts("11.64", &["1", "1", "1"], 2).unwrap(), ["3.88", "3.88", "3.88"]);
        assert_eq!(parts("10", &["1", "1", "1"], 0).unwrap(), ["4", "3", "3"]);
        // Exact shares 4.7, 2.1, 3.2: the one left over belongs to the first.
        assert_eq!(parts("10", &["0.47", "0.21", "0.32"], 0).unwrap(), ["5", "2", "3"]);
        // Exact shares 1.4, 1.4, 7.2: nobody lost a half, two equals, the first of them.
        assert_eq!(parts("10", &["7", "7", "36"], 0).unwrap(), ["2", "1", "7"]);
    }

    #[test]
    fn a_weight_of_zero_gets_nothing() {
        assert_eq!(parts("1", &["0", "2", "2"], 0).unwrap(), ["0", "1", "0"]);
        assert_eq!(parts("0", &["0", "2"], 1).unwrap(), ["0.0", "0.0"]);
    }

    #[test]
    fn what_cannot_be_divided_is_refused() {
        use ApportionError::{Negative, NoWeight, TooFine, TooLarge};
        assert_eq!(parts("1", &["0", "0"], 0), Err(NoWeight));
        assert_eq!(parts("1", &[], 0), Err(NoWeight));
        assert_eq!(parts("-1", &["1"], 0), Err(Negative));
        assert_eq!(parts("1", &["2", "-1"], 0), Err(Negative));
        assert_eq!(parts("1.25", &["1"], 1), Err(TooFine));
        let huge = "79228162514264337593543950335";
        assert_eq!(parts(huge, &[huge, huge], 0), Err(TooLarge));
        assert_eq!(parts(huge, &["1"], 28), Err(TooLarge));
        assert_eq!(parts("1", &["1"], 60), Err(TooLarge));
    }

    proptest! {
        #[test]
        fn parts_add_up_and_stay_within_a_step_of_their_shares(
            total in 0_i64..10_000_000_000,
            scale in 0_u32..4,
            weights in prop::collection::vec((0_i64..1_000_000, 0_u32..3), 1..20),
        ) {
            let total = Decimal::new(total, scale);
            let weights: Vec<_> = weights.iter().map(|&(w, s)| Decimal::new(w, s)).collect();
            let sum: Decimal = weights.iter().sum();
            prop_assume!(sum > Decimal::ZERO);
            let parts = apportion(total, &weights, scale).unwrap();
            prop_assert_eq!(parts.iter().sum::<Decimal>(), total);
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!(part.scale() == scale);
                // |part − total·weight/sum| < 10^−scale, multiplied out.
                let off = (part * sum - total * weight).abs();
                prop_assert!(off < Decimal::new(1, scale) * sum);
                prop_assert!(!weight.is_zero() || part.is_zero());
            }
        }

        #[test]
        fn a_larger_weight_never_gets_less(
            total in 0_i64..1_000_000,
            weights in prop::collection::vec(0_i64..1000, 2..12),
        ) {
            prop_assume!(weights.iter().any(|&weight| weight > 0));
            let weights: Vec<_> = weights.into_iter().map(Decimal::from).collect();
            let parts = apportion(Decimal::from(total), &weights, 0).unwrap();
            for (a, one) in weights.iter().zip(&parts) {
                for (b, other) in weights.iter().zip(&parts) {
                    prop_assert!(a <= b || one >= other);
                }
            }
        }

        #[test]
        fn no_numbers_make_it_panic(
            total in any::<[u8; 16]>(),
            weights in prop::collection::vec(any::<[u8; 16]>(), 0..6),
            scale in any::<u32>(),
        ) {
            let weights: Vec<_> = weights.into_iter().map(Decimal::deserialize).collect();
            let _ = apportion(Decimal::deserialize(total), &weights, scale);
        }
    }
}
