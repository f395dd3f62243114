//! The sequence numbers of an annex: those published, those that a row gets by its place, duplicates and gaps.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Cell;
use super::number::Number;
use super::record::Record;
use super::title::Field;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::plan::{Annex, ItemId};

/// The number of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    pub id: ItemId,
    /// A note on the origin of a number that is not the published one.
    pub note: Option<String>,
}

/// The number that a row has, seen beside those of the other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    Item(u32),
    /// The part of an item, or of the last one.
    Part(Option<u32>, u32),
    /// A part of a part: 3.1.2.
    Deep(u32, u32, u32),
    /// In a table without numbers, by its place.
    ByPlace,
    /// A part of the last item, by its place.
    Continues,
    Unreadable,
}

/// Returns the numbers of those `records` that are items: rows with a number and a text, the first of each
/// number. Duplicates and gaps are reported.
///
/// Where each section begins with 1 again, items are numbered by their place. A row without a number is a part of the
/// item above, unless a number is missing there.
pub(super) fn items(
    annex: Annex,
    records: &[Record<'_>],
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<usize, Numbered> {
    let written = written(annex, records);
    let restarts = restarts(records, &written);
    let mut items: BTreeMap<usize, Numbered> = BTreeMap::new();
    let mut first: BTreeMap<ItemId, Place> = BTreeMap::new();
    // Rows that were left out for another reason are not missing from the sequence.
    let mut numbers: BTreeMap<(usize, u32), Place> = BTreeMap::new();
    let mut last: Option<u32> = None;
    let mut subs: BTreeMap<u32, u32> = BTreeMap::new();
    let published = published_parts(&written);
    let mut deep: BTreeSet<(u32, u32, u32)> = BTreeSet::new();
    // The whole items so far, also those without a text.
    let mut count = 0;
    for (position, record) in records.iter().enumerate() {
        let place = record.source.place(record.place.clone());
        let has_text = !record.missing.contains(&Field::Text);
        let (id, note) = match written[position] {
            Written::Item(no) => {
                let part = if restarts { record.part } else { 0 };
                let again = numbers.insert((part, no), place.clone()).is_some();
                // A number that occurs twice in one section is a fault in it.
                if !restarts || !again {
                    count += 1;
                }
                let number = if restarts && !again { count } else { no };
                if !again || !restarts {
                    last = Some(number);
                }
                let note = (restarts && !again && number != no)
                    .then(|| format!("各部分的序号都从1开始，按所在位置编号，原为第{no}项"));
                (ItemId::new(annex, number), note)
            }
            Written::ByPlace => {
                if has_text {
                    count += 1;
                }
                last = Some(count);
                let note = format!("表中没有序号，按所在位置编为第{count}项");
                (ItemId::new(annex, count), Some(note))
            }
            Written::Part(no, sub) => {
                let no = if restarts { last.or(no) } else { no.or(last) };
                let Some(no) = no else {
                    problems.push(unnumbered(record, place));
                    continue;
                };
                subs.entry(no).and_modify(|most| *most = sub.max(*most)).or_insert(sub);
                (ItemId { annex, no, sub: Some(sub) }, None)
            }
            Written::Deep(of, sub, third) => {
                let no = if restarts { last.unwrap_or(of) } else { of };
                if !deep.insert((no, sub, third)) {
                    problems.push(unnumbered(record, place));
                    continue;
                }
                let most = subs.entry(no).or_insert(0);
                *most = published.get(&of).copied().unwrap_or(0).max(*most) + 1;
                let note = format!(
                    "原为第{of}.{sub}项之下的{of}.{sub}.{third}，作为第{no}项的第{most}个分项"
                );
                (ItemId { annex, no, sub: Some(*most) }, Some(note))
            }
            Written::Continues => {
                let Some(no) = last.filter(|_| has_text) else {
                    if has_text {
                        problems.push(unnumbered(record, place));
                    }
                    continue;
                };
                let sub = subs.entry(no).or_insert(0);
                *sub += 1;
                let note = format!("没有序号，作为第{no}项的第{sub}个分项");
                (ItemId { annex, no, sub: Some(*sub) }, Some(note))
            }
            Written::Unreadable => {
                if has_text {
                    problems.push(unnumbered(record, place));
                }
                continue;
            }
        };
        if !has_text {
            continue;
        }
        match first.get(&id) {
            Some(earlier) => {
                let no = id.number();
                let (line, words) = (earlier.line, words(record));
                let message = format!("序号{no}重复，已见于第{line}行；这一行未收入：{words}");
                problems.push(
                    Diagnostic::new(Code::NumberDuplicate, message)
                        .at(place)
                        .hint("改正其中一个序号，再重新导入"),
                );
            }
            None => {
                first.insert(id, place);
                items.insert(position, Numbered { id, note });
            }
        }
    }
    report_gaps(annex, &numbers, problems);
    report_orphans(&first, problems);
    items
}

/// Returns the number of each row, as the table uses its kinds of numbers.
fn written(annex: Annex, records: &[Record<'_>]) -> Vec<Written> {
    let numbers = || records.iter().filter_map(|record| record.number);
    let has_whole = numbers().any(|number| matches!(number, Number::Whole(_)));
    let has_numeral = numbers().any(|number| matches!(number, Number::Numeral(_)));
    let own = annex.number().map(u32::from);
    let annexed = with_annex(records, own);
    let with_annex = !has_whole && annexed && numbers().count() > 1;
    let written = records.iter().enumerate().map(|(position, record)| match record.number {
        _ if !record.table.is_numbered => Written::ByPlace,
        Some(Number::Whole(no)) => Written::Item(no),
        Some(Number::Inner(no)) if has_whole || has_numeral => Written::Part(None, no),
        Some(Number::Inner(no)) => Written::Item(no),
        Some(Number::Numeral(no)) if !has_whole => Written::Item(no),
        Some(Number::Numeral(_)) => Written::Unreadable,
        Some(Number::Part(_, sub)) if with_annex => Written::Item(sub),
        Some(Number::Part(no, sub)) => Written::Part(Some(no), sub),
        // 2-1-3 in annex 2: annex, item and part.
        Some(Number::Deep(no, sub, third)) if annexed && Some(no) == own => {
            Written::Part(Some(sub), third)
        }
        Some(Number::Deep(no, sub, third)) => Written::Deep(no, sub, third),
        None if !record.content(Field::Number).is_empty() => Written::Unreadable,
        None if follows(records, position) => Written::Continues,
        None => Written::Unreadable,
    });
    written.collect()
}

/// Returns the highest published number of a part of each item: parts of parts come behind it.
fn published_parts(written: &[Written]) -> BTreeMap<u32, u32> {
    let mut published: BTreeMap<u32, u32> = BTreeMap::new();
    for written in written {
        if let Written::Part(Some(no), sub) | Written::Deep(no, sub, _) = *written {
            let most = published.entry(no).or_default();
            *most = sub.max(*most);
        }
    }
    published
}

/// Returns whether all numbers begin with that of the annex: 2-1, 2-2, 2-2-1 in annex 2.
fn with_annex(records: &[Record<'_>], own: Option<u32>) -> bool {
    let mut numbers = records.iter().filter_map(|record| record.number);
    numbers.all(|number| match number {
        Number::Part(no, _) | Number::Deep(no, ..) => Some(no) == own,
        _ => false,
    })
}

/// Returns whether the row without a number at `position` is a part of the item above: no number is missing between the
/// numbered rows around it.
fn follows(records: &[Record<'_>], position: usize) -> bool {
    let order = |record: &Record<'_>| record.number.map(Number::order);
    let above = records.get(..position).into_iter().flatten().rev().find_map(order);
    let below = records.get(position + 1..).into_iter().flatten().find_map(order);
    match (above, below) {
        (Some(above), Some(below)) => below <= above.saturating_add(1),
        (above, None) => above.is_some(),
        (None, _) => false,
    }
}

/// Returns whether sections begin with 1 again.
fn restarts(records: &[Record<'_>], written: &[Written]) -> bool {
    let mut parts = BTreeSet::new();
    for (record, written) in records.iter().zip(written) {
        if *written == Written::Item(1) {
            parts.insert(record.part);
        }
    }
    parts.len() > 1
}

fn unnumbered(record: &Record<'_>, place: Place) -> Diagnostic {
    let what = match record.cells.get(&Field::Number).filter(|cell| !cell.is_blank()) {
        Some(cell) => format!("序号“{}”无法识别", cell.running_text()),
        None => "缺少序号".to_owned(),
    };
    let words = words(record);
    Diagnostic::new(Code::NumberInvalid, format!("{what}，这一行未收入：{words}"))
        .at(place)
        .hint("序号用阿拉伯数字，从1起，每行一个")
}

/// Returns the contents of a row but for its number.
fn words(record: &Record<'_>) -> String {
    let contents = record.contents();
    let others = contents.iter().filter(|(field, _)| *field != Field::Number);
    let words: Vec<String> = others.map(|(_, cell): &(Field, &Cell)| cell.running_text()).collect();
    words.join(" ")
}

/// Reports the numbers that are missing before each of `numbers`, which come with their sections and places.
fn report_gaps(
    annex: Annex,
    numbers: &BTreeMap<(usize, u32), Place>,
    problems: &mut Vec<Diagnostic>,
) {
    let mut expected = 1;
    let mut section = None;
    for (&(part, no), place) in numbers {
        if section.replace(part) != Some(part) {
            expected = 1;
        }
        if no > expected {
            let gap = match no - 1 {
                last if last == expected => format!("第{expected}项"),
                last => format!("第{expected}项至第{last}项"),
            };
            let message = format!("附件{annex}的序号不连续：第{no}项之前缺少{gap}");
            problems.push(
                Diagnostic::new(Code::NumberSkipped, message)
                    .at(place.clone())
                    .hint("核对原件：若确有这些项，请补入文本后重新导入"),
            );
        }
        expected = no.saturating_add(1);
    }
}

/// Reports the parts whose item is not there, once for each item.
fn report_orphans(first: &BTreeMap<ItemId, Place>, problems: &mut Vec<Diagnostic>) {
    let mut reported = BTreeSet::new();
    for (id, place) in first {
        let Some(parent) = id.parent().filter(|parent| !first.contains_key(parent)) else {
            continue;
        };
        if reported.insert(parent) {
            let message = format!("有第{}项，却没有它的上级第{}项", id.number(), parent.number());
            problems.push(
                Diagnostic::new(Code::NumberSkipped, message)
                    .at(place.clone())
                    .hint("核对原件：若确有这一项，请补入文本后重新导入"),
            );
        }
    }
}
