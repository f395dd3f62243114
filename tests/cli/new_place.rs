//! `duban init`: another place, another year.

use super::support::province::Province;
use super::support::{Case, repository};

/// Words that are facts of the sample's province.
const SAMPLE: [&str; 6] = ["甘", "兰州", "省", "市州", "14", "2018"];

/// Returns the lines of a new workspace's files that say something of the sample's province.
fn of_the_sample(case: &Case, files: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let text = case.text(file);
        let said = text.lines().filter(|line| !line.trim_start().starts_with(['#', '{']));
        let said = said.filter(|line| SAMPLE.iter().any(|word| line.contains(word)));
        found.extend(said.map(|line| format!("{file}: {line}")));
    }
    found
}

/// Lets the workspace `new` use the faces of the repository.
pub(super) fn with_faces(case: &Case) {
    let faces = case.text("duban.toml");
    let faces = &faces[faces.find("[fonts]").unwrap()..];
    let own = case.text("new/duban.toml");
    case.write("new/duban.toml", format!("{}{faces}", own.split("[fonts]").next().unwrap()));
}

#[test]
fn a_new_place_has_nothing_of_the_sample() {
    let case = Case::tiny();
    case.duban(["init", "new", "--region", "西岭县", "--year", "2020"])
        .exits(0)
        .says("西岭县，2020年；发文机关 西岭县人民政府办公室，参加排名的单位类别 乡镇")
        .says("下一步：运行 duban -C new import 通知文件 --propose");
    let names = case.list("new/templates");
    let templates: Vec<String> = names.iter().map(|name| format!("new/templates/{name}")).collect();
    let mut files: Vec<&str> = templates.iter().map(String::as_str).collect();
    files.push("new/duban.toml");
    assert_eq!(of_the_sample(&case, &files), [""; 0]);
    with_faces(&case);
    case.duban(["-C", "new"]).exits(1).complains("R103").says("下一步：名录还是空的");
    case.duban(["init", "other", "--region", "西岭"]).exits(2).complains("不像地区的全称");
}

#[test]
fn what_only_the_office_knows_is_asked_for_and_left_blank() {
    let case = Case::tiny();
    case.duban(["init", "new", "--region", "东港市", "--year", "2018"]).exits(0);
    let units = "1,001,市财政局,东港市财政局,,组成部门,,,\n2,002,南湖区,南湖区人民政府,,县区,,,\n";
    let header = "顺序,代码,简称,全称,别名,类别,生效,失效,继任\n";
    case.write("new/seeds/units.csv", format!("{header}{units}3,,,,,县区,,,\n4,,,,,县区,,,\n"));
    case.write("new/seeds/leaders.csv", "顺序,姓名,职务\n1,金大力,副市长\n");
    case.write("new/seeds/groups.csv", "名称,范围,成员,候选\n各县区政府,all,县区,\n");
    case.write(
        "new/seeds/notice-2018.txt",
        "附件2\n序号\t工作任务\t牵头领导\t牵头单位\t配合单位\t实施单位\n\
         1\t植树30万亩。\t金大力\t市财政局\t\t各县区政府\n",
    );
    with_faces(&case);
    let run = case.duban(["-C", "new"]).exits(0);
    run.complains(
        "没有填写：通知的标题（notice.title）、通知的印发日期（notice.date）、任务函的机关代字（letters.series）",
    )
    .complains("名录中预留的各行还没有填写单位：“县区”2行");
    let letter = crate::pdf_text::text(&case.read("new/output/letters/001-市财政局.pdf"));
    for words in [
        "东港市人民政府办公室",
        "根据市政府对年度目标任务的分解安排，现将",
        "请完成承担事项的细化分解",
        "牵头事项由以下市政府领导牵头：金大力",
    ] {
        assert!(letter.replace('\n', "").contains(words), "no {words} in {letter}");
    }
    assert!(!letter.contains('省') && !letter.contains("请于完成"), "{letter}");
}

#[test]
fn the_next_year_has_the_units_then_in_being_and_lists_what_is_unfinished() {
    let case = Case::tiny();
    let province = Province::new()
        .unit_with("省工信委", "组成部门", |unit| unit.until("2018-10-30", "省工信厅"))
        .unit_with("省工信厅", "组成部门", |unit| unit.since("2018-10-31"))
        .unit("省妇联", "群团组织")
        .unit("兰州市", "市州")
        .named_group("两家单位", "省工信委、省妇联")
        .leader("黄强");
    case.write_registry(&province);
    case.write(
        "seeds/notice-2018.txt",
        "附件2\n序号\t重点工作任务\t省政府牵头领导\t牵头单位\t配合单位\t实施单位\n\
         1\t植树30万亩。\t黄强\t省工信委\t\t兰州市\n2\t办好会议。\t黄强\t省妇联\t\t兰州市\n",
    );
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.write(
        "seeds/progress/2018-12.csv",
        "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,填报日期\n\
         2018-12,2-1,1,省工信委,10,万亩,,,植了10万亩。,2019-01-04\n\
         2018-12,2-2,,省妇联,,,100,,会议办完。,2019-01-04\n",
    );
    let letter = std::fs::read_to_string(repository().join("templates/letter.md")).unwrap();
    case.write("templates/letter.md", letter + "\n{# 本办的 #}\n");
    let before = super::whole_runs::tree(&case.path("seeds"));
    let settings = case.text("duban.toml");
    case.duban(["init", "next", "--from", ".", "--year", "2019"])
        .exits(0)
        .says("单位 3 个")
        .says("已失效的单位 1 个没有沿用：省工信委（现省工信厅）")
        .says("截至2018年12月底未完成的事项 1 个：seeds/unfinished.proposed.csv");
    assert!(super::whole_runs::tree(&case.path("seeds")) == before);
    assert_eq!(case.text("duban.toml"), settings);
    let plain = |file: &str| case.text(file).trim_start_matches('\u{feff}').to_owned();
    let units = plain("next/seeds/units.csv");
    let shorts: Vec<&str> =
        units.lines().skip(1).filter_map(|line| line.split(',').nth(2)).collect();
    assert_eq!(shorts, ["省工信厅", "省妇联", "兰州市"]);
    assert!(plain("next/seeds/groups.csv").contains("两家单位,explicit,省工信厅、省妇联"));
    assert!(plain("next/templates/letter.md").contains("本办的"));
    let unfinished = plain("next/seeds/unfinished.proposed.csv");
    assert_eq!(
        unfinished.lines().nth(1).unwrap(),
        "2018年任务1,2-1,植树30万亩,植树30万亩。,黄强,省工信厅,,兰州市,,截至2018年12月底未完成"
    );
    assert_eq!(unfinished.lines().count(), 2);
    case.duban(["-C", "next", "check"]).exits(2);
    case.duban(["init", "same", "--from", ".", "--year", "2018"]).exits(2).complains("--year");
    assert!(!case.path("same").exists());
}

#[test]
fn the_next_year_can_be_made_again_after_a_kill() {
    let case = Case::tiny();
    case.duban(["init", "next", "--from", "."]).exits(2).complains("先运行 duban import");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["init", "next", "--from", "."]).exits(0);
    let whole = super::whole_runs::tree(&case.path("next"));
    std::fs::remove_file(case.path("next/duban.toml")).unwrap();
    std::fs::remove_file(case.path("next/seeds/groups.csv")).unwrap();
    case.duban(["init", "next", "--from", "."]).exits(0);
    assert!(super::whole_runs::tree(&case.path("next")) == whole);
    case.duban(["init", "next", "--from", "."]).exits(2).complains("已经是工作区");
}

/// A notice of a city, as text.
const CITY: &str = "\
附件2
序号\t重点工作任务\t牵头领导\t牵头单位\t配合单位\t实施单位
1\t植树30万亩。\t金大力\t市林业局\t市妇联、市财政局\t各县区政府
2\t新建改建农村公路300公里。\t金大力\t市交通局\t有关部门\t东港区政府、高新区管委会
3\t办好两个博览会。\t陈小明\t市文旅局市财政局\t市委宣传部\t有关县区
";

#[test]
fn three_commands_lead_from_a_notice_to_letters() {
    let case = Case::tiny();
    case.duban(["init", "new", "--region", "岭州市", "--year", "2018"]).exits(0);
    with_faces(&case);
    case.write("new/seeds/notice-2018.txt", CITY);
    case.duban(["-C", "new", "import", "new/seeds/notice-2018.txt", "--propose"])
        .exits(0)
        .says("名录里没有的名称：单位 8 个、集体 3 个、领导 2 个")
        .says("名录原是空的，已按这些名称写成 seeds/units.csv、groups.csv、leaders.csv")
        .says("“各县区政府”没有逐一写明单位，已预留“县区”各行")
        .says("下一步：核对名录");
    let plain = |file: &str| case.text(file).trim_start_matches('\u{feff}').to_owned();
    let units = plain("new/seeds/units.csv");
    let shown: Vec<&str> = units.lines().skip(1).take(8).collect();
    assert_eq!(
        shown,
        [
            "1,001,市林业局,岭州市林业局,,组成部门,,,",
            "2,002,市财政局,岭州市财政局,,组成部门,,,",
            "3,003,市交通局,岭州市交通运输局,,组成部门,,,",
            "4,004,市文旅局,岭州市文化和旅游局,,组成部门,,,",
            "5,005,市委宣传部,中共岭州市委宣传部,,党委机构,,,",
            "6,006,市妇联,岭州市妇女联合会,,群团组织,,,",
            "7,007,东港区,东港区人民政府,东港区政府,县区,,,",
            "8,008,高新区管委会,,,开发区,,,",
        ]
    );
    assert_eq!(
        plain("new/seeds/groups.csv"),
        "名称,范围,成员,候选\n各县区政府,all,县区,\n有关部门,open,,\n有关县区,open,,县区\n"
    );
    assert_eq!(plain("new/seeds/leaders.csv"), "顺序,姓名,职务\n1,金大力,\n2,陈小明,\n");
    case.duban(["-C", "new"]).exits(0).complains("“县区”10行").says("任务函 8 份");
    // Once more: the registry is the office's now, and nothing is proposed.
    case.duban(["-C", "new", "import", "new/seeds/notice-2018.txt", "--propose"])
        .exits(0)
        .says("名称都在名录中");
    assert_eq!(plain("new/seeds/units.csv"), units);
    case.duban(["-C", "new", "undo"]).exits(0);
}
