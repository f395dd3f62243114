//! Text objects: glyphs, and the operators that put each in its place (ISO 32000-1, 9.4).
//!
//! Glyphs that are evenly spaced, as in a justified line, are one string with a character spacing; places are
//! written as distances from the line before, which are the same all over a page. Both make little of what
//! deflate has to pack.

use super::subset::SubsetGlyph;
use super::syntax;

/// Kerning below this (thousandths of an em) is left out: 0.003 mm at 16 pt.
const KERN_TOLERANCE: f64 = 0.5;
/// Thousandths of an em in an em, and of a point in a point.
const THOUSAND: f64 = 1000.0;

/// A glyph and the place of its origin from the left, in points.
pub(super) type Placed = (f64, SubsetGlyph);

/// A writer of text objects.
#[derive(Default)]
pub(super) struct TextObject {
    /// The pen of the open object.
    pen: Option<Pen>,
    /// The gaps of the glyphs at hand.
    gaps: Vec<f64>,
}

/// The place of the next glyph in a reader.
#[derive(Clone, Copy, Default)]
struct Pen {
    /// The start of the line, in thousandths of a point from the lower left corner.
    line: [i64; 2],
    /// The place from the left, in points.
    x: f64,
    /// False before the first glyph.
    is_down: bool,
}

impl TextObject {
    /// Begins an object unless one is open.
    pub(super) fn begin(&mut self, out: &mut Vec<u8>) {
        if self.pen.is_none() {
            out.extend_from_slice(b"BT\n");
            self.pen = Some(Pen::default());
        }
    }

    /// Ends the open object.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        if self.pen.take().is_some() {
            out.extend_from_slice(b"ET\n");
        }
    }

    /// Shows glyphs of a size in points, with their baseline at `up` points; `spacing` is the character
    /// spacing in force, in thousandths of a point.
    pub(super) fn show(
        &mut self,
        out: &mut Vec<u8>,
        glyphs: &[Placed],
        (size, up): (f64, f64),
        spacing: &mut i64,
    ) {
        let (Some(mut pen), Some(&(start, _))) = (self.pen, glyphs.first()) else { return };
        self.space(out, glyphs, size, spacing);
        let target = [start, up].map(|place| (place * THOUSAND).round() as i64);
        let is_near = pen.is_down && pen.line[1] == target[1] && (start - pen.x).abs() < size;
        if !is_near {
            let [across, along] = [target[0] - pen.line[0], target[1] - pen.line[1]];
            syntax::numbers(out, &[across as f64 / THOUSAND, along as f64 / THOUSAND]);
            out.extend_from_slice(b" Td\n");
            pen = Pen { line: target, x: target[0] as f64 / THOUSAND, is_down: true };
        }
        let thousandth = size / THOUSAND;
        let advance = *spacing as f64 / THOUSAND;
        out.push(b'[');
        let mut is_open = false;
        for (x, glyph) in glyphs {
            let kern = ((x - pen.x) / thousandth).round();
            if kern.abs() > KERN_TOLERANCE {
                if is_open {
                    out.push(b')');
                }
                is_open = false;
                syntax::number(out, -kern);
                pen.x += thousandth * kern;
            }
            if !is_open {
                out.push(b'(');
                is_open = true;
            }
            code(out, glyph.code);
            pen.x += thousandth * glyph.width + advance;
        }
        out.extend_from_slice(b")]TJ\n");
        self.pen = Some(pen);
    }

    /// Sets the character spacing to the gap that most of the glyphs have, where it is worth an operator.
    fn space(&mut self, out: &mut Vec<u8>, glyphs: &[Placed], size: f64, spacing: &mut i64) {
        let gaps = glyphs.windows(2).filter_map(|pair| {
            let &[(x, glyph), (next, _)] = pair else { return None };
            Some(next - x - glyph.width * size / THOUSAND)
        });
        self.gaps.clear();
        self.gaps.extend(gaps);
        let middle = self.gaps.len() / 2;
        if self.gaps.len() < 2 {
            return;
        }
        let (_, gap, _) = self.gaps.select_nth_unstable_by(middle, f64::total_cmp);
        let tolerance = KERN_TOLERANCE * size / THOUSAND;
        if (*gap - *spacing as f64 / THOUSAND).abs() <= tolerance {
            return;
        }
        *spacing = if gap.abs() <= tolerance { 0 } else { (*gap * THOUSAND).round() as i64 };
        syntax::number(out, *spacing as f64 / THOUSAND);
        out.extend_from_slice(b" Tc\n");
    }
}

/// Writes the two bytes of a code in a string, in half the characters of hexadecimal figures (7.3.4.2).
fn code(out: &mut Vec<u8>, code: u16) {
    for byte in code.to_be_bytes() {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // A bare carriage return would be read as a line feed.
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_with_a_meaning_in_strings_are_escaped() {
        let mut out = Vec::new();
        [0x2829, 0x5C0D, 0x0A41].into_iter().for_each(|number| code(&mut out, number));
        assert_eq!(out, b"\\(\\)\\\\\\r\nA");
    }

    fn glyph(code: u16) -> SubsetGlyph {
        SubsetGlyph { code, width: 1000.0, char: None }
    }

    fn shown(lines: &[(&[f64], f64)]) -> String {
        let (mut out, mut spacing, mut text) = (Vec::new(), 0, TextObject::default());
        text.begin(&mut out);
        for &(places, up) in lines {
            let glyphs: Vec<Placed> =
                (1..).zip(places).map(|(code, &x)| (x, glyph(code))).collect();
            text.show(&mut out, &glyphs, (10.0, up), &mut spacing);
        }
        text.end(&mut out);
        // The codes are below ten: as figures they can be read.
        let readable = |byte: u8| if byte < 8 { char::from(b'0' + byte) } else { char::from(byte) };
        out.into_iter().map(readable).collect()
    }

    #[test]
    fn glyphs_that_follow_each_other_are_one_string() {
        assert_eq!(shown(&[(&[50.0, 60.0, 70.0], 700.0)]), "BT\n50 700 Td\n[(010203)]TJ\nET\n");
    }

    #[test]
    fn even_gaps_are_a_spacing_and_others_are_kerned() {
        assert_eq!(
            shown(&[(&[50.0, 60.2, 70.4, 77.4, 87.6], 700.0)]),
            "BT\n0.2 Tc\n50 700 Td\n[(010203)320(0405)]TJ\nET\n"
        );
    }

    #[test]
    fn a_spacing_stays_in_force_until_another_is_worth_more() {
        assert_eq!(
            shown(&[
                (&[50.0, 60.2, 70.4], 700.0),
                (&[50.0, 60.0], 680.0),
                (&[50.0, 60.0, 70.0], 660.0)
            ]),
            "BT\n0.2 Tc\n50 700 Td\n[(010203)]TJ\n0 -20 Td\n[(01)20(02)]TJ\n0 Tc\n0 -20 Td\n\
             [(010203)]TJ\nET\n"
        );
    }

    #[test]
    fn a_run_right_behind_another_needs_no_place() {
        assert_eq!(
            shown(&[(&[50.0], 700.0), (&[60.0], 700.0), (&[71.0], 700.0), (&[200.0], 700.0)]),
            "BT\n50 700 Td\n[(01)]TJ\n[(01)]TJ\n[-100(01)]TJ\n150 0 Td\n[(01)]TJ\nET\n"
        );
    }

    /// A third of a thousandth of an em a glyph adds up, and is made good.
    #[test]
    fn small_differences_do_not_add_up() {
        let places: Vec<f64> = (0..7).map(|n| 50.0 + f64::from(n) * 10.003_3).collect();
        assert_eq!(shown(&[(&places, 700.0)]), "BT\n50 700 Td\n[(0102)-1(030405)-1(0607)]TJ\nET\n");
    }
}
