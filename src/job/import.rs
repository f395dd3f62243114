//! The notice's text → `seeds/annex/*.csv` and `seeds/titles.csv`, without ever losing what the office has edited there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::record::Record;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::input::SourceFile;
use crate::notice::{self, Import};
use crate::output::{self, WriteError};
use crate::plan::{Annex, TITLES_FILE};
use crate::registry::Registry;
use crate::workspace::Workspace;

/// The record of the annex files.
const RECORD: Record = Record("seeds/annex/.imported.json");

/// The treatment of files that were edited since they were imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// Refuse to import.
    Refuse,
    /// Leave all files as they are.
    KeepEdited,
    /// Write them anew.
    Everything,
}

/// The outcome of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportOutcome {
    /// The files were written.
    Written(Imported),
    /// The files hold just what the notice says; nothing changed.
    Unchanged(Imported),
    /// They had been edited and were left alone.
    KeptEdited,
    /// No item was found, and the files were left alone.
    Nothing,
}

/// The findings of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Rows of annex 1.
    pub indicators: usize,
    /// Rows of annex 2.
    pub tasks: usize,
    /// Repairs made.
    pub repairs: usize,
    /// True if the file of short titles was written; one that the office has made or edited is kept.
    pub titled: bool,
    /// The file to which the names unknown to the registry were written, if asked for.
    pub proposed: Option<PathBuf>,
}

/// The reasons why nothing was imported. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The notice cannot be read.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Source(Diagnostic),
    /// Files were edited since.
    #[error("{} 已由人工修改，没有覆盖；确要重新导入请加 --force", .0.join("、"))]
    Edited(Vec<String>),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Imports a notice into the workspace's `seeds/annex`, and with `propose` writes the names that the
/// registry does not know.
///
/// # Errors
/// [`ImportError`]: the notice cannot be read, or files were edited and `overwrite` refuses.
pub fn import(
    workspace: &Workspace,
    notice: &SourceFile,
    overwrite: Overwrite,
    propose: bool,
    problems: &mut Diagnostics,
) -> Result<ImportOutcome, ImportError> {
    // The registry's own problems are reported when the plan is loaded.
    let registry =
        Registry::load(&workspace.root, workspace.config.notice.date, &mut Diagnostics::new());
    let mut found = Diagnostics::new();
    let import = notice::import(notice, &registry, &mut found);
    if import.indicators.is_empty() && import.tasks.is_empty() {
        problems.extend(found);
        return Ok(ImportOutcome::Nothing);
    }
    let mut files = files(&import);
    let edited = RECORD.edited(&workspace.root, &files);
    match overwrite {
        Overwrite::Refuse if !edited.is_empty() => return Err(ImportError::Edited(edited)),
        Overwrite::KeepEdited if !edited.is_empty() => return Ok(ImportOutcome::KeptEdited),
        _ => {}
    }
    problems.extend(found);
    let titles = notice::store::titles(&import);
    if may_write_titles(workspace, &titles) {
        files.insert(TITLES_FILE.to_owned(), titles);
    }
    let is_same = |(path, new): (&String, &Vec<u8>)| {
        std::fs::read(workspace.root.join(path)).is_ok_and(|old| old == *new)
    };
    let titled = files.get_key_value(TITLES_FILE).is_some_and(|titles| !is_same(titles));
    let unchanged = files.iter().all(is_same);
    for (path, bytes) in &files {
        output::write(&workspace.root.join(path), bytes)?;
    }
    RECORD.keep(&workspace.root, &files)?;
    let proposed = if propose {
        let path = workspace.root.join(notice::propose::PROPOSED_FILE);
        output::write(&path, &notice::propose::units(&import))?;
        Some(path)
    } else {
        None
    };
    let imported = Imported {
        indicators: import.indicators.len(),
        tasks: import.tasks.len(),
        repairs: import.repairs.len(),
        titled,
        proposed,
    };
    Ok(if unchanged {
        ImportOutcome::Unchanged(imported)
    } else {
        ImportOutcome::Written(imported)
    })
}

/// Returns whether the workspace has no short titles but those that an earlier import proposed.
fn may_write_titles(workspace: &Workspace, titles: &[u8]) -> bool {
    let workbook = workspace.root.join(TITLES_FILE).with_extension("xlsx");
    let file = BTreeMap::from([(TITLES_FILE.to_owned(), titles.to_vec())]);
    !workbook.exists() && RECORD.edited(&workspace.root, &file).is_empty()
}

/// Returns whether the workspace has annex data, so that it can do without the notice.
pub fn annex_exists(workspace: &Workspace) -> bool {
    Annex::ALL.iter().any(|annex| workspace.root.join(annex.file()).is_file())
}

/// The files of an import, by path.
fn files(import: &Import) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = Annex::ALL
        .into_iter()
        .map(|annex| (annex.file().to_owned(), notice::store::table(import, annex)))
        .collect();
    files.insert(notice::store::REPAIRS_FILE.to_owned(), notice::store::repairs(&import.repairs));
    files
}
