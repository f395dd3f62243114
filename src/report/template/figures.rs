//! The printing of numbers together with their claims.
//!
//! A number in the context is a number, so that `{% if all.severe > 3 %}` works; its text, with the marks of its
//! claim, is kept beside it (`report::claim`). Where a template prints `{{ all.severe }}`, the filter `figures`
//! is added, which puts the text in the number's place.

use std::borrow::Cow;

use tera::{Kwargs, State, TeraResult, Value};

use super::fuel::count_printed;
use super::tag::end_of_print;
use crate::report::claim::{BARE, figures_key};
use gongwen::document::passage::{marked, pieces};

/// The name of the filter.
pub(super) const FILTER: &str = "figures";

/// Values that are parts of dates or numbers in lists: what a template calculates from them needs no claim.
const FORMAL: [&str; 8] =
    ["loop.index", "loop.index0", "loop.first", "loop.last", "year", "return_day", "no", "id"];

/// Returns a template with the filter in every place that prints a value.
pub(super) fn with_filter(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let inside = &rest[start + 2..];
        let Some(length) = end_of_print(inside) else {
            break;
        };
        let (before, after) = (&rest[..start + 2], &inside[length..]);
        let inner = &inside[..length];
        let printed = inner.trim_matches(|c: char| c == '-' || c.is_whitespace());
        let at = inner.find(printed).unwrap_or(0);
        out.push_str(before);
        out.push_str(&inner[..at]);
        out.push_str(&filtered(printed));
        out.push_str(&inner[at + printed.len()..]);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Returns an expression with the filter, where its value may be a figure.
fn filtered(printed: &str) -> String {
    // The length of a list has a text too.
    let list = printed.strip_suffix("length").map(str::trim_end);
    let list = list.and_then(|list| list.strip_suffix('|')).map(str::trim_end);
    if let Some(path) = path(list.unwrap_or(printed)) {
        return format!("{printed} | {FILTER}(path=\"{path}\")");
    }
    let called = printed.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let is_call = called.len() < printed.len() && called.trim_start().starts_with('(');
    if is_call || is_formal(printed) {
        return printed.to_owned();
    }
    format!("({printed}) | {FILTER}")
}

/// Returns the path of a value of the context: `all.severe`, `duties.0.total` for `duties[0].total`.
fn path(text: &str) -> Option<String> {
    let text = text.replace('[', ".").replace(']', "");
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_path = begins && text.split('.').all(is_name);
    (is_path && !text.starts_with("loop.") && !text.starts_with("__")).then_some(text)
}

/// Returns whether an expression is made of fixed words, dates and numbers in lists alone.
fn is_formal(expression: &str) -> bool {
    let without_words: String = expression.split(['"', '\'', '`']).step_by(2).collect();
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let names = without_words.split(|c: char| !is_part(c)).filter(|name| !name.is_empty());
    let mut names = names.filter(|name| !name.starts_with(|c: char| c.is_ascii_digit()));
    names.all(|name| {
        let last = name.rsplit('.').next().unwrap_or(name);
        FORMAL.contains(&name) || FORMAL.contains(&last) && !name.starts_with("loop.")
    })
}

/// The filter: a number that has a text is printed as that text; one without a claim is marked as such.
pub(super) fn filter(value: &Value, arguments: Kwargs, state: &State) -> TeraResult<Value> {
    count_printed(value.as_str().map_or(0, str::len))?;
    if let (Some(text), true) = (value.as_str(), value.is_safe()) {
        return Ok(Value::safe_string(&with_bare_marks(text)));
    }
    if !value.is_number() {
        return Ok(value.clone());
    }
    let bare = || Value::from(marked(BARE, &value.to_string()));
    let Some(path) = arguments.get::<&str>("path")? else {
        return Ok(bare());
    };
    let key = figures_key(path);
    let text = match key.split_once('.') {
        None => state.get::<Value>(&key)?,
        Some((root, rest)) => {
            let root = state.get::<Value>(root)?;
            root.and_then(|root| root.get_from_path(rest).cloned())
        }
    };
    Ok(text.filter(Value::is_string).unwrap_or_else(bare))
}

/// Returns the words between quotes in a template that have a figure: they are as fixed as those around them.
pub(super) fn fixed_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{']) {
        let inside = &rest[start + 1..];
        let closing = match inside.chars().next() {
            Some('{') => "}}",
            Some('%') => "%}",
            _ => {
                rest = inside;
                continue;
            }
        };
        let length = inside.find(closing).unwrap_or(inside.len());
        let literals = inside[..length].split(['"', '\'', '`']).skip(1).step_by(2);
        let has_words = |text: &&str| {
            text.contains(|c: char| c.is_ascii_digit()) && text.contains(char::is_alphabetic)
        };
        words.extend(literals.filter(has_words).map(str::to_owned));
        rest = &inside[length..];
    }
    // A longer one may have a shorter one inside.
    words.sort_by_key(|words| std::cmp::Reverse(words.len()));
    words
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
             {{ (a | whole) | figures }}{{ f(x=1) }}{{ a | length | figures(path=\"a\") }}{{ a.b | figures(path=\"a.b\") }}"
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
