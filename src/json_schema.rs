//! JSON Schemas of the values that foreign types print: days, decimals, words from a list.

use schemars::{Schema, SchemaGenerator, json_schema};

/// Returns the schema of a day: 2018-02-13.
pub fn day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "format": "date" })
}

/// Returns the schema of a day that may be missing.
pub fn some_day(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "format": "date" })
}

/// Returns the schema of a list of days (`2018-04-08`) and spans (`2018-04-05/2018-04-07`).
pub fn days(_: &mut SchemaGenerator) -> Schema {
    const SPAN: &str = r"^\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?$";
    json_schema!({ "type": "array", "items": { "type": "string", "pattern": SPAN } })
}

/// Returns the schema of a decimal in `duban.toml`: a number, or a text where its digits have to be kept.
pub fn decimal(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["number", "string"] })
}

/// Returns the schema of a list of the keys of items: 2-17, 2-3.1.
pub fn items(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "type": "string" } })
}

/// Returns the schema of a text, or of a list of texts.
pub fn one_or_several(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "array"], "items": { "type": "string" } })
}

/// Returns the schema of one word of a list.
pub fn one_of(words: impl IntoIterator<Item = &'static str>) -> Schema {
    let words: Vec<_> = words.into_iter().collect();
    json_schema!({ "type": "string", "enum": words })
}
