//! The function `table(columns=…, rows=…, …)`: rows of data → a fenced block for the document parser.
//!
//! A column is a map with `title`, `key` and the entries that [`Table`] takes for a column; or it is a map
//! with `title` and the `columns` below that title. A row is a map with a value for the key of each column,
//! or a map with only `group`: a line across all columns. A row may leave out the places that a merged cell
//! takes.

use std::sync::Arc;

use serde_json::{Map, Value as Json};
use tera::{Error, Function, Kwargs, State, TeraResult, Value};

use super::{figures, instead};
use crate::report::claim::figures_first;
use gongwen::document::{Palette, Row, Table};

/// The arguments. All except `rows` and `empty` are passed to the document parser.
const ARGUMENTS: [&str; 13] = [
    "rows",
    "columns",
    "name",
    "caption",
    "unit",
    "note",
    "style",
    "size",
    "dense",
    "whole",
    "landscape",
    "continued",
    "empty",
];

/// The function.
pub(super) struct TableFunction {
    /// The categories that tables may name.
    pub(super) palette: Arc<Palette>,
    /// True if figures without a claim are marked.
    pub(super) marks_bare: bool,
}

impl Function<TeraResult<String>> for TableFunction {
    fn call(&self, arguments: Kwargs, _: &State) -> TeraResult<String> {
        let mut table = Map::new();
        for (key, value) in arguments.iter() {
            let key = key.to_string();
            if !ARGUMENTS.contains(&key.as_str()) {
                let known = ARGUMENTS.join("、");
                let message = format!("table 没有参数 {key}，可用的有：{known}");
                return Err(Error::message(message));
            }
            table.insert(key, json(value)?);
        }
        let mut rows = figures_first(json(&arguments.must_get("rows")?)?);
        if self.marks_bare {
            rows = with_bare_marks(rows);
        }
        let is_empty = rows.as_array().is_some_and(Vec::is_empty);
        if let Some(instead) = instead(is_empty, table.remove("empty").as_ref()) {
            return Ok(instead);
        }
        let mut columns = arguments.must_get::<Value>("columns").and_then(|c| json(&c))?;
        let mut keys = Vec::new();
        take_keys(&mut columns, &mut keys)?;
        let (rows, missing) = table_rows(rows, &keys)?;
        table.insert("columns".to_owned(), columns);
        table.insert("rows".to_owned(), rows);
        let json = Json::Object(table);
        let table = Table::from_value(&json, &self.palette).map_err(Error::message)?;
        check_missing(&table, &keys, &missing)?;
        Ok(format!("\n```table\n{json}\n```\n"))
    }

    /// The block is built here and holds values only inside JSON strings.
    fn is_safe(&self) -> bool {
        true
    }
}

fn json(value: &Value) -> TeraResult<Json> {
    serde_json::to_value(value).map_err(Error::message)
}

/// Takes the keys out of the columns, in the order of the columns.
fn take_keys(columns: &mut Json, keys: &mut Vec<String>) -> TeraResult<()> {
    for column in columns.as_array_mut().into_iter().flatten() {
        let Some(column) = column.as_object_mut() else {
            continue;
        };
        if let Some(below) = column.get_mut("columns") {
            take_keys(below, keys)?;
            continue;
        }
        match column.remove("key") {
            Some(Json::String(key)) => keys.push(key),
            _ => {
                let column = keys.len() + 1;
                return Err(Error::message(format!("table 的第{column}列缺少 key")));
            }
        }
    }
    Ok(())
}

/// Returns the rows as lists of cells, and the row and column of each missing value.
fn table_rows(rows: Json, keys: &[String]) -> TeraResult<(Json, Vec<(usize, usize)>)> {
    const EXPECTED: &str = "table 的参数 rows 应为列表，每行一个表（{…}）";
    let Json::Array(rows) = rows else {
        return Err(Error::message(EXPECTED));
    };
    let mut missing = Vec::new();
    let mut made = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let Json::Object(row) = row else {
            return Err(Error::message(EXPECTED));
        };
        if row.len() == 1 && row.contains_key("group") {
            made.push(Json::Object(row));
            continue;
        }
        let cell = |(column, key): (usize, &String)| {
            row.get(key).cloned().unwrap_or_else(|| {
                missing.push((index, column));
                Json::Null
            })
        };
        made.push(Json::Array(keys.iter().enumerate().map(cell).collect()));
    }
    Ok((Json::Array(made), missing))
}

/// The entries of a cell that are not printed.
const UNPRINTED: [&str; 8] =
    ["status", "bar", "schedule", "numbered", "colspan", "rowspan", "align", "valign"];

/// Returns rows with marks at figures that have no claim.
fn with_bare_marks(rows: Json) -> Json {
    match rows {
        Json::String(text) => figures::with_bare_marks(&text).into(),
        Json::Number(number) => figures::with_bare_marks(&number.to_string()).into(),
        Json::Array(all) => all.into_iter().map(with_bare_marks).collect(),
        Json::Object(entries) => {
            let marked = |(key, value): (String, Json)| match UNPRINTED.contains(&key.as_str()) {
                true => (key, value),
                false => (key, with_bare_marks(value)),
            };
            Json::Object(entries.into_iter().map(marked).collect())
        }
        other => other,
    }
}

/// Checks that only places taken by merged cells are missing.
fn check_missing(table: &Table, keys: &[String], missing: &[(usize, usize)]) -> TeraResult<()> {
    let stands_alone = |&&(row, column): &&(usize, usize)| match table.rows.get(row) {
        Some(Row::Cells(cells)) => cells.get(column).is_some_and(Option::is_some),
        _ => false,
    };
    match missing.iter().find(stands_alone) {
        None => Ok(()),
        Some((_, column)) => {
            Err(Error::message(format!("table 的行里没有“{}”这一项", keys[*column])))
        }
    }
}
