//! The width that the contents of the columns need.

use std::collections::BTreeMap;

use super::bar::{BAR, BAR_LEAST, figure_width};
use super::content::{MARK_CELL, decimal_point, face, hang};
use super::held::names_in;
use super::metrics::Metrics;
use crate::document::passage::without_marks;
use crate::document::{Align, Cell, CellBlock, Row, Table, Width};
use crate::typeset::compositor::Compositor;
use crate::typeset::font::Role;
use crate::typeset::text::{Extent, Shaped};
use crate::typeset::unit::Mm;

/// The longest word that widens its column. Longer ones are broken where they must be.
const LONGEST_WORD: Mm = Mm(40.0);
/// The greatest length of a category's word that is not broken, in ems.
const CATEGORY: f64 = 7.2;
/// An upper bound for the width of a digit in every face, in ems.
const DIGIT: f64 = 0.62;
/// The greatest number of characters after a figure that may belong to it: 余万吨标准煤.
const LONGEST_MEASURE: usize = 8;
/// The greatest number of characters of a short name.
const SHORT_NAME: usize = 4;
/// The greatest number of characters of a usual name of a unit.
const USUAL_NAME: usize = 8;
/// The number of characters of a title of a column that is never parted.
const SHORT_TITLE: usize = 2;
/// A length beyond any page, which keeps sums finite.
const LONGEST_LINE: Mm = Mm(2_000.0);

/// The width that a column needs, including the blanks beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Need {
    /// The width at which no word is broken.
    pub least: Mm,
    /// The width at which no name of a few characters is broken: of a person or a short one of a unit.
    pub short_names: Mm,
    /// The width at which no usual name of a unit is broken.
    pub names: Mm,
    /// The width at which no line is broken.
    pub natural: Mm,
    /// The greatest width of a figure before its decimal point.
    pub before_point: Mm,
    /// The greatest width of a figure from the decimal point on.
    pub after_point: Mm,
}

/// Measures the columns of a table.
pub fn needs(compositor: &mut Compositor<'_>, table: &Table, metrics: &Metrics) -> Vec<Need> {
    let mut needs = vec![Need::default(); table.columns.len()];
    for row in &table.head {
        for (need, cell) in needs.iter_mut().zip(row) {
            if let Some(cell) = cell.as_ref().filter(|cell| cell.columns == 1) {
                need.take(compositor, cell, Role::Hei, metrics);
                need.take_title(cell, metrics);
            }
        }
    }
    for row in &table.rows {
        let Row::Cells(cells) = row else { continue };
        for ((need, cell), column) in needs.iter_mut().zip(cells).zip(&table.columns) {
            let Some(cell) = cell.as_ref().filter(|cell| cell.columns == 1) else {
                continue;
            };
            need.take(compositor, cell, face(cell), metrics);
            if cell.align.unwrap_or(column.align) == Align::Decimal {
                need.take_figure(compositor, cell, metrics);
            }
        }
    }
    let padding = metrics.padding * 2.0;
    for need in &mut needs {
        need.natural =
            need.natural.max(need.before_point + need.after_point).min(LONGEST_LINE) + padding;
        need.least = need.least.min(LONGEST_WORD) + padding;
        need.short_names = (need.short_names + padding).max(need.least);
        need.names = (need.names + padding).max(need.short_names);
    }
    widen_below_titles(compositor, table, metrics, &mut needs);
    for columns in alike(table) {
        let widest =
            |of: fn(&Need) -> Mm| columns.iter().map(|&i| of(&needs[i])).fold(Mm::ZERO, Mm::max);
        let (least, short_names) = (widest(|need| need.least), widest(|need| need.short_names));
        let (names, natural) = (widest(|need| need.names), widest(|need| need.natural));
        for &i in &columns {
            needs[i] = Need { least, short_names, names, natural, ..needs[i] };
        }
    }
    needs
}

/// Returns the columns sized by content that have one title below several common titles, title by title.
pub fn alike(table: &Table) -> Vec<Vec<usize>> {
    let mut alike: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, column) in table.columns.iter().enumerate() {
        let is_below = |row: &Vec<Option<Cell>>| {
            let before = row.iter().take(index + 1).enumerate().rev();
            let above = before.filter_map(|(at, cell)| Some((at, cell.as_ref()?))).next();
            above.is_some_and(|(at, cell)| cell.columns > 1 && at + cell.columns > index)
        };
        if column.width == Width::Content
            && !column.title.is_empty()
            && table.head.iter().any(is_below)
        {
            alike.entry(&column.title).or_default().push(index);
        }
    }
    alike.into_values().filter(|columns| columns.len() > 1).collect()
}

/// Measures the names in a table whose widths do not depend on its contents.
pub fn needs_of_names(compositor: &Compositor<'_>, table: &Table, metrics: &Metrics) -> Vec<Need> {
    let mut needs = vec![Need::default(); table.columns.len()];
    for row in &table.rows {
        let Row::Cells(cells) = row else { continue };
        for (need, cell) in needs.iter_mut().zip(cells) {
            let Some(cell) = cell.as_ref().filter(|cell| cell.columns == 1) else { continue };
            for block in &cell.blocks {
                if let CellBlock::Text(text) = block {
                    need.take_names(compositor, text, Mm::ZERO, metrics);
                }
            }
        }
    }
    for need in needs.iter_mut().filter(|need| need.names > Mm::ZERO) {
        need.names += metrics.padding * 2.0;
        if need.short_names > Mm::ZERO {
            need.short_names += metrics.padding * 2.0;
        }
    }
    needs
}

/// Widens the columns below a common title to be together as wide as the title.
fn widen_below_titles(
    compositor: &mut Compositor<'_>,
    table: &Table,
    metrics: &Metrics,
    needs: &mut [Need],
) {
    for row in table.head.iter().rev() {
        for (first, cell) in row.iter().enumerate() {
            let Some(cell) = cell.as_ref().filter(|cell| cell.columns > 1) else {
                continue;
            };
            let mut title = Need::default();
            title.take(compositor, cell, Role::Hei, metrics);
            let below = needs.iter_mut().skip(first).take(cell.columns);
            let has: Mm = below.map(|need| need.natural).sum();
            let wants = title.natural.min(LONGEST_WORD) + metrics.padding * 2.0;
            let more = ((wants - has) / cell.columns as f64).max(Mm::ZERO);
            for need in needs.iter_mut().skip(first).take(cell.columns) {
                need.natural += more;
            }
        }
    }
}

impl Need {
    /// Takes a cell into account.
    fn take(
        &mut self,
        compositor: &mut Compositor<'_>,
        cell: &Cell,
        role: Role,
        metrics: &Metrics,
    ) {
        for block in &cell.blocks {
            match block {
                CellBlock::Text(text) => {
                    self.take_text(compositor, text, role, Mm::ZERO, metrics);
                }
                CellBlock::Paragraph(text) => {
                    let indent = metrics.em() * 2.0;
                    self.take_text(compositor, text, role, indent, metrics);
                }
                CellBlock::List { numbered, items } => {
                    let style = metrics.style(role);
                    let hang = hang(compositor, *numbered, items.len(), style);
                    for text in items {
                        self.take_text(compositor, text, role, hang, metrics);
                    }
                }
                CellBlock::Category { word, .. } => {
                    let mark = metrics.em() * MARK_CELL;
                    let mut own = Self::default();
                    own.take_text(compositor, word, Role::Hei, mark, metrics);
                    let whole = own.natural.min(metrics.em() * CATEGORY);
                    self.least = self.least.max(own.least).max(whole);
                    self.natural = self.natural.max(own.natural);
                }
                CellBlock::Bar(bar) => {
                    let figure = figure_width(compositor, bar, metrics.style(role));
                    self.least = self.least.max(figure + BAR_LEAST);
                    self.natural = self.natural.max(figure + BAR);
                }
            }
        }
    }

    fn take_text(
        &mut self,
        compositor: &mut Compositor<'_>,
        text: &str,
        role: Role,
        indent: Mm,
        metrics: &Metrics,
    ) {
        self.take_names(compositor, text, indent, metrics);
        let bound = Bound::of(&without_marks(text));
        let em = metrics.em();
        self.least = self.least.max(indent + em);
        if em * bound.line + indent <= self.natural && em * bound.word <= self.least {
            return;
        }
        let style = metrics.style(role);
        let shaped = compositor.shape(&[style.text(text)]);
        for piece in shaped.split_inclusive(|glyph| glyph.breakable || glyph.feeds > 0) {
            self.least = self.least.max(Extent::of(piece).least());
        }
        for line in shaped.split_inclusive(|glyph| glyph.feeds > 0) {
            let width = Extent::of(line).trimmed();
            self.natural = self.natural.max(width + indent);
        }
    }

    /// Takes the names in a text into account.
    fn take_names(
        &mut self,
        compositor: &Compositor<'_>,
        text: &str,
        indent: Mm,
        metrics: &Metrics,
    ) {
        for (length, ems) in names_in(text, compositor.names(), USUAL_NAME) {
            let width = metrics.em() * ems + indent;
            self.names = self.names.max(width);
            if length <= SHORT_NAME {
                self.short_names = self.short_names.max(width);
            }
        }
    }

    /// Takes the title of the column into account: one of two characters is not parted.
    fn take_title(&mut self, cell: &Cell, metrics: &Metrics) {
        if let [CellBlock::Text(title)] = &cell.blocks[..] {
            let title = without_marks(title);
            let is_short = title.chars().count() == SHORT_TITLE && title.chars().all(is_ideograph);
            if is_short {
                self.least = self.least.max(metrics.em() * SHORT_TITLE as f64);
            }
        }
    }

    /// Takes a figure aligned on its decimal point into account.
    fn take_figure(&mut self, compositor: &mut Compositor<'_>, cell: &Cell, metrics: &Metrics) {
        let [CellBlock::Text(text)] = &cell.blocks[..] else {
            return;
        };
        let Some(point) = decimal_point(text) else {
            return;
        };
        let text = without_marks(text);
        let text = text.trim();
        let em = metrics.em();
        let (before, after) =
            text.split_at(text.char_indices().nth(point).map_or(text.len(), |(at, _)| at));
        if em * Bound::of(before).line <= self.before_point
            && em * Bound::of(after).line <= self.after_point
        {
            return;
        }
        let style = metrics.style(face(cell));
        let shaped = compositor.shape(&[style.text(text)]);
        let before = width(&shaped[..point.min(shaped.len())]);
        self.before_point = self.before_point.max(before);
        self.after_point = self.after_point.max(width(&shaped) - before);
    }
}

/// Upper bounds of the width of a text, in ems. Most texts of a column are so much shorter than its
/// longest that the bound is enough and they need not be shaped.
struct Bound {
    line: f64,
    word: f64,
}

impl Bound {
    fn of(text: &str) -> Self {
        let mut bound = Self { line: 0.0, word: 0.0 };
        let (mut line, mut word) = (0.0_f64, 0.0_f64);
        let mut before = ' ';
        // Ideographs that may be held together with a number before them.
        let mut held = 0;
        for c in text.chars() {
            if c == '\n' || c == '\r' {
                line = 0.0;
            }
            if is_ideograph(before) && is_ideograph(c) && held == 0 {
                word = 0.0;
            }
            held = if c.is_numeric() { LONGEST_MEASURE } else { held.saturating_sub(1) };
            let width = if c.is_ascii_digit() { DIGIT } else { 1.0 };
            line += width;
            word += width;
            bound.line = bound.line.max(line);
            bound.word = bound.word.max(word);
            before = c;
        }
        bound
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Returns the width of consecutive characters.
fn width(shaped: &[Shaped]) -> Mm {
    Extent::of(shaped).natural
}
