//! The subjects of the rows of a unit's form: a row for each target of each of its items.

use rust_decimal::Decimal;

use super::UnitBooks;
use crate::period::Month;
use crate::plan::{Item, Role, TargetId};
use crate::registry::UnitId;
use crate::report::wording::{NONE, Wording};
use crate::returns::form::{self, role_words};
use crate::returns::{Key, Return};
use crate::targets::Target;

/// The roles in which a unit reports, in the order of the form: what is expected comes first.
const ROLES: [Role; 3] = [Role::Lead, Role::Implement, Role::Support];

/// The word for the value of a target that states a fall, in the form and in its notes.
pub(super) const FALL: &str = "降幅";

/// A row of the form as it is handed out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FormRow<'a> {
    /// The sections that begin with it, and the item of which it is the first part here.
    pub groups: Vec<String>,
    /// The item.
    pub item: &'a Item,
    /// The unit's role in it.
    pub role: Role,
    /// True if the unit has to report on it; otherwise it may.
    pub expected: bool,
    /// The target; the first one for an item without targets.
    pub target: TargetId,
    /// The target for the year in words: the unit's own, else the provincial one.
    pub goal: String,
    /// The target's measure.
    pub measure: &'a str,
    /// The unit's last report, and its month; empty where there is none.
    pub last: String,
}

impl FormRow<'_> {
    /// Returns the target's number, where the item has targets to number.
    pub(super) fn shown_number(&self) -> Option<u32> {
        (!self.item.targets.is_empty()).then_some(self.target.number.get())
    }

    /// Returns the units that lead the item; of many as many as two lines take, the first in any case, in the phrase `more`
    /// with marks for their names and the number of all.
    pub(super) fn lead(&self, more: &str) -> String {
        const LONGEST: usize = 14;
        let names: Vec<_> = self.item.lead.iter().map(|party| &*party.written).collect();
        let written = |count: usize| {
            let shown = names.iter().take(count).copied().collect::<Vec<_>>().join("、");
            match count < names.len() {
                true => {
                    more.replace("{count}", &names.len().to_string()).replace("{names}", &shown)
                }
                false => shown,
            }
        };
        let mut counts = (2..=names.len()).rev().map(written);
        counts.find(|words| words.chars().count() <= LONGEST).unwrap_or_else(|| written(1))
    }

    /// Returns the unit's role, with a mark where the row may stay blank.
    pub(super) fn duty(&self) -> String {
        role_words(self.role, self.expected)
    }
}

impl<'a> UnitBooks<'a> {
    /// Returns the rows of a unit's form: by role, then in the order of the notice.
    pub(super) fn rows(&self, unit: UnitId) -> Vec<FormRow<'a>> {
        let duties = self.basis.duties;
        let items = ROLES.into_iter().flat_map(|role| {
            let items = duties.in_role(unit, role);
            items.map(move |item| (role, item))
        });
        let mut rows: Vec<_> =
            items.flat_map(|(role, item)| self.rows_of(unit, role, item)).collect();
        self.put_groups(&mut rows);
        if let Some(month) = self.last_reported(unit, &rows) {
            let returns = self.basis.progress.of(month);
            for row in &mut rows {
                if let Some(last) = returns.get(&key(unit, row)) {
                    row.last = last_words(last, month);
                }
            }
        }
        rows
    }

    /// Gives the rows the lines that stand above them.
    fn put_groups(&self, rows: &mut [FormRow<'a>]) {
        let mut items: Vec<&Item> = rows.iter().map(|row| row.item).collect();
        items.dedup_by_key(|item| item.id);
        let mut lines = self.basis.plan.outline(items).into_iter();
        let mut last = None;
        for row in rows.iter_mut().filter(|row| last.replace(row.item.id) != Some(row.item.id)) {
            let above = lines.by_ref().map_while(|line| line.group());
            row.groups = above.collect();
        }
    }

    fn rows_of(
        &self,
        unit: UnitId,
        role: Role,
        item: &'a Item,
    ) -> impl Iterator<Item = FormRow<'a>> {
        let owed = self.owed.get(&item.id);
        item.reported().map(move |(id, target)| {
            let own = self.basis.breakdown.value(id, unit);
            FormRow {
                groups: Vec::new(),
                item,
                role,
                expected: owed.is_some_and(|owed| owed.owes(id, unit)),
                target: id,
                goal: target.map_or_else(|| NONE.to_owned(), |target| self.form_goal(target, own)),
                measure: target.map_or("", |target| &target.measure),
                last: String::new(),
            }
        })
    }

    /// Returns a target as the form shows it, with what to type for a target whose values are falls.
    fn form_goal(&self, target: &Target, own: Option<Decimal>) -> String {
        let goal = self.goal(target, own);
        if target.states_fall() { format!("{goal}（填{FALL}）") } else { goal }
    }

    /// Returns a target in words, as it holds for a unit with `own`; without a part of its own the unit sees the
    /// province's, marked as such.
    pub(super) fn goal(&self, target: &Target, own: Option<Decimal>) -> String {
        let wording = Wording::new(target);
        let goal = match own {
            Some(own) => wording.bare_goal_of(own),
            None => {
                let goal = wording.bare_goal_of(target.value);
                format!("{goal}（{}）", self.config.issuer.region)
            }
        };
        if target.subject.is_empty() { goal } else { format!("{}：{goal}", target.subject) }
    }

    /// Returns the newest month before the form's in which the unit reported on any of its rows.
    fn last_reported(&self, unit: UnitId, rows: &[FormRow<'_>]) -> Option<Month> {
        let earlier = self.basis.progress.months.range(..self.month).rev();
        let mut reported = earlier
            .filter(|(_, returns)| rows.iter().any(|row| returns.contains_key(&key(unit, row))));
        reported.next().map(|(&month, _)| month)
    }
}

fn key(unit: UnitId, row: &FormRow<'_>) -> Key {
    Key { target: row.target, unit }
}

/// Returns a unit's report by the end of a month in words: its value, else its completion, else its own
/// judgement.
fn last_words(last: &Return, month: Month) -> String {
    let figure = form::last_figures(last.value, last.percent, last.status).next();
    let figure = figure.map(|figure| match &last.verified {
        Some(_) => figure + form::VERIFIED,
        None => figure,
    });
    figure.map_or_else(String::new, |figure| form::last_words(&figure, month))
}
