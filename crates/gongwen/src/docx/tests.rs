use std::io::Read as _;

use jiff::civil::date;

use super::*;
use crate::document::parse;
use crate::test_faces::fonts;
use crate::test_palette::palette;

/// Returns the parts of the DOCX of a document, by name.
fn parts(text: &str) -> std::collections::BTreeMap<String, String> {
    let bytes = made(text);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let mut parts = std::collections::BTreeMap::new();
    for index in 0..count {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let content = String::from_utf8_lossy(&content).into_owned();
        parts.insert(file.name().unwrap().into_owned(), content);
    }
    parts
}

fn made(text: &str) -> Vec<u8> {
    let document = parse(text, &palette()).unwrap();
    let faces = fonts();
    let own = vec![("文件".to_owned(), "letters/003-甲厅.pdf".to_owned())];
    let properties = Properties { date: date(2018, 2, 13), own };
    write(&document, &Materials::new(&faces), &properties).unwrap()
}

/// Returns the words of the paragraphs of a part, each with the identifier of its style.
fn paragraphs(part: &str) -> Vec<(String, String)> {
    let paragraphs = part.split("<w:p>").skip(1);
    let paragraphs = paragraphs.map(|paragraph| {
        let paragraph = paragraph.split("</w:p>").next().unwrap();
        let style = paragraph
            .split_once("<w:pStyle w:val=\"")
            .map_or("Normal", |(_, rest)| rest.split('"').next().unwrap());
        let words = paragraph.split("<w:t xml:space=\"preserve\">").skip(1);
        let words: String = words.map(|words| words.split("</w:t>").next().unwrap()).collect();
        (style.to_owned(), words)
    });
    paragraphs.filter(|(_, words)| !words.is_empty()).collect()
}

const LETTER: &str = "+++
format = \"letter\"
title = \"关于报送情况的函\"
mark = \"甲省人民政府办公厅\"
number = \"甲政办函〔2018〕3号\"
addressee = \"甲厅\"
signature = \"甲省人民政府办公厅\"
date = 2018-02-13
copies = \"乙厅\"
+++
## 事项

请报送“甲”——乙…的*情况*[^1]。

# 清单

```table
{\"columns\": [{\"title\": \"序号\", \"width\": \"12mm\"}, {\"title\": \"内容\", \"width\": \"144mm\"}], \"rows\": [[{\"text\": \"1\", \"rowspan\": 2}, \"甲\"], [\"\", \"乙\"]], \"caption\": \"表 事项\"}
```

[^1]: 截至月底。
";

#[test]
fn every_paragraph_has_the_style_of_its_part() {
    let parts = parts(LETTER);
    let expected = [
        ("Biaozhi", "甲省人民政府办公厅"),
        ("Bantou", "甲政办函〔2018〕3号"),
        ("Title", "关于报送情况的函"),
        ("Zhusong", "甲厅："),
        ("YijiBiaoti", "一、事项"),
        ("Normal", "请报送“甲”——乙…的情况。"),
        ("FujianShuoming", "附件：清单"),
        ("Luokuan", "甲省人民政府办公厅"),
        ("Luokuan", "2018年2月13日"),
        ("Fujian", "附件"),
        ("FujianBiaoti", "清单"),
        ("Biaoti", "表1\u{3000}事项"),
        ("Biaotou", "序号"),
        ("Biaotou", "内容"),
        ("Biaowen", "1"),
        ("Biaowen", "甲"),
        ("Biaowen", "乙"),
        ("Banji", "抄送：乙厅。"),
    ];
    let expected = expected.map(|(style, words)| (style.to_owned(), words.to_owned()));
    assert_eq!(paragraphs(&parts["word/document.xml"]), expected);
    assert!(parts["word/styles.xml"].contains("<w:name w:val=\"落款\"/>"));
    assert!(parts["word/styles.xml"].contains("<w:aliases w:val=\"正文\"/>"));
}

#[test]
fn quotes_dashes_and_dots_are_set_in_the_chinese_face() {
    let text = &parts(LETTER)["word/document.xml"];
    let face = "仿宋_GB2312";
    let fonts = format!(
        "<w:rFonts w:hint=\"eastAsia\" w:ascii=\"{face}\" w:hAnsi=\"{face}\" \
         w:eastAsia=\"{face}\" w:cs=\"{face}\"/></w:rPr><w:t xml:space=\"preserve\">"
    );
    for signs in ["“", "”——", "…"] {
        assert!(text.contains(&format!("{fonts}{signs}</w:t>")), "{signs}");
    }
}

#[test]
fn cells_are_as_wide_as_their_columns_and_merged_cells_go_on() {
    let text = &parts(LETTER)["word/document.xml"];
    let table = &text[text.find("<w:tbl>").unwrap()..text.find("</w:tbl>").unwrap()];
    // 12 mm are 680 twips; the other column takes the rest of 156 mm.
    assert!(table.contains("<w:gridCol w:w=\"680\"/><w:gridCol w:w=\"8164\"/>"), "{table}");
    assert_eq!(table.matches("<w:tcW w:w=\"680\" w:type=\"dxa\"/>").count(), 3);
    assert_eq!(table.matches("<w:vMerge w:val=\"restart\"/>").count(), 1);
    assert_eq!(table.matches("<w:vMerge w:val=\"continue\"/>").count(), 1);
    assert_eq!(table.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(table.matches("<w:cantSplit/>").count(), 3);
}

#[test]
fn the_red_rules_lie_where_the_pdf_has_them() {
    let header = &parts(LETTER)["word/header-first.xml"];
    // 170 mm long, 20 mm from both edges of the sheet; the lower pair ends 20 mm above its foot.
    assert_eq!(header.matches("<wp:extent cx=\"6120000\"").count(), 4);
    assert_eq!(header.matches("<wp:posOffset>720000</wp:posOffset>").count(), 4);
    let foot = (297.0 - 20.0 - 0.9) * 36_000.0;
    assert!(header.contains(&format!("<wp:posOffset>{foot}</wp:posOffset>")), "{header}");
}

#[test]
fn notes_are_numbered_page_by_page() {
    let parts = parts(LETTER);
    assert!(parts["word/document.xml"].contains("<w:footnoteReference w:id=\"1\"/>"));
    assert!(parts["word/footnotes.xml"].contains("截至月底。"));
    assert!(parts["word/settings.xml"].contains("<w:numRestart w:val=\"eachPage\"/>"));
}

#[test]
fn a_landscape_table_takes_sheets_of_its_own() {
    let text = "+++\nformat = \"official\"\ntitle = \"通报\"\nmark = \"甲省\"\n+++\n正文。\n\n```table\n\
        {\"columns\": [{\"title\": \"甲\"}], \"rows\": [[\"1\"]], \"landscape\": true}\n```\n\n续文。\n";
    let document = &parts(text)["word/document.xml"];
    let sheets: Vec<&str> = document
        .match_indices("<w:pgSz ")
        .map(|(at, _)| document[at..].split("/>").next().unwrap())
        .collect();
    let upright = "<w:pgSz w:w=\"11906\" w:h=\"16838\"";
    let turned = "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"";
    assert_eq!(sheets, [upright, turned, upright]);
}

#[test]
fn title_author_language_and_the_marks_of_its_maker_are_in_the_properties() {
    let parts = parts(LETTER);
    let core = &parts["docProps/core.xml"];
    assert!(core.contains("<dc:title>关于报送情况的函</dc:title>"));
    assert!(core.contains("<dc:creator>甲省人民政府办公厅</dc:creator>"));
    assert!(core.contains("<dc:language>zh-CN</dc:language>"));
    // Midnight of the 13th in Beijing.
    assert!(core.contains("2018-02-12T16:00:00Z"));
    assert!(parts["docProps/custom.xml"].contains("<vt:lpwstr>letters/003-甲厅.pdf</vt:lpwstr>"));
    assert!(!parts.keys().any(|part| part.contains("theme")));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(made(LETTER) == made(LETTER));
}

#[test]
fn a_docx_is_read_back_word_for_word() {
    let reading = read(&made(LETTER)).unwrap();
    let found: Vec<(&str, ReadPlace)> =
        reading.paragraphs.iter().map(|read| (&*read.text, read.place)).collect();
    let text = |words| (words, ReadPlace::Text);
    let cell = |words| (words, ReadPlace::Cell(1));
    let expected = [
        text("甲省人民政府办公厅"),
        text("甲政办函〔2018〕3号"),
        text("关于报送情况的函"),
        text("甲厅："),
        text("一、事项"),
        text("请报送“甲”——乙…的情况。"),
        text("附件：清单"),
        text("甲省人民政府办公厅"),
        text("2018年2月13日"),
        text("附件"),
        text("清单"),
        text("表1\u{3000}事项"),
        cell("序号"),
        cell("内容"),
        cell("1"),
        cell("甲"),
        cell("乙"),
        ("抄送：乙厅。", ReadPlace::Cell(2)),
        ("截至月底。", ReadPlace::Note),
    ];
    assert_eq!(found, expected);
    assert_eq!(reading.own["文件"], "letters/003-甲厅.pdf");
}

#[test]
fn what_is_no_docx_is_refused() {
    for bytes in [&b""[..], b"PK\x03\x04", b"%PDF-1.7"] {
        assert!(matches!(read(bytes), Err(ReadingError::Damaged)));
    }
}
