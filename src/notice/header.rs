//! The header of an annex table, of one row or several, which gives the content of each column.

use std::ops::Range;

use super::cell::Cell;
use super::line::{Line, SEPARATORS};
use super::number;
use super::settings::Settings;
use super::title::{self, Field, Title};
use crate::plan::{Annex, Column};
use crate::registry::names::is_blank;

/// Maximum number of lines over which a header row may be broken.
const MOST_LINES: usize = 8;

/// Maximum number of rows of titles.
const MOST_ROWS: usize = 3;

/// Maximum number of characters in a title below another.
const LONGEST_TITLE: usize = 16;

/// A header and its meaning for the rows below it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    /// The lines that it occupies, as indices into the lines searched.
    pub lines: Range<usize>,
    /// The separator between the cells.
    pub separator: char,
    /// True if there is a separator before the first cell, and after the last one.
    pub outer: (bool, bool),
    /// The lowest cell with a title, by column.
    pub cells: Vec<Cell>,
    /// The titles above one another, by column, from the top.
    titles: Vec<Vec<String>>,
    /// The content of each column.
    pub columns: Vec<Field>,
    /// The annex that the title of the items names.
    pub annex: Option<Annex>,
    /// True if 责任单位 is the only column of units: the first of them leads.
    pub first_leads: bool,
    /// The columns whose titles say nothing known, and which are kept under these.
    pub extra: Vec<Extra>,
    /// True for a list of paragraphs, which has no cells that could be merged.
    pub is_list: bool,
}

/// A column that is kept under its own title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extra {
    pub position: usize,
    /// Its title; 未命名列 with its number for a blank one.
    pub title: String,
    /// True if another column has the same meaning.
    pub is_duplicate: bool,
}

/// The outcome of reading a row below a header as one of titles.
enum Below {
    /// As many cells as the header has.
    Same(Vec<Cell>),
    /// Titles for the parts of the column at a position alone: the cells beside are left out.
    Parts(usize, Vec<Cell>),
}

impl Header {
    /// Returns the header that begins on line `at` of `lines`, if there is one.
    ///
    /// It may be broken over several lines: of all lengths the one is taken that makes most cells
    /// known titles and fewest unknown ones. A line above that looks like its beginning (a caption
    /// 工作任务, a cell that ends in 领导) is not part of it if the header is better without it.
    pub fn find(
        source: &str,
        lines: &[Range<usize>],
        at: usize,
        settings: &Settings,
    ) -> Option<Self> {
        let header = Self::longest(source, lines, at, settings)?;
        let better = |later| {
            let later = Self::longest(source, lines, later, settings);
            later.is_some_and(|later| later.score() > header.score())
        };
        let begins_later = (at + 1..header.lines.end).any(better);
        (!begins_later).then_some(header)
    }

    fn longest(
        source: &str,
        lines: &[Range<usize>],
        at: usize,
        settings: &Settings,
    ) -> Option<Self> {
        let mut best: Option<(isize, Self)> = None;
        for separator in SEPARATORS {
            let first = Line::new(source, lines.get(at)?.clone(), separator);
            let is_title =
                |field: &Range<usize>| title::title(&source[field.clone()], settings).is_some();
            if !first.fields.iter().any(is_title) {
                continue;
            }
            let mut cells = Vec::new();
            for end in at + 1..=(at + MOST_LINES).min(lines.len()) {
                let line = Line::new(source, lines[end - 1].clone(), separator);
                if end > at + 1 && is_numbered_row(source, &line) {
                    break;
                }
                append(source, &mut cells, &line);
                let found = Self::of(at..end, separator, &cells, settings);
                let found = found.with_lines_below(source, lines, settings);
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

    /// Returns the header that begins with the first of `rows`, and the number of its rows.
    pub fn of_rows(rows: &[Vec<Cell>], settings: &Settings) -> Option<(Self, usize)> {
        let first = rows.first()?;
        // A title, or a line 单位：亿元 above the header.
        if first.iter().filter(|cell| !cell.is_blank()).count() < 2 {
            return None;
        }
        let mut header = Self::with_cells(0..0, '\t', first.clone(), settings);
        let mut count = 1;
        while count < MOST_ROWS
            && let Some(row) = rows.get(count)
            && let Some(Below::Same(cells)) = header.titles_below(row.clone(), None, settings)
        {
            header.add(&cells, settings);
            count += 1;
        }
        header.is_header().then_some((header, count))
    }

    /// Returns the header that `cells` form.
    fn of(lines: Range<usize>, separator: char, cells: &[Cell], settings: &Settings) -> Self {
        let blank_at = |cell: Option<&Cell>| cells.len() > 2 && cell.is_some_and(Cell::is_blank);
        let outer = (blank_at(cells.first()), blank_at(cells.last()));
        let inner = usize::from(outer.0)..cells.len() - usize::from(outer.1);
        Self { outer, ..Self::with_cells(lines, separator, cells[inner].to_vec(), settings) }
    }

    /// Returns the header of one row of titles.
    pub fn with_cells(
        lines: Range<usize>,
        separator: char,
        cells: Vec<Cell>,
        settings: &Settings,
    ) -> Self {
        let mut header = Self {
            lines,
            separator,
            outer: (false, false),
            titles: cells.iter().map(|cell| vec![title::compact(&cell.text)]).collect(),
            cells,
            columns: Vec::new(),
            annex: None,
            first_leads: false,
            extra: Vec::new(),
            is_list: false,
        };
        header.assign(settings);
        header
    }

    /// Returns the header with the rows of titles on the lines below it.
    fn with_lines_below(
        mut self,
        source: &str,
        lines: &[Range<usize>],
        settings: &Settings,
    ) -> Self {
        for _ in 1..MOST_ROWS {
            let mut next = (self.lines.end..lines.len())
                .map(|at| (at, Line::new(source, lines[at].clone(), self.separator)))
                .filter(|(_, line)| !line.is_blank(source) && !line.is_rule(source));
            let Some((at, line)) = next.next().filter(|(_, line)| line.fields.len() > 1) else {
                return self;
            };
            let length = next.next().map(|(_, line)| {
                line.fields
                    .len()
                    .saturating_sub(usize::from(self.outer.0) + usize::from(self.outer.1))
            });
            let mut cells = Vec::new();
            append(source, &mut cells, &line);
            if self.outer.0 && cells.first().is_some_and(Cell::is_blank) {
                cells.remove(0);
            }
            if self.outer.1 && cells.len() > 1 && cells.last().is_some_and(Cell::is_blank) {
                cells.pop();
            }
            match self.titles_below(cells, length, settings) {
                Some(Below::Same(cells)) => self.add(&cells, settings),
                Some(Below::Parts(position, cells)) => self.divide(position, cells, settings),
                None => return self,
            }
            self.lines.end = at + 1;
        }
        self
    }

    /// Returns a row below the header as titles, if it is one; `length` is the number of cells of the row after it.
    fn titles_below(
        &self,
        cells: Vec<Cell>,
        length: Option<usize>,
        settings: &Settings,
    ) -> Option<Below> {
        let words = |cell: &Cell| title::compact(&cell.text);
        let is_short = |cell: &Cell| {
            let text = words(cell);
            text.chars().count() <= LONGEST_TITLE && !text.ends_with(['。', '；', '、'])
        };
        if !cells.iter().all(is_short) {
            return None;
        }
        if cells.len() != self.cells.len() {
            let known = |cell: &Cell| title::title(&cell.text, settings).is_some();
            let groups = self.titles.iter().enumerate().filter(|(at, titles)| {
                let shown = titles.last().map_or("", String::as_str);
                matches!(title::title(shown, settings), Some(Title::Responsible | Title::Unit))
                    || self.extra.iter().any(|extra| extra.position == *at && !shown.is_empty())
            });
            let groups: Vec<usize> = groups.map(|(at, _)| at).collect();
            let &[position] = groups.as_slice() else { return None };
            let fits = length.is_none_or(|length| length + 1 == self.cells.len() + cells.len());
            return (cells.len() > 1 && cells.iter().all(known) && fits)
                .then_some(Below::Parts(position, cells));
        }
        let (mut known, mut unknown) = (0, 0);
        // Below 责任人 a name makes a title too, 张三责任人: a row of titles has one that is a title by itself.
        let mut is_title = false;
        for (at, cell) in cells.iter().enumerate() {
            let text = words(cell);
            let above = self.group(at);
            if text.is_empty() || self.titles[at].last() == Some(&text) {
                continue;
            }
            if self.columns[at] == Field::Number || number::read(&cell.text).is_some() {
                return None;
            }
            match stacked(&[above, &text], settings) {
                Some(_) if title::title(&text, settings).is_some() => {
                    known += 1;
                    is_title = true;
                }
                Some(_) if !above.is_empty() => known += 1,
                _ => unknown += 1,
            }
        }
        (is_title && unknown * 2 <= known).then_some(Below::Same(cells))
    }

    /// Returns the title over a column: its own, or that of the merged cell to the left.
    fn group(&self, position: usize) -> &str {
        let own = self.titles.get(..=position).unwrap_or_default();
        let shown = own.iter().rev().map(|titles| titles.last().map_or("", String::as_str));
        shown.into_iter().find(|title| !title.is_empty()).unwrap_or_default()
    }

    /// Adds a row of titles.
    fn add(&mut self, cells: &[Cell], settings: &Settings) {
        let groups: Vec<String> =
            (0..self.cells.len()).map(|at| self.group(at).to_owned()).collect();
        for (at, (cell, group)) in cells.iter().zip(groups).enumerate() {
            let text = title::compact(&cell.text);
            if text.is_empty() || self.titles[at].last() == Some(&text) {
                continue;
            }
            if let Some(last) = self.titles[at].last_mut().filter(|last| last.is_empty()) {
                *last = group;
            }
            self.titles[at].push(text);
            self.cells[at] = cell.clone();
        }
        self.assign(settings);
    }

    /// Divides a column into several with titles of their own.
    fn divide(&mut self, position: usize, cells: Vec<Cell>, settings: &Settings) {
        let above = self.titles[position].clone();
        let titles = cells.iter().map(|cell| {
            let mut titles = above.clone();
            titles.push(title::compact(&cell.text));
            titles
        });
        let titles: Vec<Vec<String>> = titles.collect();
        self.titles.splice(position..=position, titles);
        self.cells.splice(position..=position, cells);
        self.assign(settings);
    }

    /// Determines the content of each column.
    fn assign(&mut self, settings: &Settings) {
        let latest = self.titles.iter().filter_map(|titles| year_of(titles)).max();
        let titles: Vec<Option<Title>> = self
            .titles
            .iter()
            .map(|titles| {
                let year = year_of(titles);
                let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
                match stacked(&titles, settings) {
                    Some(Title::Value | Title::Growth) if year.is_some() && year < latest => {
                        Some(Title::Field(Field::LastYear))
                    }
                    title => title,
                }
            })
            .collect();
        let roles = Roles::of(&titles);
        self.annex = roles.annex;
        self.first_leads = roles.first_leads;
        self.columns = Vec::new();
        self.extra = Vec::new();
        for (position, &title) in titles.iter().enumerate() {
            let field = roles.field(position, title);
            let is_free = |field: &Field| !self.columns.contains(field);
            let field = field.filter(is_free).unwrap_or_else(|| {
                let words = self.titles[position].iter().filter(|words| !words.is_empty());
                let words: Vec<&str> = words.map(String::as_str).collect();
                let title_of = match words.as_slice() {
                    [] => format!("未命名列{}", position + 1),
                    [words @ .., last] if words.contains(last) => (*last).to_owned(),
                    words => words.concat(),
                };
                let is_duplicate = title.is_some();
                self.extra.push(Extra { position, title: title_of, is_duplicate });
                Field::Extra(u8::try_from(position).unwrap_or(u8::MAX))
            });
            self.columns.push(field);
        }
    }

    /// Keeps the separator behind the last title as an outer one only if most rows below end with one too: else the last
    /// cells of these are blank.
    pub fn settle_outer(&mut self, source: &str, lines: &[Range<usize>]) {
        let wide = self.columns.len() + usize::from(self.outer.0);
        let rows = lines.iter().map(|line| Line::new(source, line.clone(), self.separator));
        let rows: Vec<Line> =
            rows.filter(|line| line.fields.len() > 2 && !line.is_rule(source)).collect();
        let ends = |line: &&Line| {
            let last = line.fields.last().cloned().unwrap_or_default();
            source[last].chars().all(is_blank)
        };
        let closed = rows.iter().filter(ends).count();
        let longest = rows.iter().map(|line| line.fields.len()).max().unwrap_or(0);
        if closed * 2 < rows.len() || longest <= wide {
            self.outer.1 = false;
        }
    }

    /// Returns the position of the column that holds `field`.
    pub fn position(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|&held| held == field)
    }

    /// Returns whether a column holds `field`.
    pub fn has(&self, field: Field) -> bool {
        self.position(field).is_some()
    }

    /// Returns whether the cells of a row are the titles again.
    pub fn is_repeated_in(&self, cells: &[Cell]) -> bool {
        let contents: Vec<String> = cells
            .iter()
            .map(|cell| title::compact(&cell.text))
            .filter(|text| !text.is_empty())
            .collect();
        contents.len() > 1
            && contents.iter().all(|text| self.titles.iter().flatten().any(|title| title == text))
    }

    /// Returns whether most cells are titles, among them the number or the items, and a column of people or
    /// units.
    fn is_header(&self) -> bool {
        let roles = Column::ALL.into_iter().filter(|&c| self.has(Field::Names(c)));
        let enough = self.known() >= 3 && self.unknown() < self.known();
        enough && roles.count() > 0 && (self.has(Field::Number) || self.has(Field::Text))
    }

    fn known(&self) -> usize {
        self.columns.iter().filter(|field| !matches!(field, Field::Extra(_))).count()
    }

    fn unknown(&self) -> usize {
        // The names of regions over their own targets are no faults of a header.
        let counts = |title: &&String| !title.is_empty() && !is_region(title);
        let titled =
            |extra: &&Extra| self.titles[extra.position].iter().any(|title| counts(&title));
        self.extra.iter().filter(titled).count()
    }

    fn score(&self) -> isize {
        let untitled = self.extra.len() - self.unknown();
        2 * self.known().cast_signed()
            - 3 * self.unknown().cast_signed()
            - 2 * untitled.cast_signed()
    }
}

/// Returns whether a title can be the name of a region: 东城区, 南山县, 青阳镇.
fn is_region(title: &str) -> bool {
    (2..=6).contains(&title.chars().count())
        && title.ends_with(['市', '县', '区', '州', '旗', '镇', '乡'])
}

/// Minimum number of parts with content that make a line with a number a row.
const ROW_CONTENTS: usize = 3;

/// Returns whether a line is a row of a table: its first content is a sequence number.
fn is_numbered_row(source: &str, line: &Line) -> bool {
    let mut contents = line.fields.iter().map(|field| source[field.clone()].trim_matches(is_blank));
    line.contents(source) >= ROW_CONTENTS
        && contents
            .find(|content| !content.is_empty())
            .is_some_and(|first| number::read(first).is_some())
}

/// Returns the meaning of titles above one another: of the lowest by itself, with the one above it, or of that one.
fn stacked(titles: &[&str], settings: &Settings) -> Option<Title> {
    let (&last, above) = titles.split_last()?;
    let meaning = title::title(last, settings);
    // The growth of last year is no target.
    let is_past =
        |title: &&str| title::title(title, settings) == Some(Title::Field(Field::LastYear));
    if above.iter().any(is_past) && matches!(meaning, None | Some(Title::Value | Title::Growth)) {
        return Some(Title::Field(Field::LastYear));
    }
    let Some(&group) = above.last() else { return meaning };
    if last.is_empty() {
        return stacked(above, settings);
    }
    let together = || title::title(&format!("{last}{group}"), settings);
    let in_turn = || title::title(&format!("{group}{last}"), settings);
    meaning.or_else(together).or_else(in_turn)
}

/// Returns the year with which a title begins, 2026 of 2026年目标, or the one above it.
fn year_of(titles: &[String]) -> Option<u16> {
    titles.iter().find_map(|title| {
        let (year, rest) = title.split_at_checked(4)?;
        year.parse().ok().filter(|_| rest.starts_with('年'))
    })
}

/// The meaning that the titles of a header have beside one another.
struct Roles {
    /// The columns of texts: category, name and text.
    texts: Vec<(usize, Field)>,
    annex: Option<Annex>,
    responsible: Option<Column>,
    undertaking: Option<Column>,
    unit: Option<Field>,
    /// The content of a column of persons: nothing known beside one of leaders.
    person: Option<Field>,
    first_leads: bool,
}

impl Roles {
    fn of(titles: &[Option<Title>]) -> Self {
        let has = |wanted: Title| titles.contains(&Some(wanted));
        let names = |column| has(Title::Field(Field::Names(column)));
        let (texts, annex) = texts(titles);
        let is_text = |at: usize, field| texts.contains(&(at, field));
        let measured = titles.iter().enumerate().any(|(at, title)| match title {
            Some(Title::Value) => !is_text(at, Field::Text),
            Some(Title::Field(Field::LastYear)) => true,
            _ => false,
        }) || annex == Some(Annex::INDICATORS);
        let mut taken = Column::ALL.map(|column| (column, names(column)));
        let mut take = |wanted: bool, columns: &[Column]| {
            let free = columns.iter().find(|&&column| taken.contains(&(column, false)));
            let column = free.copied().filter(|_| wanted)?;
            taken.iter_mut().filter(|(other, _)| *other == column).for_each(|(_, is)| *is = true);
            Some(column)
        };
        let unit_is_measure = measured || has(Title::Field(Field::Measure));
        let is_responsible = has(Title::Responsible) || (has(Title::Unit) && !unit_is_measure);
        let has_undertaking = has(Title::Undertaking);
        let responsible = take(is_responsible, &[Column::Lead, Column::Support, Column::Implement]);
        let undertaking = take(has_undertaking, &[Column::Lead, Column::Implement]);
        let others = [Column::Lead, Column::Support, Column::Implement];
        let alone = others.iter().filter(|&&column| names(column)).count() == 0 && !has_undertaking;
        Self {
            texts,
            annex,
            responsible,
            undertaking,
            unit: match unit_is_measure {
                true => Some(Field::Measure),
                false => responsible.map(Field::Names),
            },
            person: Some(Field::Names(Column::Leaders)).filter(|_| !names(Column::Leaders)),
            first_leads: alone && responsible == Some(Column::Lead),
        }
    }

    /// Returns the content of the column at `position`; `None` where it is kept under its own title.
    fn field(&self, position: usize, title: Option<Title>) -> Option<Field> {
        let text = self.texts.iter().find(|(at, _)| *at == position).map(|&(_, field)| field);
        match title? {
            Title::Field(field) => Some(field),
            _ if text.is_some() => text,
            Title::Value => Some(Field::Value),
            Title::Measures => Some(Field::Measures),
            Title::Responsible => self.responsible.map(Field::Names),
            Title::Undertaking => self.undertaking.map(Field::Names),
            Title::Unit => self.unit,
            Title::Growth => Some(Field::Growth),
            Title::Person => self.person,
            Title::Items(_) | Title::Name(_) => None,
        }
    }
}

/// Returns the columns of texts with their content, and the annex that their titles name: of several the last holds the
/// items, the one before it their names.
fn texts(titles: &[Option<Title>]) -> (Vec<(usize, Field)>, Option<Annex>) {
    let at = |wanted: fn(&Title) -> bool| {
        let found =
            titles.iter().enumerate().filter(move |(_, title)| title.as_ref().is_some_and(wanted));
        found.map(|(at, _)| at).collect::<Vec<usize>>()
    };
    let items = at(|title| matches!(title, Title::Items(_)));
    let names = at(|title| matches!(title, Title::Name(_)));
    let mut texts: Vec<usize> = names.iter().chain(&items).copied().collect();
    if texts.is_empty() {
        texts = at(|title| matches!(title, Title::Value)).into_iter().take(1).collect();
    }
    if texts.is_empty() {
        texts = at(|title| matches!(title, Title::Measures)).into_iter().take(1).collect();
    }
    // The name of an item comes before its content in every order of columns; of contents the last is the closest.
    let has_category = titles.contains(&Some(Title::Field(Field::Category)));
    let numbered = titles.contains(&Some(Title::Field(Field::Number)));
    let mut fields = Vec::new();
    let mut rest = texts.as_slice();
    if let [more @ .., text] = rest {
        fields.push((*text, Field::Text));
        rest = more;
    }
    if let [more @ .., name] = rest {
        let is_own_name = matches!(titles[*name], Some(Title::Name(_)));
        let merged = !numbered && !has_category && !is_own_name;
        fields.push((*name, if merged { Field::Category } else { Field::Name }));
        rest = more;
        if let [.., category] = rest
            && !has_category
            && !merged
        {
            fields.push((*category, Field::Category));
        }
    }
    let mut annexes = texts.iter().filter_map(|&at| match titles[at] {
        Some(Title::Items(annex) | Title::Name(annex)) => annex,
        _ => None,
    });
    let annex = annexes.next_back();
    (fields, annex)
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
