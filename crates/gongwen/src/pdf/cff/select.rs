//! FDSelect: the font DICT of each glyph (section 19).

use super::Malformed;

/// An FDSelect that was read.
pub(super) enum Select<'a> {
    /// A byte for each glyph.
    Each(&'a [u8]),
    /// For each range its first glyph, in two bytes, and a font DICT.
    Ranges(&'a [u8]),
}

/// The size of a range, in bytes.
const RANGE: usize = 3;

impl<'a> Select<'a> {
    /// Reads the FDSelect at the start of `bytes`.
    pub(super) fn read(bytes: &'a [u8], glyphs: usize) -> Result<Self, Malformed> {
        let known = match bytes {
            [0, rest @ ..] => rest.get(..glyphs).map(Self::Each),
            [3, high, low, rest @ ..] => {
                let count = usize::from(u16::from_be_bytes([*high, *low]));
                rest.get(..count * RANGE).map(Self::Ranges)
            }
            _ => None,
        };
        known.ok_or(Malformed("FDSelect"))
    }

    /// Returns the number of the font DICT of a glyph.
    pub(super) fn get(&self, glyph: u16) -> Option<u8> {
        match self {
            Self::Each(dicts) => dicts.get(usize::from(glyph)).copied(),
            Self::Ranges(ranges) => {
                let ranges = ranges.as_chunks::<RANGE>().0;
                let above = ranges
                    .partition_point(|[high, low, _]| u16::from_be_bytes([*high, *low]) <= glyph);
                Some(ranges.get(above.checked_sub(1)?)?[2])
            }
        }
    }
}

/// Writes the FDSelect of as many glyphs as there are numbers of font DICTs, as ranges.
pub(super) fn write(out: &mut Vec<u8>, dicts: &[u8]) {
    let mut ranges: Vec<(u16, u8)> = Vec::new();
    for (glyph, &dict) in (0..).zip(dicts) {
        if ranges.last().is_none_or(|&(_, last)| last != dict) {
            ranges.push((glyph, dict));
        }
    }
    out.push(3);
    out.extend_from_slice(&(ranges.len() as u16).to_be_bytes());
    for (first, dict) in ranges {
        out.extend_from_slice(&first.to_be_bytes());
        out.push(dict);
    }
    out.extend_from_slice(&(dicts.len() as u16).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_they_were_written() {
        let dicts = [4, 4, 0, 1, 1, 1, 0];
        let mut bytes = Vec::new();
        write(&mut bytes, &dicts);
        assert_eq!(bytes, [3, 0, 4, 0, 0, 4, 0, 2, 0, 0, 3, 1, 0, 6, 0, 0, 7]);
        let select = Select::read(&bytes, dicts.len()).expect("it was just written");
        let read: Vec<u8> = (0..7).filter_map(|glyph| select.get(glyph)).collect();
        assert_eq!(read, dicts);
    }

    #[test]
    fn a_byte_for_each_glyph() {
        let select = Select::read(&[0, 1, 0, 2], 3).expect("three glyphs");
        assert_eq!([0, 1, 2, 3].map(|glyph| select.get(glyph)), [Some(1), Some(0), Some(2), None]);
        assert!(Select::read(&[0, 1, 0, 2], 4).is_err());
        assert!(Select::read(&[1, 1, 0, 2], 3).is_err());
        assert!(Select::read(&[3, 0, 2, 0, 0, 0], 3).is_err());
    }
}
