//! Every figure of the sample year, before anybody writes it down.

use std::collections::BTreeMap;

use duban::plan::{ItemId, TargetId};
use duban::targets::Target;
use rust_decimal::Decimal;

use super::breakdown::{division, steps};
use super::dice::Dice;
use super::places::{NEW_AREA, NEW_AREA_SHARE, PACE, PLACES, Weights, apportion};
use super::quarter::Quarter;
use super::rates::rates;
use super::scenario::Pace;
use super::world::World;

/// The owner of a figure: `None` for the province, or the index of a place in [`PLACES`].
pub type Whose = Option<usize>;

/// The targets for which 兰州新区 has a figure too.
const NEW_AREA_AMOUNTS: [&str; 5] = ["1-7.1", "2-35.1", "2-51.1", "2-79.1", "2-143.1"];

/// Cumulative figures by target, period and owner, in the target's measure.
#[derive(Default)]
pub struct Figures(BTreeMap<(TargetId, Quarter, Whose), Decimal>);

impl Figures {
    /// Decides all figures.
    pub fn new(world: &World) -> Self {
        let mut figures = Self::default();
        for item in world.plan.items() {
            for (id, target) in item.numbered() {
                if target.measure == "%" {
                    figures.add_rate(id);
                } else {
                    figures.add_amount(world, id, target);
                }
            }
        }
        figures
    }

    /// Returns a figure; `None` if there is none yet, or the place has no part in it.
    pub fn get(&self, target: TargetId, quarter: Quarter, whose: Whose) -> Option<Decimal> {
        self.0.get(&(target, quarter, whose)).copied()
    }

    fn add_rate(&mut self, target: TargetId) {
        for quarter in Quarter::ALL {
            if let Some((province, local)) = rates(target, quarter) {
                let tenths = |value| Decimal::new(value, 1);
                let key = |whose| (target, quarter, whose);
                self.0.insert(key(None), tenths(province));
                for (place, value) in local.into_iter().enumerate() {
                    self.0.insert(key(Some(place)), tenths(value));
                }
                // The new area grows faster than the city around it.
                self.0.insert(key(Some(NEW_AREA)), tenths(local[0] + 12));
            }
        }
        if target.item.to_string() == "2-147" {
            // The new standard takes effect in the second quarter, everywhere at once.
            let places = std::iter::once(None).chain((0..PLACES.len()).map(Some));
            for whose in places {
                let key = (target, Quarter::Half, whose);
                self.0.insert(key, Decimal::from(90));
            }
        }
    }

    fn add_amount(&mut self, world: &World, id: TargetId, target: &Target) {
        let division = division(id);
        let decimals = division.as_ref().map_or(target.value.scale(), |division| division.decimals);
        let mut before: (i64, Weights) = (0, [0; 14]);
        for quarter in Quarter::ALL {
            let Some(total) = amount(world, id, target, quarter, decimals) else {
                continue;
            };
            let total = total.max(before.0);
            let mut parts = before.1;
            if let Some(division) = &division {
                let weights = paced(id.item, quarter, division.weights);
                let new = apportion(total - before.0, &weights);
                parts = std::array::from_fn(|place| before.1[place] + new[place]);
                for (place, &part) in parts.iter().enumerate() {
                    if division.weights[place] > 0 {
                        let key = (id, quarter, Some(place));
                        self.0.insert(key, Decimal::new(part, decimals));
                    }
                }
                self.add_new_area(id, quarter, parts[0], decimals);
            }
            let key = (id, quarter, None);
            self.0.insert(key, Decimal::new(total, decimals));
            before = (total, parts);
        }
    }

    fn add_new_area(&mut self, target: TargetId, quarter: Quarter, lanzhou: i64, decimals: u32) {
        if NEW_AREA_AMOUNTS.contains(&&*target.to_string()) {
            let part = Decimal::new(lanzhou * NEW_AREA_SHARE / 100, decimals);
            self.0.insert((target, quarter, Some(NEW_AREA)), part);
        }
    }
}

/// Returns the amount that the province has reached, in steps of its last decimal; `None` if it is not known
/// yet.
fn amount(
    world: &World,
    id: TargetId,
    target: &Target,
    quarter: Quarter,
    decimals: u32,
) -> Option<i64> {
    let pace = world.fate(id.item).pace(quarter);
    let due = world.schedule.due(id, quarter.month()).percent();
    let share = share(&id.item.to_string(), pace, due)?;
    let whole = steps(target.value, decimals);
    let reached = Decimal::from(whole) * share / Decimal::ONE_HUNDRED;
    let reached = if pace == Pace::OnTrack {
        reached.ceil()
    } else {
        // Rounding down must not turn a lag into a severe one.
        let least = (Decimal::from(whole * 8) * due / Decimal::from(1000)).ceil();
        match pace {
            Pace::Lagging => reached.floor().max(least),
            _ => reached.floor(),
        }
    };
    i64::try_from(reached).ok()
}

/// Returns the progress of the matter `name` at this pace, in percent of the year's work; `None` if it is not
/// known.
pub fn share(name: &str, pace: Pace, due: Decimal) -> Option<Decimal> {
    let mut dice = Dice::of(&format!("share {name}"));
    let of_due = match pace {
        Pace::Done => return Some(Decimal::ONE_HUNDRED),
        Pace::OnTrack => dice.between(103, 122),
        Pace::Lagging => dice.between(85, 96),
        Pace::Severe => dice.between(60, 74),
        Pace::Silent => return None,
    };
    let share = due * Decimal::new(of_due, 2);
    Some(share.min(Decimal::from(98)))
}

/// Returns `weights`, each made heavier or lighter by the pace of its prefecture.
fn paced(item: ItemId, quarter: Quarter, weights: &Weights) -> Weights {
    std::array::from_fn(|place| {
        let mut dice = Dice::of(&format!("pace {item} {} {}", quarter.code(), PLACES[place]));
        weights[place] * (PACE[place] + dice.between(-9, 9))
    })
}
