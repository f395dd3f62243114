//! PDF syntax of numbers, strings and objects (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Object, StringFormat};

/// The number of steps in a point: a thousandth of a point is finer than any printer.
const SCALE: f64 = 1000.0;

/// Writes a number with at most three digits after the point.
pub(super) fn number(out: &mut Vec<u8>, value: f64) {
    let thousandths = (value * SCALE).round() as i64;
    if thousandths < 0 {
        out.push(b'-');
    }
    let thousandths = thousandths.unsigned_abs();
    integer(out, thousandths / 1000);
    let mut rest = thousandths % 1000;
    if rest == 0 {
        return;
    }
    out.push(b'.');
    let mut unit = 100;
    while rest > 0 {
        out.push(digit(rest / unit));
        rest %= unit;
        unit /= 10;
    }
}

/// Writes numbers separated by blanks.
pub(super) fn numbers(out: &mut Vec<u8>, values: &[f64]) {
    for (i, &value) in values.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        number(out, value);
    }
}

/// Writes a whole number.
pub(super) fn integer(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    loop {
        start -= 1;
        digits[start] = digit(value % 10);
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[start..]);
}

fn digit(value: u64) -> u8 {
    b"0123456789"[(value % 10) as usize]
}

/// Writes two bytes as four hexadecimal digits.
pub(super) fn hex(out: &mut Vec<u8>, value: u16) {
    for byte in value.to_be_bytes() {
        for half in [byte >> 4, byte & 15] {
            out.push(b"0123456789ABCDEF"[usize::from(half)]);
        }
    }
}

/// Writes a text string in UTF-16 (7.9.2.2).
pub(super) fn text(out: &mut Vec<u8>, chars: impl Iterator<Item = char>) {
    out.extend_from_slice(b"<FEFF");
    for char in chars {
        for &mut unit in char.encode_utf16(&mut [0; 2]) {
            hex(out, unit);
        }
    }
    out.push(b'>');
}

/// Writes a reference to an object of generation 0.
pub(super) fn reference(out: &mut Vec<u8>, id: u32) {
    integer(out, id.into());
    out.extend_from_slice(b" 0 R");
}

/// Writes an object; of a stream, its dictionary.
pub(super) fn object(out: &mut Vec<u8>, value: &Object) {
    match value {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(true) => out.extend_from_slice(b"true"),
        Object::Boolean(false) => out.extend_from_slice(b"false"),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(value) => number(out, f64::from(*value)),
        Object::Name(value) => name(out, value),
        Object::String(bytes, format) => string(out, bytes, format),
        Object::Array(items) => array(out, items),
        Object::Dictionary(entries) => dictionary(out, entries),
        Object::Stream(stream) => dictionary(out, &stream.dict),
        Object::Reference((id, _)) => reference(out, *id),
    }
}

/// Writes a dictionary.
pub(super) fn dictionary(out: &mut Vec<u8>, entries: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in entries {
        name(out, key);
        out.push(b' ');
        object(out, value);
    }
    out.extend_from_slice(b">>");
}

fn array(out: &mut Vec<u8>, items: &[Object]) {
    out.push(b'[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        object(out, item);
    }
    out.push(b']');
}

fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"#()<>[]{}/%".contains(&byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn string(out: &mut Vec<u8>, bytes: &[u8], format: &StringFormat) {
    match format {
        StringFormat::Hexadecimal => {
            out.push(b'<');
            for byte in bytes {
                out.extend_from_slice(format!("{byte:02X}").as_bytes());
            }
            out.push(b'>');
        }
        StringFormat::Literal => {
            out.push(b'(');
            for &byte in bytes {
                match byte {
                    b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                    // A bare carriage return would be read as a line feed.
                    b'\r' => out.extend_from_slice(b"\\r"),
                    _ => out.push(byte),
                }
            }
            out.push(b')');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).expect("the syntax is ASCII")
    }

    #[test]
    fn numbers_have_no_needless_digits() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0001, "0"),
            (16.0, "16"),
            (0.5, "0.5"),
            (-0.05, "-0.05"),
            (595.2756, "595.276"),
            (10.007, "10.007"),
            (99.9996, "100"),
        ] {
            assert_eq!(written(|out| number(out, value)), expected);
        }
    }

    #[test]
    fn text_is_utf16_with_surrogates() {
        assert_eq!(written(|out| text(out, "a国𬭛".chars())), "<FEFF006156FDD872DF5B>");
    }

    #[test]
    fn strings_and_names_keep_what_has_a_meaning() {
        assert_eq!(
            written(|out| object(out, &Object::string_literal("a(b)\\\r"))),
            "(a\\(b\\)\\\\\\r)"
        );
        assert_eq!(written(|out| object(out, &Object::Name(b"A+B #c".to_vec()))), "/A+B#20#23c");
    }
}
