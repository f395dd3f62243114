//! Section 四 and annex 5: units that reported, reported late, or did not report.

use serde::Serialize;

use super::{Source, day_words};
use crate::assess::{InQuestion, OwedItem, Punctuality};
use crate::registry::UnitId;
use crate::report::listing::{listed, whole};
use crate::report::wording;
use crate::returns::ZERO_REPORT;
use crate::status::Status;

/// The units that reported and those that did not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Returns {
    /// Number of units from which returns were expected.
    pub expected: usize,
    /// Number of units that sent a return.
    pub reported: usize,
    /// Units that sent nothing.
    pub missing: Vec<LapseRow>,
    /// Units whose first return came after the due day.
    pub late: Vec<LapseRow>,
    /// Units whose returns have gaps.
    pub incomplete: Vec<LapseRow>,
    /// Units of whose returns something cannot be used.
    pub in_question: Vec<LapseRow>,
    /// Units that reported that they have nothing to report.
    pub zero_reports: Vec<LapseRow>,
    /// True if any unit's return is missing, late, incomplete or in question.
    pub has_faults: bool,
    /// All of them, each kind below a group line, for `table(…)`.
    pub rows: Vec<Lapse>,
    /// The missing units and their number: 天水市1个单位; for more than eight, only the number: 有9个单位.
    pub missing_words: String,
    /// The first eight missing units and their number: 天水市、省妇联等12个单位.
    pub missing_first: String,
    /// The sentences on missing and late units, with their full stops; may be empty.
    pub lapses: String,
}

/// A unit whose return is missing, late or incomplete.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LapseRow {
    /// Its position in the list of its kind, from 1.
    pub no: usize,
    /// Short name.
    pub unit: String,
    /// Number of items not reported; 0 where none is known to be.
    pub owed: usize,
    /// Number of items reported in part.
    pub partly: usize,
    /// The items not reported, the day on which a late return arrived, or what cannot be used, as it was typed.
    pub detail: String,
}

/// A row of the table of lapses.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Lapse {
    /// A group line above units.
    Group {
        /// Its words.
        group: String,
    },
    /// A unit.
    Unit(LapseRow),
}

/// Maximum number of missing units that the first section names.
const MOST_MISSING: usize = 8;

/// Returns the missing units in the words of the first section.
fn missing_words(missing: &[LapseRow]) -> String {
    let named = match missing.len() {
        count if count > MOST_MISSING => "有".to_owned(),
        _ => listed(missing.iter().map(|row| whole(&row.unit)), MOST_MISSING),
    };
    format!("{named}{}个单位", missing.len())
}

/// Returns the first missing units, and the number of all.
fn missing_first(missing: &[LapseRow]) -> String {
    match missing.len() {
        0 => String::new(),
        count => {
            let named = listed(missing.iter().map(|row| whole(&row.unit)), MOST_MISSING);
            format!("{named}{count}个单位")
        }
    }
}

/// Returns the sentences on missing units, if there are others, and on late ones: 未报送的1个单位：天水市。迟报的1个单位：兰州市（4月9日报送）。
fn lapses(missing: &[LapseRow], late: &[LapseRow]) -> String {
    let sentence = |kind: &str, names: Vec<String>| match names.len() {
        0 => String::new(),
        count => format!("{kind}的{count}个单位：{}。", names.join("、")),
    };
    let missing = missing.iter().map(|row| whole(&row.unit));
    let late = late.iter().map(|row| format!("{}（{}）", whole(&row.unit), row.detail));
    sentence("未报送", missing.collect()) + &sentence("迟报", late.collect())
}

/// Returns the state of reporting in a period.
pub(super) fn returns(source: &Source<'_>, punctuality: &Punctuality) -> Returns {
    let short = |unit: UnitId| source.basis.registry.unit(unit).short.clone();
    let owing = |units: &[(UnitId, Vec<OwedItem>)]| -> Vec<LapseRow> {
        (1..)
            .zip(units)
            .map(|(no, (unit, items))| {
                let partly = items.iter().filter(|owed| owed.is_partial()).count();
                LapseRow {
                    no,
                    unit: short(*unit),
                    owed: items.len() - partly,
                    partly,
                    detail: wording::owed(source.basis.plan, items),
                }
            })
            .collect()
    };
    let missing = owing(&punctuality.missing);
    let incomplete = owing(&punctuality.incomplete);
    let late: Vec<LapseRow> = (1..)
        .zip(&punctuality.late)
        .map(|(no, delay)| LapseRow {
            no,
            unit: short(delay.unit),
            owed: 0,
            partly: 0,
            detail: format!("{}报送", day_words(delay.on)),
        })
        .collect();
    let zero_reports: Vec<LapseRow> = (1..)
        .zip(&punctuality.zero_reports)
        .map(|(no, &unit)| LapseRow {
            no,
            unit: short(unit),
            owed: 0,
            partly: 0,
            detail: zero_report_words(source, unit),
        })
        .collect();
    let in_question: Vec<LapseRow> = (1..)
        .zip(&punctuality.in_question)
        .map(|(no, found)| LapseRow {
            no,
            unit: short(found.unit),
            owed: 0,
            partly: 0,
            detail: in_question_words(source, found),
        })
        .collect();
    let expected = punctuality.expected;
    let kinds = [
        ("未报送", &missing),
        ("迟报", &late),
        ("漏报", &incomplete),
        (Status::Defective.word(), &in_question),
        (ZERO_REPORT, &zero_reports),
    ];
    let mut rows = Vec::new();
    for (kind, units) in kinds {
        if !units.is_empty() {
            rows.push(Lapse::Group { group: format!("{kind}（{}个单位）", units.len()) });
            rows.extend(units.iter().cloned().map(Lapse::Unit));
        }
    }
    Returns {
        missing_words: missing_words(&missing),
        missing_first: missing_first(&missing),
        lapses: lapses(if missing.len() == expected { &[] } else { &missing }, &late),
        has_faults: kinds.iter().any(|(kind, units)| *kind != ZERO_REPORT && !units.is_empty()),
        expected,
        reported: expected - missing.len(),
        missing,
        late,
        incomplete,
        in_question,
        zero_reports,
        rows,
    }
}

/// Returns the day of a zero report in words: 已报送零报告（4月3日）.
fn zero_report_words(source: &Source<'_>, unit: UnitId) -> String {
    let report = source.basis.progress.zero_report(source.now.month, unit);
    let day = report.and_then(|report| report.reported_on);
    match day {
        Some(day) => format!("已报送零报告（{}）", day_words(day)),
        None => "已报送零报告".to_owned(),
    }
}

/// Returns the statements of a unit that cannot be used, as they were typed; `duban why` has their places.
fn in_question_words(source: &Source<'_>, found: &InQuestion) -> String {
    let returns = source.basis.progress.of(source.now.month);
    let mut words = Vec::new();
    for &key in &found.subjects {
        words.extend(wording::questioned(source.basis.plan, key.target, returns.get(&key)));
    }
    if found.unassigned > 0 {
        words.push(format!("{}行无法对应到事项", found.unassigned));
        if !found.owed.is_empty() {
            words.push(format!("未见报送的：{}", wording::owed(source.basis.plan, &found.owed)));
        }
    }
    words.join("；")
}
