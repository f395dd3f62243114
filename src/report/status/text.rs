//! The agenda as text: what has to be done first comes first.

use super::groups::{Group, groups};
use super::{Agenda, Task};

/// Number of units that are listed with a line each; of more the names follow in one line.
const MOST_LINES: usize = 12;
/// Number of names in a line; the rest is counted.
const MOST_NAMES: usize = 30;

/// A part of the text: the words above it, and the days until what it lists is due.
type Part = (&'static str, fn(i32) -> bool);

/// The parts, most urgent first.
const PARTS: [Part; 4] = [
    ("已逾期", |days| days < 0),
    ("今天到期", |days| days == 0),
    ("7天内到期", |days| (1..=7).contains(&days)),
    ("以后到期", |days| days > 7),
];

/// Returns the agenda in lines.
pub fn text(agenda: &Agenda) -> String {
    let mut lines = vec![format!("督办工作到期情况（{}）", day(agenda.date))];
    let near: Vec<&Task> = agenda.near().collect();
    let count =
        |is_part: fn(i32) -> bool| near.iter().filter(|task| is_part(task.days_left)).count();
    let counts = PARTS.map(|(_, is_part)| count(is_part));
    lines.push(match counts.iter().sum::<usize>() + agenda.decisions.len() {
        0 => format!("{}天内没有到期、逾期的事项", agenda.days_ahead),
        _ => format!(
            "逾期{}件，今天到期{}件，7天内{}件，{}天内另有{}件；待本室决定{}件",
            counts[0],
            counts[1],
            counts[2],
            agenda.days_ahead,
            counts[3],
            agenda.decisions.len()
        ),
    });
    for (title, is_part) in PARTS {
        let tasks = near.iter().copied().filter(|task| is_part(task.days_left));
        let groups = groups(tasks);
        if groups.is_empty() {
            continue;
        }
        lines.push(String::new());
        lines.push(format!("【{title}】"));
        for group in &groups {
            add(group, &mut lines);
        }
    }
    if !agenda.decisions.is_empty() {
        lines.push(String::new());
        lines.push("【待本室决定】".to_owned());
        lines.extend(agenda.decisions.iter().map(|decision| {
            let super::Decision { unit, id, title, step, since } = decision;
            format!("　　{unit}　{id} {title}　{step}（{}起）", day(*since))
        }));
    }
    if !agenda.unkept.is_empty() {
        lines.push(String::new());
        lines.extend(agenda.unkept.iter().map(|words| format!("注：{words}")));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Adds a group: what is due and when, and who owes it.
fn add(group: &Group<'_>, lines: &mut Vec<String>) {
    let when = match group.days_left {
        left if left < 0 => format!("{}到期，已过{}天", day(group.due), -left),
        0 => "今天到期".to_owned(),
        left => format!("{}到期，还有{left}天", day(group.due)),
    };
    let units = group.units.iter().filter(|(unit, _)| !unit.is_empty()).count();
    let who = if units == 0 { String::new() } else { format!("，{units}个单位") };
    lines.push(format!("● {}：{when}{who}", group.subject()));
    // Whoever is overdue has to be called.
    let is_short = group.is_of_names() && group.days_left > 0;
    let shown = if is_short { 0 } else { MOST_LINES };
    let (called, others) = group.units.split_at(shown.min(group.units.len()));
    for (unit, tasks) in called {
        let details: Vec<String> = tasks
            .iter()
            .map(|task| Group::detail(task))
            .filter(|words| !words.is_empty())
            .collect();
        if unit.is_empty() && details.is_empty() {
            continue;
        }
        let contact = tasks.first().map(|task| task.contact.as_str()).unwrap_or_default();
        let who =
            if contact.is_empty() { (*unit).to_owned() } else { format!("{unit}（{contact}）") };
        let who = if unit.is_empty() { "未写明牵头单位" } else { &*who };
        let what =
            if details.is_empty() { String::new() } else { format!("：{}", details.join("；")) };
        lines.push(format!("　　{who}{what}"));
    }
    let names: Vec<&str> =
        others.iter().map(|(unit, _)| *unit).filter(|unit| !unit.is_empty()).collect();
    if !names.is_empty() {
        let more = names.len().saturating_sub(MOST_NAMES);
        let listed = names.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join("、");
        let rest = if more > 0 { format!("等{}个单位", names.len()) } else { String::new() };
        let also = if called.is_empty() { "" } else { "还有：" };
        lines.push(format!("　　{also}{listed}{rest}"));
    }
}

/// Returns a day in words: 7月6日.
fn day(date: jiff::civil::Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}
