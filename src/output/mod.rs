//! The writing of files: all of a run together or none, those of the output folder listed in a manifest.

mod facts;
mod format;
mod journal;
mod manifest;
mod publication;
mod sealed;
mod sources;

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use gongwen::foreign;

pub use facts::Facts;
pub use format::DocumentFormat;
pub use journal::is_unfinished;
pub use manifest::{Entry, Manifest, ManifestError};
pub use publication::{Publication, recover, replace};

/// The beginning of the names of temporary files.
const TEMPORARY: &str = ".duban-";
pub use sealed::{ARCHIVE_DIR, is_in_archive};
pub use sources::{Difference, Fingerprint, Sources, file_hash, short_hash};

/// The reason why something could not be written.
#[derive(Debug, thiserror::Error)]
#[error("无法写入 {path}：{}", foreign::system(source))]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// The system's error.
    pub source: std::io::Error,
}

/// A new temporary file in `folder`, which is deleted when it is dropped.
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(TEMPORARY).permissions_like_umask().tempfile_in(folder)
}

/// Returns the SHA-256 of `bytes` in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a String cannot fail");
        hex
    })
}

/// Returns a name that is safe as a file name on every system: separators and reserved marks become `_`.
pub fn file_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|c| match c {
            // Marks that change the writing direction can hide a name's true ending.
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => '_',
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .collect();
    match safe.trim_matches(['.', ' ']) {
        "" => "_".to_owned(),
        name => name[..name.floor_char_boundary(MOST_NAME)].to_owned(),
    }
}

/// Maximum length of a safe name, in bytes: 54 Chinese characters, so that code, form, day and extension of a paper
/// (-挂牌督办通知书-2018-07-12.pdf), the mark of its copy and the time of a backup fit below the 255 bytes of most systems.
const MOST_NAME: usize = 162;

trait UmaskPermissions {
    /// Gives the file the usual permissions: temporary files are private, but documents are for the whole office.
    fn permissions_like_umask(&mut self) -> &mut Self;
}

impl UmaskPermissions for tempfile::Builder<'_, '_> {
    #[cfg(unix)]
    fn permissions_like_umask(&mut self) -> &mut Self {
        use std::os::unix::fs::PermissionsExt as _;
        self.permissions(std::fs::Permissions::from_mode(0o666))
    }

    #[cfg(not(unix))]
    fn permissions_like_umask(&mut self) -> &mut Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_folder() {
        assert_eq!(file_name("../甲:乙"), "_甲_乙");
        assert_eq!(file_name(".."), "_");
        assert_eq!(file_name("甲\u{202E}fdp"), "甲_fdp");
        assert_eq!(file_name(&"长".repeat(300)), "长".repeat(54));
        assert_eq!(file_name(&"𠮷".repeat(300)), "𠮷".repeat(40));
    }
}
