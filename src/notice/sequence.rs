//! The sequence numbers of an annex: duplicates and gaps.

use std::collections::BTreeMap;

use super::field::Field;
use super::record::Record;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::plan::{Annex, ItemId};

/// Returns the positions of those `records` that are items: rows with a number and a text, the first of each
/// number. Duplicates and gaps are reported.
pub(super) fn items(
    annex: Annex,
    records: &[Record<'_>],
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<usize, ItemId> {
    let mut items = BTreeMap::new();
    let mut first: BTreeMap<u32, Place> = BTreeMap::new();
    // Rows that were left out for another reason are not missing from the sequence.
    let mut numbers: BTreeMap<u32, Place> = BTreeMap::new();
    for (position, record) in records.iter().enumerate() {
        let Some(no) = record.number else { continue };
        let place = record.source.place(record.place.clone());
        numbers.entry(no).or_insert_with(|| place.clone());
        if record.missing.contains(&Field::Text) {
            continue;
        }
        match first.get(&no) {
            Some(earlier) => {
                let line = earlier.line;
                let message = format!("序号{no}重复，已见于第{line}行；这一行未收入");
                problems.push(
                    Diagnostic::new(Code::NumberDuplicate, message)
                        .at(place)
                        .hint("改正其中一个序号，再重新导入"),
                );
            }
            None => {
                first.insert(no, place);
                items.insert(position, ItemId::new(annex, no));
            }
        }
    }
    report_gaps(annex, &numbers, problems);
    items
}

/// Reports the numbers that are missing before each of `numbers`, which come with their places.
fn report_gaps(annex: Annex, numbers: &BTreeMap<u32, Place>, problems: &mut Vec<Diagnostic>) {
    let mut expected = 1;
    for (&no, place) in numbers {
        if no > expected {
            let gap = match no - 1 {
                last if last == expected => format!("第{expected}项"),
                last => format!("第{expected}项至第{last}项"),
            };
            let message = format!("附件{}的序号不连续：第{no}项之前缺少{gap}", annex.number());
            problems.push(
                Diagnostic::new(Code::NumberSkipped, message)
                    .at(place.clone())
                    .hint("核对原件：若确有这些项，请补入文本后重新导入"),
            );
        }
        expected = no.saturating_add(1);
    }
}
