//! Changes between periods, punctuality, and the export.

use jiff::civil::date;
use serde_json::json;

use super::{Province, id, percent_of, target_id, unreadable, value_of};
use crate::assess::{Change, Delay, Moved, OwedItem, Punctuality, export};
use crate::registry::UnitId;
use crate::returns::{Field, Return, ZeroReport};
use crate::status::Status;

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

/// Returns an item of which nothing came in.
fn whole(item: &str) -> OwedItem {
    OwedItem { item: id(item), targets: Vec::new() }
}

#[test]
fn of_an_item_reported_in_part_the_missing_targets_are_owed() {
    let mut province = Province::new();
    province.values("2018Q1", "1-2", 1, &[("省财政厅", "11"), ("兰州市", "3")]);
    let found = Punctuality::new(&province.assess("2018Q1"), &province.progress, date(2018, 4, 8));
    let part = OwedItem { item: id("1-2"), targets: vec![target_id("1-2", 2)] };
    let of = |name| found.incomplete.iter().find(|(unit, _)| *unit == province.unit(name));
    assert_eq!(of("省财政厅").unwrap().1, [whole("1-1"), part.clone()]);
    assert_eq!(of("兰州市").unwrap().1, [whole("1-1"), part, whole("2-1")]);
    assert!(found.missing.iter().all(|(_, owed)| owed.iter().all(|owed| !owed.is_partial())));
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
    let owed = vec![whole("1-1"), whole("1-2")];
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
    assert_eq!(found.incomplete[0].1, [whole("1-1"), whole("1-2")]);
    assert_eq!((found.expected, found.missing.len()), (7, 5));
}

#[test]
fn zero_reports_and_rows_that_cannot_be_assigned_are_no_silence() {
    let mut province = Province::new();
    let month = super::month("2018Q1");
    let zero = |unit, day| ZeroReport {
        month,
        unit,
        reporter: None,
        reported_on: Some(date(2018, 4, day)),
    };
    let [finance, golden, silver, tianshui] =
        ["省财政厅", "金昌市", "白银市", "天水市"].map(|name| province.unit(name));
    let zeros = [finance, golden].map(|unit| (unit, zero(unit, 9)));
    province.progress.zero_reports.insert(month, zeros.into());
    // 金昌市 has something to report after all; a row of 白银市 has no item, one of 天水市 no period.
    province.report("2018Q1", "2-1", 1, "金昌市", percent_of("30"));
    province.progress.senders.insert(Some(month), [(silver, 1)].into());
    province.progress.senders.insert(None, [(tianshui, 2)].into());
    let found = Punctuality::new(&province.assess("2018Q1"), &province.progress, date(2018, 4, 8));
    assert_eq!(found.zero_reports, [finance]);
    let units = |units: &[(UnitId, Vec<OwedItem>)]| -> Vec<UnitId> {
        units.iter().map(|(unit, _)| *unit).collect()
    };
    assert_eq!(
        units(&found.missing),
        [province.unit("省妇联"), province.unit("兰州市"), province.unit("兰州新区")]
    );
    assert_eq!(units(&found.incomplete), [golden]);
    let in_question: Vec<_> =
        found.in_question.iter().map(|found| (found.unit, found.unassigned)).collect();
    assert_eq!(in_question, [(silver, 1), (tianshui, 2)]);
    assert_eq!(found.late, [Delay { unit: finance, on: date(2018, 4, 9) }]);
}

#[test]
fn returns_of_which_something_cannot_be_used_are_in_question() {
    let mut province = Province::new();
    province.report("2018Q1", "2-1", 1, "兰州市", unreadable(Field::Percent));
    // Judged all the same by its status.
    let own = Return { status: Some(Status::OnTrack), ..unreadable(Field::Percent) };
    province.report("2018Q1", "2-1", 1, "金昌市", own);
    let assessment = province.assess("2018Q1");
    let found = Punctuality::new(&assessment, &province.progress, date(2018, 4, 8));
    let in_question: Vec<_> = found.in_question.iter().map(|found| found.unit).collect();
    assert_eq!(in_question, [province.unit("兰州市")]);
    let subjects = found.in_question[0].subjects.iter().map(|key| key.target);
    assert_eq!(subjects.collect::<Vec<_>>(), [target_id("2-1", 1)]);
    // What it owes beside that is missing; the item in question is not.
    let owed = found.incomplete.iter().find(|(unit, _)| *unit == province.unit("兰州市"));
    assert_eq!(owed.unwrap().1, [whole("1-1"), whole("1-2")]);
}

#[test]
fn a_unit_has_the_place_that_it_had_before_even_if_it_has_none_now() {
    let mut province = Province::new();
    province.values("2018Q1", "1-1", 1, &[("兰州市", "5"), ("金昌市", "6")]);
    province.values("2018Q2", "1-1", 1, &[("金昌市", "6")]);
    let (before, now) = (province.assess("2018Q1"), province.assess("2018Q2"));
    let change = Change { before: &before, now: &now };
    let unit = province.unit("兰州市");
    assert_eq!(change.rank_before(target_id("1-1", 1), unit), Some(2));
    assert_eq!(change.rank(target_id("1-1", 1), unit), None);
}

#[test]
fn the_export_gives_each_target_and_the_percentage_of_the_worst() {
    let mut province = Province::new();
    province.values("2018Q1", "1-2", 1, &[("省财政厅", "40"), ("兰州市", "2")]);
    province.values("2018Q1", "1-2", 2, &[("省财政厅", "4.2"), ("兰州市", "3.9")]);
    let assessment = province.assess("2018Q1");
    let exported = export::assessment("2018Q1".parse().unwrap(), &assessment, &province.registry);
    let json = serde_json::to_value(&exported).unwrap();
    let item = &json["items"][1];
    assert_eq!((&item["status"], &item["value"]), (&json!("severe"), &json!("40")));
    // 100% is the completion of the first target; the unemployment rate has none.
    assert_eq!(item["percent"], json!(null));
    let targets = item["targets"].as_array().unwrap();
    assert_eq!(targets.len(), 2);
    assert_eq!(targets[0]["percent"], "100");
    assert_eq!(targets[1]["no"], 2);
    assert_eq!(targets[1]["status"], "severe");
    assert_eq!(
        targets[1]["by_unit"][1],
        json!({"unit": "兰州市", "status": "on_track", "value": "3.9", "percent": null, "target": "4", "rank": 1})
    );
    assert_eq!(item["by_unit"], targets[0]["by_unit"]);
    assert_eq!(json["items"][2]["targets"].as_array().unwrap().len(), 1);
}

#[test]
fn an_incomplete_sum_is_exported_as_the_least_that_was_reached() {
    let mut province = Province::new();
    province.values("2018Q1", "2-2", 1, &[("兰州市", "36")]);
    let assessment = province.assess("2018Q1");
    let exported = export::assessment("2018Q1".parse().unwrap(), &assessment, &province.registry);
    let item = &serde_json::to_value(&exported).unwrap()["items"][3];
    assert_eq!(item["status"], "unreported");
    assert_eq!((&item["value"], &item["percent"]), (&json!("36"), &json!("10")));
    assert_eq!(item["computed"], true);
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
    assert_eq!(item["targets"].as_array().unwrap().len(), 1);
    assert_eq!(
        item["by_unit"][1],
        json!({"unit": "兰州市", "status": "lagging", "value": "6", "percent": null, "target": "7.5", "rank": 1})
    );
    assert_eq!(json["items"][1]["targets"][1]["by_unit"][0]["target"], "4");
    assert_eq!(
        json["units"][1],
        json!({"unit": "省妇联", "done": 0, "on_track": 0, "lagging": 0, "severe": 0, "unreported": 2, "defective": 0, "unrated": 0})
    );
}
