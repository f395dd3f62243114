//! Problems of returns before a command puts them into its words.

use crate::diagnostic::{Code, Diagnostic, Place};

/// A problem in a file of returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// Its place; `None` until it is known.
    pub place: Option<Place>,
    /// What is wrong, without what comes of it.
    pub message: String,
    /// What the office can do about it.
    pub hint: Option<String>,
    /// What comes of it.
    pub consequence: Consequence,
}

/// What comes of a problem. Each command has its own words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing: what is there is used as far as it can be.
    None,
    /// The row is not read.
    RowNotRead,
    /// No row is read for which the line above the table holds.
    RowsBelowNotRead,
    /// So many rows of the table are not read.
    RowsNotRead(usize),
    /// The row is read and counts for nobody: its unit has nothing to do with the item.
    RowNotCounted,
    /// The rows are none of returns.
    NoReturn,
}

impl Problem {
    /// A problem without consequence, its place not known yet.
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            place: None,
            message: message.into(),
            hint: None,
            consequence: Consequence::None,
        }
    }

    /// A problem for which its row is not read.
    pub(super) fn of_row(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, message).with(Consequence::RowNotRead)
    }

    /// The same problem with a consequence.
    pub(super) fn with(self, consequence: Consequence) -> Self {
        Self {
            consequence,
            ..self
        }
    }

    /// The same problem with a hint.
    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// The same problem at `place`.
    pub(super) fn at(self, place: Place) -> Self {
        Self {
            place: Some(place),
            ..self
        }
    }

    /// The problem as it is reported, with these words for its consequence; they may be empty.
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
    /// A problem whose message says already what comes of it.
    fn from(problem: Diagnostic) -> Self {
        let Diagnostic {
            code,
            place,
            message,
            hint,
        } = problem;
        Self {
            code,
            place,
            message,
            hint,
            consequence: Consequence::None,
        }
    }
}

/// A cell's text as messages quote it.
pub(super) fn quote(text: &str) -> String {
    const LONGEST: usize = 30;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
