//! All rows of the year, brought together. Later rows replace earlier ones, field by field.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::defect::{Defect, DefectKind};
use super::filing_day;
use super::progress::Return;
use super::source::{Sheet, Source};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::period::Month;
use crate::returns::read::{Content, Entry, Key, RowContent, UnreadableCell};
use crate::returns::{Field, Standards};
use crate::status::Status;

/// The rows that were read so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Returns {
    sheets: Vec<Arc<Sheet>>,
    versions: BTreeMap<(Month, Key), Vec<Version>>,
    /// Files in which a duplicate was reported.
    duplicates: BTreeSet<String>,
}

/// The statements of the rows of one day about one target.
#[derive(Debug, Clone)]
struct Version {
    content: Content,
    reported_on: Option<Date>,
    /// The place of the last row.
    row: Source,
    /// The places of the statements.
    sources: BTreeMap<Field, Source>,
    /// Number of rows.
    rows: usize,
    /// True if rows of this day differed.
    revised: bool,
    /// True if the day cannot be read, so that the rows may be of any day.
    lacks_its_day: bool,
    /// The statements that cannot be used.
    defects: BTreeMap<Field, Defect>,
    /// Contradictions among the rows of this day, reported if nothing later settles them.
    conflicts: Vec<Diagnostic>,
}

/// The returns that result, and the number of rows that do not appear in them.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub months: BTreeMap<Month, BTreeMap<Key, Return>>,
    /// Number of rows that contradict each other.
    pub contradictory: usize,
    /// Number of rows that another row replaced, or was merged with.
    pub replaced: usize,
}

impl Returns {
    /// Adds a file or worksheet that rows will come from, and returns its index in the list.
    pub(super) fn add_sheet(&mut self, file: &str, name: Option<&str>) -> usize {
        let last = self.sheets.last();
        if !last.is_some_and(|last| last.file == file && last.name.as_deref() == name) {
            let sheet = Sheet { file: file.to_owned(), name: name.map(str::to_owned) };
            self.sheets.push(Arc::new(sheet));
        }
        self.sheets.len() - 1
    }

    /// Adds a row of a sheet; `place` makes the place of its cell of a field.
    pub(super) fn add(
        &mut self,
        sheet: usize,
        row: RowContent,
        place: impl FnOnce(Field) -> Place,
        problems: &mut Diagnostics,
    ) {
        let Some(sheet) = self.sheets.get(sheet) else { return };
        let source = |field| {
            let (line, column) = row.position.of(field);
            Source { sheet: Arc::clone(sheet), line, column }
        };
        let at = source(Field::Value);
        let mut sources = row.content.stated();
        if row.reported_on.is_some() {
            sources.push(Field::ReportedOn);
        }
        let sources = sources.into_iter().map(|field| (field, source(field))).collect();
        let lacks_its_day = row.lacks_its_day();
        let defects: BTreeMap<Field, Defect> = row
            .unreadable
            .iter()
            .map(|cell| {
                let kind = match cell.code {
                    Code::HeirUnsettled => DefectKind::Doubt(cell.typed.clone()),
                    _ => DefectKind::Unreadable(cell.typed.clone()),
                };
                let UnreadableCell { field, code, .. } = *cell;
                (field, Defect { field, kind, code, source: source(field) })
            })
            .collect();
        let versions = self.versions.entry((row.month, row.key)).or_default();
        let mut same_day = versions.iter_mut();
        let Some(version) = same_day.find(|version| {
            (version.reported_on, version.lacks_its_day) == (row.reported_on, lacks_its_day)
        }) else {
            versions.push(Version {
                content: row.content,
                reported_on: row.reported_on,
                row: at,
                sources,
                rows: 1,
                revised: false,
                lacks_its_day,
                defects,
                conflicts: Vec::new(),
            });
            return;
        };
        version.rows += 1;
        let first = version.row.row_words(&at);
        if version.content == row.content && same_kinds(&version.defects, &defects) {
            if self.duplicates.insert(at.sheet.file.clone()) {
                let message = format!("本行与{first}相同，只计一次");
                let problem = Diagnostic::new(Code::ReturnDuplicate, message);
                problems.push(problem.at(place(Field::Value)));
            }
            return;
        }
        version.revised = true;
        let contradictions = version.merge(row.content, at, sources, defects);
        if let Some(&field) = contradictions.first() {
            let when = "在同一天填报，但";
            version.conflicts.push(conflict(&first, when, &contradictions).at(place(field)));
        }
    }

    /// Returns the returns as they were known at the end of `day`, and the contradictions that remain. Without a day,
    /// all rows count. A row whose day of filing is in doubt counts as an undated one.
    pub(super) fn settle(
        &self,
        day: Option<Date>,
        standards: &Standards<'_>,
        problems: &mut Diagnostics,
    ) -> Settled {
        let mut all = Settled::default();
        for (&(month, key), versions) in &self.versions {
            let dated = versions.iter().map(|version| {
                let filed = version.reported_on;
                (
                    filed.filter(|&filed| filing_day::doubt(month, filed, standards).is_none()),
                    version,
                )
            });
            let known = dated.filter(|(filed, _)| match (filed, day) {
                (Some(filed), Some(day)) => *filed <= day,
                _ => true,
            });
            let known: Vec<_> = known.collect();
            if known.is_empty() {
                continue;
            }
            let rows: usize = known.iter().map(|(_, version)| version.rows).sum();
            let (settled, contradictory) = settle(known, month, standards, problems);
            all.contradictory += contradictory;
            all.replaced += rows - contradictory.max(1);
            all.months.entry(month).or_default().insert(key, settled);
        }
        all
    }

    /// Returns the days of filing that are in doubt, each once for a sheet and a period.
    pub(super) fn doubtful_days(
        &self,
        standards: &Standards<'_>,
        settled: impl Fn(Month, Key) -> bool,
    ) -> Diagnostics {
        let mut found: BTreeMap<(Arc<Sheet>, Month, Date), Vec<&Source>> = BTreeMap::new();
        for (&(month, key), versions) in &self.versions {
            for version in versions {
                let Some(day) = version.reported_on else { continue };
                let doubted = filing_day::doubt(month, day, standards).is_some();
                if doubted && !settled(month, key) {
                    let source = version.sources.get(&Field::ReportedOn).unwrap_or(&version.row);
                    let about = (Arc::clone(&source.sheet), month, day);
                    found.entry(about).or_default().push(source);
                }
            }
        }
        let problems = found.into_iter().filter_map(|((_, month, day), rows)| {
            let first = rows.iter().min()?;
            Some(filing_day::problem(month, day, rows.len(), standards)?.at(first.place()))
        });
        problems.collect()
    }
}

impl Version {
    /// Merges a later row of the same day, and returns the figures in which it contradicts.
    fn merge(
        &mut self,
        later: Content,
        row: Source,
        sources: BTreeMap<Field, Source>,
        defects: BTreeMap<Field, Defect>,
    ) -> Vec<Field> {
        let content = &mut self.content;
        if later.value != Entry::Blank {
            content.rises = later.rises;
        }
        content.overlay_fractions(&later);
        let words = |status: Status| status.word().to_owned();
        let values = [
            (Field::Value, merge(&mut content.value, later.value, figure)),
            (Field::Percent, merge(&mut content.percent, later.percent, figure)),
            (Field::Status, merge(&mut content.status, later.status, words)),
        ];
        content.overlay_words(later);
        for (field, defect) in defects {
            self.defects.entry(field).or_insert(defect);
        }
        self.sources.extend(sources);
        let mut contradicts = Vec::new();
        for (field, values) in values {
            if values.is_empty() {
                continue;
            }
            contradicts.push(field);
            let source = self.sources.get(&field).unwrap_or(&row).clone();
            let all = match self.defects.remove(&field).map(|defect| defect.kind) {
                Some(DefectKind::Contradiction(earlier)) => {
                    let fresh = values.into_iter().filter(|value| !earlier.contains(value));
                    earlier.iter().cloned().chain(fresh).collect()
                }
                _ => values,
            };
            let kind = DefectKind::Contradiction(all);
            let code = Code::ReturnConflict;
            self.defects.insert(field, Defect { field, kind, code, source });
        }
        self.row = row;
        contradicts
    }
}

impl Version {
    /// Returns the figures for which it matters when this version was filed: those that no other version restated, or
    /// that another one states differently.
    fn doubted(&self, all: &Content, sources: &BTreeMap<Field, Source>) -> Vec<Field> {
        let own = &self.content;
        let figures = [
            (Field::Value, matches!(own.value, Entry::Given(_)), own.value == all.value),
            (Field::Percent, matches!(own.percent, Entry::Given(_)), own.percent == all.percent),
            (Field::Status, matches!(own.status, Entry::Given(_)), own.status == all.status),
        ];
        let doubted = figures.into_iter().filter(|&(field, given, same)| {
            given && (!same || sources.get(&field) == self.sources.get(&field))
        });
        doubted.map(|(field, ..)| field).collect()
    }
}

/// Returns whether the same cells cannot be read, with the same texts.
fn same_kinds(one: &BTreeMap<Field, Defect>, other: &BTreeMap<Field, Defect>) -> bool {
    let kinds = |defects: &BTreeMap<Field, Defect>| -> Vec<(Field, DefectKind)> {
        defects.values().map(|defect| (defect.field, defect.kind.clone())).collect()
    };
    kinds(one) == kinds(other)
}

/// Returns G132: rows that contradict each other. `when` says why neither of them counts.
fn conflict(first: &str, when: &str, fields: &[Field]) -> Diagnostic {
    let titles: Vec<_> = fields.iter().map(|field| field.title()).collect();
    let message = format!("与{first}的同一事项{when}{}不同，均不采用", titles.join("、"));
    Diagnostic::new(Code::ReturnConflict, message)
        .hint("删除有误的一行，或给更正的一行填上较晚的填报日期")
}

impl Content {
    /// Takes over from a later row which of its figures may be fractions.
    fn overlay_fractions(&mut self, later: &Self) {
        let stated = [
            (Field::Value, later.value != Entry::Blank),
            (Field::Percent, later.percent != Entry::Blank),
        ];
        for (field, _) in stated.into_iter().filter(|(_, stated)| *stated) {
            self.fractions.retain(|known| *known != field);
            self.fractions.extend(later.fractions.iter().filter(|&&one| one == field));
        }
    }

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

/// Merges the entries of two rows of a day, and returns those of them that contradict each other, in words. A
/// text that cannot be read may mean anything: it neither contradicts nor gives way.
fn merge<T: Copy + PartialEq>(
    earlier: &mut Entry<T>,
    later: Entry<T>,
    words: impl Fn(T) -> String,
) -> Vec<String> {
    let said = |entry| match entry {
        Entry::Given(value) => Some(words(value)),
        Entry::Missing => Some("暂无".to_owned()),
        Entry::Blank | Entry::Unreadable | Entry::Conflicting => None,
    };
    match (*earlier, later) {
        (one, other) if one == other => {}
        (_, Entry::Blank) | (Entry::Unreadable | Entry::Conflicting, Entry::Unreadable) => {}
        (Entry::Unreadable, _) => {}
        (Entry::Blank, _) | (_, Entry::Unreadable) => *earlier = later,
        (one, other) => {
            *earlier = Entry::Conflicting;
            return [one, other].into_iter().filter_map(said).collect();
        }
    }
    Vec::new()
}

fn figure(figure: Decimal) -> String {
    figure.normalize().to_string()
}

/// Lays the versions of a return over each other, each with its day of filing where that is not in doubt, the latest
/// one last; undated ones are the oldest. Returns the return, and the number of its rows that contradict each other.
fn settle(
    mut versions: Vec<(Option<Date>, &Version)>,
    month: Month,
    standards: &Standards<'_>,
    problems: &mut Diagnostics,
) -> (Return, usize) {
    versions.sort_by_key(|(day, version)| (*day, version.reported_on));
    let corrected = versions.len() > 1 || versions.iter().any(|(_, version)| version.revised);
    let first_reported_on = versions.iter().filter_map(|(day, _)| *day).min();
    // A day that cannot be read may be before the others or after them.
    let (of_any_day, dated): (Vec<_>, Vec<_>) =
        versions.iter().partition(|(_, version)| version.lacks_its_day);
    let layers = dated.into_iter().chain(of_any_day);
    let mut layers = layers.map(|(day, version)| Version { reported_on: day, ..version.clone() });
    let Some(mut all) = layers.next() else {
        return (Return::default(), 0);
    };
    let mut contradictory = if all.conflicts.is_empty() { 0 } else { all.rows };
    for later in layers {
        if later.lacks_its_day {
            let first = all.row.row_words(&later.row);
            let (row, reported_on) = (later.row.clone(), all.reported_on);
            let fields = all.merge(later.content, later.row, later.sources, later.defects);
            all.reported_on = reported_on;
            all.conflicts.extend(later.conflicts);
            if let Some(&field) = fields.first() {
                let when = "孰先孰后不明（填报日期无法识别），而";
                let place = all.sources.get(&field).unwrap_or(&row).place();
                all.conflicts.push(conflict(&first, when, &fields).at(place));
            }
            contradictory = if all.conflicts.is_empty() { 0 } else { all.rows + later.rows };
            continue;
        }
        contradictory = match (all.is_settled_by(&later), later.conflicts.is_empty()) {
            (true, true) => 0,
            (true, false) => later.rows,
            (false, true) => contradictory,
            (false, false) => contradictory + later.rows,
        };
        all.lay(later);
    }
    problems.extend(all.conflicts.into_iter().collect());
    let content = all.content;
    let settled = Return {
        defects: defects(&versions, all.defects, &content, &all.sources, (month, standards)),
        value: given(content.value),
        percent: given(content.percent),
        status: given(content.status),
        progress: content.progress.unwrap_or_default(),
        problems: content.problems.unwrap_or_default(),
        next_steps: content.next_steps.unwrap_or_default(),
        reporter: content.reporter.unwrap_or_default(),
        reported_on: all.reported_on,
        first_reported_on,
        corrected,
        sources: all.sources,
        verified: None,
        rises: content.rises,
        fractions: content.fractions,
    };
    (settled, contradictory)
}

/// Adds the doubts about the days of filing of a return's versions to its other defects.
fn defects(
    versions: &[(Option<Date>, &Version)],
    found: BTreeMap<Field, Defect>,
    all: &Content,
    sources: &BTreeMap<Field, Source>,
    (month, standards): (Month, &Standards<'_>),
) -> Vec<Defect> {
    let mut defects: Vec<Defect> = found.into_values().collect();
    for (_, version) in versions.iter().filter(|(day, _)| day.is_none()) {
        let Some(filed) = version.reported_on else { continue };
        let Some(doubt) = filing_day::doubt(month, filed, standards) else { continue };
        let fields = version.doubted(all, sources).into_iter();
        let source = version.sources.get(&Field::ReportedOn).unwrap_or(&version.row);
        defects.extend(fields.map(|field| Defect {
            field,
            kind: DefectKind::Doubt(doubt.clone()),
            code: Code::FilingDayDoubtful,
            source: source.clone(),
        }));
    }
    defects.sort_by_key(|defect| defect.field);
    defects
}

impl Version {
    /// Returns whether a later version leaves no contradiction of this one open: it states something about every
    /// figure in it.
    fn is_settled_by(&self, later: &Self) -> bool {
        let (one, other) = (&self.content, &later.content);
        !(open(one.value, other.value)
            || open(one.percent, other.percent)
            || open(one.status, other.status))
    }

    /// Lays a later version over this one, field by field.
    fn lay(&mut self, later: Self) {
        if self.is_settled_by(&later) {
            self.conflicts.clear();
        }
        self.conflicts.extend(later.conflicts);
        self.defects.retain(|field, _| !later.sources.contains_key(field));
        // A figure that cannot be read corrects the earlier one: what was said beside that no longer holds.
        for (field, beside) in [(Field::Value, Field::Percent), (Field::Percent, Field::Status)] {
            if later.defects.contains_key(&field) {
                self.sources.remove(&beside);
                self.defects.remove(&beside);
                match beside {
                    Field::Percent => self.content.percent = Entry::Blank,
                    _ => self.content.status = Entry::Blank,
                }
            }
        }
        self.defects.extend(later.defects);
        self.sources.extend(later.sources);
        let content = later.content;
        if content.value != Entry::Blank {
            self.content.rises = content.rises;
        }
        self.content.overlay_fractions(&content);
        lay(&mut self.content.value, content.value);
        lay(&mut self.content.percent, content.percent);
        lay(&mut self.content.status, content.status);
        self.content.overlay_words(content);
        self.row = later.row;
        self.rows += later.rows;
        self.reported_on = later.reported_on;
    }
}

/// Lays a later entry over an earlier one.
fn lay<T>(earlier: &mut Entry<T>, later: Entry<T>) {
    if !matches!(later, Entry::Blank) {
        *earlier = later;
    }
}

/// Returns whether a contradiction remains about which a later row says nothing.
fn open<T: PartialEq>(earlier: Entry<T>, later: Entry<T>) -> bool {
    earlier == Entry::Conflicting && later == Entry::Blank
}

fn given<T>(entry: Entry<T>) -> Option<T> {
    match entry {
        Entry::Given(value) => Some(value),
        Entry::Blank | Entry::Missing | Entry::Unreadable | Entry::Conflicting => None,
    }
}
