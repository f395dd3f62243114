//! A CFF face reduced to some of its glyphs, whose charstrings are copied as they are (Adobe Technical
//! Note 5176; sections are those of the note).
//!
//! Only for CID-keyed faces without subroutines, as the Fandol faces are: their glyphs need nothing but
//! themselves, so that the time is that of copying them. [`subset`] leaves other faces to the `subsetter`
//! crate, which takes charstrings apart. Of each table only the entries that are asked for are looked at.

mod dict;
mod index;
mod select;
#[cfg(test)]
mod tests;

use dict::{Dict, operator};
use index::Index;
use select::Select;

/// Standard strings end below this number; those of a face follow (appendix A).
const FIRST_STRING: i32 = 391;

/// A part of a face that is not as the note says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("CFF {0}")]
pub(super) struct Malformed(&'static str);

/// The parts of a CID-keyed face.
struct Face<'a> {
    table: &'a [u8],
    name: &'a [u8],
    top: Dict<'a>,
    strings: Index<'a>,
    glyphs: Index<'a>,
    fonts: Index<'a>,
    select: Select<'a>,
}

/// A font DICT of the face.
struct Font<'a> {
    dict: Dict<'a>,
    private: &'a [u8],
}

/// Returns the CFF table with these glyphs of the face alone, numbered in their order, each with its
/// number as CID; `None` if the face is not CID-keyed or has subroutines. The first glyph is number 0,
/// which stands for missing characters.
///
/// # Errors
///
/// The table is malformed, or lacks one of the glyphs.
pub(super) fn subset(table: &[u8], glyphs: &[u16]) -> Result<Option<Vec<u8>>, Malformed> {
    let Some(face) = Face::read(table)? else { return Ok(None) };
    let mut outlines = Vec::with_capacity(glyphs.len());
    // The numbers of the face's font DICTs that are used, by their numbers in the subset.
    let mut used: Vec<u8> = Vec::new();
    let mut dicts = Vec::with_capacity(glyphs.len());
    for &glyph in glyphs {
        outlines.push(face.glyphs.get(usize::from(glyph)).ok_or(Malformed("CharStrings"))?);
        let dict = face.select.get(glyph).ok_or(Malformed("FDSelect"))?;
        let number = used.iter().position(|&known| known == dict).unwrap_or_else(|| {
            used.push(dict);
            used.len() - 1
        });
        dicts.push(number as u8);
    }
    let mut fonts = Vec::with_capacity(used.len());
    for dict in used {
        let Some(font) = face.font(dict)? else { return Ok(None) };
        fonts.push(font);
    }
    Ok(Some(face.write(&outlines, &dicts, &fonts)))
}

impl<'a> Face<'a> {
    /// Takes a table apart; `None` if it is not CID-keyed or has global subroutines.
    fn read(table: &'a [u8]) -> Result<Option<Self>, Malformed> {
        let &[1, _, size, _, ..] = table else { return Err(Malformed("Header")) };
        let names = table.get(usize::from(size)..).ok_or(Malformed("Header"))?;
        let (names, rest) = Index::read(names)?;
        let (tops, rest) = Index::read(rest)?;
        let (strings, rest) = Index::read(rest)?;
        let (subroutines, _) = Index::read(rest)?;
        let top = Dict::read(tops.get(0).ok_or(Malformed("Top DICT"))?)?;
        let is_cid_keyed = top.operands(operator::ROS).is_some();
        // Charstrings of the other type are those of Type 1 faces.
        let type_2 = top.size(operator::CHAR_STRING_TYPE).is_none_or(|kind| kind == 2);
        if !is_cid_keyed || !type_2 || subroutines.len() > 0 {
            return Ok(None);
        }
        let at = |operator| {
            let place = top.size(operator)?;
            table.get(place..).filter(|bytes| place > 0 && !bytes.is_empty())
        };
        let glyphs = at(operator::CHAR_STRINGS).ok_or(Malformed("CharStrings"))?;
        let (glyphs, _) = Index::read(glyphs)?;
        let (fonts, _) = Index::read(at(operator::FD_ARRAY).ok_or(Malformed("FDArray"))?)?;
        let select = at(operator::FD_SELECT).ok_or(Malformed("FDSelect"))?;
        let select = Select::read(select, glyphs.len())?;
        let name = names.get(0).ok_or(Malformed("Name INDEX"))?;
        Ok(Some(Self { table, name, top, strings, glyphs, fonts, select }))
    }

    /// Returns a font DICT of the face; `None` if it has subroutines.
    fn font(&self, number: u8) -> Result<Option<Font<'a>>, Malformed> {
        let dict = self.fonts.get(usize::from(number)).ok_or(Malformed("FDArray"))?;
        let dict = Dict::read(dict)?;
        let [length, start] = dict.integers(operator::PRIVATE).unwrap_or_default();
        let range = || {
            let start = usize::try_from(start).ok()?;
            self.table.get(start..start.checked_add(usize::try_from(length).ok()?)?)
        };
        let private = range().ok_or(Malformed("Private DICT"))?;
        if Dict::read(private)?.operands(operator::SUBROUTINES).is_some() {
            return Ok(None);
        }
        Ok(Some(Font { dict, private }))
    }

    fn write(&self, outlines: &[&[u8]], dicts: &[u8], fonts: &[Font<'_>]) -> Vec<u8> {
        let length: usize = outlines.iter().map(|outline| outline.len()).sum();
        let mut out = Vec::with_capacity(length + 4 * outlines.len() + 1024);
        out.extend_from_slice(&[1, 0, 4, 4]);
        index::write(&mut out, &[self.name]);
        // The top DICT has the same length with and without the places that it names.
        let places = out.len();
        index::write(&mut out, &[&self.top_dict(outlines.len(), Places::default())]);
        let mut names: Vec<&[u8]> = vec![b"Adobe", b"Identity"];
        let numbers: Vec<Option<i32>> = fonts
            .iter()
            .map(|font| {
                names.push(self.string(&font.dict)?);
                Some(FIRST_STRING + names.len() as i32 - 1)
            })
            .collect();
        index::write(&mut out, &names);
        // No global subroutines.
        index::write(&mut out, &[]);
        let charset = out.len();
        write_charset(&mut out, outlines.len());
        let select = out.len();
        select::write(&mut out, dicts);
        let glyphs = out.len();
        index::write(&mut out, outlines);
        let mut entries = Vec::with_capacity(fonts.len());
        for (font, name) in fonts.iter().zip(numbers) {
            let mut entry = Vec::new();
            if let Some(name) = name {
                dict::write_integers(&mut entry, operator::FONT_NAME, &[name]);
            }
            dict::copy(&mut entry, &font.dict, operator::FONT_MATRIX);
            let private = [font.private.len(), out.len()];
            dict::write_places(&mut entry, operator::PRIVATE, &private);
            out.extend_from_slice(font.private);
            entries.push(entry);
        }
        let array = out.len();
        index::write(&mut out, &entries.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let mut known = Vec::new();
        let top = self.top_dict(outlines.len(), Places { charset, select, glyphs, array });
        index::write(&mut known, &[&top]);
        out[places..places + known.len()].copy_from_slice(&known);
        out
    }

    fn top_dict(&self, glyphs: usize, places: Places) -> Vec<u8> {
        let mut out = Vec::new();
        // The first entry, by which readers tell faces with CIDs.
        dict::write_integers(&mut out, operator::ROS, &[FIRST_STRING, FIRST_STRING + 1, 0]);
        dict::copy(&mut out, &self.top, operator::FONT_MATRIX);
        dict::copy(&mut out, &self.top, operator::FONT_BOX);
        dict::write_integers(&mut out, operator::CID_COUNT, &[glyphs as i32]);
        for (operator, place) in [
            (operator::CHARSET, places.charset),
            (operator::FD_SELECT, places.select),
            (operator::CHAR_STRINGS, places.glyphs),
            (operator::FD_ARRAY, places.array),
        ] {
            dict::write_places(&mut out, operator, &[place]);
        }
        out
    }

    /// Returns the name of a font DICT, unless it is missing or a standard string.
    fn string(&self, dict: &Dict<'_>) -> Option<&'a [u8]> {
        let [number] = dict.integers(operator::FONT_NAME)?;
        self.strings.get(usize::try_from(number.checked_sub(FIRST_STRING)?).ok()?)
    }
}

/// The places in the file that the top DICT names.
#[derive(Default)]
struct Places {
    charset: usize,
    select: usize,
    glyphs: usize,
    array: usize,
}

/// Writes a charset by which each glyph's CID is its number (section 13).
fn write_charset(out: &mut Vec<u8>, glyphs: usize) {
    let Some(left) = glyphs.checked_sub(2) else {
        // The first glyph is not listed: format 0, without entries.
        out.push(0);
        return;
    };
    // Format 2: a range from 1 with so many further CIDs.
    out.extend_from_slice(&[2, 0, 1]);
    out.extend_from_slice(&(left as u16).to_be_bytes());
}
