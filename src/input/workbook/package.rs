//! The zip archive that a workbook (.xlsx) is, looked through before it is read.
//!
//! A small archive may unpack to any size, and calamine trusts what it finds: it makes room for as many
//! texts as the file claims to hold, keeps a copy of its number format and font with each cell format, and
//! sets no limit to a text. So each part is unpacked once into nothing, and measured.

use std::io::{Cursor, Read};

use memchr::{memchr_iter, memmem};
use zip::ZipArchive;

use super::WorkbookError;
use super::budget::{MERGES, too_many_merges};
use crate::input::limits::MOST_CELLS;

/// The maximum number of files in the archive; workbooks have dozens, with pictures hundreds.
const PARTS: usize = 10_000;

/// The maximum size of its files unpacked, in bytes: 100,000 rows of a return with texts of their own have
/// 100 MiB.
pub(super) const UNPACKED: u64 = 160 << 20;

/// The maximum number of tags in its XML: those rows have 10 million.
const TAGS: u64 = 12_000_000;

/// The maximum number of bytes between two tags; a cell has at most 32,767 characters.
const GAP: u64 = 16 << 20;

/// The maximum size of the cell formats, in bytes: Excel keeps 64,000 of them.
const STYLES: u64 = 384 << 20;

/// The size of a cell format without its words, in bytes.
const STYLE: u64 = 512;

/// The features that a workbook may have, so that readers need not look for absent ones.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Features {
    /// Formulas.
    pub formulas: bool,
    /// Merged cells.
    pub merges: bool,
}

/// Checks the archive in `bytes`.
///
/// # Errors
/// It is not a sound archive, or holds more than the limits allow.
pub(super) fn check(bytes: &[u8]) -> Result<Features, WorkbookError> {
    let archive = ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|_| WorkbookError::Damaged)?;
    if archive.len() > PARTS {
        return Err(too_large(format!("中有超过{PARTS}个部分")));
    }
    let (mut all, mut features) = (Measured::default(), Features::default());
    for index in 0..archive.len() {
        let part = archive.by_index(index);
        let part = part.map_err(|_| WorkbookError::Damaged)?;
        let name = part.name().map_err(|_| WorkbookError::Damaged)?;
        let name = name.to_ascii_lowercase();
        let measured = measure(part, &all)?;
        if name.ends_with("styles.xml") && measured.styles() > STYLES {
            return Err(too_large("中的单元格格式过多"));
        }
        // Fonts and fills begin like formulas, and every workbook has some.
        if name != "xl/styles.xml" {
            features.formulas |= measured.features.formulas;
            features.merges |= measured.features.merges;
        }
        all.bytes += measured.bytes;
        all.tags += measured.tags;
    }
    Ok(features)
}

fn too_large(what: impl Into<String>) -> WorkbookError {
    WorkbookError::TooLarge(what.into())
}

/// The content of a part, or of all of them.
#[derive(Debug, Default)]
struct Measured {
    bytes: u64,
    tags: u64,
    /// The most bytes from one tag to the next.
    gap: u64,
    features: Features,
}

impl Measured {
    /// Returns the maximum size of the cell formats if this is the part that lists them: each may repeat
    /// the longest number format and the longest font name.
    fn styles(&self) -> u64 {
        self.tags.saturating_mul(STYLE + 2 * self.gap)
    }
}

/// Unpacks a part of an archive whose parts so far hold `before`.
fn measure(mut part: impl Read, before: &Measured) -> Result<Measured, WorkbookError> {
    let mut measured = Measured::default();
    let mut chunk = vec![0; 1 << 16];
    let mut scan = Scan::default();
    let mut last_tag = 0;
    loop {
        let length = part.read(&mut chunk).map_err(|_| WorkbookError::Damaged)?;
        let chunk = &chunk[..length];
        if length == 0 {
            scan.look_at(&[])?;
            measured.features = scan.features;
            measured.gap = measured.gap.max(measured.bytes - last_tag);
            return Ok(measured);
        }
        for at in memchr_iter(b'<', chunk) {
            let at = measured.bytes + at as u64;
            measured.tags += 1;
            measured.gap = measured.gap.max(at - last_tag);
            last_tag = at;
        }
        scan.look_at(chunk)?;
        measured.bytes += length as u64;
        if before.bytes + measured.bytes > UNPACKED {
            return Err(too_large(format!("解压后超过{}MB", UNPACKED >> 20)));
        }
        if before.tags + measured.tags > TAGS {
            return Err(too_large(format!("中的标记超过{}万个", TAGS / 10_000)));
        }
        if measured.bytes - last_tag > GAP {
            return Err(too_large(format!("中有超过{}MB的单个内容", GAP >> 20)));
        }
    }
}

/// A search for words in a part, including those split at the border of two chunks.
#[derive(Debug, Default)]
struct Scan {
    /// The end of what was looked at.
    carried: Vec<u8>,
    features: Features,
    /// The number of merges seen, apart from those at the borders.
    merges: usize,
}

impl Scan {
    /// The attribute by which a part claims a number of texts: `uniqueCount="…"`.
    const CLAIM: &[u8] = b"uniqueCount";
    /// The most bytes that a claim takes behind its name.
    const LONGEST: usize = 256;

    /// Looks at the next chunk; an empty one is the last.
    fn look_at(&mut self, chunk: &[u8]) -> Result<(), WorkbookError> {
        self.carried.extend_from_slice(chunk);
        let has = |word: &[u8]| memmem::find(&self.carried, word).is_some();
        self.features.formulas = self.features.formulas || has_formula(&self.carried);
        self.features.merges |= has(b"mergeCell");
        self.merges += memmem::find_iter(chunk, b"mergeCell ").count();
        if self.merges > MERGES {
            return Err(too_many_merges());
        }
        for at in memmem::find_iter(&self.carried, Self::CLAIM) {
            let claim = &self.carried[at + Self::CLAIM.len()..];
            // One that is cut off here is looked at again with the next chunk.
            let whole = chunk.is_empty() || claim.len() >= Self::LONGEST;
            if whole && claimed(&claim[..claim.len().min(Self::LONGEST)]) > MOST_CELLS {
                let message = format!("中的文字超过{}万条", MOST_CELLS / 10_000);
                return Err(too_large(message));
            }
        }
        let keep = Self::LONGEST + Self::CLAIM.len();
        self.carried.drain(..self.carried.len().saturating_sub(keep));
        Ok(())
    }
}

/// Returns whether there is the beginning of a formula, whose name may have a prefix: `<f>`, `<x:f t="shared">`.
fn has_formula(xml: &[u8]) -> bool {
    let ends = |at: usize| xml.get(at + 2).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let begins = |word: &[u8]| memmem::find_iter(xml, word).any(ends);
    begins(b"<f") || begins(b":f")
}

/// The number behind the name of a claim (` = "123"`).
fn claimed(claim: &[u8]) -> usize {
    let before = |byte: &&u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'');
    let digits = claim.iter().skip_while(before);
    let digits = digits.take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |count: usize, digit| {
        let digit = usize::from(digit - b'0');
        count.saturating_mul(10).saturating_add(digit)
    })
}
