//! A file of a leader, from the list to the page.

use jiff::civil::Date;

use super::{FileResult, LeaderFile, claimed};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::job::pictures::pictures;
use crate::job::run::Run;
use crate::job::{Press, Session, failed};
use crate::output::{Entry, Sources};
use crate::report::bulletin::{ClaimedBulletin, LeaderList};
use crate::report::claim::Context;
use crate::report::template::{LEADER, LEADER_BRIEF, LEADER_WORKBOOK, Rendered, Templates};
use crate::workbook::{LeaderWords, leader_book};
use crate::workspace::TEMPLATE_DIR;
use gongwen::typeset::Pages;

/// The papers of a leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeaderPaper {
    /// 清单.
    List,
    /// 一页通.
    Brief,
    /// The workbook.
    Workbook,
}

/// Type size in tenths of a point, numbers of items and of units of a brief, tried one after the other until it takes one page.
const ROOMS: [(u8, usize, usize); 11] = [
    (105, 5, 12),
    (100, 5, 8),
    (90, 5, 8),
    (90, 5, 5),
    (90, 5, 3),
    (90, 4, 3),
    (90, 4, 2),
    (90, 3, 2),
    (90, 2, 2),
    (90, 1, 1),
    (90, 1, 0),
];

/// What the files of all leaders are made with.
pub(super) struct Work<'a> {
    pub session: &'a Session,
    pub run: &'a Run<'a>,
    pub press: Press<'a>,
}

impl Work<'_> {
    /// Makes a file, unless it would come out as it is.
    pub(super) fn file(
        &self,
        file: &LeaderFile<'_>,
        list: &LeaderList,
        context: ClaimedBulletin<'_>,
    ) -> FileResult {
        let mut problems = Diagnostics::new();
        let entry = match &file.current {
            Some(current) => Ok(current.clone()),
            None => match file.paper {
                LeaderPaper::Workbook => self.workbook(file, list, context),
                LeaderPaper::List | LeaderPaper::Brief => {
                    self.document(file, list, context, &mut problems)
                }
            },
        };
        (entry, problems)
    }

    fn is_demonstration(&self, context: ClaimedBulletin<'_>) -> bool {
        self.session.is_demonstration(Some(context.source.now.month))
    }

    /// Returns the day given as that of the files' making.
    fn date(&self, context: ClaimedBulletin<'_>) -> Date {
        self.session.date.unwrap_or_else(|| context.source.now.month.last_day())
    }

    fn workbook(
        &self,
        file: &LeaderFile<'_>,
        list: &LeaderList,
        context: ClaimedBulletin<'_>,
    ) -> Result<Entry, Diagnostic> {
        let root = &self.session.workspace.root;
        let templates = Templates::load(root, TEMPLATE_DIR, LEADER_WORKBOOK)?;
        let words = LeaderWords::new(&templates, context.bulletin, list)?;
        let watermark = self.press.watermark(self.is_demonstration(context));
        let date = self.date(context);
        let bytes = leader_book(context.bulletin, list, &words, date, &watermark)
            .map_err(|error| failed(&file.path, error))?;
        let made_from = (&*file.inputs, &file.sources);
        self.run.write(file.path.clone(), &bytes, None, None, made_from)
    }

    fn document(
        &self,
        file: &LeaderFile<'_>,
        list: &LeaderList,
        context: ClaimedBulletin<'_>,
        problems: &mut Diagnostics,
    ) -> Result<Entry, Diagnostic> {
        let template = if file.paper == LeaderPaper::List { LEADER } else { LEADER_BRIEF };
        let root = &self.session.workspace.root;
        let templates = Templates::load_at(root, TEMPLATE_DIR, template, context.bulletin.stage)?;
        let data = context.context();
        let leader = claimed(list, context);
        let demonstration = self.is_demonstration(context);
        let set = |room| {
            let data = data.with(|data| leader.put(data, room));
            self.set(&templates, template, data, (&file.path, demonstration))
        };
        let mut done = set((90, usize::MAX / 2, usize::MAX));
        if file.paper == LeaderPaper::Brief {
            for room in ROOMS {
                done = set(room);
                if done.as_ref().is_ok_and(|set| set.pages.pages.len() <= 1) {
                    break;
                }
            }
        }
        let mut done = done?;
        let pages = done.pages.pages.len();
        if file.paper == LeaderPaper::Brief && pages > 1 {
            done.problems.push(too_long(&file.path, template, pages));
        }
        let mut unclaimed = done.unclaimed.into_iter();
        let mut sources = file.sources.clone();
        sources.extend(&pictures(&self.session.workspace, &done.rendered.document));
        if !done.problems.is_empty() {
            // What is wrong with it is to be told every time.
            sources = Sources::new();
        }
        problems.extend(done.problems);
        if let Some(first) = unclaimed.next() {
            problems.extend(unclaimed.collect());
            return Err(first);
        }
        let printed =
            self.press.finished((&done.rendered, &done.pages), &file.path, self.date(context))?;
        self.run.write_printed(file.path.clone(), &printed, None, (&file.inputs, &sources))
    }

    fn set(
        &self,
        templates: &Templates,
        template: &str,
        data: Context,
        (path, demonstration): (&str, bool),
    ) -> Result<Set, Diagnostic> {
        let rendered = templates.document_of(template, data)?;
        let rendered = Rendered { names: self.session.names_with_figures(), ..rendered };
        let mut problems = Diagnostics::new();
        let (pages, unclaimed) =
            self.press.claimed_pages(&rendered, path, demonstration, &mut problems);
        Ok(Set { rendered, pages, unclaimed, problems })
    }
}

/// A document on its pages.
struct Set {
    rendered: Rendered,
    pages: Pages,
    /// The figures that are in no claim.
    unclaimed: Vec<Diagnostic>,
    problems: Diagnostics,
}

/// T105: a brief of more than one page.
fn too_long(path: &str, template: &str, pages: usize) -> Diagnostic {
    let message = format!("一页通排不进一页，排成了{pages}页");
    Diagnostic::new(Code::LayoutOverflow, message)
        .at(Place::file(path))
        .hint(format!("缩短 {TEMPLATE_DIR}/{template} 中的文字"))
}
