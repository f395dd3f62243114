//! A workbook (.xlsx, .xls): each sheet with content is a table, under a line with the sheet's name.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::layout::{Layout, TooLarge};
use super::{Published, too_large, unreadable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::places::Region;
use crate::input::workbook::{self, RemarkKind, WorkbookError, Worksheet};

/// Reads a workbook.
///
/// # Errors
/// It is damaged, locked or too large.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    problems: &mut Diagnostics,
) -> Result<Published, Diagnostic> {
    let sheets = workbook::read(bytes).map_err(|error| refusal(name, &error))?;
    let mut draft = Draft::default();
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        report(name, sheet, problems);
        let region = Region::Sheet(sheet.name.clone());
        draft.paragraph(&sheet.name, &region, 0, 0);
        draft.table(table(sheet, &region).map_err(|_| too_large(name))?);
    }
    Ok(draft.finish(name))
}

/// Lays out the cells of a sheet with its merges.
fn table(sheet: &Worksheet, region: &Region) -> Result<Layout, TooLarge> {
    let filled = || sheet.rows.iter().flat_map(|row| row.filled());
    let first = filled().map(|cell| cell.column).min().unwrap_or(0);
    let last = filled().map(|cell| cell.column).max().unwrap_or(0);
    let mut layout = Layout::default();
    // Merges by the row of their first cell; those that begin in a row without content begin in none.
    let mut merges = sheet.merges.iter().filter(|merge| merge.top <= merge.bottom).peekable();
    let mut open: Vec<(workbook::Merge, Option<(usize, usize)>)> = Vec::new();
    for row in &sheet.rows {
        let at = layout.begin_row(region.clone(), row.number);
        while let Some(merge) = merges.next_if(|merge| merge.top < row.number) {
            open.push((*merge, None));
        }
        open.retain(|(merge, _)| merge.bottom >= row.number - 1);
        for (merge, begin) in &mut open {
            let (left, right) = (merge.left.max(first), merge.right.min(last));
            if left > right || merge.left < first {
                continue;
            }
            let columns = right + 1 - left;
            match begin {
                Some(begin) => layout.cover(at, *begin, columns)?,
                None => {
                    let own = merge.top + 1 == row.number;
                    let text = if own { row.raw(merge.left).trim() } else { "" };
                    layout.put(left - first, columns, text.to_owned(), left + 1)?;
                    *begin = Some((at, left - first));
                }
            }
        }
        for cell in row.filled().filter(|cell| !cell.is_spread()) {
            layout.put(cell.column - first, 1, cell.raw().trim().to_owned(), cell.column + 1)?;
        }
    }
    Ok(layout)
}

/// Reports what is hidden on a sheet or beside its cells: cells were read like all others, the rest was not.
fn report(name: &str, sheet: &Worksheet, problems: &mut Diagnostics) {
    let place = Place { sheet: Some(sheet.name.clone()), ..Place::file(name) };
    let cells = || sheet.rows.iter().flat_map(|row| row.filled());
    let in_hidden = |column: usize| {
        let mut hidden = sheet.hidden.columns.iter();
        hidden.any(|&(first, last)| (first..=last).contains(&column))
    };
    let rows = sheet.rows.iter().filter(|row| sheet.hidden.rows.contains(&(row.number - 1)));
    let columns: BTreeSet<usize> =
        cells().map(|cell| cell.column).filter(|&column| in_hidden(column)).collect();
    let withheld = cells().filter(|cell| cell.withheld().is_some());
    let mut what: Vec<String> =
        sheet.hidden.sheet.then(|| "整张工作表".to_owned()).into_iter().collect();
    for (count, words) in [
        (rows.count(), "行"),
        (columns.len(), "列"),
        (withheld.count(), "格（格式隐藏或加了删除线）"),
    ] {
        if count > 0 {
            what.push(format!("{count}{words}"));
        }
    }
    if !what.is_empty() {
        let message = format!("工作表“{}”有隐藏的内容，也已读入：{}", sheet.name, what.join("、"));
        let hint = "不属于通知的，请删去后重新导入";
        let problem = Diagnostic::new(Code::HiddenContent, message);
        problems.push(problem.at(place.clone()).hint(hint));
    }
    for remark in &sheet.remarks {
        let kind = match remark.kind {
            RemarkKind::Comment => "批注",
            RemarkKind::TextBox => "文本框",
            RemarkKind::StruckPart => "加了删除线的文字",
            RemarkKind::Picture => "图片",
            RemarkKind::Margin => continue,
        };
        let words = remark.text.trim();
        let words = if words.is_empty() { String::new() } else { format!("“{words}”") };
        let place = Place {
            line: remark.at.0 as usize + 1,
            column: remark.at.1 as usize + 1,
            ..place.clone()
        };
        problems.push(Diagnostic::new(Code::MarginWords, format!("{kind}{words}未读入")).at(place));
    }
    let lacking = sheet.rows.iter().flat_map(|row| row.lacking().map(|cell| (row.number, cell)));
    for (line, cell) in lacking {
        let place = Place { line, column: cell.column + 1, ..place.clone() };
        let message = "公式没有保存结果，这一格按空白读入".to_owned();
        let hint = "在 Excel 或 WPS 中打开并保存，或直接填写内容";
        problems.push(Diagnostic::new(Code::HiddenContent, message).at(place).hint(hint));
    }
}

/// Returns the reason why a workbook was not read.
fn refusal(name: &str, error: &WorkbookError) -> Diagnostic {
    match error {
        WorkbookError::TooLarge(_) => error.diagnostic(name),
        WorkbookError::Encrypted => super::locked(name),
        WorkbookError::Formula(_) => {
            unreadable(name, &format!("{error}，本程序读不了"), "修正公式，或直接填写内容")
        }
        WorkbookError::Damaged | WorkbookError::TooOld => {
            unreadable(name, &error.to_string(), "在 Excel 或 WPS 中打开，另存为 .xlsx 再导入")
        }
    }
}
