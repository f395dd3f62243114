//! The function `chart(kind=…, …)`: data → a fenced block for the document parser.
//!
//! Its arguments are the entries of a [`Chart`]; `docs/templates.md` lists them. The chart is checked here
//! already, so that a mistake is reported at the call. One further argument, `empty`, holds the words that
//! replace a chart without data.

use std::sync::Arc;

use serde_json::{Map, Value as Json};
use tera::{Error, Function, Kwargs, State, TeraResult};

use super::instead;
use gongwen::document::{Chart, Palette};

/// The entries that hold the data of a chart of any kind.
const LISTS: [&str; 4] = ["bars", "groups", "lines", "rows"];

/// The function, with the palette of categories that charts may name.
pub(super) struct ChartFunction(pub(super) Arc<Palette>);

impl Function<TeraResult<String>> for ChartFunction {
    fn call(&self, arguments: Kwargs, _: &State) -> TeraResult<String> {
        let mut data: Map<String, Json> = arguments
            .iter()
            .map(|(key, value)| Ok((key.to_string(), serde_json::to_value(value)?)))
            .collect::<Result<_, serde_json::Error>>()
            .map_err(|error| Error::message(format!("chart 的参数不合要求：{error}")))?;
        let empty = data.remove("empty");
        let lists = LISTS.iter().filter_map(|key| data.get(*key)?.as_array());
        if let Some(instead) = instead(lists.clone().any(Vec::is_empty), empty.as_ref()) {
            return Ok(instead);
        }
        let json = serde_json::to_string(&data).map_err(Error::message)?;
        Chart::from_map(data, &self.0).map_err(Error::message)?;
        Ok(format!("\n```chart\n{json}\n```\n"))
    }

    /// The block is built here and holds values only inside JSON strings.
    fn is_safe(&self) -> bool {
        true
    }
}
