//! The formats of documents: beside each PDF there may be the same document in others, under the same name.

use schemars::JsonSchema;
use serde::Deserialize;

/// A format of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(rename_all = "lowercase", !try_from)]
pub enum DocumentFormat {
    /// PDF, which is always made: it is what is signed, sent and filed.
    Pdf,
    /// DOCX, for drafts that go round in Word and WPS.
    Docx,
}

impl DocumentFormat {
    /// All formats.
    pub const ALL: [Self; 2] = [Self::Pdf, Self::Docx];

    /// Returns the word by which it is asked for, which is also the ending of its files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    /// Returns the path of the document in this format, from that of its PDF.
    pub fn beside(self, pdf: &str) -> String {
        format!("{}.{}", pdf.strip_suffix(".pdf").unwrap_or(pdf), self.word())
    }
}

impl std::str::FromStr for DocumentFormat {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|format| format.word() == word);
        known.ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.into_iter().map(Self::word).collect();
            format!("没有“{word}”这种格式，可用的有：{}", words.join("、"))
        })
    }
}

impl TryFrom<String> for DocumentFormat {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        word.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_has_another_ending() {
        assert_eq!(
            DocumentFormat::Docx.beside("letters/003-兰州市.pdf"),
            "letters/003-兰州市.docx"
        );
        assert_eq!(DocumentFormat::Pdf.beside("a.b.pdf"), "a.b.pdf");
    }

    #[test]
    fn a_format_that_is_not_there_is_refused_with_those_that_are() {
        assert_eq!("docx".parse(), Ok(DocumentFormat::Docx));
        let error = "doc".parse::<DocumentFormat>().unwrap_err();
        assert_eq!(error, "没有“doc”这种格式，可用的有：pdf、docx");
    }
}
