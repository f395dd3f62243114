//! The agenda as a calendar (RFC 5545).

use jiff::civil::Date;

use super::Agenda;
use super::groups::{Group, groups};
use crate::output::short_hash;
use crate::supervision::due::DueKind;

/// Maximum length of a line in bytes, its end left aside (3.1).
const LONGEST: usize = 75;
/// Number of units that an entry names; the rest is counted.
const MOST_NAMES: usize = 60;

/// Returns the calendar, with an event a day and kind of what is due. Its bytes depend on the agenda alone: the time of
/// the events' making is the day of the agenda.
pub fn calendar(agenda: &Agenda) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//duban//status//ZH".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(&format!("{}督办日程", agenda.office))),
    ];
    for group in groups(agenda.entries.iter()) {
        lines.extend(event(agenda, &group));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// Returns the lines of an event.
fn event(agenda: &Agenda, group: &Group<'_>) -> Vec<String> {
    let names: Vec<&str> =
        group.units.iter().map(|(unit, _)| *unit).filter(|unit| !unit.is_empty()).collect();
    let summary = match &names[..] {
        [] => group.subject(),
        [only] => format!("{only}：{}", group.subject()),
        [first, ..] => format!("{}：{first}等{}个单位", group.subject(), names.len()),
    };
    let mut details: Vec<String> = Vec::new();
    for (unit, tasks) in group.units.iter().take(MOST_NAMES) {
        let of_unit =
            tasks.iter().map(|task| Group::detail(task)).filter(|words| !words.is_empty());
        let of_unit = of_unit.collect::<Vec<_>>().join("；");
        let contact = tasks.first().map(|task| task.contact.as_str()).unwrap_or_default();
        let who =
            if contact.is_empty() { (*unit).to_owned() } else { format!("{unit}（{contact}）") };
        details.push(match (unit.is_empty(), of_unit.is_empty()) {
            (true, _) => of_unit,
            (false, true) => who,
            (false, false) => format!("{who}：{of_unit}"),
        });
    }
    details.retain(|line| !line.is_empty());
    if group.units.len() > MOST_NAMES {
        details.push(format!("等{}个单位", group.units.len()));
    }
    let basic = |date: Date| date.strftime("%Y%m%d").to_string();
    let end = group.due.tomorrow().unwrap_or(group.due);
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@duban", uid(group)),
        format!("DTSTAMP:{}T000000Z", basic(agenda.date)),
        format!("DTSTART;VALUE=DATE:{}", basic(group.due)),
        format!("DTEND;VALUE=DATE:{}", basic(end)),
        format!("SUMMARY:{}", escaped(&summary)),
    ];
    if !details.is_empty() {
        lines.push(format!("DESCRIPTION:{}", escaped(&details.join("\n"))));
    }
    lines.push(format!("CATEGORIES:{}", escaped(group.kind.as_str())));
    lines.push("TRANSP:TRANSPARENT".to_owned());
    lines.push("END:VEVENT".to_owned());
    lines
}

/// Returns the name of an event, which stays the same while the calendar is made again: it depends on what is due and on
/// its day, not on who still owes it.
fn uid(group: &Group<'_>) -> String {
    let own = match group.kind {
        DueKind::Return => group.first.month.clone(),
        DueKind::Bulletin => group.first.document.clone().unwrap_or_default(),
        _ => group.due.to_string(),
    };
    let part = if group.kind == DueKind::Plan && group.first.id.is_some() { "case" } else { "" };
    let kind = group.kind.as_str();
    format!("{kind}-{}", short_hash(format!("{kind}\n{own}\n{part}").as_bytes()))
}

/// Returns a text with its special characters escaped (3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns a line with its end, folded where it is too long, between characters (3.1).
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(c);
        length += c.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "督".repeat(40));
        let folded = folded(&line);
        assert!(folded.split("\r\n").all(|line| line.len() <= LONGEST));
        assert_eq!(folded.replace("\r\n ", "").trim_end(), line);
        assert_eq!(folded.matches("\r\n").count(), 2);
        // 8 + 22 × 3 = 74, and a further character does not fit.
        assert_eq!(folded.split("\r\n").next().unwrap().len(), 74);
    }

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
