//! Returns (进展情况报送): what units report, read from CSV and Excel files and brought into one form.
//!
//! Nothing is judged here; [`crate::assess`] does.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::Diagnostics;
use crate::period::Month;
use crate::plan::{Breakdown, ItemId, Plan};
use crate::registry::{Registry, UnitId};
use crate::status::Status;

/// The folder of the workspace that holds the files of returns.
pub const PROGRESS_DIR: &str = "seeds/progress";

/// What a return is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The item.
    pub item: ItemId,
    /// The target inside the item, from 1; 1 for an item without targets.
    pub target: u32,
    /// The unit that reports, as the plan names it.
    pub unit: UnitId,
}

/// What one unit reported of one target, corrections applied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Return {
    /// Cumulative from January, in the target's measure; `None` where the unit has no figure.
    pub value: Option<Decimal>,
    /// 完成率 in percent (27.5 for 27.5%), as the unit states it.
    pub percent: Option<Decimal>,
    /// The unit's own judgement.
    pub status: Option<Status>,
    /// 进展情况, in the unit's words.
    pub progress: String,
    /// 存在问题.
    pub problems: String,
    /// 下一步措施.
    pub next_steps: String,
    /// 填报人.
    pub reporter: String,
    /// 填报日期 of the row that counts.
    pub reported_on: Option<Date>,
    /// 填报日期 of the first row that came in: it decides whether the unit was late.
    pub first_reported_on: Option<Date>,
    /// Whether a later row replaced an earlier one.
    pub corrected: bool,
}

/// How many rows the files have, and what became of them. `read` and `left_out` add up to `rows`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Files read.
    pub files: usize,
    /// Rows with any content, header rows aside.
    pub rows: usize,
    /// Rows that hold a return, those that were replaced later included.
    pub read: usize,
    /// Rows among `read` that a later one replaced.
    pub replaced: usize,
    /// Rows that were left out; each was reported.
    pub left_out: usize,
}

/// All returns of the year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// By the month at whose end they were cut off.
    pub months: BTreeMap<Month, BTreeMap<Key, Return>>,
    /// What became of the rows.
    pub tally: Tally,
}

impl Progress {
    /// Reads every file in `seeds/progress` of the workspace `root`, in the order of their names.
    pub fn load(
        root: &Path,
        year: i16,
        plan: &Plan,
        breakdown: &Breakdown,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let _ = (root, year, plan, breakdown, registry, diagnostics);
        Self::default()
    }

    /// The returns of a month; none when nobody reported.
    pub fn of(&self, month: Month) -> &BTreeMap<Key, Return> {
        static NONE: BTreeMap<Key, Return> = BTreeMap::new();
        self.months.get(&month).unwrap_or(&NONE)
    }

    /// The newest month with returns.
    pub fn newest(&self) -> Option<Month> {
        self.months.keys().next_back().copied()
    }
}
