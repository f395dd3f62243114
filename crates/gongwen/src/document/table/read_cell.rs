//! JSON → [`Cell`]: words, a figure, lines, nothing, or an object with further settings.

use serde::Deserialize;
use serde_json::Value as Json;

use super::cell::{Align, Bar, Cell, CellBlock, VerticalAlign};
use super::value::{bar, entries, flag, items, lines, name, schedule, span, word};
use crate::document::Palette;
use crate::document::passage::{first_of, marked, without_marks};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rich {
    #[serde(default, deserialize_with = "lines")]
    text: String,
    #[serde(default, deserialize_with = "name")]
    status: Option<String>,
    #[serde(default, deserialize_with = "bar")]
    bar: Option<f64>,
    #[serde(default, deserialize_with = "schedule")]
    schedule: Option<f64>,
    #[serde(default, deserialize_with = "items")]
    list: Vec<String>,
    #[serde(default, deserialize_with = "flag")]
    numbered: bool,
    #[serde(default, deserialize_with = "items")]
    paragraphs: Vec<String>,
    #[serde(default, deserialize_with = "span")]
    colspan: Option<usize>,
    #[serde(default, deserialize_with = "span")]
    rowspan: Option<usize>,
    #[serde(default, deserialize_with = "word")]
    align: Option<Align>,
    #[serde(default, deserialize_with = "word")]
    valign: Option<VerticalAlign>,
    #[serde(default, deserialize_with = "flag")]
    bold: bool,
}

/// Reads a cell.
pub(super) fn cell(json: &Json, palette: &Palette) -> Result<Cell, String> {
    match json {
        Json::Object(map) => rich(entries(map)?, palette),
        other => match lines(other) {
            Ok(text) => Ok(Cell::text(text)),
            Err(error) => Err(format!("text {error}")),
        },
    }
}

fn rich(rich: Rich, palette: &Palette) -> Result<Cell, String> {
    if rich.schedule.is_some() && rich.bar.is_none() {
        return Err("有 schedule 而没有 bar".to_owned());
    }
    let mut blocks = Vec::new();
    let mut color = None;
    if let Some(name) = rich.status {
        let passage = first_of(&name);
        let name = without_marks(&name);
        let Some(category) = palette.find(&name).cloned() else {
            let known: Vec<&str> = palette.names().collect();
            let known = known.join("、");
            return Err(format!("status 不能是“{name}”，可用的有：{known}"));
        };
        color = Some(category.look.ink);
        let is_code = name == category.code;
        let word = if is_code { category.label().to_owned() } else { name.into_owned() };
        let word = passage.map_or(word.clone(), |id| marked(id, &word));
        blocks.push(CellBlock::Category { word, category });
    }
    blocks.extend(Cell::text(rich.text).blocks);
    blocks.extend(rich.paragraphs.into_iter().map(CellBlock::Paragraph));
    if !rich.list.is_empty() {
        blocks.push(CellBlock::List { numbered: rich.numbered, items: rich.list });
    }
    blocks.extend(
        rich.bar.map(|percent| CellBlock::Bar(Bar { percent, schedule: rich.schedule, color })),
    );
    Ok(Cell {
        blocks,
        columns: rich.colspan.unwrap_or(1),
        rows: rich.rowspan.unwrap_or(1),
        align: rich.align,
        valign: rich.valign,
        bold: rich.bold,
    })
}
