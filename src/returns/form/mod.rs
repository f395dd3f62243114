//! The return form (进展情况报送表): its sheets, columns, labels and words, for the workbook that is handed out and
//! for the reader of the one that comes back.
//!
//! A form carries its key three times. A sheet hidden from Excel's menus ([`KEY_SHEET`]) holds the whole key
//! ([`FormKey`]). Every row has one of its own in a hidden column ([`RowKey`]), which stays with the row when
//! rows are sorted, copied to another workbook, or saved as CSV. The lines above the table state unit and
//! period in words. `workbook::unit` writes the keys, `returns::read` reads them.

mod answer;
mod key;
mod limits;

pub use answer::{AnswerColumn, AnswerKey, AnswerKeyError, AnswerKind, AnswerSheet};
pub use key::{FormKey, FormKeyError, KEY_MARK, RowKey, RowKeyError, VERSION};
pub use limits::{HIGHEST_PERCENT, LONGEST_ANSWER, filing_days};

use rust_decimal::Decimal;

use super::Field;
use crate::period::Month;
use crate::plan::{Item, Role};
use crate::status::Status;

/// The sheet that holds the form's key. It may have been renamed: its first cell is [`KEY_MARK`].
pub const KEY_SHEET: &str = "duban";

/// The sheets beside a form whose key does not name them, as forms had them once.
pub(super) const BESIDE: [&str; 2] = ["任务清单", "填报说明"];

/// The beginning of the form's last line, where the reviewer signs.
pub const SIGNATURE: &str = "审核人签字：";

/// A column of the form, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The row's key; hidden.
    Key,
    /// The item's id.
    Item,
    /// The item in words.
    Text,
    /// The units that lead the item.
    Lead,
    /// The unit's role in the item.
    Role,
    /// The number of the target inside the item, from 1.
    Target,
    /// The unit's target for the year, in words.
    Goal,
    /// The target's measure.
    Measure,
    /// The figure that the unit last reported.
    Last,
    /// Cumulative value; to be filled in.
    Value,
    /// Completion in percent; to be filled in.
    Percent,
    /// The unit's own judgement; to be filled in.
    Status,
    /// 进展情况; to be filled in.
    Progress,
    /// 存在问题; to be filled in.
    Problems,
    /// 下一步措施; to be filled in.
    NextSteps,
}

impl Column {
    /// All columns, from left to right.
    pub const ALL: [Column; 15] = [
        Self::Key,
        Self::Item,
        Self::Text,
        Self::Lead,
        Self::Role,
        Self::Target,
        Self::Goal,
        Self::Measure,
        Self::Last,
        Self::Value,
        Self::Percent,
        Self::Status,
        Self::Progress,
        Self::Problems,
        Self::NextSteps,
    ];

    /// Returns the columns of a form of some version, from left to right. The first had no lead units.
    pub(super) fn layout(version: u32) -> Vec<Column> {
        let has = |column: &Column| version > 1 || *column != Self::Lead;
        Self::ALL.into_iter().filter(has).collect()
    }

    /// Returns the field of returns that the column holds; `None` if it only shows something to the unit.
    pub fn field(self) -> Option<Field> {
        let field = match self {
            Self::Key => Field::RowKey,
            Self::Item => Field::Item,
            Self::Text => Field::ItemText,
            Self::Target => Field::Target,
            Self::Measure => Field::Measure,
            Self::Value => Field::Value,
            Self::Percent => Field::Percent,
            Self::Status => Field::Status,
            Self::Progress => Field::Progress,
            Self::Problems => Field::Problems,
            Self::NextSteps => Field::NextSteps,
            Self::Goal => Field::Goal,
            Self::Last => Field::Last,
            Self::Lead | Self::Role => return None,
        };
        Some(field)
    }

    /// Returns the column's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Lead => "牵头单位",
            Self::Role => "职责",
            Self::Percent => "完成率（%）",
            other => other.field().map_or("", Field::title),
        }
    }
}

/// Labels of the lines above the table. The value follows the colon, in the same cell or the next one.
pub mod label {
    /// The unit; filled in already.
    pub const UNIT: &str = "填报单位：";
    /// The period; filled in already.
    pub const PERIOD: &str = "报送期间：";
    /// The person who filled in the form.
    pub const REPORTER: &str = "填报人：";
    /// This person's telephone number.
    pub const PHONE: &str = "联系电话：";
    /// The person who approved the form.
    pub const REVIEWER: &str = "审核人：";
    /// The day on which the form was filled in.
    pub const DATE: &str = "填报日期：";
}

/// The mark behind the role in rows that may stay blank.
pub const OPTIONAL: &str = "选报";

/// The end of an item's text that a form of the first version cut off.
const CUT_OFF: &str = "……（全文见“任务清单”）";

/// The mark before an item's deadline and next milestones, below its goal; once below its text.
const TIMING: &str = "【时限】";

/// The beginning of the form's line above the table that says how to fill it in.
pub const HINT: &str = "灰色格已填好";

/// Returns whether the cells of a line above a table are a title, or the form's own hint.
pub(super) fn is_own_line<'t>(cells: impl Iterator<Item = &'t str>) -> bool {
    const TITLES: [&str; 4] = ["报送", "进展", "情况", "表"];
    let mut cells = cells.filter(|cell| !cell.starts_with(HINT));
    let first = cells.next();
    let is_title = |cell: &str| TITLES.iter().any(|word| cell.contains(word));
    cells.next().is_none() && first.is_none_or(is_title)
}

/// Returns the words of a line of signature other than the form's own: what somebody wrote in.
pub(super) fn signed(line: &str) -> String {
    let line = line.replace(SIGNATURE.trim_end_matches('：'), "").replace("单位盖章", "");
    line.chars().filter(|c| !c.is_whitespace() && !"：:（）()_年月日".contains(*c)).collect()
}

/// Returns the words of 职责: the unit's role, marked if the row may stay blank.
pub fn role_words(role: Role, expected: bool) -> String {
    match expected {
        true => role.word().to_owned(),
        false => format!("{}\n{OPTIONAL}", role.word()),
    }
}

/// Returns whether a text may be that of 职责.
pub(super) fn are_role_words(text: &str) -> bool {
    let roles = [Role::Lead, Role::Support, Role::Implement, Role::Possible];
    roles.iter().any(|role| text.starts_with(role.word()))
}

/// Returns the figures of a return that 上期累计 may show, the one that it does show first: the value, else the
/// completion, else the unit's own judgement.
pub fn last_figures(
    value: Option<Decimal>,
    percent: Option<Decimal>,
    status: Option<Status>,
) -> impl Iterator<Item = String> {
    let value = value.map(|value| value.normalize().to_string());
    let percent = percent.map(|percent| format!("{}%", percent.normalize()));
    let status = status.map(|status| status.word().to_owned());
    [value, percent, status].into_iter().flatten()
}

/// The mark behind a figure of 上期累计 that the office has verified.
pub const VERIFIED: &str = "（核定）";

/// Returns the words of 上期累计: a figure and the month by whose end it was reported (42.5%（6月）).
pub fn last_words(figure: &str, month: Month) -> String {
    format!("{figure}\n（{}月）", month.number())
}

/// Returns whether a text may be that of 上期累计. A figure alone is one that somebody typed.
pub(super) fn are_last_words(text: &str) -> bool {
    let month = text.strip_suffix("月）");
    let month = month.and_then(|text| text.rsplit_once('（'));
    month.is_some_and(|(_, month)| month.parse::<u8>().is_ok())
}

/// Returns an item in the words of the form: its short title, else the beginning of its text. The whole text is in the
/// list of the unit's items.
pub fn shown_text(item: &Item) -> String {
    if !item.short_title.is_empty() {
        return item.short_title.clone();
    }
    match item.text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}……", &item.text[..end]),
        None => item.text.clone(),
    }
}

/// The maximum length of an item's text in the form, in characters: that of a short title.
const LONGEST_TEXT: usize = 14;

/// Returns a goal as the form shows it, with the item's deadline and next milestones below it, less the words before
/// their colons (下一节点：9月底完成80%).
pub fn shown_goal(goal: &str, timing: &[String]) -> String {
    let bare = timing.iter().map(|line| line.split_once('：').map_or(&**line, |(_, bare)| bare));
    match timing {
        [] => goal.to_owned(),
        _ => format!("{goal}\n{TIMING}{}", bare.collect::<Vec<_>>().join("；")),
    }
}

/// Removes deadline and milestones, which leaves the goal.
pub(super) fn without_timing(goal: &str) -> &str {
    goal.split_once(TIMING).map_or(goal, |(goal, _)| goal.trim_end())
}

/// Removes what forms added once to an item's text, which leaves the item's own words.
pub(super) fn without_cut_off(text: &str) -> &str {
    let text = without_timing(text);
    text.split_once(CUT_OFF).map_or(text, |(text, _)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_says_is_recognised() {
        let month = Month::new(2018, 6).unwrap();
        assert_eq!(last_words("42.5%", month), "42.5%\n（6月）");
        assert!(are_last_words(&last_words("42.5%", month)));
        assert!(!are_last_words("42.5%") && !are_last_words("已完成（快报）"));
        assert_eq!(role_words(Role::Lead, false), "牵头\n选报");
        assert!(are_role_words(&role_words(Role::Support, true)));
        assert!(!are_role_words("42.5%"));
    }

    #[test]
    fn a_long_text_is_cut_off_and_known_again() {
        let long = "甲".repeat(300);
        assert_eq!(without_cut_off(&format!("{long}{CUT_OFF}")), long);
        assert_eq!(without_cut_off("乙"), "乙");
        assert_eq!(without_cut_off("乙。\n【时限】完成时限：6月底"), "乙。");
        let goal = shown_goal(
            "40万人",
            &["完成时限：6月底".to_owned(), "下一节点：9月底完成80%".to_owned()],
        );
        assert_eq!(goal, "40万人\n【时限】6月底；9月底完成80%");
        assert_eq!(without_timing(&goal), "40万人");
        assert_eq!(shown_goal("—", &[]), "—");
    }

    #[test]
    fn forms_of_the_first_version_had_no_lead_units() {
        assert_eq!(Column::layout(VERSION), Column::ALL);
        let first = Column::layout(1);
        assert_eq!(first.len(), 14);
        assert_eq!(first[2..4], [Column::Text, Column::Role]);
    }
}
