//! The front matter: the parts of a document around its text.

use serde::{Deserialize, Deserializer};

use super::date::{self, DateText};
use super::entity::one_line;

/// The format of GB/T 9704 in which a document is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// 文件格式, with a red head (clause 7).
    #[serde(alias = "文件")]
    Official,
    /// 信函格式 (clause 10.1).
    #[serde(alias = "信函")]
    Letter,
    /// 纪要格式 (clause 10.3).
    #[serde(alias = "纪要")]
    Minutes,
    /// 呈阅件, an internal paper that a leader reads: no head of the standard, so that one page holds much.
    #[serde(alias = "呈阅件")]
    Brief,
}

impl Format {
    /// Returns its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Official => "文件",
            Self::Letter => "信函",
            Self::Minutes => "纪要",
            Self::Brief => "呈阅件",
        }
    }
}

/// The parts around the text: head, title, addressee, signature, end matter.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// 格式.
    pub format: Format,
    /// 标题, without end punctuation.
    #[serde(deserialize_with = "line")]
    pub title: String,
    /// 发文机关标志: the names of the organs, the lead organ first.
    #[serde(deserialize_with = "lines")]
    pub mark: Vec<String>,
    /// The word to the right of the organs' names, such as 文件; `None` if there is none.
    #[serde(default, deserialize_with = "optional_line")]
    pub mark_word: Option<String>,
    /// 份号, padded to six figures.
    #[serde(default, deserialize_with = "copy_number")]
    pub copy_number: Option<String>,
    /// 密级和保密期限, as printed: 机密★1年.
    #[serde(default, deserialize_with = "optional_line")]
    pub secrecy: Option<String>,
    /// 紧急程度: 特急, 加急.
    #[serde(default, deserialize_with = "optional_line")]
    pub urgency: Option<String>,
    /// 发文字号; `None` omits it.
    #[serde(default, deserialize_with = "optional_line")]
    pub number: Option<String>,
    /// 签发人 of a document to a higher organ, in the order of the organs.
    #[serde(default, deserialize_with = "lines")]
    pub signers: Vec<String>,
    /// 主送机关, without the colon; `None` if there is none.
    #[serde(default, deserialize_with = "optional_line")]
    pub addressee: Option<String>,
    /// 发文机关署名: the names of the organs, the lead organ first.
    #[serde(default, deserialize_with = "lines")]
    pub signature: Vec<String>,
    /// 成文日期; `None` leaves space for it in a draft.
    #[serde(default)]
    #[serde(deserialize_with = "date::optional")]
    pub date: Option<DateText>,
    /// True if the document will bear seals (加盖印章, 7.3.5.1): the date is then placed four characters from the
    /// right, with the name centred on it and room for the seal above. True by default.
    #[serde(default = "yes")]
    pub sealed: bool,
    /// File names of the pictures of the seals, one for each organ of the signature.
    #[serde(default, deserialize_with = "lines")]
    pub seals: Vec<String>,
    /// Width of the seals, in millimetres.
    #[serde(default = "seal_width", deserialize_with = "seal_size")]
    pub seal_width: f64,
    /// 附注, without brackets.
    #[serde(default, deserialize_with = "optional_line")]
    pub note: Option<String>,
    /// 出席 of minutes: units and names.
    #[serde(default, deserialize_with = "optional_line")]
    pub present: Option<String>,
    /// 请假 of minutes.
    #[serde(default, deserialize_with = "optional_line")]
    pub excused: Option<String>,
    /// 列席 of minutes.
    #[serde(default, deserialize_with = "optional_line")]
    pub observers: Option<String>,
    /// 抄送, without label and full stop.
    #[serde(default, deserialize_with = "optional_line")]
    pub copies: Option<String>,
    /// 印发机关; not printed in a letter, which does not have it (10.1).
    #[serde(default, deserialize_with = "optional_line")]
    pub printed_by: Option<String>,
    /// 印发日期.
    #[serde(default)]
    #[serde(deserialize_with = "date::optional")]
    pub printed_on: Option<DateText>,
}

fn yes() -> bool {
    true
}

/// Returns the width of the seal of a provincial department, in millimetres (C).
fn seal_width() -> f64 {
    42.0
}

/// One value or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

fn line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|value| one_line(&value))
}

/// Reads a value; `None` if it is blank.
fn optional_line<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    line(deserializer).map(|value| Some(value).filter(|value| !value.is_empty()))
}

/// Reads the values that are not blank.
fn lines<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let values = match OneOrMany::deserialize(deserializer) {
        Ok(OneOrMany::One(value)) => vec![value],
        Ok(OneOrMany::Many(values)) => values,
        Err(_) => {
            return Err(serde::de::Error::custom(
                "应写作 \"名称\"，或几个并列 [\"名称\", \"名称\"]",
            ));
        }
    };
    let values = values.iter().map(|value| one_line(value));
    Ok(values.filter(|value| !value.is_empty()).collect())
}

/// Reads the 份号: Arabic figures, at least six of them (7.2.1).
fn copy_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Number {
        Figure(u32),
        Text(String),
    }
    let wrong = || serde::de::Error::custom("份号应是数字，如 1 或 \"000001\"");
    let text = match Number::deserialize(deserializer).map_err(|_| wrong())? {
        Number::Figure(number) => number.to_string(),
        Number::Text(text) => one_line(&text),
    };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    Ok((!text.is_empty()).then(|| format!("{text:0>6}")))
}

fn seal_size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let width = f64::deserialize(deserializer)?;
    if (10.0..=60.0).contains(&width) {
        Ok(width)
    } else {
        Err(serde::de::Error::custom("印章的宽度应在10至60毫米之间"))
    }
}

impl FrontMatter {
    /// Returns the keys and the names of the entries that its format does not print.
    pub(super) fn unprinted(&self) -> Vec<(&'static str, &'static str)> {
        let is_letter = self.format == Format::Letter;
        let is_brief = self.format == Format::Brief;
        let has_head = !is_letter && !is_brief;
        let entries = [
            ("mark_word", "标志后的文字", !has_head && self.mark_word.is_some()),
            ("copy_number", "份号", is_brief && self.copy_number.is_some()),
            ("secrecy", "密级", is_brief && self.secrecy.is_some()),
            ("urgency", "紧急程度", is_brief && self.urgency.is_some()),
            ("signers", "签发人", !has_head && !self.signers.is_empty()),
            ("printed_by", "印发机关", is_letter && self.printed_by.is_some()),
            ("printed_on", "印发日期", is_letter && self.printed_on.is_some()),
        ];
        entries.into_iter().filter(|(.., lost)| *lost).map(|(key, name, _)| (key, name)).collect()
    }

    /// Reads the TOML between the `+++` lines.
    ///
    /// # Errors
    /// The TOML error: unknown or missing keys, wrong types, or broken syntax.
    pub(super) fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "format = \"letter\"\ntitle = \"甲&#x22;乙\"\nmark = \"省政府办公厅\"\n";

    fn read(more: &str) -> Result<FrontMatter, String> {
        FrontMatter::from_toml(&format!("{LETTER}{more}\n"))
            .map_err(|error| error.message().to_owned())
    }

    #[test]
    fn values_are_unescaped_after_parsing() {
        let front = read("").unwrap();
        assert_eq!(front.title, "甲\"乙");
        assert!(front.sealed);
    }

    #[test]
    fn unknown_keys_are_refused() {
        let error = read("subject = \"x\"").unwrap_err();
        assert!(error.contains("subject"), "{error}");
    }

    #[test]
    fn formats_have_chinese_names_too() {
        for (written, format) in [
            ("official", Format::Official),
            ("文件", Format::Official),
            ("信函", Format::Letter),
            ("纪要", Format::Minutes),
            ("呈阅件", Format::Brief),
            ("brief", Format::Brief),
        ] {
            let text = LETTER.replace("letter", written);
            assert_eq!(FrontMatter::from_toml(&text).unwrap().format, format);
        }
    }

    #[test]
    fn organs_are_one_or_several() {
        let one = read("signature = \"甲\"").unwrap();
        assert_eq!(one.signature, ["甲"]);
        let several = read("signature = [\"甲\", \"\", \"乙&#x20;\"]").unwrap();
        assert_eq!(several.signature, ["甲", "乙"]);
        assert!(read("signature = 3").unwrap_err().contains("应写作"));
    }

    #[test]
    fn a_copy_number_has_six_figures() {
        for written in ["1", "\"1\"", "\"000001\""] {
            let front = read(&format!("copy_number = {written}")).unwrap();
            assert_eq!(front.copy_number.as_deref(), Some("000001"));
        }
        assert_eq!(read("copy_number = \"\"").unwrap().copy_number, None);
        assert!(read("copy_number = \"一\"").is_err());
        assert!(read("copy_number = -1").is_err());
    }

    #[test]
    fn a_seal_has_the_size_of_a_seal() {
        assert!(read("seal_width = 45").unwrap().seal_width == 45.0);
        assert!(read("seal_width = 450").unwrap_err().contains("10至60毫米"));
        assert!(read("seal_width = nan").is_err());
    }
}
