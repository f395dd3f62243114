//! The order of rows: by the column 顺序 where it is filled in, and as in the file elsewhere.

use rust_decimal::Decimal;

use super::spelling::normalize;
use crate::diagnostic::{Code, Diagnostics};
use crate::input::columns::{NamedRow, NamedRows};

/// Returns the rows ordered by the column `order`; a row without a number follows the row above it. Numbers
/// may have decimals (5.5 puts a row between 5 and 6); a cell that is not a number is reported (F116) and
/// counts as blank.
pub(super) fn in_order<'t, C: Copy + PartialEq>(
    rows: &'t NamedRows<'_, C>,
    order: C,
    diagnostics: &mut Diagnostics,
) -> Vec<NamedRow<'t, C>> {
    let mut above = Decimal::MIN;
    let mut ordered: Vec<_> = rows
        .iter()
        .map(|row| {
            above = number(&row, order, diagnostics).unwrap_or(above);
            (above, row)
        })
        .collect();
    ordered.sort_by_key(|&(order, _)| order);
    ordered.into_iter().map(|(_, row)| row).collect()
}

fn number<C: Copy + PartialEq>(
    row: &NamedRow<'_, C>,
    order: C,
    diagnostics: &mut Diagnostics,
) -> Option<Decimal> {
    let cell = row.filled(order)?;
    let number = normalize(&cell.text).parse().ok();
    if number.is_none() {
        let message = format!("顺序“{}”不是数字，按文件中的先后排列", cell.text);
        let problem = row.source.problem(Code::CellInvalid, message, cell);
        diagnostics.push(problem.hint("顺序填写数字，或留空"));
    }
    number
}
