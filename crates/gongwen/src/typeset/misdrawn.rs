//! Characters that a face has in its character map, but draws as other ones.

/// The beginning of the names of the Fandol faces.
const FANDOL: &str = "Fandol";
/// The characters that the Fandol faces draw as others. All symbols of official text (GB 2312 rows 1 to 3, currency,
/// measures, figures in circles and brackets) are compared by outline with Noto Serif SC in `tests/outlines.rs`.
const BY_FANDOL: &[char] = &[
    // The horizontal bar: a dot.
    '―',  // The full-width tilde between numbers: a raised accent.
    '～', // The full-width yuan sign: a dollar sign.
    '￥', // The full-width minus sign: a hyphen.
    '－', // The full-width overline: a hyphen.
    '￣', // The full-width low line: half as wide, so that rows of them have gaps.
    '＿',
];

/// Returns the characters that the face of a name draws as others.
pub fn by(face: &str) -> &'static [char] {
    if face.starts_with(FANDOL) { BY_FANDOL } else { &[] }
}
