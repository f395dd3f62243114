//! Work without figures that went backwards: a 完成率 that fell, and a judgement of a unit's own that was 完成 before.
//!
//! Both are counted from January on, like amounts: what is done stays done, so one of the two statements is mistaken. Only
//! what a lead unit states is doubted, by which the item is judged and called better or worse than before: a unit that
//! implements may have had another part of the work to do by then.

use rust_decimal::Decimal;

use super::subject::Subject;
use super::{Doubt, Months, figure};
use crate::diagnostic::Code;
use crate::period::Month;
use crate::returns::Field;
use crate::returns::tally::Return;
use crate::status::Status;
use crate::targets::Kind;

/// Returns G240: a 完成率, by which the work is judged, that is less than in an earlier month.
pub(super) fn of_percent(subject: &Subject<'_>, months: &Months) -> Option<Doubt> {
    let report = subject.report;
    let is_cumulative = matches!(subject.kind, Kind::Amount | Kind::Task);
    if !is_cumulative || !subject.leads() || report.value.is_some() {
        return None;
    }
    let percent = report.usable_percent()?;
    let (month, earlier) = last(subject, months, |report| subject.percent_of(report))?;
    // The coarser of the two may be rounded: 33 after 33.3.
    let coarser = percent.normalize().scale().min(earlier.normalize().scale());
    let half = Decimal::new(5, coarser.saturating_add(1).min(28));
    if earlier.checked_sub(percent)? <= half {
        return None;
    }
    let then = format!("{}月底", month.number());
    let message = format!(
        "完成率{}%，低于{then}的{}%：可能填的是当月数而不是1月起的累计数，也可能{then}多报",
        figure(percent),
        figure(earlier)
    );
    let fields: &[Field] = match report.status {
        Some(_) => &[Field::Percent, Field::Status],
        None => &[Field::Percent],
    };
    Some(Doubt { code: Code::PercentFell, message, at: Field::Percent, fields })
}

/// Returns G241: a judgement of a unit's own, by which the work is judged, though the unit had reported it as done before.
pub(super) fn of_status(subject: &Subject<'_>, months: &Months) -> Option<Doubt> {
    let report = subject.report;
    if subject.kind != Kind::Task || !subject.leads() || report.percent.is_some() {
        return None;
    }
    let is_short = |own: &Status| own.is_verdict() && *own != Status::Done;
    let own = usable_status(report).filter(is_short)?;
    let (month, done) = last(subject, months, |report| {
        let whole = report.usable_percent().map(|percent| percent >= Decimal::ONE_HUNDRED);
        whole.or(usable_status(report).map(|own| own == Status::Done))
    })?;
    if !done {
        return None;
    }
    let then = format!("{}月底", month.number());
    let message =
        format!("自评“{}”，{then}已报完成：可能这次状态填错，也可能{then}报早了", own.word());
    Some(Doubt { code: Code::StatusFell, message, at: Field::Status, fields: &[Field::Status] })
}

/// Returns what the same unit stated last before, with its month.
fn last<T>(
    subject: &Subject<'_>,
    months: &Months,
    stated: impl Fn(&Return) -> Option<T>,
) -> Option<(Month, T)> {
    let earlier = months.range(..subject.month).rev();
    let mut stated =
        earlier.filter_map(|(&month, returns)| Some((month, stated(returns.get(&subject.key)?)?)));
    stated.next()
}

fn usable_status(report: &Return) -> Option<Status> {
    report.status.filter(|_| report.defect(Field::Status).is_none())
}
