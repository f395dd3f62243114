//! Amounts that got smaller, though they are counted from January on.

use rust_decimal::Decimal;

use super::subject::Subject;
use super::{Doubt, figure};
use crate::diagnostic::Code;
use crate::period::Month;
use crate::returns::Field;
use crate::targets::Kind;

/// Returns G141: an amount that is less than in an earlier month.
pub(super) fn since(subject: &Subject<'_>, before: Option<(Month, Decimal)>) -> Option<Doubt> {
    let (month, earlier) = before.filter(|_| subject.kind == Kind::Amount)?;
    let value = subject.value().filter(|value| *value < earlier)?;
    // The earlier figure was rounded up: 34 after 33.99.
    let (own, rounded) = (value.normalize().scale(), earlier.normalize().scale());
    let half = Decimal::new(5, rounded.saturating_add(1).min(28));
    if own > rounded && earlier.checked_sub(value)? <= half {
        return None;
    }
    let measure = &subject.target?.measure;
    let then = format!("{}月底", month.number());
    let message = format!(
        "累计完成{}{measure}，少于{then}的{}{measure}：可能填的是当月数而不是1月起的累计数，也可能{then}多报",
        figure(value),
        figure(earlier)
    );
    Some(Doubt { code: Code::FigureFell, message, at: Field::Value, fields: &[Field::Value] })
}
