use super::*;

#[test]
fn the_matrix_shows_the_strongest_role_and_adds_up() {
    let mut book = Book::of(&small_plan());
    let rows: Vec<Vec<String>> = (4..=14).map(|row| book.texts("责任矩阵", row)).collect();
    let lines: Vec<String> = rows.iter().map(|row| row.join("|")).collect();
    let expected = [
        "编号|主要指标、重点工作任务|省发展改革委|省财政厅|省农牧厅|兰州市|白银市|牵头|配合|实施|可能涉及|合计",
        "1-1|生产总值增长6%左右。|牵|||实|实|1|0|2|0|3",
        "2-1|完成34万人次。|牵|配|牵|实||2|1|1|0|4",
        "2-2|落实“先诊疗后付费”。|牵||牵|可|可|2|0|0|2|4",
        "2-3|清理规范。||牵||||1|0|0|0|1",
        "2-4|无人牵头。|||牵||实|1|0|1|0|2",
        "牵头||3|1|3|0|0|7||||7",
        "配合||0|1|0|0|0||1|||1",
        "实施||0|0|0|2|2|||4||4",
        "可能涉及||0|0|0|1|1||||2|2",
        "合计||3|2|3|3|3|7|1|4|2|14",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn the_sums_of_the_matrix_are_formulas() {
    let mut book = Book::of(&small_plan());
    let formulas = [
        ((5, 7), "COUNTIF(C5:G5,\"牵\")"),
        ((5, 11), "SUM(H5:K5)"),
        ((10, 2), "COUNTIF(C5:C9,\"牵\")"),
        ((14, 2), "SUM(C10:C13)"),
        ((10, 7), "SUM(H5:H9)"),
        ((10, 11), "SUM(C10:G10)"),
        ((14, 7), "SUM(H5:H9)"),
        ((14, 11), "SUM(C14:G14)"),
    ];
    for ((row, col), formula) in formulas {
        assert_eq!(book.formula("责任矩阵", row, col), formula);
    }
}

#[test]
fn long_texts_are_shortened_in_the_matrix_alone() {
    let text = "推进".repeat(40);
    let long = item("2-1", &text, ["黄强", "省财政厅", "", ""]);
    let mut book = Book::of(&Plan::new(vec![long]));
    assert_eq!(book.texts("附件2", 4)[1], text);
    assert_eq!(book.texts("责任矩阵", 5)[1], format!("{}推…", "推进".repeat(11)));
}

#[test]
fn units_are_counted_by_role_in_the_matrix() {
    let mut book = Book::of(&small_plan());
    let expected = [
        "序号|单位|类别|牵头|配合|实施|可能\n涉及|合计|承担事项数",
        "1|省发展改革委|组成部门|3|0|0|0|3|",
        "2|省财政厅|组成部门|1|1|0|0|2|",
        "3|省农牧厅|组成部门|3|0|0|0|3|",
        "4|兰州市|市州|0|0|2|1|3|",
        "5|白银市|市州|0|0|2|1|3|",
        "|合计||7|1|4|2|14|",
    ];
    assert_eq!(book.lines("单位统计", 3..=9), expected);
    let formulas = [
        ((4, 3), "COUNTIF(责任矩阵!$C$5:$C$9,\"牵\")"),
        ((8, 5), "COUNTIF(责任矩阵!$G$5:$G$9,\"实\")"),
        ((8, 7), "SUM(D8:G8)"),
        ((9, 3), "SUM(D4:D8)"),
    ];
    for ((row, col), formula) in formulas {
        assert_eq!(book.formula("单位统计", row, col), formula);
    }
    let chart = book.part("xl/charts/chart1.xml");
    assert!(chart.contains("<c:barDir val=\"bar\"/><c:grouping val=\"stacked\"/>"));
    assert!(chart.contains("单位统计!$B$4:$B$8") && chart.contains("单位统计!$G$4:$G$8"));
}

/// Returns the workbook of items with the units of a registry.
fn book_of(registry: &Registry, items: Vec<Item>) -> Book {
    let plan = Plan::new(items);
    let basis = Basis {
        plan: &plan,
        registry,
        duties: &Duties::new(&plan, registry),
        breakdown: &Breakdown::default(),
        schedule: &Schedule::default(),
        progress: &Progress::default(),
        rules: &Rules::default(),
    };
    Book::open(decomposition(&basis, &[], &heading(), &words(&[])).expect("a workbook"))
}

#[test]
fn charts_of_departments_have_a_scale_of_their_own() {
    let names: Vec<String> = (1..=18).map(|no| format!("部门{no}")).collect();
    let departments = names.iter().map(String::as_str);
    let province = Province::new().units("组成部门", departments);
    let (registry, _) = province.unit("甲市", "市州").load();
    let party = |name: &str| Party {
        who: registry.resolve(name).expect("a unit"),
        written: name.to_owned(),
    };
    let items = (1..=20).map(|no| {
        let mut item = item(&format!("2-{no}"), "推进。", ["黄强", "", "", ""]);
        item.lead = vec![party(&format!("部门{}", (no - 1) % 18 + 1))];
        item.implement = vec![party("甲市")];
        item
    });
    let book = book_of(&registry, items.collect());
    // 19 units are on two pages; 部门1 and 部门2 have two items, 甲市 has all.
    for (chart, most) in [(1, 2), (2, 20)] {
        let chart = book.part(&format!("xl/charts/chart{chart}.xml"));
        assert!(chart.contains(&format!("<c:max val=\"{most}\"/>")), "{chart}");
    }
}

/// Returns the workbook of this many units and items: each unit leads the items whose numbers leave its own, divided by
/// the number of units.
fn led_in_turn(units: usize, items: usize) -> Book {
    let names: Vec<String> = (1..=units).map(|no| format!("部门{no}")).collect();
    let (registry, _) = Province::new().units("组成部门", names.iter().map(String::as_str)).load();
    let items = (0..items).map(|no| {
        let mut item = item(&format!("2-{}", no + 1), "推进。", ["黄强", "", "", ""]);
        let written = names[no % units].clone();
        item.lead = vec![Party { who: registry.resolve(&written).expect("a unit"), written }];
        item
    });
    book_of(&registry, items.collect())
}

#[test]
fn a_large_matrix_holds_only_the_cells_with_a_role() {
    let blank = |book: &Book| book.sheet("责任矩阵").matches("\"/><c r=").count();
    let small = led_in_turn(10, 20);
    assert!(blank(&small) >= 10 * 20 - 20 - 20, "{}", blank(&small));
    assert!(!small.sheet("责任矩阵").contains("<formula>TRUE</formula>"));

    let mut large = led_in_turn(320, 320);
    assert!(blank(&large) < 1_000, "{}", blank(&large));
    // Units from column 3 (C) to 322 (LJ), items from row 5 to 324.
    let sheet = large.sheet("责任矩阵");
    assert!(sheet.contains("<conditionalFormatting sqref=\"C5:LJ324\">"));
    assert!(sheet.contains("<formula>TRUE</formula>"));
    let row = large.texts("责任矩阵", 5);
    assert_eq!((&*row[2], &*row[3], &*row[322], &*row[326]), ("牵", "", "1", "1"));
    let sums = large.texts("责任矩阵", 325);
    assert_eq!((&*sums[0], &*sums[2], &*sums[321], &*sums[322]), ("牵头", "1", "1", "320"));
}
