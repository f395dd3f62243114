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

/// The kind of a remark, with the label of the note or link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// A note is printed at the place where it is written.
    NoteInPlace(String),
    /// A note to which nothing refers.
    NoteUnused(String),
    /// A reference to a note that does not exist.
    NoteMissing(String),
    /// The definition of a link, which is printed as it is written.
    LinkDefinition(String),
}

impl RemarkKind {
    /// Returns the label of the note or link.
    pub fn label(&self) -> &str {
        match self {
            Self::NoteInPlace(label)
            | Self::NoteUnused(label)
            | Self::NoteMissing(label)
            | Self::LinkDefinition(label) => label,
        }
    }
}

impl fmt::Display for RemarkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoteInPlace(label) => {
                write!(f, "脚注“{label}”不排在页末，注文就排在所写的位置")
            }
            Self::NoteUnused(label) => write!(f, "正文没有引用脚注“{label}”，注文照正文排印"),
            Self::NoteMissing(label) => write!(f, "脚注“{label}”没有注文，照原样排印"),
            Self::LinkDefinition(label) => {
                write!(f, "“[{label}]:”不作链接，这一段照原样排印")
            }
        }
    }
}
