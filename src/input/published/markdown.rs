//! Tables of Markdown in a text: a head, a line of strokes below it, rows up to a line without `|`.

use super::draft::Draft;
use super::layout::Layout;
use super::{Published, too_large};
use crate::diagnostic::Diagnostic;
use crate::input::SourceFile;
use crate::input::places::Region;

/// Reads a text that has tables of Markdown; `None` if it has none.
///
/// # Errors
/// A table has more cells than are taken in.
pub(super) fn read(source: &SourceFile) -> Option<Result<Published, Diagnostic>> {
    let text = source.text();
    let lines: Vec<&str> = source.lines().map(|line| text.get(line).unwrap_or_default()).collect();
    let has_table = lines.windows(2).any(|pair| matches!(pair, [head, rule] if begins(head, rule)));
    has_table.then(|| tables(source, &lines))
}

fn tables(source: &SourceFile, lines: &[&str]) -> Result<Published, Diagnostic> {
    let mut draft = Draft::of(source);
    let mut rest = lines.iter().copied().enumerate().peekable();
    while let Some((at, line)) = rest.next() {
        let rule = rest.peek().map(|&(_, next)| next);
        if !rule.is_some_and(|rule| begins(line, rule)) {
            draft.paragraph(&plain(line), &Region::Lines, at + 1, 1);
            continue;
        }
        let mut layout = Layout::default();
        let mut row = Some((at, line));
        rest.next();
        while let Some((at, line)) = row {
            layout.begin_row(Region::Lines, at + 1);
            for (index, (cell, column)) in cells(line).into_iter().enumerate() {
                layout.put(index, 1, cell, column).map_err(|_| too_large(source.name()))?;
            }
            row = rest.next_if(|(_, line)| line.contains('|'));
        }
        draft.table(layout);
    }
    Ok(draft.finish(source.name()))
}

/// Returns whether a table begins: a head with `|`, and as many strokes below it.
fn begins(head: &str, rule: &str) -> bool {
    let is_stroke = |cell: &(String, usize)| {
        let cell = cell.0.trim();
        let stroke = cell.strip_prefix(':').unwrap_or(cell);
        let stroke = stroke.strip_suffix(':').unwrap_or(stroke);
        !stroke.is_empty() && stroke.chars().all(|char| char == '-')
    };
    let strokes = cells(rule);
    head.contains('|')
        && rule.contains('|')
        && strokes.iter().all(is_stroke)
        && cells(head).len() == strokes.len()
}

/// Returns the cells of a line with their columns in characters, from 1. A `|` after a backslash belongs to the text.
fn cells(line: &str) -> Vec<(String, usize)> {
    let mut cells = vec![(String::new(), 1)];
    let mut escaped = false;
    for (at, char) in line.chars().enumerate() {
        if char == '|' && !escaped {
            cells.push((String::new(), at + 2));
            continue;
        }
        let Some((cell, column)) = cells.last_mut() else { continue };
        if escaped && char == '|' {
            cell.pop();
        }
        escaped = char == '\\' && !escaped;
        if cell.is_empty() && char.is_whitespace() {
            *column += 1;
        } else {
            cell.push(char);
        }
    }
    // The strokes at both ends of a line enclose it.
    if cells.len() > 1 && cells.first().is_some_and(|(cell, _)| cell.is_empty()) {
        cells.remove(0);
    }
    if cells.len() > 1 && cells.last().is_some_and(|(cell, _)| cell.is_empty()) {
        cells.pop();
    }
    cells.into_iter().map(|(cell, column)| (plain(cell.trim()), column)).collect()
}

/// Returns a line or cell without the marks of headings and bold words, its breaks as line feeds.
fn plain(text: &str) -> String {
    let heading = text.trim_start_matches('#');
    let text = match text.len() - heading.len() {
        1..=6 if heading.starts_with(' ') => heading.trim_start(),
        _ => text,
    };
    let mut plain = text.to_owned();
    for mark in ["**", "__"] {
        if plain.matches(mark).count() % 2 == 0 {
            plain = plain.replace(mark, "");
        }
    }
    for line_break in ["<br>", "<br/>", "<br />", "<BR>"] {
        plain = plain.replace(line_break, "\n");
    }
    plain
}
