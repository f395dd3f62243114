//! Indices in place of rates: 102.1 (上年=100) for a rise of 2.1%.

use rust_decimal::Decimal;

use super::subject::Subject;
use super::{Doubt, Months, figure};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::returns::Field;
use crate::returns::read::Index;
use crate::targets::{Kind, Target};

/// The figures that look like an index whose base is 100.
const LOOKS_LIKE_INDEX: std::ops::RangeInclusive<i64> = 80..=130;

/// The highest target beside which an index cannot be the rate itself.
const HIGHEST_RATE: i64 = 40;

/// The words of a rise; a fall is counted the other way round, and then the office is asked.
const RISES: [&str; 5] = ["涨幅", "上涨", "增长", "增速", "增幅"];

/// Replaces indices by rates where the target itself says that it is about an index and a rise, and reports them
/// (G185). A figure that the office verified is left as it is.
pub(super) fn convert(months: &mut Months, index: &Index<'_>, problems: &mut Diagnostics) {
    for returns in months.values_mut() {
        for (key, report) in returns.iter_mut().filter(|(_, report)| report.verified.is_none()) {
            let Some(target) = index.plan.target(key.target).filter(|target| names_index(target))
            else {
                continue;
            };
            let Some(value) = report.usable_value().filter(|value| is_index(*value, target)) else {
                continue;
            };
            let rate = value - Decimal::ONE_HUNDRED;
            report.value = Some(rate);
            let message = format!(
                "完成值{}是指数（上年=100），按{}{}%采用",
                figure(value),
                if rate.is_sign_negative() { "下降" } else { "上涨" },
                figure(rate.abs())
            );
            let problem = Diagnostic::new(Code::FigureIndexConverted, message);
            if let Some(source) = report.sources.get(&Field::Value) {
                problems.push(problem.at(source.place()).hint("完成值请填涨幅，如 2.1"));
            }
        }
    }
}

/// Returns G184: a rate that looks like an index.
pub(super) fn asked(subject: &Subject<'_>) -> Option<Doubt> {
    let target = subject.target?;
    let value = subject.value().filter(|value| is_index(*value, target))?;
    let rate = value - Decimal::ONE_HUNDRED;
    let change = if rate.is_sign_negative() { "下降" } else { "增长" };
    let message = format!(
        "完成值{}疑似指数（上年=100）：可能是{change}{}%，也可能确为{}{}",
        figure(value),
        figure(rate.abs()),
        figure(value),
        target.measure
    );
    Some(Doubt { code: Code::FigureIndex, message, at: Field::Value, fields: &[Field::Value] })
}

/// Returns whether a value looks like an index beside a target that is a rate of change.
fn is_index(value: Decimal, target: &Target) -> bool {
    let is_change = match Kind::of(target) {
        Kind::Growth => true,
        Kind::UpperBound => RISES.iter().any(|word| says(target, word)),
        _ => false,
    };
    let (low, high) = (LOOKS_LIKE_INDEX.start(), LOOKS_LIKE_INDEX.end());
    is_change
        && target.measure == "%"
        && target.value.abs() <= Decimal::from(HIGHEST_RATE)
        && (Decimal::from(*low)..=Decimal::from(*high)).contains(&value)
}

/// Returns whether a target says that it is about the rise of an index.
fn names_index(target: &Target) -> bool {
    says(target, "指数") && RISES.iter().any(|word| says(target, word))
}

fn says(target: &Target, word: &str) -> bool {
    target.subject.contains(word) || target.raw.contains(word)
}
