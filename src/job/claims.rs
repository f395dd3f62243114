//! The claims of all letters, of a bulletin, of the notices of a month and of the papers of cases.

use super::cells::CountedCells;
use super::{BulletinError, NoticeError, Session, bulletin, ledger, letters, notices};
use crate::diagnostic::Diagnostics;
use crate::period::Period;
use crate::report::claim::PrintedClaim;

/// Returns the claims of the letters, of the bulletin of `period` with its brief, of the notices of its last month, and of the
/// papers of all cases, page by page. Without a period it is the newest; a workspace without returns has only letters and
/// cases.
///
/// # Errors
/// There is nothing to report on in `period`, or the faces cannot be used.
pub fn claims(
    session: &Session,
    period: Option<Period>,
    problems: &mut Diagnostics,
) -> Result<Vec<PrintedClaim>, BulletinError> {
    let mut claims = letters::claims(session, &letters::Selection::All, problems)?;
    match bulletin::claims(session, period, problems) {
        Ok(of_bulletin) => claims.extend(of_bulletin),
        Err(BulletinError::NoPeriod) => {}
        Err(error) => return Err(error),
    }
    match notices::claims(session, period, problems) {
        Ok(of_month) => claims.extend(of_month),
        Err(NoticeError::NoPeriod | NoticeError::NoReturns(_)) => {}
        Err(NoticeError::OtherYear(error)) => return Err(error.into()),
        Err(NoticeError::Job(error)) => return Err(error.into()),
    }
    claims.extend(ledger::claims(session, problems)?);
    let mut cells = CountedCells::new(&session.workspace.root);
    let figures = claims.iter_mut().flat_map(|claim| &mut claim.figures);
    for source in figures.flat_map(|figure| &mut figure.from) {
        *source = cells.counted(source);
    }
    Ok(claims)
}
