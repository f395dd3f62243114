//! Single rows of a later period than all the others.

use super::{Doubt, Months, note};
use crate::diagnostic::{Code, Diagnostics};
use crate::returns::Field;
use crate::returns::tally::progress::{newest_month, stray_units};

/// Notes G181 for the rows of units that have only a few for a month after the newest one, unless their day of filing
/// shows that the month was over.
pub(super) fn note_all(months: &mut Months, problems: &mut Diagnostics) {
    let Some(newest) = newest_month(months, |_| true) else { return };
    let stray = stray_units(months, newest);
    for (&month, returns) in months.range_mut(newest..) {
        let rows = returns.iter_mut().filter(|(key, report)| {
            let undated = report.reported_on.is_none() && report.verified.is_none();
            undated && stray.contains(&(month, key.unit))
        });
        for (_, report) in rows.filter(|(_, report)| report.defects.is_empty()) {
            let message = format!(
                "期间{month}晚于各单位报送的{newest}，该单位只报了个别事项，又没有填报日期：可能是{newest}的误写，也可能提前报送"
            );
            let fields = &[Field::Value, Field::Percent, Field::Status];
            let doubt = Doubt { code: Code::PeriodDoubtful, message, at: Field::Value, fields };
            note(report, doubt, problems);
        }
    }
}
