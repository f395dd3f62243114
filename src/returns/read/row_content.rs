//! The content of one row, before corrections are applied.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::period::Month;
use crate::plan::TargetId;
use crate::registry::UnitId;
use crate::status::Status;

/// What a return is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The target; the first one for an item without targets.
    pub target: TargetId,
    /// The unit that reports, as the plan names it.
    pub unit: UnitId,
}

/// The meaning of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Entry<T> {
    /// Nothing: an earlier row's stays.
    #[default]
    Blank,
    /// That there is nothing (暂无): an earlier row's is gone.
    Missing,
    /// A value.
    Given(T),
    /// Two rows of the same day contradict each other.
    Conflicting,
}

/// Where the figures of a row are in their file or worksheet; of the line, nothing is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// Line or row, from 1.
    pub line: u32,
    /// The column of 完成值, from 1.
    pub value: u32,
    /// The column of 完成率, from 1.
    pub percent: u32,
}

/// What a row states of its target.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// In the target's measure.
    pub value: Entry<Decimal>,
    /// In percent.
    pub percent: Entry<Decimal>,
    /// The unit's own judgement.
    pub status: Entry<Status>,
    /// 进展情况; this and the texts that follow are `None` where the cell is blank, empty where it says
    /// that there is nothing.
    pub progress: Option<String>,
    /// 存在问题.
    pub problems: Option<String>,
    /// 下一步措施.
    pub next_steps: Option<String>,
    /// 填报人.
    pub reporter: Option<String>,
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowContent {
    /// The month that closes its period.
    pub month: Month,
    /// What it is about.
    pub key: Key,
    /// What it states.
    pub content: Content,
    /// 填报日期.
    pub reported_on: Option<Date>,
    /// Where it is.
    pub position: Position,
}
