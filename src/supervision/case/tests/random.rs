//! Random sequences of events keep the invariants: no state twice at one time, no event lost, no number used twice, dates in
//! order, no step skipped.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::sample::cases;

/// A random event: days since the one before, item and unit, the event as it usually follows or any, the days until its
/// deadline, its number.
type Random = (u8, u8, Option<u8>, u8, u8);

fn random() -> impl Strategy<Value = Random> {
    let kind = prop_oneof![3 => Just(None), 2 => (0..13u8).prop_map(Some)];
    (0..9u8, 0..4u8, kind, 0..40u8, 0..30u8)
}

/// Returns the event that usually follows another.
fn usual(before: Option<EventKind>, choice: u8) -> EventKind {
    use EventKind as Kind;
    let next: &[Kind] = match before {
        None | Some(Kind::Close) => &[Kind::Notice, Kind::List],
        Some(Kind::Notice) => &[Kind::Answer, Kind::List],
        Some(Kind::Answer) => &[Kind::List, Kind::Notice],
        Some(Kind::List | Kind::RefuseExtension) => &[Kind::Plan, Kind::Overdue],
        Some(Kind::Plan) => &[Kind::RequestExtension, Kind::RequestClosing],
        Some(Kind::RequestExtension) => &[Kind::Extend, Kind::RefuseExtension],
        Some(Kind::Extend | Kind::NotVerified) => &[Kind::RequestClosing, Kind::Overdue],
        Some(Kind::RequestClosing) => &[Kind::Verified, Kind::NotVerified],
        Some(Kind::Verified) => &[Kind::Close],
        Some(Kind::Overdue) => &[Kind::Talk, Kind::Plan],
        Some(Kind::Talk | Kind::Refer) => &[Kind::RequestClosing, Kind::Plan],
    };
    next[usize::from(choice) % next.len()]
}

/// Returns the ledger of random events, in order of their days.
fn ledger(random: &[Random], registry: &Registry) -> Ledger {
    let mut day = date(2018, 3, 1);
    let mut last: BTreeMap<u8, EventKind> = BTreeMap::new();
    let kinds: Vec<EventKind> = EventKind::of_ledger().collect();
    let events = (2..).zip(random).map(|(line, &(passed, subject, kind, until, number))| {
        day = day.saturating_add(jiff::Span::new().days(i64::from(passed)));
        let kind = match kind {
            Some(kind) => kinds[usize::from(kind)],
            None => usual(last.get(&subject).copied(), until),
        };
        last.insert(subject, kind);
        let (item, unit) = (subject % 2 + 1, if subject < 2 { "甲市" } else { "乙市" });
        let event = event(line, &format!("6-1 2-{item} {unit} {}", kind.word()), registry);
        let document = if number < 12 {
            format!("甘政办督〔2018〕{}号", number + 1)
        } else {
            String::new()
        };
        let evidence = if number % 3 == 0 { "批示" } else { "" }.to_owned();
        let deadline = day.saturating_add(jiff::Span::new().days(i64::from(until)));
        Event { date: day, deadline: Some(deadline), document, evidence, ..event }
    });
    events.collect()
}

/// Returns the words of a case's events, by which the order of steps is examined.
fn words(case: &Case<'_>) -> Vec<EventKind> {
    case.events.iter().map(|event| event.kind).collect()
}

/// Returns whether the events before the place `at` have `needed` after the last of `since`.
fn has_since(kinds: &[EventKind], at: usize, needed: EventKind, since: &[EventKind]) -> bool {
    let before = &kinds[..at];
    let from = before.iter().rposition(|kind| since.contains(kind)).map_or(0, |at| at + 1);
    before[from..].contains(&needed)
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_sequence_of_events_breaks_the_order(random in prop::collection::vec(random(), 0..60)) {
        use EventKind as Kind;
        let registry = registry();
        let ledger = ledger(&random, &registry);
        let (calendar, rules) = (Calendar::default(), Rules::default());
        let days = Days { calendar: &calendar, rules: &rules, registry: &registry };
        let all = Cases::on(&ledger, None, days);

        // No event is lost, none counts twice.
        let mut lines: Vec<usize> = all.all().flat_map(|case| &case.events).map(|event| event.place.line).collect();
        lines.extend(all.faults.iter().map(|(event, _)| event.place.line));
        lines.sort_unstable();
        prop_assert!(lines.iter().copied().eq(2..random.len() + 2), "{:?}", lines);

        let mut papers = BTreeSet::new();
        for case in all.all() {
            let kinds = words(case);
            // Dates are in order, and the case came into its state on one of them.
            prop_assert!(case.events.is_sorted_by_key(|event| event.date));
            prop_assert!(case.events.iter().any(|event| event.date == case.since));
            prop_assert!(kinds.iter().filter(|kind| **kind == Kind::List).count() <= 1);
            prop_assert!(kinds.iter().filter(|kind| **kind == Kind::Extend).count() <= 1);
            prop_assert!(kinds.iter().filter(|kind| **kind == Kind::Overdue).count() <= 1);
            let mut deadline = None;
            for (at, event) in case.events.iter().enumerate() {
                let listed = kinds[..at].contains(&Kind::List);
                match event.kind {
                    Kind::Notice => {}
                    Kind::Answer => prop_assert!(has_since(&kinds, at, Kind::Notice, &[Kind::Answer])),
                    Kind::List => {
                        prop_assert!(kinds[..at].contains(&Kind::Notice) || !event.evidence.is_empty());
                        deadline = event.deadline;
                    }
                    Kind::Plan | Kind::RequestExtension => prop_assert!(listed),
                    Kind::Extend | Kind::RefuseExtension => {
                        prop_assert!(has_since(&kinds, at, Kind::RequestExtension, &[Kind::Extend, Kind::RefuseExtension]));
                        if event.kind == Kind::Extend {
                            prop_assert!(event.deadline > deadline);
                            deadline = event.deadline;
                        }
                    }
                    Kind::RequestClosing => prop_assert!(kinds[..at].contains(&Kind::Plan)),
                    Kind::Verified | Kind::NotVerified => {
                        prop_assert!(has_since(&kinds, at, Kind::RequestClosing, &[Kind::Verified, Kind::NotVerified]));
                    }
                    Kind::Close => {
                        prop_assert!(has_since(&kinds, at, Kind::Verified, &[]));
                        prop_assert_eq!(at + 1, kinds.len());
                    }
                    Kind::Overdue => prop_assert!(listed && Some(event.date) > deadline),
                    Kind::Talk => prop_assert!(at > 0),
                    Kind::Refer => prop_assert!(false),
                }
                // A number is that of one paper.
                if !event.document.is_empty() && number(event).is_some() {
                    let paper = (event.document.clone(), event.unit, event.kind, event.date);
                    let is_new = papers.iter().all(|other: &(String, UnitId, Kind, Date)| other.0 != paper.0);
                    prop_assert!(is_new || (event.kind == Kind::Notice && papers.contains(&paper)));
                    papers.insert(paper);
                }
            }
        }

        // The events that count lead to the same cases alone.
        let counted: BTreeSet<usize> = all.all().flat_map(|case| &case.events).map(|event| event.place.line).collect();
        let sound: Ledger = ledger.events().iter().filter(|event| counted.contains(&event.place.line)).cloned().collect();
        let again = Cases::on(&sound, None, days);
        prop_assert_eq!(&again.faults, &vec![]);
        prop_assert!(again.all().eq(all.all()));

        // A day has one state: that after the events until then, which later events do not change.
        for day in ledger.events().iter().map(|event| event.date).collect::<BTreeSet<_>>() {
            let until: Ledger = ledger.events().iter().filter(|event| event.date <= day).cloned().collect();
            let (then, cut) = (Cases::on(&ledger, Some(day), days), Cases::on(&until, None, days));
            prop_assert!(then.all().eq(cut.all()));
        }
    }
}
