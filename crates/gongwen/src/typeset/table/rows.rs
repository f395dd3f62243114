//! Rows → strips: cells are set, cut where they are taller than a page, and ruled.

use super::columns::Columns;
use super::content::{CellLine, face, lines, without_wide_blanks};
use super::metrics::Metrics;
use super::row_headers::row_headers;
use super::ruling::Ruling;
use crate::document::{Align, Cell, Table, TableStyle, VerticalAlign};
use crate::typeset::compositor::Compositor;
use crate::typeset::font::Role;
use crate::typeset::merged::{Merged, MergedLine, above};
use crate::typeset::page::PageItem;
use crate::typeset::strip::{Stretch, Strip};
use crate::typeset::structure::{NodeId, NodeKind, Span};
use crate::typeset::unit::Mm;

/// The greatest share of a page for a merged cell that keeps rows together.
const MOST_KEPT: f64 = 1.0 / 3.0;

/// The greatest share of a page for a row that is never divided.
const TALLEST_UNDIVIDED: f64 = 0.25;
/// The least number of lines of a row on either side of the end of a page.
const LINES_AT_DIVISION: usize = 2;

/// The setting of a table.
pub struct Setting<'t> {
    /// The table.
    pub table: &'t Table,
    /// The measures.
    pub metrics: Metrics,
    /// The columns.
    pub columns: &'t Columns,
    /// The rules.
    pub ruling: Ruling<'t>,
}

/// The kind of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RowKind {
    /// A row of the head.
    Head,
    /// A row with data.
    Data {
        /// True if the row is grey.
        shaded: bool,
        /// True if the row below begins a merged cell.
        ruled: bool,
    },
    /// A line across all columns.
    Group,
}

/// A maker of strips from rows.
pub struct Rows<'s, 't> {
    setting: &'s Setting<'t>,
    /// The table, or the group of rows that is made.
    parent: NodeId,
    /// The columns whose cells name their rows.
    headers: Vec<bool>,
    /// The strips made so far.
    pub strips: Vec<Strip>,
    open: Vec<Open>,
}

/// A cell with its place.
struct Placed {
    first: usize,
    end: usize,
    valign: VerticalAlign,
    lines: Vec<CellLine>,
}

/// A merged cell that continues in the next row.
struct Open {
    cell: Placed,
    /// The number of rows left.
    rows: usize,
    /// The strip in which the cell begins.
    strip: usize,
    /// The strips and upper edges of the lines already placed.
    places: Vec<(usize, Mm)>,
    /// True if its text is repeated on the next page.
    repeats: bool,
}

impl Open {
    fn unplaced(&self) -> usize {
        self.cell.lines.len() - self.places.len()
    }
}

impl<'s, 't> Rows<'s, 't> {
    /// Begins the strips of a table's rows, which become parts of the element `parent`.
    pub fn new(setting: &'s Setting<'t>, parent: NodeId) -> Self {
        let headers = row_headers(setting.table);
        Self { setting, parent, headers, strips: Vec::new(), open: Vec::new() }
    }

    /// Makes the rows to come parts of the element `parent`.
    pub fn go_on_in(&mut self, parent: NodeId) {
        self.parent = parent;
    }

    /// Adds a row. A row taller than `room` is cut: its first slice fits `first`, the others `room`.
    pub fn row(
        &mut self,
        compositor: &mut Compositor<'_>,
        cells: &[Option<Cell>],
        kind: RowKind,
        first: Mm,
        room: Mm,
    ) {
        let mut singles = self.set(compositor, cells, kind);
        let open = self.open.iter();
        let ending = open.filter(|open| open.rows == 1).map(Open::unplaced);
        let own = singles.iter().map(|cell| cell.lines.len());
        let count = own.chain(ending).max().unwrap_or(0).max(1);
        let metrics = &self.setting.metrics;
        if matches!(kind, RowKind::Data { .. })
            && metrics.height(count) > room * TALLEST_UNDIVIDED
            && count > LINES_AT_DIVISION * 2
        {
            self.divisible(singles, count, kind);
            return;
        }
        let whole = count <= metrics.lines_in(room);
        let mut left = count;
        let mut fits = if whole { count } else { metrics.lines_in(first) };
        while left > 0 {
            let lines = fits.min(left);
            left -= lines;
            let strip = self.slice(&mut singles, lines, kind, left == 0);
            self.strips.push(strip);
            fits = metrics.lines_in(room);
        }
        self.end_row();
    }

    /// Adds a tall row as strips of its lines, between which a page may end. Its cells are set as merged cells over
    /// these strips: a text is set in the middle of the part that a page shows, or line by line where it is parted.
    fn divisible(&mut self, singles: Vec<Placed>, count: usize, kind: RowKind) {
        let metrics = &self.setting.metrics;
        let from = self.strips.len();
        let mut left = count;
        self.open.extend(singles.into_iter().map(|cell| Open {
            cell,
            rows: 1,
            strip: from,
            places: Vec::new(),
            repeats: false,
        }));
        while left > 0 {
            let is_first = left == count;
            let lines = if is_first || left <= LINES_AT_DIVISION + 1 {
                LINES_AT_DIVISION.min(left)
            } else {
                1
            };
            let lines = if left - lines == 1 { left } else { lines };
            left -= lines;
            let is_last = left == 0;
            let blanks = f64::from(u8::from(is_first)) + f64::from(u8::from(is_last));
            let height = metrics.pitch * lines as f64 + metrics.padding_v * blanks;
            let top = if is_first { metrics.padding_v } else { Mm::ZERO };
            let mut items = self.background(height, kind);
            let mut stretch = vec![Stretch::Grows; items.len()];
            let (rules, changes) = self.rules(&[], height, kind, is_last);
            items.extend(rules);
            stretch.extend(changes);
            let strip = self.strips.len();
            for open in &mut self.open {
                for line in 0..lines.min(open.unplaced()) {
                    let y = top + metrics.pitch * line as f64;
                    open.places.push((strip - open.strip, y));
                }
            }
            self.strips.push(Strip {
                height,
                items,
                stretch,
                keep_with_next: !is_last,
                divisible: !is_last,
                ..Strip::default()
            });
        }
        self.end_row();
    }

    /// Sets the cells of a row. Cells that reach further down are kept open; the others are returned.
    fn set(
        &mut self,
        compositor: &mut Compositor<'_>,
        cells: &[Option<Cell>],
        kind: RowKind,
    ) -> Vec<Placed> {
        let setting = self.setting;
        let row = compositor.child(self.parent, NodeKind::Row);
        let mut singles = Vec::with_capacity(cells.len());
        for (first, cell) in cells.iter().enumerate() {
            let (Some(cell), Some(column)) = (cell, setting.table.columns.get(first)) else {
                continue;
            };
            let end = first.saturating_add(cell.columns).min(setting.columns.all.len());
            let span = Span {
                columns: u32::try_from(end - first).unwrap_or(u32::MAX),
                rows: u32::try_from(cell.rows).unwrap_or(u32::MAX),
            };
            let (node, role, align) = match kind {
                RowKind::Head => (NodeKind::HeaderCell(span), Role::Hei, Align::Center),
                RowKind::Group => (NodeKind::RowHeader(span), Role::Hei, Align::Left),
                RowKind::Data { .. } => {
                    let align = cell.align.unwrap_or(column.align);
                    let is_header = self.headers.get(first).copied().unwrap_or(false);
                    let is_alone = end - first == setting.columns.all.len();
                    let kind = if is_header && !is_alone && !cell.is_blank() {
                        NodeKind::RowHeader(span)
                    } else {
                        NodeKind::DataCell(span)
                    };
                    (kind, face(cell), align)
                }
            };
            let node = compositor.child(row, node);
            let across = setting.columns.across(first, end, &setting.metrics);
            let set = lines(compositor, &setting.metrics, across, (cell, Some(node)), role, align);
            let lines = if kind == RowKind::Head { without_wide_blanks(set) } else { set };
            let placed = Placed { first, end, valign: cell.valign.unwrap_or(column.valign), lines };
            if cell.rows > 1 {
                self.open.push(Open {
                    cell: placed,
                    rows: cell.rows,
                    strip: self.strips.len(),
                    places: Vec::new(),
                    repeats: true,
                });
            } else {
                singles.push(placed);
            }
        }
        singles
    }

    /// Makes a strip with the next lines of a row.
    fn slice(
        &mut self,
        singles: &mut [Placed],
        lines: usize,
        kind: RowKind,
        is_last: bool,
    ) -> Strip {
        let setting = self.setting;
        let metrics = &setting.metrics;
        let height = metrics.height(lines);
        let mut items = self.background(height, kind);
        let mut stretch = vec![Stretch::Grows; items.len()];
        for cell in singles.iter_mut() {
            let rest = cell.lines.split_off(lines.min(cell.lines.len()));
            let own = std::mem::replace(&mut cell.lines, rest);
            let text = in_row(metrics, cell.valign, own, height);
            items.extend(text);
            let share = above(cell.valign, Mm(1.0)).0;
            stretch.resize(items.len(), Stretch::Moves(share));
        }
        let (rules, changes) = self.rules(singles, height, kind, is_last);
        items.extend(rules);
        stretch.extend(changes);
        let strip = self.strips.len();
        for open in &mut self.open {
            for line in 0..lines.min(open.unplaced()) {
                let y = metrics.padding_v + metrics.pitch * line as f64;
                open.places.push((strip - open.strip, y));
            }
        }
        Strip { height, items, stretch, ..Strip::default() }
    }

    fn background(&self, height: Mm, kind: RowKind) -> Vec<PageItem> {
        if !matches!(kind, RowKind::Data { shaded: true, .. }) {
            return Vec::new();
        }
        let merged = self.covered(|_| true);
        self.setting.ruling.shade(height, &merged)
    }

    /// Returns for each column whether it has a wanted merged cell.
    fn covered(&self, wanted: impl Fn(&Open) -> bool) -> Vec<bool> {
        let mut covered = vec![false; self.setting.columns.all.len()];
        for open in self.open.iter().filter(|open| wanted(open)) {
            covered[open.cell.first..open.cell.end].fill(true);
        }
        covered
    }

    /// Returns the rules of a strip, and their changes when it is made taller.
    fn rules(
        &self,
        singles: &[Placed],
        height: Mm,
        kind: RowKind,
        is_last: bool,
    ) -> (Vec<PageItem>, Vec<Stretch>) {
        let ruling = &self.setting.ruling;
        let goes_on = self.covered(|open| open.rows > 1 || !is_last);
        let at_edge = |rules: Vec<PageItem>| {
            let changes = vec![Stretch::Moves(1.0); rules.len()];
            (rules, changes)
        };
        if !ruling.is_grid() {
            return at_edge(match kind {
                RowKind::Head => {
                    let titles = singles.iter().filter(|cell| cell.end > cell.first + 1);
                    titles.map(|cell| ruling.below_title(height, cell.first, cell.end)).collect()
                }
                RowKind::Data { ruled, .. } => {
                    let ends = is_last && self.open.iter().any(|open| open.rows == 1);
                    if ends || (ruled && is_last) {
                        ruling.below_row(height, &goes_on)
                    } else {
                        Vec::new()
                    }
                }
                RowKind::Group => Vec::new(),
            });
        }
        let mut begins = vec![false; goes_on.len()];
        let places = singles.iter().map(|cell| cell.first);
        for first in places.chain(self.open.iter().map(|open| open.cell.first)) {
            begins[first] = true;
        }
        let mut rules = ruling.uprights(height, &begins);
        let mut changes = vec![Stretch::Grows; rules.len()];
        let (below, moves) = at_edge(ruling.below_row(height, &goes_on));
        rules.extend(below);
        changes.extend(moves);
        (rules, changes)
    }

    /// Counts a row of the merged cells, and hands those that end to the strips in which they begin.
    fn end_row(&mut self) {
        for mut open in std::mem::take(&mut self.open) {
            open.rows -= 1;
            if open.rows > 0 {
                self.open.push(open);
            } else {
                self.end(open);
            }
        }
    }

    fn end(&mut self, open: Open) {
        let metrics = &self.setting.metrics;
        let places = open.cell.lines.into_iter().zip(open.places);
        let merged = Merged {
            strips: self.strips.len() - open.strip,
            lines: places.map(|(items, (strip, y))| MergedLine { items, strip, y }).collect(),
            pitch: metrics.pitch,
            padding: metrics.padding_v,
            valign: open.cell.valign,
            repeats: open.repeats,
        };
        let height = merged.height();
        let strips = &mut self.strips[open.strip..];
        if open.repeats {
            keep_together(strips, height);
        }
        if let Some(first) = strips.first_mut() {
            first.merged.push(merged);
        }
    }

    /// Returns whether every other row is grey.
    pub fn is_zebra(&self) -> bool {
        self.setting.table.style == TableStyle::Zebra
    }
}

/// Sets a group line outside the document's structure.
pub fn group_line(compositor: &mut Compositor<'_>, setting: &Setting<'_>, words: &str) -> Strip {
    let metrics = &setting.metrics;
    let count = setting.table.columns.len();
    let column = setting.columns.across(0, count, metrics);
    let cell = Cell::text(words);
    let set = lines(compositor, metrics, column, (&cell, None), Role::Hei, Align::Left);
    let height = metrics.height(set.len());
    let mut items = in_row(metrics, VerticalAlign::Middle, set, height);
    if setting.ruling.is_grid() {
        let mut begins = vec![false; count];
        begins[..1].fill(true);
        items.extend(setting.ruling.uprights(height, &begins));
        items.extend(setting.ruling.below_row(height, &vec![false; count]));
    }
    Strip { height, items, ..Strip::default() }
}

/// Keeps enough strips at the beginning and at the end of a merged cell together that each page has room
/// for its text of `height`.
fn keep_together(strips: &mut [Strip], height: Mm) {
    let total: Mm = strips.iter().map(|strip| strip.height).sum();
    let most = crate::typeset::standard::AREA_WIDTH * MOST_KEPT;
    if height > most {
        return;
    }
    let last = strips.len().saturating_sub(1);
    let mut above = Mm::ZERO;
    for strip in &mut strips[..last] {
        above += strip.height;
        if above < height || total - above < height {
            strip.keep_with_next = true;
        }
    }
}

/// Places the text of a cell in a strip of `height`.
fn in_row(
    metrics: &Metrics,
    valign: VerticalAlign,
    lines: Vec<CellLine>,
    height: Mm,
) -> Vec<PageItem> {
    let free = height - metrics.height(lines.len());
    let top = above(valign, free) + metrics.padding_v;
    stacked(lines, top, metrics.pitch)
}

/// Places lines one below the other, from `top` down.
pub fn stacked(lines: Vec<CellLine>, top: Mm, pitch: Mm) -> Vec<PageItem> {
    let placed = lines.into_iter().enumerate().flat_map(|(i, line)| {
        let y = top + pitch * i as f64;
        line.into_iter().map(move |item| item.moved(Mm::ZERO, y))
    });
    placed.collect()
}
