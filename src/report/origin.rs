//! The origin of the province's figures in words, where they are not the primary lead unit's.

use super::wording::Wording;
use crate::assess::{ItemAssessment, Origin, TargetMark};
use crate::plan::Item;
use crate::registry::Registry;

/// Returns the origins of an item's figures in words, each once: 按14个实施单位报送数合计; empty where all are the
/// primary lead unit's.
pub fn of_item(item: &Item, assessed: &ItemAssessment, registry: &Registry) -> String {
    let mut notes: Vec<String> = Vec::new();
    for (index, mark) in assessed.targets.iter().enumerate() {
        let words = item.targets.get(index).map(Wording::new);
        let note = of_target(mark, words, item, registry);
        if !note.is_empty() && !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes.join("；")
}

/// Returns the origin of a target's figure in words; empty where it is the primary lead unit's.
pub fn of_target(
    mark: &TargetMark,
    words: Option<Wording<'_>>,
    item: &Item,
    registry: &Registry,
) -> String {
    match shown(mark.origin, item, registry) {
        Origin::Lead => String::new(),
        Origin::CoLead(unit) => format!("由共同牵头单位{}报送", registry.unit(unit).short),
        Origin::Contradiction => "各共同牵头单位报送的不一致".to_owned(),
        Origin::Sum(sum) if mark.unproven_sum().is_some() => {
            let total = words
                .map_or_else(|| sum.total.to_string(), |words| words.spoken_exactly(sum.total));
            format!("已报{}个单位，合计{total}", sum.reported)
        }
        Origin::Sum(sum) if sum.complete => format!("按{}个实施单位报送数合计", sum.reported),
        Origin::Sum(sum) => {
            format!("按已报的{}个实施单位合计，另有单位未报", sum.reported)
        }
    }
}

/// Returns the origin as papers name it: a co-lead that has become one with the primary lead unit is that unit.
pub fn shown(origin: Origin, item: &Item, registry: &Registry) -> Origin {
    let present = |unit| registry.present(unit);
    match origin {
        Origin::CoLead(unit) if item.primary().map(present) == Some(present(unit)) => Origin::Lead,
        origin => origin,
    }
}
