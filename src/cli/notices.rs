//! `duban notices`.

use std::collections::BTreeMap;

use super::args::{Common, Notices};
use super::{CommandError, Status, report};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, Made, Session};

pub(super) fn execute(common: &Common, arguments: &Notices) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let mut run = session.begin()?;
    let made = job::notices(&session, &mut run, arguments.period.period).inspect_err(|_| {
        // Unreadable returns may be the reason why there are none.
        problems.sort();
        report::problems(common, &problems, Severity::Warning);
    })?;
    let line = summary(&session, &made);
    report::finish(common, &session, problems, (made, run), &line)
}

/// Returns the numbers of papers by their forms, and their folder, in a line.
pub(super) fn summary(session: &Session, made: &Made) -> String {
    let Some(first) = made.files.first() else {
        return "没有需要发的督办单、催报函".to_owned();
    };
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &made.files {
        let name = file.path.strip_suffix(".pdf").unwrap_or(&file.path);
        *forms.entry(name.rsplit('-').next().unwrap_or_default()).or_default() += 1;
    }
    let forms = forms.into_iter().map(|(form, count)| format!("{form} {count} 份"));
    let folder = first.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = session.output.join(folder);
    let forms = forms.collect::<Vec<_>>().join("、");
    format!("{forms}，共 {} 页：{}", made.pages(), folder.display())
}
