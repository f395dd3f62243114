use super::*;
use crate::plan::Annex;

const UNITS: &str = "简称,全称,别名,类别\n兰州市,兰州市人民政府,,市州\n白银市,,,市州\n";
const TASKS: &str = "序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位,目标,沿用\n\
                     1,甲,,,,兰州市,危房改造 = 11.64 万户；整改任务 = 6 项,\n2,乙,,,,兰州市,,\n";

/// The parts that these rows hand down, and the problems as `line:column message`.
fn read(rows: &str) -> (Vec<String>, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    let source = SourceFile::from_text;
    let registry = Registry::from_sources(
        &source("units.csv", UNITS),
        None,
        None,
        jiff::civil::date(2018, 2, 13),
        &mut diagnostics,
    );
    let tasks = (Annex::Tasks, source("tasks.csv", TASKS));
    let plan = Plan::from_sources(&[tasks], &registry, &mut Diagnostics::new());
    let targets = source(
        TARGETS_FILE,
        &format!("编号,指标,单位,目标值,计量单位,备注\n{rows}"),
    );
    let breakdown = Breakdown::from_source(&targets, &plan, &registry, &mut diagnostics);
    let parts = breakdown
        .values
        .iter()
        .map(|((item, target, unit), value)| {
            let unit = &registry.unit(*unit).short;
            format!("{item}.{target} {unit} {}", value.normalize())
        });
    diagnostics.sort();
    let problems = diagnostics.iter().map(|problem| {
        let place = problem.place.as_ref().expect("it stands in the file");
        format!("{}:{} {}", place.line, place.column, problem.message)
    });
    (parts.collect(), problems.collect())
}

#[test]
fn parts_are_kept_in_the_measure_of_the_target() {
    let (parts, problems) = read(
        "2-1,,兰州市,1.2,,演示数据\n2-1,1,白银市,8000户,,\n2-1,2,兰州市人民政府,3,项,\n2-1,2,白银市,\"1,200\",,\n",
    );
    assert_eq!(problems, [""; 0]);
    assert_eq!(
        parts,
        [
            "2-1.1 兰州市 1.2",
            "2-1.1 白银市 0.8",
            "2-1.2 兰州市 3",
            "2-1.2 白银市 1200"
        ]
    );
}

#[test]
fn parts_of_a_target_come_in_registry_order() {
    let item = "2-1".parse().unwrap();
    let [first, second] = [0, 1].map(UnitId);
    let mut breakdown = Breakdown::default();
    breakdown.set(item, 2, first, Decimal::TEN);
    breakdown.set(item, 1, second, Decimal::ONE);
    breakdown.set(item, 1, first, Decimal::TWO);
    breakdown.set("2-2".parse().unwrap(), 1, first, Decimal::TEN);
    let parts: Vec<_> = breakdown.parts(item, 1).collect();
    assert_eq!(parts, [(first, Decimal::TWO), (second, Decimal::ONE)]);
    assert_eq!(breakdown.parts(item, 3).count(), 0);
}

#[test]
fn of_two_parts_the_first_counts() {
    let (parts, problems) = read("2-1,,兰州市,1.2,,\n2-1,1,兰州市,1.3,,\n");
    assert_eq!(parts, ["2-1.1 兰州市 1.2"]);
    assert_eq!(
        problems,
        ["3:7 2-1第1个指标已给“兰州市”定过目标，以前一行为准"]
    );
}

#[test]
fn what_cannot_be_read_is_told_at_its_cell_and_left_out() {
    let (parts, problems) = read(
        "2-9,,兰州市,1,,\n2-2,,兰州市,1,,\n2-1,3,兰州市,1,,\n2-1,甲,兰州市,1,,\n2-1,,定西市,1,,\n\
         2-1,,兰州市,若干,,\n2-1,,兰州市,暂无,,\n2-1,,兰州市,3,公顷,\n2-1,,兰州市,3公顷,,\n2-1,,兰州市,,,\n",
    );
    assert_eq!(parts, [""; 0]);
    assert_eq!(
        problems,
        [
            "2:1 没有编号为“2-9”的事项，本行未读入",
            "3:1 2-2没有第1个指标，共0个，本行未读入",
            "4:5 2-1没有第3个指标，共2个，本行未读入",
            "5:5 指标“甲”不是序号，本行未读入",
            "6:6 “定西市”不在单位名录中，本行未读入",
            "7:10 目标值“若干”不是数字，本行未读入",
            "8:10 目标值“暂无”不是数字，本行未读入",
            "9:12 计量单位“公顷”与目标的“万户”不一致，本行未读入",
            "10:10 计量单位“公顷”与目标的“万户”不一致，本行未读入",
            "11:10 “目标值”不能为空，本行未读入",
        ]
    );
}
