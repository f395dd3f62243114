//! The claims of all letters and of a bulletin.

use std::collections::BTreeMap;

use super::{BulletinError, Session, bulletin, letters};
use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::input::csv::CellNumbers;
use crate::period::Period;
use crate::report::claim::{PrintedClaim, Source};

/// Returns the claims of the letters and of the bulletin of `period`, page by page. Without a period it is the
/// newest quarter with returns; a workspace without returns has only letters.
///
/// # Errors
/// There is nothing to report on in `period`, or the faces cannot be used.
pub fn claims(
    session: &Session,
    period: Option<Period>,
    problems: &mut Diagnostics,
) -> Result<Vec<PrintedClaim>, BulletinError> {
    let mut claims = letters::claims(session, problems)?;
    match bulletin::claims(session, period, problems) {
        Ok(of_bulletin) => claims.extend(of_bulletin),
        Err(BulletinError::NoQuarter) => {}
        Err(error) => return Err(error),
    }
    count_cells(session, &mut claims);
    Ok(claims)
}

/// Replaces the columns of text files, which are counted in characters, by the positions of the cells.
fn count_cells(session: &Session, claims: &mut [PrintedClaim]) {
    let mut files: BTreeMap<String, CellNumbers> = BTreeMap::new();
    let root = &session.workspace.root;
    let figures = claims.iter_mut().flat_map(|claim| &mut claim.figures);
    for source in figures.flat_map(|figure| &mut figure.from) {
        let Source { file, sheet: None, line, column } = source else {
            continue;
        };
        let numbers = files.entry(file.clone()).or_insert_with(|| {
            SourceFile::read(root, file)
                .map_or_else(|_| CellNumbers::default(), |source| CellNumbers::of(&source))
        });
        *column = numbers.get(*line, *column).unwrap_or(*column);
    }
}
