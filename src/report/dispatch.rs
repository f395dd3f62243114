//! What was sent to whom: the data of the registers of papers sent and received (发文登记表, 签收表).

use serde::Serialize;

use super::Issuer;

/// The papers that units get, in the order in which they are listed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dispatch {
    /// The year of the plan.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The papers that are sent now, unit by unit.
    pub papers: Vec<DispatchedPaper>,
    /// All papers of the year so far, by series, number and date.
    pub all: Vec<DispatchedPaper>,
}

/// A paper that a unit gets. Texts may be empty where something is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DispatchedPaper {
    /// The unit's short name.
    pub unit: String,
    /// The number as printed.
    pub number: String,
    /// The title.
    pub title: String,
    /// The date printed on it: 2018-02-13.
    pub date: String,
    /// The classification.
    pub classification: String,
    /// The number of pages; `None` where the file is not there.
    pub pages: Option<usize>,
    /// The day on which the unit received it.
    pub received_on: String,
    /// The person who signed for it.
    pub received_by: String,
}
