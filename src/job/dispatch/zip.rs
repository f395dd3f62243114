//! Files packed into one, of bytes that depend on them alone.

use std::io::{Cursor, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Packs files, given by name and content, in their order. The time of each is the first that the format knows.
pub(super) fn packed(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PackError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes).map_err(ZipError::from)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Files cannot be packed: one is too large for the format.
#[derive(Debug, thiserror::Error)]
#[error("无法打包")]
pub(super) struct PackError(#[from] ZipError);

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn names_and_contents_come_back_and_bytes_are_always_the_same() {
        let files = [
            ("003-兰州市/函.pdf".to_owned(), vec![1; 999]),
            ("003-兰州市/表.xlsx".to_owned(), vec![2]),
        ];
        let bytes = packed(&files).unwrap();
        assert!(bytes == packed(&files).unwrap());
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for (place, (name, content)) in files.iter().enumerate() {
            let mut file = archive.by_index(place).unwrap();
            assert_eq!(file.name().unwrap(), *name);
            let mut read = Vec::new();
            file.read_to_end(&mut read).unwrap();
            assert_eq!(read, *content);
        }
    }
}
