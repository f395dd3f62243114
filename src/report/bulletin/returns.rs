//! Section 四 and annex 5: who reported, who was late, who did not.

use serde::Serialize;

use super::{Source, day_words};
use crate::assess::Punctuality;
use crate::plan::ItemId;
use crate::registry::UnitId;
use crate::report::listing::{listed, whole};
use crate::report::wording;

/// Who reported and who did not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Returns {
    /// Units from which returns were expected.
    pub expected: usize,
    /// Units that sent any.
    pub reported: usize,
    /// Units from which nothing came in.
    pub missing: Vec<LapseRow>,
    /// Units whose first return came after the due day.
    pub late: Vec<LapseRow>,
    /// Units whose returns have gaps.
    pub incomplete: Vec<LapseRow>,
    /// All of them with lines above each kind, for `table(…)`.
    pub rows: Vec<Lapse>,
    /// The missing units and their number: 天水市1个单位; of more than eight, the number: 有9个单位.
    pub missing_words: String,
    /// The sentences on missing and late units, with their full stops; may be empty.
    pub lapses: String,
}

/// A unit that did not report as it should.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LapseRow {
    /// Its place in the list of its kind, from 1.
    pub no: usize,
    /// Short name.
    pub unit: String,
    /// How many items it owes; 0 where it was late.
    pub owed: usize,
    /// Which items it owes, or when its return came in.
    pub detail: String,
}

/// A row of the table of lapses.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Lapse {
    /// A line above units.
    Group {
        /// Its words.
        group: String,
    },
    /// A unit.
    Unit(LapseRow),
}

/// Missing units that the first section names at most.
const MOST_MISSING: usize = 8;

/// The missing units in the first section.
fn missing_words(missing: &[LapseRow]) -> String {
    let named = match missing.len() {
        count if count > MOST_MISSING => "有".to_owned(),
        _ => listed(missing.iter().map(|row| whole(&row.unit)), MOST_MISSING),
    };
    format!("{named}{}个单位", missing.len())
}

/// 未报送的1个单位：天水市。迟报的1个单位：兰州市（4月9日报送）。
fn lapses(missing: &[LapseRow], late: &[LapseRow]) -> String {
    let sentence = |kind: &str, names: Vec<String>| match names.len() {
        0 => String::new(),
        count => format!("{kind}的{count}个单位：{}。", names.join("、")),
    };
    let missing = missing.iter().map(|row| whole(&row.unit));
    let late = late
        .iter()
        .map(|row| format!("{}（{}）", whole(&row.unit), row.detail));
    sentence("未报送", missing.collect()) + &sentence("迟报", late.collect())
}

/// Who reported in a period.
pub(super) fn returns(source: &Source<'_>, punctuality: &Punctuality) -> Returns {
    let short = |unit: UnitId| source.basis.registry.unit(unit).short.clone();
    let owing = |units: &[(UnitId, Vec<ItemId>)]| -> Vec<LapseRow> {
        (1..)
            .zip(units)
            .map(|(no, (unit, items))| LapseRow {
                no,
                unit: short(*unit),
                owed: items.len(),
                detail: format!("缺{}", wording::items(items)),
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
            rows.push(Lapse::Group {
                group: format!("{kind}（{}个单位）", units.len()),
            });
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
