//! The blank at the feet of pages before that of the signature.

use super::checker::*;
use super::official::official;
use crate::document::Document;
use crate::typeset::{PageItem, Typeset};

const DATE: &str = "2018年2月13日";
/// The greatest share of a page between the first and the last of a part that is blank below its last ink.
const MOST_BLANK: f64 = 0.3;
const ORGANS: [&str; 9] = [
    "甘肃省发展和改革委员会",
    "甘肃省财政厅",
    "甘肃省人力资源和社会保障厅",
    "甘肃省统计局",
    "国家税务总局甘肃省税务局",
    "中国人民银行兰州中心支行",
    "甘肃省农业农村厅",
    "甘肃省市场监督管理局",
    "甘肃省审计厅",
];

/// Returns a document of so many lines and attachments, signed by `organs`.
fn signed(lines: usize, attachments: usize, organs: &[&str], sealed: bool) -> Document {
    let mut document = official();
    document.body = one_line_paragraphs(lines);
    document.front.addressee = Some("各市、自治州人民政府".to_owned());
    document.front.signature = organs.iter().map(|name| (*name).to_owned()).collect();
    document.front.sealed = sealed;
    let seals = if sealed { organs } else { &[] };
    document.front.seals = seals.iter().map(|_| "seal.png".to_owned()).collect();
    let named = |n| attachment(&format!("清单{n}"), vec![paragraph("内容。")]);
    document.attachments = (1..=attachments).map(named).collect();
    document
}

/// Returns the share of each page that is blank below its last line.
fn blanks(set: &Typeset) -> Vec<f64> {
    let blank = |page| {
        let rows = rows(page).into_iter().filter(|row| row.baseline < BOTTOM + 2.0);
        let last = rows.map(|row| row.bottom()).fold(TOP, f64::max);
        (BOTTOM - last) / (BOTTOM - TOP)
    };
    set.pages.pages.iter().map(blank).collect()
}

/// Asserts that the pages up to that of the signature are full, that it has text, and that all seals are on it, inside
/// the type area.
fn check_signed(set: &Typeset, lines: usize, case: &str) {
    let page = find(set, DATE).0;
    assert_eq!(find(set, "第1行").0, 0, "{case}");
    if lines > 1 {
        assert_eq!(find(set, &format!("第{lines}行")).0, page, "{case}");
    }
    let blanks = blanks(set);
    let between = blanks.get(1..page).unwrap_or_default();
    assert!(between.iter().all(|blank| *blank <= MOST_BLANK), "{case}: {blanks:.2?}");
    for (number, page_of) in set.pages.pages.iter().enumerate() {
        for item in &page_of.items {
            if let PageItem::Image(seal) = item {
                assert_eq!(number, page, "{case}");
                assert!((seal.y + seal.height).0 <= BOTTOM + 0.01, "{case}");
                assert!(seal.y.0 >= TOP - 0.01, "{case}");
            }
        }
    }
}

#[test]
fn pages_before_a_signature_are_full_whatever_the_lengths() {
    for (organs, sealed) in [(1, false), (1, true), (3, false), (3, true), (6, true)] {
        for attachments in 0..=4 {
            for lines in (1..=60).filter(|lines| lines % 2 == (attachments + organs) % 2) {
                let set = laid_with_seals(&signed(lines, attachments, &ORGANS[..organs], sealed));
                let case = format!("{organs} organs, {sealed}, {attachments}, {lines} lines");
                check_signed(&set, lines, &case);
            }
        }
    }
}

#[test]
fn pages_before_the_seals_of_seven_to_nine_organs_are_full() {
    for organs in 7..=9 {
        for lines in 1..=50 {
            let set = laid_with_seals(&signed(lines, 0, &ORGANS[..organs], true));
            check_signed(&set, lines, &format!("{organs} organs, {lines} lines"));
        }
    }
}
