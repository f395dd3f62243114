//! Remarks on a text that was read as a document, but not quite as its author may expect.

use std::fmt;

/// A remark on a line of the text. It prints as a sentence in Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its kind.
    pub kind: RemarkKind,
    /// The line's number, from 1.
    pub line: usize,
    /// The line's words.
    pub text: String,
}

/// The kind of a remark, with the label of the note or link, or the key of the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// A note to which nothing refers: a paragraph.
    NoteUnused(String),
    /// A second note with the label of another: a paragraph.
    NoteDoubled(String),
    /// A note without words.
    NoteEmpty(String),
    /// A reference to a note that does not exist.
    NoteMissing(String),
    /// A reference to a note in the front matter, where there are none.
    NoteInFront(String),
    /// A reference to a note in a chart, where there are none.
    NoteInChart(String),
    /// An entry of the front matter that the format does not print.
    EntryNotPrinted {
        /// Its key.
        key: &'static str,
        /// Its name.
        name: &'static str,
        /// The format's name.
        format: &'static str,
    },
    /// The definition of a link, which is printed as it is written.
    LinkDefinition(String),
}

impl RemarkKind {
    /// Returns the label of the note or link, or the key of the entry.
    pub fn label(&self) -> &str {
        match self {
            Self::NoteUnused(label)
            | Self::NoteDoubled(label)
            | Self::NoteEmpty(label)
            | Self::NoteMissing(label)
            | Self::NoteInFront(label)
            | Self::NoteInChart(label)
            | Self::LinkDefinition(label) => label,
            Self::EntryNotPrinted { key, .. } => key,
        }
    }
}

impl fmt::Display for RemarkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoteUnused(label) => write!(f, "正文没有引用脚注“{label}”，注文照正文排印"),
            Self::NoteDoubled(label) => {
                write!(f, "脚注“{label}”的注文写了两次，后一次照正文排印")
            }
            Self::NoteEmpty(label) => write!(f, "脚注“{label}”的注文是空的"),
            Self::NoteMissing(label) => write!(f, "脚注“{label}”没有注文，照原样排印"),
            Self::NoteInFront(label) => {
                write!(f, "标题等文件头各项不能引用脚注，“[^{label}]”照原样排印")
            }
            Self::NoteInChart(label) => write!(f, "图里不能引用脚注，“[^{label}]”照原样排印"),
            Self::EntryNotPrinted { key, name, format } => {
                write!(f, "{format}不印{name}，“{key}”没有印出")
            }
            Self::LinkDefinition(label) => {
                write!(f, "“[{label}]:”不作链接，这一段照原样排印")
            }
        }
    }
}
