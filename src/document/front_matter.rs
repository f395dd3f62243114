//! The front matter: what stands around the text of a document.

use serde::Deserialize;

use super::entity::{one_line, unescape};

/// The format of GB/T 9704 that a document is laid out in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// 信函格式 (clause 10.1).
    Letter,
}

/// A date as the standard prints it (7.3.5.4): 2018年2月13日, no leading zeros.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenDate")]
pub struct DateText(String);

impl DateText {
    /// The printed form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<jiff::civil::Date> for DateText {
    fn from(date: jiff::civil::Date) -> Self {
        Self(format!(
            "{}年{}月{}日",
            date.year(),
            date.month(),
            date.day()
        ))
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

/// What stands around the text: head, title, addressee, signature, end matter.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// 格式.
    pub format: Format,
    /// 标题, without end punctuation.
    pub title: String,
    /// 发文机关标志.
    pub mark: String,
    /// 发文字号; `None` leaves it out.
    #[serde(default)]
    pub number: Option<String>,
    /// 主送机关, without the colon; `None` where there is none.
    #[serde(default)]
    pub addressee: Option<String>,
    /// 发文机关署名.
    #[serde(default)]
    pub signature: Option<String>,
    /// 成文日期; `None` leaves room for it in a draft.
    #[serde(default)]
    pub date: Option<DateText>,
    /// Whether it will bear a seal (加盖印章, 7.3.5.1): the date stands four characters in from the
    /// right then, the name centred on it, with room for the seal above. True unless said.
    #[serde(default = "yes")]
    pub sealed: bool,
    /// 附注, without brackets.
    #[serde(default)]
    pub note: Option<String>,
    /// 抄送, without label and full stop.
    #[serde(default)]
    pub copies: Option<String>,
}

fn yes() -> bool {
    true
}

impl FrontMatter {
    /// Reads the TOML between the `+++` lines.
    ///
    /// # Errors
    /// The TOML error: unknown or missing keys, wrong types, or broken syntax.
    pub(super) fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let mut front: Self = toml::from_str(text)?;
        for value in [&mut front.title, &mut front.mark] {
            *value = one_line(value);
        }
        for value in [
            &mut front.number,
            &mut front.addressee,
            &mut front.signature,
            &mut front.note,
            &mut front.copies,
        ] {
            *value = value.take().map(|v| one_line(&v)).filter(|v| !v.is_empty());
        }
        Ok(front)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "format = \"letter\"\ntitle = \"甲&#x22;乙\"\nmark = \"省政府办公厅\"\n";

    #[test]
    fn values_are_unescaped_after_parsing() {
        let front = FrontMatter::from_toml(LETTER).unwrap();
        assert_eq!(front.title, "甲\"乙");
        assert!(front.sealed);
    }

    #[test]
    fn dates_lose_their_leading_zeros() {
        for written in ["2018-02-03", "\"2018&#x2D;02&#x2D;03\""] {
            let text = format!("{LETTER}date = {written}\n");
            let date = FrontMatter::from_toml(&text).unwrap().date.unwrap();
            assert_eq!(date.as_str(), "2018年2月3日");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for written in ["\"2018-02-30\"", "\"二月\"", "1"] {
            let text = format!("{LETTER}date = {written}\n");
            assert!(FrontMatter::from_toml(&text).is_err(), "{written}");
        }
    }

    #[test]
    fn unknown_keys_are_refused() {
        let error = FrontMatter::from_toml(&format!("{LETTER}subject = \"x\"\n")).unwrap_err();
        assert!(error.message().contains("subject"), "{error}");
    }
}
