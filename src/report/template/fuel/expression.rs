//! The expressions of templates with what they work on counted: filters that give more than they take or take long, texts
//! that are joined with `~`, lists that a list is made from.

use super::{COUNTED, FILTERS, LOOP, STEP};

/// What is put into an expression, and where.
type Insertions = Vec<(usize, String)>;

/// A bracket that is open.
struct Open {
    bracket: char,
    /// The beginning of the list after `...`.
    spread: Option<usize>,
    /// The beginning of the list after `in` in `[x for x in list]`.
    list: Option<usize>,
    /// True after `for`.
    is_comprehension: bool,
}

/// Returns the inside of a tag or of a place that prints, with its work counted.
pub(super) fn counted(text: &str) -> String {
    let mut insertions = Insertions::new();
    let mut joints = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let (mut quote, mut after_pipe, mut before) = (None, false, ' ');
    for (at, c) in text.char_indices() {
        if let Some(mark) = quote {
            quote = quote.filter(|_| c != mark);
            continue;
        }
        let innermost = open.last_mut();
        if is_letter(c) && !is_letter(before) {
            let end = text[at..].find(|c| !is_letter(c)).map_or(text.len(), |length| at + length);
            let word = &text[at..end];
            let is_name = before == '.' || before == '?';
            if after_pipe && FILTERS.contains(&word) {
                insertions.push((at, COUNTED.to_owned()));
            }
            match (word, innermost) {
                ("for", Some(inner)) if inner.bracket == '[' && !is_name => {
                    inner.is_comprehension = true;
                }
                ("in", Some(inner)) if inner.is_comprehension && !is_name => {
                    inner.is_comprehension = false;
                    inner.list = Some(end);
                }
                ("if", Some(inner)) if !is_name => close_list(inner, at, &mut insertions),
                _ => {}
            }
        }
        match c {
            '"' | '\'' | '`' => quote = Some(c),
            '(' | '[' | '{' => {
                open.push(Open { bracket: c, spread: None, list: None, is_comprehension: false });
            }
            ')' | ']' | '}' => {
                if let Some(mut inner) = open.pop() {
                    close_spread(&mut inner, at, &mut insertions);
                    close_list(&mut inner, at, &mut insertions);
                }
            }
            ',' => {
                if let Some(inner) = open.last_mut() {
                    close_spread(inner, at, &mut insertions);
                }
            }
            '.' if text[at..].starts_with("...") => {
                if let Some(inner) = open.last_mut() {
                    inner.spread = Some(at + 3);
                }
            }
            '~' => joints.push(at),
            _ => {}
        }
        after_pipe = c == '|' || after_pipe && c.is_whitespace();
        before = c;
    }
    let times = joints.len();
    insertions.extend(joints.into_iter().map(|at| (at, format!("| {STEP}(times={times}) "))));
    with(text, insertions)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn close_spread(inner: &mut Open, end: usize, insertions: &mut Insertions) {
    if let Some(start) = inner.spread.take() {
        insertions.push((start, "(".to_owned()));
        insertions.push((end, format!(") | {STEP}(times=4)")));
    }
}

fn close_list(inner: &mut Open, end: usize, insertions: &mut Insertions) {
    if let Some(start) = inner.list.take() {
        insertions.push((start, " (".to_owned()));
        insertions.push((end, format!(") | {LOOP}(bytes=0) ")));
    }
}

fn with(text: &str, mut insertions: Insertions) -> String {
    insertions.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(text.len() + 32 * insertions.len());
    let mut done = 0;
    for (at, words) in insertions {
        out.push_str(&text[done..at]);
        out.push_str(&words);
        done = at;
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_joints_spreads_and_lists_are_counted_where_they_are() {
        for (written, expected) in [
            ("a | join(sep=\"| sort ~\") | length", "a | counted_join(sep=\"| sort ~\") | length"),
            ("a|sort", "a|counted_sort"),
            (" filter replace(from=\"a\")", " filter replace(from=\"a\")"),
            ("a ~ b", "a | counted_step(times=1) ~ b"),
            ("[...a, 1]", "[...(a) | counted_step(times=4), 1]"),
            ("[x for x in f(y=1) if x]", "[x for x in ( f(y=1) ) | counted_loop(bytes=0) if x]"),
            (
                "[[y for y in x] for x in b]",
                "[[y for y in ( x) | counted_loop(bytes=0) ] for x in ( b) | counted_loop(bytes=0) ]",
            ),
            (" for x in list.in", " for x in list.in"),
            ("{\"a\": b if c else d}", "{\"a\": b if c else d}"),
        ] {
            assert_eq!(counted(written), expected);
        }
    }
}
