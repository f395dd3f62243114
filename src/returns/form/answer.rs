//! The sheets beside the form in which a unit answers (责任分工, 回执, 整改情况, 延期申请, 销号申请): their columns and the keys
//! of their rows.
//!
//! A row has its key in a hidden column, as the rows of the form do. A sheet is known by the keys of its rows, whatever it
//! is called, and its columns by their titles.

use std::fmt;
use std::str::FromStr;

use crate::plan::ItemId;

/// A sheet of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnswerSheet {
    /// 责任分工: those responsible in the unit.
    Plans,
    /// 回执: the arrival of papers.
    Receipts,
    /// 整改情况: answers to notices, and plans of rectification.
    Rectification,
    /// 延期申请: requests for a later deadline.
    Extensions,
    /// 销号申请: requests for delisting.
    Closings,
}

/// The subject of a row of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnswerKind {
    /// Those responsible for all items of the unit, and its implementation plan.
    UnitPlan,
    /// Those responsible for one item; without an item in its key, the unit writes one.
    ItemPlan,
    /// The arrival of a paper.
    Receipt,
    /// The answer to a notice.
    Answer,
    /// The plan of rectification of a listed case.
    Rectification,
    /// The request for a later deadline of a listed case.
    Extension,
    /// The request for the delisting of a case.
    Closing,
}

/// A column of a sheet of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnswerColumn {
    /// The row's key; hidden.
    Key,
    /// The item's id.
    Item,
    /// The item in words.
    Text,
    /// 主要领导; to be filled in.
    PrincipalHead,
    /// 分管领导; to be filled in.
    DeputyInCharge,
    /// 责任处室; to be filled in.
    Section,
    /// 联络员; to be filled in.
    Liaison,
    /// The telephone of the liaison; to be filled in.
    Phone,
    /// The date of the plan; to be filled in.
    FiledOn,
    /// The number of a paper.
    Document,
    /// The title of a paper.
    Paper,
    /// The date of a paper.
    SentOn,
    /// The day of its arrival; to be filled in.
    ReceivedOn,
    /// The person who signed for it; to be filled in.
    ReceivedBy,
    /// What is asked for.
    Asked,
    /// The deadline that runs.
    Deadline,
    /// The day of the answer; to be filled in.
    AnsweredOn,
    /// What was put right, or is planned; to be filled in.
    Situation,
    /// The deadline that is asked for; to be filled in.
    NewDeadline,
    /// The reason for it; to be filled in.
    Reason,
    /// The day of the request; to be filled in.
    RequestedOn,
    /// What was done; to be filled in.
    Done,
}

/// The key of a row of answers: `DA1|answer|003|2-16|甘政办督〔2018〕3号`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnswerKey {
    /// The subject.
    pub kind: AnswerKind,
    /// The unit's code in the registry.
    pub code: String,
    /// The item, where it is about one.
    pub item: Option<ItemId>,
    /// The number of the paper, where it is about one.
    pub document: String,
}

/// The text is not the key of a row of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("不是附表的识别码")]
pub struct AnswerKeyError;

/// The beginning of a key, with its version.
const MARK: &str = "DA1";
const SEPARATOR: char = '|';

impl AnswerSheet {
    /// All sheets, in the order of their tabs.
    pub const ALL: [Self; 5] =
        [Self::Plans, Self::Receipts, Self::Rectification, Self::Extensions, Self::Closings];

    /// Returns the columns, from left to right.
    pub fn columns(self) -> &'static [AnswerColumn] {
        use AnswerColumn as Column;
        match self {
            Self::Plans => &[
                Column::Key,
                Column::Item,
                Column::Text,
                Column::PrincipalHead,
                Column::DeputyInCharge,
                Column::Section,
                Column::Liaison,
                Column::Phone,
                Column::FiledOn,
            ],
            Self::Receipts => &[
                Column::Key,
                Column::Document,
                Column::Paper,
                Column::SentOn,
                Column::ReceivedOn,
                Column::ReceivedBy,
            ],
            Self::Rectification => &[
                Column::Key,
                Column::Item,
                Column::Text,
                Column::Asked,
                Column::Document,
                Column::Deadline,
                Column::AnsweredOn,
                Column::Situation,
            ],
            Self::Extensions => &[
                Column::Key,
                Column::Item,
                Column::Text,
                Column::Deadline,
                Column::NewDeadline,
                Column::Reason,
                Column::RequestedOn,
            ],
            Self::Closings => &[
                Column::Key,
                Column::Item,
                Column::Text,
                Column::Deadline,
                Column::RequestedOn,
                Column::Done,
            ],
        }
    }
}

impl AnswerKind {
    const ALL: [Self; 7] = [
        Self::UnitPlan,
        Self::ItemPlan,
        Self::Receipt,
        Self::Answer,
        Self::Rectification,
        Self::Extension,
        Self::Closing,
    ];

    /// Returns the sheet that has it.
    pub fn sheet(self) -> AnswerSheet {
        match self {
            Self::UnitPlan | Self::ItemPlan => AnswerSheet::Plans,
            Self::Receipt => AnswerSheet::Receipts,
            Self::Answer | Self::Rectification => AnswerSheet::Rectification,
            Self::Extension => AnswerSheet::Extensions,
            Self::Closing => AnswerSheet::Closings,
        }
    }

    /// Returns the word for it in a key.
    fn word(self) -> &'static str {
        match self {
            Self::UnitPlan => "unit",
            Self::ItemPlan => "item",
            Self::Receipt => "receipt",
            Self::Answer => "answer",
            Self::Rectification => "plan",
            Self::Extension => "extension",
            Self::Closing => "closing",
        }
    }
}

impl AnswerColumn {
    /// Returns the column's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Key => "识别码",
            Self::Item => "编号",
            Self::Text => "事项",
            Self::PrincipalHead => "主要领导",
            Self::DeputyInCharge => "分管领导",
            Self::Section => "责任处室",
            Self::Liaison => "联络员",
            Self::Phone => "电话",
            Self::FiledOn => "方案报送日期",
            Self::Document => "文号",
            Self::Paper => "文件",
            Self::SentOn => "成文日期",
            Self::ReceivedOn => "签收日期",
            Self::ReceivedBy => "签收人",
            Self::Asked => "报送内容",
            Self::Deadline => "期限",
            Self::AnsweredOn => "答复日期",
            Self::Situation => "整改情况",
            Self::NewDeadline => "申请延至",
            Self::Reason => "申请理由",
            Self::RequestedOn => "申请日期",
            Self::Done => "整改完成情况",
        }
    }

    /// Returns whether the unit fills it in.
    pub fn is_open(self) -> bool {
        !matches!(
            self,
            Self::Key
                | Self::Item
                | Self::Text
                | Self::Document
                | Self::Paper
                | Self::SentOn
                | Self::Asked
                | Self::Deadline
        )
    }

    /// Returns whether it holds a day that the unit fills in.
    pub fn is_day(self) -> bool {
        matches!(
            self,
            Self::FiledOn
                | Self::ReceivedOn
                | Self::AnsweredOn
                | Self::NewDeadline
                | Self::RequestedOn
        )
    }
}

impl AnswerKey {
    /// Returns whether a text is the key of a row of answers, be it damaged.
    pub fn is(text: &str) -> bool {
        text.strip_prefix(MARK).is_some_and(|rest| rest.starts_with(SEPARATOR))
    }
}

impl fmt::Display for AnswerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let item = self.item.map_or_else(String::new, |item| item.to_string());
        let parts = [MARK, self.kind.word(), &self.code, &item, &self.document];
        f.write_str(&parts.join(&SEPARATOR.to_string()))
    }
}

impl FromStr for AnswerKey {
    type Err = AnswerKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.splitn(5, SEPARATOR).collect();
        let [MARK, word, code, item, document] = parts[..] else { return Err(AnswerKeyError) };
        let kind = AnswerKind::ALL.into_iter().find(|kind| kind.word() == word);
        let item = match item {
            "" => None,
            item => Some(item.parse().map_err(|_| AnswerKeyError)?),
        };
        Ok(Self {
            kind: kind.ok_or(AnswerKeyError)?,
            code: code.to_owned(),
            item,
            document: document.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let answer = AnswerKey {
            kind: AnswerKind::Answer,
            code: "003".to_owned(),
            item: Some("2-3.1".parse().unwrap()),
            document: "甘政办督〔2018〕3号".to_owned(),
        };
        assert_eq!(answer.to_string(), "DA1|answer|003|2-3.1|甘政办督〔2018〕3号");
        assert_eq!(answer.to_string().parse(), Ok(answer));
        for kind in AnswerKind::ALL {
            let key =
                AnswerKey { kind, code: "甲.1".to_owned(), item: None, document: "|".into() };
            assert!(AnswerKey::is(&key.to_string()));
            assert_eq!(key.to_string().parse(), Ok(key));
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in
            ["", "DA1", "DA2|unit|003||", "DA1|unit|003|", "DA1|甲|003||", "DA1|item|003|7|"]
        {
            assert_eq!(text.parse::<AnswerKey>(), Err(AnswerKeyError), "{text}");
        }
        assert!(AnswerKey::is("DA1|甲") && !AnswerKey::is("DB2.2018-06.003.2-16.1"));
    }

    #[test]
    fn the_titles_of_a_sheet_differ() {
        for sheet in AnswerSheet::ALL {
            let titles = sheet.columns().iter().map(|column| column.title());
            let titles: std::collections::BTreeSet<_> = titles.collect();
            assert_eq!(titles.len(), sheet.columns().len());
        }
    }
}
