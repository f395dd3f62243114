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
use crate::returns::read::{Content, Entry, Key, RowContent};
use crate::returns::{Field, Standards};

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
    /// True if rows of this day differed.
    revised: bool,
    /// Contradictions among the rows of this day.
    contradictions: BTreeMap<Field, Vec<String>>,
    /// The same, reported if nothing later settles them.
    conflicts: Vec<Diagnostic>,
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
        let versions = self.versions.entry((row.month, row.key)).or_default();
        let mut same_day = versions.iter_mut();
        let Some(version) = same_day.find(|version| version.reported_on == row.reported_on) else {
            versions.push(Version {
                content: row.content,
                reported_on: row.reported_on,
                row: at,
                sources,
                revised: false,
                contradictions: BTreeMap::new(),
                conflicts: Vec::new(),
            });
            return;
        };
        let first = version.row.row_words(&at);
        if version.content == row.content {
            if self.duplicates.insert(at.sheet.file.clone()) {
                let message = format!("本行与{first}相同，只计一次");
                let problem = Diagnostic::new(Code::ReturnDuplicate, message);
                problems.push(problem.at(place(Field::Value)));
            }
            return;
        }
        version.revised = true;
        let contradictions = version.merge(row.content, at, sources);
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

    /// Returns the returns as they were known at the end of `day`, and the contradictions that remain. Without a day,
    /// all rows count. A row whose day of filing is in doubt counts as an undated one.
    pub(super) fn settle(
        &self,
        day: Option<Date>,
        standards: &Standards<'_>,
        problems: &mut Diagnostics,
    ) -> BTreeMap<Month, BTreeMap<Key, Return>> {
        let mut months: BTreeMap<Month, BTreeMap<Key, Return>> = BTreeMap::new();
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
            if !known.is_empty() {
                let settled = settle(known, month, standards, problems);
                months.entry(month).or_default().insert(key, settled);
            }
        }
        months
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
    ) -> Vec<Field> {
        let content = &mut self.content;
        if later.value != Entry::Blank {
            content.rises = later.rises;
        }
        content.overlay_fractions(&later);
        let values = [
            (Field::Value, merge(&mut content.value, later.value, figure)),
            (Field::Percent, merge(&mut content.percent, later.percent, figure)),
            (
                Field::Status,
                merge(&mut content.status, later.status, |status| status.word().to_owned()),
            ),
        ];
        content.overlay_words(later);
        self.row = row;
        self.sources.extend(sources);
        let mut contradicts = Vec::new();
        for (field, values) in values {
            if !values.is_empty() {
                contradicts.push(field);
                self.contradictions.entry(field).or_default().extend(values);
            }
        }
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

/// Merges the entries of two rows of a day, and returns those of them that contradict each other and were not
/// yet known to do so, in words.
fn merge<T: Copy + PartialEq>(
    earlier: &mut Entry<T>,
    later: Entry<T>,
    words: impl Fn(T) -> String,
) -> Vec<String> {
    let said = |entry| match entry {
        Entry::Given(value) => Some(words(value)),
        Entry::Missing => Some("暂无".to_owned()),
        Entry::Blank | Entry::Conflicting => None,
    };
    match (*earlier, later) {
        (_, Entry::Blank) => Vec::new(),
        (Entry::Blank, _) => {
            *earlier = later;
            Vec::new()
        }
        (one, other) if one == other => Vec::new(),
        (one, other) => {
            *earlier = Entry::Conflicting;
            [one, other].into_iter().filter_map(said).collect()
        }
    }
}

fn figure(figure: Decimal) -> String {
    figure.normalize().to_string()
}

/// Lays the versions of a return over each other, each with its day of filing where that is not in doubt, the latest
/// one last; undated ones are the oldest.
fn settle(
    mut versions: Vec<(Option<Date>, &Version)>,
    month: Month,
    standards: &Standards<'_>,
    problems: &mut Diagnostics,
) -> Return {
    versions.sort_by_key(|(day, version)| (*day, version.reported_on));
    let corrected = versions.len() > 1 || versions.iter().any(|(_, version)| version.revised);
    let first_reported_on = versions.iter().filter_map(|(day, _)| *day).min();
    let mut all = Content::default();
    let mut reported_on = None;
    let (mut sources, mut contradictions) = (BTreeMap::new(), BTreeMap::new());
    let mut conflicts = Vec::new();
    for (day, version) in &versions {
        let content = version.content.clone();
        // A later row settles a contradiction only if it states something about every figure in it.
        let open = open(all.value, content.value)
            || open(all.percent, content.percent)
            || open(all.status, content.status);
        if !open {
            conflicts.clear();
        }
        conflicts.extend(version.conflicts.iter().cloned());
        contradictions.retain(|field, _| !version.sources.contains_key(field));
        contradictions.extend(version.contradictions.clone());
        sources.extend(version.sources.clone());
        if content.value != Entry::Blank {
            all.rises = content.rises;
        }
        all.overlay_fractions(&content);
        lay(&mut all.value, content.value);
        lay(&mut all.percent, content.percent);
        lay(&mut all.status, content.status);
        all.overlay_words(content);
        reported_on = *day;
    }
    problems.extend(conflicts.into_iter().collect());
    let defects = contradictions.into_iter().filter_map(|(field, values)| {
        Some(Defect {
            field,
            kind: DefectKind::Contradiction(values),
            code: Code::ReturnConflict,
            source: sources.get(&field)?.clone(),
        })
    });
    let mut defects: Vec<Defect> = defects.collect();
    let undated = versions.iter().filter(|(day, _)| day.is_none());
    for (_, version) in undated {
        let Some(filed) = version.reported_on else { continue };
        let Some(doubt) = filing_day::doubt(month, filed, standards) else { continue };
        let fields = version.doubted(&all, &sources).into_iter();
        let source = version.sources.get(&Field::ReportedOn).unwrap_or(&version.row);
        defects.extend(fields.map(|field| Defect {
            field,
            kind: DefectKind::Doubt(doubt.clone()),
            code: Code::FilingDayDoubtful,
            source: source.clone(),
        }));
    }
    defects.sort_by_key(|defect| defect.field);
    Return {
        value: given(all.value),
        rises: all.rises,
        fractions: all.fractions.clone(),
        percent: given(all.percent),
        status: given(all.status),
        progress: all.progress.unwrap_or_default(),
        problems: all.problems.unwrap_or_default(),
        next_steps: all.next_steps.unwrap_or_default(),
        reporter: all.reporter.unwrap_or_default(),
        reported_on,
        first_reported_on,
        corrected,
        defects,
        sources,
        verified: None,
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
        Entry::Blank | Entry::Missing | Entry::Conflicting => None,
    }
}
