//! `duban leaders`: each leader's list, brief and workbook.

use crate::pdf_text;
use crate::support::Case;

/// Returns of two checks: task 1 falls back and stays behind, task 2 is not reported any more.
const MARCH: &str = "期间,编号,单位,完成值,计量单位,状态,存在问题,填报日期\n\
    2018-03,1-1,省财政厅,6.1,%,,,2018-04-03\n2018-03,2-1,省财政厅,80,万亩,,,2018-04-03\n\
    2018-03,2-2,省妇联,,,达到序时,,2018-04-03\n";
const JUNE: &str = "期间,编号,单位,完成值,计量单位,状态,存在问题,填报日期\n\
    2018-06,1-1,省财政厅,6.1,%,,,2018-07-03\n\
    2018-06,2-1,省财政厅,100,万亩,,春旱影响整地,2018-07-03\n";

fn case() -> Case {
    let case = Case::tiny();
    case.write("seeds/leaders.csv", "顺序,姓名,职务\n1,黄强,副省长\n2,宋亮,副省长\n");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    // The second task is in the charge of both.
    let tasks = case.text("seeds/annex/tasks.csv");
    case.write(
        "seeds/annex/tasks.csv",
        tasks.replace("2,办好妇女之家。,黄强", "2,办好妇女之家。,黄强、宋亮"),
    );
    case.write("seeds/progress/2018-03.csv", MARCH);
    case.write("seeds/progress/2018-06.csv", JUNE);
    case.write("seeds/contacts.csv", "单位,联络员,电话\n省财政厅,张三,0931-1234567\n");
    case
}

fn text(case: &Case, name: &str) -> String {
    let text = pdf_text::text(&case.read(&format!("output/leaders/{name}.pdf")));
    text.split_whitespace().collect()
}

fn contains(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn each_leader_has_a_list_a_brief_and_a_workbook() {
    let case = case();
    case.duban(["leaders", "--period", "2018-06"]).exits(0).says("领导清单、一页通 2 位");
    assert_eq!(
        case.list("output/leaders"),
        ["宋亮-一页通.pdf", "宋亮.pdf", "宋亮.xlsx", "黄强-一页通.pdf", "黄强.pdf", "黄强.xlsx"]
    );
    let list = text(&case, "黄强");
    contains(
        &list,
        &[
            "黄强牵头的共3项：主要指标1项，重点工作任务2项；独立牵头2项，共同牵头1项",
            "截至6月30日",
            // 80 of the 90 due are lagging, 100 of 180 severe.
            "与一季度相比，1项后退，1项仍然滞后（其中1项后退）",
            "省财政厅滞后1项（严重滞后1项）张三0931-1234567",
            "省妇联未报送或待核1项",
        ],
    );
    let place = |words: &str| list.find(words).unwrap_or_else(|| panic!("{words}: {list}"));
    let table = place("附件牵头事项");
    let order = ["2-1", "2-2", "1-1"].map(|id| list[table..].find(id).unwrap());
    assert!(order.is_sorted(), "{order:?}: {list}");
    // What several are in charge of stands in each of their lists.
    let other = text(&case, "宋亮");
    contains(&other, &["共1项：重点工作任务1项；独立牵头0项，共同牵头1项", "2-2", "黄强"]);
    assert!(!other.contains("2-1"), "{other}");
    let brief = text(&case, "黄强-一页通");
    contains(&brief, &["春旱影响整地", "100.0万亩（27.8%）", "低22.2个百分点"]);
}

#[test]
fn a_list_of_a_day_rests_on_returns_that_were_due_by_then() {
    let case = case();
    case.write(
        "seeds/progress/2018-06.csv",
        format!("{JUNE}2018-06,2-2,省妇联,,,达到序时,,2018-07-03\n"),
    );
    // The returns of June are due on 5 July.
    case.duban(["leaders", "--date", "2018-07-04"]).exits(0);
    let list = text(&case, "黄强");
    contains(&list, &["2018年7月4日", "截至3月31日"]);
    case.duban(["leaders", "--date", "2018-07-05"]).exits(0);
    contains(&text(&case, "黄强"), &["2018年7月5日", "截至6月30日"]);
}

#[test]
fn leaders_are_named_one_by_one() {
    let case = case();
    case.duban(["leaders", "宋 亮"]).exits(0).says("领导清单、一页通 1 位");
    assert_eq!(case.list("output/leaders"), ["宋亮-一页通.pdf", "宋亮.pdf", "宋亮.xlsx"]);
    case.duban(["leaders", "宋量"]).exits(2).complains("领导名录里没有“宋量”");
}

#[test]
fn a_list_without_returns_has_no_statuses() {
    let case = case();
    std::fs::remove_dir_all(case.path("seeds/progress")).unwrap();
    case.duban(["leaders"]).exits(0);
    let list = text(&case, "黄强");
    contains(&list, &["共3项", "2-1", "省财政厅"]);
    assert!(!list.contains("未报送") && !list.contains("截至"), "{list}");
}

#[test]
fn what_would_come_out_as_it_is_stays() {
    let case = case();
    case.duban(["leaders"]).exits(0).says("新生成 6 个文件，未变 0 个");
    case.duban(["leaders"]).exits(0).says("新生成 0 个文件，未变 6 个");
}
