//! Notices without a table: numbered paragraphs with the units behind labels.
//!
//! “1. …。牵头单位：…；配合单位：…。完成时限：…”: the labels may be in the paragraph itself, in brackets, or on lines of
//! their own below it. A list becomes a table whose columns are the labels.

use std::ops::Range;

use super::cell::Cell;
use super::header::Header;
use super::number;
use super::row::RawRow;
use super::section;
use super::settings::Settings;
use super::title::{self, Field, Title};
use crate::plan::Column;
use crate::registry::names::is_blank;

/// Minimum number of labelled items that make numbered paragraphs a list of tasks.
const LEAST: usize = 2;

/// A list of tasks in lines of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct List {
    pub header: Header,
    pub rows: Vec<RawRow>,
    /// The positions of its first line and the one behind its last.
    pub lines: Range<usize>,
}

/// A paragraph of the list.
#[derive(Debug, Clone)]
enum Paragraph {
    Section(Range<usize>),
    Item(Item),
}

/// A label and its value.
type Labelled = (Range<usize>, Range<usize>);

#[derive(Debug, Clone, Default)]
struct Item {
    number: Range<usize>,
    text: Vec<Range<usize>>,
    /// The labels with their values.
    values: Vec<Labelled>,
    /// The position of its last line.
    line: usize,
}

/// Returns the list of tasks in `lines`, if there is one.
pub(super) fn find(source: &str, lines: &[Range<usize>], settings: &Settings) -> Option<List> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let line = trimmed(source, line.clone());
        let words = &source[line.clone()];
        if words.is_empty() || section::is_page_number(words) {
            continue;
        }
        let (number, rest) = numbered(source, &line);
        let (text, values) = labelled(source, rest.clone(), settings);
        if values.is_empty() && section::is_heading(words) && words.chars().count() <= 40 {
            paragraphs.push(Paragraph::Section(line));
        } else if let Some(number) = number {
            let text = vec![text];
            paragraphs.push(Paragraph::Item(Item { number, text, values, line: at }));
        } else if let Some(Paragraph::Item(item)) = paragraphs.last_mut()
            && (!values.is_empty() || item.values.is_empty())
        {
            if !text.is_empty() {
                item.text.push(text);
            }
            item.values.extend(values);
            item.line = at;
        }
    }
    let is_labelled = |paragraph: &Paragraph| matches!(paragraph, Paragraph::Item(item) if !item.values.is_empty());
    let first = paragraphs.iter().position(is_labelled)?;
    let last = paragraphs.iter().rposition(is_labelled)?;
    // The heading of the section of the first item, and its parent, belong to the list.
    let first = paragraphs
        .get(..first)?
        .iter()
        .rposition(|above| !is_heading_of(above))
        .map_or(0, |at| at + 1);
    let list = paragraphs.get_mut(first..=last)?;
    let list = &*with_leads(source, list, settings);
    if list.iter().filter(|paragraph| is_labelled(paragraph)).count() < LEAST {
        return None;
    }
    table(source, lines, list, settings)
}

/// Lets the responsible units of an item without lead units lead, in a list in which others have some.
fn with_leads<'p>(
    source: &str,
    list: &'p mut [Paragraph],
    settings: &Settings,
) -> &'p mut [Paragraph] {
    let meaning = |label: &Range<usize>| title::title(&source[label.clone()], settings);
    let leads = Some(Title::Field(Field::Names(Column::Lead)));
    let labels = |paragraph: &Paragraph| match paragraph {
        Paragraph::Item(item) => item.values.iter().map(|(label, _)| label.clone()).collect(),
        Paragraph::Section(_) => Vec::new(),
    };
    let mut all = list.iter().flat_map(labels);
    let Some(lead) = all.find(|label| meaning(label) == leads) else { return list };
    for paragraph in list.iter_mut() {
        let Paragraph::Item(item) = paragraph else { continue };
        if item.values.iter().any(|(label, _)| meaning(label) == leads) {
            continue;
        }
        for (label, _) in &mut item.values {
            if meaning(label) == Some(Title::Responsible) {
                *label = lead.clone();
            }
        }
    }
    list
}

fn is_heading_of(paragraph: &Paragraph) -> bool {
    matches!(paragraph, Paragraph::Section(_))
}

fn table(
    source: &str,
    lines: &[Range<usize>],
    list: &[Paragraph],
    settings: &Settings,
) -> Option<List> {
    let words = |label: &Range<usize>| title::compact(&source[label.clone()]);
    let meaning = |label: &Range<usize>| title::title(&source[label.clone()], settings);
    let items = || {
        list.iter().filter_map(|paragraph| match paragraph {
            Paragraph::Item(item) => Some(item),
            Paragraph::Section(_) => None,
        })
    };
    // 牵头领导 here and 牵头负责领导 there are one column, but not where an item has both.
    let beside = |a: &Range<usize>, b: &Range<usize>| {
        let has = |item: &Item, label: &Range<usize>| {
            item.values.iter().any(|(other, _)| words(other) == words(label))
        };
        items().any(|item| has(item, a) && has(item, b))
    };
    let same = |a: &Range<usize>, b: &Range<usize>| {
        words(a) == words(b) || (meaning(a) == meaning(b) && !beside(a, b))
    };
    let mut labels: Vec<Range<usize>> = Vec::new();
    for (label, _) in items().flat_map(|item| &item.values) {
        if labels.iter().all(|other| !same(other, label)) {
            labels.push(label.clone());
        }
    }
    let start = |paragraph: &Paragraph| match paragraph {
        Paragraph::Section(line) => line.start,
        Paragraph::Item(item) => item.number.start,
    };
    let begin = start(list.first()?);
    let title = |words: &str| Cell::titled(words, begin..begin);
    let mut cells = vec![title("序号"), title("任务内容")];
    cells.extend(labels.iter().map(|label| Cell::new(source, label.clone())));
    let mut header = Header::with_cells(0..0, '\t', cells, settings);
    header.is_list = true;
    let count = labels.len() + 2;
    let mut rows = Vec::new();
    for paragraph in list {
        let at = start(paragraph);
        let mut cells = vec![Cell::new(source, at..at); count];
        match paragraph {
            Paragraph::Section(line) => {
                if let Some(cell) = cells.first_mut() {
                    *cell = Cell::new(source, line.clone());
                }
            }
            Paragraph::Item(item) => {
                let mut put = |position: usize, range: &Range<usize>| {
                    let Some(cell) = cells.get_mut(position) else { return };
                    match cell.is_blank() {
                        true => *cell = Cell::new(source, range.clone()),
                        false => cell.join(source, range.clone()),
                    }
                };
                put(0, &item.number);
                item.text.iter().for_each(|text| put(1, text));
                for (label, value) in &item.values {
                    let own = labels.iter().position(|other| words(other) == words(label));
                    let alike = || labels.iter().position(|other| same(other, label));
                    if let Some(position) = own.or_else(alike) {
                        put(position + 2, value);
                    }
                }
            }
        }
        rows.push(RawRow {
            cells,
            first_line: at..at,
            is_spaced: false,
            is_merged: matches!(paragraph, Paragraph::Section(_)),
            is_last: false,
        });
    }
    let line_of = |at: usize| lines.iter().position(|line| line.start <= at && at <= line.end);
    let last = list.iter().rev().find_map(|paragraph| match paragraph {
        Paragraph::Item(item) => Some(item.line),
        Paragraph::Section(_) => None,
    })?;
    let lines = line_of(begin)?..last + 1;
    Some(List { header, rows, lines })
}

/// Returns the range without the blanks at its ends.
fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let words = &source[range.clone()];
    let start = range.end - words.trim_start_matches(is_blank).len();
    let end = (range.start + words.trim_end_matches(is_blank).len()).max(start);
    start..end
}

/// Separates the number at the beginning of a paragraph from the rest: 1. …, 1、…, （1）…, ①….
fn numbered(source: &str, line: &Range<usize>) -> (Option<Range<usize>>, Range<usize>) {
    let words = &source[line.clone()];
    let none = (None, line.clone());
    let bracket = words.starts_with(['（', '(', '[', '【']);
    let digits = words.trim_start_matches(['（', '(', '[', '【', '第']);
    let opened = words.len() - digits.len();
    let length = digits
        .find(|c: char| !c.is_numeric() && !matches!(c, '.' | '．' | '-'))
        .unwrap_or(digits.len());
    let digits = digits.get(..length).unwrap_or_default().trim_end_matches(['.', '．', '-']);
    if digits.is_empty() {
        return none;
    }
    let mut end = opened + digits.len();
    let after = words.get(end..).unwrap_or_default();
    let mark = after.chars().next();
    let closes = match mark {
        Some('）' | ')' | ']' | '】') => bracket,
        Some('.' | '．' | '、' | '项' | '条') => !bracket,
        Some(c) => is_blank(c) || digits.chars().all(|c| !c.is_ascii_digit()),
        None => false,
    };
    let is_number = number::parse(words.get(..end).unwrap_or_default()).is_some()
        || number::parse(digits).is_some();
    if !closes || !is_number {
        return none;
    }
    if let Some(mark) = mark.filter(|mark| "）)]】.．、项条".contains(*mark)) {
        end += mark.len_utf8();
    }
    let rest = trimmed(source, line.start + end..line.end);
    // 1.5万户 begins a sentence.
    let is_decimal =
        source[rest.clone()].starts_with(|c: char| c.is_ascii_digit()) && mark == Some('.');
    if rest.is_empty() || is_decimal {
        return none;
    }
    (Some(line.start..line.start + end), rest)
}

/// Separates the text of a paragraph from the values behind labels.
fn labelled(
    source: &str,
    range: Range<usize>,
    settings: &Settings,
) -> (Range<usize>, Vec<Labelled>) {
    let words = &source[range.clone()];
    let ends = |c: char| {
        matches!(
            c,
            '。' | '；' | ';' | '，' | ',' | '（' | '(' | '【' | '[' | '）' | ')' | '】' | '—'
        ) || is_blank(c)
    };
    let mut labels: Vec<(usize, usize, usize)> = Vec::new();
    for (colon, mark) in words.match_indices(['：', ':']) {
        let before = &words[..colon];
        let start = before
            .rfind(ends)
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let label = before[start..].trim_matches(['【', '】', '[', ']']);
        let is_label = matches!(
            title::title(label, settings),
            Some(
                Title::Field(
                    Field::Names(_)
                        | Field::Deadline
                        | Field::Remarks
                        | Field::Source
                        | Field::LastYear
                ) | Title::Person
                    | Title::Responsible
                    | Title::Undertaking
                    | Title::Measures
            )
        );
        if is_label {
            labels.push((start, colon, colon + mark.len()));
        }
    }
    let Some(&(first, ..)) = labels.first() else { return in_brackets(source, range) };
    let inner = |start: usize, end: usize, marks: &[char]| {
        let text = words.get(start..end).unwrap_or_default();
        let text = text.trim_end_matches(|c: char| is_blank(c) || marks.contains(&c));
        let range = range.start + start..range.start + start + text.len();
        trimmed(source, range)
    };
    let text = inner(0, first, &['（', '(', '【', '[', '—', '，', ',', '；', ';']);
    let ends = labels.iter().skip(1).map(|&(start, ..)| start).chain([words.len()]);
    let values = labels.iter().zip(ends).map(|(&(start, colon, value), end)| {
        let label = range.start + start..range.start + colon;
        let mut value =
            inner(value, end, &['。', '；', ';', '，', ',', '（', '(', '【', '[', '】', ']']);
        // The bracket around the labels closes behind the last; one of a name stays.
        let held = &source[value.clone()];
        let closing = held
            .strip_suffix(['）', ')'])
            .filter(|_| held.matches(['）', ')']).count() > held.matches(['（', '(']).count());
        if let Some(closed) = closing {
            value.end = value.start + closed.len();
            let held = closed.trim_end_matches(['。', '；', ';']);
            value.end = value.start + held.len();
        }
        (label, value)
    });
    (text, values.collect())
}

/// Verbs behind the units in a bracket at the end of a paragraph, the longest first.
const VERBS: [&str; 9] = [
    "按职责分工负责",
    "按职责负责",
    "分别负责",
    "牵头负责",
    "牵头",
    "负责",
    "配合",
    "参与",
    "参加",
];

/// Separates the text of a paragraph from the units in a bracket at its end: （省发展改革委牵头，省财政厅、省水利厅配合）.
fn in_brackets(source: &str, range: Range<usize>) -> (Range<usize>, Vec<Labelled>) {
    let none = (range.clone(), Vec::new());
    let words = source[range.clone()].trim_end_matches(['。', '；', ';']);
    let Some(inner) = words.strip_suffix(['）', ')']) else { return none };
    let mut depth = 1;
    let open = inner.char_indices().rev().find(|&(_, c)| {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some((open, bracket)) = open else { return none };
    let mut values = Vec::new();
    let mut start = open + bracket.len_utf8();
    for clause in inner[start..].split_inclusive(['，', ',', '；', ';', '。']) {
        let words = clause.trim_end_matches(['，', ',', '；', ';', '。']);
        let Some(verb) = VERBS.iter().find(|verb| words.ends_with(**verb)) else { return none };
        let units = words.len() - verb.len();
        if units == 0 {
            return none;
        }
        let at = range.start + start;
        values.push((at + units..at + words.len(), trimmed(source, at..at + units)));
        start += clause.len();
    }
    (trimmed(source, range.start..range.start + open), values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<Vec<String>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            lines.push(start..start + line.len());
            start += line.len() + 1;
        }
        let list = find(text, &lines, &Settings::default()).expect("it is a list");
        let head = list.header.cells.iter().map(|cell| cell.trimmed().to_owned()).collect();
        let rows = list.rows.iter().map(|row| row.cells.iter().map(Cell::running_text).collect());
        std::iter::once(head).chain(rows).collect()
    }

    #[test]
    fn labels_on_lines_of_their_own() {
        let rows = shown(
            "现分解如下。\n一、稳增长\n　　1. 生产总值增长7%。\n　　牵头领导：金大力。\n　　牵头单位：市发改委。\n　　2．造林。\n　　牵头领导：姚志远、陆秋明。\n　　牵头单位：市林业局。\n请认真落实。",
        );
        assert_eq!(rows[0], ["序号", "任务内容", "牵头领导", "牵头单位"]);
        assert_eq!(rows[1], ["一、稳增长", "", "", ""]);
        assert_eq!(rows[2], ["1.", "生产总值增长7%。", "金大力", "市发改委"]);
        assert_eq!(rows[3], ["2．", "造林。", "姚志远、陆秋明", "市林业局"]);
    }

    #[test]
    fn labels_in_the_paragraph_and_in_brackets() {
        let rows = shown(
            "（1）建成水库2座。（牵头单位：县水利局（县水库中心）；配合单位：县财政局，各乡镇；完成时限：12月底前）\n（2）造林。责任单位：县林业局",
        );
        assert_eq!(rows[0], ["序号", "任务内容", "牵头单位", "配合单位", "完成时限"]);
        assert_eq!(
            rows[1],
            ["（1）", "建成水库2座。", "县水利局（县水库中心）", "县财政局，各乡镇", "12月底前"]
        );
        // The responsible unit leads where no other does.
        assert_eq!(rows[2], ["（2）", "造林。", "县林业局", "", ""]);
    }

    #[test]
    fn paragraphs_without_units_are_no_list() {
        let lines = ["1. 提高认识。", "2. 加强领导：各单位要重视。"];
        let text = lines.join("\n");
        let ranges = [0..lines[0].len(), lines[0].len() + 1..text.len()];
        assert_eq!(find(&text, &ranges, &Settings::default()), None);
    }
}
