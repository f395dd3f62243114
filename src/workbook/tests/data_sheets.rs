//! The sheets to filter and to make pivots of, and those that count and look up in them.

use super::*;
use crate::plan::TargetId;
use crate::returns::{Key, Return};
use crate::sample::unit;
use crate::targets::Target;

/// Two quarters: of 就业40万人 the province came to 12 and 24; 兰州市 to 9 and 12 of its 30, 白银市 to 1 and 6 of its 10. 推进 came to
/// 30 percent in June alone.
fn two_quarters() -> (Plan, Data) {
    let mut first = item("1-1", "就业40万人。", ["黄强", "省财政厅", "", "各市州政府"]);
    first.targets = Target::parse_list("就业 = 40 万人").expect("a test's target");
    let plan = Plan::new(vec![
        first,
        item("2-1", "推进。", ["黄强、李斌", "省农牧厅", "省政府各有关部门", "相关市州政府"]),
    ]);
    let registry = registry();
    let [march, june] = [3, 6].map(|month| Month::new(2018, month).expect("a month"));
    let mut data = Data { month: Some(june), before: Some(march), ..Data::default() };
    let decimal = |text: &str| Some(text.parse().expect("a number"));
    for (month, id, name, value, percent) in [
        (march, "1-1", "省财政厅", decimal("12"), None),
        (march, "1-1", "兰州市", decimal("9"), None),
        (march, "1-1", "白银市", decimal("1"), None),
        (june, "1-1", "省财政厅", decimal("24"), None),
        (june, "1-1", "兰州市", decimal("12"), None),
        (june, "1-1", "白银市", decimal("6"), None),
        (june, "2-1", "省农牧厅", None, decimal("30")),
    ] {
        let target = TargetId::first(id.parse().expect("an id"));
        let key = Key { target, unit: unit(&registry, name) };
        let report = Return { value, percent, ..Return::default() };
        data.progress.months.entry(month).or_default().insert(key, report);
    }
    for (name, part) in [("兰州市", 30), ("白银市", 10)] {
        let target = TargetId::first("1-1".parse().expect("an id"));
        data.breakdown.set(target, unit(&registry, name), part.into());
    }
    (plan, data)
}

#[test]
fn each_unit_has_a_row_for_each_target_with_what_changed() {
    let (plan, data) = two_quarters();
    let mut book = data.book(&plan);
    let expected = [
        "编号|简称|指标|单位|职责|目标|计量单位|完成值|完成率|序时进度|状态|位次|上期完成值|比上期增减|上期状态|状态变化|上期位次|位次升降|\
         下一节点|节点应完成|期间|指标序号|类型|指标类型|单位类别|目标来源|应报|第一牵头领导|主要牵头单位|索引|黄强|李斌",
        "1-1|就业40万人。|就业|省财政厅|牵头|40|万人|24|0.6|0.5|达到序时||12|12|达到序时|持平|||||\
         2018-06|1|主要指标|总量|组成部门|全省|是|黄强|省财政厅|1-1#1@2|1|",
        "1-1|就业40万人。|就业|兰州市|实施|30|万人|12|0.4|0.5|滞后|2|9|3|达到序时|后退|1|-1|||\
         2018-06|1|主要指标|总量|市州|本单位|是|黄强|省财政厅|1-1#1@5|1|",
        "1-1|就业40万人。|就业|白银市|实施|10|万人|6|0.6|0.5|达到序时|1|1|5|严重滞后|好转|2|1|||\
         2018-06|1|主要指标|总量|市州|本单位|是|黄强|省财政厅|1-1#1@6|1|",
    ];
    assert_eq!(book.lines("各单位进展", 3..=6), expected);
    assert_eq!(book.formula("各单位进展", 5, 13), "ROUND(H5-M5,10)");
    assert_eq!(book.formula("各单位进展", 5, 17), "Q5-L5");
}

#[test]
fn each_unit_has_a_row_for_its_role_and_open_collectives_too() {
    let (plan, data) = two_quarters();
    let mut book = data.book(&plan);
    let expected = [
        "编号|简称|类型|单位|单位类别|职责|主次|通知中的写法|主要牵头单位|事项状态|第一牵头领导|黄强|李斌",
        "1-1|就业40万人。|主要指标|省财政厅|组成部门|牵头|主要牵头|省财政厅|省财政厅|达到序时|黄强|1|",
        "1-1|就业40万人。|主要指标|兰州市|市州|实施||各市州政府|省财政厅|达到序时|黄强|1|",
        "1-1|就业40万人。|主要指标|白银市|市州|实施||各市州政府|省财政厅|达到序时|黄强|1|",
        "2-1|推进。|重点工作任务|省农牧厅|组成部门|牵头|主要牵头|省农牧厅|省农牧厅|严重滞后|黄强|1|1",
        "2-1|推进。|重点工作任务|兰州市|市州|可能涉及||相关市州政府|省农牧厅|严重滞后|黄强|1|1",
        "2-1|推进。|重点工作任务|白银市|市州|可能涉及||相关市州政府|省农牧厅|严重滞后|黄强|1|1",
        "2-1|推进。|重点工作任务|省政府各有关部门|成员未列明|配合||省政府各有关部门|省农牧厅|严重滞后|黄强|1|1",
    ];
    assert_eq!(book.lines("分工", 3..=10), expected);
    assert_eq!(book.formula("分工", 4, 9), "INDEX(进展_状态,MATCH($A4,进展_编号,0))");
}

#[test]
fn each_leader_has_a_row_for_each_item() {
    let (plan, data) = two_quarters();
    let mut book = data.book(&plan);
    let expected = [
        "编号|简称|类型|领导|职务|牵头方式|次序|主要牵头单位|事项状态",
        "1-1|就业40万人。|主要指标|黄强|常务副省长|独立|1|省财政厅|达到序时",
        "2-1|推进。|重点工作任务|黄强|常务副省长|共同|1|省农牧厅|严重滞后",
        "2-1|推进。|重点工作任务|李斌|副省长|共同|2|省农牧厅|严重滞后",
    ];
    assert_eq!(book.lines("领导分工", 3..=6), expected);
}

#[test]
fn progress_shows_the_period_before_and_the_course_of_the_year() {
    let (plan, data) = two_quarters();
    let mut book = data.book(&plan);
    assert_eq!(book.texts("进展", 5)[10..14], ["状态", "上期状态", "状态变化", "走势"]);
    assert_eq!(book.texts("进展", 6)[10..13], ["达到序时", "达到序时", "持平"]);
    assert_eq!(book.texts("进展", 7)[10..13], ["严重滞后", "未报送", ""]);
    let expected = [
        "1-1|就业40万人。|1|就业|2018-03|3|万人|12|0.3|0.25|达到序时|0.3",
        "1-1|就业40万人。|1|就业|2018-06|6|万人|24|0.6|0.5|达到序时|0.6",
    ];
    assert_eq!(book.lines("月度数据", 4..=5), expected);
    let sheet = book.sheet("进展");
    // One figure is no course.
    assert_eq!(sheet.matches("<x14:sparkline>").count(), 1);
    assert!(sheet.contains("<xm:f>月度数据!L4:L5</xm:f><xm:sqref>N6</xm:sqref>"), "{sheet}");
}

#[test]
fn the_overview_counts_by_formulas_on_one_page() {
    let (plan, data) = two_quarters();
    let mut book = data.book(&plan);
    let expected = [
        "全部事项|2|0|1|0|1|0|0|0|1|0.5",
        "主要指标|1|0|1|0|0|0|0|0|1|1",
        "重点工作任务|1|0|0|0|1|0|0|0|0|0",
    ];
    assert_eq!(book.lines("总览", 4..=6), expected);
    assert_eq!(book.formula("总览", 5, 3), "COUNTIFS(进展_编号,\"1-*\",进展_状态,$D$3)");
    let sheet = book.sheet("总览");
    assert!(sheet.contains("fitToPage=\"1\""), "{sheet}");
    assert!(!sheet.contains("orientation=\"landscape\""), "{sheet}");
}

#[test]
fn the_heat_map_looks_statuses_and_figures_up() {
    let (plan, data) = two_quarters();
    let mut book = data.book(&plan);
    let expected = ["市州|就业\n（完成率）", "兰州市|滞后", "|0.4", "白银市|达到序时", "|0.6"];
    assert_eq!(book.lines("市州热力图", 3..=7), expected);
    let look_up =
        |column: &str| format!("INDEX(单位进展_{column},MATCH(\"1-1#1@5\",单位进展_索引,0))");
    assert_eq!(book.formula("市州热力图", 4, 1), look_up("状态"));
    assert_eq!(book.formula("市州热力图", 5, 1), look_up("完成率"));
}

#[test]
fn what_has_no_returns_has_no_sheets_of_progress() {
    let (plan, _) = two_quarters();
    let mut book = Data::default().book(&plan);
    let names = book.0.sheet_names();
    for name in ["总览", "进展", "各单位进展", "月度数据", "市州热力图"] {
        assert!(!names.contains(&name.to_owned()), "{name}");
    }
    assert_eq!(book.texts("分工", 3)[8..], ["主要牵头单位", "第一牵头领导", "黄强", "李斌"]);
}

#[test]
fn the_office_may_reword_sheets_and_columns_and_formulas_follow() {
    let (plan, data) = two_quarters();
    let replaced = vec![
        ("sheet = \"各单位进展\"", "sheet = \"单位明细\""),
        ("status = \"状态\"\nrank", "status = \"评价\"\nrank"),
        ("sheet = \"月度数据\"", "sheet = \"逐月\""),
        ("all = \"全部事项\"", "all = \"总计\""),
    ];
    let mut book = Data { replaced, ..data }.book(&plan);
    assert_eq!(book.texts("单位明细", 3)[10], "评价");
    assert_eq!(book.texts("总览", 4)[0], "总计");
    let name = "<definedName name=\"单位进展_状态\">单位明细!$K$4:$K$";
    let workbook = book.part("xl/workbook.xml");
    assert!(workbook.contains(name), "{workbook}");
    // Columns that no formula looks up have no name: that of a leader may have any sign.
    assert!(!workbook.contains("单位进展_黄强"), "{workbook}");
    assert!(book.sheet("进展").contains("<xm:f>逐月!L4:L5</xm:f>"));
}

#[test]
fn names_and_formulas_stay_when_columns_of_items_and_progress_are_reworded() {
    let (plan, data) = two_quarters();
    let mut built_in = data.book(&plan);
    let replaced = vec![
        ("annex = \"附件\"", "annex = \"所属附件\""),
        (
            "status = \"状态\"\nstatus_before = \"上期状态\"\nchange = \"状态变化\"\ncourse",
            "status = \"评价\"\nstatus_before = \"上期评价\"\nchange = \"变化\"\ncourse",
        ),
    ];
    let mut book = Data { replaced, ..data }.book(&plan);
    assert_eq!(book.texts("数据", 2)[..3], ["编号", "所属附件", "序号"]);
    assert_eq!(book.texts("进展", 5)[10..14], ["评价", "上期评价", "变化", "走势"]);
    for (sheet, row, col) in [("进展", 4, 4), ("分工", 4, 9), ("总览", 5, 3), ("目录", 6, 3)]
    {
        let formula = book.formula(sheet, row, col);
        assert!(!formula.is_empty(), "{sheet} {row} {col}");
        assert_eq!(formula, built_in.formula(sheet, row, col));
        assert_eq!(book.texts(sheet, row), built_in.texts(sheet, row));
    }
    let workbook = book.part("xl/workbook.xml");
    assert!(workbook.contains("<definedName name=\"进展_状态\">进展!$K$6:$K$7<"), "{workbook}");
    assert!(workbook.contains("<definedName name=\"事项_附件\">数据!$B$3:$B$4<"), "{workbook}");
    let names = |text: &str| text.matches("<definedName ").count();
    assert_eq!(names(&workbook), names(&built_in.part("xl/workbook.xml")));
}

#[test]
fn the_words_of_annexes_leaders_and_counts_are_the_template_s() {
    let (plan, data) = two_quarters();
    let replaced = vec![
        ("deadline = \"完成时限\"\n\n[sheets.tasks]", "deadline = \"时限\"\n\n[sheets.tasks]"),
        ("no = \"序号\"\ntext = \"主要指标\"", "no = \"号\"\ntext = \"指标名称\""),
        ("difference = \"差额\"", "difference = \"缺口\""),
        ("possible = \"可能涉及\"\ntotal = \"合计\"", "possible = \"或涉及\"\ntotal = \"总数\""),
        ("chart = \"承担事项数\"", "chart = \"事项数\""),
        ("alt = \"各单位承担事项数，按职责分段\"", "alt = \"各单位事项数\""),
        ("{who}　　牵头 {all} 项：", "{who}，共 {all} 项："),
        ("sole = \"独立\"\njoint = \"共同\"", "sole = \"单独\"\njoint = \"联合\""),
        ("post = \"职务\"\nindicators", "post = \"职位\"\nindicators"),
        ("leader = \"位\"", "leader = \"名\""),
    ];
    let mut book = Data { replaced, ..data }.book(&plan);
    assert_eq!(book.texts("附件1", 3)[..2], ["号", "指标名称"]);
    assert!(book.texts("目标分解", 3).contains(&"缺口".to_owned()));
    assert!(book.texts("责任矩阵", 4).ends_with(&["或涉及".to_owned(), "总数".to_owned()]));
    assert_eq!(book.texts("单位统计", 3).last().map(String::as_str), Some("事项数"));
    let band =
        "黄强　常务副省长，共 2 项：主要指标 1 项，重点工作任务 1 项；独立牵头 1 项，共同牵头 1 项";
    assert_eq!(book.texts("黄强", 2)[0], band);
    assert_eq!(book.texts("领导汇总", 2)[1], "职位");
    assert_eq!(book.texts("领导分工", 5)[5], "联合");
    assert!(book.formula("领导汇总", 3, 6).ends_with(",\"联合\")"));
    let contents: Vec<_> = (4..20).map(|row| book.texts("目录", row).join("|")).collect();
    assert!(
        contents.iter().any(|line| line.contains("|领导汇总|") && line.ends_with("|名")),
        "{contents:?}"
    );
}

#[test]
fn the_signs_of_the_matrix_and_the_note_of_the_breakdown_are_the_template_s() {
    let (plan, data) = two_quarters();
    let replaced = vec![
        ("lead = \"牵\"", "lead = \"主\""),
        ("牵＝牵头单位；", "主＝牵头单位；"),
        ("{units}的数量已含在所在{kind}之内", "{units}含在{kind}之内"),
    ];
    let mut book = Data { replaced, ..data }.book(&plan);
    assert!(book.texts("责任矩阵", 3)[0].starts_with("主＝牵头单位；配＝"));
    let note = &book.texts("目标分解", 2)[0];
    assert!(note.contains("兰州新区含在市州之内，单列"), "{note}");
    let cells = book.texts("责任矩阵", 5);
    assert!(cells.contains(&"主".to_owned()) && !cells.contains(&"牵".to_owned()), "{cells:?}");
    assert!(book.formula("单位统计", 4, 3).ends_with(",\"主\")"));
}

#[test]
fn words_that_excel_would_not_take_are_refused() {
    let refused = |from: &str, to: &str| {
        let problem = words_with(&[], &[(from, to)], &heading()).expect_err("a problem");
        (problem.message, problem.place.and_then(|place| place.snippet).map(|text| text.line))
    };
    let (message, line) = refused("sheet = \"分工\"", "sheet = \"数据\"");
    assert_eq!(message, "文件头有误：已有名为“数据”的工作表");
    assert_eq!(line.as_deref(), Some("sheet = \"数据\""));
    let (message, line) = refused("joint = \"共同\"", "joint = \"独立\"");
    assert_eq!(message, "文件头有误：“独立”已用于 sole，各词应不相同");
    assert_eq!(line.as_deref(), Some("joint = \"独立\""));
    let (message, line) = refused("joint = \"共同\"", "joint = \"共*\"");
    assert!(message.contains("有公式另有用处的字符"), "{message}");
    assert_eq!(line.as_deref(), Some("joint = \"共*\""));
    let (message, line) = refused("support = \"配\"", "support = \"牵\"");
    assert_eq!(message, "文件头有误：“牵”已用于 lead，各词应不相同");
    assert_eq!(line.as_deref(), Some("support = \"牵\""));
    let (message, line) = refused("short = \"少\"", "short = \"均高于全省\"");
    assert_eq!(message, "文件头有误：“均高于全省”与另一种情况的用词分不开");
    assert_eq!(line.as_deref(), Some("all_higher = \"均高于{{ region }}\""));
    let (message, _) = refused("over = \"多\"", "over = \"好几个待定\"");
    assert_eq!(message, "文件头有误：“好几个待定”与另一种情况的用词分不开");
    let (message, _) = refused("\"{count}个待定\"", "\"有待定的\"");
    assert_eq!(message, "文件头有误：“有待定的”应有一处 {count} 和说明它的文字");
    let (message, _) = refused("footer = \"第 ", &format!("footer = \"{} ", "页".repeat(190)));
    assert_eq!(message, "文件头有误：页脚有211字，最多200字");
    let (message, line) = refused("place = \"次序\"", "place = \"职务\"");
    assert_eq!(message, "文件头有误：已有名为“职务”的列");
    assert_eq!(line.as_deref(), Some("place = \"职务\""));
}

#[test]
fn the_words_of_pages_and_the_title_of_the_workbook_are_the_template_s() {
    let (plan, data) = two_quarters();
    let replaced = vec![
        ("title = \"{{ year }}年目标任务分解表\"", "title = \"{{ year }}年分解\""),
        ("第 {page} 页，共 {pages} 页", "{page}/{pages} & 内部"),
        ("back = \"返回目录\"", "back = \"回目录\""),
        ("total = \"合计\"\nsole", "total = \"总计\"\nsole"),
    ];
    let mut book = Data { replaced, ..data }.book(&plan);
    assert!(book.part("docProps/core.xml").contains("<dc:title>2018年分解</dc:title>"));
    for sheet in ["目录", "总览", "附件1", "责任矩阵", "单位统计", "进展", "领导汇总"]
    {
        let xml = book.sheet(sheet);
        let footer = "<oddFooter>&amp;C&amp;\"宋体,Regular\"&amp;10&amp;P/&amp;N &amp;&amp; 内部</oddFooter>";
        assert!(xml.contains(footer), "{sheet}: {xml}");
        assert_eq!(xml.contains("display=\"回目录\""), sheet != "目录", "{sheet}");
    }
    let totals =
        (3..).map(|row| book.texts("领导汇总", row)[0].clone()).find(|text| text == "总计");
    assert_eq!(totals.as_deref(), Some("总计"));
}

/// Returns the columns in which cells have each format, of rows from `first` on.
fn columns_by_format(sheet: &str, first: u32) -> BTreeMap<u32, BTreeSet<String>> {
    let mut columns: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for cell in sheet.split("<c r=\"").skip(1) {
        let (place, rest) = cell.split_once('"').expect("a place");
        let column: String = place.chars().take_while(char::is_ascii_alphabetic).collect();
        let row: u32 = place[column.len()..].parse().expect("a row");
        let format = rest.strip_prefix(" s=\"").and_then(|rest| rest.split_once('"'));
        if let Some((format, _)) = format.filter(|_| row >= first) {
            columns.entry(format.parse().expect("a number")).or_default().insert(column);
        }
    }
    columns
}

#[test]
fn no_column_shares_its_formats_with_another() {
    let (plan, data) = two_quarters();
    let book = data.book(&plan);
    let mut all: BTreeMap<u32, String> = BTreeMap::new();
    for name in ["数据", "指标", "分解数据", "分工", "进展", "各单位进展", "月度数据", "领导分工"]
    {
        for (format, columns) in columns_by_format(&book.sheet(name), 6) {
            let columns: Vec<_> = columns.into_iter().collect();
            assert_eq!(columns.len(), 1, "{name}: {columns:?} share format {format}");
            let place = format!("{name}!{}", columns[0]);
            let other = all.insert(format, place.clone());
            assert_eq!(other, None, "{place} shares format {format}");
        }
    }
    assert!(all.len() > 80, "{}", all.len());
}

#[test]
fn the_words_of_values_are_the_template_s() {
    let (plan, data) = two_quarters();
    let replaced = vec![
        ("open = \"成员未列明\"", "open = \"没有列明\""),
        ("own = \"本单位\"", "own = \"单位自己\""),
        (
            "indicators = \"主要指标\"\ntasks = \"重点工作任务\"",
            "indicators = \"指标类\"\ntasks = \"任务类\"",
        ),
        ("total = \"总量\"", "total = \"数量\""),
        ("task = \"任务\"", "task = \"一般任务\""),
        ("better = \"好转\"", "better = \"进\""),
        ("worse = \"后退\"", "worse = \"退\""),
        ("same = \"持平\"", "same = \"平\""),
        ("first = \"主要牵头\"", "first = \"第一牵头\""),
        ("yes = \"是\"", "yes = \"须报\""),
        ("items = \"最突出的滞后事项（{all}项）\"", "items = \"滞后{all}项\""),
        ("mark = \"附件1\"", "mark = \"附表一\""),
    ];
    let mut book = Data { replaced, ..data }.book(&plan);
    let rows = book.lines("各单位进展", 4..=7);
    let cells = |row: usize, cols: [usize; 5]| {
        let cells: Vec<_> = rows[row].split('|').collect();
        cols.map(|col| cells[col].to_owned()).join("|")
    };
    // 状态变化, 类型, 指标类型, 目标来源, 应报.
    let cols = [15, 22, 23, 25, 26];
    assert_eq!(cells(0, cols), "平|指标类|数量|全省|须报");
    assert_eq!(cells(1, cols), "退|指标类|数量|单位自己|须报");
    assert_eq!(cells(2, cols), "进|指标类|数量|单位自己|须报");
    assert_eq!(cells(3, [22, 22, 23, 23, 26]), "任务类|任务类|一般任务|一般任务|须报");
    assert_eq!(book.texts("分工", 4)[6], "第一牵头");
    assert_eq!(book.texts("分工", 10)[4], "没有列明");
    assert_eq!(book.texts("领导分工", 4)[2], "指标类");
    assert_eq!(book.texts("进展", 6)[12], "平");
    assert_eq!(book.texts("数据", 3)[3], "指标类");
    assert_eq!(book.texts("指标", 3)[7], "数量");
    assert_eq!(book.texts("分解数据", 3)[4], "数量");
    assert_eq!(book.texts("目标分解", 4)[2], "数量");
    assert_eq!(book.texts("附件1", 1)[0], "附表一");
    let overview = book.first_column("总览");
    assert!(overview.contains(&"指标类".to_owned()), "{overview:?}");
    assert!(overview.contains(&"滞后1项".to_owned()), "{overview:?}");
    // The counts go by ids and statuses, not by the words for kinds.
    assert_eq!(book.lines("总览", 5..=5), ["指标类|1|0|1|0|0|0|0|0|1|1"]);
}

#[test]
fn a_note_of_any_sheet_is_written_above_its_table() {
    let (plan, data) = two_quarters();
    let note = |title: &'static str, with: &'static str| (title, with);
    let replaced = vec![
        note("主要指标分解表\"\nnote = \"\"", "主要指标分解表\"\nnote = \"注一\""),
        note("重点工作任务分解表\"\nnote = \"\"", "重点工作任务分解表\"\nnote = \"注二\""),
        note("目标任务数据\"\nnote = \"\"", "目标任务数据\"\nnote = \"注三\""),
        note("量化指标\"\nnote = \"\"", "量化指标\"\nnote = \"注四\""),
        note("目标分解数据\"\nnote = \"\"", "目标分解数据\"\nnote = \"注五\""),
    ];
    let mut book = Data { replaced, ..data }.book(&plan);
    for (sheet, row, note) in [
        ("附件1", 3, "注一"),
        ("附件2", 3, "注二"),
        ("数据", 2, "注三"),
        ("指标", 2, "注四"),
        ("分解数据", 2, "注五"),
    ] {
        assert_eq!(book.texts(sheet, row)[0], note, "{sheet}");
    }
    // The names of the columns move down with the table.
    let names = book.part("xl/workbook.xml");
    assert!(
        names.contains("<definedName name=\"事项_编号\">数据!$A$4:$A$5</definedName>"),
        "{names}"
    );
}

#[test]
fn values_of_one_column_are_not_the_same() {
    for (from, to, message, line) in [
        ("worse = \"后退\"", "worse = \"好转\"", "“好转”已用于 better", "worse = \"好转\""),
        ("no = \"否\"", "no = \"是\"", "“是”已用于 yes", "no = \"是\""),
        ("level = \"水平\"", "level = \"比率\"", "“比率”已用于 rate", "level = \"比率\""),
        (
            "other = \"共同牵头\"",
            "other = \"主要牵头\"",
            "“主要牵头”已用于 first",
            "other = \"主要牵头\"",
        ),
    ] {
        let problem = words_with(&[], &[(from, to)], &heading()).expect_err("a problem");
        assert_eq!(problem.message, format!("文件头有误：{message}，各词应不相同"));
        let snippet = problem.place.and_then(|place| place.snippet).map(|text| text.line);
        assert_eq!(snippet.as_deref(), Some(line));
    }
}
