//! The places in the data of a document where its claims are put.

use serde_json::Value as Json;

use super::Statement;
use super::context::figures_key;

/// Puts the statement that `make` returns for a text in its place. Without the text nothing is done.
pub fn text(entry: &mut Json, key: &str, make: impl FnOnce(&str) -> Statement) {
    let Some(value) = entry.get_mut(key) else {
        return;
    };
    if let Some(words) = value.as_str().filter(|words| !words.is_empty()) {
        *value = json(&make(words));
    }
}

/// Marks the texts below each of `keys` as such that need no claim: what `duban.toml` and the registries say of names,
/// dates, numbers of documents and telephones.
pub fn formal(data: &mut Json, keys: &[&str]) {
    for key in keys {
        if let Some(value) = data.get_mut(*key) {
            mark_formal(value);
        }
    }
}

fn mark_formal(value: &mut Json) {
    match value {
        Json::String(words) if words.contains(|c: char| c.is_ascii_digit()) => {
            *value = json(&Statement::formal(words.as_str()));
        }
        Json::Array(all) => all.iter_mut().for_each(mark_formal),
        Json::Object(all) => all.values_mut().for_each(mark_formal),
        _ => {}
    }
}

/// Puts the text that `make` returns for a number beside it; for a list it is the text of its length.
pub fn number(entry: &mut Json, key: &str, make: impl FnOnce(&str) -> Statement) {
    let figures = match entry.get(key) {
        Some(Json::Number(number)) => number.to_string(),
        Some(Json::Array(list)) => list.len().to_string(),
        _ => return,
    };
    put(entry, &figures_key(key), &make(&figures));
}

/// Puts a statement at a key.
pub fn put(entry: &mut Json, key: &str, statement: &Statement) {
    if let Json::Object(entries) = entry {
        entries.insert(key.to_owned(), json(statement));
    }
}

/// Calls `visit` for each entry of a list, with its position.
pub fn each(entry: &mut Json, key: &str, mut visit: impl FnMut(usize, &mut Json)) {
    let list = entry.get_mut(key).and_then(Json::as_array_mut);
    for (position, entry) in list.into_iter().flatten().enumerate() {
        visit(position, entry);
    }
}

/// Returns the statement as a value: with marks while a document collects its claims.
pub fn json(statement: &Statement) -> Json {
    serde_json::to_value(statement).unwrap_or_default()
}

/// Returns the parts of a text between the marks `mark`; those inside of brackets do not divide it.
pub fn parts(text: &str, mark: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            c if c == mark && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_hold_parts_together() {
        assert_eq!(
            parts("甲（2项，其中1项），乙（1项），丙", '，'),
            ["甲（2项，其中1项）", "乙（1项）", "丙"]
        );
    }
}
