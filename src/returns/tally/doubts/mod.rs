//! Doubts about the year's returns: figures that were probably meant otherwise.
//!
//! A doubt names two readings, and nobody but the unit or the office knows which of them holds. Until the office
//! settles it in `seeds/verified.csv`, or the unit corrects the row, the fields in doubt are defects, by which
//! nothing is judged, ranked or added up. `bare_sign` finds falls with a minus, `fraction` fractions in place of
//! percentages, `index_figure` indices among rates, `magnitude` slips of tens and measures, `fall` amounts that got
//! smaller, `percentage` and `own_rating` statements that contradict the figures, `whole` provincial figures that
//! differ from the sum of their parts, `stray_period` rows of a period that nobody else reports on yet.

mod bare_sign;
mod fall;
mod fraction;
mod index_figure;
mod magnitude;
mod own_rating;
mod percentage;
mod stray_period;
mod subject;
mod whole;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::defect::{Defect, DefectKind};
use super::progress::Return;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::period::Month;
use crate::returns::Field;
use crate::returns::read::{Index, Key};
use subject::Subject;

/// The advice that every doubt ends with.
pub(super) const ADVICE: &str =
    "请填报单位核实更正，或由办公室核实后填入 seeds/verified.csv（核定）；核定前不作评价";

/// The year's returns, by month and subject.
pub(super) type Months = BTreeMap<Month, BTreeMap<Key, Return>>;

/// A doubt about a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubt {
    pub code: Code,
    /// The doubt with its readings, in words.
    pub message: String,
    /// The field whose cell is shown.
    pub at: Field,
    /// The fields that cannot be used before it is settled; none where the statement is not used anyway.
    pub fields: &'static [Field],
}

/// Finds all doubts of the year, month by month, and reports them. Their fields become defects.
pub(super) fn find(months: &mut Months, index: &Index<'_>, problems: &mut Diagnostics) {
    stray_period::note_all(months, problems);
    fraction::note_all(months, index);
    index_figure::convert(months, index, problems);
    let by_itself = |subject: &Subject<'_>| {
        bare_sign::of_a_fall(subject)
            .or_else(|| index_figure::asked(subject))
            .or_else(|| magnitude::enormous(subject))
    };
    each(months, index, problems, |subject, _| by_itself(subject));
    let compared = |subject: &Subject<'_>, months: &Months| {
        let before = subject.before(months);
        magnitude::slip(subject, before, &subject.peers(months))
            .or_else(|| fall::since(subject, before))
    };
    each(months, index, problems, compared);
    each(months, index, problems, |subject, _| percentage::contradiction(subject));
    each(months, index, problems, |subject, _| percentage::out_of_range(subject));
    each(months, index, problems, |subject, _| own_rating::contradiction(subject));
    each(months, index, problems, whole::difference);
}

/// Examines every return that the office has not verified, and notes the doubts that `examine` finds. A month is
/// examined with what is in doubt in the months before it.
fn each(
    months: &mut Months,
    index: &Index<'_>,
    problems: &mut Diagnostics,
    examine: impl Fn(&Subject<'_>, &Months) -> Option<Doubt>,
) {
    let all: Vec<Month> = months.keys().copied().collect();
    for month in all {
        let returns = months.get(&month).into_iter().flatten();
        let found: Vec<(Key, Doubt)> = returns
            .filter(|(_, report)| report.verified.is_none())
            .filter_map(|(&key, report)| {
                let subject = Subject::new(month, key, report, index);
                Some((key, examine(&subject, months)?))
            })
            .collect();
        for (key, doubt) in found {
            let report = months.get_mut(&month).and_then(|returns| returns.get_mut(&key));
            if let Some(report) = report {
                note(report, doubt, problems);
            }
        }
    }
}

/// Reports a doubt at its cell, and makes its fields defects.
pub(super) fn note(report: &mut Return, doubt: Doubt, problems: &mut Diagnostics) {
    let Doubt { code, message, at, fields } = doubt;
    let source = report.sources.get(&at).or_else(|| report.sources.values().next()).cloned();
    let Some(source) = source else { return };
    let advice = if fields.is_empty() { "请填报单位核实" } else { ADVICE };
    problems.push(Diagnostic::new(code, message.clone()).at(source.place()).hint(advice));
    report.defects.extend(fields.iter().map(|&field| Defect {
        field,
        kind: DefectKind::Doubt(message.clone()),
        code,
        source: source.clone(),
    }));
    report.defects.sort_by_key(|defect| defect.field);
}

/// Formats a figure for messages, with at most three decimals.
fn figure(number: Decimal) -> String {
    let half_up = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    let rounded = number.round_dp_with_strategy(3, half_up);
    if rounded.is_zero() { number } else { rounded }.normalize().to_string()
}
