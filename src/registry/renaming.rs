//! Units that were renamed, merged or split during the year: the names in force on a day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::spelling::normalize;
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
            named.renamed.insert(id);
            let unit = &mut named.units[id.0 as usize];
            *unit = Unit { short, full, ..unit.clone() };
        }
        named
    }

    /// Returns the same registry with names in force on `day` that tell the units with duties apart: where two of them
    /// have become one, they are called 省工信厅（原省工信委） and so on.
    #[must_use]
    pub fn told_apart_on(&self, day: Date, with_duties: impl Iterator<Item = UnitId>) -> Self {
        let mut named = self.named_on(day);
        let mut sharing: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
        for id in with_duties {
            sharing.entry(named.present(id)).or_default().push(id);
        }
        for id in sharing.into_values().filter(|units| units.len() > 1).flatten() {
            let Some(former) = named.former.get(&id) else { continue };
            let unit = &mut named.units[id.0 as usize];
            unit.short = format!("{}（原{former}）", unit.short);
            unit.full = format!("{}（原{former}）", unit.full);
        }
        named
    }

    /// Returns whether `later` alone has taken over from `earlier`, through all renamings and mergers.
    pub fn takes_over_alone(&self, earlier: UnitId, later: UnitId) -> bool {
        earlier != later && self.rivals(earlier, later).is_some_and(|rivals| rivals.is_empty())
    }

    /// Returns the units that took over from `earlier`, or from one that came after it, where `later` came out of it and
    /// is not the only one: nobody but the office knows which of them has an item.
    pub fn several_heirs(&self, earlier: UnitId, later: UnitId) -> Vec<UnitId> {
        self.rivals(earlier, later).unwrap_or_default()
    }

    /// Returns the successors among which `later` cannot be told to be the one that took over from `earlier`; none where
    /// it is the only one, `None` where it did not come out of it.
    fn rivals(&self, earlier: UnitId, later: UnitId) -> Option<Vec<UnitId>> {
        if !self.all_successors(earlier).contains(&later) {
            return None;
        }
        let (mut at, mut seen) = (earlier, BTreeSet::new());
        while at != later && seen.insert(at) {
            match self.next_units(at)[..] {
                [next] => at = next,
                // All branches may have become one unit again.
                ref several if several.iter().all(|&branch| self.ends_in(branch, later)) => break,
                ref several => return Some(several.to_vec()),
            }
        }
        Some(Vec::new())
    }

    /// Returns whether `unit` is `last` or passed into it and nothing else.
    fn ends_in(&self, unit: UnitId, last: UnitId) -> bool {
        let (mut at, mut seen) = (unit, BTreeSet::new());
        while at != last && seen.insert(at) {
            match self.next_units(at)[..] {
                [next] => at = next,
                _ => return false,
            }
        }
        at == last
    }

    /// Returns the units that the row of a unit names as its successors.
    fn next_units(&self, id: UnitId) -> Vec<UnitId> {
        let mut next: Vec<UnitId> = Vec::new();
        for name in &self.unit(id).successors {
            if let Some(Who::Unit(unit)) = self.resolve(name)
                && !next.contains(&unit)
            {
                next.push(unit);
            }
        }
        next
    }

    /// Returns the unit that is meant by 原甲办, or by 省工信厅（原省工信委）, as papers call units after a reform.
    pub fn resolve_former(&self, name: &str) -> Option<UnitId> {
        let unit = |name: &str| match self.resolve(name)? {
            Who::Unit(unit) => Some(unit),
            Who::Group(_) | Who::Unknown => None,
        };
        let name = normalize(name);
        if let Some((now, former)) =
            name.strip_suffix([')', '）']).and_then(|name| name.split_once(['(', '（']))
        {
            let former = unit(former.strip_prefix('原')?)?;
            return self.takes_over_alone(former, unit(now)?).then_some(former);
        }
        let former = unit(name.strip_prefix('原')?)?;
        self.unit(former).valid_to.map(|_| former)
    }

    /// Returns the unit that has taken over from `id`, in a registry with the names of a later day.
    pub fn present(&self, id: UnitId) -> UnitId {
        self.present.get(&id).copied().unwrap_or(id)
    }

    /// Returns the name in the notice of a unit that has another name now.
    pub fn former(&self, id: UnitId) -> Option<&str> {
        self.former.get(&id).map(String::as_str)
    }

    /// Returns the present name of a unit that has another one in the notice, in a registry with the names of a later day.
    pub fn present_name(&self, id: UnitId) -> Option<&str> {
        self.renamed.contains(&id).then(|| self.unit(id).short.as_str())
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
            let next = self.next_units(at);
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
