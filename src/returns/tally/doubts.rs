//! Doubts about the year's returns as a whole: figures that fall, that are far too large, or that contradict
//! the stated percentage. The figures themselves are not changed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::progress::Return;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Month;
use crate::plan::Role;
use crate::returns::Field;
use crate::returns::read::{Index, Key};
use crate::targets::{Kind, Target};

/// The multiple of its target from which a figure is taken to be in a wrong measure. The customary slip is
/// 10,000 (人 for 万人); a unit's part may be a tenth of the target that it is compared with.
const HUGE: i64 = 1_000;

/// Maximum difference between the stated and the computed percentage, in points; it is larger than rounding
/// causes.
const TOLERANCE: Decimal = Decimal::ONE;

/// Reports all doubts of the year, month by month.
pub(super) fn report(
    months: &BTreeMap<Month, BTreeMap<Key, Return>>,
    index: &Index<'_>,
    problems: &mut Diagnostics,
) {
    let mut before: BTreeMap<Key, (Month, Decimal)> = BTreeMap::new();
    for (&month, returns) in months {
        for (&key, report) in returns {
            let (Some(value), Some(target)) = (report.value, amount(index, key)) else {
                continue;
            };
            let mut doubt = |field, doubt: Option<Diagnostic>| {
                if let (Some(source), Some(doubt)) = (report.sources.get(&field), doubt) {
                    problems.push(doubt.at(source.place()));
                }
            };
            let measure = &target.measure;
            let fell = before.get(&key).and_then(|&before| fell(value, before, measure));
            doubt(Field::Value, fell);
            doubt(Field::Value, huge(value, key, target, index));
            let contradicts = report
                .percent
                .and_then(|stated| contradicts(stated, value, own_target(index, key, target)?));
            doubt(Field::Percent, contradicts);
            before.insert(key, (month, value));
        }
    }
}

/// Returns the target of a key, if it is an amount that grows over the year.
fn amount<'a>(index: &Index<'a>, key: Key) -> Option<&'a Target> {
    let target = index.plan.target(key.target)?;
    (Kind::of(target) == Kind::Amount).then_some(target)
}

/// Returns the unit's own target: its own part, or the provincial target for a unit that leads the item.
fn own_target(index: &Index<'_>, key: Key, target: &Target) -> Option<Decimal> {
    let own = index.breakdown.value(key.target, key.unit);
    own.or_else(|| {
        (index.role(key.target.item, key.unit) == Some(Role::Lead)).then_some(target.value)
    })
}

fn fell(value: Decimal, before: (Month, Decimal), measure: &str) -> Option<Diagnostic> {
    let (month, earlier) = before;
    (value < earlier).then(|| {
        let message = format!(
            "累计完成{}{measure}，少于{month}的{}{measure}",
            value.normalize(),
            earlier.normalize()
        );
        Diagnostic::new(Code::FigureFell, message)
            .hint("完成值应填1月起的累计数；上期有误的，请更正上期")
    })
}

fn huge(value: Decimal, key: Key, target: &Target, index: &Index<'_>) -> Option<Diagnostic> {
    let own = index.breakdown.value(key.target, key.unit);
    let reach = own.unwrap_or(target.value);
    if reach <= Decimal::ZERO {
        return None;
    }
    let times = value.checked_div(reach)?;
    (times >= Decimal::from(HUGE)).then(|| {
        let message = format!(
            "完成值{}{}是目标的{}倍，疑似计量单位写错（如把“人”写作“万人”）",
            value.normalize(),
            target.measure,
            times.trunc().normalize()
        );
        Diagnostic::new(Code::FigureHuge, message)
            .hint(format!("目标的计量单位是“{}”，请核对", target.measure))
    })
}

fn contradicts(stated: Decimal, value: Decimal, target: Decimal) -> Option<Diagnostic> {
    let computed = value.checked_div(target)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let difference = computed.checked_sub(stated)?.abs();
    (difference > TOLERANCE).then(|| {
        let message = format!(
            "完成率{}%，按完成值和目标计算应为{}%",
            stated.normalize(),
            one_decimal(computed)
        );
        Diagnostic::new(Code::PercentContradicts, message).hint("考核以完成值为准，请填报单位核对")
    })
}

fn one_decimal(number: Decimal) -> Decimal {
    number
        .round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}
