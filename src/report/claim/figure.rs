//! The parts of a claim.

use schemars::JsonSchema;
use serde::Serialize;

use super::{RuleName, Source};
use crate::plan::ItemId;

/// What a document states, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The unit and the item that it is about.
    pub subject: Subject,
    /// The kind of statement.
    pub kind: ClaimKind,
    /// The figures that it states, and those that it follows from.
    pub figures: Vec<ClaimFigure>,
}

/// The unit and the item that a claim is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// Short name of the unit; `None` for the province.
    pub unit: Option<String>,
    /// The item; `None` for a statement about several.
    pub id: Option<ItemId>,
}

/// The kinds of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// A judgement: a status, a place.
    Verdict,
    /// A figure.
    Figure,
    /// A number of items or units.
    Count,
    /// Words of the notice or of a unit, as a whole.
    Quote,
}

/// A figure, a status or a quote, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct ClaimFigure {
    /// The words as printed: 5.3%, 40万人, 进度滞后.
    pub printed: String,
    /// The value without rounding, the code of a status, or the words of a quote.
    pub value: String,
    /// The rule by which the value follows from the cells.
    pub rule: RuleName,
    /// The cells.
    pub from: Vec<Source>,
}

impl Subject {
    /// Returns an item as a whole.
    pub fn item(id: ItemId) -> Self {
        Self { unit: None, id: Some(id) }
    }

    /// Returns a unit's part of an item.
    pub fn part(unit: &str, id: ItemId) -> Self {
        Self { unit: Some(unit.to_owned()), id: Some(id) }
    }

    /// Returns a unit as a whole.
    pub fn unit(unit: &str) -> Self {
        Self { unit: Some(unit.to_owned()), id: None }
    }

    /// Returns a claim about it.
    pub fn claim(self, kind: ClaimKind, figures: Vec<ClaimFigure>) -> Claim {
        Claim { subject: self, kind, figures }
    }
}

impl ClaimFigure {
    /// Returns a figure.
    pub fn new(
        printed: impl Into<String>,
        value: impl ToString,
        rule: impl Into<RuleName>,
        from: Vec<Source>,
    ) -> Self {
        Self { printed: printed.into(), value: value.to_string(), rule: rule.into(), from }
    }

    /// Returns words as they are in their cells.
    pub fn quote(words: &str, rule: impl Into<RuleName>, from: Vec<Source>) -> Self {
        Self::new(words, words, rule, from)
    }
}
