//! Cells: their content and its alignment.

use std::sync::Arc;

use serde::Deserialize;

use crate::color::Color;
use crate::document::Category;
use crate::document::passage::without_marks;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its content from top to bottom; empty for a blank cell.
    pub blocks: Vec<CellBlock>,
    /// Number of columns that it takes, at least 1.
    pub columns: usize,
    /// Number of rows that it takes, at least 1.
    pub rows: usize,
    /// Horizontal alignment of its text; `None` follows the column.
    pub align: Option<Align>,
    /// Vertical alignment of its text; `None` follows the column.
    pub valign: Option<VerticalAlign>,
    /// True if it is set in 黑体.
    pub bold: bool,
}

/// A piece of content in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellBlock {
    /// Words. A line feed begins a new line.
    Text(String),
    /// A paragraph, indented two characters.
    Paragraph(String),
    /// Items, each with a mark or a number before it.
    List {
        /// True if they are numbered.
        numbered: bool,
        /// Their words.
        items: Vec<String>,
    },
    /// The word of a category, in its colour and with its mark.
    Category {
        /// The word as printed.
        word: String,
        /// The category.
        category: Arc<Category>,
    },
    /// A bar that shows progress.
    Bar(Bar),
}

/// A progress bar. The bar ends at 100%; its figure shows the excess.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The part done, in percent: 0 to 999.
    pub percent: f64,
    /// The part that should be done by now, in percent: 0 to 100.
    pub schedule: Option<f64>,
    /// The colour of the part done; `None` is the colour of all bars.
    pub color: Option<Color>,
}

/// The horizontal alignment of text in its cell.
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
    /// Figures aligned at their decimal points.
    Decimal,
}

/// The vertical alignment of text in its cell.
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
    /// Returns a cell of one place with these words.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        let mut blocks = Vec::new();
        if !words.is_empty() {
            blocks.push(CellBlock::Text(words));
        }
        Self { blocks, columns: 1, rows: 1, align: None, valign: None, bold: false }
    }

    /// Returns the texts of the cell.
    pub(super) fn texts_mut(&mut self) -> Vec<&mut String> {
        let mut texts = Vec::new();
        for block in &mut self.blocks {
            match block {
                CellBlock::Text(text) | CellBlock::Paragraph(text) => texts.push(text),
                CellBlock::List { items, .. } => texts.extend(items),
                CellBlock::Category { .. } | CellBlock::Bar(_) => {}
            }
        }
        texts
    }

    /// Returns whether the cell is empty.
    pub fn is_blank(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Returns whether a reader finds the same in both cells.
    pub fn reads_like(&self, other: &Self) -> bool {
        let same = |(own, others): (&CellBlock, &CellBlock)| match (own, others) {
            (CellBlock::Text(own), CellBlock::Text(others)) => {
                without_marks(own) == without_marks(others)
            }
            _ => own == others,
        };
        self.blocks.len() == other.blocks.len() && self.blocks.iter().zip(&other.blocks).all(same)
    }

    /// Returns whether the cell takes only one place.
    pub fn is_single(&self) -> bool {
        self.columns == 1 && self.rows == 1
    }
}
