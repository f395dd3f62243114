//! Excel workbooks (.xlsx, .xls): what their cells show.
//!
//! Numbers come as the text that a person reads in the cell, without being rounded: 0.12 formatted as percent is
//! `12%`, 6950 in the format `0"人"` is `6950人`, a date is `2018-04-05`, 131.0 is `131`; text comes to the letter. What
//! a format hides, or a stroke withdraws, is marked. A formula counts by its stored result.
//! Hidden rows, columns and sheets are read like all others. In a vertical merge every row has the value of
//! its first cell.
//!
//! Comments, pictures and text boxes come as remarks, since nothing that somebody put there may go unnoticed.
//!
//! Nothing is calculated, executed or fetched: macros, links to other files and objects are not looked at.

mod beside;
mod budget;
mod cells;
mod container;
#[cfg(test)]
pub(crate) mod handmade;
mod number_format;
mod package;
mod shown;
mod xls;
mod xlsx;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use beside::{Remark, RemarkKind, margin_parts};
use calamine::{Dimensions, XlsxError};

use container::{Container, is_container};

use super::grid::GridRow;
use crate::diagnostic::{Code, Diagnostic, Place};

/// A worksheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Worksheet {
    /// Its name on the tab.
    pub name: String,
    /// Its rows with content.
    pub rows: Vec<GridRow>,
    /// Its merged cells, as they are in the file, by their first rows and columns.
    pub merges: Vec<Merge>,
    /// The parts of it that nobody sees.
    pub hidden: Hidden,
    /// Its comments, pictures and text boxes.
    pub remarks: Vec<Remark>,
}

/// A merged cell: its first and last row and column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// The first row.
    pub top: usize,
    /// The first column.
    pub left: usize,
    /// The last row.
    pub bottom: usize,
    /// The last column.
    pub right: usize,
}

/// The parts of a worksheet that are hidden.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    /// True if its tab is hidden.
    pub sheet: bool,
    /// The rows, from 0.
    pub rows: BTreeSet<usize>,
    /// The first and last of columns side by side, from 0.
    pub columns: Vec<(usize, usize)>,
}

impl Merge {
    /// Returns merges as calamine hands them out, in order.
    fn all(merges: &[Dimensions]) -> Vec<Self> {
        let merges = merges.iter().map(|merge| Self {
            top: merge.start.0 as usize,
            left: merge.start.1 as usize,
            bottom: merge.end.0 as usize,
            right: merge.end.1 as usize,
        });
        let mut merges: Vec<_> = merges.collect();
        merges.sort();
        merges
    }
}

/// The reasons why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// The bytes are no sound workbook.
    #[error("不是完好的 Excel 工作簿")]
    Damaged,
    /// It cannot be opened without a password.
    #[error("加了密码")]
    Encrypted,
    /// It is of Excel 5.0, Excel 95 or before.
    #[error("是 Excel 95 或更早的格式")]
    TooOld,
    /// A cell shows an error that calamine does not know (#SPILL!).
    #[error("有单元格的公式结果是“{0}”")]
    Formula(String),
    /// It holds more than is taken in; the words say of what.
    #[error("{0}")]
    TooLarge(String),
}

impl WorkbookError {
    /// The problem of the file `name` that cannot be read: F105 when it is too large, else G101.
    pub fn diagnostic(&self, name: &str) -> Diagnostic {
        let (code, message, hint) = match self {
            Self::TooLarge(what) => (
                Code::FileTooLarge,
                format!("文件“{name}”{what}，疑似损坏或恶意文件，未读入"),
                "只留报送表，另存为新文件；来历不明的文件不要打开",
            ),
            Self::Encrypted => (
                Code::ReturnsFormat,
                format!("文件“{name}”{self}，未读入"),
                "在 Excel 或 WPS 中打开，取消密码后保存",
            ),
            Self::Formula(_) => (
                Code::ReturnsFormat,
                format!("文件“{name}”{self}，本程序读不了，未读入"),
                "修正公式，或直接填写内容",
            ),
            Self::Damaged | Self::TooOld => (
                Code::ReturnsFormat,
                format!("文件“{name}”{self}，未读入"),
                "在 Excel 或 WPS 中打开，另存为 .xlsx",
            ),
        };
        Diagnostic::new(code, message).at(Place::file(name)).hint(hint)
    }
}

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Encrypted,
            XlsxError::CellError(text) => Self::Formula(text),
            _ => Self::Damaged,
        }
    }
}

/// The content of a container of old Office files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContainerContent {
    /// A workbook, any file with a password, and what cannot be recognised.
    Workbook,
    /// A text (.doc, .wps).
    Text,
    /// Slides (.ppt, .dps).
    Slides,
    /// A mail (.msg).
    Mail,
}

/// Returns the content of a file that begins as a container of old Office files does.
pub fn container_content(bytes: &[u8]) -> Option<ContainerContent> {
    if !is_container(bytes) {
        return None;
    }
    let container = Container::open(bytes);
    let has = |name: &str| container.as_ref().is_some_and(|container| container.has(name));
    Some(match () {
        () if has("Workbook") || has("Book") => ContainerContent::Workbook,
        () if has("WordDocument") => ContainerContent::Text,
        () if has("PowerPoint Document") => ContainerContent::Slides,
        () if has("__properties_version1.0") => ContainerContent::Mail,
        () => ContainerContent::Workbook,
    })
}

/// Returns whether a file is the stream of an old workbook without a container.
pub fn is_bare_stream(bytes: &[u8]) -> bool {
    xls::is_stream(bytes)
}

/// All worksheets in the order of their tabs.
///
/// # Errors
/// The bytes are no sound workbook, or one that cannot be read.
pub fn read(bytes: &[u8]) -> Result<Vec<Worksheet>, WorkbookError> {
    if is_container(bytes) || is_bare_stream(bytes) { xls::read(bytes) } else { xlsx::read(bytes) }
}
