//! The notes on finished pages: marks get their numbers, and the notes are drawn at the foot.

use std::collections::BTreeMap;

use super::area::{Laid, LaidLine};
use super::refer::{mark, note_baseline, style};
use crate::color::Color;
use crate::document::note_mark::printed;
use crate::typeset::compositor::Compositor;
use crate::typeset::font::Role;
use crate::typeset::note_reference::Footnote;
use crate::typeset::overflow::Overflowing;
use crate::typeset::page::{Anchor, Destination, Page, PageItem, Rule, TextRun};
use crate::typeset::paragraph::{fitted_line, label};
use crate::typeset::standard::{AREA_WIDTH, CELL, TABLE_RULE};
use crate::typeset::structure::NodeId;
use crate::typeset::text::Style;
use crate::typeset::unit::Mm;

/// The width of the rule above notes (C: a third or a quarter of the type area).
const RULE_WIDTH: Mm = Mm(AREA_WIDTH.0 / 3.0);

/// Draws the notes on their pages. Returns the places to which their marks lead.
pub fn draw(
    compositor: &mut Compositor<'_>,
    laid: &Laid,
    pages: &mut [Page],
) -> Vec<(Anchor, Destination)> {
    let numbers = laid.references.values();
    let numbers: BTreeMap<NodeId, usize> =
        numbers.flat_map(|(note, at)| [(note.link, at.number), (note.label, at.number)]).collect();
    for &(page, left, y) in &laid.rules {
        let rule = Rule { x: left, y, width: RULE_WIDTH, height: TABLE_RULE, color: Color::BLACK };
        if let Some(page) = pages.get_mut(page) {
            page.items.push(PageItem::Rule(rule));
        }
    }
    let mut places: BTreeMap<usize, Destination> = BTreeMap::new();
    for line in &laid.lines {
        let LaidLine { page, y, line: place } = line;
        let note = &place.note;
        if place.line == 0 {
            places.insert(note.reference, Destination { page: *page, y: *y });
            if laid.references.get(&note.reference).is_some_and(|(_, at)| at.page != *page) {
                compositor.overflow(Overflowing::Footnote, &note.words);
            }
        }
        let items = match note.lines.get(place.line) {
            Some(items) => items.clone(),
            None => elsewhere(compositor, laid, note),
        };
        if let Some(page) = pages.get_mut(*page) {
            page.items.extend(items.into_iter().map(|item| item.moved(Mm::ZERO, *y)));
        }
    }
    for page in pages {
        number(compositor, &numbers, page);
    }
    // A mark whose note the page has already leads to that.
    for (note, _) in laid.references.values() {
        let known = note.before.and_then(|before| places.get(&before)).copied();
        if let Some(place) = known {
            places.entry(note.reference).or_insert(place);
        }
    }
    let anchors = laid.references.values();
    anchors.filter_map(|(note, _)| Some((note.anchor, *places.get(&note.reference)?))).collect()
}

/// Sets the words that say where a note is.
fn elsewhere(compositor: &mut Compositor<'_>, laid: &Laid, note: &Footnote) -> Vec<PageItem> {
    let Some((_, first)) = laid.references.get(&note.first) else { return Vec::new() };
    let words = format!("见第{}页注{}。", first.page + 1, printed(first.number));
    let mut items = mark(compositor, "①", note.label, note.left);
    let placed = label(compositor, &words, style(), note.left + CELL, note_baseline());
    items.extend(PageItem::tagged(note.elsewhere, placed));
    items
}

/// Gives the marks of a page their numbers.
fn number(compositor: &mut Compositor<'_>, numbers: &BTreeMap<NodeId, usize>, page: &mut Page) {
    let mut marked = None;
    for item in &mut page.items {
        match item {
            PageItem::Begin(node) => marked = numbers.get(node).copied(),
            PageItem::End => marked = None,
            PageItem::Text(run) => {
                if let Some(number) = marked.filter(|&number| number > 1) {
                    renumber(compositor, run, number);
                }
            }
            _ => {}
        }
    }
}

/// Draws another number in the place of a mark. Figures that have no circle are made small enough for it.
fn renumber(compositor: &mut Compositor<'_>, run: &mut TextRun, number: usize) {
    let Some(left) = run.glyphs.first().map(|glyph| glyph.x) else { return };
    let style = Style::new(Role::Song, run.size).color(run.color);
    let em = run.size.to_mm();
    let Some((line, _)) = fitted_line(compositor, &printed(number), style, em) else { return };
    let placed = line.place(left + (em - line.width()) / 2.0, run.baseline);
    if let Some(PageItem::Text(numbered)) = placed.into_iter().next() {
        *run = numbered;
    }
}
