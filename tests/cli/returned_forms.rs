//! 退回单: what of a form was not taken, marked with its reason; corrected there, it comes back.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use crate::support::Case;
use crate::support::fill::{fill, sheets};

/// Returns the cells of a sheet as texts, with the number of the first row.
fn cells(book: &[u8], sheet: &str) -> Vec<(String, String)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let (top, left) = range.start().unwrap();
    let cells = range.used_cells().filter(|(.., data)| !matches!(data, Data::Empty));
    let name = |row: usize, column: usize| {
        let letter = char::from(b'A' + u8::try_from(column + left as usize).unwrap());
        format!("{letter}{}", row + 1 + top as usize)
    };
    cells.map(|(row, column, data)| (name(row, column), data.to_string())).collect()
}

/// Returns the cell of a column in the row of an item of the form.
fn cell(book: &[u8], item: &str, title: &str) -> String {
    let all = cells(book, "进展报送");
    let of = |text: &str| all.iter().find(|(_, own)| own == text).map(|(cell, _)| cell.clone());
    let (column, row) = (of(title).unwrap(), of(item).unwrap());
    let letters = column.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = row.trim_start_matches(|c: char| c.is_ascii_uppercase());
    format!("{letters}{number}")
}

#[test]
fn what_was_refused_is_returned_with_its_reason_and_taken_when_corrected() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    case.duban(["sheets", "省财政厅", "--period", "2018-03"]).exits(0);
    let name =
        case.list("output/sheets/units").into_iter().find(|name| name.contains("省财政厅-2018-03"));
    let made = case.read(&format!("output/sheets/units/{}", name.unwrap()));
    let [value, words] = ["完成值", "进展情况"].map(|title| cell(&made, "2-1", title));
    let filled = fill(
        &made,
        &[
            ("进展报送", &value, "大约很多"),
            ("进展报送", &words, "造林进展顺利。"),
            ("责任分工", "D5", "王一"),
            ("责任分工", "I5", "13月40日"),
        ],
    );
    case.write("a.xlsx", filled);
    case.duban(["collect", "a.xlsx"]).exits(1).says("退回单1份：returned/");
    let files = case.list("output/returned");
    assert_eq!(files.len(), 1);
    assert!(files[0].ends_with("-省财政厅-2018-03.xlsx"), "{files:?}");
    assert!(case.text("output/manifest.json").contains(&format!("returned/{}", files[0])));
    let returned = case.read(&format!("output/returned/{}", files[0]));
    assert_eq!(sheets(&returned)[0], "退回单");
    let list = cells(&returned, "退回单");
    let listed = |text: &str| list.iter().any(|(_, own)| own.contains(text));
    assert!(listed("退回单：省财政厅2018年3月报送表"), "{list:?}");
    assert!(listed(&format!("进展报送!{value}")) && listed("大约很多"), "{list:?}");
    assert!(listed("责任分工!I5") && listed("13月40日"), "{list:?}");
    // The reason stands in the row of the cell, and what was taken is as it came.
    let form = cells(&returned, "进展报送");
    let row = value.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let is_reason = |(cell, text): &&(String, String)| {
        cell.ends_with(row) && text.starts_with("没有收的原因：")
    };
    assert_eq!(form.iter().filter(is_reason).count(), 1, "{form:?}");
    assert!(form.contains(&(words.clone(), "造林进展顺利。".to_owned())), "{form:?}");

    // Corrected where it is marked, the 退回单 itself is a form.
    let corrected =
        fill(&returned, &[("进展报送", &value, "90"), ("责任分工", "I5", "2018-02-27")]);
    case.write("b.xlsx", corrected);
    case.duban(["collect", "b.xlsx"]).exits(0);
    assert!(case.list("output/returned").is_empty());
    assert!(!case.text("output/manifest.json").contains("returned/"));
    let rows = case.list("seeds/progress").into_iter();
    let rows: String = rows.map(|name| case.text(&format!("seeds/progress/{name}"))).collect();
    assert!(rows.contains(",90,") && rows.contains("造林进展顺利。"), "{rows}");
    assert!(case.text("seeds/plans.csv").contains("2018-02-27,王一"), "plans");
}

#[test]
fn a_form_that_was_taken_has_none() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    case.duban(["sheets", "省财政厅", "--period", "2018-03"]).exits(0);
    let name =
        case.list("output/sheets/units").into_iter().find(|name| name.contains("省财政厅-2018-03"));
    let made = case.read(&format!("output/sheets/units/{}", name.unwrap()));
    let words = cell(&made, "2-1", "进展情况");
    case.write("a.xlsx", fill(&made, &[("进展报送", &words, "造林进展顺利。")]));
    case.duban(["collect", "a.xlsx"]).exits(0);
    assert!(!case.path("output/returned").exists());
}
