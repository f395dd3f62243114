//! The assembly of a table's rows from its lines.
//!
//! A row is one line, or several if there is a line break inside a cell. The lines that belong together
//! are found for the whole table at once (dynamic programming): of all ways to group the lines, the
//! one with the fewest faults. A line that is a whole row by itself always remains one, so that
//! damage to one row does not reach the next.

use std::ops::Range;

use super::cell::Cell;

use super::header::{Header, append};
use super::line::Line;
use super::number::{self, Number};
use super::title::Field;
use crate::registry::names::is_blank;

/// Maximum number of lines in a row.
const MOST_LINES: usize = 48;

/// Maximum increase over the last number at which blanks count as the separator after a number: 2018 年
/// begins a sentence.
const MOST_AHEAD: u32 = 3;

/// The costs of faults in a group of lines, in arbitrary units: only their order matters. A join is
/// better than a stray line, a row without its number better than its pieces as stray lines, and a
/// row that begins with a number is never a stray line.
mod cost {
    pub const JOIN: usize = 1;
    pub const SPACED: usize = 2;
    pub const NO_NUMBER: usize = 6;
    pub const STRAY: usize = 8;
    pub const WRONG_LENGTH: usize = 10;
}

/// A row, or a line that belongs to none.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Group {
    Row(RawRow),
    /// Text between rows.
    Stray(Range<usize>),
}

/// The cells of a row, not yet read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawRow {
    /// The line's cells without the outer ones; their number may differ from the header's.
    pub cells: Vec<Cell>,
    /// The byte range of its first line.
    pub first_line: Range<usize>,
    /// True if blanks took the place of the separator between its number and its text.
    pub is_spaced: bool,
    /// True if no further content follows it in the whole file.
    pub is_last: bool,
    /// True if one cell is merged over all columns.
    pub is_merged: bool,
}

/// Judges whether a line continues the last cell of a row that has all its cells.
///
/// The arguments are the column, the cell so far, the line, and true if the line is below the last row.
pub(super) type Continues<'a> = dyn Fn(Field, &str, &str, bool) -> bool + 'a;

/// Groups `lines` of a table below `header`; blank lines and rules are left out.
pub(super) fn assemble(
    source: &str,
    lines: &[Range<usize>],
    header: &Header,
    continues: &Continues,
) -> Vec<Group> {
    let lines: Vec<Line> = lines
        .iter()
        .map(|line| Line::new(source, line.clone(), header.separator))
        .filter(|line| !line.is_rule(source) && !line.is_blank(source))
        .collect();
    let assembly = Assembly {
        source,
        header,
        continues,
        last_row: lines.iter().rposition(|l| starts_row(source, l, header)),
        lines: &lines,
    };
    assembly.groups()
}

/// Returns whether a line begins like a row: it has a number in the column of numbers, and more cells; or, in a table
/// without numbers, all cells and a text.
fn starts_row(source: &str, line: &Line, header: &Header) -> bool {
    if header.has(Field::Number) {
        return starting_number(source, line, header).is_some();
    }
    let outer = usize::from(header.outer.0);
    let text = header.position(Field::Text).and_then(|at| line.fields.get(at + outer));
    let wanted = header.columns.len() + outer;
    (wanted..=wanted + 1).contains(&line.fields.len())
        && text.is_some_and(|text| !source[text.clone()].chars().all(is_blank))
}

/// Returns the number with which a line begins like a row.
pub(super) fn starting_number(source: &str, line: &Line, header: &Header) -> Option<u32> {
    let position = header.position(Field::Number)? + usize::from(header.outer.0);
    let field = line.fields.get(position).filter(|_| line.fields.len() > 1)?;
    number::parse(&source[field.clone()]).map(Number::order)
}

struct Assembly<'a> {
    source: &'a str,
    header: &'a Header,
    continues: &'a Continues<'a>,
    lines: &'a [Line],
    /// Index of the last line that begins like a row.
    last_row: Option<usize>,
}

/// The last step of the best grouping of the lines before a position.
#[derive(Debug, Clone, Copy)]
struct Step {
    cost: usize,
    from: usize,
    /// The number of the last row.
    number: Option<u32>,
    is_row: bool,
    /// True for a row whose number and text are separated by blanks.
    is_spaced: bool,
}

impl Assembly<'_> {
    fn groups(&self) -> Vec<Group> {
        let steps = self.steps();
        let mut groups = Vec::new();
        let mut end = self.lines.len();
        while let Some(step) = steps[end].filter(|_| end > 0) {
            groups.push(self.group(step.from..end, step));
            end = step.from;
        }
        groups.reverse();
        groups
    }

    /// Returns the best grouping of the lines before each position.
    fn steps(&self) -> Vec<Option<Step>> {
        let mut steps: Vec<Option<Step>> = vec![None; self.lines.len() + 1];
        steps[0] = Some(Step { cost: 0, from: 0, number: None, is_row: false, is_spaced: false });
        for from in 0..self.lines.len() {
            let Some(before) = steps[from] else { continue };
            let stray = self.stray(from, before).into_iter();
            let spaced = self.spaced(from, before).into_iter();
            for (end, step) in stray.chain(spaced).chain(self.rows(from, before)) {
                if steps[end].is_none_or(|best| step.cost < best.cost) {
                    steps[end] = Some(step);
                }
            }
        }
        steps
    }

    /// Takes the line `from` as one that belongs to no row; returns the position after it and the step, or
    /// `None` if the line begins a row.
    fn stray(&self, from: usize, before: Step) -> Option<(usize, Step)> {
        let step = Step {
            cost: before.cost + cost::STRAY,
            from,
            number: before.number,
            is_row: false,
            is_spaced: false,
        };
        (!self.starts_row(from)).then_some((from + 1, step))
    }

    /// Takes the line `from` as a row with blanks between its number and its text; returns the position after it
    /// and the step.
    fn spaced(&self, from: usize, before: Step) -> Option<(usize, Step)> {
        let (line, number) = self.split(from)?;
        let mut cells = Vec::new();
        append(self.source, &mut cells, &line);
        let ahead = number.checked_sub(before.number.unwrap_or(0))?;
        let step = Step {
            cost: before.cost + cost::SPACED,
            from,
            number: Some(number),
            is_row: true,
            is_spaced: true,
        };
        let is_row = (1..=MOST_AHEAD).contains(&ahead)
            && self.lines[from].contents(self.source) > 1
            && self.inner(&cells).len() == self.header.columns.len();
        is_row.then_some((from + 1, step))
    }

    /// Splits line `at` at the blanks between its number and its text.
    fn split(&self, at: usize) -> Option<(Line, u32)> {
        let columns = (self.header.position(Field::Number), self.header.position(Field::Text));
        let (Some(position), true) = (columns.0, columns.1 == columns.0.map(|at| at + 1)) else {
            return None;
        };
        let outer = usize::from(self.header.outer.0);
        self.lines[at].spaced(self.source, position + outer)
    }

    /// Returns the rows that the lines from `from` on can form, each with the position after it.
    fn rows(&self, from: usize, before: Step) -> Vec<(usize, Step)> {
        let mut rows = Vec::new();
        let mut cells = Vec::new();
        for at in from..(from + MOST_LINES).min(self.lines.len()) {
            if at > from && !self.joins(&cells, from, at, before.number) {
                break;
            }
            append(self.source, &mut cells, &self.lines[at]);
            let inner = self.inner(&cells);
            let number = self.number(inner);
            if let Some(wrong) = self.wrong(inner, number, at + 1 - from) {
                let step = Step {
                    cost: before.cost + wrong,
                    from,
                    number: number.or(before.number),
                    is_row: true,
                    is_spaced: false,
                };
                rows.push((at + 1, step));
            }
        }
        rows
    }

    /// Returns whether line `at` can continue the row of `cells` that begins on line `from`.
    fn joins(&self, cells: &[Cell], from: usize, at: usize, last: Option<u32>) -> bool {
        let inner = self.inner(cells);
        let line = &self.lines[at];
        if self.starts_row(at) {
            // 1⏎9: the two halves of a number, if that is the one to be expected.
            let [half] = inner else { return false };
            let whole = format!("{}\n{}", half.text, self.first_content(line));
            return at == from + 1
                && half.trimmed().bytes().all(|b| b.is_ascii_digit())
                && number::read(&whole) == last.map_or(Some(1), |last| last.checked_add(1));
        }
        if inner.len() < self.header.columns.len() {
            return true;
        }
        let below = self.last_row.is_none_or(|last| at > last);
        inner.len() == self.header.columns.len()
            && self.has_one_cell(line)
            && self.number(inner).is_some()
            && inner.last().is_some_and(|cell| {
                let Some(&field) = self.header.columns.last() else { return false };
                (self.continues)(field, cell.trimmed(), self.first_content(line), below)
            })
    }

    /// Returns the cost of a row with these cells; `None` if they cannot be one.
    fn wrong(&self, cells: &[Cell], number: Option<u32>, lines: usize) -> Option<usize> {
        let joins = cost::JOIN * (lines - 1);
        let whole = cells.len() == self.header.columns.len();
        match (whole, number) {
            (true, Some(_)) => Some(joins),
            (true, None) => Some(joins + cost::NO_NUMBER),
            (false, Some(_)) if lines == 1 => Some(cost::WRONG_LENGTH),
            _ => None,
        }
    }

    /// Returns whether a line holds one cell, with or without the separator after it.
    fn has_one_cell(&self, line: &Line) -> bool {
        match line.fields.as_slice() {
            [_] => true,
            [_, last] => self.header.outer.1 && self.source[last.clone()].chars().all(is_blank),
            _ => false,
        }
    }

    fn starts_row(&self, at: usize) -> bool {
        starts_row(self.source, &self.lines[at], self.header)
    }

    fn number(&self, cells: &[Cell]) -> Option<u32> {
        let cell = |field| self.header.position(field).and_then(|at| cells.get(at));
        match self.header.has(Field::Number) {
            true => number::parse(&cell(Field::Number)?.text).map(Number::order),
            // Without numbers a text makes the row.
            false => cell(Field::Text).filter(|cell| !cell.is_blank()).map(|_| 0),
        }
    }

    fn first_content(&self, line: &Line) -> &str {
        let field = line.fields.first().cloned().unwrap_or_default();
        self.source[field].trim_matches(is_blank)
    }

    /// Returns the cells between the outer separators, without blank ones beyond the header's.
    fn inner<'c>(&self, cells: &'c [Cell]) -> &'c [Cell] {
        let mut inner = cells;
        if self.header.outer.0
            && let [first, rest @ ..] = inner
            && first.is_blank()
        {
            inner = rest;
        }
        if self.header.outer.1
            && let [rest @ .., last] = inner
            && last.is_blank()
            && !rest.is_empty()
        {
            inner = rest;
        }
        while inner.len() > self.header.columns.len()
            && let [rest @ .., last] = inner
            && last.is_blank()
        {
            inner = rest;
        }
        inner
    }

    fn group(&self, lines: Range<usize>, step: Step) -> Group {
        let first_line = self.lines[lines.start].range.clone();
        if !step.is_row {
            return Group::Stray(first_line);
        }
        let mut cells = Vec::new();
        match self.split(lines.start).filter(|_| step.is_spaced) {
            Some((line, _)) => append(self.source, &mut cells, &line),
            None => self.lines[lines.clone()]
                .iter()
                .for_each(|line| append(self.source, &mut cells, line)),
        }
        let mut cells = self.inner(&cells).to_vec();
        cells.iter_mut().for_each(Cell::unquote);
        let end = self.lines[lines.end - 1].range.end;
        Group::Row(RawRow {
            cells,
            first_line,
            is_spaced: step.is_spaced,
            is_merged: false,
            is_last: self.source[end..].chars().all(is_blank),
        })
    }
}
