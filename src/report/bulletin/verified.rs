//! Figures and statuses that the office has verified, beside what was reported.

use serde::Serialize;

use super::Source;
use super::correction::{is_printed, subject};
use crate::plan::{Item, ItemId};
use crate::report::wording::Wording;
use crate::returns::{Key, Return};
use gongwen::rounding::completion;

/// The verified figures and statuses that the bulletin uses.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Verified {
    /// One for each figure or status, in the order of the items.
    pub rows: Vec<String>,
    /// All of them in words: 兰州市1-1（生产总值）增长5.6%（原报增长106.2%）。 Empty if there is none.
    pub words: String,
}

/// Returns what the bulletin prints as verified.
pub(super) fn verified(source: &Source<'_>) -> Verified {
    let returns = source.basis.progress.of(source.now.month).iter();
    let rows = returns.filter_map(|(key, report)| {
        let item = source.basis.plan.item(key.target.item)?;
        is_printed(item, key.unit, source).then(|| words(item, key, report, source))?
    });
    let rows: Vec<_> = rows.collect();
    let words = match rows.is_empty() {
        true => String::new(),
        false => rows.join("；") + "。",
    };
    Verified { rows, words }
}

/// Returns that the status of an item, or the completion of one without targets, was verified; for the column 备注.
pub(super) fn note(id: ItemId, source: &Source<'_>) -> Option<String> {
    let primary = source.basis.plan.item(id)?.primary()?;
    let mut returns = source.basis.progress.of_item(source.now.month, id);
    let own = returns.find_map(|(key, report)| {
        let verification = report.verified.as_ref().filter(|_| key.unit == primary)?;
        (verification.status.is_some() || verification.percent.is_some()).then_some(verification)
    })?;
    let reported = own.reported.percent.filter(|was| own.percent.is_some_and(|now| now != *was));
    Some(match (own.status, reported) {
        (Some(_), _) => format!("状态经核定（依据：{}）", own.evidence),
        (None, Some(was)) => format!("核定，原报完成率{}%", completion(was)),
        (None, None) => "核定".to_owned(),
    })
}

fn words(item: &Item, key: &Key, report: &Return, source: &Source<'_>) -> Option<String> {
    let verification = report.verified.as_ref()?;
    let unit = &source.basis.registry.unit(key.unit).short;
    let about = format!("{unit}{}（{}）", item.id, subject(item, key.target));
    let reported = verification.reported;
    let value = |value: Option<_>| match (item.target(key.target), value) {
        (Some(target), Some(value)) => Some(Wording::new(target).spoken_exactly(value)),
        _ => None,
    };
    let percent = |percent: Option<_>| percent.map(|p| format!("完成率{}%", completion(p)));
    let (now, was) = match verification.value {
        Some(_) => (value(verification.value), value(reported.value)),
        None => (percent(verification.percent), percent(reported.percent)),
    };
    let mut all = Vec::new();
    if let Some(now) = now {
        let was = was.filter(|was| *was != now);
        all.push(now + &was.map_or_else(String::new, |was| format!("（原报{was}）")));
    }
    if let Some(status) = verification.status {
        all.push(format!("状态核定为{}（依据：{}）", status.word(), verification.evidence));
    }
    (!all.is_empty()).then(|| about + &all.join("，"))
}
