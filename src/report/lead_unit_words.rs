//! Statements on an item by the unit that reports for the province, target by target.

use crate::period::Month;
use crate::plan::Item;
use crate::registry::UnitId;
use crate::returns::{Progress, Return};

/// The returns of a unit on an item, mostly of its primary lead unit, by target.
#[derive(Debug, Clone)]
pub struct LeadUnitWords<'a>(Vec<&'a Return>);

impl<'a> LeadUnitWords<'a> {
    /// Selects the returns on `item` for a month.
    pub fn new(item: &Item, progress: &'a Progress, month: Month) -> Self {
        match item.primary() {
            Some(unit) => Self::of(unit, item, progress, month),
            None => Self(Vec::new()),
        }
    }

    /// Selects the returns of a unit on `item` for a month.
    pub fn of(unit: UnitId, item: &Item, progress: &'a Progress, month: Month) -> Self {
        let of_item = progress.of_item(month, item.id);
        let of_unit = of_item.filter(|(key, _)| key.unit == unit);
        Self(of_unit.map(|(_, report)| report).collect())
    }

    /// Returns the statements in one column. Words that are the same for several targets appear once.
    pub fn joined(&self, column: impl Fn(&Return) -> &String) -> String {
        let mut said: Vec<&str> = Vec::new();
        for report in &self.0 {
            let words = column(report).trim();
            if !words.is_empty() && !said.contains(&words) {
                said.push(words);
            }
        }
        said.join("\n")
    }
}
