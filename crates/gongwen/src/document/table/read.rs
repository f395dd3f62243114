//! JSON → [`Table`].

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value as Json};

use super::cell::{Align, Cell, VerticalAlign};
use super::error::{TableError, TableFault, TablePlace};
use super::read_cell::cell;
use super::value::{entries, flag, landscape, lines, notes, size, width, word, words};
use super::{Column, Landscape, Row, Table, TableStyle, Width, spans};
use crate::document::Palette;
use crate::document::numbering::{Caption, Name};

/// Maximum number of levels of the head.
const DEEPEST_HEAD: usize = 8;

/// The entries of a table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    #[serde(default, rename = "columns")]
    _columns: IgnoredAny,
    #[serde(default, rename = "rows")]
    _rows: IgnoredAny,
    #[serde(default, deserialize_with = "landscape")]
    landscape: Landscape,
    #[serde(default, deserialize_with = "word")]
    style: Option<TableStyle>,
    #[serde(default, deserialize_with = "size")]
    size: Option<f64>,
    #[serde(default, deserialize_with = "flag")]
    dense: bool,
    #[serde(default, deserialize_with = "flag")]
    whole: bool,
    #[serde(default, deserialize_with = "flag")]
    continued: bool,
    name: Option<Name>,
    #[serde(default, deserialize_with = "words")]
    caption: Option<String>,
    #[serde(default, deserialize_with = "words")]
    unit: Option<String>,
    #[serde(default, deserialize_with = "notes")]
    note: Vec<String>,
}

/// The entries of a column.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnEntries {
    #[serde(default, rename = "title")]
    _title: IgnoredAny,
    #[serde(default, deserialize_with = "width")]
    width: Width,
    #[serde(default, deserialize_with = "word")]
    align: Option<Align>,
    #[serde(default, deserialize_with = "word")]
    valign: Option<VerticalAlign>,
    #[serde(default, deserialize_with = "flag")]
    merge: bool,
    #[serde(default, rename = "columns")]
    _columns: IgnoredAny,
}

/// The entries of a title that several columns share.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleEntries {
    #[serde(default, rename = "title")]
    _title: IgnoredAny,
    #[serde(default, rename = "columns")]
    _columns: IgnoredAny,
}

/// The entry of a group line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    #[serde(default, deserialize_with = "lines")]
    group: String,
}

/// Reads and checks a table.
pub(super) fn table(json: &Json, palette: &Palette) -> Result<Table, TableError> {
    let fault = |what| TablePlace::Table.has(what);
    let map = object(json).map_err(fault)?;
    let own: Entries = entries(map).map_err(fault)?;
    let mut head = Head::default();
    head.read(map.get("columns").unwrap_or(&Json::Null), 1)?;
    if head.columns.is_empty() {
        return Err(TableError::NoColumns);
    }
    let rows = map.get("rows").and_then(Json::as_array);
    let rows = rows.ok_or_else(|| fault("rows 应为列表".to_owned()))?.iter();
    let mut rows = (1..)
        .zip(rows)
        .map(|(number, json)| row(json, number, head.columns.len(), palette))
        .collect::<Result<Vec<Row>, TableError>>()?;
    spans::resolve(&mut rows)?;
    spans::merge(&mut rows, &head.merged);
    Ok(Table {
        landscape: own.landscape,
        style: own.style.unwrap_or_default(),
        size: own.size.unwrap_or(Table::SIZE),
        dense: own.dense,
        whole: own.whole,
        continued: own.continued,
        name: own.name,
        caption: own.caption.map(Caption::from),
        unit: own.unit,
        notes: own.note,
        head: head.rows(),
        columns: head.columns,
        rows,
    })
}

fn object(json: &Json) -> Result<&Map<String, Json>, String> {
    json.as_object().ok_or_else(|| "应为表（{…}）".to_owned())
}

/// The columns as they are read, and the titles above them.
#[derive(Default)]
struct Head {
    columns: Vec<Column>,
    /// True for each column whose equal cells are merged.
    merged: Vec<bool>,
    titles: Vec<Title>,
    depth: usize,
}

/// A title of one column or of several.
struct Title {
    words: String,
    /// Its first column.
    column: usize,
    columns: usize,
    /// Its row, from 0. The title of a column extends to the last row of the head.
    row: usize,
    is_column: bool,
}

impl Head {
    /// Reads columns, some of which may have further columns below them.
    fn read(&mut self, json: &Json, depth: usize) -> Result<(), TableError> {
        let place = TablePlace::Column(self.columns.len() + 1);
        if json.is_null() {
            return Err(TableError::NoColumns);
        }
        let all = json.as_array();
        let all = all.ok_or_else(|| place.has("columns 应为列表".to_owned()))?;
        if depth > DEEPEST_HEAD || (depth > 1 && all.is_empty()) {
            return Err(place.has(TableFault::Nesting));
        }
        self.depth = self.depth.max(depth);
        all.iter().try_for_each(|column| self.column(column, depth))
    }

    fn column(&mut self, json: &Json, depth: usize) -> Result<(), TableError> {
        let column = self.columns.len();
        let fault = |what| TablePlace::Column(column + 1).has(what);
        let map = object(json).map_err(fault)?;
        let below = map.get("columns");
        let own: Option<ColumnEntries> = match below {
            None => Some(entries(map).map_err(fault)?),
            Some(_) => entries::<TitleEntries>(map).map(|_| None).map_err(fault)?,
        };
        let title = map.get("title").and_then(Json::as_str);
        let title = title.ok_or_else(|| fault("title 应为文字".to_owned()))?;
        if let Some(below) = below {
            self.read(below, depth + 1)?;
        }
        if let Some(own) = own {
            if let Width::Share(width) | Width::Fixed(width) = own.width
                && !(width.is_finite() && width > 0.0)
            {
                return Err(TableError::Width { column: column + 1 });
            }
            self.columns.push(Column {
                title: title.to_owned(),
                width: own.width,
                align: own.align.unwrap_or_default(),
                valign: own.valign.unwrap_or_default(),
            });
            self.merged.push(own.merge);
        }
        self.titles.push(Title {
            words: title.to_owned(),
            column,
            columns: self.columns.len() - column,
            row: depth - 1,
            is_column: below.is_none(),
        });
        Ok(())
    }

    /// Returns the rows of the head.
    fn rows(&self) -> Vec<Vec<Option<Cell>>> {
        let mut rows = vec![vec![None; self.columns.len()]; self.depth];
        for title in &self.titles {
            rows[title.row][title.column] = Some(Cell {
                columns: title.columns,
                rows: if title.is_column { self.depth - title.row } else { 1 },
                ..Cell::text(title.words.as_str())
            });
        }
        rows
    }
}

fn row(json: &Json, row: usize, columns: usize, palette: &Palette) -> Result<Row, TableError> {
    let fault = |what| TablePlace::Row(row).has(what);
    match json {
        Json::Object(map) => {
            let GroupEntry { group } = entries(map).map_err(fault)?;
            Ok(Row::Group { group })
        }
        Json::Array(all) if all.len() == columns => {
            let cells = (1..).zip(all).map(|(column, json)| {
                let cell = cell(json, palette).map(Some);
                cell.map_err(|what| TablePlace::Cell(row, column).has(what))
            });
            cells.collect::<Result<_, _>>().map(Row::Cells)
        }
        Json::Array(all) => Err(TableError::RowLength { row, found: all.len(), expected: columns }),
        _ => Err(fault("应为各格的列表，或 {\"group\": …}".to_owned())),
    }
}
