//! `duban sheets`.

use super::args::{Common, Sheets};
use super::{CommandError, Status, report};
use crate::diagnostic::Diagnostics;
use crate::job::{self, Made, Session};

pub(super) fn execute(common: &Common, _arguments: &Sheets) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let made = job::sheets(&session)?;
    let line = summary(&session, &made);
    report::finish(common, problems, made, &line)
}

/// How many workbooks there are, and where.
pub(super) fn summary(session: &Session, made: &Made) -> String {
    match made.files.first() {
        None => "没有生成分解表".to_owned(),
        Some(first) => format!(
            "工作簿 {} 个：{}",
            made.files.len(),
            report::path(session, first)
        ),
    }
}
