//! `duban leaders`.

use super::args::{Common, Leaders};
use super::{CommandError, Status, report};
use crate::diagnostic::Diagnostics;
use crate::job::{self, Made, Session};

pub(super) fn execute(common: &Common, arguments: &Leaders) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let mut run = session.begin()?;
    let made = job::leaders(&session, &mut run, &arguments.names, arguments.period.period)?;
    let line = summary(&session, &made);
    report::finish(common, &session, problems, (made, run), &line)
}

/// Returns the number of leaders and their folder, in a line.
pub(super) fn summary(session: &Session, made: &Made) -> String {
    let workbooks = made.files.iter().filter(|file| file.path.ends_with(".xlsx")).count();
    match workbooks {
        0 => "没有生成领导清单".to_owned(),
        leaders => format!(
            "领导清单、一页通 {leaders} 位，共 {} 页：{}",
            made.pages(),
            session.output.join("leaders").display()
        ),
    }
}
