//! The lines of the source, split at the separators of a table.

use std::ops::Range;

use super::number;
use crate::registry::names::is_blank;

/// The possible separators between the cells of a row.
pub(super) const SEPARATORS: [char; 3] = ['\t', '|', '｜'];

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its byte range in the source.
    pub range: Range<usize>,
    /// The byte ranges of its parts between separators; never empty.
    pub fields: Vec<Range<usize>>,
}

impl Line {
    /// Splits the line at `range` of `source`.
    pub fn new(source: &str, range: Range<usize>, separator: char) -> Self {
        let mut fields = Vec::new();
        let mut start = range.start;
        for (at, c) in source[range.clone()].char_indices() {
            if c == separator {
                fields.push(start..range.start + at);
                start = range.start + at + c.len_utf8();
            }
        }
        fields.push(start..range.end);
        Self { range, fields }
    }

    /// Returns the number of its parts with content.
    pub fn contents(&self, source: &str) -> usize {
        let has_content = |field: &&Range<usize>| !source[(*field).clone()].chars().all(is_blank);
        self.fields.iter().filter(has_content).count()
    }

    /// Returns the line with the part at `position` split where blanks take the place of the separator after a
    /// sequence number (2 造林。), and that number.
    pub fn spaced(&self, source: &str, position: usize) -> Option<(Self, u32)> {
        let field = self.fields.get(position)?;
        let content = source[field.clone()].trim_start_matches(is_blank);
        let start = field.end - content.len();
        let end = start + content.find(is_blank)?;
        let no = number::read(&source[start..end])?;
        let text = source[end..field.end].trim_start_matches(is_blank);
        let text = field.end - text.len()..field.end;
        let mut fields = self.fields.clone();
        fields.splice(position..=position, [start..end, text.clone()]);
        let range = self.range.clone();
        (!text.is_empty()).then_some((Self { range, fields }, no))
    }

    /// Returns whether it holds only blanks.
    pub fn is_blank(&self, source: &str) -> bool {
        source[self.range.clone()].chars().all(is_blank)
    }

    /// Returns whether it is the rule below the header of a Markdown table: |---|:--:|.
    pub fn is_rule(&self, source: &str) -> bool {
        let text = &source[self.range.clone()];
        self.fields.len() > 1
            && text.contains("--")
            && text
                .chars()
                .all(|c| is_blank(c) || SEPARATORS.contains(&c) || matches!(c, '-' | ':'))
    }
}
