//! The rates of the indicators: made up around the targets, except for those that the province published.

use duban::plan::TargetId;

use super::dice::Dice;
use super::places::{PLACES, PREFECTURES};
use super::quarter::Quarter;

/// A rate, in tenths of a point.
struct Rate {
    target: &'static str,
    /// The rates of the province at the end of both periods.
    province: [i64; 2],
    /// The maximum difference of a prefecture's rate from the province's.
    spread: i64,
}

/// The rates of GDP, revenue and incomes as published for 2018; the others are made up.
const RATES: [Rate; 8] = [
    rate("1-1.1", [53, 50], 22),
    rate("1-2.1", [26, 62], 95),
    rate("1-3.1", [84, 76], 18),
    rate("1-4.1", [86, 83], 60),
    rate("1-5.1", [76, 79], 9),
    rate("1-6.1", [88, 90], 10),
    rate("1-7.2", [27, 28], 9),
    rate("1-8.1", [22, 20], 8),
];

const fn rate(target: &'static str, province: [i64; 2], spread: i64) -> Rate {
    Rate { target, province, spread }
}

/// Returns a rate of the province, and those of the prefectures, in tenths of a point; `None` if the target
/// is not among the known rates.
pub fn rates(target: TargetId, quarter: Quarter) -> Option<(i64, [i64; PREFECTURES])> {
    let rate = RATES.iter().find(|rate| rate.target == target.to_string())?;
    let TargetId { item, number } = target;
    let [first, half] = rate.province;
    let local = std::array::from_fn(|place| {
        let mut dice = Dice::of(&format!("rate {item} {number} {}", PLACES[place]));
        // Two draws: most lie near the province, few far away.
        let offset =
            (dice.between(-rate.spread, rate.spread) + dice.between(-rate.spread, rate.spread)) / 2;
        let drift = dice.between(-rate.spread / 4, rate.spread / 4);
        match quarter {
            Quarter::First => first + offset,
            Quarter::Half => half + offset + drift,
        }
    });
    Some(match quarter {
        Quarter::First => (first, local),
        Quarter::Half => (half, local),
    })
}
