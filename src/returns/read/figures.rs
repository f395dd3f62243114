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
    if let Some(problem) = mere_change(text, &quantity, target) {
        return Err(problem);
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

/// Words by which a rate of growth itself rises or falls, before 个百分点: growth is not 增长, but 提高0.3个百分点.
const CHANGES_OF_RATES: [&str; 8] =
    ["提高", "提升", "上升", "下降", "降低", "下滑", "下跌", "减少"];

/// Returns the problem of a figure that says how much something changed, beside a target that is reached; or of one of
/// which nothing tells whether it is the growth or how much this changed.
fn mere_change(text: &str, quantity: &Quantity, target: &Target) -> Option<Problem> {
    let changes = target.states_change();
    let is_reached = matches!(Kind::of(target), Kind::Level | Kind::UpperBound) && !changes;
    let points = quantity.measure.ends_with("百分点") && !target.measure.ends_with("百分点");
    let quoted = quote(text);
    let problem =
        |message: String, hint: &str| Problem::of_row(Code::FigureMeasure, message).hint(hint);
    if text.contains("持平") && !changes {
        let hint = "与上年相同的，填这个数本身";
        return Some(problem(format!("完成值“{quoted}”没有写明是多少"), hint));
    }
    if points && is_reached {
        let message = format!("完成值“{quoted}”是增减的百分点，目标是达到的比率");
        return Some(problem(message, "填达到的百分数，如 92.8%"));
    }
    let in_words = quantity.direction.is_some() && !text.starts_with(['+', '＋']);
    if in_words && is_reached {
        let message = format!("完成值“{quoted}”是增减的幅度，目标是达到的水平");
        return Some(problem(message, "填达到的数，如 3.8%，不填比上年增减多少"));
    }
    let turns = |&word: &&str| text.contains(word) && !target.subject.contains(word);
    if points && !target.states_fall() && CHANGES_OF_RATES.iter().any(turns) {
        let message = format!("完成值“{quoted}”可能是增速本身，也可能是增速比上年增减的百分点");
        return Some(problem(message, "填增速，如 5.3%，下降的填负数"));
    }
    None
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a value beside a target; `None` if it cannot be used.
    fn read(text: &str, target: &str) -> Option<String> {
        let target = &Target::parse_list(target).unwrap()[0];
        match value(text, "", Some(target)) {
            Ok((Entry::Given(value), _)) => Some(value.normalize().to_string()),
            Ok(other) => panic!("{text}: {other:?}"),
            Err(problem) => {
                assert_eq!(problem.code, Code::FigureMeasure, "{text}");
                None
            }
        }
    }

    #[test]
    fn a_change_is_no_level() {
        const UNEMPLOYMENT: &str = "城镇登记失业率 ≤ 4 %";
        const RETENTION: &str = "义务教育巩固率 ≥ 92.8 %";
        const JOBS: &str = "城镇新增就业 = 40 万人";
        const PRICES: &str = "居民消费价格指数涨幅 ≤ 3 %";
        const ACCIDENTS: &str = "生产安全事故 ≤ 100 起";
        for (text, target, value) in [
            ("下降0.3个百分点", UNEMPLOYMENT, None),
            ("下降0.3%", UNEMPLOYMENT, None),
            ("0.3个百分点", UNEMPLOYMENT, None),
            ("持平", UNEMPLOYMENT, None),
            ("约3.8%", UNEMPLOYMENT, Some("3.8")),
            ("+3.8", UNEMPLOYMENT, Some("3.8")),
            ("与上年持平", RETENTION, None),
            ("提高1.2%", RETENTION, None),
            ("达到93%", RETENTION, Some("93")),
            ("持平", JOBS, None),
            ("增加3.2万人", JOBS, Some("3.2")),
            ("减少3起", ACCIDENTS, None),
            ("88起", ACCIDENTS, Some("88")),
            ("上涨1.9%", PRICES, Some("1.9")),
            ("下降0.3%", PRICES, Some("-0.3")),
            ("持平", PRICES, Some("0")),
        ] {
            assert_eq!(read(text, target).as_deref(), value, "{text} {target}");
        }
    }

    #[test]
    fn points_of_growth_are_growth_unless_the_growth_itself_may_have_changed() {
        const GROWTH: &str = "居民人均可支配收入增长 = 7 %";
        const FALL: &str = "单位生产总值能耗下降 = 3 %";
        for (text, target, value) in [
            ("5.3个百分点", GROWTH, Some("5.3")),
            ("增长5.3个百分点", GROWTH, Some("5.3")),
            ("-0.3个百分点", GROWTH, Some("-0.3")),
            ("提高0.3个百分点", GROWTH, None),
            ("下降0.3个百分点", GROWTH, None),
            ("下降0.3%", GROWTH, Some("-0.3")),
            ("持平", GROWTH, Some("0")),
            ("下降3.2个百分点", FALL, Some("3.2")),
        ] {
            assert_eq!(read(text, target).as_deref(), value, "{text} {target}");
        }
    }
}
