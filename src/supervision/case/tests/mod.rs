//! Cases that follow from events.

mod random;

use jiff::civil::{Date, date};

use super::*;
use crate::calendar::Calendar;
use crate::diagnostic::Place;
use crate::registry::{Registry, Who};
use crate::sample::Province;
use crate::supervision::Rules;

/// Returns the registry whose units the events name.
fn registry() -> Registry {
    let province = Province::new().unit("甲市", "市州").unit("乙市", "市州");
    province.task(1, "丙。", |item| item.lead("甲市")).load().0
}

/// Returns an event, `DAY ID UNIT KIND [until DEADLINE] [no NUMBER] [for EVIDENCE]` with days of 2018 as 6-11.
fn event(line: usize, text: &str, registry: &Registry) -> Event {
    let words: Vec<&str> = text.split(' ').collect();
    let day = |text: &str| {
        format!("2018-{text:0>5}").parse::<Date>().or_else(|_| {
            let (month, day) = text.split_once('-').unwrap();
            format!("2018-{month:0>2}-{day:0>2}").parse()
        })
    };
    let after = |word| {
        let at = words.iter().position(|other| *other == word)?;
        words.get(at + 1).copied()
    };
    let Some(Who::Unit(unit)) = registry.resolve(words[2]) else { panic!("{text}") };
    Event {
        date: day(words[0]).unwrap(),
        id: words[1].parse().unwrap(),
        unit,
        kind: EventKind::parse(words[3]).unwrap(),
        document: after("no").unwrap_or_default().to_owned(),
        deadline: after("until").map(|text| day(text).unwrap()),
        evidence: after("for").unwrap_or_default().to_owned(),
        decided_by: String::new(),
        place: Place { line, ..Place::file("seeds/ledger.csv") },
    }
}

/// Returns the cases on a day as `ID UNIT STATE SINCE DEADLINE DAYS-LEFT`, and the faults of all events as `LINE MESSAGE`.
fn follow(events: &[&str], day: &str) -> (Vec<String>, Vec<String>) {
    let registry = registry();
    let read = (2..).zip(events).map(|(line, text)| event(line, text, &registry));
    let ledger: Ledger = read.collect();
    let (calendar, rules) = (Calendar::default(), Rules::default());
    let days = Days { calendar: &calendar, rules: &rules, registry: &registry };
    let on: Date = day.parse().unwrap();
    let cases = Cases::on(&ledger, Some(on), days);
    let told = cases.iter().map(|case| {
        let deadline = case.deadline().map_or_else(|| "-".to_owned(), |day| day.to_string());
        let left = case.days_left(on).map_or_else(|| "-".to_owned(), |left| left.to_string());
        let unit = &registry.unit(case.unit).short;
        let (id, state, since) = (case.id, case.state.as_str(), case.since);
        format!("{id} {unit} {state} {since} {deadline} {left}")
    });
    let faults = Cases::on(&ledger, None, days).faults;
    let faults = faults.iter().map(|(event, fault)| format!("{} {fault}", event.place.line));
    (told.collect(), faults.collect())
}

/// Returns the state at the end, and the faults.
fn end(events: &[&str]) -> (String, Vec<String>) {
    let (cases, faults) = follow(events, "2018-12-31");
    (cases.first().map_or("-", |case| case.split(' ').nth(2).unwrap()).to_owned(), faults)
}

/// A case with everything in its time. 2018-08-13 is a Monday.
const WHOLE: [&str; 9] = [
    "6-11 2-1 甲市 通知 until 6-26 no 甘政办督〔2018〕3号",
    "6-20 2-1 甲市 答复",
    "7-12 2-1 甲市 挂牌 until 8-13 no 甘政办督〔2018〕9号",
    "7-18 2-1 甲市 方案",
    "8-6 2-1 甲市 延期申请",
    "8-8 2-1 甲市 准予延期 until 9-12",
    "9-10 2-1 甲市 销号申请",
    "9-14 2-1 甲市 核查通过",
    "9-17 2-1 甲市 销号",
];

#[test]
fn the_state_of_any_day_follows_from_the_events_until_then() {
    for (day, expected) in [
        ("2018-06-10", ""),
        ("2018-06-11", "2-1 甲市 noticed 2018-06-11 2018-06-26 15"),
        ("2018-06-20", "2-1 甲市 answered 2018-06-20 - -"),
        ("2018-07-12", "2-1 甲市 listed 2018-07-12 2018-08-13 32"),
        ("2018-07-20", "2-1 甲市 planned 2018-07-18 2018-08-13 24"),
        ("2018-08-07", "2-1 甲市 planned 2018-07-18 2018-08-13 6"),
        ("2018-08-08", "2-1 甲市 extended 2018-08-08 2018-09-12 35"),
        ("2018-09-13", "2-1 甲市 closing 2018-09-10 2018-09-12 -1"),
        ("2018-09-14", "2-1 甲市 verified 2018-09-14 2018-09-12 -2"),
        ("2018-12-31", "2-1 甲市 closed 2018-09-17 - -"),
    ] {
        let (cases, faults) = follow(&WHOLE, day);
        assert_eq!(cases.join(""), expected, "{day}");
        assert_eq!(faults, [""; 0]);
    }
}

#[test]
fn the_order_of_rows_does_not_matter_where_one_order_is_possible() {
    let mut turned = WHOLE;
    turned.reverse();
    assert_eq!(follow(&turned, "2018-08-08"), follow(&WHOLE, "2018-08-08"));
    let one_day = ["6-11 2-1 甲市 通知", "6-11 2-1 甲市 答复"];
    assert_eq!(end(&one_day), ("answered".to_owned(), vec![]));
    let turned = [one_day[1], one_day[0]];
    assert_eq!(end(&turned), ("answered".to_owned(), vec![]));
    // A whole case on three days, each of them the wrong way round.
    let turned = [
        "7-12 2-1 甲市 方案",
        "7-12 2-1 甲市 挂牌 until 8-13 for 批示",
        "7-12 2-1 甲市 通知",
        "8-1 2-1 甲市 核查不通过",
        "8-1 2-1 甲市 销号申请",
        "8-8 2-1 甲市 销号",
        "8-8 2-1 甲市 核查通过",
        "8-8 2-1 甲市 销号申请",
    ];
    assert_eq!(end(&turned), ("closed".to_owned(), vec![]));
    // What no order makes possible is told.
    let never = ["7-12 2-1 甲市 销号", "7-12 2-1 甲市 挂牌 until 8-13 for 批示"];
    let fault = "2 此前的状态是“已挂牌”，不能“销号”".to_owned();
    assert_eq!(end(&never), ("listed".to_owned(), vec![fault]));
}

#[test]
fn steps_are_not_skipped() {
    let listed = "7-12 2-1 甲市 挂牌 until 8-13 for 批示";
    let planned = "7-18 2-1 甲市 方案";
    for (events, state, fault) in [
        (vec!["7-12 2-1 甲市 挂牌 until 8-13"], "-", "2 没有通知过，也没有写依据，不能“挂牌”"),
        (vec!["7-12 2-1 甲市 销号"], "-", "2 此前没有通知或挂牌，不能“销号”"),
        (vec!["6-11 2-1 甲市 通知", planned], "noticed", "3 此前的状态是“已通知”，不能“方案”"),
        (vec![listed, "8-1 2-1 甲市 销号申请"], "listed", "3 没有报送整改方案，不能“销号申请”"),
        (
            vec![listed, planned, "8-1 2-1 甲市 核查通过"],
            "planned",
            "4 此前的状态是“已报方案”，不能“核查通过”",
        ),
        (
            vec![listed, planned, "8-1 2-1 甲市 销号"],
            "planned",
            "4 此前的状态是“已报方案”，不能“销号”",
        ),
        (
            vec![listed, planned, "8-1 2-1 甲市 销号申请", "8-2 2-1 甲市 销号"],
            "closing",
            "5 此前的状态是“已申请销号”，不能“销号”",
        ),
        (
            vec![listed, "8-1 2-1 甲市 准予延期 until 9-1"],
            "listed",
            "3 没有待决定的延期申请，不能“准予延期”",
        ),
        (vec![listed, "8-1 2-1 甲市 不予延期"], "listed", "3 没有待决定的延期申请，不能“不予延期”"),
        (vec![listed, "8-1 2-1 甲市 答复"], "listed", "3 没有待答复的通知，不能“答复”"),
        (
            vec![listed, "8-1 2-1 甲市 挂牌 until 8-30"],
            "listed",
            "3 此前的状态是“已挂牌”，不能“挂牌”",
        ),
        (vec!["8-1 2-1 甲市 约谈"], "-", "2 此前没有通知或挂牌，不能“约谈”"),
    ] {
        assert_eq!(end(&events), (state.to_owned(), vec![fault.to_owned()]), "{events:?}");
    }
}

#[test]
fn an_extension_is_asked_for_in_time_and_granted_once() {
    let listed = "7-12 2-1 甲市 挂牌 until 8-13 for 批示";
    // 2018-08-06 is the Monday a week before: five working days are left.
    let asked = "8-6 2-1 甲市 延期申请";
    let granted = "8-8 2-1 甲市 准予延期 until 9-12";
    assert_eq!(end(&[listed, asked, granted]), ("extended".to_owned(), vec![]));
    assert_eq!(
        end(&[listed, "8-7 2-1 甲市 延期申请", granted]).1,
        [
            "3 延期至迟应在2018-08-06以前（到期5个工作日前）申请",
            "4 没有待决定的延期申请，不能“准予延期”"
        ]
    );
    assert_eq!(
        end(&[listed, asked, granted, "8-20 2-1 甲市 延期申请"]),
        ("extended".to_owned(), vec!["5 已在2018-08-08准予延期，只能延期一次".to_owned()])
    );
    assert_eq!(
        end(&[listed, asked, "8-8 2-1 甲市 准予延期 until 8-13"]),
        ("listed".to_owned(), vec!["4 延期后的期限应晚于原期限2018-08-13".to_owned()])
    );
    let refused = "8-8 2-1 甲市 不予延期";
    assert_eq!(end(&[listed, asked, refused]), ("listed".to_owned(), vec![]));
    assert_eq!(
        end(&[listed, asked, "8-6 2-1 甲市 延期申请"]).1,
        ["4 2018-08-06的申请还没有决定，不能“延期申请”"]
    );
}

#[test]
fn a_case_is_overdue_after_its_deadline_without_an_open_application() {
    let listed = "7-12 2-1 甲市 挂牌 until 8-13 for 批示";
    let planned = "7-18 2-1 甲市 方案";
    let applied = "8-13 2-1 甲市 销号申请";
    let overdue = "8-14 2-1 甲市 逾期";
    let state = |state: &str| (state.to_owned(), Vec::<String>::new());
    assert_eq!(end(&[listed, overdue, "8-20 2-1 甲市 约谈"]), state("overdue"));
    assert_eq!(end(&[listed, "8-13 2-1 甲市 逾期"]).1, ["3 期限2018-08-13还没有过，不能“逾期”"]);
    assert_eq!(
        end(&[listed, "8-6 2-1 甲市 延期申请", overdue]).1,
        ["4 2018-08-06的申请还没有决定，不能“逾期”"]
    );
    assert_eq!(
        end(&[listed, planned, applied, overdue]),
        ("closing".to_owned(), vec!["5 2018-08-13的申请还没有决定，不能“逾期”".to_owned()])
    );
    let refused = "8-15 2-1 甲市 核查不通过";
    let late = "8-16 2-1 甲市 逾期";
    assert_eq!(end(&[listed, planned, applied, refused]), state("planned"));
    assert_eq!(end(&[listed, planned, applied, refused, late]), state("overdue"));
    let again = ["8-20 2-1 甲市 销号申请", "8-21 2-1 甲市 核查不通过"];
    assert_eq!(
        end(&[&[listed, planned, applied, refused, late][..], &again].concat()),
        state("overdue")
    );
}

#[test]
fn a_notice_of_a_listed_case_leaves_its_state() {
    let events = [
        "6-11 2-1 甲市 通知 until 6-26",
        "7-12 2-1 甲市 挂牌 until 8-13",
        "7-13 2-1 甲市 通知 until 7-27",
        "7-20 2-1 甲市 答复",
    ];
    let (cases, faults) = follow(&events, "2018-07-31");
    assert_eq!(cases, ["2-1 甲市 listed 2018-07-12 2018-08-13 13"]);
    assert_eq!(faults, [""; 0]);
    let again =
        ["6-11 2-1 甲市 通知 until 6-26", "6-20 2-1 甲市 答复", "7-11 2-1 甲市 通知 until 7-25"];
    assert_eq!(follow(&again, "2018-07-12").0, ["2-1 甲市 noticed 2018-07-11 2018-07-25 13"]);
}

#[test]
fn after_delisting_only_a_new_case_follows() {
    let after = |event: &str| end(&[&WHOLE[..], &[event]].concat());
    assert_eq!(
        after("10-8 2-1 甲市 约谈"),
        ("closed".to_owned(), vec!["11 此前的状态是“已销号”，不能“约谈”".to_owned()])
    );
    assert_eq!(
        after("10-8 2-1 甲市 挂牌 until 11-7"),
        ("closed".to_owned(), vec!["11 没有通知过，也没有写依据，不能“挂牌”".to_owned()])
    );
    assert_eq!(after("10-8 2-1 甲市 通知"), ("noticed".to_owned(), vec![]));
    assert_eq!(after("10-8 2-1 甲市 挂牌 until 11-7 for 批示"), ("listed".to_owned(), vec![]));
}

#[test]
fn a_number_belongs_to_one_paper() {
    let both = [
        "6-11 2-1 甲市 通知 until 6-26 no 甘政办督〔2018〕3号",
        "6-11 2-2 甲市 通知 until 6-26 no 甘政办督[2018]3号",
    ];
    assert_eq!(end(&both).1, [""; 0]);
    for other in [
        "6-11 2-1 乙市 通知 no 甘政办督〔2018〕3号",
        "6-12 2-2 甲市 通知 no 甘政办督〔2018〕3号",
        "7-12 2-1 甲市 挂牌 until 8-13 no 甘政办督〔2018〕第3号",
    ] {
        assert_eq!(end(&[both[0], other]).1, ["3 文号已用于第2行的事件，不能再用"], "{other}");
    }
    // The unit's own number is no paper of the office.
    assert_eq!(end(&[both[0], "6-12 2-1 甲市 答复 no 甘政办督〔2018〕3号"]).1, [""; 0]);
}

#[test]
fn units_and_items_have_cases_of_their_own() {
    let events =
        ["6-11 2-1 甲市 通知", "6-11 2-1 乙市 通知", "6-11 2-2 甲市 通知", "6-12 2-1 乙市 答复"];
    let (cases, faults) = follow(&events, "2018-06-30");
    assert_eq!(
        cases,
        [
            "2-1 甲市 noticed 2018-06-11 - -",
            "2-1 乙市 answered 2018-06-12 - -",
            "2-2 甲市 noticed 2018-06-11 - -"
        ]
    );
    assert_eq!(faults, [""; 0]);
}

#[test]
fn the_deadline_of_a_listing_is_moved_to_a_working_day() {
    let (calendar, rules) = (Calendar::default(), Rules::default());
    let registry = registry();
    let days = Days { calendar: &calendar, rules: &rules, registry: &registry };
    // Thirty days after 12 July is a Saturday.
    assert_eq!(days.list_deadline(date(2018, 7, 12)), date(2018, 8, 13));
    assert_eq!(days.list_deadline(date(2018, 7, 16)), date(2018, 8, 15));
    assert_eq!(days.last_request(date(2018, 8, 13)), date(2018, 8, 6));
    assert_eq!(days.last_request(date(2018, 8, 15)), date(2018, 8, 8));
}
