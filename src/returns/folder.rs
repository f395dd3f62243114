//! The folder of the workspace that holds the files of returns.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// The folder of the workspace that holds the files of returns.
pub const PROGRESS_DIR: &str = "seeds/progress";

/// Returns the files of returns of the workspace `root`, as paths relative to it, in the order of their names,
/// in which they are read. A file that does not hold returns is reported.
pub(super) fn files(root: &Path, problems: &mut Diagnostics) -> Vec<String> {
    let entries = match std::fs::read_dir(root.join(PROGRESS_DIR)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            let why = gongwen::foreign::system(&error);
            let message = format!("文件夹“{PROGRESS_DIR}”无法读取：{why}");
            let problem = Diagnostic::new(Code::FileUnreadable, message);
            problems.push(problem.at(Place::file(PROGRESS_DIR)));
            return Vec::new();
        }
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        // Files that Office and editors leave beside an open file.
        .filter(|name| !name.starts_with("~$") && !name.starts_with('.'))
        .collect();
    names.sort();
    let (files, others): (Vec<_>, _) = names.into_iter().partition(|name| is_file_of_returns(name));
    for name in others {
        let message = format!("“{name}”不是报送文件（.csv、.txt、.tsv、.xlsx、.xls），未读入");
        let problem = Diagnostic::new(Code::ReturnsFileIgnored, message);
        problems.push(problem.at(Place::file(format!("{PROGRESS_DIR}/{name}"))));
    }
    let paths = files.into_iter().map(|name| format!("{PROGRESS_DIR}/{name}"));
    paths.collect()
}

/// Returns whether a file's name ends like those of returns (.csv, .xlsx and the like).
pub fn is_file_of_returns(name: &str) -> bool {
    let known = ["csv", "txt", "tsv", "xlsx", "xls", "xlsm"];
    known.contains(&&*extension(name))
}

/// Returns the ending of a file's name, in lower case.
pub(super) fn extension(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.to_ascii_lowercase()
}
