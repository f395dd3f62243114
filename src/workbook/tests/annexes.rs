use super::*;

#[test]
fn the_annexes_have_the_columns_and_wording_of_the_notice() {
    let mut book = Book::of(&small_plan());
    assert_eq!(
        book.0.sheet_names(),
        [
            "目录",
            "附件1",
            "附件2",
            "数据",
            "指标",
            "分解数据",
            "目标分解",
            "责任矩阵",
            "单位统计",
            "分工",
            "领导汇总",
            "领导分工",
            "黄强",
            "李斌",
            "王五",
            "未明确"
        ]
    );
    assert_eq!(book.texts("附件1", 1)[0], "附件1");
    assert_eq!(book.texts("附件1", 2)[0], "2018年全省经济社会发展主要指标分解表");
    assert_eq!(book.texts("附件2", 2)[0], "2018年省政府重点工作任务分解表");
    let header = ["序号", "重点工作任务", "省政府\n牵头领导", "牵头单位", "配合单位", "实施单位"];
    assert_eq!(book.texts("附件2", 3), header);
    assert_eq!(book.texts("附件1", 3)[1], "主要指标");
    let row =
        ["1", "生产总值增长6%左右。", "黄强", "省发展改革委", "省政府各有关部门", "各市州政府"];
    assert_eq!(book.texts("附件1", 4), row);
    assert_eq!(book.row("附件1", 4)[0], Value::Float(1.0));
    assert_eq!(book.row("附件2", 6)[4], Value::Empty);
    let title = Dimensions::new((1, 0), (1, 5));
    assert!(book.merged("附件1").contains(&title));
}

#[test]
fn inherited_cells_are_merged_with_those_above() {
    let mut book = Book::of(&small_plan());
    assert_eq!(book.texts("附件2", 4)[2..4], ["黄强\n李斌", "省发展改革委\n省农牧厅"]);
    assert_eq!(book.texts("附件2", 5)[1..5], ["落实“先诊疗后付费”。", "", "", ""]);
    let merged = book.merged("附件2");
    let expected = [2, 3].map(|col| Dimensions::new((3, col), (4, col)));
    let below: Vec<_> = merged.into_iter().filter(|range| range.start.0 > 1).collect();
    assert_eq!(below, expected);
    let row = book.texts("数据", 5);
    assert_eq!(row[5..9], ["黄强、李斌", "省发展改革委", "省发展改革委、省农牧厅", ""]);
    assert_eq!(row[12], "牵头领导、牵头单位");
    assert!(book.merged("数据").iter().all(|range| range.end.0 == 0));
}

#[test]
fn a_cell_changed_since_it_was_inherited_stands_by_itself() {
    let first = item("2-1", "甲。", ["黄强", "省财政厅", "", ""]);
    let mut second = item("2-2", "乙。", ["黄强", "省农牧厅", "", ""]);
    second.inherited = BTreeSet::from([Column::Leaders, Column::Lead]);
    let mut book = Book::of(&Plan::new(vec![first, second]));
    assert_eq!(book.texts("附件2", 5)[2..4], ["", "省农牧厅"]);
    let below = book.merged("附件2").into_iter().filter(|range| range.start.0 > 1);
    assert_eq!(below.collect::<Vec<_>>(), [Dimensions::new((3, 2), (4, 2))]);
}

#[test]
fn a_merged_cell_ends_with_its_page() {
    let text = "推进".repeat(250);
    let items = (1..=20).map(|no| {
        let mut item = item(&format!("2-{no}"), &text, ["黄强", "省财政厅", "", ""]);
        if no > 1 {
            item.inherited = BTreeSet::from([Column::Leaders]);
        }
        item
    });
    let mut book = Book::of(&Plan::new(items.collect()));
    let breaks: Vec<u32> = book
        .sheet("附件2")
        .split("<brk id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert!(breaks.len() > 3, "{breaks:?}");
    for start in breaks {
        assert_eq!(book.texts("附件2", start + 1)[2], "黄强");
        let merged = book.merged("附件2");
        assert!(merged.iter().all(|range| range.start.0 >= start || range.end.0 < start));
    }
}

#[test]
fn header_rows_are_repeated_in_print_and_links_stay_out_of_it() {
    let book = Book::of(&small_plan());
    let names: Vec<(&str, &str)> = (book.0.defined_names().iter())
        .map(|(name, range)| (name.as_str(), range.as_str()))
        .collect();
    for (name, range) in [
        ("_xlnm.Print_Titles", "附件2!$3:$3"),
        ("_xlnm.Print_Area", "附件2!$A$1:$F$7"),
        ("_xlnm.Print_Titles", "责任矩阵!$A:$B,责任矩阵!$4:$4"),
        ("_xlnm.Print_Area", "责任矩阵!$A$2:$L$14"),
        ("_xlnm.Print_Titles", "黄强!$3:$3"),
        ("_xlnm._FilterDatabase", "责任矩阵!$A$4:$G$9"),
    ] {
        assert!(names.contains(&(name, range)), "{range} in {names:?}");
    }
    let filtered = names.iter().filter(|(name, _)| name.contains("Filter"));
    assert_eq!(filtered.count(), 1, "the annexes have no filters: {names:?}");
}

#[test]
fn a_notice_with_deadlines_has_their_column() {
    let mut timed = item("2-1", "完成。", ["黄强", "省财政厅", "", ""]);
    timed.deadline = Some("6月底".into());
    let untimed = item("2-2", "推进。", ["黄强", "省财政厅", "", ""]);
    let mut book = Book::of(&Plan::new(vec![timed, untimed]));
    assert_eq!(book.texts("附件2", 3)[6], "完成时限");
    assert_eq!(book.texts("附件2", 4)[6], "6月底");
    assert_eq!(book.texts("附件2", 5)[6], "");
}
