use super::{Code, Diagnostics, Published, place, read, shown};

/// A notice of two pages, as LibreOffice and Chromium made files of `page.html`: two rows of head, a section, cells over
/// rows and columns, a page break between rows.
const PAGE: &[u8] = include_bytes!("../../../../tests/notices/office/page.html");
const DOCX: &[u8] = include_bytes!("../../../../tests/notices/office/libreoffice.docx");
const LIBREOFFICE: &[u8] = include_bytes!("../../../../tests/notices/office/libreoffice.pdf");
const CHROMIUM: &[u8] = include_bytes!("../../../../tests/notices/office/chromium.pdf");

fn rows(units: &str) -> Vec<String> {
    let rows = [
        "附件2",
        "重点任务分解表",
        "序号|重点任务|责任单位|^",
        "^|^|牵头单位|配合单位",
        "一、农业|^|^|^",
        "1|建成农田360万亩，任务分解到单位，重点任务分解到责任单位，任务分解到牵头单位。|UNITS|",
        "2|建成水利2.5万亩。|^|省单位",
        "3|农业 GDP 8%以上。|省农业厅|省水利厅",
    ];
    rows.iter().map(|row| row.replace("UNITS", units)).collect()
}

#[test]
fn the_same_notice_is_the_same_in_every_format() {
    for (name, bytes, units) in [
        ("a.html", PAGE, "省水利厅/省农业厅"),
        ("a.docx", DOCX, "省水利厅/省农业厅"),
        // The column is just as wide as a name: a PDF does not say whether the line breaks there.
        ("a.pdf", LIBREOFFICE, "省水利厅省农业厅"),
        ("a.pdf", CHROMIUM, "省水利厅省农业厅"),
    ] {
        assert_eq!(shown(name, bytes), rows(units), "{name}");
    }
}

#[test]
fn words_are_found_on_their_page() {
    let (published, _) = read("a.pdf", LIBREOFFICE);
    assert_eq!(place(&published, "附件2"), "第1页第1行");
    assert_eq!(place(&published, "农业 GDP"), "第1页第11行");
}

/// A PDF with these drawing instructions on each of its pages.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{}]/Count {}>>", kids.join(" "), pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (page, content) in pages.iter().enumerate() {
        let stream = 5 + 2 * page;
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents {stream} 0 R>>"
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let table = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!(
        "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    ));
    file.into_bytes()
}

/// The instruction that writes a text.
fn write(x: i32, y: i32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A table of rows of 30 points from the top, its three columns as wide as 100 points.
fn table(rows: &[[&str; 3]]) -> String {
    let bottom = 700 - 30 * rows.len() as i32;
    let mut page = String::new();
    for row in 0..=rows.len() as i32 {
        page += &format!("50 {0} m 350 {0} l S\n", 700 - 30 * row);
    }
    for column in 0..4 {
        page += &format!("{0} {bottom} 0.5 {1} re f\n", 50 + 100 * column, 700 - bottom);
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            page += &write(53 + 100 * column as i32, 680 - 30 * row as i32, cell);
        }
    }
    page
}

#[test]
fn a_table_goes_on_over_pages_without_its_head_and_with_torn_rows_whole() {
    let head = ["No", "Task", "Lead"];
    let first = table(&[head, ["1", "Build", "A"], ["2", "Repair all", ""]]);
    let second = table(&[head, ["", " dams.", ""], ["3", "Plant", "C"]]);
    let pages = [first.as_str(), second.as_str()];
    let rows = ["No|Task|Lead", "1|Build|A", "2|Repair alldams.|", "3|Plant|C"];
    assert_eq!(shown("a.pdf", &pdf(&pages)), rows);
    let (published, _) = read("a.pdf", &pdf(&pages));
    assert_eq!(place(&published, "Plant"), "第2页第3行");
}

#[test]
fn columns_without_rules_are_found_by_their_places() {
    let mut page = write(50, 700, "Annex 2");
    for (row, cells) in
        [["No", "Task", "Lead"], ["1", "Build roads", "A"], ["2", "Repair", "B"]].iter().enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            page += &write(50 + 150 * column as i32, 670 - 30 * row as i32, cell);
        }
    }
    page += &write(200, 600, "dams");
    page += &write(290, 30, "- 1 -");
    let lines = ["Annex 2", "No|Task|Lead", "1|Build roads|A", "2|Repairdams|B", "N123"];
    assert_eq!(shown("a.pdf", &pdf(&[&page])), lines);
}

#[test]
fn margins_and_the_numbers_of_pages_are_left_out() {
    let page = |number: u32| {
        write(50, 760, "Gazette")
            + &write(50, 500, &format!("Text {number}"))
            + &write(290, 30, "- 3 -")
    };
    let pages = [page(1), page(2), page(3)];
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    assert_eq!(shown("a.pdf", &pdf(&pages)), ["Text 1", "Text 2", "Text 3", "N124"]);
}

#[test]
fn files_without_text_are_refused() {
    let refusal =
        |bytes: &[u8]| Published::decode("a.pdf", bytes, &mut Diagnostics::new()).unwrap_err().code;
    assert_eq!(refusal(&pdf(&["0 0 100 100 re f"])), Code::PdfWithoutText);
    assert_eq!(refusal(b"%PDF-1.4 cut off"), Code::FileDamaged);
}

#[test]
fn a_page_that_draws_without_end_is_refused() {
    let page = "0 0 m 1 1 l S\n".repeat(1_100_000);
    let pages = [page.as_str(); 2];
    let refused = Published::decode("a.pdf", &pdf(&pages), &mut Diagnostics::new());
    assert_eq!(refused.unwrap_err().code, Code::FileTooLarge);
}
