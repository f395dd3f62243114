//! What pages show besides the text: rules, fills, page numbers, repeated heads, the watermark.

use std::collections::BTreeSet;

use gongwen::document::{self, Palette};
use gongwen::typeset::{Materials, typeset};
use lopdf::{Document, Object};

use super::tags::checked;
use super::{resolve, utf16, written};
use crate::fonts;

/// Returns a document of several pages with a table across two, read back.
fn document(watermark: Option<&str>) -> Document {
    let rows: Vec<String> = (1..60).map(|n| format!("[\"{n}\",\"造林\"]")).collect();
    let text = format!(
        "+++\nformat = \"official\"\ntitle = \"通知\"\nmark = \"省政府\"\n+++\n\n正文。\n\n# 清单\n\n\
         ```table\n{{\"columns\":[{{\"title\":\"序号\",\"width\":1}},{{\"title\":\"内容\",\"width\":9}}],\
         \"rows\":[{}]}}\n```\n",
        rows.join(",")
    );
    let parsed = document::parse(&text, &Palette::default()).unwrap();
    let materials = Materials { watermark, ..Materials::new(fonts()) };
    let pages = typeset(&parsed, &materials).pages;
    Document::load_mem(&written(&pages, fonts())).unwrap()
}

/// Returns for every artifact its type and subtype, and whether it draws text.
fn artifacts(document: &Document) -> BTreeSet<(String, String, bool)> {
    let mut found = BTreeSet::new();
    for page in document.get_pages().into_values() {
        let mut open: Option<(String, String, bool)> = None;
        for operation in document.get_and_decode_page_content(page).unwrap().operations {
            match operation.operator.as_str() {
                "BDC" if operation.operands[0].as_name().unwrap() == b"Artifact" => {
                    let entries = operation.operands[1].as_dict().unwrap();
                    let name = |key: &[u8]| {
                        let name = entries.get(key).and_then(Object::as_name).unwrap_or_default();
                        String::from_utf8(name.to_vec()).unwrap()
                    };
                    open = Some((name(b"Type"), name(b"Subtype"), false));
                }
                "EMC" => found.extend(open.take()),
                "TJ" => open.iter_mut().for_each(|(.., draws_text)| *draws_text = true),
                _ => {}
            }
        }
    }
    found
}

#[test]
fn artifacts_say_what_they_are() {
    let entry = |kind: &str, of: &str, text| (kind.to_owned(), of.to_owned(), text);
    let expected = [
        entry("Layout", "", false),
        entry("Pagination", "Footer", true),
        entry("Pagination", "Header", true),
        entry("Pagination", "Watermark", false),
    ];
    assert_eq!(artifacts(&document(Some("演示数据"))), BTreeSet::from(expected));
}

/// The words are drawn by one object on all pages, are not text, and stand once at the head of the tags.
#[test]
fn a_watermark_is_drawn_and_said_once() {
    let with = document(Some("演示数据"));
    let without = document(None);
    let forms = with.objects.values().filter_map(|object| object.as_stream().ok());
    let forms = forms.filter(|stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form")
    });
    assert_eq!(forms.count(), 1);
    let pages: Vec<u32> = without.get_pages().into_keys().collect();
    assert!(pages.len() > 2);
    assert_eq!(with.extract_text(&pages).unwrap(), without.extract_text(&pages).unwrap());
    let elements = checked(&with);
    let said = |(role, depth, element): &(String, usize, &lopdf::Dictionary)| {
        let words = element.get(b"ActualText").ok()?;
        Some((role.clone(), *depth, utf16(words)))
    };
    assert_eq!(said(&elements[1]), Some(("P".to_owned(), 1, "演示数据".to_owned())));
    assert_eq!(elements.iter().filter_map(said).count(), 1);
    let info = resolve(&with, with.trailer.get(b"Info").unwrap());
    assert_eq!(utf16(info.get(b"Subject").unwrap()), "演示数据");
    assert!(!resolve(&without, without.trailer.get(b"Info").unwrap()).has(b"Subject"));
}
