//! The ledger of cases: where each stands at a date, what the rules propose, and what a person decides.

mod accept;
mod papers;
mod propose;
mod recent;
mod show;

pub use accept::{AcceptError, Acceptance, Accepted, accept_proposals};
pub(super) use papers::{CaseEvent, case_events, claims, proof};
pub use papers::{case_papers, referral_drafts};
pub use propose::{ProposedSteps, propose_steps};
pub use show::{CaseRow, case_rows};

use jiff::civil::Date;

use super::Session;
use crate::assess::{Assessment, Basis};
use crate::period::Month;

impl Session {
    /// Assesses the monthly checks of the year as their returns were known on a day, up to the newest month for which most
    /// units had filed, and does something with the assessments, which are in order.
    pub(super) fn with_checks<T>(
        &self,
        date: Date,
        work: impl FnOnce(&Basis<'_>, &[Assessment]) -> T,
    ) -> T {
        let progress = self.known_by(date);
        let newest = progress.newest_of(|month| month.last_day() < date);
        let last = newest.map_or(0, Month::number);
        let first = self.workspace.config.assessment.first_month;
        let months =
            (first..=last).filter_map(|month| Month::new(self.workspace.config.year, month));
        let months: Vec<Month> = months.filter(|month| !progress.of(*month).is_empty()).collect();
        self.with_basis(date, &progress, |basis| {
            let checks = months.into_iter().map(|month| Assessment::new(basis, month));
            work(basis, &checks.collect::<Vec<_>>())
        })
    }
}
