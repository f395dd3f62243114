//! The meaning of the colours: sRGB, as an ICC profile (ICC.1:2004-10) of our own making. PDF/A requires
//! one, and the published ones are many times larger.

/// Size of the header before the tag table, in bytes.
const HEADER: usize = 128;
/// The reference white of profiles (D50), as XYZ.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];
/// sRGB's red, green and blue (IEC 61966-2-1), adapted to D50.
const PRIMARIES: [(&[u8; 4], [f64; 3]); 3] = [
    (b"rXYZ", [0.436_066, 0.222_488, 0.013_916]),
    (b"gXYZ", [0.385_147, 0.716_873, 0.097_076]),
    (b"bXYZ", [0.143_066, 0.060_608, 0.714_096]),
];
/// The adaptation from D65, sRGB's white, to D50 (Bradford).
const ADAPTATION: [f64; 9] =
    [1.047_88, 0.022_92, -0.050_21, 0.029_59, 0.990_48, -0.017_07, -0.009_25, 0.015_08, 0.751_68];
/// sRGB's curve: exponent and coefficients of a parametric curve of kind 3 (10.15).
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

/// Returns the profile.
pub(super) fn srgb() -> Vec<u8> {
    let curve = curve();
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"desc", text("sRGB")),
        (b"cprt", text("CC0")),
        (b"wtpt", xyz(D50)),
        (b"chad", array(b"sf32", &ADAPTATION)),
    ];
    tags.extend(PRIMARIES.iter().map(|(name, color)| (*name, xyz(*color))));
    tags.extend([b"rTRC", b"gTRC", b"bTRC"].map(|name| (name, curve.clone())));
    assemble(&tags)
}

/// Joins header, tag table and tags.
fn assemble(tags: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut table = number(tags.len());
    let mut data: Vec<u8> = Vec::new();
    let start = HEADER + 4 + 12 * tags.len();
    for (i, (name, content)) in tags.iter().enumerate() {
        // The three curves share their data.
        let place = if i > 0 && tags[i - 1].1 == *content {
            data.len() - content.len()
        } else {
            data.extend_from_slice(content);
            data.len() - content.len()
        };
        table.extend_from_slice(*name);
        table.extend(number(start + place));
        table.extend(number(content.len()));
    }
    let mut profile = header(start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

/// Returns the header (7.2): version 4.2, a display profile from RGB to XYZ.
fn header(size: usize) -> Vec<u8> {
    let mut header = number(size);
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    for part in [2018_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.extend([0; 28]);
    for part in D50 {
        header.extend(fixed(part));
    }
    header.resize(HEADER, 0);
    header
}

fn number(value: usize) -> Vec<u8> {
    (value as u32).to_be_bytes().to_vec()
}

/// Returns a fixed-point number with 16 bits on either side (4.6).
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(value: [f64; 3]) -> Vec<u8> {
    array(b"XYZ ", &value)
}

fn array(kind: &[u8; 4], values: &[f64]) -> Vec<u8> {
    let mut tag = kind.to_vec();
    tag.extend([0; 4]);
    tag.extend(values.iter().flat_map(|&value| fixed(value)));
    tag
}

fn curve() -> Vec<u8> {
    let mut tag = b"para".to_vec();
    tag.extend([0, 0, 0, 0, 0, 3, 0, 0]);
    tag.extend(CURVE.iter().flat_map(|&value| fixed(value)));
    tag
}

/// Returns text in one language (10.13), padded to a multiple of four bytes.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut tag = b"mluc".to_vec();
    for value in [0, 1, 12] {
        tag.extend(number(value));
    }
    tag.extend(b"enUS");
    tag.extend(number(units.len()));
    tag.extend(number(28));
    tag.extend(units);
    tag.resize(tag.len().next_multiple_of(4), 0);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_says_how_long_it_is_and_is_small() {
        let profile = srgb();
        assert_eq!(profile[..4], number(profile.len()));
        assert_eq!(&profile[36..40], b"acsp");
        assert!(profile.len() < 1024, "{}", profile.len());
        assert_eq!(profile.len() % 4, 0);
    }

    /// Red, green and blue together are white.
    #[test]
    fn the_primaries_add_up_to_the_white_point() {
        for axis in 0..3 {
            let sum: f64 = PRIMARIES.iter().map(|(_, color)| color[axis]).sum();
            assert!((sum - D50[axis]).abs() < 0.0005, "{axis}: {sum}");
        }
    }
}
