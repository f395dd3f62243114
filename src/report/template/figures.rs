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

/// A piece that was added to a line of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Addition {
    /// The line, from 1.
    line: usize,
    /// The column before which it was added, from 0, in the line as written.
    column: usize,
    /// Its length in characters.
    length: usize,
}

/// Returns a template with the filter in every place that prints a value of the context, and the pieces added.
pub(super) fn with_filter(text: &str) -> (String, Vec<Addition>) {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut additions = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let Some(length) = rest[start..].find("}}") else {
            break;
        };
        let inner = &rest[start + 2..start + length];
        let path = inner.trim_matches(|c: char| c == '-' || c.is_whitespace());
        let end = start + 2 + inner.find(path).unwrap_or(0) + path.len();
        out.push_str(&rest[..end]);
        if is_path(path) {
            let before = &text[..text.len() - rest.len() + end];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let filter = format!(" | {FILTER}(path=\"{path}\")");
            additions.push(Addition {
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count(),
                length: filter.chars().count(),
            });
            out.push_str(&filter);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    (out, additions)
}

/// Returns the column of the template as written for one in its text with additions; both count from 0.
pub(super) fn column_as_written(additions: &[Addition], line: usize, column: usize) -> usize {
    let mut written = column;
    let mut added = 0;
    for addition in additions.iter().filter(|addition| addition.line == line) {
        let start = addition.column + added;
        if column >= start + addition.length {
            added += addition.length;
            written = column - added;
        } else if column > start {
            return addition.column;
        }
    }
    written
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
        let text = "{% if a.b %}{{ a.b }}项{{- c -}}，\n{{ a | whole }}{{ f(x=1) }}{{ a.b }}";
        let (added, additions) = with_filter(text);
        assert_eq!(
            added,
            "{% if a.b %}{{ a.b | figures(path=\"a.b\") }}项{{- c | figures(path=\"c\") -}}，\n\
             {{ a | whole }}{{ f(x=1) }}{{ a.b | figures(path=\"a.b\") }}"
        );
        // Each place of the text with additions leads back to the same character as written.
        for (line, (added, written)) in (1..).zip(added.lines().zip(text.lines())) {
            let written: Vec<char> = written.chars().collect();
            for (column, c) in added.chars().enumerate() {
                let at = column_as_written(&additions, line, column);
                let is_added = written.get(at) != Some(&c);
                assert!(!is_added || written[at - 1].is_alphanumeric(), "{line}:{column}");
            }
        }
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
