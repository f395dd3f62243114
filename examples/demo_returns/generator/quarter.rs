//! The two periods of the sample returns.

use jiff::civil::{Date, date};

/// A period of the sample returns; both begin on 1 January.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quarter {
    /// January to March.
    First,
    /// January to June.
    Half,
}

impl Quarter {
    /// Both, in order.
    pub const ALL: [Self; 2] = [Self::First, Self::Half];

    /// Returns the month that closes it.
    pub fn month(self) -> i8 {
        match self {
            Self::First => 3,
            Self::Half => 6,
        }
    }

    /// Returns `2018-03` or `2018-06`.
    pub fn code(self) -> String {
        format!("2018-{:02}", self.month())
    }

    /// Returns its name in texts.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "一季度",
            Self::Half => "上半年",
        }
    }

    /// Returns the last day on which returns are in time: the 5th, moved to the next working day.
    pub fn due(self) -> Date {
        match self {
            Self::First => date(2018, 4, 8),
            Self::Half => date(2018, 7, 5),
        }
    }
}
