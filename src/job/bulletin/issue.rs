//! The files of a bulletin, of which those that would come out as they are stay.

use std::cell::OnceCell;

use super::paper::Paper;
use super::{standing, with_bulletin, workbook, workbook_path};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::job::run::Run;
use crate::job::{Made, Press, Session, inputs};
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
            let made_from = (&*inputs, &sources);
            let current = match paper {
                Some(_) => run.current_document(&path, made_from),
                None => run.current(&path, made_from),
            };
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
        let results = with_bulletin(session, period, &mut of_issue, |context, of_issue| {
            let data = OnceCell::new();
            let issue = IssueData { session, run, press, context, data: &data };
            let results = files.into_iter().map(|file| issue.file(file, of_issue.is_empty()));
            let results = results.collect::<Vec<_>>();
            let (registry, standings) = (context.source.basis.registry, context.source.standings);
            standing::propose(session, run, registry, standings, of_issue);
            results
        });
        for (result, problems) in results {
            made.problems.extend(problems);
            made.add(result);
        }
        made.problems.extend(of_issue);
    }
}

/// What the files of a bulletin are made from.
struct IssueData<'a> {
    session: &'a Session,
    run: &'a Run<'a>,
    press: &'a Press<'a>,
    context: ClaimedBulletin<'a>,
    /// The context with its claims, once a document needs it.
    data: &'a OnceCell<Context>,
}

impl IssueData<'_> {
    /// Makes a file, unless it would come out as it is. A file of which anything is wrong, or of whose bulletin anything
    /// is (`is_sound`), is made every time, so that it is told every time.
    fn file(&self, file: IssueFile, is_sound: bool) -> (Result<Entry, Diagnostic>, Diagnostics) {
        let mut problems = Diagnostics::new();
        let IssueFile { period, paper, path, inputs, mut sources, current } = file;
        if let Some(current) = current {
            return (Ok(current), problems);
        }
        let Self { session, run, press, context, .. } = *self;
        let content = match paper {
            Some(paper) => {
                let data = self.data.get_or_init(|| context.context());
                paper.made(session, press, (context, data), &mut problems)
            }
            None => workbook(session, press, period, context.bulletin),
        };
        let entry = content.and_then(|content| {
            match is_sound && problems.is_empty() {
                true => sources.extend(&content.pictures),
                false => sources = Sources::new(),
            }
            let made_from = (&*inputs, &sources);
            run.write_beside(&path, &content.beside, None, made_from)?;
            let entry = run.write(path, &content.bytes, content.pages, None, made_from)?;
            Ok(Entry { facts: content.facts, ..entry })
        });
        (entry, problems)
    }
}
