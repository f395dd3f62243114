//! [`Pages`] → the bytes of a PDF/A-2a with tags (PDF/UA-1).
//!
//! `subset` reduces each face to the glyphs used, as a `program` that `cff` copies or the `subsetter` crate
//! and `sfnt` make; `content` turns page items into content streams, with `marks` around the parts of an
//! element and glyphs in a `text_object`; `skeleton` makes the pages, each `face`, `picture` and `drawing`;
//! `link`, `outline`, `tags` and `metadata` (with `profile`) add the parts that they are named after; `file`
//! makes the bytes, which depend on the input alone. `syntax` writes PDF syntax, `ink` colours.

mod cff;
mod content;
mod deflate;
mod drawing;
mod face;
mod file;
mod ink;
mod link;
mod literals;
mod marks;
mod metadata;
mod outline;
mod picture;
mod profile;
mod program;
mod sfnt;
mod skeleton;
mod subset;
mod syntax;
mod tags;
mod text_object;
mod transform;

use jiff::civil::Date;
use lopdf::{Document, Object, ObjectId, dictionary};

use crate::foreign;
use crate::typeset::{FontBook, Pages};
use content::{Content, Images};
use file::Objects;
pub use file::is_as_written;
pub use ink::Inks;
use subset::Subsets;
use tags::{Piece, Pieces};

/// The reasons for which a PDF cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A face cannot be subset.
    #[error("字体 {face} 无法取子集：{}", foreign::or_instead(reason, "字形数据有误"))]
    Subset {
        /// PostScript name of the face.
        face: String,
        /// The subsetter's message.
        reason: String,
    },
    /// printpdf reports an error of its own, or objects do not fit together.
    #[error("生成 PDF 失败：{}", foreign::or_instead(.0, "内部错误"))]
    Write(String),
}

impl From<lopdf::Error> for PdfError {
    fn from(error: lopdf::Error) -> Self {
        Self::Write(error.to_string())
    }
}

/// Writes pages as a PDF. `date` appears in its metadata; the clock is not read.
///
/// # Errors
///
/// [`PdfError`] if a face cannot be subset.
pub fn write(pages: &Pages, fonts: &FontBook, date: Date) -> Result<Vec<u8>, PdfError> {
    write_with_inks(pages, fonts, date, &Inks::default())
}

/// Writes pages as [`write()`] does, for a printer with these inks.
///
/// # Errors
///
/// Those of [`write()`].
pub fn write_with_inks(
    pages: &Pages,
    fonts: &FontBook,
    date: Date,
    inks: &Inks,
) -> Result<Vec<u8>, PdfError> {
    let subsets = Subsets::new(pages, fonts)?;
    let mut images = Images::default();
    let mut drawn = Vec::with_capacity(pages.pages.len());
    let mut streams = Vec::with_capacity(pages.pages.len());
    for page in &pages.pages {
        let mut content = content::content(page, &pages.structure, &subsets, inks, &mut images);
        streams.push(deflate::deflated(&std::mem::take(&mut content.bytes)));
        drawn.push(content);
    }
    let (mut document, ids) = skeleton::skeleton(pages, &subsets, streams, &images, inks)?;
    metadata::add(&mut document, pages, date)?;
    let objects = navigation(&mut document, pages, &ids, &drawn)?;
    Ok(file::bytes(document, objects))
}

/// Adds links, outline, page labels and structure.
fn navigation(
    document: &mut Document,
    pages: &Pages,
    ids: &[ObjectId],
    drawn: &[Content],
) -> Result<Objects, lopdf::Error> {
    let mut objects = Objects::above(document);
    let mut pieces = Pieces::default();
    for (index, (&id, content)) in ids.iter().zip(drawn).enumerate() {
        let marks = content.marks.iter().enumerate();
        pieces.all.extend(marks.map(|(mcid, &node)| (node, Piece::Content(index, mcid))));
        pieces.add_areas(index, &content.areas);
        let links = link::add(&mut objects, index, content, pages, ids, &mut pieces);
        let page = document.get_dictionary_mut(id)?;
        page.set("StructParents", index as i64);
        page.set("Tabs", "S");
        if !links.is_empty() {
            page.set("Annots", links);
        }
    }
    let outline = outline::add(&mut objects, &pages.outline, &pages.pages, ids);
    let root = tags::add(&mut objects, &pages.structure, ids, &pieces);
    let catalog = document.catalog_mut()?;
    if let Some(outline) = outline {
        catalog.set("Outlines", Object::Reference((outline, 0)));
        catalog.set("PageMode", "UseOutlines");
    }
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", Object::Reference((root, 0)));
    let decimal = vec![0.into(), dictionary! { "S" => "D" }.into()];
    catalog.set("PageLabels", dictionary! { "Nums" => decimal });
    Ok(objects)
}
