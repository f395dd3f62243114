//! The printing of numbers together with their claims.
//!
//! A number in the context is a number, so that `{% if all.severe > 3 %}` works; its text, with the marks of its
//! claim, is kept beside it (`report::claim`). Where a template prints `{{ all.severe }}`, the filter `figures`
//! is added, which puts the text in the number's place.

use std::borrow::Cow;

use tera::{Kwargs, State, TeraResult, Value};

use crate::report::claim::{BARE, figures_key};
use gongwen::document::passage::{marked, pieces};

/// The name of the filter.
pub(super) const FILTER: &str = "figures";

/// Returns a template with the filter in every place that prints a value of the context.
pub(super) fn with_filter(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let Some(length) = rest[start..].find("}}") else {
            break;
        };
        let inner = &rest[start + 2..start + length];
        let printed = inner.trim_matches(|c: char| c == '-' || c.is_whitespace());
        let end = start + 2 + inner.find(printed).unwrap_or(0) + printed.len();
        out.push_str(&rest[..end]);
        // The length of a list has a text too.
        let list = printed.strip_suffix("length").map(str::trim_end);
        let list = list.and_then(|list| list.strip_suffix('|')).map(str::trim_end);
        let path = list.unwrap_or(printed);
        if is_path(path) {
            let filter = format!(" | {FILTER}(path=\"{path}\")");
            out.push_str(&filter);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Returns whether an expression is a value of the context: `all.severe`.
fn is_path(text: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    text.split('.').all(is_name) && !text.starts_with("loop.") && !text.starts_with("__")
}

/// The filter: a number that has a text is printed as that text.
pub(super) fn filter(value: &Value, arguments: Kwargs, state: &State) -> TeraResult<Value> {
    let path: &str = arguments.must_get("path")?;
    if !value.is_number() {
        return Ok(value.clone());
    }
    let key = figures_key(path);
    let text = match key.split_once('.') {
        None => state.get::<Value>(&key)?,
        Some((root, rest)) => {
            let root = state.get::<Value>(root)?;
            root.and_then(|root| root.get_from_path(rest).cloned())
        }
    };
    Ok(text.filter(Value::is_string).unwrap_or_else(|| value.clone()))
}

/// Returns a text whose figures without a claim are marked as such.
pub(super) fn with_bare_marks(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let pieces = pieces(text).into_iter();
    let pieces = pieces.map(|(passage, piece)| match passage {
        Some(id) => marked(id, &piece),
        None if piece.contains(|c: char| c.is_ascii_digit()) => marked(BARE, &piece),
        None => piece,
    });
    Cow::Owned(pieces.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongwen::document::PassageId;

    #[test]
    fn only_values_of_the_context_get_the_filter() {
        let text = "{% if a.b %}{{ a.b }}项{{- c -}}，\n{{ a | whole }}{{ f(x=1) }}{{ a | length }}{{ a.b }}";
        let added = with_filter(text);
        assert_eq!(
            added,
            "{% if a.b %}{{ a.b | figures(path=\"a.b\") }}项{{- c | figures(path=\"c\") -}}，\n\
             {{ a | whole }}{{ f(x=1) }}{{ a | length | figures(path=\"a\") }}{{ a.b | figures(path=\"a.b\") }}"
        );
    }

    #[test]
    fn figures_without_a_claim_are_marked() {
        let claimed = marked(PassageId(5), "3项");
        assert_eq!(with_bare_marks(&claimed), claimed);
        assert_eq!(with_bare_marks("未报送"), "未报送");
        assert_eq!(
            with_bare_marks(&format!("{claimed}和4项")),
            format!("{claimed}{}", marked(BARE, "和4项"))
        );
    }
}
