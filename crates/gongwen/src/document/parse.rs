//! Rendered template text → [`Document`].

use super::chart::ChartError;
use super::front_matter::FrontMatter;
use super::table::TableError;
use super::{Document, markdown};
use crate::foreign;

/// Why rendered text is no document. Lines count from 1 in the rendered text.
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
    /// A construct that duban's documents do not have.
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
}

impl ParseError {
    /// The line in the rendered text (from 1) and its words.
    pub fn position(&self) -> (usize, &str) {
        match self {
            Self::NoFrontMatter => (1, ""),
            Self::FrontMatter { line, text, .. }
            | Self::Unsupported { line, text, .. }
            | Self::Table { line, text, .. }
            | Self::Chart { line, text, .. } => (*line, text),
        }
    }
}

const FENCE: &str = "+++";

/// Reads a document. Line ends may be LF, CR LF or CR; a byte order mark at the beginning is
/// ignored.
///
/// # Errors
/// The first [`ParseError`]; a template that renders to one is wrong as a whole.
pub fn parse(text: &str) -> Result<Document, ParseError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (head, body, body_line) = split_front_matter(&text).ok_or(ParseError::NoFrontMatter)?;
    let front = FrontMatter::from_toml(head).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        let line = head.bytes().take(offset).filter(|b| *b == b'\n').count();
        ParseError::FrontMatter {
            message: foreign::serde(error.message()),
            line: line + 2,
            text: head.lines().nth(line).unwrap_or_default().to_owned(),
        }
    })?;
    let (body, attachments) = markdown::blocks(body, body_line)?;
    Ok(Document {
        front,
        body,
        attachments,
    })
}

/// Front matter, what follows it, and the line (from 1) on which that begins.
fn split_front_matter(text: &str) -> Option<(&str, &str, usize)> {
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != FENCE {
        return None;
    }
    let mut offset = 0;
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        if line.trim_end() == FENCE {
            return Some((&rest[..offset], &rest[offset + line.len()..], index + 3));
        }
        offset += line.len();
    }
    None
}

#[cfg(test)]
mod tests;
