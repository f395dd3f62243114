//! What an item asks of a unit for the year, as lines of a table: targets, deadline, next milestone.

use rust_decimal::Decimal;

use super::listing::whole;
use super::wording::Wording;
use crate::assess::Owed;
use crate::plan::{Breakdown, Item, Milestone, Schedule, TargetId};
use crate::registry::{Registry, UnitId};
use crate::targets::Target;

/// The data by which a unit's lines are made.
#[derive(Debug, Clone, Copy)]
pub struct GoalLines<'a> {
    /// The unit.
    pub unit: UnitId,
    /// The targets broken down to units.
    pub breakdown: &'a Breakdown,
    /// The units.
    pub registry: &'a Registry,
    /// The kind of units that a target is mostly divided among: 市州.
    pub ranked_kind: &'a str,
    /// The word for the whole: 全省.
    pub region: &'a str,
}

impl GoalLines<'_> {
    /// Returns the targets of an item, one a line: the unit's own with the province's behind it
    /// (城镇新增就业：9.99万人（全省40万人）), or the province's (城镇登记失业率：全省控制在4%以内). Where this was divided among
    /// others, the line says so: 片区县摘帽：全省10个（已分解到8个市州，本单位无分解任务）.
    pub fn targets(self, item: &Item) -> Vec<String> {
        let owed = Owed::new(self.registry, self.breakdown, item);
        let lines = item.numbered().map(|(id, target)| {
            let own = self.breakdown.value(id, self.unit);
            let province = format!("{}{}", self.region, target.raw);
            let goal = match own {
                Some(own) => whole(&own_goal(target, own)) + &whole(&format!("（{province}）")),
                None => match self.others(id, item, &owed) {
                    Some(others) => {
                        let note = format!("（已分解到{others}，本单位无分解任务）");
                        whole(&province) + &whole(&note)
                    }
                    None => whole(&province),
                },
            };
            match &*target.subject {
                "" => goal,
                subject => format!("{subject}：{goal}"),
            }
        });
        lines.collect()
    }

    /// Returns the lines of the targets that the item's text does not say itself: without those of the province that
    /// are in the text and that neither this unit nor others have parts of. The only target of an item needs no name.
    pub fn beyond_text(self, item: &Item) -> Vec<String> {
        let owed = Owed::new(self.registry, self.breakdown, item);
        let is_only = item.targets.len() == 1;
        let lines = item.numbered().zip(self.targets(item));
        let beyond = lines.filter_map(|((id, target), line)| {
            let is_parted = self.breakdown.value(id, self.unit).is_some()
                || self.others(id, item, &owed).is_some();
            if !is_parted && item.text.contains(&*target.raw) {
                return None;
            }
            match line.strip_prefix(&*target.subject) {
                Some(goal) if is_only => Some(format!("目标：{}", goal.trim_start_matches('：'))),
                _ => Some(line),
            }
        });
        beyond.collect()
    }

    /// Returns the units that a target was divided among, in words (8个市州), where the unit implements the item and has no
    /// part of the target.
    fn others(self, id: TargetId, item: &Item, owed: &Owed) -> Option<String> {
        let is_local = item.implementers(self.registry).contains(&self.unit);
        if !is_local || owed.owes(id, self.unit) {
            return None;
        }
        let sharing = self.breakdown.sharing(id);
        let are_ranked =
            sharing.iter().all(|&unit| self.registry.unit(unit).kind == self.ranked_kind);
        let noun = if are_ranked { self.ranked_kind } else { "单位" };
        Some(format!("{}个{noun}", sharing.len()))
    }

    /// Returns whether any line of an item rests on data marked as made up.
    pub fn is_demonstration(self, item: &Item, schedule: &Schedule, month: i8) -> bool {
        item.reported().any(|(id, _)| {
            let next = schedule.next(id, month);
            self.breakdown.is_demonstration(id, self.unit)
                || next.is_some_and(|next| next.is_demonstration)
        })
    }
}

/// Returns the deadline of an item in the notice's words, and the next milestone of each target at the end of a
/// month (1 to 12) or later: 完成时限：6月底; 下一节点：6月底完成60%.
pub fn timing(item: &Item, schedule: &Schedule, month: i8) -> Vec<String> {
    let deadline = item.deadline.iter().map(|words| deadline_line(words));
    deadline.chain(milestones(item, schedule, month)).collect()
}

/// Returns the line of a deadline.
pub fn deadline_line(words: &str) -> String {
    format!("完成时限：{words}")
}

/// Returns the next milestone of each target at the end of a month or later; that of several targets once, if it
/// is the same.
pub fn milestones(item: &Item, schedule: &Schedule, month: i8) -> Vec<String> {
    let next: Vec<_> =
        item.reported().map(|(id, target)| (target, schedule.next(id, month))).collect();
    let due = |next: Milestone| format!("{}月底完成{}%", next.month, next.percent.normalize());
    if next.iter().all(|(_, one)| Some(one) == next.first().map(|(_, first)| first)) {
        let first = next.first().and_then(|(_, next)| *next);
        return first.map(|next| format!("下一节点：{}", due(next))).into_iter().collect();
    }
    let lines = next.into_iter().filter_map(|(target, next)| {
        let subject = target.map_or("", |target| &target.subject);
        Some(format!("下一节点：{subject}{}", due(next?)))
    });
    lines.collect()
}

/// Returns a unit's own target in the province's wording: 5.5%左右 beside 6%左右.
fn own_goal(target: &Target, own: Decimal) -> String {
    let own = own.normalize();
    let written = [target.value.to_string(), target.value.normalize().to_string()];
    let number = written.iter().find(|number| stands_once(&target.raw, number));
    match number {
        Some(number) => target.raw.replacen(&**number, &own.to_string(), 1),
        None => Wording::new(target).bare_goal_of(own),
    }
}

/// Returns whether a number is in a text once, and is not a part of another number.
fn stands_once(text: &str, number: &str) -> bool {
    let mut found = text.match_indices(number);
    let (Some((at, _)), None) = (found.next(), found.next()) else {
        return false;
    };
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    !text[..at].ends_with(is_digit) && !text[at + number.len()..].starts_with(is_digit)
}
