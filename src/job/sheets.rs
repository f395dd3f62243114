//! The decomposition workbook.

use super::{JobError, Made, Session};
use crate::assess::Assessment;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::plan::{Annex, Duties, SCHEDULE_FILE, TARGETS_FILE};
use crate::registry::{GROUPS_FILE, LEADERS_FILE, UNITS_FILE};
use crate::returns::PROGRESS_DIR;
use crate::workbook::{self, Heading};
use crate::workspace::CONFIG_FILE;

/// The workbook below the output folder.
const PATH: &str = "sheets/分解表.xlsx";
/// Its folder.
const FOLDER: &str = "sheets/";

/// Makes 分解表.xlsx. What cannot be made is a problem.
///
/// # Errors
/// The job cannot begin: the output folder cannot be used.
pub fn sheets(session: &Session) -> Result<Made, JobError> {
    session.prepare_output(FOLDER)?;
    let config = &session.workspace.config;
    let heading = Heading {
        year: config.year,
        region: config.issuer.region.clone(),
        government: config.issuer.government.clone(),
        issuer: config.issuer.name.clone(),
        author: config.issuer.office.clone(),
        date: config.notice.date,
    };
    let duties = Duties::new(&session.plan, &session.registry);
    let mut made = Made::default();
    let failed =
        |error: String| Diagnostic::new(Code::OutputFailed, error).at(Place::file(PATH.to_owned()));
    let mut inputs = vec![CONFIG_FILE.to_owned()];
    inputs.extend(Annex::ALL.map(|annex| annex.file().to_owned()));
    inputs.extend([UNITS_FILE, GROUPS_FILE, LEADERS_FILE].map(str::to_owned));
    inputs.extend([TARGETS_FILE, SCHEDULE_FILE, PROGRESS_DIR].map(str::to_owned));
    let basis = session.basis(&duties);
    let newest = session.progress.newest();
    let assessment = newest.map(|month| Assessment::new(&basis, month));
    let result = workbook::decomposition(&basis, assessment.as_ref(), &heading)
        .map_err(|error| failed(error.to_string()))
        .and_then(|bytes| {
            session
                .write(PATH.to_owned(), &bytes, None, None, &inputs)
                .map_err(|error| failed(error.to_string()))
        });
    match result {
        Ok(entry) => made.files.push(entry),
        Err(problem) => made.problems.push(problem),
    }
    session.record(&mut made, None);
    Ok(made)
}
