//! The periods of which bulletins are made.

use super::BulletinError;
use crate::job::Session;
use crate::period::{Month, Period};

/// Returns the periods of the newest bulletins: the newest quarter, or the year, for which most of the units have filed,
/// and the newest month after it for which most have, whose monthly edition tells what happened since. With `until` none is
/// newer than that month, and it and the quarters before it need only one return.
pub fn newest_bulletins(session: &Session, until: Option<Month>) -> Vec<Period> {
    let progress = &session.progress;
    let is_asked = |month: Month| until.is_none_or(|until| month <= until);
    let asked = until.filter(|&until| !progress.of(until).is_empty());
    let quarter = match until {
        None => progress.newest_of(|month| month.quarter().is_some()),
        Some(_) => {
            let mut months = progress.months.keys().rev().copied().filter(|&month| is_asked(month));
            months.find(|month| month.quarter().is_some())
        }
    };
    let month = asked.or_else(|| progress.newest_of(is_asked));
    let month = month.filter(|&month| quarter.is_none_or(|quarter| month > quarter));
    quarter.into_iter().chain(month).map(Month::of_bulletin).collect()
}

/// Returns the periods to report on: the one asked for, or the newest.
pub(crate) fn settle(
    session: &Session,
    asked: Option<Period>,
) -> Result<Vec<Period>, BulletinError> {
    let Some(asked) = asked else {
        let newest = newest_bulletins(session, None);
        return if newest.is_empty() { Err(BulletinError::NoPeriod) } else { Ok(newest) };
    };
    let close = asked.close_in(session.workspace.config.year)?;
    let period = close.of_bulletin();
    if session.progress.of(close).is_empty() {
        return Err(BulletinError::NoReturns(period));
    }
    Ok(vec![period])
}

/// Returns the periods whose bulletins get numbers: the one asked for, or all quarters with returns and the months to
/// which `duban.toml` gives a number or a date.
pub(crate) fn to_number(
    session: &Session,
    asked: Option<Period>,
) -> Result<Vec<Period>, BulletinError> {
    if asked.is_some() {
        return settle(session, asked);
    }
    let config = &session.workspace.config;
    let months = session.progress.months.keys().copied().map(Month::of_bulletin);
    let gets =
        |period: &Period| !matches!(period, Period::Month(_)) || config.issue(*period).is_some();
    Ok(months.filter(gets).collect())
}
