//! Zip archives of files: what is in them, file by file. Nothing is written to the disk, so that no path in an
//! archive leads anywhere.

use std::io::{Cursor, Read as _};

use encoding_rs::GB18030;
use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::MOST_BYTES;
use crate::diagnostic::{Code, Diagnostic, Place};

/// The maximum number of files in an archive.
const MOST_FILES: usize = 10_000;

/// The maximum size of all of them unpacked, in bytes.
const UNPACKED: u64 = 512 << 20;

/// A file in an archive.
#[derive(Debug)]
pub struct Member {
    /// The name of the archive, `/`, and the path in it.
    pub name: String,
    index: usize,
}

/// A zip archive.
#[derive(Debug)]
pub struct Archive<'b> {
    name: String,
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The number of bytes that may still be unpacked.
    left: u64,
}

impl<'b> Archive<'b> {
    /// Opens the archive `name` with this content.
    ///
    /// # Errors
    /// It is damaged (G101), or has too many files (F105).
    pub fn open(name: &str, bytes: &'b [u8]) -> Result<Self, Diagnostic> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            let message = format!("文件“{name}”不是完好的压缩包，未读入");
            problem(Code::ReturnsFormat, name, message).hint("请重新压缩，或解压后再收")
        })?;
        if zip.len() > MOST_FILES {
            let message = format!("压缩包“{name}”中的文件超过{MOST_FILES}个，未读入");
            return Err(problem(Code::FileTooLarge, name, message).hint("分成几个压缩包，再收"));
        }
        Ok(Self { name: name.to_owned(), zip, left: UNPACKED })
    }

    /// Returns the archive's files, by name.
    pub fn members(&mut self) -> Vec<Member> {
        let mut members = Vec::new();
        for index in 0..self.zip.len() {
            let Ok(file) = self.zip.by_index_raw(index) else {
                // Asked for by its place, it is reported as damaged.
                members
                    .push(Member {
                        name: format!("{}/第{}个文件", self.name, index + 1), index
                    });
                continue;
            };
            let path = path(file.name_raw());
            if !file.is_dir() && !file.name_raw().ends_with(b"\\") {
                members.push(Member { name: format!("{}/{path}", self.name), index });
            }
        }
        members.sort_by(|a, b| a.name.cmp(&b.name));
        members
    }

    /// Unpacks a file.
    ///
    /// # Errors
    /// It cannot be unpacked (G101), or is too large (F105).
    pub fn unpack(&mut self, member: &Member) -> Result<Vec<u8>, Diagnostic> {
        let name = &member.name;
        let refused = |why: &str, hint: &str| {
            problem(Code::ReturnsFormat, name, format!("文件“{name}”{why}，未读入")).hint(hint)
        };
        let mut file = self.zip.by_index(member.index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                refused("加了密码", "解压后再收")
            }
            ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
                refused("的压缩方式本程序读不了", "解压后再收")
            }
            _ => refused("在压缩包里已损坏", "请重新压缩，或解压后再收"),
        })?;
        let limit = MOST_BYTES.min(self.left);
        let mut bytes = Vec::new();
        let read = file.by_ref().take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|_| refused("在压缩包里已损坏", "请重新压缩，或解压后再收"))?;
        if bytes.len() as u64 > limit {
            let most = if limit == MOST_BYTES {
                format!("解压后超过{}MB", MOST_BYTES >> 20)
            } else {
                format!("所在的压缩包解压后超过{}MB", UNPACKED >> 20)
            };
            let message = format!("文件“{name}”{most}，疑似损坏或恶意文件，未读入");
            return Err(problem(Code::FileTooLarge, name, message).hint("解压后逐个核对再收"));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Returns G101: the file is an archive in this archive, which is not unpacked.
    pub fn nested(member: &Member) -> Diagnostic {
        let name = &member.name;
        let message = format!("“{name}”是压缩包里的压缩包，未读入");
        problem(Code::ReturnsFormat, name, message).hint("解压外面一层，再收")
    }
}

fn problem(code: Code, name: &str, message: String) -> Diagnostic {
    Diagnostic::new(code, message).at(Place::file(name))
}

/// Returns a path in an archive as a person reads it. Old programs write names in the system's encoding, which is GB18030
/// here, and backslashes; steps upwards and to the root mean nothing.
fn path(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    let parts = name.split(['/', '\\']).map(str::trim);
    let parts: Vec<_> = parts.filter(|part| !["", ".", ".."].contains(part)).collect();
    parts.join("/").replace(char::is_control, "")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn names(bytes: &[u8]) -> Vec<String> {
        let mut archive = Archive::open("收.zip", bytes).unwrap();
        archive.members().into_iter().map(|member| member.name).collect()
    }

    #[test]
    fn names_are_read_in_both_encodings_and_lead_nowhere() {
        let files = [("../../etc/b.csv", b"b".as_slice()), ("/c.csv", b"c"), ("子\\a.csv", b"a")];
        let mut bytes = zip(&files);
        assert_eq!(names(&bytes), ["收.zip/c.csv", "收.zip/etc/b.csv", "收.zip/子/a.csv"]);
        // 甲.csv as UTF-8, and in place of it other bytes of the same length: 报.csv as GB18030, and a blank.
        bytes = zip(&[("甲.csv", b"x")]);
        let (utf8, gb) =
            ("甲.csv".as_bytes(), [&GB18030.encode("报").0, b" .csv".as_slice()].concat());
        while let Some(at) = bytes.windows(utf8.len()).position(|part| part == utf8) {
            bytes[at..at + utf8.len()].copy_from_slice(&gb);
        }
        assert_eq!(names(&bytes), ["收.zip/报 .csv"]);
        let mut archive = Archive::open("收.zip", &bytes).unwrap();
        let member = archive.members().remove(0);
        assert_eq!(archive.unpack(&member).unwrap(), b"x");
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let zeros = vec![0; (MOST_BYTES + 1) as usize];
        let bytes = zip(&[("a.csv", &zeros), ("b.csv", b"b")]);
        assert!(bytes.len() < 1 << 20);
        let mut archive = Archive::open("收.zip", &bytes).unwrap();
        let [large, small] = &archive.members()[..] else { panic!("two files") };
        assert_eq!(archive.unpack(large).unwrap_err().code, Code::FileTooLarge);
        assert_eq!(archive.unpack(small).unwrap(), b"b");
    }

    #[test]
    fn what_is_no_archive_is_reported() {
        let bytes = zip(&[("a.csv", b"a")]);
        for bytes in [&bytes[..bytes.len() - 30], b"PK\x03\x04"] {
            assert_eq!(Archive::open("收.zip", bytes).unwrap_err().code, Code::ReturnsFormat);
        }
    }
}
