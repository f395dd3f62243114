//! What a document says of itself in its head: the facts under which it is issued, sent and filed.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::json_schema;

use gongwen::document::FrontMatter;
use gongwen::typeset::plain;

/// The facts of a document, as they are printed on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Facts {
    /// 标题, on one line.
    pub title: String,
    /// 发文字号; `None` where the document bears none. In a document that has not got its number yet, the figure is blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 发文机关; several are joined by 、.
    pub organ: String,
    /// 主送机关.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<String>,
    /// 抄送机关, as the document names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<String>,
    /// 成文日期; `None` in a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "json_schema::some_day")]
    pub date: Option<Date>,
    /// 密级和保密期限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
}

impl Facts {
    /// Takes the facts from a front matter.
    pub fn of(front: &FrontMatter) -> Self {
        let line = |text: &Option<String>| text.as_deref().map(plain);
        let date = front.date.as_ref().map(|date| date.as_str());
        Self {
            title: plain(&front.title),
            number: line(&front.number),
            organ: plain(&front.mark.join("、")),
            addressee: line(&front.addressee).map(|names| names.trim_end_matches('：').to_owned()),
            copies: line(&front.copies)
                .map(|names| names.trim_end_matches('。').to_owned())
                .filter(|names| !names.is_empty()),
            date: date.and_then(|date| Date::strptime("%Y年%m月%d日", date).ok()),
            classification: line(&front.secrecy),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn they_are_those_of_the_head_without_marks_of_the_typesetter() {
        let front: FrontMatter = toml::from_str(
            "format = \"letter\"\nmark = [\"甲办公厅\", \"乙厅\"]\nnumber = \"甘政办函〔2018〕21号\"\n\
             title = \"关于\u{2060}两事的函\"\naddressee = \"兰州市人民政府：\"\ndate = \"2018-02-05\"\n\
             secrecy = \"秘密\"\ncopies = \"甲厅，乙市。\"\n",
        )
        .unwrap();
        let facts = Facts::of(&front);
        let expected = Facts {
            title: "关于两事的函".to_owned(),
            number: Some("甘政办函〔2018〕21号".to_owned()),
            organ: "甲办公厅、乙厅".to_owned(),
            addressee: Some("兰州市人民政府".to_owned()),
            copies: Some("甲厅，乙市".to_owned()),
            date: Some(date(2018, 2, 5)),
            classification: Some("秘密".to_owned()),
        };
        assert_eq!(facts, expected);
    }
}
