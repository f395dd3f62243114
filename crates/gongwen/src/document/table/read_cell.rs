//! JSON → [`Cell`]: words, a figure, lines, nothing, or a map that says more.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::cell::{Bar, Cell, CellBlock};
use super::error::Fault;
use super::read::{align, flag, valign};
use crate::document::Status;

const CELL_KEYS: &[&str] = &[
    "text",
    "status",
    "bar",
    "schedule",
    "list",
    "numbered",
    "paragraphs",
    "colspan",
    "rowspan",
    "align",
    "valign",
    "bold",
];

/// What [`Status`] is read from.
pub(super) const STATUSES: &[&str] = &[
    "完成",
    "已完成",
    "达到序时",
    "达到序时进度",
    "滞后",
    "进度滞后",
    "严重滞后",
    "未报送",
    "不评价",
    "本期不评价",
    "done",
    "on_track",
    "lagging",
    "severe",
    "unreported",
    "unrated",
];

/// Reads a cell.
pub(super) fn cell(json: &Value) -> Result<Cell, Fault> {
    match json {
        Value::Object(map) => rich(map),
        other => lines(other, "text").map(Cell::text),
    }
}

fn rich(map: &Map<String, Value>) -> Result<Cell, Fault> {
    known_keys(map, CELL_KEYS)?;
    let text = map.get("text").unwrap_or(&Value::Null);
    let mut cell = Cell {
        columns: span(map, "colspan")?,
        rows: span(map, "rowspan")?,
        align: align(map.get("align"))?,
        valign: valign(map.get("valign"))?,
        bold: flag(map, "bold")?,
        ..Cell::text("")
    };
    let status = status(map.get("status"))?;
    let rating = status.as_ref().map(|(_, status)| *status);
    cell.blocks
        .extend(status.map(|(word, status)| CellBlock::Status { word, status }));
    cell.blocks.extend(Cell::text(lines(text, "text")?).blocks);
    let paragraphs = items(map, "paragraphs")?.into_iter();
    cell.blocks.extend(paragraphs.map(CellBlock::Paragraph));
    let items = items(map, "list")?;
    let numbered = flag(map, "numbered")?;
    if !items.is_empty() {
        cell.blocks.push(CellBlock::List { numbered, items });
    }
    cell.blocks.extend(bar(map, rating)?.map(CellBlock::Bar));
    Ok(cell)
}

/// Whether a map has no other keys than these.
pub(super) fn known_keys(
    map: &Map<String, Value>,
    known: &'static [&'static str],
) -> Result<(), Fault> {
    match map.keys().find(|key| !known.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => Err(Fault::UnknownKey {
            key: key.clone(),
            known,
        }),
    }
}

/// One of the words that a key takes.
pub(super) fn word<'a>(
    json: Option<&'a Value>,
    key: &'static str,
    known: &'static [&'static str],
) -> Result<Option<&'a str>, Fault> {
    match json {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(word)) if known.contains(&word.as_str()) => Ok(Some(word)),
        Some(other) => Err(Fault::UnknownValue {
            key,
            value: other
                .as_str()
                .map_or_else(|| other.to_string(), str::to_owned),
            known,
        }),
    }
}

/// Words, a figure as it is written, nothing, or a list of these with a line each.
pub(super) fn lines(json: &Value, key: &'static str) -> Result<String, Fault> {
    match json {
        Value::Null => Ok(String::new()),
        Value::String(words) => Ok(words.clone()),
        Value::Array(all) => {
            let lines: Result<Vec<String>, Fault> =
                all.iter().map(|line| lines(line, key)).collect();
            lines.map(|lines| lines.join("\n"))
        }
        Value::Object(_) => Err(Fault::Expected {
            key,
            expected: "文字、数字或它们的列表",
        }),
        other => Ok(other.to_string()),
    }
}

/// The texts of a list, or of a single one.
fn items(map: &Map<String, Value>, key: &'static str) -> Result<Vec<String>, Fault> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(all)) => all.iter().map(|item| lines(item, key)).collect(),
        Some(one) => lines(one, key).map(|one| vec![one]),
    }
}

fn span(map: &Map<String, Value>, key: &'static str) -> Result<usize, Fault> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(1),
        Some(json) => json
            .as_u64()
            .filter(|span| *span > 0)
            .and_then(|span| usize::try_from(span).ok())
            .ok_or(Fault::Expected {
                key,
                expected: "正整数",
            }),
    }
}

/// A status and the word that is printed for it: the one that is written, if it is no code.
fn status(json: Option<&Value>) -> Result<Option<(String, Status)>, Fault> {
    let word = word(json, "status", STATUSES)?;
    let status = word.and(json).map(Status::deserialize);
    let read = word.zip(status.and_then(Result::ok));
    Ok(read.map(|(word, status)| {
        let word = if word.is_ascii() { status.word() } else { word };
        (word.to_owned(), status)
    }))
}

fn bar(map: &Map<String, Value>, status: Option<Status>) -> Result<Option<Bar>, Fault> {
    let schedule = percent(map, "schedule", 100.0, "0至100的数")?;
    let bar = percent(map, "bar", 999.0, "0至999的数（百分数）")?;
    match (bar, schedule) {
        (None, Some(_)) => Err(Fault::Alone {
            key: "schedule",
            needs: "bar",
        }),
        (bar, schedule) => Ok(bar.map(|percent| Bar {
            percent,
            schedule,
            status,
        })),
    }
}

fn percent(
    map: &Map<String, Value>,
    key: &'static str,
    most: f64,
    expected: &'static str,
) -> Result<Option<f64>, Fault> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(json) => {
            let percent = json.as_f64().filter(|p| (0.0..=most).contains(p));
            percent.map(Some).ok_or(Fault::Expected { key, expected })
        }
    }
}
