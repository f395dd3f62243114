//! The context of a unit's workbook: what its return form, its list of duties and its notes may say.

use jiff::civil::Date;
use serde::Serialize;

use super::sender::Issuer;

/// The values that `templates/form.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitBook {
    /// The plan's year.
    pub year: i16,
    /// The month at whose end the form's period closes.
    pub month: i8,
    /// The months of the period: 1—7月.
    pub months: String,
    /// The months that were last assessed: 1—6月; empty where none were.
    pub assessed: String,
    /// The issuing office.
    pub issuer: Issuer,
    /// The unit.
    pub unit: BookUnit,
    /// True if the form has rows; otherwise it is sent back as a zero report.
    pub has_rows: bool,
    /// The number of items in each role.
    pub counts: RoleCounts,
    /// The day by which the form is due.
    pub due: DueDay,
    /// The words for a unit's own judgement, joined.
    pub statuses: String,
    /// The word for the value of a target that states a fall.
    pub fall: String,
    /// The limits of what may be typed.
    pub limits: Limits,
    /// True if the workbook shows anything that is marked as made up.
    pub is_demonstration: bool,
}

/// The unit of a workbook.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BookUnit {
    /// Short name.
    pub short: String,
    /// Full name.
    pub full: String,
    /// The kind of unit.
    pub kind: String,
    /// Short name, cut where it is too long for the head of a page.
    pub label: String,
}

/// The number of items in each role.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RoleCounts {
    /// All items.
    pub total: usize,
    /// 牵头.
    pub lead: usize,
    /// 配合.
    pub support: usize,
    /// 实施.
    pub implement: usize,
    /// 可能涉及.
    pub possible: usize,
    /// The roles that there are, with their numbers: 牵头3项、实施20项.
    pub words: String,
}

/// A day in the ways in which it is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DueDay {
    /// 2018年8月6日.
    pub full: String,
    /// 2018-8-6.
    pub short: String,
}

/// The limits of what may be typed into a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Limits {
    /// The longest text, in characters.
    pub answer: u32,
    /// The highest completion, in percent.
    pub percent: u32,
    /// The number of working days before a deadline by which its extension has to be asked for.
    pub extension_days: u16,
    /// The first year in which a form may be filed.
    pub first_year: i16,
    /// The last year in which a form may be filed.
    pub last_year: i16,
}

impl From<Date> for DueDay {
    fn from(day: Date) -> Self {
        let (year, month, day) = (day.year(), day.month(), day.day());
        Self {
            full: format!("{year}年{month}月{day}日"), short: format!("{year}-{month}-{day}")
        }
    }
}
