use std::collections::BTreeSet;
use std::fs;

use jiff::civil::Date;

use super::{Cause, Grade, Line, PaperSource, Papers, Scope, calls, papers};
use crate::assess::{Assessment, Basis, Punctuality};
use crate::diagnostic::Diagnostics;
use crate::numbers::Number;
use crate::period::Period;
use crate::plan::{Breakdown, Duties, Plan, Schedule};
use crate::registers::{Event, EventKind, Ledger};
use crate::registry::Registry;
use crate::returns::{PROGRESS_DIR, Progress};
use crate::sample::{Province, unit};
use crate::supervision::{Cases, Days};
use crate::workspace::Config;

const HEADER: &str =
    "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期";

/// A small province in a year.
struct Year {
    registry: Registry,
    plan: Plan,
    schedule: Schedule,
    config: Config,
    returns: String,
    events: Vec<Event>,
    own: BTreeSet<String>,
}

fn province() -> Province {
    let both = "兰州市、白银市";
    Province::new()
        .unit("省财政厅", "组成部门")
        .unit("省林业厅", "组成部门")
        .unit("省妇联", "群团组织")
        .unit("兰州市", "市州")
        .unit("白银市", "市州")
        .indicator(1, "生产总值增长6%左右。", |item| {
            item.lead("省财政厅、省妇联").implement(both).target("生产总值增长 ≈ 6 %")
        })
        .task(1, "造林。", |item| item.lead("省林业厅").implement(both))
        .task(2, "妇女之家。", |item| item.lead("省妇联").due("6月20日前"))
}

impl Year {
    fn new(province: &Province) -> Self {
        let (registry, plan) = province.load();
        let config = Config::parse(include_str!("../../../duban.toml")).unwrap();
        Self {
            registry,
            plan,
            schedule: Schedule::default(),
            config,
            returns: String::new(),
            events: Vec::new(),
            own: BTreeSet::new(),
        }
    }

    /// Adds returns: period, item, unit, then a value, a completion in percent or a status.
    fn reported(mut self, rows: &[(&str, &str, &str, &str)]) -> Self {
        for (period, item, unit, said) in rows {
            let cells = match said.strip_suffix('%') {
                Some(percent) => format!(",,{percent}%,"),
                None if said.contains(|c: char| c.is_ascii_digit()) => format!("{said},,,"),
                None => format!(",,,{said}"),
            };
            self.returns += &format!("{period},{item},,{unit},{cells},甲,,,乙,\n");
        }
        self
    }

    fn event(mut self, date: &str, item: &str, of: &str, kind: EventKind, document: &str) -> Self {
        let date: Date = date.parse().unwrap();
        let deadline = matches!(kind, EventKind::Notice | EventKind::List)
            .then(|| self.config.calendar.after_working_days(date, 10));
        let event = Event {
            date,
            id: item.parse().unwrap(),
            unit: unit(&self.registry, of),
            kind,
            document: document.to_owned(),
            deadline,
            evidence: String::new(),
            decided_by: String::new(),
            place: crate::diagnostic::Place::file("seeds/ledger.csv"),
        };
        self.events.push(event);
        self
    }

    fn with<T>(&self, month: &str, date: &str, work: impl FnOnce(&PaperSource<'_>) -> T) -> T {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join(PROGRESS_DIR)).unwrap();
        let file = folder.path().join(PROGRESS_DIR).join("a.csv");
        fs::write(file, format!("{HEADER}\n{}", self.returns)).unwrap();
        let (breakdown, mut problems) = (Breakdown::default(), Diagnostics::new());
        let progress = Progress::load(
            folder.path(),
            2018,
            &self.plan,
            &breakdown,
            &self.registry,
            &mut problems,
        );
        let duties = Duties::new(&self.plan, &self.registry);
        let basis = Basis {
            plan: &self.plan,
            registry: &self.registry,
            duties: &duties,
            breakdown: &breakdown,
            schedule: &self.schedule,
            progress: &progress,
            rules: &self.config.assessment,
        };
        let month = month.parse::<Period>().unwrap().close();
        let before = progress.months.keys().copied().rfind(|&one| one < month && one.number() >= 3);
        let before = before.map(|before| Assessment::new(&basis, before));
        let date: Date = date.parse().unwrap();
        let ledger: Ledger = self.events.iter().cloned().collect();
        let own = self.own.iter().map(|number| Number::parse(number).unwrap()).collect();
        let ledger = super::before(&ledger, &own, &self.registry);
        let (rules, calendar) = (&self.config.supervision, &self.config.calendar);
        let cases =
            Cases::on(&ledger, Some(date), Days { rules, calendar, registry: &self.registry });
        assert_eq!(cases.faults, []);
        work(&PaperSource {
            basis: &basis,
            now: &Assessment::new(&basis, month),
            before: before.as_ref(),
            cases: &cases,
            rules,
            calendar,
            date,
        })
    }

    /// Returns the papers of a month as lines: 省财政厅 督办单 1-1 滞后 至2018-06-26 抄省妇联.
    fn papers(&self, month: &str, date: &str) -> Vec<String> {
        self.with(month, date, |source| {
            let Papers { papers, unaddressed } = papers(source);
            let name = |unit| self.registry.unit(unit).short.clone();
            let words = papers.into_iter().map(|paper| {
                let grade = match paper.grade {
                    Grade::Hint => "提示函",
                    Grade::Notice => "督办单",
                    Grade::Reminder => "催办函",
                };
                let lines: Vec<_> = paper.lines.iter().map(line).collect();
                let copies: Vec<_> = paper.copies.into_iter().map(name).collect();
                format!("{} {grade} {} 抄{}", name(paper.unit), lines.join(" "), copies.join("、"))
            });
            words.chain(unaddressed.into_iter().map(|id| format!("无主送 {id}"))).collect()
        })
    }

    fn calls(&self, month: &str, date: &str) -> Vec<String> {
        self.with(month, date, |source| {
            let now = source.now;
            let punctuality =
                Punctuality::new(now, source.basis.progress, self.config.returns_due(now.month));
            let words = calls(&punctuality).into_iter().map(|call| {
                let items: Vec<_> = call.missing.iter().map(|owed| owed.item.to_string()).collect();
                let doubts = call.in_question.iter().map(|key| format!("误{}", key.target.item));
                let all: Vec<_> = items.into_iter().chain(doubts).collect();
                let silent = if call.is_silent { "全无" } else { "" };
                format!("{} {silent}{}", self.registry.unit(call.unit).short, all.join("、"))
            });
            words.collect()
        })
    }
}

fn line(line: &Line) -> String {
    let causes = line.causes.iter().map(|cause| match cause {
        Cause::Unanswered => "未答复".to_owned(),
        Cause::BehindAgain { before, was } => format!("{before}也{}", was.word()),
        Cause::Behind => line.status.word().to_owned(),
        Cause::Milestone { month, percent, .. } => format!("{month}月底{percent}%"),
        Cause::Deadline(day) => format!("时限{day}"),
    });
    let causes: Vec<_> = causes.collect();
    let own = if line.scope == Scope::Province { "" } else { "（本地）" };
    let earlier = line.earlier.as_ref().map_or("", |sent| &sent.document);
    format!("{}{own}{} 至{}{earlier}", line.item, causes.join("，"), line.due)
}

#[test]
fn the_lead_unit_answers_for_the_whole_and_the_others_get_a_copy() {
    let year = Year::new(&province()).reported(&[
        ("2018-05", "1-1", "省财政厅", "5.0"),
        ("2018-05", "1-1", "兰州市", "4.0"),
        ("2018-05", "1-1", "白银市", "6.5"),
        ("2018-05", "2-1", "省林业厅", "50%"),
    ]);
    // 10 working days after Monday, 11 June: the 18th is a holiday.
    let expected = "省财政厅 督办单 1-1滞后 至2018-06-26 抄省妇联、兰州市";
    assert_eq!(year.papers("2018-05", "2018-06-11"), [expected]);
}

#[test]
fn prefectures_answer_where_only_they_are_behind() {
    let year = Year::new(&province()).reported(&[
        ("2018-05", "1-1", "省财政厅", "6.0"),
        ("2018-05", "1-1", "兰州市", "4.0"),
        ("2018-05", "1-1", "白银市", "5.4"),
    ]);
    assert_eq!(
        year.papers("2018-05", "2018-06-11"),
        [
            "兰州市 督办单 1-1（本地）严重滞后 至2018-06-26 抄省财政厅、省妇联",
            "白银市 督办单 1-1（本地）滞后 至2018-06-26 抄省财政厅、省妇联"
        ]
    );
}

#[test]
fn a_paper_has_the_gravest_grade_of_its_lines() {
    let mut year = Year::new(&province()).reported(&[
        ("2018-03", "2-1", "省林业厅", "10%"),
        ("2018-03", "1-1", "省财政厅", "7"),
        ("2018-05", "1-1", "省财政厅", "4.0"),
        ("2018-05", "2-1", "省林业厅", "30%"),
        ("2018-05", "2-2", "省妇联", "达到序时"),
    ]);
    year.config.supervision.urgent = ["2-1".parse().unwrap()].into();
    assert_eq!(
        year.papers("2018-05", "2018-06-11"),
        [
            "省财政厅 督办单 1-1严重滞后 至2018-06-26 抄省妇联",
            // Urgent: 5 working days.
            "省林业厅 催办函 2-12018-03也严重滞后 至2018-06-19 抄",
            "省妇联 提示函 2-2时限2018-06-20 至2018-06-20 抄"
        ]
    );
    // Before the 15 days nothing is near.
    assert_eq!(year.papers("2018-05", "2018-06-04").len(), 2);
}

#[test]
fn what_is_not_reported_is_in_the_call_alone() {
    let year = Year::new(&province())
        .reported(&[("2018-05", "1-1", "省财政厅", "5到6之间"), ("2018-05", "1-1", "兰州市", "7")]);
    assert_eq!(year.papers("2018-05", "2018-06-11"), [""; 0]);
    // 省妇联 leads 2-2, and is a co-lead of 1-1, on which it owes nothing.
    let calls = year.calls("2018-05", "2018-06-11");
    assert_eq!(
        calls,
        [
            "省财政厅 误1-1",
            "省林业厅 全无2-1",
            "省妇联 全无2-2",
            "兰州市 2-1",
            "白银市 全无1-1、2-1"
        ]
    );
}

#[test]
fn a_notice_without_an_answer_is_followed_by_a_reminder_that_cites_it() {
    let behind = [("2018-05", "2-1", "省林业厅", "30%"), ("2018-04", "2-1", "省林业厅", "40%")];
    let number = "甘政办督〔2018〕3号";
    let noticed = Year::new(&province()).reported(&behind).event(
        "2018-05-10",
        "2-1",
        "省林业厅",
        EventKind::Notice,
        number,
    );
    // Answers were due by 24 May.
    let reminder = "省林业厅 催办函 2-1未答复，严重滞后 至2018-06-26甘政办督〔2018〕3号 抄";
    assert_eq!(noticed.papers("2018-05", "2018-06-11"), [reminder]);
    assert_eq!(
        noticed.papers("2018-05", "2018-05-24"),
        ["省林业厅 督办单 2-1严重滞后 至2018-06-07甘政办督〔2018〕3号 抄"]
    );
    let answered = noticed.event("2018-05-24", "2-1", "省林业厅", EventKind::Answer, "");
    assert_eq!(
        answered.papers("2018-05", "2018-06-11"),
        ["省林业厅 督办单 2-1严重滞后 至2018-06-26甘政办督〔2018〕3号 抄"]
    );
}

#[test]
fn a_listed_case_is_not_noticed_until_it_is_delisted() {
    let listed = Year::new(&province())
        .reported(&[("2018-05", "2-1", "省林业厅", "30%"), ("2018-05", "2-1", "兰州市", "10%")])
        .event("2018-05-10", "2-1", "省林业厅", EventKind::Notice, "甲")
        .event("2018-06-04", "2-1", "省林业厅", EventKind::List, "乙");
    assert_eq!(listed.papers("2018-05", "2018-06-11"), [""; 0]);
    assert_eq!(listed.papers("2018-05", "2018-06-01").len(), 1);
    let closed = listed
        .event("2018-06-11", "2-1", "省林业厅", EventKind::Plan, "")
        .event("2018-06-11", "2-1", "省林业厅", EventKind::RequestClosing, "")
        .event("2018-06-11", "2-1", "省林业厅", EventKind::Verified, "")
        .event("2018-06-11", "2-1", "省林业厅", EventKind::Close, "丙");
    assert_eq!(
        closed.papers("2018-05", "2018-06-11"),
        ["省林业厅 督办单 2-1严重滞后 至2018-06-26 抄兰州市"]
    );
}

#[test]
fn a_paper_that_is_made_again_stays_what_it_was() {
    let number = "甘政办督〔2018〕3号";
    let mut year = Year::new(&province()).reported(&[("2018-05", "2-1", "省林业厅", "30%")]);
    let before = year.papers("2018-05", "2018-06-11");
    year.own.insert(number.to_owned());
    let year = year.event("2018-06-11", "2-1", "省林业厅", EventKind::Notice, number).event(
        "2018-06-11",
        "2-1",
        "省林业厅",
        EventKind::List,
        "乙",
    );
    assert_eq!(year.papers("2018-05", "2018-06-11"), before);
}

#[test]
fn an_item_that_nobody_is_known_to_lead_is_told() {
    let province = Province::new().unit("兰州市", "市州").open_group("有关部门", "").task(
        1,
        "植树。",
        |item| item.lead("有关部门").implement("兰州市").target("植树 ≥ 10 万亩"),
    );
    // The sum of the units is behind; without a target of its own no unit is.
    let year = Year::new(&province).reported(&[("2018-05", "2-1", "兰州市", "1")]);
    assert_eq!(year.papers("2018-05", "2018-06-11"), ["无主送 2-1"]);
}

#[test]
fn before_the_first_check_nothing_is_behind() {
    let year = Year::new(&province()).reported(&[("2018-02", "1-1", "省财政厅", "1")]);
    assert_eq!(year.papers("2018-02", "2018-03-12"), [""; 0]);
}

#[test]
fn a_milestone_is_told_until_it_is_reached() {
    let mut year = Year::new(&province()).reported(&[("2018-05", "2-1", "省林业厅", "50%")]);
    let percent = |percent: i64| rust_decimal::Decimal::from(percent);
    for (month, due) in [(3, 5), (6, 60)] {
        let item = crate::plan::Scope::Item("2-1".parse().unwrap());
        year.schedule.set(item, month, percent(due));
    }
    let hint = "省林业厅 提示函 2-16月底60% 至2018-06-30 抄";
    assert_eq!(year.papers("2018-05", "2018-06-15"), [hint]);
    assert_eq!(year.papers("2018-05", "2018-06-14"), [""; 0]);
    let item = crate::plan::Scope::Item("2-1".parse().unwrap());
    year.schedule.set(item, 6, percent(50));
    assert_eq!(year.papers("2018-05", "2018-06-15"), [""; 0]);
}
