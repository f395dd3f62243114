//! The function `chart(kind=…, …)`: data → a fenced block for the document parser.
//!
//! Its arguments are the entries of a [`Chart`]; `docs/templates.md` lists them. The chart is checked
//! here already, so that a mistake is shown at the call.

use std::sync::Arc;

use serde_json::{Map, Value as Json};
use tera::{Error, Function, Kwargs, State, TeraResult};

use gongwen::document::{Chart, Palette};

/// The function, with what charts may name.
pub(super) struct ChartFunction(pub(super) Arc<Palette>);

impl Function<TeraResult<String>> for ChartFunction {
    fn call(&self, arguments: Kwargs, _: &State) -> TeraResult<String> {
        let data: Map<String, Json> = arguments
            .iter()
            .map(|(key, value)| Ok((key.to_string(), serde_json::to_value(value)?)))
            .collect::<Result<_, serde_json::Error>>()
            .map_err(|error| Error::message(format!("chart 的参数不合要求：{error}")))?;
        let json = serde_json::to_string(&data).map_err(Error::message)?;
        Chart::from_map(data, &self.0).map_err(Error::message)?;
        Ok(format!("\n```chart\n{json}\n```\n"))
    }

    /// The block is made here and holds values only inside JSON strings.
    fn is_safe(&self) -> bool {
        true
    }
}
