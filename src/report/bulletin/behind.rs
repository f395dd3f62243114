//! Sections 三 and 四, annex 4: the items that are behind, and the units that lead them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Source;
use super::at_risk::is_at_risk;
use super::task::{MOST_NAMED, TaskRow, row};
use crate::assess::{Change, ItemAssessment, Moved};
use crate::registry::UnitId;
use crate::report::listing::{is_cut, joined, listed, whole};
use crate::status::{Stage, Status};

/// The items that are behind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Behind {
    /// Severe items of both annexes, in order.
    pub severe: Vec<TaskRow>,
    /// Lagging items, in order.
    pub lagging: Vec<TaskRow>,
    /// Severe and lagging items, each kind below a group line, for `table(…)`.
    pub rows: Vec<BehindRow>,
    /// Lead units with two or more items behind; the unit with the most items comes first, of equal ones that with more severe
    /// ones.
    pub concentrated: Vec<Concentration>,
    /// Items that are behind now and were behind in the period before.
    pub still: Vec<TaskRow>,
    /// Items whose status is worse than in the period before.
    pub worsened: Vec<TaskRow>,
    /// Items that are only just on schedule.
    pub at_risk: Vec<TaskRow>,
    /// The first ten severe items in words: 省商务厅牵头的指标3（……）、省林业厅牵头的任务2（……）等.
    pub severe_words: String,
    /// All severe items with their lead units and the change since the period before: 任务2（……）由省林业厅牵头（一季度也严重滞后）；….
    pub severe_leads: String,
    /// The first five of `concentrated`: 省林业厅（2项，其中严重滞后1项）、…等6个.
    pub concentrated_words: String,
    /// Those of `concentrated` that `concentrated_words` does not name; may be empty.
    pub concentrated_rest: String,
    /// All of `concentrated`: 省林业厅牵头的事项中有2项滞后（严重滞后1项），….
    pub concentrated_leads: String,
    /// The sentences on `still` and `worsened`, with their full stops; may be empty.
    pub setbacks: String,
    /// The first twenty of `at_risk`, in the same form.
    pub at_risk_words: String,
}

/// A row of the table of items that are behind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum BehindRow {
    /// A group line above items.
    Group {
        /// Its words.
        group: String,
    },
    /// An item.
    Item(Box<TaskRow>),
}

/// A unit with several items behind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Concentration {
    /// Short name.
    pub unit: String,
    /// Number of severe items.
    pub severe: usize,
    /// Number of lagging items.
    pub lagging: usize,
    /// Number of severe and lagging items together.
    pub total: usize,
}

/// Maximum number of severe items that the first section names.
const SEVERE_NAMED: usize = 10;
/// The words in place of a reason that the unit did not give.
pub const UNSTATED: &str = "未说明";
/// Maximum number of units that the first section names.
const UNITS_NAMED: usize = 5;

impl Concentration {
    /// Returns the counts in words: 省林业厅（2项，其中严重滞后1项）.
    pub(super) fn counts_words(&self) -> String {
        let (unit, total) = (whole(&self.unit), self.total);
        match self.severe {
            0 => format!("{unit}（{total}项）"),
            severe if severe == total => format!("{unit}（{total}项，均为严重滞后）"),
            severe => format!("{unit}（{total}项，其中严重滞后{severe}项）"),
        }
    }

    /// Returns the counts in a clause: 省林业厅牵头的事项中有2项滞后（严重滞后1项）.
    fn lead_words(&self, stage: Stage) -> String {
        let word = Status::Lagging.word_at(stage);
        let behind = format!("{}牵头的事项中有{}项{word}", whole(&self.unit), self.total);
        match self.severe {
            0 => behind,
            severe if severe == self.total => format!("{behind}（均为严重滞后）"),
            severe => format!("{behind}（严重滞后{severe}项）"),
        }
    }
}

/// Returns the first units in words, and the number of all units if some are left out.
fn concentrated_words(units: &[Concentration]) -> String {
    let named = listed(units.iter().map(Concentration::counts_words), UNITS_NAMED);
    match units.len() {
        all if is_cut(all, UNITS_NAMED) => format!("{named}{all}个"),
        _ => named,
    }
}

/// Returns the units that the first section does not name, in words.
fn concentrated_rest(units: &[Concentration]) -> String {
    let rest = units.iter().skip(UNITS_NAMED).filter(|_| is_cut(units.len(), UNITS_NAMED));
    joined(rest.map(Concentration::counts_words), "、")
}

/// Returns the sentences on setbacks: 1项在一季度和上半年都滞后：省林业厅牵头的任务2（……）。1项比一季度后退：…. An item may be in
/// both, which the second says.
fn setbacks(still: &[TaskRow], worsened: &[TaskRow], source: &Source<'_>) -> String {
    let (before, now) = (source.previous_name(), source.period.name());
    let sentence = |rows: &[TaskRow], what: String| match rows.len() {
        0 => String::new(),
        count => {
            let named = listed(rows.iter().map(TaskRow::named), usize::MAX);
            format!("{count}项{what}：{named}。")
        }
    };
    let both = worsened.iter().filter(|row| still.iter().any(|one| one.id == row.id)).count();
    let also = match both {
        0 => String::new(),
        both if both == worsened.len() => format!("（在{before}和{now}都滞后）"),
        both => format!("（其中{both}项在{before}和{now}都滞后）"),
    };
    sentence(still, format!("在{before}和{now}都滞后"))
        + &sentence(worsened, format!("比{before}后退{also}"))
}

/// Returns the items that are behind in a period.
pub(super) fn behind(source: &Source<'_>) -> Behind {
    let of = |items: &mut dyn Iterator<Item = &ItemAssessment>| -> Vec<TaskRow> {
        items
            .filter_map(|assessed| {
                let item = source.basis.plan.item(assessed.id)?;
                Some(row(item, assessed, source))
            })
            .collect()
    };
    let with = |status| of(&mut source.now.items.iter().filter(|item| item.status == status));
    let at_risk = of(&mut source.now.items.iter().filter(|item| is_at_risk(item, source)));
    let (severe, lagging) = (with(Status::Severe), with(Status::Lagging));
    let change = source.change();
    let changed = |pick: &dyn Fn(Change<'_>) -> Vec<TaskRow>| change.map_or_else(Vec::new, pick);
    let still = changed(&|change| of(&mut change.still_behind()));
    let worsened = changed(&|change| of(&mut change.moved(Moved::Down)));
    let concentrated = concentrated(source);
    Behind {
        rows: grouped(&severe, &lagging, source.stage()),
        severe_words: listed(severe.iter().map(TaskRow::named), SEVERE_NAMED),
        severe_leads: joined(severe.iter().map(TaskRow::lead_words), "；"),
        concentrated_words: concentrated_words(&concentrated),
        concentrated_rest: concentrated_rest(&concentrated),
        concentrated_leads: joined(
            concentrated.iter().map(|unit| unit.lead_words(source.stage())),
            "，",
        ),
        setbacks: setbacks(&still, &worsened, source),
        at_risk_words: listed(at_risk.iter().map(TaskRow::named), MOST_NAMED),
        concentrated,
        still,
        at_risk,
        worsened,
        severe,
        lagging,
    }
}

fn grouped(severe: &[TaskRow], lagging: &[TaskRow], stage: Stage) -> Vec<BehindRow> {
    let mut rows = Vec::new();
    for (status, items) in [(Status::Severe, severe), (Status::Lagging, lagging)] {
        if items.is_empty() {
            continue;
        }
        rows.push(BehindRow::Group {
            group: format!("{}（{}项）", status.word_at(stage), items.len()),
        });
        rows.extend(items.iter().map(|item| BehindRow::Item(Box::new(with_reason(item)))));
    }
    rows
}

/// Returns an item for a table of reasons, which says where the unit gave none.
pub(super) fn with_reason(item: &TaskRow) -> TaskRow {
    let mut row = item.clone();
    for words in [&mut row.problems, &mut row.next_steps] {
        if words.is_empty() {
            UNSTATED.clone_into(words);
        }
    }
    row
}

/// Returns the primary lead units with two or more items behind.
fn concentrated(source: &Source<'_>) -> Vec<Concentration> {
    let registry = source.basis.registry;
    let mut units: BTreeMap<UnitId, (usize, usize)> = BTreeMap::new();
    for assessed in &source.now.items {
        let item = source.basis.plan.item(assessed.id);
        let Some(unit) = item.and_then(crate::plan::Item::primary) else {
            continue;
        };
        let (severe, lagging) = units.entry(registry.present(unit)).or_default();
        match assessed.status {
            Status::Severe => *severe += 1,
            Status::Lagging => *lagging += 1,
            _ => {}
        }
    }
    let mut found: Vec<Concentration> = units
        .into_iter()
        .filter(|(_, (severe, lagging))| severe + lagging >= 2)
        .map(|(unit, (severe, lagging))| Concentration {
            unit: registry.unit(unit).short.clone(),
            severe,
            lagging,
            total: severe + lagging,
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse((one.total, one.severe)));
    found
}
