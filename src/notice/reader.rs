//! The reading of a table's rows, with reports on lines and rows that are not as they should be.

use std::ops::Range;

use super::align::Usage;
use super::cell::Cell;
use super::cell_names::Known;
use super::line::{Line, SEPARATORS};
use super::number::{self, Number};
use super::record::{Kept, Record};
use super::row::{self, Group, RawRow};
use super::row_kind::{self, RowKind};
use super::section::{self, Sections};
use super::table::{Body, Table};
use super::taken_out::TakenOut;
use super::title::Field;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::SourceFile;
use crate::input::text::is_total;
use crate::plan::Annex;
use crate::registry::names::{is_blank, is_mark};

/// Minimum number of cells with content that make a line a row, with or without its number.
const ROW_CONTENTS: usize = 3;

/// Reads the rows of one table.
pub(super) struct Reader<'s, 'a> {
    pub source: &'s SourceFile,
    pub known: &'a Known,
    pub problems: &'a mut Vec<Diagnostic>,
    /// The headings above the present row.
    pub sections: &'a mut Sections,
    /// The number of headings above it.
    pub part: &'a mut usize,
    /// What is no item.
    pub out: &'a mut TakenOut,
}

impl<'s> Reader<'s, '_> {
    /// Returns the rows of `table` in its order; damaged ones keep only their reliable cells, and the number of a row
    /// without one is `None`.
    pub fn records(&mut self, table: &Table<'s>) -> Vec<Record<'s>> {
        let groups = self.groups(table);
        let rows = groups.iter().filter_map(|group| match group {
            Group::Row(row) => Some(row),
            Group::Stray(_) => None,
        });
        let usage = Usage::of(rows, &table.header, self.known);
        let last_row = groups.iter().rposition(|g| matches!(g, Group::Row(_)));
        let mut records: Vec<Record<'s>> = Vec::new();
        for (index, group) in groups.into_iter().enumerate() {
            let below = last_row < Some(index);
            match group {
                Group::Row(row) => {
                    let record = self.record(row, table, &usage);
                    records.extend(record);
                }
                Group::Stray(line) => {
                    let words = self.source.text()[line.clone()].trim_matches(is_blank).to_owned();
                    let cells = self.cells(&line, table);
                    if section::is_note(&words) {
                        self.out.note(words, self.source.place(line));
                    } else if is_total(cells.first().map_or("", String::as_str)) {
                        self.out.total(cells.join(" "), self.source.place(line));
                    } else if cells.len() == 1 && section::is_heading(&cells[0]) {
                        self.open_section(&cells[0], line);
                    } else if cells.len() >= ROW_CONTENTS {
                        self.report_number(None, line);
                    } else {
                        let last = records.iter().rev().find_map(|record| record.number);
                        let ends = below && !self.is_next(&line, last.map(Number::order), table);
                        self.stray(line, ends);
                    }
                }
            }
        }
        records
    }

    fn open_section(&mut self, heading: &str, place: Range<usize>) {
        self.sections.open(heading, self.source.place(place));
        *self.part += 1;
    }

    /// Returns the contents of a line's parts between separators.
    fn cells(&self, line: &Range<usize>, table: &Table<'_>) -> Vec<String> {
        let text = self.source.text();
        let line = Line::new(text, line.clone(), table.header.separator);
        let cells = line.fields.iter().map(|field| text[field.clone()].trim_matches(is_blank));
        cells.filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    }

    /// Returns the rows of `table` and the lines between them.
    fn groups(&mut self, table: &Table<'_>) -> Vec<Group> {
        let lines = match &table.body {
            Body::Lines(lines) => self.out.without_pages(self.source, lines),
            Body::Rows(rows) => return rows.iter().cloned().map(Group::Row).collect(),
        };
        let seen = self.last_cells(table, &lines);
        let known = self.known;
        let continues = |field: Field, cell: &str, line: &str, below: bool| {
            continues(field, cell, line, below, &seen, known)
        };
        row::assemble(self.source.text(), &lines, &table.header, &continues)
    }

    /// Returns the contents of the last cells of all rows, which a broken cell is compared with.
    fn last_cells(&self, table: &Table<'_>, lines: &[Range<usize>]) -> Vec<String> {
        let text = self.source.text();
        let last = |line: &Range<usize>| {
            let line = Line::new(text, line.clone(), table.header.separator);
            let (_, fields) = line.fields.split_first()?;
            let cells = fields.iter().rev().map(|f| compact(&text[f.clone()]));
            cells.skip(usize::from(table.header.outer.1)).find(|cell| !cell.is_empty())
        };
        lines.iter().filter_map(last).collect()
    }

    /// Returns the record of a row; `None` if it is not an item's.
    fn record(&mut self, row: RawRow, table: &Table<'_>, usage: &Usage) -> Option<Record<'s>> {
        let header = &table.header;
        let (has, wants) = (row.cells.len(), header.columns.len());
        let ends_blank = row.cells.last().is_some_and(Cell::is_blank);
        let (record, kept) = match has == wants {
            true => (Record::whole(self.source, row, header), None),
            false => {
                let (record, kept) = Record::damaged(self.source, row, header, usage, self.known);
                (record, Some(kept))
            }
        };
        let place = || self.source.place(record.place.clone());
        let words = || {
            let contents = record.contents();
            contents.iter().map(|(_, cell)| cell.running_text()).collect::<Vec<_>>().join(" ")
        };
        let kind = match kept {
            Some(Kept::Nothing(_)) => RowKind::Item,
            _ => row_kind::of(&record, header),
        };
        match kind {
            RowKind::Item => {}
            RowKind::Section(heading) => {
                self.open_section(&heading, record.place.clone());
                return None;
            }
            RowKind::Titles => {
                self.out.titles(place());
                return None;
            }
            RowKind::Total => {
                self.out.total(words(), place());
                return None;
            }
            RowKind::Page => {
                self.out.page(words(), place());
                return None;
            }
            RowKind::Note => {
                self.out.note(words(), place());
                return None;
            }
            RowKind::Stray => {
                let first = record.contents().first().map(|(_, cell)| cell.place());
                if let Some(place) = first {
                    self.report_stray(place);
                }
                return None;
            }
        }
        let mut record = match kept {
            Some(kept) => self.damaged(record, kept, has, wants),
            None => {
                if ends_blank && record.is_last && !self.ends_with_line() && record.number.is_some()
                {
                    let what = numbered(&record);
                    self.report(
                        Code::TextCutOff,
                        format!("文件可能在{what}中断：最后一格是空的"),
                        record.place.clone(),
                        "找到完整的通知文本，重新导入",
                    );
                }
                record
            }
        };
        record.section = self.sections.path();
        record.part = *self.part;
        Some(record)
    }

    /// Returns whether a line begins with the number after the `last`, followed by several words: a row that lost its
    /// separators.
    fn is_next(&self, line: &Range<usize>, last: Option<u32>, table: &Table<'_>) -> bool {
        let text = self.source.text();
        let spaced = Line::new(text, line.clone(), table.header.separator).spaced(text, 0);
        let follows = |number| last.and_then(|last: u32| last.checked_add(1)) == Some(number);
        spaced.is_some_and(|(line, number)| {
            let rest = line.fields.last().map_or("", |field| &text[field.clone()]);
            follows(number) && rest.split(is_blank).filter(|word| !word.is_empty()).count() > 1
        })
    }

    /// Reports that the sequence number of a row is missing or cannot be read.
    fn report_number(&mut self, cell: Option<&Cell>, place: Range<usize>) {
        let what = match cell.filter(|cell| !cell.is_blank()) {
            Some(cell) => format!("序号“{}”无法识别", cell.running_text()),
            None => "缺少序号".to_owned(),
        };
        let line = self.source.text().get(place.clone()).unwrap_or_default();
        let words: Vec<&str> =
            line.split(SEPARATORS).map(|cell| cell.trim_matches(is_blank)).collect();
        let words = words.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ");
        self.report(
            Code::NumberInvalid,
            format!("{what}，这一行未收入：{words}"),
            place,
            "序号用阿拉伯数字，从1起，每行一个",
        );
    }

    /// Reports a row of the wrong length; nothing is kept of the last row of a file that breaks off.
    fn damaged(
        &mut self,
        mut record: Record<'s>,
        kept: Kept,
        has: usize,
        wants: usize,
    ) -> Record<'s> {
        let what = numbered(&record);
        let breaks_off =
            record.is_last && has < wants && (kept != Kept::All || !self.ends_with_line());
        if breaks_off {
            let columns: Vec<Field> = record.cells.keys().copied().collect();
            let lost = columns.into_iter().filter(|&field| field != Field::Number);
            record.missing.extend(lost);
            record.cells.retain(|&field, _| field == Field::Number);
            record.is_aligned = false;
            let message = format!("文件在{what}中断：这一行只有{has}格，表头有{wants}格，未收入");
            let place = record.place.clone();
            self.report(Code::TextCutOff, message, place, "找到完整的通知文本，重新导入");
            return record;
        }
        let (code, hint) = match has < wants {
            true => (Code::RowShort, "补上缺少的格，空格也要留出分隔符"),
            false => (Code::RowLong, "删去多余的分隔符，使各格与表头对齐"),
        };
        let listed = |lost: &[String]| {
            lost.iter().map(|words| format!("“{words}”")).collect::<Vec<_>>().join("、")
        };
        let consequence = match kept {
            Kept::All => {
                let titles: Vec<String> = record
                    .missing
                    .iter()
                    .map(|field| field.title(Annex::TASKS).to_owned())
                    .collect();
                format!("各格按内容对齐，缺少的是{}", titles.join("、"))
            }
            Kept::Certain(lost) if has < wants => {
                format!("{}不能确定属于哪一列，未收入", listed(&lost))
            }
            Kept::Certain(lost) => format!("多出的{}未收入", listed(&lost)),
            Kept::Nothing(lost) => format!("这一行未收入：{}", listed(&lost)),
        };
        let message = format!("{what}有{has}格，表头有{wants}格，{consequence}");
        self.report(code, message, record.place.clone(), hint);
        record
    }

    /// Reports a line that belongs to no row. A line below the last row is the text after the table and is
    /// ignored, unless it is the beginning of a row that breaks off.
    fn stray(&mut self, line: Range<usize>, below: bool) {
        let text = &self.source.text()[line.clone()];
        let is_end = self.source.text()[line.end..].chars().all(is_blank);
        if is_end && number::read(text).is_some() {
            let message = format!("文件在第{}项中断，只有序号", text.trim());
            self.report(Code::TextCutOff, message, line, "找到完整的通知文本，重新导入");
        } else if !below || text.contains(SEPARATORS) {
            self.report_stray(line);
        }
    }

    fn report_stray(&mut self, place: Range<usize>) {
        self.report(
            Code::TextStray,
            "表格中的这行文字不属于任何一项，未读入".to_owned(),
            place,
            "若属于上一项，请接到那一行的末尾；若是分节标题或页码，可不理会",
        );
    }

    fn report(&mut self, code: Code, message: String, place: Range<usize>, hint: &str) {
        let place = self.source.place(place);
        let problem = Diagnostic::new(code, message).at(place).hint(hint);
        self.problems.push(problem);
    }

    /// Returns whether the file ends with a line end, as complete files mostly do.
    fn ends_with_line(&self) -> bool {
        self.source.text().ends_with(['\n', '\r'])
    }
}

/// Returns whether `line` continues the last cell of a row, which holds `cell` so far.
///
/// It does if the list goes on (、), if the two are known names together but not separately, if together
/// they are the content of other rows' cells, or if a sentence has no end yet. Known names on a line of
/// their own continue a list of names, but not below the last row: there they sign the notice.
fn continues(
    field: Field,
    cell: &str,
    line: &str,
    below: bool,
    seen: &[String],
    known: &Known,
) -> bool {
    let whole = compact(&format!("{cell}{line}"));
    if seen.contains(&whole) {
        return true;
    }
    match field {
        Field::Names(column) => {
            let goes_on = cell.ends_with(is_mark) || line.starts_with(is_mark);
            let apart = known.all(cell, column) && known.all(line, column);
            let together = known.all(&whole, column);
            goes_on || (together && !apart) || (apart && !below)
        }
        Field::Text => {
            let ends = |text: &str| text.ends_with(['。', '！', '；', '.']);
            !ends(cell) && (ends(line) || !below)
        }
        _ => false,
    }
}

/// Returns `text` without blanks.
fn compact(text: &str) -> String {
    text.chars().filter(|&c| !is_blank(c)).collect()
}

/// Returns the name of a row in a message: 第3项, 第3.1项, 没有序号的一行.
pub(super) fn numbered(record: &Record<'_>) -> String {
    match record.number {
        Some(Number::Part(no, sub)) => format!("第{no}.{sub}项"),
        Some(Number::Deep(no, sub, third)) => format!("第{no}.{sub}.{third}项"),
        Some(number) => format!("第{}项", number.order()),
        None => "没有序号的一行".to_owned(),
    }
}
