//! Cells: what stands in them, and how.

use std::sync::Arc;

use serde::Deserialize;

use crate::color::Color;
use crate::document::Category;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What stands in it from top to bottom; nothing in a blank cell.
    pub blocks: Vec<CellBlock>,
    /// How many columns it takes, at least 1.
    pub columns: usize,
    /// How many rows it takes, at least 1.
    pub rows: usize,
    /// How its text stands across, if not as its column's.
    pub align: Option<Align>,
    /// How its text stands from top to bottom, if not as its column's.
    pub valign: Option<VerticalAlign>,
    /// Whether it is set in 黑体.
    pub bold: bool,
}

/// Something in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellBlock {
    /// Words. A line feed begins a new line.
    Text(String),
    /// A paragraph, indented two characters.
    Paragraph(String),
    /// Items with a mark or a number before each.
    List {
        /// Whether they are numbered.
        numbered: bool,
        /// Their words.
        items: Vec<String>,
    },
    /// A word for a category, in its colour and with its mark.
    Category {
        /// The word as printed.
        word: String,
        /// The category.
        category: Arc<Category>,
    },
    /// A bar that shows how much is done.
    Bar(Bar),
}

/// A progress bar. It ends at 100%; its figure tells what goes beyond.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// What is done, in percent: 0 to 999.
    pub percent: f64,
    /// What should be done by now, in percent: 0 to 100.
    pub schedule: Option<f64>,
    /// The colour of what is done, if not that of all bars.
    pub color: Option<Color>,
}

/// How text stands across its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Flush left; the text of several lines is justified.
    #[default]
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// Figures with their decimal points below each other.
    Decimal,
}

/// How text stands from top to bottom of its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VerticalAlign {
    /// At the upper edge.
    Top,
    /// In the middle.
    #[default]
    Middle,
    /// At the lower edge.
    Bottom,
}

impl Cell {
    /// A cell of one place with such words.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        let mut blocks = Vec::new();
        if !words.is_empty() {
            blocks.push(CellBlock::Text(words));
        }
        Self {
            blocks,
            columns: 1,
            rows: 1,
            align: None,
            valign: None,
            bold: false,
        }
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Whether it takes one place.
    pub fn is_single(&self) -> bool {
        self.columns == 1 && self.rows == 1
    }
}
