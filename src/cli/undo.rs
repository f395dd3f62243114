//! `duban undo`.

use super::args::Common;
use super::{CommandError, Status, report, status};
use crate::diagnostic::Severity;
use crate::job::{self, Undone};
use crate::workspace::Workspace;

pub(super) fn execute(common: &Common) -> Result<Status, CommandError> {
    let root = Workspace::find(common.workspace.as_deref())?;
    let Some(undone) = job::undo(&root, &common.typed, common.force)? else {
        report::out("没有可以撤销的")?;
        return Ok(Status::Done);
    };
    report::problems(common, &undone.left, Severity::Warning);
    if !common.quiet {
        report::out(&summary(&undone))?;
    }
    Ok(status(&undone.left))
}

/// Names what was brought back, a line for each file.
fn summary(undone: &Undone) -> String {
    let Undone { command, time, restored, removed, voided, left } = undone;
    let mut lines = vec![format!("撤销 {time} 的 {command}：")];
    lines.extend(restored.iter().map(|path| format!("  恢复 {path}")));
    lines.extend(removed.iter().map(|path| format!("  移走 {path}（当时新建的）")));
    lines.extend(voided.iter().map(|number| format!("  作废 {number}（号不收回）")));
    lines.push(match (lines.len(), left.is_empty()) {
        (1, true) => "  已经是当时的样子，没有改动".to_owned(),
        (1, false) => "  没有改动".to_owned(),
        _ => "再运行一次 duban undo，回到撤销以前".to_owned(),
    });
    lines.join("\n")
}
