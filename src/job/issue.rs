//! Documents that are issued: copied from the output folder into the archive, with a record, never to be changed.

use std::path::{Path, PathBuf};

use super::Options;
use crate::archive::{ARCHIVE_DIR, AddError, Archive, INDEX_FILE, Line, NewFile, Part, Record};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::numbers::{Document, NUMBERS_FILE, Number, Numbers, Standing};
use crate::output::{Entry, Facts, Manifest, ManifestError, Publication, WriteError, file_name};
use crate::registry::Registry;
use crate::workspace::{OUTPUT_DIR, Workspace};
use gongwen::{foreign, regular_file};

/// The files that are to be issued.
#[derive(Debug, Clone, Default)]
pub struct IssueRequest<'a> {
    /// Files of the output folder. Those that differ only in their endings are one document.
    pub files: &'a [PathBuf],
    /// The signed or edited files of a single document.
    pub signed: &'a [PathBuf],
    /// The number of the document that it corrects.
    pub corrects: Option<Number>,
}

/// Documents that were issued.
#[derive(Debug)]
pub struct Issued {
    /// The documents, in order.
    pub documents: Vec<IssuedDocument>,
    /// The last record of the archive.
    pub last: Option<Line>,
    /// What is to be said about the documents, and what is wrong with the archive otherwise.
    pub problems: Diagnostics,
}

/// A document that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedDocument {
    /// Its number.
    pub number: Number,
    /// Its title.
    pub title: String,
    /// Its folder, from the workspace.
    pub folder: String,
}

/// The reasons why nothing was issued. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The manifest cannot be read.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// A file is none of the output folder's.
    #[error(
        "{0} 不是 duban 生成的文件（输出目录的清单里没有它）；修改过的文件用 --as 与生成的一并归档"
    )]
    Unknown(String),
    /// A file cannot be read.
    #[error("无法读取 {path}：{reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// The system's message.
        reason: String,
    },
    /// A file was changed since it was made.
    #[error(
        "{0} 生成以后有人改过。把改过的另存到输出目录以外，重新生成，再归档生成的，改过的用 --as 写明"
    )]
    Altered(String),
    /// A file belongs to no document with a number.
    #[error("{path} 没有文号，不能归档{hint}")]
    NoNumber {
        /// The file.
        path: String,
        /// How to get one.
        hint: String,
    },
    /// A document has no date.
    #[error("{0} 没有成文日期，不能归档；在 duban.toml 写明日期，或生成时加 --date")]
    NoDate(String),
    /// The number on a document is not the one that the register has for it.
    #[error("{path} 上的号是{printed}，与 {NUMBERS_FILE} 不符（{why}）；请重新生成后再归档")]
    OtherNumber {
        /// The file.
        path: String,
        /// The number on it.
        printed: Number,
        /// The difference.
        why: String,
    },
    /// Signed files or a correction belong to a single document.
    #[error("{0} 一次只用于一份文件，现有 {1} 份")]
    Several(&'static str, usize),
    /// The archive does not take a document.
    #[error(transparent)]
    Archive(#[from] AddError),
    /// The archive cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Files that are one document.
struct Group<'a> {
    /// Their entries in the manifest.
    entries: Vec<&'a Entry>,
}

/// Issues documents of the output folder: all of them or, where one cannot be, none.
///
/// # Errors
/// [`IssueError`]: nothing was written.
pub fn issue(
    workspace: &Workspace,
    options: &Options,
    request: &IssueRequest<'_>,
) -> Result<Issued, IssueError> {
    let root = &workspace.root;
    let output = options.output.clone().unwrap_or_else(|| root.join(OUTPUT_DIR));
    let manifest = Manifest::load(&output)?.unwrap_or_default();
    let groups = groups(root, &output, &manifest, request.files)?;
    for (option, is_given) in
        [("--as", !request.signed.is_empty()), ("--corrects", request.corrects.is_some())]
    {
        if is_given && groups.len() != 1 {
            return Err(IssueError::Several(option, groups.len()));
        }
    }
    // Whatever is wrong with the registry is told by every other command.
    let mut silent = Diagnostics::new();
    let registry = Registry::load(root, workspace.config.notice_date(), &mut silent);
    let numbers = Numbers::load(root, workspace.config.year, &registry, &mut silent);
    let mut archive = Archive::read(root);
    let mut problems = archive.faults();
    let publication = Publication::begin_issue(root);
    let mut documents = Vec::new();
    for group in &groups {
        let (number, record) = described(group, request.corrects.as_ref())?;
        let path = &record.path;
        problems.extend(checked(path, &number, (&numbers, &registry))?.into_iter().collect());
        if record.sources.is_empty() {
            let message = "没有记下它所依据的数据的哈希：生成时有问题，或不是由数据生成的";
            let problem = Diagnostic::new(Code::SourcesUnknown, message);
            problems.push(problem.at(Place::file(path.as_str())));
        }
        let files = files(&output, group, request.signed)?;
        let title = record.title.clone();
        let (folder, files) = archive.add(&number, record, files)?;
        for file in files {
            publication.stage(&root.join(&folder).join(file.name), &file.bytes)?;
        }
        documents.push(IssuedDocument { number, title, folder });
    }
    if let Some(index) = archive.index_bytes() {
        publication.stage_last(&root.join(ARCHIVE_DIR).join(INDEX_FILE), &index)?;
    }
    publication.publish()?;
    Ok(Issued { documents, last: archive.last().cloned(), problems })
}

/// Finds the files in the manifest, and puts those of a document together.
fn groups<'a>(
    root: &Path,
    output: &Path,
    manifest: &'a Manifest,
    files: &[PathBuf],
) -> Result<Vec<Group<'a>>, IssueError> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for file in files {
        let entry = listed(root, output, manifest, file)
            .ok_or_else(|| IssueError::Unknown(file.display().to_string()))?;
        let is_same = |group: &&mut Group<'_>| {
            group.entries.iter().any(|other| stem(&other.path) == stem(&entry.path))
        };
        match groups.iter_mut().find(is_same) {
            Some(group) if group.entries.contains(&entry) => {}
            Some(group) => group.entries.push(entry),
            None => groups.push(Group { entries: vec![entry] }),
        }
    }
    Ok(groups)
}

/// Returns the entry of a file that was typed as a path from where the program runs, from the workspace or from the output
/// folder.
fn listed<'a>(
    root: &Path,
    output: &Path,
    manifest: &'a Manifest,
    typed: &Path,
) -> Option<&'a Entry> {
    let output_folder = output.canonicalize().ok()?;
    let places = [typed.to_owned(), root.join(typed), output.join(typed)];
    places.iter().find_map(|place| {
        let place = place.canonicalize().ok()?;
        let path = place.strip_prefix(&output_folder).ok()?;
        let parts = path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>();
        manifest.entry(&parts.join("/"))
    })
}

fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// Describes a document for its record, with its number.
fn described(group: &Group<'_>, corrects: Option<&Number>) -> Result<(Number, Record), IssueError> {
    let mut entries = group.entries.iter();
    let first = group.entries.first().copied();
    let path = |entry: Option<&Entry>| entry.map_or_else(String::new, |entry| entry.path.clone());
    let described = entries.find_map(|entry| entry.facts.as_ref().map(|facts| (*entry, facts)));
    let Some((entry, facts)) = described else {
        let path = path(first);
        let hint = match path.ends_with(".pdf") {
            true => String::new(),
            false => format!("；与 {}.pdf 一起写在命令里", stem(&path)),
        };
        return Err(IssueError::NoNumber { path, hint });
    };
    let printed = facts.number.as_deref().and_then(Number::parse);
    let Some(number) = printed else {
        let (path, hint) = (path(Some(entry)), how_to_number(&entry.path, facts));
        return Err(IssueError::NoNumber { path, hint });
    };
    let Some(date) = facts.date else { return Err(IssueError::NoDate(path(Some(entry)))) };
    let record = Record {
        index: 0,
        title: facts.title.clone(),
        number: number.to_string(),
        organ: facts.organ.clone(),
        addressee: facts.addressee.clone(),
        date,
        classification: facts.classification.clone(),
        path: entry.path.clone(),
        corrects: corrects.map(ToString::to_string),
        files: Vec::new(),
        inputs: entry.inputs.clone(),
        sources: entry.sources.clone(),
        previous: None,
    };
    Ok((number, record))
}

/// Returns the advice by which a document without a number gets one.
fn how_to_number(path: &str, facts: &Facts) -> String {
    let command = match path.split('/').next() {
        Some("letters") => "duban number letters",
        Some("bulletins") => "duban number bulletin",
        Some("notices") => "duban number notices",
        Some("cases") => "duban number cases",
        _ if facts.number.is_none() => return "；在文件头写明 number".to_owned(),
        _ => return String::new(),
    };
    format!("；先取号（{command}）再重新生成，不加 --draft")
}

/// Checks the number on a document against the register.
fn checked(
    path: &str,
    number: &Number,
    (numbers, registry): (&Numbers, &Registry),
) -> Result<Option<Diagnostic>, IssueError> {
    let other = |why: String| {
        Err(IssueError::OtherNumber { path: path.to_owned(), printed: number.clone(), why })
    };
    let document = Document::parse(path, registry);
    match (&document, numbers.standing(number)) {
        (_, Standing::Voided) => return other("这个号已作废".to_owned()),
        (Some(document), Standing::Of(held)) if held == document => return Ok(None),
        (_, Standing::Of(held)) => {
            return other(format!("这个号是 {} 的", held.name(registry)));
        }
        (Some(document), standing) => {
            if let Some(own) = numbers.of(document) {
                return other(format!("登记的号是{own}"));
            }
            if standing == Standing::Free {
                return other("没有登记".to_owned());
            }
        }
        (None, Standing::OfAnother) => return Ok(None),
        (None, Standing::Free) => {}
    }
    let message = format!("{number}没有登记在 {NUMBERS_FILE}，以后可能再取到");
    let problem = Diagnostic::new(Code::NumberUnregistered, message).at(Place::file(path));
    Ok(Some(problem.hint(format!("在 {NUMBERS_FILE} 加一行"))))
}

/// Reads the files of a document as they are archived.
fn files(output: &Path, group: &Group<'_>, signed: &[PathBuf]) -> Result<Vec<NewFile>, IssueError> {
    let unreadable = |path: &Path, error: &std::io::Error| IssueError::Unreadable {
        path: path.display().to_string(),
        reason: foreign::system(error),
    };
    let mut files = Vec::new();
    for entry in &group.entries {
        let place = output.join(&entry.path);
        let bytes = regular_file::read(&place).map_err(|error| unreadable(&place, &error))?;
        if crate::output::sha256(&bytes) != entry.sha256 {
            return Err(IssueError::Altered(entry.path.clone()));
        }
        let name = entry.path.rsplit('/').next().unwrap_or(&entry.path).to_owned();
        files.push(NewFile { name, part: Part::Issued, bytes });
    }
    let base = files.first().map_or_else(String::new, |file| stem(&file.name).to_owned());
    for place in signed {
        let bytes = regular_file::read(place).map_err(|error| unreadable(place, &error))?;
        let ending = place.extension().map(|ending| file_name(&ending.to_string_lossy()));
        let ending = ending.map_or_else(String::new, |ending| format!(".{ending}"));
        let mut name = format!("{base}-签发{ending}");
        for copy in 2.. {
            if files.iter().all(|file| file.name != name) {
                break;
            }
            name = format!("{base}-签发{copy}{ending}");
        }
        files.push(NewFile { name, part: Part::Signed, bytes });
    }
    Ok(files)
}
