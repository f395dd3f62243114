//! The files of returns, one after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::corrections::Returns;
use super::file::{Opened, extension};
use super::index::Index;
use super::table::Sink;
use super::tally::Tally;
use super::{PROGRESS_DIR, Presumed, Progress, doubts};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input;

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
            form: None,
            presumed: Presumed::default(),
            typed: None,
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
pub(super) fn files(root: &Path, problems: &mut Diagnostics) -> Vec<String> {
    let entries = match std::fs::read_dir(root.join(PROGRESS_DIR)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            let why = gongwen::foreign::system(&error);
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

/// Whether a file's name ends as those of returns do.
pub(super) fn is_table(name: &str) -> bool {
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

/// Reads one file.
fn read_file(root: &Path, name: &str, index: &Index<'_>, sink: &mut Sink<'_>) {
    let opened = input::bytes(root, name).and_then(|bytes| Opened::new(name, &bytes));
    match opened {
        Ok(mut opened) => {
            sink.form = opened.head(index);
            opened.read(name, index, sink);
        }
        Err(problem) => sink.problems.push(problem),
    }
}
