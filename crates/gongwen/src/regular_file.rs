//! Files that are read whole: pipes, devices and files without an end are refused before they are opened.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The maximum size of a file that is read whole: the largest fonts have 60 MB.
const MOST_BYTES: u64 = 256 << 20;

/// A file that is not made of a number of bytes on a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("这是管道或设备，不是普通文件")]
pub struct NotRegular;

/// Opens a file for reading.
///
/// # Errors
/// The system's error; [`NotRegular`] within it for a pipe, a device or a socket, which could keep its reader waiting
/// or never end.
pub fn open(path: impl AsRef<Path>) -> io::Result<File> {
    let kind = std::fs::metadata(&path)?.file_type();
    if kind.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(io::Error::other(NotRegular));
    }
    File::open(path)
}

/// Returns whether an error says that a file is a pipe or a device.
pub fn is_refusal(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|source| source.is::<NotRegular>())
}

/// Reads a file whole.
///
/// # Errors
/// As for [`open`]; and a file of more than 256 MB is refused.
pub fn read(path: impl AsRef<Path>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > MOST_BYTES {
        true => Err(io::ErrorKind::FileTooLarge.into()),
        false => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::foreign;

    #[test]
    fn a_folder_is_refused() {
        let error = read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_refused_without_reading() {
        let error = read(Path::new("/dev/zero")).unwrap_err();
        assert_eq!(foreign::system(&error), "这是管道或设备，不是普通文件");
    }

    #[test]
    fn a_file_is_read_whole() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert_eq!(read(&path).unwrap(), std::fs::read(&path).unwrap());
    }
}
