//! Folders that hold files of returns: the one of the workspace, and those that come in.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::archive::{Archive, Member};
use crate::input::kind::{Kind, extension, is_workbook_ending};
use crate::input::{self, SourceFile};
use crate::returns::read::is_header_line;

/// The folder of the workspace that holds the files of returns.
pub const PROGRESS_DIR: &str = "seeds/progress";

/// A file of returns, opened but not yet read.
#[derive(Debug)]
pub struct IncomingFile {
    /// The file's name as the user knows it; that of a file in an archive goes on behind the archive's.
    pub name: String,
    /// The file's content, or the reason why there is none.
    pub content: Result<Vec<u8>, Diagnostic>,
    /// True if it is in an archive, where nothing can be written.
    pub packed: bool,
}

/// Returns the files in a folder and in the folders below it, as paths relative to `root`, in the order of their
/// names. Files that Office and systems leave behind are left out; a folder that cannot be listed is reported.
pub fn files(root: &Path, folder: &str, problems: &mut Diagnostics) -> Vec<String> {
    let mut walk = Walk { root, files: Vec::new(), inside: BTreeSet::new(), problems };
    walk.folder(folder);
    walk.files.sort();
    walk.files
}

/// A way through folders.
struct Walk<'w> {
    root: &'w Path,
    files: Vec<String>,
    /// The folders that the present one is in: a link may lead back to one of them.
    inside: BTreeSet<PathBuf>,
    problems: &'w mut Diagnostics,
}

impl Walk<'_> {
    fn folder(&mut self, name: &str) {
        let path = self.root.join(name);
        let entries = match std::fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
            Err(error) => {
                let why = gongwen::foreign::system(&error);
                let message = format!("文件夹“{name}”无法读取：{why}");
                let problem = Diagnostic::new(Code::FileUnreadable, message);
                return self.problems.push(problem.at(Place::file(name)));
            }
        };
        let real = path.canonicalize().unwrap_or(path);
        if !self.inside.insert(real.clone()) {
            return;
        }
        for entry in entries.filter_map(Result::ok) {
            let file_name = entry.file_name().to_string_lossy().into_owned();
            if is_litter(&file_name) {
                continue;
            }
            let name = match name {
                "" => file_name,
                _ => format!("{}/{file_name}", name.trim_end_matches(['/', '\\'])),
            };
            if entry.path().is_dir() {
                self.folder(&name);
            } else {
                self.files.push(name);
            }
        }
        self.inside.remove(&real);
    }
}

/// Opens the file `name` below `root`, which a folder holds, and hands it out; of an archive, each of its files. A
/// file that does not look like one of returns is reported (G103).
pub fn open_found(
    root: &Path,
    name: &str,
    problems: &mut Diagnostics,
    take: &mut dyn FnMut(IncomingFile, &mut Diagnostics),
) {
    match input::bytes(root, name) {
        Ok(bytes) if may_be_returns(name, &bytes) => open(name, bytes, problems, take),
        Ok(_) => problems.push(ignored(name)),
        Err(problem) => {
            let file = IncomingFile { name: name.to_owned(), content: Err(problem), packed: false };
            take(file, problems);
        }
    }
}

/// Hands out a file with this content; of an archive, each of its files.
pub fn open(
    name: &str,
    bytes: Vec<u8>,
    problems: &mut Diagnostics,
    take: &mut dyn FnMut(IncomingFile, &mut Diagnostics),
) {
    let mut whole = |content, problems: &mut Diagnostics| {
        take(IncomingFile { name: name.to_owned(), content, packed: false }, problems);
    };
    if Kind::of(name, &bytes) != Kind::Archive {
        return whole(Ok(bytes), problems);
    }
    let mut archive = match Archive::open(name, &bytes) {
        Ok(archive) => archive,
        Err(problem) => return whole(Err(problem), problems),
    };
    let members = archive.members();
    let inside = name.len() + 1;
    let mut members: Vec<&Member> = members.iter().collect();
    members.retain(|member| !member.name[inside..].split('/').any(is_litter));
    if members.is_empty() {
        let message = format!("压缩包“{name}”中没有文件");
        let problem = Diagnostic::new(Code::ReturnsFormat, message).at(Place::file(name));
        return whole(Err(problem), problems);
    }
    for member in members {
        let content = archive.unpack(member);
        if let Ok(bytes) = &content
            && !may_be_returns(&member.name, bytes)
        {
            problems.push(ignored(&member.name));
            continue;
        }
        let content = content.and_then(|bytes| match Kind::of(&member.name, &bytes) {
            Kind::Archive => Err(Archive::nested(member)),
            _ => Ok(bytes),
        });
        take(IncomingFile { name: member.name.clone(), content, packed: true }, problems);
    }
}

/// Returns whether a file is one of those that Office and systems leave in folders.
fn is_litter(name: &str) -> bool {
    let by_systems = ["thumbs.db", "desktop.ini", "__macosx"];
    name.starts_with("~$") || name.starts_with('.') || by_systems.contains(&&*name.to_lowercase())
}

/// Returns whether a file may be one of returns, or an archive of them: by its ending, by its content, or, for texts of
/// other endings, by a header of returns in it. A copy that a program keeps for itself is not.
fn may_be_returns(name: &str, bytes: &[u8]) -> bool {
    match &*extension(name) {
        "tmp" | "bak" | "lnk" => false,
        ending if is_table(ending) => true,
        ending => match Kind::of(name, bytes) {
            Kind::Workbook | Kind::Archive | Kind::Foreign(_) => true,
            Kind::Text => ending != "md" && has_header(name, bytes),
        },
    }
}

/// Returns whether files with this ending are read as tables, whatever they hold.
fn is_table(ending: &str) -> bool {
    is_workbook_ending(ending) || ["csv", "txt", "tsv", "prn"].contains(&ending)
}

/// Returns whether some line of a text is a header of returns.
fn has_header(name: &str, bytes: &[u8]) -> bool {
    let text = SourceFile::decode(name, bytes);
    text.is_ok_and(|text| text.text().lines().take(60).any(is_header_line))
}

/// Returns G103: the file is not one of returns.
fn ignored(name: &str) -> Diagnostic {
    let short = name.rsplit('/').next().unwrap_or(name);
    let message =
        format!("“{short}”不是报送文件（.xlsx、.xls、.et、.csv、.txt、.tsv、.zip），未读入");
    Diagnostic::new(Code::ReturnsFileIgnored, message).at(Place::file(name))
}
