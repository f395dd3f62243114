//! `duban bulletin`.

use super::args::{Bulletin, Common};
use super::{CommandError, Status, report};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, Made, Session};
use crate::period::Period;

pub(super) fn execute(common: &Common, arguments: &Bulletin) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let mut run = session.begin()?;
    let made = job::bulletin(&session, &mut run, arguments.period.period).inspect_err(|_| {
        // Unreadable returns may be the reason why there are none.
        problems.sort();
        report::problems(common, &problems, Severity::Warning);
    })?;
    let line = summary(&session, &made);
    report::finish(common, &session, problems, (made, run), &line)
}

/// Returns the files made and their folder, a line for each.
pub(super) fn summary(session: &Session, made: &Made) -> String {
    let line = |file| {
        let path = report::path(session, file);
        match file.pages {
            Some(pages) => format!("{} {pages} 页：{path}", kind(&path)),
            None => format!("通报附表：{path}"),
        }
    };
    match &made.files[..] {
        [] => "没有生成通报".to_owned(),
        files => files.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}

/// Returns the kind of a document, which its file name tells.
fn kind(path: &str) -> &'static str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let Some(period) = name.strip_suffix(".pdf") else { return "通报" };
    if period.ends_with("一页通") {
        return "一页通";
    }
    match period.parse() {
        Ok(Period::Month(_)) => "月度通报",
        Ok(Period::Year(_)) => "年度通报",
        Ok(Period::Quarter { .. }) | Err(_) => "季度通报",
    }
}
