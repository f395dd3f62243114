//! The documents made from the context of a bulletin: the bulletin, and its brief of one page (一页通).

use jiff::civil::Date;

use super::FOLDER;
use super::content::Content;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::job::pictures::pictures;
use crate::job::{Press, Printed, Session};
use crate::period::Period;
use crate::report::bulletin::{Brief, Bulletin, ClaimedBulletin, Room};
use crate::report::claim::Context;
use crate::report::template::{
    BRIEF, BULLETIN, BULLETIN_MONTH, BULLETIN_YEAR, Rendered, Templates,
};
use crate::status::Stage;
use crate::workspace::TEMPLATE_DIR;
use gongwen::typeset::Pages;

/// A document made from the context of a bulletin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// The bulletin.
    Bulletin(Period),
    /// Its brief.
    Brief(Period),
}

/// A document on its pages.
pub(super) struct Set {
    /// The document with its claims.
    pub rendered: Rendered,
    /// The pages.
    pub pages: Pages,
    /// The figures that are in no claim.
    pub unclaimed: Vec<Diagnostic>,
    /// The other problems.
    pub problems: Diagnostics,
}

/// The contents of a brief that has little to tell.
const MOST: Room = room(120, true, 5, 30);
/// The contents that are tried one after the other where those take more than one page.
const LESS: [Room; 14] = [
    room(105, true, 5, 15),
    room(90, true, 5, 8),
    room(120, false, 5, 12),
    room(105, false, 5, 8),
    room(90, false, 5, 8),
    room(90, false, 5, 5),
    room(90, false, 5, 3),
    room(90, false, 5, 2),
    room(90, false, 5, 1),
    room(90, false, 4, 3),
    room(90, false, 3, 3),
    room(90, false, 3, 1),
    room(90, false, 3, 0),
    room(90, false, 1, 0),
];

const fn room(size: u8, indicators: bool, items: usize, units: usize) -> Room {
    Room { size, indicators, items, units }
}

impl Paper {
    /// Returns the documents of a period.
    pub(super) fn of(period: Period) -> [Self; 2] {
        [Self::Bulletin(period), Self::Brief(period)]
    }

    /// Returns the period.
    pub(super) fn period(self) -> Period {
        let (Self::Bulletin(period) | Self::Brief(period)) = self;
        period
    }

    /// Returns the path below the output run.
    pub(super) fn path(self) -> String {
        match self {
            Self::Bulletin(period) => format!("{FOLDER}{period}.pdf"),
            Self::Brief(period) => format!("{FOLDER}{period}-一页通.pdf"),
        }
    }

    /// Returns the name of the template.
    pub(super) fn template(self) -> &'static str {
        match self {
            Self::Brief(_) => BRIEF,
            Self::Bulletin(Period::Month(_)) => BULLETIN_MONTH,
            Self::Bulletin(period) if period.close().closes_year() => BULLETIN_YEAR,
            Self::Bulletin(_) => BULLETIN,
        }
    }

    fn stage(self) -> Stage {
        if self.period().close().closes_year() { Stage::YearEnd } else { Stage::UnderWay }
    }

    /// Makes the PDF of a bulletin with its data and claims.
    ///
    /// # Errors
    /// A mistake in the template, or a figure that is in no claim (T160).
    pub(super) fn made(
        self,
        session: &Session,
        press: &Press<'_>,
        (bulletin, data): (ClaimedBulletin<'_>, &Context),
        problems: &mut Diagnostics,
    ) -> Result<Content, Diagnostic> {
        let demonstration = session.is_demonstration(Some(self.period().close()));
        let set = self.set(session, press, (bulletin, data), demonstration)?;
        let pictures = pictures(&session.workspace, &set.rendered.document);
        let date = dated(self.period(), bulletin.bulletin);
        let Printed { bytes, pages, facts, beside } = self.printed(press, (set, date), problems)?;
        Ok(Content { bytes, pages: Some(pages), facts: Some(facts), beside, pictures })
    }

    /// Makes the PDF of a document that was set, with its date.
    ///
    /// # Errors
    /// A figure that is in no claim (T160).
    pub(super) fn printed(
        self,
        press: &Press<'_>,
        (set, date): (Set, Date),
        problems: &mut Diagnostics,
    ) -> Result<Printed, Diagnostic> {
        problems.extend(set.problems);
        let mut unclaimed = set.unclaimed.into_iter();
        if let Some(first) = unclaimed.next() {
            problems.extend(unclaimed.collect());
            return Err(first);
        }
        press.finished((&set.rendered, &set.pages), &self.path(), date)
    }

    /// Sets the document; a brief with as many entries as one page takes. With `demonstration` its pages are marked as
    /// made up.
    ///
    /// # Errors
    /// A mistake in the template.
    pub(super) fn set(
        self,
        session: &Session,
        press: &Press<'_>,
        (bulletin, data): (ClaimedBulletin<'_>, &Context),
        demonstration: bool,
    ) -> Result<Set, Diagnostic> {
        if let Self::Bulletin(_) = self {
            return self.set_whole(session, press, data, demonstration);
        }
        let work = self.work(session, press, demonstration)?;
        let mut set = work.set(data.with(|data| Brief { bulletin, room: MOST }.put(data)))?;
        for room in LESS {
            if set.pages.pages.len() <= 1 {
                return Ok(set);
            }
            set = work.set(data.with(|data| Brief { bulletin, room }.put(data)))?;
        }
        if set.pages.pages.len() > 1 {
            set.problems.push(too_long(&self.path(), set.pages.pages.len()));
        }
        Ok(set)
    }

    /// Sets the document with all that `data` has.
    ///
    /// # Errors
    /// A mistake in the template.
    pub(super) fn set_whole(
        self,
        session: &Session,
        press: &Press<'_>,
        data: &Context,
        demonstration: bool,
    ) -> Result<Set, Diagnostic> {
        self.work(session, press, demonstration)?.set(data.clone())
    }

    fn work<'a>(
        self,
        session: &'a Session,
        press: &'a Press<'a>,
        demonstration: bool,
    ) -> Result<Work<'a>, Diagnostic> {
        let (root, template) = (&session.workspace.root, self.template());
        let templates = Templates::load_at(root, TEMPLATE_DIR, template, self.stage())?;
        Ok(Work { paper: self, session, press, templates, demonstration })
    }
}

/// The work of setting a document.
struct Work<'a> {
    paper: Paper,
    session: &'a Session,
    press: &'a Press<'a>,
    templates: Templates,
    demonstration: bool,
}

impl Work<'_> {
    /// Sets the document with `data`.
    fn set(&self, data: Context) -> Result<Set, Diagnostic> {
        let rendered = self.templates.document_of(self.paper.template(), data)?;
        let rendered = Rendered { names: self.session.names_with_figures(), ..rendered };
        let mut problems = Diagnostics::new();
        let path = self.paper.path();
        let (pages, unclaimed) =
            self.press.claimed_pages(&rendered, &path, self.demonstration, &mut problems);
        Ok(Set { rendered, pages, unclaimed, problems })
    }
}

/// T105: a brief of more than one page.
fn too_long(path: &str, pages: usize) -> Diagnostic {
    let message = format!("一页通排不进一页，排成了{pages}页");
    Diagnostic::new(Code::LayoutOverflow, message)
        .at(Place::file(path))
        .hint(format!("缩短 {TEMPLATE_DIR}/{BRIEF} 中的文字，或减少其中的表格和图"))
}

/// Returns the day given as that of the files' making: a draft without a date is dated by its figures.
pub(super) fn dated(period: Period, context: &Bulletin) -> Date {
    let date = context.date.parse().ok();
    date.unwrap_or_else(|| period.close().last_day())
}
