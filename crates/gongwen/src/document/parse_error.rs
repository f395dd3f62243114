//! Why a text cannot be read as a document.

use super::chart::ChartError;
use super::numbering::ReferenceError;
use super::table::TableError;

/// Why a text cannot be read as a document. Lines count from 1.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ParseError {
    /// The text does not begin with front matter between `+++` lines.
    #[error("文首应有以“+++”行括起的文件头")]
    NoFrontMatter,
    /// The front matter cannot be read.
    #[error("文件头有误：{message}")]
    FrontMatter {
        /// What the TOML reader says.
        message: String,
        /// The line.
        line: usize,
        /// The line's text.
        text: String,
    },
    /// A construct that official documents do not have.
    #[error("不支持的写法：{construct}")]
    Unsupported {
        /// Its name in Chinese.
        construct: &'static str,
        /// The line.
        line: usize,
        /// The line's text.
        text: String,
    },
    /// A table that cannot be used.
    #[error("{error}")]
    Table {
        /// Why.
        error: TableError,
        /// The line.
        line: usize,
        /// The line's text.
        text: String,
    },
    /// A chart that cannot be used.
    #[error("{error}")]
    Chart {
        /// Why.
        error: ChartError,
        /// The line.
        line: usize,
        /// The line's text.
        text: String,
    },
    /// A name of a table or chart, or a reference to one, that cannot be used.
    #[error("{error}")]
    Reference {
        /// Why.
        error: ReferenceError,
        /// The line.
        line: usize,
        /// The line's text.
        text: String,
    },
}

impl ParseError {
    /// The line (from 1) and its words.
    pub fn position(&self) -> (usize, &str) {
        match self {
            Self::NoFrontMatter => (1, ""),
            Self::FrontMatter { line, text, .. }
            | Self::Unsupported { line, text, .. }
            | Self::Table { line, text, .. }
            | Self::Chart { line, text, .. }
            | Self::Reference { line, text, .. } => (*line, text),
        }
    }
}
