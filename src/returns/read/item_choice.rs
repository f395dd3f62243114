//! The choice of the item for a row whose marks may disagree.
//!
//! People sort some of the columns and leave others unsorted, they copy rows, retype ids, and Excel turns ids into
//! dates. The marks of a row vote: its key, id and text, and for the target also its number and goal. Where two of
//! them mean different items, nothing is guessed, since what was typed may belong to either. A mark that means no
//! item at all decides nothing.

use super::index::Index;
use super::item_id::{self, ItemNumber, WrittenId};
use super::texts::Described;
use crate::plan::{Item, ItemId, TargetId};

/// A cell by which a row names its item or target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// The hidden key.
    Key,
    Id,
    Text,
    /// 指标.
    Number,
    /// 年度目标.
    Goal,
    /// 上期累计.
    Last,
}

impl Mark {
    /// Returns the mark's name in messages.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Key => "识别码",
            Self::Id => "编号",
            Self::Text => "事项内容",
            Self::Number => "指标序号",
            Self::Goal => "年度目标",
            Self::Last => "上期累计",
        }
    }
}

/// The marks of a row that mean an item, with the target that each of them means; an item is its first target.
pub(super) type Votes = Vec<(Mark, TargetId)>;

/// The item of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice<'a> {
    pub item: &'a Item,
    /// True if the id was taken for a date.
    pub mangled: bool,
    /// The marks that mean no item, or whose words were changed.
    pub unknown: Vec<Mark>,
    /// The marks that mean the item.
    pub votes: Votes,
}

/// The reason for which the marks of a row do not name an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoItem {
    /// No mark means an item.
    Unnamed(ItemError),
    /// The marks mean different items.
    Contradiction(Votes),
}

/// The reason for which no mark means an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ItemError {
    /// Neither id nor text.
    Blank,
    /// The text is not an id.
    Unreadable,
    /// No item has this id.
    NoSuch(String),
    /// Several annexes have an item of this number.
    Ambiguous(String),
}

/// The items that a mark means.
enum Vote {
    Blank,
    Unknown,
    Items(Vec<ItemId>),
}

impl<'a> Index<'a> {
    /// Returns the item that the cells `id` and `text` and the row's key mean.
    ///
    /// # Errors
    /// They mean different items, or none.
    pub(super) fn choose(
        &self,
        id: &str,
        text: &str,
        key: Option<ItemId>,
    ) -> Result<Choice<'a>, NoItem> {
        let by_key = match key {
            None => Vote::Blank,
            Some(key) if self.plan.item(key).is_some() => Vote::Items(vec![key]),
            Some(_) => Vote::Unknown,
        };
        let written = item_id::parse(id);
        let by_id = self.by_id(id, written);
        let likely = [&by_key, &by_id].into_iter().flat_map(Vote::items);
        let likely: Vec<_> = likely.filter_map(|&id| self.plan.item(id)).collect();
        let described = self.texts.described(text, &likely, key.is_some());
        let is_guess = matches!(described, Described::Similar(_));
        let by_text = match described {
            Described::Blank => Vote::Blank,
            Described::Unknown => Vote::Unknown,
            Described::Same(items) => Vote::Items(items),
            Described::Similar(item) => Vote::Items(vec![item]),
        };
        let votes = [(Mark::Key, by_key), (Mark::Id, by_id), (Mark::Text, by_text)];
        let voting: Vec<_> = votes.iter().filter(|(_, vote)| !vote.items().is_empty()).collect();
        // Words that are nearly an item's are not enough by themselves.
        let alone = voting.iter().all(|(mark, _)| *mark == Mark::Text) && is_guess;
        let Some((_, first)) = voting.first().filter(|_| !alone) else {
            return Err(NoItem::Unnamed(self.unnamed(id, written)));
        };
        let mut common = first.items().to_vec();
        common.retain(|item| voting.iter().all(|(_, vote)| vote.items().contains(item)));
        let meant = |one: Option<ItemId>| {
            let votes = voting.iter().filter_map(|(mark, vote)| {
                let item = one.or_else(|| vote.items().first().copied())?;
                Some((*mark, TargetId::first(item)))
            });
            votes.collect::<Votes>()
        };
        let item = match common[..] {
            [] => return Err(NoItem::Contradiction(meant(None))),
            [item] => item,
            _ => return Err(NoItem::Unnamed(self.unnamed(id, written))),
        };
        let unknown = votes.iter().filter(|(mark, vote)| match vote {
            Vote::Unknown => true,
            // The form's own words are locked.
            Vote::Items(_) => *mark == Mark::Text && is_guess && key.is_some(),
            Vote::Blank => false,
        });
        Ok(Choice {
            item: self.plan.item(item).ok_or(NoItem::Unnamed(ItemError::Blank))?,
            mangled: matches!(written, Some(WrittenId::Mangled(_))),
            unknown: unknown.map(|(mark, _)| *mark).collect(),
            votes: meant(Some(item)),
        })
    }

    fn by_id(&self, id: &str, written: Option<WrittenId>) -> Vote {
        let items = match written {
            _ if id.is_empty() => return Vote::Blank,
            None => return Vote::Unknown,
            Some(WrittenId::Whole(id) | WrittenId::Mangled(id)) if self.plan.item(id).is_some() => {
                vec![id]
            }
            Some(WrittenId::Whole(id) | WrittenId::Mangled(id)) => {
                id.as_number().map_or_else(Vec::new, |number| self.numbered(number))
            }
            Some(WrittenId::Bare(number)) => self.numbered(number),
        };
        if items.is_empty() { Vote::Unknown } else { Vote::Items(items) }
    }

    /// Returns the items of this number, in all annexes.
    fn numbered(&self, number: ItemNumber) -> Vec<ItemId> {
        let ids = self.plan.annexes().map(|annex| number.of(annex));
        ids.filter(|&id| self.plan.item(id).is_some()).collect()
    }

    /// Returns the error for a row that no mark, or only a number of several items, names.
    fn unnamed(&self, id: &str, written: Option<WrittenId>) -> ItemError {
        match written {
            _ if id.is_empty() => ItemError::Blank,
            None => ItemError::Unreadable,
            Some(WrittenId::Whole(id) | WrittenId::Mangled(id)) => {
                ItemError::NoSuch(id.to_string())
            }
            Some(WrittenId::Bare(number)) => match self.numbered(number).is_empty() {
                true => ItemError::NoSuch(number.to_string()),
                false => ItemError::Ambiguous(number.to_string()),
            },
        }
    }
}

impl Vote {
    fn items(&self) -> &[ItemId] {
        match self {
            Self::Items(items) => items,
            Self::Blank | Self::Unknown => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Breakdown;
    use crate::sample::{self, Province};

    fn province() -> Province {
        let lead = |item: sample::Item| item.leaders("黄强").lead("省教育厅");
        Province::new()
            .unit_with("省教育厅", "组成部门", |unit| unit.full("甘肃省教育厅"))
            .leader("黄强")
            .indicator(3, "义务教育巩固率达到百分之九十二。", lead)
            .task(1, "完成农村危房改造任务。", lead)
            .task(2, "办好敦煌国际文博会。", lead)
            .task(3, "建设农村公路八千公里。", lead)
    }

    /// An id, a text, and the item with the marks that were passed over, or the error.
    type Case<'t> = (&'t str, &'t str, Result<(&'t str, &'t [Mark]), &'t str>);

    /// Chooses for each row, and asserts the item with the marks that were passed over.
    #[track_caller]
    fn assert_chosen(key: Option<&str>, rows: &[Case<'_>]) {
        let (registry, plan) = province().load();
        let breakdown = Breakdown::default();
        let index = Index::new(2018, &plan, &breakdown, &registry);
        let key = key.map(|key| key.parse().unwrap());
        for &(id, text, expected) in rows {
            let chosen = index.choose(id, text, key);
            let chosen = chosen.map(|choice| (choice.item.id.to_string(), choice.unknown));
            let chosen = chosen.map_err(|error| match error {
                NoItem::Contradiction(votes) => {
                    let words =
                        votes.iter().map(|(mark, id)| format!("{}{}", mark.word(), id.item));
                    words.collect::<Vec<_>>().join(" ")
                }
                NoItem::Unnamed(error) => format!("{error:?}"),
            });
            let expected = expected.map(|(id, unknown)| (id.to_owned(), unknown.to_vec()));
            assert_eq!(chosen, expected.map_err(str::to_owned), "{id} {text}");
        }
    }

    const ONE: &str = "完成农村危房改造任务。";
    const TWO: &str = "办好敦煌国际文博会。";

    #[test]
    fn marks_that_mean_different_items_decide_nothing() {
        assert_chosen(
            Some("2-1"),
            &[
                ("2-1", ONE, Ok(("2-1", &[]))),
                ("", ONE, Ok(("2-1", &[]))),
                ("", "", Ok(("2-1", &[]))),
                ("1", ONE, Ok(("2-1", &[]))),
                ("2018-02-01", ONE, Ok(("2-1", &[]))),
                ("2-2", TWO, Err("识别码2-1 编号2-2 事项内容2-2")),
                ("2018-02-02", "", Err("识别码2-1 编号2-2")),
                ("2-2", ONE, Err("识别码2-1 编号2-2 事项内容2-1")),
                ("2-1", TWO, Err("识别码2-1 编号2-1 事项内容2-2")),
                ("2-1", "办好敦煌国际文博会各项", Err("识别码2-1 编号2-1 事项内容2-2")),
                ("2", "", Err("识别码2-1 编号2-2")),
            ],
        );
        assert_chosen(
            None,
            &[
                ("2-1", ONE, Ok(("2-1", &[]))),
                ("2-1", TWO, Err("编号2-1 事项内容2-2")),
                ("3", TWO, Err("编号1-3 事项内容2-2")),
                ("3", "建设农村公路八千公里", Ok(("2-3", &[]))),
                ("3", "", Err("Ambiguous(\"3\")")),
            ],
        );
    }

    #[test]
    fn a_mark_that_means_no_item_is_passed_over() {
        assert_chosen(
            Some("2-1"),
            &[
                ("2-1", "我厅的工作", Ok(("2-1", &[Mark::Text]))),
                ("2-99", ONE, Ok(("2-1", &[Mark::Id]))),
                ("？", "", Ok(("2-1", &[Mark::Id]))),
                ("2018-03-07", "", Ok(("2-1", &[Mark::Id]))),
                ("2-1", "完成农村危房改造任务（已调整）", Ok(("2-1", &[Mark::Text]))),
            ],
        );
        assert_chosen(
            None,
            &[
                ("2-99", ONE, Ok(("2-1", &[Mark::Id]))),
                ("2-1", "我厅的工作", Ok(("2-1", &[]))),
                ("2-1", "国际文博会", Ok(("2-1", &[]))),
                ("2-1", "我厅牵头推进的其他各项工作", Ok(("2-1", &[Mark::Text]))),
                ("", "完成农村危房改造", Ok(("2-1", &[]))),
                ("", "农村危房改造任务已完成", Err("Blank")),
                ("2-99", "", Err("NoSuch(\"2-99\")")),
            ],
        );
        assert_chosen(Some("2-99"), &[("2-1", ONE, Ok(("2-1", &[Mark::Key])))]);
    }
}
