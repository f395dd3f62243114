//! The prefectures by the number of indicators in which they are behind.

use std::cmp::Reverse;

use serde::Serialize;

use super::Source;
use crate::report::listing::whole;
use crate::status::Status;

/// The prefectures by their own parts of the indicators.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Prefectures {
    /// Those that are behind in any, the most first; equal ones in the order of the registry.
    pub behind: Vec<PrefectureRow>,
    /// Those that are behind in none, and of which no return is missing or in question.
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

/// Returns the prefectures, and the areas enclosed by them, that have parts of indicators.
pub(super) fn prefectures(source: &Source<'_>) -> Prefectures {
    let (registry, rules) = (source.basis.registry, source.basis.rules);
    let places = registry
        .units()
        .filter(|(_, unit)| unit.kind == rules.ranked_kind || unit.kind == rules.enclosed_kind);
    let mut found = Prefectures::default();
    for (id, unit) in places {
        let items = source.basis.plan.indicators().filter_map(|item| source.now.item(item.id));
        let parts = items.filter_map(|item| Some(item.unit(id)?.targets.iter()));
        let parts: Vec<Vec<Status>> =
            parts.map(|targets| targets.map(|target| target.mark.status).collect()).collect();
        let count =
            parts.iter().filter(|part| part.iter().any(|status| status.is_behind())).count();
        let is_open = |status: &Status| matches!(status, Status::Unreported | Status::Defective);
        let (name, unit) = (whole(&unit.short), unit.short.clone());
        if count > 0 {
            let words = format!("{name}（{count}项）");
            found.behind.push(PrefectureRow { unit, count, words });
        } else if parts.iter().flatten().any(|status| status.is_verdict())
            && !parts.iter().flatten().any(is_open)
        {
            found.clear.push(PrefectureRow { unit, count, words: name });
        }
    }
    found.behind.sort_by_key(|row| Reverse(row.count));
    found
}
