//! Dates as official documents print them.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::entity::unescape;

/// A date as the standard prints it (7.3.5.4): 2018年2月13日, no leading zeros.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenDate")]
pub struct DateText(String);

impl DateText {
    /// Returns the printed form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<jiff::civil::Date> for DateText {
    fn from(date: jiff::civil::Date) -> Self {
        Self(format!("{}年{}月{}日", date.year(), date.month(), date.day()))
    }
}

/// A date as a template writes it: TOML's own, or a value in quotation marks.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenDate {
    Toml(toml::value::Datetime),
    Text(String),
}

impl TryFrom<WrittenDate> for DateText {
    type Error = String;

    fn try_from(written: WrittenDate) -> Result<Self, Self::Error> {
        let text = match written {
            WrittenDate::Toml(value) => value.to_string(),
            WrittenDate::Text(text) => unescape(&text),
        };
        text.trim()
            .parse::<jiff::civil::Date>()
            .map(Self::from)
            .map_err(|_| format!("日期应写作 2018-02-13，不能是“{text}”"))
    }
}

/// Reads a date that a front matter may leave out or leave empty.
pub(super) fn optional<'de, D: Deserializer<'de>>(d: D) -> Result<Option<DateText>, D::Error> {
    match WrittenDate::deserialize(d)? {
        WrittenDate::Text(text) if text.trim().is_empty() => Ok(None),
        written => DateText::try_from(written).map(Some).map_err(D::Error::custom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Dated {
        date: DateText,
    }

    fn read(written: &str) -> Option<String> {
        let text = format!("date = {written}\n");
        let dated: Result<Dated, _> = toml::from_str(&text);
        dated.ok().map(|dated| dated.date.0)
    }

    #[test]
    fn dates_lose_their_leading_zeros() {
        for written in ["2018-02-03", "\"2018&#x2D;02&#x2D;03\""] {
            assert_eq!(read(written).as_deref(), Some("2018年2月3日"));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for written in ["\"2018-02-30\"", "\"二月\"", "1"] {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
