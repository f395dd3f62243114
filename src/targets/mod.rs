//! A target: a quantity that an item states for the year.
//!
//! `notation` is the form in which the office reads and corrects targets in the annex CSV; `kind`
//! distinguishes amounts from rates; `intensive` finds amounts that do not add up; `direction` is the side on which a value is better.

mod direction;
mod intensive;
mod kind;
mod notation;

pub use direction::Direction;
pub use kind::Kind;
pub use notation::{TargetError, TargetErrorKind, Targets, plain_words};

pub mod extract;
pub mod quantity;

use gongwen::measure::{self, MeasureKind};
use rust_decimal::Decimal;

/// A quantity that an item states for the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The number as stated, exact, in `measure` (60 for 60万亩).
    pub value: Decimal,
    /// The words after the number: 万亩, 万人次, %, 公里; may be empty.
    pub measure: String,
    /// The comparison of the actual value with it.
    pub comparator: Comparator,
    /// The side on which a value is better.
    pub direction: Direction,
    /// The thing measured, in the item's words.
    pub subject: String,
    /// The words of the item that state it (控制在4%以内).
    pub raw: String,
}

impl Target {
    /// Returns whether parts of it add up to it: an amount, or a bound on one (事故 ≤ 100 起), but not a rate (%, 倍), nor
    /// an amount of one unit of something (人均收入).
    pub fn adds_up(&self) -> bool {
        !self.is_rate() && !intensive::is_intensive(&self.subject, &self.measure)
    }

    /// Returns whether it is a ratio or a growth, to which every unit is held alike.
    pub fn is_rate(&self) -> bool {
        is_rate(&self.measure)
    }

    /// Returns the number of decimals that a figure has at least: one for a rate and for 万 and 亿, none for whole things.
    pub fn least_digits(&self) -> u32 {
        u32::from(is_rate(&self.measure) || self.measure.contains(['万', '亿']))
    }

    /// Returns whether a lower value is better.
    pub fn lower_is_better(&self) -> bool {
        self.direction == Direction::Down
    }

    /// Returns whether its values are falls: 3.5 is a fall of 3.5%, or 65 are 65万人 fewer.
    pub fn states_fall(&self) -> bool {
        self.direction == Direction::Decline || direction::states_fall(&self.subject)
    }

    /// Returns whether its figures are changes, so that 下降3.2% is one: growth, a fall, or either under a bound.
    pub fn states_change(&self) -> bool {
        kind::states_change(self)
    }

    /// Returns the direction that its words state, whatever the office has written.
    pub fn derived_direction(&self) -> Direction {
        Direction::derived(&self.subject, &self.raw, self.comparator, is_rate(&self.measure))
    }
}

/// Returns whether a measure is a ratio like %, 倍 or 个百分点, whose parts do not add up.
fn is_rate(measure: &str) -> bool {
    measure::find(measure).is_some_and(|measure| measure.kind == MeasureKind::Rate)
}

/// The comparison of an actual value with a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparator {
    /// Stated exactly.
    Eq,
    /// 以上, 达到, 不低于: the number included.
    Ge,
    /// 控制在…以内, 不超过: the number included.
    Le,
    /// 左右.
    About,
}

impl Comparator {
    /// The English name, as in `duban export items`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "eq",
            Self::Ge => "ge",
            Self::Le => "le",
            Self::About => "about",
        }
    }

    /// The sign, as in the column 目标: = ≥ ≤ ≈.
    pub fn sign(self) -> char {
        match self {
            Self::Eq => '=',
            Self::Ge => '≥',
            Self::Le => '≤',
            Self::About => '≈',
        }
    }
}

/// Returns the first of `words` that `text` begins with, and what follows it.
fn strip_any<'t>(text: &'t str, words: &[&'static str]) -> Option<(&'static str, &'t str)> {
    words.iter().find_map(|&word| text.strip_prefix(word).map(|rest| (word, rest)))
}
