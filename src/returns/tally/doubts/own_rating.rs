//! A unit's own judgement that its figures contradict.
//!
//! Only gross contradictions count: 完成 beside a part of the target, 滞后 beside the whole of it, 严重滞后 beside a
//! figure that keeps the schedule, 达到序时 beside less than half of what is due. Of a rate: 完成 beside one that misses
//! its target, 达到序时 beside one that misses it by more than a point or is on the wrong side of zero, 严重滞后 beside one
//! that keeps it, and 滞后 beside one that keeps it at the end of the year. One step up or down is the unit's view of its
//! own work.

use rust_decimal::Decimal;

use super::subject::Subject;
use super::{Doubt, figure};
use crate::diagnostic::Code;
use crate::plan::Due;
use crate::returns::Field;
use crate::status::Status;
use crate::targets::{Comparator, Direction, Kind, Target};

/// The completion from which a unit may round its work to 完成, in percent.
const NEARLY_DONE: i64 = 99;

/// The points by which 左右 may be missed.
const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// The points by which a rate may miss its target before that is severe.
const SHORTFALL: Decimal = Decimal::ONE;

/// The points that rounding to one decimal takes away at most: a unit may call what it prints as its target 完成.
const ROUNDING: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// Returns G183: a judgement of its own that the unit's figures contradict.
pub(super) fn contradiction(subject: &Subject<'_>) -> Option<Doubt> {
    let (report, kind) = (subject.report, subject.kind);
    let own = report.status.filter(|_| report.defect(Field::Status).is_none())?;
    let by_figure = || subject.completion().map(|percent| (percent, &[Field::Value] as &[Field]));
    let stated = || {
        let percent = report.usable_percent()?;
        Some((percent, &[Field::Percent] as &[Field]))
    };
    let (percent, fields) = match kind {
        Kind::Task => stated()?,
        Kind::Amount => by_figure().or_else(stated)?,
        Kind::Growth | Kind::Level | Kind::UpperBound => return of_a_rate(own, subject),
    };
    let due = subject.due();
    if agrees(own, percent, due).unwrap_or(true) {
        return None;
    }
    let message = format!(
        "自评“{}”，完成率却是{}%：可能状态填错，也可能完成情况的数字填错",
        own.word(),
        figure(percent)
    );
    Some(Doubt { code: Code::RatingContradicts, message, at: Field::Status, fields })
}

/// Returns G183 for a rate or a bound, which has no completion.
fn of_a_rate(own: Status, subject: &Subject<'_>) -> Option<Doubt> {
    let (target, value) = (subject.target?, subject.value()?);
    let goal = subject.goal()?;
    let missed = missed(target, value, goal)?;
    let is_kept = missed <= Decimal::ZERO;
    let is_severe = match subject.kind {
        Kind::UpperBound => !is_kept,
        _ => missed > SHORTFALL || (!is_kept && is_reversed(target, value)),
    };
    let agrees = match own {
        Status::Done => missed < ROUNDING,
        Status::OnTrack => !is_severe,
        Status::Lagging => !(is_kept && subject.month.closes_year()),
        Status::Severe => !is_kept,
        _ => true,
    };
    if agrees {
        return None;
    }
    let measure = &target.measure;
    let message = format!(
        "自评“{}”，完成值却是{}{measure}（目标{}{measure}）：可能状态填错，也可能完成值填错",
        own.word(),
        figure(value),
        figure(goal)
    );
    Some(Doubt {
        code: Code::RatingContradicts,
        message,
        at: Field::Status,
        fields: &[Field::Value],
    })
}

/// Returns by how much a value misses its target, in its direction and beyond what 左右 allows; zero or less if it keeps
/// it.
fn missed(target: &Target, value: Decimal, goal: Decimal) -> Option<Decimal> {
    let over = value.checked_sub(goal)?;
    let missed = match target.direction {
        Direction::Up | Direction::Decline => -over,
        Direction::Down => over,
        Direction::Near => over.abs(),
    };
    let is_loose = target.comparator == Comparator::About || target.direction == Direction::Near;
    missed.checked_sub(if is_loose { TOLERANCE } else { Decimal::ZERO })
}

/// Returns whether a growth is a fall, or a fall a rise.
fn is_reversed(target: &Target, value: Decimal) -> bool {
    let is_change = match target.direction {
        Direction::Up => Kind::of(target) == Kind::Growth,
        Direction::Decline => true,
        Direction::Down | Direction::Near => false,
    };
    is_change && value < Decimal::ZERO
}

/// Returns whether a judgement and a completion can both be true; `None` where the numbers are too large.
fn agrees(own: Status, percent: Decimal, due: Due) -> Option<bool> {
    let reached = percent.checked_mul(due.whole)?;
    let due = due.part.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(match own {
        Status::Done => percent >= Decimal::from(NEARLY_DONE),
        Status::OnTrack => reached.checked_mul(Decimal::TWO)? >= due,
        Status::Lagging => percent < Decimal::ONE_HUNDRED,
        Status::Severe => percent < Decimal::ONE_HUNDRED && (due.is_zero() || reached < due),
        _ => true,
    })
}
