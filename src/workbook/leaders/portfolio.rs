//! The items that each leader leads.

use crate::plan::Item;
use crate::workbook::Source;

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
pub(in crate::workbook) fn portfolios(source: Source<'_>) -> Vec<Portfolio<'_>> {
    let (plan, registry) = (source.basis.plan, source.basis.registry);
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
        name: &source.words.leader.nobody,
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

    /// Returns the number of the items that are indicators, or that are not.
    pub(super) fn of_kind(&self, has_indicators: bool) -> usize {
        let items = self.items.iter();
        items.filter(|item| item.annex.has_indicators == has_indicators).count()
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

    /// Returns the line above the leader's items; its template has marks for the counts.
    pub(super) fn band(&self, template: &str) -> String {
        let (all, joint) = (self.items.len(), self.joint());
        let counts = [
            ("{all}", all),
            ("{indicators}", self.of_kind(true)),
            ("{tasks}", self.of_kind(false)),
            ("{sole}", all - joint),
            ("{joint}", joint),
        ];
        let fill =
            |text: String, (mark, count): (&str, usize)| text.replace(mark, &count.to_string());
        counts.into_iter().fold(template.to_owned(), fill).replace("{who}", &self.who())
    }
}
