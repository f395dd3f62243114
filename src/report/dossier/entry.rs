//! The entries of a dossier, by date.

use jiff::civil::Date;
use serde::Serialize;

use super::DossierSource;
use crate::period::Month;
use crate::plan::{Change, Item, TargetId};
use crate::registers::Event;
use crate::report::cases::for_paper;
use crate::report::verification;
use crate::report::wording::{Wording, exactly};
use crate::returns::{Key, Reported, Return};
use crate::supervision::Case;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DossierEntry {
    /// The day: 2018-04-03.
    pub date: String,
    /// The kind: 报送, 核定, 评价, 发文, 签收, 调整, or the word of the event.
    pub kind: String,
    /// The unit; may be empty.
    pub unit: String,
    /// What happened, in lines.
    pub words: Vec<String>,
}

/// An entry with its day, before they are put in order.
#[derive(Debug, Clone)]
pub(super) struct Dated(pub Date, pub DossierEntry);

impl Dated {
    pub(super) fn new(date: Date, kind: &str, unit: impl Into<String>, words: Vec<String>) -> Self {
        let kind = kind.to_owned();
        Self(date, DossierEntry { date: date.to_string(), kind, unit: unit.into(), words })
    }
}

/// Returns entries by date until a day; of one day in the order given.
pub(super) fn in_order(mut entries: Vec<Dated>, until: Date) -> Vec<DossierEntry> {
    entries.retain(|Dated(date, _)| *date <= until);
    entries.sort_by_key(|Dated(date, _)| *date);
    entries.into_iter().map(|Dated(_, entry)| entry).collect()
}

/// Returns a return as the unit reported it, and what the office has verified in its place.
pub(super) fn of_return(
    source: &DossierSource<'_>,
    (month, key): (Month, &Key),
    report: &Return,
) -> Vec<Dated> {
    let Some(item) = source.changes.published().item(key.target.item) else { return Vec::new() };
    let unit = source.short(key.unit);
    let mut entries = Vec::new();
    let day = report.reported_on.unwrap_or(month.last_day());
    if let Some(words) = reported(item, key.target, month, report) {
        entries.push(Dated::new(day, "报送", unit.clone(), words));
    }
    if let Some(verified) = &report.verified
        && let Some(words) = verification::words(item, key.target, verified)
    {
        // The words of a status have its evidence already.
        let evidence = match verified.status {
            Some(_) => "",
            None => verified.evidence.as_str(),
        };
        let by = [("依据：", evidence), ("核定人：", &verified.verified_by)].into_iter();
        let by: Vec<String> = by
            .filter(|(_, text)| !text.is_empty())
            .map(|(label, text)| format!("{label}{text}"))
            .collect();
        let by = if by.is_empty() { String::new() } else { format!("（{}）", by.join("，")) };
        let words = format!("{}核定为{words}{by}", subject(item, key.target, month));
        entries.push(Dated::new(verified.date.unwrap_or(day), "核定", unit, vec![words]));
    }
    entries
}

/// Returns the lines of a return; `None` where it states nothing.
fn reported(item: &Item, id: TargetId, month: Month, report: &Return) -> Option<Vec<String>> {
    let Reported { value, percent, status } = match &report.verified {
        Some(verified) => verified.reported,
        None => Reported { value: report.value, percent: report.percent, status: report.status },
    };
    let value = value.map(|value| match item.target(id) {
        Some(target) => Wording::new(target).spoken_exactly(value),
        None => exactly(value, 0),
    });
    let percent = percent.map(|percent| format!("完成率{}%", exactly(percent, 0)));
    let status = status.map(|status| format!("自评{}", status.word()));
    let figures: Vec<String> = [value, percent, status].into_iter().flatten().collect();
    let figures = match figures.is_empty() {
        true => None,
        false => Some(format!("{}{}", subject(item, id, month), figures.join("，"))),
    };
    let doubts = (!report.defects.is_empty()).then(|| "报送有误，待核".to_owned());
    let corrected = report.corrected.then(|| "（后一次报送更正了前一次）".to_owned());
    let texts = [
        ("进展：", &report.progress),
        ("问题：", &report.problems),
        ("措施：", &report.next_steps),
    ];
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
    let texts = texts.map(|(label, text)| format!("{label}{text}"));
    let lines: Vec<String> =
        figures.into_iter().chain(doubts).chain(texts).chain(corrected).collect();
    (!lines.is_empty()).then_some(lines)
}

/// Returns the period and the quantity that figures are about: 1—6月城镇新增就业：.
fn subject(item: &Item, id: TargetId, month: Month) -> String {
    let period = crate::period::Period::Month(month).name();
    match item.target(id) {
        Some(target) => format!("{period}{}：", Wording::new(target).noun()),
        None => format!("{period}："),
    }
}

/// Returns a change of an item.
pub(super) fn of_change(change: &Change) -> Dated {
    let word = change.after.changed().word();
    let (before, after) = (change.before.words(), change.after.words());
    let words = match change.after {
        crate::plan::Value::InForce(false) => "撤销本事项".to_owned(),
        _ => format!("{word}由{}调整为{}", or_none(&before), or_none(&after)),
    };
    let evidence = (!change.evidence.is_empty()).then(|| format!("依据：{}", change.evidence));
    Dated::new(change.date, "调整", "", [Some(words), evidence].into_iter().flatten().collect())
}

fn or_none(words: &str) -> &str {
    if words.is_empty() { "无" } else { words }
}

/// Returns an event of a case.
pub(super) fn of_event(source: &DossierSource<'_>, event: &Event) -> Dated {
    let document = (!event.document.is_empty()).then(|| event.document.clone());
    let deadline = event.deadline.map(|day| format!("期限{day}"));
    let evidence = (!event.evidence.is_empty()).then(|| for_paper(&event.evidence));
    let decided = (!event.decided_by.is_empty()).then(|| format!("决定人：{}", event.decided_by));
    let words: Vec<String> = [document, deadline, decided].into_iter().flatten().collect();
    let head = (!words.is_empty()).then(|| words.join("，"));
    let words = [head, evidence].into_iter().flatten().collect();
    Dated::new(event.date, event.kind.word(), source.short(event.unit), words)
}

/// Returns the events of cases that count.
pub(super) fn of_cases<'a>(
    source: &'a DossierSource<'_>,
    concerns: impl Fn(&Case<'_>) -> bool + 'a,
) -> impl Iterator<Item = Dated> + 'a {
    let cases = source.cases.all().filter(move |case| concerns(case));
    cases.flat_map(|case| case.events.iter().map(|event| of_event(source, event)))
}
