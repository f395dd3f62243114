//! A survey: what a writer has to know that names the parts of a document and leaves their layout to its reader. Lines of
//! titles, the places of the head and of signatures, widths of columns, drawn charts.

use super::attachment_note;
use super::chart;
pub(crate) use super::chart::{Picture, SmallPictures};
use super::compositor::Compositor;
pub(crate) use super::drawing::outlines;
use super::font::Role;
use super::frame::Frame;
use super::page::{PageItem, Rule, TextRun};
use super::paragraph::{body_style, single_line};
use super::standard::CELL;
use super::strip::StripKind;
use super::structure::NodeKind;
use super::table;
pub(crate) use super::table::Places;
use super::text::{Class, Style};
use super::unit::{Mm, Pt};
use super::watermark::Watermark;
use super::{
    Materials, Page, addressee, brief, is_across, letter, official, signature, small_charts, title,
};
use crate::color::Color;
use crate::document::{Bar, Block, Chart, Document, Format, FrontMatter, Table};

/// A survey of one document.
pub(crate) struct Survey<'a> {
    compositor: Compositor<'a>,
}

/// A line of text with its place on the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlacedLine {
    /// Its words.
    pub text: String,
    /// The role of its face.
    pub role: Role,
    /// The size.
    pub size: Pt,
    /// The colour.
    pub color: Color,
    /// Left edge.
    pub x: Mm,
    /// The baseline.
    pub baseline: Mm,
    /// Width.
    pub width: Mm,
    /// True if its characters are spread over that width.
    pub spread: bool,
}

/// The places of the parts around the text on the first page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct HeadPlaces {
    /// The lines above the title.
    pub above: Vec<PlacedLine>,
    /// The baseline of the title's first line; `None` if the title is set like text.
    pub title: Option<Mm>,
    /// The lines between title and text.
    pub below: Vec<PlacedLine>,
    /// The red rules.
    pub rules: Vec<Rule>,
    /// Upper edge of the first row of text.
    pub text_top: Mm,
    /// True if the addressee is named in the end matter, for want of room above the text.
    pub addressee_moved: bool,
}

/// A row of a signature.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct SignedRow {
    /// Blank above it.
    pub above: Mm,
    /// Height.
    pub height: Mm,
    /// The lines side by side in it, their baselines from its upper edge; none for a row that is left blank.
    pub lines: Vec<PlacedLine>,
}

impl<'a> Survey<'a> {
    /// Begins with a portrait sheet.
    pub fn new(document: &Document, materials: &'a Materials<'a>) -> Self {
        Self { compositor: Compositor::new(materials).with_notes(&document.notes) }
    }

    /// Continues with sheets of another kind.
    pub fn turn(&mut self, turned: bool) {
        self.compositor.frame = if turned { Frame::TURNED } else { Frame::UPRIGHT };
    }

    /// Returns the width of a line of text of the body.
    pub fn width(&mut self, text: &str) -> Mm {
        single_line(&mut self.compositor, text, body_style()).map_or(Mm::ZERO, |line| line.width())
    }

    /// Returns the lines of a title.
    pub fn title_lines(&mut self, text: &str) -> Vec<String> {
        let strips = title::title(&mut self.compositor, text, NodeKind::Title);
        strips.iter().map(|strip| words(&strip.items)).collect()
    }

    /// Returns the places of the head.
    pub fn head(&mut self, front: &FrontMatter) -> HeadPlaces {
        let compositor = &mut self.compositor;
        let (items, flow) = match front.format {
            Format::Letter => letter::first_page(compositor, front),
            Format::Official | Format::Minutes => official::first_page(compositor, front),
            Format::Brief => brief::first_page(compositor, front),
        };
        let (_, moved) = addressee(compositor, front, &flow);
        let mut places = HeadPlaces {
            text_top: flow.next_top(),
            addressee_moved: moved.is_some(),
            ..HeadPlaces::default()
        };
        let mut is_title = false;
        for item in items {
            match item {
                PageItem::Rule(rule) => places.rules.push(rule),
                PageItem::Begin(node) => is_title = self.compositor.is_title(node),
                PageItem::End => is_title = false,
                PageItem::Text(run) if is_title => {
                    let first = places.title.unwrap_or(run.baseline);
                    places.title = Some(first.min(run.baseline));
                }
                PageItem::Text(run) => {
                    let lines =
                        if places.title.is_some() { &mut places.below } else { &mut places.above };
                    self.join(lines, &run);
                }
                _ => {}
            }
        }
        places
    }

    /// Adds a run to the line that it continues, or as a line of its own.
    fn join(&mut self, lines: &mut Vec<PlacedLine>, run: &TextRun) {
        let (Some(first), Some(last)) = (run.glyphs.first(), run.glyphs.last()) else { return };
        let text: String = run.glyphs.iter().map(|glyph| glyph.char).filter(is_shown).collect();
        let role = Role::of(run.face);
        let style = Style::new(role, run.size);
        let last_width = single_line(&mut self.compositor, &last.char.to_string(), style);
        let right = last.x + last_width.map_or(Mm::ZERO, |line| line.width());
        let is_near = |line: &PlacedLine| {
            let gap = first.x - (line.x + line.width);
            line.baseline == run.baseline && line.size == run.size && gap < line.size.to_mm() / 2.0
        };
        match lines.last_mut().filter(|line| is_near(line)) {
            Some(line) => {
                line.text.push_str(&text);
                line.width = right - line.x;
                if line.role == Role::Song {
                    line.role = role;
                }
            }
            None => lines.push(PlacedLine {
                text,
                role,
                size: run.size,
                color: run.color,
                x: first.x,
                baseline: run.baseline,
                width: right - first.x,
                spread: false,
            }),
        }
        if let Some(line) = lines.last_mut() {
            let style = Style::new(line.role, line.size);
            let natural = single_line(&mut self.compositor, &line.text, style);
            let natural = natural.map_or(Mm::ZERO, |line| line.width());
            // What stands on the grid is spread by less than a blank.
            line.spread = line.width > natural * 1.15;
        }
    }

    /// Returns the rows of the signature with the note below it.
    pub fn signature(&mut self, front: &FrontMatter) -> Vec<SignedRow> {
        let strips = signature::signature(&mut self.compositor, front);
        let mut rows: Vec<SignedRow> = Vec::new();
        let mut above = Mm::ZERO;
        for strip in strips {
            let mut row = SignedRow { above, height: strip.height, lines: Vec::new() };
            for item in &strip.items {
                if let PageItem::Text(run) = item {
                    self.join(&mut row.lines, run);
                }
            }
            if row.lines.is_empty() && strip.kind != StripKind::Text {
                above += strip.height;
            } else {
                above = Mm::ZERO;
                rows.push(row);
            }
        }
        rows
    }

    /// Returns the width of the number before the name of an attachment.
    pub fn attachment_number(&mut self, number: &str) -> Mm {
        if number.is_empty() { Mm::ZERO } else { self.width(number).max(CELL) }
    }

    /// Returns whether a block is set across the page.
    pub fn is_across(&mut self, block: &Block) -> bool {
        is_across(&mut self.compositor, block)
    }

    /// Measures a table.
    pub fn table(&mut self, table: &Table) -> Places {
        table::places(&mut self.compositor, table)
    }

    /// Returns the blank right of a figure; see [`Places::right_of_figure`].
    pub fn right_of_figure(&mut self, places: &Places, column: usize, text: &str) -> Option<Mm> {
        places.right_of_figure(&mut self.compositor, column, text)
    }

    /// Returns the indent of a list's items in a cell.
    pub fn hang(&mut self, places: &Places, numbered: bool, items: usize) -> Mm {
        places.hang(&mut self.compositor, numbered, items)
    }

    /// Draws the bar of a cell; see [`Places::bar`].
    pub fn bar(
        &mut self,
        places: &Places,
        columns: (usize, usize),
        bar: &Bar,
    ) -> (Mm, Vec<PageItem>, String) {
        places.bar(&mut self.compositor, columns, bar)
    }

    /// Draws a chart in one or several pictures.
    pub fn pictures(&mut self, chart: &Chart) -> Vec<Picture> {
        chart::pictures(&mut self.compositor, chart)
    }

    /// Draws small charts.
    pub fn small_pictures(&mut self, charts: &[&Chart]) -> SmallPictures {
        chart::small_pictures(&mut self.compositor, charts)
    }

    /// Draws the watermark of a page, from the upper left corner of the page.
    pub fn watermark(&mut self, words: &str) -> Vec<PageItem> {
        let Frame { sheet_width, sheet_height, .. } = self.compositor.frame;
        let page = Page { width: sheet_width, height: sheet_height, items: Vec::new() };
        Watermark::new(&mut self.compositor, words).on(&mut self.compositor, &page)
    }
}

/// Returns the small charts that blocks begin with, all of the same share of a page.
pub(crate) fn small(blocks: &[Block]) -> Vec<&Chart> {
    small_charts(blocks)
}

/// Returns the label above an attachment.
pub(crate) fn attachment_label(index: usize, count: usize) -> String {
    attachment_note::attachment_label(index, count)
}

/// Returns whether the character belongs to a text that is read, and not to its layout.
pub(crate) fn is_shown(c: &char) -> bool {
    !matches!(Class::of(*c), Class::Invisible | Class::NoteMark)
}

/// Returns the characters of text.
fn words(items: &[PageItem]) -> String {
    let runs = items.iter().filter_map(|item| match item {
        PageItem::Text(run) => Some(run),
        _ => None,
    });
    let chars = runs.flat_map(|run| run.glyphs.iter().map(|glyph| glyph.char));
    chars.filter(is_shown).collect()
}
