//! TrueType files with the tables alone that a PDF needs (ISO 32000-1, 9.9; table structure: OpenType, "Font File").

/// The tables that draw glyphs, in the order of the file.
const NEEDED: [&[u8; 4]; 9] =
    [b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"];
/// The sizes of the header and of a table's record, in bytes.
const HEADER: usize = 12;
const RECORD: usize = 16;
/// The place of the file's check sum in the table `head`, and the value that it adds up to.
const ADJUSTMENT: usize = 8;
const MAGIC: u32 = 0xB1B0_AFBA;

/// Returns the file without tables that are not needed: names, and what is said in the PDF itself. `None` if it is
/// malformed.
pub(super) fn needed(file: &[u8]) -> Option<Vec<u8>> {
    let count = usize::from(u16::from_be_bytes(*file.get(4..)?.first_chunk()?));
    let records = file.get(HEADER..HEADER + count * RECORD)?.as_chunks::<RECORD>().0;
    let mut tables = Vec::new();
    for record in records.iter().filter(|record| NEEDED.iter().any(|tag| record.starts_with(*tag)))
    {
        let [start, length] = [8, 12].map(|at| record[at..].first_chunk().copied());
        let start = u32::from_be_bytes(start?) as usize;
        let end = start.checked_add(u32::from_be_bytes(length?) as usize)?;
        tables.push((record, file.get(start..end)?));
    }
    let mut out = Vec::with_capacity(file.len());
    out.extend_from_slice(file.get(..4)?);
    // The greatest power of two that is not above the number of tables, for a binary search.
    let power = (tables.len() as u16).checked_ilog2()?;
    let range = (RECORD as u16) << power;
    for value in [tables.len() as u16, range, power as u16, (tables.len() * RECORD) as u16 - range]
    {
        out.extend_from_slice(&value.to_be_bytes());
    }
    let mut start = HEADER + tables.len() * RECORD;
    for (record, table) in &tables {
        out.extend_from_slice(&record[..8]);
        out.extend_from_slice(&(start as u32).to_be_bytes());
        out.extend_from_slice(&record[12..]);
        start += table.len().next_multiple_of(4);
    }
    let mut adjustment = None;
    for (record, table) in tables {
        if record.starts_with(b"head") && table.len() >= ADJUSTMENT + 4 {
            adjustment = Some(out.len() + ADJUSTMENT);
        }
        out.extend_from_slice(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    let sum = adjustment?..adjustment? + 4;
    out[sum.clone()].fill(0);
    let value = MAGIC.wrapping_sub(checksum(&out));
    out[sum].copy_from_slice(&value.to_be_bytes());
    Some(out)
}

/// Returns the sum of the words of four bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let words = bytes.as_chunks().0.iter();
    words.fold(0, |sum: u32, word| sum.wrapping_add(u32::from_be_bytes(*word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::FontRef;
    use skrifa::raw::TableProvider;
    use skrifa::raw::types::Tag;
    use subsetter::GlyphRemapper;

    fn face() -> Vec<u8> {
        let fonts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
        let whole =
            std::fs::read(fonts.join("NotoSerifSC-Bold.ttf")).expect("it is in the repository");
        let glyphs = GlyphRemapper::new_from_glyphs_sorted(&[0, 34, 700, 5000]);
        subsetter::subset(&whole, 0, &glyphs).expect("a sound face")
    }

    #[test]
    fn the_tables_that_draw_stay_as_they_are() {
        let before = face();
        let after = needed(&before).expect("a sound file");
        let (old, new) = (FontRef::new(&before).unwrap(), FontRef::new(&after).unwrap());
        for tag in NEEDED.map(Tag::new).into_iter().filter(|tag| *tag != Tag::new(b"head")) {
            let table =
                |face: &FontRef<'_>| face.table_data(tag).map(|table| table.as_bytes().to_vec());
            assert_eq!(table(&new), table(&old), "{tag}");
        }
        assert_eq!(new.head().unwrap().units_per_em(), old.head().unwrap().units_per_em());
        assert!(new.name().is_err() && old.name().is_ok());
        assert_eq!(checksum(&after), MAGIC);
        assert_eq!(after[4..12], [0, 7, 0, 64, 0, 2, 0, 48]);
    }

    #[test]
    fn a_file_that_is_cut_or_changed_never_panics() {
        let file = face();
        for end in 0..HEADER + 9 * RECORD {
            assert_eq!(needed(&file[..end]), None);
        }
        for place in 0..HEADER + 9 * RECORD {
            let mut changed = file.clone();
            changed[place] ^= 0xFF;
            let _ = needed(&changed);
        }
    }
}
