//! The target that the column 年度目标 of a row shows.

use rust_decimal::Decimal;

use super::index::Index;
use crate::plan::{Item, TargetId};
use crate::registry::UnitId;
use crate::registry::spelling::normalize;
use crate::returns::form::without_timing;
use crate::targets::Target;
use crate::targets::quantity::is_missing;

/// The target that the words of a goal are those of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goal {
    /// None: the cell is blank.
    Blank,
    /// None: the words were changed, or are the unit's own.
    Unknown,
    /// These targets of the item. `changed` is true if the figure is not the target's.
    Own { targets: Vec<TargetId>, changed: bool },
    /// A target of another item.
    Other(TargetId),
    /// The item's target as another unit has it.
    OfUnit(UnitId),
}

/// Returns the target that the words of a goal, in a row of `unit` about `item`, are those of.
pub(super) fn read(text: &str, item: &Item, unit: Option<UnitId>, index: &Index<'_>) -> Goal {
    let text = without_timing(text);
    if is_missing(text) {
        return Goal::Blank;
    }
    let words = normalize(text);
    let figures = figures(&words);
    let own = |id: TargetId| unit.and_then(|unit| index.breakdown.value(id, unit));
    let shows = |id: TargetId, target: &Target| {
        let mut values = own(id).into_iter().chain([target.value]);
        values.any(|value| figures.contains(&value.normalize()))
    };
    let (mut exact, mut named, mut counted) = (Vec::new(), Vec::new(), Vec::new());
    for (id, target) in item.numbered() {
        let is_named = is_subject(&words, &normalize(&target.subject));
        match (is_named, shows(id, target)) {
            (true, true) => exact.push(id),
            (true, false) => named.push(id),
            (false, true) => counted.push(id),
            (false, false) => {}
        }
    }
    if !exact.is_empty() {
        return Goal::Own { targets: exact, changed: false };
    }
    if !named.is_empty() {
        let others = named.iter().find_map(|&id| of_another(id, unit, &figures, index));
        let changed = Goal::Own { targets: named, changed: true };
        return others.map_or(changed, Goal::OfUnit);
    }
    match index.subjects.named(&words) {
        Some(other) if other.item != item.id => Goal::Other(other),
        _ if counted.is_empty() => Goal::Unknown,
        _ => Goal::Own { targets: counted, changed: false },
    }
}

/// Returns whether the words of a goal begin with a subject.
fn is_subject(words: &str, subject: &str) -> bool {
    let rest = words.strip_prefix(subject).filter(|_| !subject.is_empty());
    rest.is_some_and(|rest| rest.starts_with(':'))
}

/// Returns the other units that have one of the figures as their part of a target: the only one, where `unit` has
/// another part, and all of them where it has none.
fn of_another(
    target: TargetId,
    unit: Option<UnitId>,
    figures: &[Decimal],
    index: &Index<'_>,
) -> Option<UnitId> {
    let own = unit?;
    let mut found = (index.breakdown.parts(target))
        .filter(|(unit, part)| *unit != own && figures.contains(&part.normalize()))
        .map(|(unit, _)| unit);
    let first = found.next();
    // Beside parts of its own, a figure that several have is more likely a changed one.
    let several = index.breakdown.value(target, own).is_some() && found.next().is_some();
    first.filter(|_| !several)
}

/// Returns the numbers in a text.
fn figures(text: &str) -> Vec<Decimal> {
    let text = text.replace(',', "");
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers = numbers.map(|number| number.trim_matches('.'));
    numbers.filter_map(|number| Some(Decimal::from_str_exact(number).ok()?.normalize())).collect()
}
