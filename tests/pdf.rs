//! What is inside the PDFs, read back with lopdf.

use std::collections::BTreeMap;

use duban::document;
use duban::job;
use duban::pdf;
use duban::typeset::{FontBook, Materials, typeset};
use duban::workspace::Workspace;
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

fn fonts() -> FontBook {
    let repository = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = Workspace::open(Some(repository)).expect("the repository is a workspace");
    job::fonts(&workspace).expect("the repository has its faces")
}

fn bytes(fonts: &FontBook) -> Vec<u8> {
    let document = document::parse(LETTER).unwrap();
    let set = typeset(&document, &Materials::new(fonts));
    assert!(set.missing.is_empty(), "{:?}", set.missing);
    pdf::write(&set.pages, fonts, date(2018, 2, 13)).unwrap()
}

fn read() -> Document {
    Document::load_mem(&bytes(&fonts())).unwrap()
}

fn utf16(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    let units: Vec<u16> = bytes[2..]
        .chunks(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).unwrap()
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).unwrap().1.as_dict().unwrap()
}

#[test]
fn the_same_document_has_the_same_bytes_in_every_thread() {
    let fonts = fonts();
    let first = bytes(&fonts);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert!(bytes(&fonts) == first));
        }
    });
}

#[test]
fn the_file_says_what_it_is() {
    let document = read();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    let preferences = resolve(&document, catalog.get(b"ViewerPreferences").unwrap());
    assert_eq!(
        preferences.get(b"DisplayDocTitle").unwrap(),
        &Object::Boolean(true)
    );
    let info = resolve(&document, document.trailer.get(b"Info").unwrap());
    assert_eq!(
        utf16(info.get(b"Title").unwrap()),
        "关于做好2018年重点工作的通知"
    );
    assert_eq!(
        info.get(b"CreationDate").unwrap().as_str().unwrap(),
        b"D:20180213000000+08'00'"
    );
    assert!(info.get(b"GTS_PDFXVersion").is_err());
}

#[test]
fn the_outline_is_a_tree_of_title_headings_and_attachments() {
    let document = read();
    let pages: BTreeMap<_, _> = document
        .get_pages()
        .into_iter()
        .map(|(number, id)| (id, number))
        .collect();
    let mut found = Vec::new();
    let root = resolve(
        &document,
        document.catalog().unwrap().get(b"Outlines").unwrap(),
    );
    let mut queue = vec![(1, root.get(b"First").unwrap().clone())];
    while let Some((depth, reference)) = queue.pop() {
        let item = resolve(&document, &reference);
        let target = item.get(b"Dest").unwrap().as_array().unwrap()[0]
            .as_reference()
            .unwrap();
        found.push((depth, utf16(item.get(b"Title").unwrap()), pages[&target]));
        if let Ok(next) = item.get(b"Next") {
            queue.push((depth, next.clone()));
        }
        if let Ok(first) = item.get(b"First") {
            queue.push((depth + 1, first.clone()));
        }
    }
    assert_eq!(
        found,
        [
            (1, "关于做好2018年重点工作的通知".to_owned(), 1),
            (2, "一、任务".to_owned(), 1),
            (1, "附件 事项清单".to_owned(), 2),
        ]
    );
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
        assert!(
            tag.len() == 6 && tag.chars().all(|c| c.is_ascii_uppercase()),
            "{name}"
        );
        assert!(font.has(b"FontFile2") || font.has(b"FontFile3"), "{name}");
        names.push(face.to_owned());
    }
    names.sort();
    assert_eq!(
        names,
        [
            "FandolFang-Regular",
            "FandolHei-Regular",
            "NotoSerifSC-Bold",
            "NotoSerifSC-Regular",
        ]
    );
}

/// Marks that share a cell overlap; some readers then tear the line in two when it is copied, so
/// the cluster carries its text.
#[test]
fn squeezed_marks_carry_their_text() {
    let document = read();
    let page = document.get_pages()[&1];
    let content = document.get_and_decode_page_content(page).unwrap();
    let texts: Vec<String> = content
        .operations
        .iter()
        .filter(|operation| operation.operator == "BDC")
        .filter_map(|operation| {
            operation.operands[1]
                .as_dict()
                .ok()?
                .get(b"ActualText")
                .ok()
        })
        .map(utf16)
        .collect();
    assert_eq!(texts, ["），"]);
}
