//! Figures and statuses that the office has verified, in words, with what was reported beside them.

use gongwen::rounding::completion;

use super::wording::Wording;
use crate::period::Month;
use crate::plan::{Item, TargetId};
use crate::registry::UnitId;
use crate::returns::{Progress, Verification};

/// Returns a verified figure and status: 增长5.6%（原报增长106.2%），状态核定为滞后（依据：……）. `None` if nothing was
/// verified.
pub fn words(item: &Item, target: TargetId, verification: &Verification) -> Option<String> {
    let reported = verification.reported;
    let value = |value: Option<_>| match (item.target(target), value) {
        (Some(target), Some(value)) => Some(Wording::new(target).spoken_exactly(value)),
        _ => None,
    };
    let percent = |percent: Option<_>| percent.map(|p| format!("完成率{}%", completion(p)));
    let (now, was) = match verification.value {
        Some(_) => (value(verification.value), value(reported.value)),
        None => (percent(verification.percent), percent(reported.percent)),
    };
    let now_stated = now.is_some();
    let mut all = Vec::new();
    if let Some(now) = now {
        let was = was.filter(|was| *was != now);
        all.push(now + &was.map_or_else(String::new, |was| format!("（原报{was}）")));
    }
    if let Some(status) = verification.status {
        // A figure that was verified too has what was reported beside it.
        let was = match (now_stated, reported.status) {
            (true, _) => None,
            (false, Some(status)) => Some(format!("原报状态{}", status.word())),
            (false, None) => value(reported.value)
                .or_else(|| percent(reported.percent))
                .map(|was| format!("原报{was}")),
        };
        let was = was.map_or_else(String::new, |was| was + "；");
        all.push(format!("状态核定为{}（{was}依据：{}）", status.word(), verification.evidence));
    }
    (!all.is_empty()).then(|| all.join("，"))
}

/// Returns all that the office has verified of a unit's part of an item, a target on each line: 生产总值：核定为增长5.6%.
pub fn of_unit(item: &Item, unit: UnitId, progress: &Progress, month: Month) -> Vec<String> {
    let returns = progress.of_item(month, item.id).filter(|(key, _)| key.unit == unit);
    let verified = returns.filter_map(|(key, report)| {
        let words = words(item, key.target, report.verified.as_ref()?)?;
        Some(match item.target(key.target) {
            Some(target) => format!("{}：核定{words}", Wording::new(target).noun()),
            None => format!("核定{words}"),
        })
    });
    verified.collect()
}

/// Returns that the status of an item, or the completion of one without targets, was verified, with the evidence; for
/// the column 备注.
pub fn note(item: &Item, progress: &Progress, month: Month) -> Option<String> {
    let own = of_province(item, progress, month)?;
    let short = short_note(item, progress, month)?;
    Some(match own.status {
        Some(_) => format!("{short}（依据：{}）", own.evidence),
        None => short,
    })
}

/// Returns the same without the evidence.
pub fn short_note(item: &Item, progress: &Progress, month: Month) -> Option<String> {
    let own = of_province(item, progress, month)?;
    let reported = own.reported.percent.filter(|was| own.percent.is_some_and(|now| now != *was));
    Some(match (own.status, reported) {
        (Some(_), _) => "状态经核定".to_owned(),
        (None, Some(was)) => format!("核定，原报完成率{}%", completion(was)),
        (None, None) => "核定".to_owned(),
    })
}

/// Returns what was verified of the status or the completion that the first lead unit reports.
fn of_province<'a>(item: &Item, progress: &'a Progress, month: Month) -> Option<&'a Verification> {
    let primary = item.primary()?;
    let mut returns = progress.of_item(month, item.id);
    returns.find_map(|(key, report)| {
        let verification = report.verified.as_ref().filter(|_| key.unit == primary)?;
        (verification.status.is_some() || verification.percent.is_some()).then_some(verification)
    })
}
