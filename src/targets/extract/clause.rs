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
        let ends = match c {
            '；' | '。' | '！' | '？' | '：' | ';' | '!' | '?' | '\n' => true,
            '，' | ',' => !is_thousands_separator(&text[..at], c, &text[end..]),
            _ => false,
        };
        if ends {
            clauses.push(start..at);
            start = end;
        }
    }
    clauses.push(start..text.len());
    clauses
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
