//! The two tables of the notice, and the keys of their rows.

use std::fmt;
use std::str::FromStr;

/// One of the notice's two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Annex {
    /// Annex 1: the main indicators (主要指标).
    Indicators,
    /// Annex 2: the key tasks (重点工作任务).
    Tasks,
}

impl Annex {
    /// Both, in order.
    pub const ALL: [Annex; 2] = [Annex::Indicators, Annex::Tasks];

    /// 1 or 2.
    pub fn number(self) -> u8 {
        match self {
            Self::Indicators => 1,
            Self::Tasks => 2,
        }
    }

    /// The file of the workspace that holds it, once imported.
    pub fn file(self) -> &'static str {
        match self {
            Self::Indicators => "seeds/annex/indicators.csv",
            Self::Tasks => "seeds/annex/tasks.csv",
        }
    }

    /// Returns the word before the number of a row: 指标7, 任务41.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Indicators => "指标",
            Self::Tasks => "任务",
        }
    }

    /// Returns the name of its rows: 主要指标 or 重点工作任务.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Indicators => "主要指标",
            Self::Tasks => "重点工作任务",
        }
    }
}

/// The permanent key of an item: `ANNEX-NO`, for example `2-131`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId {
    /// The table that contains it.
    pub annex: Annex,
    /// Its sequence number there (序号), from 1.
    pub no: u32,
}

impl ItemId {
    /// Returns the item's number in words: 任务41.
    pub fn words(self) -> String {
        format!("{}{}", self.annex.word(), self.no)
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.annex.number(), self.no)
    }
}

/// The text is not `1-NO` or `2-NO`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("编号应写作“附件号-序号”，如 2-131")]
pub struct ItemIdError;

impl FromStr for ItemId {
    type Err = ItemIdError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (annex, no) = s.split_once('-').ok_or(ItemIdError)?;
        let annex = match annex {
            "1" => Annex::Indicators,
            "2" => Annex::Tasks,
            _ => return Err(ItemIdError),
        };
        let no = no.parse().map_err(|_| ItemIdError)?;
        if no == 0 {
            return Err(ItemIdError);
        }
        Ok(Self { annex, no })
    }
}
