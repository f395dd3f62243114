//! Markdown with front matter → [`Document`].

use super::front_matter::FrontMatter;
use super::parse_error::{ParseError, ParseErrors};
use super::passage::without_marks;
use super::remark::{Remark, RemarkKind};
use super::{Document, Palette, markdown, note_mark, notes};
use crate::foreign;

const FENCE: &str = "+++";

/// Reads a document. Line ends may be LF, CR LF or CR; a byte order mark at the beginning is ignored. Tables
/// and charts may name the categories of `palette`.
///
/// # Errors
/// All that prevents it. Errors of the front matter hide those of the text below it.
pub fn parse(text: &str, palette: &Palette) -> Result<Document, ParseErrors> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // No face has such characters, and those of texts would print as marks of notes.
    let text = text.replace(|c| note_mark::of_raised(c).is_some(), "\u{FFFD}");
    let (head, body, body_line) =
        split_front_matter(&text).ok_or_else(|| ParseErrors(vec![ParseError::NoFrontMatter]))?;
    let head = &*without_marks(head);
    let front = FrontMatter::from_toml(head).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        let line = head.bytes().take(offset).filter(|b| *b == b'\n').count();
        ParseErrors(vec![ParseError::FrontMatter {
            message: foreign::serde(error.message()),
            line: line + 2,
            text: head.lines().nth(line).unwrap_or_default().to_owned(),
        }])
    })?;
    let content = markdown::read(body, body_line, palette).map_err(ParseErrors)?;
    let markdown::Content { body, attachments, notes, remarks } = content;
    let mut in_head: Vec<Remark> = unprinted(&front, head).chain(in_front(head)).collect();
    in_head.sort_by_key(|remark| remark.line);
    let remarks = in_head.into_iter().chain(remarks).collect();
    Ok(Document { front, body, attachments, notes, remarks })
}

/// Returns remarks on the entries of the front matter that its format does not print.
fn unprinted(front: &FrontMatter, head: &str) -> impl Iterator<Item = Remark> {
    let format = front.format.word();
    front.unprinted().into_iter().map(move |(key, name)| {
        let is_entry =
            |line: &&str| line.split_once('=').is_some_and(|(start, _)| start.trim() == key);
        let (line, text) =
            (2..).zip(head.lines()).find(|(_, line)| is_entry(line)).unwrap_or((1, ""));
        let kind = RemarkKind::EntryNotPrinted { key, name, format };
        Remark { kind, line, text: text.to_owned() }
    })
}

/// Returns remarks on references to notes in the front matter, where they are printed as they are written.
fn in_front(head: &str) -> impl Iterator<Item = Remark> {
    (2..).zip(head.lines()).flat_map(|(line, text)| {
        notes::references(text).map(move |(_, label)| Remark {
            kind: RemarkKind::NoteInFront(label.to_owned()),
            line,
            text: text.to_owned(),
        })
    })
}

/// Returns the front matter, the text after it, and the line (from 1) on which that text begins.
pub fn split_front_matter(text: &str) -> Option<(&str, &str, usize)> {
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
