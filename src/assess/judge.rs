//! The rules: from what was reported to a status.
//!
//! | kind | done | on track | lagging | severe |
//! |---|---|---|---|---|
//! | amount | value ≥ target | value/target ≥ due | ≥ 80% of what is due | below |
//! | growth | at year end | value ≥ target | short by ≤ 1.0 point | more, or negative |
//! | decline | at year end | fall ≥ target | short by ≤ 1.0 point | more, or a rise |
//! | level | at year end | value ≥ target | short by ≤ 1.0 point | more |
//! | lower is better | at year end | value ≤ target | over by ≤ 1.0 point | more |
//! | near | at year end | within 0.5 point | off by ≤ 1.0 point more | more |
//! | upper bound | at year end | value ≤ bound | – | above |
//! | task | 完成率 = 100 | 完成率 ≥ due, or the unit's own 状态 | ≥ 80% of what is due | below |
//!
//! No return is unreported; where there is nothing to judge by, unrated. A return that cannot be judged since a
//! cell cannot be read, rows of a day contradict or a doubt is not settled is defective. 左右 allows a rate to miss
//! its target by half a point.

use gongwen::rounding::{round, round_completion};
use rust_decimal::Decimal;

use super::precision::{Precision, decimals};
use super::{Kind, Mark, Rules};
use crate::period::Month;
use crate::plan::Due;
use crate::returns::{Field, Return};
use crate::status::Status;
use crate::targets::{Comparator, Direction};

/// The facts by which a report is judged.
#[derive(Debug, Clone, Copy)]
pub struct Yardstick<'a> {
    /// The kind of target.
    pub kind: Kind,
    /// The comparison; 左右 allows a shortfall.
    pub comparator: Comparator,
    /// The side on which a value is better.
    pub direction: Direction,
    /// The target; `None` where the unit has none.
    pub goal: Option<Decimal>,
    /// The number of decimals that a value has at least when it is printed.
    pub least_digits: u32,
    /// The share that is due by now.
    pub due: Due,
    /// The end of the period.
    pub month: Month,
    /// Thresholds.
    pub rules: &'a Rules,
}

/// Judges a unit's report; `None` means that there is no report.
pub fn report(report: Option<&Return>, by: &Yardstick<'_>) -> Mark {
    let verified = report.and_then(|report| report.verified.as_ref());
    let mark = |status, value: Option<Decimal>, percent: Option<Decimal>| Mark {
        status,
        value,
        value_precision: value.map(|value| by.value_precision(value)).unwrap_or_default(),
        percent,
        percent_precision: percent.map(|percent| by.percent_precision(percent)).unwrap_or_default(),
        goal: by.goal,
        verified: verified.map(|verified| verified.reported),
    };
    let Some(report) = report else {
        return mark(Status::Unreported, None, None);
    };
    let value = report.usable_value();
    let percent = match by.kind {
        Kind::Amount => completion(value, by.goal).or(report.usable_percent()),
        Kind::Task => report.usable_percent(),
        Kind::Growth | Kind::Level | Kind::UpperBound => None,
    };
    let manual = verified.and_then(|verified| verified.status);
    match manual.unwrap_or_else(|| by.status(report)) {
        Status::Defective => mark(Status::Defective, None, None),
        status => mark(status, value, percent),
    }
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
    /// A value as printed says what its status is, and whether it is above or below its target.
    fn value_precision(&self, value: Decimal) -> Precision {
        let least = decimals(value, self.goal, self.least_digits);
        let says = |value: Decimal| {
            let status = match self.kind {
                Kind::Amount => self.amount(value),
                Kind::UpperBound => self.bound(Some(value)),
                Kind::Growth | Kind::Level => self.rate(Some(value)),
                Kind::Task => None,
            };
            (status, self.goal.map(|goal| value.cmp(&goal)))
        };
        let truth = says(value);
        Precision::new(value, least, |digits| says(round(value, digits)) != truth)
    }

    /// A completion is printed with one decimal, if its status does not need more: what is behind prints as less than
    /// what is due, and by more than nothing.
    fn percent_precision(&self, percent: Decimal) -> Precision {
        let (status, due) = (self.completion(percent), self.due.percent());
        let is_behind = percent < due;
        Precision::new(percent, 1, |digits| {
            let printed = round_completion(percent, digits);
            let seems_behind = printed < round(due, digits)
                && self.due.ahead(percent, digits).is_none_or(|gap| !round(gap, digits).is_zero());
            self.completion(printed) != status || seems_behind != is_behind
        })
    }

    /// Judges by the first of the fields in question that states anything. A cell that cannot be read leaves the
    /// judgement to the next field; a contradiction or a doubt does not.
    fn status(&self, report: &Return) -> Status {
        if self.month.number() < self.rules.first_month {
            return Status::Unrated;
        }
        if self.goal.is_none() && self.kind != Kind::Task {
            // The value is added to those of others all the same.
            let is_lost = report.defect(Field::Value).is_some();
            return if is_lost { Status::Defective } else { Status::Unrated };
        }
        let fields: &[Field] = match self.kind {
            Kind::Amount => &[Field::Value, Field::Percent],
            Kind::Task => &[Field::Percent, Field::Status],
            Kind::Growth | Kind::Level | Kind::UpperBound => &[Field::Value],
        };
        let mut otherwise = Status::Unrated;
        for &field in fields {
            match report.defect(field) {
                Some(defect) if defect.kind.leaves_the_rest() => otherwise = Status::Defective,
                Some(_) => return Status::Defective,
                None => {
                    if let Some(status) = self.by_field(field, report) {
                        return status;
                    }
                }
            }
        }
        otherwise
    }

    /// Judges by one field; `None` if it states nothing.
    fn by_field(&self, field: Field, report: &Return) -> Option<Status> {
        match (field, self.kind) {
            (Field::Percent, _) => self.completion(report.percent?),
            (Field::Status, _) => {
                report.status.filter(|own| own.is_verdict() || *own == Status::Unrated)
            }
            (_, Kind::Amount) => self.amount(report.value?),
            (_, Kind::UpperBound) => self.bound(report.value),
            _ => self.rate(report.value),
        }
    }

    fn amount(&self, value: Decimal) -> Option<Status> {
        let goal = self.goal?;
        if value >= goal { Some(Status::Done) } else { self.course(value, goal) }
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
            Kind::Growth | Kind::Level => -self.shortfall(mark.value?)?,
            Kind::UpperBound => self.goal?.checked_sub(mark.value?)?,
        };
        Some(margin < self.rules.margin_points)
    }

    /// The points by which a rate misses what it has to reach, in its direction and beyond what is allowed; zero or
    /// negative where it reaches it.
    fn shortfall(&self, value: Decimal) -> Option<Decimal> {
        let over = value.checked_sub(self.goal?)?;
        let missed = match self.direction {
            Direction::Up | Direction::Decline => -over,
            Direction::Down => over,
            Direction::Near => over.abs(),
        };
        let has_tolerance =
            self.comparator == Comparator::About || self.direction == Direction::Near;
        let allowed = if has_tolerance { self.rules.tolerance } else { Decimal::ZERO };
        missed.checked_sub(allowed)
    }

    fn rate(&self, value: Option<Decimal>) -> Option<Status> {
        let value = value?;
        let shortfall = self.shortfall(value);
        // A growth that is a fall, and a fall that is a rise.
        let is_reversed = value < Decimal::ZERO
            && match self.direction {
                Direction::Up => self.kind == Kind::Growth,
                Direction::Decline => true,
                Direction::Down | Direction::Near => false,
            };
        if is_reversed && shortfall.is_none_or(|shortfall| shortfall > Decimal::ZERO) {
            return Some(Status::Severe);
        }
        let shortfall = shortfall?;
        Some(if shortfall <= Decimal::ZERO {
            self.kept()
        } else if shortfall <= self.rules.shortfall {
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
