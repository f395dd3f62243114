//! The conversion of an annex's rows into items: names separated, merged cells filled, repairs recorded.

use std::collections::BTreeMap;
use std::ops::Range;

use super::AnnexRow;
use super::cell::Cell;
use super::cell_names::{self, CellNames, Known};
use super::field::Field;
use super::fill::{self, Filled};
use super::record::Record;
use super::repair::{Repair, RepairKind};
use super::sequence;
use super::suspect::{self, Suspicion};
use super::unknown::Unknowns;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Annex, Column, ItemId};
use crate::registry::names::{is_blank, is_mark};
use crate::targets::extract;

/// Reads the items of an annex, and records what it finds on the way.
pub(super) struct Items<'a> {
    pub known: &'a Known,
    pub problems: &'a mut Vec<Diagnostic>,
    pub repairs: &'a mut Vec<Repair>,
    pub unknown: &'a mut Unknowns,
}

impl Items<'_> {
    /// Returns the items among `records`, in their order.
    ///
    /// Rows that are not items (a duplicate, one without a number) take part in filling: merged cells extend
    /// over them.
    pub fn read(&mut self, annex: Annex, records: &[Record<'_>]) -> Vec<AnnexRow> {
        let ids = sequence::items(annex, records, self.problems);
        let cells: Vec<BTreeMap<Column, CellNames>> =
            records.iter().map(|record| self.names_of(record)).collect();
        let names = cells.iter().map(names_only).collect();
        let filled = fill::down(records, names, self.problems);
        ids.into_iter()
            .map(|(at, id)| self.item(id, &records[at], &cells[at], &filled[at]))
            .collect()
    }

    /// Returns the names in each of the row's cells that is not blank.
    fn names_of(&self, record: &Record<'_>) -> BTreeMap<Column, CellNames> {
        let cells = Column::ALL
            .into_iter()
            .filter_map(|column| Some((column, record.cells.get(&Field::Names(column))?)));
        cells
            .filter(|(_, cell)| !cell.is_blank())
            .map(|(column, cell)| (column, cell_names::read(cell, column, self.known)))
            .collect()
    }

    fn item(
        &mut self,
        id: ItemId,
        record: &Record<'_>,
        cells: &BTreeMap<Column, CellNames>,
        filled: &Filled,
    ) -> AnnexRow {
        let text = self.text(id, record);
        self.repair_number(id, record, &text);
        let mut suspicions = suspect::of(record, filled, &text);
        for (&column, names) in cells {
            self.repair_names(id, column, record, names);
            self.meet_unknown(record, column, names);
            suspicions.extend(repeated(column, &names.repeated));
        }
        self.inherit(id, filled);
        self.suspect(id, record, filled, &suspicions);
        let names = |column| filled.names.get(&column).cloned().unwrap_or_default();
        let deadline = record.cells.get(&Field::Deadline);
        AnnexRow {
            id,
            category: None,
            leaders: names(Column::Leaders),
            lead: names(Column::Lead),
            support: names(Column::Support),
            implement: names(Column::Implement),
            deadline: deadline.map(Cell::running_text).filter(|deadline| !deadline.is_empty()),
            inherited: filled.inherited.clone(),
            targets: extract::from_text(&text),
            text,
        }
    }

    /// Returns the text of an item; a line break inside it is a repair, and a missing text is reported.
    fn text(&mut self, id: ItemId, record: &Record<'_>) -> String {
        let Some(cell) = record.cells.get(&Field::Text) else {
            return String::new();
        };
        let text = cell.running_text();
        if cell.is_broken() {
            self.repair(id, Field::Text, RepairKind::JoinedLine, cell.trimmed(), &text);
        }
        if text.is_empty() {
            self.problems.push(
                Diagnostic::new(
                    Code::TextEmpty,
                    format!("第{}项没有{}的文字", id.no, id.annex.noun()),
                )
                .at(record.source.place(record.place.clone()))
                .hint("补上文字后重新导入"),
            );
        }
        text
    }

    /// Records that a number and its text were separated.
    fn repair_number(&mut self, item: ItemId, record: &Record<'_>, text: &str) {
        let number = record.cells.get(&Field::Number);
        if let Some(number) = number.filter(|_| record.is_spaced) {
            self.repairs.push(Repair {
                item,
                field: Field::Text,
                kind: RepairKind::Spacing,
                before: format!("{} {text}", number.trimmed()),
                after: text.to_owned(),
                note: "序号与文字之间缺少分隔符，已在空格处分开".to_owned(),
            });
        }
    }

    fn repair_names(&mut self, id: ItemId, column: Column, record: &Record<'_>, names: &CellNames) {
        let field = Field::Names(column);
        if let Some(cell) = record.cells.get(&field) {
            let after = names.names.join("、");
            for &kind in &names.repairs {
                self.repair(id, field, kind, cell.trimmed(), &after);
            }
        }
    }

    fn repair(&mut self, item: ItemId, field: Field, kind: RepairKind, before: &str, after: &str) {
        self.repairs.push(Repair {
            item,
            field,
            kind,
            before: before.to_owned(),
            after: after.to_owned(),
            note: kind.note().to_owned(),
        });
    }

    /// Counts the unknown names of a cell.
    fn meet_unknown(&mut self, record: &Record<'_>, column: Column, names: &CellNames) {
        for (name, range) in &names.unknown {
            if self.breaks_off(record, column, name, range) {
                continue;
            }
            let source = record.source;
            let place = || source.place(range.clone());
            self.unknown.meet(name.clone(), column, place);
        }
        if let Some(cell) = record.cells.get(&Field::Names(column))
            && let Some(mark) = cell.trimmed().chars().next_back().filter(|&c| is_mark(c))
            && self.is_end(record, &cell.place())
        {
            self.report_end(record, format!("名单以“{mark}”结尾，文件可能在此中断"), cell.place());
        }
    }

    /// Returns whether an unknown name is the beginning of a known one at the very end of the file; reports it
    /// in that case.
    fn breaks_off(
        &mut self,
        record: &Record<'_>,
        column: Column,
        name: &str,
        range: &Range<usize>,
    ) -> bool {
        if !self.is_end(record, range) {
            return false;
        }
        let Some(whole) = self.known.lexicon(column).beginning_with(name) else {
            return false;
        };
        let message = format!("“{name}”只是“{whole}”的开头，文件可能在此中断");
        self.report_end(record, message, range.clone());
        true
    }

    /// Returns whether only blanks follow `range` in the file.
    fn is_end(&self, record: &Record<'_>, range: &Range<usize>) -> bool {
        record.is_last && record.source.text()[range.end..].chars().all(is_blank)
    }

    fn report_end(&mut self, record: &Record<'_>, message: String, range: Range<usize>) {
        self.problems.push(
            Diagnostic::new(Code::TextCutOff, message)
                .at(record.source.place(range))
                .hint("找到完整的通知文本，重新导入"),
        );
    }

    /// Records the cells taken from the row above.
    fn inherit(&mut self, item: ItemId, filled: &Filled) {
        for column in &filled.inherited {
            let names = filled.names.get(column).map(|names| names.join("、"));
            let note = match filled.above {
                Some(no) => format!("合并单元格，沿用第{no}项"),
                None => RepairKind::Inherited.note().to_owned(),
            };
            self.repairs.push(Repair {
                item,
                field: Field::Names(*column),
                kind: RepairKind::Inherited,
                before: String::new(),
                after: names.unwrap_or_default(),
                note,
            });
        }
    }

    /// Records the doubts about an item, and reports them together.
    fn suspect(
        &mut self,
        item: ItemId,
        record: &Record<'_>,
        filled: &Filled,
        doubts: &[Suspicion],
    ) {
        let Some(first) = doubts.first() else { return };
        for doubt in doubts {
            let cell = record.cells.get(&doubt.field);
            let before = cell.map_or("", Cell::trimmed).to_owned();
            let after = match doubt.field {
                Field::Names(column) => filled.names.get(&column).map(|names| names.join("、")),
                _ => cell.map(Cell::running_text),
            };
            self.repairs.push(Repair {
                item,
                field: doubt.field,
                kind: RepairKind::Suspect,
                before,
                after: after.unwrap_or_default(),
                note: doubt.note.clone(),
            });
        }
        let notes: Vec<&str> = doubts.iter().map(|doubt| doubt.note.as_str()).collect();
        let annex = item.annex.number();
        let message = format!("附件{annex}第{}项请核对原件：{}", item.no, notes.join("；"));
        let place = match record.cells.get(&first.field).filter(|cell| !cell.is_blank()) {
            Some(cell) => cell.place(),
            None => record.place.clone(),
        };
        self.problems
            .push(Diagnostic::new(Code::ItemSuspect, message).at(record.source.place(place)));
    }
}

/// The most names that a doubt lists.
const MOST_LISTED: usize = 5;

/// Returns the doubt about names that a cell has more than once: one for all, since it comes with the whole cell.
fn repeated(column: Column, names: &[String]) -> Option<Suspicion> {
    let listed = names.iter().take(MOST_LISTED).map(|name| format!("“{name}”"));
    let listed = listed.collect::<Vec<_>>().join("、");
    let more = match names.len() {
        0 => return None,
        count if count > MOST_LISTED => format!("等{count}个名称"),
        _ => String::new(),
    };
    let note = format!("{}中{listed}{more}写了两次，只取一次", column.title());
    Some(Suspicion { field: Field::Names(column), note })
}

fn names_only(cells: &BTreeMap<Column, CellNames>) -> BTreeMap<Column, Vec<String>> {
    let names = |(&column, cell): (&Column, &CellNames)| (column, cell.names.clone());
    cells.iter().map(names).collect()
}
