//! The limits on what a template calculates: a loop in a loop in a loop, or a text doubled again and again, must not take
//! all time and memory.
//!
//! Tera limits the size of expressions, but not what they work on. So the template is given filters that count: one on
//! the list of each `{% for %}`, by which the text between it and its `{% endfor %}` is repeated, one on the value of
//! each `{% set %}`, and those of [`expression`] within expressions. What is printed is counted by the filter of figures
//! and by the [`Sheet`] to which the text is written.

mod expression;

use std::cell::Cell;
use std::io::{self, Write};

use super::tag::{Tag, tags};
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// The filter on the list of a loop.
const LOOP: &str = "counted_loop";
/// The filter on the value of a variable.
const VALUE: &str = "counted_value";
/// The filter on what an expression works on.
const STEP: &str = "counted_step";
/// The beginning of the names under which Tera's own filters count what they take and give.
const COUNTED: &str = "counted_";
/// Tera's filters that give more than they take, or take long.
const FILTERS: [&str; 24] = [
    "replace",
    "join",
    "indent",
    "split",
    "sort",
    "unique",
    "group_by",
    "reverse",
    "values",
    "keys",
    "pairs",
    "upper",
    "lower",
    "capitalize",
    "title",
    "trim",
    "trim_start",
    "trim_end",
    "truncate",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
];

/// The maximum number of bytes that loops repeat: a bulletin of 3,000 units repeats 20 MB.
const MOST_REPEATED: usize = 64 << 20;
/// The bytes that a turn of a loop counts at least.
const LEAST_TURN: usize = 64;
/// The maximum number of bytes of a variable; a member of a list counts as [`MEMBER`].
const MOST_VALUE: usize = 4 << 20;
const MEMBER: usize = 32;
/// The maximum number of bytes that filters and joints take, all together; a member of a list counts as [`TAKEN`].
const MOST_TAKEN: usize = 256 << 20;
const TAKEN: usize = 8;
/// The maximum number of bytes of a document's text.
const MOST_WRITTEN: usize = 32 << 20;

/// The beginning of the messages of this module, by which they are known among Tera's.
const MARK: &str = "模板的计算量超出限度：";

/// What is left for the template that a thread renders, in bytes.
#[derive(Clone, Copy)]
struct Left {
    repeated: usize,
    written: usize,
    taken: usize,
}

const FULL: Left = Left { repeated: MOST_REPEATED, written: MOST_WRITTEN, taken: MOST_TAKEN };

thread_local! {
    static LEFT: Cell<Left> = const { Cell::new(FULL) };
}

/// Fills up before a template is rendered.
pub(super) fn fill() {
    LEFT.set(FULL);
}

/// Gives an engine the filters that count.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(LOOP, counted_loop);
    tera.register_filter(VALUE, counted_value);
    tera.register_filter(STEP, counted_step);
    for name in FILTERS {
        let counted = move |value: &Value, arguments: Kwargs, state: &State| {
            take(value, 1)?;
            let length = length_after(name, value, &arguments)?;
            if length.is_some_and(|length| length > MOST_VALUE) {
                return Err(refusal("套用后的文字太长"));
            }
            take_bytes(length.unwrap_or_default())?;
            state.call_filter(name, value, arguments)
        };
        tera.register_filter(format!("{COUNTED}{name}"), counted);
    }
}

/// Returns the most bytes of the text that a filter makes; `None` for those that make little more than they take.
fn length_after(name: &str, value: &Value, arguments: &Kwargs) -> TeraResult<Option<usize>> {
    let length = |value: &Value| value.as_str().map_or(MEMBER, str::len);
    let text = value.as_str().unwrap_or_default();
    Ok(match name {
        "replace" => {
            let from = arguments.get::<&str>("from")?.unwrap_or_default();
            let to = arguments.get::<&Value>("to")?.map_or(0, length);
            Some(text.len().saturating_add(text.matches(from).count().saturating_mul(to)))
        }
        "join" => {
            let between = arguments.get::<&Value>("sep")?.map_or(0, length);
            let mut left = MOST_VALUE;
            let list = value.as_array().unwrap_or_default();
            let is_small = takes(value, &mut left);
            let words = if is_small { MOST_VALUE - left } else { usize::MAX };
            Some(words.saturating_add(list.len().saturating_mul(between)))
        }
        "indent" => {
            let width = arguments.get::<usize>("width")?.unwrap_or(4).min(1000);
            Some(text.len().saturating_add(text.lines().count().saturating_mul(width * 4)))
        }
        "split" => {
            let between = arguments.get::<&str>("pat")?.unwrap_or_default();
            Some((text.matches(between).count() + 1).saturating_mul(MEMBER))
        }
        _ => None,
    })
}

/// The filter [`STEP`]: counts what is taken.
fn counted_step(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    take(value, arguments.get::<usize>("times")?.unwrap_or(1))?;
    Ok(value.clone())
}

/// Counts a value that is taken a number of times.
fn take(value: &Value, times: usize) -> TeraResult<()> {
    let bytes = match (value.as_str(), value.as_array(), value.as_map()) {
        (Some(text), ..) => text.len(),
        (_, Some(list), _) => list.len().saturating_mul(TAKEN),
        (_, _, Some(map)) => map.len().saturating_mul(TAKEN),
        _ => 1,
    };
    take_bytes(bytes.saturating_mul(times))
}

fn take_bytes(bytes: usize) -> TeraResult<()> {
    let left = LEFT.get();
    let taken = left.taken.checked_sub(bytes);
    let taken = taken.ok_or_else(|| refusal("计算的文字和清单太多"))?;
    LEFT.set(Left { taken, ..left });
    Ok(())
}

/// Returns the message within an error of Tera that comes from here.
pub(super) fn message(error: &str) -> Option<&str> {
    let found = &error[error.find(MARK)?..];
    found.lines().next()
}

/// The filter [`LOOP`]: counts what the loop over a list will repeat.
fn counted_loop(value: &Value, arguments: Kwargs, _: &State) -> TeraResult<Value> {
    let turn = arguments.get::<usize>("bytes")?.unwrap_or_default().max(LEAST_TURN);
    let turns = match (value.as_array(), value.as_map(), value.as_str()) {
        (Some(list), ..) => list.len(),
        (_, Some(map), _) => map.len(),
        (_, _, Some(text)) => text.len(),
        _ => 1,
    };
    let left = LEFT.get();
    let repeated = left.repeated.checked_sub(turns.saturating_mul(turn));
    let repeated = repeated.ok_or_else(|| refusal("循环套得太多，次数太大"))?;
    LEFT.set(Left { repeated, ..left });
    Ok(value.clone())
}

/// The filter [`VALUE`]: refuses a value that is too large.
fn counted_value(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let mut left = MOST_VALUE;
    match takes(value, &mut left) {
        true => Ok(value.clone()),
        false => Err(refusal("变量的内容太大")),
    }
}

/// Counts a text that is printed.
pub(super) fn count_printed(length: usize) -> TeraResult<()> {
    let left = LEFT.get();
    let written = left.written.checked_sub(length);
    let written = written.ok_or_else(|| refusal("套用后的文字太长"))?;
    LEFT.set(Left { written, ..left });
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

/// Returns a template with the filters on its loops, variables and expressions.
pub(super) fn with_counters(text: &str) -> String {
    let text = with_tags_counted(text);
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut done = 0;
    for Tag { word, start, end } in tags(&text) {
        out.push_str(&text[done..start]);
        let inner = &text[start..end];
        // The first filter of a section has no value before it.
        let first =
            inner.find("filter").filter(|_| word == "filter").map_or(0, |at| at + "filter".len());
        let (head, rest) = inner.split_at(first);
        out.push_str(head);
        match word {
            "filter" => {
                let piped = expression::counted(&format!("|{rest}"));
                out.push_str(piped.strip_prefix('|').unwrap_or(&piped));
            }
            _ => out.push_str(&expression::counted(rest)),
        }
        done = end;
    }
    out.push_str(&text[done..]);
    out
}

/// Returns a template with the filters on its loops and variables.
fn with_tags_counted(text: &str) -> String {
    let mut blocks = Vec::new();
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
                // A block ({% set x | upper %}) is counted at its end.
                let is_value = inner.contains('=') && !name.contains('|');
                if !is_value {
                    let name = name.split('|').next().unwrap_or_default();
                    blocks.push((tag.word, name.split_whitespace().last().unwrap_or_default()));
                }
                is_value.then(|| (name.len() + 1, VALUE.to_owned()))
            }
            "endset" => {
                if let Some((word, name)) = blocks.pop() {
                    let end = (tag.end + "%}".len()).min(text.len());
                    let trims = if inner.ends_with('-') { "-" } else { "" };
                    out.push_str(&text[done..end]);
                    out.push_str(&format!("{{% {word} {name} = {name} | {VALUE} {trims}%}}"));
                    done = end;
                }
                None
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
             {% set s = (s | counted_step(times=1) ~ \"%}\") | counted_value %}{% if a %}"
        );
    }
}
