//! The days and classes of supervision, as `duban.toml` sets them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use crate::json_schema;
use crate::plan::ItemId;

/// Days and classes: the table `[supervision]` of `duban.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// The number of days before a milestone or a deadline from which on a unit is reminded of it.
    pub hint_days: u16,
    /// The number of working days in which a notice is answered.
    pub reply_days: u16,
    /// The same for urgent items.
    pub urgent_days: u16,
    /// The same for difficult items.
    pub difficult_days: u16,
    /// The urgent items.
    #[serde(deserialize_with = "items")]
    #[schemars(schema_with = "json_schema::items")]
    pub urgent: BTreeSet<ItemId>,
    /// The difficult items.
    #[serde(deserialize_with = "items")]
    #[schemars(schema_with = "json_schema::items")]
    pub difficult: BTreeSet<ItemId>,
    /// The number of working days in which the arrival of a paper is confirmed.
    pub receipt_days: u16,
    /// The number of days after the end of a quarter in which its bulletin is issued.
    pub bulletin_days: u16,
    /// The number of working days in which a return that was called for is filed.
    pub call_days: u16,
    /// The number of working days after its deadline from which on an unanswered notice is a reason to list the item.
    pub unanswered_days: u16,
    /// The number of successive checks at which an item has to be severe for a listing to be proposed.
    pub severe_checks: u16,
    /// The items that a leader has ordered to be listed.
    #[serde(deserialize_with = "items")]
    #[schemars(schema_with = "json_schema::items")]
    pub instructed: BTreeSet<ItemId>,
    /// The number of days that a listed case has until its deadline.
    pub list_days: u16,
    /// The number of working days in which the plan of a listed case is filed.
    pub plan_days: u16,
    /// The number of days from one report of progress on a listed case to the next.
    pub report_days: u16,
    /// The number of working days before the deadline of a listed case until which an extension can be asked for.
    pub extension_days: u16,
    /// 机关代字 of case papers; empty for that of the monthly notices.
    pub case_series: String,
}

/// The class of an item, by which the days of an answer are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// 紧急.
    Urgent,
    /// 一般.
    Normal,
    /// 复杂.
    Difficult,
}

impl Rules {
    /// Returns the class of an item; one that is in both lists is urgent.
    pub fn urgency(&self, item: ItemId) -> Urgency {
        match () {
            () if self.urgent.contains(&item) => Urgency::Urgent,
            () if self.difficult.contains(&item) => Urgency::Difficult,
            () => Urgency::Normal,
        }
    }

    /// Returns the number of working days in which a notice on an item is answered.
    pub fn days_to_reply(&self, item: ItemId) -> u16 {
        match self.urgency(item) {
            Urgency::Urgent => self.urgent_days,
            Urgency::Normal => self.reply_days,
            Urgency::Difficult => self.difficult_days,
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            hint_days: 15,
            reply_days: 10,
            urgent_days: 5,
            difficult_days: 30,
            receipt_days: 3,
            bulletin_days: 30,
            urgent: BTreeSet::new(),
            difficult: BTreeSet::new(),
            call_days: 5,
            unanswered_days: 10,
            severe_checks: 2,
            instructed: BTreeSet::new(),
            list_days: 30,
            plan_days: 5,
            report_days: 10,
            extension_days: 5,
            case_series: String::new(),
        }
    }
}

/// Reads a list of the keys of items.
fn items<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<ItemId>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let item = |text: &String| {
        let text = text.trim();
        text.parse().map_err(|error| serde::de::Error::custom(format!("“{text}”：{error}")))
    };
    texts.iter().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_class_of_an_item_decides_its_days() {
        let rules: Rules =
            toml::from_str("urgent = ['2-17']\ndifficult = ['2-17', '2-18']\nurgent_days = 3")
                .unwrap();
        let days = |id: &str| rules.days_to_reply(id.parse().unwrap());
        assert_eq!([days("2-17"), days("2-18"), days("2-19")], [3, 30, 10]);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let error = toml::from_str::<Rules>("urgent = ['17']").unwrap_err();
        assert!(error.to_string().contains("“17”：编号应写作"), "{error}");
    }
}
