//! The half-width glyphs of a face: figures that take half a cell, so that numbers keep to the grid.

use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::tables::gsub::{SingleSubst, SubstitutionSubtables};
use skrifa::raw::types::{GlyphId16, Tag};
use skrifa::raw::{ReadError, TableProvider};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// The OpenType feature for half-width glyphs.
const HALF_WIDTHS: Tag = Tag::new(b"hwid");
/// The greatest deviation from half an em of a half-width advance, in ems.
const TOLERANCE: f64 = 0.03;

/// The half-width glyphs of a face.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct HalfWidth {
    /// The glyphs of the figures 0 to 9 for half cells, which the face has besides its proportional
    /// ones.
    figures: [Option<u16>; 10],
    /// True if all its Latin glyphs are half-width, as in faces made for official documents (仿宋_GB2312).
    pub latin: bool,
}

impl HalfWidth {
    /// Finds the half-width glyphs of a face.
    pub fn of(font: &FontRef<'_>) -> Self {
        let (size, location) = (Size::unscaled(), LocationRef::default());
        let em = f64::from(font.metrics(size, location).units_per_em);
        let widths = GlyphMetrics::new(font, size, location);
        let is_half = |glyph: GlyphId| {
            let advance = widths.advance_width(glyph).map(f64::from);
            advance.is_some_and(|advance| (advance / em - 0.5).abs() <= TOLERANCE)
        };
        // The narrowest and the widest proportional letter, and a figure.
        let latin =
            ['i', 'W', '0'].into_iter().all(|c| font.charmap().map(c).is_some_and(&is_half));
        let figures = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map(|figure| {
            let glyph = font.charmap().map(figure)?;
            let half = substitute(font, glyph).ok().flatten()?;
            is_half(half.into()).then(|| half.to_u16())
        });
        Self { figures, latin }
    }

    /// Returns the half-width glyph of a figure.
    pub fn figure(&self, c: char) -> Option<u16> {
        let value = usize::try_from(c.to_digit(10)?).ok()?;
        self.figures.get(value).copied().flatten()
    }
}

/// Returns the half-width substitute for `glyph`.
fn substitute(font: &FontRef<'_>, glyph: GlyphId) -> Result<Option<GlyphId16>, ReadError> {
    let gsub = font.gsub()?;
    let (features, lookups) = (gsub.feature_list()?, gsub.lookup_list()?.lookups());
    for record in features.feature_records() {
        if record.feature_tag() != HALF_WIDTHS {
            continue;
        }
        for index in record.feature(features.offset_data())?.lookup_list_indices() {
            let lookup = lookups.get(usize::from(index.get()))?;
            let SubstitutionSubtables::Single(tables) = lookup.subtables()? else {
                continue;
            };
            for table in tables.iter() {
                if let Some(half) = single(&table?, glyph)? {
                    return Ok(Some(half));
                }
            }
        }
    }
    Ok(None)
}

fn single(table: &SingleSubst<'_>, glyph: GlyphId) -> Result<Option<GlyphId16>, ReadError> {
    let coverage = match table {
        SingleSubst::Format1(table) => table.coverage(),
        SingleSubst::Format2(table) => table.coverage(),
    };
    let Some(index) = coverage?.get(glyph) else {
        return Ok(None);
    };
    Ok(match table {
        // Glyph numbers are added modulo 65536.
        SingleSubst::Format1(table) => u16::try_from(glyph.to_u32())
            .ok()
            .map(|glyph| glyph.wrapping_add_signed(table.delta_glyph_id()).into()),
        SingleSubst::Format2(table) => {
            table.substitute_glyph_ids().get(usize::from(index)).map(|glyph| glyph.get())
        }
    })
}
