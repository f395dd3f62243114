//! What of a form was not taken: the data of 退回单.

use serde::Serialize;

use super::Issuer;

/// A form of which something was not taken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReturnedForm {
    /// The issuing office.
    pub issuer: Issuer,
    /// The unit's short name.
    pub unit: String,
    /// The period of the form: 2018年7月.
    pub period: String,
    /// Number of places that were refused.
    pub refused: usize,
    /// True if nothing of the form was taken.
    pub is_rejected: bool,
    /// The places, in the order of the file.
    #[serde(skip)]
    pub refusals: Vec<Refusal>,
}

/// A place of a form that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The worksheet; `None` for the file as a whole.
    pub sheet: Option<String>,
    /// The row from 1; 0 for the sheet as a whole.
    pub row: usize,
    /// The column from 1; 0 for the row as a whole.
    pub column: usize,
    /// The place as the unit finds it: 进展报送!K7.
    pub place: String,
    /// The content of the cell; may be empty.
    pub typed: String,
    /// The reason.
    pub reason: String,
    /// The way to correct it; may be empty.
    pub hint: String,
}
