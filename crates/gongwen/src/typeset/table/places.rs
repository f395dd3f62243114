//! The places of a table for writers whose reader lays out the cells itself.

use super::column::Column;
use super::columns::Columns;
use super::content::{self, decimal_point};
use super::metrics::Metrics;
use super::{bar, columns_of, figures, metrics};
use crate::document::{Bar, Table};
use crate::typeset::compositor::Compositor;
use crate::typeset::font::Role;
use crate::typeset::page::PageItem;
use crate::typeset::paragraph::single_line;
use crate::typeset::unit::{Mm, Pt};

/// The places and measures of a table.
pub struct Places {
    columns: Columns,
    metrics: Metrics,
}

/// Measures a table for the current sheet.
pub fn places(compositor: &mut Compositor<'_>, table: &Table) -> Places {
    let mut metrics = metrics(table);
    let columns = columns_of(compositor, table, &metrics);
    metrics.figures = figures(compositor, table, &metrics, &columns);
    Places { columns, metrics }
}

impl Places {
    /// Returns the widths of the columns.
    pub fn widths(&self) -> impl Iterator<Item = Mm> {
        self.columns.all.iter().map(|column| column.width)
    }

    /// Returns the size of the type, and that of figures, which fit their columns.
    pub fn sizes(&self) -> (Pt, Pt) {
        (self.metrics.size, Pt(self.metrics.size.0 * self.metrics.figures))
    }

    /// Returns the distance of lines.
    pub fn pitch(&self) -> Mm {
        self.metrics.pitch
    }

    /// Returns the blank above and below the text of cells.
    pub fn padding_v(&self) -> Mm {
        self.metrics.padding_v
    }

    /// Returns width and blank of the columns from `first` up to `end`, joined into one.
    pub fn across(&self, first: usize, end: usize) -> (Mm, Mm) {
        let Column { width, padding, .. } = self.columns.across(first, end, &self.metrics);
        (width, padding)
    }

    /// Returns the indent of the items of a list.
    pub fn hang(&self, compositor: &mut Compositor<'_>, numbered: bool, items: usize) -> Mm {
        content::hang(compositor, numbered, items, self.metrics.style(Role::FangSong))
    }

    /// Returns the blank right of a figure that stands on the decimal point of its column; `None` for a text that is no
    /// figure or has no room.
    pub fn right_of_figure(
        &self,
        compositor: &mut Compositor<'_>,
        column: usize,
        text: &str,
    ) -> Option<Mm> {
        let column = self.columns.all.get(column)?;
        let (point, text) = (column.point?, text.trim());
        let before: String = text.chars().take(decimal_point(text)?).collect();
        let style = self.metrics.style(Role::FangSong);
        let before = single_line(compositor, &before, style).map_or(Mm::ZERO, |line| line.width());
        let width = single_line(compositor, text, style)?.width();
        let right = column.inner() - (point - before) - width;
        (right >= -Mm(0.01) && point >= before - Mm(0.01)).then_some(right.max(Mm::ZERO))
    }

    /// Draws the bar of a cell without its figure, and returns its length with its items and the figure.
    pub fn bar(
        &self,
        compositor: &mut Compositor<'_>,
        (first, end): (usize, usize),
        drawn: &Bar,
    ) -> (Mm, Vec<PageItem>, String) {
        let inner = self.columns.across(first, end, &self.metrics).inner();
        let style = self.metrics.style(Role::FangSong);
        let height = self.metrics.pitch;
        let place = ((Mm::ZERO, inner), (height / 2.0, height));
        let items = bar::bar(compositor, drawn, style, place.0, place.1);
        let items = items.into_iter().filter(|item| matches!(item, PageItem::Rule(_)));
        let items: Vec<PageItem> = items.collect();
        let length = inner - bar::figure_width(compositor, drawn, style);
        (length, items, bar::figure(drawn.percent))
    }
}
