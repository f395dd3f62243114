//! Everything that was reported and verified in the year, from which the returns as of any day follow.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::corrections::{Returns, Settled};
use super::doubts;
use super::filing_day;
use super::progress::Progress;
use super::row_count::Tally;
use super::senders::Senders;
use crate::diagnostic::{Diagnostics, Place};
use crate::period::Month;
use crate::registry::UnitId;
use crate::returns::Verified;
use crate::returns::read::{Reader, ZeroReport};

/// All rows of the year's returns, and what the office has verified.
#[derive(Debug, Clone, Default)]
pub struct Reports {
    pub(super) returns: Returns,
    pub(super) zero_reports: Vec<(ZeroReport, Place)>,
    pub(super) senders: Senders,
    pub(super) verified: Verified,
    pub(super) tally: Tally,
}

/// The day until which something is known; without a day, everything is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// Rows filed later are left out.
    pub filed: Option<Date>,
    /// Rows of `verified.csv` with a later date are left out.
    pub verified: Option<Date>,
}

impl Reports {
    /// Returns the year's returns. Contradictions that remain, and figures that look wrong, are reported.
    pub fn progress(&self, reader: &Reader<'_>, problems: &mut Diagnostics) -> Progress {
        let standards = &reader.index.standards;
        let verified = self.verified.on(None);
        let settled = |month, key| verified.contains_key(&(month, key));
        problems.extend(self.returns.doubtful_days(standards, settled));
        self.known(Known::default(), reader, problems)
    }

    /// Returns the year's returns as they were known.
    pub fn as_of(&self, known: Known, reader: &Reader<'_>) -> Progress {
        self.known(known, reader, &mut Diagnostics::new())
    }

    fn known(&self, known: Known, reader: &Reader<'_>, problems: &mut Diagnostics) -> Progress {
        let Settled { mut months, contradictory, replaced } =
            self.returns.settle(known.filed, &reader.index.standards, problems);
        let mut tally = self.tally;
        (tally.contradictory, tally.replaced) = (contradictory, replaced);
        for ((month, key), verification) in self.verified.on(known.verified) {
            let report = months.entry(month).or_default().entry(key).or_default();
            report.verify(verification);
        }
        tally.verified = self.verified.count();
        doubts::find(&mut months, &reader.index, problems);
        let (zero_reports, senders) =
            (self.zero_reports(known.filed, reader), self.senders(known.filed, reader));
        Progress { months, zero_reports, senders, tally }
    }

    /// Returns the zero reports that were known at the end of `day`, by month and by the units of the plan.
    fn zero_reports(
        &self,
        day: Option<Date>,
        reader: &Reader<'_>,
    ) -> BTreeMap<Month, BTreeMap<UnitId, ZeroReport>> {
        let mut found: BTreeMap<Month, BTreeMap<UnitId, ZeroReport>> = BTreeMap::new();
        for (report, _) in &self.zero_reports {
            if report.reported_on.zip(day).is_some_and(|(filed, day)| filed > day) {
                continue;
            }
            let units = found.entry(report.month).or_default();
            for unit in reader.index.speaks_for(report.unit) {
                units.entry(unit).or_insert_with(|| report.clone());
            }
        }
        found
    }

    /// Returns the units of which rows had come in at the end of `day`, as the plan names them. A day of filing that is in
    /// doubt says nothing.
    fn senders(
        &self,
        day: Option<Date>,
        reader: &Reader<'_>,
    ) -> BTreeMap<Option<Month>, BTreeMap<UnitId, usize>> {
        let standards = &reader.index.standards;
        let is_later = |month: Option<Month>, filed: Option<Date>| {
            let (Some(filed), Some(day), Some(month)) = (filed, day, month) else { return false };
            filed > day && filing_day::doubt(month, filed, standards).is_none()
        };
        let mut found: BTreeMap<Option<Month>, BTreeMap<UnitId, usize>> = BTreeMap::new();
        for (&(month, unit, filed), unassigned) in &self.senders {
            if is_later(month, filed) {
                continue;
            }
            let units = found.entry(month).or_default();
            for unit in reader.index.represented(unit) {
                *units.entry(unit).or_default() += unassigned;
            }
        }
        found
    }
}
