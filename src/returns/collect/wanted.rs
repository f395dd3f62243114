//! What is asked for when forms are collected.

use jiff::civil::Date;

use crate::period::Month;
use crate::registry::UnitId;
use crate::returns::Presumed;

/// The forms that are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The month that closes the period; `None` for any.
    pub month: Option<Month>,
    /// The units; none for any.
    pub units: Vec<UnitId>,
}

impl Wanted {
    /// What holds for tables that do not say whose they are, and of which period.
    pub(super) fn presumed(&self) -> Presumed {
        Presumed {
            unit: match self.units[..] {
                [unit] => Some(unit),
                _ => None,
            },
            month: self.month,
        }
    }
}

/// The treatment of what forms leave open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// 填报日期 of rows that have none.
    pub date: Option<Date>,
    /// Whether a row takes the place of a different one of the same day.
    pub replace: bool,
}
