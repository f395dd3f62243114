//! Returns (进展情况报送): what units report, read from CSV and Excel files and brought into one form.
//!
//! `load` goes through the files and `table` through a sheet: `header` finds the columns by their
//! `titles`, `heading_lines` reads what stands above them, `row_kind` tells returns from totals and
//! remarks, `row` reads a return with `key_cells`, `index`, `item_id`, `period_text`, `figures`,
//! `status_word` and `filing_date`. `corrections` brings all rows together, `doubts` looks at the
//! result, `tally` counts.
//!
//! A return form has hidden keys (`row_key`, `item_choice`). [`FileReader`] hands the rows of a file out
//! one by one, as typed (`typed`).
//!
//! Nothing is judged here; [`crate::assess`] does.

mod corrections;
mod doubts;
mod figures;
mod file;
mod filing_date;
mod formula;
mod header;
mod heading_lines;
mod index;
mod item_choice;
mod item_id;
mod key_cells;
mod load;
mod lost_header;
mod period_text;
mod row;
mod row_content;
mod row_key;
mod row_kind;
mod status_word;
mod table;
mod tally;
mod titles;
mod typed;
mod unread_columns;

#[cfg(test)]
mod tests;

pub use row_content::{Content, Entry, Filed, Origin};
pub use tally::Tally;
pub use titles::Field;
pub use typed::{COLUMNS, Fate, FileReader, Presumed, TypedCell, TypedFile, TypedRow, TypedTable};

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::Diagnostics;
use crate::period::Month;
use crate::plan::{Breakdown, ItemId, Plan, TargetId};
use crate::registry::{Registry, UnitId};
use crate::status::Status;
use index::Index;

/// The folder of the workspace that holds the files of returns.
pub const PROGRESS_DIR: &str = "seeds/progress";

/// What a return is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The target; the first one for an item without targets.
    pub target: TargetId,
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
    ///
    /// `year` is the plan's year; returns of another are left out. What cannot be read is reported.
    pub fn load(
        root: &Path,
        year: i16,
        plan: &Plan,
        breakdown: &Breakdown,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        load::load(
            root,
            &Index::new(year, plan, breakdown, registry),
            diagnostics,
        )
    }

    /// The files of returns of the workspace `root`, relative to it, in the order in which they are read.
    /// What is no file of returns is reported.
    pub fn files(root: &Path, diagnostics: &mut Diagnostics) -> Vec<String> {
        load::files(root, diagnostics)
    }

    /// Whether a file's name ends as those of returns do (.csv, .xlsx and the like).
    pub fn is_file_of_returns(name: &str) -> bool {
        load::is_table(name)
    }

    /// The returns of a month; none when nobody reported.
    pub fn of(&self, month: Month) -> &BTreeMap<Key, Return> {
        static NONE: BTreeMap<Key, Return> = BTreeMap::new();
        self.months.get(&month).unwrap_or(&NONE)
    }

    /// The returns of a month on an item, by target and unit.
    pub fn of_item(&self, month: Month, item: ItemId) -> impl Iterator<Item = (&Key, &Return)> {
        let first = Key {
            target: TargetId::first(item),
            unit: UnitId::FIRST,
        };
        let returns = self.of(month).range(first..);
        returns.take_while(move |(key, _)| key.target.item == item)
    }

    /// The newest month with returns.
    pub fn newest(&self) -> Option<Month> {
        self.months.keys().next_back().copied()
    }
}
