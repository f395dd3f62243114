//! `duban verify`.

use super::args::{Common, Verify};
use super::{CommandError, Status, issue, report, status};
use crate::archive::Archive;
use crate::diagnostic::{Diagnostics, Severity};
use crate::workspace::Workspace;

pub(super) fn execute(common: &Common, arguments: &Verify) -> Result<Status, CommandError> {
    let root = Workspace::find(common.workspace.as_deref())?;
    let archive = Archive::read(&root);
    let mut problems: Diagnostics = super::unfinished(&root).into_iter().collect();
    problems.extend(archive.faults());
    report::problems(common, &problems, Severity::Note);
    let records = archive.records();
    let expected = arguments.expect.as_deref().map(|hash| {
        let found = records.iter().find(|(.., known)| known.starts_with(hash));
        (hash, found)
    });
    if !common.quiet {
        report::out(&match (records.len(), problems.len()) {
            (0, 0) => "档案是空的：还没有归档过文件（duban issue）；日志上抄有哈希的，是整个被移走了，用 --expect 核对"
                .to_owned(),
            (count, 0) => format!("档案共 {count} 件，逐件核对，没有改动"),
            (count, faults) => format!("档案共 {count} 件，有 {faults} 处不符"),
        })?;
    }
    match expected {
        Some((hash, Some((record, ..)))) if !common.quiet => {
            report::out(&format!(
                "日志上的 {hash} 是第{}件 {}的记录，仍在档案里",
                record.index, record.number
            ))?;
        }
        Some((hash, None)) => {
            report::err(&format!("错误：档案里没有哈希为 {hash} 的记录：它被删去，或被改动过"));
        }
        _ => {}
    }
    if let (Some(last), false) = (archive.last(), common.quiet) {
        report::out(&issue::for_the_log(last))?;
    }
    match expected {
        Some((_, None)) => Ok(Status::DataErrors),
        _ => Ok(status(&problems)),
    }
}
