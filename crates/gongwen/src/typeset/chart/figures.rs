//! How the values of a chart are printed.

use rust_decimal::Decimal;

use crate::document::{Chart, RankedBar, Reading};
use crate::rounding::print;

/// How the values of a chart are printed.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    digits: Option<u32>,
    missing: &'a str,
}

impl<'a> Figures<'a> {
    /// The figures of a chart.
    pub fn new(chart: &'a Chart) -> Self {
        Self {
            digits: chart.setting.digits,
            missing: &chart.missing,
        }
    }

    /// A value.
    pub fn value(self, value: Decimal) -> String {
        print(value, self.digits)
    }

    /// A value, or the word for a missing one.
    pub fn reading(self, reading: Reading) -> String {
        let word = || self.missing.to_owned();
        reading.0.map_or_else(word, |value| self.value(value))
    }

    /// The value of a bar, or its own word for a missing one.
    pub fn bar(self, bar: &RankedBar) -> String {
        let own = bar.category.as_ref();
        let figures = Figures {
            digits: self.digits,
            missing: own.map_or(self.missing, |category| category.label()),
        };
        figures.reading(bar.value)
    }
}
