//! Completions that a formula can work out.

use rust_decimal::Decimal;

use crate::report::bulletin::{Figure, RankCell};
use crate::workbook::cell::{Cell, CellFormat};
use crate::workbook::formula::of_whole;

/// Returns whether a completion in percent is that of `value` against `goal`, and not one that the unit reported.
fn is_quotient(value: Option<Decimal>, goal: Option<Decimal>, percent: Option<Decimal>) -> bool {
    let quotient = || {
        let (value, goal) = (value?, goal?);
        value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(goal)
    };
    percent.is_some() && quotient() == percent
}

/// Returns whether a target's completion is that of the two figures beside it.
pub(super) fn of_figure(figure: &Figure) -> bool {
    is_quotient(figure.value, Some(figure.goal), figure.percent)
}

/// Returns whether a unit's completion is that of the two figures beside it.
pub(super) fn of_unit(cell: &RankCell) -> bool {
    is_quotient(cell.value, cell.goal, cell.percent)
}

/// Returns a completion in percent, with `digits` decimals: a quotient of the cells of value and goal, or a number by
/// itself.
pub(super) fn completion(
    percent: Decimal,
    digits: u32,
    is_quotient: bool,
    [value, goal]: &[String; 2],
) -> Cell {
    if !is_quotient {
        return Cell::percent_with(percent, digits);
    }
    let formula = format!("={value}/{goal}");
    Cell::formula(formula, of_whole(percent)).formatted(CellFormat::percent(digits))
}
