//! The claims of all letters and of a bulletin.

use super::cells::CountedCells;
use super::{BulletinError, Session, bulletin, letters};
use crate::diagnostic::Diagnostics;
use crate::period::Period;
use crate::report::claim::PrintedClaim;

/// Returns the claims of the letters and of the bulletin of `period` with its brief, page by page. Without a period it is
/// the newest; a workspace without returns has only letters.
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
    let mut cells = CountedCells::new(&session.workspace.root);
    let figures = claims.iter_mut().flat_map(|claim| &mut claim.figures);
    for source in figures.flat_map(|figure| &mut figure.from) {
        *source = cells.counted(source);
    }
    Ok(claims)
}
