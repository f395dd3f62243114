//! Rules and backgrounds of a table.

use super::columns::Columns;
use crate::color::Color;
use crate::document::TableStyle;
use crate::typeset::page::{PageItem, Rule};
use crate::typeset::standard::TABLE_RULE;
use crate::typeset::unit::Mm;

/// The rules above and below a 三线表 (C).
const THICK: Mm = Mm(0.35);
/// The grey of every other row: light enough for copies.
const GREY: Color = Color::rgb(240, 240, 240);
/// The distance between the edges of a common title and the ends of the rule below it, which separates
/// neighbours.
const TITLE_GAP: Mm = Mm(1.0);

/// The ruling of a table on a page.
pub struct Ruling<'c> {
    style: TableStyle,
    columns: &'c Columns,
}

impl<'c> Ruling<'c> {
    /// Makes the ruling of a table with these columns.
    pub fn new(style: TableStyle, columns: &'c Columns) -> Self {
        Self { style, columns }
    }

    /// Returns whether all cells have rules around them.
    pub fn is_grid(&self) -> bool {
        self.style == TableStyle::Grid
    }

    /// Returns the rule above a table, its upper edge at `y`.
    pub fn above(&self, y: Mm) -> PageItem {
        let thickness = self.outer();
        self.across(y, thickness)
    }

    /// Returns the rule below the head or a page's last row, its lower edge at `y`.
    pub fn thin(&self, y: Mm) -> PageItem {
        self.across(y - TABLE_RULE, TABLE_RULE)
    }

    /// Returns the rule below a table, its lower edge at `y`.
    pub fn below(&self, y: Mm) -> PageItem {
        let thickness = self.outer();
        self.across(y - thickness, thickness)
    }

    fn outer(&self) -> Mm {
        if self.style == TableStyle::Rules { THICK } else { TABLE_RULE }
    }

    fn across(&self, y: Mm, height: Mm) -> PageItem {
        self.rule(self.columns.left, self.columns.right, y, height)
    }

    fn rule(&self, left: Mm, right: Mm, y: Mm, height: Mm) -> PageItem {
        PageItem::Rule(Rule { x: left, y, width: right - left, height, color: Color::BLACK })
    }

    /// Returns the rules below a row of `height`, except below cells that continue.
    pub fn below_row(&self, height: Mm, goes_on: &[bool]) -> Vec<PageItem> {
        let y = height - TABLE_RULE;
        let stretches = stretches(goes_on, |goes_on| !*goes_on);
        let rules = stretches.into_iter().map(|(first, end)| {
            let (left, right) = self.edges(first, end);
            self.rule(left, right, y, TABLE_RULE)
        });
        rules.collect()
    }

    /// Returns the rule below a title of the columns from `first` up to `end`.
    pub fn below_title(&self, height: Mm, first: usize, end: usize) -> PageItem {
        let (left, right) = self.edges(first, end);
        let gap = TITLE_GAP.min((right - left) / 8.0);
        self.rule(left + gap, right - gap, height - TABLE_RULE, TABLE_RULE)
    }

    /// Returns the grey behind a row of `height`, except behind merged cells.
    pub fn shade(&self, height: Mm, is_merged: &[bool]) -> Vec<PageItem> {
        let stretches = stretches(is_merged, |merged| !*merged);
        let areas = stretches.into_iter().map(|(first, end)| {
            let (left, right) = self.edges(first, end);
            PageItem::Rule(Rule { x: left, y: Mm::ZERO, width: right - left, height, color: GREY })
        });
        areas.collect()
    }

    /// Returns the vertical rules of a row of `height`: at both edges, and where a cell begins.
    pub fn uprights(&self, height: Mm, begins: &[bool]) -> Vec<PageItem> {
        let edges = self.columns.all.iter().zip(begins);
        let mut rules: Vec<PageItem> = edges
            .filter(|(_, begins)| **begins)
            .map(|(column, _)| self.upright(column.x, height))
            .collect();
        rules.push(self.upright(self.columns.right, height));
        rules
    }

    /// Returns a vertical rule at `x`; those at the table's edges lie inside it.
    fn upright(&self, x: Mm, height: Mm) -> PageItem {
        let left =
            (x - TABLE_RULE / 2.0).max(self.columns.left).min(self.columns.right - TABLE_RULE);
        PageItem::Rule(Rule {
            x: left,
            y: Mm::ZERO,
            width: TABLE_RULE,
            height,
            color: Color::BLACK,
        })
    }

    fn edges(&self, first: usize, end: usize) -> (Mm, Mm) {
        let all = &self.columns.all;
        let left = all.get(first).map_or(self.columns.left, |column| column.x);
        let right = all.get(end).map_or(self.columns.right, |column| column.x);
        (left, right)
    }
}

/// Returns the beginnings and ends of runs of wanted neighbours.
fn stretches<T>(all: &[T], wanted: impl Fn(&T) -> bool) -> Vec<(usize, usize)> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for (i, _) in all.iter().enumerate().filter(|(_, item)| wanted(item)) {
        match stretches.last_mut() {
            Some((_, end)) if *end == i => *end = i + 1,
            _ => stretches.push((i, i + 1)),
        }
    }
    stretches
}
