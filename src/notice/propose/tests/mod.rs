use super::*;
use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::input::published::Published;
use crate::notice::{Settings, import};
use crate::registry::Registry;

const NOTICE: &str = "\
附件2
序号\t工作任务\t责任领导\t牵头单位\t配合单位\t实施单位
1\t建成一批重点项目。\t王 明 李建国\t省经信委\t省住建厅省交通厅 省经信委\t各市州政府、长春市政府
2\t办好两个博览会。\t王 明\t省住建厅\t省人社厅省科技厅\t长春市政府、吉林市人民政府
3\t推进改革。\t李建国王 明\t省委宣传部\t长春海关 省电力公司\t长白山管委会
";

const CITY: &str = "\
附件2
序号\t重点工作任务\t牵头领导\t牵头单位\t配合单位
1\t建成1处。\t金大力\t市财政局\t市税务局、市人行，各县区政府
2\t建成2处。\t金大力\t市水利局\t市气象台、各区政府
3\t建成3处。\t金大力\t市水利局\t国网供电、各市州政府
4\t建成4处。\t金大力\t市水利局\t市军分区、东港区政府
5\t建成5处。\t金大力\t市水利局\t市妇联、各县政府
6\t建成6处。\t金大力\t市发改委\t市邮政、市烟草，有关部门
";

fn province() -> Government {
    Government {
        region: "岭西省".to_owned(),
        initial: "省".to_owned(),
        localities: "市州".to_owned(),
        enclosed: "新区".to_owned(),
        has_bureaus: false,
    }
}

fn city() -> Government {
    Government {
        region: "岭州市".to_owned(),
        initial: "市".to_owned(),
        localities: "县区".to_owned(),
        enclosed: "开发区".to_owned(),
        has_bureaus: true,
    }
}

fn proposed(notice: &str, government: &Government) -> Proposals {
    let source = Published::text(SourceFile::from_text("notice.txt", notice));
    let problems = &mut Diagnostics::new();
    let import = import(&[source], &Registry::default(), &Settings::default(), problems);
    Proposals::of(&import, government)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap().trim_start_matches('\u{feff}').to_owned()
}

#[test]
fn a_province_gets_units_collectives_and_leaders_in_files_of_their_own() {
    let government = province();
    let files = proposed(NOTICE, &government).files(&government);
    let [units, groups, leaders] = files.map(|file| text(&file.bytes()));
    let prepared = "市州,,,,,,“各市州政府”所指，请逐行填写";
    let expected = format!(
        "\
顺序,代码,简称,全称,别名,类别,生效,失效,继任,次数,首见,所在列
1,001,省经信委,岭西省经济和信息化委员会,,组成部门,,,,2,第3行第21字,牵头单位、配合单位
2,002,省住建厅,岭西省住房和城乡建设厅,,组成部门,,,,2,第3行第26字,牵头单位、配合单位
3,003,省交通厅,岭西省交通运输厅,,组成部门,,,,1,第3行第26字,配合单位
4,004,省人社厅,岭西省人力资源和社会保障厅,,组成部门,,,,1,第4行第21字,配合单位
5,005,省科技厅,岭西省科学技术厅,,组成部门,,,,1,第4行第21字,配合单位
6,006,省委宣传部,中共岭西省委宣传部,,党委机构,,,,1,第5行第16字,牵头单位
7,007,长春海关,,,中央单位,,,,1,第5行第22字,配合单位
8,008,省电力公司,,,企业,,,,1,第5行第27字,配合单位
9,009,长春市,长春市人民政府,长春市政府,市州,,,,2,第3行第46字,实施单位
10,010,吉林市,吉林市人民政府,,市州,,,,1,第4行第36字,实施单位
11,011,长白山管委会,,,新区,,,,1,第5行第33字,实施单位
12,012,,,,{prepared}
"
    );
    let shown: Vec<&str> = units.lines().take(13).collect();
    assert_eq!(shown, expected.lines().collect::<Vec<_>>());
    assert_eq!(units.lines().filter(|line| line.ends_with(prepared)).count(), 10);
    assert_eq!(
        groups,
        "名称,范围,成员,候选,次数,首见,所在列\n各市州政府,all,市州,,1,第3行第40字,实施单位\n"
    );
    assert_eq!(
        leaders,
        "顺序,姓名,职务,次数,首见,所在列\n1,王明,,3,第3行第13字,牵头领导\n\
         2,李建国,,2,第3行第17字,牵头领导\n"
    );
}

#[test]
fn no_government_is_made_of_a_unit_and_the_collective_after_it() {
    let government = city();
    let [units, groups, leaders] = proposed(CITY, &government).files(&government);
    let of = |file: &files::ProposedFile, columns: usize| -> Vec<String> {
        let text = text(&file.registry_bytes());
        let rows = text.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split(',').skip(2).take(columns).collect();
            cells.join(" ").trim_end().to_owned()
        });
        rows.collect()
    };
    let mut prepared = vec!["县区"; 10];
    let mut expected = vec![
        "市财政局 岭州市财政局  组成部门",
        "市水利局 岭州市水利局  组成部门",
        "市发改委 岭州市发展和改革委员会  组成部门",
        "市妇联 岭州市妇女联合会  群团组织",
        "市气象台   事业单位",
        "市税务局 国家税务总局岭州市税务局  中央单位",
        "市人行   中央单位",
        "市军分区   中央单位",
        "市邮政   中央单位",
        "市烟草   中央单位",
        "国网供电   企业",
        "东港区 东港区人民政府 东港区政府 县区",
    ];
    expected.append(&mut prepared);
    let shown: Vec<String> = of(&units, 4).iter().map(|row| row.trim_start().to_owned()).collect();
    assert_eq!(shown, expected);
    assert_eq!(
        text(&groups.registry_bytes()),
        "名称,范围,成员,候选\n各县区政府,all,县区,\n各区政府,open,,县区\n各市州政府,open,,\n\
         各县政府,open,,县区\n有关部门,open,,\n"
    );
    assert_eq!(text(&leaders.registry_bytes()), "顺序,姓名,职务\n1,金大力,\n");
}

#[test]
fn what_is_in_a_proposal_stays_and_what_is_new_comes_after_it() {
    let government = city();
    let [units, ..] = proposed(CITY, &government).files(&government);
    let old = "简称,全称,类别\n市财政局（国资委）,岭州市财政局,组成部门\n水利,,其他\n";
    let source = SourceFile::from_text(files::UNITS_PROPOSED, old);
    let merged = text(&units.merged(old.as_bytes(), &source));
    assert!(merged.starts_with(old), "{merged}");
    let added: Vec<&str> = merged[old.len()..].lines().collect();
    assert_eq!(added.len(), 11, "{merged}");
    assert_eq!(added[0], "市水利局,岭州市水利局,组成部门");
    // Once more, nothing is added.
    let source = SourceFile::from_text(files::UNITS_PROPOSED, &merged);
    assert_eq!(text(&units.merged(merged.as_bytes(), &source)), merged);
}

#[test]
fn regions_are_told_from_other_names_that_end_like_them() {
    let (province, city) = (province(), city());
    for (name, government, kind) in [
        ("东港市政府", &city, Kind::Locality),
        ("西岭县", &city, Kind::Locality),
        ("张家街道", &city, Kind::Locality),
        ("市政府", &city, Kind::Other),
        ("高新区管委会", &city, Kind::Zone),
        ("国家级保护区", &city, Kind::Central),
        ("岭西省军分区", &province, Kind::Central),
        ("各乡镇（街道）", &city, Kind::Group),
        ("市直各部门", &city, Kind::Group),
        ("市卫生健康委", &city, Kind::Department),
        ("省统计局", &province, Kind::Affiliated),
        ("市统计局", &city, Kind::Department),
        ("团市委", &city, Kind::People),
        ("市委办公室", &city, Kind::Party),
    ] {
        assert_eq!(kind::guess(name, false, government).kind, kind, "{name}");
    }
}
