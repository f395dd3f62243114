//! The assessment as JSON, as `duban export assessment` prints it.
//!
//! Names and order of the fields are fixed by the outside contract (`FORMATS.md`).

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Assessment, ItemAssessment, TargetMark};
use crate::period::Period;
use crate::plan::Due;
use crate::registry::Registry;
use crate::status::Status;

/// The whole assessment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Export<'a> {
    period: String,
    schedule: String,
    items: Vec<ItemRow<'a>>,
    units: Vec<UnitRow<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ItemRow<'a> {
    id: String,
    status: Status,
    value: Option<String>,
    percent: Option<String>,
    computed: bool,
    by_unit: Vec<PartRow<'a>>,
    targets: Vec<TargetRow<'a>>,
}

/// A unit's result for a target.
#[derive(Debug, Serialize, JsonSchema)]
struct PartRow<'a> {
    unit: &'a str,
    status: Status,
    value: Option<String>,
    percent: Option<String>,
    target: Option<String>,
    rank: Option<usize>,
}

/// One of the item's targets; one for an item without targets.
#[derive(Debug, Serialize, JsonSchema)]
struct TargetRow<'a> {
    no: usize,
    status: Status,
    value: Option<String>,
    percent: Option<String>,
    by_unit: Vec<PartRow<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct UnitRow<'a> {
    unit: &'a str,
    done: usize,
    on_track: usize,
    lagging: usize,
    severe: usize,
    unreported: usize,
    defective: usize,
    unrated: usize,
}

/// The assessment of `period`: items in order, units in registry order. Of an item with several targets, the value
/// and the units are those of the first, status and percentage those of the worst: the least complete of those with the
/// worst status.
pub fn assessment<'a>(
    period: Period,
    assessment: &'a Assessment,
    registry: &'a Registry,
) -> Export<'a> {
    Export {
        period: period.to_string(),
        schedule: percent(Due::straight(period.close().number()).percent()),
        items: assessment.items.iter().map(|item| item_row(item, registry)).collect(),
        units: assessment
            .units
            .iter()
            .map(|(&unit, counts)| UnitRow {
                unit: &registry.unit(unit).short,
                done: counts.of(Status::Done),
                on_track: counts.of(Status::OnTrack),
                lagging: counts.of(Status::Lagging),
                severe: counts.of(Status::Severe),
                unreported: counts.of(Status::Unreported),
                defective: counts.of(Status::Defective),
                unrated: counts.of(Status::Unrated),
            })
            .collect(),
    }
}

fn item_row<'a>(item: &'a ItemAssessment, registry: &'a Registry) -> ItemRow<'a> {
    let targets: Vec<_> =
        (0..item.targets.len()).map(|index| target_row(item, index, registry)).collect();
    let worst = item.targets.iter().filter(|target| target.mark.status == item.status);
    ItemRow {
        id: item.id.to_string(),
        status: item.status,
        value: item.targets.first().and_then(value).map(number),
        percent: worst.filter_map(completion).min().map(percent),
        computed: item.is_computed(),
        by_unit: part_rows(item, 0, registry),
        targets,
    }
}

fn target_row<'a>(item: &'a ItemAssessment, index: usize, registry: &'a Registry) -> TargetRow<'a> {
    let target = &item.targets[index];
    TargetRow {
        no: index + 1,
        status: target.mark.status,
        value: value(target).map(number),
        percent: completion(target).map(percent),
        by_unit: part_rows(item, index, registry),
    }
}

/// Returns the units' results for the target at `index`.
fn part_rows<'a>(
    item: &'a ItemAssessment,
    index: usize,
    registry: &'a Registry,
) -> Vec<PartRow<'a>> {
    let parts = item.units.iter();
    let parts = parts.filter_map(|part| Some((part.unit, part.targets.get(index)?)));
    parts
        .map(|(unit, target)| PartRow {
            unit: &registry.unit(unit).short,
            status: target.mark.status,
            value: target.mark.value.map(number),
            percent: target.mark.percent.map(percent),
            target: target.mark.goal.map(number),
            rank: target.rank,
        })
        .collect()
}

/// Returns the value of a target; that of an incomplete sum is the least that was reached.
fn value(target: &TargetMark) -> Option<Decimal> {
    target.mark.value.or(target.sum().map(|sum| sum.total))
}

/// Returns the completion of a target, in percent.
fn completion(target: &TargetMark) -> Option<Decimal> {
    target.mark.percent.or(target.sum().and_then(|sum| sum.percent))
}

/// A number as a string, exact.
fn number(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A percentage as a string: exact where it is a decimal of up to six places, else rounded half up. A
/// completion short of 100 never rounds up to it.
fn percent(value: Decimal) -> String {
    const PLACES: u32 = 6;
    let half_up = RoundingStrategy::MidpointAwayFromZero;
    let rounded = value.round_dp_with_strategy(PLACES, half_up);
    number(if value < Decimal::ONE_HUNDRED && rounded == Decimal::ONE_HUNDRED {
        value.round_dp_with_strategy(PLACES, RoundingStrategy::ToZero)
    } else {
        rounded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact_and_percentages_have_six_places() {
        assert_eq!(number("499.9999999990".parse().unwrap()), "499.999999999");
        let text = |value: &str| percent(value.parse().unwrap());
        assert_eq!(text("27.50"), "27.5");
        assert_eq!(text("33.33333333333"), "33.333333");
        assert_eq!(text("99.99999999"), "99.999999");
        assert_eq!(text("0.0000005"), "0.000001");
        assert_eq!(text("100"), "100");
    }
}
