//! The texts that cells of .xlsx files show.

use rust_xlsxwriter::{Format, Workbook};

use super::{only, shown};
use crate::input::grid::Withheld;
use crate::input::workbook::handmade::Parts;
use crate::input::workbook::{RemarkKind, WorkbookError, read};

fn written(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> super::Worksheet {
    let mut workbook = Workbook::new();
    write(workbook.add_worksheet());
    only(&workbook.save_to_buffer().expect("it goes to memory"))
}

/// The texts of a sheet with these rows.
#[track_caller]
fn texts(rows: &str) -> Vec<String> {
    let sheet = only(&Parts::rows(rows).pack());
    let rows = shown(&sheet.rows);
    let texts = rows.iter().flat_map(|(_, texts)| texts);
    texts.map(|&text| text.to_owned()).collect()
}

#[test]
fn text_comes_back_to_the_letter() {
    let typed = [
        "  前后有空格 ",
        "第一行\n\n第三行\n",
        "\t制表\t",
        "　全角空格　",
        "=1+1",
        "+86",
        "-无",
        "@某人",
        "_x000D_",
        "_x005F_x000D_",
        "甲\r\n乙",
        "<b>&amp;\"'",
        "a\u{1}b",
        "😀𠮷",
        "１２．５％",
    ];
    let sheet = written(|sheet| {
        for (row, text) in (0..).zip(typed) {
            sheet.write_string(row, 0, text).unwrap();
        }
    });
    let raw: Vec<_> = sheet.rows.iter().map(|row| row.raw(0)).collect();
    assert_eq!(raw, typed);
    assert_eq!(sheet.rows[0].text(0), "前后有空格");
    assert_eq!(sheet.rows[1].text(0), "第一行\n\n第三行");
}

#[test]
fn what_other_programs_write_is_read_the_same() {
    let rows = r#"
        <row r="1">
            <c r="A1" t="inlineStr"><is><t xml:space="preserve"> 甲 </t></is></c>
            <c r="B1" t="inlineStr"><is><r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r></is></c>
            <c r="C1" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>
            <c r="D1" t="str"><f>A1&amp;"乙"</f><v> 甲 乙</v></c>
            <c r="E1" t="b"><v>1</v></c>
            <c r="F1" t="e"><v>#N/A</v></c>
            <c r="G1" t="d"><v>2018-04-05T08:00:00</v></c>
            <c r="H1"><v>1.5E2</v></c>
            <c r="I1" t="inlineStr"><is><t>甲&#10;乙&#13;&#10;丙_x000D_</t></is></c>
        </row>"#;
    assert_eq!(
        texts(rows),
        [" 甲 ", "富文本", "東京", " 甲 乙", "TRUE", "#N/A", "2018-04-05", "150", "甲\n乙\r\n丙\r"]
    );
}

#[test]
fn shared_strings_may_be_rich_and_have_phonetic_text() {
    let mut parts =
        Parts::rows(r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>"#);
    parts.strings = r#"<si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/></si><si><r><t xml:space="preserve">甲 </t></r><r><t>乙</t></r></si>"#.to_owned();
    assert_eq!(shown(&only(&parts.pack()).rows), [(1, vec!["漢字", "甲 乙"])]);
}

#[test]
fn days_since_1904_are_read_as_such() {
    let mut parts = Parts::rows(
        r#"<row r="1"><c r="A1" t="d"><v>2018-04-05</v></c><c r="B1" s="1"><v>41733</v></c></row>"#,
    );
    parts.properties = r#"<workbookPr date1904="1"/>"#.to_owned();
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    parts.others = vec![("xl/styles.xml".to_owned(), styles.into())];
    assert_eq!(shown(&only(&parts.pack()).rows), [(1, vec!["2018-04-05"; 2])]);
}

#[test]
fn formulas_count_by_their_results_and_those_without_are_marked() {
    let sheet = only(
        &Parts::rows(
            r#"<row r="1">
                <c r="A1"><f>1+1</f><v>2</v></c>
                <c r="B1"><f>1+1</f><v></v></c>
                <c r="C1"><f>1+1</f></c>
                <c r="D1" t="str"><f>""</f><v></v></c>
                <c r="E1" s="0"/>
                <c r="F1"><f t="array" ref="F1:G1">A1:B1</f><v/></c>
                <c r="H1"><f t="shared" ref="H1:H2" si="0">A1</f><v>2</v></c>
            </row>
            <row r="2">
                <c r="B2"><f>IF(A1,"",1)</f><v/></c>
                <c r="H2"><f t="shared" si="0"/><v></v></c>
            </row>
            <row r="3"><c r="A3" t="str"><f>""</f><v></v></c></row>"#,
        )
        .pack(),
    );
    assert_eq!(shown(&sheet.rows), [(1, vec!["2", "2"]), (2, vec![])]);
    let lacking: Vec<_> = sheet
        .rows
        .iter()
        .flat_map(|row| (0..9).filter(|&at| row.lacks_result(at)).map(|at| (row.number, at)))
        .collect();
    assert_eq!(lacking, [(1, 1), (1, 2), (1, 5), (2, 1), (2, 7)]);
}

#[test]
fn an_error_of_newer_programs_is_told_by_name() {
    let rows = r#"<row r="1"><c r="A1" t="e"><f>B1:B9</f><v>#SPILL!</v></c></row>"#;
    let error = read(&Parts::rows(rows).pack()).unwrap_err();
    assert_eq!(error, WorkbookError::Formula("#SPILL!".to_owned()));
}

#[test]
fn a_merge_gives_its_value_down_and_says_so() {
    let sheet = written(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 2, 0, " 省教育厅", &plain).unwrap();
        sheet.write_column(0, 1, ["甲", "乙"]).unwrap();
        sheet.merge_range(4, 0, 4, 3, "横向", &plain).unwrap();
    });
    let rows = [(1, vec![" 省教育厅", "甲"]), (2, vec![" 省教育厅", "乙"]), (5, vec!["横向"])];
    assert_eq!(shown(&sheet.rows), rows);
    let spread: Vec<_> = sheet.rows.iter().map(|row| row.is_spread(0)).collect();
    assert_eq!(spread, [false, true, false]);
    assert!(!sheet.rows[1].is_spread(1));
}

#[test]
fn a_merged_formula_without_a_result_is_marked_in_every_row() {
    let mut parts = Parts::rows(
        r#"<row r="1"><c r="A1"><f>1</f><v/></c></row><row r="2"><c r="B2"><v>1</v></c></row>"#,
    );
    parts.sheet += r#"<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>"#;
    let sheet = only(&parts.pack());
    assert!(sheet.rows[1].lacks_result(0) && sheet.rows[1].is_spread(0));
}

#[test]
fn cells_out_of_order_or_twice_are_put_right() {
    let rows = r#"
        <row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c></row>
        <row r="1"><c r="A1"><v>3</v></c><c r="A1"><v>4</v></c></row>"#;
    let sheet = only(&Parts::rows(rows).pack());
    assert_eq!(shown(&sheet.rows), [(1, vec!["4"]), (3, vec!["2", "1"])]);
}

#[test]
fn links_to_other_files_count_by_what_was_stored() {
    let mut parts = Parts::rows(
        r#"<row r="1"><c r="A1"><f>[1]表!$A$1*2</f><v>12.5</v></c><c r="B1" t="str"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>旧值</v></c><c r="C1"><f>cmd|' /c calc'!A0</f><v>3</v></c></row>"#,
    );
    parts.others = vec![
        (
            "xl/externalLinks/externalLink1.xml".to_owned(),
            br#"<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>"#.to_vec(),
        ),
        ("xl/vbaProject.bin".to_owned(), b"\xd0\xcf\x11\xe0 macro".to_vec()),
    ];
    assert_eq!(shown(&only(&parts.pack()).rows), [(1, vec!["12.5", "旧值", "3"])]);
}

#[test]
fn comments_strokes_and_text_boxes_do_not_go_unnoticed() {
    let struck = Format::new().set_font_strikethrough();
    let plain = Format::new();
    let sheet = written(|sheet| {
        sheet.write_number_with_format(0, 0, 3.5, &struck).unwrap();
        sheet.write_rich_string(1, 0, &[(&struck, "3.5"), (&plain, "4.2")]).unwrap();
        sheet.write_rich_string(2, 0, &[(&struck, "3"), (&struck, ".5")]).unwrap();
        sheet.write_number_with_format(3, 0, 12, &Format::new().set_num_format(";;;")).unwrap();
        sheet
            .write_number_with_format(4, 0, 6950, &Format::new().set_num_format("0\"人\""))
            .unwrap();
        sheet.insert_note(5, 8, &rust_xlsxwriter::Note::new("口径已变")).unwrap();
        let text_box = rust_xlsxwriter::Shape::textbox().set_text("另见附件");
        sheet.insert_shape(6, 2, &text_box).unwrap();
    });
    let cells: Vec<_> =
        sheet.rows.iter().map(|row| (row.text(0).to_owned(), row.withheld(0))).collect();
    let cell = |text: &str, withheld| (text.to_owned(), withheld);
    assert_eq!(
        cells,
        [
            cell("3.5", Some(Withheld::Struck)),
            cell("4.2", None),
            cell("3.5", Some(Withheld::Struck)),
            cell("12", Some(Withheld::Hidden)),
            cell("6950人", None),
        ]
    );
    let remarks = sheet.remarks.into_iter().map(|one| (one.at, one.kind, one.text));
    let mut remarks: Vec<_> = remarks.collect();
    remarks.sort();
    let (at, comment) = ((5, 8), remarks[1].2.clone());
    assert!(comment.contains("口径已变"), "{comment}");
    assert_eq!(
        remarks,
        [
            ((1, 0), RemarkKind::StruckPart, "3.5".to_owned()),
            (at, RemarkKind::Comment, comment),
            ((6, 2), RemarkKind::TextBox, "另见附件".to_owned()),
        ]
    );
}
