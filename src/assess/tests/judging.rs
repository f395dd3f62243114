//! The table of `FORMATS.md`, cell by cell.

use super::{decimal, month, percent_of, value_of, with_defect};
use crate::assess::judge::{Yardstick, is_narrow, report};
use crate::assess::{Kind, Rules};
use crate::plan::Due;
use crate::returns::{DefectKind, Field, Return};
use crate::status::Status::{self, Defective, Done, Lagging, OnTrack, Severe, Unrated, Unreported};
use crate::targets::Comparator::{self, About, Eq, Ge, Le};
use crate::targets::Direction;

/// The direction of most targets of a kind; `directions` tests the others.
fn direction_of(kind: Kind) -> Direction {
    if kind == Kind::UpperBound { Direction::Down } else { Direction::Up }
}

fn judged(
    kind: Kind,
    comparator: Comparator,
    goal: &str,
    period: &str,
    reported: &Return,
) -> Status {
    let month = month(period);
    let by = Yardstick {
        kind,
        comparator,
        direction: direction_of(kind),
        goal: goal.parse().ok(),
        least_digits: 1,
        due: Due::straight(month.number()),
        month,
        rules: &Rules::default(),
    };
    report(Some(reported), &by).status
}

fn value(kind: Kind, comparator: Comparator, goal: &str, period: &str, value: &str) -> Status {
    judged(kind, comparator, goal, period, &value_of(value))
}

#[test]
fn an_amount_is_compared_with_the_time_that_has_gone_by() {
    for (period, reported, status) in [
        ("2018-03", "40", Done),
        ("2018-03", "41.5", Done),
        ("2018-03", "10", OnTrack),
        ("2018-03", "9.9999", Lagging),
        ("2018-03", "8", Lagging),
        ("2018-03", "7.9999", Severe),
        ("2018-03", "0", Severe),
        ("2018-03", "-1", Severe),
        ("2018-06", "20", OnTrack),
        ("2018-06", "16", Lagging),
        ("2018-12", "39.99", Lagging),
        ("2018-12", "40", Done),
    ] {
        let found = value(Kind::Amount, Eq, "40", period, reported);
        assert_eq!(found, status, "{period} {reported}");
    }
}

#[test]
fn thirds_of_a_year_are_exact() {
    // A twelfth of a target of 12 is 1, however many threes follow 8.3.
    for m in 3..12 {
        let period = format!("2018-{m:02}");
        let reported = m.to_string();
        assert_eq!(value(Kind::Amount, Ge, "12", &period, &reported), OnTrack, "{m}");
        let less = format!("{}.9999999999999999999999", m - 1);
        assert_eq!(value(Kind::Amount, Ge, "12", &period, &less), Lagging, "{m}");
    }
}

#[test]
fn growth_is_not_divided_by_months() {
    for (comparator, period, reported, status) in [
        (Eq, "2018-03", "7", OnTrack),
        (Ge, "2018-03", "7.01", OnTrack),
        (Eq, "2018-12", "7", Done),
        (Eq, "2018-03", "6.99", Lagging),
        (Eq, "2018-03", "6", Lagging),
        (Eq, "2018-12", "6", Lagging),
        (Eq, "2018-03", "5.99", Severe),
        (Eq, "2018-03", "-0.1", Severe),
        (About, "2018-03", "6.5", OnTrack),
        (About, "2018-12", "6.5", Done),
        (About, "2018-03", "6.49", Lagging),
        (About, "2018-03", "5.5", Lagging),
        (About, "2018-03", "5.49", Severe),
    ] {
        let found = value(Kind::Growth, comparator, "7", period, reported);
        assert_eq!(found, status, "{comparator:?} {period} {reported}");
    }
    // Short by less than a point, but falling.
    assert_eq!(value(Kind::Growth, Eq, "0.5", "2018-03", "-0.1"), Severe);
}

#[test]
fn a_level_is_reached_at_the_end_of_the_year() {
    for (period, reported, status) in [
        ("2018-06", "92.8", OnTrack),
        ("2018-12", "92.80", Done),
        ("2018-06", "91.8", Lagging),
        ("2018-06", "91.79", Severe),
    ] {
        let found = value(Kind::Level, Ge, "92.8", period, reported);
        assert_eq!(found, status, "{period} {reported}");
    }
}

#[test]
fn an_upper_bound_includes_itself_and_has_no_lagging() {
    for (period, reported, status) in [
        ("2018-03", "4.00", OnTrack),
        ("2018-03", "4.01", Severe),
        ("2018-12", "4", Done),
        ("2018-12", "4.01", Severe),
    ] {
        let found = value(Kind::UpperBound, Le, "4", period, reported);
        assert_eq!(found, status, "{period} {reported}");
    }
}

#[test]
fn a_task_goes_by_its_completion_else_by_the_units_own_word() {
    let own = |status| Return { status: Some(status), ..Return::default() };
    for (reported, status) in [
        (percent_of("100"), Done),
        (percent_of("99.99"), OnTrack),
        (percent_of("25"), OnTrack),
        (percent_of("24.99"), Lagging),
        (percent_of("20"), Lagging),
        (percent_of("19.99"), Severe),
        (own(Lagging), Lagging),
        (own(Done), Done),
        (own(Unreported), Unrated),
        (Return { status: Some(Done), ..percent_of("10") }, Severe),
        (Return::default(), Unrated),
    ] {
        let found = judged(Kind::Task, Ge, "", "2018-03", &reported);
        assert_eq!(found, status, "{reported:?}");
    }
}

#[test]
fn where_there_is_nothing_to_judge_by_it_is_unrated() {
    let none = Return::default();
    assert_eq!(judged(Kind::Amount, Eq, "40", "2018-03", &none), Unrated);
    assert_eq!(judged(Kind::Growth, Eq, "7", "2018-03", &none), Unrated);
    // No target of its own.
    assert_eq!(value(Kind::Amount, Eq, "", "2018-03", "3"), Unrated);
    // Before the end of March.
    assert_eq!(value(Kind::Amount, Eq, "40", "2018-02", "0"), Unrated);
    assert_eq!(value(Kind::Growth, Eq, "7", "2018-02", "-5"), Unrated);
    let full = percent_of("100");
    assert_eq!(judged(Kind::Task, Ge, "", "2018-01", &full), Unrated);
}

#[test]
fn without_a_report_it_is_unreported_whatever_the_month() {
    for period in ["2018-01", "2018-03", "2018-12"] {
        let by = Yardstick {
            kind: Kind::Task,
            comparator: Ge,
            direction: Direction::Up,
            goal: None,
            least_digits: 1,
            due: Due::straight(3),
            month: month(period),
            rules: &Rules::default(),
        };
        assert_eq!(report(None, &by).status, Unreported);
    }
}

#[test]
fn an_amount_without_a_figure_goes_by_its_stated_completion() {
    let stated = |percent| judged(Kind::Amount, Eq, "40", "2018-03", &percent_of(percent));
    assert_eq!(stated("100"), Done);
    assert_eq!(stated("25"), OnTrack);
    assert_eq!(stated("19"), Severe);
}

#[test]
fn thresholds_come_from_the_rules() {
    let rules = Rules { severe_below: decimal("90"), shortfall: decimal("2"), ..Rules::default() };
    let by = |kind, goal| Yardstick {
        kind,
        comparator: Eq,
        direction: Direction::Up,
        goal: Some(decimal(goal)),
        least_digits: 1,
        due: Due::straight(6),
        month: month("2018-06"),
        rules: &rules,
    };
    let status = |kind, goal, value| report(Some(&value_of(value)), &by(kind, goal)).status;
    assert_eq!(status(Kind::Amount, "100", "45"), Lagging);
    assert_eq!(status(Kind::Amount, "100", "44.9"), Severe);
    assert_eq!(status(Kind::Growth, "7", "5"), Lagging);
    assert_eq!(status(Kind::Growth, "7", "4.9"), Severe);
}

#[test]
fn numbers_too_large_to_compare_are_unrated_and_no_panic() {
    let largest = rust_decimal::Decimal::MAX.to_string();
    assert_eq!(value(Kind::Amount, Eq, &largest, "2018-03", "1"), Unrated);
    assert_eq!(value(Kind::Amount, Eq, "1", "2018-03", &largest), Done);
    assert_eq!(value(Kind::Growth, Eq, &largest, "2018-03", &format!("-{largest}")), Severe);
    assert_eq!(value(Kind::Amount, Eq, "0", "2018-03", "0"), Done);
}

#[test]
fn what_is_on_schedule_by_a_hair_is_at_risk() {
    let rules = Rules::default();
    let narrow = |kind, comparator, goal: &str, reported: &Return| {
        let by = Yardstick {
            kind,
            comparator,
            direction: direction_of(kind),
            goal: goal.parse().ok(),
            least_digits: 1,
            due: Due::straight(3),
            month: month("2018-03"),
            rules: &rules,
        };
        is_narrow(&report(Some(reported), &by), &by)
    };
    // A twentieth above a quarter is 26.25%.
    assert!(narrow(Kind::Amount, Eq, "100", &value_of("26.24")));
    assert!(!narrow(Kind::Amount, Eq, "100", &value_of("26.25")));
    assert!(narrow(Kind::Task, Ge, "", &percent_of("25")));
    assert!(narrow(Kind::Growth, Eq, "7", &value_of("7.19")));
    assert!(!narrow(Kind::Growth, Eq, "7", &value_of("7.2")));
    assert!(narrow(Kind::Growth, About, "6", &value_of("5.6")));
    assert!(narrow(Kind::UpperBound, Le, "4", &value_of("3.9")));
    assert!(!narrow(Kind::UpperBound, Le, "4", &value_of("3.8")));
    // Targets that are behind, done or not judged are not at risk of falling behind.
    assert!(!narrow(Kind::Amount, Eq, "100", &value_of("24")));
    assert!(!narrow(Kind::Amount, Eq, "100", &value_of("100")));
    assert!(!narrow(Kind::Task, Ge, "", &Return::default()));
}

#[test]
fn a_cell_that_cannot_be_read_leaves_the_judgement_to_the_rest() {
    let unreadable =
        |report, field| with_defect(report, field, DefectKind::Unreadable("约一半".to_owned()));
    let own = |status| Return { status: Some(status), ..Return::default() };
    for (kind, goal, report, status) in [
        (Kind::Amount, "40", unreadable(percent_of("30"), Field::Value), OnTrack),
        (Kind::Amount, "40", unreadable(value_of("9"), Field::Percent), Lagging),
        (Kind::Amount, "40", unreadable(Return::default(), Field::Value), Defective),
        (Kind::Amount, "40", unreadable(Return::default(), Field::Percent), Defective),
        (Kind::Amount, "40", unreadable(value_of("9"), Field::Status), Lagging),
        // There is nothing to judge the value by, but it is added to those of others.
        (Kind::Amount, "", unreadable(percent_of("30"), Field::Value), Defective),
        (Kind::Amount, "", unreadable(value_of("9"), Field::Percent), Unrated),
        (Kind::Growth, "7", unreadable(percent_of("100"), Field::Value), Defective),
        (Kind::UpperBound, "4", unreadable(Return::default(), Field::Value), Defective),
        (Kind::Task, "", unreadable(own(Lagging), Field::Percent), Lagging),
        (Kind::Task, "", unreadable(own(Unrated), Field::Percent), Unrated),
        (Kind::Task, "", unreadable(Return::default(), Field::Percent), Defective),
        (Kind::Task, "", unreadable(percent_of("25"), Field::Status), OnTrack),
        (Kind::Task, "", unreadable(Return::default(), Field::Status), Defective),
        // A figure and a status are not needed by those that are judged without them.
        (Kind::Task, "", unreadable(own(Lagging), Field::Value), Lagging),
        (Kind::Task, "", unreadable(Return::default(), Field::Progress), Unrated),
    ] {
        assert_eq!(judged(kind, Ge, goal, "2018-03", &report), status, "{kind:?} {report:?}");
        assert_eq!(judged(kind, Ge, goal, "2018-02", &report), Unrated, "{kind:?} {report:?}");
    }
}

#[test]
fn a_contradiction_or_a_doubt_is_never_a_verdict() {
    for kind in [
        DefectKind::Contradiction(vec!["3".to_owned(), "3.2".to_owned()]),
        DefectKind::Doubt("是目标的一千倍".to_owned()),
    ] {
        let defective = |report, field| with_defect(report, field, kind.clone());
        let own = Return { status: Some(OnTrack), ..Return::default() };
        for (kind, goal, report, status) in [
            (Kind::Amount, "40", defective(value_of("40000"), Field::Value), Defective),
            (Kind::Amount, "40", defective(percent_of("30"), Field::Value), Defective),
            (Kind::Amount, "40", defective(value_of("9"), Field::Percent), Lagging),
            (Kind::Level, "92.8", defective(value_of("93"), Field::Value), Defective),
            (Kind::Task, "", defective(own.clone(), Field::Percent), Defective),
            (Kind::Task, "", defective(own, Field::Status), Defective),
        ] {
            assert_eq!(judged(kind, Ge, goal, "2018-03", &report), status, "{kind:?} {report:?}");
        }
    }
}

#[test]
fn a_defective_figure_is_neither_printed_nor_ranked() {
    let doubt = DefectKind::Doubt("是目标的一千倍".to_owned());
    let reported = with_defect(value_of("40000"), Field::Value, doubt);
    let by = Yardstick {
        kind: Kind::Amount,
        comparator: Ge,
        direction: Direction::Up,
        goal: Some(decimal("40")),
        least_digits: 1,
        due: Due::straight(3),
        month: month("2018-03"),
        rules: &Rules::default(),
    };
    let mark = report(Some(&reported), &by);
    assert_eq!((mark.status, mark.value, mark.percent), (Defective, None, None));
}
