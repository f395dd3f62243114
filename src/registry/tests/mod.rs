use std::path::Path;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{GroupId, Registry, Scope, UnitId, Who};
use crate::diagnostic::{Code, Diagnostics};
use crate::input::SourceFile;

const NOTICE: Date = date(2018, 2, 13);

const UNITS: &str = "\
简称,全称,别名,类别,生效,失效,继任
省发展改革委,甘肃省发展和改革委员会,省发改委,组成部门,,,
省工信委,,省工业和信息化委,组成部门,,2018/10/30,省工信厅
兰州市,兰州市人民政府,兰州、兰州市政府,市州,,,
白银市,白银市人民政府,白银,市州,,,
省工信厅,,,组成部门,2018年10月31日,,
";

const GROUPS: &str = "\
名称,范围,成员,候选
省政府各部门,all,组成部门,
相关市州政府,open,,市州
省“三变”小组成员单位,open,省工信委、省发改委,市州
相关金融机构,open,,
";

/// Returns the registry of these files on a day, and its problems: code, line, column, message.
fn registry(
    units: &str,
    groups: &str,
    leaders: &str,
    on: Date,
) -> (Registry, Vec<(Code, usize, usize, String)>) {
    let source = |name: &str, text: &str| SourceFile::from_text(name, text);
    let mut diagnostics = Diagnostics::new();
    let registry = Registry::from_sources(
        &source("seeds/units.csv", units),
        Some(&source("seeds/groups.csv", groups)).filter(|_| !groups.is_empty()),
        Some(&source("seeds/leaders.csv", leaders)).filter(|_| !leaders.is_empty()),
        on,
        &mut diagnostics,
    );
    let problem = |d: &crate::diagnostic::Diagnostic| {
        let (line, column) = d.place.as_ref().map_or((0, 0), |p| (p.line, p.column));
        (d.code, line, column, d.message.clone())
    };
    (registry, diagnostics.iter().map(problem).collect())
}

fn shorts(registry: &Registry, ids: &[UnitId]) -> Vec<String> {
    let short = |&id| registry.unit(id).short.clone();
    ids.iter().map(short).collect()
}

#[test]
fn names_of_every_kind_and_spelling_lead_to_their_unit() {
    let (registry, problems) = registry(UNITS, GROUPS, "", NOTICE);
    assert_eq!(problems, []);
    let first = Some(Who::Unit(UnitId(0)));
    for name in ["省发展改革委", "甘肃省发展和改革委员会", "省发改委", " 省发改　委\n"]
    {
        assert_eq!(registry.resolve(name), first, "{name}");
    }
    assert_eq!(registry.resolve("相关 市州政府"), Some(Who::Group(GroupId(1))));
    assert_eq!(registry.resolve("省\"三变\"小组成员单位"), Some(Who::Group(GroupId(2))));
    assert_eq!(registry.resolve("省科技厅"), None);
    assert_eq!(registry.canonical(Who::Unit(UnitId(0))), Some("省发展改革委"));
    assert_eq!(registry.nearest("省发改委员会"), Some("省发改委"));
}

#[test]
fn collectives_follow_the_date() {
    let members = |on| {
        let (registry, _) = registry(UNITS, GROUPS, "", on);
        shorts(&registry, registry.members(GroupId(0)))
    };
    assert_eq!(members(NOTICE), ["省发展改革委", "省工信委"]);
    assert_eq!(members(date(2018, 10, 30)), ["省发展改革委", "省工信委"]);
    assert_eq!(members(date(2018, 10, 31)), ["省发展改革委", "省工信厅"]);
}

#[test]
fn open_groups_are_never_guessed_but_filled_ones_count() {
    let (registry, _) = registry(UNITS, GROUPS, "", NOTICE);
    let related = GroupId(1);
    assert_eq!(registry.group(related).scope, Scope::Open);
    assert!(registry.members(related).is_empty());
    assert_eq!(shorts(&registry, registry.candidates(related)), ["兰州市", "白银市"]);
    let filled = GroupId(2);
    assert_eq!(registry.group(filled).scope, Scope::Explicit);
    assert_eq!(shorts(&registry, registry.members(filled)), ["省发展改革委", "省工信委"]);
    assert!(registry.candidates(filled).is_empty());
    assert!(registry.candidates(GroupId(3)).is_empty());
}

#[test]
fn units_stand_in_their_order_with_codes_of_three_digits() {
    let units =
        "顺序,代码,简称,类别\n３,,丙,市州\n,,丁,市州\n1,2,甲,市州\n2.5,LZXQ,乙,市州\n二,,戊,市州\n";
    let (registry, problems) = registry(units, "", "", NOTICE);
    let listed: Vec<_> =
        registry.units().map(|(_, unit)| (unit.code.as_str(), unit.short.as_str())).collect();
    // 甲 keeps 002; 戊 has no readable order, so it stays below the row above it, 乙.
    assert_eq!(
        listed,
        [("002", "甲"), ("LZXQ", "乙"), ("003", "戊"), ("004", "丙"), ("005", "丁")]
    );
    assert_eq!(
        problems,
        [(Code::CellInvalid, 6, 1, "顺序“二”不是数字，按文件中的先后排列".to_owned())]
    );
}

#[test]
fn names_and_codes_that_mean_two_things_are_reported() {
    let units = "\
代码,简称,全称,别名,类别
1,省民委,,,组成部门
1,省林业厅,,省民委、省林草厅,组成部门
../3,省文化厅,,,组成部门
4,省民委,,,组成部门
5,省环保厅,,省林业厅、省林草厅,组成部门
";
    let groups = "名称,范围,成员\n省文化厅,open,\n";
    let (registry, problems) = registry(units, groups, "姓名\n黄　强\n黄强\n", NOTICE);
    assert_eq!(
        problems,
        [
            (Code::NameAmbiguous, 5, 3, "名称“省民委”重复，本行未读入".to_owned()),
            (Code::NameAmbiguous, 3, 9, "名称“省民委”重复，此处不起作用".to_owned()),
            (Code::NameAmbiguous, 6, 9, "名称“省林业厅”重复，此处不起作用".to_owned()),
            (Code::NameAmbiguous, 6, 14, "“省林草厅”已是“省林业厅”的名称，此处不起作用".to_owned()),
            (Code::NameAmbiguous, 3, 1, "代码“001”已用于“省民委”，已另编代码".to_owned()),
            (Code::CellInvalid, 4, 1, "代码“../3”不能用作文件名，已另编代码".to_owned()),
            (Code::NameAmbiguous, 2, 1, "名称“省文化厅”重复，本行未读入".to_owned()),
            (Code::NameAmbiguous, 3, 1, "领导“黄强”重复，本行未读入".to_owned()),
        ]
    );
    let codes: Vec<_> = registry.units().map(|(_, unit)| unit.code.as_str()).collect();
    assert_eq!(codes, ["001", "002", "003", "005"]);
    let names: Vec<_> = registry.names().map(|(name, _)| name).collect();
    assert_eq!(names, ["省民委", "省林业厅", "省林草厅", "省文化厅", "省环保厅"]);
    assert_eq!(registry.groups().count(), 0);
}

#[test]
fn references_and_validities_that_make_no_sense_are_reported() {
    let units = "\
简称,类别,生效,失效,继任
省民委,组成部门,2018-10-31,2018-10-30,省民宗委
省林业厅,,去年,,省民委
,市州,,,
";
    let groups = "\
名称,范围,成员,候选
甲组,explicit,省民委、省科技厅,
乙组,all,,
丙组,部分,,市州
丁组,explicit,省科技厅,
";
    let (registry, problems) = registry(units, groups, "", NOTICE);
    assert_eq!(
        problems,
        [
            (
                Code::ValidityReversed,
                2,
                21,
                "失效日期2018-10-30早于生效日期2018-10-31，均未采用".to_owned()
            ),
            (Code::CellInvalid, 3, 7, "生效“去年”不是日期，未采用".to_owned()),
            (Code::CellEmpty, 3, 6, "“类别”为空，此单位不属于任何一类".to_owned()),
            (Code::CellEmpty, 4, 1, "“简称”不能为空，本行未读入".to_owned()),
            (Code::ReferenceUnknown, 2, 32, "继任单位“省民宗委”不在单位名录中".to_owned()),
            (Code::ReferenceUnknown, 2, 17, "成员“省科技厅”不在单位名录中".to_owned()),
            (Code::CellEmpty, 3, 8, "“乙组”的成员没有填写".to_owned()),
            (
                Code::CellInvalid,
                4,
                4,
                "范围“部分”不是 explicit、all 或 open，按 open 处理".to_owned()
            ),
            (Code::ReferenceUnknown, 4, 8, "候选“市州”不在单位名录中".to_owned()),
            (Code::ReferenceUnknown, 5, 13, "成员“省科技厅”不在单位名录中".to_owned()),
        ]
    );
    assert_eq!(registry.unit(UnitId(1)).successors, ["省民委"]);
    assert_eq!(registry.unit(UnitId(0)).valid_to, None);
    let scopes: Vec<_> = registry.groups().map(|(_, group)| group.scope).collect();
    assert_eq!(scopes, [Scope::Explicit, Scope::Open, Scope::Open, Scope::Open]);
}

#[test]
fn leaders_stand_in_protocol_order_without_padding() {
    let leaders = "顺序,姓名,职务\n2,宋　亮,副省长\n1,黄 强,常务副省长\n";
    let (registry, problems) = registry(UNITS, "", leaders, NOTICE);
    assert_eq!(problems, []);
    assert_eq!(registry.leader_names().collect::<Vec<_>>(), ["黄强", "宋亮"]);
    assert_eq!(registry.leader("宋 亮").map(|l| l.post.as_str()), Some("副省长"));
    assert_eq!(registry.leader("宋明亮"), None);
    assert_eq!(registry.nearest_leader("宋高亮"), Some("宋亮"));
}

#[test]
fn a_registry_without_units_is_reported() {
    let (registry, problems) = registry("简称,类别\n", "", "", NOTICE);
    assert_eq!(registry.units().count(), 0);
    assert_eq!(problems, [(Code::RegistryEmpty, 1, 1, "单位名录中没有单位".to_owned())]);
}

#[test]
fn missing_files_are_reported_each() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let mut diagnostics = Diagnostics::new();
    let registry = Registry::load(root.path(), NOTICE, &mut diagnostics);
    assert_eq!(registry.units().count(), 0);
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::FileMissing; 3]);
}

#[test]
fn the_seed_registry_has_no_problems() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut diagnostics = Diagnostics::new();
    let registry = Registry::load(root, NOTICE, &mut diagnostics);
    assert_eq!(diagnostics, Diagnostics::new());
    let Some(Who::Group(prefectures)) = registry.resolve("各市州政府") else {
        panic!("各市州政府 is a collective");
    };
    let prefectures = shorts(&registry, registry.members(prefectures));
    assert_eq!(prefectures.len(), 14);
    assert_eq!(prefectures.first().map(String::as_str), Some("兰州市"));
    assert_eq!(registry.resolve("省机场集团"), registry.resolve("省民航机场集团"));
    assert_eq!(
        registry.leader_names().collect::<Vec<_>>(),
        ["黄强", "宋亮", "张世珍", "李斌", "李沛兴", "何伟", "余建"]
    );
}

proptest! {
    #[test]
    fn no_file_makes_loading_panic(rows in "[01１,，、\"\n省市州allopen组-]{0,60}") {
        for (units, groups) in [(UNITS, &rows), (&rows, &GROUPS.to_owned())] {
            let below = |text: &str, rows: &str| {
                let header = text.lines().next().expect("a header");
                format!("{header}\n{rows}")
            };
            let (registry, _) = registry(&below(UNITS, units), &below(GROUPS, groups), &rows, NOTICE);
            for (name, who) in registry.names() {
                prop_assert_eq!(registry.resolve(name), Some(who));
            }
        }
    }
}

#[test]
fn a_circle_of_successors_is_told_once() {
    let mut problems = Diagnostics::new();
    let units = SourceFile::from_text(
        "seeds/units.csv",
        "简称,类别,继任\n甲局,直属机构,乙局\n乙局,直属机构,甲局\n丙局,直属机构,丙局\n丁局,直属机构,甲局\n",
    );
    Registry::from_sources(&units, None, None, NOTICE, &mut problems);
    let found: Vec<_> =
        problems.iter().map(|p| (p.code, p.place.as_ref().map(|place| place.line))).collect();
    assert_eq!(found, [(Code::SuccessorCycle, Some(2)), (Code::SuccessorCycle, Some(4))]);
}

#[test]
fn names_are_those_in_force_on_a_day() {
    use jiff::civil::date;
    let units = "简称,全称,类别,生效,失效,继任\n\
        省工信委,甘肃省工业和信息化委员会,厅,,2018-10-29,省工信厅\n\
        省工信厅,甘肃省工业和信息化厅,厅,2018-10-30,,\n\
        甲办,,厅,,2018-10-29,乙局、丙局\n乙局,,厅,,,\n丙局,,厅,,,\n\
        丁办,,厅,,2018-10-29,\n戊办,,厅,,2018-06-14,己局\n己局,,厅,,2018-10-29,省工信厅\n";
    let mut problems = Diagnostics::new();
    let source = SourceFile::from_text("seeds/units.csv", units);
    let registry = Registry::from_sources(&source, None, None, date(2018, 2, 13), &mut problems);
    assert!(problems.is_empty());
    let id = |name: &str| match registry.resolve(name) {
        Some(Who::Unit(id)) => id,
        other => panic!("{name}: {other:?}"),
    };
    let short = |day, name: &str| registry.named_on(day).unit(id(name)).short.clone();
    assert_eq!(short(date(2018, 10, 29), "省工信委"), "省工信委");
    assert_eq!(short(date(2018, 10, 30), "省工信委"), "省工信厅");
    assert_eq!(short(date(2018, 7, 1), "戊办"), "己局");
    assert_eq!(short(date(2019, 2, 1), "戊办"), "省工信厅");
    let (day, later) = (date(2019, 2, 1), registry.named_on(date(2019, 2, 1)));
    assert_eq!(later.unit(id("省工信委")).full, "甘肃省工业和信息化厅");
    assert_eq!(later.former(id("省工信委")), Some("省工信委"));
    assert_eq!(later.present(id("戊办")), id("省工信厅"));
    // Split, or gone without a successor: asked for, not guessed.
    for (name, code) in [("甲办", Code::SuccessorsSeveral), ("丁办", Code::SuccessorMissing)] {
        assert_eq!(later.unit(id(name)).short, format!("原{name}"));
        assert_eq!(later.present(id(name)), id(name));
        assert_eq!(registry.unsettled_on(id(name), day).map(|problem| problem.code), Some(code));
    }
    assert_eq!(registry.unsettled_on(id("省工信委"), day), None);
}
