//! The kinds of rows that a published table has besides its items.

use super::cell::Cell;
use super::header::Header;
use super::number::Number;
use super::record::Record;
use super::section;
use super::title::Field;
use crate::input::text::is_total;

/// The kind of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowKind {
    /// An item, or a part of one.
    Item,
    /// The heading of a section.
    Section(String),
    /// The titles again, as at the top of a page.
    Titles,
    /// A total: 合计, 小计.
    Total,
    /// A number of a page.
    Page,
    /// A note: 注：….
    Note,
    /// Words that belong to no item.
    Stray,
}

/// Returns the kind of a row whose cells are in their columns.
///
/// A heading of a section is the only content of its row, or a numeral with a title (一 脱贫攻坚).
pub(super) fn of(record: &Record<'_>, header: &Header) -> RowKind {
    let cells: Vec<Cell> = record.cells.values().cloned().collect();
    if header.is_repeated_in(&cells) {
        return RowKind::Titles;
    }
    let contents = record.contents();
    let Some(&(field, first)) = contents.first() else { return RowKind::Stray };
    let words = first.running_text();
    let is_label = matches!(field, Field::Number | Field::Text | Field::Category | Field::Name);
    if is_label && is_total(&words) {
        return RowKind::Total;
    }
    match contents.as_slice() {
        [_] if section::is_page_number(&words) => RowKind::Page,
        [_] if section::is_note(&words) => RowKind::Note,
        [_] if field == Field::Number && record.number.is_some() => RowKind::Item,
        [_] if section::is_heading(&words) => RowKind::Section(words),
        [_] if record.is_merged => RowKind::Section(words),
        [_] => match field {
            Field::Number if is_title(&words) => RowKind::Section(words),
            Field::Category if !header.has(Field::Number) => RowKind::Section(words),
            Field::Text if record.cells.values().all(|cell| !cell.is_blank()) => {
                RowKind::Section(words)
            }
            Field::Text => RowKind::Item,
            Field::Name if record.number.is_none() => RowKind::Section(words),
            _ => RowKind::Stray,
        },
        [(Field::Number, numeral), (Field::Text | Field::Name | Field::Category, title)]
            if matches!(record.number, Some(Number::Numeral(_))) =>
        {
            let numeral = numeral.running_text();
            let mark = if numeral.ends_with(['、', '）', ')', '.', '．']) { "" } else { "、" };
            RowKind::Section(format!("{numeral}{mark}{}", title.running_text()))
        }
        _ => RowKind::Item,
    }
}

/// Returns whether words can head a section: at least two Chinese characters.
fn is_title(words: &str) -> bool {
    words.chars().filter(|&c| matches!(c, '\u{3400}'..='\u{9fff}')).count() > 1
}
