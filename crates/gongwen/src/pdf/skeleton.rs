//! The parts written by printpdf: the pages' dictionaries and the faces.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use printpdf::{
    Codepoint, Mm, Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
};

use super::PdfError;
use super::subset::{Subset, Subsets};
use crate::typeset::Pages;

/// Makes a document with faces and empty pages.
pub(super) fn skeleton(pages: &Pages, subsets: &Subsets) -> Result<Document, PdfError> {
    let mut document = PdfDocument::new("");
    for subset in subsets.iter() {
        document.resources.fonts.map.insert(subset.id(), PdfFont::new(subset.font().clone()));
    }
    let mut specimens = subsets.iter().flat_map(specimen).collect();
    document.pages = pages
        .pages
        .iter()
        .map(|page| {
            PdfPage::new(
                Mm(page.width.0 as f32),
                Mm(page.height.0 as f32),
                std::mem::take(&mut specimens),
            )
        })
        .collect();
    let options = PdfSaveOptions {
        subset_fonts: false,
        image_optimization: None,
        ..PdfSaveOptions::default()
    };
    let mut warnings = Vec::new();
    let document = document.to_lopdf_document(&options, &mut warnings);
    match warnings
        .into_iter()
        .find(|warning| warning.severity == printpdf::PdfParseErrorSeverity::Error)
    {
        Some(error) => Err(PdfError::Write(error.msg)),
        None => Ok(document),
    }
}

/// Returns every glyph of a face. printpdf derives a font's widths and character names from the pages'
/// operations; [`fill`] replaces this with the real content.
fn specimen(subset: &Subset) -> Vec<Op> {
    let glyphs = subset
        .glyphs()
        .map(|glyph| {
            let char = glyph.char.unwrap_or(char::REPLACEMENT_CHARACTER);
            Codepoint::with_cid(glyph.code, 0.0, char.to_string())
        })
        .collect();
    vec![
        Op::StartTextSection,
        Op::SetFont { font: PdfFontHandle::External(subset.id()), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] },
        Op::EndTextSection,
    ]
}

/// Gives each page its content, compressed by deflate, and all pages the same resources.
pub(super) fn fill(
    document: &mut Document,
    pages: &[ObjectId],
    contents: Vec<Vec<u8>>,
    (pictures, drawings): (&[ObjectId], &[ObjectId]),
) -> Result<(), lopdf::Error> {
    let mut shared = None;
    for (&page, content) in pages.iter().zip(contents) {
        let dictionary = document.get_dictionary(page)?;
        let resources = dictionary.get(b"Resources")?.as_reference()?;
        let stream = dictionary.get(b"Contents")?.as_reference()?;
        document
            .set_object(stream, Stream::new(dictionary! { "Filter" => "FlateDecode" }, content));
        let first = *shared.get_or_insert(resources);
        if first != resources {
            document.objects.remove(&resources);
        }
        let dictionary = document.get_dictionary_mut(page)?;
        dictionary.set("Resources", first);
        // These boxes equal the page's own.
        for key in ["TrimBox", "CropBox", "Annots"] {
            dictionary.remove(key.as_bytes());
        }
    }
    let Some(resources) = shared else {
        return Ok(());
    };
    let resources = document.get_dictionary_mut(resources)?;
    let unused: Vec<ObjectId> = ["XObject", "ExtGState", "Shading"]
        .iter()
        .filter_map(|key| resources.remove(key.as_bytes())?.as_reference().ok())
        .collect();
    let named = |kind: &'static str| (0..).map(move |number| format!("{kind}{number}"));
    let objects = named("Image").zip(pictures).chain(named("Outlines").zip(drawings));
    let objects = objects.map(|(name, &id)| (name, Object::Reference(id)));
    let objects = lopdf::Dictionary::from_iter(objects);
    if !objects.is_empty() {
        resources.set("XObject", objects);
    }
    for id in unused {
        document.objects.remove(&id);
    }
    Ok(())
}
