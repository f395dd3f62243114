//! Full-width and half-width forms of the same character.

/// The ASCII form of a full-width letter, digit or mark (Ａ, １, （, ．); any other character as it is.
pub fn half_width(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(char) - 0xfee0).expect("they lie 0xFEE0 above ASCII")
        }
        _ => char,
    }
}
