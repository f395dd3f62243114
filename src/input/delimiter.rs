//! The character between the cells of a table in a text file.

use super::likeness::{Compare, HEADER_ROWS};

/// Returns the character between cells: the one that separates the most titles of a header in some line. A
/// title above the header may hold any of these characters, or none.
pub(super) fn titles_delimiter(text: &str, compare: Compare<'_>) -> u8 {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut best = (0, delimiter(text));
    for line in lines.take(HEADER_ROWS) {
        for delimiter in [b',', b'\t', b';'] {
            let cells = line.split(char::from(delimiter)).take(MOST_TITLES);
            let mut cells = cells.map(|cell| cell.trim().trim_matches('"'));
            let titles = compare(&mut cells).titles;
            if titles > best.0 {
                best = (titles, delimiter);
            }
        }
    }
    best.1
}

/// The number of cells of a line that are compared with titles.
const MOST_TITLES: usize = 200;

/// Returns the character between cells: of comma, semicolon and tab the one that is most frequent in the
/// first line with content, quoted parts left aside; a comma when there is none.
pub fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    let most = counts.iter().map(|&(_, count)| count).max();
    counts.iter().find(|&&(_, count)| Some(count) == most).map_or(b',', |&(delimiter, _)| delimiter)
}
