//! The standard by which a listed item is delisted, in figures.

use jiff::civil::Date;

use super::context::CaseContext;
use crate::assess::Kind;
use crate::period::Month;
use crate::plan::{Item, TargetId};
use crate::report::wording::Wording;
use crate::targets::Target;
use gongwen::rounding::print;

/// The standard for delisting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Standards {
    /// What has to be reached, target by target, without full stops.
    pub words: Vec<String>,
    /// The month by whose returns it is measured.
    pub month: Option<Month>,
}

/// Returns the standard for delisting of a case with a deadline.
pub(super) fn standards(context: &CaseContext<'_>, item: &Item, deadline: Date) -> Standards {
    let Some(month) = measured(context, deadline) else { return Standards::default() };
    let words = item.reported().map(|(id, target)| standard(context, item, (id, target), month));
    Standards { words: words.collect(), month: Some(month) }
}

/// Returns the month by whose returns the standard is measured: the last whose returns are due by the deadline and that was
/// not checked yet, or else the one of the deadline; none after the year of the plan.
fn measured(context: &CaseContext<'_>, deadline: Date) -> Option<Month> {
    let months = || (1..=12).filter_map(|month| Month::new(context.config.year, month));
    let checked = context.checks.last().map(|check| check.month);
    let is_new = |month: &Month| checked.is_none_or(|checked| *month > checked);
    let is_due = |month: &Month| context.config.returns_due(*month) <= deadline;
    let in_time = months().rfind(|month| is_due(month) && is_new(month));
    in_time.or_else(|| months().find(|month| month.last_day() >= deadline)).or(months().next_back())
}

fn standard(
    context: &CaseContext<'_>,
    item: &Item,
    (id, target): (TargetId, Option<&Target>),
    month: Month,
) -> String {
    let by = format!("截至{}年{}月底", month.year(), month.number());
    let due = context.basis.schedule.due_of(item, id, month).percent();
    let share = match due {
        due if due.is_zero() => None,
        due => Some(format!("的{}%以上（达到序时进度）", print(due, Some(1)))),
    };
    let Some(target) = target else {
        return match share {
            Some(share) => format!("{by}，完成年度任务{share}"),
            None => format!("{by}，完成整改方案确定的阶段任务"),
        };
    };
    let words = Wording::new(target);
    let own = match context.scope(item) {
        None => Some(target.value),
        Some(unit) => context.basis.breakdown.value(id, unit),
    };
    let noun = words.noun();
    match (Kind::of(target), own, share) {
        (Kind::Amount | Kind::Task, _, None) => {
            format!("{by}，{noun}完成整改方案确定的阶段任务")
        }
        (Kind::Amount | Kind::Task, Some(goal), Some(share)) => {
            format!("{by}，{noun}累计完成年度目标（{}）{share}", words.goal_of(goal))
        }
        (Kind::Amount | Kind::Task, None, Some(share)) => {
            format!("{by}，{noun}完成年度任务{share}")
        }
        (kind, own, _) => {
            let stated = words.goal_of(own.unwrap_or(target.value));
            let name = words.title();
            match kind == Kind::UpperBound || words.lower_is_better() {
                true => format!("{by}，{name}控制在目标（{stated}）以内"),
                false => format!("{by}，{name}达到年度目标（{stated}）"),
            }
        }
    }
}
