//! All rows of the year, brought together. Later rows replace earlier ones, field by field.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Return;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::period::Month;
use crate::returns::Field;
use crate::returns::read::{Content, Entry, Key, Position, RowContent};

/// A file, or a worksheet of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub file: String,
    pub name: Option<String>,
}

/// The place of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowPosition {
    /// The file or worksheet, as an index into the list of those read.
    pub sheet: usize,
    pub position: Position,
}

/// The rows that were read so far.
#[derive(Debug, Default)]
pub(super) struct Returns {
    sheets: Vec<Sheet>,
    versions: BTreeMap<(Month, Key), Vec<Version>>,
    /// Files in which a duplicate was reported.
    duplicates: BTreeSet<String>,
}

/// The statements of the rows of one day about one target.
#[derive(Debug)]
struct Version {
    content: Content,
    reported_on: Option<Date>,
    position: RowPosition,
    /// True if rows of this day differed.
    revised: bool,
    /// Contradictions among the rows of this day, reported if nothing later settles them.
    conflicts: Vec<Diagnostic>,
}

/// A return, and the place of its figures.
#[derive(Debug)]
pub(super) struct SettledReturn {
    pub result: Return,
    pub value_at: Option<RowPosition>,
    pub percent_at: Option<RowPosition>,
}

impl Returns {
    /// Adds a file or worksheet that rows will come from, and returns its index in the list.
    pub(super) fn add_sheet(&mut self, file: &str, name: Option<&str>) -> usize {
        let last = self.sheets.last();
        if !last.is_some_and(|last| last.file == file && last.name.as_deref() == name) {
            self.sheets.push(Sheet { file: file.to_owned(), name: name.map(str::to_owned) });
        }
        self.sheets.len() - 1
    }

    /// Adds a row of a sheet; `place` makes the place of its cell of 完成值, 完成率 or 状态.
    pub(super) fn add(
        &mut self,
        sheet: usize,
        row: RowContent,
        place: impl FnOnce(Field) -> Place,
        problems: &mut Diagnostics,
    ) {
        let position = RowPosition { sheet, position: row.position };
        let versions = self.versions.entry((row.month, row.key)).or_default();
        let mut same_day = versions.iter_mut();
        let Some(version) = same_day.find(|version| version.reported_on == row.reported_on) else {
            versions.push(Version {
                content: row.content,
                reported_on: row.reported_on,
                position,
                revised: false,
                conflicts: Vec::new(),
            });
            return;
        };
        let first = words(&self.sheets, version.position, position);
        if version.content == row.content {
            let file = file(&self.sheets, position);
            if self.duplicates.insert(file.to_owned()) {
                let message = format!("本行与{first}相同，只计一次");
                let problem = Diagnostic::new(Code::ReturnDuplicate, message);
                problems.push(problem.at(place(Field::Value)));
            }
            return;
        }
        version.revised = true;
        let contradictions = version.merge(row.content, position);
        if let Some(&field) = contradictions.first() {
            let titles: Vec<_> = contradictions.iter().map(|field| field.title()).collect();
            let message =
                format!("与{first}的同一事项在同一天填报，但{}不同，均不采用", titles.join("、"));
            version.conflicts.push(
                Diagnostic::new(Code::ReturnConflict, message)
                    .at(place(field))
                    .hint("删除有误的一行，或给更正的一行填上较晚的填报日期"),
            );
        }
    }

    /// Returns the returns, and the contradictions that remain.
    pub(super) fn settle(
        self,
        problems: &mut Diagnostics,
    ) -> (Vec<Sheet>, BTreeMap<Month, BTreeMap<Key, SettledReturn>>) {
        let mut months: BTreeMap<Month, BTreeMap<Key, SettledReturn>> = BTreeMap::new();
        for ((month, key), versions) in self.versions {
            let settled = settle(versions, problems);
            months.entry(month).or_default().insert(key, settled);
        }
        (self.sheets, months)
    }
}

impl Version {
    /// Merges a later row of the same day, and returns the figures in which it contradicts.
    fn merge(&mut self, later: Content, position: RowPosition) -> Vec<Field> {
        let content = &mut self.content;
        let contradicts = [
            (Field::Value, merge(&mut content.value, later.value)),
            (Field::Percent, merge(&mut content.percent, later.percent)),
            (Field::Status, merge(&mut content.status, later.status)),
        ];
        content.overlay_words(later);
        self.position = position;
        let contradicts = contradicts.into_iter().filter(|(_, contradicts)| *contradicts);
        contradicts.map(|(field, _)| field).collect()
    }
}

impl Content {
    /// Takes over the texts of a later row. Where it has none, the earlier text remains.
    fn overlay_words(&mut self, later: Self) {
        let texts = [
            (&mut self.progress, later.progress),
            (&mut self.problems, later.problems),
            (&mut self.next_steps, later.next_steps),
            (&mut self.reporter, later.reporter),
        ];
        for (text, later) in texts {
            if later.is_some() {
                *text = later;
            }
        }
    }
}

/// Merges the entries of two rows of a day, and returns whether they contradict each other.
fn merge<T: Copy + PartialEq>(earlier: &mut Entry<T>, later: Entry<T>) -> bool {
    match (*earlier, later) {
        (_, Entry::Blank) => false,
        (Entry::Blank, _) => {
            *earlier = later;
            false
        }
        (earlier, later) if earlier == later => false,
        _ => {
            *earlier = Entry::Conflicting;
            true
        }
    }
}

/// Lays the versions of a return over each other, the latest one last; undated ones are the oldest.
fn settle(mut versions: Vec<Version>, problems: &mut Diagnostics) -> SettledReturn {
    versions.sort_by_key(|version| version.reported_on);
    let corrected = versions.len() > 1 || versions.iter().any(|version| version.revised);
    let first_reported_on = versions.iter().filter_map(|version| version.reported_on).min();
    let mut all = Content::default();
    let (mut value_at, mut percent_at, mut reported_on) = (None, None, None);
    let mut conflicts = Vec::new();
    for version in versions {
        let content = version.content;
        // A later row settles a contradiction only if it states something about every figure in it.
        let open = open(all.value, content.value)
            || open(all.percent, content.percent)
            || open(all.status, content.status);
        if !open {
            conflicts.clear();
        }
        conflicts.extend(version.conflicts);
        if content.value != Entry::Blank {
            all.value = content.value;
            value_at = Some(version.position);
        }
        if content.percent != Entry::Blank {
            all.percent = content.percent;
            percent_at = Some(version.position);
        }
        if content.status != Entry::Blank {
            all.status = content.status;
        }
        all.overlay_words(content);
        reported_on = version.reported_on;
    }
    problems.extend(conflicts.into_iter().collect());
    SettledReturn {
        result: Return {
            value: given(all.value),
            percent: given(all.percent),
            status: given(all.status),
            progress: all.progress.unwrap_or_default(),
            problems: all.problems.unwrap_or_default(),
            next_steps: all.next_steps.unwrap_or_default(),
            reporter: all.reporter.unwrap_or_default(),
            reported_on,
            first_reported_on,
            corrected,
        },
        value_at,
        percent_at,
    }
}

/// Returns whether a contradiction remains about which a later row says nothing.
fn open<T: PartialEq>(earlier: Entry<T>, later: Entry<T>) -> bool {
    earlier == Entry::Conflicting && later == Entry::Blank
}

fn given<T>(entry: Entry<T>) -> Option<T> {
    match entry {
        Entry::Given(value) => Some(value),
        Entry::Blank | Entry::Missing | Entry::Conflicting => None,
    }
}

fn file(sheets: &[Sheet], row: RowPosition) -> &str {
    sheets.get(row.sheet).map_or("", |sheet| &sheet.file)
}

/// Describes a row as seen from another: 第3行, or with its sheet and file if they differ.
fn words(sheets: &[Sheet], row: RowPosition, from: RowPosition) -> String {
    let line = format!("第{}行", row.position.line);
    if row.sheet == from.sheet {
        return line;
    }
    let sheet = sheets.get(row.sheet).and_then(|sheet| sheet.name.as_ref());
    let sheet = sheet.map_or_else(String::new, |sheet| format!("工作表“{sheet}”"));
    if file(sheets, row) == file(sheets, from) {
        return format!("{sheet}{line}");
    }
    format!("{}{sheet}{line}", file(sheets, row))
}
