//! The pages of a file as objects. printpdf makes the document with its tree of pages; faces, pictures and content
//! are put into it.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use super::PdfError;
use super::content::Images;
use super::ink::Inks;
use super::subset::Subsets;
use super::{drawing, face, picture};
use crate::typeset::Pages;

/// Makes a document of pages with content, which is compressed by deflate, and pictures. Returns it with the ids of the
/// pages, which share their resources.
///
/// # Errors
///
/// printpdf does not make the pages.
pub(super) fn skeleton(
    pages: &Pages,
    subsets: &Subsets,
    contents: Vec<Vec<u8>>,
    images: &Images,
    inks: &Inks,
) -> Result<(Document, Vec<ObjectId>), PdfError> {
    let mut document = blank(pages)?;
    let resources = resources(&mut document, subsets, images, inks);
    let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    for (&id, content) in ids.iter().zip(contents) {
        let page = document.get_dictionary_mut(id)?;
        let stream = page.get(b"Contents")?.as_reference()?;
        let unused = page.get(b"Resources")?.as_reference()?;
        page.set("Resources", resources);
        // These boxes equal the page's own.
        for key in ["TrimBox", "CropBox", "Annots"] {
            page.remove(key.as_bytes());
        }
        let content = Stream::new(dictionary! { "Filter" => "FlateDecode" }, content);
        document.set_object(stream, content);
        remove(&mut document, unused);
    }
    Ok((document, ids))
}

/// Makes a document of blank pages.
fn blank(pages: &Pages) -> Result<Document, PdfError> {
    let mut document = PdfDocument::new("");
    let sheets = pages.pages.iter().map(|page| (Mm(page.width.0 as f32), Mm(page.height.0 as f32)));
    document.pages =
        sheets.map(|(width, height)| PdfPage::new(width, height, Vec::new())).collect();
    let options = PdfSaveOptions {
        subset_fonts: false,
        image_optimization: None,
        ..PdfSaveOptions::default()
    };
    let mut warnings = Vec::new();
    let document = document.to_lopdf_document(&options, &mut warnings);
    let is_error = |severity| severity == printpdf::PdfParseErrorSeverity::Error;
    match warnings.into_iter().find(|warning| is_error(warning.severity)) {
        Some(error) => Err(PdfError::Write(error.msg)),
        None => Ok(document),
    }
}

/// Adds what the contents of pages name.
fn resources(document: &mut Document, subsets: &Subsets, images: &Images, inks: &Inks) -> ObjectId {
    let fonts = subsets.iter().map(|subset| (subset.resource(), face::add(document, subset)));
    let fonts = Dictionary::from_iter(fonts.map(|(name, id)| (name, Object::Reference(id))));
    let mut resources = dictionary! { "Font" => fonts };
    if let Some(spaces) = inks.spaces() {
        resources.set("ColorSpace", spaces);
    }
    let mut objects = Dictionary::new();
    for (number, image) in images.distinct.iter().enumerate() {
        objects.set(format!("Image{number}"), picture::add(document, image));
    }
    for (number, outlines) in images.drawings.iter().enumerate() {
        objects.set(format!("Outlines{number}"), drawing::add(document, outlines, inks));
    }
    if !objects.is_empty() {
        resources.set("XObject", objects);
    }
    document.add_object(resources)
}

/// Removes the empty resources of a page, with the objects that they name.
fn remove(document: &mut Document, resources: ObjectId) {
    if let Some(Object::Dictionary(resources)) = document.objects.remove(&resources) {
        for (_, value) in &resources {
            if let Object::Reference(id) = value {
                document.objects.remove(id);
            }
        }
    }
}
