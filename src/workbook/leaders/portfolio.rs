//! The items that each leader leads.

use crate::plan::{Annex, Item, Plan};
use crate::registry::Registry;

/// The leader of items for which the notice names nobody.
const NOBODY: &str = "未明确";

/// The items that one leader leads.
pub(in crate::workbook) struct Portfolio<'a> {
    /// The leader's name.
    pub name: &'a str,
    /// The leader's post; empty when the registry does not know the name.
    pub post: &'a str,
    /// The items, in the order of the notice.
    pub items: Vec<&'a Item>,
}

/// Returns the portfolios of the registry's leaders, also the empty ones, then of those whom only the plan
/// names, in its order, and at the end the items that have no leader.
pub(in crate::workbook) fn portfolios<'a>(
    plan: &'a Plan,
    registry: &'a Registry,
) -> Vec<Portfolio<'a>> {
    let mut leaders: Vec<(&str, &str)> = (registry.leaders().iter())
        .map(|leader| (leader.name.as_str(), leader.post.as_str()))
        .collect();
    for name in plan.items().iter().flat_map(|item| &item.leaders) {
        if leaders.iter().all(|(known, _)| known != name) {
            leaders.push((name, ""));
        }
    }
    let led = leaders.into_iter().map(|(name, post)| Portfolio {
        name,
        post,
        items: (plan.items().iter())
            .filter(|item| item.leaders.iter().any(|leader| leader == name))
            .collect(),
    });
    let nobody = Portfolio {
        name: NOBODY,
        post: "",
        items: (plan.items().iter()).filter(|item| item.leaders.is_empty()).collect(),
    };
    led.chain((!nobody.items.is_empty()).then_some(nobody)).collect()
}

impl Portfolio<'_> {
    /// Returns whether its items are those for which the notice names no leader.
    pub(in crate::workbook) fn is_nobody(&self) -> bool {
        self.items.first().is_some_and(|item| item.leaders.is_empty())
    }

    /// Returns the number of the items that are in an annex.
    pub(super) fn in_annex(&self, annex: Annex) -> usize {
        let items = self.items.iter();
        items.filter(|item| item.id.annex == annex).count()
    }

    /// Returns the number of the items that others lead too.
    pub(super) fn joint(&self) -> usize {
        let items = self.items.iter();
        items.filter(|item| !self.others(item).is_empty()).count()
    }

    /// Returns the others who lead an item together with this leader.
    pub(in crate::workbook) fn others<'b>(&self, item: &'b Item) -> Vec<&'b str> {
        let leaders = item.leaders.iter().map(String::as_str);
        leaders.filter(|&leader| leader != self.name).collect()
    }

    /// Returns name and post.
    pub(in crate::workbook) fn who(&self) -> String {
        let who = [self.name, self.post].join("　");
        who.trim_end().to_owned()
    }

    /// Returns the line above the leader's items.
    pub(super) fn band(&self) -> String {
        let (all, joint) = (self.items.len(), self.joint());
        format!(
            "{}　　牵头 {all} 项：主要指标 {} 项，重点工作任务 {} 项；独立牵头 {} 项，共同牵头 {joint} 项",
            self.who(),
            self.in_annex(Annex::Indicators),
            self.in_annex(Annex::Tasks),
            all - joint,
        )
    }
}
