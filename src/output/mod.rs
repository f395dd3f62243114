//! The writing of files into the output folder: whole or not at all, and listed in a manifest.

mod manifest;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use gongwen::foreign;

pub use manifest::{Entry, Manifest, ManifestError};

/// The reason why something could not be written.
#[derive(Debug, thiserror::Error)]
#[error("无法写入 {path}：{}", foreign::system(source))]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// The system's error.
    pub source: std::io::Error,
}

/// Checks that files can be written to `dir`, and makes the folder if necessary.
///
/// # Errors
/// The folder cannot be made, is a file, or takes no files.
pub fn prepare(dir: &Path) -> Result<(), WriteError> {
    let failed = |source| WriteError { path: dir.to_owned(), source };
    std::fs::create_dir_all(dir).map_err(failed)?;
    tempfile::NamedTempFile::new_in(dir).map_err(failed)?;
    Ok(())
}

/// Writes a temporary file and renames it into place, so that an interrupted run leaves the old file or
/// the new one. A file that already holds the same bytes is left alone.
///
/// # Errors
/// The folder cannot be made or the file cannot be written or replaced.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |source| WriteError { path: path.to_owned(), source };
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let dir = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(dir).map_err(failed)?;
    let mut file = tempfile::Builder::new()
        .prefix(".duban-")
        .permissions_like_umask()
        .tempfile_in(dir)
        .map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
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
        name => name.chars().take(MOST_NAME).collect(),
    }
}

/// Maximum length of a safe name, in characters: 70 Chinese characters are 210 bytes, so that code and extension
/// fit below the 255 bytes of most systems.
const MOST_NAME: usize = 70;

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
    fn an_existing_file_is_replaced_and_nothing_is_left_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("深/文.txt");
        write(&path, b"1").unwrap();
        write(&path, b"2").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"2");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_in_the_way_is_an_error_that_names_it() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("a.pdf")).unwrap();
        let error = write(&dir.path().join("a.pdf"), b"1").unwrap_err();
        assert!(error.to_string().contains("a.pdf"), "{error}");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn names_cannot_leave_their_folder() {
        assert_eq!(file_name("../甲:乙"), "_甲_乙");
        assert_eq!(file_name(".."), "_");
        assert_eq!(file_name("甲\u{202E}fdp"), "甲_fdp");
        assert_eq!(file_name(&"长".repeat(300)).chars().count(), 70);
    }
}
