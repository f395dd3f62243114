//! The decomposition workbook.

use super::{JobError, Made, Session, failed, inputs};
use crate::assess::Assessment;
use crate::plan::Duties;
use crate::workbook::{self, Heading};

/// The workbook below the output folder.
const PATH: &str = "sheets/分解表.xlsx";
/// Its folder.
const FOLDER: &str = "sheets/";

/// Makes 分解表.xlsx. A sheet that cannot be made is reported as a problem.
///
/// # Errors
/// The job cannot begin: the output folder cannot be used.
pub fn sheets(session: &Session) -> Result<Made, JobError> {
    let folder = session.open_output(FOLDER)?;
    let config = &session.workspace.config;
    let heading = Heading {
        year: config.year,
        region: config.issuer.region.clone(),
        government: config.issuer.government.clone(),
        issuer: config.issuer.name.clone(),
        author: config.issuer.office.clone(),
        date: config.notice.date,
        is_demonstration: session.is_demonstration(session.progress.newest()),
    };
    let duties = Duties::new(&session.plan, &session.registry);
    let mut made = Made::default();
    let basis = session.basis(&duties);
    let newest = session.progress.newest();
    let assessment = newest.map(|month| Assessment::new(&basis, month));
    let result = workbook::decomposition(&basis, assessment.as_ref(), &heading)
        .map_err(|error| failed(PATH, error))
        .and_then(|bytes| {
            let inputs = inputs::with_returns();
            folder.write(PATH.to_owned(), &bytes, None, None, &inputs)
        });
    made.add(result);
    folder.record(&mut made, None, |_| true);
    session.remember(&mut made);
    Ok(made)
}
