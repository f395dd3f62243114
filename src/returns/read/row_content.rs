//! The content of one row, before corrections are applied.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::period::Month;
use crate::plan::TargetId;
use crate::registry::UnitId;
use crate::status::Status;

/// The subject of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The target; the first one for an item without targets.
    pub target: TargetId,
    /// The reporting unit, as the plan names it.
    pub unit: UnitId,
}

/// The meaning of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Entry<T> {
    /// Nothing: an earlier row's entry remains.
    #[default]
    Blank,
    /// An explicit nothing (暂无), which removes an earlier row's entry.
    Missing,
    /// A value.
    Given(T),
    /// Two rows of the same day contradict each other.
    Conflicting,
}

/// The place of a row's figures in their file or worksheet; the line's text is not kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// Line or row number, from 1.
    pub line: u32,
    /// The column of 完成值, from 1.
    pub value: u32,
    /// The column of 完成率, from 1.
    pub percent: u32,
}

/// A row's statements about its target.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// Cumulative value, in the target's measure.
    pub value: Entry<Decimal>,
    /// Completion, in percent.
    pub percent: Entry<Decimal>,
    /// The unit's own judgement.
    pub status: Entry<Status>,
    /// 进展情况. This and the following texts are `None` if the cell is blank, and empty if it says that there is
    /// nothing.
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
    /// The subject of the row.
    pub key: Key,
    /// The statements of the row.
    pub content: Content,
    /// 填报日期.
    pub reported_on: Option<Date>,
    /// The place of the row's figures.
    pub position: Position,
}
