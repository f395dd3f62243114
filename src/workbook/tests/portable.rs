//! Formulas that every program calculates alike.

use std::path::Path;

use super::*;
use crate::report::template::{BULLETIN_WORKBOOK, Templates};
use crate::targets::Target;

/// Returns what programs other than Excel calculate differently in a formula; `None` where there is nothing.
fn fault(formula: &str) -> Option<&'static str> {
    if formula.contains("\"<>\"") {
        return Some("a criterion that counts what is not blank");
    }
    let products = formula.split("SUMPRODUCT(").skip(1);
    let calls = |inside: &str| {
        let inside = arguments(inside).as_bytes();
        inside.windows(2).any(|pair| pair[0].is_ascii_alphabetic() && pair[1] == b'(')
    };
    products.into_iter().any(calls).then_some("a function inside SUMPRODUCT")
}

/// Returns a text up to the bracket that closes what is before it.
fn arguments(text: &str) -> &str {
    let mut depth = 1;
    let end = text.find(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth == 0
    });
    &text[..end.unwrap_or(text.len())]
}

/// Returns all formulas of a workbook.
fn formulas(bytes: Vec<u8>) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheets = book.sheet_names();
    let of = |sheet: &String| {
        let formulas = book.worksheet_formula(sheet).expect("a sheet");
        formulas.used_cells().map(|(.., formula)| formula.clone()).collect::<Vec<_>>()
    };
    sheets.iter().flat_map(of).collect()
}

fn assert_portable(formulas: &[String]) {
    for formula in formulas {
        assert_eq!(fault(formula), None, "{formula}");
    }
}

#[test]
fn faults_are_found() {
    assert_eq!(fault("SUM(A1:A3)+COUNTIFS(A1:A3,\"?*\")"), None);
    assert_eq!(fault("SUMPRODUCT((A1:A3=$A4)*(B1:B3<>\"\"))+ROUND(A1,2)"), None);
    assert!(fault("COUNTIFS(A1:A3,\"<>\")").is_some());
    assert!(fault("1+SUMPRODUCT(--(ROUND(A1:A3,1)>2))").is_some());
}

#[test]
fn the_provinces_workbook_has_formulas_that_all_programs_calculate() {
    let registry = Province::new().units("市州", ["*市", "白银市"]).load().0;
    let mut item = item("2-1", "推进。", ["黄强", "", "", ""]);
    item.targets = Target::parse_list("植树 = 3 万亩；失业率 ≤ 4 %").expect("targets");
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
    let assessment = Assessment::new(&basis, Month::new(2018, 6).expect("a month"));
    let months = [assessment];
    let book = decomposition(&basis, &months, &heading(), &words(&months)).expect("a workbook");
    let formulas = formulas(book);
    assert!(formulas.iter().any(|formula| formula.contains("SUMPRODUCT")), "names with wildcards");
    assert_portable(&formulas);
}

#[test]
fn the_bulletins_workbook_has_formulas_that_all_programs_calculate() {
    let returns =
        "2018Q2,1-1,,兰州市,7.1,%,,,,,,甲,2018-07-04\n2018Q2,1-1,,白银市,6,%,,,,,,甲,2018-07-04\n";
    let province = Province::new()
        .unit("省财政厅", "组成部门")
        .units("市州", ["兰州市", "白银市"])
        .group("各市州政府", "市州")
        .leader("黄强")
        .indicator(1, "生产总值增长6%左右。", |item| {
            let item = item.leaders("黄强").lead("省财政厅").implement("各市州政府");
            item.target("生产总值增长 ≈ 6 %")
        });
    let context = province.bulletin("2018Q2", returns, None);
    let templates = Templates::load(Path::new("/nowhere"), "templates", BULLETIN_WORKBOOK);
    let words = BulletinWords::new(&templates.expect("a template"), &context).expect("words");
    let book = bulletin(&context, &words, date(2018, 7, 9), "").expect("a workbook");
    let formulas = formulas(book);
    assert!(formulas.iter().any(|formula| formula.starts_with("RANK(")), "a ranking");
    assert_portable(&formulas);
}
