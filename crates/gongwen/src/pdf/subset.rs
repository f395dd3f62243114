//! Faces reduced to the glyphs that a document uses.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::{GlyphId, MetadataProvider};

use super::PdfError;
use super::program::{self, Program};
use crate::typeset::{Face, FaceId, FontBook, PageItem, Pages};

/// Thousandths of an em in an em, the unit of PDF (ISO 32000-1, 9.2.4).
const THOUSANDTHS: f64 = 1000.0;
/// The width of stems where a face does not say how bold it is.
const USUAL_STEM: f64 = 80.0;

/// The subsets of all faces that a document uses.
pub(super) struct Subsets {
    by_face: BTreeMap<FaceId, Subset>,
}

/// A face reduced to the glyphs used.
pub(super) struct Subset {
    /// The resource name, the same in every document.
    resource: String,
    /// The PostScript name with the letters that mark a subset.
    pub name: String,
    pub program: Program,
    /// The box around all glyphs of the full face in thousandths of an em: left, lower, right, upper edge.
    pub bounds: [f64; 4],
    /// The width of vertical stems in thousandths of an em, estimated from the face's weight.
    pub stem: f64,
    /// The glyphs by their numbers in the full face.
    glyphs: BTreeMap<u16, SubsetGlyph>,
}

/// A glyph of a subset.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct SubsetGlyph {
    /// The number in the subset, which is also the code in content streams.
    pub code: u16,
    /// The width in thousandths of an em, as the file states it.
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
    fn new(id: FaceId, face: &Face, used: &BTreeMap<u16, char>) -> Result<Self, PdfError> {
        let failed = |reason: String| PdfError::Subset { face: face.name.clone(), reason };
        let original = face.tables().map_err(|error| failed(error.to_string()))?;
        // Number 0 stands for missing characters in every subset.
        let mut numbers = vec![0];
        numbers.extend(used.keys().filter(|&&number| number > 0));
        let program = program::program(face, &original, &numbers).map_err(failed)?;
        let metrics = original.metrics(Size::unscaled(), LocationRef::default());
        let advances = GlyphMetrics::new(&original, Size::unscaled(), LocationRef::default());
        let thousandths = |units: f32| {
            let value = f64::from(units) * THOUSANDTHS / f64::from(metrics.units_per_em.max(1));
            // As many digits as are written, so that the pen is where a reader's is.
            (value * THOUSANDTHS).round() / THOUSANDTHS
        };
        let glyphs = (0..)
            .zip(&numbers)
            .filter_map(|(code, &number)| {
                let &char = used.get(&number)?;
                let advance = advances.advance_width(GlyphId::from(number)).unwrap_or_default();
                let char = is_nameable(char).then_some(char);
                Some((number, SubsetGlyph { code, width: thousandths(advance), char }))
            })
            .collect();
        let bounds = metrics.bounds.unwrap_or_default();
        let edges = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
        Ok(Self {
            resource: format!("Face{}", id.0),
            name: format!("{}+{}", tag(&face.name, used), face.name),
            program,
            bounds: edges.map(|edge| thousandths(edge).round()),
            stem: original.os2().map_or(USUAL_STEM, |os2| stem(os2.us_weight_class())),
            glyphs,
        })
    }

    /// Returns the name by which content streams call the font.
    pub(super) fn resource(&self) -> &str {
        &self.resource
    }

    /// Returns a glyph by its number in the full face; the missing-glyph one if it is not in the subset.
    pub(super) fn glyph(&self, glyph: u16) -> SubsetGlyph {
        self.glyphs.get(&glyph).copied().unwrap_or_default()
    }

    /// Returns the glyphs used, in the order of their codes.
    pub(super) fn glyphs(&self) -> impl Iterator<Item = SubsetGlyph> {
        self.glyphs.values().copied()
    }
}

/// Returns whether a font may map a glyph to this character (ISO 19005-2, 6.2.11.7.2).
fn is_nameable(char: char) -> bool {
    !matches!(char, '\0' | '\u{FEFF}' | '\u{FFFE}')
}

/// Estimates the width of stems from a weight (400 is regular, 700 bold), as writers of PDF do.
fn stem(weight: u16) -> f64 {
    50.0 + (f64::from(weight) / 65.0).powi(2).round()
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
