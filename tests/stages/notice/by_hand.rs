//! The notice of 2018, compared with a reading by hand.

use std::collections::{BTreeMap, BTreeSet};

use duban::diagnostic::{Code, Diagnostics};
use duban::input::SourceFile;
use duban::notice::{self, AnnexRow, RepairKind};
use duban::plan::{Annex, Column, Plan};
use duban::registry::Registry;
use serde_json::{Value, json};

use super::{NOTICE, faults, import, registry, rows};

/// Returns the reading by hand, an object for each row.
fn by_hand() -> Vec<Value> {
    include_str!("../../notice-2018/items.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is a JSON object"))
        .collect()
}

/// Returns a row in the form of the reading by hand, which names units as the registry does.
fn in_its_form(row: &AnnexRow, registry: &Registry) -> Value {
    let canonical = |column| -> Vec<&str> {
        let who = |name: &String| registry.resolve(name);
        let names = row.names(column).iter().filter_map(who);
        names.filter_map(|who| registry.canonical(who)).collect()
    };
    let targets: Vec<Value> = row
        .targets
        .iter()
        .map(|target| {
            json!({
                "value": target.value.to_string(),
                "measure": target.measure,
                "comparator": target.comparator.as_str(),
            })
        })
        .collect();
    let inherited: Vec<&str> = row.inherited.iter().map(|column| column.as_str()).collect();
    json!({
        "id": row.id.to_string(),
        "text": row.text,
        "leaders": row.leaders,
        "lead": canonical(Column::Lead),
        "support": canonical(Column::Support),
        "implement": row.implement,
        "inherited": inherited,
        "targets": targets,
    })
}

#[test]
fn every_row_agrees_with_the_reading_by_hand() {
    let registry = registry();
    let (import, _) = import(NOTICE, &registry);
    let read: Vec<Value> = rows(&import).map(|row| in_its_form(row, &registry)).collect();
    for (read, by_hand) in read.iter().zip(&by_hand()) {
        assert_eq!(read, by_hand);
    }
    assert_eq!(read.len(), 11 + 178);
    assert_eq!(by_hand().len(), 11 + 178);
}

/// Compares the totals of `domain.md` section 5, which count annex 2 alone.
#[test]
fn the_control_totals_come_out() {
    let (import, _) = import(NOTICE, &registry());
    let mut by_leader: BTreeMap<&str, usize> = BTreeMap::new();
    for leader in import.rows(Annex::TASKS).iter().flat_map(|row| &row.leaders) {
        *by_leader.entry(leader).or_default() += 1;
    }
    let expected = [
        ("何伟", 23),
        ("余建", 4),
        ("宋亮", 50),
        ("张世珍", 41),
        ("李斌", 42),
        ("李沛兴", 30),
        ("黄强", 52),
    ];
    assert_eq!(by_leader, BTreeMap::from(expected));
    let lead_units: BTreeSet<&String> =
        import.rows(Annex::TASKS).iter().flat_map(|row| &row.lead).collect();
    assert_eq!(lead_units.len(), 62);
    assert_eq!(import.rows(Annex::TASKS).iter().filter(|row| row.lead.len() > 1).count(), 79);
    let inherits = |column| move |row: &&AnnexRow| row.inherited.contains(&column);
    let count = |column| import.rows(Annex::TASKS).iter().filter(inherits(column)).count();
    assert_eq!(count(Column::Leaders), 31);
    assert_eq!(count(Column::Lead), 17);
    assert_eq!(count(Column::Support), 4);
    assert_eq!(import.rows(Annex::TASKS).iter().filter(|row| row.support.is_empty()).count(), 41);
    assert_eq!(import.rows(Annex::TASKS).iter().filter(|row| !row.targets.is_empty()).count(), 25);
}

#[test]
fn nothing_is_wrong_with_it_and_the_doubtful_items_are_named() {
    let (import, problems) = import(NOTICE, &registry());
    assert_eq!(faults(&problems), [""; 0]);
    assert_eq!(import.unknown, []);
    let doubts = |note: &str| -> Vec<String> {
        let noted = import
            .repairs
            .iter()
            .filter(|repair| repair.kind == RepairKind::Suspect && repair.note.starts_with(note));
        noted.map(|repair| repair.item.to_string()).collect()
    };
    assert_eq!(doubts("文字像是缺了开头"), ["1-10", "2-12"]);
    assert_eq!(doubts("没有实施单位"), ["2-65"]);
    assert_eq!(doubts("牵头领导、牵头单位、配合单位都是空白"), ["2-61", "2-114", "2-144", "2-164"]);
    assert_eq!(
        doubts("牵头领导沿用上一行"),
        [
            "2-12", "2-19", "2-25", "2-26", "2-30", "2-50", "2-55", "2-59", "2-103", "2-138",
            "2-157", "2-160", "2-167", "2-169"
        ]
    );
    let suspects = problems.iter().filter(|p| p.code == Code::ItemSuspect).count();
    assert_eq!(suspects, 20, "one for each of these items");
}

#[test]
fn every_repair_is_recorded() {
    let (import, _) = import(NOTICE, &registry());
    let of = |kind: RepairKind, columns: &[Column]| -> Vec<String> {
        let matching = import.repairs.iter().filter(|repair| {
            let titles = columns.iter().map(|column| column.title());
            let title = repair.field.title(repair.item.annex);
            repair.kind == kind && titles.clone().any(|column| column == title)
        });
        matching.map(|repair| repair.item.to_string()).collect()
    };
    assert_eq!(of(RepairKind::JoinedLine, &Column::ALL), ["2-19"]);
    assert_eq!(of(RepairKind::JoinedName, &Column::ALL), ["1-11"]);
    assert_eq!(
        of(RepairKind::Split, &[Column::Lead]),
        ["2-22", "2-27", "2-28", "2-29", "2-110", "2-160"]
    );
    assert_eq!(
        of(RepairKind::Split, &[Column::Support]),
        ["2-44", "2-64", "2-75", "2-95", "2-109", "2-130", "2-137"]
    );
    assert_eq!(of(RepairKind::Split, &[Column::Implement]), ["2-31", "2-111"]);
    let joined = import
        .repairs
        .iter()
        .find(|repair| repair.kind == RepairKind::JoinedLine)
        .expect("task 19 is broken");
    assert_eq!(joined.before, "省环保厅 　　省农牧厅 \n省林业厅");
    assert_eq!(joined.after, "省环保厅、省农牧厅、省林业厅");
}

/// Asserts that every cell of names that is not in the notice in this form has a repair.
#[test]
fn no_cell_is_changed_without_a_repair() {
    let (import, _) = import(NOTICE, &registry());
    let published: BTreeSet<&str> =
        NOTICE.split(['\t', '\n']).map(|cell| cell.trim_matches([' ', '　'])).collect();
    for row in rows(&import) {
        for column in Column::ALL {
            let now = row.names(column).join("、");
            let repaired = import.repairs.iter().any(|repair| {
                repair.item == row.id
                    && repair.field.title(row.id.annex) == column.title()
                    && repair.after == now
            });
            assert!(repaired || published.contains(now.as_str()), "{} {now}", row.id);
        }
    }
}

/// Compares with a reviewed list, since the reading by hand leaves subjects and stating words open.
#[test]
fn every_target_is_worded_as_reviewed() {
    let (import, _) = import(NOTICE, &registry());
    let worded: Vec<String> = rows(&import)
        .flat_map(|row| row.targets.iter().map(move |target| (row.id, target)))
        .map(|(id, target)| format!("{id} {target}"))
        .collect();
    let reviewed: Vec<&str> = include_str!("../../notice-2018/targets.txt").lines().collect();
    assert_eq!(worded, reviewed);
}

#[test]
fn what_is_stored_is_what_the_plan_reads() {
    let registry = registry();
    let (import, _) = import(NOTICE, &registry);
    let sources: Vec<(Annex, SourceFile)> = [Annex::INDICATORS, Annex::TASKS]
        .into_iter()
        .map(|annex| {
            let bytes = notice::store::table(&import, annex, "省政府");
            let source = SourceFile::decode(annex.file(), &bytes).expect("it is UTF-8");
            (annex, source)
        })
        .collect();
    let mut diagnostics = Diagnostics::new();
    let plan = Plan::from_sources(&sources, &registry, &mut diagnostics);
    assert_eq!(diagnostics, Diagnostics::new());
    assert_eq!(plan.items().len(), 189);
    for (item, row) in plan.items().iter().zip(rows(&import)) {
        assert_eq!(item.id, row.id);
        assert_eq!(item.text, row.text);
        assert_eq!(item.leaders, row.leaders);
        assert_eq!(item.inherited, row.inherited);
        assert_eq!(item.targets, row.targets);
    }
}

#[test]
fn the_stored_tables_begin_like_the_notice() {
    let (import, _) = import(NOTICE, &registry());
    let text = String::from_utf8(notice::store::table(&import, Annex::TASKS, "省政府"))
        .expect("it is UTF-8");
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("\u{feff}序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位,目标,沿用")
    );
    assert_eq!(
        lines.nth(7),
        Some(
            "8,完成精准扶贫劳动力培训34万人次。,李斌,省人社厅,省妇联,各市州政府、兰州新区管委会,精准扶贫劳动力培训 = 34 万人次,"
        )
    );
    assert_eq!(
        lines.nth(7),
        Some(
            "16,落实“先诊疗后付费”和“一站式”结报，建立特困户“送医上门”“送人就医”机制。,李斌,省卫生计生委,省人社厅、省民政厅,各市州政府、兰州新区管委会,,省政府牵头领导、牵头单位"
        )
    );
    let repairs =
        String::from_utf8(notice::store::repairs(&import.repairs, "省政府")).expect("it is UTF-8");
    assert!(repairs.starts_with("\u{feff}编号,列,类型,修复前,修复后,说明\n1-1,省政府牵头领导,spacing,黄 强 宋 亮　　张世珍 李沛兴,黄强、宋亮、张世珍、李沛兴,"));
}
