//! Section 四 and annex 5: units that reported, reported late, or did not report.

use serde::Serialize;

use super::{Source, day_words};
use crate::assess::Punctuality;
use crate::plan::ItemId;
use crate::registry::UnitId;
use crate::report::listing::{listed, whole};
use crate::report::wording;

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
    /// All of them, each kind below a group line, for `table(…)`.
    pub rows: Vec<Lapse>,
    /// The missing units and their number: 天水市1个单位; for more than eight, only the number: 有9个单位.
    pub missing_words: String,
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
    /// Number of items not reported; 0 for a late unit.
    pub owed: usize,
    /// The items not reported, or the day on which a late return arrived.
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

/// Returns the sentences on missing and late units: 未报送的1个单位：天水市。迟报的1个单位：兰州市（4月9日报送）。
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
    let owing = |units: &[(UnitId, Vec<ItemId>)]| -> Vec<LapseRow> {
        (1..)
            .zip(units)
            .map(|(no, (unit, items))| LapseRow {
                no,
                unit: short(*unit),
                owed: items.len(),
                detail: format!("缺{}", wording::items(source.basis.plan, items)),
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
            detail: format!("{}报送", day_words(delay.on)),
        })
        .collect();
    let expected = punctuality.expected;
    let kinds = [("未报送", &missing), ("迟报", &late), ("漏报", &incomplete)];
    let mut rows = Vec::new();
    for (kind, units) in kinds {
        if !units.is_empty() {
            rows.push(Lapse::Group { group: format!("{kind}（{}个单位）", units.len()) });
            rows.extend(units.iter().cloned().map(Lapse::Unit));
        }
    }
    Returns {
        missing_words: missing_words(&missing),
        lapses: lapses(&missing, &late),
        expected,
        reported: expected - missing.len(),
        missing,
        late,
        incomplete,
        rows,
    }
}
