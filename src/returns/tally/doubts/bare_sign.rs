//! A minus before the value of a target that is a fall: −3.5 beside 能耗下降3%.
//!
//! Some mean a fall of 3.5% by it, as in a table of growth rates, others the contrary of what the target asks for. A
//! word (上升3.5) leaves no doubt.

use super::subject::Subject;
use super::{Doubt, figure};
use crate::diagnostic::Code;
use crate::returns::Field;

/// Returns P161: a negative value of a fall.
pub(super) fn of_a_fall(subject: &Subject<'_>) -> Option<Doubt> {
    let target = subject.target.filter(|target| target.states_fall())?;
    let value = subject.value().filter(|value| value.is_sign_negative() && !value.is_zero())?;
    if subject.report.rises {
        return None;
    }
    let (size, measure) = (figure(value.abs()), &target.measure);
    let message = format!(
        "完成值-{size}：本指标填降幅，负数可能是下降{size}{measure}（应填{size}），也可能是上升{size}{measure}（应写“上升{size}”）"
    );
    Some(Doubt { code: Code::FallSign, message, at: Field::Value, fields: &[Field::Value] })
}
