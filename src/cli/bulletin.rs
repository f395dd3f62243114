//! `duban bulletin`.

use super::args::{Bulletin, Common};
use super::{CommandError, Status, report};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, Made, Session};

pub(super) fn execute(common: &Common, arguments: &Bulletin) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let made = job::bulletin(&session, arguments.period.period).inspect_err(|_| {
        // Unreadable returns may be the reason why there are none.
        problems.sort();
        report::problems(&problems, Severity::Warning);
    })?;
    let line = summary(&session, &made);
    report::finish(common, problems, made, &line)
}

/// Returns the files made and their folder, in a line.
pub(super) fn summary(session: &Session, made: &Made) -> String {
    let line = |file| {
        let path = report::path(session, file);
        match file.pages {
            Some(pages) => format!("季度通报 {pages} 页：{path}"),
            None => format!("通报附表：{path}"),
        }
    };
    match &made.files[..] {
        [] => "没有生成季度通报".to_owned(),
        files => files.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}
