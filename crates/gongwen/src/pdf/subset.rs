//! Faces reduced to the glyphs that a document uses.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use subsetter::GlyphRemapper;

use super::PdfError;
use crate::typeset::{Face, FaceId, FontBook, PageItem, Pages};

/// The subsets of all faces that a document uses.
pub(super) struct Subsets {
    by_face: BTreeMap<FaceId, Subset>,
}

/// A face reduced to the glyphs used.
pub(super) struct Subset {
    /// The resource name, the same in every document.
    id: FontId,
    font: ParsedFont,
    /// The glyphs by their numbers in the full face.
    glyphs: BTreeMap<u16, SubsetGlyph>,
}

/// A glyph of a subset.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct SubsetGlyph {
    /// The number in the subset, which is also the code in content streams.
    pub code: u16,
    /// The width in thousandths of an em, as printpdf writes it.
    pub width: f64,
    /// The character that the font maps it to.
    pub char: Option<char>,
}

impl Subsets {
    /// Reduces every face to the glyphs that `pages` use.
    pub(super) fn new(pages: &Pages, fonts: &FontBook) -> Result<Self, PdfError> {
        let mut used: BTreeMap<FaceId, BTreeMap<u16, char>> = BTreeMap::new();
        for page in &pages.pages {
            collect(&page.items, &mut used);
        }
        let by_face = used
            .into_iter()
            .map(|(id, glyphs)| Ok((id, Subset::new(id, fonts.face(id), &glyphs)?)))
            .collect::<Result<_, PdfError>>()?;
        Ok(Self { by_face })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Subset> {
        self.by_face.values()
    }

    pub(super) fn get(&self, face: FaceId) -> Option<&Subset> {
        self.by_face.get(&face)
    }
}

/// Collects the glyphs of items, each with the first character that it is drawn for.
fn collect(items: &[PageItem], used: &mut BTreeMap<FaceId, BTreeMap<u16, char>>) {
    for item in items {
        match item {
            PageItem::Text(run) => {
                let glyphs = used.entry(run.face).or_default();
                for glyph in &run.glyphs {
                    glyphs.entry(glyph.glyph).or_insert(glyph.char);
                }
            }
            PageItem::Turned(turned) => collect(&turned.items, used),
            _ => {}
        }
    }
}

impl Subset {
    fn new(id: FaceId, face: &Face, glyphs: &BTreeMap<u16, char>) -> Result<Self, PdfError> {
        let failed = |reason: String| PdfError::Subset { face: face.name.clone(), reason };
        let remapper =
            GlyphRemapper::new_from_glyphs_sorted(&glyphs.keys().copied().collect::<Vec<_>>());
        let bytes = subsetter::subset(&face.data, 0, &remapper)
            .map_err(|error| failed(error.to_string()))?;
        let original = FontRef::new(&face.data).map_err(|error| failed(error.to_string()))?;
        let metrics = original.metrics(Size::unscaled(), LocationRef::default());
        let advances = GlyphMetrics::new(&original, Size::unscaled(), LocationRef::default());
        let widths: BTreeMap<u16, u16> = glyphs
            .keys()
            .filter_map(|&old| {
                let new = remapper.get(old)?;
                let advance = advances.advance_width(GlyphId::from(old))?;
                Some((new, advance.round() as u16))
            })
            .collect();
        let mut font = ParsedFont::with_glyph_data(
            bytes,
            0,
            Some(format!("{}+{}", tag(&face.name, glyphs), face.name)),
            BTreeMap::new(),
            widths,
            metrics.units_per_em,
            em_box(metrics.units_per_em),
        );
        font.font_type =
            if original.cff().is_ok() { FontType::OpenTypeCFF(()) } else { FontType::TrueType };
        let bounds = metrics.bounds.unwrap_or_default();
        font.pdf_font_metrics = PdfFontMetricsStub {
            units_per_em: metrics.units_per_em,
            x_min: bounds.x_min as i16,
            y_min: bounds.y_min as i16,
            x_max: bounds.x_max as i16,
            y_max: bounds.y_max as i16,
            us_weight_class: original.os2().map(|os2| os2.us_weight_class()).unwrap_or(0),
            ..PdfFontMetricsStub::default()
        };
        let glyphs = glyphs
            .iter()
            .filter_map(|(&old, &char)| {
                let code = remapper.get(old)?;
                let units = f64::from(font.get_glyph_width(code).unwrap_or(0));
                let width = (units * 1000.0 / f64::from(metrics.units_per_em)).trunc();
                let char = is_nameable(char).then_some(char);
                Some((old, SubsetGlyph { code, width, char }))
            })
            .collect();
        Ok(Self { id: FontId(format!("Face{}", id.0)), font, glyphs })
    }

    /// Returns the name by which content streams call the font.
    pub(super) fn resource(&self) -> &str {
        &self.id.0
    }

    pub(super) fn id(&self) -> FontId {
        self.id.clone()
    }

    pub(super) fn font(&self) -> &ParsedFont {
        &self.font
    }

    /// Returns a glyph by its number in the full face; the missing-glyph one if it is not in the subset.
    pub(super) fn glyph(&self, glyph: u16) -> SubsetGlyph {
        self.glyphs.get(&glyph).copied().unwrap_or_default()
    }

    pub(super) fn glyphs(&self) -> impl Iterator<Item = SubsetGlyph> {
        self.glyphs.values().copied()
    }
}

/// Returns whether a font may map a glyph to this character (ISO 19005-2, 6.2.11.7.2).
fn is_nameable(char: char) -> bool {
    !matches!(char, '\0' | '\u{FEFF}' | '\u{FFFE}')
}

/// Returns the ascent and descent of the em box of Chinese faces, which readers use to draw a selection.
fn em_box(units_per_em: u16) -> FontMetrics {
    let em = f64::from(units_per_em);
    FontMetrics { ascent: (em * 0.88) as i16, descent: (em * -0.12) as i16 }
}

/// Returns the six letters that mark a subset (ISO 32000-1, 9.6.4), derived from its contents.
fn tag(name: &str, glyphs: &BTreeMap<u16, char>) -> String {
    let mut hash = Sha256::new();
    hash.update(name.as_bytes());
    for glyph in glyphs.keys() {
        hash.update(glyph.to_be_bytes());
    }
    hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}
