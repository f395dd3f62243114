//! The tags of a template and the places that print, as they are written.

/// A tag between `{%` and `%}`, or a place that prints between `{{` and `}}`: its first word and the bytes inside.
pub(super) struct Tag<'a> {
    pub word: &'a str,
    pub start: usize,
    pub end: usize,
}

/// Returns the tags of a template, without those in comments.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
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
            let word = word.unwrap_or_default().trim_end_matches('-');
            tags.push(Tag { word, start: inside, end });
            at = end;
        } else if text[start..].starts_with("{{") {
            let inside = start + 2;
            let end = end_of_print(&text[inside..]).map_or(text.len(), |length| inside + length);
            tags.push(Tag { word: "", start: inside, end });
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

/// Returns the length of the expression before `}}`; braces and quotes inside of it do not end it.
pub(super) fn end_of_print(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') if depth > 0 => depth -= 1,
            (None, '}') if text[at..].starts_with("}}") => return Some(at),
            (None, _) => {}
        }
    }
    None
}
