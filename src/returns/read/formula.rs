//! Cells of formulas that show nothing that could be read.

use super::figures::Fault;
use super::row::RowReader;
use crate::diagnostic::{Code, Diagnostics};
use crate::input::grid::GridRow;

impl RowReader<'_> {
    /// Whether no cell has a formula that came to an error or whose result was not stored; each that
    /// does is reported.
    pub(super) fn formulas(&self, row: &GridRow, problems: &mut Diagnostics) -> bool {
        let mut sound = true;
        for (field, column) in self.columns.all() {
            let (title, text) = (field.title(), row.text(column));
            let (message, hint) = if row.lacks_result(column) {
                let message = format!("“{title}”是公式，文件中没有存下结果，本行未读入");
                (message, "在 Excel 或 WPS 中打开并保存，或把公式粘贴为数值")
            } else if text.starts_with('#') && is_formula_error(text) {
                let message = format!("“{title}”的公式结果是“{text}”，本行未读入");
                (message, "修正公式，或直接填写内容")
            } else {
                continue;
            };
            let fault = Fault::new(Code::FigureFormula, message).hint(hint);
            self.fault(row, field, fault, problems);
            sound = false;
        }
        sound
    }
}

fn is_formula_error(text: &str) -> bool {
    const ERRORS: [&str; 8] = [
        "#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!",
    ];
    ERRORS.contains(&text)
}
