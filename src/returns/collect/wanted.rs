//! The forms that are asked for.

use jiff::civil::Date;

use crate::period::Month;
use crate::registry::UnitId;
use crate::returns::PresumedHead;

/// The forms that are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WantedForms {
    /// The month that closes the period; `None` for any.
    pub month: Option<Month>,
    /// The units; empty for any.
    pub units: Vec<UnitId>,
}

impl WantedForms {
    /// Returns the unit and period of tables that do not state them.
    pub(super) fn presumed(&self) -> PresumedHead {
        PresumedHead {
            unit: match self.units[..] {
                [unit] => Some(unit),
                _ => None,
            },
            month: self.month,
        }
    }
}

/// The treatment of data that forms leave open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// 填报日期 of rows without one.
    pub date: Option<Date>,
    /// True if a row replaces a different one of the same day.
    pub replace: bool,
}
