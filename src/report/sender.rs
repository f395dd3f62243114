//! The issuing office and the notice that documents are based on: the same in every document.

use serde::Serialize;

use crate::numbers::Number;
use crate::workspace::Config;

/// The issuing office.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Issuer {
    /// Full name.
    pub name: String,
    /// The region as titles name it: 全省.
    pub region: String,
    /// The government's short name.
    pub government: String,
    /// The office that receives plans and returns.
    pub office: String,
    /// Contact person and telephone number; may be empty.
    pub contact: String,
    /// The word for the units that are ranked: 市州, 县区.
    pub localities: String,
    /// The same as the title of a column: 市　州.
    pub localities_title: String,
}

/// The words for a notice whose title is not known.
const UNTITLED: &str = "对年度目标任务的分解安排";

/// The notice that hands the plan down.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notice {
    /// Its title.
    pub title: String,
    /// Its document number; may be empty.
    pub number: String,
    /// Title and number as a text cites them: 《…》（甘政发〔2018〕1号）.
    pub cited: String,
}

impl Issuer {
    /// Returns the issuer that `duban.toml` names.
    pub fn new(config: &Config) -> Self {
        let issuer = &config.issuer;
        let localities = config.assessment.localities();
        Self {
            name: issuer.name.clone(),
            region: issuer.region.clone(),
            government: issuer.government.clone(),
            office: issuer.office.clone(),
            contact: issuer.contact.clone(),
            localities: localities.to_owned(),
            localities_title: column_title(localities),
        }
    }
}

impl Notice {
    /// Returns the notice that `duban.toml` names.
    pub fn new(config: &Config) -> Self {
        let (title, number) = (config.notice.title.clone(), config.notice.number.clone());
        let cited = match &*number {
            _ if title.trim().is_empty() => UNTITLED.to_owned(),
            "" => format!("《{title}》"),
            number => format!("《{title}》（{number}）"),
        };
        Self { title, number, cited }
    }
}

/// Returns a word as the title of a column, in which two characters stand apart.
fn column_title(word: &str) -> String {
    let mut chars = word.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(first), Some(second), None) => format!("{first}\u{3000}{second}"),
        _ => word.to_owned(),
    }
}

/// Returns a document number as it is printed: 甘政办函〔2018〕12号. Until it is drawn, `series` and `year` are
/// printed and the serial is blank.
pub(super) fn number(number: Option<&Number>, series: &str, year: i16) -> String {
    match number {
        Some(number) => number.to_string(),
        None => blank_number(series, year),
    }
}

/// Returns a document number whose serial is blank.
pub(super) fn blank_number(series: &str, year: i16) -> String {
    format!("{series}〔{year}〕\u{3000}\u{3000}号")
}
