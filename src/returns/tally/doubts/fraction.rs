//! Fractions in place of percentages: a bare 0.25 for 25%. Reading has reported them (G124).

use super::Months;
use super::subject::Subject;
use crate::diagnostic::Code;
use crate::returns::Field;
use crate::returns::read::Index;
use crate::returns::tally::defect::{Defect, DefectKind};
use crate::targets::Kind;

/// Makes the figures that may be fractions defects, unless another figure decides between the two readings.
pub(super) fn note_all(months: &mut Months, index: &Index<'_>) {
    for (&month, returns) in months {
        for (&key, report) in returns.iter_mut().filter(|(_, report)| report.verified.is_none()) {
            let subject = Subject::new(month, key, report, index);
            let decided = subject.kind == Kind::Amount && subject.completion().is_some();
            let doubted = report.fractions.iter().filter(|&&field| {
                report.defect(field).is_none() && !(field == Field::Percent && decided)
            });
            let defects: Vec<_> = doubted
                .filter_map(|&field| {
                    let kind = DefectKind::Doubt(format!("{}疑似小数形式的百分数", field.title()));
                    let source = report.sources.get(&field)?.clone();
                    Some(Defect { field, kind, code: Code::FigureFraction, source })
                })
                .collect();
            report.defects.extend(defects);
            report.defects.sort_by_key(|defect| defect.field);
        }
    }
}
