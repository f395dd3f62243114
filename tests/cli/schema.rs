//! `duban schema` and `duban man`: the shapes of what duban writes, and its manual.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::status::office;
use crate::support::Case;

fn schema(case: &Case, what: &str) -> Validator {
    let run = case.duban(["schema", what]).exits(0);
    let schema: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::validator_for(&schema).unwrap()
}

/// Holds a value to its schema, and shows that the schema says something: without a key that is always there, or with another
/// one, its object is refused.
fn fits(schema: &Validator, what: &str, value: &Value, needed: &str) {
    let faults: Vec<_> = schema.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(faults.is_empty(), "{what}: {faults:?}");
    let mut more = value.clone();
    let object = if more.is_array() { &mut more[0] } else { &mut more };
    let object = object.as_object_mut().unwrap();
    object.insert("another".to_owned(), json!(1));
    assert!(!schema.is_valid(&more), "{what}: another key is admitted");
    let object = if more.is_array() { &mut more[0] } else { &mut more };
    let object = object.as_object_mut().unwrap();
    object.remove("another");
    assert!(object.remove(needed).is_some(), "{what}: there is no {needed}");
    assert!(!schema.is_valid(&more), "{what}: {needed} may be missing");
}

#[test]
fn exports_keep_to_their_schemas() {
    let case = office();
    case.duban(["build"]);
    for (what, needed) in
        [("items", "parent"), ("units", "open"), ("assessment", "period"), ("claims", "unit")]
    {
        let run = case.duban(["-q", "export", what]);
        let value = serde_json::from_str(&run.stdout).unwrap();
        fits(&schema(&case, what), what, &value, needed);
    }
    for (what, command, needed) in [
        ("check", &["check", "--format", "json"][..], "line"),
        ("ledger", &["ledger", "--format", "json", "--date", "2018-07-06"], "deadline"),
        ("status", &["status", "--format", "json", "--date", "2018-07-06"], "document"),
    ] {
        let run = case.command(command).output().unwrap();
        let value: Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_ne!(value, json!([]), "{what}");
        fits(&schema(&case, what), what, &value, needed);
    }
}

#[test]
fn manifest_and_records_keep_to_their_schemas() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["number", "letters"]).exits(0);
    case.duban(["letters", "--date", "2018-02-24"]).exits(0);
    case.duban(["issue", "output/letters/003-兰州市.pdf"]).exits(0);
    for (what, file, needed) in [
        ("manifest", "output/manifest.json", "inputs"),
        ("record", "archive/2018/甘政办函-3/record.json", "previous"),
    ] {
        let value = serde_json::from_slice(&case.read(file)).unwrap();
        fits(&schema(&case, what), what, &value, needed);
    }
}

#[test]
fn settings_keep_to_their_schema() {
    let case = Case::seeds();
    let schema = schema(&case, "config");
    let settings = case.text("duban.toml");
    let read = |text: &str| -> Value {
        let table: toml::Table = toml::from_str(text).unwrap();
        // Dates of TOML are texts in JSON.
        fn plain(value: toml::Value) -> Value {
            match value {
                toml::Value::Datetime(date) => json!(date.to_string()),
                toml::Value::Array(values) => values.into_iter().map(plain).collect(),
                toml::Value::Table(table) => {
                    table.into_iter().map(|(key, value)| (key, plain(value))).collect()
                }
                toml::Value::String(text) => json!(text),
                toml::Value::Integer(number) => json!(number),
                toml::Value::Float(number) => json!(number),
                toml::Value::Boolean(truth) => json!(truth),
            }
        }
        plain(toml::Value::Table(table))
    };
    fits(&schema, "duban.toml", &read(&settings), "issuer");
    let misspelt = settings.replace("severe_below", "severe_bellow");
    assert!(!schema.is_valid(&read(&misspelt)));
    let words = settings.replace("return_day = 5", "return_day = \"五\"");
    assert_ne!(words, settings);
    assert!(!schema.is_valid(&read(&words)));
}

#[test]
fn an_unknown_schema_is_refused() {
    Case::empty().duban(["schema", "letters"]).exits(2).complains("letters");
}

#[test]
fn the_manual_names_every_command() {
    let page = Case::empty().duban(["man"]).exits(0).stdout;
    assert!(page.contains(".TH duban 1"), "{page}");
    for command in ["letters", "sheets", "bulletin", "notices", "ledger", "status", "schema"] {
        assert!(page.contains(&format!("duban\\-{command}(1)")), "{command}: {page}");
    }
}
