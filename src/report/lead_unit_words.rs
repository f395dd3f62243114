//! What the unit that reports for the province says of an item, target by target.

use std::collections::BTreeMap;

use crate::plan::Item;
use crate::registry::UnitId;
use crate::returns::{Key, Return};

/// The returns of an item's primary lead unit, by target.
#[derive(Debug, Clone)]
pub struct LeadUnitWords<'a>(Vec<&'a Return>);

impl<'a> LeadUnitWords<'a> {
    /// What is said of `item` in the returns of a month.
    pub fn new(item: &Item, returns: &'a BTreeMap<Key, Return>) -> Self {
        let Some(unit) = item.primary() else {
            return Self(Vec::new());
        };
        let first = Key {
            item: item.id,
            target: 0,
            unit: UnitId::FIRST,
        };
        let of_item = returns
            .range(first..)
            .take_while(|(key, _)| key.item == item.id);
        let of_unit = of_item.filter(|(key, _)| key.unit == unit);
        Self(of_unit.map(|(_, report)| report).collect())
    }

    /// What it says in one column; the same words for several targets once.
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
