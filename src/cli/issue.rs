//! `duban issue`.

use super::args::{Common, Issue};
use super::{CommandError, Status, report, status};
use crate::archive::Line;
use crate::diagnostic::Severity;
use crate::job::{self, IssueRequest, Issued};

pub(super) fn execute(common: &Common, arguments: &Issue) -> Result<Status, CommandError> {
    let workspace = common.workspace()?;
    let request = IssueRequest {
        files: &arguments.files,
        signed: &arguments.signed,
        corrects: arguments.corrects.clone(),
    };
    let issued = job::issue(&workspace, &common.options(), &request)?;
    report::problems(common, &issued.problems, Severity::Warning);
    if !common.quiet {
        report::out(&summary(&issued))?;
    }
    Ok(status(&issued.problems))
}

/// Names what was issued, a line for each document, and the last record for the office's log.
fn summary(issued: &Issued) -> String {
    let documents = issued.documents.iter();
    let mut lines: Vec<String> = documents
        .map(|document| {
            let (number, title) = (&document.number, &document.title);
            format!("归档 {number}《{title}》：{}", document.folder)
        })
        .collect();
    lines.extend(issued.last.as_ref().map(for_the_log));
    lines.join("\n")
}

/// Returns the line that the office writes into its log.
pub(super) fn for_the_log(last: &Line) -> String {
    let Line { index, number, record, .. } = last;
    format!("档案最后一件：第{index}件 {number}，记录的哈希 {record}（请抄入工作日志）")
}
