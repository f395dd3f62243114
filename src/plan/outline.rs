//! Items as a table lists them: below the sections of the notice, and parts below the item to which they belong.

use super::{Item, Plan};

/// A line of a table of items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'a> {
    /// The section of the item that follows.
    Category(&'a Item, &'a str),
    /// The item to which the parts that follow belong, and which is not in the list itself.
    Heading(&'a Item),
    /// An item of the list.
    Item(&'a Item),
}

impl Entry<'_> {
    /// Returns the words of a line that is not an item: 3. 推进农村“三变”改革.
    pub fn group(&self) -> Option<String> {
        match self {
            Self::Category(_, category) => Some((*category).to_owned()),
            Self::Heading(item) => Some(format!("{}. {}", item.id.number(), item.text)),
            Self::Item(_) => None,
        }
    }
}

impl Plan {
    /// Returns `items`, which are in order, with the lines above them.
    pub fn outline<'a>(&'a self, items: impl IntoIterator<Item = &'a Item>) -> Vec<Entry<'a>> {
        let mut lines = Vec::new();
        let mut last: Option<&Item> = None;
        for item in items {
            let before = last.filter(|last| last.id.annex == item.id.annex);
            let category =
                item.category.as_deref().or_else(|| self.parent(item)?.category.as_deref());
            let known = before.and_then(|last| {
                last.category.as_deref().or_else(|| self.parent(last)?.category.as_deref())
            });
            if let Some(category) = category.filter(|category| known != Some(*category)) {
                lines.push(Entry::Category(item, category));
            }
            let is_below = |last: &Item| {
                Some(last.id) == item.id.parent() || last.id.parent() == item.id.parent()
            };
            if let Some(parent) = self.parent(item).filter(|_| !before.is_some_and(is_below)) {
                lines.push(Entry::Heading(parent));
            }
            lines.push(Entry::Item(item));
            last = Some(item);
        }
        lines
    }

    /// Returns the words of all lines that are not items.
    pub fn groups(&self) -> impl Iterator<Item = String> {
        let parents = self.items.iter().filter_map(|item| self.parent(item));
        let categories = self.items.iter().chain(self.headings.values());
        let categories = categories.filter_map(|item| item.category.clone());
        parents.filter_map(|parent| Entry::Heading(parent).group()).chain(categories)
    }

    /// Returns the item or heading to which a part belongs.
    pub fn parent(&self, part: &Item) -> Option<&Item> {
        self.row(part.id.parent()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, Province};

    #[test]
    fn sections_and_headings_are_above_what_belongs_to_them() {
        let lead = |item: sample::Item| item.leaders("黄强").lead("省教育厅");
        let bare = |item: sample::Item| item.leaders("黄强");
        let province = Province::new().unit("省教育厅", "组成部门").leader("黄强");
        let (_, plan) = province
            .task(1, "办好教育。", |item| lead(item).category("一、社会事业"))
            .task(2, "建好学校。", |item| bare(item).category("一、社会事业"))
            .part_of(2, 1, "建成小学。", |item| lead(item).category("一、社会事业"))
            .part_of(2, 2, "建成中学。", |item| lead(item).category("一、社会事业"))
            .task(3, "修好公路。", |item| lead(item).category("二、交通"))
            .part_of(3, 1, "修好县道。", |item| lead(item).category("二、交通"))
            .load();
        let shown = |ids: &[&str]| -> Vec<String> {
            let items = ids.iter().filter_map(|id| plan.item(id.parse().unwrap()));
            let lines = plan.outline(items).into_iter();
            lines
                .map(|line| match line {
                    Entry::Item(item) => item.id.to_string(),
                    line => line.group().unwrap(),
                })
                .collect()
        };
        let ids: Vec<_> = plan.items().iter().map(|item| item.id.to_string()).collect();
        assert_eq!(ids, ["2-1", "2-2.1", "2-2.2", "2-3", "2-3.1"]);
        let all: Vec<&str> = ids.iter().map(|id| &**id).collect();
        assert_eq!(
            shown(&all),
            ["一、社会事业", "2-1", "2. 建好学校。", "2-2.1", "2-2.2", "二、交通", "2-3", "2-3.1"]
        );
        assert_eq!(
            shown(&["2-2.2", "2-3.1"]),
            ["一、社会事业", "2. 建好学校。", "2-2.2", "二、交通", "3. 修好公路。", "2-3.1"]
        );
    }
}
