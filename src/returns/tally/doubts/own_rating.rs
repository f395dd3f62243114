//! A unit's own judgement that its figures contradict.
//!
//! Only gross contradictions count: 完成 beside a part of the target, 滞后 beside the whole of it, 严重滞后 beside a
//! figure that keeps the schedule, 达到序时 beside less than half of what is due. One step up or down is the unit's
//! view of its own work.

use rust_decimal::Decimal;

use super::subject::Subject;
use super::{Doubt, figure};
use crate::diagnostic::Code;
use crate::plan::Due;
use crate::returns::Field;
use crate::status::Status;
use crate::targets::Kind;

/// The completion from which a unit may round its work to 完成, in percent.
const NEARLY_DONE: i64 = 99;

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
        _ => return None,
    };
    let due = subject.index.standards.due(subject.key.target, subject.month);
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
