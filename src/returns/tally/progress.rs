//! All returns of the year, corrections applied.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::row_count::Tally;
use crate::period::Month;
use crate::plan::{ItemId, TargetId};
use crate::registry::UnitId;
use crate::returns::read::Key;
use crate::status::Status;

/// The report of one unit on one target, corrections applied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Return {
    /// Cumulative value from January, in the target's measure; `None` if the unit has no figure.
    pub value: Option<Decimal>,
    /// 完成率 in percent (27.5 for 27.5%), as stated by the unit.
    pub percent: Option<Decimal>,
    /// The unit's own judgement.
    pub status: Option<Status>,
    /// 进展情况, in the unit's words.
    pub progress: String,
    /// 存在问题.
    pub problems: String,
    /// 下一步措施.
    pub next_steps: String,
    /// 填报人.
    pub reporter: String,
    /// 填报日期 of the row that counts.
    pub reported_on: Option<Date>,
    /// 填报日期 of the first row that came in, which decides whether the unit was late.
    pub first_reported_on: Option<Date>,
    /// True if a later row replaced an earlier one.
    pub corrected: bool,
}

/// All returns of the year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The returns of each month, by the month at whose end they close.
    pub months: BTreeMap<Month, BTreeMap<Key, Return>>,
    /// The rows, counted by their result.
    pub tally: Tally,
}

impl Progress {
    /// Returns the returns of a month; none if nobody reported.
    pub fn of(&self, month: Month) -> &BTreeMap<Key, Return> {
        static NONE: BTreeMap<Key, Return> = BTreeMap::new();
        self.months.get(&month).unwrap_or(&NONE)
    }

    /// Returns the returns of a month about an item, by target and unit.
    pub fn of_item(&self, month: Month, item: ItemId) -> impl Iterator<Item = (&Key, &Return)> {
        let first = Key { target: TargetId::first(item), unit: UnitId::FIRST };
        let returns = self.of(month).range(first..);
        returns.take_while(move |(key, _)| key.target.item == item)
    }

    /// Returns the newest month with returns.
    pub fn newest(&self) -> Option<Month> {
        self.months.keys().next_back().copied()
    }
}
