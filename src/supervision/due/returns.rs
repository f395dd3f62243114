//! The returns of a month: who has not reported, or not all of it.

use super::{Due, DueKind, DueSource};

/// Returns the returns that are not there: one for a unit from which nothing came in, one for each item that another owes,
/// or whose statements cannot be used. Of later months there is one for all units together.
pub(super) fn returns(source: &DueSource<'_>) -> Vec<Due> {
    let mut found = Vec::new();
    for (month, due, punctuality) in source.returns {
        let entry = |unit, id| Due {
            due: *due,
            kind: DueKind::Return,
            unit: Some(unit),
            id,
            document: None,
            month: Some(*month),
        };
        found.extend(punctuality.missing.iter().map(|(unit, _)| entry(*unit, None)));
        for (unit, owed) in &punctuality.incomplete {
            found.extend(owed.iter().map(|owed| entry(*unit, Some(owed.item))));
        }
        for question in &punctuality.in_question {
            let items = question.subjects.iter().map(|key| key.target.item);
            let items = items.chain(question.owed.iter().map(|owed| owed.item));
            found.extend(items.map(|item| entry(question.unit, Some(item))));
        }
    }
    found.extend(source.later.iter().map(|(month, due)| Due {
        due: *due,
        kind: DueKind::Return,
        unit: None,
        id: None,
        document: None,
        month: Some(*month),
    }));
    found
}
