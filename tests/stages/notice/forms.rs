//! Notices in other formats than that of 2018, and rows with faults.

use duban::diagnostic::{Code, Diagnostics};
use duban::input::SourceFile;
use duban::notice::{Field, Import, propose};
use duban::plan::Annex;
use duban::registry::Registry;
use jiff::civil::date;

use super::{NOTICE, faults, import, registry, reported, rows, shown};
use crate::province::Province;

const OTHER_PROVINCE: &str = include_str!("../../notices/other-province.txt");
const BAD_ROWS: &str = include_str!("../../notices/bad-rows.txt");

/// Returns the registry of another province.
fn other_registry() -> Registry {
    let departments = [
        ("省发改委", "省发展和改革委员会"),
        ("省住建厅", "省住房和城乡建设厅"),
        ("省交通厅", "省交通运输厅"),
        ("省财政厅", "省财政厅"),
        ("省教育厅", "省教育厅"),
        ("省卫健委", "省卫生健康委员会"),
    ];
    let mut province = Province::new();
    for (short, full) in departments {
        province = province.unit_with(short, "组成部门", |unit| unit.full(full));
    }
    let province = province
        .unit_with("长春市", "市州", |unit| {
            unit.full("长春市人民政府").aliases("长春、长春市政府")
        })
        .unit_with("吉林市", "市州", |unit| unit.full("吉林市人民政府").aliases("吉林市政府"))
        .unit_with("长白山管委会", "新区", |unit| unit.full("长白山保护开发区管理委员会"))
        .named_group("各市州政府", "长春市、吉林市")
        .leader("王明")
        .leader("李建国")
        .leader("赵刚");
    Registry::from_sources(
        &SourceFile::from_text("seeds/units.csv", province.units_csv()),
        Some(&SourceFile::from_text("seeds/groups.csv", province.groups_csv())),
        Some(&SourceFile::from_text("seeds/leaders.csv", province.leaders_csv())),
        date(2019, 1, 31),
        &mut Diagnostics::new(),
    )
}

fn all_shown(import: &Import) -> Vec<String> {
    rows(import).map(shown).collect()
}

/// Returns the notice of 2018 with `change` applied to every line of its tables.
fn with_rows(change: impl Fn(&str) -> String) -> String {
    let line = |line: &str| match line.contains('\t') {
        true => change(line),
        false => line.to_owned(),
    };
    NOTICE.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Asserts that `text` has the same content as the notice of 2018, without faults.
#[track_caller]
fn says_the_same(text: &str) {
    let registry = registry();
    let (as_published, _) = import(NOTICE, &registry);
    let (read, problems) = import(text, &registry);
    assert_eq!(faults(&problems), [""; 0]);
    for (read, published) in all_shown(&read).iter().zip(&all_shown(&as_published)) {
        assert_eq!(read, published);
    }
    assert_eq!(rows(&read).count(), 189);
}

#[test]
fn another_province_in_another_order_of_columns() {
    let (import, problems) = import(OTHER_PROVINCE, &other_registry());
    assert_eq!(faults(&problems), [""; 0]);
    assert_eq!(
        all_shown(&import),
        [
            "2-1 开工建设10个重大项目，完成投资500亿元以上。 | 王明、李建国 | 省发改委、省住建厅 | 省交通厅、省财政厅 | 长春市政府、吉林市政府 | ",
            "2-2 新建改建农村公路3,000公里。 | 王明、李建国 | 省发改委、省住建厅 | 省交通厅 | 各市州政府、长白山管委会 | leaders、lead",
            "2-3 义务教育巩固率达到95%。 | 赵刚 | 省教育厅 |  | 各市州政府、长白山管委会 | ",
            "2-4 推进县域医共体建设。 | 赵刚 | 省卫健委、省财政厅 |  |  | leaders",
        ]
    );
    assert!(import.has_deadlines);
    let deadlines: Vec<Option<&str>> = rows(&import).map(|row| row.deadline.as_deref()).collect();
    assert_eq!(deadlines, [Some("2019年12月底"), Some("2019年10月底"), Some("全年"), Some("全年")]);
    let doubts: Vec<String> = problems.iter().map(reported).collect();
    assert_eq!(
        doubts,
        [
            "N113 12:3 “（4）” 附件2第4项请核对原件：牵头领导沿用上一行，牵头单位却是本行自己的；没有实施单位"
        ]
    );
}

#[test]
fn without_a_registry_every_name_is_unknown_and_proposed() {
    let (import, problems) = import(OTHER_PROVINCE, &Registry::default());
    assert_eq!(rows(&import).count(), 4);
    let unknown: Vec<&str> = import.unknown.iter().map(|name| name.name.as_str()).collect();
    assert_eq!(
        unknown,
        [
            "王明",
            "李建国",
            "省发改委",
            "省住建厅",
            "省交通厅",
            "省财政厅",
            "长春",
            "吉林市政府",
            "各市州政府",
            "长白山管委会",
            "赵刚",
            "省教育厅",
            "省卫健委"
        ]
    );
    assert_eq!(faults(&problems)[5], "N108 9:75 “省财政厅” “省财政厅”不在单位名录中（共出现2处）");
    let government = propose::Government {
        region: "岭西省".to_owned(),
        initial: "省".to_owned(),
        localities: "市州".to_owned(),
        enclosed: "新区".to_owned(),
        has_bureaus: false,
    };
    let [units, ..] = propose::Proposals::of(&import, &government).files(&government);
    let proposed = String::from_utf8(units.bytes()).expect("it is UTF-8");
    assert!(proposed.contains("长春市,长春市人民政府,长春市政府,市州,,,,1,第9行第82字,实施单位"));
}

#[test]
fn gb18030_with_carriage_returns() {
    let text = NOTICE.replace('\n', "\r\n");
    let (bytes, _, unmappable) = encoding_rs::GB18030.encode(&text);
    assert!(!unmappable);
    let source = SourceFile::decode("notice.txt", &bytes).expect("it is GB18030");
    says_the_same(source.text());
}

#[test]
fn other_separators_between_cells() {
    says_the_same(&NOTICE.replace('\t', "|"));
    let markdown = with_rows(|row| {
        // Task 19 occupies two lines: each half has one outer separator.
        let opens = if row.starts_with("省林业厅\t") { "" } else { "| " };
        let closes = if row.ends_with("省农牧厅 ") { "" } else { " |" };
        let rule = if row.starts_with("序号") { "\n|---|---|:--|---|---|--:|" } else { "" };
        format!("{opens}{}{closes}{rule}", row.replace('\t', " | "))
    });
    says_the_same(&markdown);
}

#[test]
fn columns_in_reverse_order() {
    let text = NOTICE.replace("省农牧厅 \n省林业厅", "省农牧厅 省林业厅");
    let reversed = text.split('\n').map(|line| {
        let cells: Vec<&str> = line.split('\t').rev().collect();
        cells.join("\t")
    });
    says_the_same(&reversed.collect::<Vec<_>>().join("\n"));
}

#[test]
fn names_without_anything_between_them() {
    let text = with_rows(|row| {
        let cells = row.split('\t').enumerate().map(|(column, cell)| match column {
            0 | 1 => cell.to_owned(),
            _ => cell.replace([' ', '　', '、'], ""),
        });
        cells.collect::<Vec<_>>().join("\t")
    });
    says_the_same(&text);
}

#[test]
fn every_cell_broken_in_the_middle() {
    let text = with_rows(|row| {
        let broken = row.split('\t').map(|cell| {
            let middle = cell.chars().count() / 2;
            let at = cell.char_indices().nth(middle).map_or(0, |(at, _)| at);
            match at {
                0 => cell.to_owned(),
                at => format!("{}\n{}", &cell[..at], &cell[at..]),
            }
        });
        broken.collect::<Vec<_>>().join("\t")
    });
    says_the_same(&text);
}

/// Breaks a row at every place, with blanks around the break or an empty line.
#[test]
fn a_line_break_at_every_place_of_a_row() {
    let row = "31\t推进祁连山整治，搬迁59户212人。\t黄 强宋 亮\t省发展改革委　　省环保厅\t省民政厅\t张掖、金昌、武威市政府";
    let before = "附件2\n序号\t工作任务\t牵头领导\t牵头单位\t配合单位\t实施单位\n30\t健全机制。\t宋 亮\t省纪委\t省民政厅\t各市州政府\n";
    let after = "\n32\t落实方案。\t李 斌\t省环保厅\t省民政厅\t各市州政府\n";
    let registry = registry();
    let (sound, _) = import(&format!("{before}{row}{after}"), &registry);
    assert_eq!(
        shown(&sound.rows(Annex::TASKS)[1]),
        "2-31 推进祁连山整治，搬迁59户212人。 | 黄强、宋亮 | 省发展改革委、省环保厅 | 省民政厅 | 张掖市政府、金昌市政府、武威市政府 | "
    );
    for (at, _) in row.char_indices().skip(1) {
        for line_break in ["\n", " \n　", "\n\n"] {
            let text = format!("{before}{}{line_break}{}{after}", &row[..at], &row[at..]);
            let (read, _) = import(&text, &registry);
            assert_eq!(all_shown(&read), all_shown(&sound), "{text}");
        }
    }
}

#[test]
fn a_header_row_that_is_broken_or_repeated() {
    says_the_same(
        &NOTICE
            .replace("省政府　　牵头领导", "省政府\n牵头领导")
            .replace("实施单位\n", "实施\n单位\n"),
    );
    let header = "序号\t重点工作任务\t省政府牵头领导\t牵头单位\t配合单位\t实施单位";
    let text = with_rows(|row| match row.split_once('\t') {
        Some(("40" | "80" | "120" | "160", _)) => format!("— 3 —\n\n{header}\n{row}"),
        _ => row.to_owned(),
    });
    says_the_same(&text);
}

#[test]
fn headings_between_rows_are_categories_and_merged_cells_run_through_them() {
    let (read, problems) = import(
        "序号\t工作任务\t牵头领导\t牵头单位\t配合单位\t实施单位\n\
         1\t推进第一项工作。\t黄 强\t省财政厅\t\t各市州政府\n\
         一\t脱贫攻坚\t\t\t\t\n\
         二、产业发展\t\t\t\t\t\n\
         2\t推进第二项工作。\t\t省审计厅\t\t各市州政府\n\
         \n甘肃省人民政府办公厅\n2018年2月13日印发\n",
        &registry(),
    );
    assert_eq!(faults(&problems), [""; 0]);
    let categories: Vec<Option<&str>> = rows(&read).map(|row| row.category.as_deref()).collect();
    assert_eq!(categories, [None, Some("二、产业发展")]);
    assert_eq!(
        all_shown(&read),
        [
            "2-1 推进第一项工作。 | 黄强 | 省财政厅 |  | 各市州政府 | ",
            "2-2 推进第二项工作。 | 黄强 | 省审计厅 |  | 各市州政府 | leaders",
        ]
    );
}

#[test]
fn a_heading_repeated_on_each_page_does_not_end_its_table() {
    let text = with_rows(|row| match row.split_once('\t') {
        Some(("40", _)) => format!("附件2\n{row}"),
        _ => row.to_owned(),
    });
    let (read, problems) = import(&text, &registry());
    assert_eq!(rows(&read).count(), 189);
    assert_eq!(faults(&problems), ["N111 78:1 “附件2” 表格中的这行文字不属于任何一项，未读入"]);
}

#[test]
fn quotation_marks_around_cells_as_excel_writes_them() {
    says_the_same(
        &with_rows(|row| row.replace("省环保厅 　　省农牧厅 ", "\"省环保厅 　　省农牧厅 "))
            .replace("省农牧厅 \n省林业厅", "省农牧厅 \n省林业厅\""),
    );
}

#[test]
fn columns_by_other_titles() {
    let (read, problems) = import(
        "编号\t具体措施\t目标任务\t分管省领导\t牵头部门（单位）\t责任单位\t落实单位\n\
         1、\t开会。\t推进工作。\t黄 强\t省财政厅\t省审计厅\t各市州政府\n",
        &registry(),
    );
    assert_eq!(faults(&problems), [""; 0]);
    assert_eq!(read.rows(Annex::TASKS)[0].columns[&Field::Measures], "开会。");
    assert_eq!(all_shown(&read), ["2-1 推进工作。 | 黄强 | 省财政厅 | 省审计厅 | 各市州政府 | "]);
}

#[test]
fn rows_that_are_not_as_they_should_be() {
    let (import, problems) = import(BAD_ROWS, &registry());
    assert_eq!(
        faults(&problems),
        [
            "N103 4:1 “2” 第2项有5格，表头有6格，“省农牧厅”不能确定属于哪一列，未收入",
            "N104 7:1 “4” 第4项有7格，表头有6格，多出的“兰州新区管委会”未收入",
            "N106 8:1 “3” 序号3重复，已见于第6行；这一行未收入：推进另一个第三项工作。 李 斌 省环保厅 省建设厅 各市州政府",
            "N105 9:1 “甲” 序号“甲”无法识别，这一行未收入：推进没有序号的工作。 李 斌 省环保厅 省建设厅 各市州政府",
            "N105 10:1 “\t推进第六项工作。\t何 伟\t省文化厅\t省文物局\t各市州政府” 缺少序号，这一行未收入：推进第六项工作。 何 伟 省文化厅 省文物局 各市州政府",
            "N107 11:1 “8” 附件2的序号不连续：第8项之前缺少第5项至第7项",
            "N108 11:18 “省财证厅” “省财证厅”不在单位名录中",
            "N110 12:1 “9” 第9项没有重点工作任务的文字",
            "N103 13:1 “10” 第10项有5格，表头有6格，这一行未收入：“推进第十项工作。黄 强”、“省财政厅”、“省审计厅”、“各市州政府、兰州新区管委会”",
            "N108 14:23 “省财政厅厅长办公室” “省财政厅厅长办公室”不在单位名录中",
        ]
    );
    assert_eq!(
        all_shown(&import),
        [
            "2-1 推进第一项工作。 | 黄强 | 省财政厅 | 省审计厅 | 各市州政府、兰州新区管委会 | ",
            "2-2 推进第二项工作。 | 宋亮 |  |  | 各市州政府、兰州新区管委会 | ",
            "2-3 推进第三项工作。 | 宋亮 | 省林业厅 | 省财政厅 | 各市州政府、兰州新区管委会 | leaders",
            "2-4 推进第四项工作。 | 李斌 | 省环保厅 | 省建设厅 | 各市州政府 | ",
            "2-8 推进第八项工作。 | 何伟 | 省文物局 | 省财证厅 | 各市州政府 | leaders",
            "2-9  | 黄强 | 省财政厅 |  | 各市州政府 | ",
            "2-11 推进第十一项工作。 | 余建 | 省公安厅 | 省财政厅厅长办公室 |  | ",
        ]
    );
    let hint = |code| {
        let found = problems.iter().find(|problem| problem.code == code);
        found.and_then(|problem| problem.hint.as_deref())
    };
    assert_eq!(
        hint(Code::NameUnknown),
        Some("是否应为“省财政厅”？否则请在 seeds/units.csv 或 seeds/groups.csv 中登记，再重新导入")
    );
}

#[test]
fn a_file_cut_off_in_a_row() {
    let cut = |end: &str| &NOTICE[..NOTICE.find(end).expect("it stands in the notice")];
    let registry = registry();
    let (read, problems) = import(cut("省交通运输厅\t省发展改革委 省财政厅"), &registry);
    assert_eq!(
        faults(&problems),
        ["N112 54:1 “17” 文件在第17项中断：这一行只有4格，表头有6格，未收入"]
    );
    assert_eq!(read.rows(Annex::TASKS).len(), 16);
    let (_, problems) = import(cut("区管委会\n18\t"), &registry);
    assert_eq!(
        faults(&problems),
        ["N112 54:63 “兰州新” “兰州新”只是“兰州新区”的开头，文件可能在此中断"]
    );
    // The row above has no implementing units, so that its last cell is blank.
    let (read, problems) = import(cut("\t深入实施工业强省战略"), &registry);
    assert_eq!(faults(&problems), ["N112 104:1 “66” 文件在第66项中断，只有序号"]);
    assert_eq!(read.rows(Annex::TASKS).len(), 65);
    let (read, problems) = import(cut("　　附件2\n"), &registry);
    assert_eq!(read.rows(Annex::INDICATORS).len(), 11);
    assert_eq!(
        faults(&problems),
        [
            "N101 10:57 “2018年省政府重点工作任务分解表” 这里提到附件2（重点工作任务），文中却没有找到这张表"
        ]
    );
}

#[test]
fn tables_that_cannot_be_read_are_reported() {
    let registry = registry();
    let (_, problems) = import("没有表格的文字。\n", &registry);
    assert_eq!(faults(&problems), ["N101 0:0 “” 没有找到附件1、附件2的表格"]);

    let (read, problems) = import(
        "序号\t工作任务\t牵头单位\t备注\n1\t推进工作。\t省财政厅\t已完成\n\n序号\t工作任务\t牵头单位\n1\t另一项工作。\t省财政厅\n",
        &registry,
    );
    // The second table goes on, numbered by its place.
    assert_eq!(faults(&problems), [""; 0]);
    assert_eq!(
        all_shown(&read),
        ["2-1 推进工作。 |  | 省财政厅 |  |  | ", "2-2 另一项工作。 |  | 省财政厅 |  |  | "]
    );
    assert_eq!(read.rows(Annex::TASKS)[0].columns[&Field::Remarks], "已完成");
    assert!(problems.iter().any(|problem| problem.code == Code::NumberedByPlace));

    let (read, problems) =
        import("编号\t内容\t牵头单位\t配合单位\n1\t推进工作。\t省财政厅\t\n", &registry);
    assert_eq!(
        faults(&problems),
        [
            "N129 1:1 “编号\t内容\t牵头单位\t配合单位” 表题和列名看不出是主要指标还是重点工作任务，按附件2读入"
        ]
    );
    assert_eq!(all_shown(&read), ["2-1 推进工作。 |  | 省财政厅 |  |  | "]);

    let (read, _) =
        import("附件1\n编号\t内容\t牵头单位\t配合单位\n1\t推进工作。\t省财政厅\t\n", &registry);
    assert_eq!(all_shown(&read), ["1-1 推进工作。 |  | 省财政厅 |  |  | "]);

    let (_, problems) =
        import("序号\t牵头领导\t牵头单位\t配合单位\n1\t黄强\t省财政厅\t\n", &registry);
    assert_eq!(
        faults(&problems),
        [
            "N102 1:1 “序号\t牵头领导\t牵头单位\t配合单位” 表头缺少“主要指标或重点工作任务”一列，这张表未读入（1行）"
        ]
    );
}

/// Returns the notice of 2018 with a line added above the row of task 100.
fn above_task_100(line: &str) -> String {
    NOTICE.replace("\n100\t", &format!("\n{line}\n100\t"))
}

#[test]
fn a_line_that_names_an_annex_ends_no_table_whose_rows_go_on() {
    let registry = registry();
    for line in ["附件3", "附表1", "附件1：主要指标", "　　附件3\n　　省级重点项目"]
    {
        let (read, problems) = import(&above_task_100(line), &registry);
        assert_eq!(
            (read.rows(Annex::INDICATORS).len(), read.rows(Annex::TASKS).len()),
            (11, 178),
            "{line}"
        );
        let first = line.lines().next().unwrap_or_default();
        let expected = format!("“{first}” 表格中的这行文字不属于任何一项，未读入");
        assert!(faults(&problems)[0].ends_with(&expected), "{:?}", faults(&problems));
    }
}

#[test]
fn a_further_annex_ends_the_table_and_its_rows_are_counted() {
    let registry = registry();
    let annex = "\n　　附件3\n　　省级重点项目表\n序号\t项目\t总投资\t业主\n1\t甲\t3亿元\t乙公司\n2\t丙\t4亿元\t丁公司\n";
    let (read, problems) = import(&format!("{}{annex}", NOTICE.trim_end()), &registry);
    assert_eq!((read.rows(Annex::INDICATORS).len(), read.rows(Annex::TASKS).len()), (11, 178));
    let line = NOTICE.trim_end().lines().count() + 3;
    assert_eq!(
        faults(&problems),
        [format!(
            "N170 {line}:1 “序号\t项目\t总投资\t业主” 从第{line}行起有3行像是表格，前面没有认得的表头，未读入"
        )]
    );
    let header = NOTICE.lines().find(|line| line.contains("\t重点工作任务\t")).unwrap();
    let (read, problems) = import(&NOTICE.replace(header, "甲\t乙\t丙\t丁"), &registry);
    assert_eq!((read.rows(Annex::INDICATORS).len(), read.rows(Annex::TASKS).len()), (11, 0));
    let faults = faults(&problems);
    assert!(faults[1].contains("行像是表格，前面没有认得的表头，未读入"), "{faults:?}");
}

#[test]
fn a_row_below_the_last_that_lost_its_separators_is_reported() {
    let text = format!("{}\n179 推进工作。　黄 强　省财政厅\n", NOTICE.trim_end());
    let (read, problems) = import(&text, &registry());
    assert_eq!(read.rows(Annex::TASKS).len(), 178);
    let faults = faults(&problems);
    assert!(faults[0].ends_with("表格中的这行文字不属于任何一项，未读入"), "{faults:?}");
}

#[test]
fn a_table_without_rows_is_reported() {
    let registry = registry();
    let header = NOTICE.lines().position(|line| line.contains("\t重点工作任务\t")).unwrap();
    let head: Vec<&str> = NOTICE.lines().take(header + 1).collect();
    for rows in ["", "\n1 推进工作。 黄强 省财政厅\n2 另一项。 黄强 省财政厅"]
    {
        let (read, problems) = import(&format!("{}{rows}\n", head.join("\n")), &registry);
        assert_eq!((read.rows(Annex::INDICATORS).len(), read.rows(Annex::TASKS).len()), (11, 0));
        let faults = faults(&problems);
        let expected = "“序号” 重点工作任务表只有表头，下面没有读到一项";
        assert!(faults.iter().any(|fault| fault.ends_with(expected)), "{faults:?}");
    }
}

#[test]
fn the_first_row_has_nothing_above_it() {
    let (_, problems) = import(
        "序号\t主要指标\t牵头领导\t牵头单位\t配合单位\n1\t生产总值增长6%。\t\t\t\n",
        &registry(),
    );
    assert_eq!(
        faults(&problems),
        [
            "N109 2:13 “” 第一行的“牵头领导”为空，没有上一行可沿用",
            "N109 2:14 “” 第一行的“牵头单位”为空，没有上一行可沿用",
        ]
    );
}

#[test]
fn a_blank_for_the_separator_after_a_number_is_repaired() {
    let (read, problems) = import(
        "序号\t工作任务\t牵头领导\t牵头单位\t配合单位\t实施单位\n\
         1\t推进第一项工作，\n2018 年完成。\t黄 强\t省财政厅\t\t各市州政府\n\
         2 造林。\t何 伟\t省文化厅\t\t各市州政府\t\n\
         3　推进工作。\t何 伟\t省文化厅\t\t各市州政府\n\
         4\t推进第四项工作。\t何 伟\t省文化厅\t\t各市州政府\n",
        &registry(),
    );
    assert_eq!(faults(&problems), [""; 0]);
    assert_eq!(
        all_shown(&read),
        [
            "2-1 推进第一项工作，2018 年完成。 | 黄强 | 省财政厅 |  | 各市州政府 | ",
            "2-2 造林。 | 何伟 | 省文化厅 |  | 各市州政府 | ",
            "2-3 推进工作。 | 何伟 | 省文化厅 |  | 各市州政府 | ",
            "2-4 推进第四项工作。 | 何伟 | 省文化厅 |  | 各市州政府 | ",
        ]
    );
    let repaired: Vec<(u32, &str, &str, &str)> = read
        .repairs
        .iter()
        .filter(|repair| repair.note.contains("缺少分隔符"))
        .map(|repair| {
            let kind = repair.kind.as_str();
            (repair.item.no, kind, &*repair.before, &*repair.after)
        })
        .collect();
    assert_eq!(
        repaired,
        [(2, "spacing", "2 造林。", "造林。"), (3, "spacing", "3 推进工作。", "推进工作。"),]
    );
}

#[test]
fn a_row_without_a_readable_number_is_an_error_and_no_stray_text() {
    let (read, problems) = import(
        "序号\t工作任务\t牵头领导\t牵头单位\t配合单位\t实施单位\n\
         1\t推进第一项工作。\t黄 强\t省财政厅\t\t各市州政府\n\
         造林。\t何 伟\t省文化厅\t\t各市州政府\n\
         2\t推进第二项工作。\t何 伟\t省文化厅\t\t各市州政府\n\
         造林。\t何 伟\t省文化厅\t各市州政府\n",
        &registry(),
    );
    assert_eq!(
        faults(&problems),
        [
            "N105 3:1 “造林。\t何 伟\t省文化厅\t\t各市州政府” 缺少序号，这一行未收入：造林。 何 伟 省文化厅 各市州政府",
            "N105 5:1 “造林。\t何 伟\t省文化厅\t各市州政府” 缺少序号，这一行未收入：造林。 何 伟 省文化厅 各市州政府",
        ]
    );
    assert_eq!(rows(&read).count(), 2);
}

#[test]
fn a_row_without_units_whose_parts_follow_is_their_heading() {
    let text = "\
附件2
序号\t重点工作任务\t牵头领导\t牵头单位\t配合单位
1\t扩大有效投资。\t\t\t
1.1\t开工项目30个。\t黄强\t省发展改革委\t省财政厅
2\t促进消费回升。\t\t\t
2.1\t办好活动20场。\t宋亮\t省商务厅\t
3\t植树30万亩。\t\t\t
";
    let (import, problems) = import(text, &registry());
    let shown: Vec<String> = rows(&import)
        .map(|row| format!("{} {:?} {:?} {:?}", row.id, row.leaders, row.lead, row.support))
        .collect();
    assert_eq!(
        shown,
        [
            "2-1 [] [] []",
            r#"2-1.1 ["黄强"] ["省发展改革委"] ["省财政厅"]"#,
            "2-2 [] [] []",
            r#"2-2.1 ["宋亮"] ["省商务厅"] []"#,
            r#"2-3 ["宋亮"] ["省商务厅"] []"#,
        ]
    );
    assert!(faults(&problems).iter().all(|fault| !fault.starts_with("N109")), "{problems:?}");
}
