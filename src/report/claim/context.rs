//! The data of a document as a template sees it.

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::Claims;
use super::collector::collected;

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
    let (data, claims) = collected(Claims::default(), || serde_json::to_value(values));
    Ok(Context { data: data?, claims })
}

impl Context {
    /// Returns the data that `make` makes, and their claims.
    pub fn made(make: impl FnOnce() -> Json) -> Self {
        let (data, claims) = collected(Claims::default(), make);
        Self { data, claims }
    }

    /// Returns the same data with a change, and the claims of both.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Json)) -> Self {
        let mut data = self.data.clone();
        let ((), claims) = collected(self.claims.clone(), || change(&mut data));
        Self { data, claims }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::claim::{ClaimKind, Statement, Subject, entry};
    use gongwen::document::PassageId;
    use gongwen::document::passage::{pieces, without_marks};
    use serde_json::json;

    /// Data in which numbers have claims.
    struct Values;

    impl Serialize for Values {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let claimed = |text: &str| {
                let claim = Subject::default().claim(ClaimKind::Count, Vec::new());
                Statement::claimed(text, claim)
            };
            let mut data = json!({"good": 13, "words": "2项", "rows": [{"no": 7}]});
            entry::number(&mut data, "good", claimed);
            entry::text(&mut data, "words", |text| Statement::words("共").then(claimed(text)));
            entry::each(&mut data, "rows", |_, row| {
                entry::number(row, "no", |text| Statement::formal(text));
            });
            data.serialize(serializer)
        }
    }

    #[test]
    fn a_number_is_a_number_and_a_text() {
        let context = context(&Values).unwrap();
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
    }
}
