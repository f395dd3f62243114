//! Colours, bars, charts, print: properties that a reader of cells does not see.

use super::{Book, bytes, first_quarter, names};
use crate::status::Status;

/// Returns the XML of the sheet at a place in the workbook, from 1.
fn sheet(book: &Book, number: usize) -> String {
    book.part(&format!("xl/worksheets/sheet{number}.xml"))
}

#[test]
fn the_same_bulletin_makes_the_same_bytes() {
    let context = first_quarter();
    assert_eq!(bytes(&context), bytes(&context));
}

#[test]
fn sheets_stand_in_the_order_of_the_annexes_and_the_first_links_to_them() {
    let book = Book::of(&first_quarter());
    let names = calamine::Reader::sheet_names(&book.reader);
    assert_eq!(names[0], names::OVERVIEW);
    assert_eq!(names[1..], names::SHEETS);
    let first = sheet(&book, 1);
    for name in names::SHEETS {
        let link = format!("location=\"'{name}'!A1\"");
        assert!(first.contains(&link), "{name}");
    }
}

#[test]
fn status_words_are_coloured_in_every_list() {
    let book = Book::of(&first_quarter());
    // Overview, indicators, places (three rankings), tasks, items behind.
    for (number, ranges) in [(1, 1), (2, 1), (4, 3), (5, 1), (6, 1)] {
        let xml = sheet(&book, number);
        for status in Status::ALL {
            let rule = format!("<formula>\"{}\"</formula>", status.word());
            assert_eq!(xml.matches(&rule).count(), ranges, "{number} {rule}");
        }
    }
}

#[test]
fn completions_have_bars_from_nothing_to_all() {
    let book = Book::of(&first_quarter());
    for (number, bars) in [(2, 1), (4, 3), (5, 1), (6, 1)] {
        let xml = sheet(&book, number);
        assert_eq!(xml.matches("type=\"dataBar\"").count(), 2 * bars, "{number}");
    }
    let tasks = sheet(&book, 5);
    assert!(tasks.contains("<cfvo type=\"num\" val=\"0\"/><cfvo type=\"num\" val=\"1\"/>"));
}

#[test]
fn lists_can_be_filtered_and_repeat_their_header_in_print() {
    let book = Book::of(&first_quarter());
    let tasks = sheet(&book, 5);
    assert!(tasks.contains("<autoFilter ref=\"A4:M7\"/>"));
    assert!(tasks.contains("state=\"frozen\""));
    assert!(tasks.contains("fitToHeight=\"0\""));
    assert!(tasks.contains("orientation=\"landscape\""));
    let book_xml = book.part("xl/workbook.xml");
    assert!(book_xml.contains("'附表3 任务进展'!$4:$4"), "{book_xml}");
    // An & in the watermark is doubled, else it would begin a code.
    assert!(tasks.contains("演示&amp;&amp;数据"));
}

#[test]
fn what_is_short_of_the_whole_has_a_pattern_that_says_so() {
    let book = Book::of(&first_quarter());
    let styles = book.part("xl/styles.xml");
    assert!(styles.contains("[&lt;0.9995]0.0%;[&lt;1]&quot;99.9%&quot;;0.0%"));
    // -0.04 shows as it is, and the figures beside it with as many decimals.
    assert!(styles.contains("formatCode=\"0.00\""));
}

#[test]
fn charts_are_native_and_point_at_cells() {
    let book = Book::of(&first_quarter());
    let charts: Vec<String> =
        (1..=7).map(|number| book.part(&format!("xl/charts/chart{number}.xml"))).collect();
    assert!(charts[0].contains("<c:grouping val=\"percentStacked\"/>"));
    assert!(charts[0].contains("<c:f>总览!$C$6:$C$7</c:f>"), "{}", charts[0]);
    assert!(charts[1].contains("<c:grouping val=\"stacked\"/>"));
    assert!(charts[2].contains("<c:f>'附表1 图表'!"));
    // Two units are on track; growth below zero is severe.
    assert_eq!(charts[4].matches("97CB90").count(), 2);
    assert_eq!(charts[4].matches("8F1414").count(), 1);
}
