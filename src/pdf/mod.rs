//! [`Pages`] → the bytes of a PDF.
//!
//! `subset` cuts each face down to the glyphs used, `content` turns page items into printpdf's
//! operations, `finish` adds what printpdf has no call for and makes the bytes depend on the input
//! alone.

mod content;
mod finish;
mod subset;

use jiff::civil::Date;
use printpdf::{Mm, PdfDocument, PdfFont, PdfPage, PdfSaveOptions};

use crate::typeset::{FontBook, Pages};
use subset::Subsets;

/// Why a PDF cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A face cannot be cut down.
    #[error("字体 {face} 无法取子集：{reason}")]
    Subset {
        /// PostScript name of the face.
        face: String,
        /// What the subsetter says.
        reason: String,
    },
    /// printpdf reports an error of its own.
    #[error("生成 PDF 失败：{0}")]
    Write(String),
}

/// Writes pages as a PDF. `date` stands in its metadata; no clock is read.
///
/// # Errors
/// [`PdfError`] when a face cannot be cut down or printpdf fails.
pub fn write(pages: &Pages, fonts: &FontBook, date: Date) -> Result<Vec<u8>, PdfError> {
    let subsets = Subsets::new(pages, fonts)?;
    let mut document = PdfDocument::new(&pages.title);
    document.metadata.info.author = pages.author.clone();
    document.metadata.info.creator = concat!("duban ", env!("CARGO_PKG_VERSION")).to_owned();
    document.metadata.info.producer = document.metadata.info.creator.clone();
    for subset in subsets.iter() {
        document
            .resources
            .fonts
            .map
            .insert(subset.id(), PdfFont::new(subset.font().clone()));
    }
    document.pages = pages
        .pages
        .iter()
        .map(|page| {
            PdfPage::new(
                Mm(page.width.0 as f32),
                Mm(page.height.0 as f32),
                content::operations(page, &subsets),
            )
        })
        .collect();
    let options = PdfSaveOptions {
        subset_fonts: false,
        image_optimization: None,
        ..PdfSaveOptions::default()
    };
    let mut warnings = Vec::new();
    let lopdf = document.to_lopdf_document(&options, &mut warnings);
    if let Some(error) = warnings
        .iter()
        .find(|warning| warning.severity == printpdf::PdfParseErrorSeverity::Error)
    {
        return Err(PdfError::Write(error.msg.clone()));
    }
    finish::finish(lopdf, pages, date).map_err(|error| PdfError::Write(error.to_string()))
}
