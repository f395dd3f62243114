//! Pages: where every glyph and every rule stands. What the typesetter hands to the PDF writer.

use super::font::FaceId;
use super::unit::{Mm, Pt};

/// A laid-out document.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The document's title for the reader's window, on one line.
    pub title: String,
    /// The organ that issues it.
    pub author: String,
    /// The sheets in order.
    pub pages: Vec<Page>,
    /// Headings and attachments in order.
    pub outline: Vec<OutlineEntry>,
}

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width of the sheet.
    pub width: Mm,
    /// Height of the sheet.
    pub height: Mm,
    /// What stands on it, in reading order.
    pub items: Vec<PageItem>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum PageItem {
    /// Glyphs on one baseline.
    Text(TextRun),
    /// A filled rectangle: rules of every kind.
    Rule(Rule),
}

/// Glyphs of one face, size and colour on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Pt,
    /// The colour.
    pub color: Color,
    /// The baseline's position.
    pub baseline: Mm,
    /// The glyphs from left to right.
    pub glyphs: Vec<PlacedGlyph>,
}

/// A glyph with its origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlacedGlyph {
    /// Position of its origin.
    pub x: Mm,
    /// Its number in the face.
    pub glyph: u16,
    /// The character that it stands for.
    pub char: char,
}

/// A filled rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Left edge.
    pub x: Mm,
    /// Upper edge.
    pub y: Mm,
    /// Width.
    pub width: Mm,
    /// Height.
    pub height: Mm,
    /// The colour.
    pub color: Color,
}

/// A colour of ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// Black.
    #[default]
    Black,
    /// The red of letterheads and rules (6.2: Y80 M80 in print).
    Red,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineEntry {
    /// 1 for the document's title and attachments, 2 and more for the headings below.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// The page, from 0.
    pub page: usize,
}

impl PageItem {
    /// The same thing moved by `dx` and `dy`.
    #[must_use]
    pub fn moved(mut self, dx: Mm, dy: Mm) -> Self {
        match &mut self {
            Self::Text(run) => {
                run.baseline += dy;
                for glyph in &mut run.glyphs {
                    glyph.x += dx;
                }
            }
            Self::Rule(rule) => {
                rule.x += dx;
                rule.y += dy;
            }
        }
        self
    }
}
