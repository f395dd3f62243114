//! The rules: from what was reported to a status.
//!
//! | kind | done | on track | lagging | severe |
//! |---|---|---|---|---|
//! | amount | value ≥ target | value/target ≥ due | ≥ 80% of what is due | below |
//! | growth | at year end | value ≥ target | short by ≤ 1.0 point | more, or negative |
//! | level | at year end | value ≥ target | short by ≤ 1.0 point | more |
//! | upper bound | at year end | value ≤ bound | – | above |
//! | task | 完成率 = 100 | 完成率 ≥ due, or the unit's own 状态 | ≥ 80% of what is due | below |
//!
//! No return is unreported; where there is nothing to judge by, unrated. 左右 lowers a rate's target by
//! half a point.

use rust_decimal::Decimal;

use super::{Kind, Mark, Rules};
use crate::period::Month;
use crate::plan::Due;
use crate::returns::Return;
use crate::status::Status;
use crate::targets::Comparator;

/// The facts by which a report is judged.
#[derive(Debug, Clone, Copy)]
pub struct Yardstick<'a> {
    /// The kind of target.
    pub kind: Kind,
    /// The comparison; 左右 allows a shortfall.
    pub comparator: Comparator,
    /// The target; `None` where the unit has none.
    pub goal: Option<Decimal>,
    /// The share that is due by now.
    pub due: Due,
    /// The end of the period.
    pub month: Month,
    /// Thresholds.
    pub rules: &'a Rules,
}

/// Judges a unit's report; `None` means that there is no report.
pub fn report(report: Option<&Return>, by: &Yardstick<'_>) -> Mark {
    let mark = |status, value, percent| Mark { status, value, percent, goal: by.goal };
    let Some(report) = report else {
        return mark(Status::Unreported, None, None);
    };
    let percent = match by.kind {
        Kind::Amount => completion(report.value, by.goal).or(report.percent),
        Kind::Task => report.percent,
        Kind::Growth | Kind::Level | Kind::UpperBound => None,
    };
    let status = if by.month.number() < by.rules.first_month {
        None
    } else {
        match by.kind {
            Kind::Amount => by.amount(report.value, percent),
            Kind::Task => percent.map_or(report.status, |percent| by.completion(percent)),
            Kind::Growth | Kind::Level => by.rate(report.value),
            Kind::UpperBound => by.bound(report.value),
        }
    };
    let status = status.filter(|&own| own != Status::Unreported);
    mark(status.unwrap_or(Status::Unrated), report.value, percent)
}

/// Returns whether a target is on schedule by less than the margins of the rules: the next month may find
/// it behind.
pub fn is_narrow(mark: &Mark, by: &Yardstick<'_>) -> bool {
    mark.status == Status::OnTrack && by.narrow(mark).unwrap_or(false)
}

/// Completion in percent; `None` without a figure or for a target of nothing.
pub fn completion(value: Option<Decimal>, goal: Option<Decimal>) -> Option<Decimal> {
    let (value, goal) = (value?, goal?);
    value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(goal)
}

impl Yardstick<'_> {
    fn amount(&self, value: Option<Decimal>, percent: Option<Decimal>) -> Option<Status> {
        let goal = self.goal?;
        match value {
            Some(value) if value >= goal => Some(Status::Done),
            Some(value) => self.course(value, goal),
            None => self.completion(percent?),
        }
    }

    /// By a completion in percent.
    fn completion(&self, percent: Decimal) -> Option<Status> {
        if percent >= Decimal::ONE_HUNDRED {
            Some(Status::Done)
        } else {
            self.course(percent, Decimal::ONE_HUNDRED)
        }
    }

    /// Compares `value` of `goal` with the share that is due. Fractions are compared crosswise, since a
    /// twelfth is not a finite decimal; returns `None` where the numbers are too large for that.
    fn course(&self, value: Decimal, goal: Decimal) -> Option<Status> {
        let reached = value.checked_mul(self.due.whole)?;
        let due = self.due.part.checked_mul(goal)?;
        if reached >= due {
            return Some(Status::OnTrack);
        }
        let floor = due.checked_mul(self.rules.severe_below)?;
        Some(if reached.checked_mul(Decimal::ONE_HUNDRED)? >= floor {
            Status::Lagging
        } else {
            Status::Severe
        })
    }

    fn narrow(&self, mark: &Mark) -> Option<bool> {
        let margin = match self.kind {
            Kind::Amount | Kind::Task => {
                let reached = mark.percent?.checked_mul(self.due.whole)?;
                let safe = Decimal::ONE_HUNDRED.checked_add(self.rules.margin)?;
                return Some(reached < self.due.part.checked_mul(safe)?);
            }
            Kind::Growth | Kind::Level => mark.value?.checked_sub(self.least()?)?,
            Kind::UpperBound => self.goal?.checked_sub(mark.value?)?,
        };
        Some(margin < self.rules.margin_points)
    }

    /// The value that a rate has to reach: its target, less what 左右 allows.
    fn least(&self) -> Option<Decimal> {
        match self.comparator {
            Comparator::About => self.goal?.checked_sub(self.rules.tolerance),
            Comparator::Eq | Comparator::Ge | Comparator::Le => self.goal,
        }
    }

    fn rate(&self, value: Option<Decimal>) -> Option<Status> {
        let (value, goal) = (value?, self.least()?);
        Some(if value >= goal {
            self.kept()
        } else if self.kind == Kind::Growth && value < Decimal::ZERO {
            Status::Severe
        } else if goal.checked_sub(value)? <= self.rules.shortfall {
            Status::Lagging
        } else {
            Status::Severe
        })
    }

    fn bound(&self, value: Option<Decimal>) -> Option<Status> {
        Some(if value? <= self.goal? { self.kept() } else { Status::Severe })
    }

    /// A rate or bound that is kept: reached only once the year is over.
    fn kept(&self) -> Status {
        if self.month.closes_year() { Status::Done } else { Status::OnTrack }
    }
}
