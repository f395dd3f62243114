//! The function `table(columns=…, rows=…)`: rows of data → a fenced block for the document parser.
//!
//! A column is a map with `title`, `key`, `width` (share) and perhaps `align` (left, center, right).
//! A row is a map from which each column takes its key, or a map with only `group`: a line across
//! all columns. The values of a list take a line each.

use serde::Deserialize;
use serde_json::Value as Json;
use tera::{Error, Function, Kwargs, State, TeraResult, Value};

use crate::document::{Align, Column, Row, Table};

/// The function.
pub(super) struct TableFunction;

/// A column as a template writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnArgument {
    title: String,
    key: String,
    width: f64,
    #[serde(default)]
    align: Align,
}

impl Function<TeraResult<String>> for TableFunction {
    fn call(&self, arguments: Kwargs, _: &State) -> TeraResult<String> {
        let columns: Vec<ColumnArgument> = json(arguments.must_get("columns")?, "columns")?;
        let rows: Vec<serde_json::Map<String, Json>> = json(arguments.must_get("rows")?, "rows")?;
        let table = Table {
            landscape: false,
            rows: rows
                .iter()
                .map(|row| table_row(row, &columns))
                .collect::<TeraResult<_>>()?,
            columns: columns
                .into_iter()
                .map(|column| Column {
                    title: column.title,
                    width: column.width,
                    align: column.align,
                })
                .collect(),
        };
        table.check().map_err(Error::message)?;
        let json = serde_json::to_string(&table).map_err(Error::message)?;
        Ok(format!("\n```table\n{json}\n```\n"))
    }

    /// The block is made here and holds values only inside JSON strings.
    fn is_safe(&self) -> bool {
        true
    }
}

fn json<T: for<'de> Deserialize<'de>>(value: &Value, name: &str) -> TeraResult<T> {
    serde_json::to_value(value)
        .and_then(serde_json::from_value)
        .map_err(|error| Error::message(format!("table 的参数 {name} 不合要求：{error}")))
}

fn table_row(row: &serde_json::Map<String, Json>, columns: &[ColumnArgument]) -> TeraResult<Row> {
    if let (Some(group), 1) = (row.get("group"), row.len()) {
        return Ok(Row::Group { group: text(group) });
    }
    columns
        .iter()
        .map(|column| {
            row.get(&column.key)
                .map(text)
                .ok_or_else(|| Error::message(format!("table 的行里没有“{}”这一项", column.key)))
        })
        .collect::<TeraResult<_>>()
        .map(Row::Cells)
}

/// A value as the text of a cell.
fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(values) => values.iter().map(text).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}
