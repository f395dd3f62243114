//! A cell of a published table: pieces of the text, which need not be adjacent.

use std::ops::Range;

use crate::registry::names::is_blank;

/// The content of a cell and its place in the source.
///
/// A line break inside a cell splits it into several pieces; `text` has a line feed between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The content, including the blanks around it.
    pub text: String,
    /// The byte ranges of the content in the source, in order; never empty.
    pieces: Vec<Range<usize>>,
    /// True if the cell was in quotation marks, so that marks inside it are doubled.
    quoted: bool,
}

impl Cell {
    /// Makes the cell at `range` of `source`.
    pub fn new(source: &str, range: Range<usize>) -> Self {
        Self { text: source[range.clone()].to_owned(), pieces: vec![range], quoted: false }
    }

    /// Makes a title that the file does not have, for a column found at `place`.
    pub fn titled(title: &str, place: Range<usize>) -> Self {
        Self { text: title.to_owned(), pieces: vec![place], quoted: false }
    }

    /// Continues the cell on another line.
    pub fn join(&mut self, source: &str, range: Range<usize>) {
        self.text.push('\n');
        self.text.push_str(&source[range.clone()]);
        self.pieces.push(range);
    }

    /// Drops the quotation marks (") that Excel writes around content with a line break.
    ///
    /// Marks that belong to the text ("三变"改革和"大旅游") stay.
    pub fn unquote(&mut self) {
        let inner = self.trimmed().strip_prefix('"');
        let Some(inner) = inner.and_then(|inner| inner.strip_suffix('"')) else {
            return;
        };
        let start = self.text.len() - self.text.trim_start_matches(is_blank).len() + 1;
        let cut = self.text.len() - start - inner.len();
        let within =
            |piece: Option<&Range<usize>>, length| piece.is_some_and(|piece| length <= piece.len());
        let sound = within(self.pieces.first(), start) && within(self.pieces.last(), cut);
        if !sound || inner.replace("\"\"", "").contains('"') {
            return;
        }
        self.text = inner.to_owned();
        self.quoted = true;
        if let Some(first) = self.pieces.first_mut() {
            first.start += start;
        }
        if let Some(last) = self.pieces.last_mut() {
            last.end -= cut;
        }
    }

    /// Returns the content without the blanks around it.
    pub fn trimmed(&self) -> &str {
        self.text.trim_matches(is_blank)
    }

    /// Returns the byte behind it in the source.
    pub fn end(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.end)
    }

    /// Returns whether it has no content.
    pub fn is_blank(&self) -> bool {
        self.trimmed().is_empty()
    }

    /// Returns whether there is a line break inside its content.
    pub fn is_broken(&self) -> bool {
        self.trimmed().contains('\n')
    }

    /// Returns the byte range of the content in the source: the first line if it is broken, and the whole cell
    /// if it is blank.
    pub fn place(&self) -> Range<usize> {
        let trimmed = self.trimmed();
        if trimmed.is_empty() {
            return self.pieces[0].clone();
        }
        let start = self.text.len() - self.text.trim_start_matches(is_blank).len();
        self.part(start..start + trimmed.len())
    }

    /// Returns the bytes in the source of `range` of the text; only the part on the first line if it is broken.
    pub fn part(&self, range: Range<usize>) -> Range<usize> {
        let mut begin = 0;
        for piece in &self.pieces {
            let end = begin + piece.len();
            if range.start <= end {
                let start = piece.start + range.start - begin;
                return start..(piece.start + range.end.min(end) - begin).max(start);
            }
            begin = end + 1;
        }
        self.pieces[0].clone()
    }

    /// Returns the content as running text: lines joined, with a blank between them only if letters or digits
    /// of a Western script meet.
    pub fn running_text(&self) -> String {
        let mut text = String::new();
        for line in self.trimmed().split('\n').map(|line| line.trim_matches(is_blank)) {
            let meets = text.ends_with(|c: char| c.is_ascii_alphabetic())
                && line.starts_with(|c: char| c.is_ascii_alphabetic());
            if meets {
                text.push(' ');
            }
            text.push_str(line);
        }
        match self.quoted {
            true => text.replace("\"\"", "\""),
            false => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;

    #[test]
    fn a_broken_cell_knows_where_its_parts_stand() {
        let source = "x\t省农牧厅 \n省林业厅\ty";
        let mut cell = Cell::new(source, 2..15);
        cell.join(source, 16..28);
        assert_eq!(cell.text, "省农牧厅 \n省林业厅");
        assert!(cell.is_broken());
        assert_eq!(&source[cell.part(14..26)], "省林业厅");
        assert_eq!(&source[cell.place()], "省农牧厅 ");
        assert_eq!(cell.running_text(), "省农牧厅省林业厅");
    }

    #[test]
    fn quotation_marks_of_excel_are_dropped_and_others_stay() {
        let source = "\t \"推进\"\"三变\"\"改革，\n办好节会。\"\t";
        let end_of_line = source.find('\n').expect("there is one");
        let mut cell = Cell::new(source, 1..end_of_line);
        cell.join(source, end_of_line + 1..source.len() - 1);
        cell.unquote();
        assert_eq!(cell.running_text(), "推进\"三变\"改革，办好节会。");
        assert_eq!(&source[cell.part(0..6)], "推进");
        let at = cell.text.find("办好").expect("it is there");
        assert_eq!(&source[cell.part(at..at + 6)], "办好");
        for kept in ["\"三变\"改革和\"大旅游\"", "\"", "三变\"", ""] {
            let mut cell = Cell::new(kept, 0..kept.len());
            cell.unquote();
            assert_eq!(cell.text, kept);
        }
    }

    #[test]
    fn a_line_break_at_the_edge_is_not_inside() {
        let source = "19\n\t";
        let mut cell = Cell::new(source, 0..2);
        cell.join(source, 3..3);
        assert!(!cell.is_broken());
        assert_eq!(cell.trimmed(), "19");
        assert_eq!(cell.place(), 0..2);
    }
}
