use super::*;

#[test]
fn the_contents_list_every_sheet_with_a_link_and_counts() {
    let mut book = Book::of(&small_plan());
    assert_eq!(book.texts("目录", 1)[0], "2018年全省目标任务分解表");
    assert_eq!(book.texts("目录", 2)[0], "甘肃省人民政府办公厅　　2018年2月13日");
    let names: Vec<String> = book.0.sheet_names()[1..].to_vec();
    let xml = book.sheet("目录");
    for (row, name) in (4..).zip(&names) {
        assert_eq!(book.texts("目录", row)[1], *name);
        let link = format!("<hyperlink ref=\"B{row}\" location=\"'{name}'!A1\"");
        assert!(xml.contains(&link), "{link} in {xml}");
    }
    let counts: Vec<String> =
        (book.lines("目录", 4..=8).iter()).map(|line| line.split('|').skip(3).collect()).collect();
    assert_eq!(counts, ["1项", "4项", "5项", "0个", "0个"]);
    assert_eq!(book.formula("目录", 5, 3), "COUNTIF(事项_附件,2)");
    assert_eq!(book.formula("目录", 6, 3), "COUNT(事项_附件)");
}

#[test]
fn every_sheet_leads_back_to_the_contents() {
    let book = Book::of(&small_plan());
    for name in &book.0.sheet_names()[1..] {
        let xml = book.sheet(name);
        let link = "location=\"'目录'!A1\" display=\"返回目录\"";
        assert!(xml.contains(link), "{name}");
        assert!(xml.contains("<pageSetup paperSize="), "{name}");
    }
}

#[test]
fn ids_lead_from_the_leader_to_the_item_and_from_there_to_the_annex() {
    let book = Book::of(&small_plan());
    // 2-1 is the second item of the plan and the first of annex 2.
    let leader = book.sheet("李斌");
    assert!(leader.contains("<hyperlink ref=\"A4\" location=\"'数据'!A4\" display=\"2-1\"/>"));
    let data = book.sheet("数据");
    assert!(data.contains("<hyperlink ref=\"A4\" location=\"'附件2'!A4\" display=\"2-1\"/>"));
}

#[test]
fn the_columns_of_the_data_have_names_and_excels_table() {
    let book = Book::of(&small_plan());
    for (name, range) in [
        ("事项_编号", "数据!$A$3:$A$7"),
        ("事项_牵头单位", "数据!$H$3:$H$7"),
        ("指标_目标值", "指标!$F$3"),
        ("分解_单位", "分解数据!$F$3"),
    ] {
        let known = book.0.defined_names();
        assert!(known.contains(&(name.to_owned(), range.to_owned())), "{known:?}");
    }
    let table = book.part("xl/tables/table1.xml");
    for part in [
        "name=\"事项表\" displayName=\"事项表\" ref=\"A2:M7\"",
        "<autoFilter ref=\"A2:M7\"/>",
        "<tableColumn id=\"6\" name=\"牵头领导\"",
    ] {
        assert!(table.contains(part), "{part} in {table}");
    }
}

#[test]
fn the_document_says_what_it_is_and_who_made_it() {
    let book = Book::of(&small_plan());
    let core = book.part("docProps/core.xml");
    for part in [
        "<dc:title>2018年目标任务分解表</dc:title>",
        "<dc:creator>省政府督查室</dc:creator>",
        "2018-02-13T00:00:00Z</dcterms:created>",
    ] {
        assert!(core.contains(part), "{part} in {core}");
    }
}

#[test]
fn a_name_that_takes_several_rows_is_a_link_in_the_first() {
    let name = "强".repeat(800);
    let plan = Plan::new(vec![item("2-1", "推进。", [&name, "省财政厅", "", ""])]);
    let mut book = Book::of(&plan);
    // The registry's three leaders come first.
    assert_eq!(book.texts("领导汇总", 6)[0], name);
    assert_eq!(book.texts("领导汇总", 7)[0], format!("{name}\n（续）"));
    let xml = book.sheet("领导汇总");
    assert!(xml.contains("<hyperlink ref=\"A6\""), "{xml}");
}

#[test]
fn titles_and_notes_of_sheets_with_fixed_names_come_from_the_template() {
    let replaced = vec![
        ("承担事项统计表", "承担事项一览"),
        ("note = \"注：一个单位在一个事项中只计一次", "note = \"一个单位只计一次"),
        ("about = \"各单位牵头、配合、实施的事项数和图\"", "about = \"各单位的事项数\""),
        ("measure = \"单位\"\n\n# 数量", "measure = \"计数\"\n\n# 数量"),
    ];
    let mut book = Data { replaced, ..Data::default() }.book(&small_plan());
    assert_eq!(book.texts("单位统计", 1)[0], "2018年全省各单位承担事项一览");
    assert!(book.texts("单位统计", 2)[0].starts_with("一个单位只计一次，取其最主要的职责"));
    assert_eq!(book.texts("目录", 3)[4], "计数");
    assert!(book.lines("目录", 4..=14).iter().any(|line| line.contains("|各单位的事项数|")));
    let Err(problem) = words_with(&[], &[("course = \"{%", "cours = \"{%")], &heading()) else {
        panic!("no problem")
    };
    assert!(problem.message.starts_with("文件头有误：不认识的项 cours"), "{}", problem.message);
}
