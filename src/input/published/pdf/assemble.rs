//! The pages of a PDF one after the other: lines that go on, tables that go on over pages, margins left out.

use std::collections::BTreeMap;

use super::columns::{self, Columns};
use super::lines::{self, Line};
use super::page::{Drawing, Sign};
use super::ruled::{self, Area, Ruled};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Part, Place};
use crate::input::places::Region;
use crate::input::published::draft::Draft;
use crate::input::published::layout::{Layout, TooLarge};

/// A piece of a page.
#[derive(Debug)]
enum Piece {
    /// A paragraph that begins in this line of the page.
    Paragraph(String, usize),
    Table(PageTable),
}

/// A table of a page.
#[derive(Debug, Default)]
struct PageTable {
    page: u32,
    /// The places of its columns.
    columns: Vec<f64>,
    rows: Vec<PageRow>,
}

#[derive(Debug, Default)]
struct PageRow {
    page: u32,
    /// The line of the page in which it begins.
    line: usize,
    cells: Vec<PageCell>,
}

#[derive(Debug)]
struct PageCell {
    column: usize,
    columns: usize,
    rows: usize,
    text: String,
}

/// Puts the pages together.
///
/// # Errors
/// A table is too large.
pub(super) fn pages(
    name: &str,
    pages: Vec<Drawing>,
    problems: &mut Diagnostics,
) -> Result<Draft, TooLarge> {
    let pages: Vec<(Vec<Line>, Drawing)> =
        pages.into_iter().map(|page| (lines::lines(page.signs.clone()), page)).collect();
    let margins = repeated(pages.iter().map(|(lines, _)| lines.as_slice()));
    let mut draft = Draft::default();
    let mut open: Option<PageTable> = None;
    let mut left_out = BTreeMap::<&str, ()>::new();
    for (number, (lines, page)) in (1..).zip(&pages) {
        let mut first = true;
        for piece in pieces(name, number, lines, page, &margins, problems) {
            match piece {
                Piece::Paragraph(text, line) => {
                    close(&mut open, &mut draft)?;
                    let region = Region::Part(Part::Page(number));
                    draft.paragraph(&text, &region, line, 0);
                }
                Piece::Table(table) => match &mut open {
                    Some(begun) if first && goes_on(begun, &table) => append(begun, table),
                    _ => {
                        close(&mut open, &mut draft)?;
                        open = Some(table);
                    }
                },
            }
            first = false;
        }
    }
    close(&mut open, &mut draft)?;
    for margin in &margins {
        left_out.insert(margin, ());
    }
    if !left_out.is_empty() {
        let words: Vec<String> = left_out.keys().map(|words| format!("“{words}”")).collect();
        let message = format!("各页重复的页眉、页脚未读入：{}", words.join("、"));
        problems.push(Diagnostic::new(Code::MarginWords, message).at(Place::file(name)));
    }
    Ok(draft)
}

/// Returns the words that stand first or last on most pages: headers and footers.
fn repeated<'l>(pages: impl Iterator<Item = &'l [Line]>) -> Vec<String> {
    let (mut counts, mut all) = (BTreeMap::<(String, i64), usize>::new(), 0);
    for lines in pages {
        all += 1;
        let ends = lines.first().into_iter().chain(lines.last().filter(|_| lines.len() > 1));
        for line in ends.filter(|line| !is_page_number(&line.text())) {
            *counts.entry((line.text(), line.base.round() as i64)).or_default() += 1;
        }
    }
    let often = counts.into_iter().filter(|&(_, count)| count > 2 && count * 2 > all);
    let mut words: Vec<String> = often.map(|((text, _), _)| text).collect();
    words.dedup();
    words
}

/// Returns whether a line is the number of its page: 3, — 3 —, 第3页 共9页, 3/9.
fn is_page_number(text: &str) -> bool {
    let marks = |char: char| {
        char.is_whitespace() || "-—–－·•~第页共总计/,，.".contains(char) || char.is_ascii_digit()
    };
    let words = text.trim();
    !words.is_empty()
        && words.chars().count() <= 16
        && words.chars().all(marks)
        && words.chars().any(|char| char.is_ascii_digit())
}

/// Takes a page apart.
fn pieces(
    name: &str,
    number: u32,
    lines: &[Line],
    page: &Drawing,
    margins: &[String],
    problems: &mut Diagnostics,
) -> Vec<Piece> {
    let tables = ruled::tables(&page.rules);
    // The signs of each table with rules; the others make lines of their own.
    let (mut inside, mut outside) = (vec![Vec::new(); tables.len()], Vec::new());
    for sign in &page.signs {
        let at = tables.iter().position(|table| table.holds(sign));
        match at.and_then(|at| inside.get_mut(at)) {
            Some(signs) => signs.push(sign.clone()),
            None => outside.push(sign.clone()),
        }
    }
    let line_of = |base: f64| lines.partition_point(|line| line.base <= base + 1.0).max(1);
    let mut found: Vec<(f64, Piece)> = Vec::new();
    for (table, signs) in tables.iter().zip(inside) {
        let top = table.rows.first().copied().unwrap_or(0.0);
        found.push((top, Piece::Table(ruled_table(number, table, signs, &line_of))));
    }
    let free = lines::lines(outside);
    let count = free.len();
    let mut rest = free.into_iter().enumerate().filter(|(index, line)| {
        let text = line.text();
        let is_end = *index == 0 || index + 1 == count;
        !(is_end && (is_page_number(&text) || margins.contains(&text)))
    });
    let rest: Vec<Line> = rest.by_ref().map(|(_, line)| line).collect();
    let left = rest.iter().map(Line::left).fold(f64::MAX, f64::min);
    let right = rest.iter().map(Line::right).fold(f64::MIN, f64::max);
    let mut at = 0;
    while let Some(line) = rest.get(at) {
        let behind = rest.get(at..).unwrap_or_default();
        if let Some(table) = columns::table(behind) {
            let own = behind.get(..table.lines).unwrap_or_default();
            let place = Place {
                part: Some(Part::Page(number)),
                line: line_of(line.base),
                ..Place::file(name)
            };
            let message = "这张表没有表格线，按文字的位置分栏，请核对";
            problems.push(Diagnostic::new(Code::ColumnsByPlace, message).at(place));
            found.push((line.base, Piece::Table(free_table(number, &table, own, &line_of))));
            at += table.lines;
            continue;
        }
        let mut end = at + 1;
        while let (Some(before), Some(next)) = (rest.get(end - 1), rest.get(end)) {
            let between = |table: &Ruled| {
                let top = table.rows.first().copied().unwrap_or(0.0);
                before.base < top && top < next.base
            };
            let is_full = right - before.right()
                < next.parts.first().map_or(0.0, |words| words.head) + 1.3 * next.size;
            let is_indented = next.left() - left > 1.2 * next.size;
            let is_one = before.parts.len() == 1 && next.parts.len() == 1;
            let is_near = next.base - before.base < 3.0 * next.size;
            if !(is_full && is_one && is_near) || is_indented || tables.iter().any(between) {
                break;
            }
            end += 1;
        }
        let own = rest.get(at..end).unwrap_or_default();
        let text = match own {
            [line] => line.text(),
            own => {
                let words: Vec<String> = own.iter().map(Line::text).collect();
                words.concat()
            }
        };
        found.push((line.base, Piece::Paragraph(text, line_of(line.base))));
        at = end;
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found.into_iter().map(|(_, piece)| piece).collect()
}

impl Ruled {
    fn bounds(&self) -> Option<(f64, f64, f64, f64)> {
        Some((
            *self.columns.first()?,
            *self.columns.last()?,
            *self.rows.first()?,
            *self.rows.last()?,
        ))
    }

    /// Returns whether the middle of a sign lies in the table.
    fn holds(&self, sign: &Sign) -> bool {
        let (x, y) = middle(sign);
        self.bounds().is_some_and(|(left, right, top, bottom)| {
            (left..=right).contains(&x) && (top..=bottom).contains(&y)
        })
    }

    /// Returns the number of the cell in which a sign lies.
    fn cell(&self, sign: &Sign) -> Option<usize> {
        let (x, y) = middle(sign);
        let field =
            |places: &[f64], at: f64| places.partition_point(|&place| place <= at).checked_sub(1);
        let (column, row) = (field(&self.columns, x)?, field(&self.rows, y)?);
        let width = self.columns.len().checked_sub(1)?;
        self.fields.get(row * width + column.min(width.checked_sub(1)?)).copied()
    }
}

/// The middle of a sign, which lies above the line on which it is written.
fn middle(sign: &Sign) -> (f64, f64) {
    ((sign.left + sign.right) / 2.0, sign.base - 0.35 * sign.size)
}

/// Returns a table with rules with the texts of its cells.
fn ruled_table(
    page: u32,
    table: &Ruled,
    signs: Vec<Sign>,
    line_of: &impl Fn(f64) -> usize,
) -> PageTable {
    let mut own: Vec<Vec<Sign>> = vec![Vec::new(); table.cells.len()];
    for sign in signs {
        if let Some(own) = table.cell(&sign).and_then(|cell| own.get_mut(cell)) {
            own.push(sign);
        }
    }
    let count = table.rows.len().saturating_sub(1);
    let mut rows: Vec<PageRow> =
        (0..count).map(|_| PageRow { page, ..PageRow::default() }).collect();
    for (area, signs) in table.cells.iter().zip(own) {
        let &Area { column, row, columns, rows: over } = area;
        let lines = lines::lines(signs);
        let edges = (table.columns.get(column), table.columns.get(column + columns));
        let (Some(&left), Some(&right)) = edges else { continue };
        let Some(row) = rows.get_mut(row) else { continue };
        if let Some(first) = lines.first() {
            let line = line_of(first.base);
            row.line = if row.line == 0 { line } else { row.line.min(line) };
        }
        let text = lines::text(&lines, left, right);
        row.cells.push(PageCell { column, columns, rows: over, text });
    }
    PageTable { page, columns: table.columns.clone(), rows }
}

/// Returns a table without rules with the texts of its cells.
fn free_table(
    page: u32,
    table: &Columns,
    lines: &[Line],
    line_of: &impl Fn(f64) -> usize,
) -> PageTable {
    let ends = table.rows.iter().skip(1).copied().chain([lines.len()]);
    let rows = table.rows.iter().zip(ends).map(|(&begin, end)| {
        let own = lines.get(begin..end).unwrap_or_default();
        let mut texts = vec![String::new(); table.bands.len()];
        for words in own.iter().flat_map(|line| &line.parts) {
            if let Some(text) = texts.get_mut(table.column(words.left, words.right)) {
                text.push_str(words.text.trim());
            }
        }
        let cells = texts.into_iter().enumerate();
        let cells = cells.map(|(column, text)| PageCell { column, columns: 1, rows: 1, text });
        let line = own.first().map_or(0, |line| line_of(line.base));
        PageRow { page, line, cells: cells.collect() }
    });
    PageTable {
        page,
        columns: table.bands.iter().map(|band| band.0).collect(),
        rows: rows.collect(),
    }
}

/// Returns whether a table at the top of a page is the one at the foot of the page before.
fn goes_on(begun: &PageTable, next: &PageTable) -> bool {
    let last = begun.rows.last().map_or(begun.page, |row| row.page);
    let same = begun.columns.len() == next.columns.len()
        && begun.columns.iter().zip(&next.columns).all(|(one, other)| (one - other).abs() < 6.0);
    same && next.page == last + 1
}

impl PageRow {
    fn texts(&self) -> Vec<&str> {
        self.cells.iter().map(|cell| cell.text.as_str()).collect()
    }

    fn is_whole(&self) -> bool {
        self.cells.iter().all(|cell| cell.rows == 1)
    }
}

/// Adds the rows of a table that goes on, without the head that is repeated. A row that a page break has torn apart is
/// put together again.
fn append(begun: &mut PageTable, next: PageTable) {
    let mut rows = next.rows.into_iter().peekable();
    let mut head = begun.rows.iter();
    let mut repeated = 0;
    while repeated < 3
        && rows.peek().zip(head.next()).is_some_and(|(row, head)| {
            row.texts() == head.texts() && row.texts().iter().any(|text| !text.is_empty())
        })
    {
        rows.next();
        repeated += 1;
    }
    if let (Some(row), Some(last)) = (rows.peek(), begun.rows.last_mut())
        && is_rest(last, row)
    {
        for (cell, rest) in
            last.cells.iter_mut().zip(rows.next().map(|row| row.cells).into_iter().flatten())
        {
            cell.text.push_str(&rest.text);
        }
    }
    begun.rows.extend(rows);
}

/// Returns whether a row at the top of a page is the rest of the last one of the page before: its number is blank, and
/// what it has goes on with a text that has not ended.
fn is_rest(last: &PageRow, row: &PageRow) -> bool {
    let blank = |row: &PageRow| row.cells.first().is_none_or(|cell| cell.text.is_empty());
    let same = last.cells.len() == row.cells.len() && last.is_whole() && row.is_whole();
    let goes_on = last.cells.iter().zip(&row.cells).all(|(cell, rest)| {
        rest.text.is_empty() || !cell.text.is_empty() && !cell.text.ends_with(['。', '；'])
    });
    same && blank(row) && !blank(last) && goes_on && row.texts().iter().any(|text| !text.is_empty())
}

/// Writes the table that is open.
fn close(open: &mut Option<PageTable>, draft: &mut Draft) -> Result<(), TooLarge> {
    let Some(table) = open.take() else { return Ok(()) };
    let mut layout = Layout::default();
    let mut over: Vec<((usize, usize), usize, usize)> = Vec::new();
    for row in table.rows {
        // The borders at a page break enclose an empty strip.
        if over.is_empty() && row.texts().iter().all(|text| text.is_empty()) {
            continue;
        }
        let at = layout.begin_row(Region::Part(Part::Page(row.page)), row.line);
        over.retain(|&(.., end)| end > at);
        for &(from, columns, _) in &over {
            layout.cover(at, from, columns)?;
        }
        for cell in row.cells {
            layout.put(cell.column, cell.columns, cell.text, cell.column + 1)?;
            if cell.rows > 1 {
                over.push(((at, cell.column), cell.columns, at + cell.rows));
            }
        }
    }
    draft.table(layout);
    Ok(())
}
