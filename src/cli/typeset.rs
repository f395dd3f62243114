//! `duban typeset`.

use std::path::Path;

use super::args::{Common, Typeset};
use super::{CommandError, Status, report};
use crate::diagnostic::Diagnostics;
use crate::job::{self, Session};

pub(super) fn execute(common: &Common, arguments: &Typeset) -> Result<Status, CommandError> {
    let session = Session::without_data(common.workspace()?, common.options());
    let files: Vec<&Path> = arguments.files.iter().map(AsRef::as_ref).collect();
    let mut run = session.begin()?;
    let made = job::typeset(&session, &mut run, &files, arguments.data.as_deref())?;
    let summary = match &made.files[..] {
        [] => "没有生成文件".to_owned(),
        files => files
            .iter()
            .map(|file| {
                let pages = file.pages.unwrap_or_default();
                format!("{}（{pages} 页）", report::path(&session, file))
            })
            .collect::<Vec<_>>()
            .join("\n"),
    };
    report::finish(common, &session, Diagnostics::new(), (made, run), &summary)
}
