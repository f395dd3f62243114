//! The files of a bulletin, of which those that would come out as they are stay.

use super::paper::Paper;
use super::{with_bulletin, workbook, workbook_path};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::job::run::Run;
use crate::job::{Made, Press, Printed, Session, inputs};
use crate::output::{Entry, Sources};
use crate::period::Period;
use crate::report::bulletin::ClaimedBulletin;
use crate::report::claim::Context;
use crate::report::template::BULLETIN_WORKBOOK;

/// A bulletin with its brief and its workbook.
pub(super) struct Issue {
    period: Period,
    pub files: Vec<IssueFile>,
}

/// A file of a bulletin.
pub(super) struct IssueFile {
    period: Period,
    /// The document; `None` for the workbook.
    paper: Option<Paper>,
    path: String,
    inputs: Vec<String>,
    sources: Sources,
    /// The file that was made from these sources.
    pub current: Option<Entry>,
}

impl Issue {
    /// Finds the files of bulletins.
    pub(super) fn all(session: &Session, run: &Run<'_>, periods: Vec<Period>) -> Vec<Self> {
        let mut shared = session.shared_sources();
        // Of the files of a bulletin only the template is its own.
        let all = inputs::of_bulletin(BULLETIN_WORKBOOK);
        let template = inputs::template(BULLETIN_WORKBOOK);
        let data: Vec<String> = all.into_iter().filter(|file| *file != template).collect();
        shared.extend(&session.file_sources(&data));
        let press = session.press_sources();
        let file = |paper: Option<Paper>, period| {
            let template = paper.map_or(BULLETIN_WORKBOOK, Paper::template);
            let path = paper.map_or_else(|| workbook_path(period), Paper::path);
            let mut sources = shared.clone();
            sources.extend(&session.file_sources(&[inputs::template(template)]));
            if paper.is_some() {
                sources.extend(&press);
            }
            let inputs = inputs::of_bulletin(template);
            let current = run.current(&path, (&inputs, &sources));
            IssueFile { period, paper, path, inputs, sources, current }
        };
        let issue = |period| {
            let papers = Paper::of(period).map(Some).into_iter().chain([None]);
            Self { period, files: papers.map(|paper| file(paper, period)).collect() }
        };
        periods.into_iter().map(issue).collect()
    }

    /// Returns whether all files would come out as they are.
    pub(super) fn is_current(&self) -> bool {
        self.files.iter().all(|file| file.current.is_some())
    }

    /// Makes the files that would not.
    pub(super) fn make(self, session: &Session, run: &Run<'_>, press: &Press<'_>, made: &mut Made) {
        let Self { period, files } = self;
        let mut of_issue = Diagnostics::new();
        let results = with_bulletin(session, period, &mut of_issue, |context, _| {
            let is_needed = |file: &IssueFile| file.paper.is_some() && file.current.is_none();
            let data = files.iter().any(is_needed).then(|| context.context());
            let bulletin = (context, data.as_ref());
            let results = files.into_iter().map(|file| file.made(session, press, bulletin));
            results.collect::<Vec<_>>()
        });
        for (file, result, problems) in results {
            // What is wrong is to be told every time.
            let is_sound = of_issue.is_empty() && problems.is_empty();
            made.problems.extend(problems);
            let IssueFile { path, inputs, mut sources, current, .. } = file;
            made.add(result.and_then(|printed| match (current, printed) {
                (Some(current), _) => Ok(current),
                (None, (Printed { bytes, pages }, pictures)) => {
                    sources.extend(&pictures);
                    let sources = if is_sound { sources } else { Sources::new() };
                    let pages = (pages > 0).then_some(pages);
                    run.write(path, &bytes, pages, None, (&inputs, &sources))
                }
            }));
        }
        made.problems.extend(of_issue);
    }
}

impl IssueFile {
    fn made(
        self,
        session: &Session,
        press: &Press<'_>,
        (bulletin, data): (ClaimedBulletin<'_>, Option<&Context>),
    ) -> (Self, Result<(Printed, Sources), Diagnostic>, Diagnostics) {
        let mut problems = Diagnostics::new();
        let nothing = || Ok((Printed { bytes: Vec::new(), pages: 0 }, Sources::new()));
        let result = match self.paper {
            _ if self.current.is_some() => nothing(),
            Some(paper) => match data {
                Some(data) => paper.made(session, press, (bulletin, data), &mut problems),
                None => nothing(),
            },
            None => workbook(session, press, self.period, bulletin.bulletin)
                .map(|workbook| (workbook, Sources::new())),
        };
        (self, result, problems)
    }
}
