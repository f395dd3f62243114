//! The assessment as JSON, as `duban export assessment` prints it.
//!
//! Names and order of the fields are fixed by the outside contract (`FORMATS.md`); the details of items
//! with several targets are in `targets`.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use super::{Assessment, ItemAssessment, Mark, UnitAssessment};
use crate::period::Period;
use crate::plan::Due;
use crate::registry::Registry;
use crate::status::Status;

/// The whole assessment.
#[derive(Debug, Serialize)]
pub struct Export<'a> {
    period: String,
    schedule: String,
    items: Vec<ItemRow<'a>>,
    units: Vec<UnitRow<'a>>,
}

#[derive(Debug, Serialize)]
struct ItemRow<'a> {
    id: String,
    status: Status,
    value: Option<String>,
    percent: Option<String>,
    computed: bool,
    by_unit: Vec<PartRow<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Vec<TargetRow>,
}

#[derive(Debug, Serialize)]
struct PartRow<'a> {
    unit: &'a str,
    status: Status,
    value: Option<String>,
    percent: Option<String>,
    target: Option<String>,
    rank: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Vec<TargetRow>,
}

/// One of several targets.
#[derive(Debug, Serialize)]
struct TargetRow {
    no: usize,
    status: Status,
    value: Option<String>,
    percent: Option<String>,
    target: Option<String>,
    rank: Option<usize>,
}

#[derive(Debug, Serialize)]
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

/// The assessment of `period`: items in order, units in registry order. Figures of an item or a part
/// with several targets are those of the first; its status is the worst.
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
    let first = item.targets.first().map(|target| &target.mark);
    let marks = item.targets.iter().map(|target| (&target.mark, None));
    ItemRow {
        id: item.id.to_string(),
        status: item.status,
        value: first.and_then(|mark| mark.value).map(number),
        percent: first.and_then(|mark| mark.percent).map(percent),
        computed: item.is_computed(),
        by_unit: item.units.iter().map(|part| part_row(part, registry)).collect(),
        targets: target_rows(marks),
    }
}

fn part_row<'a>(part: &'a UnitAssessment, registry: &'a Registry) -> PartRow<'a> {
    let first = part.targets.first();
    let mark = first.map(|target| &target.mark);
    let marks = part.targets.iter().map(|target| (&target.mark, target.rank));
    PartRow {
        unit: &registry.unit(part.unit).short,
        status: part.status,
        value: mark.and_then(|mark| mark.value).map(number),
        percent: mark.and_then(|mark| mark.percent).map(percent),
        target: mark.and_then(|mark| mark.goal).map(number),
        rank: first.and_then(|target| target.rank),
        targets: target_rows(marks),
    }
}

/// A row for each target where there are several.
fn target_rows<'m>(
    marks: impl ExactSizeIterator<Item = (&'m Mark, Option<usize>)>,
) -> Vec<TargetRow> {
    if marks.len() < 2 {
        return Vec::new();
    }
    (1..)
        .zip(marks)
        .map(|(no, (mark, rank))| TargetRow {
            no,
            status: mark.status,
            value: mark.value.map(number),
            percent: mark.percent.map(percent),
            target: mark.goal.map(number),
            rank,
        })
        .collect()
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
