//! The settings of the import: `[import]` of `duban.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// The choices of the office about the notices that it reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Further titles of columns, by a title that is known: 牵头领导 = ["包保领导"].
    pub titles: BTreeMap<String, Vec<String>>,
    /// The implementing units of a table without a column of them: names joined by 、 (各市州政府), or 责任单位 for the
    /// units that the row names; blank for none.
    pub implementers: String,
}
