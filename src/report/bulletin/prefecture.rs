//! The prefectures by the number of indicators in which they are behind.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Rankings;
use crate::plan::ItemId;
use crate::report::listing::whole;
use crate::status::Status;

/// The prefectures by their own indicators.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Prefectures {
    /// Those that are behind in any, the most first; equal ones in the order of the registry.
    pub behind: Vec<PrefectureRow>,
    /// Those whose indicators were all reported, of which none is behind.
    pub clear: Vec<PrefectureRow>,
}

/// A prefecture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrefectureRow {
    /// Short name.
    pub unit: String,
    /// Number of indicators in which it is behind; one with several targets counts once.
    pub count: usize,
    /// Name and number in words: 定西市（6项）; the name alone where there is none.
    pub words: String,
}

/// Returns the prefectures that are ranked by any target.
pub(super) fn prefectures(rankings: &Rankings) -> Prefectures {
    let mut found = Prefectures::default();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let rows = rankings.list.iter().flat_map(|ranking| &ranking.rows);
    for unit in rows.map(|row| row.label.as_str()).filter(|unit| known.insert(unit)) {
        let cells = rankings.list.iter().flat_map(|ranking| {
            let rows = ranking.rows.iter().filter(|row| row.label == unit);
            rows.map(|row| (ranking.target.item, row.cell.status))
        });
        let cells: Vec<(ItemId, Status)> = cells.collect();
        let behind = cells.iter().filter(|(_, status)| status.is_behind());
        let count = behind.map(|(item, _)| item).collect::<BTreeSet<_>>().len();
        let name = whole(unit);
        let unit = unit.to_owned();
        if count > 0 {
            let words = format!("{name}（{count}项）");
            found.behind.push(PrefectureRow { unit, count, words });
        } else if cells.iter().all(|(_, status)| status.is_verdict()) {
            found.clear.push(PrefectureRow { unit, count, words: name });
        }
    }
    found.behind.sort_by_key(|row| std::cmp::Reverse(row.count));
    found
}
