//! The data of a document as a template sees it.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::Claims;
use super::collector::collected;
use super::number::{PRINTED, VALUE};

/// The sign after the key of a number under which its text is kept.
const SIGN: char = '#';

/// The data of a document, and the claims to which its marks refer.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The data: a number is a number, and its text has its key with `#` after it.
    pub data: Json,
    /// The claims.
    pub claims: Claims,
}

/// Returns the data and the claims of `values`.
///
/// # Errors
/// The values are no JSON.
pub fn context(values: &impl Serialize) -> Result<Context, serde_json::Error> {
    let (data, claims) = collected(|| serde_json::to_value(values));
    Ok(Context { data: taken_apart(data?), claims })
}

/// Returns the key under which the text of a number is kept.
pub fn figures_key(key: &str) -> String {
    format!("{key}{SIGN}")
}

/// Returns whether a key is that of a number's text.
pub fn is_figures_key(key: &str) -> bool {
    key.ends_with(SIGN)
}

/// Returns the value with the text of each number in place of the number, for tables and charts.
pub fn figures_first(value: Json) -> Json {
    match value {
        Json::Array(all) => all.into_iter().map(figures_first).collect(),
        Json::Object(map) => {
            let mut first = Map::new();
            let mut texts = Vec::new();
            for (key, value) in map {
                match key.strip_suffix(SIGN) {
                    Some(key) => texts.push((key.to_owned(), value)),
                    None => {
                        first.insert(key, figures_first(value));
                    }
                }
            }
            first.extend(texts);
            Json::Object(first)
        }
        other => other,
    }
}

/// Replaces each [`Number`](super::Number) by its value, with its text beside it.
fn taken_apart(value: Json) -> Json {
    match value {
        Json::Array(all) => all.into_iter().map(taken_apart).collect(),
        Json::Object(map) => {
            let mut entries = Map::new();
            for (key, value) in map {
                match number(value) {
                    Ok((value, text)) => {
                        entries.insert(figures_key(&key), text);
                        entries.insert(key, value);
                    }
                    Err(value) => {
                        entries.insert(key, taken_apart(value));
                    }
                }
            }
            Json::Object(entries)
        }
        other => other,
    }
}

/// Returns the value and the text of a number; otherwise the value itself.
fn number(value: Json) -> Result<(Json, Json), Json> {
    match value {
        Json::Object(mut map) if map.contains_key(VALUE) => {
            let mut take = |key| map.remove(key).unwrap_or_default();
            Ok((take(VALUE), take(PRINTED)))
        }
        other => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::claim::{ClaimKind, Number, Rule, Statement, Subject};
    use gongwen::document::PassageId;
    use gongwen::document::passage::{pieces, without_marks};

    #[derive(Serialize)]
    struct Values {
        good: Number,
        words: Statement,
        rows: Vec<Row>,
    }

    #[derive(Serialize)]
    struct Row {
        no: Number,
    }

    #[test]
    fn a_number_is_a_number_and_a_text() {
        let count = || Subject::default().claim(ClaimKind::Count, Vec::new());
        let values = Values {
            good: Number::claimed(13, count()),
            words: Statement::words("共").then(Statement::claimed("2项", count())),
            rows: vec![Row { no: Number::ordinal(7) }],
        };
        let context = context(&values).unwrap();
        assert_eq!(context.data["good"], 13);
        let text = |value: &Json| without_marks(value.as_str().unwrap()).into_owned();
        assert_eq!(text(&context.data["good#"]), "13");
        assert_eq!(text(&context.data["words"]), "共2项");
        let ids: Vec<Option<PassageId>> =
            pieces(context.data["words"].as_str().unwrap()).iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, [None, Some(PassageId(3))]);
        assert!(context.claims.get(PassageId(3)).is_some());
        assert_eq!(context.claims.get(PassageId(4)), None);
        let row = figures_first(context.data["rows"][0].clone());
        assert_eq!(text(&row["no"]), "7");
        // Outside of a document there are no marks.
        assert_eq!(serde_json::to_value(&values.words).unwrap(), "共2项");
        assert_eq!(
            Rule::ALL.len(),
            Rule::ALL
                .iter()
                .map(|rule| rule.name())
                .collect::<std::collections::BTreeSet<_>>()
                .len()
        );
    }
}
