//! Tables → strips: a head, a row for each row, rules around every cell.

mod columns;
mod row;

use super::compositor::Compositor;
use std::rc::Rc;

use super::font::Role;
use super::overflow::Overflowing;
use super::standard::SIZE_5;
use super::strip::{Strip, StripKind};
use super::text::Style;
use super::unit::Mm;
use crate::document::{Align, Row, Table};
use columns::{Column, columns};
use row::{Cell, draw, horizontal, slices};

/// A head that takes a larger share of a page is not repeated.
const TALLEST_REPEATED_HEAD: f64 = 0.5;

/// Lays a table out over the width of the type area.
///
/// A row that is taller than a page is continued on the next; all others stay whole. A group line
/// stays with the row below it.
pub fn table(compositor: &mut Compositor<'_>, table: &Table) -> Vec<Strip> {
    let (columns, tight) = columns(table, compositor.frame);
    for index in tight {
        let what = Overflowing::TableColumn { column: index + 1 };
        compositor.overflow(what, &table.columns[index].title);
    }
    let (mut strips, repeated) = head(compositor, table, &columns);
    let frame = compositor.frame;
    let room = frame.height - repeated.height;
    // The height of the group lines right above.
    let mut groups = Mm::ZERO;
    for row in &table.rows {
        let cells = cells(compositor, table, &columns, row);
        let is_group = matches!(row, Row::Group { .. });
        // What has to be cut anyway leaves room for the group lines that it stays with.
        let first = if groups < room / 2.0 {
            room - groups
        } else {
            room
        };
        for slice in slices(cells, first, room) {
            let strip = Strip {
                kind: StripKind::TableRow(Rc::clone(&repeated)),
                keep_with_next: is_group,
                ..draw(&slice, frame)
            };
            groups = if is_group {
                groups + strip.height
            } else {
                Mm::ZERO
            };
            strips.push(strip);
        }
    }
    // A group line that heads nothing has nothing to stay with, nor has a head without rows.
    if let Some(last) = strips.last_mut() {
        last.keep_with_next = false;
    }
    strips
}

/// The strips of the head, and what to repeat of it on the next pages.
fn head(
    compositor: &mut Compositor<'_>,
    table: &Table,
    columns: &[Column],
) -> (Vec<Strip>, Rc<Strip>) {
    let style = Style::new(Role::Hei, SIZE_5);
    let frame = compositor.frame;
    let cells: Vec<Cell> = columns
        .iter()
        .zip(&table.columns)
        .map(|(&at, column)| Cell::new(compositor, at, Align::Center, style, &column.title))
        .collect();
    let mut slices = slices(cells, frame.height, frame.height).into_iter();
    let mut first = draw(&slices.next().unwrap_or_default(), frame);
    first.items.insert(0, horizontal(Mm::ZERO, frame));
    first.kind = StripKind::TableHead;
    first.keep_with_next = true;
    if first.height <= frame.height * TALLEST_REPEATED_HEAD {
        return (vec![first.clone()], Rc::new(first));
    }
    let titles: Vec<&str> = table.columns.iter().map(|c| c.title.as_str()).collect();
    compositor.overflow(Overflowing::TableHead, &titles.join(" "));
    let rule = Rc::new(Strip {
        items: vec![horizontal(Mm::ZERO, frame)],
        ..Strip::default()
    });
    let mut strips = vec![first];
    strips.extend(slices.map(|slice| Strip {
        kind: StripKind::TableRow(Rc::clone(&rule)),
        keep_with_next: true,
        ..draw(&slice, frame)
    }));
    (strips, rule)
}

fn cells(
    compositor: &mut Compositor<'_>,
    table: &Table,
    columns: &[Column],
    row: &Row,
) -> Vec<Cell> {
    let frame = compositor.frame;
    match row {
        Row::Cells(texts) => {
            let style = Style::new(Role::FangSong, SIZE_5);
            columns
                .iter()
                .zip(&table.columns)
                .zip(texts)
                .map(|((&at, column), text)| Cell::new(compositor, at, column.align, style, text))
                .collect()
        }
        Row::Group { group } => {
            let style = Style::new(Role::Hei, SIZE_5);
            vec![Cell::new(
                compositor,
                Column::across(frame),
                Align::Left,
                style,
                group,
            )]
        }
    }
}
