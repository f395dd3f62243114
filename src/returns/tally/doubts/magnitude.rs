//! Slips of ten, of a hundred, of a measure: figures that are too large for the target, the last figure and those of
//! the other units, and that fit them when the point moves.

use rust_decimal::Decimal;

use super::subject::{Peers, Subject};
use super::{Doubt, figure};
use crate::diagnostic::Code;
use crate::period::Month;
use crate::returns::Field;
use crate::targets::{Kind, Target};

/// The multiple of its target from which a figure is taken to be in a wrong measure. The customary slip is
/// 10,000 (人 for 万人); a unit's part may be a tenth of the target that it is compared with.
const HUGE: i64 = 1_000;

/// The multiple of its target from which an amount or a rate is doubted, unless the others are as large.
const FAR_ABOVE: i64 = 10;

/// The multiple of its target from which an amount is doubted where the others or the last figure say so too.
const ABOVE: i64 = 2;

/// The smallest rate of change, in percent, that is doubted because the others are far smaller.
const HIGH_RATE: i64 = 20;

/// How many times the others' size, its own last size or its target a rate has to be.
const OUTLYING: i64 = 5;

/// How many times the greatest of the others a figure is at least that stands alone, or the least of them such a figure.
const ALONE: i64 = 3;

/// The multiple of its target, in tenths, up to which a unit may be ahead of all others.
const EARLY: i64 = 15;

/// The slips of the point that are looked for.
const SLIPS: [Decimal; 2] = [Decimal::TEN, Decimal::ONE_HUNDRED];

/// The part of what is usual among the others below which an amount is taken to be in a wrong measure, as its
/// reciprocal.
const TINY: i64 = 500;

/// Returns G142: an amount that is a thousand times the target.
pub(super) fn enormous(subject: &Subject<'_>) -> Option<Doubt> {
    let target = subject.target.filter(|target| !target.is_rate())?;
    let (value, reach) = (subject.value()?, subject.reach()?);
    let times = value.checked_div(reach)?;
    if times < Decimal::from(HUGE) {
        return None;
    }
    let meant = shifted(value, |meant| near(meant, reach));
    let message = format!(
        "完成值{}{m}是目标的{}倍，疑似计量单位写错（如把“人”写作“万人”）：可能是{}{m}，也可能确为{}{m}",
        figure(value),
        times.trunc().normalize(),
        figure(meant),
        figure(value),
        m = target.measure
    );
    Some(Doubt { code: Code::FigureHuge, message, at: Field::Value, fields: &[Field::Value] })
}

/// Returns G186: a figure in which the point is probably one or two places off.
pub(super) fn slip(
    subject: &Subject<'_>,
    before: Option<(Month, Decimal)>,
    peers: &Peers,
) -> Option<Doubt> {
    let target = subject.target?;
    let value = subject.value().filter(|value| !value.is_zero())?;
    let before = before.map(|(_, before)| before);
    let meant = match subject.kind {
        Kind::Amount => amount(subject, value, before, peers),
        Kind::Level | Kind::UpperBound if !target.is_rate() => bound(value, target),
        Kind::Growth => change(value, subject.goal()?, before, peers),
        Kind::Level | Kind::UpperBound => ratio(value, subject.goal()?, before, peers),
        Kind::Task => None,
    }?;
    let goal = subject.reach().unwrap_or(target.value);
    let message = format!(
        "完成值{}{m}与目标{}{m}{}相差过大：可能是{}{m}，也可能确为{}{m}",
        figure(value),
        figure(goal),
        if peers.median().is_some() { "、其他单位的数" } else { "" },
        figure(meant),
        figure(value),
        m = target.measure
    );
    Some(Doubt { code: Code::FigureSlip, message, at: Field::Value, fields: &[Field::Value] })
}

/// Returns what an amount probably is; `None` if nothing is wrong with it.
fn amount(
    subject: &Subject<'_>,
    value: Decimal,
    before: Option<Decimal>,
    peers: &Peers,
) -> Option<Decimal> {
    let reach = subject.reach()?;
    let times = value.checked_div(reach)?;
    let before = before.filter(|before| *before > Decimal::ZERO);
    let own = subject.index.breakdown.value(subject.key.target, subject.key.unit);
    let usual = peers.median().filter(|usual| *usual > Decimal::ZERO && own.is_some());
    if let Some(usual) = usual
        && value > Decimal::ZERO
        && times.checked_mul(Decimal::from(TINY))? <= usual
    {
        let factors = [Decimal::ONE_THOUSAND, Decimal::from(10_000)].into_iter();
        let mut meant = factors.filter_map(|factor| value.checked_mul(factor));
        let as_usual = |times: Decimal| times >= usual / Decimal::TWO;
        return meant.find(|meant| meant.checked_div(reach).is_some_and(as_usual));
    }
    // It grew as it did before.
    if before
        .and_then(|before| before.checked_mul(Decimal::from(4)))
        .is_some_and(|high| value <= high)
    {
        return None;
    }
    let as_large = |usual: Decimal| usual.checked_mul(Decimal::from(OUTLYING)) > Some(times);
    if times >= Decimal::from(FAR_ABOVE) && !usual.is_some_and(as_large) {
        return Some(shifted(value, |meant| near(meant, reach)));
    }
    // One unit may be done long before the others.
    let is_early = times >= usual.unwrap_or_default() && times <= Decimal::new(EARLY, 1);
    let alone = usual.filter(|_| !is_early).and_then(|usual| among(times, usual, peers));
    if let Some(factor) = alone {
        return value.checked_mul(factor);
    }
    if times <= Decimal::from(ABOVE) {
        return None;
    }
    let due = subject.due();
    let due = due.part.checked_div(due.whole)?;
    SLIPS.into_iter().find_map(|factor| {
        let meant = value.checked_div(factor)?;
        let times = meant.checked_div(reach)?;
        let near_usual = usual.is_some_and(|usual| between(times, usual, (6, 16)));
        let near_before = before.is_some_and(|before| between(meant, before, (8, 30)));
        // Nothing says that so much can have been done.
        let near_due = before.is_none() && usual.is_none() && between(times, due, (3, 40));
        (near_usual || near_before || near_due).then_some(meant)
    })
}

/// Returns the factor by which a figure that stands alone among the others becomes one of them.
fn among(figure: Decimal, usual: Decimal, peers: &Peers) -> Option<Decimal> {
    let alone = Decimal::from(ALONE);
    let is_high = figure >= peers.greatest()?.checked_mul(alone)?;
    // A unit may have hardly begun; only where the others are many and close together is that less likely than a slip.
    let is_low = figure.checked_mul(alone)? <= peers.least()? && peers.are_alike();
    SLIPS.into_iter().find_map(|slip| {
        let factor = match (is_high, is_low) {
            (true, _) => Decimal::ONE.checked_div(slip)?,
            (_, true) => slip,
            _ => return None,
        };
        between(figure.checked_mul(factor)?, usual, (6, 16)).then_some(factor)
    })
}

/// Returns whether a figure is between tenths of another.
fn between(figure: Decimal, other: Decimal, (low, high): (i64, i64)) -> bool {
    let tenths = |tenths: i64| other.checked_mul(Decimal::new(tenths, 1));
    tenths(low).is_some_and(|low| low <= figure) && tenths(high).is_some_and(|high| figure <= high)
}

/// Returns what an amount that has a bound probably is.
fn bound(value: Decimal, target: &Target) -> Option<Decimal> {
    let bound = Some(target.value).filter(|bound| *bound > Decimal::ZERO)?;
    let far = value >= bound.checked_mul(Decimal::from(FAR_ABOVE))?;
    far.then(|| shifted(value, |meant| near(meant, bound)))
}

/// Returns what a rate of change probably is.
fn change(
    value: Decimal,
    goal: Decimal,
    before: Option<Decimal>,
    peers: &Peers,
) -> Option<Decimal> {
    let size = value.abs();
    let usual = goal.abs().max(Decimal::ONE);
    let times = |other: Decimal, times: i64| other.checked_mul(Decimal::from(times));
    // It was as high before.
    if before.is_some_and(|before| Some(size) <= times(before.abs(), 3)) {
        return None;
    }
    let far = Some(size) >= times(usual, FAR_ABOVE)
        && peers.greatest().is_none_or(|greatest| Some(size) >= times(greatest, 2));
    let others = [(before.map(|before| before.abs()), OUTLYING), (peers.greatest(), ALONE)];
    let outlying = size >= Decimal::from(HIGH_RATE)
        && others
            .into_iter()
            .any(|(other, many)| other.is_some_and(|it| Some(size) >= times(it.max(usual), many)));
    (far || outlying).then(|| shifted(value, |meant| meant.abs() / Decimal::TWO <= usual))
}

/// Returns what a ratio or a rate with a bound probably is.
fn ratio(value: Decimal, goal: Decimal, before: Option<Decimal>, peers: &Peers) -> Option<Decimal> {
    let goal = Some(goal).filter(|goal| *goal > Decimal::ZERO)?;
    let half = goal / Decimal::TWO;
    let likely = |meant: &Decimal| *meant >= half && *meant <= Decimal::ONE_HUNDRED;
    let is_share = goal >= Decimal::from(50) && goal <= Decimal::ONE_HUNDRED;
    if is_share && value > Decimal::ONE_HUNDRED {
        let shifts = SLIPS.into_iter();
        return shifts.map(|factor| value / factor).find(likely);
    }
    if is_share && value > Decimal::ZERO && value <= goal / Decimal::from(OUTLYING) {
        let shifts = SLIPS.into_iter();
        return shifts.map(|factor| value * factor).find(likely);
    }
    if is_share || value <= Decimal::ZERO {
        return None;
    }
    // It was as high before.
    if before.is_some_and(|before| before >= value / Decimal::TWO && before <= value * Decimal::TWO)
    {
        return None;
    }
    if value >= goal.checked_mul(Decimal::from(OUTLYING))?
        && peers.greatest().is_none_or(|greatest| greatest < value / Decimal::TWO)
    {
        return Some(shifted(value, |meant| near(meant, goal)));
    }
    let usual = peers.median().filter(|usual| *usual > Decimal::ZERO);
    if let Some(factor) = usual.and_then(|usual| among(value, usual, peers)) {
        return value.checked_mul(factor);
    }
    let mut slips = SLIPS.into_iter().filter(|_| value > goal);
    let as_before = |meant: &Decimal| before.is_some_and(|it| between(*meant, it, (5, 20)));
    slips.find_map(|factor| value.checked_div(factor).filter(as_before))
}

/// Returns whether a figure is no more than half as much again as its target.
fn near(figure: Decimal, target: Decimal) -> bool {
    figure / Decimal::from(3) <= target / Decimal::TWO
}

/// Moves the point of a number to the left, at least once and until it is `plausible`.
fn shifted(number: Decimal, plausible: impl Fn(Decimal) -> bool) -> Decimal {
    let mut meant = number / Decimal::TEN;
    while !plausible(meant) && meant.abs() > Decimal::ONE {
        meant /= Decimal::TEN;
    }
    meant
}
