//! The steps that a listed case calls for: the decision on a request for a later deadline, the verification after an
//! application, the delisting after it, the overdue notice and the talk.

use super::{Step, StepCause, StepSource};
use crate::registers::EventKind;
use crate::status::Status;
use crate::supervision::{Case, State};

/// Returns the steps that a listed case calls for; those of which a person has to choose one, side by side.
pub(super) fn next_steps<'a>(source: &StepSource<'a>, case: &Case<'a>) -> Vec<Step<'a>> {
    match case.state {
        State::Listed | State::Planned | State::Extended | State::Closing
            if case.request().is_some() =>
        {
            extension(source, case)
        }
        State::Listed | State::Planned | State::Extended => passed(source, case),
        State::Overdue => talk(case),
        State::Closing => verification(source, case),
        State::Verified => {
            let verified = case.last(EventKind::Verified);
            let causes = verified.map(StepCause::Verified).into_iter().chain(applied(case));
            step(case, EventKind::Close, causes.collect())
        }
        State::Noticed | State::Answered | State::Closed => Vec::new(),
    }
}

fn step<'a>(case: &Case<'a>, kind: EventKind, causes: Vec<StepCause<'a>>) -> Vec<Step<'a>> {
    if causes.is_empty() {
        return Vec::new();
    }
    vec![Step { kind, id: case.id, unit: case.unit, deadline: None, causes }]
}

/// A request counts only if it is the first, and in time. One with its reason may be granted or refused, one without is
/// refused; after an application for delisting there is nothing to extend.
fn extension<'a>(source: &StepSource<'a>, case: &Case<'a>) -> Vec<Step<'a>> {
    let request = case.last(EventKind::RequestExtension);
    let Some((request, deadline)) = request.zip(case.listing_deadline()) else {
        return Vec::new();
    };
    let last = source.days.last_working_request(deadline);
    let causes = || vec![StepCause::Requested { request, last }];
    let may_be_granted = case.state != State::Closing && !request.evidence.trim().is_empty();
    let granted = may_be_granted.then(|| {
        // The day that was asked for may have passed before anybody decides.
        let asked = request.deadline.filter(|asked| *asked > deadline && *asked > source.date);
        step(case, EventKind::Extend, causes())
            .into_iter()
            .map(move |step| Step { deadline: asked, ..step })
    });
    let refused = step(case, EventKind::RefuseExtension, causes());
    granted.into_iter().flatten().chain(refused).collect()
}

fn passed<'a>(source: &StepSource<'a>, case: &Case<'a>) -> Vec<Step<'a>> {
    let is_over = case.deadline().is_some_and(|deadline| deadline < source.date);
    let set_by = case.last(EventKind::Extend).or_else(|| case.last(EventKind::List));
    let cause = set_by.filter(|_| is_over).map(StepCause::Passed);
    step(case, EventKind::Overdue, cause.into_iter().collect())
}

fn talk<'a>(case: &Case<'a>) -> Vec<Step<'a>> {
    let Some(overdue) = case.last(EventKind::Overdue) else { return Vec::new() };
    let mut after = case.events.iter().rev().take_while(|event| **event != overdue);
    let talked = after.any(|event| event.kind == EventKind::Talk);
    let cause = Some(StepCause::Overdue(overdue)).filter(|_| !talked);
    step(case, EventKind::Talk, cause.into_iter().collect())
}

/// Where a check after the listing has a verdict, that is what the verification would find; otherwise both outcomes stand
/// side by side.
fn verification<'a>(source: &StepSource<'a>, case: &Case<'a>) -> Vec<Step<'a>> {
    let found = checked(source, case);
    let kinds = match found.as_ref().map(|(status, _)| *status) {
        Some(Status::Done | Status::OnTrack) => vec![EventKind::Verified],
        Some(Status::Lagging | Status::Severe) => vec![EventKind::NotVerified],
        _ => vec![EventKind::Verified, EventKind::NotVerified],
    };
    let causes = || -> Vec<_> {
        found.iter().map(|(_, cause)| cause.clone()).chain(applied(case)).collect()
    };
    kinds.into_iter().flat_map(|kind| step(case, kind, causes())).collect()
}

fn applied<'a>(case: &Case<'a>) -> Option<StepCause<'a>> {
    case.last(EventKind::RequestClosing).map(StepCause::Applied)
}

/// Returns what the newest check found of the item, or of the unit's part of it, if it ended after the listing and has a
/// verdict.
fn checked<'a>(source: &StepSource<'a>, case: &Case<'a>) -> Option<(Status, StepCause<'a>)> {
    let listed = case.last(EventKind::List)?.date;
    let check = source.checks.last().filter(|check| check.month.last_day() >= listed)?;
    let item = source.basis.plan.item(case.id)?;
    let assessed = check.item(case.id)?;
    let province = item.primary() == Some(case.unit);
    let status = match province {
        true => assessed.status,
        false => assessed.unit(case.unit)?.status,
    };
    let has_verdict =
        matches!(status, Status::Done | Status::OnTrack | Status::Lagging | Status::Severe);
    has_verdict.then_some((status, StepCause::Checked { province, month: check.month }))
}
