//! The choice of the item for a row of a return form whose visible cells and hidden key may disagree.
//!
//! People sort some of the columns and leave others unsorted, they retype ids, and Excel turns ids into dates.
//! Two of the three (编号, 事项, 识别码) decide against the third. Where there are only two and they disagree, nothing
//! is guessed.

use super::index::{Index, ItemError, same_text};
use super::item_id::{self, WrittenId};
use crate::plan::{Item, ItemId};
use crate::registry::spelling::normalize;
use crate::returns::form::without_cut_off;

/// The item of a row, and the doubt to report about how it was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Choice<'a> {
    pub item: &'a Item,
    pub doubt: Option<Doubt>,
}

/// The kind of disagreement between id, text and key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Id and text agree; the key is that of this item.
    Key(ItemId),
    /// Text and key agree; the id is that of this item.
    Id(ItemId),
    /// Id and key agree; the text is that of this item.
    Text(ItemId),
}

impl<'a> Index<'a> {
    /// Returns the item that the cells `id` and `text` and the row's key mean.
    ///
    /// # Errors
    /// They contradict each other, and no two of them agree.
    pub(super) fn choose(
        &self,
        id: &str,
        text: &str,
        key: ItemId,
    ) -> Result<Choice<'a>, ItemError> {
        let sure = |item| Ok(Choice { item, doubt: None });
        let Some(keyed) = self.plan.item(key) else {
            return self.item(id, text).and_then(|(item, _)| sure(item));
        };
        let visible = self.visible(id, text);
        let described = self.described(text, visible, keyed);
        let choice = |item, doubt| Ok(Choice { item, doubt: Some(doubt) });
        match (visible, described) {
            (Some(visible), Some(other)) if visible.id == key && other.id != key => {
                choice(keyed, Doubt::Text(other.id))
            }
            (Some(visible), _) if visible.id == key => sure(keyed),
            (Some(visible), Some(described)) if visible.id == described.id => {
                choice(visible, Doubt::Key(key))
            }
            (Some(visible), Some(described)) if described.id == key => {
                choice(keyed, Doubt::Id(visible.id))
            }
            (Some(visible), _) => Err(ItemError::KeyContradiction { key, visible: visible.id }),
            (None, Some(described)) if described.id != key => {
                Err(ItemError::KeyContradiction { key, visible: described.id })
            }
            (None, _) => sure(keyed),
        }
    }

    /// Returns the item whose id the cell shows. An id that was taken for a date counts only if the text beside
    /// it means the same item.
    fn visible(&self, id: &str, text: &str) -> Option<&'a Item> {
        match item_id::parse(id)? {
            WrittenId::Whole(id) => self.plan.item(id),
            WrittenId::Mangled(id) => self.plan.item(id).filter(|item| is_text_of(item, text)),
            WrittenId::Bare(_) => self.item(id, text).ok().map(|(item, _)| item),
        }
    }

    /// Returns the item that the text describes, if it describes one. Of items that begin alike, the one that
    /// is shown or keyed counts.
    fn described(
        &self,
        text: &str,
        visible: Option<&'a Item>,
        keyed: &'a Item,
    ) -> Option<&'a Item> {
        let likely = visible.into_iter().chain([keyed]);
        let mut agreeing = likely.filter(|item| is_text_of(item, text));
        agreeing.next().or_else(|| self.item_described(without_cut_off(text)))
    }
}

/// Returns whether `text` is an item's text, in full or cut off as in the form.
pub(super) fn is_text_of(item: &Item, text: &str) -> bool {
    same_text(&normalize(&item.text), &normalize(without_cut_off(text)))
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
            .task(1, "完成危房改造任务。", lead)
            .task(2, "办好敦煌文博会。", lead)
            .task(3, "建设农村公路八千公里。", lead)
    }

    #[test]
    fn two_of_three_decide() {
        let (registry, plan) = province().load();
        let breakdown = Breakdown::default();
        let index = Index::new(2018, &plan, &breakdown, &registry);
        let (one, two) = ("完成危房改造任务。", "办好敦煌文博会。");
        let id = |text: &str| text.parse::<ItemId>().unwrap();
        let sure = |text| Ok((id(text), None));
        let doubt = |text, doubt: fn(ItemId) -> Doubt, of| Ok((id(text), Some(doubt(id(of)))));
        let against =
            |visible| Err(ItemError::KeyContradiction { key: id("2-1"), visible: id(visible) });
        // All rows have the key of 2-1.
        for (shown, text, expected) in [
            ("2-1", one, sure("2-1")),
            ("", one, sure("2-1")),
            ("", "", sure("2-1")),
            ("2-1", "", sure("2-1")),
            ("2-1", "我厅的工作", sure("2-1")),
            ("2018-02-01", one, sure("2-1")),
            ("2-2", two, doubt("2-2", Doubt::Key, "2-1")),
            ("2018-02-02", two, doubt("2-2", Doubt::Key, "2-1")),
            ("2", two, doubt("2-2", Doubt::Key, "2-1")),
            ("2-2", one, doubt("2-1", Doubt::Id, "2-2")),
            ("2-1", two, doubt("2-1", Doubt::Text, "2-2")),
            // The date is that of a day in March: no item has such an id.
            ("2018-03-07", "", sure("2-1")),
            ("2-99", one, sure("2-1")),
            ("2-2", "", against("2-2")),
            ("", two, against("2-2")),
            ("2-3", two, against("2-3")),
        ] {
            let chosen = index.choose(shown, text, id("2-1"));
            let chosen = chosen.map(|choice| (choice.item.id, choice.doubt));
            assert_eq!(chosen, expected, "{shown} {text}");
        }
    }
}
