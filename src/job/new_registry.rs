//! The proposals of a registry, from the names that an import does not know: the files with what is to be checked, and the
//! registry itself where it is still empty.

use std::collections::BTreeMap;
use std::path::Path;

use super::record::PROPOSALS;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::base_table::BaseTable;
use crate::input::{self, SourceFile};
use crate::notice::Import;
use crate::notice::propose::{Government, Proposals, ProposedFile};
use crate::registry::{self, GROUPS_FILE, LEADERS_FILE, Registry, UNITS_FILE};
use crate::workspace::region::{Region, UNNAMED};
use crate::workspace::{Config, Workspace};

/// The number of times that a notice is read with the names of the reading before: those that were run together with them are
/// known only then.
const READINGS: usize = 3;

/// The registry that is proposed for a notice.
#[derive(Debug, Default)]
pub(super) struct NewRegistry {
    /// The proposals as they were made, by path.
    pub proposed: BTreeMap<String, Vec<u8>>,
    /// Those that were added to what a person has edited.
    pub merged: BTreeMap<String, Vec<u8>>,
    /// The files of the registry that were empty, by path.
    pub registry: BTreeMap<String, Vec<u8>>,
    /// What was proposed.
    pub summary: ProposedNames,
}

/// What was proposed, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposedNames {
    /// Units.
    pub units: usize,
    /// Collectives.
    pub groups: usize,
    /// Leaders.
    pub leaders: usize,
    /// The kind of which units are asked for, and the collective that means them.
    pub asked: Option<(String, String)>,
    /// True if the registry was empty, and was written too.
    pub registered: bool,
}

/// Returns the import of a notice, with the proposals for the names that the registry does not know. Where the registry has
/// no units yet, the import is that with the proposed ones. `keeps_edited` says that proposals that a person has edited stay. `read` reads the notice with a registry.
///
/// # Errors
/// A file of the registry or of the proposals is there and cannot be read.
pub(super) fn proposed(
    workspace: &Workspace,
    registry: &Registry,
    (mut import, mut found): (Import, Diagnostics),
    keeps_edited: bool,
    read: impl Fn(&Registry, &mut Diagnostics) -> Import,
) -> Result<(Import, Diagnostics, NewRegistry), Diagnostic> {
    let root = &workspace.root;
    let government = government(&workspace.config);
    let mut all = Proposals::of(&import, &government);
    let mut new = NewRegistry::default();
    let empty = empty_tables(root)?;
    let is_first = registry.is_empty() && empty.contains(&UNITS_FILE);
    if is_first && !all.is_empty() {
        for _ in 1..READINGS {
            let registry = all_registered(root, &all.files(&government), &empty, workspace)?;
            found = Diagnostics::new();
            import = read(&registry, &mut found);
            let more = Proposals::of(&import, &government);
            if more.is_empty() {
                break;
            }
            all.extend(more);
        }
        let files = all.files(&government).into_iter();
        let written = files.filter(|file| empty.contains(&file.registry) && file.count() > 0);
        new.registry =
            written.map(|file| (file.registry.to_owned(), file.registry_bytes())).collect();
    }
    for file in all.files(&government) {
        let path = file.path.to_owned();
        match merged(root, &file)? {
            Some(bytes) if keeps_edited => {
                new.merged.insert(path, bytes);
            }
            _ => {
                new.proposed.insert(path, file.bytes());
            }
        }
    }
    let [units, groups, leaders] = all.counts();
    new.summary = ProposedNames {
        units,
        groups,
        leaders,
        asked: all.asked().map(|(kind, group)| (kind.to_owned(), group.to_owned())),
        registered: !new.registry.is_empty(),
    };
    Ok((import, found, new))
}

/// Returns a proposal that a person has edited, with what is new at its end; `None` where nobody has.
fn merged(root: &Path, file: &ProposedFile) -> Result<Option<Vec<u8>>, Diagnostic> {
    let files = BTreeMap::from([(file.path.to_owned(), file.bytes())]);
    if PROPOSALS.edited(root, &files)?.is_empty() {
        return Ok(None);
    }
    let old = input::bytes(root, file.path)?;
    let source = SourceFile::decode(file.path, &old)?;
    Ok(Some(file.merged(&old, &source)))
}

/// Returns the files of the registry without a row.
fn empty_tables(root: &Path) -> Result<Vec<&'static str>, Diagnostic> {
    let mut empty = Vec::new();
    for table in registry::tables() {
        match table.read(root) {
            Ok(source) if table.texts(&source).len() <= 1 && table.file(root)? == table.name => {
                empty.push(table.name);
            }
            Ok(_) => {}
            Err(problem) if problem.code == Code::FileMissing => empty.push(table.name),
            Err(problem) => return Err(problem),
        }
    }
    Ok(empty)
}

/// Returns the registry with the proposals in place of its empty files.
fn all_registered(
    root: &Path,
    files: &[ProposedFile; 3],
    empty: &[&'static str],
    workspace: &Workspace,
) -> Result<Registry, Diagnostic> {
    let source = |table: &BaseTable| match files.iter().find(|file| file.registry == table.name) {
        Some(file) if empty.contains(&table.name) => {
            SourceFile::decode(table.name, &file.registry_bytes())
        }
        _ => table.read(root),
    };
    let [units, groups, leaders] = registry::tables();
    debug_assert_eq!(
        [units.name, groups.name, leaders.name],
        [UNITS_FILE, GROUPS_FILE, LEADERS_FILE]
    );
    Ok(Registry::from_sources(
        &source(&units)?,
        Some(&source(&groups)?),
        Some(&source(&leaders)?),
        workspace.config.notice_date(),
        &mut Diagnostics::new(),
    ))
}

/// Returns what the settings say of the government.
fn government(config: &Config) -> Government {
    let region = Region::of_office(&config.issuer.name);
    let initial = config.issuer.government.trim_end_matches("政府").trim_end_matches("行署");
    let name = region.as_ref().map(|region| region.name()).filter(|name| !name.contains(UNNAMED));
    Government {
        region: name.unwrap_or_default().to_owned(),
        initial: initial.to_owned(),
        localities: config.assessment.localities().to_owned(),
        enclosed: config.assessment.enclosed_kind.clone(),
        has_bureaus: region.as_ref().is_some_and(Region::has_bureaus),
    }
}
