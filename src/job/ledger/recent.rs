//! What was known on the day of an event: plan, returns, and the last checks that have a verdict on its item.

use super::super::Session;
use crate::assess::{Assessment, Basis};
use crate::period::Month;
use crate::registers::Event;
use crate::status::Status;

/// The number of checks that papers show.
const CHECKS: usize = 2;

/// Does something with the basis of assessments as it was on the day of an event, and with the last checks before it that
/// have a verdict on the item, or on the unit's part of it; none unless the paper has figures.
pub(super) fn with_recent<T>(
    session: &Session,
    event: &Event,
    has_figures: bool,
    work: impl FnOnce(&Basis<'_>, &[Assessment]) -> T,
) -> T {
    let progress = match has_figures {
        true => session.known_by(event.date),
        false => session.progress.clone(),
    };
    session.with_basis(event.date, &progress, |basis| {
        work(basis, &if has_figures { recent(session, event, basis) } else { Vec::new() })
    })
}

/// Returns the last checks before an event, in order.
fn recent(session: &Session, event: &Event, basis: &Basis<'_>) -> Vec<Assessment> {
    let (date, progress) = (event.date, basis.progress);
    let newest = progress.newest_of(|month| month.last_day() < date);
    let last = newest.map_or(0, Month::number);
    let first = session.workspace.config.assessment.first_month;
    let year = session.workspace.config.year;
    let months = (first..=last).rev().filter_map(|month| Month::new(year, month));
    let has_verdict = |check: &Assessment| {
        let assessed = check.item(event.id)?;
        let whole =
            basis.plan.item(event.id).is_some_and(|item| item.primary() == Some(event.unit));
        let part = assessed.unit(event.unit).map(|part| part.status);
        let status = if whole { Some(assessed.status) } else { part };
        status.filter(|status| {
            !matches!(status, Status::Unrated | Status::Unreported | Status::Defective)
        })
    };
    let checks = months
        .filter(|month| !progress.of(*month).is_empty())
        .map(|month| Assessment::new(basis, month))
        .filter(|check| has_verdict(check).is_some());
    let mut checks: Vec<Assessment> = checks.take(CHECKS).collect();
    checks.reverse();
    checks
}
