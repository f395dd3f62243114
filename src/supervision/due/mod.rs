//! Everything that is due and was not done on a day: returns, plans, receipts, answers, rectifications, milestones,
//! bulletins.
//!
//! [`due`] brings it together. What the registers do not say is not called missing: where nobody keeps the register of
//! plans, or of receipts, none is listed.

mod cases;
mod kind;
mod milestones;
mod papers;
mod returns;

use jiff::civil::Date;

use super::{Cases, Rules};
use crate::assess::{Assessment, Basis, Punctuality};
use crate::calendar::Calendar;
use crate::numbers::Number;
use crate::period::{Month, Period};
use crate::plan::ItemId;
use crate::registers::Registers;
use crate::registry::UnitId;

pub use kind::DueKind;

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The day by which it is due.
    pub due: Date,
    /// The kind.
    pub kind: DueKind,
    /// The unit that owes it; `None` for what the office itself owes, and for all units together.
    pub unit: Option<UnitId>,
    /// The item.
    pub id: Option<ItemId>,
    /// The number of the paper that it is about, or the period of a bulletin.
    pub document: Option<String>,
    /// The month of a return.
    pub month: Option<Month>,
}

impl Due {
    /// Returns the number of days by which it is overdue on a day; 0 until then.
    pub fn overdue_days(&self, date: Date) -> i32 {
        (-self.days_left(date)).max(0)
    }

    /// Returns the number of days from a day until it is due; negative after it.
    pub fn days_left(&self, date: Date) -> i32 {
        date.until(self.due).map_or(0, |span| span.get_days())
    }
}

/// A paper that was sent to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperTo {
    /// Its number.
    pub number: Number,
    /// The unit.
    pub unit: UnitId,
    /// The date printed on it.
    pub date: Date,
}

/// The data from which follows what is due.
#[derive(Debug, Clone, Copy)]
pub struct DueSource<'a> {
    /// Plan and registry of the day, returns as they were known on it.
    pub basis: &'a Basis<'a>,
    /// The assessment of the newest month with returns.
    pub now: Option<&'a Assessment>,
    /// The months whose returns are looked at, with the day on which they are due.
    pub returns: &'a [(Month, Date, Punctuality)],
    /// Later months, with the day on which their returns are due.
    pub later: &'a [(Month, Date)],
    /// The cases on the day.
    pub cases: &'a Cases<'a>,
    /// The registers.
    pub registers: &'a Registers,
    /// The papers to single units that have numbers, until the day.
    pub papers: &'a [PaperTo],
    /// The units that file a plan.
    pub units: &'a [UnitId],
    /// The day by which plans are filed; `None` where it is not known.
    pub plan_by: Option<Date>,
    /// The bulletins that are not issued yet, with the day on which they are due.
    pub bulletins: &'a [(Period, Date)],
    /// Days and classes.
    pub rules: &'a Rules,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The day.
    pub date: Date,
}

/// Returns all that is due, whenever it is, in the order of the days.
pub fn due(source: &DueSource<'_>) -> Vec<Due> {
    let mut all = returns::returns(source);
    all.extend(papers::plans(source));
    all.extend(papers::receipts(source));
    all.extend(cases::cases(source));
    all.extend(milestones::milestones(source));
    all.extend(source.bulletins.iter().map(|(period, due)| Due {
        due: *due,
        kind: DueKind::Bulletin,
        unit: None,
        id: None,
        document: Some(period.to_string()),
        month: None,
    }));
    all.sort();
    all.dedup();
    all
}
