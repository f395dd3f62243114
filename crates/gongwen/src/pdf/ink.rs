//! Colours as a printer needs them: black and greys in one ink, red in an ink of its own where one is named
//! (ISO 32000-1, 8.6).

use lopdf::{Object, dictionary};

use super::syntax;
use crate::color::Color;

/// The inks of a file for a printer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inks {
    /// The name of the ink in which red is printed, such as `PANTONE 485 C`; without one, red is a screen colour
    /// that the printer mixes. Screens show it as they show red.
    pub red: Option<String>,
}

/// What is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Areas and glyphs.
    Fill,
    /// Lines.
    Stroke,
}

/// The resource name of the red ink's colour space.
const RED: &str = "Red";

impl Inks {
    /// Writes the operator that sets a colour. Greys get one number, so that black is black ink alone.
    pub(super) fn set(&self, out: &mut Vec<u8>, color: Color, paint: Paint) {
        if color == Color::RED && self.red.is_some() {
            let operators = match paint {
                Paint::Fill => "/Red cs 1 scn\n",
                Paint::Stroke => "/Red CS 1 SCN\n",
            };
            out.extend_from_slice(operators.as_bytes());
            return;
        }
        let shares = [color.red, color.green, color.blue].map(|part| f64::from(part) / 255.0);
        let is_grey = color.red == color.green && color.green == color.blue;
        let (shares, operator) = match (is_grey, paint) {
            (true, Paint::Fill) => (&shares[..1], "g"),
            (true, Paint::Stroke) => (&shares[..1], "G"),
            (false, Paint::Fill) => (&shares[..], "rg"),
            (false, Paint::Stroke) => (&shares[..], "RG"),
        };
        syntax::numbers(out, shares);
        out.push(b' ');
        out.extend_from_slice(operator.as_bytes());
        out.push(b'\n');
    }

    /// Returns the colour spaces that pages name, if they name any.
    pub(super) fn spaces(&self) -> Option<lopdf::Dictionary> {
        let name = self.red.as_ref()?;
        let shares = |color: Color| {
            let parts = [color.red, color.green, color.blue];
            parts.map(|part| Object::Integer(i64::from(part / 255))).to_vec()
        };
        // From no ink, which is white, to all of it.
        let tint = dictionary! {
            "FunctionType" => 2,
            "Domain" => vec![0.into(), 1.into()],
            "C0" => shares(Color::WHITE),
            "C1" => shares(Color::RED),
            "N" => 1,
        };
        let space = vec![
            "Separation".into(),
            Object::Name(name.as_bytes().to_vec()),
            "DeviceRGB".into(),
            tint.into(),
        ];
        Some(dictionary! { RED => space })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(inks: &Inks, color: Color, paint: Paint) -> String {
        let mut out = Vec::new();
        inks.set(&mut out, color, paint);
        String::from_utf8(out).expect("operators are ASCII")
    }

    #[test]
    fn greys_have_one_number_and_other_colours_three() {
        let inks = Inks::default();
        assert_eq!(written(&inks, Color::BLACK, Paint::Fill), "0 g\n");
        assert_eq!(written(&inks, Color::WHITE, Paint::Stroke), "1 G\n");
        assert_eq!(written(&inks, Color::hex(0x33_33_33), Paint::Fill), "0.2 g\n");
        assert_eq!(written(&inks, Color::RED, Paint::Fill), "1 0 0 rg\n");
        assert_eq!(written(&inks, Color::hex(0x00_33_FF), Paint::Stroke), "0 0.2 1 RG\n");
        assert_eq!(inks.spaces(), None);
    }

    #[test]
    fn red_has_an_ink_of_its_own_where_one_is_named() {
        let inks = Inks { red: Some("PANTONE 485 C".to_owned()) };
        assert_eq!(written(&inks, Color::RED, Paint::Fill), "/Red cs 1 scn\n");
        assert_eq!(written(&inks, Color::RED, Paint::Stroke), "/Red CS 1 SCN\n");
        assert_eq!(written(&inks, Color::BLACK, Paint::Fill), "0 g\n");
        let mut out = Vec::new();
        syntax::dictionary(&mut out, &inks.spaces().expect("an ink"));
        assert_eq!(
            String::from_utf8(out).expect("the syntax is ASCII"),
            "<</Red [/Separation /PANTONE#20485#20C /DeviceRGB <</FunctionType 2/Domain [0 1]/C0 [1 1 1]\
             /C1 [1 0 0]/N 1>>]>>"
        );
    }
}
