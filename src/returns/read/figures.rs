//! The figures of a return: 完成值 in the target's measure, 完成率 in percent.

use rust_decimal::Decimal;

use super::problem::{Problem, quote};
use super::row_content::Entry;
use crate::diagnostic::Code;
use crate::targets::quantity::{Quantity, is_missing};
use crate::targets::{Kind, Target};

/// A figure, and the problem that a person should look at, if there is one.
pub(in crate::returns) type Figure = (Entry<Decimal>, Option<Problem>);

/// Reads 完成值 and converts it into the measure of `target`. Without a measure in the cell, the value is in that
/// of `column`, which may be empty.
///
/// # Errors
/// The problem for which the figure cannot be used.
pub(in crate::returns) fn value(
    text: &str,
    column: &str,
    target: Option<&Target>,
) -> Result<Figure, Problem> {
    let Some(mut quantity) = quantity("完成值", text)? else {
        return Ok((missing(text), None));
    };
    let plain = quantity.measure.is_empty();
    if plain && !is_missing(column) {
        column.clone_into(&mut quantity.measure);
    }
    let Some(target) = target else {
        let doubt = inexact("完成值", text, &quantity, quantity.value);
        return Ok((Entry::Given(quantity.value), doubt));
    };
    let is_change = quantity.measure.ends_with("百分点") && !target.measure.ends_with("百分点");
    if is_change && Kind::of(target) == Kind::Level {
        let message = format!("完成值“{}”是增减的百分点，目标是达到的比率", quote(text));
        let problem = Problem::of_row(Code::FigureMeasure, message);
        return Err(problem.hint("填达到的百分数，如 92.8%"));
    }
    let quantity = quantity.beside(target);
    let value = quantity.in_measure(&target.measure).ok_or_else(|| {
        let message =
            format!("计量单位“{}”与目标的“{}”不一致", quote(&quantity.measure), target.measure);
        Problem::of_row(Code::FigureMeasure, message)
            .hint(format!("换算成“{}”后填写", target.measure))
    })?;
    let doubt = inexact("完成值", text, &quantity, value).or_else(|| {
        (target.measure == "%" && plain && column != "%" && is_fraction_of(value, target.value))
            .then(|| fraction("完成值", text, value))
    });
    Ok((Entry::Given(value), doubt))
}

/// Returns whether a word says that the value of a target that is a fall is a rise: 上升1.2, not −1.2.
pub(in crate::returns) fn rises(text: &str, target: Option<&Target>) -> bool {
    let quantity = Quantity::parse(text).ok().flatten();
    quantity.zip(target).is_some_and(|(quantity, target)| {
        target.states_fall()
            && quantity.direction.is_some()
            && quantity.beside(target).value.is_sign_negative()
    })
}

/// Returns whether a figure that was read may be a fraction in place of a percentage.
pub(in crate::returns) fn is_fraction(read: &Result<Figure, Problem>) -> bool {
    let doubt = read.as_ref().ok().and_then(|(_, doubt)| doubt.as_ref());
    doubt.is_some_and(|doubt| doubt.code == Code::FigureFraction)
}

/// Reads 完成率, in percent.
///
/// # Errors
/// The problem for which the figure cannot be used.
pub(in crate::returns) fn percent(text: &str) -> Result<Figure, Problem> {
    let Some(quantity) = quantity("完成率", text)? else {
        return Ok((missing(text), None));
    };
    let value = quantity.in_measure("%").ok_or_else(|| {
        let message = format!("完成率“{}”不是百分数", quote(text));
        Problem::of_row(Code::FigureMeasure, message).hint("写作 27.5% 或 27.5")
    })?;
    let plain = quantity.measure.is_empty();
    let doubt = inexact("完成率", text, &quantity, value).or_else(|| {
        (plain && value > Decimal::ZERO && value <= Decimal::ONE)
            .then(|| fraction("完成率", text, value))
    });
    Ok((Entry::Given(value), doubt))
}

fn missing(text: &str) -> Entry<Decimal> {
    if text.is_empty() { Entry::Blank } else { Entry::Missing }
}

fn quantity(title: &str, text: &str) -> Result<Option<Quantity>, Problem> {
    Quantity::parse(text).map_err(|error| {
        let message = format!("{title}“{}”{error}", quote(text));
        Problem::of_row(Code::FigureUnreadable, message).hint("填一个数；尚无数据的填“暂无”或留空")
    })
}

fn inexact(title: &str, text: &str, quantity: &Quantity, value: Decimal) -> Option<Problem> {
    (!quantity.hedge.is_empty()).then(|| {
        let message = format!(
            "{title}“{}”带有“{}”，按{}采用",
            quote(text),
            quantity.hedge,
            value.normalize()
        );
        Problem::new(Code::FigureInexact, message).hint("请填报单位核实准确数")
    })
}

/// Returns whether a plain number beside a target in percent is far below the target, and near it when
/// multiplied by 100.
fn is_fraction_of(value: Decimal, target: Decimal) -> bool {
    let three = Decimal::from(3);
    let near = || {
        let percent = value.checked_mul(Decimal::ONE_HUNDRED)?;
        let above = percent.checked_mul(three)? >= target;
        Some(above && percent <= target.checked_mul(three)?)
    };
    value > Decimal::ZERO && value <= Decimal::ONE && near().unwrap_or(false)
}

fn fraction(title: &str, text: &str, value: Decimal) -> Problem {
    let percent = value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value);
    let message = format!(
        "{title}“{}”疑似小数：可能是{}%，也可能确为{}%",
        quote(text),
        percent.normalize(),
        value.normalize()
    );
    Problem::new(Code::FigureFraction, message).hint("百分数写作 92.8 或 92.8%，不要写作 0.928")
}
