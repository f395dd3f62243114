//! DICT structures: operands followed by their operator (section 4).

use super::Malformed;

/// The first byte of operators of two bytes.
const ESCAPE: u8 = 12;

/// An operator: one byte, or 12 and a second one.
pub(super) type Operator = u16;

/// The copyright notice, PostScript code and other entries are left out of subsets; these are read or written.
pub(super) mod operator {
    use super::Operator;

    pub(in super::super) const FONT_BOX: Operator = 5;
    pub(in super::super) const CHARSET: Operator = 15;
    pub(in super::super) const CHAR_STRINGS: Operator = 17;
    pub(in super::super) const PRIVATE: Operator = 18;
    pub(in super::super) const SUBROUTINES: Operator = 19;
    pub(in super::super) const CHAR_STRING_TYPE: Operator = 0x0C06;
    pub(in super::super) const FONT_MATRIX: Operator = 0x0C07;
    pub(in super::super) const ROS: Operator = 0x0C1E;
    pub(in super::super) const CID_COUNT: Operator = 0x0C22;
    pub(in super::super) const FD_ARRAY: Operator = 0x0C24;
    pub(in super::super) const FD_SELECT: Operator = 0x0C25;
    pub(in super::super) const FONT_NAME: Operator = 0x0C26;
}

/// A DICT that was read: operators with the bytes of their operands.
pub(super) struct Dict<'a>(Vec<(Operator, &'a [u8])>);

impl<'a> Dict<'a> {
    /// Reads a DICT that fills `bytes`.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let mut entries = Vec::new();
        let mut operands = 0;
        let mut place = 0;
        while let Some(&first) = bytes.get(place) {
            if first > 21 {
                place += operand_length(&bytes[place..]).ok_or(Malformed("DICT"))?;
                continue;
            }
            let mut operator = Operator::from(first);
            let mut length = 1;
            if first == ESCAPE {
                operator =
                    operator << 8 | Operator::from(*bytes.get(place + 1).ok_or(Malformed("DICT"))?);
                length = 2;
            }
            entries.push((operator, &bytes[operands..place]));
            place += length;
            operands = place;
        }
        if operands < bytes.len() {
            return Err(Malformed("DICT"));
        }
        Ok(Self(entries))
    }

    /// Returns the bytes of an operator's operands.
    pub(super) fn operands(&self, operator: Operator) -> Option<&'a [u8]> {
        self.0.iter().find(|(known, _)| *known == operator).map(|(_, operands)| *operands)
    }

    /// Returns the operands of an operator that takes `N` whole numbers.
    pub(super) fn integers<const N: usize>(&self, operator: Operator) -> Option<[i32; N]> {
        let mut rest = self.operands(operator)?;
        let mut numbers = [0; N];
        for number in &mut numbers {
            *number = integer(rest)?;
            rest = &rest[operand_length(rest)?..];
        }
        rest.is_empty().then_some(numbers)
    }

    /// Returns the operand of an operator that takes an offset or a size.
    pub(super) fn size(&self, operator: Operator) -> Option<usize> {
        let [value] = self.integers(operator)?;
        usize::try_from(value).ok()
    }
}

/// Returns the length of the operand at the start of `bytes`, which are all there.
fn operand_length(bytes: &[u8]) -> Option<usize> {
    let length = match *bytes.first()? {
        28 => 3,
        29 => 5,
        // A decimal number in halves of bytes, up to one that is 15.
        30 => 2 + bytes[1..].iter().position(|byte| byte >> 4 == 15 || byte & 15 == 15)?,
        32..=246 => 1,
        247..=254 => 2,
        _ => return None,
    };
    (length <= bytes.len()).then_some(length)
}

/// Returns the whole number at the start of `bytes`.
fn integer(bytes: &[u8]) -> Option<i32> {
    Some(match *bytes {
        [28, high, low, ..] => i32::from(i16::from_be_bytes([high, low])),
        [29, a, b, c, d, ..] => i32::from_be_bytes([a, b, c, d]),
        [first @ 32..=246, ..] => i32::from(first) - 139,
        [first @ 247..=250, second, ..] => (i32::from(first) - 247) * 256 + i32::from(second) + 108,
        [first @ 251..=254, second, ..] => {
            -(i32::from(first) - 251) * 256 - i32::from(second) - 108
        }
        _ => return None,
    })
}

/// Writes an entry with whole numbers, each as short as it can be.
pub(super) fn write_integers(out: &mut Vec<u8>, operator: Operator, operands: &[i32]) {
    for &operand in operands {
        match operand {
            -107..=107 => out.push((operand + 139) as u8),
            108..=1131 => {
                let [high, low] = ((operand - 108) as u16).to_be_bytes();
                out.extend_from_slice(&[247 + high, low]);
            }
            _ => write_long(out, operand),
        }
    }
    write_operator(out, operator);
}

/// Writes an entry with places in the table, each in five bytes whatever its value, so that entries have
/// the same length before the places are known.
pub(super) fn write_places(out: &mut Vec<u8>, operator: Operator, places: &[usize]) {
    for &place in places {
        write_long(out, place as i32);
    }
    write_operator(out, operator);
}

fn write_long(out: &mut Vec<u8>, value: i32) {
    out.push(29);
    out.extend_from_slice(&value.to_be_bytes());
}

/// Copies an entry of `dict`, if it is there.
pub(super) fn copy(out: &mut Vec<u8>, dict: &Dict<'_>, operator: Operator) {
    if let Some(operands) = dict.operands(operator) {
        out.extend_from_slice(operands);
        write_operator(out, operator);
    }
}

fn write_operator(out: &mut Vec<u8>, operator: Operator) {
    let [first, second] = operator.to_be_bytes();
    if first > 0 {
        out.push(first);
    }
    out.push(second);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of table 4.
    #[test]
    fn whole_numbers_of_every_length() {
        for (bytes, value) in [
            (&[0x8B][..], 0),
            (&[0xEF], 100),
            (&[0x27], -100),
            (&[0xFA, 0x7C], 1000),
            (&[0xFE, 0x7C], -1000),
            (&[0x1C, 0x27, 0x10], 10_000),
            (&[0x1C, 0xD8, 0xF0], -10_000),
            (&[0x1D, 0x00, 0x01, 0x86, 0xA0], 100_000),
            (&[0x1D, 0xFF, 0xFE, 0x79, 0x60], -100_000),
        ] {
            assert_eq!(integer(bytes), Some(value));
            assert_eq!(operand_length(bytes), Some(bytes.len()));
            for end in 0..bytes.len() {
                assert_eq!(operand_length(&bytes[..end]), None);
            }
        }
    }

    #[test]
    fn whole_numbers_are_read_as_they_were_written() {
        for value in [0, -107, 107, 108, 391, 1131, 1132, -108, 100_000, i32::MIN] {
            let mut bytes = Vec::new();
            write_integers(&mut bytes, operator::CID_COUNT, &[value, value]);
            let dict = Dict::read(&bytes).expect("an entry");
            assert_eq!(dict.integers(operator::CID_COUNT), Some([value; 2]));
        }
    }

    #[test]
    fn entries_are_found_by_their_operators() {
        // -2.25 (0x1E 0xE2 0xA2 0x5F), then 100 and 1000, then nothing.
        let bytes = [0x1E, 0xE2, 0xA2, 0x5F, 12, 7, 0xEF, 0xFA, 0x7C, 18, 5];
        let dict = Dict::read(&bytes).expect("three entries");
        assert_eq!(dict.operands(operator::FONT_MATRIX), Some(&bytes[..4]));
        assert_eq!(dict.integers(operator::PRIVATE), Some([100, 1000]));
        assert_eq!(dict.integers::<1>(operator::PRIVATE), None);
        assert_eq!(dict.operands(operator::FONT_BOX), Some(&b""[..]));
        assert_eq!(dict.operands(operator::CHARSET), None);
        let mut copied = Vec::new();
        copy(&mut copied, &dict, operator::FONT_MATRIX);
        copy(&mut copied, &dict, operator::CHARSET);
        write_places(&mut copied, operator::CHARSET, &[1]);
        assert_eq!(copied, [0x1E, 0xE2, 0xA2, 0x5F, 12, 7, 29, 0, 0, 0, 1, 15]);
        assert!(Dict::read(&bytes[..9]).is_err());
        assert!(Dict::read(&[31, 18]).is_err());
        assert!(Dict::read(&[12]).is_err());
    }
}
