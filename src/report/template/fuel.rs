//! The limits on what a template calculates: a loop in a loop in a loop, or a text doubled again and again, must not take
//! all time and memory.
//!
//! Tera has no limits of its own. So the template is given filters that count: one on the list of each `{% for %}`, by
//! which the text between it and its `{% endfor %}` is repeated, and one on the value of each `{% set %}`. What is printed
//! is counted by the filter of figures and by the [`Sheet`] to which the text is written.

use std::cell::Cell;
use std::io::{self, Write};

use tera::{Error, Kwargs, State, TeraResult, Value};

/// The filter on the list of a loop.
pub(super) const LOOP: &str = "counted_loop";
/// The filter on the value of a variable.
pub(super) const VALUE: &str = "counted_value";

/// The maximum number of bytes that loops repeat: a bulletin of 3,000 units repeats 20 MB.
const MOST_REPEATED: usize = 64 << 20;
/// The bytes that a turn of a loop counts at least.
const LEAST_TURN: usize = 64;
/// The maximum number of bytes of a variable; a member of a list counts as [`MEMBER`].
const MOST_VALUE: usize = 4 << 20;
const MEMBER: usize = 32;
/// The maximum number of bytes of a document's text.
const MOST_WRITTEN: usize = 32 << 20;

/// The beginning of the messages of this module, by which they are known among Tera's.
const MARK: &str = "模板的计算量超出限度：";

thread_local! {
    /// What is left for the template that this thread renders: bytes to repeat, and bytes to print.
    static LEFT: Cell<(usize, usize)> = const { Cell::new((MOST_REPEATED, MOST_WRITTEN)) };
}

/// Fills up before a template is rendered.
pub(super) fn fill() {
    LEFT.set((MOST_REPEATED, MOST_WRITTEN));
}

/// Returns the message within an error of Tera that comes from here.
pub(super) fn message(error: &str) -> Option<&str> {
    let found = &error[error.find(MARK)?..];
    found.lines().next()
}

/// The filter [`LOOP`]: counts what the loop over a list will repeat.
pub(super) fn counted_loop(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let turn = arguments.get::<usize>("bytes")?.unwrap_or_default().max(LEAST_TURN);
    let turns = match (value.as_array(), value.as_map(), value.as_str()) {
        (Some(list), ..) => list.len(),
        (_, Some(map), _) => map.len(),
        (_, _, Some(text)) => text.len(),
        _ => 1,
    };
    let (repeated, written) = LEFT.get();
    let left = repeated.checked_sub(turns.saturating_mul(turn));
    let left = left.ok_or_else(|| refusal("循环套得太多，次数太大"))?;
    LEFT.set((left, written));
    Ok(value.clone())
}

/// The filter [`VALUE`]: refuses a value that is too large.
pub(super) fn counted_value(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let mut left = MOST_VALUE;
    match takes(value, &mut left) {
        true => Ok(value.clone()),
        false => Err(refusal("变量的内容太大")),
    }
}

/// Counts a text that is printed.
pub(super) fn count_printed(length: usize) -> TeraResult<()> {
    let (repeated, written) = LEFT.get();
    let left = written.checked_sub(length).ok_or_else(|| refusal("套用后的文字太长"))?;
    LEFT.set((repeated, left));
    Ok(())
}

fn refusal(what: &str) -> Error {
    Error::message(format!("{MARK}{what}"))
}

/// Takes the size of a value off `left`; returns false when it is used up.
fn takes(value: &Value, left: &mut usize) -> bool {
    let own = value.as_str().map_or(MEMBER, str::len);
    let Some(rest) = left.checked_sub(own) else { return false };
    *left = rest;
    match (value.as_array(), value.as_map()) {
        (Some(list), _) => list.iter().all(|member| takes(member, left)),
        (_, Some(map)) => map.values().all(|member| takes(member, left)),
        _ => true,
    }
}

/// What a template writes to: takes text up to a limit.
#[derive(Debug, Default)]
pub(super) struct Sheet(pub Vec<u8>);

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_WRITTEN {
            return Err(io::Error::other(format!("{MARK}套用后的文字太长")));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns a template with the filters on its loops and variables.
pub(super) fn with_counters(text: &str) -> String {
    let tags = tags(text);
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut done = 0;
    for (index, tag) in tags.iter().enumerate() {
        let inner = &text[tag.start..tag.end];
        let counter = match tag.word {
            "for" => {
                let bytes = closing(&tags[index..]).map_or(text.len(), |end| end.start) - tag.end;
                after_in(inner).map(|at| (at, format!("{LOOP}(bytes={bytes})")))
            }
            "set" | "set_global" => {
                let name = inner.split('=').next().unwrap_or_default();
                // A block ({% set x | upper %}) is counted where it is printed.
                let is_value = inner.contains('=') && !name.contains('|');
                is_value.then(|| (name.len() + 1, VALUE.to_owned()))
            }
            _ => None,
        };
        let Some((at, filter)) = counter else { continue };
        let whole = &inner[at..];
        let value = whole.trim_end_matches('-').trim();
        let Some(begin) = whole.find(value).filter(|_| !value.is_empty()) else { continue };
        let begin = tag.start + at + begin;
        out.push_str(&text[done..begin]);
        out.push_str(&format!("({value}) | {filter}"));
        done = begin + value.len();
    }
    out.push_str(&text[done..]);
    out
}

/// Returns the end of the word `in` of a loop.
fn after_in(inner: &str) -> Option<usize> {
    let is_blank = |c: char| c.is_whitespace();
    let mut found = inner.match_indices("in").map(|(at, word)| (at, at + word.len()));
    let word = found
        .find(|&(at, end)| inner[..at].ends_with(is_blank) && inner[end..].starts_with(is_blank))?;
    Some(word.1)
}

/// A tag between `{%` and `%}`: its first word and the bytes inside.
struct Tag<'a> {
    word: &'a str,
    start: usize,
    end: usize,
}

/// Returns the tags of a template, without those in comments.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        at = start + 1;
        if text[start..].starts_with("{#") {
            at = text[start..].find("#}").map_or(text.len(), |length| start + length + 2);
        } else if text[start..].starts_with("{%") {
            let inside = start + 2;
            let end = end_of(&text[inside..]).map_or(text.len(), |length| inside + length);
            let word = text[inside..end].trim_start_matches('-').split_whitespace().next();
            tags.push(Tag { word: word.unwrap_or_default(), start: inside, end });
            at = end;
        }
    }
    tags
}

/// Returns the length of a tag's inside; `%}` between quotes does not end it.
fn end_of(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '%') if text[at..].starts_with("%}") => return Some(at),
            (None, _) => {}
        }
    }
    None
}

/// Returns the `endfor` of the first of `tags`.
fn closing<'a>(tags: &'a [Tag<'a>]) -> Option<&'a Tag<'a>> {
    let mut depth = 0_usize;
    tags.iter().find(|tag| {
        match tag.word.trim_end_matches('-') {
            "for" => depth += 1,
            "endfor" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_and_variables_are_counted_where_they_are() {
        let text = "{# {% for a in b %} #}{%- for x in f(y=1) -%}ab{% endfor %}{% set s = s ~ \"%}\" %}{% if a %}";
        assert_eq!(
            with_counters(text),
            "{# {% for a in b %} #}{%- for x in (f(y=1)) | counted_loop(bytes=6) -%}ab{% endfor %}\
             {% set s = (s ~ \"%}\") | counted_value %}{% if a %}"
        );
    }
}
