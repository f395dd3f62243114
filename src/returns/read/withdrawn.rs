//! Cells of a row whose content does not count: struck through, hidden by a number format, or a picture.

use super::head::Head;
use super::problem::{Problem, quote};
use crate::diagnostic::Code;
use crate::input::grid::{GridRow, Origin, Withheld};
use crate::returns::Field;

/// Takes the cells whose content does not count out of a row, and reports each of them. Those by which the row names
/// its item remain: a row that was struck through is still that of its item.
pub(super) fn take_out(row: &mut GridRow, head: &Head, origin: Origin<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for field in Field::REPORTED {
        let Some(column) = head.columns.of(field) else { continue };
        let text = row.text(column);
        let why = match row.withheld(column) {
            _ if text.is_empty() => continue,
            Some(Withheld::Struck) => (Code::CellWithdrawn, "有删除线，视为作废，未采用"),
            Some(Withheld::Hidden) => (Code::CellHidden, "的单元格格式不显示内容，未采用"),
            None if is_picture(text) && is_words(field) => {
                (Code::RemarkNotRead, "是嵌入单元格的图片，未采用")
            }
            None => continue,
        };
        let (code, why) = why;
        let message = format!("{}“{}”{why}", field.title(), quote(text));
        let problem = Problem::new(code, message).at(origin.place(row, column));
        problems.push(problem.hint("请填报单位核实；要填报的，在单元格里直接填写"));
        row.take(column);
    }
    problems
}

/// Returns whether a text is the formula by which WPS puts a picture in a cell.
fn is_picture(text: &str) -> bool {
    let formula = text.trim_start_matches(['=', '@']);
    formula.trim_start_matches("_xlfn.").starts_with("DISPIMG(")
}

/// Returns whether a field holds words. A figure that is a picture cannot be read.
fn is_words(field: Field) -> bool {
    matches!(field, Field::Progress | Field::Problems | Field::NextSteps | Field::Reporter)
}
