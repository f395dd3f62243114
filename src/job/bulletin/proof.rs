//! A bulletin or its brief, printed for a look at it.

use jiff::civil::Date;

use super::paper::{Paper, dated};
use super::{BulletinError, is_kept, kept, settle, with_bulletin};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::job::{Press, Proof, Session};
use crate::period::Period;
use crate::report::claim::Context;

/// The document of a period that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::job) enum ProofKind {
    /// The bulletin.
    Bulletin,
    /// Its brief.
    Brief,
}

/// The data of a document, which hold as long as those of the session do.
#[derive(Debug)]
pub(in crate::job) struct ProofData {
    paper: Paper,
    /// The content with its claims, and the date of the file; `None` for a brief, whose content depends on its pages.
    content: Option<(Context, Date)>,
    /// The problems that were met.
    problems: Diagnostics,
}

impl ProofData {
    /// Brings together the data of a document; without a period of the newest. Returns `None` for a bulletin that stays as
    /// it is, which is added to `problems`.
    ///
    /// # Errors
    /// There is nothing to report on.
    pub fn new(
        session: &Session,
        kind: ProofKind,
        asked: Option<Period>,
        problems: &mut Diagnostics,
    ) -> Result<Option<Self>, BulletinError> {
        let Some(period) = settle(session, asked)?.pop() else { return Ok(None) };
        if is_kept(session, period) {
            problems.push(kept(period));
            return Ok(None);
        }
        let mut found = Diagnostics::new();
        let (paper, content) = match kind {
            ProofKind::Brief => (Paper::Brief(period), None),
            ProofKind::Bulletin => {
                let content = with_bulletin(session, period, &mut found, |claimed, _| {
                    (claimed.context(), dated(period, claimed.bulletin))
                });
                (Paper::Bulletin(period), Some(content))
            }
        };
        Ok(Some(Self { paper, content, problems: found }))
    }

    /// Prints the document as the main job would.
    ///
    /// # Errors
    /// A mistake in the template, or a figure that is in no claim.
    pub fn proof(
        &self,
        session: &Session,
        press: &Press<'_>,
        problems: &mut Diagnostics,
    ) -> Result<Proof, Diagnostic> {
        problems.extend(self.problems.clone());
        let paper = self.paper;
        let period = paper.period();
        let demonstration = session.is_demonstration(Some(period.close()));
        let set = match &self.content {
            Some((data, date)) => {
                paper.set_whole(session, press, data, demonstration).map(|set| (set, *date))
            }
            None => with_bulletin(session, period, problems, |claimed, _| {
                let data = claimed.context();
                let set = paper.set(session, press, (claimed, &data), demonstration);
                set.map(|set| (set, dated(period, claimed.bulletin)))
            }),
        }?;
        let pictures = set.0.rendered.document.front.seals.clone();
        let printed = paper.printed(press, set, problems)?;
        Ok(Proof { printed, pictures })
    }
}
