//! The ledger of cases: where each stands at a date, what the rules propose, and what a person decides.

mod accept;
mod papers;
mod propose;
mod recent;
mod show;

pub use accept::{AcceptError, Acceptance, Accepted, accept_proposals};
pub(super) use papers::{CaseEvent, case_events};
pub use papers::{case_papers, referral_drafts};
pub use propose::{ProposedSteps, propose_steps};
pub use show::{CaseRow, case_rows};

use jiff::civil::Date;

use super::Session;
use crate::assess::{Assessment, Basis};
use crate::period::Month;
use crate::plan::Duties;
use crate::returns::Known;

impl Session {
    /// Assesses the monthly checks of the year as their returns were known on a day, up to the newest month for which most
    /// units had filed, and does something with the assessments, which are in order.
    pub(super) fn with_checks<T>(
        &self,
        date: Date,
        work: impl FnOnce(&Basis<'_>, &[Assessment]) -> T,
    ) -> T {
        let known = Known { filed: Some(date), verified: Some(date) };
        let progress = self.reports.as_of(known, &self.reader());
        let (plan, breakdown) = (self.in_force(date), self.breakdown_on(date));
        let duties = Duties::new(&plan, &self.registry);
        let basis = Basis {
            plan: &plan,
            breakdown: &breakdown,
            progress: &progress,
            ..self.basis(&duties)
        };
        let newest = progress.newest_of(|month| month.last_day() < date);
        let last = newest.map_or(0, Month::number);
        let first = self.workspace.config.assessment.first_month;
        let months =
            (first..=last).filter_map(|month| Month::new(self.workspace.config.year, month));
        let checks: Vec<Assessment> = months
            .filter(|month| !progress.of(*month).is_empty())
            .map(|month| Assessment::new(&basis, month))
            .collect();
        work(&basis, &checks)
    }
}
