//! The rows below a line that looks like the heading of another annex.
//!
//! 附件3 or 附表1 may also be the end of a cell, a reference or a note between two rows. A table is ended only by a line
//! below which its rows do not go on.

use std::ops::Range;

use super::header::Header;
use super::heading;
use super::line::Line;
use super::row;
use super::settings::Settings;
use super::title::title;

/// Searches the rows below the lines of a source, in ascending order of the lines.
pub(super) struct Below<'a> {
    source: &'a str,
    lines: &'a [Range<usize>],
    settings: &'a Settings,
    /// The first lines searched, the line that decided for them, and the decision: whether numbered rows with
    /// this number follow.
    found: Option<Found>,
}

/// The first line below a heading that says what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    /// The first line of the table's rows, which differs from table to table.
    table: usize,
    /// The position of the line.
    at: usize,
    /// The sequence number of the row; `None` for a header, or the end of the text.
    number: Option<u32>,
}

impl<'a> Below<'a> {
    /// Searches in `lines` of `source`.
    pub fn new(source: &'a str, lines: &'a [Range<usize>], settings: &'a Settings) -> Self {
        Self { source, lines, settings, found: None }
    }

    /// Returns whether the rows of the table below `header` go on below the line `at`: the next row that begins with a
    /// number has a greater one than the last row above, and no header comes first.
    pub fn goes_on(&mut self, header: &Header, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        if heading::number(&self.source[line.clone()]).is_none() {
            return false;
        }
        let above = (header.lines.end..at).rev().find_map(|line| self.number(header, line));
        let table = header.lines.end;
        let found = match self.found.filter(|found| found.table == table && found.at > at) {
            Some(found) => found,
            None => self.search(header, at + 1),
        };
        self.found = Some(found);
        found.number.is_some_and(|number| number > above.unwrap_or(0))
    }

    /// Returns the first row with a number, or the first header, from the line `from` on.
    fn search(&self, header: &Header, from: usize) -> Found {
        let decides = |at: usize| match self.number(header, at) {
            Some(number) => Some((at, Some(number))),
            None => self.is_header(at).then_some((at, None)),
        };
        let found = (from..self.lines.len()).find_map(decides);
        let (at, number) = found.unwrap_or((self.lines.len(), None));
        Found { table: header.lines.end, at, number }
    }

    fn number(&self, header: &Header, at: usize) -> Option<u32> {
        let line = Line::new(self.source, self.lines.get(at)?.clone(), header.separator);
        row::starting_number(self.source, &line, header)
    }

    /// Returns whether a line is a header, known or not: it has a known title among its parts.
    fn is_header(&self, at: usize) -> bool {
        let Some(range) = self.lines.get(at) else { return false };
        super::line::SEPARATORS.iter().any(|&separator| {
            let line = Line::new(self.source, range.clone(), separator);
            let titles = line
                .fields
                .iter()
                .filter(|field| title(&self.source[(*field).clone()], self.settings).is_some());
            line.fields.len() > 2 && titles.count() > 0
        })
    }
}
