use rust_decimal::Decimal;

use super::*;
use crate::sample::unit;
use crate::targets::Target;

#[test]
fn what_looks_like_a_formula_or_markup_is_text() {
    for text in ["=1+1", "+1", "-1", "@SUM(A1)", "<r>&</r>", "_x0041_", "007"] {
        let mut book = Book::of(&Plan::new(vec![item("2-1", text, ["黄强", "省财政厅", "", ""])]));
        let expected = Value::String(text.to_owned());
        assert_eq!(book.row("附件2", 4)[1], expected);
        assert_eq!(book.formula("附件2", 4, 1), "");
        assert_eq!(book.row("黄强", 4)[1], expected);
        assert_eq!(book.row("数据", 3)[4], expected);
    }
}

#[test]
fn control_characters_do_not_spoil_the_workbook() {
    let odd = item("2-1", "甲\0乙\u{1B}丙\r\n丁\u{FFFF}", ["黄\u{1}强", "省财\u{B}政厅", "", ""]);
    let mut book = Book::of(&Plan::new(vec![odd]));
    let row = book.texts("附件2", 4);
    assert_eq!(row[1..4], ["甲␀乙␛丙\n丁\u{FFFD}", "黄␁强", "省财␋政厅"]);
}

#[test]
fn a_text_too_long_for_a_row_goes_on_in_the_next() {
    let text: String = ('\u{4E00}'..='\u{9FA5}').cycle().take(40_000).collect();
    let long = item("2-7", &text, ["黄强", "省财政厅", "", ""]);
    let next = item("2-8", "推进。", ["黄强", "省农牧厅", "", ""]);
    let mut book = Book::of(&Plan::new(vec![long, next]));
    let numbers = book.first_column("附件2");
    let (item, last) = numbers[3..].split_at(numbers.len() - 4);
    assert_eq!(item[0], "7");
    assert!(item.len() > 50 && item[1..].iter().all(|n| n == "7\n（续）"));
    assert_eq!(last, ["8"]);
    let range = book.0.worksheet_range("附件2").expect("a sheet");
    let parts = range.rows().skip(3).take(item.len());
    let whole: String = parts.map(|row| row[1].to_string()).collect();
    assert!(whole == text, "the parts are the text");
    let leads = range.rows().filter(|row| row[3] == "省财政厅");
    assert_eq!(leads.count(), 1);
}

#[test]
fn a_plan_without_items_makes_a_workbook() {
    let mut book = Book::of(&Plan::new(Vec::new()));
    assert_eq!(book.texts("责任矩阵", 2)[0], "没有落实到单位的事项。");
    assert_eq!(book.texts("领导汇总", 6)[2..5], ["0", "0", "0"]);
    assert_eq!(book.texts("数据", 3), [""; 13]);
    assert_eq!(book.first_column("目标分解").len(), 3);
    let counts: Vec<_> = (4..=6).map(|row| book.texts("目录", row)[3].clone()).collect();
    assert_eq!(counts, ["0", "0", "0"]);
}

#[test]
fn the_same_plan_gives_the_same_bytes_on_any_thread() {
    let first = bytes(&small_plan());
    let others: Vec<_> = (0..4).map(|_| thread::spawn(|| bytes(&small_plan()))).collect();
    for other in others {
        assert!(other.join().expect("a workbook") == first);
    }
}

#[test]
fn a_date_outside_excels_calendar_is_an_error() {
    let mut heading = heading();
    heading.date = date(1582, 10, 4);
    let error = Data::default().make(&small_plan(), &heading);
    assert_eq!(
        error.expect_err("no workbook").to_string(),
        "文档日期 1582-10-04 超出 Excel 的范围（1900 年至 9999 年）"
    );
}

#[test]
fn a_title_longer_than_a_cell_is_an_error_that_names_the_sheet() {
    let title: &str = format!("title = \"{}\"", "题".repeat(40_000)).leak();
    let replaced = vec![("title = \"{{ year }}年{{ region }}经济社会发展主要指标分解表\"", title)];
    let error = Data { replaced, ..Data::default() }.make(&small_plan(), &heading());
    assert_eq!(
        error.expect_err("no workbook").to_string(),
        "工作表“附件1”有文字超过单元格 32767 字的上限"
    );
}

#[test]
fn names_that_formulas_might_misread_are_found_all_the_same() {
    let registry = |names: [&str; 2]| Province::new().units("市州", names).load().0;
    let long = "甲".repeat(300);
    let registry = registry(["*市", &long]);
    let mut item = item("2-1", "推进。", ["黄强", "", "", ""]);
    item.targets = Target::parse_list("植树 = 3 万亩").expect("a test's target");
    let plan = Plan::new(vec![item]);
    let mut breakdown = Breakdown::default();
    for (unit, _) in registry.units() {
        breakdown.set("2-1.1".parse().unwrap(), unit, 1.into());
    }
    let basis = Basis {
        plan: &plan,
        registry: &registry,
        duties: &Duties::new(&plan, &registry),
        breakdown: &breakdown,
        schedule: &Schedule::default(),
        progress: &Progress::default(),
        rules: &Rules::default(),
    };
    let mut book =
        Book::open(decomposition(&basis, &[], &heading(), &words(&[])).expect("a workbook"));
    // *, ? and ~ are wildcards in SUMIFS, whose criteria have no more than 255 characters.
    for (col, letter) in [(5, 'F'), (6, 'G')] {
        let exact = format!("(分解_指标编号=$A4)*(分解_单位=${letter}$3)");
        assert_eq!(
            book.formula("目标分解", 4, col),
            format!(
                "IF(SUMPRODUCT({exact})=0,\"\",IF(SUMPRODUCT({exact}*(分解_目标值<>\"\"))=0,\"待定\",SUMPRODUCT({exact},分解_目标值)))"
            )
        );
    }
    assert_eq!(book.texts("目标分解", 4)[5..9], ["1", "1", "2", "-1"]);
    let names = [book.texts("分解数据", 3), book.texts("分解数据", 4)].map(|row| row[5].clone());
    assert_eq!(names, ["*市", &long]);
}

#[test]
fn targets_too_large_to_add_up_do_not_stop_the_workbook() {
    let registry = registry();
    let mut item = item("2-1", "推进。", ["黄强", "", "", "各市州政府"]);
    item.targets = Target::parse_list("植树 = 3 万亩").expect("a test's target");
    let mut data = Data::default();
    for name in ["兰州市", "白银市"] {
        let unit = unit(&registry, name);
        (data.breakdown).set("2-1.1".parse().unwrap(), unit, Decimal::MAX);
    }
    let mut book = data.book(&Plan::new(vec![item]));
    assert_eq!(book.texts("目标分解", 4)[12], "多");
}

#[test]
fn leaders_whose_names_look_like_formulas_or_markup_are_text() {
    let leaders = "=1+1、<r>&</r>";
    let item = item("2-1", "推进。", [leaders, "省财政厅", "", ""]);
    let mut book = Book::of(&Plan::new(vec![item]));
    for (row, name) in [(6, "=1+1"), (7, "<r>&</r>")] {
        assert_eq!(book.row("领导汇总", row)[0], Value::String(name.to_owned()));
        assert_eq!(book.formula("领导汇总", row, 0), "");
    }
    assert_eq!(book.texts("目录", 15)[1], "<r>&<／r>");
}
