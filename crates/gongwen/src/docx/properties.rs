//! Title, author, language and date of a document, and names that its makers give it.

use jiff::civil::Date;

use super::xml::Xml;

/// What a file says of itself beside its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Properties {
    /// The date in its properties; the clock is not read.
    pub date: Date,
    /// Names and values of its maker's own, by which a program knows the document again.
    pub own: Vec<(String, String)>,
}

/// The program that made the file.
const PROGRAM: &str = "duban";

/// Returns the part with title, author and language.
pub(super) fn core(title: &str, author: &str, date: Date) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.start(
        "cp:coreProperties",
        &[
            (
                "xmlns:cp",
                &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", &"http://purl.org/dc/terms/"),
            ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.text("dc:title", &[], title);
    xml.text("dc:creator", &[], author);
    xml.text("dc:language", &[], "zh-CN");
    // Midnight in Beijing, as the PDF says.
    let time = date.yesterday().map_or_else(|_| date.to_string(), |day| day.to_string());
    for element in ["dcterms:created", "dcterms:modified"] {
        xml.text(element, &[("xsi:type", &"dcterms:W3CDTF")], &format!("{time}T16:00:00Z"));
    }
    xml.end("cp:coreProperties");
    xml.finish()
}

/// Returns the part with the program.
pub(super) fn application() -> Vec<u8> {
    let mut xml = Xml::part();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.start("Properties", &[("xmlns", &namespace)]);
    xml.text("Application", &[], PROGRAM);
    xml.end("Properties");
    xml.finish()
}

/// Returns the part with the names and values of the maker's own.
pub(super) fn custom(own: &[(String, String)]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.start(
        "Properties",
        &[
            ("xmlns", &"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"),
            ("xmlns:vt", &"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"),
        ],
    );
    for (index, (name, value)) in own.iter().enumerate() {
        xml.start(
            "property",
            &[
                ("fmtid", &"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"),
                ("pid", &(index + 2)),
                ("name", name),
            ],
        );
        xml.text("vt:lpwstr", &[], value);
        xml.end("property");
    }
    xml.end("Properties");
    xml.finish()
}
