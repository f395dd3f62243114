//! `duban notices`.

use std::collections::BTreeMap;

use super::args::{Common, Notices};
use super::{CommandError, Status, change_letters, report};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, Made, NoticeError, Session};

pub(super) fn execute(common: &Common, arguments: &Notices) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let mut run = session.begin()?;
    let asked = arguments.period.period;
    let made = match job::notices(&session, &mut run, asked) {
        // Letters about changes do not wait for returns.
        Err(NoticeError::NoPeriod) if !session.changes.list().is_empty() => Made::default(),
        made => made.inspect_err(|_| {
            // Unreadable returns may be the reason why there are none.
            problems.sort();
            report::problems(common, &problems, Severity::Warning);
        })?,
    };
    let changed = job::changes(&session, &mut run)?;
    let lines = [Some(summary(&session, &made)), change_letters::summary(&session, &changed)];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    report::finish(common, &session, problems, (made.and(changed), run), &lines.join("\n"))
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
