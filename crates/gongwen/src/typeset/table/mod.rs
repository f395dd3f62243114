//! Tables → strips.
//!
//! `measure` determines the width that the contents need and `columns` shares it out, with `estimate` so that the
//! rows become as low as possible; `content`, with `bar`, sets the cells, in which `held` keeps names whole; `rows` makes strips of them with the rules of `ruling`; `legend` adds the text
//! around the table. `metrics` holds the common measures.

mod bar;
mod column;
mod columns;
mod content;
mod estimate;
mod held;
mod legend;
mod measure;
mod metrics;
mod places;
mod row_headers;
mod rows;
mod ruling;

use std::rc::Rc;

use super::compositor::Compositor;
use super::frame::Frame;
use super::merged::OpenCells;
use super::overflow::Overflowing;
use super::page::{Area, PageItem};
use super::strip::{Repeat, Stretch, Strip, StripKind};
use super::structure::{NodeId, NodeKind};
use super::unit::{Mm, Pt};
use crate::document::{Align, Cell, Column, Landscape, Row, Table, Width};
use columns::{Columns, columns};
use measure::{needs, needs_of_names};
use metrics::Metrics;
pub use places::{Places, places};
use rows::{RowKind, Rows, Setting};
use ruling::Ruling;

/// The greatest share of a page for a head that is repeated.
const TALLEST_REPEATED_HEAD: f64 = 0.5;
/// The smallest size of figures that is easily read (C).
const SMALLEST_READABLE: Pt = Pt(7.0);
/// The number of last rows of a table that stay together.
const LAST_TOGETHER: usize = 3;
/// Their number above notes.
const LAST_ABOVE_NOTES: usize = 2;
/// The least number of rows, as a multiple of those, of which so many stay together.
const LEAST_OF_EACH: usize = 2;
/// The greatest share of a page for these rows.
const TALLEST_LAST: f64 = 0.35;
/// The suffix of a repeated group line (C).
const GROUP_CONTINUED: &str = "（续）";

/// Returns whether a table is set on a landscape page: because it is requested, or because its columns
/// do not fit side by side on a portrait page without broken words.
pub fn is_across(compositor: &mut Compositor<'_>, table: &Table) -> bool {
    match table.landscape {
        Landscape::Always => true,
        Landscape::Never => false,
        Landscape::Auto => {
            let needs = needs(compositor, table, &metrics(table));
            let columns = table.columns.iter().zip(&needs);
            let least = columns.map(|(column, need)| match column.width {
                Width::Fixed(width) => Mm(width),
                Width::Share(_) | Width::Content => need.least,
            });
            least.sum::<Mm>() > Frame::UPRIGHT.width
        }
    }
}

fn metrics(table: &Table) -> Metrics {
    let metrics = Metrics::new(Pt(table.size));
    if table.dense { metrics.dense() } else { metrics }
}

/// Lays out a table over the width of the type area.
///
/// A row taller than a page continues on the next; all others stay whole. A group line stays with the
/// row below it, the last row with the notes.
pub fn table(compositor: &mut Compositor<'_>, table: &Table) -> Vec<Strip> {
    let mut metrics = metrics(table);
    let columns = columns_of(compositor, table, &metrics);
    tell(compositor, table, &columns);
    metrics.figures = figures(compositor, table, &metrics, &columns);
    let setting =
        Setting { table, metrics, columns: &columns, ruling: Ruling::new(table.style, &columns) };
    let has_legend = table.caption.is_some() || table.unit.is_some() || !table.notes.is_empty();
    let section = has_legend.then(|| compositor.element(NodeKind::Section));
    let node = match section {
        Some(section) => compositor.child(section, NodeKind::Table),
        None => compositor.element(NodeKind::Table),
    };
    let mut strips = legend::above(compositor, &setting, node);
    let (head, mut repeat) = head(compositor, &setting, node);
    strips.extend(head);
    if table.continued {
        let (items, height) = legend::continued(compositor, &setting);
        put_above(&mut repeat.head, items, height);
    }
    let mut rows = body(compositor, &setting, repeat);
    // Notes are on the last page too.
    let together = if table.notes.is_empty() { LAST_TOGETHER } else { LAST_ABOVE_NOTES };
    keep_last(&mut rows, together, compositor.frame.height);
    strips.extend(rows);
    let (x, width) = (columns.left, columns.right - columns.left);
    for strip in &mut strips {
        let area = Area { x, y: Mm::ZERO, width, height: strip.height, node };
        strip.items.insert(0, PageItem::Area(area));
        strip.stretch.insert(0, Stretch::Grows);
    }
    let notes = legend::below(compositor, &setting, section);
    if let Some(last) = strips.last_mut() {
        if !setting.ruling.is_grid() {
            last.items.push(setting.ruling.below(last.height));
        }
        // A group line without rows below it has nothing to stay with, and neither has a head without
        // rows.
        last.keep_with_next = !notes.is_empty();
    }
    strips.extend(notes);
    if table.whole {
        keep_whole(&mut strips, compositor.frame.height);
    }
    strips
}

/// Shares the width of the type area out to the columns of a table.
fn columns_of(compositor: &mut Compositor<'_>, table: &Table, metrics: &Metrics) -> Columns {
    let needs = if has_own_widths(table) {
        needs_of_names(compositor, table, metrics)
    } else {
        needs(compositor, table, metrics)
    };
    columns(table, &needs, metrics, compositor.frame)
}

/// Keeps the last rows of a table together, as many as are not too tall, so that its last page has more than one. The page
/// before becomes full because its rows are made taller.
fn keep_last(rows: &mut [Strip], together: usize, page: Mm) {
    for count in (2..=together.min(rows.len() / LEAST_OF_EACH)).rev() {
        let from = rows.len() - count;
        let last = &mut rows[from..];
        let height: Mm = last.iter().map(|strip| strip.height).sum();
        if height <= page * TALLEST_LAST {
            for strip in last[..count - 1].iter_mut().filter(|strip| !strip.keep_with_next) {
                strip.keep_with_next = true;
                strip.fills_end = true;
            }
            return;
        }
    }
}

/// Keeps a table that a page holds in one piece, which text of its section may come before, as before a figure.
fn keep_whole(strips: &mut [Strip], page: Mm) {
    let height: Mm = strips.iter().map(|strip| strip.height).sum();
    if height > page {
        return;
    }
    let last = strips.len().saturating_sub(1);
    for (index, strip) in strips.iter_mut().enumerate() {
        strip.keep_with_next = index < last;
        strip.divisible = false;
        strip.floats = true;
    }
}

/// Returns whether no width depends on the contents and no text is aligned on decimal points.
fn has_own_widths(table: &Table) -> bool {
    let points = table.columns.iter().map(|column| column.align);
    let cells = table.rows.iter().filter_map(|row| match row {
        Row::Cells(cells) => Some(cells),
        Row::Group { .. } => None,
    });
    let own = cells.flatten().flatten().filter_map(|cell| cell.align);
    let by_content = |column: &Column| column.width == Width::Content;
    !table.columns.iter().any(by_content) && !points.chain(own).any(|align| align == Align::Decimal)
}

/// Reports the columns that do not have the requested width.
fn tell(compositor: &mut Compositor<'_>, table: &Table, columns: &Columns) {
    if columns.squeezed {
        compositor.overflow(Overflowing::TableWidth, &titles(table));
    }
    for &index in &columns.tight {
        let what = Overflowing::TableColumn { column: index + 1 };
        compositor.overflow(what, &table.columns[index].title);
    }
}

/// Returns the share of the type size at which all figures fit their columns, and reports one that is hard to read.
fn figures(
    compositor: &mut Compositor<'_>,
    table: &Table,
    metrics: &Metrics,
    columns: &Columns,
) -> f64 {
    let mut share = 1.0_f64;
    for row in &table.rows {
        let Row::Cells(cells) = row else { continue };
        for (first, cell) in cells.iter().enumerate().take(columns.all.len()) {
            let Some(cell) = cell else { continue };
            let end = first.saturating_add(cell.columns).min(columns.all.len());
            let across = columns.across(first, end, metrics);
            if let Some(factor) = content::shrinking(compositor, metrics, across, cell) {
                share = share.min(factor);
            }
        }
    }
    if metrics.size.0 * share < SMALLEST_READABLE.0 {
        compositor.overflow(Overflowing::TableFigures, &titles(table));
    }
    share
}

fn titles(table: &Table) -> String {
    let titles: Vec<&str> = table.columns.iter().map(|c| c.title.as_str()).collect();
    titles.join(" ")
}

/// Makes the strips of the head, and the part of it to repeat on the next pages.
fn head(
    compositor: &mut Compositor<'_>,
    setting: &Setting<'_>,
    node: NodeId,
) -> (Vec<Strip>, Repeat) {
    let ruling = &setting.ruling;
    let page = compositor.frame.height;
    let parent = compositor.child(node, NodeKind::TableHead);
    let mut rows = Rows::new(setting, parent);
    for row in &setting.table.head {
        rows.row(compositor, row, RowKind::Head, page, page);
    }
    let mut strips = rows.strips;
    if let Some(first) = strips.first_mut() {
        first.items.insert(0, ruling.above(Mm::ZERO));
    }
    if let Some(last) = strips.last_mut().filter(|_| !ruling.is_grid()) {
        last.items.push(ruling.thin(last.height));
    }
    let mut repeat = Repeat {
        table: node,
        head: Strip::default(),
        foot: vec![ruling.thin(Mm::ZERO)],
        closed: ruling.is_grid(),
    };
    let height: Mm = strips.iter().map(|strip| strip.height).sum();
    if height <= page * TALLEST_REPEATED_HEAD {
        let head = Strip { kind: StripKind::TableHead, keep_with_next: true, ..in_one(strips) };
        repeat.head = for_the_eye(&head);
        return (vec![head], repeat);
    }
    compositor.overflow(Overflowing::TableHead, &titles(setting.table));
    repeat.head.items.push(ruling.above(Mm::ZERO));
    let rule = Rc::new(repeat.clone());
    for (i, strip) in strips.iter_mut().enumerate() {
        strip.keep_with_next = true;
        strip.kind = match i {
            0 => StripKind::TableHead,
            _ => StripKind::TableRow(Rc::clone(&rule)),
        };
    }
    (strips, repeat)
}

/// Joins strips into one that is not divided.
fn in_one(strips: Vec<Strip>) -> Strip {
    let mut one = Strip::default();
    let mut cells = OpenCells::default();
    for strip in strips {
        let top = one.height;
        let bottom = top + strip.height;
        let items = strip.items.into_iter();
        one.items.extend(items.map(|item| item.moved(Mm::ZERO, top)));
        one.items.extend(cells.strip(strip.merged, top, bottom));
        one.height = bottom;
    }
    one
}

/// Returns a copy outside the document's structure, which contains the strip only once.
fn for_the_eye(strip: &Strip) -> Strip {
    let items = strip.items.iter();
    let drawn = items
        .filter(|item| !matches!(item, PageItem::Begin(_) | PageItem::End | PageItem::Area(_)));
    Strip { height: strip.height, items: drawn.cloned().collect(), ..Strip::default() }
}

/// Puts items of some height above those of a strip.
fn put_above(strip: &mut Strip, mut items: Vec<PageItem>, height: Mm) {
    let below = std::mem::take(&mut strip.items).into_iter();
    items.extend(below.map(|item| item.moved(Mm::ZERO, height)));
    strip.items = items;
    strip.height += height;
}

/// Sets the rows below the head.
fn body(compositor: &mut Compositor<'_>, setting: &Setting<'_>, repeat: Repeat) -> Vec<Strip> {
    let all = &setting.table.rows;
    let page = compositor.frame.height;
    let table = repeat.table;
    let mut rows = Rows::new(setting, table);
    let plain = Rc::new(repeat);
    let mut repeat = Rc::clone(&plain);
    // The height of the group lines directly above.
    let mut groups = Mm::ZERO;
    let mut is_shaded = false;
    for (index, row) in all.iter().enumerate() {
        let from = rows.strips.len();
        if index == 0 || matches!(row, Row::Group { .. }) {
            rows.go_on_in(compositor.child(table, NodeKind::TableBody));
        }
        match row {
            Row::Cells(cells) => {
                let kind = RowKind::Data {
                    shaded: is_shaded && rows.is_zebra(),
                    ruled: all.get(index + 1).is_some_and(begins_merged),
                };
                let room = page - repeat.head.height;
                // A row that must be cut anyway leaves room for the group lines that it stays with.
                let first = if groups < room / 2.0 { room - groups } else { room };
                rows.row(compositor, cells, kind, first, room);
                give(&mut rows.strips[from..], &repeat, false);
                groups = Mm::ZERO;
                is_shaded = !is_shaded;
            }
            Row::Group { group } => {
                let cell =
                    Cell { columns: setting.table.columns.len(), ..Cell::text(group.as_str()) };
                let room = page - plain.head.height;
                rows.row(compositor, &[Some(cell)], RowKind::Group, room, room);
                let strips = &mut rows.strips[from..];
                give(strips, &plain, true);
                groups += strips.iter().map(|strip| strip.height).sum();
                is_shaded = false;
                if setting.table.continued {
                    repeat = repeat_group(compositor, setting, &plain, group);
                }
            }
        }
    }
    rows.strips
}

/// Gives strips their role for the page breaker.
fn give(strips: &mut [Strip], repeat: &Rc<Repeat>, keep_with_next: bool) {
    for strip in strips {
        strip.kind = StripKind::TableRow(Rc::clone(repeat));
        strip.keep_with_next |= keep_with_next;
    }
}

/// Returns whether a merged cell begins in a row.
fn begins_merged(row: &Row) -> bool {
    match row {
        Row::Cells(cells) => cells.iter().flatten().any(|cell| cell.rows > 1),
        Row::Group { .. } => false,
    }
}

/// Returns the repeated content of a page that begins inside a group: the group line too, unless it is
/// so long that little room would be left.
fn repeat_group(
    compositor: &mut Compositor<'_>,
    setting: &Setting<'_>,
    plain: &Rc<Repeat>,
    group: &str,
) -> Rc<Repeat> {
    let page = compositor.frame.height;
    let words = format!("{}{GROUP_CONTINUED}", group.trim_end());
    let line = rows::group_line(compositor, setting, &words);
    let head = &plain.head;
    if head.height + line.height > page * TALLEST_REPEATED_HEAD {
        return Rc::clone(plain);
    }
    let mut below = line;
    put_above(&mut below, head.items.clone(), head.height);
    Rc::new(Repeat { head: below, ..Repeat::clone(plain) })
}
