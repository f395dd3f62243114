//! The words that a reader finds in a workbook, and those that are told without making it.

use std::collections::BTreeSet;

use super::*;
use crate::input::text::plain;
use crate::input::workbook::{RemarkKind, read};
use crate::workbook::PrintedWords;

impl Province {
    /// Returns a unit's workbook for July, the words told without it, and the titles of its columns.
    fn both(&self, name: &str) -> (Vec<u8>, PrintedWords, UnitWords) {
        let both = self.make(Path::new("/nowhere"), (name, "2018-07"), |books, unit, words| {
            let (book, printed) = (books.workbook(unit, words), books.printed(unit, words));
            (book.unwrap(), printed.unwrap(), words.clone())
        });
        both.unwrap()
    }
}

/// Compares the words told without a workbook with those that a reader finds in it. Returns the number of cells and of
/// rows of the form.
fn compare(province: &Province, name: &str) -> (usize, usize) {
    let (bytes, printed, words) = province.both(name);
    let sheets = read(&bytes).unwrap();
    for (name, texts) in &printed.sheets {
        let sheet = sheets.iter().find(|sheet| sheet.name == *name).expect("a sheet");
        let cells = sheet.rows.iter().flat_map(|row| {
            row.filled().map(|cell| ((row.number, cell.column + 1), plain(cell.text())))
        });
        let texts = texts.iter().map(|(at, text)| (*at, plain(text)));
        assert_eq!(texts.collect::<Vec<_>>(), cells.collect::<Vec<_>>(), "{name}");
    }
    let margins = sheets.iter().flat_map(|sheet| &sheet.remarks);
    let margins = margins.filter(|remark| remark.kind == RemarkKind::Margin);
    let margins: BTreeSet<_> = margins.map(|remark| remark.text.as_str()).collect();
    assert_eq!(printed.margins.iter().map(String::as_str).collect::<BTreeSet<_>>(), margins);
    let form = &sheets[0];
    let col = |column| {
        let title = plain(words.title(column));
        let cells = form.rows.iter().flat_map(|row| row.filled());
        cells.filter(|cell| plain(cell.text()) == title).map(|cell| cell.column).next().unwrap()
    };
    let keyed = form.rows.iter().filter(|row| row.text(0).starts_with("DB2."));
    let rows: Vec<_> = keyed
        .map(|row| {
            let shown = PrintedWords::COLUMNS.map(|column| row.text(col(column)).to_owned());
            (row.text(0).trim_start_matches("DB2.").to_owned(), shown)
        })
        .collect();
    assert_eq!(
        printed.rows.clone().into_iter().collect::<BTreeSet<_>>(),
        rows.into_iter().collect()
    );
    (printed.sheets.values().map(|texts| texts.len()).sum(), printed.rows.len())
}

#[test]
fn words_told_without_a_workbook_are_those_in_it() {
    let province = Province::new();
    let counts = ["省财政厅", "省妇联", "省审计厅", "兰州市", "白银市"];
    let counts = counts.map(|name| compare(&province, name).1);
    assert_eq!(counts, [4, 4, 0, 4, 3]);
}

#[test]
fn words_are_those_in_the_workbook_whatever_they_are() {
    let long = "把每一件事情办好，落到实处。\n".repeat(60);
    let texts =
        ["=1+1", "<r>甲</r>", "a\u{1B}b\tc\r\nd", "_x000D_ &amp; \"甲\"", "　前后　", &*long];
    for text in texts {
        let rows = units("甲&乙<丙>局").task(1, text, |item| {
            item.leaders("黄强").lead("省财政厅、甲&乙<丙>局").support("有关部门")
        });
        let province = Province::with(rows, RETURNS);
        for name in ["省财政厅", "甲&乙<丙>局"] {
            assert!(compare(&province, name).0 > 20, "{text}");
        }
    }
}
