//! The conversion of an annex's rows into items: names separated, merged cells filled, repairs recorded.

use std::collections::BTreeMap;
use std::ops::Range;

use super::AnnexRow;
use super::cell::Cell;
use super::cell_names::{self, CellNames, Known};
use super::conserved;
use super::fill::{self, Filled};
use super::joined;
use super::record::Record;
use super::repair::{Repair, RepairKind};
use super::sequence::{self, Numbered};
use super::settings::Settings;
use super::suspect::{self, Suspicion};
use super::title::Field;
use super::unknown::Unknowns;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::list;
use crate::plan::{Annex, Column, ItemId};
use crate::registry::names::{is_blank, is_mark};
use crate::targets::{Target, extract};

/// The columns that the annex CSV has as the notice does.
const KEPT: [Field; 9] = [
    Field::Quarter(1),
    Field::Quarter(2),
    Field::Quarter(3),
    Field::Quarter(4),
    Field::Measures,
    Field::Source,
    Field::LastYear,
    Field::Measure,
    Field::Remarks,
];

/// Reads the items of an annex, and records what it finds on the way.
pub(super) struct Items<'a> {
    pub known: &'a Known,
    pub settings: &'a Settings,
    pub problems: &'a mut Vec<Diagnostic>,
    pub repairs: &'a mut Vec<Repair>,
    pub unknown: &'a mut Unknowns,
    /// True if most rows of the annex have no implementing units, which is reported once.
    pub mostly_without: bool,
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
        self.report_numbered(annex, records, &ids);
        let blank = filled.iter().filter(|filled| is_without_implementers(filled)).count();
        self.mostly_without = blank * 2 > filled.len() && blank > 1;
        if self.mostly_without {
            let first =
                records.iter().zip(&filled).find(|(_, filled)| is_without_implementers(filled));
            if let Some((record, _)) = first.filter(|(record, _)| record.table.has_implementers) {
                let message = format!("附件{annex}有{blank}项没有实施单位，逐项见 repairs.csv");
                self.problems.push(
                    Diagnostic::new(Code::ItemSuspect, message)
                        .at(record.source.place(record.place.clone())),
                );
            }
        }
        let mut category = None;
        let mut rows = Vec::new();
        for (at, number) in ids {
            let (Some(record), Some(cells), Some(filled)) =
                (records.get(at), cells.get(at), filled.get(at))
            else {
                continue;
            };
            let row = self.item(&number, record, cells, filled, &mut category);
            self.report_lost(record, &row);
            rows.push(row);
        }
        rows
    }

    /// Reports cells of which a character went into no file.
    fn report_lost(&mut self, record: &Record<'_>, row: &AnnexRow) {
        for (field, cell) in conserved::lost(record, row, self.repairs) {
            let (no, title, words) =
                (row.id.number(), field.title(row.id.annex), cell.running_text());
            let message = format!("第{no}项“{title}”一列的“{words}”没有收入附件表");
            self.problems.push(
                Diagnostic::new(Code::CellLost, message)
                    .at(record.source.place(cell.place()))
                    .hint("核对原件，在附件表中补上"),
            );
        }
    }

    /// Reports, once for all, that items are numbered by their place.
    fn report_numbered(
        &mut self,
        annex: Annex,
        records: &[Record<'_>],
        ids: &BTreeMap<usize, Numbered>,
    ) {
        let by_place = |number: &&Numbered| number.note.is_some() && number.id.sub.is_none();
        let count = ids.values().filter(by_place).count();
        let first = ids.iter().find(|(_, number)| by_place(number));
        let Some(record) = first.and_then(|(&at, _)| records.get(at)) else { return };
        let why = match record.table.is_numbered {
            true => "各部分的序号都从1开始",
            false => "表中没有序号",
        };
        let message = format!("附件{annex}{why}，{count}项按所在位置编号");
        self.problems.push(
            Diagnostic::new(Code::NumberedByPlace, message)
                .at(record.source.place(record.place.clone()))
                .hint("以后请勿在中间增删行，否则编号会变；逐项的原序号见 repairs.csv"),
        );
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
        number: &Numbered,
        record: &Record<'_>,
        cells: &BTreeMap<Column, CellNames>,
        filled: &Filled,
        category: &mut Option<(usize, String)>,
    ) -> AnnexRow {
        let id = number.id;
        let (text, targets, measures) = self.text(id, record);
        self.repair_number(number, record, &text);
        let mut suspicions = suspect::of(record, filled, &text);
        let mut assisting = Vec::new();
        for (&column, names) in cells {
            self.repair_names(id, column, record, names);
            self.meet_unknown(record, column, names);
            suspicions.extend(repeated(column, &names.repeated));
            suspicions.extend(names.is_open.then(|| Suspicion {
                field: Field::Names(column),
                note: format!("{}以“等”结尾，没有列全", column.word()),
            }));
            if column == Column::Lead {
                assisting.clone_from(&names.assisting);
            }
        }
        self.inherit(id, filled);
        self.suspect(id, record, filled, &suspicions);
        let names = |column| filled.names.get(&column).cloned().unwrap_or_default();
        let mut inherited = filled.inherited.clone();
        let (mut lead, mut support) = (names(Column::Lead), names(Column::Support));
        let all = lead.clone();
        if !assisting.is_empty() {
            lead.retain(|name| !assisting.contains(name));
            support = assisting.into_iter().chain(support).collect();
        } else if record.table.first_leads && lead.len() > 1 {
            support = lead.split_off(1);
            if inherited.contains(&Column::Lead) {
                inherited.insert(Column::Support);
            }
        }
        if lead != all && !lead.is_empty() {
            let after = format!("牵头：{}；配合：{}", lead.join("、"), support.join("、"));
            self.repair(
                id,
                Field::Names(Column::Lead),
                RepairKind::Columns,
                &all.join("、"),
                &after,
            );
        }
        let mut implement = names(Column::Implement);
        if !record.table.has_implementers {
            implement = self.implementers(&lead, &support);
        }
        let deadline = record.content(Field::Deadline);
        // The measures are the text of a part that has no other.
        let kept = KEPT.into_iter().filter(|&field| field != Field::Measures || !measures);
        let columns = kept.map(|field| (field, record.content(field)));
        let extra = record.table.extra.iter();
        let extra = extra.map(|(&field, title)| (title.clone(), record.content(field)));
        AnnexRow {
            id,
            category: self.category(id, record, category),
            leaders: names(Column::Leaders),
            lead,
            support,
            implement,
            deadline: (!deadline.is_empty()).then_some(deadline),
            columns: columns.filter(|(_, content)| !content.is_empty()).collect(),
            extra: extra.filter(|(_, content)| !content.is_empty()).collect(),
            inherited,
            targets,
            text,
        }
    }

    /// Returns the implementing units of a table without a column of them, as the settings have it.
    fn implementers(&self, lead: &[String], support: &[String]) -> Vec<String> {
        match self.settings.implementers.trim() {
            "责任单位" => lead.iter().chain(support).cloned().collect(),
            names => list::parts(names).map(|part| names[part].to_owned()).collect(),
        }
    }

    /// Returns the category of an item: the headings above it, and its cell in the column of categories, which may be
    /// merged over several rows.
    fn category(
        &mut self,
        id: ItemId,
        record: &Record<'_>,
        above: &mut Option<(usize, String)>,
    ) -> Option<String> {
        let own = record.content(Field::Category);
        let column = match record.cells.get(&Field::Category) {
            None => None,
            Some(_) if !own.is_empty() => {
                *above = Some((record.part, own.clone()));
                Some(own)
            }
            Some(_) => {
                let merged = above.clone().filter(|(part, _)| *part == record.part);
                let merged = merged.map(|(_, category)| category);
                if let Some(category) = &merged {
                    self.repair(id, Field::Category, RepairKind::Inherited, "", category);
                }
                merged
            }
        };
        match (&record.section, column) {
            (Some(section), Some(column)) => Some(format!("{section}／{column}")),
            (section, column) => column.or_else(|| section.clone()),
        }
    }

    /// Returns the text of an item with its targets; a line break inside it and columns joined to it are repairs, and a
    /// missing text and a target that cannot be read are reported.
    ///
    /// Of a part without a number and a text, the measures are the text, which the third value says.
    fn text(&mut self, id: ItemId, record: &Record<'_>) -> (String, Vec<Target>, bool) {
        let mut joined = joined::text(record);
        let measures = record.content(Field::Measures);
        let of_measures = joined.text.is_empty()
            && id.sub.is_some()
            && record.content(Field::Number).is_empty()
            && !measures.is_empty();
        if of_measures {
            joined.before = Some(measures.clone());
            joined.text = without_number(&measures).to_owned();
        }
        if let Some(cell) = record.cells.get(&Field::Text).filter(|cell| cell.is_broken()) {
            let after = cell.running_text();
            self.repair(id, Field::Text, RepairKind::JoinedLine, cell.trimmed(), &after);
        }
        if let Some(before) = &joined.before {
            self.repair(id, Field::Text, RepairKind::Columns, before, &joined.text);
        }
        if joined.text.is_empty() {
            self.problems.push(
                Diagnostic::new(
                    Code::TextEmpty,
                    format!("第{}项没有{}的文字", id.number(), id.annex.noun()),
                )
                .at(record.source.place(record.place.clone()))
                .hint("补上文字后重新导入"),
            );
        }
        let targets = extract::from_text(&joined.text);
        if let Some(value) = record.cells.get(&Field::Value).filter(|_| joined.has_figure)
            && targets.is_empty()
        {
            let message = format!("第{}项的目标“{}”未能识别", id.number(), value.running_text());
            self.problems.push(
                Diagnostic::new(Code::TargetLost, message)
                    .at(record.source.place(value.place()))
                    .hint("在附件表的“目标”一列按“对象 比较符 数字 计量单位”补上，如 城镇登记失业率 ≤ 4 %"),
            );
        }
        (joined.text, targets, of_measures)
    }

    /// Records that a number and its text were separated.
    fn repair_number(&mut self, numbered: &Numbered, record: &Record<'_>, text: &str) {
        let item = numbered.id;
        if let Some(note) = &numbered.note {
            self.repairs.push(Repair {
                item,
                field: Field::Number,
                kind: RepairKind::Numbered,
                before: record.content(Field::Number),
                after: item.number(),
                note: note.clone(),
            });
        }
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
        let is_reported = |doubt: &&Suspicion| {
            self.mostly_without && doubt.field == Field::Names(Column::Implement)
        };
        let notes = doubts.iter().filter(|doubt| !is_reported(doubt));
        let notes: Vec<&str> = notes.map(|doubt| doubt.note.as_str()).collect();
        if notes.is_empty() {
            return;
        }
        let annex = item.annex;
        let no = item.number();
        let message = format!("附件{annex}第{no}项请核对原件：{}", notes.join("；"));
        let place = match record.cells.get(&first.field).filter(|cell| !cell.is_blank()) {
            Some(cell) => cell.place(),
            None => record.place.clone(),
        };
        self.problems
            .push(Diagnostic::new(Code::ItemSuspect, message).at(record.source.place(place)));
    }
}

/// Returns measures without the number before the first: 3.落实政策.
fn without_number(measures: &str) -> &str {
    let digits = measures.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = digits.trim_start_matches(['.', '．', '、']);
    let is_numbered = digits.len() < measures.len() && rest.len() < digits.len();
    let is_decimal = rest.starts_with(|c: char| c.is_ascii_digit());
    if is_numbered && !is_decimal { rest.trim_start() } else { measures }
}

/// Returns whether a row names no implementing unit.
fn is_without_implementers(filled: &Filled) -> bool {
    filled.names.get(&Column::Implement).is_none_or(Vec::is_empty)
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
    let note = format!("{}中{listed}{more}写了两次，只取一次", column.word());
    Some(Suspicion { field: Field::Names(column), note })
}

fn names_only(cells: &BTreeMap<Column, CellNames>) -> BTreeMap<Column, Vec<String>> {
    let names = |(&column, cell): (&Column, &CellNames)| (column, cell.names.clone());
    cells.iter().map(names).collect()
}
