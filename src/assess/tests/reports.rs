//! Changes between periods, punctuality, and the export.

use jiff::civil::date;
use serde_json::json;

use super::{Province, id, percent_of, target_id, value_of};
use crate::assess::{Change, Delay, Moved, Punctuality, export};
use crate::returns::Return;

#[test]
fn statuses_and_places_move_between_periods() {
    let mut province = Province::new();
    province.values(
        "2018Q1",
        "1-1",
        1,
        &[("省财政厅", "6"), ("兰州市", "5"), ("金昌市", "6"), ("白银市", "7")],
    );
    province.values("2018Q2", "1-1", 1, &[("省财政厅", "5"), ("兰州市", "8"), ("金昌市", "6")]);
    province.report("2018Q1", "2-1", 1, "省妇联", percent_of("10"));
    province.report("2018Q2", "2-1", 1, "省妇联", percent_of("41"));
    province.report("2018Q2", "2-2", 1, "省妇联", value_of("1"));
    let (before, now) = (province.assess("2018Q1"), province.assess("2018Q2"));
    let change = Change { before: &before, now: &now };
    assert_eq!(change.of(id("1-1")), Some(Moved::Down));
    assert_eq!(change.of(id("2-1")), Some(Moved::Up));
    // It was not judged before.
    assert_eq!(change.of(id("2-2")), None);
    let ids = |items: Vec<&crate::assess::ItemAssessment>| -> Vec<String> {
        items.iter().map(|item| item.id.to_string()).collect()
    };
    assert_eq!(ids(change.moved(Moved::Down).collect()), ["1-1"]);
    assert_eq!(ids(change.still_behind().collect()), ["2-1"]);
    let rank = |unit| change.rank(target_id("1-1", 1), province.unit(unit));
    assert_eq!(rank("兰州市"), Some(2));
    assert_eq!(rank("金昌市"), Some(0));
    assert_eq!(rank("白银市"), None);
    assert_eq!(change.rank(target_id("1-1", 2), province.unit("兰州市")), None);
}

#[test]
fn missing_late_and_incomplete_returns_are_told_apart() {
    let mut province = Province::new();
    let on = |day| Return { first_reported_on: Some(date(2018, 4, day)), ..percent_of("30") };
    province.report("2018Q1", "2-1", 1, "省妇联", on(9));
    province.report("2018Q1", "2-2", 1, "省妇联", on(10));
    province.report("2018Q1", "2-1", 1, "兰州市", on(8));
    province.report("2018Q1", "2-1", 1, "金昌市", Return::default());
    let found = Punctuality::new(&province.assess("2018Q1"), &province.progress, date(2018, 4, 8));
    let unit = |name| province.unit(name);
    let missing: Vec<_> = found.missing.iter().map(|(unit, _)| *unit).collect();
    assert_eq!(missing, [unit("省财政厅"), unit("白银市"), unit("天水市"), unit("兰州新区")]);
    assert_eq!(found.late, [Delay { unit: unit("省妇联"), on: date(2018, 4, 9) }]);
    let owed = vec![id("1-1"), id("1-2")];
    assert_eq!(found.incomplete, [(unit("兰州市"), owed.clone()), (unit("金昌市"), owed)]);
}

#[test]
fn returns_that_nobody_had_to_send_leave_nothing_owing() {
    let mut province = Province::new();
    let on = |day| Return { first_reported_on: Some(date(2018, 4, day)), ..percent_of("30") };
    province.report("2018Q1", "2-1", 1, "省妇联", on(3));
    province.report("2018Q1", "2-2", 1, "省妇联", on(3));
    // As the second lead unit, on one of two targets.
    province.report("2018Q1", "1-2", 1, "省妇联", on(3));
    // As a supporting unit; what it leads is missing.
    province.report("2018Q1", "2-1", 1, "省财政厅", on(3));
    let found = Punctuality::new(&province.assess("2018Q1"), &province.progress, date(2018, 4, 8));
    let owing: Vec<_> = found.incomplete.iter().map(|(unit, _)| *unit).collect();
    assert_eq!(owing, [province.unit("省财政厅")]);
    assert_eq!(found.incomplete[0].1, [id("1-1"), id("1-2")]);
    assert_eq!((found.expected, found.missing.len()), (7, 5));
}

#[test]
fn the_export_has_the_fields_of_the_contract() {
    let mut province = Province::new();
    province.values("2018Q1", "1-1", 1, &[("省财政厅", "5.30"), ("兰州市", "6")]);
    province.goal("1-1", 1, "兰州市", "7.5");
    let assessment = province.assess("2018Q1");
    let exported = export::assessment("2018Q1".parse().unwrap(), &assessment, &province.registry);
    let json = serde_json::to_value(&exported).unwrap();
    assert_eq!(json["period"], "2018Q1");
    assert_eq!(json["schedule"], "25");
    assert_eq!(json["items"].as_array().unwrap().len(), 4);
    let item = &json["items"][0];
    assert_eq!(item["id"], "1-1");
    assert_eq!(item["status"], "lagging");
    assert_eq!(item["value"], "5.3");
    assert_eq!(item["percent"], json!(null));
    assert_eq!(item["computed"], false);
    assert_eq!(item.get("targets"), None);
    assert_eq!(
        item["by_unit"][1],
        json!({"unit": "兰州市", "status": "lagging", "value": "6", "percent": null, "target": "7.5", "rank": 1})
    );
    assert_eq!(json["items"][1]["targets"][1]["target"], "4");
    assert_eq!(
        json["units"][1],
        json!({"unit": "省妇联", "done": 0, "on_track": 0, "lagging": 0, "severe": 0, "unreported": 2, "defective": 0, "unrated": 0})
    );
}
