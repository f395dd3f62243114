//! The milestones that columns of quarters give: shares of the year's target due by the end of March, June, September
//! and December.

use rust_decimal::Decimal;

use super::title::Field;
use super::{AnnexRow, Import};
use crate::input::width::half_width;
use crate::plan::ItemId;
use crate::targets::Target;
use gongwen::rounding::round;

/// A milestone in the form of `seeds/schedule.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Milestone {
    pub item: ItemId,
    /// 3, 6, 9 or 12.
    pub month: u8,
    /// The share due of the year's target, in percent.
    pub percent: Decimal,
    /// The words of the notice.
    pub words: String,
}

/// Returns the milestones of all items whose quarters are shares of the year's target, and the number of items whose
/// quarters are in words or cannot be such a share.
pub(super) fn of(import: &Import) -> (Vec<Milestone>, usize) {
    let mut milestones = Vec::new();
    let mut in_words = 0;
    for row in import.all_rows() {
        let quarters: Vec<(u8, &String)> = (1..=4)
            .filter_map(|quarter| Some((quarter, row.columns.get(&Field::Quarter(quarter))?)))
            .collect();
        if quarters.is_empty() {
            continue;
        }
        match shares(row, &quarters) {
            Some(found) => milestones.extend(found),
            None => in_words += 1,
        }
    }
    (milestones, in_words)
}

/// Returns the milestones of an item; `None` unless every quarter has one, and none is below the one before.
fn shares(row: &AnnexRow, quarters: &[(u8, &String)]) -> Option<Vec<Milestone>> {
    let target = match row.targets.as_slice() {
        [] => None,
        [target] => Some(target),
        _ => return None,
    };
    // A rate is compared with its value itself; what is due of it is no share.
    if target.is_some_and(|target| !target.adds_up()) {
        return None;
    }
    let mut least = Decimal::ZERO;
    let mut milestones = Vec::new();
    for &(quarter, words) in quarters {
        let percent = share(words, target)?;
        if percent < least || percent > Decimal::ONE_HUNDRED {
            return None;
        }
        least = percent;
        milestones.push(Milestone {
            item: row.id,
            month: quarter * 3,
            percent,
            words: words.clone(),
        });
    }
    Some(milestones)
}

/// Returns the share of the year's target that words state: 完成25%, or 8个 of 30个.
fn share(words: &str, target: Option<&Target>) -> Option<Decimal> {
    let plain: String = words.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let start = plain.find(|c: char| c.is_ascii_digit())?;
    let rest = plain.get(start..)?;
    let end =
        rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    // 1至3月完成8个: which of several numbers counts, nobody can say.
    if after.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number: Decimal = digits.replace(',', "").parse().ok()?;
    if after.starts_with('%') {
        return Some(number);
    }
    let target = target?;
    let measure: String = target.measure.chars().map(half_width).collect();
    let fits = !measure.is_empty() && after.starts_with(&measure);
    let share = number.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(target.value)?;
    fits.then(|| round(share, 1))
}
