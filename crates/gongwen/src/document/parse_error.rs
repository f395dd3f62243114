//! Errors that prevent a text from being read as a document.

use super::chart::ChartError;
use super::numbering::ReferenceError;
use super::table::TableError;

/// An error that prevents a text from being read as a document. Lines count from 1.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ParseError {
    /// The text does not begin with front matter between `+++` lines.
    #[error("文首应有以“+++”行括起的文件头")]
    NoFrontMatter,
    /// The front matter cannot be read.
    #[error("文件头有误：{message}")]
    FrontMatter {
        /// The message of the TOML reader.
        message: String,
        /// The line's number.
        line: usize,
        /// The line's text.
        text: String,
    },
    /// A construct that official documents do not use.
    #[error("不支持的写法：{construct}")]
    Unsupported {
        /// Its name in Chinese.
        construct: &'static str,
        /// The line's number.
        line: usize,
        /// The line's text.
        text: String,
    },
    /// A table that cannot be used.
    #[error("{error}")]
    Table {
        /// The table's error.
        error: TableError,
        /// The line's number.
        line: usize,
        /// The line's text.
        text: String,
    },
    /// A chart that cannot be used.
    #[error("{error}")]
    Chart {
        /// The chart's error.
        error: ChartError,
        /// The line's number.
        line: usize,
        /// The line's text.
        text: String,
    },
    /// A name of a table or chart, or a reference to one, that cannot be used.
    #[error("{error}")]
    Reference {
        /// The error of the name or reference.
        error: ReferenceError,
        /// The line's number.
        line: usize,
        /// The line's text.
        text: String,
    },
}

impl ParseError {
    /// Returns the line's number (from 1) and its words.
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

/// What prevents a text from being read as a document: at least one error, in the order of the text.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", in_lines(.0))]
pub struct ParseErrors(pub Vec<ParseError>);

fn in_lines(errors: &[ParseError]) -> String {
    let lines = errors.iter().map(|error| format!("第{}行：{error}", error.position().0));
    lines.collect::<Vec<_>>().join("\n")
}
