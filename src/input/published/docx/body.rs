//! The body of a text of Word, gone through element by element.

use super::numbering::{ListMark, Numbering, value};
use crate::input::published::flow::{Cell, DEEPEST, Flow, Piece, Row, Rows};
use crate::input::xml::{Attributes, Step, walk};

/// What a body says.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) flow: Flow,
    /// Words that are marked as deleted.
    pub(super) deleted: String,
    /// Words that are hidden.
    pub(super) hidden: String,
    /// The number of numbers that were worked out.
    pub(super) counted: usize,
}

/// The state of going through a body.
#[derive(Debug, Default)]
struct Walker {
    body: Body,
    numbering: Numbering,
    /// The tables that are open, the outermost first; and the number of deeper ones, which count as text.
    tables: Vec<OpenTable>,
    deeper: usize,
    /// The paragraphs that are open: one in a text box lies in another.
    paragraphs: Vec<Paragraph>,
    /// The names of open elements whose content does not count, and what becomes of it.
    skipped: Vec<(String, Skip)>,
    /// The properties that are open.
    properties: Option<Properties>,
    /// True within an element of text.
    in_text: bool,
    is_hidden: bool,
    /// True once there was a body.
    has_body: bool,
}

/// The reason for which content does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Skip {
    /// It is marked as deleted.
    Deleted,
    /// It is there a second time.
    Twice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Properties {
    Paragraph,
    Run,
    Row,
    Cell,
}

#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<Row>,
    row: Row,
    row_deleted: bool,
    cell: Option<Cell>,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    mark: ListMark,
    /// True once its number was put before its text.
    numbered: bool,
}

impl Body {
    /// Goes through the XML of a body, or of notes; `None` if it has neither a body nor notes.
    pub(super) fn read(text: &str, numbering: Numbering) -> Option<Self> {
        let mut walker = Walker { numbering, ..Walker::default() };
        walk(text, |step| walker.step(step));
        // What a file that breaks off has begun counts as far as it goes.
        while !walker.paragraphs.is_empty() {
            walker.end_paragraph();
        }
        while !walker.tables.is_empty() {
            walker.end_cell();
            walker.end_row();
            walker.end_table();
        }
        (walker.has_body || !walker.body.flow.is_empty()).then_some(walker.body)
    }
}

impl Walker {
    fn step(&mut self, step: Step<'_>) {
        if let Some((name, _)) = self.skipped.last() {
            let ends = matches!(step, Step::Close(closed) if closed == name);
            if ends {
                self.skipped.pop();
                return;
            }
        }
        match step {
            Step::Open(name, attributes) => self.open(name, attributes),
            Step::Text(text) if self.in_text => self.text(text),
            Step::Text(_) => {}
            Step::Close(name) => self.close(name),
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        let skip = match name {
            // Within properties it is a mark: of the end of a paragraph, of a row.
            "del" | "moveFrom" if self.properties.is_none() => Some(Skip::Deleted),
            "Fallback" | "rt" => Some(Skip::Twice),
            // The properties as they were before a revision.
            name if name.ends_with("PrChange") => Some(Skip::Twice),
            _ => None,
        };
        if let Some(skip) = skip {
            self.skipped.push((name.to_owned(), skip));
            return;
        }
        if let Some((skipped, _)) = self.skipped.last() {
            // The same element within it has an end of its own.
            if skipped == name {
                let entry =
                    (name.to_owned(), self.skipped.last().map_or(Skip::Twice, |&(_, skip)| skip));
                self.skipped.push(entry);
            }
            self.in_text = matches!(name, "t" | "delText");
            return;
        }
        match name {
            "body" => self.has_body = true,
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.is_hidden = false,
            "t" => self.in_text = true,
            "pPr" => self.properties = Some(Properties::Paragraph),
            "rPr" if self.properties.is_none() => self.properties = Some(Properties::Run),
            "trPr" => self.properties = Some(Properties::Row),
            "tcPr" => self.properties = Some(Properties::Cell),
            "tab" if self.properties.is_none() => {
                self.text(if self.tables.is_empty() { "\t" } else { " " });
            }
            "br" | "cr" => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            "sym" => self.symbol(attributes),
            "tbl" => self.begin_table(),
            "tr" | "tc" if self.deeper > 0 => {}
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    (table.row, table.row_deleted) = (Row::default(), false);
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell = Some(Cell::default());
                }
            }
            _ => self.property(name, attributes),
        }
    }

    /// Takes up a property of a paragraph, run, row or cell.
    fn property(&mut self, name: &str, attributes: &Attributes) {
        let number = || value(attributes).and_then(|value| value.parse::<usize>().ok());
        match self.properties {
            Some(Properties::Paragraph) => {
                let Some(paragraph) = self.paragraphs.last_mut() else { return };
                match name {
                    "pStyle" => paragraph.mark.style = value(attributes),
                    "numId" => paragraph.mark.list = value(attributes),
                    "ilvl" => paragraph.mark.level = number(),
                    _ => {}
                }
            }
            Some(Properties::Run) if name == "vanish" => {
                let off = matches!(attributes.get("val"), Some("0" | "false" | "off"));
                self.is_hidden = !off;
            }
            Some(Properties::Row) => {
                let Some(table) = self.tables.last_mut() else { return };
                match name {
                    "gridBefore" => table.row.skipped = number().unwrap_or(0),
                    "del" => table.row_deleted = true,
                    _ => {}
                }
            }
            Some(Properties::Cell) => {
                let Some(table) = self.tables.last_mut() else { return };
                let Some(cell) = &mut table.cell else { return };
                let goes_on = !matches!(attributes.get("val"), Some("restart"));
                match name {
                    "gridSpan" => cell.columns = number().unwrap_or(1).max(1),
                    "vMerge" if goes_on => cell.rows = Rows::Above,
                    // A cell that goes on with the one to its left widens it.
                    "hMerge" if goes_on => cell.columns = 0,
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if !self.skipped.is_empty() {
            self.in_text = false;
            return;
        }
        match name {
            "t" => self.in_text = false,
            "pPr" | "trPr" | "tcPr" => self.properties = None,
            "rPr" if self.properties == Some(Properties::Run) => self.properties = None,
            "r" => self.is_hidden = false,
            "p" => self.end_paragraph(),
            "tbl" if self.deeper > 0 => self.deeper -= 1,
            "tr" | "tc" if self.deeper > 0 => {}
            "tc" => self.end_cell(),
            "tr" => self.end_row(),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let skip = self.skipped.last().map(|&(_, skip)| skip);
        if skip == Some(Skip::Twice) || self.paragraphs.is_empty() {
            return;
        }
        if skip == Some(Skip::Deleted) || self.is_in_deleted_row() {
            self.body.deleted.push_str(text);
        } else if self.is_hidden {
            self.body.hidden.push_str(text);
        } else {
            self.number();
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.text.push_str(text);
            }
        }
    }

    fn is_in_deleted_row(&self) -> bool {
        self.tables.iter().any(|table| table.row_deleted)
    }

    /// A sign of another face. The signs of symbol faces have no meaning of their own.
    fn symbol(&mut self, attributes: &Attributes) {
        let code = attributes.get("char").and_then(|code| u32::from_str_radix(code, 16).ok());
        let is_private = code.is_some_and(|code| (0xe000..0xf900).contains(&code));
        if let Some(char) = code.and_then(char::from_u32) {
            self.text(&String::from(if is_private { '□' } else { char }));
        }
    }

    /// Puts the number that Word counts before the text of a paragraph, once.
    fn number(&mut self) {
        let is_above = self.tables.last().and_then(|table| table.cell.as_ref());
        let is_above = is_above.is_some_and(|cell| cell.rows == Rows::Above);
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if std::mem::replace(&mut paragraph.numbered, true) || is_above {
            return;
        }
        if let Some(number) = self.numbering.next(&paragraph.mark) {
            self.body.counted += 1;
            paragraph.text.push_str(&number);
        }
    }

    fn end_paragraph(&mut self) {
        self.properties = None;
        if !self.is_in_deleted_row() {
            self.number();
        }
        if let Some(paragraph) = self.paragraphs.pop() {
            self.add(Piece::Paragraph(paragraph.text));
        }
    }

    /// Adds a piece to the cell or text in which it lies.
    fn add(&mut self, piece: Piece) {
        match self.tables.last_mut() {
            Some(table) => {
                if let Some(cell) = &mut table.cell {
                    cell.content.push(piece);
                }
            }
            None => self.body.flow.push(piece),
        }
    }

    fn begin_table(&mut self) {
        if self.tables.len() < DEEPEST {
            self.tables.push(OpenTable::default());
        } else {
            self.deeper += 1;
        }
    }

    fn end_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some(cell) = table.cell.take() else { return };
        match table.row.cells.last_mut() {
            Some(left) if cell.columns == 0 => {
                left.columns += 1;
                left.content.extend(cell.content);
            }
            _ => table.row.cells.push(Cell { columns: cell.columns.max(1), ..cell }),
        }
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let row = std::mem::take(&mut table.row);
        if !table.row_deleted && !row.cells.is_empty() {
            table.rows.push(row);
        }
        table.row_deleted = false;
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop() {
            self.add(Piece::Table(table.rows));
        }
    }
}
