//! A row of a return, its cells as they will be typed.

use jiff::civil::Date;

use super::quarter::Quarter;
use super::words::Texts;

/// A row of a return.
#[derive(Debug, Clone)]
pub struct Row {
    /// The period that it is about.
    pub quarter: Quarter,
    /// The item's id.
    pub item: String,
    /// What forms call the item.
    pub topic: String,
    /// The number of the target, from 1.
    pub target: u32,
    /// The unit's short name.
    pub unit: String,
    /// 完成值.
    pub value: String,
    /// 计量单位.
    pub measure: String,
    /// 完成率, without a sign.
    pub percent: String,
    /// 状态.
    pub status: String,
    /// The three texts.
    pub texts: Texts,
    /// 填报人: made-up offices, no persons.
    pub reporter: String,
    /// 填报日期.
    pub date: Date,
}

impl Row {
    /// Whether it is about the target `target` of the item `item` and comes from `unit`.
    pub fn is(&self, unit: &str, item: &str, target: u32) -> bool {
        self.unit == unit && self.item == item && self.target == target
    }
}
