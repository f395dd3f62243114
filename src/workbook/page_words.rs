//! The words that the pages of all sheets of a workbook share, as its template states them.

use std::ops::Deref;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::report::template::Phrase;

/// The codes before the words of the footer: in the middle, in 宋体, 10 points.
const FOOTER: &str = "&C&\"宋体,Regular\"&10";
/// Maximum length of the words of a footer in characters: Excel takes 255, its codes included.
const LONGEST_FOOTER: usize = 200;

/// The words that the pages of all sheets of a workbook share.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PageWords {
    /// The line below every page.
    pub footer: Footer,
    /// The mark below the id of an item that goes on in another row.
    pub continued: Phrase,
}

/// The line below every page, with `{page}` and `{pages}` for the page's number and the number of pages, counted through
/// all the sheets that are printed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Footer(String);

impl<'de> Deserialize<'de> for Footer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = Phrase::deserialize(deserializer)?;
        match words.encode_utf16().count() {
            // In footers & begins a code.
            0..=LONGEST_FOOTER => {
                let words =
                    words.replace('&', "&&").replace("{pages}", "&N").replace("{page}", "&P");
                Ok(Self(format!("{FOOTER}{words}")))
            }
            count => Err(D::Error::custom(format!("页脚有{count}字，最多{LONGEST_FOOTER}字"))),
        }
    }
}

impl Deref for Footer {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}
