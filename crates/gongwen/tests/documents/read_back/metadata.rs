//! Metadata of a file.

use lopdf::{Document, Object};

use super::{bytes, changed, read, resolve, utf16};
use crate::fonts;
use gongwen::pdf::is_as_written;

fn xmp(document: &Document) -> String {
    let stream = document.catalog().unwrap().get(b"Metadata").unwrap();
    let stream = document.dereference(stream).unwrap().1.as_stream().unwrap();
    // Programs that do not know PDF search for it in the bytes of the file.
    assert!(!stream.dict.has(b"Filter"));
    String::from_utf8(stream.content.clone()).unwrap()
}

#[test]
fn the_file_says_what_it_is() {
    let document = read();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    let preferences = resolve(&document, catalog.get(b"ViewerPreferences").unwrap());
    assert_eq!(preferences.get(b"DisplayDocTitle").unwrap(), &Object::Boolean(true));
    let info = resolve(&document, document.trailer.get(b"Info").unwrap());
    assert_eq!(utf16(info.get(b"Title").unwrap()), "关于做好2018年重点工作的通知");
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20180213000000+08'00'");
    assert!(info.get(b"GTS_PDFXVersion").is_err());
}

#[test]
fn a_file_that_was_changed_is_recognised() {
    let file = bytes(fonts());
    assert!(is_as_written(&file));
    let mut other = file.clone();
    other[file.len() / 2] ^= 1;
    assert!(!is_as_written(&other));
    // A remark is appended, with an end of its own.
    let mut remark = file.clone();
    remark.extend_from_slice(b"99 0 obj\n<</Type/Annot>>\nendobj\nstartxref\n10\n%%EOF\n");
    assert!(!is_as_written(&remark));
    for torn in [&[][..], b"%%EOF\n", b"startxref\n9999\n%%EOF\n", &file[..file.len() - 1]] {
        assert!(!is_as_written(torn));
    }
    assert!(!is_as_written(&[&file[..], &file].concat()));
    let saved_anew = {
        let (mut document, mut bytes) = (read(), Vec::new());
        document.save_to(&mut bytes).unwrap();
        bytes
    };
    assert!(!is_as_written(&saved_anew));
}

/// ISO 19005-2, 6.6.3: XMP repeats the statements of Info.
#[test]
fn xmp_says_the_same_as_info_and_claims_pdf_a_2a_and_pdf_ua_1() {
    let xmp = xmp(&read());
    for line in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<rdf:li xml:lang=\"x-default\">关于做好2018年重点工作的通知</rdf:li>",
        "<rdf:li xml:lang=\"zh-CN\">关于做好2018年重点工作的通知</rdf:li>",
        "<dc:creator><rdf:Seq><rdf:li>甘肃省人民政府办公厅</rdf:li></rdf:Seq></dc:creator>",
        "<xmp:CreateDate>2018-02-13T00:00:00+08:00</xmp:CreateDate>",
        "<xmp:ModifyDate>2018-02-13T00:00:00+08:00</xmp:ModifyDate>",
    ] {
        assert!(xmp.contains(line), "{line}\nis not in\n{xmp}");
    }
}

#[test]
fn no_title_can_become_markup() {
    let document = changed(|pages| pages.title = "a)(\\ <b>&\u{7}\u{FFFE}]]> 𬭛\n".to_owned());
    let info = resolve(&document, document.trailer.get(b"Info").unwrap());
    assert_eq!(utf16(info.get(b"Title").unwrap()), "a)(\\ <b>&  ]]> 𬭛 ");
    assert!(
        xmp(&document)
            .contains("<rdf:li xml:lang=\"zh-CN\">a)(\\ &lt;b&gt;&amp;  ]]&gt; 𬭛 </rdf:li>")
    );
}

#[test]
fn what_is_not_known_is_not_said() {
    let document = changed(|pages| {
        pages.title.clear();
        pages.author.clear();
    });
    let info = resolve(&document, document.trailer.get(b"Info").unwrap());
    assert!(!info.has(b"Title") && !info.has(b"Author"));
    let xmp = xmp(&document);
    assert!(!xmp.contains("dc:title") && !xmp.contains("dc:creator"));
}

#[test]
fn colours_are_those_of_the_profile_in_the_file() {
    let document = read();
    let intents = document.catalog().unwrap().get(b"OutputIntents").unwrap();
    let intent = resolve(&document, &intents.as_array().unwrap()[0]);
    assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFA1");
    let profile = intent.get(b"DestOutputProfile").unwrap();
    let profile = document.dereference(profile).unwrap().1.as_stream().unwrap();
    assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap(), 3);
    let bytes = profile.decompressed_content().unwrap();
    assert_eq!(bytes[..4], (bytes.len() as u32).to_be_bytes());
    assert_eq!(&bytes[12..24], b"mntrRGB XYZ ");
}

/// The page numbers that a reader shows are the printed ones.
#[test]
fn pages_are_labelled_from_one_on() {
    let document = read();
    let labels = resolve(&document, document.catalog().unwrap().get(b"PageLabels").unwrap());
    let labels = labels.get(b"Nums").unwrap().as_array().unwrap();
    assert_eq!(labels[0].as_i64().unwrap(), 0);
    let style = labels[1].as_dict().unwrap();
    assert_eq!(style.get(b"S").unwrap().as_name().unwrap(), b"D");
    assert!(!style.has(b"St") && !style.has(b"P"));
    assert_eq!(labels.len(), 2);
}
