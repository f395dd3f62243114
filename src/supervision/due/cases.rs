//! Cases: answers to notices, plans of rectification, deadlines of listings.

use super::{Due, DueKind, DueSource};
use crate::registers::EventKind;
use crate::supervision::{Case, State};

/// Returns what the units of the cases owe.
pub(super) fn cases(source: &DueSource<'_>) -> Vec<Due> {
    source.cases.iter().flat_map(|case| of_case(source, case)).collect()
}

/// Returns what is due in a case: the answer to a notice, or the rectification and, until it is filed, its plan.
fn of_case(source: &DueSource<'_>, case: &Case<'_>) -> Vec<Due> {
    let document = |kind| {
        let number = case.last(kind).map(|event| event.document.clone());
        number.filter(|number| !number.is_empty())
    };
    let entry = |kind, document, due| Due {
        due,
        kind,
        unit: Some(case.unit),
        id: Some(case.id),
        document,
        month: None,
    };
    let deadline = case.deadline();
    match case.state {
        State::Noticed => {
            let answer = |due| entry(DueKind::Answer, document(EventKind::Notice), due);
            deadline.map(answer).into_iter().collect()
        }
        State::Listed | State::Planned | State::Extended | State::Overdue => {
            let rectification = |due| entry(DueKind::Rectification, document(EventKind::List), due);
            let listed = case.last(EventKind::List).filter(|_| !case.has_plan());
            let plan = listed.map(|listed| {
                let days = source.rules.plan_days;
                let due = source.calendar.after_working_days(listed.date, days);
                entry(DueKind::Plan, document(EventKind::List), due)
            });
            deadline.map(rectification).into_iter().chain(plan).collect()
        }
        // The office has to act.
        State::Answered | State::Closing | State::Verified | State::Closed => Vec::new(),
    }
}
