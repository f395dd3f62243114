//! The inner structure of the PDFs, read back with lopdf.

mod artifacts;
mod metadata;
mod navigation;
mod pictures;
mod tags;

use crate::fonts;
use gongwen::document::{self, Palette};
use gongwen::pdf;
use gongwen::typeset::{FontBook, Materials, Pages, typeset};
use jiff::civil::date;
use lopdf::{Dictionary, Document, Object};

const LETTER: &str = "\
+++
format = \"letter\"
title = \"关于做好2018年重点工作的通知\"
mark = \"甘肃省人民政府办公厅\"
number = \"甘政办函〔2018〕12号\"
addressee = \"省财政厅\"
signature = \"甘肃省人民政府办公厅\"
date = 2018-02-13
copies = \"省统计局\"
+++

现将有关事项通知如下（主要指标），请落实。

## 任务

完成㎡ 360万亩。

# 事项清单

```table
{\"columns\":[{\"title\":\"序号\",\"width\":1},{\"title\":\"内容\",\"width\":9}],\"rows\":[[\"1\",\"营造林\"]]}
```
";

fn pages(fonts: &FontBook) -> Pages {
    let document = document::parse(LETTER, &Palette::default()).unwrap();
    let set = typeset(&document, &Materials::new(fonts));
    assert!(set.missing.is_empty(), "{:?}", set.missing);
    set.pages
}

fn written(pages: &Pages, fonts: &FontBook) -> Vec<u8> {
    pdf::write(pages, fonts, date(2018, 2, 13)).unwrap()
}

fn bytes(fonts: &FontBook) -> Vec<u8> {
    written(&pages(fonts), fonts)
}

fn read() -> Document {
    Document::load_mem(&bytes(fonts())).unwrap()
}

/// Returns the letter with a change to its pages, read back.
fn changed(change: impl FnOnce(&mut Pages)) -> Document {
    let fonts = fonts();
    let mut pages = pages(fonts);
    change(&mut pages);
    Document::load_mem(&written(&pages, fonts)).unwrap()
}

fn utf16(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    let units: Vec<u16> =
        bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).unwrap().1.as_dict().unwrap()
}

#[test]
fn the_same_document_has_the_same_bytes_in_every_thread() {
    let fonts = fonts();
    let first = bytes(fonts);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert!(bytes(fonts) == first));
        }
    });
}

#[test]
fn every_font_is_a_tagged_subset_with_its_program() {
    let document = read();
    let mut names = Vec::new();
    for object in document.objects.values() {
        let Ok(font) = object.as_dict() else { continue };
        if font.get(b"Type").and_then(Object::as_name).ok() != Some(b"FontDescriptor") {
            continue;
        }
        let name = font.get(b"FontName").unwrap().as_name().unwrap();
        let name = String::from_utf8(name.to_vec()).unwrap();
        let (tag, face) = name.split_once('+').unwrap();
        assert!(tag.len() == 6 && tag.chars().all(|c| c.is_ascii_uppercase()), "{name}");
        assert!(font.has(b"FontFile2") || font.has(b"FontFile3"), "{name}");
        names.push(face.to_owned());
    }
    names.sort();
    assert_eq!(
        names,
        ["FandolFang-Regular", "FandolHei-Regular", "NotoSerifSC-Bold", "NotoSerifSC-Regular",]
    );
}

/// Marks that share a cell overlap. Some readers would then split the line in two when it is copied, so the
/// cluster carries its text.
#[test]
fn squeezed_marks_carry_their_text() {
    let document = read();
    let page = document.get_pages()[&1];
    let content = document.get_and_decode_page_content(page).unwrap();
    let texts: Vec<String> = content
        .operations
        .iter()
        .filter(|operation| operation.operator == "BDC")
        .filter_map(|operation| operation.operands[1].as_dict().ok()?.get(b"ActualText").ok())
        .map(utf16)
        .collect();
    assert_eq!(texts, ["），"]);
}
