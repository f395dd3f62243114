//! A file as a government publishes it: lines of text and tables, in their order.
//!
//! All readable formats have this one form, so that the rest of the program does not know from which of them a notice
//! comes. The text of the file is a [`SourceFile`] in every case: of a text file it is the file itself, of a format with
//! tables of its own it holds each paragraph and each cell once, and [`SourceFile::place`] gives the place where the
//! office finds it (第3张表第19行, 附件2!C21, 第7页).

mod delimited;
mod docx;
mod draft;
mod flow;
mod html;
mod layout;
mod markdown;
mod mht;
mod pdf;
mod workbook;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::path::Path;

use super::SourceFile;
use super::kind::{Foreign, Kind, extension};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// A published file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its text with the places.
    pub source: SourceFile,
    /// Its content in order. A text file is a single block of lines: which of them form tables, their reader determines.
    pub blocks: Vec<Block>,
}

/// A part of a published file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Lines of text: these bytes of the source.
    Lines(Range<usize>),
    /// A table whose cells the format itself knows.
    Table(Table),
}

/// A table with its cells as they are in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows, from the top; each has as many cells as the table has columns.
    pub rows: Vec<Vec<TableCell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    /// The bytes of its content in the source, line breaks within it as line feeds; empty for a blank cell.
    pub range: Range<usize>,
    /// Row and column, from 0, of the first cell of the merge that covers this cell; `None` for a cell of its own and
    /// for the first cell of a merge. Covered cells are blank.
    pub covered_by: Option<(usize, usize)>,
}

impl Published {
    /// Reads the file `name` (workspace-relative, `/` as separator) of the folder `root`; `problems` takes what was read
    /// and needs a look.
    ///
    /// # Errors
    /// It cannot be opened (F101, F102, F105), or not be read: an unknown encoding (F103), a format that is not read
    /// (F200), damage or a password (F201), a PDF without text (F202).
    pub fn read(root: &Path, name: &str, problems: &mut Diagnostics) -> Result<Self, Diagnostic> {
        Self::decode(name, &super::bytes(root, name)?, problems)
    }

    /// The content of `bytes`, which are those of the file `name`. They decide the format, and not the name.
    ///
    /// # Errors
    /// As for [`Published::read`].
    pub fn decode(
        name: &str,
        bytes: &[u8],
        problems: &mut Diagnostics,
    ) -> Result<Self, Diagnostic> {
        match Kind::of(name, bytes) {
            Kind::Text => {
                let source = SourceFile::decode(name, bytes)?;
                match &*extension(name) {
                    "html" | "htm" | "shtml" | "xhtml" => html::read(name, bytes, problems),
                    "csv" => delimited::read(&source, problems),
                    _ if delimited::is_delimited(&source) => delimited::read(&source, problems),
                    _ => markdown::read(&source).unwrap_or_else(|| Ok(Self::text(source))),
                }
            }
            Kind::Workbook => workbook::read(name, bytes, problems),
            Kind::Foreign(Foreign::Word) if bytes.starts_with(b"PK") => {
                docx::read(name, bytes, problems)
            }
            Kind::Foreign(Foreign::WebPage) => html::read(name, bytes, problems),
            Kind::Foreign(Foreign::WebArchive) => mht::read(name, bytes, problems),
            Kind::Foreign(Foreign::Pdf) => pdf::read(name, bytes, problems),
            Kind::Archive => Err(refused(name, "压缩包", "解压后导入里面的文件")),
            Kind::Foreign(foreign) => Err(unread(name, bytes, foreign)),
        }
    }

    /// A text file: a single block of lines.
    pub fn text(source: SourceFile) -> Self {
        let all = 0..source.text().len();
        Self { source, blocks: vec![Block::Lines(all)] }
    }
}

/// F200: the file `name` is of a format that is known and not read.
fn unread(name: &str, bytes: &[u8], foreign: Foreign) -> Diagnostic {
    let (what, hint) = match foreign {
        Foreign::Word if extension(name) == "wps" => {
            ("WPS 文字的旧格式（.wps）", "在 WPS 中打开，另存为 .docx 再导入")
        }
        Foreign::Word if bytes.starts_with(b"\xd0\xcf\x11\xe0") => {
            ("Word 97-2003 文档（.doc）", "在 Word 或 WPS 中打开，另存为 .docx 再导入")
        }
        Foreign::Word | Foreign::RichText => {
            (foreign.words(), "在 Word 或 WPS 中打开，另存为 .docx 再导入")
        }
        Foreign::BinaryWorkbook | Foreign::XmlWorkbook | Foreign::Database => {
            (foreign.words(), "在 Excel 或 WPS 表格中打开，另存为 .xlsx 再导入")
        }
        Foreign::OpenDocument => {
            (foreign.words(), "在 WPS 或 LibreOffice 中打开，另存为 .docx 或 .xlsx 再导入")
        }
        Foreign::Apple => (foreign.words(), "导出为 .docx 或 .xlsx 再导入"),
        Foreign::Ofd => (foreign.words(), "用 OFD 阅读器转换为 .docx 或带文字的 .pdf 再导入"),
        Foreign::Slides | Foreign::Xml | Foreign::WebPage | Foreign::WebArchive | Foreign::Pdf => {
            (foreign.words(), "把通知另存为 .docx、.xlsx 或 .txt 再导入")
        }
        Foreign::Picture => (foreign.words(), "请用带文字的原件；只有扫描件的，先做文字识别并校对"),
        Foreign::Mail => (foreign.words(), "把邮件里的附件存出来再导入"),
        Foreign::Packed => (foreign.words(), "解压后导入里面的文件"),
    };
    refused(name, what, hint)
}

/// F200: the file `name` is `what`, which is not read.
fn refused(name: &str, what: &str, hint: &str) -> Diagnostic {
    let blank = if what.starts_with(|char: char| char.is_ascii()) { " " } else { "" };
    let message = format!("文件“{name}”是{blank}{what}，未读入");
    Diagnostic::new(Code::FormatUnread, message).at(Place::file(name)).hint(hint)
}

/// F201: the file `name` cannot be read since it is `why`.
fn unreadable(name: &str, why: &str, hint: &str) -> Diagnostic {
    let message = format!("文件“{name}”{why}，未读入");
    Diagnostic::new(Code::FileDamaged, message).at(Place::file(name)).hint(hint)
}

/// F201: the file `name` has a password.
fn locked(name: &str) -> Diagnostic {
    unreadable(name, "加了密码", "打开后取消密码，另存再导入")
}

/// F105: the file `name` holds more than is taken in.
fn too_large(name: &str) -> Diagnostic {
    let message = format!("文件“{name}”中的内容过多，疑似损坏或恶意文件，未读入");
    Diagnostic::new(Code::FileTooLarge, message)
        .at(Place::file(name))
        .hint("只留通知和附件的内容，另存为新文件")
}
