//! The newest date in the data: the day as of which papers are that ask where everything stands.

use jiff::civil::Date;

use super::Session;
use crate::period::Month;

impl Session {
    /// Returns the day of the command line, or else the newest one on which anything happened that the returns and the
    /// registers tell of; at least that of the notice. A change may be entered before its day comes, and says nothing of
    /// how far the year is.
    pub fn newest_day(&self) -> Date {
        if let Some(date) = self.date {
            return date;
        }
        let config = &self.workspace.config;
        let months = Month::new(config.year, 12).into_iter().flat_map(Month::months);
        let returns = months.flat_map(|month| {
            let reports = self.progress.of(month).values();
            reports.flat_map(|report| {
                let verified = report.verified.as_ref().and_then(|verified| verified.date);
                [report.reported_on, verified]
            })
        });
        let registers = &self.registers;
        let events = registers.ledger.events().iter().map(|event| event.date);
        let receipts = registers.receipts.all().iter().map(|receipt| receipt.received_on);
        let plans = registers.plans.all().iter().filter_map(|plan| plan.filed_on);
        let numbers = self.numbers.documents();
        let numbers = numbers.filter_map(|(document, _)| self.numbers.date_of(document));
        let days = returns.flatten().chain(events).chain(receipts).chain(plans);
        days.chain(numbers).max().unwrap_or(Date::MIN).max(config.notice_date())
    }
}
