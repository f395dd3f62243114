//! Everything that was reported and verified in the year, from which the returns as of any day follow.

use jiff::civil::Date;

use super::corrections::Returns;
use super::doubts;
use super::progress::Progress;
use super::row_count::Tally;
use crate::diagnostic::Diagnostics;
use crate::returns::Verified;
use crate::returns::read::Reader;

/// All rows of the year's returns, and what the office has verified.
#[derive(Debug, Clone, Default)]
pub struct Reports {
    pub(super) returns: Returns,
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
        let mut months = self.returns.settle(known.filed, &reader.index.standards, problems);
        let mut tally = self.tally;
        let count: usize = months.values().map(|returns| returns.len()).sum();
        tally.replaced = tally.read.saturating_sub(count);
        for ((month, key), verification) in self.verified.on(known.verified) {
            let report = months.entry(month).or_default().entry(key).or_default();
            report.verify(verification);
        }
        tally.verified = self.verified.count();
        doubts::find(&mut months, &reader.index, problems);
        Progress { months, tally }
    }
}
