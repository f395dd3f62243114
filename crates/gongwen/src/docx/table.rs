//! Tables: widths as on the pages of a PDF, heads that are repeated, rows that stay whole, merged cells.

use super::cell::Place;
use super::paragraph::Paragraph;
use super::run::{RunLook, runs};
use super::style::{Style, cell_margins};
use super::units::{eighths, twips};
use super::writer::Writer;
use super::xml::Xml;
use crate::document::{Align, Cell, Row, Table, TableStyle, VerticalAlign};
use crate::typeset::standard::TABLE_RULE;
use crate::typeset::survey::Places;
use crate::typeset::{Mm, Role};

/// The rules above and below a 三线表.
const THICK: Mm = Mm(0.35);
/// The grey of every other row.
const GREY: &str = "F0F0F0";
/// The greatest share of a page's height for a row that is never divided.
const TALLEST_UNDIVIDED: f64 = 0.25;

/// Room for words that just fit on the pages of a PDF: readers take rules and rounding from the text.
const ROOM: Mm = Mm(0.25);

/// The kind of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A row of the head.
    Head {
        /// True for the last one.
        is_last: bool,
    },
    /// A row with data.
    Data {
        /// True if the row is grey.
        is_shaded: bool,
    },
    /// A line across all columns.
    Group,
}

/// A table being written.
struct Setting<'t> {
    table: &'t Table,
    places: Places,
    /// The edges of the columns, in twips.
    edges: Vec<i64>,
    /// The height of the type area.
    page: Mm,
}

/// Writes a table with the words around it.
pub(super) fn write(writer: &mut Writer<'_>, table: &Table) {
    let places = writer.survey.table(table);
    let mut edges = vec![0];
    let mut right = Mm::ZERO;
    for width in places.widths() {
        right += width;
        edges.push(twips(right));
    }
    let size = Some(places.sizes().0).filter(|size| *size != Style::TableText.size());
    let line = twips(places.pitch());
    let words = |xml: &mut Xml, style: Style, text: &str| {
        let paragraph = Paragraph { line: Some(line), ..Paragraph::of(style) };
        paragraph.write(xml, |xml| runs(xml, text, RunLook::of(style.role()).sized(size)));
    };
    if let Some(caption) = &table.caption {
        words(&mut writer.xml, Style::TableCaption, &caption.to_string());
    }
    if let Some(unit) = &table.unit {
        words(&mut writer.xml, Style::TableUnit, unit);
    }
    let setting = Setting { table, places, edges, page: writer.page_height() };
    writer.xml.start("w:tbl", &[]);
    setting.properties(&mut writer.xml);
    let mut open = vec![0; table.columns.len()];
    for (index, cells) in table.head.iter().enumerate() {
        let kind = RowKind::Head { is_last: index + 1 == table.head.len() };
        setting.row(writer, cells, kind, &mut open);
    }
    open.fill(0);
    let mut is_shaded = false;
    for row in &table.rows {
        match row {
            Row::Cells(cells) => {
                let shaded = is_shaded && table.style == TableStyle::Zebra;
                setting.row(writer, cells, RowKind::Data { is_shaded: shaded }, &mut open);
                is_shaded = !is_shaded;
            }
            Row::Group { group } => {
                let cell = Cell { columns: table.columns.len(), ..Cell::text(group.as_str()) };
                setting.row(writer, &[Some(cell)], RowKind::Group, &mut open);
                is_shaded = false;
            }
        }
    }
    writer.xml.end("w:tbl");
    for note in &table.notes {
        words(&mut writer.xml, Style::TableNote, note);
    }
}

impl Setting<'_> {
    fn properties(&self, xml: &mut Xml) {
        let width = self.edges.last().copied().unwrap_or_default();
        xml.start("w:tblPr", &[]);
        xml.empty("w:tblW", &[("w:w", &width), ("w:type", &"dxa")]);
        xml.value("w:jc", &"center");
        xml.start("w:tblBorders", &[]);
        let outer = if self.table.style == TableStyle::Rules { THICK } else { TABLE_RULE };
        let is_grid = self.table.style == TableStyle::Grid;
        for (side, width) in [
            ("w:top", Some(outer)),
            ("w:left", is_grid.then_some(TABLE_RULE)),
            ("w:bottom", Some(outer)),
            ("w:right", is_grid.then_some(TABLE_RULE)),
            ("w:insideH", is_grid.then_some(TABLE_RULE)),
            ("w:insideV", is_grid.then_some(TABLE_RULE)),
        ] {
            border(xml, side, width);
        }
        xml.end("w:tblBorders");
        xml.empty("w:tblLayout", &[("w:type", &"fixed")]);
        let padding = self.padding(0, self.edges.len() - 1);
        cell_margins(xml, "w:tblCellMar", self.places.padding_v(), padding);
        xml.end("w:tblPr");
        xml.start("w:tblGrid", &[]);
        for edges in self.edges.windows(2) {
            xml.empty("w:gridCol", &[("w:w", &(edges[1] - edges[0]))]);
        }
        xml.end("w:tblGrid");
    }

    /// Returns the blank beside the text of cells over these columns.
    fn padding(&self, first: usize, end: usize) -> Mm {
        let (_, padding) = self.places.across(first, end);
        (padding - ROOM).max(Mm::ZERO)
    }

    /// Writes a row. `open` has for each column the number of further rows that a merged cell takes.
    fn row(
        &self,
        writer: &mut Writer<'_>,
        cells: &[Option<Cell>],
        kind: RowKind,
        open: &mut [usize],
    ) {
        let is_head = matches!(kind, RowKind::Head { .. });
        writer.xml.start("w:tr", &[]);
        writer.xml.start("w:trPr", &[]);
        if is_head || self.height(cells) <= self.page * TALLEST_UNDIVIDED {
            writer.xml.empty("w:cantSplit", &[]);
        }
        if is_head {
            writer.xml.empty("w:tblHeader", &[]);
        }
        writer.xml.end("w:trPr");
        let mut column = 0;
        while column < open.len() {
            match cells.get(column).and_then(Option::as_ref) {
                Some(cell) => {
                    let end = (column + cell.columns.max(1)).min(open.len());
                    open[column..end].fill(cell.rows.saturating_sub(1));
                    self.cell(writer, cell, kind, (column, end));
                    column = end;
                }
                None => {
                    // A cell from above goes on over the columns that it took there.
                    let left = open[column];
                    let same = open[column..].iter().zip(column..);
                    let is_part = |&(rows, at): &(&usize, usize)| {
                        *rows == left && cells.get(at).is_none_or(Option::is_none)
                    };
                    let end = column + same.take_while(is_part).count().max(1);
                    let end = self.merged_end(column, end);
                    open[column..end].fill(left.saturating_sub(1));
                    self.continued(&mut writer.xml, kind, (column, end), left > 0);
                    column = end;
                }
            }
        }
        writer.xml.end("w:tr");
    }

    /// Returns the end of a merged cell that goes on: each merged cell of one column is a cell of its own.
    fn merged_end(&self, column: usize, most: usize) -> usize {
        let rows = self.table.rows.iter().filter_map(|row| match row {
            Row::Cells(cells) => Some(cells),
            Row::Group { .. } => None,
        });
        let above = rows.chain(&self.table.head).filter_map(|cells| cells.get(column)?.as_ref());
        let spans = above.filter(|cell| cell.rows > 1).map(|cell| cell.columns);
        (column + spans.min().unwrap_or(1)).clamp(column + 1, most.max(column + 1))
    }

    /// Returns roughly how high a row becomes.
    fn height(&self, cells: &[Option<Cell>]) -> Mm {
        let em = self.places.sizes().0.to_mm();
        let lines = cells.iter().enumerate().filter_map(|(column, cell)| {
            let cell = cell.as_ref()?;
            let (width, padding) = self.places.across(column, column + cell.columns);
            let room = ((width - padding * 2.0) / em).max(1.0);
            Some(super::cell::lines(cell, room))
        });
        self.places.pitch() * lines.max().unwrap_or(1) as f64 + self.places.padding_v() * 2.0
    }

    fn cell(
        &self,
        writer: &mut Writer<'_>,
        cell: &Cell,
        kind: RowKind,
        (first, end): (usize, usize),
    ) {
        let column = self.table.columns.get(first);
        let align = match kind {
            RowKind::Head { .. } => Align::Center,
            RowKind::Group => Align::Left,
            RowKind::Data { .. } => {
                cell.align.or(column.map(|column| column.align)).unwrap_or_default()
            }
        };
        let valign = cell.valign.or(column.map(|column| column.valign)).unwrap_or_default();
        let merged = (cell.rows > 1).then_some("restart");
        self.cell_properties(&mut writer.xml, kind, (first, end), merged, valign);
        let is_kept = self.table.whole || kind == RowKind::Group;
        let is_bold = !matches!(kind, RowKind::Data { .. }) || cell.bold;
        let place = Place {
            places: &self.places,
            columns: (first, end),
            align,
            style: if matches!(kind, RowKind::Head { .. }) {
                Style::TableHead
            } else {
                Style::TableText
            },
            role: if is_bold { Role::Hei } else { Role::FangSong },
            keep_next: is_kept,
        };
        super::cell::content(writer, cell, &place);
        writer.xml.end("w:tc");
    }

    fn continued(&self, xml: &mut Xml, kind: RowKind, columns: (usize, usize), is_merged: bool) {
        let merged = is_merged.then_some("continue");
        self.cell_properties(xml, kind, columns, merged, VerticalAlign::Middle);
        let line = twips(self.places.pitch());
        let paragraph = Paragraph { line: Some(line), ..Paragraph::of(Style::TableText) };
        paragraph.write(xml, |_| {});
        xml.end("w:tc");
    }

    fn cell_properties(
        &self,
        xml: &mut Xml,
        kind: RowKind,
        (first, end): (usize, usize),
        merged: Option<&str>,
        valign: VerticalAlign,
    ) {
        xml.start("w:tc", &[]);
        xml.start("w:tcPr", &[]);
        xml.empty("w:tcW", &[("w:w", &(self.edges[end] - self.edges[first])), ("w:type", &"dxa")]);
        if end - first > 1 {
            xml.value("w:gridSpan", &(end - first));
        }
        if let Some(merged) = merged {
            xml.value("w:vMerge", &merged);
        }
        let is_grid = self.table.style == TableStyle::Grid;
        if !is_grid && matches!(kind, RowKind::Head { is_last: true }) {
            xml.start("w:tcBorders", &[]);
            border(xml, "w:bottom", Some(TABLE_RULE));
            xml.end("w:tcBorders");
        }
        if matches!(kind, RowKind::Data { is_shaded: true }) {
            xml.empty("w:shd", &[("w:val", &"clear"), ("w:color", &"auto"), ("w:fill", &GREY)]);
        }
        let usual = self.padding(0, self.edges.len() - 1);
        let padding = self.padding(first, end);
        if (padding - usual).0.abs() > 0.02 {
            xml.start("w:tcMar", &[]);
            for side in ["w:left", "w:right"] {
                xml.empty(side, &[("w:w", &twips(padding)), ("w:type", &"dxa")]);
            }
            xml.end("w:tcMar");
        }
        xml.value(
            "w:vAlign",
            &match valign {
                VerticalAlign::Top => "top",
                VerticalAlign::Middle => "center",
                VerticalAlign::Bottom => "bottom",
            },
        );
        xml.end("w:tcPr");
    }
}

fn border(xml: &mut Xml, side: &str, width: Option<Mm>) {
    match width {
        Some(width) => xml.empty(
            side,
            &[
                ("w:val", &"single"),
                ("w:sz", &eighths(width)),
                ("w:space", &0),
                ("w:color", &"000000"),
            ],
        ),
        None => xml.empty(side, &[("w:val", &"nil")]),
    }
}
