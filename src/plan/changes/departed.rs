//! Leaders who are gone and whose items nobody has taken over.

use jiff::civil::{Date, date};

use super::Changes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::registry::Registry;

impl Changes {
    /// Reports the leaders whose last day (失效) is in the year and who still have items after all changes (P183).
    pub fn check_leaders(&self, registry: &Registry, year: i16, problems: &mut Diagnostics) {
        const SHOWN: usize = 5;
        let plan = self.on(Date::MAX);
        for (leader, place) in registry.placed_leaders() {
            let Some(last) = leader.valid_to.filter(|&last| last < date(year, 12, 31)) else {
                continue;
            };
            let items = plan.items().iter().filter(|item| item.leaders.contains(&leader.name));
            let names: Vec<String> = items.map(|item| item.name()).collect();
            let (Some(next), false) = (last.tomorrow().ok(), names.is_empty()) else { continue };
            let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("、");
            let more = if names.len() > SHOWN { "等" } else { "" };
            let (name, count) = (&leader.name, names.len());
            let message =
                format!("“{name}”{last}后不再任职，仍是{count}项的牵头领导：{shown}{more}");
            let problem = Diagnostic::new(Code::LeaderGone, message).at(place.clone());
            problems.push(problem.hint(format!(
                "在 {} 加一行：{next},,牵头领导,{name},接任者,依据",
                super::CHANGES_FILE
            )));
        }
    }
}
