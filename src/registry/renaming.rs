//! Units that were renamed, merged or split during the year: the names in force on a day.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Registry, Unit, UnitId, Who};
use crate::diagnostic::{Code, Diagnostic};

/// The unit that has the duties of another on a day.
enum Present {
    /// The unit itself.
    Same,
    /// The only one that took over, through all renamings until that day.
    Successor(UnitId),
    /// Several took over; nobody but the office knows which of them has an item.
    Several(Vec<String>),
    /// The unit is gone, and nobody is named that took over.
    Gone,
}

impl Registry {
    /// Returns the same registry with the names that are in force on `day`. A unit that has passed into another one has the
    /// names of that one. One that was split, or that nobody took over from, is called 原….
    #[must_use]
    pub fn named_on(&self, day: Date) -> Self {
        let mut named = self.clone();
        for (id, unit) in self.units() {
            let (short, full) = match self.present_on(id, day) {
                Present::Same => continue,
                Present::Successor(next) => {
                    named.present.insert(id, next);
                    named.former.insert(id, unit.short.clone());
                    let next = self.unit(next);
                    (next.short.clone(), next.full.clone())
                }
                Present::Several(_) | Present::Gone => {
                    (format!("原{}", unit.short), format!("原{}", unit.full))
                }
            };
            let unit = &mut named.units[id.0 as usize];
            *unit = Unit { short, full, ..unit.clone() };
        }
        named
    }

    /// Returns the unit that has taken over from `id`, in a registry with the names of a later day.
    pub fn present(&self, id: UnitId) -> UnitId {
        self.present.get(&id).copied().unwrap_or(id)
    }

    /// Returns the name in the notice of a unit that has another name now.
    pub fn former(&self, id: UnitId) -> Option<&str> {
        self.former.get(&id).map(String::as_str)
    }

    /// Returns the problem of a unit with duties whose present name is not known on `day`: R160, several units took over
    /// from it, or R161, it is gone and nobody is named that took over.
    pub fn unsettled_on(&self, id: UnitId, day: Date) -> Option<Diagnostic> {
        let unit = self.unit(id);
        let since = unit.valid_to.map(|last| format!("{last}后")).unwrap_or_default();
        let problem = match self.present_on(id, day) {
            Present::Same | Present::Successor(_) => return None,
            Present::Several(names) => {
                let names: Vec<_> = names.iter().map(|name| format!("“{name}”")).collect();
                let message = format!(
                    "“{}”{since}由{}承接，不能断定哪一家承担其事项，文中写作“原{}”",
                    unit.short,
                    names.join("、"),
                    unit.short
                );
                Diagnostic::new(Code::SuccessorsSeveral, message)
                    .hint("问明后在附件中写明各项的新单位，或在 seeds/units.csv 的“继任”中只留一家")
            }
            Present::Gone => {
                let message = format!(
                    "“{}”{since}已不存在，未写明由谁承接，文中写作“原{}”",
                    unit.short, unit.short
                );
                Diagnostic::new(Code::SuccessorMissing, message)
                    .hint("在 seeds/units.csv 的“继任”中填写承接的单位")
            }
        };
        Some(problem.at(self.unit_place(id).clone()))
    }

    fn present_on(&self, id: UnitId, day: Date) -> Present {
        let (mut at, mut seen) = (id, BTreeSet::new());
        while self.unit(at).valid_to.is_some_and(|last| last < day) {
            if !seen.insert(at) {
                return Present::Gone;
            }
            let mut next: Vec<UnitId> = Vec::new();
            for name in &self.unit(at).successors {
                if let Some(Who::Unit(unit)) = self.resolve(name)
                    && !next.contains(&unit)
                {
                    next.push(unit);
                }
            }
            match next[..] {
                [] => return Present::Gone,
                [next] => at = next,
                _ => {
                    return Present::Several(
                        next.iter().map(|&unit| self.unit(unit).short.clone()).collect(),
                    );
                }
            }
        }
        if at == id { Present::Same } else { Present::Successor(at) }
    }
}
