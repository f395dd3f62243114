//! Text in BIFF8 ([MS-XLS] 2.5.293, 2.5.294, 2.5.240): characters of one or two bytes, which change their
//! width where a CONTINUE record begins.

use super::records::Fields;

/// The bits of the byte before the characters.
const TWO_BYTES: u8 = 0x01;
const PHONETIC: u8 = 0x04;
const RICH: u8 = 0x08;

/// A text of which parts may have fonts of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RichText {
    pub text: String,
    /// The places at which another font begins, in units of UTF-16, and the numbers of the fonts.
    pub runs: Vec<(u16, u16)>,
}

/// Text after its length in two bytes, without the fonts behind it.
pub(super) fn long(fields: &mut Fields<'_>) -> Option<String> {
    rich(fields).map(|rich| rich.text)
}

/// Text after its length in two bytes, with fonts and phonetic text behind it, of which the latter is left out
/// (XLUnicodeRichExtendedString; without either it is an XLUnicodeString).
pub(super) fn rich(fields: &mut Fields<'_>) -> Option<RichText> {
    let length = fields.u16()?;
    // Shorter than the specification allows: some writers leave the flags of an empty text out.
    if length == 0 && fields.left() == 0 {
        return Some(RichText::default());
    }
    let flags = fields.u8()?;
    let count = if flags & RICH == 0 { 0 } else { fields.u16()? };
    let extension = if flags & PHONETIC == 0 { 0 } else { fields.u32()? };
    let text = characters(fields, length.into(), flags)?;
    let mut runs = Vec::new();
    for _ in 0..count {
        runs.push((fields.u16()?, fields.u16()?));
    }
    fields.skip(usize::try_from(extension).ok()?)?;
    Some(RichText { text, runs })
}

/// Text after its length in one byte (ShortXLUnicodeString).
pub(super) fn short(fields: &mut Fields<'_>) -> Option<String> {
    let length = fields.u8()?;
    let flags = fields.u8()?;
    characters(fields, length.into(), flags)
}

pub(super) fn characters(
    fields: &mut Fields<'_>,
    mut left: usize,
    mut flags: u8,
) -> Option<String> {
    let mut units: Vec<u16> = Vec::new();
    while left > 0 {
        if fields.left() == 0 {
            fields.go_on()?;
            flags = fields.u8()?;
        }
        let width = 1 + usize::from(flags & TWO_BYTES);
        let run = fields.run(left.saturating_mul(width));
        if run.is_empty() {
            continue;
        }
        // A character is never split ([MS-XLS] 2.5.293).
        let (count, rest) = (run.len() / width, run.len() % width);
        if rest > 0 {
            return None;
        }
        left -= count;
        match run.as_chunks::<2>().0 {
            pairs if width == 2 => units.extend(pairs.iter().map(|&pair| u16::from_le_bytes(pair))),
            _ => units.extend(run.iter().map(|&byte| u16::from(byte))),
        }
    }
    Some(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::super::records::Records;
    use super::*;

    /// The text in a record with these contents, each but the first a CONTINUE record.
    fn read(parts: &[&[u8]]) -> Option<String> {
        let mut stream = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            stream.extend(if at == 0 { 0x00fc_u16 } else { 0x003c }.to_le_bytes());
            stream.extend(u16::try_from(part.len()).unwrap().to_le_bytes());
            stream.extend(*part);
        }
        let (_, mut fields) = Records::from(&stream, 0)?.next()?;
        long(&mut fields)
    }

    #[test]
    fn text_may_go_on_in_another_width() {
        assert_eq!(read(&[b"\x03\0\0a\xe9c"]).as_deref(), Some("aéc"));
        assert_eq!(read(&[b"\x02\0\x01\x32\x75\x59\x4e"]).as_deref(), Some("甲乙"));
        let parts: [&[u8]; 3] = [b"\x05\0\0ab", b"\x01\x32\x75", b"\0cd"];
        assert_eq!(read(&parts).as_deref(), Some("ab甲cd"));
        assert_eq!(read(&[b"\0\0"]).as_deref(), Some(""));
    }

    #[test]
    fn formats_and_phonetic_text_are_left_out() {
        let rich: [&[u8]; 2] = [b"\x01\0\x08\x01\0a\0\0", b"\0\0"];
        assert_eq!(read(&rich).as_deref(), Some("a"));
        let mut stream = b"\xfc\0\x0d\0\x02\0\x08\x01\0ab\x01\0\x06\0".to_vec();
        stream[2] = u8::try_from(stream.len() - 4).unwrap();
        let (_, mut fields) = Records::from(&stream, 0).unwrap().next().unwrap();
        let rich = super::rich(&mut fields).unwrap();
        assert_eq!((rich.text.as_str(), rich.runs), ("ab", vec![(1, 6)]));
        assert_eq!(read(&[b"\x01\0\x04\x02\0\0\0a\xff\xff"]).as_deref(), Some("a"));
    }

    #[test]
    fn what_breaks_off_is_no_text() {
        for parts in [
            &[b"\x03".as_slice()][..],
            &[b"\x03\0\0a"],
            &[b"\x01\0\x01a"],
            &[b"\x03\0\0a", b"", b""],
        ] {
            assert_eq!(read(parts), None, "{parts:?}");
        }
    }
}
