//! All returns of the year, corrections applied.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::defect::Defect;
use super::row_count::Tally;
use super::source::Source;
use crate::period::Month;
use crate::plan::{ItemId, TargetId};
use crate::registry::UnitId;
use crate::returns::Field;
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
    /// The statements that cannot be used, in the order of their fields.
    pub defects: Vec<Defect>,
    /// The places of the cells that count, by field.
    pub sources: BTreeMap<Field, Source>,
}

impl Return {
    /// Returns the first defect of a field.
    pub fn defect(&self, field: Field) -> Option<&Defect> {
        self.defects.iter().find(|defect| defect.field == field)
    }

    /// Returns the value if nothing speaks against using it.
    pub fn usable_value(&self) -> Option<Decimal> {
        self.value.filter(|_| self.defect(Field::Value).is_none())
    }

    /// Returns the percentage if nothing speaks against using it.
    pub fn usable_percent(&self) -> Option<Decimal> {
        self.percent.filter(|_| self.defect(Field::Percent).is_none())
    }
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
