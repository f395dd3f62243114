//! Signs that stand side by side, as lines; lines that go on below each other, as text.

use super::page::Sign;

/// A line of signs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its words, parted where the distance is as wide as a column's.
    pub(super) parts: Vec<Words>,
    pub(super) base: f64,
    pub(super) size: f64,
}

/// Words that stand together in a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The width of the first piece that would not be broken.
    pub(super) head: f64,
}

/// The distance between signs, in sizes of the face, that parts columns.
const COLUMN_GAP: f64 = 1.2;

/// The room, in sizes of the face, that a full line may leave beside the words that did not fit.
const SLACK: f64 = 0.6;

impl Line {
    pub(super) fn left(&self) -> f64 {
        self.parts.first().map_or(0.0, |words| words.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.parts.last().map_or(0.0, |words| words.right)
    }

    /// Its words, with tabs between columns.
    pub(super) fn text(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|words| words.text.trim()).collect();
        parts.join("\t")
    }
}

/// Returns the lines of signs, from top to bottom. Signs without width, raised or lowered, stay in their line.
pub(super) fn lines(mut signs: Vec<Sign>) -> Vec<Line> {
    signs.sort_by(|one, other| {
        one.base.total_cmp(&other.base).then(one.left.total_cmp(&other.left))
    });
    let mut rows: Vec<Vec<Sign>> = Vec::new();
    for sign in signs {
        let own = rows.last_mut().filter(|row| {
            let (base, size) = row.last().map_or((f64::MIN, 0.0), |last| (last.base, last.size));
            sign.base - base < 0.4 * size.min(sign.size)
        });
        match own {
            Some(row) => row.push(sign),
            None => rows.push(vec![sign]),
        }
    }
    rows.into_iter().filter_map(line).collect()
}

/// Returns the line of signs that stand side by side; `None` if they are blank.
fn line(mut signs: Vec<Sign>) -> Option<Line> {
    signs.sort_by(|one, other| one.left.total_cmp(&other.left));
    // Bold type is sometimes the same sign drawn twice.
    signs.dedup_by(|one, before| {
        one.text == before.text && (one.left - before.left).abs() < 0.15 * one.size
    });
    let mut parts: Vec<Words> = Vec::new();
    let (mut size, mut base) = (0.0_f64, 0.0);
    let mut gap_begin: Option<f64> = None;
    let mut pending = String::new();
    for sign in signs {
        if sign.text.trim().is_empty() {
            // A blank counts if words go on soon.
            gap_begin = gap_begin.or_else(|| parts.last().map(|words| words.right));
            if !parts.is_empty() {
                pending.push_str(&sign.text);
            }
            continue;
        }
        if sign.size > size {
            (size, base) = (sign.size, sign.base);
        }
        let begin = parts.last().map(|words| words.right);
        let gap = begin.map_or(f64::MAX, |begin| sign.left - begin);
        let blanks = std::mem::take(&mut pending);
        let spelt = blanks.chars().count();
        gap_begin = None;
        match parts.last_mut() {
            Some(words) if gap < COLUMN_GAP * sign.size || (spelt > 0 && gap < 2.6 * sign.size) => {
                if spelt > 0 {
                    words.text.push_str(&blanks);
                } else if gap > blank(&words.text, &sign.text) * sign.size {
                    words.text.push(' ');
                }
                // A mark that must not begin a line takes the sign before it along, one that must not end it the next.
                let is_first = words.text.chars().count() == 1
                    && (is_mark(&sign.text) || "（《〈“‘(".contains(&words.text));
                if is_whole(&words.text) && is_word(&sign.text) || is_first {
                    words.head = sign.right - words.left;
                }
                words.text.push_str(&sign.text);
                words.right = words.right.max(sign.right);
            }
            _ => parts.push(Words {
                head: sign.right - sign.left,
                text: sign.text,
                left: sign.left,
                right: sign.right,
            }),
        }
    }
    if let Some(words) = parts.last_mut() {
        words.text.push_str(&pending);
    }
    (!parts.is_empty()).then_some(Line { parts, base, size })
}

/// Returns the distance, in sizes of the face, from which on a blank lies between two signs that the file does not spell
/// out. Between Chinese and Latin text programs leave some distance of their own.
fn blank(before: &str, sign: &str) -> f64 {
    let latin = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
    if latin(before.chars().next_back()) && latin(sign.chars().next()) { 0.22 } else { 0.6 }
}

/// Returns whether a text is a single word that is never broken.
fn is_whole(text: &str) -> bool {
    text.chars().all(|char| char.is_ascii_graphic())
}

/// Returns whether a text goes on with such a word.
fn is_word(text: &str) -> bool {
    text.chars().all(|char| char.is_ascii_graphic()) || is_mark(text)
}

/// Returns whether a text is a mark that must not begin a line.
fn is_mark(text: &str) -> bool {
    text.chars().all(|char| "，。、；：！？）》”’％%.,".contains(char))
}

/// Returns the text of lines that lie within `left` and `right`. A line that has no room for the words that follow goes
/// on with them; else the text has a line break there.
pub(super) fn text(lines: &[Line], left: f64, right: f64) -> String {
    let mut text = String::new();
    let padding = lines.iter().map(|line| (line.left() - left).min(right - line.right()));
    let padding = padding.fold(f64::MAX, f64::min).clamp(0.0, 12.0);
    for (index, line) in lines.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).and_then(|before| lines.get(before)) {
            let room = (right - left) - 2.0 * padding - (before.right() - before.left());
            let head = line.parts.first().map_or(0.0, |words| words.head);
            if room > head + SLACK * line.size {
                text.truncate(text.trim_end().len());
                text.push('\n');
            } else if blank(&text, &line.text()) < 0.5 && !text.ends_with(['-', '/']) {
                text.push(' ');
            }
        }
        let words: Vec<&str> = line.parts.iter().map(|words| words.text.as_str()).collect();
        text.push_str(&words.join(" "));
    }
    text.trim().to_owned()
}
