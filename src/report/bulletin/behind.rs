//! Sections 三 and 四, annex 4: what is behind, and whose it is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Source;
use super::task::{TaskRow, row};
use crate::assess::{Change, ItemAssessment, Moved};
use crate::registry::UnitId;
use crate::status::Status;

/// What is behind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Behind {
    /// Severe items of both annexes, in order.
    pub severe: Vec<TaskRow>,
    /// Lagging items, in order.
    pub lagging: Vec<TaskRow>,
    /// Severe and lagging items with lines above each, for `table(…)`.
    pub rows: Vec<BehindRow>,
    /// Lead units with two or more items behind, those with most severe ones first.
    pub concentrated: Vec<Concentration>,
    /// Items that were behind in the period before too.
    pub still: Vec<TaskRow>,
    /// Items whose status went down against the period before.
    pub worsened: Vec<TaskRow>,
    /// Items that are on schedule only by a hair.
    pub at_risk: Vec<TaskRow>,
}

/// A row of the table of what is behind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum BehindRow {
    /// A line above items.
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
    /// How many are severe.
    pub severe: usize,
    /// How many are lagging.
    pub lagging: usize,
    /// Both.
    pub total: usize,
}

/// What is behind in a period.
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
    let at_risk = of(&mut source.now.items.iter().filter(|item| item.is_at_risk()));
    let (severe, lagging) = (with(Status::Severe), with(Status::Lagging));
    let change = source.change();
    let changed = |pick: &dyn Fn(Change<'_>) -> Vec<TaskRow>| change.map_or_else(Vec::new, pick);
    Behind {
        rows: grouped(&severe, &lagging),
        concentrated: concentrated(source),
        still: changed(&|change| of(&mut change.still_behind())),
        at_risk,
        worsened: changed(&|change| of(&mut change.moved(Moved::Down))),
        severe,
        lagging,
    }
}

fn grouped(severe: &[TaskRow], lagging: &[TaskRow]) -> Vec<BehindRow> {
    let mut rows = Vec::new();
    for (status, items) in [(Status::Severe, severe), (Status::Lagging, lagging)] {
        if items.is_empty() {
            continue;
        }
        rows.push(BehindRow::Group {
            group: format!("{}（{}项）", status.word(), items.len()),
        });
        rows.extend(
            items
                .iter()
                .map(|item| BehindRow::Item(Box::new(item.clone()))),
        );
    }
    rows
}

/// The primary lead units with two or more items behind.
fn concentrated(source: &Source<'_>) -> Vec<Concentration> {
    let mut units: BTreeMap<UnitId, (usize, usize)> = BTreeMap::new();
    for assessed in &source.now.items {
        let item = source.basis.plan.item(assessed.id);
        let Some(unit) = item.and_then(crate::plan::Item::primary) else {
            continue;
        };
        let (severe, lagging) = units.entry(unit).or_default();
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
            unit: source.basis.registry.unit(unit).short.clone(),
            severe,
            lagging,
            total: severe + lagging,
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse((one.severe, one.total)));
    found
}
