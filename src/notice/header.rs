//! The header row of an annex table, which gives the content of each column.

use std::ops::Range;

use super::cell::Cell;
use super::field::{Field, Title, title};
use super::line::{Line, SEPARATORS};
use crate::plan::{Annex, Column};

/// Maximum number of lines over which a header row may be broken.
const MOST_LINES: usize = 8;

/// A header row and its meaning for the rows below it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    /// The lines that it occupies, as indices into the source's lines.
    pub lines: Range<usize>,
    /// The separator between the cells.
    pub separator: char,
    /// True if there is a separator before the first cell, and after the last one.
    pub outer: (bool, bool),
    /// The cells of the header row itself.
    pub cells: Vec<Cell>,
    /// The content of each column; `None` for one that is not read.
    pub columns: Vec<Option<Field>>,
    /// The annex that the title of the items names.
    pub annex: Option<Annex>,
    /// Columns that are not read: unknown titles and repeated columns.
    pub unread: Vec<Unread>,
}

/// A column that is not read, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    Unknown(usize),
    Duplicate(usize),
}

impl Header {
    /// Returns the header row that begins on line `at` of `lines`, if there is one.
    ///
    /// It may be broken over several lines: of all lengths the one is taken that makes most cells
    /// known titles and fewest unknown ones. A line above that looks like its beginning (a caption
    /// 工作任务, a cell that ends in 领导) is not part of it if the header is better without it.
    pub fn find(source: &str, lines: &[Range<usize>], at: usize) -> Option<Self> {
        let header = Self::longest(source, lines, at)?;
        let better = |later| {
            let later = Self::longest(source, lines, later);
            later.is_some_and(|later| later.score() > header.score())
        };
        let begins_later = (at + 1..header.lines.end).any(better);
        (!begins_later).then_some(header)
    }

    fn longest(source: &str, lines: &[Range<usize>], at: usize) -> Option<Self> {
        let mut best: Option<(isize, Self)> = None;
        for separator in SEPARATORS {
            let first = Line::new(source, lines.get(at)?.clone(), separator);
            if !first.fields.iter().any(|f| title(&source[f.clone()]).is_some()) {
                continue;
            }
            let mut cells = Vec::new();
            for end in at + 1..=(at + MOST_LINES).min(lines.len()) {
                let line = Line::new(source, lines[end - 1].clone(), separator);
                append(source, &mut cells, &line);
                let found = Self::of(at..end, separator, &cells);
                if !found.is_header() {
                    continue;
                }
                let score = found.score();
                if best.as_ref().is_none_or(|&(most, _)| score > most) {
                    best = Some((score, found));
                }
            }
        }
        best.map(|(_, header)| header)
    }

    /// Returns the header that a row of cells is, if it is one.
    pub fn of_row(cells: &[Cell]) -> Option<Self> {
        let header = Self { outer: (false, false), ..Self::with_cells(0..0, '\t', cells.to_vec()) };
        header.is_header().then_some(header)
    }

    /// Returns the header that `cells` form.
    fn of(lines: Range<usize>, separator: char, cells: &[Cell]) -> Self {
        let blank_at = |cell: Option<&Cell>| cells.len() > 2 && cell.is_some_and(Cell::is_blank);
        let outer = (blank_at(cells.first()), blank_at(cells.last()));
        let inner = usize::from(outer.0)..cells.len() - usize::from(outer.1);
        Self { outer, ..Self::with_cells(lines, separator, cells[inner].to_vec()) }
    }

    fn with_cells(lines: Range<usize>, separator: char, cells: Vec<Cell>) -> Self {
        let mut header = Self {
            lines,
            separator,
            outer: (false, false),
            cells,
            columns: Vec::new(),
            annex: None,
            unread: Vec::new(),
        };
        header.assign();
        header
    }

    /// Determines the content of each column.
    fn assign(&mut self) {
        let titles: Vec<Option<Title>> = self.cells.iter().map(|cell| title(&cell.text)).collect();
        let items = items(&titles);
        self.annex = match items.map(|at| titles[at]) {
            Some(Some(Title::Items(annex))) => annex,
            _ => None,
        };
        self.columns = vec![None; titles.len()];
        for (position, title) in titles.iter().enumerate() {
            let field = match *title {
                Some(Title::Field(field)) => Ok(field),
                Some(Title::Items(_)) if items == Some(position) => Ok(Field::Text),
                Some(Title::Items(Some(_))) => Err(Unread::Duplicate(position)),
                Some(Title::Responsible) => responsible(&titles).ok_or(Unread::Duplicate(position)),
                Some(Title::Items(None)) | None => Err(Unread::Unknown(position)),
            };
            match field {
                Ok(field) if self.position(field).is_none() => self.columns[position] = Some(field),
                Ok(_) => self.unread.push(Unread::Duplicate(position)),
                Err(_) if self.cells[position].is_blank() => {}
                Err(unread) => self.unread.push(unread),
            }
        }
    }

    /// Returns the position of the column that holds `field`.
    pub fn position(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|&held| held == Some(field))
    }

    /// Returns whether most cells are titles, among them the number or the items, and a column of people or
    /// units.
    fn is_header(&self) -> bool {
        let has = |field| self.position(field).is_some();
        let roles = Column::ALL.into_iter().filter(|&c| has(Field::Names(c)));
        let roles = roles.count();
        let enough = self.known() >= 3 && self.unread.len() < self.known();
        enough && roles > 0 && (has(Field::Number) || has(Field::Text))
    }

    fn known(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    fn score(&self) -> isize {
        2 * self.known().cast_signed() - 3 * self.unread.len().cast_signed()
    }
}

/// Returns the position of the items' column: the first whose title names their annex, or else the first
/// that may hold them (目标, 内容).
fn items(titles: &[Option<Title>]) -> Option<usize> {
    let says = |title: &Option<Title>| matches!(title, Some(Title::Items(Some(_))));
    let may = |title: &Option<Title>| matches!(title, Some(Title::Items(None)));
    let first = titles.iter().position(says);
    first.or_else(|| titles.iter().position(may))
}

/// Returns the meaning of 责任单位 beside the other columns: the lead units, or the supporting ones if the
/// lead units have a column of their own; `None` if both have one.
fn responsible(titles: &[Option<Title>]) -> Option<Field> {
    [Column::Lead, Column::Support]
        .map(Field::Names)
        .into_iter()
        .find(|&field| !titles.contains(&Some(Title::Field(field))))
}

/// Appends the fields of another line to `cells`: its first field continues the last cell.
pub(super) fn append(source: &str, cells: &mut Vec<Cell>, line: &Line) {
    let mut fields = line.fields.iter();
    if let Some(last) = cells.last_mut()
        && let Some(first) = fields.next()
    {
        last.join(source, first.clone());
    }
    cells.extend(fields.map(|field| Cell::new(source, field.clone())));
}
