//! A file of returns, opened: a text, or the worksheets of a workbook.

use super::index::Index;
use super::lost_header::has_keys;
use super::row_key::FormHead;
use super::table::{self, Sink};
use super::titles;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::grid::Grid;
use crate::input::workbook::Worksheet;
use crate::input::{SourceFile, csv, workbook};
use crate::returns::form::{FormKey, FormKeyError, LIST_SHEET, NOTES_SHEET};

/// A file of returns.
#[derive(Debug)]
pub(super) enum Opened {
    Text(SourceFile),
    Workbook(Vec<Worksheet>),
}

/// The ending of a file's name, in lower case.
pub(super) fn extension(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.to_ascii_lowercase()
}

impl Opened {
    /// Opens the file `name`, whose content and not its name tells whether it is a workbook.
    ///
    /// # Errors
    /// It is neither text nor a sound workbook, or too large.
    pub(super) fn new(name: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        if !workbook::is_workbook(bytes) {
            let text = SourceFile::decode(name, bytes);
            if !extension(name).starts_with("xls") {
                return text.map(Self::Text);
            }
            if let Some(text) = text.ok().filter(may_be_table) {
                return Ok(Self::Text(text));
            }
        }
        let sheets = workbook::read(bytes);
        sheets
            .map(Self::Workbook)
            .map_err(|error| error.diagnostic(name))
    }

    /// The keys of forms in sheets of their own.
    pub(super) fn keys(&self, name: &str) -> Vec<(Result<FormKey, FormKeyError>, Place)> {
        let keys = self.sheets().iter().filter_map(|sheet| {
            let place = Place {
                sheet: Some(sheet.name.clone()),
                ..Place::file(name)
            };
            Some((key(sheet)?, place))
        });
        keys.collect()
    }

    /// Whose form it is, by the first sound key.
    pub(super) fn head(&self, index: &Index<'_>) -> Option<FormHead> {
        let mut keys = self.sheets().iter().filter_map(key);
        keys.find_map(|key| FormHead::new(&key.ok()?, index))
    }

    fn sheets(&self) -> &[Worksheet] {
        match self {
            Self::Text(_) => &[],
            Self::Workbook(sheets) => sheets,
        }
    }

    /// Reads its tables.
    pub(super) fn read(&mut self, name: &str, index: &Index<'_>, sink: &mut Sink<'_>) {
        sink.tally.files += 1;
        match self {
            Self::Text(source) => read_text(source, index, sink),
            Self::Workbook(sheets) => read_sheets(name, sheets, index, sink),
        }
    }
}

/// Whether the text under a workbook's name may be a table, as some systems export them: neither of bytes
/// that no text has, nor a web page or XML, which Excel opens as well.
fn may_be_table(text: &SourceFile) -> bool {
    let text = text.text().trim_start();
    !text.is_empty() && !text.starts_with('<') && !text.contains('\0')
}

/// The form's key, where a sheet holds one.
fn key(sheet: &Worksheet) -> Option<Result<FormKey, FormKeyError>> {
    FormKey::parse(sheet.rows.iter().map(|row| [row.text(0), row.text(1)]))
}

fn read_text(source: &SourceFile, index: &Index<'_>, sink: &mut Sink<'_>) {
    let grid = match Grid::text(source, delimiter(source.text()), sink.problems) {
        Ok(grid) => grid,
        Err(problem) => return sink.problems.push(problem),
    };
    if !table::read(&grid, index, sink) {
        let rows = grid.rows().len();
        let all = rows + grid.broken();
        sink.tally.count_left_out(|tally| &mut tally.faulty, all);
        no_header(source.name(), rows, has_keys(grid.rows()), sink);
    }
}

/// The byte that parts cells: the one by which some line falls into most titles of columns. A title
/// above the header may hold any of them.
fn delimiter(text: &str) -> u8 {
    const LINES: usize = 60;
    const CELLS: usize = 200;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut best = (1, csv::delimiter(text));
    for line in lines.take(LINES) {
        for delimiter in [b',', b'\t', b';'] {
            let cells = line.split(char::from(delimiter)).take(CELLS);
            let cells = cells.map(|cell| cell.trim().trim_matches('"'));
            let count = titles::count_titles(cells);
            if count > best.0 {
                best = (count, delimiter);
            }
        }
    }
    best.1
}

/// Reads the sheets of a workbook. One that holds a return form shows much else in tables (what the unit
/// has to do, what it last reported): of it only the form is read.
fn read_sheets(name: &str, sheets: &mut [Worksheet], index: &Index<'_>, sink: &mut Sink<'_>) {
    let keyed: Vec<bool> = sheets.iter().map(|sheet| has_keys(&sheet.rows)).collect();
    let any_keyed = keyed.contains(&true);
    let is_form = sheets.iter().any(|sheet| key(sheet).is_some());
    let mut without = Vec::new();
    let mut some = false;
    for (sheet, keyed) in sheets.iter_mut().zip(keyed) {
        if key(sheet).is_some() {
            continue;
        }
        let wanted = match (any_keyed, is_form) {
            (true, _) => keyed,
            (false, true) => table::has_form(&sheet.rows),
            (false, false) => true,
        };
        let grid = Grid::worksheet(name, &sheet.name, std::mem::take(&mut sheet.rows));
        if wanted && table::read(&grid, index, sink) {
            some = true;
        } else {
            without.push((sheet.name.clone(), grid.rows().len()));
        }
    }
    let rows: usize = without.iter().map(|(_, rows)| rows).sum();
    if !some {
        sink.tally.count_left_out(|tally| &mut tally.faulty, rows);
        return no_header(name, rows, any_keyed, sink);
    }
    sink.tally.count_left_out(|tally| &mut tally.remarks, rows);
    // What stands beside the form in its own workbook needs no word.
    let beside = |sheet: &str| any_keyed && [LIST_SHEET, NOTES_SHEET].contains(&sheet);
    without.retain(|(sheet, rows)| *rows > 0 && !beside(sheet));
    for (sheet, rows) in without {
        let message = format!("工作表“{sheet}”中没有报送表，{rows}行内容未读入");
        sink.problems.push(
            Diagnostic::new(Code::ReturnsSheetIgnored, message).at(Place {
                sheet: Some(sheet),
                ..Place::file(name)
            }),
        );
    }
}

fn no_header(name: &str, rows: usize, keyed: bool, sink: &mut Sink<'_>) {
    let message = match rows {
        0 => "文件是空的，没有报送数据".to_owned(),
        rows => format!("没有找到表头，{rows}行内容未读入"),
    };
    let hint = if keyed {
        "这份报送表的列名一行不见了，各列的次序也改过：把原来的列名一行放回各列上方"
    } else {
        "表头应有：期间、编号、指标、单位、完成值、计量单位、完成率、状态、进展情况等列"
    };
    let problem = Diagnostic::new(Code::ReturnsHeader, message);
    sink.problems.push(problem.at(Place::file(name)).hint(hint));
}
