//! Registers, read against a small plan.

use jiff::civil::date;

use super::*;
use crate::plan::{Annex, ItemId};
use crate::registry::{UnitId, Who};
use crate::sample::Province;

fn province() -> Province {
    Province::new()
        .unit("省财政厅", "组成部门")
        .unit("省商务厅", "组成部门")
        .unit("兰州市", "市州")
        .indicator(7, "新增就业40万人。", |item| {
            let item = item.lead("省财政厅").implement("兰州市");
            item.target("新增就业 = 40 万人")
        })
        .task(3, "办好博览会。", |item| item.lead("省商务厅"))
}

/// Returns what `examine` says of the registers with these rows in one of the files, and the problems.
fn read<T>(
    file: &str,
    rows: &str,
    examine: impl FnOnce(&Registers, &dyn Fn(&str) -> UnitId) -> T,
) -> (T, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let seeds = folder.path().join("seeds");
    std::fs::create_dir_all(&seeds).unwrap();
    std::fs::write(folder.path().join(file), rows).unwrap();
    std::fs::write(
        seeds.join("numbers.csv"),
        "系列,年度,号,文件,日期,状态\n甘政办督,2018,3,notices/x,,\n\
         甘政办督,2018,4,cases/2-1/001-省财政厅-约谈-2018-06-11,2018-06-11,\n",
    )
    .unwrap();
    let province = province();
    let (registry, plan) = province.load();
    let breakdown = province.breakdown(&registry, &plan);
    let reader = Reader::new(2018, &plan, &breakdown, &registry);
    let numbers = Numbers::load(folder.path(), 2018, &registry, &mut Diagnostics::new());
    let mut problems = Diagnostics::new();
    let registers = Registers::load(folder.path(), &[], &reader, &numbers, &mut problems);
    let unit = |name: &str| match registry.resolve(name) {
        Some(Who::Unit(unit)) => unit,
        _ => panic!("{name}"),
    };
    let examined = examine(&registers, &unit);
    let told = problems.iter().map(|problem| {
        let place = problem.place.as_ref().unwrap();
        format!("{} {}:{} {}", problem.code.as_str(), place.line, place.column, problem.message)
    });
    (examined, told.collect())
}

#[test]
fn a_workspace_without_registers_has_empty_ones() {
    let (empty, problems) =
        read("seeds/other.csv", "", |registers, _| *registers == Registers::default());
    assert!(empty);
    assert_eq!(problems, [""; 0]);
}

#[test]
fn a_receipt_is_found_by_number_and_unit() {
    let rows = "文号,单位,签收日期,签收人\n\
        甘政办督〔2018〕3号,兰州市政府,2018-06-12,王某\n\
        甘政办督[2018]3号,兰州市,2018-06-13,李某\n\
        甘政办督〔2018〕9号,省财政厅,2018/6/12,\n\
        三号,省财政厅,2018-06-12,\n\
        甘政办督〔2018〕3号,省财厅,2018-06-12,\n\
        甘政办督〔2018〕3号,省商务厅,,\n\
        甘政办督〔2018〕4号,省财政厅,2018-06-10,\n\
        甘政办督〔2018〕4号,兰州市,2018-06-11,\n";
    let (found, problems) = read(RECEIPTS_FILE, rows, |registers, unit| {
        let number = crate::numbers::Number::parse("甘政办督〔2018〕3号").unwrap();
        let receipt = registers.receipts.of(&number, unit("兰州市"));
        let found = receipt.map(|one| (one.received_on.to_string(), one.received_by.clone()));
        (found, registers.receipts.all().len())
    });
    assert_eq!(found, (Some(("2018-06-12".to_owned(), "王某".to_owned())), 3));
    assert_eq!(
        problems,
        [
            "L101 5:1 文号“三号”无法识别，本行未读入",
            "L101 6:14 “省财厅”不在单位名录中，本行未读入",
            "F115 7:19 “签收日期”不能为空，本行未读入",
            "L103 4:1 甘政办督〔2018〕9号没有登记在 seeds/numbers.csv",
            "L105 8:19 甘政办督〔2018〕4号签收于2018-06-10，早于印发日期2018-06-11，本行未读入",
            "L102 3:1 同一文件、同一单位的签收与第2行重复，以第2行为准",
        ]
    );
}

#[test]
fn a_plan_of_an_item_comes_before_that_of_the_unit() {
    let rows = "单位,编号,报送日期,主要领导,分管领导,责任处室,联络员,电话\n\
        省财政厅,,2018-02-28,甲,乙,预算处,丙,0931-1\n\
        省财政厅,1-7,2018-03-05,甲,丁,社保处,戊,0931-2\n\
        省财政厅,1-7,2018-05-02,甲,己,社保处,戊,0931-2\n\
        省商务厅,,,庚,,,,\n\
        省商务厅,1-7,2018-03-05,,,,,\n";
    let (found, problems) = read(PLANS_FILE, rows, |registers, unit| {
        let item = ItemId::new(Annex::INDICATORS, 7);
        let deputy = |name, item, on| {
            let plan = registers.plans.of(unit(name), item, on);
            plan.map(|plan| plan.responsible.deputy_in_charge.clone()).unwrap_or_default()
        };
        let (april, june) = (Some(date(2018, 4, 1)), Some(date(2018, 6, 1)));
        [
            deputy("省财政厅", Some(item), None),
            deputy("省财政厅", Some(item), april),
            deputy("省财政厅", Some(item), june),
            deputy("省财政厅", Some(item), Some(date(2018, 3, 1))),
            deputy("省财政厅", None, june),
            deputy("兰州市", Some(item), june),
        ]
    });
    assert_eq!(found, ["己", "丁", "己", "乙", "乙", ""]);
    assert_eq!(problems, ["L101 6:1 “省商务厅”不承担指标7（新增就业），本行未读入"]);
}

#[test]
fn a_unit_has_one_contact() {
    let rows = "unit,liaison,phone,email,address,postcode\n\
        兰州市,王某,0931-8,a@b.cn,南滨河东路,730030\n兰州市政府,李某,,,,\n";
    let (found, problems) = read(CONTACTS_FILE, rows, |registers, unit| {
        let contact = registers.contacts.of(unit("兰州市")).unwrap();
        (contact.liaison.clone(), contact.postcode.clone(), registers.contacts.all().count())
    });
    assert_eq!(found, ("王某".to_owned(), "730030".to_owned(), 1));
    assert_eq!(problems, ["L102 3:1 同一单位的联系方式与第2行重复，以第2行为准"]);
}

#[test]
fn events_are_read_with_their_english_names_too() {
    let rows = "date,id,unit,event,document,deadline,evidence,decided_by\n\
        2018-06-11,1-7,兰州市,notice,甘政办督〔2018〕3号,2018-06-26,滞后,\n\
        2018-06-20,1月7日,兰州市,答复,,,,\n\
        2018-07-12,1-7,兰州市,list,,2018-08-13,连续两次严重滞后,黄强\n";
    let (found, problems) = read(LEDGER_FILE, rows, |registers, _| {
        let events = registers.ledger.events().iter();
        events
            .map(|event| {
                let deadline = event.deadline.map(|day| day.to_string()).unwrap_or_default();
                format!(
                    "{} {} {} {deadline} {}",
                    event.date,
                    event.id,
                    event.kind.word(),
                    event.place.line
                )
            })
            .collect::<Vec<_>>()
    });
    assert_eq!(
        found,
        [
            "2018-06-11 1-7 通知 2018-06-26 2",
            "2018-06-20 1-7 答复  3",
            "2018-07-12 1-7 挂牌 2018-08-13 4"
        ]
    );
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("F155 3:12 "), "{problems:?}");
}

#[test]
fn an_event_that_cannot_be_read_is_reported_at_its_cell_and_left_out() {
    let rows = "日期,编号,单位,事件,文号,期限,依据,决定人\n\
        2018-02-30,1-7,兰州市,通知,,,,\n\
        2016-06-11,1-7,兰州市,通知,,,,\n\
        2018-06-11,1-8,兰州市,通知,,,,\n\
        2018-06-11,1-7,省商务厅,通知,,,,\n\
        2018-06-11,1-7,兰州市,表扬,,,,\n\
        2018-06-11,1-7,兰州市,移送,,,,黄强\n\
        2018-06-11,1-7,兰州市,挂牌,,,,黄强\n\
        2018-06-11,1-7,兰州市,挂牌,,2018-06-01,,黄强\n\
        2018-06-11,1-7,兰州市,挂牌,,2018-07-11,,\n\
        2018-06-11,1-7,兰州市,挂牌,,2018-07-11,,\n";
    let (count, problems) = read(LEDGER_FILE, rows, |registers, _| registers.ledger.events().len());
    assert_eq!(count, 1);
    let words = "通知、答复、挂牌、方案、延期申请、准予延期、不予延期、销号申请、核查通过、核查不通过、销号、逾期、约谈";
    assert_eq!(EventKind::of_ledger().map(EventKind::word).collect::<Vec<_>>().join("、"), words);
    assert_eq!(
        problems,
        [
            "L101 2:1 日期“2018-02-30”无法识别，本行未读入",
            "L101 3:1 日期2016-06-11不在2018-01-01至2019-12-31之间，本行未读入",
            "L101 4:12 没有编号为“1-8”的事项，本行未读入",
            "L101 5:16 “省商务厅”不承担指标7（新增就业），本行未读入",
            "L101 6:20 事件“表扬”无法识别，本行未读入",
            "L101 7:20 “移送”不记入台账，本行未读入",
            "F115 8:24 “期限”不能为空，本行未读入",
            "L101 9:24 期限2018-06-01早于日期2018-06-11，本行未读入",
            "L104 10:36 “挂牌”没有写决定人",
            "L104 11:36 “挂牌”没有写决定人",
            "L102 11:20 本行与第10行重复，以第10行为准",
        ]
    );
}

#[test]
fn referrals_have_a_register_of_their_own() {
    let rows = "日期,编号,单位,事件,文号,期限,依据,决定人,接收机关\n\
        2018-09-11,1-7,兰州市,移送,,,逾期未整改,黄强,省纪委\n\
        2018-09-11,1-7,兰州市,refer,,,,黄强,\n\
        2018-09-11,1-7,兰州市,约谈,,,,黄强,省纪委\n";
    let (found, problems) = read(REFERRALS_FILE, rows, |registers, _| {
        let all = registers.referrals.all().iter();
        all.map(|one| (one.recipient.clone(), one.event.kind)).collect::<Vec<_>>()
    });
    assert_eq!(found, [("省纪委".to_owned(), EventKind::Refer)]);
    assert_eq!(
        problems,
        ["F115 3:32 “接收机关”不能为空，本行未读入", "L101 4:20 “约谈”不记入移送登记，本行未读入"]
    );
}

#[test]
fn the_columns_of_the_ledger_are_those_of_the_contract() {
    let titles = |columns: &[(LedgerColumn, ColumnSpec)]| {
        columns.iter().map(|(_, spec)| format!("{} {}", spec.title, spec.alias)).collect::<Vec<_>>()
    };
    assert_eq!(
        titles(LedgerColumn::LEDGER),
        [
            "日期 date",
            "编号 id",
            "单位 unit",
            "事件 event",
            "文号 document",
            "期限 deadline",
            "依据 evidence",
            "决定人 decided_by"
        ]
    );
    assert_eq!(titles(LedgerColumn::REFERRALS)[8..], ["接收机关 recipient"]);
}
