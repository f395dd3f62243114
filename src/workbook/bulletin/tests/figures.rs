//! Stored results equal those of the bulletin's context, and formulas refer to the cells of the figures.

use super::{Book, FIRST, SECOND, bulletin_of, first_quarter, names};

#[test]
fn statuses_are_counted_in_the_annexes() {
    let mut book = Book::of(&first_quarter());
    let sheet = names::OVERVIEW;
    let header = book.row_of(sheet, "范　围");
    // 1-1 lags, 1-2 and 2-2 are on track, 2-1 lags, 1-3 and 2-3 were not reported.
    let all = book.row(sheet, header + 1);
    assert_eq!(all[..10], ["全部事项", "6", "0", "2", "2", "0", "2", "0", "0", "2"]);
    assert!(all[10].starts_with("0.33333333"), "{}", all[10]);
    assert_eq!(
        book.row(sheet, header + 3)[..10],
        ["主要指标", "3", "0", "1", "1", "0", "1", "0", "0", "1"]
    );
    let formulas = book.formulas(sheet, header + 3);
    assert_eq!(formulas[3], "COUNTIF('附表1 主要指标'!$K$5:$K$8,D3)");
    assert_eq!(formulas[1], "SUM(C6:I6)");
    let formulas = book.formulas(sheet, header + 4);
    assert_eq!(formulas[3], "COUNTIF('附表3 任务进展'!$J$5:$J$7,D3)");
    let formulas = book.formulas(sheet, header + 1);
    assert_eq!(formulas[3], "SUM(D6:D7)");
    assert_eq!(formulas[10], "J4/B4");
}

#[test]
fn a_leader_is_counted_by_the_whole_name_and_with_joint_items() {
    let mut book = Book::of(&first_quarter());
    let sheet = names::OVERVIEW;
    let row = book.row_of(sheet, "黄强");
    // 1-1 and 2-1 lag, 1-3 was not reported.
    assert_eq!(book.row(sheet, row)[..10], ["黄强", "3", "0", "0", "2", "0", "1", "0", "0", "0"]);
    assert_eq!(book.row(sheet, row + 1)[..2], ["黄强国", "4"]);
    assert_eq!(
        book.formulas(sheet, row)[4],
        "COUNTIFS('附表1 主要指标'!$O$5:$O$8,1,'附表1 主要指标'!$K$5:$K$8,$E$3)\
         +COUNTIFS('附表3 任务进展'!$L$5:$L$7,1,'附表3 任务进展'!$J$5:$J$7,$E$3)"
    );
    // Beside the table each leader has a column with a mark for each item.
    let sheet = names::INDICATORS;
    let header = book.row_of(sheet, "序号");
    let marks = [0, 1, 2, 4].map(|below| book.row(sheet, header + below)[14..].to_vec());
    assert_eq!(marks, [["黄强", "黄强国"], ["1", "0"], ["0", "1"], ["1", "0"]]);
    assert_eq!(
        book.formulas(sheet, header + 1)[14],
        "IF(ISNUMBER(FIND(CHAR(10)&$O$4&CHAR(10),CHAR(10)&L5&CHAR(10))),1,0)"
    );
}

#[test]
fn at_the_end_of_the_year_nothing_is_due_but_the_target() {
    let year = "2018Q4,1-2,1,省财政厅,38,万人,,,,,,甲,2019-01-04\n";
    let mut book = Book::of(&bulletin_of("2018", year));
    let sheet = names::INDICATORS;
    let header = book.row_of(sheet, "序号");
    let titles = book.row(sheet, header);
    assert_eq!(titles[6..9], ["完成率", "差距\n（百分点）", "状　态"]);
    // 38 of 40 is 95%, 5 points short.
    let jobs = book.row(sheet, header + 2);
    assert_eq!(jobs[3..9], ["40", "38", "万人", "0.95", "-5", "未完成"]);
    assert_eq!(book.formulas(sheet, header + 2)[7], "ROUND(ROUND(G6*100,1)-ROUND(1*100,1),10)");
    book.row_of(names::CHARTS, "年度目标");
}

#[test]
fn completions_and_gaps_are_formulas_over_target_and_value() {
    let mut book = Book::of(&first_quarter());
    let sheet = names::INDICATORS;
    let row = book.row_of(sheet, "序号") + 1;
    let growth = book.row(sheet, row);
    assert_eq!(growth[1..4], ["生产总值", "6%左右", "6"]);
    assert_eq!(growth[4..11], ["5.3", "%", "—", "—", "-0.7", "滞后", "滞后"]);
    assert_eq!(book.formulas(sheet, row)[8], "ROUND(ROUND(E5,1)-D5,10)");
    let jobs = book.row(sheet, row + 1);
    assert_eq!(jobs[3..9], ["40", "11.02", "万人", "0.2755", "0.25", "2.6"]);
    let formulas = book.formulas(sheet, row + 1);
    assert_eq!(formulas[6], "E6/D6");
    assert_eq!(formulas[8], "ROUND(ROUND(G6*100,1)-ROUND(H6*100,1),10)");
    // The second target of the same indicator counts with the first.
    assert_eq!(book.row(sheet, row + 2)[9..11], ["达到序时", ""]);
    assert_eq!(book.row(sheet, row + 3)[3..9], ["—"; 6]);
}

#[test]
fn charts_show_what_stands_in_the_annex() {
    let mut book = Book::of(&first_quarter());
    let sheet = names::CHARTS;
    let row = book.row_of(sheet, "城镇登记失业率");
    assert_eq!(book.row(sheet, row), ["城镇登记失业率", "2.75", "4"]);
    assert_eq!(book.formulas(sheet, row)[1..], ["'附表1 主要指标'!$E$7", "'附表1 主要指标'!$D$7"]);
    let row = book.row_of(sheet, "城镇新增就业");
    assert_eq!(book.row(sheet, row)[1..], ["0.2755", "0.25"]);
}

#[test]
fn places_are_formulas_over_the_ranked_units_alone() {
    let mut book = Book::of(&first_quarter());
    let sheet = names::RANKINGS;
    let band = book.row_of(sheet, "指标1　生产总值增速（全省目标6.0%）");
    let units: Vec<[String; 3]> = (band + 2..band + 7)
        .map(|row| {
            let row = book.row(sheet, row);
            [&row[0], &row[2], &row[4]].map(String::clone)
        })
        .collect();
    assert_eq!(
        units,
        [
            ["兰州市", "7.1", "1"],
            ["金昌市", "7.1", "1"],
            ["白银市", "-0.04", "3"],
            ["天水市", "—", "—"],
            ["兰州新区", "11", "—"],
        ]
    );
    let formulas = book.formulas(sheet, band + 4);
    assert_eq!(formulas[4], format!("RANK(O{0},$O${1}:$O${0},0)", band + 5, band + 3));
    assert_eq!(formulas[14], format!("ROUND(C{},2)", band + 5));
    assert_eq!(book.row(sheet, band + 1)[14], "排名依据");
    assert_eq!(book.row(sheet, band + 4)[14], "-0.04");
    let bound = book.row_of(sheet, "指标2　城镇登记失业率（全省目标4.0%，低者居前）");
    assert_eq!(book.row(sheet, bound + 2)[0], "金昌市");
    let (row, last) = (bound + 3, bound + 4);
    assert_eq!(book.formulas(sheet, bound + 2)[4], format!("RANK(O{row},$O${row}:$O${last},1)"));
}

#[test]
fn equal_completions_share_a_place_whatever_they_were_divided_from() {
    let mut book = Book::of(&first_quarter());
    let sheet = names::RANKINGS;
    let band = book.row_of(sheet, "指标2　城镇新增就业完成率（序时进度25.0%）");
    let rows = [2, 3, 4].map(|below| book.row(sheet, band + below));
    assert_eq!(rows.each_ref().map(|row| &*row[4]), ["1", "1", "3"]);
    assert_eq!(rows.each_ref().map(|row| &*row[3]), ["0.333333333333", "0.333333333333", "0.25"]);
    let formula = &book.formulas(sheet, band + 2)[3];
    assert_eq!(*formula, format!("ROUND(C{0}/B{0},12)", band + 3));
}

#[test]
fn changes_of_places_show_only_beside_a_period_before() {
    let mut book = Book::of(&first_quarter());
    let sheet = names::RANKINGS;
    let band = book.row_of(sheet, "指标1　生产总值增速（全省目标6.0%）");
    assert_eq!(book.row(sheet, band + 1)[5..8], ["状　态", "", ""]);

    let mut book = Book::of(&bulletin_of("2018Q2", &format!("{FIRST}{SECOND}")));
    let band = book.row_of(sheet, "指标1　生产总值增速（全省目标6.0%）");
    let places = [2, 3, 4].map(|below| book.row(sheet, band + below));
    let shown = places.each_ref().map(|row| [&*row[0], &row[4], &row[6], &row[7]]);
    assert_eq!(
        shown,
        [["金昌市", "1", "1", "0"], ["白银市", "2", "3", "1"], ["兰州市", "3", "1", "-2"],]
    );
    let row = band + 3;
    assert_eq!(book.formulas(sheet, row - 1)[7], format!("G{row}-E{row}"));
}

#[test]
fn tasks_have_their_completion_and_the_units_words() {
    let mut book = Book::of(&first_quarter());
    let sheet = names::TASKS;
    let row = book.row_of(sheet, "序号") + 1;
    let first = book.row(sheet, row);
    // Text that looks like a formula is text.
    assert_eq!(first[1], "=1+1推广。");
    assert_eq!(book.formulas(sheet, row).get(1).map_or("", String::as_str), "");
    assert_eq!(first[5..8], ["", "", "0.21"]);
    let second = book.row(sheet, row + 1);
    assert_eq!(second[5..7], ["360", "359.9"]);
    assert!(second[7].starts_with("0.99972222"), "{}", second[7]);
    assert_eq!(second[8..10], ["春季造林过半。", "达到序时"]);
    assert_eq!(book.formulas(sheet, row + 1)[7], "G6/F6");
}

#[test]
fn what_is_behind_is_listed_and_counted() {
    let mut book = Book::of(&first_quarter());
    let sheet = names::BEHIND;
    let header = book.row_of(sheet, "编号");
    let counts = book.row(sheet, header - 1);
    assert_eq!(counts[1..6], ["严重滞后（项）", "0", "滞后（项）", "", "2"]);
    assert_eq!(book.formulas(sheet, header - 1)[5], "COUNTIF(I6:I7,\"滞后\")");
    let ids = [1, 2].map(|below| book.row(sheet, header + below)[0].clone());
    assert_eq!(ids, ["1-1", "2-1"]);
    assert_eq!(book.row(sheet, header + 2)[6], "-苗木不足。");
}

#[test]
fn missing_returns_are_summed() {
    let context = first_quarter();
    let mut book = Book::of(&context);
    let sheet = names::RETURNS;
    let expected = book.row_of(sheet, "应报送单位（个）");
    let sums = [0, 1, 2].map(|below| book.row(sheet, expected + below)[2].clone());
    assert_eq!(sums, ["7", "1", "6"]);
    let header = book.row_of(sheet, "类别");
    assert_eq!(book.row(sheet, header + 1)[1..3], ["未报送", "天水市"]);
    let (last, formula) = (header + 1, &book.formulas(sheet, expected + 1)[2]);
    assert!(formula.starts_with(&format!("COUNTIF(B{}:B", last + 1)), "{formula}");
    assert_eq!(book.formulas(sheet, expected + 2)[2], "C4-C5");
}

#[test]
fn a_quarter_without_figures_is_a_workbook_all_the_same() {
    let mut book = Book::of(&bulletin_of("2018Q1", ""));
    let sheet = names::OVERVIEW;
    let header = book.row_of(sheet, "范　围");
    assert_eq!(book.row(sheet, header + 1)[1..8], ["6", "0", "0", "0", "0", "6", "0"]);
    book.row_of(names::RANKINGS, "各市州没有报送可以排名的数据。");
    book.row_of(names::BEHIND, "一季度没有滞后和严重滞后的事项。");
}
