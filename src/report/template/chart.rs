//! The function `chart(kind=…, …)`: data → a fenced block for the document parser.
//!
//! Its arguments are the entries of a [`Chart`]; `docs/templates.md` lists them. The chart is checked here
//! already, so that a mistake is reported at the call. One further argument, `empty`, holds the words that
//! replace a chart without data.

use std::sync::Arc;

use serde_json::{Map, Value as Json};
use tera::{Error, Function, Kwargs, State, TeraResult};

use super::{figures, instead};
use crate::report::claim::figures_first;
use gongwen::document::{Chart, Palette};
use gongwen::foreign;

/// The entries that hold the data of a chart of any kind.
const LISTS: [&str; 4] = ["bars", "groups", "lines", "rows"];

/// The function.
pub(super) struct ChartFunction {
    /// The categories that charts may name.
    pub(super) palette: Arc<Palette>,
    /// True if figures without a claim are marked.
    pub(super) marks_bare: bool,
}

impl Function<TeraResult<String>> for ChartFunction {
    fn call(&self, arguments: Kwargs, _: &State) -> TeraResult<String> {
        let mut data: Map<String, Json> = arguments
            .iter()
            .map(|(key, value)| {
                let key = key.to_string();
                let value = figures_first(serde_json::to_value(value)?);
                let is_data = self.marks_bare && LISTS.contains(&key.as_str());
                Ok((key, if is_data { with_bare_marks(value) } else { value }))
            })
            .collect::<Result<_, serde_json::Error>>()
            .map_err(|error| {
                Error::message(format!("chart 的参数不合要求：{}", foreign::json(&error)))
            })?;
        let empty = data.remove("empty");
        let lists = LISTS.iter().filter_map(|key| data.get(*key)?.as_array());
        if let Some(instead) = instead(lists.clone().any(Vec::is_empty), empty.as_ref()) {
            return Ok(instead);
        }
        let json = serde_json::to_string(&data).map_err(Error::message)?;
        Chart::from_map(data, &self.palette).map_err(Error::message)?;
        Ok(format!("\n```chart\n{json}\n```\n"))
    }

    /// The block is built here and holds values only inside JSON strings.
    fn is_safe(&self) -> bool {
        true
    }
}

/// The entries of a chart's data that are printed.
const PRINTED: [&str; 4] = ["label", "value", "name", "rank"];

/// Returns the data of a chart with marks at printed figures that have no claim.
fn with_bare_marks(value: Json) -> Json {
    match value {
        Json::Array(all) => all.into_iter().map(with_bare_marks).collect(),
        Json::Object(map) => {
            let entries = map.into_iter().map(|(key, value)| {
                let value = match value {
                    Json::String(text) if PRINTED.contains(&key.as_str()) => {
                        figures::with_bare_marks(&text).into()
                    }
                    Json::Number(number) if PRINTED.contains(&key.as_str()) => {
                        figures::with_bare_marks(&number.to_string()).into()
                    }
                    Json::Object(counts) if key == "counts" => {
                        let counts = counts.into_iter();
                        let text =
                            |count: Json| count.as_str().map_or(count.to_string(), str::to_owned);
                        let marked =
                            |(key, count)| (key, figures::with_bare_marks(&text(count)).into());
                        Json::Object(counts.map(marked).collect())
                    }
                    other => with_bare_marks(other),
                };
                (key, value)
            });
            Json::Object(entries.collect())
        }
        other => other,
    }
}
