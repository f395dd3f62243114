//! The parts of an office file (.docx, .xlsx): a zip archive of XML whose parts refer to each other.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use encoding_rs::Encoding;
use zip::ZipArchive;

use super::xml::{Step, walk};

/// The most bytes of all parts together that are unpacked.
const UNPACKED: u64 = 512 << 20;

/// The parts, by their paths with `/`, in lower case: some programs write backslashes, and letters of another case than
/// they refer to.
#[derive(Debug)]
pub(super) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    places: BTreeMap<String, usize>,
    /// The number of bytes that may still be unpacked.
    left: u64,
}

/// A part that another refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Related {
    pub(super) id: String,
    /// The address of its kind, whose end tells it: `…/relationships/comments`.
    pub(super) kind: String,
    pub(super) path: String,
}

impl<'b> Parts<'b> {
    /// Opens an archive; `None` if it is not a sound one.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let names = archive.file_names().map(|name| {
            let name = name.map(|name| name.replace('\\', "/").to_ascii_lowercase());
            name.unwrap_or_default().trim_start_matches('/').to_owned()
        });
        let places = names.zip(0..).collect();
        Some(Self { archive, places, left: UNPACKED })
    }

    /// Returns whether the path of a part contains `word`.
    pub(super) fn has(&self, word: &str) -> bool {
        self.places.keys().any(|path| path.contains(word))
    }

    /// Returns the text of a part; `None` if there is none of this path, or it cannot be unpacked.
    pub(super) fn text(&mut self, path: &str) -> Option<String> {
        let at = *self.places.get(&path.to_ascii_lowercase())?;
        let mut bytes = Vec::new();
        let part = self.archive.by_index(at).ok()?;
        part.take(self.left + 1).read_to_end(&mut bytes).ok()?;
        self.left = self.left.checked_sub(bytes.len() as u64)?;
        Some(match Encoding::for_bom(&bytes) {
            Some((encoding, mark)) => {
                encoding.decode_without_bom_handling(bytes.get(mark..)?).0.into_owned()
            }
            None => String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    /// Returns the parts that a part refers to; the archive itself is the part with the empty path.
    pub(super) fn related(&mut self, path: &str) -> Vec<Related> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let list = match folder {
            "" => format!("_rels/{name}.rels"),
            folder => format!("{folder}/_rels/{name}.rels"),
        };
        let mut related = Vec::new();
        walk(&self.text(&list).unwrap_or_default(), |step| {
            let Step::Open("Relationship", attributes) = step else { return };
            let get = |name| attributes.get(name).unwrap_or_default().to_owned();
            let path = resolved(folder, &get("Target").replace('\\', "/"));
            related.push(Related { id: get("Id"), kind: get("Type").to_ascii_lowercase(), path });
        });
        related
    }
}

/// Returns the path that `target` means from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(path.pop()),
            "." => {}
            part => path.push(part),
        }
    }
    path.join("/")
}
