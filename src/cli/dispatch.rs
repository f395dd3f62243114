//! `duban dispatch`.

use super::args::{Common, Dispatch};
use super::{CommandError, Status, letters, report};
use crate::diagnostic::Diagnostics;
use crate::job::{self, Made, Session};

pub(super) fn execute(common: &Common, arguments: &Dispatch) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let selection = letters::selection(&session, &arguments.names, &problems)?;
    let mut run = session.begin()?;
    let made = job::dispatch(&session, &mut run, &selection, arguments.zip)?;
    let line = summary(&session, &made);
    report::finish(common, &session, problems, (made, run), &line)
}

/// Returns the number of units, of files, and their folder, in a line.
pub(super) fn summary(session: &Session, made: &Made) -> String {
    let folder = |path: &str| Some(path.strip_prefix("dispatch/")?.split_once('/')?.0.to_owned());
    let files: Vec<String> = made.files.iter().filter_map(|file| folder(&file.path)).collect();
    let mut units = files.clone();
    units.dedup();
    match units.len() {
        0 => "没有可以分送的文件；先生成任务函、报送表".to_owned(),
        count => format!(
            "分送 {count} 个单位，文件 {} 份：{}",
            files.len(),
            session.output.join("dispatch").display()
        ),
    }
}
