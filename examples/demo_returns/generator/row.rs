//! A row of a return, with its cells as typed.

use duban::plan::TargetId;
use jiff::civil::Date;

use super::quarter::Quarter;
use super::words::Texts;

/// A row of a return.
#[derive(Debug, Clone)]
pub struct Row {
    /// The period of the return.
    pub quarter: Quarter,
    /// The item's name in forms.
    pub topic: String,
    /// The target; the first one for an item without targets.
    pub target: TargetId,
    /// The unit's short name.
    pub unit: String,
    /// 完成值.
    pub value: String,
    /// 计量单位.
    pub measure: String,
    /// 完成率, without a percent sign.
    pub percent: String,
    /// 状态.
    pub status: String,
    /// 进展情况, 存在问题 and 下一步措施.
    pub texts: Texts,
    /// 填报人: made-up offices, not persons.
    pub reporter: String,
    /// 填报日期.
    pub date: Date,
}

impl Row {
    /// Returns whether it comes from `unit` and is about the first target of `item`.
    pub fn is(&self, unit: &str, item: &str) -> bool {
        self.unit == unit && self.target.number.get() == 1 && self.item() == item
    }

    /// Returns the item's id.
    pub fn item(&self) -> String {
        self.target.item.to_string()
    }
}
