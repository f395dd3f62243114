//! A target and the value reached, in figures and in words.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Source;
use crate::assess::{Kind, Origin, Precision, TargetMark};
use crate::plan::{Due, Item};
use crate::registry::Registry;
use crate::report::origin;
use crate::report::wording::{NONE, Wording, above_goal, completion_words};
use crate::status::Status;
use gongwen::rounding::print;

/// A status in the cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusCell {
    /// The status.
    pub status: Status,
    /// Text printed below the status; may be empty.
    pub text: String,
}

impl From<Status> for StatusCell {
    fn from(status: Status) -> Self {
        Self { status, text: String::new() }
    }
}

/// A target of an item with the value that the province reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The quantity measured: 城镇新增就业.
    pub subject: String,
    /// The quantity in a word or two, for charts and table heads.
    pub label: String,
    /// The measure: 万人.
    pub measure: String,
    /// True for a percentage that is not divided by months.
    pub is_rate: bool,
    /// True if a lower value is better.
    pub lower_is_better: bool,
    /// The target.
    pub goal: Decimal,
    /// The target in words: 40万人, 4%以内, 下降5%以上.
    pub goal_words: String,
    /// Whether target and value are said with a verb: 下降5%以上, 上升0.4%.
    #[serde(skip)]
    pub states_verb: bool,
    /// Cumulative value.
    pub value: Option<Decimal>,
    /// The decimals with which the value may be printed beside others.
    #[serde(skip)]
    pub value_precision: Precision,
    /// The same for the completion.
    #[serde(skip)]
    pub percent_precision: Precision,
    /// Number of decimals with which the value is printed.
    pub digits: u32,
    /// The value with its measure; — if there is none.
    pub value_words: String,
    /// Completion in percent; only for an amount.
    pub percent: Option<Decimal>,
    /// Number of decimals with which the completion is printed: one, if the status does not need more.
    pub percent_digits: u32,
    /// Completion in percent, with its decimals and %; — if there is none.
    pub percent_words: String,
    /// The percentage due by now; only for an amount.
    pub due: Option<Decimal>,
    /// The same as an exact fraction.
    #[serde(skip)]
    pub share: Due,
    /// The percentage due, with one decimal and %; — for a target that is not divided by months.
    pub due_words: String,
    /// Percentage points above (positive) or below (negative). A rate is compared with its target, the
    /// completion of an amount with the percentage due: the difference of the two as they are printed.
    pub gap: Option<Decimal>,
    /// Number of decimals with which the gap is printed: those of what is compared.
    pub gap_digits: u32,
    /// The gap with its sign; — if there is none.
    pub gap_words: String,
    /// Status of the target.
    pub state: StatusCell,
    /// The origin of the value where the primary lead unit did not report: 12个单位合计, 省妇联报送,
    /// 已报4个单位，合计2.3万人; empty if it did.
    pub computed: String,
    /// That the office has verified the value, with what was reported: 核定，原报121.0万人; may be empty.
    pub verified: String,
    /// The same as an addition to the sentence of the bulletin, in brackets.
    pub origin: String,
    /// The sentence of the bulletin, without its full stop.
    pub sentence: String,
    /// The change of a rate against the period before; may be empty.
    pub trend: String,
}

/// Returns the figures of an item; none for an item without targets.
pub(super) fn figures(item: &Item, source: &Source<'_>) -> Vec<Figure> {
    let Some(assessed) = source.now.item(item.id) else {
        return Vec::new();
    };
    let before = source.before.and_then(|(_, before)| before.item(item.id));
    item.targets
        .iter()
        .zip(&assessed.targets)
        .enumerate()
        .map(|(index, (target, mark))| {
            let words = Wording::new(target).at(source.stage());
            let mark_before = before.and_then(|item| item.targets.get(index));
            let mark_before = mark_before.map(|target| &target.mark);
            let trend = words.trend(mark_before, Some(&mark.mark), &source.previous_name());
            let registry = source.basis.registry;
            figure(words, target.value, mark, trend.unwrap_or_default(), (item, registry))
        })
        .collect()
}

/// Returns one target with the result `target`, beside the value `goal` that it has to reach.
pub(super) fn figure(
    words: Wording<'_>,
    goal: Decimal,
    target: &TargetMark,
    trend: String,
    of: (&Item, &Registry),
) -> Figure {
    let mark = &target.mark;
    let is_amount = target.kind == Kind::Amount;
    let due = is_amount.then(|| target.due.percent());
    let digits = match mark.value {
        Some(_) => mark.value_precision.digits(),
        None => words.goal_digits(goal),
    };
    let percent_digits = mark.percent_precision.digits().max(1);
    let gap_digits = if is_amount { percent_digits } else { digits };
    let gap = if is_amount {
        mark.percent.and_then(|percent| target.due.ahead(percent, percent_digits))
    } else {
        mark.value.and_then(|value| above_goal(value, goal, digits))
    };
    let due_in_words = |due: Decimal| format!("{}%", print(due, Some(percent_digits)));
    Figure {
        subject: words.noun(),
        label: words.label(),
        measure: words.measure().to_owned(),
        is_rate: target.kind.holds_all_year(),
        lower_is_better: words.lower_is_better(),
        goal,
        goal_words: words.goal_of(goal),
        states_verb: words.needed_verb().is_some(),
        value: mark.value,
        value_precision: mark.value_precision,
        percent_precision: mark.percent_precision,
        digits,
        value_words: words.value(mark),
        percent: mark.percent,
        percent_digits,
        percent_words: completion_words(mark),
        due,
        share: target.due,
        due_words: due.map_or_else(|| NONE.to_owned(), due_in_words),
        gap,
        gap_digits,
        gap_words: gap.map_or_else(|| NONE.to_owned(), |gap| print(gap, Some(gap_digits))),
        state: mark.status.into(),
        verified: words.verified(mark),
        computed: computed(target, words, of),
        origin: origin_words(target, words, of),
        sentence: words.sentence(mark, target.due),
        trend,
    }
}

/// Returns the origin of a target's value; empty where it is the primary lead unit's.
fn computed(
    target: &TargetMark,
    words: Wording<'_>,
    (item, registry): (&Item, &Registry),
) -> String {
    match (origin::shown(target.origin, item, registry), target.unproven_sum()) {
        (Origin::Sum(sum), None) if sum.complete => format!("{}个单位合计", sum.reported),
        (Origin::Sum(sum), None) => format!("已报的{}个单位合计", sum.reported),
        (Origin::CoLead(unit), _) => format!("{}报送", registry.unit(unit).short),
        _ => origin::of_target(target, Some(words), item, registry),
    }
}

/// Returns the origin of a target's value as an addition to its sentence, in brackets; empty where it is the
/// primary lead unit's.
fn origin_words(target: &TargetMark, words: Wording<'_>, of: (&Item, &Registry)) -> String {
    let (item, registry) = of;
    let addition = match (origin::shown(target.origin, item, registry), target.unproven_sum()) {
        (Origin::Lead, _) => return String::new(),
        (Origin::Sum(_), None) => {
            format!("牵头单位没有报送此数，按{}计算", computed(target, words, of))
        }
        _ => origin::of_target(target, Some(words), item, registry),
    };
    format!("（{addition}）")
}

/// Returns a rounded value with just so many decimals, if a chart can show it. A mistyped value of many digits would
/// flatten all others.
pub(super) fn drawable(mut rounded: Decimal, digits: u32) -> Option<Decimal> {
    rounded.rescale(digits);
    (rounded.abs() <= Decimal::from(1_000_000)).then_some(rounded)
}
