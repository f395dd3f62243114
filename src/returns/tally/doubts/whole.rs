//! Provincial figures that differ from the sum of the units' parts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::subject::Subject;
use super::{Doubt, Months, figure};
use crate::diagnostic::Code;
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::read::Key;
use crate::targets::Kind;

/// The part of the provincial figure by which the sum may differ, as its reciprocal: one in a hundred.
const TOLERANCE: i64 = 100;

/// Returns G187: the figure of the lead unit differs from the sum of the parts, though every unit that has a part
/// reported a figure that is not in doubt itself. Where the parts are not broken down, the province may have more
/// than the sum, never less.
pub(super) fn difference(subject: &Subject<'_>, months: &Months) -> Option<Doubt> {
    let (index, target) = (subject.index, subject.target?);
    let item = index.plan.for_returns(subject.key.target.item, subject.month)?;
    let adds_up = index.breakdown.adds_up(subject.key.target, target);
    if subject.kind != Kind::Amount || !adds_up || item.primary() != Some(subject.key.unit) {
        return None;
    }
    let value = subject.value()?;
    let (parts, whole) = parts(subject)?;
    if parts.is_empty() || parts.contains(&subject.key.unit) {
        return None;
    }
    let returns = months.get(&subject.month)?;
    let mut sum = Decimal::ZERO;
    let mut rounding = rounding_of(value, &target.measure);
    for &unit in &parts {
        let part = returns.get(&Key { unit, ..subject.key })?.usable_value()?;
        sum = sum.checked_add(part)?;
        rounding = rounding.checked_add(rounding_of(part, &target.measure))?;
    }
    let difference = value.checked_sub(sum)?;
    let tolerance = value.abs().max(sum.abs()) / Decimal::from(TOLERANCE);
    if difference.abs() <= tolerance.max(rounding) || (!whole && difference.is_sign_positive()) {
        return None;
    }
    let measure = &target.measure;
    let message = format!(
        "牵头单位报全省{}{measure}，{}个单位所报合计{}{measure}，相差{}{measure}：可能全省数有误，也可能有单位{}",
        figure(value),
        parts.len(),
        figure(sum),
        figure(difference.abs()),
        if difference.is_sign_positive() { "少报" } else { "多报" }
    );
    Some(Doubt { code: Code::WholeContradicts, message, at: Field::Value, fields: &[Field::Value] })
}

/// Returns the units whose figures are added up, and whether they make up the whole: those that have a part of the
/// target, where the parts add up to it, or else those that implement the item.
fn parts(subject: &Subject<'_>) -> Option<(BTreeSet<UnitId>, bool)> {
    let (index, target) = (subject.index, subject.target?);
    let item = index.plan.for_returns(subject.key.target.item, subject.month)?;
    let territory = index.standards.territory?;
    let counted = |units: BTreeSet<UnitId>| BTreeSet::from_iter(territory.counted(units));
    let shares: Vec<_> = index.breakdown.parts(subject.key.target).collect();
    if shares.is_empty() {
        return Some((counted(item.implementers(index.registry)), false));
    }
    let owing = shares.iter().filter(|(_, share)| !share.is_zero()).map(|&(unit, _)| unit);
    let owing = counted(owing.collect());
    let shares = shares.iter().filter(|(unit, _)| owing.contains(unit));
    let sum = shares.map(|&(_, share)| share).try_fold(Decimal::ZERO, Decimal::checked_add)?;
    let gap = sum.checked_sub(target.value)?.abs();
    let adds_up = gap <= target.value.abs() / Decimal::from(TOLERANCE);
    adds_up.then_some((owing, true))
}

/// Returns the most that rounding to its last digit can have changed a figure; whole things are not rounded.
fn rounding_of(value: Decimal, measure: &str) -> Decimal {
    let scale = value.normalize().scale();
    if scale == 0 && !measure.starts_with(['万', '亿']) {
        return Decimal::ZERO;
    }
    Decimal::new(5, scale.saturating_add(1).min(28))
}
