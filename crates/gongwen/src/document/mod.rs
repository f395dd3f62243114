//! The content of a document: its front matter and its blocks, independent of any layout.
//!
//! Templates render to Markdown with TOML front matter between `+++` lines; [`parse`] turns that text into a
//! [`Document`]. `docs/templates.md` describes the language for the authors of templates.

mod chart;
mod date;
mod definition;
mod emphasis_edge;
mod entity;
mod front_matter;
mod markdown;
pub(crate) mod note_mark;
mod notes;
mod numbering;
mod palette;
mod parse;
mod parse_error;
pub mod passage;
mod remark;
mod table;

pub use chart::{
    Bars, Better, Chart, ChartError, ChartKind, ChartSetting, Count, Group, Heat, HeatCell,
    HeatRow, Lines, PageShare, Ranked, RankedBar, Reading, Series, Sort, StatusBars, StatusRow,
    Target,
};
pub use date::DateText;
pub use entity::{escape, unescape};
pub use front_matter::{Format, FrontMatter};
pub use notes::Note;
pub use numbering::{Caption, Label, Name, ReferenceError, Series as LabelSeries};
pub use palette::{Category, Look, Mark, Palette, Texture};
pub use parse::{parse, split_front_matter};
pub use parse_error::{ParseError, ParseErrors};
pub use passage::PassageId;
pub use remark::{Remark, RemarkKind};
pub use table::{
    Align, Bar, Cell, CellBlock, Column, Landscape, Row, Table, TableError, TableFault, TablePlace,
    TableStyle, VerticalAlign, Width,
};

/// A document: the parts around its text, the text, and the attachments.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title, issuer, number, addressee, signature and so on.
    pub front: FrontMatter,
    /// The text (正文).
    pub body: Vec<Block>,
    /// The attachments (附件) in order; each begins on a new page.
    pub attachments: Vec<Attachment>,
    /// The notes (脚注) to which text, headings and names of attachments refer.
    pub notes: Vec<Note>,
    /// Remarks on parts that are printed otherwise than their author may expect, in the order of the text.
    pub remarks: Vec<Remark>,
}

/// An attachment (附件). Its name is printed in the note of attachments and above the attachment, word for
/// word.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    /// Its name, without number.
    pub title: String,
    /// The notes to its name, by their places among those of the document.
    pub notes: Vec<usize>,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 4, printed 一、 （一） 1. （1）; numbers follow from position.
    Heading {
        /// Level, 1 to 4.
        level: u8,
        /// The number as printed, with its punctuation (`二、`).
        number: String,
        /// The words.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A table.
    Table(Table),
    /// A chart.
    Chart(Chart),
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words in one face.
    Text {
        /// The words; never empty.
        text: String,
        /// Their emphasis, if any.
        emphasis: Emphasis,
    },
    /// The label of a table or chart to which the text refers by name.
    Reference {
        /// The name.
        name: String,
        /// The label as printed: 图3.
        label: String,
        /// Its emphasis, if any.
        emphasis: Emphasis,
    },
    /// A reference to a note, by its place among those of the document.
    Note(usize),
    /// A forced line break.
    Break,
}

/// The emphasis of words in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Emphasis {
    /// No emphasis.
    #[default]
    None,
    /// 楷体; `*…*` in Markdown.
    Kai,
    /// 黑体; `**…**` in Markdown.
    Hei,
}

impl Inline {
    /// Returns plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), emphasis: Emphasis::None }
    }
}

/// Returns the words of `inlines` without emphasis, passages and marks of notes; a forced break becomes a line feed.
pub fn plain_text(inlines: &[Inline]) -> String {
    let words: String = inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, .. } | Inline::Reference { label: text, .. } => text.as_str(),
            Inline::Note(_) => "",
            Inline::Break => "\n",
        })
        .collect();
    passage::without_marks(&words).into_owned()
}
