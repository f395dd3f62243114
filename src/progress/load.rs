//! The files of returns, one after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::corrections::Returns;
use super::index::Index;
use super::table::{self, Sink};
use super::tally::Tally;
use super::{PROGRESS_DIR, Progress, doubts, titles};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::source::grid::Grid;
use crate::source::{self, SourceFile, csv, workbook};

/// Reads all files of the folder and brings their rows together.
pub(super) fn load(root: &Path, index: &Index<'_>, problems: &mut Diagnostics) -> Progress {
    let mut returns = Returns::default();
    let mut tally = Tally::default();
    for name in files(root, problems) {
        let mut sink = Sink {
            returns: &mut returns,
            tally: &mut tally,
            problems,
            renamed: BTreeSet::new(),
        };
        read_file(root, &name, index, &mut sink);
    }
    let (tables, months) = returns.settle(problems);
    doubts::report(&months, &tables, index, problems);
    let months: BTreeMap<_, BTreeMap<_, _>> = months
        .into_iter()
        .map(|(month, returns)| {
            let returns = returns.into_iter();
            (month, returns.map(|(key, one)| (key, one.filed)).collect())
        })
        .collect();
    let count: usize = months.values().map(BTreeMap::len).sum();
    tally.replaced = tally.read - count;
    Progress { months, tally }
}

/// The files of the folder in order of their names; what is no file of returns is noted.
fn files(root: &Path, problems: &mut Diagnostics) -> Vec<String> {
    let entries = match std::fs::read_dir(root.join(PROGRESS_DIR)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            let why = crate::diagnostic::foreign::system(&error);
            problems.push(
                Diagnostic::new(
                    Code::FileUnreadable,
                    format!("文件夹“{PROGRESS_DIR}”无法读取：{why}"),
                )
                .at(Place::file(PROGRESS_DIR)),
            );
            return Vec::new();
        }
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        // What Office and editors leave beside an open file.
        .filter(|name| !name.starts_with("~$") && !name.starts_with('.'))
        .collect();
    names.sort();
    names.retain(|name| is_table(name) || ignore(name, problems));
    names
        .into_iter()
        .map(|name| format!("{PROGRESS_DIR}/{name}"))
        .collect()
}

fn extension(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.to_ascii_lowercase()
}

fn is_table(name: &str) -> bool {
    matches!(
        &*extension(name),
        "csv" | "txt" | "tsv" | "xlsx" | "xls" | "xlsm"
    )
}

/// Notes a file that is none of returns; always `false`.
fn ignore(name: &str, problems: &mut Diagnostics) -> bool {
    problems.push(
        Diagnostic::new(
            Code::ReturnsFileIgnored,
            format!("“{name}”不是报送文件（.csv、.txt、.tsv、.xlsx、.xls），未读入"),
        )
        .at(Place::file(format!("{PROGRESS_DIR}/{name}"))),
    );
    false
}

/// Reads one file, whose content and not its name tells whether it is a workbook.
fn read_file(root: &Path, name: &str, index: &Index<'_>, sink: &mut Sink<'_>) {
    let bytes = match source::bytes(root, name) {
        Ok(bytes) => bytes,
        Err(problem) => return sink.problems.push(problem),
    };
    let is_excel = extension(name).starts_with("xls");
    if workbook::is_workbook(&bytes) || is_excel {
        read_workbook(name, &bytes, index, sink);
    } else {
        match SourceFile::decode(name, &bytes) {
            Ok(source) => read_text(&source, index, sink),
            Err(problem) => sink.problems.push(problem),
        }
    }
}

fn read_text(source: &SourceFile, index: &Index<'_>, sink: &mut Sink<'_>) {
    sink.tally.files += 1;
    let grid = Grid::text(source, delimiter(source.text()), sink.problems);
    if !table::read(&grid, index, sink) {
        let rows = grid.rows().len();
        let all = rows + grid.broken();
        sink.tally.count_left_out(|tally| &mut tally.faulty, all);
        no_header(source.name(), rows, sink);
    }
}

/// The byte that parts cells: the one by which some line falls into most titles of columns. A title
/// above the header may hold any of them.
fn delimiter(text: &str) -> u8 {
    const LINES: usize = 60;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut best = (1, csv::delimiter(text));
    for line in lines.take(LINES) {
        for delimiter in [b',', b'\t', b';'] {
            let cells = line.split(char::from(delimiter));
            let cells = cells.map(|cell| cell.trim().trim_matches('"'));
            let count = titles::count_titles(cells);
            if count > best.0 {
                best = (count, delimiter);
            }
        }
    }
    best.1
}

fn read_workbook(name: &str, bytes: &[u8], index: &Index<'_>, sink: &mut Sink<'_>) {
    let sheets = match workbook::read(bytes) {
        Ok(sheets) => sheets,
        Err(error) => return sink.problems.push(error.diagnostic(name)),
    };
    sink.tally.files += 1;
    let mut without = Vec::new();
    let mut some = false;
    for sheet in sheets {
        let grid = Grid::worksheet(name, &sheet.name, sheet.rows);
        if table::read(&grid, index, sink) {
            some = true;
        } else {
            without.push((sheet.name.clone(), grid.rows().len()));
        }
    }
    let rows: usize = without.iter().map(|(_, rows)| rows).sum();
    if !some {
        sink.tally.count_left_out(|tally| &mut tally.faulty, rows);
        return no_header(name, rows, sink);
    }
    sink.tally.count_left_out(|tally| &mut tally.remarks, rows);
    for (sheet, rows) in without.into_iter().filter(|&(_, rows)| rows > 0) {
        let message = format!("工作表“{sheet}”中没有报送表，{rows}行内容未读入");
        sink.problems.push(
            Diagnostic::new(Code::ReturnsSheetIgnored, message).at(Place {
                sheet: Some(sheet),
                ..Place::file(name)
            }),
        );
    }
}

fn no_header(name: &str, rows: usize, sink: &mut Sink<'_>) {
    let message = match rows {
        0 => "文件是空的，没有报送数据".to_owned(),
        rows => format!("没有找到表头，{rows}行内容未读入"),
    };
    sink.problems.push(
        Diagnostic::new(Code::ReturnsHeader, message)
            .at(Place::file(name))
            .hint("表头应有：期间、编号、指标、单位、完成值、计量单位、完成率、状态、进展情况等列"),
    );
}
