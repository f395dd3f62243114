//! Problems of returns before a command puts them into words.

use crate::diagnostic::{Code, Diagnostic, Place};

/// A problem in a file of returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The problem's kind.
    pub code: Code,
    /// The problem's place; `None` until it is known.
    pub place: Option<Place>,
    /// The problem in words, without its consequence.
    pub message: String,
    /// Advice for the office.
    pub hint: Option<String>,
    /// The problem's consequence.
    pub consequence: Consequence,
}

/// The consequence of a problem. Each command has its own words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// None: the content is used as far as possible.
    None,
    /// The row is not read.
    RowNotRead,
    /// The cell is left out; the rest of its row is read.
    CellLeftOut,
    /// No row is read for which the line above the table holds.
    RowsBelowNotRead,
    /// This number of rows of the table is not read.
    RowsNotRead(usize),
    /// The row is read and counts for nobody: its unit has no role in the item.
    RowNotCounted,
    /// The rows do not hold returns.
    NoReturn,
}

impl Problem {
    /// Makes a problem without a consequence, whose place is not known yet.
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            place: None,
            message: message.into(),
            hint: None,
            consequence: Consequence::None,
        }
    }

    /// Makes a problem for which its row is not read.
    pub(super) fn of_row(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, message).with(Consequence::RowNotRead)
    }

    /// Returns the problem with a consequence.
    pub(super) fn with(self, consequence: Consequence) -> Self {
        Self { consequence, ..self }
    }

    /// Returns the problem with a hint.
    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Returns the problem at `place`.
    pub(super) fn at(self, place: Place) -> Self {
        Self { place: Some(place), ..self }
    }

    /// Returns the problem as it is reported, with these words for its consequence; they may be empty.
    pub(in crate::returns) fn reported(self, consequence: &str) -> Diagnostic {
        let comma = if consequence.is_empty() { "" } else { "，" };
        Diagnostic {
            code: self.code,
            place: self.place,
            message: format!("{}{comma}{consequence}", self.message),
            hint: self.hint,
        }
    }
}

impl From<Diagnostic> for Problem {
    /// Converts a problem whose message already states its consequence.
    fn from(problem: Diagnostic) -> Self {
        let Diagnostic { code, place, message, hint } = problem;
        Self { code, place, message, hint, consequence: Consequence::None }
    }
}

/// Quotes a cell's text for messages.
pub(super) fn quote(text: &str) -> String {
    const LONGEST: usize = 30;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
