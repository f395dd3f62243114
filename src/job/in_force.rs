//! The duties in force on the date of a paper: plan, targets and returns as they were then.

use std::borrow::Cow;

use jiff::civil::Date;

use super::Session;
use crate::assess::Basis;
use crate::diagnostic::Diagnostics;
use crate::period::{Month, Period};
use crate::plan::{Breakdown, Duties, Plan};
use crate::registry::Registry;
use crate::returns::{Known, Progress, Reader, Standards};

impl Session {
    /// Returns the day of the session's own plan: that of the command line, or else one after all changes.
    pub(super) fn day(&self) -> Date {
        self.date.unwrap_or(Date::MAX)
    }

    /// Returns the plan in force on a day, with the instructions given by then.
    pub fn in_force(&self, day: Date) -> Plan {
        self.changes.on(day)
    }

    /// Returns what is in force of the notice on a day: the plan without instructions. Letters, bulletins and the workbook
    /// of the province are about the notice.
    pub fn notice_in_force(&self, day: Date) -> Plan {
        self.changes.on(day).without_instructions()
    }

    /// Returns what letters are about.
    pub fn letter_plan(&self) -> Plan {
        self.notice_in_force(self.letter_day())
    }

    /// Returns the day by which the duties of a bulletin go: its date or, until that is known, the one on which the
    /// returns were due.
    pub(super) fn bulletin_duty_day(&self, period: Period) -> Date {
        let due = || self.workspace.config.returns_due(period.close());
        self.bulletin_date(period).unwrap_or_else(due)
    }

    /// Returns the day by which the duties of an earlier period go in a paper of `day`: the date of its bulletin, or the
    /// one on which its returns were due.
    pub(super) fn earlier_duty_day(&self, period: Period, day: Date) -> Date {
        let config = &self.workspace.config;
        let own = config.issue_date(period).unwrap_or_else(|| config.returns_due(period.close()));
        own.min(day)
    }

    /// Returns the targets of units with the targets in force on a day.
    pub(super) fn breakdown_on(&self, day: Date) -> Cow<'_, Breakdown> {
        if self.changes.move_targets(day, self.day()) {
            let (root, plan) = (&self.workspace.root, self.changes.reading(day));
            // What is wrong with the file was reported when the session was loaded.
            let mut known = Diagnostics::new();
            return Cow::Owned(Breakdown::load(root, &plan, &self.registry, &mut known));
        }
        Cow::Borrowed(&self.breakdown)
    }

    /// Makes something of plan, targets and names in force on a day, and of what was reported.
    pub(super) fn with_basis<T>(
        &self,
        day: Date,
        progress: &Progress,
        make: impl FnOnce(&Basis<'_>) -> T,
    ) -> T {
        let (plan, breakdown) = (self.in_force(day), self.breakdown_on(day));
        let duties = Duties::new(&plan, &self.registry);
        let registry = self.registry.named_on(day);
        make(&Basis {
            plan: &plan,
            breakdown: &breakdown,
            progress,
            registry: &registry,
            ..self.basis(&duties)
        })
    }

    /// Makes something of the same facts with a plan of another day, and with the targets of that day.
    pub(super) fn with_plan<T>(
        &self,
        (plan, day): (&Plan, Date),
        basis: &Basis<'_>,
        make: impl FnOnce(&Basis<'_>) -> T,
    ) -> T {
        let (duties, breakdown) = (Duties::new(plan, &self.registry), self.breakdown_on(day));
        make(&Basis { plan, breakdown: &breakdown, duties: &duties, ..*basis })
    }

    /// Makes a reader of returns to the plan of the session's day.
    pub(super) fn reader(&self) -> Reader<'_> {
        self.reader_of(&self.reading, &self.breakdown)
    }

    fn reader_of<'a>(&'a self, plan: &'a Plan, breakdown: &'a Breakdown) -> Reader<'a> {
        let config = &self.workspace.config;
        let standards = Standards {
            schedule: Some(&self.schedule),
            territory: Some(self.territory()),
            return_day: config.letters.return_day,
        };
        Reader::new(config.year, plan, breakdown, &self.registry).with(standards)
    }

    /// Returns the returns as they were known to a document on `month` of this date. Rows filed after it are not used
    /// in it, so that a document that was issued is made again as it was; a date before the returns were due leaves out
    /// none of them. Rows of `verified.csv` with a later date are never used.
    pub(super) fn known_on(&self, date: Option<Date>, month: Month) -> Progress {
        let filed = date.filter(|&date| date >= self.workspace.config.returns_due(month));
        let known = Known { filed, verified: date };
        let day = date.unwrap_or(self.day());
        if !self.changes.differ(day, self.day()) {
            return self.reports.as_of(known, &self.reader());
        }
        let (plan, breakdown) = (self.changes.reading(day), self.breakdown_on(day));
        self.reports.as_of(known, &self.reader_of(&plan, &breakdown))
    }

    /// Returns the returns as they were known at the end of a day.
    pub(super) fn known_by(&self, day: Date) -> Progress {
        let known = Known { filed: Some(day), verified: Some(day) };
        if !self.changes.differ(day, self.day()) {
            return self.reports.as_of(known, &self.reader());
        }
        let (plan, breakdown) = (self.changes.reading(day), self.breakdown_on(day));
        self.reports.as_of(known, &self.reader_of(&plan, &breakdown))
    }

    /// Returns registry and plan with the names that are in force on a day, which tell the units with duties apart.
    pub(super) fn named_on(&self, day: Date, plan: &Plan) -> (Registry, Plan) {
        let duties = Duties::new(plan, &self.registry);
        let registry = self.registry.told_apart_on(day, duties.units());
        let plan = plan.named_by(&registry);
        (registry, plan)
    }
}
