//! Formula cells that show nothing readable.

use super::problem::Problem;
use crate::diagnostic::Code;
use crate::input::grid::GridRow;
use crate::returns::Field;

/// The text of a formula without a stored result, as it is written down. It is not a figure, word or date.
pub(in crate::returns) const WITHOUT_RESULT: &str = "（公式没有结果）";

/// Returns G125 if the formula of a cell resulted in an error, or its result was not stored.
pub(super) fn problem(row: &GridRow, field: Field, column: usize) -> Option<Problem> {
    let (title, text) = (field.title(), row.text(column));
    let (message, hint) = if row.lacks_result(column) {
        let message = format!("“{title}”是公式，文件中没有存下结果");
        (message, "在 Excel 或 WPS 中打开并保存，或把公式粘贴为数值")
    } else if text.starts_with('#') && is_formula_error(text) {
        let message = format!("“{title}”的公式结果是“{text}”");
        (message, "修正公式，或直接填写内容")
    } else {
        return None;
    };
    Some(Problem::of_row(Code::FigureFormula, message).hint(hint))
}

fn is_formula_error(text: &str) -> bool {
    const ERRORS: [&str; 8] =
        ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!"];
    ERRORS.contains(&text)
}
