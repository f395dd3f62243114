//! The monthly papers: which unit gets which, with which lines.
//!
//! [`papers`] gathers the lines of the notices (提示函, 督办单, 催办函), [`calls`] those of the calls for returns (催报函).
//! A unit gets one notice a month, of the gravest grade of its lines, and at most one call. `domain.md` 3.4 has the rules.

mod call;
mod line;
mod sent;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Cases, Rules};
use crate::assess::{Assessment, Basis, ItemAssessment};
use crate::calendar::Calendar;
use crate::plan::{Item, Who};
use crate::registry::UnitId;
use crate::status::Status;
use sent::Record;

pub use call::{Call, calls};
pub use line::{Cause, Line, Scope};
pub use sent::{Sent, before};

/// The grade of a line or a paper, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// 提示函: something is due soon.
    Hint,
    /// 督办单: an item is behind.
    Notice,
    /// 催办函: an item is behind for the second time, or a notice was not answered.
    Reminder,
}

/// The notice to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The unit that has to act.
    pub unit: UnitId,
    /// The gravest grade of its lines.
    pub grade: Grade,
    /// The lines, in the order of the items.
    pub lines: Vec<Line>,
    /// The units that get a copy, in registry order.
    pub copies: BTreeSet<UnitId>,
}

/// All notices of a month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Papers {
    /// The notices, in registry order.
    pub papers: Vec<Paper>,
    /// Items that are behind and for which no unit can be addressed, since the registry does not know the lead unit.
    pub unaddressed: Vec<crate::plan::ItemId>,
}

/// The data from which the papers of a month follow.
#[derive(Debug, Clone, Copy)]
pub struct PaperSource<'a> {
    /// Plan, registry with the names of the date, returns as they were known on it.
    pub basis: &'a Basis<'a>,
    /// The assessment of the month.
    pub now: &'a Assessment,
    /// The assessment at the preceding check.
    pub before: Option<&'a Assessment>,
    /// The cases on the date, by the ledger [`before`] the papers themselves.
    pub cases: &'a Cases<'a>,
    /// Days and classes.
    pub rules: &'a Rules,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The date of the papers.
    pub date: Date,
}

/// Returns the notices of a month.
pub fn papers(source: &PaperSource<'_>) -> Papers {
    let mut gathered = Gathered { source, papers: BTreeMap::new(), unaddressed: Vec::new() };
    for assessed in &source.now.items {
        if let Some(item) = source.basis.plan.item(assessed.id) {
            gathered.add_item(item, assessed);
        }
    }
    let papers = gathered.papers.into_iter().filter_map(|(unit, (lines, mut copies))| {
        copies.remove(&unit);
        let grade = lines.iter().map(|line: &Line| line.grade()).max()?;
        Some(Paper { unit, grade, lines, copies })
    });
    Papers { papers: papers.collect(), unaddressed: gathered.unaddressed }
}

/// The lines that were found so far, by the unit that gets them.
struct Gathered<'a> {
    source: &'a PaperSource<'a>,
    papers: BTreeMap<UnitId, (Vec<Line>, BTreeSet<UnitId>)>,
    unaddressed: Vec<crate::plan::ItemId>,
}

impl Gathered<'_> {
    fn present(&self, unit: UnitId) -> UnitId {
        self.source.basis.registry.present(unit)
    }

    /// Adds the lines of an item: to the lead unit, if the province is behind or the unit has something to be reminded of;
    /// otherwise to each of the units that implement it and are behind.
    fn add_item(&mut self, item: &Item, assessed: &ItemAssessment) {
        let lead = item.primary();
        let others = self.co_leads(item);
        let behind = self.implementers_behind(item, assessed);
        let is_behind = assessed.status.is_behind();
        let lead_line = lead.and_then(|lead| self.line(item, lead, Scope::Province));
        let of_lead = lead.zip(lead_line);
        let lead_acts = is_behind && lead.is_some();
        if let Some((lead, line)) = of_lead {
            let mut copies = others.clone();
            if lead_acts {
                copies.extend(behind.iter().map(|&unit| self.present(unit)));
            }
            self.add(self.present(lead), line, copies);
        }
        for part in &assessed.units {
            let unit = part.unit;
            if Some(unit) == lead {
                continue;
            }
            // Where the lead unit answers for the whole, a unit answers only for the notices that it got itself.
            let acts = !lead_acts && behind.contains(&unit);
            let scope = Scope::Unit { acts };
            if let Some(line) = self.line(item, unit, scope) {
                let copies = lead.map(|lead| self.present(lead)).into_iter().chain(others.clone());
                self.add(self.present(unit), line, copies.collect());
            }
        }
        if is_behind && lead.is_none() && behind.is_empty() {
            self.unaddressed.push(item.id);
        }
    }

    fn add(&mut self, unit: UnitId, line: Line, copies: BTreeSet<UnitId>) {
        let (lines, all) = self.papers.entry(unit).or_default();
        lines.push(line);
        all.extend(copies);
    }

    /// Returns the lead units beside the primary one, by their present names.
    fn co_leads(&self, item: &Item) -> BTreeSet<UnitId> {
        let units = item.lead.iter().skip(1).filter_map(|party| match party.who {
            Who::Unit(unit) => Some(self.present(unit)),
            Who::Group(_) | Who::Unknown => None,
        });
        units.collect()
    }

    /// Returns the units that do the work locally and whose own part is behind.
    fn implementers_behind(&self, item: &Item, assessed: &ItemAssessment) -> BTreeSet<UnitId> {
        let local = item.implementers(self.source.basis.registry);
        let parts = assessed
            .units
            .iter()
            .filter(|part| local.contains(&part.unit) && part.expected && part.status.is_behind());
        parts.map(|part| part.unit).filter(|&unit| Some(unit) != item.primary()).collect()
    }

    /// Returns the line of an item for a unit; `None` where there is nothing to tell it.
    fn line(&self, item: &Item, unit: UnitId, scope: Scope) -> Option<Line> {
        let record = Record::of(self.source.cases, item.id, unit, self.source.date);
        if record.is_listed {
            return None;
        }
        line::line(self.source, item, unit, scope, record)
    }
}

/// Returns the status of an item, or of a unit's part of it.
fn status_of(assessed: &ItemAssessment, unit: UnitId, scope: Scope) -> Status {
    match scope {
        Scope::Province => assessed.status,
        Scope::Unit { .. } => assessed.unit(unit).map_or(Status::Unrated, |part| part.status),
    }
}
