//! `duban build`, the main job: import, check, letters, workbooks.

use super::args::Common;
use super::{CommandError, Status, import, letters, report, sheets, status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, ImportError, ImportOutcome, Overwrite, Selection, Session};
use crate::registry::Registry;
use crate::source::SourceFile;
use crate::workspace::Workspace;

pub(super) fn execute(common: &Common) -> Result<Status, CommandError> {
    let workspace = common.workspace()?;
    let mut problems = Diagnostics::new();
    let registry = Registry::load(&workspace.root, workspace.config.notice.date, &mut problems);
    if registry.is_empty() {
        report::problems(&problems, Severity::Warning);
        report::out("单位名录是空的，没有生成文件")?;
        return Ok(status(&problems));
    }
    let mut problems = Diagnostics::new();
    let outcome = import_notice(common, &workspace, &mut problems)?;
    let session = Session::load(workspace, common.output.clone(), common.date, &mut problems);
    session.check(&mut problems);
    let letters = letters::make(common, &session, &Selection::All)?;
    let sheets = job::sheets(&session)?;
    problems.extend(letters.problems.clone());
    problems.extend(sheets.problems.clone());
    report::problems(&problems, Severity::Warning);
    if !common.quiet {
        report::out(&outcome)?;
        report::out(&letters::summary(&session, &letters))?;
        report::out(&sheets::summary(&session, &sheets))?;
        report::out(&format!(
            "{}（duban check 可查看全部）",
            report::counted(&problems)
        ))?;
    }
    Ok(status(&problems))
}

/// Imports the notice, unless the office has edited the annex data since.
fn import_notice(
    common: &Common,
    workspace: &Workspace,
    problems: &mut Diagnostics,
) -> Result<String, CommandError> {
    let file = &workspace.config.notice.file;
    if !workspace.root.join(file).exists() && job::annex_exists(workspace) {
        return Ok(format!("没有 {file}，沿用已有的附件数据"));
    }
    let notice = SourceFile::read(&workspace.root, file).map_err(ImportError::Source)?;
    let overwrite = if common.force {
        Overwrite::Everything
    } else {
        Overwrite::KeepEdited
    };
    let mut found = Diagnostics::new();
    let outcome = job::import(workspace, &notice, overwrite, false, &mut found)?;
    // Doubts about a notice that was imported before were told then; they stand in repairs.csv.
    let told = matches!(outcome, ImportOutcome::Unchanged(_));
    problems.extend(
        found
            .iter()
            .filter(|problem| !told || problem.severity() == Severity::Error)
            .cloned()
            .collect(),
    );
    Ok(import::summary(&outcome))
}
