//! The scoreboard: the number of items with each status, and the change since the period before, at a glance.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::Source;
use super::overall::Overall;
use super::status_counts::StatusCounts;
use crate::assess::Counts;
use crate::status::{Stage, Status};

/// The table of counts: the arguments of `table(…)`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scoreboard {
    /// Its columns: 全部、主要指标, …, the number of items, and those statuses that occur.
    pub columns: Vec<Json>,
    /// A row for all items, with the change since the period before in brackets, for the indicators and for the tasks, if
    /// there are any.
    pub rows: Vec<Json>,
    /// The statuses of the columns.
    #[serde(skip)]
    pub statuses: Vec<Status>,
    /// The sets of the rows, and their counts.
    #[serde(skip)]
    pub sets: Vec<(&'static str, StatusCounts)>,
    /// The difference of the number of items with each of the statuses from that in the period before.
    #[serde(skip)]
    pub changes: Vec<i64>,
}

/// Returns the scoreboard of a period.
pub(super) fn scoreboard(source: &Source<'_>, overall: &Overall) -> Scoreboard {
    let stage = source.stage();
    // At the end of the year the words mean something else.
    let before = source
        .before
        .filter(|_| stage == Stage::UnderWay)
        .map(|(_, before)| -> Counts { before.counts() });
    let all = &overall.all;
    let occurs = |status: &Status| {
        all.of(*status) > 0 || before.is_some_and(|before| before.of(*status) > 0)
    };
    let statuses: Vec<Status> = stage.statuses().filter(occurs).collect();
    let plan = source.basis.plan;
    let sets = [
        ("all", "全部事项", &overall.all),
        ("indicators", &*plan.indicators_name(), &overall.indicators),
        ("tasks", &*plan.tasks_name(), &overall.tasks),
    ];
    // One kind of items alone is all items.
    let is_needed = |name: &str, counts: &StatusCounts| {
        name == "all" || (counts.total > 0 && counts.total < all.total)
    };
    let sets = sets.into_iter().filter(|(name, _, counts)| is_needed(name, counts));
    let mut rows = Vec::new();
    let mut kept = Vec::new();
    for (name, label, counts) in sets {
        let mut row = Map::new();
        row.insert("label".to_owned(), json!(label));
        row.insert("total".to_owned(), json!(counts.total));
        for status in &statuses {
            row.insert(status.as_str().to_owned(), json!(counts.of(*status)));
        }
        rows.push(Json::Object(row));
        kept.push((name, counts.clone()));
    }
    let signed = |count: usize| i64::try_from(count).unwrap_or_default();
    let changes: Vec<i64> = before.map_or_else(Vec::new, |before| {
        let change = |status: &Status| signed(all.of(*status)) - signed(before.of(*status));
        statuses.iter().map(change).collect()
    });
    if let Some(row) = rows.first_mut().filter(|_| !changes.is_empty()) {
        row["label"] = json!(format!("全部（比{}）", source.previous_name()));
        for (status, change) in statuses.iter().zip(&changes).filter(|(_, change)| **change != 0) {
            row[status.as_str()] = json!(format!("{}（{change:+}）", all.of(*status)));
        }
    }
    Scoreboard { columns: columns(&statuses, stage), rows, statuses, sets: kept, changes }
}

fn columns(statuses: &[Status], stage: Stage) -> Vec<Json> {
    let column = |title: &str, key: &str| json!({"title": title, "key": key, "align": "center"});
    let mut columns = vec![column("事　项", "label"), column("总　数", "total")];
    columns.extend(statuses.iter().map(|status| {
        let title = match status {
            Status::Defective => "待　核",
            status => status.word_at(stage),
        };
        column(title, status.as_str())
    }));
    columns
}
