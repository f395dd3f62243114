//! `targets.csv`: the prefectures' own parts of provincial targets.

use duban::plan::TargetId;
use duban::targets::Target;
use rust_decimal::Decimal;

use super::dice::Dice;
use super::places::{self, PLACES, PREFECTURES, Weights, apportion};
use super::world::World;

/// The division of an amount among the prefectures.
pub struct Division {
    /// The weights of the prefectures.
    pub weights: &'static Weights,
    /// Number of decimals of the parts: that of the target, or as many as the smallest part needs.
    pub decimals: u32,
    /// True if the parts are targets; otherwise only the reported figures are divided in this way.
    pub binding: bool,
}

/// The divided targets: weights, decimals.
const DIVISIONS: [(&str, &Weights, u32); 21] = [
    ("1-7.1", &places::TOWNSPEOPLE, 2),
    ("1-11.1", &places::POOR, 2),
    ("1-11.2", &places::AREA_COUNTIES, 0),
    ("1-11.3", &places::LONE_COUNTIES, 0),
    ("2-2.1", &places::FIELDS, 1),
    ("2-3.1", &places::POOR_COUNTIES, 0),
    ("2-4.1", &places::TOURISM, 0),
    ("2-8.1", &places::POOR, 2),
    ("2-12.1", &places::POOR, 2),
    ("2-13.1", &places::POOR, 2),
    ("2-13.2", &places::POOR, 2),
    ("2-35.1", &places::FOREST, 1),
    ("2-51.1", &places::TOWNSPEOPLE, 2),
    ("2-63.1", &places::GOBI, 2),
    ("2-72.1", &places::COAL, 0),
    ("2-72.2", &places::COAL, 0),
    ("2-79.1", &places::TOURISM, 0),
    ("2-81.1", &places::TOURISM, 0),
    ("2-142.1", &places::PEOPLE, 3),
    ("2-143.1", &places::PEOPLE, 1),
    ("2-163.1", &places::PEOPLE, 0),
];

/// The growth rates for which prefectures have their own targets, with the lowest and the highest difference
/// from the province's target, in half points.
const OWN_RATES: [(&str, i64, i64); 3] = [("1-1", -1, 3), ("1-2", -2, 4), ("1-3", -1, 2)];

/// Returns the division of a target; `None` when it is not divided.
pub fn division(target: TargetId) -> Option<Division> {
    if target.item.to_string() == "2-31" {
        return Some(Division {
            weights: &places::QILIAN,
            decimals: if target.number.get() == 3 { 2 } else { 0 },
            binding: false,
        });
    }
    DIVISIONS
        .iter()
        .find(|(id, ..)| *id == target.to_string())
        .map(|&(_, weights, decimals)| Division { weights, decimals, binding: true })
}

/// Returns each prefecture's part of a target; `None` for one that has no part.
pub fn parts(id: TargetId, target: &Target) -> [Option<Decimal>; PREFECTURES] {
    if let Some(division) = division(id).filter(|division| division.binding) {
        let total = steps(target.value, division.decimals);
        return apportion(total, division.weights)
            .map(|part| (part > 0).then(|| Decimal::new(part, division.decimals)));
    }
    let id = id.item.to_string();
    let own = OWN_RATES.iter().find(|(item, ..)| *item == id);
    std::array::from_fn(|place| {
        let &(_, low, high) = own?;
        let mut dice = Dice::of(&format!("own rate {id} {}", PLACES[place]));
        let halves = dice.between(low, high);
        Some((target.value + Decimal::new(halves * 5, 1)).normalize())
    })
}

/// Returns `value` in steps of its last of `decimals` decimals (3.97 → 397).
pub fn steps(value: Decimal, decimals: u32) -> i64 {
    let scaled = value * Decimal::from(10_i64.pow(decimals));
    i64::try_from(scaled.trunc()).expect("targets are small")
}

/// Returns the bytes of the file.
pub fn file(world: &World) -> Vec<u8> {
    let mut text = "编号,指标,单位,目标值,计量单位,备注\n".to_owned();
    for item in world.plan.items() {
        for (id, target) in item.numbered() {
            for (place, part) in parts(id, target).into_iter().enumerate() {
                if let Some(part) = part {
                    let TargetId { item, number } = id;
                    let (unit, measure) = (PLACES[place], &target.measure);
                    text += &format!("{item},{number},{unit},{part},{measure},演示数据\n");
                }
            }
        }
    }
    text.into_bytes()
}
