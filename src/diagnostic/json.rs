//! Problems in the form for scripts: a JSON array.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Diagnostic, Diagnostics, Part, Place};

/// A problem as it is printed. `line` and `column` count from 1; the unknown parts of a place are `null`.
#[derive(Serialize, JsonSchema)]
pub struct Row<'d> {
    code: &'static str,
    severity: &'static str,
    file: Option<&'d str>,
    /// The worksheet; only if the file is a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'d str>,
    /// The table of a document, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<u32>,
    /// The page of a document, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    line: Option<usize>,
    column: Option<usize>,
    /// The offending text.
    text: Option<&'d str>,
    message: &'d str,
    hint: Option<&'d str>,
}

/// Returns all problems as a JSON array of objects with the keys `code`, `severity` (`error`, `warning`,
/// `note`), `file`, `line`, `column`, `text`, `message` and `hint`, with a final line end. A place in a
/// workbook also has `sheet`, one in a document `table` or `page`; its `line` and `column` are those of the cell.
pub fn render(problems: &Diagnostics) -> String {
    let rows: Vec<_> = problems.iter().map(row).collect();
    let json = serde_json::to_string_pretty(&rows).expect("rows of text and numbers are JSON");
    json + "\n"
}

fn row(problem: &Diagnostic) -> Row<'_> {
    let place = problem.place.as_ref();
    let part = place.and_then(|place| place.part);
    let counted = |number: fn(&Place) -> usize| place.map(number).filter(|&number| number > 0);
    Row {
        code: problem.code.as_str(),
        severity: problem.severity().as_str(),
        file: place.map(|place| &*place.file),
        sheet: place.and_then(|place| place.sheet.as_deref()),
        table: part.and_then(|part| if let Part::Table(table) = part { Some(table) } else { None }),
        page: part.and_then(|part| if let Part::Page(page) = part { Some(page) } else { None }),
        line: counted(|place| place.line),
        column: counted(|place| place.column),
        text: place
            .and_then(|place| place.snippet.as_ref())
            .and_then(|snippet| snippet.line.get(snippet.range.clone())),
        message: &problem.message,
        hint: problem.hint.as_deref(),
    }
}
