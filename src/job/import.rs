//! The notice's text → `seeds/annex/*.csv` and `seeds/titles.csv`, without ever losing what the office has edited there.

use std::collections::BTreeMap;
use std::path::Path;

use super::by_products::ByProducts;
use super::new_registry::{self, NewRegistry, ProposedNames};
use super::notice_files::NoticeFiles;
use super::record::{ANNEXES, PROPOSALS};
use super::whole::note_written;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::input;
use crate::input::base_table::workbook_name;
use crate::notice::{self, Import};
use crate::output::{Publication, WriteError};
use crate::plan::{ANNEXES_FILE, Annex, SCHEDULE_FILE, TITLES_FILE};
use crate::registry::Registry;
use crate::workspace::Workspace;
use crate::workspace::backup;
use crate::workspace::memory::{Memory, last_copy};
use gongwen::regular_file;

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

/// The choices for an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportOptions<'a> {
    /// The treatment of edited files.
    pub overwrite: Overwrite,
    /// True to accept fewer items than the last run had.
    pub accepts_fewer: bool,
    /// True to write the names that the registry does not know.
    pub propose: bool,
    /// The command as it was typed.
    pub command: &'a str,
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
    /// The names of the annexes with the numbers of their rows.
    pub annexes: Vec<(String, usize)>,
    /// Repairs made.
    pub repairs: usize,
    /// True if the file of short titles was written; one that the office has made or edited is kept.
    pub titled: bool,
    /// The files of the notice that were copied into the workspace.
    pub copied: Vec<String>,
    /// The names unknown to the registry that were written to the proposals, if asked for.
    pub proposed: Option<ProposedNames>,
}

/// The reasons why nothing was imported. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The notice cannot be read.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Source(Diagnostic),
    /// A file that would be replaced cannot be read.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Unreadable(Diagnostic),
    /// Files were edited since.
    #[error("{} 已由人工修改，没有覆盖；确要重新导入请加 --force", .0.join("、"))]
    Edited(Vec<String>),
    /// Another file has the name under which a file of the notice would be copied.
    #[error("{0} 已有同名而内容不同的文件，没有覆盖；给要导入的文件换个名字，确要覆盖请加 --force")]
    NameTaken(String),
    /// The notice has fewer items than the last run had: it may have been saved by half.
    #[error(
        "通知里只读到{annex}{found}项，上次有{noted}项，seeds/annex 没有改动；确要如此请加 --force"
    )]
    Fewer {
        /// The name of the items.
        annex: &'static str,
        /// Their number in the notice.
        found: usize,
        /// Their number at the last run.
        noted: usize,
    },
    /// A file that had been edited is gone.
    #[error(
        "{file} 不见了，它曾由人工修改，没有重新导入；上次读入的一份在 {copy}，可以复制回来，要按通知重新导入请加 --force"
    )]
    Lost {
        /// The file.
        file: String,
        /// The copy that the last run made.
        copy: String,
    },
    /// The notes of the last run cannot be read.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Notes(Diagnostic),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Imports a notice into the workspace's `seeds/annex`.
///
/// # Errors
/// [`ImportError`]: the notice cannot be read, or something would be lost that `options` do not allow.
pub fn import(
    workspace: &Workspace,
    notice: &NoticeFiles,
    options: ImportOptions<'_>,
    problems: &mut Diagnostics,
) -> Result<ImportOutcome, ImportError> {
    // The registry's own problems are reported when the plan is loaded.
    let registry =
        Registry::load(&workspace.root, workspace.config.notice_date(), &mut Diagnostics::new());
    let mut found = Diagnostics::new();
    let read = |registry: &Registry, problems: &mut Diagnostics| {
        problems.extend(notice.problems.clone());
        notice::import(&notice.published, registry, &workspace.config.import, problems)
    };
    let import = read(&registry, &mut found);
    if import.annexes.is_empty() {
        problems.extend(found);
        return Ok(ImportOutcome::Nothing);
    }
    let keeps_edited = options.overwrite != Overwrite::Everything;
    let (import, found, new) = match options.propose {
        true => new_registry::proposed(workspace, &registry, (import, found), keeps_edited, read)
            .map_err(ImportError::Unreadable)?,
        false => (import, found, NewRegistry::default()),
    };
    let mut files = files(&import, &workspace.config.issuer.government);
    let root = &workspace.root;
    let workbooks = workbooks(root).map_err(ImportError::Unreadable)?;
    let mut edited = workbooks.clone();
    edited.extend(ANNEXES.edited(root, &files).map_err(ImportError::Unreadable)?);
    let mut gone = gone(root, &import).map_err(ImportError::Unreadable)?;
    edited.extend(ANNEXES.edited(root, &gone).map_err(ImportError::Unreadable)?);
    let titles = notice::store::titles(&import);
    let writes_titles =
        may_write(workspace, TITLES_FILE, &titles).map_err(ImportError::Unreadable)?;
    let by_products = by_products(root, &import, !keeps_edited).map_err(ImportError::Unreadable)?;
    match options.overwrite {
        Overwrite::Refuse if !edited.is_empty() => return Err(ImportError::Edited(edited)),
        Overwrite::KeepEdited if !edited.is_empty() => return Ok(ImportOutcome::KeptEdited),
        _ => {}
    }
    if options.overwrite != Overwrite::Everything
        && let Some(taken) = notice.taken(root).map_err(ImportError::Unreadable)?
    {
        return Err(ImportError::NameTaken(taken));
    }
    if !options.accepts_fewer {
        nothing_is_lost(root, &import, &files)?;
    }
    problems.extend(found);
    problems.extend(by_products.kept.into_iter().collect());
    files.extend(by_products.written);
    gone.extend(by_products.gone);
    if writes_titles {
        files.insert(TITLES_FILE.to_owned(), titles);
    }
    let publication = Publication::begin(root);
    let copied = notice.copied(root);
    workbooks.iter().chain(gone.keys()).for_each(|file| publication.remove(&root.join(file)));
    let is_same = |(path, new): (&String, &Vec<u8>)| {
        regular_file::read(workspace.root.join(path)).is_ok_and(|old| old == *new)
    };
    let titled = files.get_key_value(TITLES_FILE).is_some_and(|titles| !is_same(titles));
    let unchanged = gone.is_empty() && files.iter().all(is_same);
    for (path, bytes) in &files {
        publication.stage(&root.join(path), bytes)?;
    }
    for (path, bytes) in &new.registry {
        publication.stage(&root.join(path), bytes)?;
    }
    // Of a file that the notice no longer has, nothing is noted.
    let (forgotten, known): (BTreeMap<_, _>, BTreeMap<_, _>) =
        by_products.known.into_iter().partition(|(_, bytes)| bytes.is_empty());
    gone.extend(forgotten);
    files.extend(known);
    ANNEXES.keep(root, &files, &gone, &publication)?;
    note_written(root, &publication.changes(), &publication)?;
    for (path, bytes) in new.proposed.iter().chain(&new.merged) {
        publication.stage(&root.join(path), bytes)?;
    }
    if !new.proposed.is_empty() {
        PROPOSALS.keep(root, &new.proposed, &BTreeMap::new(), &publication)?;
    }
    notice.keep(workspace, &publication)?;
    backup::publish(publication, root, options.command, &[])?;
    let imported = Imported {
        annexes: counts(&import),
        repairs: import.repairs.len(),
        titled,
        copied,
        proposed: options.propose.then_some(new.summary),
    };
    Ok(if unchanged {
        ImportOutcome::Unchanged(imported)
    } else {
        ImportOutcome::Written(imported)
    })
}

/// Returns the names of the annexes with the numbers of their rows.
fn counts(import: &Import) -> Vec<(String, usize)> {
    let tables = import.annexes.iter();
    tables.map(|(annex, table)| (table.noun(*annex), table.rows.len())).collect()
}

/// Returns the files of annexes that the notice does not have.
///
/// # Errors
/// F102: nobody can say whether there are any.
fn gone(root: &Path, import: &Import) -> Result<BTreeMap<String, Vec<u8>>, Diagnostic> {
    let mut files = BTreeMap::new();
    for annex in Annex::all().filter(|annex| !import.annexes.contains_key(annex)) {
        if input::is_there(root, annex.file())? {
            files.insert(annex.file().to_owned(), Vec::new());
        }
    }
    Ok(files)
}

/// Returns the names of the annexes and the milestones, as files. `overwrites` says that the notice's names win over edited
/// ones; milestones of the office's own always stay.
///
/// # Errors
/// F102: a file is there and cannot be read.
fn by_products(root: &Path, import: &Import, overwrites: bool) -> Result<ByProducts, Diagnostic> {
    let mut files = ByProducts::default();
    files.add(root, ANNEXES_FILE, notice::store::annexes(import), overwrites)?;
    files.add(root, SCHEDULE_FILE, notice::store::schedule(import), false)?;
    Ok(files)
}

/// Returns whether the workspace has no file of short titles but one that an earlier import made.
///
/// # Errors
/// They cannot be read.
fn may_write(workspace: &Workspace, name: &str, bytes: &[u8]) -> Result<bool, Diagnostic> {
    let file = BTreeMap::from([(name.to_owned(), bytes.to_vec())]);
    Ok(!input::is_there(&workspace.root, &workbook_name(name))?
        && ANNEXES.edited(&workspace.root, &file)?.is_empty())
}

/// Checks that the notice has no fewer items than the last run, and that no edited file is gone.
fn nothing_is_lost(
    root: &Path,
    import: &Import,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<(), ImportError> {
    let memory = Memory::load(root).map_err(ImportError::Notes)?;
    for annex in Annex::all() {
        let found = import.rows(annex).len();
        let noted = memory.tables.get(annex.file()).map_or(0, |note| note.rows);
        if found < noted {
            return Err(ImportError::Fewer { annex: annex.noun(), found, noted });
        }
    }
    for file in Annex::all().map(Annex::file).chain([TITLES_FILE]) {
        let copy = last_copy(root, file);
        if !input::is_there(root, file).map_err(ImportError::Unreadable)?
            && let Ok(last) = regular_file::read(&copy)
            && files.get(file) != Some(&last)
            && !ANNEXES.holds(root, file, &last)
        {
            let (file, copy) = (file.to_owned(), copy.display().to_string());
            return Err(ImportError::Lost { file, copy });
        }
    }
    Ok(())
}

/// The workbooks that hold annexes in place of their CSVs: the office edits them.
///
/// # Errors
/// F102: nobody can say whether there are any.
fn workbooks(root: &Path) -> Result<Vec<String>, Diagnostic> {
    let mut workbooks = Vec::new();
    for name in Annex::all().map(|annex| workbook_name(annex.file())) {
        if input::is_there(root, &name)? {
            workbooks.push(name);
        }
    }
    Ok(workbooks)
}

/// Returns whether the workspace has annex data, so that it can do without the notice. What cannot be read is there.
pub fn annex_exists(workspace: &Workspace) -> bool {
    let mut names =
        Annex::all().map(Annex::file).flat_map(|name| [name.to_owned(), workbook_name(name)]);
    names.any(|name| input::is_there(&workspace.root, &name).unwrap_or(true))
}

/// The files of an import, by path.
fn files(import: &Import, government: &str) -> BTreeMap<String, Vec<u8>> {
    let tables = import.annexes.keys();
    let tables = tables
        .map(|&annex| (annex.file().to_owned(), notice::store::table(import, annex, government)));
    let mut files: BTreeMap<String, Vec<u8>> = tables.collect();
    files.insert(
        notice::store::REPAIRS_FILE.to_owned(),
        notice::store::repairs(&import.repairs, government),
    );
    files
}
