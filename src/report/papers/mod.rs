//! The contexts of the monthly papers: notices (提示函, 督办单, 催办函, 函) and calls for returns (催报函).

mod call;
mod claims;
mod notice;
mod row;

pub use call::{CallForReturns, CallRow, call_for_returns};
pub use claims::{ClaimedCall, ClaimedNotice};
pub use notice::{MonthlyNotice, monthly_notice};
pub use row::{NoticeRow, TargetRow};

use jiff::civil::Date;
use serde::Serialize;

use crate::assess::{Assessment, Basis};
use crate::numbers::Number;
use crate::period::Period;
use crate::status::Stage;
use crate::workspace::Config;

/// The data from which the papers of a month are made.
#[derive(Debug, Clone, Copy)]
pub struct PaperContext<'a> {
    /// Plan, registry, returns and rules.
    pub basis: &'a Basis<'a>,
    /// `duban.toml`.
    pub config: &'a Config,
    /// The assessment of the month.
    pub now: &'a Assessment,
    /// The date of the papers.
    pub date: Date,
    /// True to leave the date blank, with all that is counted from it.
    pub is_draft: bool,
}

/// The month of a paper in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthWords {
    /// Its cumulative period: 1—5月.
    pub name: String,
    /// Its last day: 5月31日.
    pub cut_off: String,
    /// The day on which the returns were due: 6月5日.
    pub due: String,
}

impl PaperContext<'_> {
    /// Returns the stage of the year, which determines words.
    fn stage(self) -> Stage {
        if self.now.month.closes_year() { Stage::YearEnd } else { Stage::UnderWay }
    }

    fn month(self) -> MonthWords {
        let month = self.now.month;
        MonthWords {
            name: Period::Month(month).name(),
            cut_off: day_words(month.last_day()),
            due: day_words(self.config.returns_due(month)),
        }
    }

    /// Returns the date as a template prints it; empty for a draft.
    fn date_words(self) -> String {
        if self.is_draft { String::new() } else { self.date.to_string() }
    }

    /// Returns the document number of a paper to a unit that is asked, with `courtesy`, or instructed; its serial is blank until
    /// it is drawn.
    fn number(self, drawn: Option<&Number>, courtesy: bool) -> String {
        let year = Period::Month(self.now.month).year_of_issue(Some(self.date));
        super::sender::number(drawn, self.config.notice_series(courtesy), year)
    }

    /// Returns the last day of a term in words; for a draft the term itself.
    fn by(self, day: Date, days: u16) -> String {
        match self.is_draft {
            true => format!("印发之日起{days}个工作日内"),
            false => format!("{}前", day_words(day)),
        }
    }
}

/// Returns a day in words: 3月31日.
fn day_words(day: Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}
