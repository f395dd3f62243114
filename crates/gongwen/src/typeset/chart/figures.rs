//! The formatting of a chart's values.

use rust_decimal::Decimal;

use crate::document::passage::marked;
use crate::document::{Chart, PassageId, RankedBar, Reading};
use crate::rounding::print;

/// The formatting of a chart's values.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    digits: Option<u32>,
    missing: &'a str,
}

impl<'a> Figures<'a> {
    /// Takes the formatting from a chart.
    pub fn new(chart: &'a Chart) -> Self {
        Self { digits: chart.setting.digits, missing: &chart.missing }
    }

    /// Formats a value.
    pub fn value(self, value: Decimal) -> String {
        print(value, self.digits)
    }

    /// Formats a value, or the word for a missing one.
    pub fn reading(self, reading: Reading) -> String {
        let word = || self.missing.to_owned();
        let figures = reading.value.map_or_else(word, |value| self.value(value));
        in_passage(reading.passage, figures)
    }

    /// Formats the value of a bar, or the bar's own word for a missing value.
    pub fn bar(self, bar: &RankedBar) -> String {
        let own = bar.category.as_ref();
        let figures = Figures {
            digits: self.digits,
            missing: own.map_or(self.missing, |category| category.label()),
        };
        figures.reading(bar.value)
    }
}

/// Returns figures as the passage that they are, if they are one.
pub fn in_passage(passage: Option<PassageId>, figures: String) -> String {
    passage.map_or_else(|| figures.clone(), |id| marked(id, &figures))
}
