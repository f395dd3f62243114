//! `duban dossier`.

use super::args::{Common, Dossier};
use super::{CommandError, Status, report};
use crate::diagnostic::Diagnostics;
use crate::job;

pub(super) fn execute(common: &Common, arguments: &Dossier) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let mut run = session.begin()?;
    let made = job::dossier(&session, &mut run, &arguments.what)?;
    let line = match made.files.first() {
        Some(file) => {
            let path = report::path(&session, file);
            format!("一事一档 {} 页：{path}", made.pages())
        }
        None => "没有生成".to_owned(),
    };
    report::finish(common, &session, problems, (made, run), &line)
}
