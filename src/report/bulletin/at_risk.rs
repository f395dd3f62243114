//! Items that are only just on schedule.

use super::Source;
use crate::assess::{ItemAssessment, Kind};
use crate::period::Month;

/// The words for such an item in a table.
pub(super) const AT_RISK: &str = "刚刚达到要求";
/// Number of months in a quarter.
const MONTHS: i8 = 3;

/// Returns whether an item is on schedule by so little that it can fall behind by the next period.
pub(super) fn is_at_risk(assessed: &ItemAssessment, source: &Source<'_>) -> bool {
    (0..assessed.targets.len()).any(|index| target_is_at_risk(assessed, index, source))
}

/// Returns whether one of its targets is what puts it at risk: more will be due of an amount than was reached, or a rate is
/// only just kept. What the office has judged does not slide, nor does a level that is reached.
pub(super) fn target_is_at_risk(
    assessed: &ItemAssessment,
    index: usize,
    source: &Source<'_>,
) -> bool {
    let basis = source.basis;
    let next = source.now.month.number() + MONTHS;
    if !assessed.is_at_risk() || next > MONTHS * 4 {
        return false;
    }
    let returns = basis.progress.of_item(source.now.month, assessed.id);
    let verified = returns.filter_map(|(_, report)| report.verified.as_ref());
    if verified.into_iter().any(|verified| verified.status.is_some()) {
        return false;
    }
    let Some(item) = basis.plan.item(assessed.id) else { return false };
    let Some(next) = Month::new(source.now.month.year(), next) else { return false };
    let target = item.reported().zip(&assessed.targets).nth(index);
    target.is_some_and(|((id, _), target)| {
        let rises = |percent| basis.schedule.due_of(item, id, next).percent() > percent;
        target.narrow
            && match target.kind {
                Kind::Amount | Kind::Task => target.mark.percent.is_some_and(rises),
                Kind::Growth | Kind::UpperBound => true,
                Kind::Level => false,
            }
    })
}
