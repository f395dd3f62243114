//! Rates of completion that cannot be, or that the figures contradict.

use rust_decimal::Decimal;

use super::subject::Subject;
use super::{Doubt, figure};
use crate::diagnostic::Code;
use crate::returns::Field;
use crate::returns::form::HIGHEST_PERCENT;
use crate::targets::Kind;

/// Maximum difference between the stated and the computed percentage, in points; it is larger than rounding
/// causes.
const TOLERANCE: Decimal = Decimal::ONE;

/// The highest completion that is taken for granted where no figure confirms it, in percent.
const USUAL: i64 = 200;

/// Returns G143: a percentage that the figure and the unit's own target contradict.
pub(super) fn contradiction(subject: &Subject<'_>) -> Option<Doubt> {
    if subject.kind != Kind::Amount {
        return None;
    }
    let (stated, computed) = (subject.report.usable_percent()?, subject.completion()?);
    let agrees = |stated: Decimal| {
        let difference = computed.checked_sub(stated).map(|difference| difference.abs());
        difference.is_none_or(|difference| difference <= TOLERANCE)
    };
    // 0.275 for 27.5%: the figure decides between the two readings.
    let is_fraction = stated > Decimal::ZERO
        && stated <= Decimal::ONE
        && stated.checked_mul(Decimal::ONE_HUNDRED).is_some_and(agrees);
    if agrees(stated) || is_fraction {
        return None;
    }
    let message = format!(
        "完成率{}%，按完成值和目标计算应为{}%：可能完成率填错，也可能完成值填错",
        figure(stated),
        one_decimal(computed)
    );
    let fields = &[Field::Value, Field::Percent];
    Some(Doubt { code: Code::PercentContradicts, message, at: Field::Percent, fields })
}

/// Returns G182: a percentage that is negative, or higher than anything usual.
pub(super) fn out_of_range(subject: &Subject<'_>) -> Option<Doubt> {
    let stated = subject.report.usable_percent()?;
    let used = match subject.kind {
        Kind::Task => true,
        Kind::Amount => subject.value().is_none() || subject.goal().is_none(),
        _ => false,
    };
    let highest = if used { Decimal::from(USUAL) } else { Decimal::from(HIGHEST_PERCENT) };
    // A figure and its target have confirmed it.
    let confirmed = subject.kind == Kind::Amount && !used;
    if confirmed || (Decimal::ZERO..=highest).contains(&stated) {
        return None;
    }
    let message = if stated.is_sign_negative() {
        format!(
            "完成率{}%：可能是{}%，也可能把减少的幅度填成了完成率",
            figure(stated),
            figure(stated.abs())
        )
    } else {
        let limit = match stated > Decimal::from(HIGHEST_PERCENT) {
            true => format!("，超出报送表所许的0至{HIGHEST_PERCENT}"),
            false => String::new(),
        };
        let meant = shifted_below(stated, Decimal::from(USUAL));
        format!(
            "完成率{}%{limit}：可能是{}%，也可能确为年度目标的{}倍",
            figure(stated),
            figure(meant),
            figure(stated / Decimal::ONE_HUNDRED)
        )
    };
    let fields: &[Field] = if used { &[Field::Percent] } else { &[] };
    Some(Doubt { code: Code::PercentRange, message, at: Field::Percent, fields })
}

/// Divides a number by ten until it is no more than `highest`.
fn shifted_below(mut number: Decimal, highest: Decimal) -> Decimal {
    while number > highest {
        number /= Decimal::TEN;
    }
    number
}

fn one_decimal(number: Decimal) -> Decimal {
    number
        .round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
        .normalize()
}
