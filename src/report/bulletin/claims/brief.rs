//! The data of a brief: those of its bulletin, cut to what one page takes.

use serde_json::{Value as Json, json};

use super::behind::led;
use super::{ClaimedBulletin, counted, general, items};
use crate::report::bulletin::worst::NUMERALS;
use crate::report::claim::entry::json as with_marks;
use crate::report::claim::{Fact, Facts, Rule, Statement, Subject};
use crate::report::listing::whole;

/// The contents of a brief, so that it takes one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// The type size of its tables, in tenths of a point.
    pub size: u8,
    /// True if it has a table of the indicators.
    pub indicators: bool,
    /// The greatest number of items that are behind.
    pub items: usize,
    /// The greatest number of units in each list.
    pub units: usize,
}

/// What the data of a brief have beyond those of its bulletin.
#[derive(Debug, Clone, Copy)]
pub struct Brief<'a> {
    /// The bulletin.
    pub bulletin: ClaimedBulletin<'a>,
    /// The entries that are named.
    pub room: Room,
}

impl Brief<'_> {
    /// Puts them into the data of the bulletin.
    pub fn put(&self, data: &mut Json) {
        let lines = data.pointer("/worst/lines").and_then(Json::as_array);
        let lines: Vec<Json> =
            lines.into_iter().flatten().take(self.room.items * 2).cloned().collect();
        let brief = json!({
            "size": f64::from(self.room.size) / 10.0,
            "has_indicators": self.room.indicators,
            "lines": lines,
            "numeral": NUMERALS.get(lines.len() / 2).copied().unwrap_or_default(),
            "concentrated": with_marks(&self.concentrated()),
            "missing": with_marks(&self.missing()),
            "areas": with_marks(&self.areas()),
            "clear": with_marks(&self.clear()),
        });
        if let Json::Object(entries) = data {
            entries.insert("brief".to_owned(), brief);
        }
    }

    /// Returns the lead units with several items behind: 省林业厅（2项，其中严重滞后1项）、…等6个单位.
    fn concentrated(&self) -> Statement {
        let units = &self.bulletin.bulletin.behind.concentrated;
        let words = units.iter().map(|unit| counted(led(unit))(&unit.counts_words()));
        self.cut(words.collect(), "个单位", "concentrated")
    }

    /// Returns the units that did not report.
    fn missing(&self) -> Statement {
        let units = &self.bulletin.bulletin.returns.missing;
        let words = units.iter().map(|row| Statement::words(whole(&row.unit)));
        self.cut(words.collect(), "个单位", "missing")
    }

    /// Returns the prefectures that are behind in any indicator.
    fn areas(&self) -> Statement {
        let units = &self.bulletin.bulletin.prefectures.behind;
        let words = units.iter().map(|row| {
            let count = items(row.count, Rule::CountParts, "behind");
            counted(Facts::about(Subject::unit(&row.unit)).with(count))(&row.words)
        });
        self.cut(words.collect(), "个", "prefectures.behind")
    }

    /// Returns the prefectures that are behind in none.
    fn clear(&self) -> Statement {
        let units = &self.bulletin.bulletin.prefectures.clear;
        let words = units.iter().map(|row| Statement::words(row.words.clone()));
        self.cut(words.collect(), "个", "prefectures.clear")
    }

    /// Returns the first units, and the number of all where some are left out.
    fn cut(&self, units: Vec<Statement>, measure: &'static str, set: &str) -> Statement {
        let (all, most) = (units.len(), self.room.units);
        let named = Statement::joined(units.into_iter().take(most), "、");
        if all <= most {
            return named;
        }
        let count = general().with(Fact::count(all, measure, Rule::CountUnits.of(set)));
        let before = if most == 0 { "共" } else { "等" };
        named.then(counted(count)(&format!("{before}{all}{measure}")))
    }
}
