//! JSON → [`Table`].

use serde_json::{Map, Value};

use super::cell::{Align, Cell, VerticalAlign};
use super::error::{Fault, TableError};
use super::read_cell::{cell, known_keys, lines, word};
use super::{Column, Landscape, Row, Table, TableStyle, Width, spans};

const TABLE_KEYS: &[&str] = &[
    "columns",
    "rows",
    "landscape",
    "style",
    "size",
    "continued",
    "caption",
    "unit",
    "note",
];
const COLUMN_KEYS: &[&str] = &["title", "width", "align", "valign", "merge", "columns"];
const TITLE_KEYS: &[&str] = &["title", "columns"];
/// Titles above titles: more than any office has.
const DEEPEST_HEAD: usize = 8;

/// Reads and checks a table.
pub(super) fn table(json: &Value) -> Result<Table, TableError> {
    let fault = TableError::Table;
    let map = object(json).map_err(fault)?;
    known_keys(map, TABLE_KEYS).map_err(fault)?;
    let mut head = Head::default();
    head.read(map.get("columns").unwrap_or(&Value::Null), 1)?;
    if head.columns.is_empty() {
        return Err(TableError::NoColumns);
    }
    let mut rows = rows(map.get("rows"), head.columns.len())?;
    spans::resolve(&mut rows)?;
    spans::merge(&mut rows, &head.merged);
    Ok(Table {
        landscape: landscape(map.get("landscape")).map_err(fault)?,
        style: style(map.get("style")).map_err(fault)?,
        size: size(map.get("size")).map_err(fault)?,
        continued: flag(map, "continued").map_err(fault)?,
        caption: words(map, "caption").map_err(fault)?,
        unit: words(map, "unit").map_err(fault)?,
        notes: notes(map.get("note")).map_err(fault)?,
        head: head.rows(),
        columns: head.columns,
        rows,
    })
}

fn object(json: &Value) -> Result<&Map<String, Value>, Fault> {
    json.as_object().ok_or(Fault::Kind("表（{…}）"))
}

/// The columns as they are read, and the titles above them.
#[derive(Default)]
struct Head {
    columns: Vec<Column>,
    /// Whether equal cells of each column are merged.
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
    /// Its row, from 0; that of a column reaches down to the last.
    row: usize,
    is_column: bool,
}

impl Head {
    /// Reads columns, of which some may have others below them.
    fn read(&mut self, json: &Value, depth: usize) -> Result<(), TableError> {
        let position = self.columns.len() + 1;
        let fault = |fault| TableError::Column {
            column: position,
            fault,
        };
        if json.is_null() {
            return Err(TableError::NoColumns);
        }
        let all = json.as_array().ok_or(fault(Fault::Expected {
            key: "columns",
            expected: "列表",
        }))?;
        if depth > DEEPEST_HEAD || (depth > 1 && all.is_empty()) {
            return Err(fault(Fault::Nesting));
        }
        self.depth = self.depth.max(depth);
        all.iter().try_for_each(|column| self.column(column, depth))
    }

    fn column(&mut self, json: &Value, depth: usize) -> Result<(), TableError> {
        let column = self.columns.len();
        let fault = |fault| TableError::Column {
            column: column + 1,
            fault,
        };
        let map = object(json).map_err(fault)?;
        let is_column = !map.contains_key("columns");
        let keys = if is_column { COLUMN_KEYS } else { TITLE_KEYS };
        known_keys(map, keys).map_err(fault)?;
        let title = map.get("title").and_then(Value::as_str);
        let title = title.ok_or(fault(Fault::Expected {
            key: "title",
            expected: "文字",
        }))?;
        if let Some(below) = map.get("columns") {
            self.read(below, depth + 1)?;
        } else {
            self.columns.push(Column {
                title: title.to_owned(),
                width: width(map.get("width"), column + 1)?,
                align: align(map.get("align")).map_err(fault)?.unwrap_or_default(),
                valign: valign(map.get("valign"))
                    .map_err(fault)?
                    .unwrap_or_default(),
            });
            self.merged.push(flag(map, "merge").map_err(fault)?);
        }
        self.titles.push(Title {
            words: title.to_owned(),
            column,
            columns: self.columns.len() - column,
            row: depth - 1,
            is_column,
        });
        Ok(())
    }

    /// The rows of the head.
    fn rows(&self) -> Vec<Vec<Option<Cell>>> {
        let mut rows = vec![vec![None; self.columns.len()]; self.depth];
        for title in &self.titles {
            rows[title.row][title.column] = Some(Cell {
                columns: title.columns,
                rows: if title.is_column {
                    self.depth - title.row
                } else {
                    1
                },
                ..Cell::text(title.words.as_str())
            });
        }
        rows
    }
}

fn width(json: Option<&Value>, column: usize) -> Result<Width, TableError> {
    const EXPECTED: &str = "份数（如 2）、毫米数（如 \"30mm\"）或 \"auto\"";
    let fault = TableError::Column {
        column,
        fault: Fault::Expected {
            key: "width",
            expected: EXPECTED,
        },
    };
    let positive = |width: f64| {
        let fits = width.is_finite() && width > 0.0;
        fits.then_some(width).ok_or(TableError::Width { column })
    };
    match json {
        None | Some(Value::Null) => Ok(Width::Content),
        Some(Value::Number(share)) => {
            positive(share.as_f64().unwrap_or(f64::NAN)).map(Width::Share)
        }
        Some(Value::String(words)) if words.trim() == "auto" => Ok(Width::Content),
        Some(Value::String(words)) => {
            let figure = words.trim().strip_suffix("mm").map(str::trim);
            let figure = figure.and_then(|figure| figure.parse().ok()).ok_or(fault)?;
            positive(figure).map(Width::Fixed)
        }
        Some(_) => Err(fault),
    }
}

fn rows(json: Option<&Value>, columns: usize) -> Result<Vec<Row>, TableError> {
    let all = json.and_then(Value::as_array).ok_or({
        TableError::Table(Fault::Expected {
            key: "rows",
            expected: "列表",
        })
    })?;
    let rows = all.iter().enumerate();
    rows.map(|(index, json)| row(json, index + 1, columns))
        .collect()
}

fn row(json: &Value, row: usize, columns: usize) -> Result<Row, TableError> {
    match json {
        Value::Object(map) => {
            let fault = |fault| TableError::Row { row, fault };
            known_keys(map, &["group"]).map_err(fault)?;
            let group = map.get("group").unwrap_or(&Value::Null);
            let group = lines(group, "group").map_err(fault)?;
            Ok(Row::Group { group })
        }
        Value::Array(all) if all.len() == columns => {
            let cells = all.iter().enumerate().map(|(index, json)| {
                cell(json).map(Some).map_err(|fault| TableError::Cell {
                    row,
                    column: index + 1,
                    fault,
                })
            });
            cells.collect::<Result<_, _>>().map(Row::Cells)
        }
        Value::Array(all) => Err(TableError::RowLength {
            row,
            found: all.len(),
            expected: columns,
        }),
        _ => Err(TableError::Row {
            row,
            fault: Fault::Kind("各格的列表，或 {\"group\": …}"),
        }),
    }
}

/// How the text of a cell stands across, where it is said.
pub(super) fn align(json: Option<&Value>) -> Result<Option<Align>, Fault> {
    const KNOWN: &[&str] = &["left", "center", "right", "decimal"];
    word(json, "align", KNOWN).map(|word| {
        word.map(|word| match word {
            "center" => Align::Center,
            "right" => Align::Right,
            "decimal" => Align::Decimal,
            _ => Align::Left,
        })
    })
}

/// How the text of a cell stands from top to bottom, where it is said.
pub(super) fn valign(json: Option<&Value>) -> Result<Option<VerticalAlign>, Fault> {
    const KNOWN: &[&str] = &["top", "middle", "bottom"];
    word(json, "valign", KNOWN).map(|word| {
        word.map(|word| match word {
            "top" => VerticalAlign::Top,
            "bottom" => VerticalAlign::Bottom,
            _ => VerticalAlign::Middle,
        })
    })
}

fn style(json: Option<&Value>) -> Result<TableStyle, Fault> {
    Ok(match word(json, "style", &["grid", "rules", "zebra"])? {
        Some("rules") => TableStyle::Rules,
        Some("zebra") => TableStyle::Zebra,
        _ => TableStyle::Grid,
    })
}

fn landscape(json: Option<&Value>) -> Result<Landscape, Fault> {
    match json {
        None | Some(Value::Null) => Ok(Landscape::Auto),
        Some(Value::Bool(true)) => Ok(Landscape::Always),
        Some(Value::Bool(false)) => Ok(Landscape::Never),
        Some(Value::String(word)) if word == "auto" => Ok(Landscape::Auto),
        Some(_) => Err(Fault::Expected {
            key: "landscape",
            expected: " true、false 或 \"auto\"",
        }),
    }
}

fn size(json: Option<&Value>) -> Result<f64, Fault> {
    match json {
        None | Some(Value::Null) => Ok(Table::SIZE),
        Some(json) => {
            let size = json.as_f64().filter(|size| (9.0..=14.0).contains(size));
            size.ok_or(Fault::Expected {
                key: "size",
                expected: "9至14的数（磅）",
            })
        }
    }
}

/// A switch, off where it is not given.
pub(super) fn flag(map: &Map<String, Value>, key: &'static str) -> Result<bool, Fault> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(false),
        Some(json) => json.as_bool().ok_or(Fault::Expected {
            key,
            expected: " true 或 false",
        }),
    }
}

/// Words on one line; none where they are blank.
fn words(map: &Map<String, Value>, key: &'static str) -> Result<Option<String>, Fault> {
    let json = map.get(key).unwrap_or(&Value::Null);
    if json.is_array() {
        return Err(Fault::Expected {
            key,
            expected: "文字",
        });
    }
    let words = lines(json, key)?;
    Ok((!words.trim().is_empty()).then_some(words))
}

fn notes(json: Option<&Value>) -> Result<Vec<String>, Fault> {
    let words = lines(json.unwrap_or(&Value::Null), "note")?;
    let notes = words.lines().filter(|line| !line.trim().is_empty());
    Ok(notes.map(str::to_owned).collect())
}
