//! What may be wrong with the archive.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::output::ARCHIVE_DIR;
use gongwen::foreign;

/// The advice on whatever is wrong.
const RESTORE: &str = "从备份恢复原件；档案只由 duban issue 写入，不能手工增删、改动";

/// A101: a file of the archive that cannot be read.
pub(super) fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    match error.kind() {
        std::io::ErrorKind::NotFound => missing(path, "档案里没有记录"),
        _ => unusable(path, &foreign::system(error)),
    }
}

/// A101: a file of the archive that cannot be used.
pub(super) fn unusable(path: &str, reason: &str) -> Diagnostic {
    at(Code::ArchiveUnreadable, path, format!("档案里的文件无法读取：{reason}"))
}

/// A102: something of the archive that is gone.
pub(super) fn missing(path: &str, message: &str) -> Diagnostic {
    at(Code::ArchiveMissing, path, message.to_owned())
}

/// A103: something of the archive that is not as it was written.
pub(super) fn altered(path: &str, message: String) -> Diagnostic {
    at(Code::ArchiveAltered, path, message)
}

/// A104: something in the archive that was not issued.
pub(super) fn stray(path: &str) -> Diagnostic {
    let message = "档案里多出来的，没有哪件记录它".to_owned();
    at(Code::ArchiveForeign, path, message)
}

fn at(code: Code, path: &str, message: String) -> Diagnostic {
    let path =
        if path.is_empty() { ARCHIVE_DIR.to_owned() } else { format!("{ARCHIVE_DIR}/{path}") };
    Diagnostic::new(code, message).at(Place::file(path)).hint(RESTORE)
}
