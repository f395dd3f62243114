//! All rows of the year, brought together: later ones replace earlier ones, field by field.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::row_content::{Content, Entry, Filed, Origin};
use super::{Key, Return};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::period::Month;
use crate::status::Status;

/// A file, or a worksheet of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub file: String,
    pub sheet: Option<String>,
}

/// The rows that were read so far.
#[derive(Debug, Default)]
pub(super) struct Returns {
    pub tables: Vec<Table>,
    versions: BTreeMap<(Month, Key), Vec<Version>>,
    /// Files in which a duplicate was reported.
    duplicates: BTreeSet<String>,
}

/// What the rows of one day say of one thing.
#[derive(Debug)]
struct Version {
    content: Content,
    reported_on: Option<Date>,
    origin: Origin,
    /// Whether rows of this day differed.
    revised: bool,
    /// Contradictions among the rows of this day, told if nothing later settles them.
    conflicts: Vec<Diagnostic>,
}

/// A return, and where its figures stand.
#[derive(Debug)]
pub(super) struct Settled {
    pub filed: Return,
    pub value_at: Option<Origin>,
    pub percent_at: Option<Origin>,
}

impl Returns {
    /// Adds a table from which rows will come; its place in the list.
    pub(super) fn add_table(&mut self, file: &str, sheet: Option<&str>) -> u32 {
        self.tables.push(Table {
            file: file.to_owned(),
            sheet: sheet.map(str::to_owned),
        });
        u32::try_from(self.tables.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds a row; `place` makes the place of its cell of 完成值, 完成率 or 状态.
    pub(super) fn add(
        &mut self,
        filed: Filed,
        place: impl FnOnce(Figure) -> Place,
        problems: &mut Diagnostics,
    ) {
        let versions = self.versions.entry((filed.month, filed.key)).or_default();
        let same_day = versions
            .iter_mut()
            .find(|version| version.reported_on == filed.reported_on);
        let Some(version) = same_day else {
            versions.push(Version {
                content: filed.content,
                reported_on: filed.reported_on,
                origin: filed.origin,
                revised: false,
                conflicts: Vec::new(),
            });
            return;
        };
        let first = words(&self.tables, version.origin, filed.origin);
        if version.content == filed.content {
            let file = file(&self.tables, filed.origin);
            if self.duplicates.insert(file.to_owned()) {
                problems.push(
                    Diagnostic::new(
                        Code::ReturnDuplicate,
                        format!("本行与{first}相同，只计一次"),
                    )
                    .at(place(Figure::Value)),
                );
            }
            return;
        }
        version.revised = true;
        let contradictions = version.merge(filed);
        if let Some(&figure) = contradictions.first() {
            let titles: Vec<_> = contradictions.iter().map(|one| one.title()).collect();
            let message = format!(
                "与{first}的同一事项在同一天填报，但{}不同，均不采用",
                titles.join("、")
            );
            version.conflicts.push(
                Diagnostic::new(Code::ReturnConflict, message)
                    .at(place(figure))
                    .hint("删除有误的一行，或给更正的一行填上较晚的填报日期"),
            );
        }
    }

    /// The returns, and what is left of contradictions.
    pub(super) fn settle(
        self,
        problems: &mut Diagnostics,
    ) -> (Vec<Table>, BTreeMap<Month, BTreeMap<Key, Settled>>) {
        let mut months: BTreeMap<Month, BTreeMap<Key, Settled>> = BTreeMap::new();
        for ((month, key), versions) in self.versions {
            let settled = settle(versions, problems);
            months.entry(month).or_default().insert(key, settled);
        }
        (self.tables, months)
    }
}

/// One of the three figures that two rows may contradict each other in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    Value,
    Percent,
    Status,
}

impl Figure {
    fn title(self) -> &'static str {
        match self {
            Self::Value => "完成值",
            Self::Percent => "完成率",
            Self::Status => "状态",
        }
    }
}

impl Version {
    /// Takes up a later row of the same day; the figures in which it contradicts.
    fn merge(&mut self, later: Filed) -> Vec<Figure> {
        let content = &mut self.content;
        let contradicts = [
            (
                Figure::Value,
                merge(&mut content.value, later.content.value),
            ),
            (
                Figure::Percent,
                merge(&mut content.percent, later.content.percent),
            ),
            (
                Figure::Status,
                merge(&mut content.status, later.content.status),
            ),
        ];
        overlay(&mut content.progress, later.content.progress);
        overlay(&mut content.problems, later.content.problems);
        overlay(&mut content.next_steps, later.content.next_steps);
        overlay(&mut content.reporter, later.content.reporter);
        self.origin = later.origin;
        contradicts
            .into_iter()
            .filter(|&(_, contradicts)| contradicts)
            .map(|(figure, _)| figure)
            .collect()
    }
}

/// Joins what two rows of a day say; whether they contradict each other.
fn merge<T: Copy + PartialEq>(held: &mut Entry<T>, later: Entry<T>) -> bool {
    match (*held, later) {
        (_, Entry::Blank) => false,
        (Entry::Blank, _) => {
            *held = later;
            false
        }
        (held, later) if held == later => false,
        _ => {
            *held = Entry::Conflicting;
            true
        }
    }
}

/// A later text takes the place of an earlier one; none leaves it.
fn overlay(held: &mut Option<String>, later: Option<String>) {
    if later.is_some() {
        *held = later;
    }
}

/// Lays the versions of a return over each other, the latest last; undated ones are the oldest.
fn settle(mut versions: Vec<Version>, problems: &mut Diagnostics) -> Settled {
    versions.sort_by_key(|version| version.reported_on);
    let corrected = versions.len() > 1 || versions.iter().any(|version| version.revised);
    let first_reported_on = versions
        .iter()
        .filter_map(|version| version.reported_on)
        .min();
    let mut all = Content::default();
    let (mut value_at, mut percent_at, mut reported_on) = (None, None, None);
    let mut conflicts = Vec::new();
    for version in versions {
        let content = version.content;
        // A later row settles a contradiction only where it says something of every figure in it.
        let settles = [
            (
                all.value == Entry::Conflicting,
                content.value == Entry::Blank,
            ),
            (
                all.percent == Entry::Conflicting,
                content.percent == Entry::Blank,
            ),
            (
                all.status == Entry::Conflicting,
                content.status == Entry::Blank,
            ),
        ]
        .into_iter()
        .all(|(conflicting, blank)| !(conflicting && blank));
        if settles {
            conflicts.clear();
        }
        conflicts.extend(version.conflicts);
        if content.value != Entry::Blank {
            all.value = content.value;
            value_at = Some(version.origin);
        }
        if content.percent != Entry::Blank {
            all.percent = content.percent;
            percent_at = Some(version.origin);
        }
        if content.status != Entry::Blank {
            all.status = content.status;
        }
        overlay(&mut all.progress, content.progress);
        overlay(&mut all.problems, content.problems);
        overlay(&mut all.next_steps, content.next_steps);
        overlay(&mut all.reporter, content.reporter);
        reported_on = version.reported_on;
    }
    for conflict in conflicts {
        problems.push(conflict);
    }
    Settled {
        filed: Return {
            value: given::<Decimal>(all.value),
            percent: given::<Decimal>(all.percent),
            status: given::<Status>(all.status),
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

fn given<T>(entry: Entry<T>) -> Option<T> {
    match entry {
        Entry::Given(value) => Some(value),
        Entry::Blank | Entry::Missing | Entry::Conflicting => None,
    }
}

fn file(tables: &[Table], origin: Origin) -> &str {
    tables
        .get(origin.table as usize)
        .map_or("", |table| &table.file)
}

/// A row in words, as seen from another: 第3行, or with its sheet and file where they differ.
fn words(tables: &[Table], row: Origin, from: Origin) -> String {
    let table = |origin: Origin| tables.get(origin.table as usize);
    let line = format!("第{}行", row.line);
    if row.table == from.table {
        return line;
    }
    let sheet = table(row).and_then(|table| table.sheet.as_deref());
    let sheet = sheet
        .map(|sheet| format!("工作表“{sheet}”"))
        .unwrap_or_default();
    if file(tables, row) == file(tables, from) {
        return format!("{sheet}{line}");
    }
    format!("{}{sheet}{line}", file(tables, row))
}
