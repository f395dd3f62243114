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

fn proposed() -> Vec<Proposal> {
    let source = SourceFile::from_text("notice.txt", NOTICE);
    proposals(&import(
        &[Published::text(source)],
        &Registry::default(),
        &Settings::default(),
        &mut Diagnostics::new(),
    ))
}

#[test]
fn every_unknown_name_is_proposed_with_count_and_kind() {
    let shown: Vec<String> =
        proposed().iter().map(|p| format!("{} {} {}", p.short, p.kind.label(), p.count)).collect();
    assert_eq!(
        shown,
        [
            "省经信委 组成部门 2",
            "省住建厅 组成部门 2",
            "省交通厅 组成部门 1",
            "省人社厅 组成部门 1",
            "省科技厅 组成部门 1",
            "省委宣传部 党委机构 1",
            "长春海关 中央单位 1",
            "省电力公司 企业 1",
            "长春市 市州 2",
            "吉林市 市州 1",
            "长白山管委会 新区 1",
            "各市州政府 集体（请移入 groups.csv） 1",
            "王明 领导（请移入 leaders.csv） 3",
            "李建国 领导（请移入 leaders.csv） 2",
        ]
    );
}

#[test]
fn a_proposal_says_where_its_name_stands_first() {
    let proposals = proposed();
    let prefecture =
        proposals.iter().find(|proposal| proposal.short == "长春市").expect("it is proposed");
    assert_eq!(prefecture.full, "长春市人民政府");
    assert_eq!(prefecture.aliases, BTreeSet::from(["长春市政府".to_owned()]));
    assert_eq!((prefecture.first.line, prefecture.first.column), (3, 46));
    assert_eq!(prefecture.columns, BTreeSet::from([Column::Implement]));
}

#[test]
fn the_file_has_the_columns_of_the_registry() {
    let source = SourceFile::from_text("notice.txt", NOTICE);
    let import = import(
        &[Published::text(source)],
        &Registry::default(),
        &Settings::default(),
        &mut Diagnostics::new(),
    );
    let text = String::from_utf8(units(&import)).expect("it is UTF-8");
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("\u{feff}顺序,代码,简称,全称,别名,类别,生效,失效,继任,次数,首见,所在列")
    );
    assert_eq!(
        lines.next(),
        Some("1,001,省经信委,省经信委,,组成部门,,,,2,第3行第21字,牵头单位、配合单位")
    );
}
