//! Clauses, and the members of an enumeration inside one.

use std::ops::Range;

use super::number::is_thousands_separator;

/// The byte ranges between the marks that end a clause, in order.
///
/// A thousands separator ends nothing.
pub(super) fn all(text: &str) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if is_end(text, at, c) {
            clauses.push(start..at);
            start = end;
        }
    }
    clauses.push(start..text.len());
    clauses
}

/// Returns whether the character `c` at `at` ends a clause.
fn is_end(text: &str, at: usize, c: char) -> bool {
    match c {
        '；' | '。' | '！' | '？' | '：' | ';' | '!' | '?' | '\n' => true,
        '，' | ',' => !is_thousands_separator(&text[..at], c, &text[at + c.len_utf8()..]),
        _ => false,
    }
}

/// Returns the last clause with words before the clause that begins at `start`.
pub(super) fn before(text: &str, start: usize) -> Option<Range<usize>> {
    let mut ends = text[..start].char_indices().rev().filter(|&(at, c)| is_end(text, at, c));
    let mut end = ends.next()?.0;
    loop {
        let next = ends.next();
        let from = next.map_or(0, |(at, c)| at + c.len_utf8());
        if !text[from..end].trim().is_empty() {
            return Some(from..end);
        }
        end = next?.0;
    }
}

/// Returns whether `between` holds nothing but marks and words that join members: 、 and 和.
pub(super) fn is_joint(between: &str) -> bool {
    let between = between.trim();
    matches!(between, "、" | "和" | "及" | "与" | "以及" | "、和")
}

/// Returns the start of the member of an enumeration that `at` is in: after the last 、 since `from`.
pub(super) fn member_start(text: &str, from: usize, at: usize) -> usize {
    text[from..at].rfind('、').map_or(from, |offset| from + offset + '、'.len_utf8())
}

/// Returns the end of the member of an enumeration that begins before `at`: at the next 、 or at `to`.
pub(super) fn member_end(text: &str, at: usize, to: usize) -> usize {
    text[at..to].find('、').map_or(to, |offset| at + offset)
}
