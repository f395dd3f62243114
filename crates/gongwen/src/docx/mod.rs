//! [`Document`] → the bytes of a DOCX (ISO/IEC 29500, transitional), for drafts that go round in Word and WPS.
//!
//! Paragraphs have the named styles of `style` and the faces of `face`; a reader breaks their lines. What it cannot work
//! out comes from `typeset::survey`: the place of the `head`, lines of titles, widths of columns, charts.
//! `writer` holds what is written, `blocks` adds the text in its order, with `table` and `cell`, `figure`, `list` and `note`;
//! `closing` has attachments and signature, `end_matter` 版记, and `section` the sheets with headers and footers. `drawing` places pictures, which `emf` makes and
//! `media` collects; `package` is the archive, whose bytes depend on the input alone.
//!
//! Seals are left out: what can be edited bears none.

mod blocks;
mod cell;
mod closing;
mod drawing;
mod emf;
mod end_matter;
mod face;
mod figure;
mod head;
mod list;
mod media;
mod note;
mod package;
mod paragraph;
mod properties;
mod reading;
mod run;
mod section;
mod settings;
mod style;
mod table;
mod units;
mod writer;
mod xml;

use crate::document::Document;
use crate::foreign;
use crate::typeset::survey::{HeadPlaces, Survey};
use crate::typeset::{Materials, Pictures, plain};
use media::Media;
use package::Package;
pub use properties::Properties;
pub use reading::{ReadParagraph, ReadPlace, Reading, ReadingError, read};
use section::{Sections, TEXT};
use writer::Writer;

/// The reasons for which a DOCX cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum DocxError {
    /// The archive cannot be written.
    #[error("生成 DOCX 失败：{}", foreign::or_instead(&.0.to_string(), "压缩包写不成"))]
    Archive(#[from] zip::result::ZipError),
    /// A part of it cannot be written.
    #[error("生成 DOCX 失败：{}", foreign::system(.0))]
    Part(#[from] std::io::Error),
}

/// Writes a document as a DOCX. Seals are not part of it.
///
/// # Errors
///
/// [`DocxError`] if the archive cannot be written.
pub fn write(
    document: &Document,
    materials: &Materials<'_>,
    properties: &Properties,
) -> Result<Vec<u8>, DocxError> {
    let materials = Materials { pictures: Pictures::default(), ..materials.clone() };
    let front = &document.front;
    let mut survey = Survey::new(document, &materials);
    let head = survey.head(front);
    let mut package = Package::default();
    package.add(
        TEXT,
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            Vec::new(),
        ),
        ("", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"),
    );
    add_properties(&mut package, document, properties);
    let mut media = Media::new(materials.fonts);
    let watermark = materials.watermark.map(plain);
    let watermark = watermark.as_deref();
    let sections =
        Sections::new(front, &head.rules, &mut survey, watermark, &mut package, &mut media);
    let mut writer = Writer::new(survey, package, media, sections);
    text(&mut writer, document, &head);
    let (mut package, lists, text) = writer.finish();
    package.set(TEXT, text);
    let mut add = |name: &str, kind: &str, bytes: Vec<u8>| {
        let content_type =
            format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
        let relation =
            format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}");
        package.add(&format!("word/{name}.xml"), (&content_type, bytes), (TEXT, &relation));
    };
    add("styles", "styles", style::part());
    add("settings", "settings", settings::part(!document.notes.is_empty()));
    add("fontTable", "fontTable", face::table());
    if !document.notes.is_empty() {
        add("footnotes", "footnotes", note::part(&document.notes));
    }
    if let Some(lists) = lists.part() {
        add("numbering", "numbering", lists);
    }
    package.finish()
}

fn add_properties(package: &mut Package, document: &Document, properties: &Properties) {
    let title = plain(&document.front.title);
    let author = plain(&document.front.mark.join("、"));
    package.add(
        "docProps/core.xml",
        (
            "application/vnd.openxmlformats-package.core-properties+xml",
            properties::core(&title, &author, properties.date),
        ),
        (
            "",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        ),
    );
    package.add(
        "docProps/app.xml",
        (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            properties::application(),
        ),
        ("", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"),
    );
    if !properties.own.is_empty() {
        package.add(
            "docProps/custom.xml",
            (
                "application/vnd.openxmlformats-officedocument.custom-properties+xml",
                properties::custom(&properties.own),
            ),
            ("", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"),
        );
    }
}

/// Writes the text of a document in the order in which it is read.
fn text(writer: &mut Writer<'_>, document: &Document, head: &HeadPlaces) {
    let front = &document.front;
    head::above(&mut writer.xml, &head.above);
    let lines = writer.survey.title_lines(&front.title);
    head::title(&mut writer.xml, &lines, head);
    let addressee = front.addressee.as_deref();
    if let Some(names) = addressee.filter(|_| !head.addressee_moved) {
        closing::addressee(&mut writer.xml, names);
    }
    closing::body(writer, document);
    for index in 0..document.attachments.len() {
        closing::attachment(writer, &document.attachments, index);
    }
    writer.turn(false);
    let moved = addressee.filter(|_| head.addressee_moved);
    end_matter::write(&mut writer.xml, front, moved);
}

#[cfg(test)]
mod tests;
