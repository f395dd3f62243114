//! The font program of a subset: the glyphs used, in the format of the face.

use skrifa::FontRef;
use skrifa::raw::types::Tag;
use subsetter::GlyphRemapper;

use super::{cff, sfnt};
use crate::typeset::Face;

/// A font program, by the stream that holds it (ISO 32000-1, 9.9).
pub(super) enum Program {
    /// A bare CFF table, in which the codes of content streams are CIDs.
    Cff(Vec<u8>),
    /// A TrueType file, in which the codes are glyph numbers.
    TrueType(Vec<u8>),
}

/// Reduces a face to these glyphs, numbered in their order. The first is number 0.
///
/// # Errors
///
/// The reason for which the face cannot be reduced.
pub(super) fn program(
    face: &Face,
    tables: &FontRef<'_>,
    glyphs: &[u16],
) -> Result<Program, String> {
    let cff = Tag::new(b"CFF ");
    if let Some(table) = tables.table_data(cff) {
        let copied = cff::subset(table.as_bytes(), glyphs).map_err(|error| error.to_string())?;
        if let Some(copied) = copied {
            return Ok(Program::Cff(copied));
        }
    }
    let remapper = GlyphRemapper::new_from_glyphs_sorted(glyphs);
    let bytes =
        subsetter::subset(&face.data, face.member, &remapper).map_err(|error| error.to_string())?;
    let made = FontRef::new(&bytes).map_err(|error| error.to_string())?;
    Ok(match made.table_data(cff) {
        Some(table) => Program::Cff(table.as_bytes().to_vec()),
        None => Program::TrueType(sfnt::needed(&bytes).ok_or("TrueType")?),
    })
}
