//! The user's files, text and Excel: their content and its places.
//!
//! A [`SourceFile`] is a file read and decoded from any common encoding (UTF-8, GB18030, UTF-16 with a
//! mark; LF, CRLF or CR). [`SourceFile::place`] turns a byte range of its text into a [`Place`] with line,
//! column and the offending words. [`csv`] reads tables from it cell by cell, and each cell knows its
//! place; [`columns`] gives their columns names, and [`csv_writer`] writes them. [`text`] brings typed text
//! into a form that can be compared. [`workbook`] reads Excel files; [`grid`] is the common form of tables
//! from both. [`kind`] tells the kind of a file by its content, and [`archive`] unpacks zip archives.
//!
//! The meaning of the text is not known here.

pub mod amend;
pub mod append;
pub mod archive;
pub mod base_table;
pub mod columns;
pub mod csv;
pub mod csv_writer;
pub mod date;
mod decode;
pub mod delimiter;
pub mod demonstration;
pub mod fill;
pub mod formula_guard;
pub mod grid;
pub mod kind;
pub mod likeness;
mod limits;
pub mod list;
mod parts;
mod places;
pub mod published;
mod sheet_text;
pub mod text;
pub mod width;
pub mod workbook;
mod xml;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::ops::Range;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place, Snippet};
use csv::Cell;
use gongwen::{foreign, regular_file};
use limits::MOST_BYTES;
use places::Places;
use workbook::Worksheet;

/// A text file of the user, decoded; or a worksheet or document in the form of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    name: String,
    text: String,
    /// Byte offsets in `text` at which lines begin; never empty, ascending, the first is 0.
    starts: Vec<usize>,
    /// The number of characters that begin before each block of bytes of `text`, by which columns are counted.
    counts: Vec<usize>,
    /// The places of its pieces in the file that it was made of; `None` for a text file.
    places: Option<Places>,
}

impl SourceFile {
    /// Reads the file `name` (workspace-relative, `/` as separator) of the workspace `root`.
    ///
    /// # Errors
    /// F101 when it is not there, F102 when it is a folder or cannot be read, F103 when its bytes
    /// are no text.
    pub fn read(root: &Path, name: &str) -> Result<Self, Diagnostic> {
        Self::decode(name, &bytes(root, name)?)
    }

    /// The text of `bytes`, which are the contents of the file `name`.
    ///
    /// A byte order mark decides (UTF-8, UTF-16); without one, what is valid UTF-8 is UTF-8, and
    /// everything else GB18030.
    ///
    /// # Errors
    /// F103, with the byte, when they are malformed in each of them.
    pub fn decode(name: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        decode::text(name, bytes).map(|text| Self::from_text(name, text))
    }

    /// A file of the name and text given.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let starts = line_starts(&text);
        let mut counts = vec![0];
        for block in text.as_bytes().chunks_exact(BLOCK) {
            counts.push(counts.last().copied().unwrap_or(0) + begun(block));
        }
        Self { name: name.into(), text, starts, counts, places: None }
    }

    /// The table of a worksheet of the file `name`, as the text of a CSV whose places are those of the
    /// worksheet; `others` are further sheets of the file that have content.
    fn from_worksheet(name: &str, worksheet: &Worksheet, others: Vec<String>) -> Self {
        let (text, places) = sheet_text::text(worksheet, others);
        Self::with_places(name, text, places)
    }

    /// A text that was made of the file `name`, in which its pieces have these places.
    fn with_places(name: &str, text: String, places: Places) -> Self {
        Self { places: Some(places), ..Self::from_text(name, text) }
    }

    /// The sheets of its workbook that were not read although they have content.
    pub fn other_sheets(&self) -> &[String] {
        self.places.as_ref().map_or(&[], |places| &places.others)
    }

    /// The file as the user knows it: relative to the workspace, `/` as separator.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, line ends as in the file, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte ranges of all lines in the text, without their line ends.
    pub fn lines(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        (0..self.starts.len()).map(|index| self.span(index))
    }

    /// Returns the place of `range`, in bytes of the text.
    ///
    /// A range over several lines is clipped to the first of them. A range that reaches out of the text
    /// or into the middle of a character is widened or clipped to what exists.
    pub fn place(&self, range: Range<usize>) -> Place {
        if let Some(places) = &self.places {
            return places.place(&self.name, &self.text, range);
        }
        let start = self.text.floor_char_boundary(range.start);
        let index = self.starts.partition_point(|&line| line <= start) - 1;
        let line = self.span(index);
        let start = start.min(line.end);
        let end = self.text.ceil_char_boundary(range.end).clamp(start, line.end);
        Place {
            file: self.name.clone(),
            sheet: None,
            part: None,
            line: index + 1,
            column: self.characters(start) - self.characters(line.start) + 1,
            snippet: Some(Snippet::new(
                &self.text[line.clone()],
                start - line.start..end - line.start,
            )),
        }
    }

    /// Returns the place of words in the line `line`, from 1: `behind` characters behind the column `column`, or where
    /// they are found; else that of the whole line.
    fn words_place(&self, line: usize, column: usize, behind: usize, words: &str) -> Place {
        let span = match line.checked_sub(1) {
            Some(index) if index < self.starts.len() => self.span(index),
            _ => return Place { line, ..Place::file(self.name()) },
        };
        let text = self.text.get(span.clone()).unwrap_or_default();
        let nth = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
        let stated = column.checked_sub(1).map(|first| nth(first + behind));
        let stated =
            stated.filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(words)));
        match stated.or_else(|| text.find(words)) {
            Some(at) => self.place(span.start + at..span.start + at + words.len()),
            None => self.place(span),
        }
    }

    /// A problem at `cell`.
    pub fn problem(&self, code: Code, message: impl Into<String>, cell: &Cell) -> Diagnostic {
        Diagnostic::new(code, message).at(self.place(cell.range.clone()))
    }

    /// Line and column, both from 1 and the column in characters, of the byte `at` of the text.
    pub fn position(&self, at: usize) -> (usize, usize) {
        if let Some(places) = &self.places {
            return places.position(at);
        }
        let at = self.text.floor_char_boundary(at);
        let index = self.starts.partition_point(|&line| line <= at) - 1;
        let column = self.characters(at) - self.characters(self.starts[index]) + 1;
        (index + 1, column)
    }

    /// Line, from 1, of the byte `at` of the text.
    pub fn line(&self, at: usize) -> usize {
        match &self.places {
            Some(places) => places.position(at).0,
            None => self.starts.partition_point(|&line| line <= at),
        }
    }

    /// Returns the number of characters before the byte `at`.
    fn characters(&self, at: usize) -> usize {
        let block = (at / BLOCK).min(self.counts.len() - 1);
        self.counts[block] + begun(&self.text.as_bytes()[block * BLOCK..at])
    }

    /// The bytes of the line at `index`, counted from 0, without its line end.
    fn span(&self, index: usize) -> Range<usize> {
        let start = self.starts[index];
        let end = self.starts.get(index + 1).map_or(self.text.len(), |&next| next);
        let line = self.text[start..end].trim_end_matches(['\r', '\n']);
        start..start + line.len()
    }
}

/// The number of bytes between two counts of characters.
const BLOCK: usize = 128;

/// Returns the number of characters that begin in `bytes`.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// Returns the beginnings of lines: at the start and after each LF, CRLF or CR.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|&(at, &byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
}

/// Returns whether there is a file or folder `name` in the workspace `root`.
///
/// # Errors
/// F102 when nobody can say, since the folder around it cannot be read.
pub fn is_there(root: &Path, name: &str) -> Result<bool, Diagnostic> {
    root.join(name).try_exists().map_err(|error| {
        let why = foreign::system(&error);
        let message = format!("文件“{name}”无法读取：{why}");
        Diagnostic::new(Code::FileUnreadable, message).at(Place::file(name))
    })
}

/// The bytes of the file `name` (workspace-relative, `/` as separator) of the workspace `root`.
///
/// # Errors
/// F101 when it is not there, F102 when it is a folder or cannot be read, F105 when it is too large.
pub fn bytes(root: &Path, name: &str) -> Result<Vec<u8>, Diagnostic> {
    let path = root.join(name);
    let unreadable = |why: String| {
        Diagnostic::new(Code::FileUnreadable, format!("文件“{name}”无法读取：{why}"))
            .at(Place::file(name))
    };
    if path.is_dir() {
        return Err(unreadable("这是文件夹，不是文件".to_owned())
            .hint("把文件夹改名或移走，再放入同名的文件"));
    }
    let read = regular_file::open(&path).and_then(|mut file| limited(&mut file));
    let content = read.map_err(|error| match error.kind() {
        ErrorKind::Other if regular_file::is_refusal(&error) => {
            unreadable(foreign::system(&error)).hint("换成普通文件")
        }
        ErrorKind::NotFound => Diagnostic::new(Code::FileMissing, format!("找不到文件“{name}”"))
            .at(Place::file(name))
            .hint("检查文件名和所在文件夹"),
        ErrorKind::PermissionDenied => {
            unreadable("没有读取权限".to_owned()).hint("请管理员开放读取权限")
        }
        _ => unreadable(format!("读取中断（{}）", foreign::system(&error)))
            .hint("检查磁盘或网络共享，再试一次"),
    })?;
    content.ok_or_else(|| {
        let message = format!("文件“{name}”超过{}MB，未读入", MOST_BYTES >> 20);
        Diagnostic::new(Code::FileTooLarge, message)
            .at(Place::file(name))
            .hint("只留需要的内容，去掉图片等，另存为新文件")
    })
}

/// Reads a file; returns `None` without reading it when it is larger than the limit.
fn limited(file: &mut File) -> std::io::Result<Option<Vec<u8>>> {
    if file.metadata()?.len() > MOST_BYTES {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // It may grow meanwhile, or be a pipe, which has no length.
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MOST_BYTES).then_some(bytes))
}
