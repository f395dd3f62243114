//! The form as it is handed out.

use calamine::SheetVisible;

use super::*;
use crate::returns::form::{FormKey, KEY_SHEET, RowKey, SIGNATURE};

#[test]
fn the_form_stands_first_and_the_key_is_hidden_from_menus() {
    let book = Province::new().book("兰州市", "2018-07");
    let sheets = book.reader.sheets_metadata();
    let names: Vec<_> = sheets.iter().map(|sheet| &*sheet.name).collect();
    assert_eq!(names, [FORM, LIST, NOTES, KEY_SHEET]);
    let hidden = sheets.iter().map(|sheet| sheet.visible);
    assert!(hidden.eq([
        SheetVisible::Visible,
        SheetVisible::Visible,
        SheetVisible::Visible,
        SheetVisible::VeryHidden
    ]));
    assert!(book.form().contains("tabSelected=\"1\""));
    assert!(!book.part("xl/workbook.xml").contains("activeTab"));
    let form = book.form();
    let (_, first) = form.split_once("<col min=\"1\" max=\"1\"").unwrap();
    assert!(first.split_once("/>").unwrap().0.contains("hidden=\"1\""));
}

#[test]
fn the_head_says_unit_and_period_and_leaves_room_for_names() {
    let mut book = Province::new().book("兰州市", "2018-07");
    let lines = book.lines(FORM);
    assert_eq!(lines[0], "2018年7月重点工作进展情况报送表");
    assert_eq!(lines[1], "填报单位：兰州市|报送期间：2018年7月（累计1—7月）");
    assert_eq!(lines[2], "填报人：|联系电话：|审核人：|填报日期：");
    let titles = Column::ALL.map(Column::title);
    assert_eq!(lines[4], titles.join("|"));
    // The collector knows the last line by its beginning.
    let last = lines.last().unwrap();
    assert!(last.starts_with(SIGNATURE), "{last}");
    assert!(last.contains("（单位盖章）") && last.ends_with("年　　　月　　　日"));
    let mut book = Province::new().book("兰州市", "2018-01");
    assert_eq!(book.lines(FORM)[1], "填报单位：兰州市|报送期间：2018年1月（累计1月）");
}

#[test]
fn rows_stand_by_role_and_optional_ones_are_marked() {
    let mut book = Province::new().book("省妇联", "2018-07");
    assert_eq!(book.column(Column::Item), ["1-1", "1-1", "2-2", "1-2"]);
    assert_eq!(book.column(Column::Target), ["1", "2", "1", "1"]);
    let duties = ["牵头", "牵头", "牵头", "配合\n选报"];
    assert_eq!(book.column(Column::Role), duties);
    // A lead unit that is not the first reports to the first.
    let mut book = Province::new().book("省财政厅", "2018-07");
    assert_eq!(book.column(Column::Item), ["1-1", "1-1", "1-2", "2-1"]);
    let duties = ["牵头\n选报", "牵头\n选报", "牵头", "牵头"];
    assert_eq!(book.column(Column::Role), duties);
    assert_eq!(book.column(Column::Target)[3], "");
}

#[test]
fn targets_are_the_units_own_or_marked_as_the_provinces() {
    let mut book = Province::new().book("兰州市", "2018-07");
    assert_eq!(book.column(Column::Item), ["1-1", "1-1", "1-2", "2-2"]);
    let goals = [
        "就业：4.5万人",
        "登记失业率：4%以内（全省）",
        "生产总值增长：6%左右（全省）",
        "植树：360万亩以上（全省）",
    ];
    assert_eq!(book.column(Column::Goal), goals);
    assert_eq!(book.column(Column::Measure), ["万人", "%", "%", "万亩"]);
    let mut book = Province::new().book("白银市", "2018-07");
    assert_eq!(book.column(Column::Goal)[0], "就业：40万人（全省）");
}

#[test]
fn the_last_report_is_the_units_own_before_the_period() {
    let province = Province::new();
    let last = |name, period| province.book(name, period).column(Column::Last);
    let june = ["3.2\n（6月）", "", "", "27.5%\n（6月）"];
    assert_eq!(last("兰州市", "2018-08"), june);
    assert_eq!(last("兰州市", "2018-06"), ["1.5\n（3月）", "", "", ""]);
    assert_eq!(last("兰州市", "2018-03"), [""; 4]);
    assert_eq!(last("省财政厅", "2018-08")[3], "滞后\n（7月）");
    assert_eq!(last("白银市", "2018-08"), [""; 3]);
}

#[test]
fn the_key_names_unit_period_and_every_row() {
    let mut book = Province::new().book("兰州市", "2018-07");
    let range = book.reader.worksheet_range(KEY_SHEET).unwrap();
    let cells: Vec<_> = range.rows().map(|row| [row[0].to_string(), row[1].to_string()]).collect();
    let key = FormKey::parse(cells.iter().map(|row| row.each_ref().map(String::as_str)));
    let key = key.expect("a key").expect("a sound key");
    assert_eq!((&*key.code, &*key.unit), ("004", "兰州市"));
    assert_eq!(key.period, month("2018-07"));
    let rows: Vec<String> = key.row_keys().map(|row| row.to_string()).collect();
    assert_eq!(rows[1], "DB2.2018-07.004.1-1.2");
    assert_eq!(book.column(Column::Key), rows);
    assert!(rows.iter().all(|row| row.parse::<RowKey>().is_ok()));
    let custom = book.part("docProps/custom.xml");
    assert!(custom.contains("name=\"duban 报送表\""), "{custom}");
    assert!(custom.contains(">DB2.2018-07.004<"), "{custom}");
}

/// Returns the formats of the cells, in the order of their numbers.
fn formats(book: &Book) -> Vec<String> {
    let styles = book.part("xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    let (formats, _) = formats.split_once("</cellXfs>").unwrap();
    formats.split("<xf ").skip(1).map(str::to_owned).collect()
}

/// Returns the format of a cell of the form.
fn format(book: &Book, cell: &str) -> String {
    let form = book.form();
    let (_, rest) = form.split_once(&format!("<c r=\"{cell}\" s=\"")).expect("a cell");
    let number: usize = rest.split('"').next().unwrap().parse().unwrap();
    formats(book)[number].clone()
}

#[test]
fn the_table_is_open_so_that_excel_sorts_it_and_the_lines_above_are_locked() {
    let book = Province::new().book("兰州市", "2018-07");
    let open = |cell: &str| format(&book, cell).contains("locked=\"0\"");
    for cell in ["B1", "B2", "J2", "B3", "D3", "H3", "L3", "B4", "B14"] {
        assert!(!open(cell), "{cell}");
    }
    for cell in ["C3", "E3", "J3", "M3"] {
        assert!(open(cell), "{cell}");
    }
    // The header, four rows, and three for other items.
    for row in 5..=12 {
        for column in 'A'..='O' {
            assert!(open(&format!("{column}{row}")), "{column}{row}");
        }
    }
    // Excel has to find the format of a percentage and a day by itself.
    for cell in ["J6", "K6", "M3"] {
        assert!(format(&book, cell).starts_with("numFmtId=\"0\""), "{cell}");
    }
    // Ids of other items stay text.
    assert!(format(&book, "B12").starts_with("numFmtId=\"49\""));
    assert!(book.form().contains("<autoFilter ref=\"A5:O9\"/>"));
}

#[test]
fn the_lead_unit_of_an_item_is_in_its_row() {
    let mut book = Province::new().book("兰州市", "2018-07");
    let leads = ["省妇联、省财政厅", "省妇联、省财政厅", "省财政厅", "省妇联"];
    assert_eq!(book.column(Column::Lead), leads);
    let many = units("省审计厅").task(1, "办好博览会。", |item| {
        let item = item.leaders("黄强").lead("省财政厅、省妇联、省审计厅、兰州市、白银市");
        item.implement("兰州市")
    });
    let mut book = Province::with(many, "").book("兰州市", "2018-07");
    assert_eq!(book.column(Column::Lead)[0], "省财政厅、省妇联等5个单位");
}

#[test]
fn the_form_is_protected_without_a_password_and_rows_may_be_sized() {
    let form = Province::new().book("兰州市", "2018-07").form();
    let (_, protection) = form.split_once("<sheetProtection").unwrap();
    let (protection, _) = protection.split_once("/>").unwrap();
    assert_eq!(
        protection.trim(),
        "sheet=\"1\" objects=\"1\" scenarios=\"1\" formatColumns=\"0\" formatRows=\"0\" sort=\"0\" autoFilter=\"0\""
    );
}

#[test]
fn rows_have_heights_but_may_grow() {
    let form = Province::new().book("兰州市", "2018-07").form();
    let tag = |row: u32| {
        let (_, rest) = form.split_once(&format!("<row r=\"{row}\"")).unwrap();
        rest.split_once('>').unwrap().0.to_owned()
    };
    for row in 6..=12 {
        assert!(tag(row).contains("ht=\"") && !tag(row).contains("customHeight"), "{row}");
    }
    for row in [1, 2, 3, 4, 5, 13, 14] {
        assert!(tag(row).contains("customHeight"), "{row}");
    }
}

#[test]
fn open_cells_say_what_they_take() {
    let form = Province::new().book("兰州市", "2018-07").form();
    let rule = |range: &str| {
        let all: Vec<_> = form.split("<dataValidation ").skip(1).collect();
        let found = all.into_iter().find(|rule| rule.contains(&format!("sqref=\"{range}\"")));
        found.unwrap_or_else(|| panic!("{range}")).to_owned()
    };
    assert!(form.contains("<dataValidations count=\"17\">"));
    let statuses = rule("L6:L12");
    assert!(statuses.contains("type=\"list\"") && !statuses.contains("errorStyle"));
    let words = "<formula1>\"完成,达到序时,滞后,严重滞后,不评价\"</formula1>";
    assert!(statuses.contains(words), "{statuses}");
    let value = rule("J6:J12");
    assert!(value.contains("type=\"decimal\" errorStyle=\"warning\""), "{value}");
    let percent = rule("K6:K12");
    assert!(percent.contains("<formula1>0</formula1><formula2>1000</formula2>"));
    for column in ["M", "N", "O"] {
        let text = rule(&format!("{column}6:{column}12"));
        assert!(text.contains("type=\"textLength\" errorStyle=\"warning\""), "{text}");
        assert!(text.contains("operator=\"lessThanOrEqual\"") && text.contains(">200<"));
    }
    // 1 January 2018 to 31 December 2019.
    let day = rule("M3");
    assert!(day.contains("<formula1>43101</formula1><formula2>43830</formula2>"), "{day}");
    assert!(day.contains("prompt=\"如 2018-8-6\""), "{day}");
    let said = form.matches("promptTitle=").count() + form.matches("errorTitle=").count();
    assert_eq!(said, 14);
    // What is filled in already is not typed over, but in rows without a key.
    for (range, rule_of) in [
        ("A5:O5", "FALSE"),
        ("A6:A12", "FALSE"),
        ("D6:D12", "FALSE"),
        ("E6:E12", "FALSE"),
        ("I6:I12", "FALSE"),
        ("B6:B12", "LEN($A6)=0"),
        ("C6:C12", "LEN($A6)=0"),
        ("F6:F12", "LEN($A6)=0"),
        ("G6:G12", "LEN($A6)=0"),
        ("H6:H12", "LEN($A6)=0"),
    ] {
        let rule = rule(range);
        assert!(rule.contains("type=\"custom\"") && !rule.contains("errorStyle"), "{rule}");
        assert!(rule.contains(&format!("<formula1>{rule_of}</formula1>")), "{rule}");
    }
}

#[test]
fn the_form_prints_on_a4_across_with_its_header_on_every_page() {
    let book = Province::new().book("兰州市", "2018-07");
    let form = book.form();
    let setup = "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"";
    assert!(form.contains(setup), "{form}");
    assert!(form.contains("第 &amp;P 页，共 &amp;N 页"));
    assert!(form.contains("<pane xSplit=\"4\" ySplit=\"5\" topLeftCell=\"E6\""));
    let names = book.part("xl/workbook.xml");
    assert!(names.contains("进展报送!$5:$5"), "{names}");
}

/// Returns the value of an attribute in a piece of XML.
fn attribute(xml: &str, name: &str) -> f64 {
    let (_, rest) = xml.split_once(&format!(" {name}=\"")).expect("an attribute");
    rest.split('"').next().unwrap().parse().expect("a number")
}

/// Returns the widths of the visible columns, in pixels.
fn widths(form: &str) -> Vec<f64> {
    let columns = form.split("<col ").skip(1);
    let seen = columns.filter(|col| !col.split("/>").next().unwrap().contains("hidden"));
    // Excel keeps widths in digits of 7 pixels.
    seen.flat_map(|col| {
        let col = format!(" {col}");
        let count = attribute(&col, "max") - attribute(&col, "min") + 1.0;
        let width = (attribute(&col, "width") * 7.0).round();
        (0..count as usize).map(move |_| width)
    })
    .collect()
}

#[test]
fn no_type_on_paper_is_smaller_than_eight_points() {
    let book = Province::new().book("兰州市", "2018-07");
    let form = book.form();
    let margins = form.split_once("<pageMargins").unwrap().1;
    let across = 841.89 - 72.0 * (attribute(margins, "left") + attribute(margins, "right"));
    let scale = across / (widths(&form).iter().sum::<f64>() * 0.75);
    // Scales are whole percentages.
    let scale = (scale * 100.0).floor() / 100.0;
    let styles = book.part("xl/styles.xml");
    let sizes = styles.split("<sz").skip(1).map(|size| attribute(size, "val"));
    let smallest = sizes.fold(f64::INFINITY, f64::min);
    assert!(smallest * scale >= 8.0, "{smallest} points at {scale}");
}

#[test]
fn every_page_says_whose_it_is() {
    let form = Province::new().book("兰州市", "2018-07").form();
    let header = "<oddHeader>&amp;R&amp;9&amp;\"宋体,Regular\"兰州市　2018年7月</oddHeader>";
    assert!(form.contains(header), "{form}");
    let odd = Rows::new()
        .unit("省财政厅", "组成部门")
        .unit("省妇联", "群团组织")
        .units("市州", ["兰州市", "3&P局"]);
    let form = Province::with(tasks(odd), "").book("3&P局", "2018-07").form();
    assert!(form.contains("Regular\"3&amp;&amp;P局　2018年7月</oddHeader>"), "{form}");
}

#[test]
fn a_page_takes_fifteen_rows_in_type_of_nine_points() {
    let form = Province::new().book("兰州市", "2018-07").form();
    // A4 across less margins of 0.3 and 0.5 inches; a pixel is three quarters of a point.
    let (across, down) = (841.89 - 2.0 * 0.3 * 72.0, 595.28 - 2.0 * 0.5 * 72.0);
    let width: f64 = widths(&form).iter().sum();
    assert!(width * 0.75 <= across, "{width}");
    let height = |row: u32| {
        let (_, tag) = form.split_once(&format!("<row r=\"{row}\"")).unwrap();
        attribute(tag, "ht")
    };
    let head: f64 = (1..=5).map(height).sum();
    assert!(head + 15.0 * height(6) <= down, "{head} {}", height(6));
}

#[test]
fn the_frozen_head_leaves_most_of_a_small_screen() {
    let form = Province::new().book("兰州市", "2018-07").form();
    let tags = form.split("<row ").skip(1).take(5);
    let head: f64 = tags.map(|tag| attribute(&format!(" {tag}"), "ht")).sum();
    // Of 768 pixels Excel's ribbon and bars leave about 500, which are 375 points.
    assert!(head <= 375.0 / 3.0 + 1.0, "{head} points");
}

#[test]
fn a_unit_without_rows_gets_a_form_for_a_nil_return() {
    let mut book = Province::new().book("省审计厅", "2018-07");
    assert_eq!(book.column(Column::Key), [""; 0]);
    let lines = book.lines(FORM);
    let sentence =
        "省审计厅没有必须报送的事项。请填好填报人、审核人和填报日期，签字盖章后报回（零报告）。";
    assert_eq!(lines[5], sentence);
    let list = book.lines(LIST);
    let band = "可能涉及事项（1项）：以牵头单位明确为准，明确由本单位承担的作增报事项填报";
    assert!(list.iter().any(|line| line == band), "{list:?}");
}

#[test]
fn notes_say_to_whom_and_by_when() {
    let mut book = Province::new().book("兰州市", "2018-07");
    let notes = book.lines(NOTES);
    // 5 August 2018 is a Sunday.
    let delivery = "报送方式|请于2018年8月6日前将本工作簿（.xlsx）和审核人签字、加盖公章的扫描件报省政府督查室。";
    assert_eq!(notes[2], delivery);
    assert!(notes.iter().any(|note| note.starts_with("完成值|填2018年1月1日至7月底的累计数")));
    let said = notes.concat();
    assert!(said.contains("写作 2018-8-6 或 2018年8月6日"), "{said}");
    let province = "标有“（全省）”的是全省目标，没有分解到本单位：牵头单位填全省的完成值";
    assert!(said.contains(province), "{said}");
    let divided = "已全部分解到其他单位的，职责栏注明“选报”，本单位没有分解任务，不必填。";
    assert!(said.contains(divided), "{said}");
    assert!(said.contains("不由本单位承担的事项不收"), "{said}");
    assert!(said.contains("整行空白按未报送处理"), "{said}");
    // The returns of December come in the year after.
    let december = Province::new().book("兰州市", "2018-12").lines(NOTES).concat();
    assert!(december.contains("写作 2019-1-7 或 2019年1月7日"), "{december}");
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let bytes = || Province::new().bytes("兰州市", "2018-07").unwrap();
    assert!(bytes() == bytes());
}

#[test]
fn a_year_outside_excels_calendar_is_an_error_that_names_the_sheet() {
    let error = Province::new().bytes("兰州市", "1812-07").expect_err("no workbook");
    assert!(error.to_string().starts_with("工作表“进展报送”"), "{error}");
}
