//! The number of an item as tables show it.

use std::fmt;

use serde::Serialize;

use crate::plan::{Item, Plan};

/// A number in a column 序号.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ItemNumber {
    /// 41.
    Whole(u32),
    /// 3.1; 3-5 where the table lists several annexes.
    Words(String),
}

impl fmt::Display for ItemNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Words(words) => words.fmt(f),
        }
    }
}

impl ItemNumber {
    /// Returns the number of an item in its annex.
    pub fn of(item: &Item) -> Self {
        match item.id.sub {
            None => Self::Whole(item.id.no),
            Some(_) => Self::Words(item.id.number()),
        }
    }

    /// Returns the number of an item in a table of all indicators, or of all other items, of a plan.
    pub fn among(item: &Item, plan: &Plan) -> Self {
        let has_indicators = item.annex.has_indicators;
        let annexes = plan.annex_names().filter(|name| name.has_indicators == has_indicators);
        match annexes.count() {
            0 | 1 => Self::of(item),
            _ => Self::Words(item.id.to_string()),
        }
    }
}
