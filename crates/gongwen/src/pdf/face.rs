//! The faces of a file as objects: composite fonts whose codes are the numbers of glyphs (ISO 32000-1, 9.7).

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::deflate::deflated;
use super::literals;
use super::program::Program;
use super::subset::Subset;
use super::syntax;

/// The ascent and descent of the em box of Chinese faces in thousandths of an em, which readers use to draw
/// a selection.
const EM_BOX: (i64, i64) = (880, -120);
/// The width of Chinese characters; only other widths are listed.
const FULL_WIDTH: f64 = 1000.0;
/// Faces with the characters of Latin text (9.8.2, table 123).
const NONSYMBOLIC: i64 = 1 << 5;
/// The greatest number of ranges that a block of a character map may have.
const MOST_RANGES: usize = 100;

/// Adds a face and returns its font.
pub(super) fn add(document: &mut Document, subset: &Subset) -> ObjectId {
    let name = Object::Name(subset.name.as_bytes().to_vec());
    let mut descriptor = dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name.clone(),
        "Flags" => NONSYMBOLIC,
        "FontBBox" => subset.bounds.map(number).to_vec(),
        "ItalicAngle" => 0,
        "Ascent" => EM_BOX.0,
        "Descent" => EM_BOX.1,
        "CapHeight" => EM_BOX.0,
        "StemV" => number(subset.stem),
    };
    let system = dictionary! {
        "Registry" => Object::string_literal("Adobe"),
        "Ordering" => Object::string_literal("Identity"),
        "Supplement" => 0,
    };
    let mut descendant = dictionary! {
        "Type" => "Font",
        "BaseFont" => name.clone(),
        "CIDSystemInfo" => system,
        "DW" => number(FULL_WIDTH),
    };
    let widths = widths(subset);
    if !widths.is_empty() {
        descendant.set("W", widths);
    }
    match &subset.program {
        Program::Cff(bytes) => {
            let entries = dictionary! { "Subtype" => "CIDFontType0C" };
            descriptor.set("FontFile3", stream(document, entries, literals::deflated(bytes)));
            descendant.set("Subtype", "CIDFontType0");
        }
        Program::TrueType(bytes) => {
            let entries = dictionary! { "Length1" => bytes.len() as i64 };
            descriptor.set("FontFile2", stream(document, entries, deflated(bytes)));
            descendant.set("Subtype", "CIDFontType2");
            descendant.set("CIDToGIDMap", "Identity");
        }
    }
    descendant.set("FontDescriptor", document.add_object(descriptor));
    let map = stream(document, Dictionary::new(), deflated(&character_map(subset)));
    document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => name,
        "Encoding" => "Identity-H",
        "DescendantFonts" => vec![Object::Dictionary(descendant)],
        "ToUnicode" => map,
    })
}

/// Adds a stream of compressed bytes and returns a reference to it.
fn stream(document: &mut Document, mut entries: Dictionary, bytes: Vec<u8>) -> Object {
    entries.set("Filter", "FlateDecode");
    Object::Reference(document.add_object(Stream::new(entries, bytes)))
}

fn number(value: f64) -> Object {
    Object::Real(value as f32)
}

/// Returns the widths that differ from [`FULL_WIDTH`]: the first code of a stretch, then the widths of
/// all in it (9.7.4.3).
fn widths(subset: &Subset) -> Vec<Object> {
    let mut stretches: Vec<(u16, Vec<Object>)> = Vec::new();
    for glyph in subset.glyphs().filter(|glyph| glyph.width != FULL_WIDTH) {
        match stretches.last_mut() {
            Some((first, widths)) if usize::from(glyph.code - *first) == widths.len() => {
                widths.push(number(glyph.width));
            }
            _ => stretches.push((glyph.code, vec![number(glyph.width)])),
        }
    }
    let entries = stretches.into_iter();
    entries.flat_map(|(first, widths)| [first.into(), Object::Array(widths)]).collect()
}

/// Returns the map from codes to characters (9.10.3). Codes are listed in ranges, each with the characters
/// of all its codes; a range keeps the first byte of its codes.
fn character_map(subset: &Subset) -> Vec<u8> {
    let mut ranges: Vec<(u16, Vec<char>)> = Vec::new();
    for glyph in subset.glyphs() {
        // Readers show no character for this one.
        let char = glyph.char.unwrap_or(char::REPLACEMENT_CHARACTER);
        match ranges.last_mut() {
            Some((first, chars))
                if usize::from(glyph.code - *first) == chars.len() && glyph.code & 0xFF != 0 =>
            {
                chars.push(char);
            }
            _ => ranges.push((glyph.code, vec![char])),
        }
    }
    let mut out = Vec::new();
    out.extend_from_slice(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
          /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
          /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
          1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
    );
    for block in ranges.chunks(MOST_RANGES) {
        syntax::integer(&mut out, block.len() as u64);
        out.extend_from_slice(b" beginbfrange\n");
        for (first, chars) in block {
            code(&mut out, *first);
            code(&mut out, first + (chars.len() as u16 - 1));
            out.push(b'[');
            for char in chars {
                out.push(b'<');
                for &mut unit in char.encode_utf16(&mut [0; 2]) {
                    syntax::hex(&mut out, unit);
                }
                out.push(b'>');
            }
            out.extend_from_slice(b"]\n");
        }
        out.extend_from_slice(b"endbfrange\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out
}

fn code(out: &mut Vec<u8>, code: u16) {
    out.push(b'<');
    syntax::hex(out, code);
    out.push(b'>');
}
